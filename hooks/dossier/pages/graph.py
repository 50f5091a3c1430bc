"""Passages → a picture of how themes and names hang together, as the values of two drawings.

On a wide page themes are bars, names are labels beside them, and a ribbon ties a name to each theme
that it is named under; its thickness is the number of passages. On a phone, where ribbons would lie
on each other, each name has a row and each theme a column, and a dot stands for the passages. A
name's neighbours are those of its own passages: the same function draws the whole and each part.

A length is a unit of the drawing: one CSS pixel, where the drawing has its own width. All is laid
out in whole hundredths of one, as sums of fractions come out otherwise in other versions of Python.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from dossier.core.model import Passage, Topic

LEAST_NAMES = 3
MOST_NAMES = 40
PIXEL = 100
SIZE = 1450
LINE = 1800
GAP = 1000
BAR = 5200
"""The type's size and line, the room between two labels, and the least height of a theme.

These, and all lengths until they are drawn, are in hundredths of a pixel.
"""

PHONE, LABEL, COLUMN = 360 * PIXEL, 170 * PIXEL, 46 * PIXEL
"""On a phone, the width of the drawing, of a label, and of a column where there is room."""
SMALLEST = 5 * PIXEL
"""The width of a dot that stands for a single passage, where others stand for many."""

THICKEST = 3400
"""The thickness of all ribbons of the strongest name together."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A theme that a name is named under, and in how many passages."""

    theme: Topic
    count: int


