"""What each producer says of a file that it makes, so that one page can list them all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Section(StrEnum):
    """What the page puts under one heading, in its order."""

    DATA = "Data"
    BOOKS = "Books and briefings"
    FEEDS = "Feeds"
    CALENDAR = "Calendar"
    EMBEDS = "Embeds"
    CITATIONS = "Citations"
    PROGRAMS = "For programs that read for people"


@dataclass(frozen=True, slots=True)
class Offer:
    """A file to take away.

    `path` is where it is published, `title` what its link says. Those of one `purpose`, a sentence,
    stand together. `about` is the source path of the page that it is about: that page leads to it,
    too, in its footer. `make` gives what the file holds; nothing is made before it is asked for.
    `key` gives the digest of all that goes into it; empty if it is made anew each time.
    """

    section: Section
    path: str
    title: str
    purpose: str
    media_type: str
    make: Callable[[], bytes] = field(compare=False, repr=False)
    about: str = "index.md"
    key: Callable[[], str] = field(default=str, compare=False, repr=False)

    @property
    def digest(self) -> str:
        """Of what a page shows of it."""
        return repr(self)


def offers_by_page(offers: Iterable[Offer]) -> dict[str, tuple[Offer, ...]]:
    """By source path, what can be taken away of each page."""
    found: dict[str, list[Offer]] = {}
    for offer in offers:
        found.setdefault(offer.about, []).append(offer)
    return {src_uri: tuple(row) for src_uri, row in found.items()}
