"""The lexicon: each word a reader may type → the key under which it is indexed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from breame.data.spelling_constants import BRITISH_ENGLISH_SPELLINGS

from dossier.search.postings import INLINE, Address, Entry

BYTES_A_FILE = 6_000
BYTES_A_WORD = 12
SAME_BEGINNING = 5
"""Letters that words share which the search relates to one another; they stand in one file."""

Json = Mapping[str, object] | Sequence[object]
Explained = tuple[str, str] | tuple[str, str, int]
"""An abbreviation, what it stands for, and 1 if it is a word otherwise (`no`, `act`)."""


def build_lexicon(
    key_of: dict[str, str], keys: Iterable[str], inflections: Mapping[str, str]
) -> dict[str, str]:
    """Each word a reader may look for → its key: those of the texts and their other forms.

    Some `keys` may be of no word of the texts.
    """
    british = _british()
    words: dict[str, str] = {}
    for key in sorted(keys):
        for lemma in (key, *british.get(key, ())):
            words.setdefault(lemma, key)
            for word in inflections.get(lemma, "").split():
                words.setdefault(word, key)
    return words | key_of


@cache
def _british() -> dict[str, list[str]]:
    spellings: dict[str, list[str]] = defaultdict(list)
    for british, american in BRITISH_ENGLISH_SPELLINGS.items():
        spellings[american].append(british)
    return dict(spellings)


def ranges_of(lexicon: Mapping[str, str], sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Cut the words into files of about BYTES_A_FILE; words that begin alike stay together.

    `sizes` has the bytes of what stands in these files of each key.
    """
    part: list[str] = []
    size = 0
    for _, group in groupby(sorted(lexicon), key=lambda word: word[:SAME_BEGINNING]):
        alike = list(group)
        keys = {lexicon[word] for word in alike}
        more = BYTES_A_WORD * len(alike) + sum(sizes[key] for key in keys)
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
    entries: Mapping[str, Entry],
    counts: Mapping[str, int],
    apart: Mapping[str, Address],
    names: Mapping[str, Sequence[Explained]],
) -> bytes:
    """A line of JSON, and after it the lists of places, and of positions but for those `apart`.

    `words`: word, number of its key, how often it occurs, one after another. `keys`: key, number
    of places, offset of the list, file of the positions and offset in it, surfaces, and of the
    abbreviations that it is or begins the long form of, each `Explained`.
    """
    keys = sorted({lexicon[word] for word in words})
    numbers = {key: number for number, key in enumerate(keys)}
    row: list[object] = []
    for word in words:
        row += (word, numbers[lexicon[word]], counts.get(word, 0))
    lists = bytearray()
    rows: list[list[object]] = []
    for key in keys:
        surfaces, holders, places, positions = entries[key]
        offset = len(lists)
        lists += places
        address = apart.get(key)
        if address is None:
            address = Address(INLINE, len(lists))
            lists += positions
        rows.append([key, holders, offset, address.file, address.offset, surfaces])
        if key in names:
            rows[-1].append(names[key])
    head = json.dumps({"words": row, "keys": rows}, ensure_ascii=False, separators=(",", ":"))
    return head.encode() + b"\n" + bytes(lists)
