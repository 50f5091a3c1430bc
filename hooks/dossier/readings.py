"""Seeds → `Reading`s: each seed read, placed and searched for statements, all by itself.

So many are read at once, one on each processor, and one that was read before is kept.
"""

import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeGuard

from dossier.chronicle import find_figures, find_moments
from dossier.kept import Kept, code, digest
from dossier.match import Matcher, place
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

MANY = (Block, Figure, Match, Moment, Passage, Placement, Reason, Term, Weighing)
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


def read_files(
    files: Sequence[Path], root: Path, matcher: Matcher, kept: Kept
) -> tuple[list[Reading], list[Problem]]:
    """Read every file; gives what could be read, and all problems of the rest.

    What this process read in the last round, with the same matcher, is not even taken from `kept`.
    """
    edition = digest(matcher.digest, code())
    keys = [_key(path, root, edition) for path in files]
    topics = {topic.src_uri: topic for topic in matcher.topics}
    last = _last_round(matcher)
    kept.use(last)
    found: list[Any] = [last.get(key) for key in keys]
    rest = [n for n, reading in enumerate(found) if not reading]
    work = partial(_read_file, root, matcher)
    fresh = kept.results(work, [files[n] for n in rest], [keys[n] for n in rest])
    for n, data in zip(rest, fresh, strict=True):
        found[n] = _Unpickler(data, topics).load()
    last.clear()
    last.update((k, reading) for k, reading in zip(keys, found, strict=True) if _is_whole(reading))
    problems = [problem for reading in found if not _is_whole(reading) for problem in reading]
    return [reading for reading in found if _is_whole(reading)], problems


def _is_whole(found: Reading | tuple[Problem, ...]) -> TypeGuard[Reading]:
    return isinstance(found, Reading)


@lru_cache(1)
def _last_round(matcher: Matcher) -> dict[str, Reading]:
    """What was read last, by key: while a site is served most of it stays the same."""
    return {}


def _key(path: Path, root: Path, edition: str) -> str:
    try:
        return digest(edition, path.relative_to(root).as_posix(), read_data(path))
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
    pickler.dispatch_table = _WRITTEN
    pickler.dump(found)
    return file.getvalue()


def _topic(src_uri: str) -> Topic:
    """Stands for a topic in what is written; each build has topics of its own."""
    raise NotImplementedError(src_uri)


def _as_call(kind: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    """Writes a value as the call that makes it, which is read twice as fast as its state."""
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda value: (kind, values(value))


_WRITTEN: dict[type[Any], Callable[[Any], tuple[Callable[..., Any], tuple[Any, ...]]]] = {
    Topic: lambda topic: (_topic, (topic.src_uri,)),
    **{kind: _as_call(kind) for kind in MANY},
}


class _Unpickler(pickle.Unpickler):
    """Puts the topics of this build in the place of their paths."""

    def __init__(self, data: bytes, topics: Mapping[str, Topic]) -> None:
        super().__init__(io.BytesIO(data))
        self._topics = topics

    def find_class(self, module: str, name: str) -> Any:
        if name == _topic.__name__:
            return self._topics.__getitem__
        return super().find_class(module, name)
