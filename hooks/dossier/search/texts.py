"""What the search knows of texts: their words, the keys of these, and where each stands."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np
import simplemma
from numpy.typing import NDArray

from dossier.language.words import Memo, normalise
from dossier.search.tokens import fold, tokenise

NUMBER = np.dtype(np.uint32)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of some texts in one language.

    `words` has each once, `keys` what each is indexed under, `lengths` the number of words of each
    text; `numbers` has for each word of the texts, one after another, its position and its number,
    sorted by position.
    """

    language: str
    words: tuple[str, ...]
    keys: tuple[str, ...]
    lengths: tuple[int, ...]
    numbers: bytes

    def pack(self) -> bytes:
        """As bytes, for this machine: a line of JSON, and the numbers."""
        head = json.dumps([self.language, self.words, self.keys, self.lengths])
        return head.encode() + b"\n" + self.numbers

    @classmethod
    def unpack(cls, data: bytes) -> Self:
        """What was packed; raises `ValueError` or `TypeError` if it was not."""
        head, _, numbers = data.partition(b"\n")
        language, words, keys, lengths = json.loads(head)
        if len(numbers) != 2 * NUMBER.itemsize * sum(lengths):
            raise ValueError("some of the numbers are missing")
        return cls(language, tuple(words), tuple(keys), tuple(lengths), numbers)

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
        row = [*enumerate(words), *further]
        if further:
            row.sort()
        lengths.append(len(row))
        for position, word in row:
            numbers += (position, known.setdefault(word, len(known)))
    keys = tuple(map(_keys(language).__getitem__, known))
    return Tokens(language, tuple(known), keys, tuple(lengths), np.array(numbers, NUMBER).tobytes())


def key_of(word: str, language: str = "en") -> str:
    """The form under which a word is indexed."""
    return _keys(language)[word]


@cache
def _keys(language: str) -> Memo[str]:
    """The keys of all words of a language."""

    def key(word: str) -> str:
        if language == "en":
            return normalise(word) or word
        try:
            return fold(simplemma.lemmatize(word, lang=language))
        except ValueError:  # a language that the lemmatiser does not know
            return word

    return Memo(key)
