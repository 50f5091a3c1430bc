"""A PDF file → its text in reading order, as headings, paragraphs, items of lists and notes.

A PDF knows letters at places, not paragraphs. pdfminer finds lines and boxes of lines; what is left
to do is to read the columns one after the other, to part a box where a line is indented, to join
what a column or a page parts, and to tell headings by their size and notes by their numbers.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise
from typing import Literal

from pdfminer.layout import LAParams, LTChar, LTFigure, LTImage, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from dossier.importing.glyphs import Device
from dossier.importing.letters import BEGIN, END, is_unknown, read_line
from dossier.language.words import is_known

BULLET = re.compile(r"^[•‣▪●◦■□–-]\s+")
NUMBER = re.compile(r"^(\d{1,3})[.)]\s+(?=\S)")
LETTER = re.compile(r"^\((?:\d{1,3}|[a-z]|[ivx]{1,5})\)\s|^[a-z]\)\s")
LARGER = 1.12
SMALLER = 0.93
COMPOUND = re.compile(r"\w+-\w+")
INDENT = 4
GUTTER = 6
NARROWEST = 60
"""Points of the narrowest column of text; what is narrower is a cell, a bullet or a number."""
HEADING_LENGTH = 150
SMALLEST_PICTURE = 6
"""Points; what is smaller is an ornament."""


@dataclass(frozen=True, slots=True)
class PdfBlock:
    """A heading, a paragraph, an item of a list, or a note.

    `number` is that of a numbered item or of a note. In the text, a number between `BEGIN` and
    `END` is that of a note.
    """

    kind: Literal["heading", "paragraph", "item", "note"]
    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Pdf:
    """What was read. `empty` are the numbers of the pages without text, `broken` of those that
    cannot be read, `tables` of those on which rows of cells were read as lines.

    `furniture` are the running heads and page numbers that were left out, one of each kind;
    `pictures` counts them by page; `unknown` is how many letters the file does not tell.
    """

    blocks: tuple[PdfBlock, ...]
    title: str = ""
    author: str = ""
    created: str = ""
    empty: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()
    tables: tuple[int, ...] = ()
    pictures: dict[int, int] = field(default_factory=dict)
    furniture: tuple[str, ...] = ()
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its text, its right edge and letter size in points, whether a box begins with it.

    `base` is how far above the foot of the page it stands, `cells` how many pieces it was put
    together from that stand far apart.
    """

    text: str
    right: float
    base: int
    size: float
    first: bool
    indented: bool
    page: int = 0
    cells: int = 1


class Locked(Exception):
    """Raised for a PDF that asks for a password."""


class Sealed(Exception):
    """Raised for a PDF that is encrypted in a way that is not known."""


@dataclass(slots=True, eq=False)
class _Box:
    """Lines that stand together, and their edges."""

    lines: list[LTTextLine]

    @property
    def x0(self) -> float:
        return min(line.x0 for line in self.lines)

    @property
    def x1(self) -> float:
        return max(line.x1 for line in self.lines)

    @property
    def y0(self) -> float:
        return min(line.y0 for line in self.lines)

    @property
    def y1(self) -> float:
        return max(line.y1 for line in self.lines)


def read_pdf(data: bytes) -> Pdf | None:
    """Read a PDF; None if it is none. Raises `Locked` or `Sealed`."""
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
        known = _information(document)
        pages, broken = _layout(document)
    except PDFPasswordIncorrect:
        raise Locked from None
    except PDFEncryptionError:
        raise Sealed from None
    except (PDFException, PSException, *ODD):
        return None
    if not pages:
        return None
    furniture = _furniture([page for _, page in pages])
    rows = [
        [replace(line, page=number) for line in _lines(page, furniture)] for number, page in pages
    ]
    lines = [line for row in rows for line in row]
    made = re.match(r"D:(\d{4})(\d{2})(\d{2})", known.get("CreationDate", ""))
    pictures = {number: count for number, page in pages if (count := _count_pictures(page))}
    return Pdf(
        blocks=tuple(_blocks(lines)),
        title=known.get("Title", ""),
        author=known.get("Author", ""),
        created="-".join(made.groups()) if made else "",
        empty=tuple(number for (number, _), row in zip(pages, rows, strict=True) if not row),
        broken=tuple(broken),
        tables=tuple(dict.fromkeys(_tables(rows))),
        pictures=pictures,
        furniture=tuple({_shape(row): row for row in furniture.values()}.values()),
        unknown=sum(map(is_unknown, (letter for line in lines for letter in line.text))),
    )


