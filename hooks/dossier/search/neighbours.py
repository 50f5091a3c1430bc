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
from dossier.search.postings import Column, Postings

NEIGHBOURS = 5
WORDS_AN_ARTICLE = 40
ARTICLES_A_WORD = 64
SATURATION = 1.5

Weights = NDArray[np.float64]
Vector = tuple[Column, Weights]
"""Numbers of keys, and what each weighs."""


def neighbours(found: Postings, places: Sequence[int]) -> Iterator[list[int]]:
    """For each article the numbers of its neighbours as a row of `near.bin`.

    `places` has the number of places of each article; articles are numbered through.
    """
    vectors = _vectors(found, places)
    if not vectors:
        return
    keys, weights = (np.concatenate(column) for column in zip(*vectors, strict=True))
    holders = np.repeat(np.arange(len(vectors)), [len(keys) for keys, _ in vectors])
    order = np.lexsort((holders, -weights, keys))
    holders, weights = holders[order], weights[order]
    starts = np.searchsorted(keys[order], np.arange(len(found.keys) + 1))
    ends = np.minimum(starts[1:], starts[:-1] + ARTICLES_A_WORD)

    def nearest(article: int) -> list[int]:
        keys, own = vectors[article]
        spans = [slice(*span) for span in zip(starts[keys], ends[keys], strict=True)]
        if not spans:
            return [0]
        others = np.concatenate([holders[span] for span in spans])
        shared = [weight * weights[span] for weight, span in zip(own, spans, strict=True)]
        numbers, place = np.unique(others, return_inverse=True)
        likeness = np.bincount(place, np.concatenate(shared))
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
    order = np.argsort(articles, kind="stable")
    order = order[telling[keys[order]]]
    keys, counts = keys[order], counts[order]
    starts = np.searchsorted(articles[order], np.arange(len(places) + 1))
    vectors: list[Vector] = []
    for start, end in pairwise(starts.tolist()):
        own, times = keys[start:end], counts[start:end]
        weights = rareness[own] * times / (times + SATURATION)
        weightiest = np.argsort(-weights, kind="stable")[:WORDS_AN_ARTICLE]
        length = math.hypot(*weights[weightiest].tolist()) or 1
        vectors.append((own[weightiest], weights[weightiest] / length))
    return vectors
