"""What an entry of a feed holds, and how many there are."""

import json
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as etree

import pytest
from dossier.core.model import Source
from dossier.core.urls import Site
from dossier.outputs import feeds as module
from dossier.outputs.feeds import Feed, atom, feeds, json_feed
from support.values import article, dossier, name, theme

HERE = Site("The Dossier", "About it.", "https://example.org/")
NOWHERE = Site("The Dossier", "About it.")
A = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TRADE = theme("Trade", {"Tariffs": ["tariff"]}, description="About trade.")
FULL = article(
    "talks",
    "Nothing.\n\nA tariff.\n\nA tariff again.",
    date=date(2025, 3, 1),
    authors=("Rao, Anna", "The Desk"),
    source=Source("A Paper", "https://paper.example/a", "2025-02", "CC BY"),
    language="en-IN",
    description="In short.",
)


def made(site: Site = HERE) -> list[Feed]:
    return list(feeds(dossier([FULL], [TRADE]), site))


def entry(feed: Feed, site: Site = HERE) -> etree.Element:
    found = etree.fromstring(atom(feed, site).partition("\n")[2]).find(f"{A}entry")
    assert found is not None
    return found


def test_there_is_a_feed_of_all_and_one_of_each_theme_subtopic_and_name() -> None:
    whole, trade, tariffs, new = made()
    assert (whole.title, whole.description, whole.home) == ("The Dossier", "About it.", "")
    assert (whole.atom_path, whole.json_path) == ("feed.xml", "feed.json")
    assert (trade.title, trade.description) == ("Trade · The Dossier", "About trade.")
    assert (trade.atom_path, trade.json_path) == (
        *("themes/trade/feed.xml", "themes/trade/feed.json"),
    )
    assert (tariffs.title, tariffs.src_uri) == (
        *("Trade: Tariffs · The Dossier", "themes/trade/tariffs.md"),
    )
    assert [row.article.slug for row in tariffs.entries] == ["talks"]
    assert (new.title, new.home) == ("What is new · The Dossier", "new/")
    bare = replace(TRADE, description=None)
    assert list(feeds(dossier([], [bare]), HERE))[1].description == "About it."


def test_the_feed_of_a_name_has_the_newest_passages_that_mention_it() -> None:
    seeds = [
        article(f"a{day}", "Words.\n\nAnna spoke.", date=date(2025, 3, day))
        for day in range(1, module.NEWEST_OF_PART + 3)
    ]
    *_, anna, _ = feeds(dossier(seeds, [TRADE, name("Anna")]), HERE)
    assert (anna.title, anna.atom_path) == ("Anna · The Dossier", "names/anna/feed.xml")
    assert len(anna.entries) == module.NEWEST_OF_PART
    first = anna.entries[0]
    assert (first.article.slug, first.anchor) == (f"a{module.NEWEST_OF_PART + 2}", "p2")
    assert "Anna spoke." in first.content and "Words" not in first.content


def test_new_passages_come_with_their_placements() -> None:
    kept = replace(FULL, slug="kept", date=date(2024, 3, 1), takeaway=False)
    known = dossier([FULL, kept], [TRADE])
    feed = json.loads(module.feed_of_new_passages(known, HERE))
    assert feed["version"] == module.JSON_FEED
    assert feed["feed_url"] == "https://example.org/new/passages/feed.json"
    assert [item["id"] for item in feed["items"]] == [
        f"https://example.org/articles/{slug}/#p{number}"
        for slug in ("talks", "kept")
        for number in (1, 2, 3)
    ]
    first, second, *_ = feed["items"]
    assert first["content_html"] == "<p>Nothing.</p>" and "tags" not in first
    assert second["tags"] == ["Trade"]
    assert second["_dossier"] == {
        "passage": "talks#p2",
        "themes": [{"theme": "trade", "subtopic": "Tariffs", "because": ["tariff"]}],
        "names": [],
    }
    assert feed["items"][4]["content_text"] == "Passage 2 of “Talks”."
    assert "content_html" not in feed["items"][4]
    assert "feed_url" not in json.loads(module.feed_of_new_passages(known, NOWHERE))


def test_an_atom_entry_says_what_is_known() -> None:
    found = entry(made()[0])
    texts = {child.tag.removeprefix(A): (child.text or "").strip() for child in found}
    assert {tag: text for tag, text in texts.items() if text} == {
        "id": "https://example.org/articles/talks/",
        "title": "Talks",
        "updated": "2025-03-01T00:00:00Z",
        "published": "2025-03-01T00:00:00Z",
        "rights": "CC BY",
        "summary": "In short.",
        "content": "<p>Nothing.</p>\n<p>A tariff.</p>\n<p>A tariff again.</p>\n"
        '<p>Source: <a href="https://paper.example/a">A Paper</a>, February 2025</p>',
    }
    assert found.get(LANG) == "en-IN"
    assert [name.text for name in found.iter(f"{A}name")] == ["Anna Rao", "The Desk"]
    assert {(link.get("rel"), link.get("href")) for link in found.iter(f"{A}link")} == {
        ("alternate", "https://example.org/articles/talks/"),
        ("via", "https://paper.example/a"),
    }
    content = found.find(f"{A}content")
    assert content is not None and content.get("type") == "html"


