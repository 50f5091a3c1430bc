"""Books as an e-reader shows them, which is a browser inside: can everybody read each chapter?"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from dossier.core.urls import Site
from dossier.gathering.pipeline import read_edition
from dossier.takeaway.books import Books, Material, volumes
from lxml import etree
from playwright.sync_api import Browser, Page
from support.accessibility import OF_COLOUR, STANDARDS, violations
from support.project import DOSSIER
from support.serving import serve

SITE = Site("The Test Dossier", "A dossier for tests.", "https://example.org/")
BACKGROUND = '<p>Who sells <a href="../../names/quartet/">what</a> to whom.</p>'
PHONE, TABLET = 360, 800
OPF = {"opf": "http://www.idpf.org/2007/opf"}
XHTML = {"x": "http://www.w3.org/1999/xhtml"}
TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each book of the tests' dossier, unpacked in a folder by its name."""
    folder = tmp_path_factory.mktemp("books")
    dossier = read_edition(DOSSIER).dossier
    books = Books(Material(dossier, SITE, lambda src_uri: BACKGROUND))
    (folder / "404.html").touch()  # for the icon that the browser asks for
    for volume in volumes(dossier, SITE):
        archive = zipfile.ZipFile(io.BytesIO(books.make(volume)))
        archive.extractall(folder / Path(volume.path).stem)
    return folder


@pytest.fixture(scope="module")
def address(shelf: Path) -> Iterator[str]:
    with serve(shelf) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": PHONE, "height": 640})
    yield context.new_page()
    context.close()


def in_reading_order(book: Path) -> list[str]:
    """The files of a book as its spine has them."""
    package = etree.parse(book / "book/package.opf")
    files = {item.get("id"): item.get("href") for item in package.iterfind(".//opf:item", OPF)}
    return [files[ref.get("idref")] or "" for ref in package.iterfind(".//opf:itemref", OPF)]


@pytest.mark.parametrize("name", ["dossier", "trade"])
def test_every_chapter_is_accessible(page: Page, shelf: Path, address: str, name: str) -> None:
    for file in in_reading_order(shelf / name):
        page.goto(f"{address}{name}/book/{file}")
        for scheme, width, rules in (("light", PHONE, STANDARDS), ("dark", TABLET, OF_COLOUR)):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.set_viewport_size({"width": width, "height": 640})
            assert (file, scheme, violations(page, rules)) == (file, scheme, [])
            assert page.evaluate("document.documentElement.scrollWidth") <= width, file


@pytest.mark.parametrize("name", ["dossier", "trade"])
def test_a_book_is_read_in_the_order_of_its_contents(shelf: Path, name: str) -> None:
    folder = shelf / name / "book"
    files = in_reading_order(shelf / name)
    assert files[1] == "nav.xhtml"
    contents, landmarks = etree.parse(folder / "nav.xhtml").iterfind(".//x:nav", XHTML)
    listed = [link.get("href") for link in contents.iterfind(".//x:a", XHTML)]
    assert listed == [file for file in files if file != "nav.xhtml"]
    marks = {a.get(TYPE): a.get("href") for a in landmarks.iterfind(".//x:a", XHTML)}
    assert {"titlepage", "toc", "bodymatter", "bibliography", "index"} <= marks.keys()
    bodies = [marks[kind] for kind in ("titlepage", "bodymatter", "bibliography", "index")]
    assert bodies == sorted(bodies, key=lambda href: files.index(href or ""))


def test_every_text_says_its_language(page: Page, shelf: Path, address: str) -> None:
    """A voice that reads aloud changes with it."""
    heard: set[str] = set()
    for file in in_reading_order(shelf / "dossier"):
        page.goto(f"{address}dossier/book/{file}")
        heard |= set(page.evaluate("[...document.querySelectorAll('[lang]')].map((e) => e.lang)"))
        assert page.locator("html[lang=en-GB]").count() == 1
        mixed = "[...document.querySelectorAll('[lang]')].filter((e) => e.lang !== "
        assert page.evaluate(f"{mixed} e.getAttribute('xml:lang')).length") == 0, file
    languages = {each.language for each in read_edition(DOSSIER).dossier.articles}
    assert languages <= heard and len(languages) > 1
