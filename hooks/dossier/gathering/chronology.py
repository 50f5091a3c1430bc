"""`Dossier` → what happened when, in order: the dated statements of articles and topics."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dossier.core.model import Dossier, Moment, Topic


def moments(dossier: Dossier) -> tuple[Moment, ...]:
    """The dated statements of articles and the dated facts of topics.

    What is still ahead comes first, soonest first; then the rest, latest first. Ahead is what is
    later than the newest article and the newest fact, so that a build does not depend on the day
    it is made. Of a date the facts of topic pages come first.
    """
    rows = [*_facts(dossier.topics), *dossier.moments]
    now = max(
        [moment.date for moment in rows if not moment.planned] + [a.when for a in dossier.articles],
        default="",
    )
    ahead = [replace(m, ahead=True) for m in rows if m.planned and m.date > now]
    past = [m for m in rows if not (m.planned and m.date > now)]
    return (
        *sorted(ahead, key=lambda moment: moment.date),
        *sorted(past, key=lambda moment: moment.date, reverse=True),
    )


def _facts(topics: Iterable[Topic]) -> Iterator[Moment]:
    """What topic pages date; the same words with the same date are one fact of all of them."""
    found: dict[tuple[str, str], Moment] = {}
    for topic in topics:
        for fact in topic.dates:
            key = (fact.date, fact.text)
            same = found.get(key, Moment(fact.date, fact.text, url=fact.source))
            if topic not in same.topics:
                found[key] = replace(same, topics=(*same.topics, topic))
    yield from found.values()
