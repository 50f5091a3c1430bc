"""Passages → a picture of how themes and names hang together, as the values of two drawings.

On a wide page themes are bars, names are labels beside them, and a ribbon ties a name to each theme
that it is named under; its thickness is the number of passages. On a phone, where ribbons would lie
on each other, each name has a row and each theme a column, and a dot stands for the passages. A
name's neighbours are those of its own passages: the same function draws the whole and each part.

A length is a unit of the drawing: one CSS pixel, where the drawing has its own width.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from dossier.core.model import Passage, Topic

LEAST_NAMES = 3
MOST_NAMES = 40
SIZE = 14.5
LINE = 18.0
GAP = 10.0
BAR = 52.0
"""The type's size and line, the room between two labels, and the least height of a theme."""

PHONE = 360.0
LABEL = 170.0
COLUMN = 46.0
"""On a phone, the width of the drawing, of a label, and of a column where there is room."""

SMALLEST = 5.0
"""The width of a dot that stands for a single passage, where others stand for many."""

THICKEST = 34.0
"""The thickness of all ribbons of the strongest name together."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A theme that a name is named under, and in how many passages."""

    theme: Topic
    count: int


Thickness = Callable[[Tie], float]


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

    bar: float
    end: float
    text: float
    room: float
    anchor: str