Thickness = Callable[[Tie], int]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the picture, with its ties in the order of the themes.

    `count` is the number of passages that name it, of those that the picture is drawn from.
    """

    topic: Topic
    count: int
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The line from a theme to a name: an SVG path, and its thickness. A dot has no length."""

    theme: Topic
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Label:
    """A name's label: its lines stand at `x`, on the base lines `ys`, beside its ribbons.

    `anchor` is SVG's text-anchor; `box` the x, y, width and height of what can be touched.
    """

    name: Name
    x: float
    ys: tuple[float, ...]
    lines: tuple[str, ...]
    anchor: str
    box: tuple[float, float, float, float]
    ribbons: tuple[Ribbon, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A theme's bar and the lines on it, centred at `x` on the base lines `ys`."""

    theme: Topic
    box: tuple[float, float, float, float]
    x: float
    ys: tuple[float, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    guides: tuple[Ribbon, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, strongest name first, and how: for a phone, and for a wide page.

    `left_out` is the number of names that are tied to a theme too, and were too many to draw.
    """

    themes: tuple[Topic, ...]
    names: tuple[Name, ...]
    left_out: int
    narrow: Drawing
    wide: Drawing


@dataclass(frozen=True, slots=True)
class Column:
    """Where a side of a drawing is: its labels begin at `text`, its ribbons go from `bar` to `end`.

    `room` is the width of a label.
    """

    bar: int
    end: int
    text: int
    room: int
    anchor: str


def draw(
    themes: Sequence[Topic],
    passages: Iterable[Passage],
    subject: Topic | None = None,
    most: int = MOST_NAMES,
    width: int = 1120,
) -> Picture | None:
    """The picture of some passages, in which only the `most` named are drawn.

    `subject`, a name, is drawn whatever its strength. `width` is that of the wide drawing. With
    fewer than three names there is nothing to see: None.
    """
    found = _names(themes, passages)
    names = sorted(found, key=lambda n: (n.topic is not subject, -n.count, n.topic.slug))[:most]
    if len(names) < LEAST_NAMES:
        return None
    tied = {tie.theme.slug for name in names for tie in name.ties}
    shown = tuple(theme for theme in themes if theme.slug in tied)
    rows = _untangled(shown, names)
    left = [name for name in rows if name.topic.is_actor]
    right = [name for name in rows if not name.topic.is_actor]
    bar, whole = 148 * PIXEL, width * PIXEL
    room = whole * 22 // 100
    middle = whole // 2
    wide = _drawing(
        shown,
        (
            (left, Column(middle - bar // 2, room + 10 * PIXEL, room, room, "end")),
            (
                right,
                Column(middle + bar // 2, whole - room - 10 * PIXEL, whole - room, room, "start"),
            ),
        ),
        (middle - bar // 2, bar),
        width,
    )
    return Picture(shown, tuple(names), len(found) - len(names), _matrix(shown, names), wide)


def _names(themes: Sequence[Topic], passages: Iterable[Passage]) -> list[Name]:
    """Every name that is named under a theme, in the order in which they come."""
    ties: dict[str, Counter[str]] = {}
    topics: dict[str, Topic] = {}
    counts = Counter[str]()
    for passage in passages:
        for name in passage.names:
            topics[name.slug] = name
            counts[name.slug] += 1
            ties.setdefault(name.slug, Counter()).update(theme.slug for theme in passage.themes)
    return [
        Name(
            topics[slug],
            counts[slug],
            tuple(Tie(theme, row[theme.slug]) for theme in themes if row[theme.slug]),
        )
        for slug, row in ties.items()
        if row
    ]


def _untangled(themes: Sequence[Topic], names: Sequence[Name]) -> list[Name]:
    """Names from top to bottom, each near its themes, so that few ribbons cross."""
    place = {theme.slug: index for index, theme in enumerate(themes)}

    def middle(name: Name) -> Fraction:
        total = sum(tie.count for tie in name.ties)
        return Fraction(sum(place[tie.theme.slug] * tie.count for tie in name.ties), total)

    return sorted(names, key=lambda name: (middle(name), -name.count, name.topic.slug))


def _matrix(themes: Sequence[Topic], names: Sequence[Name]) -> Drawing:
    """A row for each name, strongest first, a column for each theme, and a dot where they meet.

    The area of a dot is the number of passages. The themes stand above as stairs, so that each has
    room for its title, with a line down its column.
    """
    step = min(COLUMN, (PHONE - LABEL) // len(themes))
    largest = min(step, THICKEST) - 4 * PIXEL
    most = max(tie.count for name in names for tie in name.ties)
    columns = {t.slug: PHONE - step * (len(themes) - n) + step // 2 for n, t in enumerate(themes)}
    bars: list[Bar] = []
    guides: list[Ribbon] = []
    starts: dict[str, int] = {}
    top = 0
    for theme in reversed(themes):
        height = LINE * len(_lines(theme.title, 2 * BAR - 12 * PIXEL, 2)) + 8 * PIXEL
        right = columns[theme.slug] + step // 2
        bars.insert(0, _bar(theme, right - 2 * BAR, top, 2 * BAR, height))
        starts[theme.slug] = top + height
        top += height + 4 * PIXEL
    top += GAP
    labels: list[Label] = []
    for name in names:
        lines = _lines(name.topic.title, LABEL, 2)
        widths = [max(SMALLEST, isqrt(largest**2 * tie.count // most)) for tie in name.ties]
        height = max(LINE * len(lines), *widths) + GAP
        middle = top + height // 2
        dots = tuple(
            Ribbon(tie.theme, _start(columns[tie.theme.slug], middle) + "h0", _drawn(width))
            for tie, width in zip(name.ties, widths, strict=True)
        )
        ys = _base_lines(middle, len(lines))
        labels.append(Label(name, 0, ys, lines, "start", _box(0, top, PHONE, height), dots))
        top += height
    for theme in themes:
        path = f"{_start(columns[theme.slug], starts[theme.slug])}V{_drawn(top)}"
        guides.append(Ribbon(theme, path, _drawn(PIXEL)))
    return Drawing(_drawn(PHONE), _drawn(top), tuple(bars), tuple(labels), tuple(guides))


def _start(x: int, y: int) -> str:
    return f"M{_drawn(x)} {_drawn(y)}"


def _drawing(
    themes: Sequence[Topic],
    sides: Sequence[tuple[Sequence[Name], Column]],
    bar: tuple[int, int],
    width: int,
) -> Drawing:
    """Lay out bars of the place and width `bar`, with names on one side of them, or on two."""
    names = [name for side, _ in sides for name in side]
    strongest = max(sum(tie.count for tie in name.ties) for name in names)

    def thickness(tie: Tie) -> int:
        return max(PIXEL, tie.count * THICKEST // strongest)

    heights = [_bar_height(theme, sides, thickness) for theme in themes]
    boxes = [_rows(side, column, thickness) for side, column in sides]
    tallest = max(sum(row) + GAP * len(row) for row in boxes)
    height = max(sum(heights) + GAP * len(heights), tallest)
    tops = dict(zip((theme.slug for theme in themes), _spread(heights, height), strict=True))
    bars = tuple(
        _bar(theme, bar[0], tops[theme.slug], bar[1], size)
        for theme, size in zip(themes, heights, strict=True)
    )
    labels: list[Label] = []
    for (side, column), row in zip(sides, boxes, strict=True):
        used = {
            theme.slug: tops[theme.slug] + (size - _stack(theme, side, thickness)) // 2
            for theme, size in zip(themes, heights, strict=True)
        }
        for name, size, top in zip(side, row, _spread(row, height), strict=True):
            labels.append(_label(name, column, top, size, used, thickness))
    return Drawing(width, _drawn(height), bars, tuple(labels))


def _stack(theme: Topic, names: Iterable[Name], thickness: Thickness) -> int:
    """The height of all ribbons at a theme's bar, on one side of it."""
    return sum(thickness(tie) for name in names for tie in name.ties if tie.theme is theme)


def _bar_height(
    theme: Topic, sides: Sequence[tuple[Sequence[Name], Column]], thickness: Thickness
) -> int:
    return max(BAR, *(_stack(theme, side, thickness) for side, _ in sides))


def _rows(names: Sequence[Name], column: Column, thickness: Thickness) -> list[int]:
    """The height of each name: that of its label or of its ribbons, whichever is more."""
    return [
        max(
            LINE * len(_lines(name.topic.title, column.room, 2)),
            sum(map(thickness, name.ties)),
        )
        for name in names
    ]


def _spread(heights: Sequence[int], height: int) -> list[int]:
    """The top of each box, if they stand in a column of this height with equal room between."""
    free = (height - sum(heights)) // max(1, len(heights))
    tops: list[int] = []
    top = free // 2
    for size in heights:
        tops.append(top)
        top += size + free
    return tops


def _label(
    name: Name,
    column: Column,
    top: int,
    size: int,
    used: dict[str, int],
    thickness: Thickness,
) -> Label:
    """A name's label and ribbons; takes the room of these at the bars from `used`."""
    y = top + (size - sum(map(thickness, name.ties))) // 2
    ribbons: list[Ribbon] = []
    for tie in name.ties:
        width = thickness(tie)
        start = used[tie.theme.slug] + width // 2
        used[tie.theme.slug] += width
        path = _path(column.bar, start, column.end, y + width // 2)
        ribbons.append(Ribbon(tie.theme, path, _drawn(width)))
        y += width
    lines = _lines(name.topic.title, column.room, 2)
    left = column.text if column.anchor == "start" else column.text - column.room
    box = _box(left, top - GAP // 2, column.room, size + GAP)
    ys = _base_lines(top + size // 2, len(lines))
    return Label(name, _drawn(column.text), ys, lines, column.anchor, box, tuple(ribbons))


def _bar(theme: Topic, x: int, top: int, width: int, height: int) -> Bar:
    lines = _lines(theme.title, width - 12 * PIXEL, 2)
    ys = _base_lines(top + height // 2, len(lines))
    return Bar(theme, _box(x, top, width, height), _drawn(x + width // 2), ys, lines)


def _base_lines(middle: int, count: int) -> tuple[float, ...]:
    first = middle - LINE * (count - 1) // 2 + SIZE * 35 // 100
    return tuple(_drawn(first + LINE * index) for index in range(count))


def _path(x: int, y: int, end_x: int, end_y: int) -> str:
    start, middle, end = map(_drawn, (x, (x + end_x) // 2, end_x))
    top, low = _drawn(y), _drawn(end_y)
    return f"M{start} {top}C{middle} {top} {middle} {low} {end} {low}"


def _box(x: int, y: int, width: int, height: int) -> tuple[float, float, float, float]:
    return _drawn(x), _drawn(y), _drawn(width), _drawn(height)


def _drawn(length: int) -> float:
    """Pixels, to a tenth: of the exact number the one that is written the same everywhere."""
    return (length + PIXEL // 20) // (PIXEL // 10) / 10


def _lines(text: str, room: int, most: int) -> tuple[str, ...]:
    """A text in at most so many lines, the last ending in an ellipsis if it does not fit."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return tuple(_cut(line, room) for line in lines)


def _cut(text: str, room: int) -> str:
    if _width(text) <= room:
        return text
    while text and _width(text + "…") > room:
        text = text[:-1]
    return text.rstrip(" ,;:–-") + "…"


_WIDTHS: Mapping[str, int] = (
    dict.fromkeys("ijltfrI.,:;'’|!-()[] ", 36)
    | dict.fromkeys("mwMW@%&—", 92)
    | dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", 70)
)
"""Of a character, in hundredths of the type's size."""


def _width(text: str) -> int:
    """How wide a text is at the most, in the sans-serif fonts that readers have."""
    return SIZE * sum(_WIDTHS.get(c, 100 if ord(c) > 0x2E80 else 60) for c in text) // 100
