"""Which placements an editor is told to doubt, and which not."""

from dataclasses import replace

from dossier.core.kinds import NameKind
from dossier.core.model import Term
from dossier.editing.findings import Reviewer, review
from support.values import article, dossier, name, theme

FISH = "They spoke of fish and of the weather, and of little else all day long."
STEEL = "The price of steel came up once more, as it does whenever the two of them meet."
DEAL = "A deal on fish came up once more, as it does whenever the two of them meet."
FLEET = "The radar and the frigate and the drone are there, and the minister is glad of all."
PASSING = "The radar and the frigate and the drone are there, and steel is said to be dear now."
TRADE = theme("Trade", {"Goods": ["tariff", "steel", "customs duty"]})
TRADE = replace(TRADE, terms=(*TRADE.terms, Term("deal", "Goods", "weak")))
DEFENCE = theme("Defence", {"Hardware": ["drone", "radar", "frigate"]})
PORT = name("Open port", NameKind.TERM)


def doubts(*passages: str) -> list[tuple[str, str, str | None]]:
    """The kind, the theme and the passage of what is doubted of an article's passages."""
    known = dossier([article("a", "\n\n".join(passages))], [TRADE, DEFENCE, PORT])
    return [(f.kind, f.subject, f.anchor) for f in review(known) if f.anchor]


def test_a_common_word_alone_is_doubted_where_it_places() -> None:
    assert doubts(FISH, STEEL, FISH) == [("in passing", "trade", "p2")]
    assert doubts(FISH, "A customs duty came up once more, as it will when the two meet.") == []
    assert doubts("A tariff on fish.", STEEL, "A tariff on cod.") == []


def test_a_common_word_beside_much_of_another_theme_is_doubted_in_its_own_article_only() -> None:
    assert doubts(FISH, PASSING, FISH) == []
    home = ["A tariff on cod.", "A tariff and steel.", "A tariff on eels."]
    assert doubts(*home, PASSING, FISH) == [("in passing", "trade", "p4")]


def test_it_takes_twice_as_much_of_another_theme_beside_a_passage_of_its_own() -> None:
    both = "The radar and the deal on steel came up once more, as they do whenever the two meet."
    home = ["A radar and a drone.", "A frigate and a drone."]
    assert doubts(home[0], both, home[1]) == [("in passing", "trade", "p2")]
    assert doubts(*home, FISH, both, FISH) == [
        ("in passing", "trade", "p4"),
        ("in passing", "defence", "p4"),
    ]


def test_a_common_word_that_places_nothing_is_doubted_in_a_long_article() -> None:
    fish = [FISH] * 8
    assert doubts("A radar.", *fish, STEEL, *fish) == [("nearly", "trade", "p10")]
    assert doubts(FLEET, PASSING, *fish, "Steel.") == []


def test_a_weak_word_is_doubted_between_passages_of_its_theme() -> None:
    home = ["A tariff on cod.", "A tariff and steel."]
    assert doubts(home[0], DEAL, home[1], "A radar.") == [("nearly", "trade", "p2")]
    assert doubts(home[0], DEAL, home[1]) == []  # it is placed: the article speaks of little else
    assert doubts(*home, DEAL, FISH) == [("nearly", "trade", "p3")]
    other = f"{DEAL} The radar saw the frigate."
    assert doubts(*home, other, FISH) == [("nearly", "trade", "p3")]
    assert doubts(*home, FISH, other, FISH) == [("nearly", "trade", "p4")]
    assert doubts("A radar.", FISH, DEAL, FISH) == []


def test_what_no_theme_gathers_is_doubted_if_a_name_or_all_of_the_article_asks_for_it() -> None:
    assert doubts(FISH, FISH) == [("no theme", "", "p1")]
    assert doubts("A tariff on cod.", FISH) == []
    assert doubts("A tariff on cod.", f"{FISH} The open port was closed.") == [
        ("no theme", "", "p2")
    ]


def test_a_passage_without_words_is_doubted_as_long_as_it_is_like_those_of_its_theme() -> None:
    beside = "The boats with their lanterns came home late in the evening, one after the other."
    told = article("a", f"A tariff on cod.\n\n{beside}\n\nA tariff and steel.")
    alike = [article("b", f"The tariff {n} on boats with lanterns.") for n in range(3)]
    others = [article("b", f"The {n} boats with lanterns.") for n in range(3)]
    reviewer = Reviewer()
    for version, rows in enumerate([alike, others, alike]):
        articles = [told, *(replace(row, slug=f"b{n}") for n, row in enumerate(rows))]
        versions = {each.slug: f"{each.slug} {version}" for each in articles} | {"a": "the same"}
        known = replace(dossier(articles, [TRADE, DEFENCE]), versions=versions)
        found = reviewer.review(known)
        assert found == review(known)
        assert [f.subject for f in found if f.article == "a" and f.anchor == "p2"] == (
            ["trade"] if rows is alike else []
        )
