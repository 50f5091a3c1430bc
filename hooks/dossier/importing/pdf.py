"""A PDF file → its text in reading order, as headings, paragraphs and list items.

A PDF knows letters at places, not paragraphs. pdfminer finds lines and boxes of lines; what is left
to do is to read the columns one after the other, to part a box where a line is indented, to join
what a column or a page parts, and to tell headings by their size.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import simplemma
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTFigure, LTImage, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

BULLET = re.compile(r"^[•‣▪●◦–-]\s+")
LARGER = 1.12
COMPOUND = re.compile(r"\w+-\w+")
INDENT = 4
GUTTER = 6
NARROWEST = 60
"""Points of the narrowest column of text; what is narrower is a cell, a bullet or a number."""
HEADING_LENGTH = 150


@dataclass(frozen=True, slots=True)
class PdfBlock:
    """A heading, a paragraph or an item of a list."""

    kind: Literal["heading", "paragraph", "item"]
    text: str


@dataclass(frozen=True, slots=True)
class Pdf:
    """What was read. `empty` are the numbers of the pages without text.

    `furniture` are the running heads and page numbers that were left out, one of each kind.
    """

    blocks: tuple[PdfBlock, ...]
    title: str = ""
    author: str = ""
    created: str = ""
    empty: tuple[int, ...] = ()
    pictures: int = 0
    furniture: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its text, its right edge and letter size in points, whether a box begins with it.

    `base` is how far above the foot of the page it stands.
    """

    text: str
    right: float
    base: int
    size: float
    first: bool
    indented: bool


class Locked(Exception):
    """Raised for a PDF that asks for a password."""


def read_pdf(path: Path) -> Pdf | None:
    """Read a PDF; None if it is none. Raises `Locked`."""
    try:
        pages = list(extract_pages(path, laparams=LAParams()))
        with path.open("rb") as file:
            known = _information(PDFDocument(PDFParser(file)))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise Locked from None
    except (PDFException, PSException, ValueError, TypeError):
        return None
    furniture = _furniture(pages)
    rows = [list(_lines(page, furniture)) for page in pages]
    lines = [line for row in rows for line in row]
    created = re.match(r"D:(\d{4})(\d{2})(\d{2})", known.get("CreationDate", ""))
    return Pdf(
        blocks=tuple(_blocks(lines)),
        title=known.get("Title", ""),
        author=known.get("Author", ""),
        created="-".join(created.groups()) if created else "",
        empty=tuple(number for number, row in enumerate(rows, 1) if not row),
        pictures=sum(isinstance(item, LTFigure | LTImage) for page in pages for item in page),
        furniture=tuple({_shape(row): row for row in furniture.values()}.values()),
    )


def _information(document: PDFDocument) -> dict[str, str]:
    return {
        key: decode_text(value).strip()
        for info in document.info
        for key, value in info.items()
        if isinstance(value, bytes)
    }


def _text_lines(item: LTPage | LTTextBox) -> list[LTTextLine]:
    """The lines of a page or of a box, but for those of white space."""
    if isinstance(item, LTPage):
        return [line for box in item if isinstance(box, LTTextBox) for line in _text_lines(box)]
    return [line for line in item if isinstance(line, LTTextLine) and _text(line)]


def _text(line: LTTextLine) -> str:
    return " ".join(line.get_text().split())


