"""Finds what abbreviations stand for, so that the search takes one for the other.

An article that writes `Generalised System of Preferences (GSP)` explains GSP for the whole
dossier. Which words before a bracket belong to it is found by its letters, read backwards, as
A. S. Schwartz and M. A. Hearst describe ("A simple algorithm for identifying abbreviation
definitions in biomedical text", 2003).
"""

from collections.abc import Iterable

import regex

_BRACKET = regex.compile(r"\((\p{Lu}[\p{L}\p{N}&.-]{1,9})\)")
_SHORT = regex.compile(r"\p{Lu}.*\p{Lu}")
_WORD = regex.compile(r"[^\s\p{Pd}]+")
_BREAK = regex.compile(r"[.;:!?()\[\]\n]\s")

FAMILIAR = (
    ("AI", "artificial intelligence"),
    ("CEO", "chief executive officer"),
    ("EU", "European Union"),
    ("EV", "electric vehicle"),
    ("FTA", "free trade agreement"),
    ("GDP", "gross domestic product"),
    ("GSP", "Generalized System of Preferences"),
    ("ISS", "International Space Station"),
    ("LNG", "liquefied natural gas"),
    ("MoU", "memorandum of understanding"),
    ("NATO", "North Atlantic Treaty Organization"),
    ("NSA", "National Security Adviser"),
    ("PM", "Prime Minister"),
    ("UK", "United Kingdom"),
    ("UN", "United Nations"),
    ("US", "United States"),
    ("USA", "United States"),
    ("WTO", "World Trade Organization"),
)
"""Those that articles use without a word of explanation."""


def read_abbreviations(texts: Iterable[str]) -> set[tuple[str, str]]:
    """The abbreviations that texts explain, and familiar ones, each with its long form."""
    found = set(FAMILIAR)
    for text in texts:
        for bracket in _BRACKET.finditer(text):
            short = bracket[1]
            before = _BREAK.split(text[max(0, bracket.start() - 120) : bracket.start()])[-1]
            if _SHORT.search(short) and (long := _long_form(short, before)):
                found.add((short, long))
    return found


def _long_form(short: str, before: str) -> str | None:
    """The words at the end of `before` that an abbreviation stands for."""
    most = min(len(short) + 5, 2 * len(short))
    words = list(_WORD.finditer(before))[-most:]
    if not words:
        return None
    text = before[words[0].start() :].rstrip()
    at = len(text)
    for place in range(len(short) - 1, -1, -1):
        letter = short[place].casefold()
        if not letter.isalnum():
            continue
        at -= 1
        while at >= 0 and not (
            text[at].casefold() == letter and (place or at == 0 or not text[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
    long = text[at:]
    return long if len(_WORD.findall(long)) > 1 else None
