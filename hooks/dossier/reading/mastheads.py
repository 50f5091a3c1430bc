"""Finds what stands above a plain text: its headline, and the line that says where and when.

`The harbour at last / The Lund Gazette, 14 March 2025`: on two lines, in two paragraphs, or on one
line. No word is changed; a first paragraph of several lines becomes two.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import regex

from dossier.core.model import Block, is_same_title

MOST_WORDS = 30
"""Words of a headline."""
LONGEST_OUTLET = 8
"""Words."""
LONGEST_LOGOGRAM = 4
"""Letters of an outlet in capitals (ANI): longer ones are towns, as datelines have them."""

_MONTHS = {
    name[:3].casefold(): number
    for number, name in enumerate(
        "January February March April May June July August September October November"
        " December".split(),
        1,
    )
}
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_DATES = tuple(
    regex.compile(pattern, regex.IGNORECASE)
    for pattern in (
        rf"\b{_DAY}\s+{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_YEAR}-(?P<number>0[1-9]|1[0-2])-(?P<day>\d\d)\b",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
    )
)
_BESIDE_DATE = regex.compile(
    r"""\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?
      |published|posted|updated|dated|issued|released|on|at
      |\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|(?-i:[A-Z]{2,3}T|GMT|UTC))(?=[\W_]|$)""",
    regex.VERBOSE | regex.IGNORECASE,
)
_LEAD = regex.compile(r"^(?:source|from|via|in|published\s(?:in|by))\b:?\s*", regex.IGNORECASE)
_AUTHOR = regex.compile(r"^(?:by|author:?)\s", regex.IGNORECASE)
_PARTS = regex.compile(r"\s*(?:[,|•·\n]|\s[–—/-]\s|\((?=\d)|\)$)\s*")
_ON_ONE_LINE = regex.compile(r"(?P<title>\S.*?)\s+/\s+(?P<imprint>[^/]+)")
_OPENING = regex.compile(r"[\p{Lu}\p{N}\p{Lo}\"“‘'¿¡]")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above a text. `title` is empty where only the outlet and the day do.

    `imprint` is the number of the block with these. `published` is YYYY-MM[-DD], `outlet` empty
    where the line has a place or nothing beside the date.
    """

    title: str
    outlet: str
    published: str
    imprint: int

    @property
    def day(self) -> date | None:
        """The day that it says, if it says one."""
        return date.fromisoformat(self.published) if len(self.published) > 7 else None


def read_masthead(
    blocks: Sequence[Block], title: str = ""
) -> tuple[tuple[Block, ...], Masthead | None]:
    """The blocks of a plain text, their first cut where the headline ends, and the masthead.

    `title` is the headline where that is known.
    """
    first = blocks[0]
    lines = [line.strip() for line in first.text.split("\n")]
    rest = "\n".join(block.text for block in blocks)
    if len(lines) > 1:
        for count in (2, 1) if _is_headline(lines[0]) else ():
            if found := _imprint("\n".join(lines[1 : 1 + count]), rest):
                return _cut(blocks, count), Masthead(lines[0], *found, first.number + 1)
        return tuple(blocks), None
    if (one := _ON_ONE_LINE.fullmatch(lines[0])) and _is_headline(one["title"]):
        if found := _imprint(one["imprint"], rest):
            return tuple(blocks), Masthead(one["title"], *found, first.number)
    if title and not is_same_title(lines[0], title) and (found := _imprint(lines[0], rest)):
        return tuple(blocks), Masthead("", *found, first.number)
    if len(blocks) > 2 and _is_headline(lines[0]) and (found := _imprint(blocks[1].text, rest)):
        return tuple(blocks), Masthead(lines[0], *found, blocks[1].number)
    return tuple(blocks), None


def mark_imprint(blocks: Sequence[Block], masthead: Masthead) -> tuple[Block, ...]:
    """The blocks, that with outlet and day marked as such: it is no passage of any theme."""
    return tuple(
        replace(block, kind="imprint", markup="", heading=None)
        if block.number == masthead.imprint
        else block
        for block in blocks
    )


def _cut(blocks: Sequence[Block], count: int) -> tuple[Block, ...]:
    """The blocks, of the first the headline, so many lines below it, and what is left apart."""
    first, *others = blocks
    lines = first.text.split("\n")
    parts: list[Block] = []
    for start, end in ((0, 1), (1, 1 + count), (1 + count, len(lines))):
        if text := "\n".join(lines[start:end]):
            number, line = first.number + len(parts), first.line + start
            parts.append(replace(first, number=number, text=text, markup="", line=line))
    more = len(parts) - 1
    return (*parts, *(replace(block, number=block.number + more) for block in others))


def _is_headline(line: str) -> bool:
    return len(line.split()) <= MOST_WORDS and bool(_OPENING.match(line)) and not _date(line)


def _imprint(text: str, article: str) -> tuple[str, str] | None:
    """The outlet and the date of a line that says nothing else."""
    if len(text.split()) > LONGEST_OUTLET + 8 or not (found := _date(text)):
        return None
    published, start, end = found
    beside = _BESIDE_DATE.sub("", f"{text[:start]},{text[end:]}")
    parts = [part.strip(" .:;()–—-") for part in _PARTS.split(beside)]
    parts = [_LEAD.sub("", part) for part in parts if part and not _AUTHOR.match(part)]
    if len(parts) > 2 or any(not _is_name(part) for part in parts):
        return None
    outlets = [part for part in parts if not _is_place(part, article)]
    return (outlets[0] if outlets else ""), published


def _date(text: str) -> tuple[str, int, int] | None:
    """The date in a line as YYYY-MM[-DD], and where it stands."""
    for pattern in _DATES:
        if found := pattern.search(text):
            groups = found.groupdict()
            month = groups.get("number") or _MONTHS[groups["month"][:3].casefold()]
            value = f"{groups['year']}-{int(month):02}"
            if groups.get("day"):
                value += f"-{int(groups['day']):02}"
                try:
                    date.fromisoformat(value)
                except ValueError:
                    return None
            return value, *found.span()
    return None


def _is_name(part: str) -> bool:
    """Whether words may be an outlet’s or a place’s name."""
    words = part.split()
    return (
        0 < len(words) <= LONGEST_OUTLET
        and bool(_OPENING.match(part))
        and all(word[0].isupper() or not word[0].isalpha() or len(word) < 4 for word in words)
        and not regex.search(r"[.!?;:]\s|[!?]$", part)
    )


def _is_place(part: str, article: str) -> bool:
    """Whether a name is a place’s: written in capitals, as in datelines, or spoken of as one."""
    letters = "".join(filter(str.isalpha, part))
    if letters.isupper() and (len(letters) > LONGEST_LOGOGRAM or " " in part):
        return True
    return bool(regex.search(rf"\b(?:in|at|near|to|from)\s{regex.escape(part)}\b", article))
