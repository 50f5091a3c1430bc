"""Finds the exact words that an editor quotes from an article: where they stand, and how often."""

import re
from collections.abc import Sequence

from dossier.frontmatter import Lines, Location
from dossier.model import Block, Stretch
from dossier.problems import Problems


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
    if found:
        mend = "quote more of the words around the place that is meant"
        message = f"`{words}` stands in the text {len(found)} times; {mend}"
    else:
        message = f"`{words}` is not in the text; copy the words from one passage as they stand"
    raise Problems([lines.problem(location, message)])
