"""Where the words of all texts occur, in little memory, and written in few bytes.

A place is a text of the index; a position counts the words in it; a surface is a word as the texts
write it. `search` says what places there are, and how the lists are read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dossier.search.texts import Tokens

BYTES_A_FILE = 12_000
INLINE = -1
AT_ONCE = 1 << 19
"""Occurrences that are gone through at once, as a few more numbers are needed for each."""

Numbers = NDArray[np.int64]
Column = NDArray[np.int32]


class Entry(NamedTuple):
    """Of a key its surfaces, how many places hold it, the list of these, and that of positions.

    The first list has the number of places, and of each its distance from the one before and the
    number of positions; the second, for each position, its distance from the one before and the
    surface, as one number.
    """

    surfaces: Sequence[str]
    holders: int
    places: bytes
    positions: bytes


NOWHERE = Entry((), 0, b"\0", b"")


class _Part(NamedTuple):
    """The occurrences of the keys from one number to before another."""

    first: int
    last: int
    key: Column
    word: Column
    place: Column
    position: Column


class Postings:
    """All occurrences of all words in some texts, which come by their places.

    A word has one key, whichever language it stands in, since a query does not tell its own: that
    of English if an English text has it, else that of the language that comes first. Keys are
    numbered in their alphabetical order, and so are the words of each; occurrences are sorted by
    key and place. `lengths` has the number of words of each place.
    """

    def __init__(self, texts: Iterable[Tokens]) -> None:
        number = count()
        languages = {"en": defaultdict[str, int](number.__next__)}
        keys: list[str] = []
        words, positions = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
        self.lengths: list[int] = []
        for tokens in texts:
            known = languages.setdefault(tokens.language, defaultdict(number.__next__))
            own = np.fromiter(map(known.__getitem__, tokens.words), np.int32)
            keys += map(tokens.keys.__getitem__, np.flatnonzero(own >= len(keys)).tolist())
            words.append(own[tokens.rows[:, 1]])
            positions.append(tokens.rows[:, 0].astype(np.int32))
            self.lengths += tokens.lengths
        self.key_of = {
            word: keys[number]
            for known in reversed(languages.values())  # so that English has the last word
            for word, number in known.items()
        }
        pairs = sorted(zip(self.key_of.values(), self.key_of, strict=True))
        self._words = [word for _, word in pairs]
        self.keys = sorted({*self.key_of.values()})
        number_of_key = {key: number for number, key in enumerate(self.keys)}
        self._key_of_word = np.fromiter((number_of_key[key] for key, _ in pairs), np.int32)
        self._first_word = np.searchsorted(self._key_of_word, np.arange(len(self.keys) + 1))
        number_of_word = {word: number for number, word in enumerate(self._words)}
        numbers = np.empty(len(keys), np.int32)
        for known in languages.values():
            numbers[[*known.values()]] = [number_of_word[word] for word in known]
        self._sort(numbers[_joined(words)], _joined(positions))

    def _sort(self, word: Column, position: Column) -> None:
        """Sort the occurrences, which come by their places, by their keys first."""
        key = self._key_of_word[word]
        self._ends = np.cumsum(np.bincount(key, minlength=len(self.keys)))
        order = np.argsort(key, kind="stable")
        place = np.repeat(np.arange(len(self.lengths), dtype=np.int32), self.lengths)
        self._word, self._place, self._position = word[order], place[order], position[order]

    def _parts(self) -> Iterator[_Part]:
        """All occurrences, about `AT_ONCE` in a part, with all of a key in one."""
        ends = np.append(0, self._ends)
        cuts = np.searchsorted(ends, np.arange(0, ends[-1], AT_ONCE))
        for first, last in pairwise(np.unique(np.append(cuts, [0, len(self.keys)])).tolist()):
            here = slice(ends[first], ends[last])
            word = self._word[here]
            key = self._key_of_word[word]
            yield _Part(first, last, key, word, self._place[here], self._position[here])

    @property
    def counts(self) -> dict[str, int]:
        """How often each word occurs."""
        counts = np.bincount(self._word, minlength=len(self._words)).tolist()
        return dict(zip(self._words, counts, strict=True))

    def encode(self) -> dict[str, Entry]:
        """Where each key stands."""
        entries: dict[str, Entry] = {}
        for part in self._parts():
            begins = np.flatnonzero(_is_new(part.key, part.place))
            counts = np.bincount(part.key[begins] - part.first, minlength=part.last - part.first)
            places = _encode_places(part, begins, counts)
            positions = self._encode_positions(part, begins)
            spans = pairwise(self._first_word[part.first : part.last + 1].tolist())
            surfaces = (self._words[start:end] for start, end in spans)
            rows = map(Entry, surfaces, counts.tolist(), places, positions)
            entries.update(zip(self.keys[part.first : part.last], rows, strict=True))
        return entries

    def _encode_positions(self, part: _Part, begins: Numbers) -> list[bytes]:
        before = np.zeros(len(part.word), np.int64)
        before[1:] = part.position[:-1]
        before[begins] = 0
        surfaces = np.diff(self._first_word)[part.key]
        surface = part.word - self._first_word[part.key]
        numbers = (part.position - before) * surfaces + surface
        return _cut(numbers, np.bincount(part.key - part.first, minlength=part.last - part.first))

    def in_articles(self, places: Sequence[int]) -> tuple[Column, Column, Column]:
        """Number of a key, number of an article, and how often the one stands in the other.

        `places` has the number of places of each article; those beyond do not count.
        """
        owner = np.repeat(np.arange(len(places), dtype=np.int32), places)
        rows = [(np.zeros(0, np.int32),) * 3]
        for part in self._parts():
            within = part.place < len(owner)
            key, article = part.key[within], owner[part.place[within]]
            begins = np.flatnonzero(_is_new(key, article))
            counts = np.diff(begins, append=len(key)).astype(np.int32)
            rows.append((key[begins], article[begins], counts))
        key, article, counts = (np.concatenate(column) for column in zip(*rows, strict=True))
        return key, article, counts


def _joined(columns: list[Column]) -> Column:
    """All columns as one; they are forgotten, so that nothing is in the memory twice for long."""
    joined = np.concatenate(columns)
    columns.clear()
    return joined


def _is_new(key: Column, place: Column) -> NDArray[np.bool_]:
    """Whether each is of another key or place than the one before."""
    is_new = np.ones(len(key), np.bool_)
    is_new[1:] = (key[1:] != key[:-1]) | (place[1:] != place[:-1])
    return is_new


def _encode_places(part: _Part, begins: Numbers, counts: Numbers) -> list[bytes]:
    key, place = part.key[begins] - part.first, part.place[begins]
    heads = 2 * (np.cumsum(counts) - counts) + np.arange(len(counts))
    rows = 2 * np.arange(len(begins)) + key + 1
    numbers = np.zeros(2 * len(begins) + len(counts), np.int64)
    numbers[heads] = counts
    numbers[rows] = np.where(np.diff(key, prepend=-1), place, np.diff(place, prepend=0))
    numbers[rows + 1] = np.diff(begins, append=len(part.key))
    return _cut(numbers, 2 * counts + 1)


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
