"""The picture: what is tied to what, and drawings in which nothing lies on anything else."""

from itertools import pairwise

import pytest
from dossier.core.kinds import NameKind
from dossier.core.model import Article, Block, Match, Passage, Placement, Term, Topic
from dossier.gathering.pipeline import read_edition
from dossier.pages.graph import Drawing, draw
from hypothesis import given, settings
from hypothesis import strategies as st
from support.project import DOSSIER

ARTICLE = Article("a.txt", "a", "A", ())
KINDS = (NameKind.PERSON, NameKind.TERM)


def theme(number: int) -> Topic:
    return Topic("theme", "", f"theme-{number}", f"Science and technology {number}", ())


def name(number: int) -> Topic:
    title = f"Name {number} " + "of a very long-winded Partnership" * (number % 4)
    return Topic(KINDS[number % 2], "", f"name-{number}", title, ())


ROUNDED = 0.16
"""What three lengths may be off together, each of which is rounded to a tenth."""
THEMES = tuple(map(theme, range(6)))
NAMES = tuple(map(name, range(60)))


def passage(themes: set[int], names: set[int]) -> Passage:
    block = Block(1, "paragraph", "<p>x</p>", "x", 1)
    mentions = tuple(Match(NAMES[i], Term("x"), 0, 1) for i in sorted(names))
    return Passage(
        ARTICLE, block, tuple(Placement(THEMES[i], "", ()) for i in sorted(themes)), mentions
    )


NUMBERS = st.lists(
    st.tuples(st.sets(st.integers(0, 5)), st.sets(st.integers(0, 59), max_size=20)), max_size=20
)
"""The themes and names of some passages, by their number."""


def apart(boxes: list[tuple[float, float, float, float]]) -> bool:
    """Whether boxes (x, y, width, height) lie one below the other where they share a column."""
    columns: dict[float, list[tuple[float, float]]] = {}
    for x, y, _, height in boxes:
        columns.setdefault(x, []).append((y, y + height))
    rows = (sorted(column) for column in columns.values())
    return all(one[1] <= next_[0] + 0.2 for row in rows for one, next_ in pairwise(row))


def check(drawing: Drawing) -> None:
    assert apart([label.box for label in drawing.labels])
    assert apart([bar.box for bar in drawing.bars])
    boxes = [bar.box for bar in drawing.bars] + [label.box for label in drawing.labels]
    for x, y, width, height in boxes:
        assert 0 <= x and x + width <= drawing.width
        assert -ROUNDED <= y and y + height <= drawing.height + ROUNDED
        assert height >= 24
    for label in drawing.labels:
        assert all(label.box[1] < y < label.box[1] + label.box[3] for y in label.ys)
        assert len(label.ribbons) == len(label.name.ties)
        assert all(ribbon.width >= 1 for ribbon in label.ribbons)


@settings(max_examples=40, deadline=None)
@given(NUMBERS)
def test_nothing_lies_on_anything_else(numbers: list[tuple[set[int], set[int]]]) -> None:
    passages = [passage(themes, names) for themes, names in numbers]
    picture = draw(THEMES, passages)
    tied = {name.slug for p in passages if p.themes for name in p.names}
    if picture is None:
        assert len(tied) < 3
        return
    assert len(picture.names) == min(40, len(tied))
    assert picture.left_out == len(tied) - len(picture.names)
    for drawing in (picture.narrow, picture.wide):
        assert {label.name.topic.slug for label in drawing.labels} == {
            name.topic.slug for name in picture.names
        }
        assert tuple(bar.theme for bar in drawing.bars) == picture.themes
        check(drawing)


def test_ties_are_counted_in_the_passages_given() -> None:
    picture = draw(THEMES, [passage({0, 1}, {1, 2}), passage({1}, {1, 3}), passage(set(), {4})])
    assert picture
    ties = {n.topic: [(tie.theme, tie.count) for tie in n.ties] for n in picture.names}
    assert ties == {
        NAMES[1]: [(THEMES[0], 1), (THEMES[1], 2)],
        NAMES[2]: [(THEMES[0], 1), (THEMES[1], 1)],
        NAMES[3]: [(THEMES[1], 1)],
    }
    assert picture.themes == THEMES[:2]


def test_the_strongest_are_drawn_and_the_subject_always() -> None:
    passages = [passage({0}, {1, 2, 3, 4}), passage({0}, {2, 3, 4}), passage({0}, {4})]
    picture = draw(THEMES, passages, NAMES[1], most=3)
    assert picture
    assert [n.topic for n in picture.names] == [NAMES[1], NAMES[4], NAMES[2]]
    assert picture.left_out == 1


def test_a_long_label_is_cut_and_a_short_one_is_whole() -> None:
    picture = draw(THEMES, [passage({0}, {3, 4, 8})])
    assert picture
    lines = {label.name.topic: label.lines for label in picture.narrow.labels}
    assert lines[NAMES[4]] == ("Name 4",)
    assert len(lines[NAMES[3]]) == 2
    assert lines[NAMES[3]][-1].endswith("…")


@pytest.mark.parametrize("slug", ["defence", "trade", "technology", "indo-pacific"])
def test_the_themes_of_a_dossier_are_drawn(slug: str) -> None:
    dossier = read_edition(DOSSIER).dossier
    topic = next(theme for theme in dossier.themes if theme.slug == slug)
    picture = draw(dossier.themes, dossier.passages_of_topic[topic.src_uri], topic)
    assert picture and topic in picture.themes
