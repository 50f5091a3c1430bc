"""Chapters → a book in the form of EPUB 3.3, which says what EPUB Accessibility 1.1 asks it to say.

The same chapters give the same bytes: every time in it is the one that the book is told to have.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from dossier.takeaway.rendering import TEMPLATES, environment

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a file in an archive may have."""
MEDIA_TYPE = "application/epub+zip"
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of a book: its name without a suffix, its title, and its body as XHTML.

    `language` is that of the title. `kind` is its place among the landmarks, as `bodymatter`; only
    the first of a kind is one.
    """

    name: str
    title: str
    body: str
    language: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """What is in a book, in its reading order, and what is said of it.

    `identity` is an IRI that stays from edition to edition, `modified` an RFC 3339 date-time in
    UTC. `languages` are all that are used in it, its own first.
    """

    title: str
    description: str
    identity: str
    publisher: str
    rights: str
    modified: str
    languages: Sequence[str]
    chapters: Sequence[Chapter]
    has_index: bool = False


def write_epub(book: Book) -> bytes:
    """The archive of a book."""
    templates = environment()
    files = {"META-INF/container.xml": CONTAINER}
    for name in ("package.opf", "nav.xhtml", "toc.ncx"):
        files[f"book/{name}"] = templates.get_template(f"{name}.xml").render(
            book=book, language=book.languages[0], landmarks=_landmarks(book)
        )
    files["book/book.css"] = (TEMPLATES / "book.css").read_text("utf-8")
    chapter_template = templates.get_template("chapter.xhtml.xml")
    for chapter in book.chapters:
        files[f"book/{chapter.name}.xhtml"] = chapter_template.render(
            chapter=chapter, language=book.languages[0]
        )
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr(_entry("mimetype", zipfile.ZIP_STORED), MEDIA_TYPE)
        for path, text in files.items():
            target.writestr(_entry(path, zipfile.ZIP_DEFLATED), text, compresslevel=9)
    return archive.getvalue()


def _entry(path: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, EPOCH)
    entry.compress_type = method
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # as on Unix, wherever it is written
    return entry


def _landmarks(book: Book) -> dict[str, Chapter]:
    """The first chapter of each kind."""
    return {chapter.kind: chapter for chapter in reversed(book.chapters) if chapter.kind}
