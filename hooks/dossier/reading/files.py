"""Finds and reads input files, so that each mistake of a file is said in one way."""

import os
import unicodedata
from pathlib import Path

import regex

from dossier.core.problems import Problem, Problems

CONTROL = regex.compile(
    r"[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069--\t\n]", regex.V1
)
"""Characters that no text may hold: controls, and those that let it read in another order."""
LARGEST = 5_000_000
"""Bytes of a file: no more is read, so that no file can fill the memory."""


def list_files(directory: Path, root: Path, suffixes: set[str]) -> tuple[list[Path], list[Problem]]:
    """All files under a directory with one of the suffixes, sorted; anything else is a problem.

    Names that begin with a dot are left alone, as everywhere.
    """
    files: list[Path] = []
    problems: list[Problem] = []
    above = len(directory.as_posix())
    for path in sorted(directory.rglob("*")):
        if "/." in path.as_posix()[above:]:
            continue
        name = path.relative_to(root).as_posix()
        if wrong := _wrong_place(path, directory):
            problems.append(Problem(name, 1, wrong))
        elif path.is_dir():
            if path.suffix.lower() in suffixes:
                message = "is a folder with the name of a file; rename it or move its files up"
                problems.append(Problem(name, 1, message))
        elif path.suffix.lower() not in suffixes:
            known = " or ".join(sorted(suffixes))
            message = f"is not a {known} file; convert it, or move it out of this folder"
            problems.append(Problem(name, 1, message))
        else:
            files.append(path)
    return files, problems


def find_unusable(directory: Path, root: Path) -> list[Problem]:
    """What stands under a directory, hidden or not, and can be neither read nor published."""
    problems: list[Problem] = []
    for folder, folders, files in os.walk(directory):
        for path in (Path(folder, name) for name in (*folders, *files)):
            wrong = _wrong_place(path, directory)
            if not wrong and path.is_symlink() and not path.exists():
                wrong = "is a link that leads to nothing; delete it"
            if wrong:
                problems.append(Problem(path.relative_to(root).as_posix(), 1, wrong))
    return problems


def read_text(path: Path, root: Path) -> str:
    """A file's text with `\\n` as line end and without byte-order mark; raises `Problems`."""
    name = path.relative_to(root).as_posix()
    try:
        data = read_data(path)
    except OSError as error:
        message = f"cannot be read ({error.strerror}); check the file and its permissions"
        raise Problems.one(name, 1, message) from None
    if len(data) > LARGEST:
        raise Problems.one(name, 1, f"is larger than {LARGEST:,} bytes; divide it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise Problems.one(name, line, message) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if controls := CONTROL.findall("".join(set(text))):
        raise Problems(
            Problem(
                name,
                text.count("\n", 0, text.index(control)) + 1,
                f"holds the control character {name_character(control)}; delete it",
            )
            for control in controls
        )
    return text


def read_data(path: Path) -> bytes:
    """What a file holds; of one that is too large the beginning, one byte more than it may have."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def name_character(character: str) -> str:
    """What Unicode calls a character, else its number."""
    return unicodedata.name(character, f"U+{ord(character):04X}")


def _wrong_place(path: Path, directory: Path) -> str | None:
    """Why a file cannot be an input: where it leads, what it is, or how it is named."""
    if CONTROL.search(path.name) or "\n" in path.name or "\t" in path.name:
        return "has a control character in its name, or one that is not UTF-8; rename it"
    if path.is_symlink():
        try:
            inside = path.resolve().is_relative_to(directory.resolve())
        except (OSError, RuntimeError):
            return None  # a loop: reading it says so
        if path.is_dir():
            return "is a link to a folder; move that folder here, or delete the link"
        if not inside:
            return "is a link that leads out of this folder; copy the file here instead"
    if not path.is_file() and not path.is_dir() and path.exists():
        return "is no ordinary file; delete it"
    return None
