"""Which files of a project are the programme; the rest is its dossier.

`programme.txt` in a project lists those that were brought in, with their digests, as `sha256sum`
writes them: by it a later programme knows what it put there, and what was changed since.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

RECORD = "programme.txt"
FOLDERS = (
    *(".github/workflows", ".vscode", "docs/.overrides", "docs/assets"),
    *("hooks", "scripts", "tests"),
)
FILES = (
    *(".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "package.json", "pyproject.toml"),
    *("TUTORIAL.md", "docs/apple-touch-icon.png", "docs/favicon.ico"),
)
GUIDE = "docs/about/editors.md"
OF_ONE_DOSSIER = frozenset(
    {
        "tests/shipped/made-up.yml",
        "tests/shipped/seed-themes.yml",
        "tests/shipped/spelling-of-names.txt",
        "tests/shipped/test_placing_of_the_seed.py",
    }
)
"""What stands among the tests and is about the articles of one dossier."""
_MADE = frozenset({"__pycache__", "node_modules"})


def programme_files(root: Path) -> Iterator[str]:
    """The paths of the programme in a project, in their order."""
    found = [name for name in FILES if (root / name).is_file()]
    for folder in FOLDERS:
        for directory, folders, files in os.walk(root / folder):
            folders[:] = [name for name in folders if not _is_made(name)]
            place = Path(directory).relative_to(root)
            found += [(place / name).as_posix() for name in files if not name.endswith(".pyc")]
    yield from sorted(name for name in found if name not in OF_ONE_DOSSIER)


def _is_made(folder: str) -> bool:
    return folder in _MADE or folder.endswith("_cache") or folder in (".cache", ".hypothesis")


def digest(data: bytes) -> str:
    """The SHA-256 of what a file holds."""
    return hashlib.sha256(data).hexdigest()


def read_record(project: Path) -> dict[str, str]:
    """By path the digest of each file that a programme wrote into a project."""
    try:
        lines = (project / RECORD).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.split("  ", 1) for line in lines if "  " in line)
    return {path: value for value, path in pairs if _is_within(path)}


def write_record(project: Path, digests: Mapping[str, str]) -> None:
    """Write down what a programme wrote into a project."""
    lines = [f"{digests[path]}  {path}\n" for path in sorted(digests)]
    (project / RECORD).write_text("".join(lines), "utf-8")


def _is_within(path: str) -> bool:
    """Whether a path stays in the project: what is listed may be removed."""
    return not Path(path).is_absolute() and ".." not in Path(path).parts
