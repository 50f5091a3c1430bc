"""`Dossier` → `Finding`s: what the machine was unsure of, or what looks like an oversight."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dossier.core.model import Article, Dossier, Passage, Term, Topic, Weighing
from dossier.language.name_candidates import find_name_candidates
from dossier.language.near_duplicates import find_near_duplicates
from dossier.language.words import split_words
from dossier.placing.classify import ENOUGH

FindingKind = Literal[
    "no theme",
    "weak words only",
    "nearly",
    "needless override",
    "name without a page",
    "name never mentioned",
    "term never found",
    "word of two themes",
    "article twice",
]

TITLES: dict[FindingKind, str] = {
    "no theme": "Passages that no theme gathered",
    "weak words only": "Passages placed by weak words only",
    "nearly": "Themes that nearly gathered a passage",
    "needless override": "Overrides that change nothing",
    "name without a page": "Names in two or more passages that have no page",
    "name never mentioned": "Name pages that no passage mentions",
    "term never found": "Terms that no passage has",
    "word of two themes": "Words that two themes gather",
    "article twice": "Articles that another one repeats",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should look at, and where. `subject` is the theme, name or word.

    `article` (a slug) and `anchor` are given where it is about a passage.
    """

    kind: FindingKind
    path: str
    line: int
    subject: str
    message: str
    article: str | None = None
    anchor: str | None = None


def review(dossier: Dossier) -> tuple[Finding, ...]:
    """All findings, by kind in the order of `TITLES`, and there in the order of the dossier."""
    findings = [
        finding for article in dossier.articles for finding in _of_article(dossier, article)
    ]
    findings += _unnamed(dossier)
    findings += _unmentioned(dossier)
    findings += _never_found(dossier)
    findings += _shared_words(dossier.themes)
    findings += _repeated(dossier)
    kinds = list(TITLES)
    return tuple(sorted(findings, key=lambda finding: kinds.index(finding.kind)))


def excerpt(text: str, length: int = 60) -> str:
    """The beginning of a text, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= length else words[:length].rstrip() + "…"


def _of_article(dossier: Dossier, article: Article) -> Iterator[Finding]:
    passages = dossier.passages_of_article[article.slug]
    for passage in passages:
        yield from _of_passage(passage)
    yield from _needless_names(article, passages)


def _of_passage(passage: Passage) -> Iterator[Finding]:
    if not passage.gathers:
        return
    if not passage.placements:
        yield _passage("no theme", passage, "", excerpt(passage.block.text))
    placed = {placement.theme.slug: placement for placement in passage.placements}
    decided = {v.theme for v in passage.article.verdicts if v.block == passage.block.number}
    for weighing in passage.weighings:
        theme = weighing.theme
        words = _words(weighing)
        if theme.slug in decided or not weighing.weight:
            continue
        if theme.slug in placed and all(reason.weight < ENOUGH for reason in weighing.reasons):
            yield _passage("weak words only", passage, theme.slug, f"{theme.title}, by {words}")
        elif theme.slug not in placed:
            message = f"{theme.title}, by {words}: {weighing.weight} of {ENOUGH} needed"
            yield _passage("nearly", passage, theme.slug, message)
    yield from _needless_places(passage)


def _words(weighing: Weighing) -> str:
    return ", ".join(
        f"“{reason.text}”{' in the heading' if reason.in_heading else ''}"
        for reason in weighing.reasons
        if reason.weight
    )


def _passage(kind: FindingKind, passage: Passage, subject: str, message: str) -> Finding:
    article, block = passage.article, passage.block
    return Finding(kind, article.path, block.line, subject, message, article.slug, block.anchor)


def _needless_places(passage: Passage) -> Iterator[Finding]:
    weights = {weighing.theme.slug: weighing.weight for weighing in passage.weighings}
    for verdict in passage.article.verdicts:
        by_words = weights.get(verdict.theme, 0) >= ENOUGH
        if verdict.block != passage.block.number or verdict.belongs != by_words:
            continue
        if verdict.subtopic:
            continue  # it says under which subtopic
        does = "put the passage into" if by_words else "leave the passage out of"
        message = f"its words alone {does} `{verdict.theme}`; take the line out"
        finding = _passage("needless override", passage, verdict.theme, message)
        yield replace(finding, line=verdict.line)


def _needless_names(article: Article, passages: Sequence[Passage]) -> Iterator[Finding]:
    for no in article.not_names:
        passage = passages[no.block - 1]
        if not any(m.start < no.end and no.start < m.end for m in passage.barred):
            words = excerpt(passage.block.text[no.start : no.end])
            message = f"“{words}” holds no name; take it out of `names`"
            yield _passage("needless override", passage, words, message)


def _unnamed(dossier: Dossier) -> Iterator[Finding]:
    rows = [row for row in find_name_candidates(dossier.passages).items() if len(row[1]) > 1]
    for name, passages in sorted(rows, key=lambda row: (-len(row[1]), row[0])):
        message = f"{name}: {len(passages)} passages; scripts/check --stub {shlex.quote(name)}"
        yield _passage("name without a page", passages[0], name, message)


def _unmentioned(dossier: Dossier) -> Iterator[Finding]:
    for name in dossier.names:
        if not dossier.passages_of_topic[name.src_uri]:
            yield Finding("name never mentioned", name.path, 1, name.slug, name.title)


def _never_found(dossier: Dossier) -> Iterator[Finding]:
    found = {
        (weighing.theme.src_uri, reason.term)
        for passage in dossier.passages
        for weighing in passage.weighings
        for reason in weighing.reasons
    }
    found |= {
        (match.topic.src_uri, match.term)
        for passage in dossier.passages
        for match in (*passage.mentions, *passage.barred)
    }
    for topic in dossier.topics:
        if not topic.is_theme and not dossier.passages_of_topic[topic.src_uri]:
            continue  # it is told as a name that is never mentioned
        for term in topic.terms:
            if (topic.src_uri, term) not in found:
                yield Finding("term never found", topic.path, term.line, term.text, term.text)


def _repeated(dossier: Dossier) -> Iterator[Finding]:
    """By path, so that of two the later file is the one to look at."""
    for article, twin, why in find_near_duplicates(sorted(dossier.articles, key=lambda a: a.path)):
        message = f"{twin.path} again ({why}); keep one of the two"
        yield Finding("article twice", article.path, 1, twin.slug, message)


def _shared_words(themes: Sequence[Topic]) -> Iterator[Finding]:
    claimed: dict[tuple[str, ...], tuple[Topic, Term]] = {}
    for theme in themes:
        for term in theme.terms:
            if term.strength == "void":
                continue
            words = split_words(term.text)
            capitals = tuple(word.form.upper() for word in words if word.capitals)
            key = tuple(word.form for word in words) + capitals
            other, earlier = claimed.setdefault(key, (theme, term))
            if other is not theme:
                message = f"`{term.text}` also stands in {other.path}:{earlier.line}"
                yield Finding("word of two themes", theme.path, term.line, term.text, message)
