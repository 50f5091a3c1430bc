"""`Series` → a small drawing of it: where its line goes, and what is written beside it.

All places are whole numbers, so that the same series gives the same drawing everywhere. What it
shows is told in words and in a table beside it as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dossier.core.format import day
from dossier.core.model import Point, Series

WIDTH, HEIGHT = 340, 150
LEFT, RIGHT, TOP, BOTTOM = 12, 12, 26, 26
CHARACTER = 8
"""The width of a character of a label, at most."""
STEEP = 6
"""By how much a line must rise or fall to run through a label above it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value in the drawing: its place, what is written at it (at the height `label_y`), its year.

    Nothing is written where there is no room.
    """

    x: int
    y: int
    label: str
    label_y: int
    year: str
    anchor: str
    is_target: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing: the line through what was (`known`), on to what was to be (`aim`), and the marks.

    Both lines are paths of SVG, empty where there is none.
    """

    width: int
    height: int
    base: int
    known: str
    aim: str
    marks: tuple[Mark, ...]


def plot(series: Series) -> Plot:
    """Draw a series: time from left to right, values from nothing upwards."""
    times = [_time(point.date) for point in series.points]
    values = [point.value for point in series.points]
    low, high = min(0.0, *values), max(0.0, *values)
    wide, tall = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    places = [
        (
            LEFT + round(wide * (time - times[0]) / ((times[-1] - times[0]) or 1)),
            TOP + round(tall * (high - value) / ((high - low) or 1)),
        )
        for time, value in zip(times, values, strict=True)
    ]
    first_aim = next(
        (n for n, point in enumerate(series.points) if point.is_target), len(series.points)
    )
    base = TOP + round(tall * high / ((high - low) or 1))
    labelled = _labelled(places, series.points, first_aim - 1)
    marks = tuple(
        Mark(
            x,
            y,
            point.words if number in labelled else "",
            _height(places, number, base),
            point.date[:4] if number in labelled else "",
            _anchor(number, len(places)),
            point.is_target,
        )
        for number, ((x, y), point) in enumerate(zip(places, series.points, strict=True))
    )
    known, aim = places[:first_aim], places[max(0, first_aim - 1) :]
    return Plot(WIDTH, HEIGHT, base, _path(known), _path(aim), marks)


def in_words(series: Series) -> str:
    """A series in a sentence or two: where it began and where it stands, and what is aimed at."""
    known = [point for point in series.points if not point.is_target]
    aims = [point for point in series.points if point.is_target]
    said: list[str] = []
    if len(known) > 1:
        said.append(f"From {_told(known[0])} to {_told(known[-1])}.")
    elif known:
        said.append(f"{_told(known[0])}.")
    if aims:
        was = "Aim" if len(aims) == 1 else "Aims"
        said.append(f"{was}: {', '.join(map(_told, aims))}.")
    return " ".join(said)


def _told(point: Point) -> str:
    on = "on " if len(point.date) == len("2025-12-09") else "in "
    return f"{point.words} {on}{day(point.date)}"


def _time(date: str) -> float:
    """A date as a number of years; of what is only a year or a month the middle of it."""
    year, *rest = map(int, date.split("-"))
    if not rest:
        return year + 0.5
    month, *days = rest
    return year + (month - 1 + ((days[0] - 1) / 31 if days else 0.5)) / 12


def _labelled(places: Sequence[tuple[int, int]], points: Sequence[Point], newest: int) -> set[int]:
    """Which marks have room for words: the last, the first, what is newest, then the others."""
    taken: list[tuple[int, int]] = []
    found: set[int] = set()
    for number in dict.fromkeys((len(points) - 1, 0, max(0, newest), *range(len(points)))):
        x, width = places[number][0], CHARACTER * len(points[number].words)
        anchor = _anchor(number, len(points))
        start = x - {"start": 0, "middle": width // 2, "end": width}[anchor]
        if all(start + width < other or end < start for other, end in taken):
            taken.append((start, start + width))
            found.add(number)
    return found


def _anchor(number: int, count: int) -> str:
    """How a label stands at its mark: within the drawing."""
    return "start" if not number else "end" if number == count - 1 else "middle"


def _height(places: Sequence[tuple[int, int]], number: int, base: int) -> int:
    """Where a label stands: above its mark, or below where the line would run through it."""
    y = places[number][1]
    beside = [places[n][1] for n in (number - 1, number + 1) if 0 <= n < len(places)]
    is_crossed = any(y - other > STEEP for other in beside)
    return y + 18 if is_crossed and y + 20 < base else y - 10


def _path(places: list[tuple[int, int]]) -> str:
    if len(places) < 2:
        return ""
    return "M" + "L".join(f"{x} {y}" for x, y in places)
