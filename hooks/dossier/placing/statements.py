"""`Passage` → what happened when, and how much of what: the statements of an article.

Only English prose is read; what a heading, a table or code says is left out. What the editors say
of words comes before what is found in them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol, TypeVar

from dossier.core.kinds import FigureKind
from dossier.core.model import (
    PROSE,
    Article,
    DateVerdict,
    Figure,
    FigureVerdict,
    Moment,
    Passage,
)
from dossier.language.alone import is_statement, tells
from dossier.language.dates import FoundDate, find_dates, last_spoken, may_hold_dates
from dossier.language.quantities import find_quantities, may_hold_quantities
from dossier.language.sentences import split_sentences

_SPOKEN = re.compile(
    r"\b(?:transcript|remarks|speech|address|briefing|interview|gaggle|press conference)\b", re.I
)
"""What the title of an article has that gives what somebody said."""
LATER = 31
"""The most days after they are spoken on which words are published."""


class _Spot(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Spot = TypeVar("Spot", bound=_Spot)
Verdict = TypeVar("Verdict", DateVerdict, FigureVerdict)


def find_moments(passage: Passage, by_editors: bool = True) -> Iterator[Moment]:
    """What a passage dates; a sentence counts once for each of its dates.

    Without `by_editors` it is what is found, whatever the editors say of it.
    """
    verdicts = _of(passage, passage.article.date_verdicts if by_editors else ())
    if not _is_read(passage) or not (verdicts or may_hold_dates(passage.block.text)):
        return
    when, spoken = _said_on(passage.article), ""
    for place, sentence in _sentences(passage):
        may_hold = may_hold_dates(sentence)
        dates = find_dates(sentence, when, spoken) if may_hold else []
        if dates or not may_hold:
            spoken = last_spoken(dates)
        own = _within(verdicts, place, sentence)
        dates = _apart(dates, own)
        dates += [
            FoundDate(start, end, verdict.date, ahead=verdict.date > when != "")
            for start, end, verdict in own
            if verdict.date
        ]
        said: set[str] = set()
        for dated in sorted(dates, key=lambda date: date.start):
            if dated.date not in said:
                said.add(dated.date)
                where = sentence, dated.start, dated.end
                yield Moment(
                    dated.date,
                    *where,
                    passage,
                    inferred=dated.inferred,
                    planned=dated.ahead,
                    is_statement=is_statement(*where),
                    telling=tells(*where),
                )


def _said_on(article: Article) -> str:
    """The day from which an article counts its `yesterday`: of a transcript that it was spoken on.

    Its event says it, or its title; otherwise it is the day of the article.
    """
    if not article.date or not _SPOKEN.search(article.title):
        return article.when
    stated = [found.date for found in find_dates(article.title, "")]
    days = (
        [article.event.date]
        if article.event
        else [date.fromisoformat(day) for day in stated if len(day) == len("2025-12-09")]
    )
    if len(days) == 1 and 0 <= (article.date - days[0]).days <= LATER:
        return days[0].isoformat()
    return article.when


def find_figures(passage: Passage, by_editors: bool = True) -> Iterator[Figure]:
    """The figures of a passage, in the order of its text.

    Without `by_editors` it is what is found, whatever the editors say of it.
    """
    verdicts = _of(passage, passage.article.figure_verdicts if by_editors else ())
    if not _is_read(passage) or not (verdicts or may_hold_quantities(passage.block.text)):
        return
    for place, sentence in _sentences(passage):
        own = _within(verdicts, place, sentence)
        found = _apart(find_quantities(sentence, passage.article.when), own)
        figures = [
            _figure(passage, sentence, q.start, q.end, "target" if q.target else q.kind)
            for q in found
        ]
        figures += [
            _figure(passage, sentence, start, end, verdict.kind)
            for start, end, verdict in own
            if verdict.kind
        ]
        yield from sorted(figures, key=lambda figure: figure.start)


def _figure(passage: Passage, sentence: str, start: int, end: int, kind: FigureKind) -> Figure:
    words = " ".join(sentence[start:end].split())
    return Figure(kind, words, sentence, start, end, passage, is_statement(sentence))


def _of(passage: Passage, verdicts: Iterable[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.about.block == passage.block.number]


def _within(
    verdicts: Iterable[Verdict], place: int, sentence: str
) -> list[tuple[int, int, Verdict]]:
    """The verdicts on words that begin in the sentence at `place`, and where these stand in it."""
    return [
        (verdict.about.start - place, min(verdict.about.end - place, len(sentence)), verdict)
        for verdict in verdicts
        if 0 <= verdict.about.start - place < len(sentence)
    ]


def _apart(found: Iterable[Spot], own: Sequence[tuple[int, int, Verdict]]) -> list[Spot]:
    """What was found in words of which the editors say nothing."""
    return [
        spot
        for spot in found
        if all(end <= spot.start or spot.end <= start for start, end, _ in own)
    ]


def _is_read(passage: Passage) -> bool:
    return passage.block.kind in PROSE and passage.article.language.startswith("en")


def _sentences(passage: Passage) -> Iterator[tuple[int, str]]:
    """The sentences of a passage, and where they begin."""
    text = passage.block.text
    for start, end in split_sentences(text, passage.article.language):
        yield start, text[start:end]
