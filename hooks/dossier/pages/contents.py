"""`Article` → the contents of a long one: its headings, each with an id that stays.

An id is made of the heading's words, so that it is the same when passages are added above.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from slugify import slugify

from dossier.core.model import Article, Block

LONG = 800
"""Words from which on an article is long."""
LEAST_HEADINGS = 2
LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within an article; `depth` is 1 for the highest that it has, 2 for all others."""

    number: int
    id: str
    text: str
    depth: int


def headings(article: Article) -> list[Heading]:
    """The headings of an article in the order of its text, without that of all."""
    blocks = [b for b in article.blocks[article.has_own_title :] if b.kind == "heading"]
    highest = min(map(_level, blocks), default="")
    seen = Counter[str]()
    found: list[Heading] = []
    for block in blocks:
        words = slugify(block.text, max_length=LONGEST_ID, word_boundary=True) or block.anchor
        seen[words] += 1
        again = f"--{seen[words]}" if seen[words] > 1 else ""
        depth = 1 if _level(block) == highest else 2
        text = " ".join(block.text.split())
        found.append(Heading(block.number, f"h-{words}{again}", text, depth))
    return found


def contents(article: Article, found: Sequence[Heading]) -> Sequence[Heading]:
    """The headings that lead through an article; none where it is short or has too few."""
    return found if article.words >= LONG and len(found) >= LEAST_HEADINGS else ()


def _level(block: Block) -> str:
    """The element of a heading, as `h2`."""
    return block.html[1:3]
