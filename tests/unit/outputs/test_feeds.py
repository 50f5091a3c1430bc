"""Feeds keep the must rules of RFC 4287 and JSON Feed 1.1, with the site's address and without."""

import json
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as etree

import pytest
from dossier.core.model import Article, Dossier
from dossier.core.urls import Site, published
from dossier.gathering.facts import changed
from dossier.gathering.pipeline import read_edition
from dossier.outputs.feeds import NEWEST, NEWEST_OF_PART, Feed, atom, feeds, json_feed, moment

SITES = (
    Site("The Dossier & Co", "About <it>", "https://example.org/dossier/"),
    Site("The Dossier & Co", "About <it>"),
)
A = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
THEME = "---\ntitle: Trade\nterms: {Tariffs: [tariff]}\n---\nAbout trade.\n"


def make(root: Path, seeds: dict[str, str]) -> Dossier:
    (root / "seeds").mkdir()
    (root / "docs/themes").mkdir(parents=True)
    (root / "docs/themes/trade.md").write_text(THEME)
    for name, text in seeds.items():
        (root / "seeds" / name).write_text(text)
    edition = read_edition(root)
    assert not edition.problems
    return edition.dossier


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    seeds = {
        f"n{i:02}.md": f"---\ntitle: N{i}\ndate: 2025-01-{i % 28 + 1:02}\n---\nA tariff of {i}.\n"
        for i in range(60)
    }
    seeds["bare.txt"] = "---\ntitle: No date\n---\nA tariff.\n"
    seeds["full.md"] = (
        "---\ntitle: Full & <whole>\ndate: 2025-03-01\nupdated: 2025-04-02\nauthors: [A. Author]\n"
        "source: {name: A Paper, url: 'https://paper.example/a?b&c', licence: CC BY}\n---\n"
        "Nothing on it & <b>more</b>[^1].\n\nA tariff.\n\n[^1]: A note.\n"
    )
    return make(tmp_path, seeds)


def most_in(feed: Feed) -> int:
    """How many entries a feed may have; there are more articles than that."""
    return NEWEST_OF_PART if feed.src_uri == "themes/trade/tariffs.md" else NEWEST


@pytest.mark.parametrize("site", SITES)
def test_atom_keeps_the_must_rules(dossier: Dossier, site: Site) -> None:
    for feed in feeds(dossier, site):
        root = etree.fromstring(atom(feed, site).partition("\n")[2])
        check_atom(root)
        assert len(root.findall(f"{A}entry")) == most_in(feed)
        links = [link.get("href", "") for link in root.iter(f"{A}link")]
        assert all(link.startswith("http") for link in links) is bool(site.url)


def check_atom(root: etree.Element) -> None:
    """RFC 4287, 4.1.1 and 4.1.2."""
    entries = root.findall(f"{A}entry")
    for element in (root, *entries):
        for tag in ("id", "title", "updated"):
            assert len(element.findall(A + tag)) == 1, tag
            assert element.findtext(A + tag)
        assert re.match(r"(https://|urn:uuid:)", element.findtext(f"{A}id", ""))
        for tag in ("updated", "published"):
            for when in element.findall(A + tag):
                assert RFC3339.fullmatch(when.text or "")
        assert len(element.findall(f"{A}link[@rel='alternate']")) == 1
        assert len(element.findall(f"{A}published")) <= 1
    assert len(root.findall(f"{A}link[@rel='self']")) == 1
    assert all(author.findtext(f"{A}name") for author in root.iter(f"{A}author"))
    assert root.find(f"{A}author") is not None
    ids = [element.findtext(f"{A}id") for element in (root, *entries)]
    assert len(ids) == len(set(ids))
    assert all(len(entry.findall(f"{A}content")) == 1 for entry in entries)


@pytest.mark.parametrize("site", SITES)
def test_json_keeps_the_must_rules(dossier: Dossier, site: Site) -> None:
    ids = set()
    for feed in feeds(dossier, site):
        data = json.loads(json_feed(feed, site))
        assert data["version"] == "https://jsonfeed.org/version/1.1"
        assert data["title"]
        assert ("feed_url" in data) is bool(site.url)
        assert len(data["items"]) == most_in(feed)
        for item in data["items"]:
            assert isinstance(item["id"], str) and item["id"]
            assert item["content_html"]
            assert item.get("url", "https://").startswith("https://")
            assert all(RFC3339.fullmatch(v) for k, v in item.items() if k.startswith("date_"))
            assert all(author["name"] for author in item["authors"]) if "authors" in item else True
            ids.add(item["id"])
    assert len(ids) == 3 * NEWEST + NEWEST_OF_PART


