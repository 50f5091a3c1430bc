"""The lexicon: each word a reader may type → the key under which it is indexed."""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

import simplemma
from breame.data.spelling_constants import BRITISH_ENGLISH_SPELLINGS

from dossier.language.words import normalise
from dossier.search.postings import INLINE, Address, Postings, Tokens
from dossier.search.tokens import fold

BYTES_A_FILE = 6_000
BYTES_A_WORD = 12
SAME_BEGINNING = 5
"""Letters that words share which the search relates to one another; they stand in one file."""

Json = Mapping[str, object] | Sequence[object]
Explained = tuple[str, str] | tuple[str, str, int]
"""An abbreviation, what it stands for, and 1 if it is a word otherwise (`no`, `act`)."""


def keys_of(texts: Iterable[Tokens]) -> dict[str, str]:
    """The key of each word.

    A word has one key, whichever language it stands in, since a query does not tell its own: that
    of English if an English text has it.
    """
    keys: dict[str, str] = {}
    for tokens in sorted(texts, key=lambda tokens: tokens.language != "en"):
        for word in tokens.words:
            if word not in keys:
                keys[word] = key_of(word, tokens.language)
    return keys


@cache
def key_of(word: str, language: str = "en") -> str:
    """The form under which a word is indexed."""
    if language == "en":
        return normalise(word) or word
    try:
        return fold(simplemma.lemmatize(word, lang=language))
    except ValueError:  # a language that the lemmatiser does not know
        return word


def build_lexicon(found: Postings, inflections: Mapping[str, str]) -> dict[str, str]:
    """Each word a reader may look for → its key: those of the texts and their other forms."""
    lemmas = {key: (key, *_british().get(key, ())) for key in found.keys}
    words: dict[str, str] = {}
    for key, spelt in lemmas.items():
        for lemma in spelt:
            for word in (lemma, *inflections.get(lemma, "").split()):
                words.setdefault(word, key)
    for key in found.keys:
        words |= dict.fromkeys(found.words(key), key)
    return words


@cache
def _british() -> dict[str, list[str]]:
    spellings: dict[str, list[str]] = defaultdict(list)
    for british, american in BRITISH_ENGLISH_SPELLINGS.items():
        spellings[american].append(british)
    return dict(spellings)


def ranges_of(lexicon: Mapping[str, str], lists: Mapping[str, bytes]) -> Iterator[list[str]]:
    """Cut the words into files of about BYTES_A_FILE; words that begin alike stay together.

    `lists` has what stands in these files of each key.
    """
    part: list[str] = []
    size = 0
    for _, group in groupby(sorted(lexicon), key=lambda word: word[:SAME_BEGINNING]):
        alike = list(group)
        keys = {lexicon[word] for word in alike}
        more = BYTES_A_WORD * len(alike) + sum(len(lists[key]) for key in keys)
        if part and size + more > BYTES_A_FILE:
            yield part
            part, size = [], 0
        part += alike
        size += more
    if part:
        yield part


def lexicon_file(
    words: Sequence[str],
    lexicon: Mapping[str, str],
    found: Postings,
    encoded: Mapping[str, tuple[bytes, bytes]],
    apart: Mapping[str, Address],
    names: Mapping[str, Sequence[Explained]],
) -> bytes:
    """A line of JSON, and after it the lists of places, and of positions but for those `apart`.

    `words`: word, number of its key, how often it occurs, one after another. `keys`: key, number
    of places, offset of the list, file of the positions and offset in it, surfaces, and of the
    abbreviations that it is or begins the long form of, each `Explained`.
    """
    keys = sorted({lexicon[word] for word in words})
    counts = {key: found.words(key) for key in keys}
    row: list[object] = []
    for word in words:
        key = lexicon[word]
        row += [word, bisect_left(keys, key), counts[key].get(word, 0)]
    lists = bytearray()
    rows: list[list[object]] = []
    for key in keys:
        places, positions = encoded[key]
        offset = len(lists)
        lists += places
        address = apart.get(key)
        if address is None:
            address = Address(INLINE, len(lists))
            lists += positions
        rows.append(
            [
                key,
                found.places[key],
                offset,
                address.file,
                address.offset,
                list(counts[key]),
                *([names[key]] if key in names else []),
            ]
        )
    head = json.dumps({"words": row, "keys": rows}, ensure_ascii=False, separators=(",", ":"))
    return head.encode() + b"\n" + bytes(lists)
