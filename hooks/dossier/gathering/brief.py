"""A theme in brief: a few sentences of its passages, verbatim, that stand for the others.

They are chosen by centrality (LexRank): a sentence counts by how much it has in common with others
that count. Of equals the newer one is taken. Only sentences that can be understood alone are looked
at, and of no theme more than MOST_CANDIDATES, so that its size costs nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, log, sqrt

from dossier.core.model import Passage, Topic
from dossier.language.alone import stands_alone
from dossier.language.sentences import split_sentences
from dossier.language.words import split_words

MOST_SENTENCES = 7
LEAST_WORDS, MOST_WORDS = 9, 38
MOST_OF_ARTICLE = 2
LARGEST = 5
"""Subtopics of which each has its sentence."""
MOST_CANDIDATES = 240
TOO_ALIKE = 0.45
"""The cosine from which on two sentences say too much of the same."""
LEAST_ALIKE = 0.1
"""The cosine below which they have nothing to do with each other."""
DAMPING = 0.85
ROUNDS = 20
YEARLY = 0.88
"""What a sentence counts beside one that is a year newer."""

_COMMON = frozenset(
    "a an and are as at be been but by can for from had has have in into is it its more not of on"
    " or other our over such than that the their these they this those to under up was we were"
    " which while who will with would including across between through".split()
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence of a passage; `start` and `end` are its offsets into the passage's text."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return " ".join(self.passage.block.text[self.start : self.end].split())


def in_brief(theme: Topic, passages: Sequence[Passage]) -> list[Excerpt]:
    """The sentences that stand for a theme, in the order of its subtopics, largest first.

    `passages` are sorted newest first. None is given if there are none that can stand alone.
    """
    rows: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        rows[passage.placement(theme).subtopic].append(passage)
    largest = sorted(rows, key=lambda group: (-len(rows[group]), theme.groups.index(group)))
    share = MOST_CANDIDATES // max(1, min(len(largest), LARGEST + 2))
    found: list[tuple[str, Excerpt]] = []
    for group in largest[: LARGEST + 2]:
        sentences = (excerpt for passage in rows[group] for excerpt in _sentences(theme, passage))
        found += [(group, excerpt) for excerpt, _ in zip(sentences, range(share), strict=False)]
    vectors = _vectors([excerpt for _, excerpt in found])
    scores = _rank(vectors)
    newest = max((int(e.passage.article.when[:4] or 0) for _, e in found), default=0)
    order = sorted(
        range(len(found)),
        key=lambda n: -scores[n] * YEARLY ** _years(newest, found[n][1].passage),
    )
    chosen: list[int] = []
    of_article = Counter[str]()

    def take(candidates: Iterable[int]) -> None:
        """Take the first that repeats nothing and is of an article not heard too often."""
        for n in candidates:
            slug = found[n][1].passage.article.slug
            if of_article[slug] >= MOST_OF_ARTICLE:
                continue
            if any(_cosine(vectors[n], vectors[other]) > TOO_ALIKE for other in chosen):
                continue
            chosen.append(n)
            of_article[slug] += 1
            return

    for group in largest[:LARGEST]:
        take(n for n in order if found[n][0] == group)
    while len(chosen) < MOST_SENTENCES:
        before = len(chosen)
        take(n for n in order if n not in chosen)
        if len(chosen) == before:
            break
    place = {group: number for number, group in enumerate(largest)}
    chosen.sort(key=lambda n: (place[found[n][0]], n))
    return [found[n][1] for n in chosen]


def _years(newest: int, passage: Passage) -> int:
    return newest - int(passage.article.when[:4] or newest)


def _sentences(theme: Topic, passage: Passage) -> Iterable[Excerpt]:
    """The sentences of a passage that can be understood alone, and say why it is in the theme."""
    text = passage.block.text
    reasons = passage.placement(theme).because
    if passage.block.kind != "paragraph":
        return
    for start, end in split_sentences(text, passage.article.language):
        sentence = text[start:end].strip()
        if not LEAST_WORDS <= len(sentence.split()) <= MOST_WORDS or not sentence.endswith("."):
            continue
        if stands_alone(sentence) and any(reason in sentence for reason in reasons):
            yield Excerpt(passage, start, end)


Vector = dict[str, float]


def _vectors(excerpts: Sequence[Excerpt]) -> list[Vector]:
    """Of each sentence its words, weighted by how rare they are, of length 1."""
    words = [
        Counter(word.form for word in split_words(e.text) if word.form not in _COMMON)
        for e in excerpts
    ]
    holders = Counter(form for row in words for form in row)
    vectors: list[Vector] = []
    for row in words:
        weights = {f: n * log(1 + len(words) / holders[f]) for f, n in row.items()}
        length = sqrt(fsum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({form: weight / length for form, weight in weights.items()})
    return vectors


def _cosine(one: Vector, other: Vector) -> float:
    small, large = sorted((one, other), key=len)
    return fsum(weight * large.get(form, 0.0) for form, weight in small.items())


def _rank(vectors: Sequence[Vector]) -> list[float]:
    """How central each sentence is: what a reader sees who goes from each to those like it.

    Summed up by `fsum`, whose result is the same in each version of Python; that of `sum` is not.
    """
    near: list[list[tuple[int, float]]] = [[] for _ in vectors]
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for one, vector in enumerate(vectors):
        alike: dict[int, float] = {}
        for form, weight in vector.items():
            for other, theirs in holders[form]:
                alike[other] = alike.get(other, 0.0) + weight * theirs
            holders[form].append((one, weight))
        for other, likeness in alike.items():
            if likeness > LEAST_ALIKE:
                near[one].append((other, likeness))
                near[other].append((one, likeness))
    totals = [fsum(likeness for _, likeness in row) or 1.0 for row in near]
    scores = [1.0] * len(vectors)
    for _ in range(ROUNDS):
        scores = [
            1 - DAMPING + DAMPING * fsum(scores[n] * likeness / totals[n] for n, likeness in row)
            for row in near
        ]
    return scores
