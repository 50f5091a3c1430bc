"""Passages of different articles that say the same, word for word or nearly so.

One stands for all: the newest, or that which says all that the others say and a little more. Which
are alike is found cheaply, by a sample of their runs of words; then their sentences are compared.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from dossier.core.model import Passage
from dossier.language.runs import RUN_BYTES, words_of
from dossier.language.sayings import Saying, all_within, saying
from dossier.language.sentences import split_sentences

SHARED = 0.2
"""The share of the sampled runs of the shorter of two that both must have, to be compared."""
LIKELY = 0.7
"""The share of its words that a text must have in common with one that may say the same."""
MOST_HOLDERS = 12
"""Texts that are remembered for a run: a formula of law may stand in any number of them."""
MOST_COMPARED = 8

Text = tuple[str, str, str, tuple[int, ...], int]
"""Of a passage the slug and the language of the article, and the text; of its sampled runs those
that others have too, and the number of all.
"""


@dataclass(eq=False)
class _Text:
    """A passage that leads others, or may; `place` is its number among all.

    Of its sampled runs those that others have too are `shared`; `count` is of all.
    """

    place: int
    article: str
    language: str
    text: str
    shared: tuple[int, ...]
    count: int
    led: list["_Text"] = field(default_factory=list)

    @cached_property
    def words(self) -> set[str]:
        """Its words; made when they are asked for, as most passages are like no other."""
        return set(words_of(self.text))

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """What its sentences say; made when it is asked for, too."""
        spans = split_sentences(self.text, self.language)
        return tuple(saying(self.text[start:end]) for start, end in spans)

    def is_within(self, other: "_Text") -> bool:
        """Whether another article’s passage says all that this one says, and little else."""
        if self.article == other.article:
            return False
        is_likely = len(self.words & other.words) >= LIKELY * len(self.words)
        return is_likely and all_within(self.sayings, other.sayings)


def find_twins(passages: Iterable[Passage]) -> Mapping[str, tuple[Passage, ...]]:
    """By the key of a passage that stands for others, those of other articles that say the same.

    `passages` are sorted newest article first, and so are those of a group. The work grows with
    the number of passages, not with its square.
    """
    rows = [passage for passage in passages if passage.runs]
    shared = _shared_runs([passage.runs for passage in rows])
    rows = [rows[place] for place in shared]
    texts = tuple(
        (p.article.slug, p.article.language, p.block.text, runs, len(p.runs) // RUN_BYTES)
        for p, runs in zip(rows, shared.values(), strict=True)
    )
    return {
        rows[leader].key: tuple(rows[place] for place in led) for leader, *led in _groups(texts)
    }


@lru_cache(1)  # while a site is served, most edits leave every text that is like others as it is
def _groups(texts: tuple[Text, ...]) -> tuple[tuple[int, ...], ...]:
    """The numbers of those that say the same, first the one that stands for the others."""
    leaders: dict[int, _Text] = {}
    holders: dict[int, list[int]] = defaultdict(list)
    for place, values in enumerate(texts):
        text = _Text(place, *values)
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
        for run in text.shared:
            if len(holders[run]) < MOST_HOLDERS:
                holders[run].append(place)
    groups = [leaders[place] for place in sorted(leaders)]
    return tuple((text.place, *(each.place for each in text.led)) for text in groups if text.led)


def _shared_runs(samples: Sequence[bytes]) -> Mapping[int, tuple[int, ...]]:
    """By the place of each text that has any, those of its sampled runs that others have, too.

    Of two that are alike the shorter has many such. A run that only texts with few of them have,
    as most are that two texts share by chance, is left out.
    """
    counts = np.array([len(sample) // RUN_BYTES for sample in samples], np.intp)
    runs = np.frombuffer(b"".join(samples), np.uint32)
    places = np.repeat(np.arange(len(samples)), counts)
    _, numbers, times = np.unique(runs, return_inverse=True, return_counts=True)
    is_shared = times[numbers] > 1
    places, runs, numbers = places[is_shared], runs[is_shared], numbers[is_shared]
    has_many = np.bincount(places, minlength=len(samples)) >= SHARED * counts
    counting = np.zeros(len(times), np.bool_)
    counting[numbers[has_many[places]]] = True
    kept = counting[numbers]
    found: dict[int, list[int]] = {}
    for place, run in zip(places[kept].tolist(), runs[kept].tolist(), strict=True):
        found.setdefault(place, []).append(run)
    return {place: tuple(row) for place, row in found.items()}


def _near(text: _Text, leaders: Mapping[int, _Text], holders: Mapping[int, list[int]]) -> list[int]:
    """The places of those that share most runs with a text, the first of equals first."""
    shared = Counter(place for run in text.shared for place in holders.get(run, ()))
    enough = [
        place
        for place, count in shared.items()
        if place in leaders and count >= SHARED * min(text.count, leaders[place].count)
    ]
    return sorted(enough, key=lambda place: (-shared[place], place))[:MOST_COMPARED]
