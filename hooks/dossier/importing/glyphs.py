"""Letters of a PDF with what pdfminer does not keep: where they stand to the line.

Raised and lowered letters may be drawn smaller and higher, or be signs of their own in a font,
which the file calls by the same letter. What such a sign looks like is read from the font.
"""

from collections.abc import Mapping
from io import BytesIO

from fontTools.cffLib import CFFFontSet
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont, TTLibError
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import Matrix

HIGH, LOW, FLAT = 0.2, -0.05, 0.5
"""In ems: a sign that begins as high is raised; one that reaches as low and is as flat, lowered."""


class Letter(LTChar):
    """A letter; `base` is how high its line stands on the page, `place` is 1 for a sign that is
    drawn above the line, -1 for one below it."""

    base: float
    place: int


class Device(PDFPageAggregator):
    """Collects the letters of a page."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=None)
        self._glyphs: dict[int, _Glyphs] = {}

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Put a letter on the page; give how far the next one stands."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = self.handle_undefined_char(font, cid)
        width, displacement = font.char_width(cid), font.char_disp(cid)
        letter = Letter(
            matrix, font, fontsize, scaling, rise, text, width, displacement, ncs, graphicstate
        )
        letter.base = matrix[3] * rise + matrix[5]
        is_plain = len(text) == 1 and text.isascii() and text.isalnum()
        letter.place = self._of(font).place(cid) if is_plain else 0
        self.cur_item.add(letter)
        return letter.adv

    def _of(self, font: PDFFont) -> "_Glyphs":
        return self._glyphs.setdefault(id(font), _Glyphs(font))


class _Glyphs:
    """The signs of a font, read when the first one is asked for."""

    def __init__(self, font: PDFFont) -> None:
        self._font = font
        self._places: dict[int, int] = {}
        self._file: _File | None = None
        self._is_read = False

    def place(self, cid: int) -> int:
        if not isinstance(self._font, PDFCIDFont):
            return 0
        if not self._is_read:
            self._is_read = True
            try:
                self._file = _open(self._font.descriptor)
            except (TTLibError, *_ODD):
                self._file = None
        if cid not in self._places:
            try:
                bounds = self._file.bounds(cid) if self._file else None
            except (TTLibError, *_ODD):
                bounds = None
            self._places[cid] = _place(*bounds) if bounds else 0
        return self._places[cid]


_ODD = (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, EOFError)


def _place(low: float, high: float) -> int:
    if low > HIGH:
        return 1
    return -1 if low < LOW and high - low < FLAT else 0


class _File:
    """A font file of a PDF, its signs by their numbers."""

    def __init__(self, data: bytes, is_compact: bool) -> None:
        if is_compact and not data.startswith((b"OTTO", b"\x00\x01\x00\x00", b"true")):
            fonts = CFFFontSet()
            fonts.decompile(BytesIO(data), None)
            self._signs = fonts[0].CharStrings
            self._em = 1000.0
            self._names: list[str] = fonts[0].charset
        else:
            font = TTFont(BytesIO(data), lazy=True)
            self._signs = font.getGlyphSet()
            self._em = float(font["head"].unitsPerEm)
            self._names = font.getGlyphOrder()

    def bounds(self, cid: int) -> tuple[float, float] | None:
        """The lowest and the highest point of a sign, in ems."""
        name = f"cid{cid:05d}"
        if name not in self._names:
            name = self._names[cid]
        pen = BoundsPen(self._signs)
        self._signs[name].draw(pen)
        return (pen.bounds[1] / self._em, pen.bounds[3] / self._em) if pen.bounds else None


def _open(descriptor: Mapping[str, object]) -> _File | None:
    for key in ("FontFile3", "FontFile2"):
        stream = resolve1(descriptor.get(key))
        if isinstance(stream, PDFStream):
            return _File(stream.get_data(), key == "FontFile3")
    return None
