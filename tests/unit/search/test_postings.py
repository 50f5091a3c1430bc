"""Where words occur, as bytes, and the index that stands in the place of an older one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, chain
from pathlib import Path

import numpy as np
import pytest
from dossier.core.cache import Cache
from dossier.search import postings as module
from dossier.search.index import write_index
from dossier.search.postings import (
    BYTES_A_FILE,
    NOWHERE,
    Address,
    Files,
    Postings,
    encode_places,
    varints,
)
from dossier.search.texts import NUMBER, Tokens, read_tokens
from hypothesis import given
from hypothesis import strategies as st
from support.values import article, dossier

Text = list[tuple[int, str]]
"""The words of a text, each after its position."""
WORDS = {word: word[0] for word in ("aa", "ab", "ac", "b", "ca", "cb")}
"""Words and their keys."""
LONG = 200_000
TEXTS = st.lists(
    st.lists(st.tuples(st.integers(0, 9) | st.integers(0, LONG), st.sampled_from([*WORDS]))).map(
        lambda rows: sorted(set(rows))
    ),
    max_size=8,
)


def tokens(texts: Sequence[Text], language: str = "en") -> Tokens:
    """What was read of some texts."""
    words = sorted({word for text in texts for _, word in text}, reverse=True)
    rows = [(position, words.index(word)) for text in texts for position, word in text]
    numbers = np.array(rows, NUMBER).tobytes()
    keys = tuple(WORDS[word] for word in words)
    return Tokens(language, tuple(words), keys, tuple(map(len, texts)), numbers)


def postings(*sets: Sequence[Text]) -> Postings:
    return Postings(map(tokens, sets))


def decoded(data: bytes) -> list[int]:
    """The numbers of seven bits to a byte, as the standard of DWARF describes LEB128."""
    numbers, number, shift = list[int](), 0, 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(number)
            number = shift = 0
    assert not shift
    return numbers


@given(st.lists(st.integers(0, 2**40)))
def test_numbers_are_read_as_they_were_written(numbers: list[int]) -> None:
    assert decoded(varints(numbers)) == numbers


def test_small_numbers_take_a_byte() -> None:
    for number, length in ((0, 1), (127, 1), (128, 2), (16_383, 2), (16_384, 3)):
        assert len(varints([number])) == length


@given(st.sets(st.integers(0, 10_000)).map(sorted))
def test_places_are_told_by_their_distances(places: list[int]) -> None:
    count, *rows = decoded(encode_places(places))
    assert count == len(places) and len(rows) == 2 * count
    assert [sum(rows[: 2 * n + 1 : 2]) for n in range(count)] == places
    assert set(rows[1::2]) <= {1}


def test_an_older_index_goes_when_the_new_one_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "search/data"
    builds: list[str] = []
    for text in ("The ship came.", "The boat left.", "The boat left."):
        write_index(dossier([article("a", text)]), tmp_path, Cache())
        (build,) = folder.glob("*/")  # the one that the files beside it lead to
        builds.append(build.name)
    assert builds[0] != builds[1] == builds[2]
    assert any((folder / builds[2]).iterdir())


@given(TEXTS, TEXTS, st.integers(1, 9))
def test_each_occurrence_is_read_as_it_was_written(
    some: list[Text], others: list[Text], at_once: int
) -> None:
    """As `encode` says, a reader finds each place, position and surface, in order."""
    found = postings(some, others)
    occurrences: list[tuple[str, int, int, str]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "AT_ONCE", at_once)
        entries = found.encode()
    for key, (surfaces, holders, of_places, of_positions) in entries.items():
        count, *rows = decoded(of_places)
        assert count == holders and len(rows) == 2 * count
        numbers = iter(decoded(of_positions))
        for place, many in zip(accumulate(rows[::2]), rows[1::2], strict=True):
            position = 0
            for _ in range(many):
                distance, surface = divmod(next(numbers), len(surfaces))
                position += distance
                occurrences.append((key, place, position, surfaces[surface]))
        assert not [*numbers]
    assert occurrences == sorted(
        (WORDS[word], place, position, word)
        for place, text in enumerate([*some, *others])
        for position, word in text
    )
    assert list(entries) == found.keys == sorted({key for key, *_ in occurrences})
    assert found.lengths == [len(text) for text in [*some, *others]]


@given(TEXTS)
def test_words_are_counted_each_under_its_key(texts: list[Text]) -> None:
    found = postings(texts)
    counts = Counter(word for text in texts for _, word in text)
    assert found.counts == counts
    assert found.key_of == {word: WORDS[word] for word in counts}
    for key, entry in found.encode().items():
        assert entry.surfaces == [word for word in sorted(counts) if WORDS[word] == key]


def test_where_nothing_stands_there_are_no_keys() -> None:
    for found in (postings(), postings([[]])):
        assert (found.encode(), found.counts) == ({}, {})
        assert [len(column) for column in found.in_articles([len(found.lengths)])] == [0, 0, 0]
    assert (decoded(NOWHERE.places), NOWHERE.positions, NOWHERE.holders) == ([0], b"", 0)


def test_a_word_of_several_languages_has_one_key() -> None:
    rows = [
        tokens([[(0, "aa"), (1, word)]], language)
        for language, word in (("de", "ab"), ("fr", "ab"), ("en", "ac"))
    ]
    found = Postings(
        replace(row, keys=tuple(f"{row.language}-{word}" for word in row.words)) for row in rows
    )
    assert found.key_of == {"aa": "en-aa", "ab": "de-ab", "ac": "en-ac"}
    assert {key: entry.holders for key, entry in found.encode().items()} == {
        "de-ab": 2,
        "en-aa": 3,
        "en-ac": 1,
    }


@given(TEXTS, st.data())
def test_articles_have_the_words_of_their_places_and_no_others(
    texts: list[Text], data: st.DataObject
) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(texts)), max_size=5)))
    sizes = [end - start for start, end in zip([0, *ends], ends, strict=False)]
    found = postings(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "AT_ONCE", data.draw(st.integers(1, 9)))
        keys, articles, counts = (column.tolist() for column in found.in_articles(sizes))
    expected: Counter[tuple[str, int]] = Counter()
    for number, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
        words = (word for _, word in chain.from_iterable(texts[start:end]))
        expected.update((WORDS[word], number) for word in words)
    rows = [(found.keys[key], number) for key, number in zip(keys, articles, strict=True)]
    assert rows == sorted(expected)
    assert counts == [expected[row] for row in rows]


@given(TEXTS)
def test_what_was_packed_is_unpacked(texts: list[Text]) -> None:
    packed = tokens(texts)
    assert Tokens.unpack(packed.pack()) == packed


def test_any_texts_are_read_with_their_words_in_order() -> None:
    read = read_tokens("en", ["The ship, the Ship.", "", "Ship ahoy"])
    rows = [(position, read.words[number]) for position, number in read.rows.tolist()]
    assert rows == [*enumerate("the ship the ship".split()), *enumerate("ship ahoy".split())]
    assert (read.lengths, len(read.words)) == ((4, 0, 2), 3)
    assert Tokens.unpack(read.pack()) == read


@given(TEXTS.filter(any), st.data())
def test_damaged_data_are_told(texts: list[Text], data: st.DataObject) -> None:
    packed = tokens(texts).pack()
    with pytest.raises(ValueError, match=r"\w"):
        Tokens.unpack(packed[: data.draw(st.integers(0, len(packed) - 1))])
    with pytest.raises(ValueError, match="missing"):
        Tokens.unpack(packed + b"\0")


@given(st.lists(st.integers(0, 2 * BYTES_A_FILE), max_size=12))
def test_lists_share_a_file_as_long_as_they_fit(sizes: list[int]) -> None:
    files = Files()
    lists = [bytes([number]) * size for number, size in enumerate(sizes)]
    addresses = [files.add(data) for data in lists]
    for data, at in zip(lists, addresses, strict=True):
        assert files.contents[at.file][at.offset : at.offset + len(data)] == data
    held = [
        [d for d, a in zip(lists, addresses, strict=True) if a.file == n]
        for n in range(len(files.contents))
    ]
    for number, row in enumerate(held):
        assert sum(map(len, row)) == len(files.contents[number])
        assert sum(map(len, row)) <= BYTES_A_FILE or len([data for data in row if data]) == 1
    for number, (first, *_) in enumerate(held[1:]):
        assert len(files.contents[number]) + len(first) > BYTES_A_FILE


def test_a_file_is_filled_to_the_last_byte() -> None:
    files = Files()
    some = bytes(BYTES_A_FILE - 1)
    rows = [files.add(some), files.add(b"1"), files.add(b"2"), files.add(bytes(BYTES_A_FILE))]
    assert rows == [Address(0, 0), Address(0, len(some)), Address(1, 0), Address(2, 0)]
