"""Texts that are alike have a good part of their sampled runs of words in common."""

import random
from array import array
from string import ascii_lowercase
from zlib import crc32

import pytest
from dossier.language.runs import sample_runs, words_of


def numbers(text: str) -> list[int]:
    return array("I", sample_runs(text)).tolist()


def prose(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices(ascii_lowercase, k=5)) for _ in range(count)]


def is_sampled(word: str) -> bool:
    return crc32(word.encode()) % 3 == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Ferry’s 1,500.5 oars – co-op", ["the", "ferry’s", "1,500.5", "oars", "co-op"]),
        ("F35, 3.", ["f", "35", "3"]),
        ("Straße", ["strasse"]),
        ("– …", []),
    ],
)
def test_words_and_numbers_in_small_letters(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_text_of_seven_words_has_no_sample() -> None:
    assert sample_runs(" ".join(prose(1, 7))) == b"" != sample_runs(" ".join(prose(1, 8)))


def test_a_third_of_the_runs_of_three_words_are_sampled_by_their_first() -> None:
    words = prose(2, 3000)
    found = numbers(" ".join(words))
    assert found == sorted({*found})
    assert len(found) == sum(map(is_sampled, words[:-2]))
    assert 900 < len(found) < 1100
    assert 2**31 < found[-1] < 2**32


def test_what_is_within_a_text_has_the_same_sample_there() -> None:
    words, before, behind = prose(3, 60), prose(4, 20), prose(5, 20)
    own = {*numbers(" ".join(words))}
    assert own <= {*numbers(" ".join([*before, *words, *behind]))}
    turned = {*numbers(" ".join(words[::-1]))}
    assert not own & turned


def test_a_text_none_of_whose_runs_would_be_sampled_has_one() -> None:
    words = [word for word in prose(6, 60) if not is_sampled(word)][:12]
    assert len(numbers(" ".join(words))) == 1
