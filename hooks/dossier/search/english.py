"""Words of English, by which a query is not corrected that is right, for `spelling/A.bin`."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from string import ascii_lowercase

from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY

from dossier.search.tokens import fold

LEAST_FILTERED = 4  # letters: shorter words are not corrected
BITS_A_WORD = 10
HASHES = 7
ENDINGS = ("s", "es", "d", "ed", "er", "ers", "ing", "ly")
"""What makes a word of another, so that the filter need not hold it; spelling.js has them too."""
ENDINGS_FOR_E = ("ed", "er", "ers", "ing")
CHANGED_ENDINGS = {"ies": "y", "ied": "y", "ily": "y", "iness": "y", "ness": ""}


LETTERS = (*ascii_lowercase, "0")


def initial(word: str) -> str:
    """The one of LETTERS under which a word is filed: 0 where it begins with none of a to z."""
    return word[0] if word[0] in ascii_lowercase else LETTERS[-1]


@cache
def english_filters() -> bytes:
    """For each of LETTERS a filter of the words that begin with it, packed."""
    words: dict[str, list[str]] = defaultdict(list)
    for word in _bases():
        words[initial(word)].append(word)
    filters = [_filter(words[letter]) for letter in LETTERS]
    return json.dumps(list(map(len, filters))).encode() + b"\n" + b"".join(filters)


def read_english(packed: bytes) -> dict[str, bytes]:
    """Letter → filter of what `english_filters` packed."""
    head, _, data = packed.partition(b"\n")
    ends = list(accumulate(json.loads(head), initial=0))
    return {
        letter: data[start:end]
        for letter, (start, end) in zip(LETTERS, pairwise(ends), strict=True)
    }


@cache
def english_inflections() -> bytes:
    """The other forms of each lemma, as the lemmatiser knows them, packed."""
    forms: dict[str, list[str]] = defaultdict(list)
    for form, lemma in dictionary().items():
        if form != lemma and form.isascii() and form.isalpha() and form.islower():
            forms[lemma].append(form)
    return "\n".join(f"{lemma}\t{' '.join(row)}" for lemma, row in forms.items()).encode()


def read_inflections(packed: bytes) -> Mapping[str, str]:
    """Lemma → what `english_inflections` packed of it: its other forms, with spaces between."""
    return dict(line.split("\t") for line in packed.decode().split("\n"))


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
