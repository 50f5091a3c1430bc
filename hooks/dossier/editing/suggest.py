"""What the machine proposes and a person chooses, for a theme or for names: `scripts/suggest`."""

import json
import sys
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import click

from dossier.core.cache import Cache
from dossier.core.memory import for_good
from dossier.core.model import Dossier, Passage, Topic
from dossier.editing.findings import excerpt, read_settled, settle
from dossier.editing.proposed_names import NameProposal, propose_names
from dossier.editing.proposed_terms import (
    MisleadingTerm,
    Phrases,
    SubtopicProposal,
    TermProposal,
    Terms,
    find_misleading_terms,
    propose_subtopic,
)
from dossier.gathering.pipeline import read_edition
from dossier.language.sentences import split_sentences

MOST_TERMS = 40
MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Suggestions:
    """All that is proposed: by the slug of each theme its terms; subtopics; terms that mislead."""

    terms: dict[str, list[TermProposal]]
    subtopics: tuple[SubtopicProposal, ...]
    misleading: tuple[MisleadingTerm, ...]
    names: tuple[NameProposal, ...]


class Proposer:
    """What is learnt of a dossier once, to propose from in rounds."""

    def __init__(self, dossier: Dossier, before: "Proposer | None" = None) -> None:
        """`before` is that of an earlier edition: what it has read is not read again."""
        self._dossier = dossier
        passages = dossier.passages
        self._phrases: Phrases = (
            before._phrases.of_others(passages) if before else Phrases(passages)
        )

    @cached_property
    def _terms(self) -> Terms:
        return Terms(self._phrases, self._dossier.themes)

    @cached_property
    def _names(self) -> Sequence[NameProposal]:
        return propose_names(self._dossier)

    def suggest(
        self, themes: Sequence[Topic], settled: Container[str] = (), names: bool = True
    ) -> Suggestions:
        """What is proposed for some themes, but for what is settled (by ids)."""
        terms = self._terms.propose(MOST_TERMS, lambda t, w: term_id(t, w) in settled)
        subtopics = (
            propose_subtopic(self._phrases, theme, lambda t, w: subtopic_id(t, w) in settled)
            for theme in themes
        )
        misleading = (t for theme in themes for t in find_misleading_terms(self._dossier, theme))
        proposed = self._names if names else ()
        return Suggestions(
            {theme.slug: terms[theme.slug] for theme in themes},
            tuple(subtopic for subtopic in subtopics if subtopic),
            tuple(t for t in misleading if misleading_id(t.theme.slug, t.term) not in settled),
            tuple(name for name in proposed if name_id(name.title) not in settled)[:MOST_NAMES],
        )


def term_id(theme: str, term: str) -> str:
    """The letters by which a term of a theme (by slug) is settled."""
    return _id(f"term\n{theme}\n{term}")


def subtopic_id(theme: str, term: str) -> str:
    """The letters by which a subtopic of a theme, which a term would begin, is settled."""
    return _id(f"subtopic\n{theme}\n{term}")


def misleading_id(theme: str, term: str) -> str:
    """The letters by which it is settled that a term misleads a theme."""
    return _id(f"misleading\n{theme}\n{term}")


def name_id(title: str) -> str:
    """The letters by which a name is settled."""
    return _id(f"name\n{title}")


