"""`Dossier` → what happened when, and how much of what: the statements of all articles.

Only English prose is read; what a heading, a table or code says is left out.
"""

from collections.abc import Callable, Iterator

from dossier.core.model import Figure, Moment, Passage
from dossier.language.dates import find_dates, last_spoken, may_hold_dates
from dossier.language.quantities import find_quantities, may_hold_quantities
from dossier.language.sentences import split_sentences

PROSE = ("paragraph", "list", "quote")


def find_moments(passage: Passage) -> Iterator[Moment]:
    """What a passage dates; a sentence counts once for each of its dates."""
    spoken = ""
    for sentence in _sentences(passage, may_hold_dates):
        said: set[str] = set()
        found = find_dates(sentence, passage.article.when, spoken)
        spoken = last_spoken(found)
        for dated in found:
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
        for quantity in find_quantities(sentence, passage.article.when):
            yield Figure(
                "target" if quantity.target else quantity.kind,
                " ".join(sentence[quantity.start : quantity.end].split()),
                sentence,
                quantity.start,
                quantity.end,
                passage,
            )


def _sentences(passage: Passage, worthwhile: Callable[[str], object]) -> Iterator[str]:
    """The sentences of a passage of English prose that is worth while to look at."""
    text, language = passage.block.text, passage.article.language
    if passage.block.kind in PROSE and language.startswith("en") and worthwhile(text):
        for start, end in split_sentences(text, language):
            yield text[start:end]