def whole(dossier: Dossier) -> Feed:
    return next(feeds(dossier, SITES[0]))


def test_an_entry_says_what_is_known_and_no_more(dossier: Dossier) -> None:
    first, second = whole(dossier).entries[:2]
    assert (first.updated, first.published) == ("2025-04-02T00:00:00Z", "2025-03-01T00:00:00Z")
    assert "Source: <a href" in first.content and "Nothing on it &amp;" in first.content
    assert "https://example.org/dossier/articles/full/#" in first.content
    assert " id=" not in first.content
    item = json.loads(json_feed(whole(dossier), SITES[0]))["items"][0]
    assert item["external_url"] == "https://paper.example/a?b&c"
    assert item["authors"] == [{"name": "A. Author"}]
    assert "Source" not in second.content


def test_a_theme_has_its_own_passages_only(dossier: Dossier) -> None:
    entry = list(feeds(dossier, SITES[0]))[1].entries[0]
    assert entry.article.slug == "full"
    assert "A tariff" in entry.content and "Nothing" not in entry.content
    assert entry.identity == "https://example.org/dossier/themes/trade/#full"


def test_editors_notes_are_there_and_ours(tmp_path: Path) -> None:
    seed = (
        "---\ndate: 2025-03-01\nnotes:\n"
        "- {at: A tariff & more, note: 'None < two.', source: https://example.org/fact}\n---\n"
        "A tariff & more.\n\nNothing else.\n"
    )
    feed = whole(make(tmp_path, {"noted.txt": seed}))
    words, note, last = feed.entries[0].content.split("\n")
    assert (words, last) == ("<p>A tariff &amp; more.</p>", "<p>Nothing else.</p>")
    assert note == (
        '<aside lang="en-GB"><p><strong>Editor’s note on “A tariff &amp; more”:</strong> '
        'None &lt; two. Source: <a href="https://example.org/fact">example.org</a></p></aside>'
    )
    assert (
        etree.fromstring(atom(feed, SITES[0]).partition("\n")[2]).findtext(f"{A}entry/{A}content")
        == json.loads(json_feed(feed, SITES[0]))["items"][0]["content_html"]
    )


def test_words_that_may_not_be_taken_away_are_left_out_of_every_feed(tmp_path: Path) -> None:
    kept = "---\ntitle: Kept\ndate: 2025-01-01\ntakeaway: no\n---\nA secret tariff.\n"
    reserved = kept.replace("takeaway: no", "source: {name: A Paper, licence: © A Paper}")
    found = make(tmp_path, {"kept.md": kept, "reserved.md": reserved})
    for feed in feeds(found, SITES[0]):
        for text in (atom(feed, SITES[0]), json_feed(feed, SITES[0])):
            assert "secret" not in text and text.count("Kept") == 2
            assert "left out here" in text


def test_an_article_without_a_date_is_in_the_json_feed_alone(tmp_path: Path) -> None:
    dossier = make(tmp_path, {"bare.txt": "---\ntitle: No date\n---\nA tariff.\n"})
    feed = whole(dossier)
    assert "<entry" not in atom(feed, SITES[0])
    (item,) = json.loads(json_feed(feed, SITES[0]))["items"]
    assert not [key for key in item if key.startswith("date_")]


def test_dates_and_addresses() -> None:
    assert [moment(d) for d in ("2025", "2025-12", "2025-12-09", "")] == [
        "2025-01-01T00:00:00Z",
        "2025-12-01T00:00:00Z",
        "2025-12-09T00:00:00Z",
        "",
    ]
    article = Article("", "a", "A", (), date=date(2025, 1, 2), updated=date(2025, 2, 3))
    assert changed(article) == "2025-02-03"
    assert published("index.md") == "" and published("names/index.md") == "names/"
    assert published("names/quartet.md") == "names/quartet/"
    assert SITES[1].link("articles/a/", "themes/trade/feed.xml", "p3") == "../../articles/a/#p3"
    assert SITES[1].link("", "feed.xml") == "./"
    assert SITES[0].link("", "feed.xml") == "https://example.org/dossier/"
    assert SITES[1].identity("a/").startswith("urn:uuid:")
