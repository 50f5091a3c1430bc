"""Finds the sentences that say the same among many, in time that grows with their number."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from dossier.language.sayings import Saying, saying, says_within

Item = TypeVar("Item")
Run = tuple[str, str]

MOST_HOLDERS = 12
"""Sentences that are remembered for two words in a row."""
MOST_COMPARED = 6


def fold(
    items: Sequence[Item], sentence: Callable[[Item], str], key: Callable[[Item], Hashable]
) -> list[list[Item]]:
    """Groups of items, in order, whose sentences say the same; of one group the `key` is the same.

    The first of a group stands for the others: it says all that they say, if it can.
    """
    by_key: dict[Hashable, dict[str, list[int]]] = defaultdict(dict)
    for place, item in enumerate(items):
        by_key[key(item)].setdefault(sentence(item), []).append(place)
    groups = [places for texts in by_key.values() for places in _joined(texts)]
    return [[items[place] for place in places] for places in sorted(groups, key=min)]


def _joined(texts: dict[str, list[int]]) -> list[list[int]]:
    """The places of sentences, those together that say the same."""
    if len(texts) == 1:
        return [*texts.values()]
    groups: list[list[int]] = []
    said: list[Saying] = []
    holders: dict[Run, list[int]] = defaultdict(list)
    for text, places in texts.items():
        mine = saying(text)
        # A set would have them in another order in each process.
        runs = dict.fromkeys(zip(mine.words, mine.words[1:], strict=False))
        shared = Counter(number for run in runs for number in holders.get(run, ()))
        for number in sorted(number for number, _ in shared.most_common(MOST_COMPARED)):
            if says_within(mine, said[number]):
                groups[number] += places
                break
            if says_within(said[number], mine):
                groups[number] = places + groups[number]
                said[number] = mine
                break
        else:
            number = len(groups)
            groups.append(list(places))
            said.append(mine)
        for run in runs:
            if len(holders[run]) < MOST_HOLDERS:
                holders[run].append(number)
    return groups
