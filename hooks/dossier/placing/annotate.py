"""Seeds → `AnnotatedArticle`s: each seed read, placed and searched for statements, all by itself.

So many are annotated at once, one on each processor, and one that was annotated before is kept.
"""

import io
import json
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
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
from dossier.placing.matcher import Matcher, Outline, holders
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

    What the last round gave is at hand, or else kept, with the words that its topics had. Where
    these have changed since, files without these words are not read again. Only who asks why a
    passage is where it is needs them `weighed`.
    """

    def __init__(self, weighed: bool = True) -> None:
        self._weighed = weighed
        self._matcher = Matcher(())
        self._outline = self._matcher.outline
        self._annotated: dict[str, AnnotatedArticle] = {}
        self._noted = b""

    def matcher(self, topics: Sequence[Topic]) -> Matcher:
        """What finds the terms of topics; the last one, if they are as they were.

        Its topics may have the bodies that they had then.
        """
        return self._matcher if self._matcher.topics == tuple(topics) else Matcher(topics)

    def annotate_files(
        self, files: Sequence[Path], root: Path, matcher: Matcher, cache: Cache
    ) -> tuple[list[AnnotatedArticle], list[Problem]]:
        """Annotate every file; gives what could be read, and all problems of the rest."""
        digests = [_digest(path, root) for path in files]
        codec = _Codec(matcher.topics, self._weighed)
        if not self._annotated:
            self._recall(digests, codec, cache)
        edition, holding = digest(matcher.digest, code()), self._holding_for(matcher)
        keys = [
            file and (holding[file].key if file in holding else digest(edition, file))
            for file in digests
        ]
        gone = {*map(id, self._matcher.topics)} - {*map(id, matcher.topics)}
        others = {topic.src_uri for topic in self._matcher.topics if id(topic) in gone}
        known = {file: each for file, each in holding.items() if others.isdisjoint(each.topics)}
        found: list[Outcome | None] = [known.get(file) for file in digests]
        rest = [n for n, outcome in enumerate(found) if not outcome]
        work = partial(_annotate_file, root, matcher, codec)
        fresh = cache.results(
            work, [files[n] for n in rest], [keys[n] for n in rest], codec.load, level=0
        )
        fresh = track(fresh, len(rest), "Reading articles")
        for n, made in zip(rest, fresh, strict=True):
            found[n] = made if isinstance(made, tuple) else replace(made, key=keys[n])
        self._matcher, self._outline = matcher, matcher.outline
        self._annotated = {
            file: outcome
            for file, outcome in zip(digests, found, strict=True)
            if file and isinstance(outcome, AnnotatedArticle)
        }
        self._note(cache)
        annotated = [outcome for outcome in found if isinstance(outcome, AnnotatedArticle)]
        problems = [p for outcome in found if isinstance(outcome, tuple) for p in outcome]
        return annotated, problems

    def _recall(self, digests: Sequence[str], codec: "_Codec", cache: Cache) -> None:
        """Have at hand what is kept of the last round of another process, whatever its topics.

        An article of which a topic or a term is gone cannot be had: its words have changed.
        """
        self._noted = cache.get(_note_key()) or b""
        if not self._noted:
            return
        (vocabulary, groups, name_words), keys = json.loads(self._noted)
        self._outline = Outline([tuple(entry) for entry in vocabulary], groups, name_words)
        for file in track(digests, len(digests), "Reading articles"):
            if (key := keys.get(file)) and (data := cache.get(key)):
                with suppress(Exception):  # whatever it is, annotating it anew mends it
                    outcome = codec.load(data)
                    if isinstance(outcome, AnnotatedArticle):
                        self._annotated[file] = replace(outcome, key=key)

    def _note(self, cache: Cache) -> None:
        """Keep for another process what it takes to recall this round."""
        keys = {file: annotated.key for file, annotated in self._annotated.items()}
        noted = json.dumps([self._outline, keys]).encode()
        if noted != self._noted:
            cache.put(_note_key(), noted)
            self._noted = noted

    def _holding_for(self, matcher: Matcher) -> Mapping[str, AnnotatedArticle]:
        """What holds for this matcher too, whose terms may be others."""
        if matcher is self._matcher:
            return self._annotated
        articles = (annotated.article for annotated in self._annotated.values())
        changed = {article.path for article in holders(articles, self._outline, matcher.outline)}
        return {
            file: annotated
            for file, annotated in self._annotated.items()
            if annotated.article.path not in changed and not annotated.article.verdicts
        }


def _note_key() -> str:
    """Under which the last round of this code is noted."""
    return digest("the last round", code())


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


def _unweighed(
    article: Article,
    block: Block,
    placements: tuple[Placement, ...],
    mentions: tuple[Match, ...],
    _: tuple[Weighing, ...],
    *rest: Any,
) -> Passage:
    """A passage without its weighings, which are a sixth of what an article holds."""
    return Passage(article, block, placements, mentions, (), *rest)


class _Codec:
    """Writes what is kept of an article as a pickle, and reads it.

    Topics and terms are written as their addresses, and those of this build are read for them. Of
    all that a pickle could name it reads only the types of values, so that none can run code.
    Passages that are not to be `weighed` are read without their weighings.
    """

    def __init__(self, topics: Iterable[Topic], weighed: bool = True) -> None:
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
        if not weighed:
            self._read[Passage.__module__, Passage.__name__] = _unweighed

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
    values = attrgetter(*(field.name for field in fields(kind) if field.init))
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
