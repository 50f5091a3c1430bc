"""Seeds → `Reading`s: each seed read, placed and searched for statements, all by itself.

So many are read at once, one on each processor, and one that was read before is kept.
"""

import io
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeGuard

from dossier.chronicle import find_figures, find_moments
from dossier.kept import Kept, code, digest
from dossier.match import Matcher, holders, place
from dossier.model import (
    Article,
    Block,
    Figure,
    Match,
    Moment,
    Passage,
    Placement,
    Reason,
    Term,
    Topic,
    Weighing,
)
from dossier.problems import Problem, Problems
from dossier.seeds import read_article
from dossier.sources import read_data

MANY = (Block, Figure, Match, Moment, Passage, Placement, Reason, Weighing)
"""The values of which an article has many."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one seed says, given the topics: its passages in order, and their statements."""

    article: Article
    passages: tuple[Passage, ...]
    moments: tuple[Moment, ...]
    figures: tuple[Figure, ...]


def read(article: Article, matcher: Matcher) -> Reading:
    """Place the passages of an article, and find what they state."""
    passages = place(article, matcher)
    moments = tuple(moment for passage in passages for moment in find_moments(passage))
    figures = tuple(figure for passage in passages for figure in find_figures(passage))
    return Reading(article, passages, moments, figures)


@dataclass(slots=True)
class _Round:
    """What was read last, by the digests of files, and where it is kept."""

    matcher: Matcher | None = None
    readings: dict[str, Reading] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def keys_for(self, matcher: Matcher) -> Mapping[str, str]:
        """The keys of what holds for this matcher too, whose terms may be others."""
        if not self.matcher or matcher is self.matcher:
            return self.keys
        articles = {file: reading.article for file, reading in self.readings.items()}
        changed = {article.path for article in holders(articles.values(), self.matcher, matcher)}
        return {
            file: self.keys[file]
            for file, article in articles.items()
            if article.path not in changed and not article.verdicts
        }


@cache
def _last_round() -> _Round:
    """While a site is served most stays the same from round to round."""
    return _Round()


def read_files(
    files: Sequence[Path], root: Path, matcher: Matcher, kept: Kept
) -> tuple[list[Reading], list[Problem]]:
    """Read every file; gives what could be read, and all problems of the rest.

    What this process read in the last round, with the same matcher, is not even taken from `kept`.
    Where words of topics have changed, files without these words are not read again.
    """
    last = _last_round()
    edition, holding = digest(matcher.digest, code()), last.keys_for(matcher)
    digests = [_digest(path, root) for path in files]
    keys = [file and (holding.get(file) or digest(edition, file)) for file in digests]
    kept.use(keys)
    known = last.readings if matcher is last.matcher else {}
    found: list[Any] = [known.get(file) for file in digests]
    rest = [n for n, reading in enumerate(found) if not reading]
    work = partial(_read_file, root, matcher)
    fresh = kept.results(work, [files[n] for n in rest], [keys[n] for n in rest], level=0)
    topics = {topic.src_uri: topic for topic in matcher.topics}
    terms = {address: term for term, address in _addressed(matcher.topics)}
    for n, data in zip(rest, fresh, strict=True):
        found[n] = _Unpickler(data, topics, terms).load()
    whole = [n for n, reading in enumerate(found) if digests[n] and _is_whole(reading)]
    last.matcher = matcher
    last.readings = {digests[n]: found[n] for n in whole}
    last.keys = {digests[n]: keys[n] for n in whole}
    problems = [problem for reading in found if not _is_whole(reading) for problem in reading]
    return [reading for reading in found if _is_whole(reading)], problems


def _is_whole(found: Reading | tuple[Problem, ...]) -> TypeGuard[Reading]:
    return isinstance(found, Reading)


def _digest(path: Path, root: Path) -> str:
    try:
        return digest(path.relative_to(root).as_posix(), read_data(path))
    except OSError:
        return ""  # whoever reads it says what is wrong


def _read_file(root: Path, matcher: Matcher, path: Path) -> bytes:
    """A pickled `Reading`, or a tuple of problems."""
    found: Reading | tuple[Problem, ...]
    try:
        found = read(read_article(path, root), matcher)
    except Problems as error:
        found = error.problems
    file = io.BytesIO()
    pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _written(matcher)
    pickler.dump(found)
    return file.getvalue()


def _topic(src_uri: str) -> Topic:
    """Stands for a topic in what is written; each build has topics of its own."""
    raise NotImplementedError(src_uri)


def _term(src_uri: str, text: str) -> Term:
    """Stands for a term of a topic, of which a topic has none twice."""
    raise NotImplementedError(src_uri, text)


@lru_cache(1)
def _written(matcher: Matcher) -> Mapping[type[Any], Callable[[Any], tuple[Any, ...]]]:
    """How each kind of value is written."""
    addresses = {id(term): address for term, address in _addressed(matcher.topics)}
    return {
        Topic: lambda topic: (_topic, (topic.src_uri,)),
        Term: lambda term: (_term, addresses[id(term)]),
        **{kind: _as_call(kind) for kind in MANY},
    }


def _addressed(topics: Iterable[Topic]) -> Iterator[tuple[Term, tuple[str, str]]]:
    for topic in topics:
        for term in topic.terms:
            yield term, (topic.src_uri, term.text)


def _as_call(kind: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    """Writes a value as the call that makes it, which is read twice as fast as its state."""
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda value: (kind, values(value))


class _Unpickler(pickle.Unpickler):
    """Puts the topics and terms of this build in the place of their addresses."""

    def __init__(
        self, data: bytes, topics: Mapping[str, Topic], terms: Mapping[tuple[str, str], Term]
    ) -> None:
        super().__init__(io.BytesIO(data))
        self._stand_ins = {
            _topic.__name__: topics.__getitem__,
            _term.__name__: lambda *address: terms[address],
        }

    def find_class(self, module: str, name: str) -> Any:
        return self._stand_ins.get(name) or super().find_class(module, name)
