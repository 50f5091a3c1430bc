"""How much of what: each figure once, with all that state it; and what was measured repeatedly."""

from datetime import date

from dossier.core.model import Figure, Series
from dossier.gathering.figures import figures, series
from hypothesis import given
from hypothesis import strategies as st
from support.values import article, dossier


def told(*texts: str) -> tuple[Figure, ...]:
    """The figures of articles, one of each year from 2020 on, the newest first."""
    seeds = [article(f"a{n}", text, date=date(2020 + n, 3, 1)) for n, text in enumerate(texts)]
    return figures(dossier(seeds))


def rows(*texts: str) -> list[tuple[str, list[str]]]:
    return [(f.words, [other.passage.article.slug for other in f.also]) for f in told(*texts)]


def points(found: tuple[Series, ...]) -> list[tuple[str, str, list[tuple[str, float, bool]]]]:
    return [
        (row.title, row.unit, [(p.date, p.value, p.is_target) for p in row.points]) for row in found
    ]


def test_one_target_in_five_wordings_is_one_with_five_sources() -> None:
    found = rows(
        "The two set a target of USD 40 billion in annual bilateral trade by 2030.",
        "They aim to more than double trade to $40 billion by 2030.",
        "The plan is to bring two-way trade to $40 billion by 2030.",
        "A $40 billion trade target for 2030 was set.",
        "The leaders want total trade of US$40 billion by 2030.",
    )
    assert found == [("US$40 billion by 2030", ["a2", "a1", "a0", "a3"])]


def test_the_same_number_of_another_thing_is_another_figure() -> None:
    assert len(rows("The bank lent $5 million to a mill.", "A quay cost $5 million.")) == 2
    assert len(rows("Imports reached $5 billion.", "Exports reached $5 billion.")) == 2
    aims = [f"They aim to bring trade to $40 billion by {year}." for year in (2030, 2035)]
    assert len(rows(*aims)) == len(rows(*reversed(aims))) == 2


def test_a_sentence_stands_once_whatever_figures_it_has() -> None:
    said = "The firm bought ferries for $7 million and mills for $9 million, a rise of 5 per cent."
    (found,) = told(said, said)
    assert (found.words, [other.words for other in found.beside]) == (
        "$7 million",
        ["$9 million", "5 per cent"],
    )
    assert [other.passage.article.slug for other in found.also] == ["a0"]


def test_captions_formulas_and_markup_are_left_out() -> None:
    assert rows("Photo: a ferry for $7 million") == []
    assert rows("Notwithstanding this by-law, a fee of $7 million shall be due.") == []


def test_what_was_measured_of_three_dates_is_a_series() -> None:
    found = told(
        "Trade between Norland and Sudland reached $12 billion in 2019.",
        "Bilateral trade stood at $14 billion in 2020.",
        "Trade rose from $10 billion in 2018 to $16 billion in 2022.",
        "The two want to lift trade to $25 billion by 2030.",
    )
    assert points(series(found)) == [
        (
            "Trade",
            "USD",
            [
                ("2018", 10e9, False),
                ("2019", 12e9, False),
                ("2020", 14e9, False),
                ("2022", 16e9, False),
                ("2030", 25e9, True),
            ],
        )
    ]
    words = [point.words for row in series(found) for point in row.points]
    assert words == ["$10 billion", "$12 billion", "$14 billion", "$16 billion", "$25 billion"]


def test_two_dates_other_things_and_other_units_are_none() -> None:
    assert series(told("Trade reached $12 billion in 2019.", "Trade is $14 billion.")) == ()
    mixed = ("Trade was $1 billion in 2019.", "Trade was €2 billion in 2020.")
    assert series(told(*mixed, "Exports were $3 billion in 2021.")) == ()
    counted = [f"They met in {n} countries in {2010 + n}." for n in range(11, 16)]
    assert series(told(*counted)) == ()


def test_things_counted_in_years_are_a_series_if_they_are_named() -> None:
    said = [f"The town issued {n},000 student visas in {2010 + n}." for n in (5, 7, 9)]
    assert points(series(told(*said))) == [
        (
            "Student visas",
            "visa",
            [("2015", 5000.0, False), ("2017", 7000.0, False), ("2019", 9000.0, False)],
        )
    ]


def test_without_a_day_of_its_article_only_what_is_said_counts() -> None:
    seeds = [article(f"a{n}", f"Trade reached ${n} billion.") for n in range(1, 5)]
    assert series(figures(dossier(seeds))) == ()


SENTENCES = st.sampled_from(
    [
        "Trade reached $12 billion in 2019.",
        "Trade reached $12 billion.",
        "A ferry for $5 million, and a mill for $5 million.",
        "It has 40 per cent of all ferries.",
        "Nothing.",
    ]
)


@given(st.lists(st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join), max_size=4))
def test_each_figure_is_told_once(texts: list[str]) -> None:
    seeds = [article(f"a{n}", text, date=date(2020 + n, 3, 1)) for n, text in enumerate(texts)]
    known = dossier(seeds)
    found = figures(known)
    places = {(figure.passage.key, figure.words) for figure in known.figures}
    shown = [
        (figure.passage.key, figure.words)
        for entry in found
        for figure in (entry, *entry.beside, *entry.also)
    ]
    assert set(shown) <= places
    assert {key for key, _ in shown} == {key for key, _ in places}
    sentences = [(entry.passage.key, entry.sentence) for entry in found]
    assert len(sentences) == len(set(sentences))
