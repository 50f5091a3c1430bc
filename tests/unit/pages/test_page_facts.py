"""What a page is made of: a digest of it says whether one that was made before still holds."""

from dataclasses import replace
from datetime import date

import pytest
from dossier.core.digest import digest
from dossier.core.model import Article, Change
from dossier.pages.facts import latest
from dossier.pages.plan import Pages
from support.values import article, dossier, name, theme

TRADE = theme("Trade", {"Tariffs": ["tariff"]})
ENERGY = theme("Energy", {"Reactors": ["reactor"]}, order=1)
ANNA = name("Anna")
TOPICS = [TRADE, ENERGY, ANNA]
SEEDS = (
    article("talks", "A tariff, says Anna.\n\nA reactor.", date=date(2025, 3, 1)),
    article("visit", "A tariff.", date=date(2025, 2, 1)),
    article("alone", "Words.", date=date(2025, 1, 1)),
)


def made_of(src_uri: str, *articles: Article) -> str:
    """The digest of what goes into a page."""
    pages = Pages(dossier(articles, TOPICS))
    page = pages.get(src_uri)
    assert page
    return digest(page, pages.facts(page))


def changed(*articles: Article) -> set[str]:
    """The pages that are others than those of SEEDS, but for those that show everything."""
    pages = Pages(dossier(SEEDS, TOPICS))
    return {
        page.src_uri
        for page in pages
        if not page.type.is_whole
        and made_of(page.src_uri, *SEEDS) != made_of(page.src_uri, *articles)
    }


def test_the_same_articles_make_the_same_pages() -> None:
    assert changed(*reversed(SEEDS)) == set()


def test_a_change_of_an_article_changes_the_pages_that_show_it() -> None:
    talks, visit, alone = SEEDS
    assert changed(talks, visit, replace(alone, title="Other")) == {
        "articles/alone.md",
        "articles/index.md",
        "new/index.md",
    }
    assert changed(talks, replace(visit, title="Other"), alone) == {
        *("articles/visit.md", "articles/index.md", "new/index.md", "themes/trade.md"),
        "articles/talks.md",  # leads on to it
    }


def test_pages_that_show_everything_are_given_everything() -> None:
    pages = Pages(dossier(SEEDS, TOPICS))
    for src_uri in ("index.md", "search.md", "names/index.md", "about/index.md"):
        page = pages.get(src_uri)
        assert page and page.type.is_whole
        facts = pages.facts(page)
        assert {"dossier", "places", "moments", "figures", "ahead"} == set(facts)


@pytest.mark.parametrize(
    ("src_uri", "days"),
    [
        ("articles/talks.md", ["2025-03-01"]),
        ("articles/index.md", ["2025-03-01", "2025-02-09"]),
        ("index.md", ["2025-03-01", "2025-02-09"]),
        ("themes/trade.md", ["2025-03-01", "2025-02-09"]),
        ("names/anna.md", ["2025-03-01"]),
        ("themes/space.md", []),
        ("about/corrections.md", ["2025-02-09"]),
    ],
)
def test_the_days_on_which_what_a_page_shows_has_changed(src_uri: str, days: list[str]) -> None:
    correction = Change(date(2025, 2, 9), "A number.")
    visit = replace(SEEDS[1], updated=correction.on, corrections=(correction,))
    known = dossier([SEEDS[0], visit], [*TOPICS, theme("Space", {"Rockets": ["rocket"]})])
    page = Pages(known).get(src_uri)
    assert page
    assert list(page.type.days(known, page)) == days


def test_a_theme_tells_its_most_frequent_company(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [name(f"Leader{number}") for number in range(30)]
    text = f"A tariff: {', '.join(each.title for each in names)}."
    pages = Pages(dossier([article("talks", text)], [TRADE, *names]))
    page = pages.get("themes/trade.md")
    assert page
    facts = pages.facts(page)
    assert isinstance(facts["names"], tuple) and len(facts["names"]) == 24


def test_the_latest_is_what_the_newest_articles_tell_best_of_each_two_at_most() -> None:
    long = " ".join(["The tariff on steel has been lowered by the council of the town."] * 9)
    short = "The tariff on steel has been lowered by the council. " * 3
    text = f"Tariff.\n\n{long}\n\n{short}\n\nSo. {short}\n\nSec. 2. Tariff."
    seeds = [article(f"a{n}", text, date=date(2025, 1, n)) for n in range(1, 6)]
    passages = dossier(seeds, [TRADE]).passages_of_topic[TRADE.src_uri]
    assert [passage.key for passage in latest(TRADE, passages)] == [
        f"a{n}#p{number}" for n in (5, 4, 3) for number in (3, 4)
    ]
