"""Text → the dates it speaks of, as exactly as it says them.

A missed date is better than a wrong one. A month alone counts only after a word such as `in`, or
before the name of an event (`the February meeting`); a year alone only after `in`, `since`, `by`
and the like, and where no thing counted follows. The year of a month is inferred from the day of
the article: the last such month before it, or the next one where the text looks ahead; where the
tense leaves that open there is no date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = {date(2000, month, 1).strftime("%B"): month for month in range(1, 13)}
SHORT = {name[:3]: month for name, month in MONTHS.items() if name != "May"} | {"Sept": 9}
VERBS = ("May", "March")
"""Months that are also other words; they need a word before them that makes them a month."""

_ANY = "|".join([*MONTHS, *(rf"{name}\b\.?" for name in sorted(SHORT, key=len, reverse=True))])
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_TO = r"\s?(?:–|-|to|and)\s?"
_END = r"(?![\w’'/–-]|[.,]\d)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<year>{_YEAR})-(?P<number>0[1-9]|1[0-2])-(?P<day>\d\d){_END}",
        rf"\b(?P<day>{_DAY})(?:{_TO}{_DAY})?\s(?:of\s)?(?P<month>{_ANY}),?\s(?P<year>{_YEAR}){_END}",
        rf"\b(?P<month>{_ANY})\s(?P<day>{_DAY})(?:{_TO}{_DAY})?,?\s(?P<year>{_YEAR}){_END}",
        rf"\b(?P<month>{_ANY}),?\s(?P<year>{_YEAR}){_END}",
        rf"\b(?P<day>{_DAY})(?:{_TO}{_DAY})?\s(?:of\s)?(?P<month>{_ANY})(?![\w–-])",
        rf"\b(?P<month>{_ANY})\s(?P<day>{_DAY})(?:{_TO}{_DAY})?{_END}(?!\s(?:per|[a-z]+s)\b|\s?%)",
        rf"\b(?P<month>{'|'.join(MONTHS)})(?![\w–-])",
        rf"\b(?P<year>{_YEAR}){_END}",
    )
)
_HINT = re.compile("|".join(["19", "20", *(name[:3] for name in MONTHS)]))
"""Stands in all that a pattern finds."""
_ON = re.compile(
    r"\b(?:on|by|since|until|till|from|of|between|before|after|dated|through|to|and|in|during"
    r"|early|late|mid|last|this|next|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?)[\s-]$",
    re.IGNORECASE,
)
_IN = re.compile(
    r"\b(?P<word>in|since|by|until|till|during|last|this|next|(?:end|half|start|beginning)\sof"
    r"|(?:quarter|spring|summer|autumn|fall|winter|course)\sof)"
    r"(?:\s(?:early|late|mid|the\send\sof))?[\s-]$",
    re.IGNORECASE,
)
_YEAR_BEHIND = re.compile(rf",?\s(?:of\s|in\s)?\(?{_YEAR}(?!\d)")
_BY = re.compile(r"\b(?:by|until|till|next)(?:\s(?:early|late|mid|the\send\sof))?[\s-]$", re.I)
_LAST = re.compile(r"\blast\s$", re.IGNORECASE)
_BY_HOW_MUCH = re.compile(
    r"\b(?:rise|rose|risen|grow\w*|grew|increas\w+|f[ae]ll\w*|cut|reduc\w+|drop\w*|up|down|gain\w*"
    r"|exceed\w*|outnumber\w*)\sby\s$",
    re.IGNORECASE,
)
_AFTER_YEAR = re.compile(
    r"\s*(?:$|[.;:!?,)\]”\"’]|[–—]\s)"
    r"|\s(?:and|or|but|to|from|with|without|when|while|as|after|before|for|that|which|who|at|under"
    r"|on|in|of|between|through|by|is|was|were|are|has|had|have|would|will|could|may|might|it|the"
    r"|a|an|he|she|they|we|both|this|its|his|her|their|over|against|amid|followed|because|if|than)\b"
)
_EVENT = re.compile(
    r"\s(?:[\w-]+\s){0,3}?(?:meeting|visit|summit|statement|talks|deal|agreement|election|ruling"
    r"|declaration|vote|announcement|session|consultations|round|trip|speech|order)s?\b"
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|next|upcoming|scheduled|due|expect\w*|plan\w*|set\sto|to\sbe|likely"
    r"|intend\w*|aim\w*|ahead|hope\w*|propos\w+|slated|deadline|if"
    r"|meets?|begins?|opens?|starts?|arrives?|holds?|takes?\splace)\b|’ll\b|'ll\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: its place (character offsets), and itself as YYYY, YYYY-MM or YYYY-MM-DD.

    `inferred` says that the text leaves the year out; `ahead`, that it was still to come when the
    article appeared.
    """

    start: int
    end: int
    date: str
    inferred: bool = False
    ahead: bool = False


