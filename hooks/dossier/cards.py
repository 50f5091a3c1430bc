"""A title → the picture that goes with a shared link: a PNG of 1200 × 630 pixels.

The same values give the same bytes on every machine: the font comes with a package, and Pillow
sets it without the system's libraries.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import regex
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
PAPER, INK, QUIET = "#fdfbf7", "#1d1c1a", "#5d584f"
LINK = "#1f4e79"
HUES = ("#2f4d86", "#9a4412", "#0d665b", "#7d3a76", "#5a6212", "#a1283d", "#5443a6", "#47585f")
"""The colours of docs/assets/dossier.css by day, in their order."""

SIZES = (84, 72, 60, 50)
MOST_LINES = 4
COLOURS = 32
"""As many as smooth letters in three colours need; a picture with few is small and quick."""

DRAWABLE = regex.compile(r"[\p{Latin}\p{Common}\p{Inherited}]*")
"""The scripts that the font has."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on the picture. `hues` are colours as #rrggbb: a band of each at the top."""

    title: str
    kicker: str
    site: str
    hues: tuple[str, ...]


@lru_cache(maxsize=1024)
def draw_card(card: Card) -> bytes:
    """The picture as PNG; a rebuild while serving does not draw it again.

    Words in a script that the font does not have are left out.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    band = WIDTH / len(card.hues)
    for index, hue in enumerate(card.hues):
        draw.rectangle((round(index * band), 0, round((index + 1) * band), 23), fill=hue)
    kicker = card.kicker if DRAWABLE.fullmatch(card.kicker) else ""
    draw.text((MARGIN, 84), kicker, font=_font("Semibold", 34), fill=card.hues[0])
    if DRAWABLE.fullmatch(card.title):
        lines, size = _fit(card.title)
        for index, line in enumerate(lines):
            place = (MARGIN, 150 + round(index * size * 1.14))
            draw.text(place, line, font=_font("Bold", size), fill=INK)
    draw.line((MARGIN, 532, WIDTH - MARGIN, 532), fill=INK, width=2)
    if DRAWABLE.fullmatch(card.site):
        draw.text((MARGIN, 550), card.site, font=_font("Semibold", 34), fill=QUIET)
    file = BytesIO()
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(file, "PNG", optimize=False)
    return file.getvalue()


def _fit(title: str) -> tuple[list[str], int]:
    """The lines of a title, in the largest type in which it has room; it is cut if in none."""
    for size in SIZES:
        lines = _wrap(title, size)
        if len(lines) <= MOST_LINES and len(lines) * size * 1.14 < 360:
            return _balance(title, size, len(lines)), size
    size = SIZES[-1]
    lines = _wrap(title, size)[:MOST_LINES]
    return [*lines[:-1], lines[-1].rstrip(" ,;:") + " …"], size


def _balance(title: str, size: int, count: int) -> list[str]:
    """As many lines as there must be, of about the same length."""
    room = WIDTH - 2 * MARGIN
    while room > 400 and len(_wrap(title, size, room - 20)) == count:
        room -= 20
    return _wrap(title, size, room)


def _wrap(title: str, size: int, room: int = WIDTH - 2 * MARGIN) -> list[str]:
    font = _font("Bold", size)
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@lru_cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    folder = files("font_source_serif_pro") / "files"
    with (folder / f"SourceSerifPro-{weight}.ttf").open("rb") as file:
        return ImageFont.truetype(BytesIO(file.read()), size, layout_engine=ImageFont.Layout.BASIC)
