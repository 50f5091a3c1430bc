"""Where the words of all texts occur, in little memory, and written in few bytes.

A place is a text of the index; a position counts the words in it; a surface is a word as the texts
write it. `search` says what places there are, and how the lists are read.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from dossier.search.tokens import tokenise

BYTES_A_FILE = 12_000
INLINE = -1

NUMBER = np.dtype(np.uint32)
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of some texts in one language.

    `words` has each once, `lengths` the number of words of each text; `numbers` has for each word
    of the texts, one after another, its position and its number, sorted by position.
    """

    language: str
    words: tuple[str, ...]
    lengths: tuple[int, ...]
    numbers: bytes

    def pack(self) -> bytes:
        """As bytes, for this machine: a line of JSON, and the numbers."""
        head = json.dumps([self.language, self.words, self.lengths])
        return head.encode() + b"\n" + self.numbers

    @classmethod
    def unpack(cls, data: bytes) -> Self:
        """What was packed; raises `ValueError` or `TypeError` if it was not."""
        head, _, numbers = data.partition(b"\n")
        language, words, lengths = json.loads(head)
        if len(numbers) != 2 * NUMBER.itemsize * sum(lengths):
            raise ValueError("some of the numbers are missing")
        return cls(language, tuple(words), tuple(lengths), numbers)

    @property
    def rows(self) -> NDArray[np.uint32]:
        """`numbers`, one row for each word: its position and its number."""
        return np.frombuffer(self.numbers, NUMBER).reshape(-1, 2)


def read_tokens(language: str, texts: Iterable[str]) -> Tokens:
    """The words of texts, with the further forms by which these are found."""
    known: dict[str, int] = {}
    lengths: list[int] = []
    numbers: list[int] = []
    for text in texts:
        words, further = tokenise(text)
        row = sorted([*enumerate(words), *further])
        lengths.append(len(row))
        for position, word in row:
            numbers += (position, known.setdefault(word, len(known)))
    return Tokens(language, tuple(known), tuple(lengths), np.array(numbers, NUMBER).tobytes())


class Postings:
    """All occurrences of all keys in some texts, which come by their places.

    `key_of` has the key of each word; `more` are keys that no text has. Keys are numbered in their
    alphabetical order, and so are the words of each; occurrences are sorted by key and place.
    """

    def __init__(
        self, texts: Iterable[Tokens], key_of: Mapping[str, str], more: Iterable[str] = ()
    ) -> None:
        self.keys = sorted({*key_of.values(), *more})
        self._words = sorted(key_of, key=lambda word: (key_of[word], word))
        number_of_key = {key: number for number, key in enumerate(self.keys)}
        keys = np.array([number_of_key[key_of[word]] for word in self._words], np.int64)
        self._first_word = np.searchsorted(keys, np.arange(len(self.keys) + 1))
        word, place, position = self._gather(texts)
        order = np.argsort(keys[word], kind="stable")
        self._word, self._place, self._position = word[order], place[order], position[order]
        self._key = keys[self._word]

    def _gather(self, texts: Iterable[Tokens]) -> tuple[NDArray[np.int32], ...]:
        """Word, place and position of each occurrence, by place."""
        numbers = {word: number for number, word in enumerate(self._words)}
        found: list[tuple[NDArray[np.int32], ...]] = [(np.zeros(0, np.int32),) * 3]
        place = 0
        for tokens in texts:
            own = np.array([numbers[word] for word in tokens.words], np.int32)
            places = np.arange(place, place + len(tokens.lengths), dtype=np.int32)
            rows = tokens.rows
            position = rows[:, 0].astype(np.int32)
            found.append((own[rows[:, 1]], np.repeat(places, tokens.lengths), position))
            place += len(tokens.lengths)
        return tuple(np.concatenate(column) for column in zip(*found, strict=True))

    def words(self, key: str) -> Mapping[str, int]:
        """The surfaces of a key and how often each occurs, in alphabetical order."""
        return self._counts[key]

    @cached_property
    def _counts(self) -> Mapping[str, Mapping[str, int]]:
        counts = np.bincount(self._word, minlength=len(self._words)).tolist()
        ends = self._first_word.tolist()
        return {
            key: dict(zip(self._words[start:end], counts[start:end], strict=True))
            for key, (start, end) in zip(self.keys, pairwise(ends), strict=True)
        }

    @cached_property
    def places(self) -> Mapping[str, int]:
        """How many places have each key."""
        return dict(zip(self.keys, self._places_of_keys.tolist(), strict=True))

    @cached_property
    def _begins(self) -> Numbers:
        """Where the occurrences of each key in each place begin."""
        is_new = np.ones(len(self._word), bool)
        is_new[1:] = np.diff(self._key).astype(bool) | np.diff(self._place).astype(bool)
        return np.flatnonzero(is_new)

    @property
    def _places_of_keys(self) -> Numbers:
        return np.bincount(self._key[self._begins], minlength=len(self.keys))

    def encode(self) -> dict[str, tuple[bytes, bytes]]:
        """By key the list of its places, and that of the positions in them.

        The first has the number of places, and of each its distance from the one before and the
        number of positions; the second, for each position, its distance from the one before and the
        surface, as one number.
        """
        parts = zip(self._encode_places(), self._encode_positions(), strict=True)
        return dict(zip(self.keys, parts, strict=True))

    def _encode_places(self) -> list[bytes]:
        begins, counts = self._begins, self._places_of_keys
        key, place = self._key[begins], self._place[begins]
        heads = 2 * (np.cumsum(counts) - counts) + np.arange(len(counts))
        rows = 2 * np.arange(len(begins)) + key + 1
        numbers = np.zeros(2 * len(begins) + len(counts), np.int64)
        numbers[heads] = counts
        numbers[rows] = np.where(np.diff(key, prepend=-1), place, np.diff(place, prepend=0))
        numbers[rows + 1] = np.diff(begins, append=len(self._word))
        return _cut(numbers, 2 * counts + 1)

    def _encode_positions(self) -> list[bytes]:
        before = np.zeros(len(self._word), np.int64)
        before[1:] = self._position[:-1]
        before[self._begins] = 0
        surfaces = np.diff(self._first_word)[self._key]
        surface = self._word - self._first_word[self._key]
        numbers = (self._position - before) * surfaces + surface
        return _cut(numbers, np.bincount(self._key, minlength=len(self.keys)))

    def in_articles(self, places: Sequence[int]) -> tuple[Numbers, Numbers, Numbers]:
        """Number of a key, number of an article, and how often the one stands in the other.

        `places` has the number of places of each article; those beyond do not count.
        """
        owner = np.repeat(np.arange(len(places)), places)
        within = self._place < len(owner)
        key, article = self._key[within], owner[self._place[within]]
        is_new = np.diff(key, prepend=-1).astype(bool) | np.diff(article, prepend=-1).astype(bool)
        begins = np.flatnonzero(is_new)
        return key[begins], article[begins], np.diff(begins, append=len(key))


