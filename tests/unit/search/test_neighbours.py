"""Which articles are near to which."""

from collections.abc import Sequence
from dataclasses import replace
from math import log

import pytest
from dossier.search.neighbours import (
    ARTICLES_A_WORD,
    NEIGHBOURS,
    WORDS_AN_ARTICLE,
    _vectors,
    neighbours,
)
from dossier.search.postings import Postings
from dossier.search.texts import read_tokens


def postings(texts: Sequence[str]) -> Postings:
    """The words of articles of one place each."""
    tokens = (read_tokens("en", [text]) for text in texts)
    return Postings(replace(row, keys=row.words) for row in tokens)


def letters(number: int) -> str:
    """A word of its own for each number below 260; words are in the order of the numbers."""
    return f"w{chr(97 + number // 10)}{chr(97 + number % 10)}"


def near(texts: Sequence[str]) -> list[list[int]]:
    """The neighbours of each article, by number."""
    rows: list[list[int]] = []
    for count, *distances in neighbours(postings(texts), [1] * len(texts)):
        assert count == len(distances)
        rows.append([sum(distances[: n + 1]) for n in range(count)])
    return rows


def test_articles_that_share_rare_words_are_near() -> None:
    texts = ["reactor coast fish", "reactor coast", "visa fee", "visa fee student", "almond"]
    assert near(texts) == [[1], [0], [3], [2], []]


def test_a_word_of_all_articles_brings_none_nearer() -> None:
    assert near(["the coast", "the coast", "the visa", "the visa"]) == [[1], [0], [3], [2]]
    assert near(["the one", "the two", "the three"]) == [[], [], []]


def test_the_nearest_few_are_kept_and_of_a_word_few_articles() -> None:
    rows = near(
        [f"reactor coast {letters(number)}" for number in range(3 * ARTICLES_A_WORD)] + ["other"]
    )
    assert all(len(row) <= NEIGHBOURS for row in rows)
    assert {number for row in rows for number in row} <= set(range(ARTICLES_A_WORD))


def test_places_beyond_the_articles_do_not_count() -> None:
    found = postings(["reactor coast", "visa", "reactor coast"])
    assert list(neighbours(found, [1, 1])) == [[0], [0]]


def test_words_weigh_by_how_rare_they_are_and_by_how_often_less_and_less() -> None:
    texts = ["rare usual", "rare usual usual", "usual usual usual usual", "usual", "other", "other"]
    found = postings(texts)
    vectors = _vectors(found, [1] * len(texts))
    assert all(abs(sum(weights**2) - 1) < 1e-9 for _, weights in vectors)
    assert all(weights.min() > 0 for _, weights in vectors)
    rows = [dict(zip(keys, weights, strict=True)) for keys, weights in vectors[:2]]
    usual, rare = map(found.keys.index, ("usual", "rare"))
    ratio = [row[usual] / row[rare] for row in rows]
    assert ratio == pytest.approx([log(1.5) / log(3), log(1.5) / log(3) * (2 / 3.5) / (1 / 2.5)])


def test_of_an_article_the_weightiest_words_count() -> None:
    many = [letters(n) for n in range(WORDS_AN_ARTICLE + 20)]
    texts = [" ".join(many), " ".join([*many, "rare"]), "rare", "other"]
    found = postings([*texts, *[" ".join(many[:20])] * 3])
    row = {found.keys[key] for key in _vectors(found, [1] * 7)[1][0]}
    assert len(row) == WORDS_AN_ARTICLE
    assert "rare" in row and letters(20) in row and letters(0) not in row


def test_the_likest_come_first_whatever_their_number() -> None:
    words = [letters(n) for n in range(9)]
    texts = [" ".join(words), *(" ".join(words[: n + 1]) for n in range(8)), "other", "x"]
    (first, *_) = near(texts)
    assert first == [4, 5, 6, 7, 8]
