"""A PDF file → its text as Markdown, and what it says of itself."""

import ipaddress
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from lxml import etree, html

from dossier.importing.draft import Draft, Unreadable, known
from dossier.importing.facts import byline, day, people, said
from dossier.importing.letters import BEGIN, END
from dossier.importing.markdown import raise_text, to_markdown
from dossier.importing.pdf import Locked, Pdf, PdfBlock, Sealed, read_pdf
from dossier.importing.word import dated

MOST_UNKNOWN = 0.2
"""Which share of the letters may be unknown in a text that can be read."""


def read_portable(data: bytes) -> Draft:
    """Read a PDF: its columns one after the other, its lines as paragraphs and headings."""
    try:
        found = read_pdf(data)
    except Locked:
        raise Unreadable("asks for a password; save it without one") from None
    except Sealed:
        raise Unreadable("is encrypted in a way that cannot be read; print it as a PDF") from None
    if not found and b"%PDF-" not in data[:1024]:
        raise Unreadable("is not a PDF that can be read; save it again")
    if not found or (found.broken and not found.blocks):
        raise Unreadable(
            "is not a PDF that can be read, but a damaged one, or not all of it; save it again"
        )
    if not found.blocks:
        if found.pictures:
            raise Unreadable(
                "has no text, only pictures of pages; have its letters recognised first"
            )
        raise Unreadable(
            "has no text: its pages are empty, or its letters are drawn; have them recognised first"
        )
    letters = sum(len(block.text) for block in found.blocks)
    if found.unknown > MOST_UNKNOWN * letters:
        raise Unreadable("does not tell which letters it shows; have them recognised first")
    heading = next((block.text for block in found.blocks if block.kind == "heading"), "")
    keys = known(
        title=said(found.title) or _plain(heading),
        date=day(found.created),
        authors=people([found.author]) or byline(b.text for b in found.blocks[:4]),
        source=_source(found.furniture),
    )
    return Draft(to_markdown(_tree(found.blocks)), keys=keys, unread=tuple(_unread(found)))


def _unread(found: Pdf) -> Iterator[str]:
    made = day(found.created)
    if made:
        yield dated(made)
    if found.unknown:
        number = f"{found.unknown} letters" if found.unknown > 1 else "1 letter"
        yield f"{number} cannot be told, and stand as \ufffd; put in what the page shows"
    for page in found.broken:
        yield f"page {page} cannot be read"
    for page in found.empty:
        yield f"page {page} has no text (a picture of one?)"
    for page, count in found.pictures.items():
        if page not in found.empty:
            what = "1 picture is" if count == 1 else f"{count} pictures are"
            yield f"{what} left out on page {page}"
    for page in found.tables:
        yield f"what may be a table on page {page} is read line by line"
    if found.furniture:
        yield f"running heads are left out: {', '.join(found.furniture)}"


def _source(furniture: Sequence[str]) -> dict[str, str]:
    """Where a browser printed the page from, if that is an address of the web."""
    for row in furniture:
        found = re.search(r"https?://[^\s…]+(?=\s|$)", row)
        try:
            host = urlsplit(found[0]).hostname or "" if found else ""
        except ValueError:
            continue
        if found and "." in host and not _is_number(host):
            return {"name": host.removeprefix("www."), "url": found[0]}
    return {}


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


_MARK = re.compile(f"{BEGIN}(#?)(.*?){END}")


def _plain(text: str) -> str:
    return _MARK.sub(lambda found: "" if found[1] else raise_text(found[2]), text)


def _tree(blocks: Sequence[PdfBlock]) -> etree._Element:
    """The blocks as elements, from which Markdown is written."""
    body = html.Element("div")
    row: etree._Element | None = None
    for block in blocks:
        if block.kind == "item":
            kind = "ul" if block.number is None else "ol"
            if row is None or row.tag != kind:
                row = etree.SubElement(body, kind)
            element = etree.SubElement(row, "li")
            if block.number is not None:
                element.set("value", str(block.number))
        else:
            row = None
            element = etree.SubElement(body, {"heading": "h2", "note": "div"}.get(block.kind, "p"))
        if block.kind == "note":
            element.set("data-note", str(block.number))
        _fill(element, block.text)
    return body


def _fill(element: etree._Element, text: str) -> None:
    end = 0
    last: etree._Element | None = None

    def say(piece: str) -> None:
        if last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece

    for found in _MARK.finditer(text):
        say(text[end : found.start()])
        if found[1]:
            last = etree.SubElement(element, "sup")
            last.set("data-noted", found[2])
        else:
            say(raise_text(found[2]))
        end = found.end()
    say(text[end:])