def may_hold_dates(text: str) -> bool:
    """Whether it is worth while to look for dates in a text."""
    return _HINT.search(text) is not None


def find_dates(text: str, when: str) -> list[FoundDate]:
    """The dates in an English text that appeared on the day `when` (YYYY[-MM[-DD]], or empty)."""
    if not may_hold_dates(text):
        return []
    taken: list[tuple[int, int]] = []
    found: list[FoundDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            found.extend(_read(match, when))
    return sorted(found, key=lambda date: date.start)


def _read(match: re.Match[str], when: str) -> Iterator[FoundDate]:
    """The date that a match stands for, if it is one beyond doubt."""
    groups = match.groupdict()
    before, after = match.string[: match.start()], match.string[match.end() :]
    name = (groups.get("month") or "").rstrip(".")
    month = int(groups.get("number") or MONTHS.get(name) or SHORT.get(name) or 0)
    day = int(re.sub(r"\D", "", groups.get("day") or "0"))
    year = int(groups.get("year") or 0)
    event = not day and not year and _names_event(name, before, after)
    if not event and not _is_date(name, day, year, before, after):
        return
    inferred = not year
    if inferred and _YEAR_BEHIND.match(after):
        return  # it has a year, but not one that can be told for sure
    if inferred:
        year = _year(month, before, when)
    if not year or (day and not _exists(year, month, day)):
        return
    stamp = f"{year}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
    written = when[: len(stamp)]
    ahead = bool(when) and stamp[: len(when)] > written
    if when and _BY.search(before) and not ahead:
        if stamp < written:
            return  # `by January 2025 they had met` says nothing of that January
        ahead = len(stamp) < len(when)
    yield FoundDate(match.start(), match.end(), stamp, inferred, ahead)


def _is_date(name: str, day: int, year: int, before: str, after: str) -> bool:
    """Whether the words around a match leave no doubt that it is a date."""
    if not name and not day:  # a year alone
        opening = bool(_IN.search(before)) and not _BY_HOW_MUCH.search(before)
        return opening and bool(_AFTER_YEAR.match(after))
    if year and (day or name not in VERBS):
        return True
    if not day and not year:  # a month alone: no name of a person, nor what is a person's
        return bool(_IN.search(before)) and not re.match(r"\s[A-Z]|\s?[’']s", after)
    return bool(_ON.search(before))


def _names_event(name: str, before: str, after: str) -> bool:
    """Whether a month tells which event is meant, as in `the February meeting`."""
    return name != "May" and bool(re.search(r"\b[Tt]he\s$", before)) and bool(_EVENT.match(after))


def _year(month: int, before: str, when: str) -> int:
    """The year of a month without one, by the month of the article; 0 if that is open."""
    if len(when) < len("2025-12"):
        return 0
    year, now = int(when[:4]), int(when[5:7])
    if _BY.search(before):
        return year + (month < now)
    if _LAST.search(before):
        return year - (month >= now)
    if month == now:
        return year
    sentence = re.split(r"[.!?]\s", before)[-1]
    if _AHEAD.search(sentence):
        return 0
    return year - (month > now)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
