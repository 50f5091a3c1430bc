"""The contents of long articles, and the way on at the end of a row."""

from datetime import date

import pytest
from dossier.core.model import Dossier
from dossier.pages import contents as module
from dossier.pages.contents import contents, headings
from dossier.pages.plan import Pages
from lxml import html
from support.values import article, dossier, theme

TEXT = "# Talks\n\nOf rice.\n\n## Trade & rice\n\nMore.\n\n### Rice\n\nMore.\n\n## Rice\n\nMore.\n"
TALKS = article("talks", TEXT, "Talks")
TRADE = theme("Trade", {"Tariffs": ["tariff"]})


def body(known: Dossier, src_uri: str) -> html.HtmlElement:
    pages = Pages(known)
    page = pages.get(src_uri)
    assert page
    return html.fragment_fromstring(pages.body(page), create_parent="div")


def test_each_heading_but_that_of_all_has_an_id_of_its_own_words() -> None:
    assert [(h.number, h.id, h.text, h.depth) for h in headings(TALKS)] == [
        (3, "h-trade-rice", "Trade & rice", 1),
        (5, "h-rice", "Rice", 2),
        (7, "h-rice--2", "Rice", 1),
    ]
    longer = article("talks", TEXT.replace("Of rice.", "Of rice.\n\nAnd more."), "Talks")
    assert [h.id for h in headings(longer)] == [h.id for h in headings(TALKS)]
    assert [h.id for h in headings(article("signs", "## …\n\nWords."))] == ["h-p1"]


def test_contents_lead_to_each_heading_of_a_long_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONG", TALKS.words)
    page = body(dossier([TALKS]), "articles/talks.md")
    (nav,) = page.cssselect("nav.contents")
    assert (
        page.get_element_by_id(nav.get("aria-labelledby", "")).text_content() == "In this article"
    )
    links = [(a.get("href", ""), a.text_content()) for a in nav.iter("a")]
    assert links == [
        ("#h-trade-rice", "Trade & rice"),
        ("#h-rice", "Rice"),
        ("#h-rice--2", "Rice"),
    ]
    for link, text in links:
        heading = page.get_element_by_id(link[1:])
        assert heading.tag in ("h2", "h3") and heading.text_content() == text
    assert len(page.cssselect(".passage--heading a[href='#contents']")) == 3


def test_a_short_article_has_ids_and_no_contents(monkeypatch: pytest.MonkeyPatch) -> None:
    page = body(dossier([TALKS]), "articles/talks.md")
    assert not page.cssselect("nav.contents, a[href='#contents'], a[href='#title']")
    assert page.get_element_by_id("h-rice").tag == "h3"
    monkeypatch.setattr(module, "LONG", 1)
    assert contents(TALKS, headings(TALKS)[:1]) == ()


def test_a_long_article_leads_back_to_its_top() -> None:
    long = article("long", "Words and more words.\n\n" * 300)
    (link,) = body(dossier([long]), "articles/long.md").cssselect("a[href='#title']")
    assert link.text_content() == "↑ Back to the top"


def test_a_row_ends_with_the_way_to_what_is_older(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.pages.plan.MOST_TOGETHER", 1)
    monkeypatch.setattr("dossier.pages.plan.MOST_PASSAGES", 2)
    monkeypatch.setattr("dossier.pages.plan.MOST_ARTICLES", 2)
    days = [(2023, 1), (2024, 1), (2024, 2), (2024, 3), (2025, 1)]
    seeds = [article(f"a{y}{d}", "A tariff.", date=date(y, 1, d)) for y, d in days]
    known = dossier(seeds, [TRADE])

    def older(src_uri: str) -> list[tuple[str, str]]:
        links = body(known, src_uri).cssselect(".older a")
        return [(a.get("href", ""), a.text_content()) for a in links]

    here, below = ("../" * n + "themes/trade/tariffs/" for n in (3, 4))
    assert older("themes/trade/tariffs.md") == [(f"{here}2024/", "Older passages: 2024, part 1")]
    assert older("themes/trade/tariffs/2025.md") == [
        (f"{below}2024-2/", "Older passages: 2024, part 2")
    ]
    assert older("themes/trade/tariffs/2024-2.md") == [
        (f"{below}2024/", "Older passages: 2024, part 1")
    ]
    assert older("themes/trade/tariffs/2023.md") == []
    assert older("articles/index.md") == [("../articles/years/2024-2/", "Older articles: 2024")]
