"""Small real projects to build: the programme, around the tests' own dossier or other seeds."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from support.forked import run

ROOT = Path(__file__).parents[2]
DOSSIER = ROOT / "tests/dossier"
"""Seeds of every form, themes and names that are the tests' own, and what differs in mkdocs.yml."""


def build(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a project as scripts/build does, with its arguments, and give what came of it.

    The environment must not be what Python itself asks for when it starts.
    """
    return run(("build", *arguments), project, environment)


def make_project(root: Path, seeds: Mapping[str, str] | None = None) -> Path:
    """The programme under `root`, with the tests' dossier: with its seeds, or with those given."""
    shutil.copytree(DOSSIER, root, dirs_exist_ok=True)
    for programme in ("assets", ".overrides"):
        shutil.copytree(ROOT / "docs" / programme, root / "docs" / programme)
    for icon in ("favicon.ico", "apple-touch-icon.png"):
        shutil.copy(ROOT / "docs" / icon, root / "docs")
    (root / "hooks").symlink_to(ROOT / "hooks")
    (root / "mkdocs.yml").write_text(configuration(), "utf-8")
    if seeds is not None:
        shutil.rmtree(root / "seeds")
        (root / "seeds").mkdir()
        for name, text in seeds.items():
            (root / "seeds" / name).write_text(text, encoding="utf-8")
    return root


def configuration() -> str:
    """The project's mkdocs.yml, but for the keys at its top level that the dossier's own has."""
    ours = (DOSSIER / "mkdocs.yml").read_text("utf-8")
    theirs = (ROOT / "mkdocs.yml").read_text("utf-8")
    keys = re.findall(r"^\w+:", ours, re.MULTILINE)
    blocks = re.split(r"^(?=\w)", theirs, flags=re.MULTILINE)
    return ours + "".join(block for block in blocks if not block.startswith(tuple(keys)))


def set_site_url(project: Path, url: str) -> None:
    """State in a project's mkdocs.yml where its site is published."""
    path = project / "mkdocs.yml"
    text = path.read_text("utf-8")
    assert '!ENV [SITE_URL, ""]' in text
    path.write_text(text.replace('!ENV [SITE_URL, ""]', url), "utf-8")
