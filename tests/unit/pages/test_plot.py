"""A series as a drawing: whole numbers, in the order of time, and the same in words."""

from datetime import date

import pytest
from dossier.core.model import Point, Series
from dossier.gathering.figures import figures
from dossier.pages.plot import HEIGHT, WIDTH, Mark, Plot, in_words, plot
from hypothesis import given
from hypothesis import strategies as st
from support.values import article, dossier

(FIGURE,) = figures(dossier([article("a", "Trade reached $5 billion.")]))


def row(*points: tuple[str, float, bool]) -> Series:
    return Series(
        "Trade",
        "USD",
        tuple(Point(when, value, f"${value:g}", FIGURE, aim) for when, value, aim in points),
    )


def test_later_is_further_right_and_more_is_higher() -> None:
    drawn = plot(row(("2019", 10, False), ("2020-07", 20, False), ("2030", 40, True)))
    xs, ys = [mark.x for mark in drawn.marks], [mark.y for mark in drawn.marks]
    assert (xs, ys) == ([12, 42, 328], [100, 75, 26])
    assert drawn.known == f"M{xs[0]} {ys[0]}L{xs[1]} {ys[1]}"
    assert drawn.aim == f"M{xs[1]} {ys[1]}L{xs[2]} {ys[2]}"
    assert [mark.is_target for mark in drawn.marks] == [False, False, True]


def test_words_stand_where_there_is_room() -> None:
    near = plot(row(("2019", 10, False), ("2020", 20, False), ("2029", 15, False)))
    assert [mark.label for mark in near.marks] == ["$10", "", "$15"]
    assert [mark.year for mark in near.marks] == ["2019", "", "2029"]


def along(*years: int) -> Series:
    """Values of 10 at the ends and some years between; from 1700 to 2016 each is a pixel."""
    return row(*((str(1700 + year), 10, False) for year in (0, *years, 316)))


@pytest.mark.parametrize(
    ("years", "shown"),
    [
        ((37,), {37}),  # three characters of 8 pixels begin at 12, and end at 36
        ((36,), set()),
        ((279,), {279}),
        ((280,), set()),
        ((100, 125), {100, 125}),
        ((100, 124), {100}),
        ((140, 150, 160), {140}),
    ],
)
def test_a_label_that_would_touch_another_is_left_out(
    years: tuple[int, ...], shown: set[int]
) -> None:
    marks = plot(along(*years)).marks
    assert [mark.x for mark in marks] == [12, *(12 + year for year in years), 328]
    assert {mark.x - 12 for mark in marks if mark.label} == {0, *shown, 316}
    assert all(bool(mark.label) == bool(mark.year) for mark in marks)
    assert [mark.anchor for mark in marks] == ["start", *["middle"] * len(years), "end"]


def test_of_what_is_known_the_newest_has_its_label_first() -> None:
    made = [("1700", 10, False), ("1850", 20, False), ("1860", 30, False), ("2016", 40, True)]
    assert [mark.label for mark in plot(row(*made)).marks] == ["$10", "", "$30", "$40"]


@pytest.mark.parametrize(
    ("when", "x"),
    [
        ("2020", 170),
        ("2020-01", 25),
        ("2020-03-16", 77),
        ("2020-07", 183),
        ("2020-07-01", 170),
        ("2020-12-31", 327),
    ],
)
def test_a_year_or_a_month_stands_at_its_middle(when: str, x: int) -> None:
    ends = ("2020-01-01", 1, False), ("2021-01-01", 1, False)
    assert plot(row(ends[0], (when, 1, False), ends[1])).marks[1].x == x


@pytest.mark.parametrize(
    ("values", "heights"),
    [
        ((50, 50, 98), (64, 92, 16)),
        ((50, 56, 98), (64, 86, 16)),  # above
        ((50, 57, 98), (92, 85, 16)),  # below, where the line rises through what is above
        ((98, 50, 50), (16, 92, 64)),
        ((98, 56, 50), (16, 86, 64)),
        ((98, 57, 50), (16, 85, 92)),
        ((98, 98, 50, 50), (16, 16, 92, 64)),
        ((98, 21, 90), (16, 121, 24)),
        ((98, 20, 90), (16, 94, 24)),  # there is no room below
        ((98, 0, 90), (16, 114, 24)),
    ],
)
def test_a_label_stands_where_no_line_runs_through_it(
    values: tuple[int, ...], heights: tuple[int, ...]
) -> None:
    drawn = plot(row(*((str(2000 + n), value, False) for n, value in enumerate(values))))
    assert [mark.y for mark in drawn.marks] == [124 - value for value in values]
    assert tuple(mark.label_y for mark in drawn.marks) == heights
    assert drawn.base == 124


def test_what_is_below_nothing_stands_below_the_base() -> None:
    drawn = plot(row(("2000", -49, False), ("2001", 49, False), ("2002", 0, False)))
    assert [mark.y for mark in drawn.marks] == [124, 26, 75] and drawn.base == 75
    drawn = plot(row(("2000", -98, False), ("2001", -49, False)))
    assert [mark.y for mark in drawn.marks] == [124, 75] and drawn.base == 26


def test_what_is_one_value_is_a_mark_without_a_line() -> None:
    assert plot(row(("2020", 5, False))) == Plot(
        *(340, 150, 124, "", "", (Mark(12, 26, "$5", 16, "2020", "start", False),))
    )
    assert plot(row(("2020", 0, False))).marks[0].y == plot(row(("2020", 0, False))).base == 26
    aims = plot(row(("2020", 5, True), ("2030", 5, True)))
    assert (aims.known, aims.aim) == ("", "M12 26L328 26")


def test_a_series_is_told_in_words() -> None:
    known = (("2019", 10, False), ("2020-05-01", 20, False))
    assert in_words(row(*known)) == "From $10 in 2019 to $20 on 1 May 2020."
    assert in_words(row(*known, ("2030", 40, True))) == (
        "From $10 in 2019 to $20 on 1 May 2020. Aim: $40 in 2030."
    )
    assert in_words(row(known[0], ("2030", 40, True))) == "$10 in 2019. Aim: $40 in 2030."
    assert in_words(row(("2020", 1, True), ("2030", 2, True))) == "Aims: $1 in 2020, $2 in 2030."


@given(
    st.dictionaries(
        st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str),
        st.floats(-1e15, 1e15, allow_nan=False),
        min_size=1,
        max_size=24,
    )
)
def test_every_mark_is_within_the_drawing(values: dict[str, float]) -> None:
    drawn = plot(row(*((when, value, False) for when, value in sorted(values.items()))))
    for mark in drawn.marks:
        assert 0 <= mark.x <= WIDTH and 0 <= mark.y <= HEIGHT
        assert isinstance(mark.x, int) and isinstance(mark.y, int)
