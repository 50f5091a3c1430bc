"""Cuts text into words and brings each to the form in which it is compared.

A run of letters and a run of digits are words of their own (`F-35`, `F35` and `F 35` are all
`f`, `35`). Two words are compared by their lemma in American spelling, without accents and
ligatures, so that `defences` equals `defense`.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain, repeat
from typing import NamedTuple

import regex
import simplemma
from breame.data.spelling_constants import BRITISH_ENGLISH_SPELLINGS
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

_WORD = regex.compile(
    r"""
    (?: \p{Lu}\. ){2,}                             # U.S., also at the end of a sentence
  | \p{L}[\p{L}\p{M}\u00AD\u200C\u200D]*+          # letters, with their marks and soft hyphens
    (?: ['’ʼ]s(?![\p{L}\p{M}\p{N}]) )?
  | \p{N}+ (?: ['’ʼ]?s(?![\p{L}\p{M}\p{N}]) )?   # also F-35s, the 1990s
  | (?<=[\p{L}\p{N}]) [+&/] (?=[\p{L}\p{N}])       # 2+2, R&D, 26/11
    """,
    regex.VERBOSE,
)
_WIDE_GAP = regex.compile(r"[ ][^\p{L}\p{N}]+")
"""From a space after which no word begins to the next word."""
_GAP = regex.compile(r"(?:[\s\u00A0\u202F'’ʼ.]|\p{Pd}|\u00AD)*")
_POSSESSIVE = regex.compile(r"['’ʼ]s$|(?<=\p{N})s$")
_PLURAL = regex.compile(r"[^aius]s$")
_INVISIBLE = regex.compile(r"[\u00AD\u200C\u200D]")
_ACCENT = regex.compile(r"[\u0300-\u036F]+")
REMEMBERED = 100_000
"""Words whose form is kept: more than a language has, and no text can fill the memory."""
LONGEST_WORD = 60


class Word(NamedTuple):
    """A word of a text: its place (character offsets), its comparable form, its capitals.

    `end` leaves a possessive 's out. `capitals` is true where most letters are capitals (TRUST,
    iCET), `capital` where the first is. `joins` says what stands before the next word: "space" (or
    nothing else that parts words), "hyphen" (or nothing at all), or "" where a phrase is broken.
    """

    start: int
    end: int
    form: str
    capitals: bool
    capital: bool
    joins: str


@lru_cache(REMEMBERED)
def normalise(word: str) -> str:
    """Bring a single word to the form in which words are compared."""
    plain = word.lower() if word.isascii() else _fold(word)
    lemma = _lemmatise(plain) if 2 < len(plain) <= LONGEST_WORD else plain
    american: str = BRITISH_ENGLISH_SPELLINGS.get(lemma, lemma)
    return american


def _fold(word: str) -> str:
    """A word in small letters without accents, ligatures and what cannot be seen."""
    folded = unicodedata.normalize("NFKD", _INVISIBLE.sub("", word).casefold())
    return unicodedata.normalize("NFC", _ACCENT.sub("", folded))


def _lemmatise(word: str) -> str:
    """A word's dictionary form; of a word in no dictionary (Chinooks) the plural's s is taken."""
    if lemma := english().get(word):
        return lemma.casefold()
    lemma = simplemma.lemmatize(word, lang="en").casefold()
    if lemma == word and _PLURAL.search(word) and not simplemma.is_known(word, lang="en"):
        return word[:-1]
    return lemma


@cache
def english() -> Mapping[str, str]:
    """Words of English → their lemmas, as the lemmatiser knows them."""
    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("en")


def split_words(text: str) -> list[Word]:
    """Cut a text into its words, in order."""
    return [
        word._replace(start=begin + word.start, end=begin + word.end)
        for word, begin in zip(*cut_words(text), strict=True)
    ]


def cut_words(text: str) -> tuple[list[Word], list[int]]:
    """The words of a text, and for each of them where the place is from which its own is counted.

    So a run of characters between two spaces that comes again need not be cut again.
    """
    runs = text.split(" ")
    cut = _cut if max(map(len, runs)) <= LONGEST_WORD else cut_run
    found = [*map(cut, runs)]
    starts = accumulate((len(run) + 1 for run in runs), initial=0)
    begins = [*chain.from_iterable(map(repeat, starts, map(len, found)))]
    words = [*chain.from_iterable(found)]
    for gap in _WIDE_GAP.finditer(text):
        after = bisect_left(begins, gap.start())
        if 0 < after < len(words) and not _joins(gap[0]):
            words[after - 1] = words[after - 1]._replace(joins="")
    return words, begins


def cut_run(run: str) -> tuple[Word, ...]:
    """The words of a run of characters between two spaces; the last joins what follows."""
    return _cut(run) if len(run) <= LONGEST_WORD else _cut.__wrapped__(run)


@lru_cache(REMEMBERED)
def _cut(run: str) -> tuple[Word, ...]:
    """The words of a run; the last joins what begins right after one space."""
    if run.isascii() and run.isalpha() and run.islower():  # as most are
        return (Word(0, len(run), normalise(run), False, False, "space"),)
    words: list[Word] = []
    last = 0
    for found in _WORD.finditer(run):
        start = found.start()
        if words:
            words[-1] = words[-1]._replace(joins=_joins(run[last:start]))
        length, form, capitals, capital = _read(found[0], start == last > 0)
        words.append(Word(start, start + length, form, capitals, capital, ""))
        last = found.end()
    if words:
        words[-1] = words[-1]._replace(joins=_joins(f"{run[last:]} "))
    return tuple(words)


def _read(surface: str, after_digits: bool) -> tuple[int, str, bool, bool]:
    """A word's length without a possessive, its form, whether in capitals, and with a capital."""
    length = len(surface)
    if surface[-1] == "s" and length > 2:
        surface = _POSSESSIVE.sub("", surface)
        length = len(surface)
    if "." in surface:
        surface, length = surface.replace(".", ""), length - 1
    plural = surface[-1] == "s" and (len(surface) > 2 or after_digits)  # SMRs, P-8Is
    acronym = surface[:-1] if plural else surface
    capitals = 2 * sum(map(str.isupper, acronym)) > len(acronym)  # also LeT, iCET
    return length, normalise(acronym if capitals else surface), capitals, surface[0].isupper()


@lru_cache(REMEMBERED)
def _joins(gap: str) -> str:
    if not gap or regex.fullmatch(r"\p{Pd}|\u00AD", gap):
        return "hyphen"
    return "space" if _GAP.fullmatch(gap) and not regex.search(r"\.\s", gap) else ""


def spellings(words: Sequence[Word]) -> set[tuple[str, ...]]:
    """The forms a term may take in a text: its words apart, those with a hyphen joined, or both.

    A term of two words may also be written as one (`counter terrorism`, `counterterrorism`).
    """
    apart = tuple(word.form for word in words)
    joined: list[str] = []
    after_hyphen = False
    for word in words:
        if after_hyphen:
            joined[-1] += word.form
        else:
            joined.append(word.form)
        after_hyphen = word.joins == "hyphen"
    return {apart, tuple(joined)} | ({("".join(apart),)} if len(apart) == 2 else set())


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Cut a text into its sentences; give their character offsets."""
    spans: list[tuple[int, int]] = []
    place = 0
    for sentence in simplemma.split_sentences(text, lang=language[:2]):
        start = text.index(sentence, place)
        place = start + len(sentence)
        spans.append((start, place))
    return spans
