"""The head of a page says what is known, and nothing in it can break out of the page."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from dossier.core.kinds import NameKind
from dossier.core.model import Article, Block, Dossier, Passage, Source, Topic
from dossier.core.urls import Site
from dossier.gathering.link import link
from dossier.outputs.social_cards import HEIGHT, HUES, WIDTH, Card, draw_card
from dossier.outputs.structured_data import MOST_LISTED, describe, head
from dossier.pages.page import Page
from dossier.pages.page_types import ARTICLE, ARTICLES, HOME, NAME, THEME
from dossier.placing.annotate import AnnotatedArticle
from dossier.reading.topics import read_name
from PIL import Image
from support.project import ROOT
from support.values import article as a_seed
from support.values import dossier as a_dossier
from support.values import name, theme

URL = Site("The Dossier", "About it.", "https://example.org/")
BARE = Site("The Dossier", "About it.")
EVIL = "</script><script>alert('&')</script><!--"


def dossier(article: Article, *topics: Topic) -> Dossier:
    passages = tuple(Passage(article, block) for block in article.blocks)
    return link([AnnotatedArticle(article, passages, (), ())], topics)


def article(title: str = "A", **more: object) -> Article:
    block = Block(1, "paragraph", "<p>Words.</p>", "Words.", 1)
    return Article("a.txt", "a", title, (block,), **more)  # type: ignore[arg-type]


def graph(page: Page, known: Dossier, site: Site) -> list[dict[str, object]]:
    things: list[dict[str, object]] = json.loads(head(page, known, site).data)["@graph"]
    return things


def test_nothing_ends_the_script() -> None:
    a = article(EVIL)
    page = Page(a.src_uri, ARTICLE, EVIL, EVIL, a)
    said = head(page, dossier(a), URL)
    assert not set("<>&") & set(said.data)
    assert graph(page, dossier(a), URL)[0]["headline"] == EVIL


def test_only_what_is_known_is_said() -> None:
    a = article()
    (thing,) = graph(Page(a.src_uri, ARTICLE, "A", "D", a), dossier(a), BARE)
    assert thing == {
        "@type": "NewsArticle",
        "headline": "A",
        "description": "D",
        "inLanguage": "en",
        "wordCount": 1,
        "isPartOf": {"@type": "WebSite", "name": "The Dossier"},
    }


@pytest.mark.parametrize(
    ("more", "published"),
    [
        ({"date": date(2025, 1, 2)}, "2025-01-02"),
        ({"source": Source("S", published="2025-12-09")}, "2025-12-09"),
        ({"source": Source("S", published="2025-12")}, None),
        ({}, None),
    ],
)
def test_a_date_of_publication_is_never_guessed(
    more: dict[str, object], published: str | None
) -> None:
    a = article("A", **more)
    page = Page(a.src_uri, ARTICLE, "A", "D", a)
    assert graph(page, dossier(a), URL)[0].get("datePublished") == published
    assert head(page, dossier(a), URL).published == (published or "")


def test_breadcrumbs_need_the_address_of_the_site() -> None:
    topic = Topic(NameKind.PERSON, "", "x", "X", (), opening="X is.")
    page = Page(topic.src_uri, NAME, "X", "", topic)
    known = dossier(article(), topic)
    assert [thing["@type"] for thing in graph(page, known, BARE)] == ["CollectionPage"]
    collection, crumbs = graph(page, known, URL)
    assert collection["about"] == {
        "@type": "Person",
        "name": "X",
        "description": "X is.",
        "url": "https://example.org/names/x/",
    }
    items = crumbs["itemListElement"]
    assert isinstance(items, list)
    assert [(row["position"], row["item"]) for row in items] == [
        (1, "https://example.org/"),
        (2, "https://example.org/names/"),
        (3, "https://example.org/names/x/"),
    ]
    assert head(page, known, URL).kind == "profile"


TRADE = theme("Trade", {"Tariffs": ["tariff"]}, description="About trade.")
ENERGY = theme("Energy", {"Reactors": ["reactor"]}, order=1)
ANNA = name("Anna Rao", aliases=["Minister Rao"])


def full() -> tuple[Dossier, Article]:
    seed = a_seed(
        "talks",
        "A tariff, says Anna Rao.\n\nA reactor.\n\nA reactor, says Anna Rao.",
        date=date(2025, 3, 1),
        updated=date(2025, 3, 2),
        authors=("Rao, Anna", "The Desk"),
        source=Source("A Paper", "https://paper.example/a"),
        language="en-IN",
    )
    return a_dossier([seed], [TRADE, ENERGY, ANNA]), seed


def test_all_that_is_known_of_an_article_is_said() -> None:
    known, seed = full()
    page = Page(seed.src_uri, ARTICLE, seed.title, "In short.", seed)
    said = head(page, known, URL, "https://example.org/card.png")
    assert (said.title, said.kind, said.published, said.updated, said.section) == (
        *("Talks", "article", "2025-03-01", "2025-03-02", "Energy"),
    )
    thing, crumbs = json.loads(said.data)["@graph"]
    assert thing == {
        "@type": "NewsArticle",
        "headline": "Talks",
        "description": "In short.",
        "inLanguage": "en-IN",
        "url": "https://example.org/articles/talks/",
        "mainEntityOfPage": "https://example.org/articles/talks/",
        "image": ["https://example.org/card.png"],
        "datePublished": "2025-03-01",
        "dateModified": "2025-03-02",
        "author": [
            {"@type": "Person", "name": "Anna Rao"},
            {"@type": "Organization", "name": "The Desk"},
        ],
        "publisher": {"@type": "Organization", "name": "A Paper"},
        "isBasedOn": "https://paper.example/a",
        "wordCount": 12,
        "articleSection": ["Energy", "Trade"],
        "mentions": [
            {"@type": "Person", "name": "Anna Rao", "url": "https://example.org/names/anna-rao/"}
        ],
        "isPartOf": {"@type": "WebSite", "name": "The Dossier", "url": "https://example.org/"},
    }
    assert [row["name"] for row in crumbs["itemListElement"]] == [
        *("The Dossier", "Articles", "Talks"),
    ]


def test_the_front_page_is_the_site() -> None:
    known, _ = full()
    page = Page("index.md", HOME, "Home", "")
    said = head(page, known, URL)
    assert (said.title, said.description, said.kind) == ("The Dossier", "About it.", "website")
    assert json.loads(said.data) == {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "WebSite",
                "name": "The Dossier",
                "description": "About it.",
                "inLanguage": "en-GB",
                "url": "https://example.org/",
            }
        ],
    }


def test_a_page_lists_its_first_articles() -> None:
    seeds = [a_seed(f"a{n:02}", "A tariff.") for n in range(MOST_LISTED + 1)]
    known = a_dossier(seeds, [TRADE])
    page = Page(TRADE.src_uri, THEME, "Trade", "About trade.", TRADE, known.passages)
    (bare,) = graph(page, known, BARE)
    assert "mainEntity" not in bare
    listed = graph(page, known, URL)[0]["mainEntity"]
    assert isinstance(listed, dict) and len(listed["itemListElement"]) == MOST_LISTED
    assert listed["itemListElement"][0] == {
        "@type": "ListItem",
        "position": 1,
        "name": "A00",
        "url": "https://example.org/articles/a00/",
    }


def test_a_page_says_what_it_is_about() -> None:
    known, _ = full()
    theme_page = Page(TRADE.src_uri, THEME, "Trade", "About trade.", TRADE)
    assert graph(theme_page, known, BARE)[0]["about"] == {
        "@type": "DefinedTerm",
        "name": "Trade",
        "description": "About trade.",
    }
    assert head(theme_page, known, URL).kind == "website"
    name_page = Page(ANNA.src_uri, NAME, "Anna Rao", "", ANNA)
    assert graph(name_page, known, BARE)[0]["about"] == {
        "@type": "Person",
        "name": "Anna Rao",
        "alternateName": ["Minister Rao"],
    }


def test_the_part_of_a_theme_leads_over_the_whole() -> None:
    known, _ = full()
    page = Page("themes/trade/2025.md", THEME, "Trade, 2025", "", TRADE, part="2025")
    rows = graph(page, known, URL)[1]["itemListElement"]
    assert isinstance(rows, list)
    assert [(row["name"], row["item"]) for row in rows] == [
        ("The Dossier", "https://example.org/"),
        ("Trade", "https://example.org/themes/trade/"),
        ("Trade, 2025", "https://example.org/themes/trade/2025/"),
    ]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (Page("a.md", ARTICLES, "All articles", "Newest first."), "Newest first."),
        (Page("a.md", ARTICLES, "All articles", ""), "All articles: The Dossier."),
        (Page("a.md", THEME, "Trade", "", TRADE), "About trade."),
        (
            Page("a.md", THEME, "Energy", "", ENERGY),
            "2 passages on Energy, in the words of the sources.",
        ),
        (
            Page("a.md", THEME, "Trade, 2025", "", TRADE, part="2025"),
            "Passages on Trade in articles of 2025. About trade.",
        ),
        (
            Page("a.md", THEME, "Energy, 2025", "", ENERGY, part="2025"),
            "Passages on Energy in articles of 2025.",
        ),
    ],
)
def test_a_page_in_a_sentence_or_two(page: Page, said: str) -> None:
    assert describe(page, full()[0], URL) == said


def test_the_opening_of_a_page_is_its_first_sentence_without_sources(tmp_path: Path) -> None:
    path = tmp_path / "docs/names/x.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        "---\ntitle: X\nkind: term\n---\nX is **a** [thing](https://e.org/a) of 2020 "
        "([Paper, 1 May](https://e.org/b); [Other](https://e.org/c)). It lasts.\n"
    )
    assert read_name(path, tmp_path).opening == "X is a thing of 2020."


@pytest.mark.parametrize("title", ["Quartet", "A long title " * 20, "व" * 20, "W" * 90, ""])
def test_a_card_has_its_size_and_the_same_bytes(title: str) -> None:
    card = Card(title, "Theme", "The Dossier", HUES[:3])
    drawn = draw_card.__wrapped__(card)
    assert drawn == draw_card.__wrapped__(card)
    assert len(drawn) < 60_000
    with Image.open(BytesIO(drawn)) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))


def test_cards_have_the_colours_of_the_site() -> None:
    css = (ROOT / "docs/assets/dossier.css").read_text("utf-8")
    for number, hue in enumerate(HUES, 1):
        assert f'[data-hue="{number}"] {{ --hue: var(--day, {hue}) ' in css
