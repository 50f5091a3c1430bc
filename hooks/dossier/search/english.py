"""Words of English, by which a query is not corrected that is right: `english.bin`."""

import zlib
from collections.abc import Mapping, Sequence
from functools import cache

from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY

from dossier.search.tokens import fold

FILTERED = range(4, 9)  # letters of the words in english.bin: those easily taken for misspelt ones
BITS_A_WORD = 8
HASHES = 5


@cache
def english_file(_: str) -> bytes:
    return zlib.compress(_filter(_easily_mistaken()), 9)


def _filter(words: Sequence[str]) -> bytes:
    """A Bloom filter: for each word some bits are set; a word with one unset is not among them."""
    size = len(words) * BITS_A_WORD // 8 + 1
    bits = bytearray(size)
    for word in words:
        first, step = _hashes(word)
        for turn in range(HASHES):
            at = (first + turn * (step | 1)) % (8 * size)
            bits[at >> 3] |= 1 << (at & 7)
    return bytes(bits)


def _hashes(word: str) -> tuple[int, int]:
    """FNV-1a, in 32 bits, from two seeds."""
    one, two = 0x811C9DC5, 0x01000193
    for byte in word.encode():
        one = (one ^ byte) * 0x01000193 & 0xFFFFFFFF
        two = (two ^ byte) * 0x01000193 & 0xFFFFFFFF
    return one, two


def _easily_mistaken() -> list[str]:
    """Words of English that look like misspellings of others if the dossier lacks them."""
    return [w for w in dictionary() if len(w) in FILTERED and w.isascii() and w.islower()]


def dictionary() -> Mapping[str, str]:
    """Words of English → their lemmas, unpacked: to go through them all is slow in a trie."""
    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("en")


def is_english(text: str) -> bool:
    """Whether a word is one of English."""
    return fold(text) in dictionary()