def _lines(page: LTPage, furniture: Container[LTTextLine]) -> Iterator[_Line]:
    """The lines of a page in reading order, put together where wide spaces part them."""
    boxes = {box: _text_lines(box) for box in page if isinstance(box, LTTextBox)}
    cache = {box: [line for line in boxes[box] if line not in furniture] for box in boxes}
    last: _Line | None = None
    box: LTTextBox | None = None
    for boxed in _reading_order([box for box in cache if cache[box]]):
        rows = [(line, box) for box in boxed for line in cache[box]]
        rows.sort(key=lambda row: (-round(row[0].y0), row[0].x0))
        for line, its_box in rows:
            same, box = box is its_box, its_box
            if last and last.base == round(line.y0) and last.right <= line.x0 + 1:
                text = f"{last.text} {_text(line)}"
                last = replace(last, text=text, right=line.x1, first=last.first or not same)
                continue
            if last:
                yield last
            sizes = [character.size for character in line if isinstance(character, LTChar)]
            last = _Line(
                text=_text(line),
                right=line.x1,
                base=round(line.y0),
                size=round(sorted(sizes)[len(sizes) // 2], 1) if sizes else 0,
                first=not same,
                indented=line.x0 > min(line.x0 for line in cache[box]) + INDENT,
            )
    if last:
        yield last


def _reading_order(boxes: Sequence[LTTextBox]) -> list[list[LTTextBox]]:
    """Boxes from top to bottom, columns one after the other; together what is read by its lines.

    A page is cut into bands by the white space between rows of boxes. As many bands as the same
    gutter runs through are columns; each column is a page of its own. A row of a table and what is
    marked by bullets or numbers is read by its lines.
    """
    bands = _parted(boxes, lambda box: (-box.y1, -box.y0), 0)
    ordered: list[list[LTTextBox]] = []
    start = 0
    while start < len(bands):
        for stop in range(len(bands), start, -1):
            together = [box for band in bands[start:stop] for box in band]
            columns = _wide(_parted(together, lambda box: (box.x0, box.x1), GUTTER))
            if len(columns) > 1 or stop == start + 1:
                break
        if len(columns) > 1:
            ordered += [boxed for column in columns for boxed in _reading_order(column)]
        elif any(_width([box]) < NARROWEST for box in together):
            ordered.append(together)
        else:
            ordered += [[box] for box in sorted(together, key=lambda box: (-box.y1, box.x0))]
        start = stop
    return ordered


def _wide(columns: Sequence[list[LTTextBox]]) -> list[list[LTTextBox]]:
    """Columns, what is too narrow for one being put to its neighbour."""
    wide: list[list[LTTextBox]] = []
    for column in columns:
        if wide and min(map(_width, (wide[-1], column))) < NARROWEST:
            wide[-1] += column
        else:
            wide.append(list(column))
    return wide


def _width(boxes: Sequence[LTTextBox]) -> float:
    return max(box.x1 for box in boxes) - min(box.x0 for box in boxes)


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


def _furniture(pages: Sequence[LTPage]) -> dict[LTTextLine, str]:
    """Running heads and page numbers, and the row that each stands in.

    What stands at the edge of a third of the pages or more: left pages may have other heads than
    right pages, and the first page of a chapter none.
    """
    edges = [_edges(page) for page in pages]
    counts = Counter(shape for edge in edges for shape in edge)
    often = {shape for shape, count in counts.items() if count >= max(2, len(pages) / 3)}
    often |= {"0", "- 0 -", "Page 0", "Page 0 of 0", "0/0"}
    return {
        line: " ".join(map(_text, lines))
        for edge in edges
        for shape, lines in edge.items()
        if shape in often
        for line in lines
    }


def _edges(page: LTPage) -> dict[str, list[LTTextLine]]:
    """The two rows at the head of a page and the two at its foot, across all columns."""
    rows: dict[int, list[LTTextLine]] = {}
    for line in sorted(_text_lines(page), key=lambda line: line.x0):
        rows.setdefault(round(line.y0), []).append(line)
    bases = sorted(rows)
    return {
        _shape(" ".join(map(_text, rows[base]))): rows[base]
        for base in dict.fromkeys((*bases[:-3:-1], *bases[:2]))
    }


def _blocks(lines: Sequence[_Line]) -> Iterator[PdfBlock]:
    """Join lines to blocks, and blocks that a column or page has parted."""
    weights = Counter[float]()
    for line in lines:
        weights[line.size] += len(line.text)
    body = max(weights, key=lambda size: weights[size], default=0)
    compounds = {found for line in lines for found in COMPOUND.findall(line.text.lower())}
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
            last = replace(last, text=_join(last.text, line.text, compounds))
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


def _join(before: str, after: str, compounds: Container[str]) -> str:
    """Put two lines together; a hyphen that only parted a word at the line's end goes.

    `compounds` are the words that the text writes with a hyphen elsewhere.
    """
    found = re.search(r"(\w+)[-\u00AD\u2010]$", before)
    if not found or not after[0].islower():
        return before + ("" if found else " ") + after
    second = re.match(r"\w+", after)
    whole = found[1] + (second[0] if second else "")
    compound = f"{found[1]}-{second[0] if second else ''}".lower()
    known = compound not in compounds and simplemma.is_known(whole, lang="en")
    return (before[:-1] if before[-1] == "\u00ad" or known else before) + after
