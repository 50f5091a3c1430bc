"""The licences of what others made and the site carries → `licences.txt`, as they ask for."""

from importlib.metadata import distribution
from pathlib import Path

NAME = "licences.txt"
PARTS = (
    (
        "Icons: Material Design Icons, under the Apache Licence 2.0.",
        "mkdocs-material",
        "material/templates/.icons/material/LICENSE",
    ),
    (
        "In the search’s files: forms of words from simplemma, under the MIT licence.",
        "simplemma",
        "licenses/LICENSE",
    ),
    (
        "In the search’s files: British and American spellings from breame, under the Apache "
        "Licence 2.0.",
        "breame",
        "",
    ),
    ("The text of the Apache Licence 2.0.", "packaging", "licenses/LICENSE.APACHE"),
)
"""What is carried, the package it comes with, and the file in that with the text of its licence."""
INTRODUCTION = (
    "Each article remains its publisher’s, under the terms of its source. The other pages, and the "
    "code of this site, are under the MIT licence. This site carries these works of others, too."
)


def licences() -> str:
    """All of them, each with its whole text."""
    parts = [INTRODUCTION]
    for what, package, path in PARTS:
        parts.append(what)
        parts += [_text(package, path).strip("\n")] if path else []
    return "\n\n".join(parts) + "\n"


def _text(package: str, path: str) -> str:
    """A file of a package's, in its metadata or beside it: to look for it among all takes long."""
    installed = distribution(package)
    file = Path(str(installed.locate_file(path)))
    text = installed.read_text(path) or (file.read_text("utf-8") if file.is_file() else "")
    if not text:
        raise LookupError(f"{package} has no {path}; see where its licence stands now")
    return text
