"""Seeds → `Reading`s: each seed read, placed and searched for statements, all by itself.

So many are read at once, one on each processor, and one that was read before is kept.
"""

import hashlib
import io
import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossier.chronicle import find_figures, find_moments
from dossier.kept import Kept, digest, made_with
from dossier.match import Matcher, place
from dossier.model import Article, Figure, Moment, Passage, Topic
from dossier.parallel import each
from dossier.problems import Problem, Problems
from dossier.seeds import read_article


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
    files: Sequence[Path], root: Path, matcher: Matcher, kept: Kept | None
) -> tuple[list[Reading], list[Problem]]:
    """Read every file; gives what could be read, and all problems of the rest."""
    reader = _Reader(root, matcher)
    keys: dict[Path, str] = {}
    if kept:
        edition = digest(matcher.digest, made_with(root, "hooks/**/*.py"))
        keys = {path: _key(path, root, edition) for path in files}
    there = {path for path, key in keys.items() if kept and key in kept}
    fresh = each(reader, [path for path in files if path not in there])
    readings: list[Reading] = []
    problems: list[Problem] = []
    for path in files:
        known = kept.get(keys[path]) if kept and path in there else None
        data = known or (reader(path) if path in there else next(fresh))
        if not isinstance(data, bytes):
            problems += data
            continue
        if kept and not known:
            kept.put(keys[path], data)
        readings.append(_Unpickler(io.BytesIO(data), matcher.topics).load())
    return readings, problems


def _key(path: Path, root: Path, edition: str) -> str:
    try:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        content = ""  # whoever reads it says what is wrong
    return digest(edition, path.relative_to(root).as_posix(), content)


class _Reader:
    """Reads one file; gives a pickled `Reading`, or its problems."""

    def __init__(self, root: Path, matcher: Matcher) -> None:
        self._root = root
        self._matcher = matcher

    def __call__(self, path: Path) -> bytes | tuple[Problem, ...]:
        try:
            article = read_article(path, self._root)
        except Problems as error:
            return error.problems
        file = io.BytesIO()
        _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(read(article, self._matcher))
        return file.getvalue()


class _Pickler(pickle.Pickler):
    """Writes a topic as its source path."""

    def persistent_id(self, obj: object) -> str | None:
        return obj.src_uri if isinstance(obj, Topic) else None


class _Unpickler(pickle.Unpickler):
    """Puts the topics of this build in the place of their paths."""

    def __init__(self, file: io.BytesIO, topics: Iterable[Topic]) -> None:
        super().__init__(file)
        self._topics = {topic.src_uri: topic for topic in topics}

    def persistent_load(self, pid: Any) -> Topic:
        return self._topics[pid]
