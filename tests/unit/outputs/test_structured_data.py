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
from dossier.outputs.structured_data import head
from dossier.pages.page import Page
from dossier.pages.page_types import ARTICLE, NAME
from dossier.placing.annotate import AnnotatedArticle
from dossier.reading.topics import read_name
from PIL import Image
from support.project import ROOT

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


def test_the_opening_of_a_page_is_its_first_sentence_without_sources(tmp_path: Path) -> None:
    path = tmp_path / "docs/names/x.md"
    path.parent.mkdir(parents=True)
    path.write_text(
        "---\ntitle: X\nkind: term\n---\nX is **a** [thing](https://e.org/a) of 2020 "
        "([Paper, 1 May](https://e.org/b); [Other](https://e.org/c)). It lasts.\n"
    )
    assert read_name(path, tmp_path).opening == "X is a thing of 2020."


@pytest.mark.parametrize("title", ["Quad", "A long title " * 20, "व" * 20, "W" * 90, ""])
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
