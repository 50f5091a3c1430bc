"""The programme in a folder of its own, to begin other dossiers from."""

import shutil
from pathlib import Path

from dossier.founding.programme import programme_files

from support.project import ROOT

PAGES = ("README.md", "mkdocs.yml", "docs/search.md", "docs/about", "docs/themes")
"""What scripts/new reads besides the programme."""


def copy_programme(folder: Path) -> Path:
    """A copy of this project with as much as another can be begun from."""
    for name in (*programme_files(ROOT), *PAGES):
        path = ROOT / name
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if path.is_dir() else shutil.copy
        copy(path, folder / name)
    return folder


def equip(project: Path) -> None:
    """Let a project have what is installed here, so that scripts/setup finds nothing to do."""
    install(project)
    (project / "tests/node_modules").symlink_to(ROOT / "tests/node_modules")


def install(project: Path) -> None:
    """The same for Python alone."""
    installed = project / ".venv"
    installed.mkdir()
    for part in ("bin", "lib", "pyvenv.cfg"):
        (installed / part).symlink_to(ROOT / ".venv" / part)
    for lock in (project / "scripts/locks").iterdir():
        shutil.copy(lock, installed / f"installed-{lock.name}")
