"""Where the words of all texts occur, in little memory, and written in few bytes.

A place is a text of the index; a position counts the words in it; a surface is a word as the texts
write it. `search` says what places there are, and how the lists are read.
"""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from typing import Self

from dossier.search.tokens import tokenise

BYTES_A_FILE = 12_000
INLINE = -1


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of some texts in one language.

    `words` has each once; `rows` has for each text position and number of the word, alternately,
    sorted by position.
    """

    language: str
    words: tuple[str, ...]
    rows: "tuple[array[int], ...]"

    def pack(self) -> bytes:
        """As bytes, for this machine: a line of JSON, and the rows."""
        head = json.dumps([self.language, self.words, list(map(len, self.rows))])
        return b"".join([head.encode(), b"\n", *(row.tobytes() for row in self.rows)])

    @classmethod
    def unpack(cls, data: bytes) -> Self:
        """What was packed; raises `ValueError` if it was not."""
        head, _, rest = data.partition(b"\n")
        language, words, lengths = json.loads(head)
        numbers = array("I", rest)
        ends = list(accumulate(lengths, initial=0))
        rows = (numbers[start:end] for start, end in pairwise(ends))
        return cls(language, tuple(words), tuple(rows))


def read_tokens(language: str, texts: Iterable[str]) -> Tokens:
    """The words of texts, with the further forms by which these are found."""
    numbers: dict[str, int] = {}
    rows: list[array[int]] = []
    for text in texts:
        words, further = tokenise(text)
        row: array[int] = array("I")
        for position, word in sorted([*enumerate(words), *further]):
            row.extend((position, numbers.setdefault(word, len(numbers))))
        rows.append(row)
    return Tokens(language, tuple(numbers), tuple(rows))


@dataclass(slots=True)
class Postings:
    """All occurrences of one key: place, position and surface, by place, one after another."""

    numbers: "array[int]" = field(default_factory=lambda: array("I"))
    surfaces: dict[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each surface occurs; in alphabetical order."""
        found = Counter(self.numbers[2::3])
        return {surface: found[self.surfaces[surface]] for surface in sorted(self.surfaces)}

    @property
    def places(self) -> int:
        """How many places have the key."""
        return len(set(self.numbers[::3]))

    def encode(self) -> tuple[bytes, bytes]:
        """The list of places, and the positions."""
        order = {self.surfaces[surface]: rank for rank, surface in enumerate(sorted(self.surfaces))}
        distances: list[int] = []
        positions: list[int] = []
        last = 0
        numbers = iter(self.numbers)
        rows = zip(numbers, numbers, numbers, strict=True)
        for place, row in groupby(rows, key=itemgetter(0)):
            before = count = 0
            for _, position, surface in row:
                positions.append((position - before) * len(order) + order[surface])
                before = position
                count += 1
            distances += (place - last, count)
            last = place
        return varints([len(distances) // 2, *distances]), varints(positions)


def collect(texts: Sequence[Tokens], keys: Mapping[str, str]) -> dict[str, Postings]:
    """The occurrences of each key; `keys` has the key of each word. Texts come by their places."""
    found: dict[str, Postings] = {key: Postings() for key in set(keys.values())}
    place = 0
    for tokens in texts:
        targets = []
        for word in tokens.words:
            postings = found[keys[word]]
            number = postings.surfaces.setdefault(word, len(postings.surfaces))
            targets.append((postings.numbers, number))
        for row in tokens.rows:
            numbers = iter(row)
            for position, word_number in zip(numbers, numbers, strict=True):
                target, surface = targets[word_number]
                target.extend((place, position, surface))
            place += 1
    return found


def encode_places(places: Sequence[int]) -> bytes:
    """A list of places in each of which something occurs once."""
    distances = (b - a for a, b in zip([0, *places], places, strict=False))
    return varints([len(places), *(n for distance in distances for n in (distance, 1))])


def varints(numbers: Iterable[int]) -> bytes:
    """Numbers, seven bits to a byte, lowest first; the eighth bit is set on all but the last."""
    data = bytearray()
    append = data.append
    for number in numbers:
        while number > 127:
            append(number & 127 | 128)
            number >>= 7
        append(number)
    return bytes(data)


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
