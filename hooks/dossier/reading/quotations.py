"""Finds the exact words that an editor quotes from an article: where they stand, and how often."""

import re
from collections.abc import Sequence

from dossier.core.model import Block, Stretch
from dossier.core.problems import Problems
from dossier.reading.front_matter import Lines, Location


def locate(words: str, blocks: Sequence[Block]) -> list[Stretch]:
    """Every place within a block where these words stand, whatever the white space in them."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    return [
        Stretch(block.number, found.start(), found.end())
        for block in blocks
        for found in pattern.finditer(block.text)
    ]


def locate_once(words: str, blocks: Sequence[Block], location: Location, lines: Lines) -> Stretch:
    """The one place where these words stand; raises `Problems` where there is none, or another."""
    found = locate(words, blocks)
    if len(found) == 1:
        return found[0]
    mend = "copy more of the sentence" if found else "copy fewer words, or more exactly"
    times = f"{len(found)} times" if found else "nowhere"
    message = f"`{words}` stands {times} in the text; {mend}"
    raise Problems([lines.problem(location, message)])
