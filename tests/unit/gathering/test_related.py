"""What to read next: what shares most that is rare, and of equals the nearest in time."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from dossier.core.model import Article, Topic
from dossier.gathering import related
from dossier.gathering.related import NEAREST, Related
from support.values import article, dossier, name, theme

TRADE = theme("Trade", {"Tariffs": ["tariff"], "Deals": ["deal"]})
ENERGY = theme("Energy", {"Reactors": ["reactor"]}, order=1)
SPACE = theme("Space", {"Rockets": ["rocket"]}, order=2)
NAMES = [name(title) for title in ("Anna", "Ben", "Cara", "Dan")]
TOPICS = [TRADE, ENERGY, SPACE, *NAMES]


def rows(*texts: str) -> list[Article]:
    """Articles a0, a1, … with these texts, each a day older than the one before."""
    newest = date(2025, 3, 31)
    return [
        article(f"a{number}", text, date=newest - timedelta(number))
        for number, text in enumerate(texts)
    ]


def next_to(articles: Sequence[Article], number: int) -> dict[str, list[str]]:
    """What is to be read after an article, and what it shares with each."""
    found = Related(dossier(articles, TOPICS)).articles(articles[number])
    return {
        other.slug: [subtopic or topic.title for topic, subtopic in shared]
        for other, shared in found
    }


def test_what_is_shared_is_said() -> None:
    articles = rows("A tariff, says Anna.", "A tariff, says Anna to Ben.", "Nothing.")
    assert next_to(articles, 0) == {"a1": ["Anna", "Tariffs"]}
    assert next_to(articles, 2) == {}


def test_subtopics_are_shared_and_not_whole_themes() -> None:
    assert next_to(rows("A tariff.", "A deal."), 0) == {}


def test_the_rarer_what_is_shared_the_closer() -> None:
    articles = rows("Anna and Ben.", "Anna.", "Anna.", "Ben.", "Anna.")
    assert [*next_to(articles, 0)] == ["a3", "a1", "a2"]


def test_more_that_is_shared_counts_more() -> None:
    articles = rows("Anna and Ben.", "Anna.", "Ben and Anna.")
    assert [*next_to(articles, 0)] == ["a2", "a1"]


def test_of_equals_the_nearest_in_time_come_first() -> None:
    articles = rows(*["Anna."] * 7)
    assert [*next_to(articles, 3)] == ["a2", "a4", "a1"]
    assert [*next_to(articles, 0)] == ["a1", "a2", "a3"]
    assert [*next_to(articles, 6)] == ["a5", "a4", "a3"]


def test_the_rarest_three_things_are_said() -> None:
    text = "Anna, Ben, Cara and Dan."
    articles = rows(text, text, "Anna.", "Anna and Ben.", "Anna, Ben and Cara.")
    assert next_to(articles, 0)["a1"] == ["Dan", "Cara", "Ben"]


def test_of_a_name_that_many_share_only_the_nearest_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(related, "NEAREST", 2)
    articles = rows("Anna and Ben.", "Ben.", "Anna.", "Anna.", "Anna.", "Anna and Ben.", "Anna.")
    assert [*next_to(articles, 2)] == ["a3", "a0", "a4"]
    assert [*next_to(articles, 4)] == ["a3", "a5", "a2"]
    assert [*next_to(articles, 0)] == ["a1", "a5", "a2"]


def test_themes_that_share_passages_and_the_rarest_names_of_both() -> None:
    text = (
        "A tariff on a reactor, say Anna and Ben.\n\nA tariff on a reactor, says Ben.\n\n"
        "A rocket has a tariff, says Ben.\n\nA reactor: Cara.\n\nBen and Anna."
    )
    known = dossier([article("a", text)], TOPICS)
    found = Related(known).themes(TRADE)
    assert [(other.title, count, [n.title for n in shared]) for other, count, shared in found] == [
        ("Energy", 2, ["Anna", "Ben"]),
        ("Space", 1, ["Ben"]),
    ]
    assert Related(dossier([], TOPICS)).themes(TRADE) == []


def test_a_theme_leads_to_three_others_and_names_three() -> None:
    themes: list[Topic] = [
        theme(f"Theme {letter}", {"Words": [f"word{letter}"]}) for letter in "abcde"
    ]
    text = "worda wordb wordc wordd worde, say Anna, Ben, Cara and Dan."
    known = dossier([article("a", text)], [*themes, *NAMES])
    found = Related(known).themes(themes[0])
    assert [len(found), len(found[0][2])] == [3, 3]


def test_of_a_name_that_many_share_only_the_nearest_articles_are_looked_at() -> None:
    menon = name("Ravi Menon", aliases=["Menon"])
    rao = name("K. Rao", aliases=["Rao"])
    count = 60
    texts = ["Menon came."] * count
    texts[0] = texts[59] = "Menon and Rao came."
    seeds = [article(f"a{n:02}", text) for n, text in enumerate(texts)]
    known = dossier(seeds, [menon, rao])
    related = Related(known)

    def beside(place: int) -> list[str]:
        return [other.slug for other, _ in related.articles(known.articles[place])]

    assert beside(0) == ["a59", "a01", "a02"]
    assert beside(30) == ["a29", "a31", "a28"]
    key = (menon.src_uri, "")
    assert related._near(key, 30) == [*range(30 - NEAREST, 30), *range(31, 31 + NEAREST)]
    assert related._near(key, 5) == [*range(5), *range(6, 6 + NEAREST)]
