"""Tells whether one English text says what another says, word for word or nearly so.

Likeness alone does not tell: a form of words comes with other names, sums and dates. So all that
one says must stand in the other, in its order, with the same numbers, names and negations; where
words differ, they are few, small, and none that turns what is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import inf

import regex

from dossier.language.formulas import is_formula
from dossier.language.words import Word, split_words

STEM = 5
"""Letters with which words begin that are forms of one."""
LEAST_OF_CLAUSE, MOST_OF_CLAUSE = 4, 8
"""Words of an addition that may have a name or a number of its own: fewer tell of others, more tell
something else."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """How much of one text must stand in the other, and how much that may say besides.

    `found` is the share of its words that a sentence must find there, `of_other` the share of the
    other that it must make up; for each word that another stands in place of, it must have
    `words_of_replaced`: in prose there may be none.
    """

    found: float
    of_other: float
    words_of_replaced: float


_PROSE = _Measure(0.86, 0.75, inf)
_FORMULA = _Measure(0.8, 0.4, 14)
"""A form of words is the same whatever it is put to."""

_NUMBERING = regex.compile(
    r"""\s*(?: [-–—*•·▪◦]\s* | (?:sec(?:tion)?|art(?:icle)?)?\.?\s?[0-9]{1,3}\.(?:\s+|$)
      | \([\p{L}\p{N}]{1,4}\)\s* )+""",
    regex.VERBOSE | regex.IGNORECASE,
)
_NUMBER = regex.compile(r"\p{N}+(?:[.,]\p{N}+)*")
_SMALL = frozenset(
    "a an and are as at be been by for from had has have i in into is it its of on or our own s "
    "that the their them these they this those to u us was we were which while who will with all "
    "also both each so such some very well our more than over about around nearly approximately "
    "there here then now today herein hereby".split()
)
_COUNTS = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
_TURNING = frozenset(
    "no not never none neither nor without cannot fail refuse deny reject cancel suspend halt "
    "if unless may might could should must would not un against despite before after until since "
    "he she his her him increase decrease rise fall raise lower reduce cut grow gain lose import "
    "export buy sell more less fewer least most high low open close begin end start stop accept "
    "join leave support oppose first second third fourth fifth last next former current previous "
    "new old early late half double triple quarter dozen hundred thousand million billion "
    "trillion crore lakh per percent cent dollar rupee euro year month week day hour minute "
    "north south east west northern southern eastern western win don doesn didn isn wasn "
    "aren weren won wouldn couldn shouldn hasn haven hadn".split()
)
"""Words of which both texts must have the same."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What a sentence says: its words but for the small ones, and those that decide."""

    words: tuple[str, ...]
    named: frozenset[str]
    turning: frozenset[str]
    numbers: frozenset[str]
    is_formula: bool

    @property
    def is_bare(self) -> bool:
        """Whether it says too little to be compared, as the number of a paragraph does."""
        return len(self.words) < 2 and not self.numbers


def saying(sentence: str) -> Saying:
    """What a sentence says, without the number or the mark that it begins with."""
    lead = _NUMBERING.match(sentence)
    start = lead.end() if lead else 0
    words = [word for word in split_words(sentence) if word.start >= start]
    counted = [(_COUNTS.get(word.form, word.form), word) for word in words]
    telling = [(form, word) for form, word in counted if form not in _SMALL or _is_name(word)]
    return Saying(
        words=tuple(form for form, _ in telling),
        named=frozenset(form for form, word in telling if word.capital and word is not words[0]),
        turning=frozenset(form for form, _ in counted if form in _TURNING),
        numbers=frozenset(
            [form for form, word in counted if form != word.form]
            + [found.replace(",", "") for found in _NUMBER.findall(sentence, start)]
        ),
        is_formula=is_formula(sentence),
    )


def _is_name(word: Word) -> bool:
    return word.capitals and len(word.form) > 1


def says_within(one: Saying, other: Saying) -> bool:
    """Whether the other says all that one says, and little else."""
    if not (one.numbers <= other.numbers and one.named <= frozenset(other.words)):
        return False
    if one.turning != other.turning:
        return False
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    same, replaced, missing, added = 0, 0, 0, 0
    deciding = one.named | one.numbers | other.named | other.numbers
    for kind, begin, end, start, stop in matcher.get_opcodes():
        if kind == "equal":
            same += end - begin
            continue
        mine, theirs = one.words[begin:end], other.words[start:stop]
        if any(word in deciding or word.isdigit() for word in mine):
            return False
        told = sum(word in deciding or word.isdigit() for word in theirs)
        is_clause = kind == "insert" and LEAST_OF_CLAUSE <= len(theirs) <= MOST_OF_CLAUSE
        if told and not (is_clause and 3 * told <= len(theirs)):
            return False
        if kind == "replace" and not _are_variants(mine, theirs):
            replaced += end - begin
        missing += len(mine) if kind == "delete" else 0
        added += len(theirs) if kind == "insert" else 0
    replaced += min(missing, added)  # in one place or two, some words stand for others
    measure = _FORMULA if one.is_formula and other.is_formula else _PROSE
    return (
        same >= measure.found * len(one.words)
        and same >= measure.of_other * len(other.words)
        and (not replaced or replaced * measure.words_of_replaced <= len(one.words))
    )


def _are_variants(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words in the place of others are the same but for their endings."""
    return len(some) == len(others) and all(
        one[:STEM] == other[:STEM] and len(one) >= STEM
        for one, other in zip(some, others, strict=True)
    )


def all_within(some: Sequence[Saying], others: Sequence[Saying]) -> bool:
    """Whether each sentence of one text is said in the other, and that says little else."""
    said = [saying for saying in some if not saying.is_bare]
    is_formula = all(saying.is_formula or saying.is_bare for saying in (*some, *others))
    least = (_FORMULA if is_formula else _PROSE).of_other
    return (
        bool(said)
        and sum(len(saying.words) for saying in said)
        >= least * sum(len(saying.words) for saying in others)
        and all(any(says_within(one, other) for other in others) for one in said)
    )
