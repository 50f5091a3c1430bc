"""What programs find beside the pages, and what each page's head leads them to."""

import json
from dataclasses import replace
from datetime import date

import pytest
from dossier.core.model import Article, Change
from dossier.core.urls import Site
from dossier.outputs.site_files import OEMBED, SiteFiles
from dossier.outputs.social_cards import HUES, LINK, Card, draw_card
from dossier.pages.plan import Pages
from support.values import article, dossier, name, theme

HERE = Site("The Dossier", "About it.", "https://example.org/")
NOWHERE = Site("The Dossier", "About it.")
TRADE = theme("Trade", {"Tariffs": ["tariff"]})
ENERGY = theme("Energy", {"Reactors": ["reactor"]}, order=1)
ANNA = name("Anna Rao")
TALKS = article("talks", "A reactor, says Anna Rao.", date=date(2025, 3, 1))
VISIT = article("visit", "Words.", date=date(2024, 3, 1), updated=date(2025, 4, 1))

FORMS = ("bib", "ris", "json")


def make(site: Site = HERE, *articles: Article) -> SiteFiles:
    known = dossier(articles or [TALKS, VISIT], [TRADE, ENERGY, ANNA])
    return SiteFiles(known, Pages(known), site)


def test_each_record_and_card_is_a_file() -> None:
    with_address = dict(make().files())
    without = dict(make(NOWHERE).files())
    cards = {
        *("card.png", "articles/talks/card.png", "articles/visit/card.png"),
        *("themes/trade/card.png", "themes/energy/card.png", "names/anna-rao/card.png"),
    }
    assert set(without) == {
        *("robots.txt", "new/articles.json"),
        *(f"articles/{a}/cite.{form}" for a in ("talks", "visit") for form in FORMS),
    }
    assert set(with_address) == {*without, *cards}
    assert with_address["articles/talks/cite.bib"].startswith(b"@")


def test_robots_are_told_where_the_sitemap_is() -> None:
    assert dict(make().files())["robots.txt"] == (
        b"User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n"
    )
    assert dict(make(NOWHERE).files())["robots.txt"] == b"User-agent: *\nAllow: /\n"


@pytest.mark.parametrize(
    ("path", "card"),
    [
        ("card.png", Card("The Dossier", "", "", HUES[:2])),
        ("articles/talks/card.png", Card("Talks", "Article", "The Dossier", (HUES[1],))),
        ("articles/visit/card.png", Card("Visit", "Article", "The Dossier", (LINK,))),
        ("themes/energy/card.png", Card("Energy", "Theme", "The Dossier", (HUES[1],))),
        ("names/anna-rao/card.png", Card("Anna Rao", "People", "The Dossier", (HUES[1],))),
    ],
)
def test_a_card_says_what_the_page_is_in_the_colours_of_its_themes(path: str, card: Card) -> None:
    assert dict(make().files())[path] == draw_card(card)


def test_themes_beyond_the_colours_begin_anew() -> None:
    themes = [theme(f"Theme {number}", {}, order=number) for number in range(len(HUES) + 1)]
    known = dossier([], themes)
    cards = dict(SiteFiles(known, Pages(known), HERE).files())
    last = themes[-1]
    assert cards[f"themes/{last.slug}/card.png"] == draw_card(
        Card(last.title, "Theme", "The Dossier", (HUES[0],))
    )
    assert cards["card.png"] == draw_card(Card("The Dossier", "", "", HUES))


