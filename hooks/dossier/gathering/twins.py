"""Passages of different articles that say the same, word for word or nearly so.

Likeness alone does not tell: a form of words comes with other names, sums and dates. So what is
alike must also have the same numbers, the same words with capitals and the same negations.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from zlib import crc32

import regex

from dossier.core.model import Passage

RUN = 3
"""Words of a run, by which two texts are compared."""
ALIKE = 0.75
"""The share of runs that two texts must have in common of all that either has."""
LEAST_WORDS = 8
SKETCH = 12
"""Runs that stand for a text when it is compared with all others; of twins most are the same."""
SHARED = 4
"""How many of these a pair must share to be looked at."""
MOST_HOLDERS = 12
"""Texts that are remembered for a run: a formula of law may stand in any number of them."""

_WORD = regex.compile(r"\p{N}+(?:[.,]\p{N}+)*|\p{L}[\p{L}\p{M}’'-]*")
_NEGATION = frozenset("no not never none neither nor without cannot fail fails failed".split())

Runs = frozenset[tuple[str, ...]]


def find_twins(passages: Iterable[Passage]) -> Mapping[str, tuple[Passage, ...]]:
    """By the key of a passage, those of other articles that say the same, in order.

    The first of a group leads it: `passages` are sorted newest article first. The work grows with
    the number of passages, not with its square.
    """
    led: dict[str, list[Passage]] = defaultdict(list)
    leaders: dict[str, tuple[Passage, Runs, frozenset[str]]] = {}
    holders: dict[int, list[str]] = defaultdict(list)
    for passage in passages:
        words = _WORD.findall(passage.block.text)
        if len(words) < LEAST_WORDS or not passage.gathers:
            continue
        folded = [word.casefold() for word in words]
        runs = frozenset(zip(*(folded[i:] for i in range(RUN)), strict=False))
        telling = _telling(words)
        sketch = heapq.nsmallest(SKETCH, {crc32(" ".join(run).encode()) for run in runs})
        shared = Counter(key for run in sketch for key in holders[run])
        for key, count in shared.most_common(MOST_HOLDERS):
            leader, others, theirs = leaders[key]
            if count < SHARED or leader.article is passage.article:
                continue
            if theirs == telling and _alike(runs, others):
                led[key].append(passage)
                break
        else:
            leaders[passage.key] = passage, runs, telling
            for run in sketch:
                if len(holders[run]) < MOST_HOLDERS:
                    holders[run].append(passage.key)
    return {key: tuple(row) for key, row in led.items()}


def _telling(words: list[str]) -> frozenset[str]:
    """What must be the same: numbers, words with capitals but the first, negations."""
    return frozenset(
        word.casefold()
        for word in words[1:]
        if not word.islower() or word in _NEGATION or word.endswith(("n’t", "n't"))
    )


def _alike(one: Runs, other: Runs) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
