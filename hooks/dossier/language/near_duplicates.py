"""Tells whether two articles are one: by their address, or by the words that they share."""

import heapq
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit
from zlib import crc32

from dossier.core.model import Article
from dossier.language.words import split_words

Shingle = tuple[str, ...]

SHINGLE = 5
ALIKE = 0.8
SAME_ADDRESS = "the same address"
SKETCH = 64
"""Runs of words by which an article is compared with all others, before two are compared whole."""
SUSPECT = 0.2
TRACKING = re.compile(r"utm_.*|fbclid|gclid|ref")


def sketch_of(article: Article) -> Sequence[int]:
    """What stands for an article among all: the smallest checksums of its runs of words."""
    return _sketch(_text(article))


def find_near_duplicates(
    articles: Iterable[Article], sketch_of: Callable[[Article], Sequence[int]] = sketch_of
) -> Iterator[tuple[Article, Article, str]]:
    """Each article that is an earlier one again, that one, and why; in time linear in the words.

    The few runs of words with the smallest checksums stand for an article: of two that are alike,
    many are the same. Only what shares enough of them with an article before it is compared whole.
    """
    by_address: dict[str, Article] = {}
    by_run: dict[int, Article] = {}
    for article in articles:
        found = _address(article)
        if twin := by_address.get(found):
            yield article, twin, SAME_ADDRESS
        if found:
            by_address.setdefault(found, article)
        sketch = sketch_of(article)
        before = Counter(by_run[run].path for run in sketch if run in by_run)
        owners = {by_run[run].path: by_run[run] for run in sketch if run in by_run}
        for run in sketch:
            by_run.setdefault(run, article)
        for path, shared in before.most_common(1):
            other = owners[path]
            if other is twin or shared < SUSPECT * len(sketch):
                continue
            if alike := _alike(shingles(_text(article)), shingles(_text(other))):
                yield article, other, alike


@lru_cache(20_000)  # while a site is served, most texts stay the same from build to build
def _sketch(text: str) -> list[int]:
    """The smallest checksums of runs of words, taken as they are written but for their case."""
    words = re.findall(r"\w+", text.casefold())
    starts = range(max(1, len(words) - SHINGLE + 1))
    runs = {crc32(" ".join(words[start : start + SHINGLE]).encode()) for start in starts}
    return heapq.nsmallest(SKETCH, runs)


def _alike(one: frozenset[Shingle], other: frozenset[Shingle]) -> str:
    """How much of the shorter of two texts is in the other; empty if it is not nearly all."""
    shared = len(one & other) / max(1, min(len(one), len(other)))
    return f"{shared:.0%} of the words in the same order" if shared >= ALIKE else ""


def _text(article: Article) -> str:
    return "\n\n".join(block.text for block in article.blocks)


def _address(article: Article) -> str:
    return address(article.source.url) if article.source and article.source.url else ""


def shingles(text: str) -> frozenset[Shingle]:
    """Every run of five words of a text; of a shorter text the whole."""
    forms = [word.form for word in split_words(text)]
    return frozenset(
        tuple(forms[start : start + SHINGLE]) for start in range(max(1, len(forms) - SHINGLE + 1))
    )


def address(url: str) -> str:
    """A URL without what may differ though the page is the same."""
    parts = urlsplit(url)
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if not TRACKING.fullmatch(k)])
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.")
    return f"{host}{parts.path.rstrip('/')}?{query}"
