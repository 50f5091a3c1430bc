"""A sample of the runs of words of a text, by which texts that are alike are found."""

from array import array
from zlib import crc32

import regex

RUN = 3
"""Words of a run."""
LEAST_WORDS = 8
"""Words of the shortest text that has a sample."""
SAMPLED = 3
"""One run of so many is in the sample, by its first word: the same in all texts."""
RUN_BYTES = 4
"""Bytes of a run in a sample, an unsigned number as the machine writes it."""
NUMBERS = 1 << 8 * RUN_BYTES

_WORD = regex.compile(r"\p{N}+(?:[.,]\p{N}+)*|\p{L}[\p{L}\p{M}’'-]*")


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, in small letters."""
    return _WORD.findall(text.casefold())


def sample_runs(text: str) -> bytes:
    """The sampled runs of a text, each once, as numbers of 32 bits; of a short text none."""
    words = words_of(text)
    if len(words) < LEAST_WORDS:
        return b""
    numbers = [*map(crc32, map(str.encode, words))]
    places = range(len(words) - RUN + 1)
    sampled = [place for place in places if not numbers[place] % SAMPLED]
    sampled = sampled or [min(places, key=lambda place: numbers[place : place + RUN])]
    rows = [numbers[place : place + RUN] for place in sampled]
    mixed = {(31 * (31 * one + two) + three) % NUMBERS for one, two, three in rows}
    return array("I", sorted(mixed)).tobytes()
