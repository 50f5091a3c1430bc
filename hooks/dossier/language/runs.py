"""A sample of the runs of words of a text, by which texts that are alike are found."""

from array import array
from functools import lru_cache
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
    numbers = [*map(_number, words)]
    runs = [*zip(*(numbers[i:] for i in range(RUN)), strict=False)]
    sampled = [run for run in runs if not run[0] % SAMPLED] or [min(runs)]
    mixed = {(31 * (31 * one + two) + three) % NUMBERS for one, two, three in sampled}
    return array("I", sorted(mixed)).tobytes()


@lru_cache(50_000)
def _number(word: str) -> int:
    """A number that a word has in each process."""
    return crc32(word.encode())
