"""What happened when: in which order, and what is still ahead."""

from datetime import date

from dossier.core.model import DatedFact, Moment
from dossier.gathering.chronology import moments
from support.values import article, dossier, name, theme


def fact(when: str, text: str = "It began.") -> DatedFact:
    return DatedFact(when, text, "https://example.org/")


def told(rows: tuple[Moment, ...]) -> list[tuple[str, bool]]:
    return [(moment.date, moment.ahead) for moment in rows]


def test_the_latest_is_first() -> None:
    seed = article("talks", "They met on 3 March 2025. They had met on 1 March 2024.")
    anna = name("Anna", dates=(fact("2024-12"), fact("2023")))
    assert told(moments(dossier([seed], [anna]))) == [
        ("2025-03-03", False),
        ("2024-12", False),
        ("2024-03-01", False),
        ("2023", False),
    ]


def test_what_lies_ahead_comes_first_and_the_soonest_before_the_rest() -> None:
    seed = article(
        "plans",
        "A summit will take place on 5 May 2031.\n\nA visit will take place on 1 June 2030.",
        date=date(2025, 3, 1),
    )
    anna = name("Anna", dates=(fact("2024-12"),))
    assert told(moments(dossier([seed], [anna]))) == [
        ("2030-06-01", True),
        ("2031-05-05", True),
        ("2024-12", False),
    ]


def test_what_was_planned_is_past_once_something_newer_is_known() -> None:
    seed = article("plans", "A visit will take place on 1 June 2030.", date=date(2025, 3, 1))
    later = article("later", "Words.", date=date(2030, 6, 1))
    newer = name("Anna", dates=(fact("2030-06-02"),))
    assert told(moments(dossier([seed, later]))) == [("2030-06-01", False)]
    assert told(moments(dossier([seed], [newer])))[1] == ("2030-06-01", False)
    assert told(moments(dossier([seed], [name("Anna", dates=(fact("2030-05-31"),))])))[0] == (
        "2030-06-01",
        True,
    )


def test_one_fact_of_several_pages_is_told_once_of_all_of_them() -> None:
    trade = theme("Trade", {"Tariffs": ["tariff"]}, dates=(fact("2024-05"), fact("2024-05")))
    anna = name("Anna", dates=(fact("2024-05"), fact("2024-05", "It ended."), fact("2024-06")))
    rows = moments(dossier([], [trade, anna]))
    assert [(row.date, row.text, row.topics) for row in rows] == [
        ("2024-06", "It began.", (anna,)),
        ("2024-05", "It began.", (trade, anna)),
        ("2024-05", "It ended.", (anna,)),
    ]
    assert rows[0].url == "https://example.org/"


def test_of_a_date_facts_come_before_statements() -> None:
    seed = article("talks", "They met on 3 March 2025.")
    anna = name("Anna", dates=(fact("2025-03-03"),))
    assert [bool(row.passage) for row in moments(dossier([seed], [anna]))] == [False, True]


def test_nothing_dated_is_no_mistake() -> None:
    assert moments(dossier([])) == ()


def test_what_has_no_day_moves_nothing_of_the_rest() -> None:
    dated = article(
        "plans",
        "The town opened a quay on 1 March 2025. A visit will take place on 1 June 2030.",
        date=date(2025, 3, 1),
    )
    undated = article("vision", "By 2050 the harbour is to be free of smoke, as agreed in 2024.")
    rows = moments(dossier([dated, undated]))
    assert told(rows) == [
        ("2030-06-01", True),
        ("2050", True),
        ("2025-03-01", False),
        ("2024", False),
    ]


def test_where_nothing_has_a_day_the_verbs_tell_what_has_been() -> None:
    seed = article(
        "a", "The town opened a quay on 1 March 2025. It is to be free of smoke by 2050."
    )
    assert told(moments(dossier([seed]))) == [("2050", True), ("2025-03-01", False)]


def test_of_an_article_with_a_day_what_is_later_is_ahead_whatever_the_verb() -> None:
    said = "The council set the opening for 1 June 2030."
    other = article("other", "Words.", date=date(2025, 3, 1))
    dated = article("a", said, date=date(2025, 3, 1))
    assert told(moments(dossier([dated, other]))) == [("2030-06-01", True)]
    undated = article("a", said)  # it may be of a later day than all that is known
    assert told(moments(dossier([undated, other]))) == [("2030-06-01", False)]
    planned = article("a", "A visit will take place on 1 June 2030.")
    assert told(moments(dossier([planned, other]))) == [("2030-06-01", True)]


def test_bare_dates_are_no_moments_and_the_same_again_is_one() -> None:
    said = "The council of Lund opened the old harbour to all ferries on 1 March 2025."
    seeds = [
        article("a", f"Lund, 2 March 2025\n\n{said}", date=date(2025, 3, 2)),
        article("b", said, date=date(2025, 3, 1)),
        article("c", said.replace("all ferries", "ferries"), date=date(2025, 3, 1)),
    ]
    (moment,) = moments(dossier(seeds))
    assert [passage.article.slug for passage in moment.also] == ["b", "c"]
    assert moment.passage and moment.passage.article.slug == "a" and moment.telling


def test_another_date_number_or_negation_is_another_moment() -> None:
    said = "The council of Lund opened the old harbour to 12 ferries on 1 March 2025."
    others = [("1 March", "2 March"), ("12", "13"), ("opened", "has not opened"), ("Lund", "Oslo")]
    for old, new in others:
        seeds = [article("a", said), article("b", said.replace(old, new))]
        assert len(moments(dossier(seeds))) == 2, new
