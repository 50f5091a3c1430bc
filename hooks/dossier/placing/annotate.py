"""Seeds → `AnnotatedArticle`s: each seed read, placed and searched for statements, all by itself.

So many are annotated at once, one on each processor, and one that was annotated before is kept.
"""

import io
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

from dossier.core.cache import Cache
from dossier.core.digest import code, digest
from dossier.core.model import (
    Article,
    Block,
    Change,
    DateVerdict,
    Event,
    Figure,
    FigureVerdict,
    Match,
    Moment,
    Note,
    Passage,
    Placement,
    Reason,
    Source,
    Stretch,
    Term,
    Topic,
    Verdict,
    Weighing,
)
from dossier.core.problems import Problem, Problems
from dossier.core.progress import track
from dossier.placing.classify import place
from dossier.placing.matcher import Matcher, holders
from dossier.placing.statements import find_figures, find_moments
from dossier.reading.articles import read_article
from dossier.reading.files import read_data


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """What one seed says, given the topics: its passages in order, and their statements.

    Of two with the same `key` the passages belong to the same topics, by the same words; empty if
    it has none. `topics` are the source paths of all that the passages refer to.
    """

    article: Article
    passages: tuple[Passage, ...]
    moments: tuple[Moment, ...]
    figures: tuple[Figure, ...]
    topics: frozenset[str] = frozenset()
    key: str = ""


MANY = (Block, Figure, Match, Moment, Passage, Placement, Reason, Weighing)
"""The values of which an article has many."""
KEPT = (
    *MANY,
    AnnotatedArticle,
    Article,
    Change,
    DateVerdict,
    Event,
    FigureVerdict,
    Note,
    Problem,
    Source,
    Stretch,
    Verdict,
    date,
)
"""The types of all values that are kept; a cache that names any other is not read."""

Outcome = AnnotatedArticle | tuple[Problem, ...]


def annotate(article: Article, matcher: Matcher) -> AnnotatedArticle:
    """Place the passages of an article, and find what they state."""
    passages = place(article, matcher)
    moments: list[Moment] = []
    figures: list[Figure] = []
    for passage in passages:
        moments += find_moments(passage)
        figures += find_figures(passage)
    topics = frozenset(topic.src_uri for passage in passages for topic in _topics(passage))
    return AnnotatedArticle(article, passages, tuple(moments), tuple(figures), topics)


def _topics(passage: Passage) -> Iterator[Topic]:
    """Every topic that a passage refers to."""
    yield from passage.themes
    yield from (weighing.theme for weighing in passage.weighings)
    yield from (match.topic for match in (*passage.mentions, *passage.barred))


class Annotator:
    """Annotates the articles of a project, round after round; most stay the same meanwhile.

    What the last round gave is at hand. Where words of topics have changed since, files without
    these words are not read again.
    """

    def __init__(self) -> None:
        self._matcher = Matcher(())
        self._annotated: dict[str, AnnotatedArticle] = {}

    def matcher(self, topics: Sequence[Topic]) -> Matcher:
        """What finds the terms of topics; the last one, if they are as they were.

        Its topics may have the bodies that they had then.
        """
        return self._matcher if self._matcher.topics == tuple(topics) else Matcher(topics)

    def annotate_files(
        self, files: Sequence[Path], root: Path, matcher: Matcher, cache: Cache
    ) -> tuple[list[AnnotatedArticle], list[Problem]]:
        """Annotate every file; gives what could be read, and all problems of the rest."""
        edition, holding = digest(matcher.digest, code()), self._holding_for(matcher)
        digests = [_digest(path, root) for path in files]
        keys = [
            file and (holding[file].key if file in holding else digest(edition, file))
            for file in digests
        ]
        gone = {*map(id, self._matcher.topics)} - {*map(id, matcher.topics)}
        others = {topic.src_uri for topic in self._matcher.topics if id(topic) in gone}
        known = {file: each for file, each in holding.items() if others.isdisjoint(each.topics)}
        found: list[Outcome | None] = [known.get(file) for file in digests]
        rest = [n for n, outcome in enumerate(found) if not outcome]
        codec = _Codec(matcher.topics)
        work = partial(_annotate_file, root, matcher, codec)
        fresh = cache.results(
            work, [files[n] for n in rest], [keys[n] for n in rest], codec.load, level=0
        )
        fresh = track(fresh, len(rest), "Reading articles")
        for n, made in zip(rest, fresh, strict=True):
            found[n] = made if isinstance(made, tuple) else replace(made, key=keys[n])
        self._matcher = matcher
        self._annotated = {
            file: outcome
            for file, outcome in zip(digests, found, strict=True)
            if file and isinstance(outcome, AnnotatedArticle)
        }
        annotated = [outcome for outcome in found if isinstance(outcome, AnnotatedArticle)]
        problems = [p for outcome in found if isinstance(outcome, tuple) for p in outcome]
        return annotated, problems

    def _holding_for(self, matcher: Matcher) -> Mapping[str, AnnotatedArticle]:
        """What holds for this matcher too, whose terms may be others."""
        if matcher is self._matcher:
            return self._annotated
        articles = (annotated.article for annotated in self._annotated.values())
        changed = {article.path for article in holders(articles, self._matcher, matcher)}
        return {
            file: annotated
            for file, annotated in self._annotated.items()
            if annotated.article.path not in changed and not annotated.article.verdicts
        }