def test_the_picture_of_a_page_is_its_own_or_that_of_the_site(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dossier.outputs.site_files.MOST_PICTURES", 1)
    files = make()
    assert files.picture("articles/talks.md") == "https://example.org/articles/talks/card.png"
    for src_uri in ("articles/visit.md", "articles/index.md", "about/terms.md", "index.md"):
        assert files.picture(src_uri) == "https://example.org/card.png"
    assert make(NOWHERE).picture("articles/talks.md") == ""


def test_a_part_of_a_theme_has_the_picture_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.pages.plan.MOST_TOGETHER", 1)
    monkeypatch.setattr("dossier.pages.plan.MOST_PASSAGES", 1)
    seeds = [article(f"a{year}", "A tariff.", date=date(year, 1, 1)) for year in (2023, 2024)]
    files = make(HERE, *seeds)
    made = dict(files.files())
    for part in ("themes/trade/tariffs", "themes/trade/tariffs/2023"):
        assert files.feeds(f"{part}.md")[0][:2] == (
            *("Trade: Tariffs", "themes/trade/tariffs/feed.xml"),
        )
        assert files.picture(f"{part}.md") == "https://example.org/themes/trade/card.png"
        assert f"{part}/card.png" not in made


def test_a_page_offers_the_feeds_that_have_to_do_with_it() -> None:
    files = make()
    assert files.feeds("articles/talks.md") == [("The Dossier", "feed.xml", "application/atom+xml")]
    assert files.feeds("themes/trade.md") == [
        ("Trade", "themes/trade/feed.xml", "application/atom+xml"),
        ("The Dossier", "feed.xml", "application/atom+xml"),
    ]
    assert files.feeds("names/anna-rao.md") == [
        ("Anna Rao", "names/anna-rao/feed.xml", "application/atom+xml"),
        ("The Dossier", "feed.xml", "application/atom+xml"),
    ]
    assert files.feeds("about/terms.md") == files.feeds("articles/talks.md")
    assert files.alternates("new/index.md")[:3] == [
        ("Markdown", "new/index.md", "text/markdown"),
        (
            "New passages · The Dossier (JSON Feed)",
            "new/passages/feed.json",
            "application/feed+json",
        ),
        ("What is new · The Dossier (Atom)", "new/feed.xml", "application/atom+xml"),
    ]
    assert files.alternates("themes/trade.md") == [
        ("Markdown", "themes/trade/index.md", "text/markdown"),
        ("Trade · The Dossier (Atom)", "themes/trade/feed.xml", "application/atom+xml"),
        ("Trade · The Dossier (JSON Feed)", "themes/trade/feed.json", "application/feed+json"),
        ("The Dossier (Atom)", "feed.xml", "application/atom+xml"),
        ("The Dossier (JSON Feed)", "feed.json", "application/feed+json"),
    ]
    assert ("Talks", "https://example.org/embed/talks/oembed.json", OEMBED) in files.alternates(
        "articles/talks.md"
    )
    assert not [
        kind for _, _, kind in make(NOWHERE).alternates("articles/talks.md") if kind == OEMBED
    ]
    assert [form for form, _, _ in files.alternates("")] == [
        "The Dossier (Atom)",
        "The Dossier (JSON Feed)",
    ]


def test_what_search_engines_are_to_list() -> None:
    moved = replace(TALKS, formerly=("old",))
    gone = article("gone", "Words.", withdrawn=Change(date(2025, 5, 1), "Invented."))
    files = make(HERE, moved, gone)
    for src_uri in ("search.md", "articles/old.md", "articles/gone.md"):
        assert not files.listed(src_uri), src_uri
    for src_uri in ("index.md", "articles/talks.md", "themes/trade.md", "about/terms.md"):
        assert files.listed(src_uri), src_uri


@pytest.mark.parametrize(
    ("src_uri", "when"),
    [
        ("articles/talks.md", "2025-03-01"),
        ("articles/visit.md", "2025-04-01"),
        ("articles/index.md", "2025-04-01"),
        ("index.md", "2025-04-01"),
        ("themes/energy.md", "2025-03-01"),
        ("themes/trade.md", ""),
        ("names/anna-rao.md", "2025-03-01"),
        ("about/corrections.md", "2025-05-02"),
        ("about/terms.md", ""),
    ],
)
def test_when_a_page_last_changed(src_uri: str, when: str) -> None:
    corrections = (Change(date(2025, 5, 2), "A number."), Change(date(2025, 5, 1), "A name."))
    assert make(HERE, replace(TALKS, corrections=corrections), VISIT).changed(src_uri) == when


def test_pages_that_people_wrote_are_known_by_what_they_say() -> None:
    files = make()
    assert files.written("about/terms.md") == ("", "")
    files.take("about/terms.md", "Terms", "# Terms\n\nOurs.\n")
    assert files.written("about/terms.md") == ("Terms", "# Terms\n\nOurs.\n")
    assert files.markdown("about/terms.md") == "# Terms\n\nOurs.\n"
    head = files.head("about/terms.md", "Terms", "Our terms.")
    assert (head.title, head.description) == ("Terms", "Our terms.")
    assert json.loads(head.data)["@graph"][0]["@type"] == "WebPage"


def test_the_head_of_a_page_of_ours_says_what_the_page_is() -> None:
    head = make().head("articles/talks.md", "Other", "Other")
    assert (head.title, head.kind) == ("Talks", "article")
    assert json.loads(head.data)["@graph"][0]["image"] == [
        "https://example.org/articles/talks/card.png"
    ]


def test_the_scripts_are_told_what_was_added_last() -> None:
    later = article("later", "A tariff.\n\nA tariff, a reactor.", added=date(2025, 3, 5))
    told = json.loads(dict(make(NOWHERE, TALKS, later, VISIT).files())["new/articles.json"])
    assert told == {
        "most": 50,
        "articles": [["later", {"trade": 2, "energy": 1}], ["talks", {"energy": 1}], ["visit", {}]],
    }
