"""A problem is a value: where it is, what is wrong, and the mend."""

import errno
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

import regex

Output = TypeVar("Output")

_CONTROL = regex.compile(r"[\p{Cc}\p{Cs}\u200E\u200F\u2028-\u202E\u2066-\u2069]")


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One mistake in one input file; `line` counts from 1."""

    path: str
    line: int
    message: str

    @classmethod
    def of_system(cls, error: OSError, path: str) -> Self:
        """What the system would not do with a file."""
        reason = error.strerror or str(error)
        room = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        mend = "make room on the disk" if room else "check the file and its permissions"
        return cls(path, 1, f"{reason}; {mend}, and try again")

    def __str__(self) -> str:
        """For a terminal: what an input put into it cannot control that, nor change the order."""
        text = f"{self.path}:{self.line}: {self.message}"
        return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


class Problems(Exception):
    """Raised by a stage that cannot go on; holds every problem it found, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    @classmethod
    def one(cls, path: str, line: int, message: str) -> Self:
        """The problems of an input that has just this one."""
        return cls([Problem(path, line, message)])


def collect(
    read: Callable[[Path, Path], Output], paths: Iterable[Path], root: Path
) -> tuple[list[Output], list[Problem]]:
    """Read every file; give back what could be read, and all problems of the rest."""
    outputs: list[Output] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            outputs.append(read(path, root))
        except Problems as error:
            problems.extend(error.problems)
    return outputs, problems
