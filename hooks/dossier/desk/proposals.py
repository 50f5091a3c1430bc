"""What `scripts/suggest` proposes, as the desk shows it: in turn, the most telling first."""

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import Any

from dossier.core.format import counted
from dossier.core.model import Passage, Topic
from dossier.editing.findings import excerpt
from dossier.editing.proposed_names import NameProposal
from dossier.editing.proposed_terms import MisleadingTerm, SubtopicProposal, TermProposal
from dossier.editing.suggest import (
    Suggestions,
    misleading_id,
    name_id,
    sentence,
    subtopic_id,
    term_id,
)

PROPOSED = {
    "misleading term": "Terms that mislead",
    "subtopic": "Subtopics",
    "term": "Terms",
    "name": "Names",
}
"""The kinds of proposals, in the order in which they are shown."""
MOST_READ = 3
"""Passages of a proposal that are shown."""
LONGEST_READ = 300

Json = dict[str, Any]


def in_turn(found: Suggestions) -> list[Json]:
    """All proposals: of terms the first of each theme, then the second of each, and so on.

    Terms that would add no passage to those there are come last.
    """
    terms = chain.from_iterable(zip_longest(*(map(_useful_first, found.terms.values()))))
    return [
        *map(_misleading, found.misleading),
        *map(_subtopic, found.subtopics),
        *(_term(term) for term in terms if term),
        *map(_name, found.names),
    ]


def _useful_first(terms: Sequence[TermProposal]) -> list[TermProposal]:
    return sorted(terms, key=lambda each: not each.adds)


def _term(of: TermProposal) -> Json:
    doubtful = f", {of.wrong} of them doubtful" if of.wrong else ""
    return _of_theme(of.theme, of.term, of.examples) | {
        "id": term_id(of.theme.slug, of.term),
        "kind": "term",
        "weak": of.weak,
        "subtopic": of.subtopic,
        "message": f"“{of.term}” for {of.theme.title}",
        "why": f"As a {'weak' if of.weak else 'strong'} term, {_more(of.adds)}{doubtful}.",
    }


def _subtopic(of: SubtopicProposal) -> Json:
    placed = counted(len(of.passages), "passage")
    return _of_theme(of.theme, of.term, of.passages) | {
        "id": subtopic_id(of.theme.slug, of.term),
        "kind": "subtopic",
        "subtopic": of.title,
        "message": f"“{of.title}” in {of.theme.title}",
        "why": f"{placed} that editors placed there have none of its terms.",
    }


def _misleading(of: MisleadingTerm) -> Json:
    only = "all of which were" if len(of.passages) > 1 else "which was"
    return _of_theme(of.theme, of.term, of.passages) | {
        "id": misleading_id(of.theme.slug, of.term),
        "kind": "misleading term",
        "message": f"“{of.term}” in {of.theme.title}",
        "why": f"It places {counted(len(of.passages), 'passage')}, {only} taken out again.",
    }


def _of_theme(theme: Topic, term: str, passages: Sequence[Passage]) -> Json:
    """What is told of each term that is proposed for a theme."""
    return {"theme": theme.slug, "words": term, "read": [*_read(passages, term)]}


def _name(of: NameProposal) -> Json:
    return {
        "id": name_id(of.title),
        "kind": "name",
        "words": of.title,
        "nameKind": of.kind,
        "aliases": of.aliases,
        "said": of.said,
        "message": of.title,
        "why": ", ".join(
            [
                of.kind.capitalize(),
                *([f"also written {' or '.join(of.aliases)}"] if of.aliases else []),
                f"in {counted(len(of.passages), 'passage')}",
            ]
        )
        + ".",
        "read": [*_read(of.passages, of.title)],
    }


def _more(count: int) -> str:
    return f"it adds {counted(count, 'passage')}" if count else "it adds no passage by itself"


def _read(passages: Sequence[Passage], words: str) -> Iterator[Json]:
    for passage in passages[:MOST_READ]:
        yield {
            "article": passage.article.title,
            "slug": passage.article.slug,
            "anchor": passage.block.anchor,
            "language": passage.article.language,
            "text": excerpt(sentence(passage, words), LONGEST_READ),
        }
