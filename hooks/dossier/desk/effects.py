"""What a change of files would do to the dossier, before it is made."""

import difflib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dossier.core.model import Article, Passage, Topic
from dossier.core.problems import Problem, Problems
from dossier.gathering.pipeline import Edition
from dossier.placing.annotate import annotate
from dossier.placing.matcher import Matcher, holders
from dossier.reading.articles import check_slugs, read_article
from dossier.reading.overrides import check_themes
from dossier.reading.topics import check_topics, in_order, read_name, read_theme


@dataclass(frozen=True, slots=True)
class Move:
    """A passage that a theme or a name gains or loses, or holds under another subtopic."""

    passage: Passage
    topic: Topic
    gained: bool
    subtopic: str = ""


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change does: which passages move, or what is wrong with it."""

    moves: tuple[Move, ...]
    problems: tuple[Problem, ...]


def effects(texts: Mapping[str, str], edition: Edition) -> Effects:
    """What becomes of an edition whose files, by their paths in the project, get other texts."""
    dossier = edition.dossier
    topics = {topic.path: topic for topic in dossier.topics}
    articles = {article.path: article for article in dossier.articles}
    changed: list[Article] = []
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in texts.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8"))
            try:
                if path.startswith("docs/themes/"):
                    topics[path] = read_theme(file, root)
                elif path.startswith("docs/names/"):
                    topics[path] = read_name(file, root)
                elif path.startswith("seeds/"):
                    article = read_article(file, root)
                    why = articles[path].unpublished if path in articles else ""
                    changed.append(replace(article, unpublished=why))
            except Problems as error:
                problems += error.problems
    before = edition.matcher
    after = Matcher(sorted(topics.values(), key=in_order))
    articles |= {article.path: article for article in changed}
    problems += check_topics(after.topics)
    problems += check_slugs(articles.values())
    problems += check_themes(articles.values(), after.topics)
    problems = [problem for problem in problems if problem.path in texts]
    if problems:
        return Effects((), tuple(sorted({*problems})))
    holding = holders(dossier.articles, before.outline, after.outline)
    held = {article.path: article for article in holding}
    touched = held | {article.path: article for article in changed}
    moves = [
        move
        for article in touched.values()
        for old, new in zip(
            dossier.passages_of_article.get(article.slug, ()),
            annotate(article, after).passages,
            strict=False,
        )
        for move in _moves(old, new)
    ]
    return Effects(tuple(moves), ())


def _moves(old: Passage, new: Passage) -> Iterator[Move]:
    """How two versions of a passage differ in what they belong to."""
    had = {(p.theme.slug, p.subtopic): p.theme for p in old.placements}
    has = {(p.theme.slug, p.subtopic): p.theme for p in new.placements}
    for key, theme in had.items():
        if key not in has:
            yield Move(old, theme, False, key[1])
    for key, theme in has.items():
        if key not in had:
            yield Move(new, theme, True, key[1])
    named, names = ({name.slug: name for name in p.names} for p in (old, new))
    for slug, name in named.items():
        if slug not in names:
            yield Move(old, name, False)
    for slug, name in names.items():
        if slug not in named:
            yield Move(new, name, True)


def differences(before: str, after: str, path: str) -> list[str]:
    """How a file changes, as lines of a unified diff, without the two of its head."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), path, path, "", "", 2, "")
    return [*lines][2:]
