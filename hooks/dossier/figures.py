"""Finds the amounts, shares and quantities that an English text states: text → `Quantity`.

A small grammar instead of a library: on prose quantulum3 also takes `a key`, `two` and years for
quantities. Only what has a currency, a percentage or a unit from the list below counts.
"""

from dataclasses import dataclass
from typing import Literal

import regex

Kind = Literal["amount", "share", "quantity"]

_NUMBER = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"trillion|billion|million|thousand|lakh\s+crore|crore|lakh|bn|mn"
_CURRENCY = r"US\$|USD|\$|EUR|€|GBP|£|INR|Rs\.?|₹|A\$|AUD|JPY|¥"
_COIN = r"(?:U\.?S\.?\s+)?dollars|rupees|euros|pounds\s+sterling|yen|USD|INR"
_UNIT = (
    r"(?:metric\s+)?tonn?es|tons|barrels|MW|GW|MWh|GWh|megawatts|gigawatts|kilometres|kilometers"
    r"|km|nautical\s+miles|miles|jobs|students|aircraft|jets|helicopters|drones|engines|missiles"
    r"|vehicles|reactors|satellites|ships|companies|startups|universities"
)
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
          (?:(?!(?:{_UNIT})\b)[\p{{Lu}}\d][\p{{L}}\d-]*\s){{0,2}}(?:{_UNIT})\b )
    )
    (?! [\p{{L}}\p{{N}}] | [.,]\d | \s?(?:to|[–-])\s?[$€£₹]?\d )
    """,
    regex.VERBOSE,
)
_TARGET = regex.compile(r"[^,;:.()?!]{0,70}?\bby\s+(?:the\s+end\s+of\s+)?(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text: characters `start` to `end`. A target's words reach to its year."""

    start: int
    end: int
    kind: Kind
    target: bool


def find_quantities(sentence: str) -> list[Quantity]:
    """The figures in a sentence, in its order; of two with one target year, the nearer has it."""
    found = list(_PATTERN.finditer(sentence))
    quantities: list[Quantity] = []
    for index, match in enumerate(found):
        following = found[index + 1].start() if index + 1 < len(found) else len(sentence)
        target = _TARGET.match(sentence, match.end(), following)
        kind: Kind = "amount" if match["amount"] else "share" if match["share"] else "quantity"
        end = target.end() if target else match.end()
        quantities.append(Quantity(match.start(), end, kind, bool(target)))
    return quantities
