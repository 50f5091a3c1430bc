"""Words of English, by which a query is not corrected that is right, for `spelling/A.bin`."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import accumulate, pairwise
from pathlib import Path
from string import ascii_lowercase
from typing import TypeVar

from simplemma.strategies.dictionaries import DEFAULT_DICTIONARY_FACTORY

from dossier.core.cache import Cache
from dossier.core.digest import digest, files_digest
from dossier.language.words import english
from dossier.search.tokens import fold

Value = TypeVar("Value")

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


def english_filters() -> Mapping[str, bytes]:
    """For each of LETTERS a filter of the words that begin with it."""
    return _kept(_pack_filters, _read_filters)


def english_inflections() -> Mapping[str, str]:
    """Lemma → its other forms, as the lemmatiser knows them, with spaces between."""
    return _kept(_pack_inflections, _read_inflections)


def _kept(make: Callable[[], bytes], load: Callable[[bytes], Value]) -> Value:
    """What `load` makes of what `make` gives, which is made once for all projects of a user."""
    kept = Cache.of_user()
    key = digest(make.__name__, version("simplemma"), _code())
    is_new = key not in kept
    value = kept.result(make, key, load)
    kept.close(is_build=is_new)  # else builds of one version would have those of others forgotten
    return value


def _code() -> str:
    """The digest of this module: what is made of English depends on no other."""
    return files_digest(Path(__file__).parent, Path(__file__).name)


def _pack_filters() -> bytes:
    words: dict[str, list[str]] = defaultdict(list)
    for word in _bases():
        words[initial(word)].append(word)
    filters = [_filter(words[letter]) for letter in LETTERS]
    return json.dumps(list(map(len, filters))).encode() + b"\n" + b"".join(filters)


def _read_filters(packed: bytes) -> dict[str, bytes]:
    head, _, data = packed.partition(b"\n")
    ends = list(accumulate(json.loads(head), initial=0))
    return {
        letter: data[start:end]
        for letter, (start, end) in zip(LETTERS, pairwise(ends), strict=True)
    }


def _pack_inflections() -> bytes:
    forms: dict[str, list[str]] = defaultdict(list)
    for form, lemma in _dictionary().items():
        if form != lemma and form.isascii() and form.isalpha() and form.islower():
            forms[lemma].append(form)
    return "\n".join(f"{lemma}\t{' '.join(row)}" for lemma, row in forms.items()).encode()


def _read_inflections(packed: bytes) -> dict[str, str]:
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
    words = {w for w in _dictionary() if len(w) >= LEAST_FILTERED and w.isascii() and w.islower()}
    return sorted(word for word in words if words.isdisjoint(bases_of(word)))


def _dictionary() -> Mapping[str, str]:
    """What `english` gives, unpacked, to go through it all."""
    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("en")


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


def is_english(text: str) -> bool:
    """Whether a word is one of English."""
    return fold(text) in english()