def _digest(path: Path, root: Path) -> str:
    try:
        return digest(path.relative_to(root).as_posix(), read_data(path))
    except OSError:
        return ""  # whoever reads it says what is wrong


def _annotate_file(root: Path, matcher: Matcher, codec: "_Codec", path: Path) -> bytes:
    """An `Outcome`, as the codec writes it."""
    try:
        return codec.dump(annotate(read_article(path, root), matcher))
    except Problems as error:
        return codec.dump(error.problems)


def _topic(src_uri: str) -> Topic:
    """Stands for a topic in what is written; each build has topics of its own."""
    raise NotImplementedError(src_uri)


def _term(src_uri: str, text: str) -> Term:
    """Stands for a term of a topic, of which a topic has none twice."""
    raise NotImplementedError(src_uri, text)


class _Codec:
    """Writes what is kept of an article as a pickle, and reads it.

    Topics and terms are written as their addresses, and those of this build are read for them. Of
    all that a pickle could name it reads only the types of values, so that none can run code.
    """

    def __init__(self, topics: Iterable[Topic]) -> None:
        terms = {address: term for topic in topics for address, term in _addressed(topic)}
        addresses = {id(term): address for address, term in terms.items()}
        self._written: Mapping[type, Callable[[Any], tuple[Any, ...]]] = {
            Topic: lambda topic: (_topic, (topic.src_uri,)),
            Term: lambda term: (_term, addresses[id(term)]),
            **{kind: _as_call(kind) for kind in MANY},
        }
        self._read: dict[tuple[str, str], object] = {
            (_topic.__module__, _topic.__name__): {t.src_uri: t for t in topics}.__getitem__,
            (_term.__module__, _term.__name__): lambda *address: terms[address],
            **{(kind.__module__, kind.__name__): kind for kind in KEPT},
        }

    def dump(self, outcome: Outcome) -> bytes:
        """An outcome as a pickle."""
        file = io.BytesIO()
        pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = self._written
        pickler.dump(outcome)
        return file.getvalue()

    def load(self, data: bytes) -> Outcome:
        """What a pickle holds; raises `pickle.UnpicklingError` if it names anything else."""
        outcome = _Unpickler(io.BytesIO(data), self._read).load()
        if not isinstance(outcome, AnnotatedArticle | tuple):
            raise pickle.UnpicklingError("is no annotated article")
        return outcome


def _addressed(topic: Topic) -> Iterator[tuple[tuple[str, str], Term]]:
    for term in topic.terms:
        yield (topic.src_uri, term.text), term


def _as_call(kind: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    """Writes a value as the call that makes it, which is read twice as fast as its state."""
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda value: (kind, values(value))


class _Unpickler(pickle.Unpickler):
    """Finds nothing but what it is given."""

    def __init__(self, file: io.BytesIO, known: Mapping[tuple[str, str], object]) -> None:
        super().__init__(file)
        self._known = known

    def find_class(self, module: str, name: str) -> Any:
        try:
            return self._known[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no value that is kept") from None