ODD = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError),
    *(RecursionError, ArithmeticError, OSError, LookupError, NotImplementedError),
)
"""What pdfminer raises over files that break its assumptions."""


def _layout(document: PDFDocument) -> tuple[list[tuple[int, LTPage]], list[int]]:
    """The pages that can be read, with their numbers, and the numbers of the others."""
    manager = PDFResourceManager(caching=True)
    device = Device(manager)
    interpreter = PDFPageInterpreter(manager, device)
    pages: list[tuple[int, LTPage]] = []
    broken: list[int] = []
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        try:
            interpreter.process_page(page)
            found = device.get_result()
            _place_letters(found)
            found.analyze(LAParams())
        except (PDFException, PSException, *ODD):
            broken.append(number)
        else:
            pages.append((number, found))
    return pages, broken


def _place_letters(page: LTPage) -> None:
    """Put the letters of forms, which are drawn as figures, among those of their page, and each
    letter once: bold ones are drawn twice by some programs."""
    figures = [item for item in page if isinstance(item, LTFigure)]
    items = [*page, *(letter for figure in figures for letter in _letters(figure))]
    seen: set[tuple[str, int, int]] = set()
    page._objs = []
    for item in items:
        if isinstance(item, LTChar):
            place = item.get_text(), round(2 * item.x0), round(2 * item.y0)
            if place in seen:
                continue
            seen.add(place)
        page.add(item)


def _letters(container: LTFigure | LTPage) -> Iterator[LTChar]:
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTFigure):
            yield from _letters(item)


def _count_pictures(page: LTPage) -> int:
    def count(container: LTFigure | LTPage) -> int:
        found = 0
        for item in container:
            if isinstance(item, LTImage):
                found += min(item.width, item.height) >= SMALLEST_PICTURE
            elif isinstance(item, LTFigure):
                found += count(item)
        return found

    return count(page)


def _information(document: PDFDocument) -> dict[str, str]:
    return {
        key: decode_text(value).strip()
        for info in document.info
        for key, value in info.items()
        if isinstance(value, bytes)
    }


def _boxes(page: LTPage) -> list[_Box]:
    """The boxes of a page, parted where letters of another size begin, without white space."""
    found: list[_Box] = []
    for box in page:
        if not isinstance(box, LTTextBox):
            continue
        last = 0.0
        for line in box:
            if not isinstance(line, LTTextLine) or not _text(line):
                continue
            size = _size(line)
            if not last or max(last, size) > LARGER * min(last, size):
                found.append(_Box([]))
            found[-1].lines.append(line)
            last = size
    return found


