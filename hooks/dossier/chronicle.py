"""`Dossier` → what happened when, and how much of what: the statements of all articles.

Only English prose is read; what a heading, a table or code says is left out.
"""

from collections.abc import Iterator
from itertools import chain

from dossier.dates import find_dates
from dossier.figures import find_quantities
from dossier.model import Dossier, Figure, Moment, Passage
from dossier.words import split_sentences

PROSE = ("paragraph", "list", "quote")


def moments(dossier: Dossier) -> tuple[Moment, ...]:
    """The dated statements of articles and the dated facts of topics, latest first."""
    facts = {
        (fact.date, fact.text): Moment(fact.date, "fact", fact.text, topic=topic, url=fact.source)
        for topic in reversed(dossier.topics)
        for fact in topic.dates
    }
    stated = (
        Moment(dated.date, dated.kind, sentence, sentence[dated.start : dated.end], passage)
        for passage, sentence in _sentences(dossier)
        for dated in find_dates(sentence, passage.article.when)
    )
    return tuple(sorted(chain(facts.values(), stated), key=_place, reverse=True))


def figures(dossier: Dossier) -> tuple[Figure, ...]:
    """The figures of articles in the order of the dossier."""
    return tuple(
        Figure(
            "target" if quantity.target else quantity.kind,
            " ".join(sentence[quantity.start : quantity.end].split()),
            sentence,
            passage,
        )
        for passage, sentence in _sentences(dossier)
        for quantity in find_quantities(sentence)
    )


def _sentences(dossier: Dossier) -> Iterator[tuple[Passage, str]]:
    for passage in dossier.passages:
        text = passage.block.text
        if passage.block.kind not in PROSE or not passage.article.language.startswith("en"):
            continue
        for start, end in split_sentences(text, passage.article.language):
            yield passage, text[start:end]


def _place(moment: Moment) -> tuple[str, str, str]:
    return (moment.date, moment.passage.key if moment.passage else "", moment.text)
