"""Which articles are near to which."""

from array import array
from collections.abc import Mapping, Sequence

from dossier.search.neighbours import ARTICLES_A_WORD, NEIGHBOURS, neighbours
from dossier.search.postings import Postings


def postings(texts: Sequence[str]) -> Mapping[str, Postings]:
    """The words of articles of one place each."""
    found: dict[str, Postings] = {}
    for place, text in enumerate(texts):
        for position, word in enumerate(text.split()):
            row = found.setdefault(word, Postings(array("I"), {word: 0}))
            row.numbers.extend((place, position, 0))
    return found


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
    rows = near([f"reactor coast {number}" for number in range(3 * ARTICLES_A_WORD)] + ["other"])
    assert all(len(row) <= NEIGHBOURS for row in rows)
    assert {number for row in rows for number in row} <= set(range(ARTICLES_A_WORD))


def test_places_beyond_the_articles_do_not_count() -> None:
    found = postings(["reactor coast", "visa", "reactor coast"])
    assert list(neighbours(found, [1, 1])) == [[0], [0]]
