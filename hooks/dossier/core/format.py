"""How dates, numbers, addresses and colours are given to people."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from dossier.core.model import Topic

HUES = 8


def counted(count: int, noun: str) -> str:
    """A number with the noun that it counts: `1 passage`, `1,200 passages`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


@lru_cache(maxsize=1 << 12)
def day(value: str | date) -> str:
    """A date as people write it: 9 December 2025; as much of it as is known."""
    parts = str(value).split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, date(2000, int(parts[1]), 1).strftime("%B"))
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def shortened(text: str, most: int) -> str:
    """The beginning of a text, in whole words of so many characters and a sign that more follow."""
    if len(text) <= most:
        return text
    return text[: most + 1].rsplit(" ", 1)[0][:most].rstrip(",;:–—- ") + "…"


def sized(count: int) -> str:
    """A number of bytes as people read it: `512 bytes`, `9 KB`, `1.2 MB`."""
    if count < 1000:
        return counted(count, "byte")
    if count < 999_500:
        return f"{count / 1000:.0f} KB"
    return f"{count / 1_000_000:,.1f} MB"


def host(url: str) -> str:
    """The site that an address leads to, as whitehouse.gov."""
    return (urlsplit(url).hostname or url).removeprefix("www.").removesuffix(".")


def hue(themes: Sequence[Topic], theme: Topic) -> int:
    """A theme's colour by its order, as one of the eight in docs/assets/dossier.css."""
    return themes.index(theme) % HUES + 1
