"""Cuts text into words and brings each to the form in which it is compared.

A run of letters and a run of digits are words of their own (`F-35`, `F35` and `F 35` are all
`f`, `35`). Two words are compared by their lemma in American spelling, without accents and
ligatures, so that `defences` equals `defense`.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex
import simplemma
from breame.data.spelling_constants import BRITISH_ENGLISH_SPELLINGS

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
_GAP = regex.compile(r"(?:[\s\u00A0\u202F'’ʼ.]|\p{Pd}|\u00AD)*")
_POSSESSIVE = regex.compile(r"['’ʼ]s$|(?<=\p{N})s$")
_INVISIBLE = regex.compile(r"[\u00AD\u200C\u200D]")
_ACCENT = regex.compile(r"[\u0300-\u036F]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its place (character offsets), its comparable form, its capitals.

    `capitals` is true where most letters are capitals (TRUST, iCET), `capital` where the first is.
    `end` leaves a possessive 's out. `joins` says what stands before the next word: "space" (or
    nothing else that parts words), "hyphen" (or nothing at all), or "" where a phrase is broken.
    """

    start: int
    end: int
    form: str
    capitals: bool
    capital: bool
    joins: str


@cache
def normalise(word: str) -> str:
    """Bring a single word to the form in which words are compared."""
    folded = unicodedata.normalize("NFKD", _INVISIBLE.sub("", word).casefold())
    plain = unicodedata.normalize("NFC", _ACCENT.sub("", folded))
    lemma = _lemmatise(plain) if len(plain) > 2 else plain
    american: str = BRITISH_ENGLISH_SPELLINGS.get(lemma, lemma)
    return american


def _lemmatise(word: str) -> str:
    """A word's dictionary form; of a word in no dictionary (Chinooks) the plural's s is taken."""
    lemma = simplemma.lemmatize(word, lang="en").casefold()
    if lemma == word and not simplemma.is_known(word, lang="en"):
        return regex.sub(r"(?<=[^aius])s$", "", word)
    return lemma


def split_words(text: str) -> list[Word]:
    """Cut a text into its words, in order."""
    words: list[Word] = []
    found = list(_WORD.finditer(text))
    for index, this in enumerate(found):
        surface = this[0]
        if surface[-1] == "s" and len(surface) > 2:
            surface = _POSSESSIVE.sub("", surface)
        end = this.start() + len(surface)
        gap = text[this.end() : found[index + 1].start()] if index + 1 < len(found) else "\n"
        if "." in surface:
            surface, end = surface.replace(".", ""), end - 1
        after_digits = index > 0 and found[index - 1].end() == this.start()  # P-8Is, F-35s
        plural = surface[-1] == "s" and (len(surface) > 2 or after_digits)
        acronym = surface[:-1] if plural else surface
        in_capitals = 2 * sum(map(str.isupper, acronym)) > len(acronym)  # also LeT, iCET
        words.append(
            Word(
                start=this.start(),
                end=end,
                form=normalise(acronym if in_capitals else surface),
                capitals=in_capitals,
                capital=surface[0].isupper(),
                joins=_joins(gap),
            )
        )
    return words


@cache
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
