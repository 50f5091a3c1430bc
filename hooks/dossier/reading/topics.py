"""docs/themes/*.md and docs/names/*.md → `Topic`: the words that each page gathers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Literal

from slugify import slugify

from dossier.core.model import DatedFact, Term, Topic
from dossier.core.problems import Problem, Problems, collect
from dossier.language.sentences import split_sentences
from dossier.language.words import spellings, split_words
from dossier.reading.files import find_unusable, list_files, read_text
from dossier.reading.front_matter import (
    DatedFactKeys,
    Lines,
    Location,
    NameKeys,
    PageKeys,
    ThemeKeys,
    parse,
    split,
)

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
SOURCE = re.compile(rf"\s*\((?:(?:{LINK.pattern})[^()\[]*)+\)")

REMEMBERED = 10_000
"""Pages of topics: while a site is served, an edit leaves all but one as they are."""

Strength = Literal["strong", "actor", "weak", "void"]


def read_topics(docs: Path, root: Path) -> tuple[list[Topic], list[Problem]]:
    """Read all topic pages, themes first, and check the front matter of all other pages.

    Paths in problems are relative to `root`.
    """
    topics: list[Topic] = []
    problems = find_unusable(docs, root)
    unusable_paths = {problem.path for problem in problems}
    for directory, read in ((docs / "themes", read_theme), (docs / "names", read_name)):
        files, unusable = list_files(directory, root, {".md"})
        read_well, mistakes = collect(read, files, root)
        topics += read_well
        problems += [problem for problem in unusable if problem.path not in unusable_paths]
        problems += [problem for problem in mistakes if problem.path not in unusable_paths]
    problems += check_topics(topics)
    others = [
        path
        for path in sorted(docs.rglob("*.md"))
        if not re.match(r"themes/|names/|(.*/)?\.", path.relative_to(docs).as_posix())
        and path.relative_to(root).as_posix() not in unusable_paths
    ]
    problems += collect(_check_page, others, root)[1]  # MkDocs would show the mistake as text
    return sorted(topics, key=in_order), problems


def in_order(topic: Topic) -> tuple[bool, int, str]:
    """The key by which topics are sorted: themes first."""
    return not topic.is_theme, topic.order, topic.slug


def _check_page(path: Path, root: Path) -> None:
    """Raise `Problems` for any other page whose front matter cannot be used."""
    name = path.relative_to(root).as_posix()
    parse(name, split(name, read_text(path, root))[0], PageKeys)


def read_theme(path: Path, root: Path) -> Topic:
    """Read one theme page; raises `Problems`."""
    return _theme(path.relative_to(root).as_posix(), read_text(path, root))


@lru_cache(REMEMBERED)
def _theme(name: str, text: str) -> Topic:
    front_matter, body, _ = split(name, text)
    keys, lines = parse(name, front_matter, ThemeKeys)
    located: list[tuple[Location, Term]] = [
        *_grouped("terms", keys.terms, "strong"),
        *_grouped("actors", keys.actors, "actor"),
        *_grouped("weak", keys.weak, "weak"),
        *((("except", i), Term(text, "", "void")) for i, text in enumerate(keys.except_)),
    ]
    located = [(at, replace(term, line=lines.line(at))) for at, term in located]
    _check_terms(located, lines)
    grouped = (("terms", keys.terms), ("actors", keys.actors), ("weak", keys.weak))
    _check_subtopics(grouped, lines)
    return Topic(
        kind="theme",
        path=name,
        slug=_slug(name),
        title=keys.title,
        terms=tuple(term for _, term in located),
        description=keys.description,
        order=keys.order,
        dates=_dates(keys.dates),
        opening=_opening(body),
        body=body,
    )


def read_name(path: Path, root: Path) -> Topic:
    """Read one name page; raises `Problems`."""
    return _name(path.relative_to(root).as_posix(), read_text(path, root))


@lru_cache(REMEMBERED)
def _name(name: str, text: str) -> Topic:
    front_matter, body, _ = split(name, text)
    keys, lines = parse(name, front_matter, NameKeys)
    located: list[tuple[Location, Term]] = [(("title",), Term(keys.title))]
    located += [(("aliases", i), Term(text)) for i, text in enumerate(keys.aliases)]
    located += [(("except", i), Term(text, "", "void")) for i, text in enumerate(keys.except_)]
    located = [(at, replace(term, line=lines.line(at))) for at, term in located]
    _check_terms(located, lines)
    return Topic(
        kind=keys.kind,
        path=name,
        slug=_slug(name),
        title=keys.title,
        terms=tuple(term for _, term in located if term.strength != "void"),
        exceptions=tuple(term for _, term in located if term.strength == "void"),
        description=keys.description,
        keywords=tuple(keys.keywords),
        dates=_dates(keys.dates),
        opening=_opening(body),
        body=body,
    )


def _opening(body: str) -> str:
    """The first sentence of a Markdown text, without its sources in brackets and its markup."""
    text = SOURCE.sub("", body.strip().split("\n\n")[0])
    text = " ".join(LINK.sub(r"\1", text).replace("*", "").replace("`", "").split())
    sentences = split_sentences(text, "en")
    return text[slice(*sentences[0])].strip() if sentences else ""


def _slug(name: str) -> str:
    path = PurePosixPath(name)
    if path.parent.name not in ("themes", "names"):
        message = "stands in a folder of its own; move it up, beside the other pages"
        raise Problems.one(name, 1, message)
    if path.stem == "index" or slugify(path.stem) != path.stem:
        mend = f"rename it, for instance to {slugify(path.stem).replace('index', '') or 'page'}.md"
        message = f"`{path.stem}` cannot be the page's address; {mend}"
        raise Problems.one(name, 1, message)
    return path.stem


def _grouped(
    key: str, groups: dict[str, list[str]], strength: Strength
) -> Iterable[tuple[Location, Term]]:
    for group, texts in groups.items():
        for index, text in enumerate(texts):
            yield (key, group, index), Term(text, group, strength)


def _check_terms(located: Sequence[tuple[Location, Term]], lines: Lines) -> None:
    """Raise `Problems` for terms without a word, and for those that match the same words."""
    problems: list[Problem] = []
    claimed: dict[tuple[str, ...], str] = {}
    for location, term in located:
        words = split_words(term.text)
        if not words:
            message = f"`{term.text}` has no letters or digits to match; write a word or phrase"
            problems.append(lines.problem(location, message))
            continue
        forms = tuple(word.form for word in words)
        capitals = tuple(word.form.upper() for word in words if word.capitals)
        earlier = claimed.setdefault(forms + capitals, term.text)
        if earlier is not term.text:
            message = f"`{term.text}` matches the same words as `{earlier}`; take one of them out"
            problems.append(lines.problem(location, message))
    if problems:
        raise Problems(problems)


def _check_subtopics(keys: Iterable[tuple[str, Iterable[str]]], lines: Lines) -> None:
    """Raise `Problems` for subtopics of which links to a part of the page cannot be made."""
    problems: list[Problem] = []
    titles: dict[str, str] = {}
    for key, groups in keys:
        for group in groups:
            slug = slugify(group)
            if not slug:
                message = f"`{group}` has no letters or digits; write a word or phrase"
            elif (earlier := titles.setdefault(slug, group)) != group:
                message = f"`{group}` reads in links as `{earlier}` does; write both alike"
            else:
                continue
            problems.append(lines.problem((key, group), message))
    if problems:
        raise Problems(problems)


def check_topics(topics: Iterable[Topic]) -> list[Problem]:
    """Two pages with one slug, and two name pages with one name."""
    problems: list[Problem] = []
    slugs: dict[str, Topic] = {}
    names: dict[tuple[str, ...], Topic] = {}
    for topic in topics:
        other = slugs.setdefault(topic.slug, topic)
        if other is not topic:
            message = f"has the same slug, `{topic.slug}`, as {other.path}; rename one of the files"
            problems.append(Problem(topic.path, 1, message))
        if topic.is_theme:
            continue
        for term in topic.terms:
            for spelling in spellings(split_words(term.text)):
                other = names.setdefault(spelling, topic)
                if other is not topic:
                    message = f"`{term.text}` also names {other.path}; take it out of one of them"
                    problems.append(Problem(topic.path, 1, message))
    return problems


def _dates(keys: Iterable[DatedFactKeys]) -> tuple[DatedFact, ...]:
    return tuple(DatedFact(fact.date, fact.text, fact.source) for fact in keys)
