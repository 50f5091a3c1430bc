"""Finds and reads input files, so that each mistake of a file is said in one way."""

import unicodedata
from pathlib import Path

import regex

from dossier.problems import Problem, Problems

CONTROL = regex.compile(r"[\p{Cc}\p{Noncharacter_Code_Point}--\t\n]", regex.V1)


def list_files(directory: Path, root: Path, suffixes: set[str]) -> tuple[list[Path], list[Problem]]:
    """All files under a directory with one of the suffixes, sorted; anything else is a problem.

    Names that begin with a dot are left alone, as everywhere.
    """
    files: list[Path] = []
    problems: list[Problem] = []
    for path in sorted(directory.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(directory).parts):
            continue
        name = path.relative_to(root).as_posix()
        if path.is_dir():
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


def read_text(path: Path, root: Path) -> str:
    """A file's text with `\\n` as line end and without byte-order mark; raises `Problems`."""
    name = path.relative_to(root).as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"cannot be read ({error.strerror}); check the file and its permissions"
        raise Problems.one(name, 1, message) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise Problems.one(name, line, message) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = []
    for found in CONTROL.finditer(text):
        character = unicodedata.name(found[0], f"U+{ord(found[0]):04X}")
        line = text.count("\n", 0, found.start()) + 1
        message = f"holds the control character {character}; delete it"
        problems.append(Problem(name, line, message))
    if problems:
        raise Problems(problems)
    return text
