"""Finds the amounts, shares and quantities that an English text states: text → `Quantity`.

A small grammar instead of a library: on prose quantulum3 also takes `a key`, `two` and years for
quantities. Only what has a currency, a percentage or a unit from the list below counts, and of that
nothing whose number may be a year, a model's or a paragraph's.
"""

from dataclasses import dataclass
from typing import Literal

import regex

Kind = Literal["amount", "share", "quantity"]

_NUMBER = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?i:trillion|billion|million|thousand|lakh\s+crore|crore|lakh|bn|mn|cr)s?|m"
_CURRENCY = r"US\$|USD|\$|EUR|€|GBP|£|INR|Rs\.?|₹|A\$|AUD|JPY|¥"
_COIN = r"(?:U\.?S\.?\s+)?dollars|rupees|euros|pounds\s+sterling|yen|USD|INR"
_UNIT = (
    r"(?:metric\s+)?tonn?es|tons|barrels|MW|GW|MWh|GWh|megawatts|gigawatts|kilometres|kilometers"
    r"|km|nautical\s+miles|miles|jobs|students|aircraft|jets|helicopters|drones|engines|missiles"
    r"|vehicles|reactors|satellites|ships|companies|startups|universities"
)
_NO_NAME = r"(?:19|20)\d\d|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)\p{L}*"
_PATTERN = regex.compile(
    rf"""
    (?<![\p{{L}}\p{{N}}.,$–-])
    (?:
        (?P<amount> (?:{_CURRENCY})\s?(?:{_NUMBER})(?:[\s-]?(?:{_SCALE})\b)?
              (?:\s?(?:to|[–-])\s?(?:{_CURRENCY})?\s?(?:{_NUMBER})(?:[\s-]?(?:{_SCALE})\b)?)?
          | (?:{_NUMBER})\s(?:(?:{_SCALE})\s)?(?:{_COIN})\b )
      | (?P<share> (?:{_NUMBER})(?:\s?(?:to|[–-])\s?(?:{_NUMBER}))?\s?
          (?:%|per\s?cent\b(?:age\spoints?)?) )
      | (?P<quantity> (?:{_NUMBER})\s(?:(?:{_SCALE})\s)?
          (?:(?!(?:{_UNIT}|{_NO_NAME})\b)[\p{{Lu}}\d][\p{{L}}\d-]*\s){{0,2}}(?:{_UNIT})\b )
    )
    (?! [\p{{L}}\p{{N}}] | [.,]\d | \s?(?:to|[–-])\s?[$€£₹]?\d )
    """,
    regex.VERBOSE,
)
_DIGIT = regex.compile(r"\d")
_YEAR = regex.compile(r"(?:19|20)\d\d\s")
_REFERENCE = regex.compile(
    r"\b(?:act|annex|article|chapter|clause|figure|flight|no\.?|number|page|para|paragraph|part"
    r"|resolution|room|route|rule|schedule|section|sections|table|volume)\s$",
    regex.IGNORECASE,
)
_MODEL = regex.compile(r"(?<![\p{L}\p{N}’'-])\p{Lu}[\p{L}\p{N}&-]*\s$")
_OPENING = frozenset(
    "A About After Almost And Around As At Before Between But By Every For From In Its Like Nearly "
    "No Of On Only Or Our Over Some That The Their These This Those To Under Up When With".split()
)
_TARGET = regex.compile(r"[^,;:.()?!]{0,70}?\bby\s+(?:the\s+end\s+of\s+)?(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text: characters `start` to `end`. A target's words reach to its year."""

    start: int
    end: int
    kind: Kind
    target: bool


def may_hold_quantities(text: str) -> bool:
    """Whether it is worth while to look for figures in a text."""
    return _DIGIT.search(text) is not None


def find_quantities(sentence: str) -> list[Quantity]:
    """The figures in a sentence, in its order; of two with one target year, the nearer has it."""
    if not may_hold_quantities(sentence):
        return []
    found = [match for match in _PATTERN.finditer(sentence) if _counts(match)]
    quantities: list[Quantity] = []
    for index, match in enumerate(found):
        following = found[index + 1].start() if index + 1 < len(found) else len(sentence)
        target = _TARGET.match(sentence, match.end(), following)
        kind: Kind = "amount" if match["amount"] else "share" if match["share"] else "quantity"
        end = target.end() if target else match.end()
        quantities.append(Quantity(match.start(), end, kind, bool(target)))
    return quantities


def _counts(match: "regex.Match[str]") -> bool:
    """Whether the number measures, and is no year, no model's name and no place in a text."""
    before = match.string[: match.start()]
    if match["amount"]:
        return True
    if _REFERENCE.search(before):
        return False
    model = _MODEL.search(before)
    named = model is not None and model[0].strip() not in _OPENING
    return match["share"] is not None or not (named or _YEAR.match(match["quantity"]))
