"""Numbers in words: `two hundred and fifty`, `half a` (million), `forty-five` → their values.

Smaller ones are no figures: `two countries`, `one of them`. They count before `hundred`, `dozen`, a
scale or a percentage only.
"""

import regex

_UNITS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split(),
        1,
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
}
_HUNDREDS = {"hundred": 100, "dozen": 12}
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join([*_UNITS][:9])}))?|{'|'.join(_UNITS)})"
SPELT = rf"""(?i:
    {_SMALL}[ ](?:{"|".join(_HUNDREDS)})\b(?:[ ]and[ ]{_SMALL}\b)?
  | (?:{"|".join(_TENS)})(?:-(?:{"|".join([*_UNITS][:9])}))?\b
  | (?:half[ ]an?|{_SMALL})(?=[ -](?:thousand|lakh|[mb]illion|trillion|crore|per[ ]?cent)\b)
)"""
"""What a number in words looks like, as a verbose pattern."""
HINT = rf"(?i:\b(?:{'|'.join(_TENS)})\b|hundred|dozen|thousand|illion|lakh|crore|per\s?cent)"
"""What stands in or behind all of them."""


def spelt_value(words: str) -> float:
    """The value of what `SPELT` finds."""
    total = 0
    for word in regex.findall(r"\w+", words.lower()):
        if word == "half":
            return 0.5
        total = total * _HUNDREDS.get(word, 1) + _UNITS.get(word, _TENS.get(word, 0))
    return total