def draw(
    themes: Sequence[Topic],
    passages: Iterable[Passage],
    subject: Topic | None = None,
    most: int = MOST_NAMES,
    width: float = 1120,
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
    bar = 148.0
    room = width * 0.22
    middle = width / 2
    wide = _drawing(
        shown,
        (
            (left, Column(middle - bar / 2, room + 10, room, room, "end")),
            (right, Column(middle + bar / 2, width - room - 10, width - room, room, "start")),
        ),
        (middle - bar / 2, bar),
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

    def middle(name: Name) -> float:
        total = sum(tie.count for tie in name.ties)
        return sum(place[tie.theme.slug] * tie.count for tie in name.ties) / total

    return sorted(names, key=lambda name: (middle(name), -name.count, name.topic.slug))


def _matrix(themes: Sequence[Topic], names: Sequence[Name]) -> Drawing:
    """A row for each name, strongest first, a column for each theme, and a dot where they meet.

    The area of a dot is the number of passages. The themes stand above as stairs, so that each has
    room for its title, with a line down its column.
    """
    step = min(COLUMN, (PHONE - LABEL) / len(themes))
    largest = min(step, THICKEST) - 4
    most = max(tie.count for name in names for tie in name.ties)
    columns = {t.slug: PHONE - step * (len(themes) - n - 0.5) for n, t in enumerate(themes)}
    bars: list[Bar] = []
    top = 0.0
    for theme in reversed(themes):
        lines = _lines(theme.title, BAR * 2 - 12, 2)
        height = LINE * len(lines) + 8
        right = columns[theme.slug] + step / 2
        bars.insert(0, _bar(theme, right - BAR * 2, top, BAR * 2, height))
        top += height + 4
    top += GAP
    starts = {bar.theme.slug: bar.box[1] + bar.box[3] for bar in bars}
    labels: list[Label] = []
    for name in names:
        lines = _lines(name.topic.title, LABEL, 2)
        dots = [(tie.theme, max(SMALLEST, largest * sqrt(tie.count / most))) for tie in name.ties]
        height = max(LINE * len(lines), *(width for _, width in dots)) + GAP
        middle = top + height / 2
        ribbons = tuple(
            Ribbon(theme, f"M{columns[theme.slug]:.1f} {middle:.1f}h0", round(width, 1))
            for theme, width in dots
        )
        box = (0.0, round(top, 1), PHONE, round(height, 1))
        ys = _base_lines(middle, len(lines))
        labels.append(Label(name, 0.0, ys, lines, "start", box, ribbons))
        top += height
    guides = tuple(
        Ribbon(t, f"M{columns[t.slug]:.1f} {starts[t.slug]:.1f}V{top:.1f}", 1.0) for t in themes
    )
    return Drawing(PHONE, round(top, 1), tuple(bars), tuple(labels), guides)


def _drawing(
    themes: Sequence[Topic],
    sides: Sequence[tuple[Sequence[Name], Column]],
    bar: tuple[float, float],
    width: float,
) -> Drawing:
    """Lay out bars of the place and width `bar`, with names on one side of them, or on two."""
    names = [name for side, _ in sides for name in side]
    unit = THICKEST / max(sum(tie.count for tie in name.ties) for name in names)

    def thickness(tie: Tie) -> float:
        return max(1.0, tie.count * unit)

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
            theme.slug: tops[theme.slug] + (size - _stack(theme, side, thickness)) / 2
            for theme, size in zip(themes, heights, strict=True)
        }
        for name, size, top in zip(side, row, _spread(row, height), strict=True):
            labels.append(_label(name, column, top, size, used, thickness))
    return Drawing(width, round(height, 1), bars, tuple(labels))


def _stack(theme: Topic, names: Iterable[Name], thickness: Thickness) -> float:
    """The height of all ribbons at a theme's bar, on one side of it."""
    return sum(thickness(tie) for name in names for tie in name.ties if tie.theme is theme)


def _bar_height(
    theme: Topic, sides: Sequence[tuple[Sequence[Name], Column]], thickness: Thickness
) -> float:
    return max(BAR, *(_stack(theme, side, thickness) for side, _ in sides))


def _rows(names: Sequence[Name], column: Column, thickness: Thickness) -> list[float]:
    """The height of each name: that of its label or of its ribbons, whichever is more."""
    return [
        max(
            LINE * len(_lines(name.topic.title, column.room, 2)),
            sum(map(thickness, name.ties)),
        )
        for name in names
    ]


def _spread(heights: Sequence[float], height: float) -> list[float]:
    """The top of each box, if they stand in a column of this height with equal room between."""
    free = (height - sum(heights)) / max(1, len(heights))
    tops: list[float] = []
    top = free / 2
    for size in heights:
        tops.append(top)
        top += size + free
    return tops


def _label(
    name: Name,
    column: Column,
    top: float,
    size: float,
    used: dict[str, float],
    thickness: Thickness,
) -> Label:
    """A name's label and ribbons; takes the room of these at the bars from `used`."""
    y = top + (size - sum(map(thickness, name.ties))) / 2
    ribbons: list[Ribbon] = []
    for tie in name.ties:
        width = thickness(tie)
        start = used[tie.theme.slug] + width / 2
        used[tie.theme.slug] += width
        path = _path(column.bar, start, column.end, y + width / 2)
        ribbons.append(Ribbon(tie.theme, path, round(width, 1)))
        y += width
    lines = _lines(name.topic.title, column.room, 2)
    left = column.text if column.anchor == "start" else column.text - column.room
    box = (round(left, 1), round(top - GAP / 2, 1), round(column.room, 1), round(size + GAP, 1))
    ys = _base_lines(top + size / 2, len(lines))
    return Label(name, round(column.text, 1), ys, lines, column.anchor, box, tuple(ribbons))


def _bar(theme: Topic, x: float, top: float, width: float, height: float) -> Bar:
    lines = _lines(theme.title, width - 12, 2)
    box = (round(x, 1), round(top, 1), round(width, 1), round(height, 1))
    return Bar(theme, box, x + width / 2, _base_lines(top + height / 2, len(lines)), lines)


def _base_lines(middle: float, count: int) -> tuple[float, ...]:
    first = middle - LINE * (count - 1) / 2 + SIZE * 0.35
    return tuple(round(first + LINE * index, 1) for index in range(count))


def _path(x: float, y: float, end_x: float, end_y: float) -> str:
    middle = (x + end_x) / 2
    return f"M{x:.1f} {y:.1f}C{middle:.1f} {y:.1f} {middle:.1f} {end_y:.1f} {end_x:.1f} {end_y:.1f}"


def _lines(text: str, room: float, most: int) -> tuple[str, ...]:
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


def _cut(text: str, room: float) -> str:
    if _width(text) <= room:
        return text
    while text and _width(text + "…") > room:
        text = text[:-1]
    return text.rstrip(" ,;:–-") + "…"


_WIDTHS: Mapping[str, float] = (
    dict.fromkeys("ijltfrI.,:;'’|!-()[] ", 0.36)
    | dict.fromkeys("mwMW@%&—", 0.92)
    | dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", 0.7)
)


def _width(text: str) -> float:
    """How wide a text is at the most, in the sans-serif fonts that readers have."""
    return SIZE * sum(_WIDTHS.get(c, 1.0 if ord(c) > 0x2E80 else 0.6) for c in text)
