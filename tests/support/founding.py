"""The programme in a folder of its own, to begin other dossiers from."""

import shutil
from pathlib import Path

from support.project import ROOT

NOT_COPIED = (".*", "__pycache__", "node_modules", "site", "seeds")


def copy_programme(folder: Path) -> Path:
    """A copy of this project without its articles."""
    ignored = shutil.ignore_patterns(*NOT_COPIED)
    shutil.copytree(ROOT, folder, symlinks=True, ignore=ignored)
    for hidden in (".github", ".vscode", ".gitignore", "docs/.overrides"):
        copy = shutil.copytree if (ROOT / hidden).is_dir() else shutil.copy
        copy(ROOT / hidden, folder / hidden)
    (folder / "seeds").mkdir()
    return folder


def equip(project: Path) -> None:
    """Let a project have what is installed here, so that scripts/setup finds nothing to do."""
    installed = project / ".venv"
    installed.mkdir()
    for part in ("bin", "lib", "pyvenv.cfg"):
        (installed / part).symlink_to(ROOT / ".venv" / part)
    for lock in (project / "scripts/locks").iterdir():
        shutil.copy(lock, installed / f"installed-{lock.name}")
