"""Where a page is published, and how others lead to it, with the address of the site or none."""

from posixpath import join, normpath
from urllib.parse import unquote

import pytest
from dossier.core.urls import Site, between_sources, published, relative, to_root
from hypothesis import given
from hypothesis import strategies as st

HERE = Site("The Dossier", "About it.", "https://example.org/dossier/")
NOWHERE = Site("The Dossier", "About it.")
PARTS = st.text("ab é#?&", min_size=1, max_size=4)
SOURCES = st.lists(PARTS, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".md")


@pytest.mark.parametrize(
    ("src_uri", "path", "way"),
    [
        ("index.md", "", "./"),
        ("names/index.md", "names/", "../"),
        ("names/quartet.md", "names/quartet/", "../../"),
        ("names/the-index.md", "names/the-index/", "../../"),
        ("search.md", "search/", "../"),
    ],
)
def test_a_page_has_a_folder_of_its_own(src_uri: str, path: str, way: str) -> None:
    assert published(src_uri) == path
    assert to_root(src_uri) == way


def test_links_to_pages_and_to_files_beside_them() -> None:
    assert relative("names/quartet.md", "themes/trade.md") == "../../themes/trade/"
    assert relative("index.md", "themes/trade.md") == "./themes/trade/"
    assert relative("names/quartet.md", "index.md") == "../../"
    assert relative("articles/a.md", "articles/a/cite.bib") == "../../articles/a/cite.bib"


def test_links_between_sources_stay_links_between_files() -> None:
    assert between_sources("articles/a.md", "names/quartet.md") == "../names/quartet.md"
    assert between_sources("names/quartet.md", "names/index.md") == "index.md"
    assert between_sources("index.md", "names/quartet.md") == "names/quartet.md"


@given(SOURCES, SOURCES)
def test_a_relative_link_leads_to_its_target(page: str, target: str) -> None:
    there = normpath(join("/", published(page), relative(page, target)))
    assert there == normpath(join("/", published(target)))


def test_whole_addresses_need_that_of_the_site() -> None:
    assert HERE.absolute("names/quartet/") == "https://example.org/dossier/names/quartet/"
    assert HERE.absolute("a b/é", "p 1") == "https://example.org/dossier/a%20b/%C3%A9#p%201"
    assert NOWHERE.absolute("names/quartet/", "p1") == ""


def test_a_file_links_by_whole_addresses_or_by_the_way_from_it() -> None:
    assert HERE.link("names/quartet/", "feed.xml", "p1") == (
        "https://example.org/dossier/names/quartet/#p1"
    )
    assert NOWHERE.link("names/quartet/", "feed.xml", "p1") == "names/quartet/#p1"
    assert NOWHERE.link("names/quartet/", "themes/trade/feed.xml") == "../../names/quartet/"
    assert NOWHERE.link("feed.json", "themes/trade/feed.xml") == "../../feed.json"
    assert NOWHERE.link("", "feed.xml") == "./"
    assert NOWHERE.link("a b/é/", "feed.xml", "p 1") == "a%20b/%C3%A9/#p%201"


@given(SOURCES, SOURCES)
def test_the_way_from_a_file_leads_to_the_page(page: str, start: str) -> None:
    way = NOWHERE.link(published(page), f"{published(start)}feed.xml")
    assert normpath(join("/", published(start), unquote(way))) == normpath(
        join("/", published(page))
    )


def test_what_has_no_address_is_told_apart_by_another_name() -> None:
    names = {
        NOWHERE.identity(path, fragment)
        for path, fragment in (("a/", ""), ("a/", "p1"), ("a/", "p2"), ("b/", ""))
    }
    assert len(names) == 4 and all(name.startswith("urn:uuid:") for name in names)
    assert NOWHERE.identity("a/", "p1") == Site("Another", "").identity("a/", "p1")
    assert HERE.identity("a/", "p1") == "https://example.org/dossier/a/#p1"
