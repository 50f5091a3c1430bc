"""A PDF file → its text in reading order, as headings, paragraphs and list items.

A PDF knows letters at places, not paragraphs. pdfminer finds lines and boxes of lines; what is left
to do is to read the columns one after the other, to part a box where a line is indented, to join
what a column or a page parts, and to tell headings by their size.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import simplemma
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTFigure, LTImage, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

BULLET = re.compile(r"^[•‣▪●◦–-]\s+")
LARGER = 1.12
INDENT = 4
GUTTER = 6
HEADING_LENGTH = 150


@dataclass(frozen=True, slots=True)
class PdfBlock:
    """A heading, a paragraph or an item of a list."""

    kind: Literal["heading", "paragraph", "item"]
    text: str


@dataclass(frozen=True, slots=True)
class Pdf:
    """What was read. `empty` are the numbers of the pages without text."""

    blocks: tuple[PdfBlock, ...]
    title: str = ""
    author: str = ""
    created: str = ""
    empty: tuple[int, ...] = ()
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its text, its left edge and letter size in points, whether a box begins with it."""

    text: str
    left: float
    size: float
    first: bool
    indented: bool


def read_pdf(path: Path) -> Pdf | None:
    """Read a PDF; None if it is none, or closed by a password."""
    try:
        pages = list(extract_pages(path, laparams=LAParams()))
        with path.open("rb") as file:
            known = _information(PDFDocument(PDFParser(file)))
    except (PDFException, PSException, ValueError, TypeError):
        return None
    rows = [list(_lines(page)) for page in pages]
    furniture = _repeated(rows)
    lines = [line for row in rows for line in row if _shape(line.text) not in furniture]
    created = re.match(r"D:(\d{4})(\d{2})(\d{2})", known.get("CreationDate", ""))
    return Pdf(
        blocks=tuple(_blocks(lines)),
        title=known.get("Title", ""),
        author=known.get("Author", ""),
        created="-".join(created.groups()) if created else "",
        empty=tuple(number for number, row in enumerate(rows, 1) if not row),
        pictures=sum(isinstance(item, LTFigure | LTImage) for page in pages for item in page),
    )


def _information(document: PDFDocument) -> dict[str, str]:
    return {
        key: decode_text(value).strip()
        for info in document.info
        for key, value in info.items()
        if isinstance(value, bytes)
    }


def _lines(page: LTPage) -> Iterator[_Line]:
    for box in _reading_order([box for box in page if isinstance(box, LTTextBox)]):
        lines = [line for line in box if isinstance(line, LTTextLine) and line.get_text().strip()]
        left = min((line.x0 for line in lines), default=0)
        for index, line in enumerate(lines):
            sizes = [character.size for character in line if isinstance(character, LTChar)]
            yield _Line(
                text=" ".join(line.get_text().split()),
                left=line.x0,
                size=round(sorted(sizes)[len(sizes) // 2], 1) if sizes else 0,
                first=not index,
                indented=line.x0 > left + INDENT,
            )


def _reading_order(boxes: Sequence[LTTextBox]) -> list[LTTextBox]:
    """Boxes from top to bottom, columns one after the other.

    A page is cut into bands by the white space between rows of boxes. As many bands as the same
    gutter runs through are columns; each column is a page of its own.
    """
    bands = _parted(boxes, lambda box: (-box.y1, -box.y0), 0)
    ordered: list[LTTextBox] = []
    start = 0
    while start < len(bands):
        for stop in range(len(bands), start, -1):
            together = [box for band in bands[start:stop] for box in band]
            columns = _parted(together, lambda box: (box.x0, box.x1), GUTTER)
            if len(columns) > 1 or stop == start + 1:
                break
        if len(columns) == 1:
            ordered += sorted(together, key=lambda box: (-box.y1, box.x0))
        else:
            ordered += [box for column in columns for box in _reading_order(column)]
        start = stop
    return ordered


def _parted(
    boxes: Sequence[LTTextBox], span: Callable[[LTTextBox], tuple[float, float]], gap: float
) -> list[list[LTTextBox]]:
    """Boxes in groups, with more than `gap` points of white space between them along a side."""
    groups: list[list[LTTextBox]] = []
    reach = 0.0
    for box in sorted(boxes, key=span):
        first, last = span(box)
        if not groups or first > reach + gap:
            groups.append([])
            reach = last
        groups[-1].append(box)
        reach = max(reach, last)
    return groups


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _repeated(pages: Sequence[Sequence[_Line]]) -> set[str]:
    """The first and last lines of pages that stand on most of them: running heads, page numbers."""
    edges = Counter(
        shape for page in pages for shape in {_shape(line.text) for line in (*page[:2], *page[-2:])}
    )
    often = {shape for shape, count in edges.items() if count > max(1, len(pages) // 2)}
    return often | {"0", "- 0 -", "Page 0", "Page 0 of 0", "0/0"}


def _blocks(lines: Sequence[_Line]) -> Iterator[PdfBlock]:
    """Join lines to blocks, and blocks that a column or page has parted."""
    weights = Counter[float]()
    for line in lines:
        weights[line.size] += len(line.text)
    body = max(weights, key=lambda size: weights[size], default=0)
    last: PdfBlock | None = None
    size = 0.0
    for line in lines:
        heading = line.size > body * LARGER and len(line.text) <= HEADING_LENGTH
        bullet = BULLET.match(line.text)
        begins = line.first or (line.indented and not (last and last.kind == "item")) or bullet
        if last and last.kind == "heading":
            joins = heading and line.size == size
        elif last and not heading and not bullet:
            joins = not begins or (line.first and _goes_on(last.text, line.text))
        else:
            joins = False
        if last and joins:
            last = replace(last, text=_join(last.text, line.text))
        else:
            if last:
                yield last
            text = line.text[bullet.end() :] if bullet else line.text
            last = PdfBlock("heading" if heading else "item" if bullet else "paragraph", text)
        size = line.size
    if last:
        yield last


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence goes on from one box to the next."""
    return not re.search(r"[.!?:…][\"'”’)]*$", before) and (
        after[0].islower() or before[-1] in "-,"
    )


def _join(before: str, after: str) -> str:
    """Put two lines together; a hyphen that only parted a word at the line's end goes."""
    found = re.search(r"(\w+)[-\u00AD\u2010]$", before)
    if not found or not after[0].islower():
        return before + ("" if found else " ") + after
    second = re.match(r"\w+", after)
    whole = found[1] + (second[0] if second else "")
    parted = before[-1] == "\u00ad" or simplemma.is_known(whole, lang="en")
    return (before[:-1] if parted else before) + after
