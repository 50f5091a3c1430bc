"""Finds the exact words that an editor quotes from an article: where they stand, and how often."""

import re
from collections.abc import Sequence

from dossier.core.model import Block, Stretch
from dossier.core.problems import Problems
from dossier.reading.front_matter import Lines, Location

_ANCHORED = re.compile(r"p(\d{1,6})(?::\s*(\S.*))?", re.DOTALL)


def locate(words: str, blocks: Sequence[Block]) -> list[Stretch]:
    """Every place within a block where these words stand, whatever the white space in them."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    return [
        Stretch(block.number, found.start(), found.end())
        for block in blocks
        for found in pattern.finditer(block.text)
    ]


def locate_once(words: str, blocks: Sequence[Block], location: Location, lines: Lines) -> Stretch:
    """The one place where these words stand; raises `Problems` where there is none, or another.

    `p7` is the passage with that anchor, and `p7: words` are those that stand there once.
    """
    found = locate(words, blocks)
    if not found and (anchored := _ANCHORED.fullmatch(words)):
        number, words = int(anchored[1]), anchored[2] or ""
        last = len(blocks)
        blocks = [block for block in blocks if block.number == number]
        whole = [Stretch(block.number, 0, len(block.text)) for block in blocks]
        found = locate(words, blocks) if words else whole
        if not blocks:
            message = f"the article has no passage `p{number}`; the last one is `p{last}`"
            raise Problems([lines.problem(location, message)])
    if len(found) == 1:
        return found[0]
    mend = "copy more of the sentence" if found else "copy fewer words, or more exactly"
    if len({stretch.block for stretch in found}) > 1:
        mend += f", or write `p{found[0].block}: {words}` for the first"
    times = f"{len(found)} times" if found else "nowhere"
    message = f"`{words}` stands {times} in the text; {mend}"
    raise Problems([lines.problem(location, message)])
