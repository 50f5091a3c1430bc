"""The articles nearest to each article, by the words that tell them from others.

The search takes an article to answer a question the better the more its neighbours answer it
(F. Diaz, "Regularizing ad hoc retrieval scores", 2005). Near is what has a small angle between
vectors of weighted words (tf–idf). Only the weightiest words of an article count, and of a word
only the articles in which it weighs most, so that the work grows with the number of articles.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from dossier.search.postings import Postings

NEIGHBOURS = 5
WORDS_AN_ARTICLE = 40
ARTICLES_A_WORD = 64
SATURATION = 1.5


def neighbours(found: Mapping[str, Postings], places: Sequence[int]) -> Iterator[list[int]]:
    """For each article the numbers of its neighbours as a row of `near.bin`.

    `places` has the number of places of each article; articles are numbered through.
    """
    vectors = _vectors(found, places)
    articles: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for article, vector in enumerate(vectors):
        for key, weight in vector.items():
            articles[key].append((-weight, article))
    for key, row in articles.items():
        articles[key] = sorted(row)[:ARTICLES_A_WORD]
    for article, vector in enumerate(vectors):
        likeness: dict[int, float] = defaultdict(float)
        for key, weight in vector.items():
            for other, number in articles[key]:
                likeness[number] -= weight * other
        likeness.pop(article, None)
        ranked = sorted(likeness, key=lambda number: (-likeness[number], number))
        nearest = sorted(ranked[:NEIGHBOURS])
        yield [len(nearest), *nearest[:1], *(b - a for a, b in pairwise(nearest))]


def _vectors(found: Mapping[str, Postings], places: Sequence[int]) -> list[dict[str, float]]:
    """The weightiest words of each article, each vector of length 1."""
    owner = [article for article, count in enumerate(places) for _ in range(count)]
    rows: list[list[tuple[float, str]]] = [[] for _ in places]
    for key in sorted(found):
        counts = Counter(owner[place] for place in found[key].numbers[::3] if place < len(owner))
        if not 1 < len(counts) < len(places):  # tells no article from others
            continue
        rareness = math.log(len(places) / len(counts))
        for article, count in counts.items():
            rows[article].append((-rareness * count / (count + SATURATION), key))
    vectors: list[dict[str, float]] = []
    for row in rows:
        weightiest = sorted(row)[:WORDS_AN_ARTICLE]
        length = math.hypot(*(weight for weight, _ in weightiest)) or 1
        vectors.append({key: -weight / length for weight, key in weightiest})
    return vectors
