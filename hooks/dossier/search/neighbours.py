"""The articles nearest to each article, by the words that tell them from others.

The search takes an article to answer a question the better the more its neighbours answer it
(F. Diaz, "Regularizing ad hoc retrieval scores", 2005). Near is what has a small angle between
vectors of weighted words (tf–idf). Only the weightiest words of an article count, and of a word
only the articles in which it weighs most, so that the work grows with the number of articles.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dossier.core.workers import each
from dossier.search.postings import Numbers, Postings

NEIGHBOURS = 5
WORDS_AN_ARTICLE = 40
ARTICLES_A_WORD = 64
SATURATION = 1.5

Weights = NDArray[np.float64]
Vector = dict[int, float]
"""Numbers of keys, and what each weighs."""


def neighbours(found: Postings, places: Sequence[int]) -> Iterator[list[int]]:
    """For each article the numbers of its neighbours as a row of `near.bin`.

    `places` has the number of places of each article; articles are numbered through.
    """
    vectors = _vectors(found, places)
    holders: dict[int, list[tuple[float, int]]] = {}
    for article, vector in enumerate(vectors):
        for key, weight in vector.items():
            holders.setdefault(key, []).append((-weight, article))
    articles: dict[int, tuple[Numbers, Weights]] = {}
    for key, row in holders.items():
        weights, numbers = zip(*sorted(row)[:ARTICLES_A_WORD], strict=True)
        articles[key] = np.array(numbers), -np.array(weights)

    def nearest(article: int) -> list[int]:
        vector = vectors[article]
        if not vector:
            return [0]
        others = np.concatenate([articles[key][0] for key in vector])
        weights = np.concatenate([weight * articles[key][1] for key, weight in vector.items()])
        numbers, place = np.unique(others, return_inverse=True)
        likeness = np.bincount(place, weights)
        ranked = numbers[np.lexsort((numbers, -likeness))]
        row = sorted(ranked[ranked != article][:NEIGHBOURS].tolist())
        return [len(row), *row[:1], *(b - a for a, b in pairwise(row))]

    yield from each(nearest, range(len(vectors)))


def _vectors(found: Postings, places: Sequence[int]) -> list[Vector]:
    """The weightiest words of each article, each vector of length 1."""
    keys, articles, counts = found.in_articles(places)
    holders = np.bincount(keys, minlength=len(found.keys))
    rareness = np.array([math.log(len(places) / count) if count else 0 for count in holders])
    telling = (holders > 1) & (holders < len(places))  # others tell no article from another
    keys, articles, counts = (column[telling[keys]] for column in (keys, articles, counts))
    weights = -rareness[keys] * counts / (counts + SATURATION)
    order = np.lexsort((keys, weights, articles))
    starts = np.searchsorted(articles[order], np.arange(len(places) + 1))
    vectors: list[Vector] = []
    for start, end in pairwise(starts.tolist()):
        weightiest = order[start : min(end, start + WORDS_AN_ARTICLE)]
        row = weights[weightiest].tolist()
        length = math.hypot(*row) or 1
        vectors.append(
            {key: -w / length for key, w in zip(keys[weightiest].tolist(), row, strict=True)}
        )
    return vectors
