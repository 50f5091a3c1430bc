"""The licences of what others made and the site carries → `licences.txt`, as they ask for."""

from importlib.metadata import distribution

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
    for what, package, ending in PARTS:
        parts.append(what)
        files = distribution(package).files or []
        texts = [file.read_text("utf-8") for file in files if ending and str(file).endswith(ending)]
        if ending and len(texts) != 1:
            raise LookupError(f"{package} has no {ending}; see where its licence stands now")
        parts += (text.strip("\n") for text in texts)
    return "\n\n".join(parts) + "\n"