def _size(line: LTTextLine) -> float:
    sizes = sorted(character.size for character in line if isinstance(character, LTChar))
    return round(sizes[len(sizes) // 2], 1) if sizes else 0.0


def _text(line: LTTextLine) -> str:
    return read_line(line)


def _lines(page: LTPage, furniture: Container[LTTextLine]) -> Iterator[_Line]:
    """The lines of a page in reading order, put together where wide spaces part them."""
    boxes = [_Box([line for line in box.lines if line not in furniture]) for box in _boxes(page)]
    last: _Line | None = None
    box: _Box | None = None
    for boxed in _reading_order([box for box in boxes if box.lines]):
        rows = [(line, box) for box in boxed for line in box.lines]
        rows.sort(key=lambda row: (-round(row[0].y0), row[0].x0))
        for line, its_box in rows:
            same, box = box is its_box, its_box
            if last and last.base == round(line.y0) and last.right <= line.x0 + 1:
                text = f"{last.text} {_text(line)}"
                apart = last.cells + (line.x0 - last.right > 3 * GUTTER)
                last = replace(
                    last, text=text, right=line.x1, first=last.first or not same, cells=apart
                )
                continue
            if last:
                yield last
            last = _Line(
                text=_text(line),
                right=line.x1,
                base=round(line.y0),
                size=_size(line),
                first=not same,
                indented=line.x0 > its_box.x0 + INDENT,
            )
    if last:
        yield last


def _tables(rows: Sequence[Sequence[_Line]]) -> Iterator[int]:
    """The pages on which two lines that follow one another are rows of cells."""
    for row in rows:
        for one, other in pairwise(row):
            if one.cells > 1 and other.cells > 1:
                yield one.page


def _reading_order(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """Boxes from top to bottom, columns one after the other; together what is read by its lines.

    A page is cut into bands by the white space between rows of boxes. As many bands as the same
    gutter runs through are columns; each column is a page of its own. A row of a table and what is
    marked by bullets or numbers is read by its lines.
    """
    bands = _parted(boxes, lambda box: (-box.y1, -box.y0), 0)
    ordered: list[list[_Box]] = []
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


def _wide(columns: Sequence[list[_Box]]) -> list[list[_Box]]:
    """Columns, what is too narrow for one being put to its neighbour."""
    wide: list[list[_Box]] = []
    for column in columns:
        if wide and min(map(_width, (wide[-1], column))) < NARROWEST:
            wide[-1] += column
        else:
            wide.append(list(column))
    return wide


def _width(boxes: Sequence[_Box]) -> float:
    return max(box.x1 for box in boxes) - min(box.x0 for box in boxes)


def _parted(
    boxes: Sequence[_Box], span: Callable[[_Box], tuple[float, float]], gap: float
) -> list[list[_Box]]:
    """Boxes in groups, with more than `gap` points of white space between them along a side."""
    groups: list[list[_Box]] = []
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
    return {
        line: " ".join(map(_text, lines))
        for edge in edges
        for shape, lines in edge.items()
        if shape in often or _PRINTED.fullmatch(shape)
        for line in lines
    }


_PRINTED = re.compile(
    r"[-–—]? ?0 ?[-–—]?|Page 0|Page 0 of 0|0 ?(?:/|of) ?0"
    r"|(?:https?|file)://\S+(?: .{0,60})?(?: 0 ?(?:/|of) ?0)?"
    r"|0[/.-]0[/.-]0,? 0:0(?::0)?(?: ?[AP]M)?(?: .*)?|.* 0[/.-]0[/.-]0,? 0:0(?: ?[AP]M)?"
)
"""Page numbers, and what a browser prints at the edges: the day and title, the address."""


def _edges(page: LTPage) -> dict[str, list[LTTextLine]]:
    """The two rows at the head of a page and the two at its foot, across all columns."""
    rows: dict[int, list[LTTextLine]] = {}
    lines = [line for box in _boxes(page) for line in box.lines]
    for line in sorted(lines, key=lambda line: line.x0):
        rows.setdefault(round(line.y0), []).append(line)
    bases = sorted(rows)
    return {
        _shape(" ".join(map(_text, rows[base]))): rows[base]
        for base in dict.fromkeys((*bases[:-3:-1], *bases[:2]))
    }


def _blocks(lines: Sequence[_Line]) -> Iterator[PdfBlock]:
    """Join lines to blocks, and blocks that a column or page has parted; notes come last."""
    weights = Counter[float]()
    for line in lines:
        weights[line.size] += len(line.text)
    body = max(weights, key=lambda size: weights[size], default=0)
    compounds = {found for line in lines for found in COMPOUND.findall(line.text.lower())}
    lines, notes = _notes(lines, body)
    yield from _joined(lines, body, compounds)
    for number, row in notes.items():
        text = row[0].text
        for line in row[1:]:
            text = _join(text, line.text, compounds)
        yield PdfBlock("note", text, number)


_NOTE = re.compile(rf"^(?:{BEGIN}(\d{{1,3}}|[*†‡§]){END}|(\d{{1,3}})[.)]?(?=\s)|([*†‡§])(?=\s))\s*")
_MARK = re.compile(f"{BEGIN}(.*?){END}")


def _notes(lines: Sequence[_Line], body: float) -> tuple[list[_Line], dict[int, list[_Line]]]:
    """The lines without those of notes, and these, by numbers that count through all pages.

    A note is set in smaller letters, and begins with what stands raised in the text of its page.
    """
    small = [0 < line.size < body * SMALLER for line in lines]
    marks: dict[tuple[int, str], int] = {}
    for line, is_small in zip(lines, small, strict=True):
        for sign in () if is_small else _MARK.finditer(line.text):
            marks.setdefault((line.page, sign[1]), 0)
    notes: dict[int, list[_Line]] = {}
    kept: list[_Line] = []
    current = 0
    for line, is_small in zip(lines, small, strict=True):
        found = _NOTE.match(line.text) if is_small else None
        mark = (line.page, next(filter(None, found.groups()))) if found else (0, "")
        if found and marks.get(mark) == 0:
            current = marks[mark] = len(notes) + 1
            notes[current] = [replace(line, text=line.text[found.end() :])]
        elif is_small and current and notes[current][-1].page == line.page:
            notes[current].append(line)
        else:
            current = 0
            kept.append(line)

    def refer(line: _Line) -> _Line:
        def number(found: re.Match[str]) -> str:
            note = marks.get((line.page, found[1]), 0)
            return f"{BEGIN}#{note}{END}" if note else found[0]

        return replace(line, text=_MARK.sub(number, line.text))

    return list(map(refer, kept)), notes


def _joined(lines: Sequence[_Line], body: float, compounds: Container[str]) -> Iterator[PdfBlock]:
    last: PdfBlock | None = None
    size = 0.0
    counted = 0
    initial = ""
    for line in lines:
        if re.fullmatch(r"[^\W\d_]", line.text) and line.size > body * LARGER:
            initial = line.text  # which the next line goes on from
            continue
        if initial and (line.text[0].islower() or line.text[:2].isupper()):
            line = replace(line, text=f"{initial}{line.text}", first=True)
        elif initial:
            line = replace(line, text=f"{initial} {line.text}", first=True)
        initial = ""
        heading = line.size > body * LARGER and len(line.text) <= HEADING_LENGTH
        bullet = BULLET.match(line.text)
        number = None if heading else _number(line, counted, last)
        labelled = LETTER.match(line.text) and (line.first or line.indented or last)
        begins = (
            line.first
            or (line.indented and not (last and last.kind == "item"))
            or bool(bullet or number or labelled)
        )
        if last and last.kind == "heading":
            joins = heading and line.size == size
        elif last and not heading and not (bullet or number or labelled):
            joins = not begins or (line.first and _goes_on(last.text, line.text))
        else:
            joins = False
        if last and joins:
            last = replace(last, text=_join(last.text, line.text, compounds))
        else:
            if last:
                yield last
            found = bullet or number
            text = line.text[found.end() :] if found else line.text
            last = PdfBlock(
                "heading" if heading else "item" if found else "paragraph",
                text,
                int(number[1]) if number else None,
            )
            counted = int(number[1]) if number else counted if found else 0
        size = line.size
    if last:
        yield last


def _number(line: _Line, counted: int, last: PdfBlock | None) -> re.Match[str] | None:
    """The number of an item, if it follows that of the item before or a list begins with it."""
    found = NUMBER.match(line.text)
    if not found:
        return None
    number = int(found[1])
    ended = last is None or last.kind == "heading" or re.search(r"[.!?:;…][\"'”’)]*$", last.text)
    follows = number == counted + 1 and (counted or line.first or ended)
    return found if follows or (line.first and number < 100) else None


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
    known = compound not in compounds and is_known(whole)
    return (before[:-1] if before[-1] == "\u00ad" or known else before) + after