def _id(known: str) -> str:
    return sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def as_json(found: Suggestions) -> str:
    """The suggestions as one JSON object."""
    report = {
        "themes": {
            slug: [
                {
                    "term": each.term,
                    "weak": each.weak,
                    "subtopic": each.subtopic,
                    "adds": each.adds,
                    "wrong": each.wrong,
                    "examples": [sentence(passage, each.term) for passage in each.examples],
                }
                for each in row
            ]
            for slug, row in found.terms.items()
        },
        "names": [
            {
                "title": each.title,
                "kind": each.kind,
                "aliases": list(each.aliases),
                "passages": len(each.passages),
            }
            for each in found.names
        ],
        "subtopics": [
            {"theme": each.theme.slug, "title": each.title, "passages": len(each.passages)}
            for each in found.subtopics
        ],
        "misleading": [
            {"theme": each.theme.slug, "term": each.term, "passages": len(each.passages)}
            for each in found.misleading
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def as_text(found: Suggestions, themes: Sequence[Topic], most: int) -> Iterator[str]:
    """The suggestions as lines for a person, of each theme and of the names no more than `most`."""
    for theme in themes:
        yield click.style(f"{theme.title} ({theme.path})", bold=True)
        for each in found.terms[theme.slug][:most]:
            kind = "weak" if each.weak else "terms"
            counts = f"{each.adds} more" + (
                f", {each.wrong} of them doubtful" if each.wrong else ""
            )
            id = click.style(f"[{term_id(theme.slug, each.term)}]", dim=True)
            yield f"  {each.term}: {kind}, {each.subtopic}; {counts} {id}"
            for passage in each.examples:
                yield f"      {passage.article.path}:{passage.block.line}: " + excerpt(
                    sentence(passage, each.term), 100
                )
        for subtopic in found.subtopics:
            if subtopic.theme is theme:
                count = len(subtopic.passages)
                told = f"{count} passages are under none that fits"
                id = click.style(f"[{subtopic_id(theme.slug, subtopic.term)}]", dim=True)
                yield f"  A subtopic “{subtopic.title}”: {told} {id}"
        for term in found.misleading:
            if term.theme is theme:
                count = len(term.passages)
                told = f"takes out: it places only what was taken out again ({count} passages)"
                id = click.style(f"[{misleading_id(theme.slug, term.term)}]", dim=True)
                yield f"  {theme.path}:{term.line}: `{term.term}` {told} {id}"
        yield ""
    if found.names:
        yield click.style("Names without a page", bold=True)
        for name in found.names[:most]:
            aliases = f" ({', '.join(name.aliases)})" if name.aliases else ""
            id = click.style(f"[{name_id(name.title)}]", dim=True)
            yield f"  {name.title}{aliases}: {name.kind}, {len(name.passages)} passages {id}"
        yield ""
    yield click.style(
        "Write what is right into the pages of the themes; scripts/check --stub NAME begins the\n"
        "page of a name; --settle ID proposes one no more.",
        dim=True,
    )


def sentence(passage: Passage, term: str) -> str:
    """The first sentence of a passage that has a term, on one line; else its first."""
    text = passage.block.text
    spans = split_sentences(text, passage.article.language) or [(0, len(text))]
    sentences = [" ".join(text[start:end].split()) for start, end in spans]
    plain = term.casefold()
    return next((each for each in sentences if plain in each.casefold()), sentences[0])


def print_suggestions(
    root: Path, seeds: Path | None, slug: str, most: int, form: str, settled: Sequence[str]
) -> int:
    """Print what is proposed for one theme (by slug); if none is named, for all, and names."""
    cache = Cache.of_project(root)
    with for_good():
        edition = read_edition(root, seeds, drafts=True, cache=cache)
    cache.close(is_build=False)
    dossier = edition.dossier
    themes = [theme for theme in dossier.themes if slug in ("", theme.slug)]
    if not themes:
        known = ", ".join(theme.slug for theme in dossier.themes) or "none"
        print(f"No theme is called `{slug}`; there are: {known}", file=sys.stderr)
        return 1
    with for_good():
        found = Proposer(dossier).suggest(themes, read_settled(root), names=not slug)
    if settled:
        return settle(settled, settling(found), root, "Nothing is proposed with")
    lines = [as_json(found)] if form == "json" else as_text(found, themes, most)
    click.echo("\n".join(lines))
    return 0


def settling(found: Suggestions) -> dict[str, str]:
    """By the id of each proposal the line that settles it."""
    known = {
        term_id(slug, each.term): f"term: {slug} {each.term}"
        for slug, row in found.terms.items()
        for each in row
    }
    for subtopic in found.subtopics:
        slug, term = subtopic.theme.slug, subtopic.term
        known[subtopic_id(slug, term)] = f"subtopic: {slug} {term}"
    for each in found.misleading:
        slug, term = each.theme.slug, each.term
        known[misleading_id(slug, term)] = f"misleading term: {slug} {term}"
    known |= {name_id(name.title): f"name: {name.title}" for name in found.names}
    return {id: f"{id} no {said}" for id, said in known.items()}
