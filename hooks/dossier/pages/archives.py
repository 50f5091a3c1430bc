"""Divides long rows by year, so that every page stays small however many articles there are.

A part is a year, or a part of one. It is cut from the year's first day on, so that what is
in a part, and its address, stays the same when newer articles come.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """A part of a row, newest first. `slug` is `2025` or `2025-2`, `title` is `2025, part 2`."""

    year: str
    slug: str
    title: str
    items: tuple[Item, ...]


def divide(row: Sequence[Item], when: Callable[[Item], str], most: int) -> tuple[Part[Item], ...]:
    """Divide a row, sorted newest first, into parts of `most` items at the most, newest first.

    `when` gives an item's date as YYYY[-MM[-DD]], or an empty text. A row that fits into one
    part is not divided: there is none then.
    """
    if len(row) <= most:
        return ()
    archive: list[Part[Item]] = []
    for digits, items in _by_year(row, when):
        year = digits or "undated"
        oldest_first = items[::-1]
        parts = [oldest_first[i : i + most] for i in range(0, len(oldest_first), most)]
        for number, part in reversed(list(enumerate(parts, 1))):
            slug = f"{year}-{number}" if number > 1 else year
            title = f"{year.capitalize()}, part {number}" if len(parts) > 1 else year.capitalize()
            archive.append(Part(year, slug, title, tuple(part[::-1])))
    return tuple(archive)


def _by_year(
    row: Sequence[Item], when: Callable[[Item], str]
) -> Iterator[tuple[str, Sequence[Item]]]:
    """The years of a row, whose items stand together, found by looking at few of these."""
    start = 0
    while start < len(row):
        year = when(row[start])[:4]
        stop = bisect_right(row, False, start, key=lambda item: when(item)[:4] != year)
        yield year, row[start:stop]
        start = stop
