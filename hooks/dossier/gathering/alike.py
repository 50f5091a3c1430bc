"""Finds the sentences that say the same among many, in time that grows with their number."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from dossier.language.sayings import Saying, saying, says_within

Item = TypeVar("Item")

RUN = 2
"""Words of a run, by which sentences are found to be alike."""
MOST_HOLDERS = 12
MOST_COMPARED = 6


def fold(
    items: Sequence[Item], sentence: Callable[[Item], str], key: Callable[[Item], Hashable]
) -> list[list[Item]]:
    """Groups of items, in order, whose sentences say the same; of one group the `key` is the same.

    The first of a group stands for the others: it says all that they say, if it can.
    """
    groups: list[list[Item]] = []
    said: list[Saying] = []
    by_text: dict[tuple[str, Hashable], int] = {}
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for item in items:
        text = sentence(item)
        place = by_text.get((text, key(item)))
        if place is not None:
            groups[place].append(item)
            continue
        mine = saying(text)
        runs = {(key(item), run) for run in zip(mine.words, mine.words[1:], strict=False)}
        shared = Counter(place for run in runs for place in holders.get(run, ()))
        for place, _ in sorted(shared.most_common(MOST_COMPARED), key=lambda row: row[0]):
            if says_within(mine, said[place]):
                groups[place].append(item)
                break
            if says_within(said[place], mine):
                groups[place].insert(0, item)
                said[place] = mine
                break
        else:
            place = len(groups)
            groups.append([item])
            said.append(mine)
        by_text[text, key(item)] = place
        for run in runs:
            if len(holders[run]) < MOST_HOLDERS:
                holders[run].append(place)
    return groups
