"""A title → the picture that goes with a shared link: a PNG of 1200 × 630 pixels.

The same values give the same bytes on every machine: the font comes with a package, and Pillow
sets it without the system's libraries.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import regex
from PIL import Image, ImageColor, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
PAPER, QUIET, INK = 255, 90, 16
"""Levels of grey, which the palette turns into the site's paper and ink; below are the bands."""

LINK = "#1f4e79"
HUES = ("#2f4d86", "#9a4412", "#0d665b", "#7d3a76", "#5a6212", "#a1283d", "#5443a6", "#47585f")
"""The colours of docs/assets/dossier.css by day, in their order."""

SIZES = (84, 72, 60, 50)
MOST_LINES = 4
DRAWABLE = regex.compile(r"[\p{Latin}\p{Common}\p{Inherited}]*")
"""The scripts that the font has."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on the picture. `hues` are colours as #rrggbb: a band of each at the top.

    There are at most sixteen of them.
    """

    title: str
    kicker: str
    site: str
    hues: tuple[str, ...]


@lru_cache(maxsize=1024)
def draw_card(card: Card) -> bytes:
    """The picture as PNG; a rebuild while serving does not draw it again.

    Words in a script that the font does not have are left out.
    """
    image = Image.new("L", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    band = WIDTH / len(card.hues)
    for index in range(len(card.hues)):
        draw.rectangle((round(index * band), 0, round((index + 1) * band), 23), fill=index)
    if DRAWABLE.fullmatch(card.kicker):
        draw.text((MARGIN, 84), card.kicker, font=_font("Semibold", 34), fill=QUIET)
    if DRAWABLE.fullmatch(card.title):
        lines, size = _fit(card.title)
        for index, line in enumerate(lines):
            place = (MARGIN, 150 + round(index * size * 1.14))
            draw.text(place, line, font=_font("Bold", size), fill=INK)
    draw.line((MARGIN, 532, WIDTH - MARGIN, 532), fill=INK, width=2)
    if DRAWABLE.fullmatch(card.site):
        draw.text((MARGIN, 550), card.site, font=_font("Semibold", 34), fill=QUIET)
    image.putpalette(_palette(card.hues))
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _palette(hues: tuple[str, ...]) -> bytes:
    """The colour of each level, as red, green and blue: the hues, then from ink to paper."""
    colours = [ImageColor.getrgb(hue)[:3] for hue in hues]
    colours += [(0, 0, 0)] * (INK - len(colours))
    ink, paper = ImageColor.getrgb("#1d1c1a")[:3], ImageColor.getrgb("#fdfbf7")[:3]
    for level in range(INK, PAPER + 1):
        share = (level - INK) / (PAPER - INK)
        colours.append(
            (
                round(ink[0] + (paper[0] - ink[0]) * share),
                round(ink[1] + (paper[1] - ink[1]) * share),
                round(ink[2] + (paper[2] - ink[2]) * share),
            )
        )
    return bytes(part for colour in colours for part in colour)


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
    while room > 400 and len(_wrap(title, size, room - 40)) == count:
        room -= 40
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
