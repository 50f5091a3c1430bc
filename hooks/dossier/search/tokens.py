"""Cuts a text into the tokens by which the search finds it.

`docs/assets/search/tokens.js` does the same with a query, in the reader's browser;
tests/browser/tokens.yml holds both to the same results. A token is folded: lower case, without
accents, ligatures and invisible characters.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from dossier.language.words import Memo

_INVISIBLE = regex.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_ACCENT = regex.compile("[\u0300-\u036f]+")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"}
)
_PART = regex.compile(
    r"""
    (?: \p{Lu}\. ){2,} (?: \p{Lu} (?!\p{L}) )?                     # U.K.
  | \p{N}+ (?: [.,] \p{N}+ )*                                      # 1,500.5
  | [\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]         # scripts that part no words
  | (?: (?: [A-Za-z]++                                             # most by far, and told at once
          | (?! [\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ʼ] ) \p{L} )
        [\p{M}\u00AD\u200B-\u200D\u2060]* )+
    """,
    regex.VERBOSE,
)
_JOINT = regex.compile(r"(?:\p{Pd}|[\u2212\u00AD/&+'’ʼ._])?")
_PIECE = regex.compile(r"\p{Lu}*\P{Lu}+|\p{Lu}+")
_GROUPED = regex.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?")
_AMOUNT = regex.compile(r"([0-9]+)(?:\.([0-9]+))?")
_PERCENT = regex.compile(r"\s*%|[\s\p{Pd}]?per\s?cent(?!\p{L})", regex.IGNORECASE)
_AMPERSAND = regex.compile(r"\s?&\s?")
_NEAR = regex.compile(r"(?:\s|\p{Pd})?")

LONGEST_JOIN = 4
LONGEST_CODE = 3
LEAST_AMOUNT = 3  # zeros: 1,000 and more have a second notation
CURRENCIES = {"usd", "us", "inr", "rs", "eur", "gbp"}
MAGNITUDES = {
    **dict.fromkeys(["thousand", "k"], 3),
    **dict.fromkeys(["lakh", "lakhs"], 5),
    **dict.fromkeys(["million", "mn", "m"], 6),
    **dict.fromkeys(["crore", "crores", "cr"], 7),
    **dict.fromkeys(["billion", "bn", "b"], 9),
    **dict.fromkeys(["trillion", "tn", "trn"], 12),
}


class Part(NamedTuple):
    """A word or number as it stands in a text, `start` and `end` in characters.

    `joint` is what joins it to the one before (a hyphen or the like, or nothing at all), None
    where something parts them.
    """

    start: int
    end: int
    surface: str
    form: str
    number: bool
    joint: str | None


@cache
def fold(text: str) -> str:
    """Lower case without accents, ligatures and invisible characters."""
    plain = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text).lower())
    return unicodedata.normalize("NFC", _ACCENT.sub("", plain)).translate(_LETTERS)


def split_parts(text: str) -> list[Part]:
    """The words and numbers of a text, in order; a possessive 's is left out.

    The places of each count from where its run begins, at the start of the text or after a space.
    """
    return [part for run in text.split(" ") for part in _RUNS[run]]


def _begins(text: str) -> list[int]:
    """Of each part of a text, in order, where its run begins."""
    begins: list[int] = []
    begin = 0
    for run in text.split(" "):
        begins += [begin] * len(_RUNS[run])
        begin += len(run) + 1
    return begins


def _cut(run: str) -> list[Part]:
    """The words and numbers between two spaces, which nothing joins to others."""
    parts: list[Part] = []
    end = 0
    for start, surface in _surfaces(run):
        gap = run[end:start]
        end = start + len(surface)
        if surface in "sS" and parts and gap in ("'", "’", "ʼ"):
            continue
        number = surface[0].isnumeric()
        plain = surface
        if "," in surface and _GROUPED.fullmatch(surface):
            plain = surface.replace(",", "")
        form = fold(plain if number else surface.replace(".", ""))
        joint = gap if parts and _JOINT.fullmatch(gap) else None
        parts.append(Part(start, end, surface, form, number, joint))
    return parts


_RUNS = Memo(_cut)


def _surfaces(text: str) -> Iterator[tuple[int, str]]:
    """The words and numbers of a text, with their places; an identifier in its pieces."""
    for found in _PART.finditer(text):
        start = found.start()
        for piece in _pieces(found[0]):
            yield start, piece
            start += len(piece)


def _pieces(word: str) -> list[str]:
    """`sendRawTransaction` in three; names (McDonald, iPhone, YouTube) as they are."""
    if not word.isalpha() or word[1:].islower():
        return [word]
    pieces: list[str] = _PIECE.findall(word)
    identifier = len(pieces) > 2 or (word[0].islower() and len(pieces[-1]) > 2)
    return pieces if identifier and all(len(piece) > 1 for piece in pieces) else [word]


def tokenise(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """What a text is found by: its words in order, and further forms, each with a word's place.

    Further forms are compounds written as one word (`f35`, `mq9b`, `indopacific`, `26/11`),
    amounts in one notation (`5e11` for 500 billion, `18%`) and the initials of two names joined by
    an ampersand (`l&t` for Larsen & Toubro).
    """
    parts = split_parts(text)
    forms = [part.form for part in parts]
    numbers = [n for n, part in enumerate(parts) if part.number]
    joined = {n for n, part in enumerate(parts) if part.joint is not None}.union(numbers)
    ampersands = range(len(parts) - 1) if "&" in text else ()
    if not joined and not ampersands:
        return forms, []  # as of many texts
    begins = _begins(text)
    further = [(n - 1, form) for n in joined if n for form in _joins(parts, begins, n - 1)]
    further += [(n, amount) for n in numbers if (amount := _amount(text, parts, begins, n))]
    further += [(n, short) for n in ampersands if (short := _initials(text, parts, begins, n))]
    return forms, further


def _joins(parts: list[Part], begins: list[int], index: int) -> list[str]:
    """A word written as one with those after it that are joined to it; `F 35` counts as joined."""
    first = parts[index]
    following = parts[index + 1 : index + LONGEST_JOIN]
    found: list[str] = []
    joined = first.form
    before = first
    for part in following:
        if part.joint is None:
            break
        sign = part.joint if (before.number and part.number) or part.joint == "&" else ""
        joined += sign + part.form
        found.append(joined)
        before = part
    code = first.surface.isupper() and len(first.form) <= LONGEST_CODE
    if code and following and following[0].number and following[0].joint is None:
        if begins[index + 1] + following[0].start == begins[index] + first.end + 1:
            found.append(first.form + following[0].form)
    return found


def _initials(text: str, parts: list[Part], begins: list[int], index: int) -> str | None:
    """Initials of two names joined by an ampersand: `l&t`."""
    one, other = parts[index : index + 2]
    gap = text[begins[index] + one.end : begins[index + 1] + other.start]
    names = all(part.surface[0].isupper() and len(part.form) > 1 for part in (one, other))
    return f"{one.form[0]}&{other.form[0]}" if names and _AMPERSAND.fullmatch(gap) else None


def _amount(text: str, parts: list[Part], begins: list[int], index: int) -> str | None:
    """The amount that begins at a number: `18%`, or its digits and power of ten (`5e11`)."""
    part = parts[index]
    digits = _AMOUNT.fullmatch(part.form)
    code = part.joint is not None and parts[index - 1].form not in CURRENCIES
    if not digits or code:
        return None
    end = begins[index] + part.end
    if _PERCENT.match(text, end):
        return f"{part.form}%"
    power = 0
    for begin, word in zip(
        begins[index + 1 : index + 3], parts[index + 1 : index + 3], strict=True
    ):
        if word.form not in MAGNITUDES or not _NEAR.fullmatch(text[end : begin + word.start]):
            break
        power += MAGNITUDES[word.form]
        end = begin + word.end
    whole, fraction = digits[1], digits[2] or ""
    mantissa = (whole + fraction).lstrip("0")
    short = mantissa.rstrip("0")
    exponent = power - len(fraction) + len(mantissa) - len(short)
    if not short or (not power and exponent < LEAST_AMOUNT):
        return None
    return f"{short}e{exponent}"
