"""The picture: what is tied to what, and drawings in which nothing lies on anything else."""

import re
from itertools import pairwise

import pytest
from dossier.core.kinds import NameKind
from dossier.core.model import Article, Block, Match, Passage, Placement, Term, Topic
from dossier.gathering.pipeline import read_edition
from dossier.pages.graph import Bar, Drawing, Label, draw
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


def numbers(path: str) -> list[float]:
    """The numbers of an SVG path."""
    return [float(number) for number in re.findall(r"-?[\d.]+", path)]


def near(one: float, other: float) -> bool:
    return abs(one - other) <= ROUNDED


def side_by_side(rows: list[tuple[float, float]]) -> bool:
    """Whether stretches (middle and width) follow on each other, in any order."""
    found = sorted((middle - width / 2, middle + width / 2) for middle, width in rows)
    return all(near(one[1], next_[0]) for one, next_ in pairwise(found))


def centred(rows: list[tuple[float, float]], low: float, high: float) -> bool:
    """Whether stretches (middle and width) together stand in the middle between two places."""
    first = min(middle - width / 2 for middle, width in rows)
    last = max(middle + width / 2 for middle, width in rows)
    return abs(first - low - (high - last)) <= 2 * ROUNDED


def check_ribbons(drawing: Drawing) -> None:
    """Ribbons go from their bar to their label, each beside the next, in the middle of both."""
    boxes = {bar.theme.slug: bar.box for bar in drawing.bars}
    at_bars: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for label in drawing.labels:
        at_label: list[tuple[float, float]] = []
        assert [r.theme for r in label.ribbons] == [tie.theme for tie in label.name.ties]
        for ribbon in label.ribbons:
            x, y, middle, y_too, middle_too, end, end_x, end_too = numbers(ribbon.path)
            assert (y, end, middle) == (y_too, end_too, middle_too)
            assert near(middle, (x + end_x) / 2)
            left, _, width, _ = boxes[ribbon.theme.slug]
            to_the_left = label.anchor == "end"
            assert near(x, left if to_the_left else left + width)
            assert (end_x < x) is to_the_left
            assert near(end_x, label.x + (10 if to_the_left else -10))
            at_bars.setdefault((ribbon.theme.slug, label.anchor), []).append((y, ribbon.width))
            at_label.append((end, ribbon.width))
        _, top, _, height = label.box
        assert side_by_side(at_label) and centred(at_label, top, top + height)
    for (slug, _), rows in at_bars.items():
        _, top, _, height = boxes[slug]
        assert side_by_side(rows) and centred(rows, top, top + height)


def check_words(drawing: Drawing) -> None:
    """The lines of a text stand in the middle of its box, a line's height apart."""
    parts: list[Label | Bar] = [*drawing.labels, *drawing.bars]
    for part in parts:
        _, top, _, height = part.box
        assert len(part.ys) == len(part.lines)
        assert all(near(below - above, 18) for above, below in pairwise(part.ys))
        assert near((part.ys[0] + part.ys[-1]) / 2 - 14.5 * 0.35, top + height / 2)
    for bar in drawing.bars:
        assert near(bar.x, bar.box[0] + bar.box[2] / 2)
    for label in drawing.labels:
        left, _, width, height = label.box
        assert near(label.x, left + width if label.anchor == "end" else left)
        assert height >= 18 * len(label.lines) + 10 - ROUNDED


def check_thickness(drawing: Drawing) -> None:
    """A ribbon is as thick as its tie is strong, and those of the strongest name fill 34 units."""
    sums = {n.name.topic.slug: sum(tie.count for tie in n.name.ties) for n in drawing.labels}
    strongest = max(sums.values())
    for label in drawing.labels:
        for ribbon, tie in zip(label.ribbons, label.name.ties, strict=True):
            assert near(ribbon.width, max(1.0, 34 * tie.count / strongest))


def check_room(drawing: Drawing) -> None:
    """What stands in a column has equal room between, and half of it above and below."""
    labels: dict[float, list[tuple[float, float]]] = {}
    for label in drawing.labels:
        labels.setdefault(label.x, []).append((label.box[1] + 5, label.box[3] - 10))
    bars = [(bar.box[1], bar.box[3]) for bar in drawing.bars]
    for rows in (bars, *labels.values()):
        rows.sort()
        gaps = [below[0] - above[0] - above[1] for above, below in pairwise(rows)]
        half = rows[0][0]
        assert near(half, drawing.height - rows[-1][0] - rows[-1][1])
        assert all(abs(gap - 2 * half) <= 2 * ROUNDED for gap in gaps)
        assert half >= 5 - ROUNDED
    assert any(near(min(rows)[0], 5) for rows in (bars, *labels.values()))


def check_dots(drawing: Drawing) -> None:
    """Dots stand in their rows and columns, and none touches another or a name."""
    columns = {guide.theme.slug: numbers(guide.path)[0] for guide in drawing.guides}
    for label in drawing.labels:
        _, top, _, height = label.box
        assert [dot.theme for dot in label.ribbons] == [tie.theme for tie in label.name.ties]
        row: list[tuple[float, float]] = [(0, 170)]
        for dot in label.ribbons:
            x, y, length = numbers(dot.path)
            assert x == columns[dot.theme.slug] and length == 0
            assert top + dot.width / 2 <= y <= top + height - dot.width / 2
            row.append((x - dot.width / 2, x + dot.width / 2))
        assert all(one[1] < next_[0] for one, next_ in pairwise(row))
        assert row[-1][1] <= drawing.width


def check(drawing: Drawing) -> None:
    check_words(drawing)
    if drawing.guides:
        check_dots(drawing)
    else:
        check_ribbons(drawing)
        check_thickness(drawing)
        check_room(drawing)
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


