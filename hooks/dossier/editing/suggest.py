"""What the machine proposes and a person chooses, for a theme or for names: `scripts/suggest`."""

import json
import sys
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import click

from dossier.core.cache import Cache
from dossier.core.model import Dossier, Passage, Topic
from dossier.editing.findings import excerpt, read_settled, settle
from dossier.editing.proposed_names import NameProposal, propose_names
from dossier.editing.proposed_terms import (
    MisleadingTerm,
    Phrases,
    SubtopicProposal,
    TermProposal,
    find_misleading_terms,
    propose_subtopic,
    propose_terms,
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


def suggest(
    dossier: Dossier, themes: Sequence[Topic], settled: Container[str] = (), names: bool = True
) -> Suggestions:
    """What is proposed for some themes of a dossier, but for what is settled (by ids)."""
    phrases = Phrases(dossier.passages)
    terms = propose_terms(
        phrases, dossier.themes, MOST_TERMS, lambda t, w: term_id(t, w) in settled
    )
    subtopics = (propose_subtopic(phrases, theme) for theme in themes)
    proposed = propose_names(dossier) if names else ()
    return Suggestions(
        {theme.slug: terms[theme.slug] for theme in themes},
        tuple(subtopic for subtopic in subtopics if subtopic),
        tuple(term for theme in themes for term in find_misleading_terms(dossier, theme)),
        tuple(name for name in proposed if name_id(name.title) not in settled)[:MOST_NAMES],
    )


def term_id(theme: str, term: str) -> str:
    """The letters by which a term of a theme (by slug) is settled."""
    return _id(f"term\n{theme}\n{term}")


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
                yield f"  A subtopic “{subtopic.title}”: {count} passages are under none that fits"
        for term in found.misleading:
            if term.theme is theme:
                count = len(term.passages)
                told = f"takes out: it places only what was taken out again ({count} passages)"
                yield f"  {theme.path}:{term.line}: `{term.term}` {told}"
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
    edition = read_edition(root, seeds, drafts=True, cache=cache)
    cache.close(is_build=False)
    dossier = edition.dossier
    themes = [theme for theme in dossier.themes if slug in ("", theme.slug)]
    if not themes:
        known = ", ".join(theme.slug for theme in dossier.themes) or "none"
        print(f"No theme is called `{slug}`; there are: {known}", file=sys.stderr)
        return 1
    found = suggest(dossier, themes, read_settled(root), names=not slug)
    if settled:
        return settle(settled, _settled(found), root, "Nothing is proposed with")
    lines = [as_json(found)] if form == "json" else as_text(found, themes, most)
    click.echo("\n".join(lines))
    return 0


def _settled(found: Suggestions) -> dict[str, str]:
    """By the id of each proposal the line that settles it."""
    known = {
        term_id(slug, each.term): f"term: {slug} {each.term}"
        for slug, row in found.terms.items()
        for each in row
    } | {name_id(name.title): f"name: {name.title}" for name in found.names}
    return {id: f"{id} no {said}" for id, said in known.items()}
