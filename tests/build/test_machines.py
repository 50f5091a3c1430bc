"""What a built site says to programs: feeds, heads, pictures, Markdown, sitemap."""

import json
import re
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from lxml import etree, html
from PIL import Image
from support.project import DOSSIER, build, make_project
from support.site import moved, read_here

HERE = Path(__file__).parent
URL = "https://example.org/dossier/"
REQUIRED = {
    "NewsArticle": {"headline", "description", "url", "inLanguage", "image"},
    "CollectionPage": {"name", "description", "url", "isPartOf"},
    "WebPage": {"name", "description", "url", "isPartOf"},
    "WebSite": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ItemList": {"itemListElement"},
    "ListItem": {"position", "name"},
    "Person": {"name"},
    "Organization": {"name"},
    "Place": {"name"},
    "DefinedTerm": {"name"},
}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it is built where its address is known."""
    project = make_project(tmp_path_factory.mktemp("known") / "project")
    result = build(project, SITE_URL=URL)
    assert result.returncode == 0, result.stderr
    return project / "site"


def addressed(site: Path) -> dict[str, html.HtmlElement]:
    """Every page that one stays on, by its address: `` or `themes/trade/`."""
    left = {"404.html", *moved(site)}
    return {
        name.removesuffix("index.html"): tree
        for name, tree in read_here(site).items()
        if name not in left
    }


def there(site: Path, address: str, start: str = "") -> bool:
    """Whether an address, absolute or relative to the path `start`, leads to a file of the site."""
    path = unquote(urlsplit(address.removeprefix(URL)).path)
    file = site / normpath(path if address.startswith(URL) else join(dirname(start), path))
    return file.is_file() or (file / "index.html").is_file()


def test_feeds_are_found_and_read(site: Path, known: Path) -> None:
    for where in (site, known):
        for address, page in addressed(where).items():
            links = page.cssselect("link[rel=alternate]")
            types = [link.get("type") for link in links]
            has_own = re.search("(?:themes|names)/.|^new/$", address) is not None
            assert types.count("application/atom+xml") == 1 + has_own, address
            for link in links:
                assert link.get("title")
                assert there(where, link.get("href", ""), address), link.get("href")
        for path in where.rglob("feed.xml"):
            feed = feedparser.parse(path.read_bytes())
            assert not feed.bozo, path
            assert feed.version == "atom10"
            assert feed.entries or "names" in path.parts  # not every name is in a dated article
            assert all(entry.content[0].value for entry in feed.entries)
            start = path.relative_to(where).as_posix()
            assert all(there(where, entry.link, start) for entry in feed.entries)
            data = json.loads(path.with_suffix(".json").read_text("utf-8"))
            # an entry of Atom needs a day, which not every article has
            dated = [item["id"] for item in data["items"] if "date_modified" in item]
            assert dated == [entry.id for entry in feed.entries]


def test_feeds_and_sitemap_are_as_their_formats_ask(site: Path, known: Path) -> None:
    """Against schemas of RFC 4287 and sitemaps.org; a schema cannot ask for an author."""
    feed = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
    sitemap = etree.RelaxNG(etree.parse(HERE / "sitemap.rng"))
    atom = {"a": "http://www.w3.org/2005/Atom"}
    for where in (site, known):
        for path in where.rglob("feed.xml"):
            tree = etree.parse(path)
            feed.assertValid(tree)
            assert not tree.xpath("//a:entry[not(a:author) and not(../a:author)]", namespaces=atom)
            assert tree.xpath("/a:feed/a:link[@rel='self']", namespaces=atom)
            ids = tree.xpath("//a:id/text()", namespaces=atom)
            assert len({*ids}) == len(ids)
    sitemap.assertValid(etree.parse(known / "sitemap.xml"))


def test_citations_are_read_by_the_parsers_of_others(known: Path) -> None:
    for path in known.rglob("cite.bib"):
        (entry,) = parse_string(path.read_text("utf-8")).entries
        (record,) = rispy.loads(path.with_suffix(".ris").read_text("utf-8"))
        head = html.document_fromstring((path.parent / "index.html").read_text("utf-8"))
        (title,) = head.xpath("//main//h1")
        assert record["title"] == " ".join(title.text_content().split())
        assert record["type_of_reference"] == "ELEC"
        assert entry.key == path.parent.name
        assert entry["title"].startswith("{") and entry["title"].endswith("}")
        authors = entry.get("author")
        assert len(authors.value.split(" and ") if authors else []) == len(
            record.get("authors", [])
        )
        assert ("url" in entry.fields_dict) is ("urls" in record)
        assert (entry["year"] if "year" in entry.fields_dict else None) == record.get("year")


def test_each_head_says_what_its_page_is(known: Path) -> None:
    descriptions = set()
    for address, page in addressed(known).items():
        (description,) = page.cssselect("meta[name=description]")
        descriptions.add(description.get("content"))
        said = {m.get("property"): m.get("content") for m in page.cssselect("meta[property]")}
        assert said["og:url"] == URL + address
        assert page.cssselect("link[rel=canonical]")[0].get("href") == URL + address
        for key in ("og:title", "og:description", "og:type", "og:image"):
            assert said[key], (address, key)
        picture = known / (said["og:image"] or "").removeprefix(URL)
        with Image.open(picture) as image:
            assert (image.format, image.size) == ("PNG", (1200, 630))
        assert picture.stat().st_size < 100_000
    assert len(descriptions) == len(addressed(known))


def test_structured_data_has_what_its_types_require(site: Path, known: Path) -> None:
    for address, page in addressed(known).items():
        (script,) = page.cssselect('script[type="application/ld+json"]')
        data = json.loads(script.text or "")
        assert data["@context"] == "https://schema.org"
        for thing in things(data["@graph"]):
            assert REQUIRED[thing["@type"]] <= thing.keys(), (address, thing)
            assert all(thing.values()), (address, thing)
            for key in ("url", "item"):
                assert there(known, thing.get(key, URL)), thing
        kinds = {thing["@type"] for thing in data["@graph"]}
        assert ("BreadcrumbList" in kinds) is bool(address)
        is_article = re.fullmatch("articles/[^/]+/", address) and "withdrawn" not in address
        assert ("NewsArticle" in kinds) is bool(is_article)
    for address, page in addressed(site).items():
        (script,) = page.cssselect('script[type="application/ld+json"]')
        for thing in things(json.loads(script.text or "")["@graph"]):
            assert REQUIRED[thing["@type"]] - {"url", "image"} <= thing.keys(), (address, thing)
            assert not {"url", "item", "image"} & thing.keys()


def things(value: object) -> list[dict[str, str]]:
    """Every object in JSON-LD, at whatever depth."""
    if isinstance(value, list):
        return [thing for item in value for thing in things(item)]
    if isinstance(value, dict):
        return [value, *(thing for item in value.values() for thing in things(item))]
    return []


def test_the_sitemap_has_every_page_and_only_dates_of_articles(site: Path, known: Path) -> None:
    root = etree.parse(known / "sitemap.xml").getroot()
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    unlisted = {f"{URL}search/", f"{URL}articles/withdrawn/"}
    listed = {URL + address for address in addressed(known)} - unlisted
    assert set(root.xpath("//s:loc/text()", namespaces=space)) == listed
    assert set(root.xpath("//s:lastmod/text()", namespaces=space)) == {
        "2025-09-15",  # in French
        "2025-10-03",  # the correction
        "2025-11-03",  # by the name of the file
        "2025-12-09",  # the talks
        "2026-01-12",  # the withdrawal
    }
    assert f"Sitemap: {URL}sitemap.xml" in (known / "robots.txt").read_text("utf-8")
    assert "Sitemap" not in (site / "robots.txt").read_text("utf-8")
    assert not (site / "sitemap.xml").exists()
    assert not list(site.rglob("card.png"))


def test_every_page_of_ours_has_its_markdown_and_its_links_resolve(site: Path, known: Path) -> None:
    for where in (site, known):
        assert (where / "llms.txt").read_text("utf-8").startswith("# The Test Dossier\n\n> ")
        texts = [where / "llms.txt", *where.rglob("index.md")]
        for path in texts:
            start = path.relative_to(where).as_posix()
            for link in re.findall(r"\]\(([^)]+)\)", path.read_text("utf-8")):
                if link.startswith(URL) or not urlsplit(link).scheme:
                    assert there(where, link, start), (start, link)
        there_are = {(where / name).parent for name in read_here(where) if name != "404.html"}
        assert {path.parent for path in texts[1:]} == there_are


def test_what_people_wrote_is_whole_in_the_markdown(site: Path) -> None:
    about = (site / "about/index.md").read_text("utf-8")
    assert about.startswith("# About this dossier\n\nThe tests gather")
    assert "[all of these](corrections/index.md)" in about
    assert "Words in quotation marks" in (site / "search/index.md").read_text("utf-8")
    written = (DOSSIER / "docs/themes/trade.md").read_text("utf-8").split("---\n", 2)[2].strip()
    assert written in (site / "themes/trade/index.md").read_text("utf-8")


def test_an_article_is_whole_in_its_markdown(site: Path) -> None:
    seed = (DOSSIER / "seeds/talks.txt").read_text("utf-8").split("---\n", 2)[2]
    text = (site / "articles/talks/index.md").read_text("utf-8")
    seed = seed.replace("<cameras>", "&#60;cameras>")  # which would be markup
    assert all(paragraph.strip() in text for paragraph in seed.split("\n\n"))