def test_the_entry_of_a_theme_leads_to_its_first_passage() -> None:
    found = entry(made(NOWHERE)[1], NOWHERE)
    (alternate, _) = found.iter(f"{A}link")
    assert alternate.get("href") == "../../articles/talks/#p2"
    item = json.loads(json_feed(made()[1], HERE))["items"][0]
    assert item["url"] == "https://example.org/articles/talks/#p2"
    assert item["content_html"].startswith("<p>A tariff.</p>\n<p>A tariff again.</p>\n<p>Source")


def test_a_json_item_says_what_is_known() -> None:
    (item,) = json.loads(json_feed(made()[0], HERE))["items"]
    assert {key: value for key, value in item.items() if key != "content_html"} == {
        "id": "https://example.org/articles/talks/",
        "url": "https://example.org/articles/talks/",
        "external_url": "https://paper.example/a",
        "title": "Talks",
        "summary": "In short.",
        "date_published": "2025-03-01T00:00:00Z",
        "date_modified": "2025-03-01T00:00:00Z",
        "authors": [{"name": "Anna Rao"}, {"name": "The Desk"}],
        "language": "en-IN",
    }


def test_a_json_feed_says_what_it_is() -> None:
    known = json.loads(json_feed(made()[1], HERE))
    del known["items"]
    assert known == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Trade · The Dossier",
        "description": "About trade.",
        "home_page_url": "https://example.org/themes/trade/",
        "feed_url": "https://example.org/themes/trade/feed.json",
        "language": "en-GB",
        "authors": [{"name": "The Dossier"}],
    }


def test_without_authors_the_publication_is_named() -> None:
    known = dossier([replace(FULL, authors=(), source=Source("A Paper"))])
    feed = next(iter(feeds(known, HERE)))
    assert [name.text for name in entry(feed).iter(f"{A}name")] == ["A Paper"]
    assert feed.entries[0].content.endswith("<p>Source: A Paper</p>")


def test_the_feed_of_what_is_new_goes_by_the_day_of_the_addition() -> None:
    old = article("old", "Words.\n\nMore.", date=date(2021, 1, 1), added=date(2025, 3, 2))
    undated = article("undated", "Words.")
    new = list(feeds(dossier([FULL, old, undated]), HERE))[-1]
    assert [(e.article.slug, e.updated) for e in new.entries] == [
        ("old", "2025-03-02T00:00:00Z"),
        ("talks", "2025-03-01T00:00:00Z"),
        ("undated", ""),
    ]
    assert new.entries[0].content == "<p>Words.</p>"
    assert new.entries[1].content.startswith("<p>In short.</p>\n<p>Source: <a")
    root = etree.fromstring(atom(new, HERE).partition("\n")[2])
    assert root.findtext(f"{A}updated") == "2025-03-02T00:00:00Z"
    ids = [element.text for element in root.iter(f"{A}id")]
    assert ids[1:] == ["https://example.org/new/#old", "https://example.org/new/#talks"]


def test_an_atom_feed_changed_with_its_newest_entry() -> None:
    older = article("older", "Words.", date=date(2024, 1, 1), updated=date(2025, 6, 1))
    feed = next(iter(feeds(dossier([FULL, older]), HERE)))
    root = etree.fromstring(atom(feed, HERE).partition("\n")[2])
    assert root.findtext(f"{A}updated") == "2025-06-01T00:00:00Z"
    assert root.findtext(f"{A}subtitle") == "About it."
    assert root.get(LANG) == "en-GB"
    empty = next(iter(feeds(dossier([]), HERE)))
    nothing = etree.fromstring(atom(empty, HERE).partition("\n")[2])
    assert nothing.findtext(f"{A}updated") == "1970-01-01T00:00:00Z"


def test_only_the_newest_articles_are_in_a_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "NEWEST", 2)
    seeds = [
        article(f"a{day}", "A tariff.\n\nA tariff.", date=date(2025, 1, day)) for day in (1, 2, 3)
    ]
    for feed in [*feeds(dossier(seeds, [TRADE]), HERE)][:2]:
        assert [each.article.slug for each in feed.entries] == ["a3", "a2"]
        assert all(each.content.count("tariff") == 2 for each in feed.entries)
