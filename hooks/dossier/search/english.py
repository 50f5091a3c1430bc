"""Words of English, by which a query is not corrected that is right: `english.bin`."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY

from dossier.search.tokens import fold

LEAST_FILTERED = 4  # letters: shorter words are not corrected
BITS_A_WORD = 10
HASHES = 7
ENDINGS = ("s", "es", "d", "ed", "er", "ers", "ing", "ly")
"""What makes a word of another, so that the filter need not hold it; spelling.js has them too."""
ENDINGS_FOR_E = ("ed", "er", "ers", "ing")
CHANGED_ENDINGS = {"ies": "y", "ied": "y", "ily": "y", "iness": "y", "ness": ""}


@cache
def english_file(_: str) -> bytes:
    return zlib.compress(_filter(_bases()), 9)


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


def _bases() -> list[str]:
    """The words of English that are not made of another by an ending."""
    words = {w for w in dictionary() if len(w) >= LEAST_FILTERED and w.isascii() and w.islower()}
    return sorted(word for word in words if words.isdisjoint(bases_of(word)))


def bases_of(word: str) -> Iterator[str]:
    """What a word may be made of: tariffs, of tariff; planned, of plan or plann or planne."""
    for ending in ENDINGS:
        if word.endswith(ending):
            base = word.removesuffix(ending)
            yield base
            if ending in ENDINGS_FOR_E:
                yield f"{base}e"
                if base[-1:] == base[-2:-1]:
                    yield base[:-1]
    for ending, instead in CHANGED_ENDINGS.items():
        if word.endswith(ending):
            yield word.removesuffix(ending) + instead


def dictionary() -> Mapping[str, str]:
    """Words of English → their lemmas, unpacked: to go through them all is slow in a trie."""
    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("en")


def is_english(text: str) -> bool:
    """Whether a word is one of English."""
    return fold(text) in dictionary()
