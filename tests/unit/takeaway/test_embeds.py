"""What other sites show in frames, and what oEmbed answers."""

import json
from datetime import date

from dossier.core.model import Article, Change, Note, Source, Stretch
from dossier.core.urls import Site
from dossier.takeaway.embeds import Embeds
from lxml import html
from support.values import article, dossier

HERE = Site("The Dossier", "About it.", "https://example.org/d/")
NOWHERE = Site("The Dossier", "About it.")
PAPER = Source("A Paper", "https://example.com/talks", "2025-03-01", "CC BY 4.0")
TEXT = """## What was said

A tariff of 5 % & more.[^1]

- One
- Two

---

[^1]: Or less.
"""
TALKS = article(
    *("talks", TEXT, "Talks & more"),
    source=PAPER,
    notes=(Note(1, Stretch(2, 0, 8), "Not so.", ("https://example.net/note",)),),
    formerly=("old-talks",),
)


def files(*articles: object, site: Site = HERE) -> dict[str, bytes]:
    whole = dossier(articles)  # type: ignore[arg-type]
    embeds = Embeds(whole, site)
    return {path: embeds.file(a, path) for a in whole.articles for path in embeds.paths(a)}


def page(made: dict[str, bytes], slug: str = "talks") -> html.HtmlElement:
    return html.document_fromstring(made[f"embed/{slug}/index.html"].decode())


def test_a_passage_is_shown_with_its_words_its_note_and_its_place() -> None:
    shown = page(files(TALKS))
    assert [figure.get("id") for figure in shown.iter("figure")] == ["p2", "p3", "p5"]
    figure = shown.get_element_by_id("p2")
    (words,) = figure.find_class("words")
    assert words.text_content().strip() == "A tariff of 5 % & more.1"
    assert words.get("lang") == "en"
    (note,) = figure.find_class("editor")
    assert " ".join(note.text_content().split()) == (
        "Editor’s note on “A tariff”: Not so. example.net"
    )
    (place,) = figure.cssselect("figcaption a")
    assert place.get("href") == "../../articles/talks/#p2"


def test_a_link_within_an_article_leads_to_the_article() -> None:
    (link,) = page(files(TALKS)).get_element_by_id("p2").cssselect(".words a")
    assert link.get("href") == "../../articles/talks/#fn:1"
    assert len(page(files(TALKS)).xpath("//*[@id]")) == 3


def test_it_says_where_all_is_from() -> None:
    shown = page(files(TALKS))
    (link,) = shown.cssselect("h1 a")
    assert (link.text_content(), link.get("href")) == ("Talks & more", "../../articles/talks/")
    (byline,) = shown.find_class("byline")
    assert byline.text_content().split("\n")[1:-1] == [
        *("A Paper", "1 March 2025", "CC BY 4.0", "The Dossier")
    ]
    assert [a.get("href") for a in byline.iter("a")] == [PAPER.url, "../../"]
    dated = page(files(article("b", "Words.", date=date(2025, 3, 1), description="Of B.")), "b")
    assert dated.find_class("standfirst")[0].text_content() == "Of B."
    assert dated.find_class("byline")[0].text_content().split("\n")[1] == "1 March 2025"


def test_nothing_runs_and_all_opens_outside_the_frame() -> None:
    shown = page(files(TALKS))
    assert not shown.cssselect("script, iframe, style, [style]")
    assert [base.get("target") for base in shown.iter("base")] == ["_blank"]
    assert shown.cssselect("meta[name=robots]")[0].get("content") == "noindex"


def test_words_that_may_not_be_taken_away_are_left_out_and_their_place_is_not() -> None:
    kept = article("kept", "Secret words.\n\nMore of them.", takeaway=False, lead="Secret words.")
    made = files(kept)
    assert b"Secret" not in b"".join(made.values()) and b"More of" not in b"".join(made.values())
    shown = page(made, "kept")
    assert [figure.get("id") for figure in shown.iter("figure")] == ["p1", "p2"]
    assert len(shown.cssselect("figcaption a")) == 2 and shown.find_class("kept")


def test_a_former_address_shows_the_same_and_a_withdrawn_article_has_none() -> None:
    gone = article("gone", "Words.", withdrawn=Change(date(2025, 1, 1), "Mistaken."))
    made = files(TALKS, gone)
    assert made["embed/old-talks/index.html"] == made["embed/talks/index.html"]
    assert not [path for path in made if "gone" in path]


def test_oembed_answers_with_a_frame_that_is_named() -> None:
    answer = json.loads(files(TALKS)["embed/talks/oembed.json"])
    frame = html.fragment_fromstring(answer.pop("html"))
    assert frame.get("src") == "https://example.org/d/embed/talks/"
    assert frame.get("title") == "Talks & more, A Paper, 1 March 2025"
    size = {"width": int(frame.get("width", "")), "height": int(frame.get("height", ""))}
    assert answer == size | {
        "version": "1.0",
        "type": "rich",
        "title": "Talks & more",
        "provider_name": "The Dossier",
        "provider_url": "https://example.org/d/",
    }
    canonical = page(files(TALKS)).cssselect("link[rel=canonical]")[0].get("href")
    assert canonical == "https://example.org/d/articles/talks/"


def test_without_the_sites_address_there_is_nothing_to_answer_with() -> None:
    made = files(TALKS, site=NOWHERE)
    assert set(made) == {"embed/talks/index.html", "embed/old-talks/index.html"}
    assert not page(made).cssselect("link[rel=canonical]")


def test_the_key_tells_an_article_and_a_site_from_others() -> None:
    def key(of: Article, *others: Article, site: Site = HERE) -> str:
        return Embeds(dossier([of, *others]), site).key(of)

    assert key(TALKS) == key(TALKS, article("b", "Words."))
    assert len({key(TALKS), key(article("b", "Words.")), key(TALKS, site=NOWHERE)}) == 3
