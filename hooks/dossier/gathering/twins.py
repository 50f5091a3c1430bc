"""Passages of different articles that say the same, word for word or nearly so.

One stands for all: the newest, or that which says all that the others say and a little more. Which
are alike is found cheaply, by a sample of their runs of words; then their sentences are compared.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from zlib import crc32

import regex

from dossier.core.model import Passage
from dossier.language.sayings import Saying, all_within, saying
from dossier.language.sentences import split_sentences

RUN = 3
"""Words of a run, by which texts are found to be alike."""
LEAST_WORDS = 8
SAMPLED = 3
"""One run of so many is looked at, by its first word: the same in all texts."""
SHARED = 0.2
"""The share of the sampled runs of the shorter of two that both must have, to be compared."""
LIKELY = 0.7
"""The share of its words that a text must have in common with one that may say the same."""
MOST_HOLDERS = 12
"""Texts that are remembered for a run: a formula of law may stand in any number of them."""
MOST_COMPARED = 8
REMEMBERED = 200_000
"""Texts that are not sampled again: while a site is served most stay the same from edit to edit."""

_WORD = regex.compile(r"\p{N}+(?:[.,]\p{N}+)*|\p{L}[\p{L}\p{M}’'-]*")


Texts = tuple[tuple[str, str, str], ...]
"""Of passages the slug and the language of the article, and the text."""


@dataclass(slots=True)
class _Text:
    """A passage that leads others, or may; `place` is its number among all."""

    place: int
    article: str
    language: str
    text: str
    runs: frozenset[int]
    led: list["_Text"] = field(default_factory=list)
    said: tuple[Saying, ...] | None = None

    @property
    def sayings(self) -> tuple[Saying, ...]:
        """What its sentences say, made when it is asked for: most passages are like no other."""
        if self.said is None:
            spans = split_sentences(self.text, self.language)
            self.said = tuple(saying(self.text[start:end]) for start, end in spans)
        return self.said

    def is_within(self, other: "_Text") -> bool:
        """Whether another article’s passage says all that this one says, and little else."""
        if self.article == other.article:
            return False
        mine, theirs = (set(_words(text.text)) for text in (self, other))
        is_likely = len(mine & theirs) >= LIKELY * len(mine)
        return is_likely and all_within(self.sayings, other.sayings)


def find_twins(passages: Iterable[Passage]) -> Mapping[str, tuple[Passage, ...]]:
    """By the key of a passage that stands for others, those of other articles that say the same.

    `passages` are sorted newest article first, and so are those of a group. The work grows with
    the number of passages, not with its square.
    """
    rows = [passage for passage in passages if passage.gathers]
    texts = [(p.article.slug, p.article.language, p.block.text) for p in rows]
    return {
        rows[leader].key: tuple(rows[place] for place in led)
        for leader, *led in _groups(tuple(texts))
    }


@lru_cache(1)  # while a site is served, most edits leave every text as it is
def _groups(texts: Texts) -> tuple[tuple[int, ...], ...]:
    """The numbers of those that say the same, first the one that stands for the others."""
    leaders: dict[int, _Text] = {}
    holders: dict[int, list[int]] = defaultdict(list)
    for place, known in enumerate(texts):
        runs = _sample(known[-1])
        if not runs:
            continue
        text = _Text(place, *known, runs)
        near = _near(text, leaders, holders)
        leader = next((other for other in near if text.is_within(leaders[other])), None)
        if leader is not None:
            leaders[leader].led.append(text)
            continue
        for other in near:
            if all(each.is_within(text) for each in (leaders[other], *leaders[other].led)):
                followed = leaders.pop(other)
                text.led += [followed, *followed.led]
                followed.led = []
        leaders[place] = text
        for run in text.runs:
            if len(holders[run]) < MOST_HOLDERS:
                holders[run].append(place)
    groups = [leaders[place] for place in sorted(leaders)]
    return tuple((text.place, *(each.place for each in text.led)) for text in groups if text.led)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


@lru_cache(REMEMBERED)
def _sample(text: str) -> frozenset[int]:
    """The sampled runs of a text, none of one that is too short to be compared."""
    words = _words(text)
    if len(words) < LEAST_WORDS:
        return frozenset()
    numbers = [_number(word) for word in words]
    runs = [*zip(*(numbers[i:] for i in range(RUN)), strict=False)]
    sampled = [run for run in runs if not run[0] % SAMPLED]
    return frozenset(map(hash, sampled or [min(runs)]))


@lru_cache(REMEMBERED)
def _number(word: str) -> int:
    """A number that a word has in each process; the `hash` of numbers is the same in each, too."""
    return crc32(word.encode())


def _near(text: _Text, leaders: Mapping[int, _Text], holders: Mapping[int, list[int]]) -> list[int]:
    """The places of those that share most runs with a text, the first of equals first."""
    shared = Counter(place for run in text.runs for place in holders.get(run, ()))
    enough = [
        place
        for place, count in shared.items()
        if place in leaders and count >= SHARED * min(len(text.runs), len(leaders[place].runs))
    ]
    return sorted(enough, key=lambda place: (-shared[place], place))[:MOST_COMPARED]
