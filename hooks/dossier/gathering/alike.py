"""Finds the sentences that say the same among many, in time that grows with their number."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import TypeVar

from dossier.language.sayings import Saying, saying, says_within

Item = TypeVar("Item")
Run = tuple[str, str]

MOST_HOLDERS = 12
"""Sentences that are remembered for two words in a row."""
MOST_COMPARED = 6
REMEMBERED = 20_000
"""Rows of sentences of one key: while a site is served, an edit leaves most as they are."""


def fold(
    items: Sequence[Item], sentence: Callable[[Item], str], key: Callable[[Item], Hashable]
) -> list[list[Item]]:
    """Groups of items, in order, whose sentences say the same; of one group the `key` is the same.

    The first of a group stands for the others: it says all that they say, if it can.
    """
    by_key: dict[Hashable, dict[str, list[int]]] = defaultdict(dict)
    for place, item in enumerate(items):
        by_key[key(item)].setdefault(sentence(item), []).append(place)
    groups: list[list[int]] = []
    for texts in by_key.values():
        rows = [*texts.values()]
        joined = _joined(tuple(texts)) if len(rows) > 1 else ((0,),)
        groups += ([place for number in group for place in rows[number]] for group in joined)
    return [[items[place] for place in places] for places in sorted(groups, key=min)]


@lru_cache(REMEMBERED)
def _joined(texts: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """The numbers of sentences, those together that say the same."""
    groups: list[list[int]] = []
    said: list[Saying] = []
    holders: dict[Run, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        mine = saying(text)
        # A set would have them in another order in each process.
        runs = dict.fromkeys(zip(mine.words, mine.words[1:], strict=False))
        shared = Counter(number for run in runs for number in holders.get(run, ()))
        for number in sorted(number for number, _ in shared.most_common(MOST_COMPARED)):
            if says_within(mine, said[number]):
                groups[number].append(place)
                break
            if says_within(said[number], mine):
                groups[number].insert(0, place)
                said[number] = mine
                break
        else:
            number = len(groups)
            groups.append([place])
            said.append(mine)
        for run in runs:
            if len(holders[run]) < MOST_HOLDERS:
                holders[run].append(number)
    return tuple(map(tuple, groups))