def encode_places(places: Sequence[int]) -> bytes:
    """A list of places in each of which something occurs once."""
    numbers = np.ones(2 * len(places) + 1, np.int64)
    numbers[0] = len(places)
    numbers[1::2] = np.diff(places, prepend=0)
    return varints(numbers)


def varints(numbers: Iterable[int] | Numbers) -> bytes:
    """Numbers, seven bits to a byte, lowest first; the eighth bit is set on all but the last."""
    row = numbers if isinstance(numbers, np.ndarray) else np.fromiter(numbers, np.int64)
    return _varints(row)[0]


def _cut(numbers: Numbers, counts: Numbers) -> list[bytes]:
    """Numbers as bytes, cut into lists of so many numbers each."""
    data, ends = _varints(numbers)
    cuts = np.append(0, ends)[np.append(0, np.cumsum(counts))].tolist()
    return [data[start:end] for start, end in pairwise(cuts)]


def _varints(numbers: Numbers) -> tuple[bytes, Numbers]:
    """Numbers as bytes, and where each ends."""
    lengths = np.ones(len(numbers), np.int64)
    rest = numbers >> 7
    while rest.any():
        lengths += rest > 0
        rest >>= 7
    ends = np.cumsum(lengths)
    data = np.zeros(lengths.sum(), np.uint8)
    for place in range(lengths.max(initial=0)):
        here = lengths > place
        goes_on = (lengths[here] > place + 1).astype(np.int64) << 7
        data[ends[here] - lengths[here] + place] = numbers[here] >> 7 * place & 127 | goes_on
    return data.tobytes(), ends


@dataclass(frozen=True, slots=True)
class Address:
    """Where a list is kept: in which file, at which byte.

    `file` is INLINE for one that stands in the file of the lexicon itself.
    """

    file: int
    offset: int


class Files:
    """Lists in files: small ones together, a large one in a file of its own."""

    def __init__(self) -> None:
        self.contents = [bytearray()]

    def add(self, data: bytes) -> Address:
        """Put a list into the last file, or into another where that is full."""
        if self.contents[-1] and len(self.contents[-1]) + len(data) > BYTES_A_FILE:
            self.contents.append(bytearray())
        address = Address(len(self.contents) - 1, len(self.contents[-1]))
        self.contents[-1] += data
        return address
