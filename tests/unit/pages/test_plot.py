"""A series as a drawing: whole numbers, in the order of time, and the same in words."""

from datetime import date

from dossier.core.model import Point, Series
from dossier.gathering.figures import figures
from dossier.pages.plot import HEIGHT, WIDTH, in_words, plot
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
    assert xs == sorted(xs) and ys == sorted(ys, reverse=True)
    assert (xs[0], xs[-1], ys[-1]) == (12, 328, 26)
    assert drawn.known == f"M{xs[0]} {ys[0]}L{xs[1]} {ys[1]}"
    assert drawn.aim == f"M{xs[1]} {ys[1]}L{xs[2]} {ys[2]}"
    assert [mark.is_target for mark in drawn.marks] == [False, False, True]


def test_words_stand_where_there_is_room() -> None:
    near = plot(row(("2019", 10, False), ("2020", 20, False), ("2029", 15, False)))
    assert [mark.label for mark in near.marks] == ["$10", "", "$15"]
    assert [mark.year for mark in near.marks] == ["2019", "", "2029"]


def test_a_series_is_told_in_words() -> None:
    known = (("2019", 10, False), ("2020-05-01", 20, False))
    assert in_words(row(*known)) == "From $10 in 2019 to $20 on 1 May 2020."
    assert in_words(row(*known, ("2030", 40, True))) == (
        "From $10 in 2019 to $20 on 1 May 2020. Aim: $40 in 2030."
    )
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
