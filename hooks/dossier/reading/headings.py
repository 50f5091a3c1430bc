"""Finds the headings of plain text: short lines of their own that stand over what follows.

Plain text does not mark them. What a line looks like says little by itself, for datelines, bylines,
speakers and items of lists are as short; where it stands says the rest. No line is changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from dossier.core.model import Block, is_same_title

MOST_WORDS = 16
"""Words of a heading: a longer line is a sentence, whatever it ends in."""
LEAST_BELOW = 12
"""Words of a block that a heading may stand over; a shorter one must be an item of a list."""

_ENUMERATED = regex.compile(r"(?:[0-9]{1,2}|[IVX]{1,5}|[A-Z])[.)]\s+(?=\p{Lu})")
_ITEM = regex.compile(r"\s*(?:[-–—*•·▪◦]|\([\p{L}\p{N}]{1,4}\)|[0-9]{1,2}[.)])\s")
_OPENING = regex.compile(r"[\p{Lu}\p{N}\p{Lo}\"“‘¿¡]")
_CLOSING = regex.compile(r"[.!?…;,:—–-][\"”’)\]]*$")
_SPEAKER = regex.compile(r"\p{Lu}[\p{Lu}.’'\- ]+:\s+\S|[QA][.:]?\s+\S")
_CLOCK = regex.compile(
    r"\b[0-9]{1,2}[:.][0-9]{2}\b|\b[0-9]{1,2}\s?(?:[ap]\.?m\b)", regex.IGNORECASE
)
_DATE = regex.compile(
    r"\b(?:[0-9]{1,2}(?:st|nd|rd|th)?\s+)?(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s+"
    r"(?:[0-9]{1,2}(?:st|nd|rd|th)?,?\s+)?[0-9]{4}\b"
)


def mark_headings(
    blocks: Sequence[Block], title: str = "", decided: Mapping[int, bool] | None = None
) -> tuple[Block, ...]:
    """The blocks of a plain text, its headings marked as such, and these told to what is below.

    A first line that repeats the `title` is a heading, too: that of the page. What is `decided`, by
    the numbers of blocks, is not looked at.
    """
    lines = [" ".join(block.text.split()) for block in blocks]
    found = [False] * len(blocks)
    for place in range(len(blocks) - 2, -1, -1):  # what is below decides
        found[place] = _may_be_heading(blocks[place].text, place == 0) and (
            _stands_over(lines, found, place, title)
        )
    if title and lines and is_same_title(lines[0], title):
        found[0] = True
    for place, block in enumerate(blocks):
        found[place] = (decided or {}).get(block.number, found[place])
    above: str | None = None
    marked: list[Block] = []
    levels = _levels([line for line, is_heading in zip(lines, found, strict=True) if is_heading])
    for block, is_heading in zip(blocks, found, strict=True):
        if is_heading:
            above, tag = block.text, next(levels)
            markup = f"<{tag}>{block.html.removeprefix('<p>').removesuffix('</p>')}</{tag}>"
            marked.append(replace(block, kind="heading", markup=markup))
        else:
            marked.append(replace(block, heading=above) if above else block)
    return tuple(marked)


def _may_be_heading(text: str, is_first: bool) -> bool:
    """Whether a block looks like a heading: one short line that ends like none of a text."""
    line = text.strip()
    numbered = _ENUMERATED.match(line)
    bare = line[numbered.end() :] if numbered else line
    if "\n" in line or len(line.split()) > MOST_WORDS or not regex.search(r"\p{L}{3}", bare):
        return False
    if not _OPENING.match(bare) or (is_item(line) and not numbered):
        return False
    if bare.endswith(":") and (numbered or _is_title_case(bare)):
        bare = bare[:-1]
    if _CLOSING.search(bare) or is_dateline(line):
        return False
    return is_first or not _SPEAKER.match(line)


def _is_title_case(line: str) -> bool:
    """Whether each word that is not small begins with a capital, and none says who speaks."""
    words = regex.findall(r"\p{L}[\p{L}’'-]*", line)
    return all(w[0].isupper() or len(w) < 4 for w in words) and words[0].lower() not in ("we", "i")


def is_dateline(line: str) -> bool:
    """Whether a line says when something was: a time of day, or a date with at most a place."""
    return len(line.split()) <= 8 and bool(_CLOCK.search(line) or _DATE.search(line))


def is_item(text: str) -> bool:
    """Whether a text begins as an item of a list does, which leans on what stands before it."""
    return bool(_ITEM.match(text))


def _stands_over(lines: Sequence[str], found: Sequence[bool], place: int, title: str) -> bool:
    """Whether what follows is what a heading may stand over, and what is before it no dateline."""
    if place and is_dateline(lines[place - 1]):
        return False
    below = lines[place + 1]
    if found[place + 1]:  # one heading may stand over another, but no two
        return place + 2 < len(lines) and not found[place + 2]
    if not place and not title and is_dateline(below):
        return True
    is_text = len(below.split()) >= LEAST_BELOW or below.endswith(":")
    return is_item(below) or (is_text and not is_dateline(below) and not _SPEAKER.match(below))


def _levels(headings: Sequence[str]) -> Iterator[str]:
    """The element of each heading: those in capitals stand over the others that come after them."""
    is_below = False
    for line in headings:
        is_capital = line.upper() == line
        is_below = is_below or is_capital
        yield "h3" if is_below and not is_capital else "h2"
