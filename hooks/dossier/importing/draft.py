"""What is read of a file, and why nothing is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Value = str | date | list[str] | dict[str, str]


class Unreadable(Exception):
    """Says why nothing could be read of a file."""


@dataclass(frozen=True)
class Draft:
    """What was read of a file. `keys` is its front matter; `unread` says what is missing.

    `front_matter` is what the file itself has, already checked: it is kept as it stands.
    """

    text: str
    suffix: Literal[".md", ".txt"] = ".md"
    keys: Mapping[str, Value] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    front_matter: str = ""


def known(**values: Value | None) -> dict[str, Value]:
    """The values that are there."""
    return {key: value for key, value in values.items() if value}