@pytest.mark.parametrize("slug", ["defence", "trade", "technology", "inner-basin"])
def test_the_themes_of_a_dossier_are_drawn(slug: str) -> None:
    dossier = read_edition(DOSSIER).dossier
    topic = next(theme for theme in dossier.themes if theme.slug == slug)
    picture = draw(dossier.themes, dossier.passages_of_topic[topic.src_uri], topic)
    assert picture and topic in picture.themes


def test_actors_stand_on_the_left_of_a_wide_picture_and_the_rest_on_the_right() -> None:
    picture = draw(THEMES, [passage({0, 1}, {1, 2, 3, 4})], width=1000)
    assert picture
    assert [(bar.box[0], bar.box[2]) for bar in picture.wide.bars] == [(426, 148)] * 2
    assert picture.wide.width == 1000
    assert {
        (label.name.topic.is_actor, label.anchor, label.x, label.box[0], label.box[2])
        for label in picture.wide.labels
    } == {(True, "end", 220, 0, 220), (False, "start", 780, 780, 220)}
    assert picture.narrow.width == 360
    assert {(label.anchor, label.x, label.box[2]) for label in picture.narrow.labels} == {
        ("start", 0, 360)
    }
    assert [(bar.box[0], bar.box[2]) for bar in picture.narrow.bars] == [(210, 104), (256, 104)]


def test_on_a_phone_a_dot_stands_under_its_theme_as_large_as_its_passages_are_many() -> None:
    picture = draw(THEMES, [*[passage({0}, {1})] * 4, passage({0, 1}, {1, 2, 3})])
    assert picture
    drawing = picture.narrow
    assert [label.name.topic for label in drawing.labels] == [NAMES[1], NAMES[2], NAMES[3]]
    for label in drawing.labels:
        middle = label.box[1] + label.box[3] / 2
        for dot, bar in zip(label.ribbons, drawing.bars, strict=True):
            x, y = map(float, dot.path.removeprefix("M").removesuffix("h0").split())
            assert dot.theme == bar.theme and near(y, middle)
            assert bar.box[0] < x < bar.box[0] + bar.box[2]
    many, one = (dot.width for dot in drawing.labels[0].ribbons)
    assert near(many**2 / one**2, 5)


def test_the_line_of_a_column_meets_no_other_theme() -> None:
    passages = [passage({n}, {1, 2, 3}) for n in range(len(THEMES))]
    picture = draw(THEMES, passages)
    assert picture and len(picture.narrow.guides) == len(THEMES)
    for guide in picture.narrow.guides:
        x, top = map(float, guide.path[1:].partition("V")[0].split())
        for bar in picture.narrow.bars:
            left, _, width, height = bar.box
            beside = not left < x < left + width
            assert bar.theme == guide.theme or beside or bar.box[1] + height <= top


def test_a_name_stands_near_its_themes() -> None:
    passages = [passage({5}, {1}), passage({0}, {2, 7}), passage({0, 5}, {3}), passage({0}, {7})]
    picture = draw(THEMES, passages)
    assert picture
    tops = {label.name.topic: label.box[1] for label in picture.wide.labels}
    assert tops[NAMES[7]] < tops[NAMES[3]] < tops[NAMES[1]]


def test_the_words_of_a_theme_stand_on_one_line_where_they_fit() -> None:
    short = Topic("theme", "", "old-sea", "Old sea", ())
    mentions = passage(set(), {1, 2, 3}).mentions
    placed = Passage(ARTICLE, passage(set(), set()).block, (Placement(short, "", ()),), mentions)
    picture = draw([short], [placed])
    assert picture
    assert [bar.lines for bar in picture.wide.bars] == [("Old sea",)]
    assert [(bar.lines, bar.box[3]) for bar in picture.narrow.bars] == [(("Old sea",), 26)]


def test_a_theme_has_room_for_all_its_ribbons() -> None:
    picture = draw(THEMES, [passage({0}, set(range(20))), passage({1}, {0})])
    assert picture
    many, few = (bar.box[3] for bar in picture.wide.bars)
    assert few == 52
    assert near(many, 10 * 34 / 2)


def labelled(title: str) -> tuple[str, ...]:
    """The lines of a name's label on a phone."""
    topics = [Topic(NameKind.PERSON, "", f"n{n}", title, ()) for n in range(3)]
    block = Block(1, "paragraph", "<p>x</p>", "x", 1)
    mentions = tuple(Match(topic, Term("x"), 0, 1) for topic in topics)
    placed = Passage(ARTICLE, block, (Placement(THEMES[0], "", ()),), mentions)
    picture = draw(THEMES, [placed])
    assert picture
    return picture.narrow.labels[0].lines


@pytest.mark.parametrize(
    ("letter", "fits", "kept"),
    [("i", 32, 30), ("I", 32, 30), ("a", 19, 18), ("A", 16, 15), ("W", 12, 12), ("日", 11, 11)],
)
def test_a_word_is_cut_where_its_letters_need_more_room(letter: str, fits: int, kept: int) -> None:
    """170 units hold so many letters of 14.5, as wide as the widest of common fonts has them."""
    assert labelled(letter * fits) == (letter * fits,)
    assert labelled(letter * (fits + 1)) == (f"{letter * kept}…",)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Short", ("Short",)),
        ("A name that is about this long", ("A name that is about", "this long")),
        (
            "Twelve Angry Men of the Fourth Committee on Energy",
            ("Twelve Angry Men of", "the Fourth Committee…"),
        ),
        ("  Two   words ", ("Two words",)),
        ("", ("",)),
    ],
)
def test_a_label_has_two_lines(title: str, lines: tuple[str, ...]) -> None:
    assert labelled(title) == lines


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
