"""`Dossier` → what happened when, and how much of what: the statements of all articles.

Only English prose is read; what a heading, a table or code says is left out.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from dossier.dates import find_dates, may_hold_dates
from dossier.figures import find_quantities, may_hold_quantities
from dossier.model import Dossier, Figure, Moment, Passage, Topic
from dossier.words import split_sentences

PROSE = ("paragraph", "list", "quote")


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


def find_moments(passage: Passage) -> Iterator[Moment]:
    """What a passage dates; a sentence counts once for each of its dates."""
    for sentence in _sentences(passage, may_hold_dates):
        said: set[str] = set()
        for dated in find_dates(sentence, passage.article.when):
            if dated.date not in said:
                said.add(dated.date)
                yield Moment(
                    dated.date,
                    sentence,
                    dated.start,
                    dated.end,
                    passage,
                    inferred=dated.inferred,
                    planned=dated.ahead,
                )


def find_figures(passage: Passage) -> Iterator[Figure]:
    """The figures of a passage, in the order of its text."""
    for sentence in _sentences(passage, may_hold_quantities):
        for quantity in find_quantities(sentence):
            yield Figure(
                "target" if quantity.target else quantity.kind,
                " ".join(sentence[quantity.start : quantity.end].split()),
                sentence,
                quantity.start,
                quantity.end,
                passage,
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


def _sentences(passage: Passage, worthwhile: Callable[[str], object]) -> Iterator[str]:
    """The sentences of a passage of English prose that is worth while to look at."""
    text, language = passage.block.text, passage.article.language
    if passage.block.kind in PROSE and language.startswith("en") and worthwhile(text):
        for start, end in split_sentences(text, language):
            yield text[start:end]
