"""Cuts text into words and brings each to the form in which it is compared.

A run of letters and a run of digits are words of their own (`F-35`, `F35` and `F 35` are all
`f`, `35`). Two words are compared by their lemma in American spelling, without accents and
ligatures, so that `defences` equals `defense`.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

import regex
import simplemma
from breame.data.spelling_constants import BRITISH_ENGLISH_SPELLINGS
from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
from simplemma.strategies.dictionaries import TrieDictionaryFactory

Value = TypeVar("Value")

_WORD = regex.compile(
    r"""
    (?: \p{Lu}\. ){2,}                             # U.K., also at the end of a sentence
  | \p{L}[\p{L}\p{M}\u00AD\u200C\u200D]*+          # letters, with their marks and soft hyphens
    (?: ['’ʼ]s(?![\p{L}\p{M}\p{N}]) )?
  | \p{N}+ (?: ['’ʼ]?s(?![\p{L}\p{M}\p{N}]) )?   # also F-35s, the 1990s
  | (?<=[\p{L}\p{N}]) [+&/] (?=[\p{L}\p{N}])       # 2+2, R&D, 26/11
    """,
    regex.VERBOSE,
)
_GAP = regex.compile(r"(?:[\s\u00A0\u202F'’ʼ.“”\"„«»]|\p{Pd}|\u00AD)*")
_POSSESSIVE = regex.compile(r"['’ʼ]s$|(?<=\p{N})s$")
_PLURAL = regex.compile(r"[^aius]s$")
_INVISIBLE = regex.compile(r"[\u00AD\u200C\u200D]")
_ACCENT = regex.compile(r"[\u0300-\u036F]+")
_dictionaries = TrieDictionaryFactory()
"""What they hold is at hand at once: it stays in the user's cache from process to process."""
_lookup = DictionaryLookupStrategy(_dictionaries)
_lemmatiser = simplemma.Lemmatizer(lemmatization_strategy=DefaultStrategy(False, _dictionaries))
REMEMBERED = 100_000
"""Words kept in mind, and runs: more than a language has, and no text can fill the memory."""
LONGEST_WORD = 60


class Word(NamedTuple):
    """A word of a text: its place (character offsets), its comparable form, its capitals.

    `end` leaves a possessive 's out. `capitals` is true where most letters are capitals (NATO,
    iOS), `capital` where the first is. `joins` says what stands before the next word: "space" (or
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
        return lemma.casefold() if lemma[:1].casefold() == word[:1] else word  # no goods are better
    lemma = dictionary_form(word).casefold()
    if lemma == word and _PLURAL.search(word) and not is_known(word):
        return word[:-1]
    return lemma


def dictionary_form(word: str) -> str:
    """The form of an English word under which it stands in a dictionary; else the word itself."""
    return str(_lemmatiser.lemmatize(word, "en"))


def is_known(word: str) -> bool:
    """Whether a word, or the same with another first letter's size, is one of English."""
    return _lookup.get_lemma(word, "en") is not None


@cache
def english() -> Mapping[str, str]:
    """Words of English → their lemmas, ready to be asked for one; to go through all is slow."""
    return _dictionaries.get_dictionary("en")


def split_words(text: str) -> tuple[Word, ...]:
    """Cut a text into its words, in order."""
    return _TEXTS[text]


def _split(text: str) -> tuple[Word, ...]:
    found: list[Word] = []
    begin = 0
    for run in text.split(" "):
        words, goes_on = RUNS[run]
        if found and not goes_on:
            found[-1] = found[-1]._replace(joins="")
        found += (
            words
            if not begin
            else [
                Word(begin + start, begin + end, form, capitals, capital, joins)
                for start, end, form, capitals, capital, joins in words
            ]
        )
        begin += len(run) + 1
    return tuple(found)


class Run(NamedTuple):
    """The words between two spaces, and whether a phrase may go on to them from the word before."""

    words: tuple[Word, ...]
    goes_on: bool


class Words:
    """The words of a text from one of its runs on, cut only as far as they are asked for.

    `begins` has for each of them from where its place is counted: a run that comes again need not
    be cut again.
    """

    __slots__ = ("_next", "_number", "_runs", "begins", "found")

    def __init__(self, runs: Sequence[str], number: int = 0, begin: int = 0) -> None:
        self.found: list[Word] = []
        self.begins: list[int] = []
        self._runs = runs
        self._number = number
        self._next = begin

    def reach(self, count: int) -> bool:
        """Cut until there are so many; false if the text has less.

        What a word joins is known once the next is there.
        """
        while len(self.found) < count and self._number < len(self._runs):
            run = self._runs[self._number]
            words, goes_on = RUNS[run]
            if self.found and not goes_on:
                self.found[-1] = self.found[-1]._replace(joins="")
            self.found += words
            self.begins += [self._next] * len(words)
            self._next += len(run) + 1
            self._number += 1
        return len(self.found) >= count

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Where in the text some of the words begin and end."""
        last = stop - 1
        return (
            self.begins[start] + self.found[start].start,
            self.begins[last] + self.found[last].end,
        )


def lone_word(run: str) -> str:
    """The word in a run that is, as most are, one of small letters; empty if it is any other."""
    core = run.rstrip(",.:;")
    return core if core.isascii() and core.isalpha() and core[1:].islower() else ""


def _cut(run: str) -> Run:
    """The last word of a run joins what begins right after the space."""
    if core := lone_word(run):
        joins = "space" if core == run else _joins(f"{run[len(core) :]} ")
        return Run((Word(0, len(core), normalise(core), False, core[0].isupper(), joins),), True)
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
    lead = run[: words[0].start] if words else f"{run} "
    return Run(tuple(words), bool(_joins(f" {lead}")))


class Memo(dict[str, Value]):
    """What comes of short texts; of so many that no input fills the memory."""

    def __init__(self, work: Callable[[str], Value]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, text: str) -> Value:
        value = self._work(text)
        if len(text) <= LONGEST_WORD and len(self) < REMEMBERED:
            self[text] = value
        return value


RUNS = Memo(_cut)
_TEXTS = Memo(_split)


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
    capitals = 2 * sum(map(str.isupper, acronym)) > len(acronym)  # also MoU, iOS
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
