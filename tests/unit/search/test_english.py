"""The filter of English words: it knows all of its words, and few others."""

from math import exp
from pathlib import Path

import pytest
from dossier.core.cache import REMEMBERED
from dossier.search import english
from dossier.search.english import HASHES, bases_of, english_filters, is_english
from hypothesis import given
from hypothesis import strategies as st


def test_hashes_are_those_that_javascript_has() -> None:
    """By the vectors that the authors of FNV-1a give."""
    for word, known in {"a": 0xE40C292C, "foobar": 0xBF9CF968, "": 0x811C9DC5}.items():
        assert english._hashes(word)[0] == known
    assert english._hashes("a")[1] == (0x01000193 ^ 0x61) * 0x01000193 % 2**32


@given(st.lists(st.text("abcdefghij", min_size=4, max_size=12), max_size=60, unique=True))
def test_each_word_sets_its_bits_and_no_others(words: list[str]) -> None:
    data = english._filter(words)
    assert len(data) == len(words) * 10 // 8 + 1
    wanted: set[int] = set()
    for word in words:
        one, two = english._hashes(word)
        wanted |= {(one + turn * (two | 1)) % (8 * len(data)) for turn in range(HASHES)}
    assert {
        8 * n + bit for n, byte in enumerate(data) for bit in range(8) if byte >> bit & 1
    } == wanted


def test_each_filter_has_the_share_of_bits_set_that_it_should() -> None:
    filters = english_filters()
    assert [*filters] == [*english.LETTERS]
    large = [data for data in filters.values() if len(data) > 500]
    assert len(large) > 15
    for data in large:
        share = sum(byte.bit_count() for byte in data) / (8 * len(data))
        assert abs(share - (1 - exp(-HASHES / 10))) < 0.03


def test_what_a_word_may_be_made_of() -> None:
    for word, bases in {
        "tariffs": {"tariff"},
        "planned": {"planne", "plann", "plan"},
        "duties": {"duty", "dutie", "duti"},
        "replied": {"reply", "replie", "repli"},
        "happily": {"happy", "happi"},
        "happiness": {"happy", "happi"},
        "baker": {"bak", "bake"},
        "seeing": {"see", "seee", "se"},
        "the": set(),
    }.items():
        found = {*bases_of(word)} - {word}
        assert bases <= found, (word, found)
        assert all(word.startswith(base[:-1]) for base in found)


def test_english_is_told_from_other_words() -> None:
    assert is_english("Tariff") and is_english("décor")
    assert not is_english("jarlhaven") and not is_english("")


def test_bases_are_words_of_letters_that_no_ending_makes() -> None:
    bases = english._bases()
    assert bases == sorted({*bases})
    assert "tariff" in bases and "tariffs" not in bases and "planned" not in bases
    assert all(len(word) >= 4 and word.isascii() and word.islower() for word in bases)
    assert any(len(word) == 4 for word in bases)


def test_what_all_dossiers_make_alike_is_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "nowhere/yet"))
    made = english.english_inflections()
    assert "tariffs" in made["tariff"].split()
    monkeypatch.setattr(english, "_dictionary", lambda: {"wugs": "wug"})
    for _ in range(REMEMBERED + 2):
        english.english_inflections()
    with monkeypatch.context() as other:
        other.setattr(english, "_code", lambda: "another version")
        assert english.english_inflections() == {"wug": "wugs"}
    assert english.english_inflections() == made
