"""What is published does not depend on how a version of Python adds fractions up.

From 3.12 on, `sum` makes good what it loses by rounding; before, it did not. So nothing that is
published may be a sum of fractions made by it.
"""

import builtins
import random
from collections.abc import Iterable
from functools import reduce
from math import fsum
from operator import add
from string import ascii_lowercase
from typing import Any

import pytest
from dossier.gathering.pipeline import read_edition
from dossier.pages.graph import Picture, draw
from dossier.pages.plan import Pages
from support.project import DOSSIER
from support.values import article, dossier, name, theme

plain_sum = sum


def exact_sum(items: Iterable[Any], /, start: Any = 0) -> Any:
    """As later versions add up: fractions without a loss."""
    row = [*items]
    return fsum([start, *row]) if any(isinstance(i, float) for i in row) else plain_sum(row, start)


def rounding_sum(items: Iterable[Any], /, start: Any = 0) -> Any:
    """As earlier versions add up, one after the other."""
    return reduce(add, items, start)


def bodies() -> dict[str, str]:
    """All pages of the tests' dossier."""
    pages = Pages(read_edition(DOSSIER).dossier)
    return {page.src_uri: pages.body(page) for page in pages}


def test_the_two_ways_differ() -> None:
    assert exact_sum([0.1] * 10) == 1.0 != rounding_sum([0.1] * 10)
    assert exact_sum([[1], [2]], []) == [1, 2] and exact_sum([1, 2]) == 3


def test_pages_are_the_same_in_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtins, "sum", rounding_sum)
    before = bodies()
    monkeypatch.setattr(builtins, "sum", exact_sum)
    assert bodies() == before


def picture(seed: int) -> Picture | None:
    """The picture of names that some passages mention under three themes, by chance."""
    chance = random.Random(seed)
    names = [name(f"Zed{letter}on") for letter in ascii_lowercase[:24]]
    groups = {"Trade": "tariff", "Defence": "jet", "Sea": "ship"}
    themes = [theme(title, {title: [word]}) for title, word in groups.items()]
    text = "\n\n".join(
        f"A {chance.choice([*groups.values()])} of {each.title}, it says {number}."
        for each in names[: chance.randint(4, 24)]
        for number in range(10 if each is names[0] else chance.randint(1, 10))
    )
    return draw(themes, dossier([article("one", text)], [*themes, *names]).passages)


@pytest.mark.parametrize("seed", [206, *range(10)])
def test_pictures_are_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the first a length lay half way between two tenths of a pixel."""
    monkeypatch.setattr(builtins, "sum", rounding_sum)
    before = picture(seed)
    monkeypatch.setattr(builtins, "sum", exact_sum)
    assert before and picture(seed) == before
