"""`Dossier` → what happened when, in order: the dated statements of articles and topics."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import regex

from dossier.core.model import Dossier, Moment, Topic
from dossier.gathering.alike import fold
from dossier.language.tense import tense_about

_BY = regex.compile(
    r"\b(?:by|until|till|before|no\slater\sthan)(?:\s(?:early|late|the\s(?:end|middle)\sof))?\s$",
    regex.IGNORECASE,
)


def moments(dossier: Dossier) -> tuple[Moment, ...]:
    """The dated statements of articles and the dated facts of topics.

    What is still ahead comes first, soonest first; then the rest, latest first. Ahead is what is
    later than the newest article and the newest fact, so that a build does not depend on the day
    it is made. Of a date the facts of topic pages come first. Datelines, captions and the like
    are left out, and what is said again of a date is one moment.
    """
    said = [moment for moment in dossier.moments if moment.is_statement]
    groups = fold(said, lambda moment: moment.text, lambda moment: moment.date)
    rows = [*facts(dossier.topics), *map(_one_of, groups)]
    now = _now(dossier, rows)
    ahead = [replace(m, ahead=True) for m in rows if _is_ahead(m, now)]
    past = [m for m in rows if not _is_ahead(m, now)]
    return (
        *sorted(ahead, key=lambda moment: moment.date),
        *sorted(past, key=lambda moment: moment.date, reverse=True),
    )


def _one_of(group: list[Moment]) -> Moment:
    """One moment of those that say the same, with the passages of the others."""
    first = group[0]
    if len(group) == 1:
        return first
    passages = {m.passage.key: m.passage for m in group if m.passage}
    also = tuple(p for p in passages.values() if first.passage and p.key != first.passage.key)
    return replace(first, also=also, planned=all(moment.planned for moment in group))


def _now(dossier: Dossier, rows: Iterable[Moment]) -> str:
    """The latest date of which something is known to have happened.

    Of an article without a date that is not known, for what it plans looks like what has been; it
    counts where nothing else is dated.
    """
    known = [article.when for article in dossier.articles if article.when]
    known += [moment.date for moment in rows if not moment.passage]
    if known:
        return max(known)
    return max((moment.date for moment in rows if _has_been(moment)), default="")


def _is_ahead(moment: Moment, now: str) -> bool:
    if moment.date <= now:
        return False
    if moment.passage and not moment.passage.article.when:
        return bool(now) and not (_has_been(moment) and len(moment.date) > len("2050"))
    return moment.planned


def _has_been(moment: Moment) -> bool:
    """Whether a sentence says, by its verb, that what it dates has been."""
    tense, _ = tense_about(moment.text, moment.start, moment.end)
    return tense == "past" and not _BY.search(moment.text, 0, moment.start)


def facts(topics: Iterable[Topic]) -> Iterator[Moment]:
    """What topic pages date; the same words with the same date are one fact of all of them."""
    found: dict[tuple[str, str], Moment] = {}
    for topic in topics:
        for fact in topic.dates:
            key = (fact.date, fact.text)
            same = found.get(key, Moment(fact.date, fact.text, url=fact.source))
            if topic not in same.topics:
                found[key] = replace(same, topics=(*same.topics, topic))
    yield from found.values()
