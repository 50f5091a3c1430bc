"""`Dossier` → how much of what: each figure once, and the quantities that were told several times.

A figure that several passages state, in whatever words, is one: where they say the same, or where
the same number measures the same thing. Where one thing was measured of three dates or more, its
values are a series.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from dossier.core.kinds import FIGURE_HEADINGS
from dossier.core.model import Dossier, Figure, Point, Series
from dossier.gathering.alike import fold
from dossier.language.dates import find_dates
from dossier.language.measures import Measure, read_measure

LEAST_POINTS = 3
MOST_POINTS = 24
REMEMBERED = 20_000
"""Figures of which it is remembered what they measure: each is asked for several times."""
NEAR = 60
"""Characters between a figure and the date in its sentence that is its own."""

_TARGET_YEAR = regex.compile(r"\d{4}$")
_BETWEEN = regex.compile(r"[;:]|,\s(?:and|but|while|up|down|from|compared)\b|\b(?:from|than)\b")

_OTHER = regex.compile(r"[;:\d]")


@dataclass(frozen=True, slots=True)
class _Read:
    """A figure with what it measures and the year for which it is a target."""

    figure: Figure
    measure: Measure
    year: str


def figures(dossier: Dossier) -> tuple[Figure, ...]:
    """Each figure of the articles once, those of one sentence together, in the articles' order.

    Of several that say the same a target comes before others, the newest before older ones. What
    stands in captions, formulas or markup is left out.
    """
    stated = [figure for figure in dossier.figures if figure.is_statement]
    rows = fold(stated, lambda figure: figure.sentence, _number)
    groups: list[list[Figure]] = []
    by_thing: dict[tuple[object, ...], list[list[Figure]]] = defaultdict(list)
    for row in rows:
        read = _read(row[0])
        known = by_thing[_thing(read)] if read and read.measure.is_level else []
        same = next((group for group in known if _is_same(read, _read(group[0]))), None)
        if same is None:
            groups.append(row)
            known.append(row)
        else:
            same += row
    order = {figure_key(figure): place for place, figure in enumerate(dossier.figures)}
    found = sorted(
        (_one_of(group, order) for group in groups), key=lambda figure: order[figure_key(figure)]
    )
    sentences: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in found:
        sentences[figure.passage.key, figure.sentence].append(figure)
    return tuple(map(_of_sentence, sentences.values()))


def _of_sentence(row: list[Figure]) -> Figure:
    """The figures of a sentence as one, led by that which says most."""
    if len(row) == 1:
        return row[0]
    kinds = [*FIGURE_HEADINGS]
    first = min(row, key=lambda figure: kinds.index(figure.kind))
    also = {other.passage.key: other for figure in (first, *row) for other in figure.also}
    beside = tuple(figure for figure in row if figure is not first)
    return replace(first, also=tuple(also.values()), beside=beside)


def figure_key(figure: Figure) -> tuple[str, str, int]:
    """Tells a figure from all others."""
    return figure.passage.key, figure.sentence, figure.start


def _one_of(group: Sequence[Figure], order: dict[tuple[str, str, int], int]) -> Figure:
    if len(group) == 1:
        return group[0]
    ranked = sorted(group, key=lambda f: (f.kind != "target", order[figure_key(f)]))
    seen = {ranked[0].passage.key}
    also: list[Figure] = []
    for figure in ranked[1:]:
        if figure.passage.key not in seen:
            seen.add(figure.passage.key)
            also.append(figure)
    return replace(ranked[0], also=tuple(also))


def measure_of(figure: Figure) -> Measure | None:
    """What a figure measures, as its sentence says."""
    return _measured(figure.sentence, figure.start, figure.end)


_measured = lru_cache(REMEMBERED)(read_measure)


def _number(figure: Figure) -> object:
    """What is the same where two figures of like sentences are one."""
    measure = measure_of(figure)
    return (measure.value, measure.unit) if measure else figure.words


def _read(figure: Figure) -> _Read | None:
    if not (measure := measure_of(figure)):
        return None
    year = _TARGET_YEAR.search(figure.words) if figure.kind == "target" else None
    return _Read(figure, measure, year[0] if year else "")


def _thing(read: _Read) -> tuple[object, ...]:
    return read.measure.value, read.measure.unit


def _is_same(one: _Read | None, other: _Read | None) -> bool:
    """Whether the same number, of what may be the same, is."""
    if not (one and other) or (one.year and other.year and one.year != other.year):
        return False
    mine, theirs = one.measure, other.measure
    if not mine.may_be(theirs):
        return False
    return mine.head == theirs.head or bool(
        one.year and one.year == other.year and mine.words & theirs.words
    )


def series(stated: Iterable[Figure]) -> tuple[Series, ...]:
    """The quantities of which a value is known at three dates or more; those with most first.

    `stated` are figures, each once. Of one date the figure that comes first is taken.
    """
    rows: dict[tuple[object, ...], list[list[tuple[Measure, Point]]]] = defaultdict(list)
    for figure in (figure for entry in stated for figure in (entry, *entry.beside)):
        measure = measure_of(figure)
        if not measure or not measure.head:
            continue
        when, is_target, is_said = when_of(figure)
        is_counted = measure.is_count and is_said and len(measure.words) > 1
        if not when or not (measure.is_level or is_counted):
            continue
        known = rows[measure.head, measure.unit, measure.words if measure.is_count else ()]
        fitting = (row for row in known if all(measure.may_be(other) for other, _ in row))
        row = next(fitting, None)
        if row is None:
            row = []
            known.append(row)
        words = " ".join(figure.sentence[figure.start : measure.end].split())
        row.append((measure, Point(when, float(measure.value), words, figure, is_target)))
    found = [made for known in rows.values() for row in known if (made := _series(row))]
    return tuple(sorted(found, key=lambda made: (-len(made.points), made.title)))


def _series(row: Sequence[tuple[Measure, Point]]) -> Series | None:
    """The values of one thing as a series, if there are enough, and they are not all the same."""
    by_date: dict[str, Point] = {}
    for _, point in row:
        by_date.setdefault(point.date, point)
    if len(by_date) < LEAST_POINTS or len({point.value for point in by_date.values()}) < 2:
        return None
    points = sorted(by_date.values(), key=lambda point: point.date)[-MOST_POINTS:]
    titles = Counter(measure.thing[:1].upper() + measure.thing[1:] for measure, _ in row)
    return Series(titles.most_common(1)[0][0], row[0][0].unit, tuple(points))


def when_of(figure: Figure) -> tuple[str, bool, bool]:
    """The date of a figure, whether it is a target, and whether its sentence says the date.

    It is what its words say, or the nearest date beside it; the day of the article where there is
    no other, and empty where it is not clear.
    """
    if figure.kind == "target" and (year := _TARGET_YEAR.search(figure.words)):
        return year[0], True, True
    when = figure.passage.article.when
    sentence, start, end = figure.sentence, figure.start, figure.end
    dates = find_dates(sentence, when)
    for date in [date for date in dates if end <= date.start < end + NEAR][:1]:
        if not _BETWEEN.search(sentence, end, date.start):
            return date.date, date.ahead, True
    for date in [date for date in dates if start - NEAR < date.end <= start][-1:]:
        if not _OTHER.search(sentence, date.end, start):
            return date.date, date.ahead, True
    return ("", False, False) if dates else (when, False, False)
