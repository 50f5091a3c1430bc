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
_SCALE = r"(?:thousand|lakh|[mb]illion|trillion|crore|per[ ]?cent)"
_TEN = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join([*_UNITS][:9])}))?"
_SMALL = rf"(?:{_TEN}|{'|'.join(_UNITS)})"
SPELT = rf"""(?i:
    {_SMALL}[ ](?:{"|".join(_HUNDREDS)})\b(?:[ ]and[ ]{_SMALL}\b)?
  | {_TEN}\b
  | (?:half[ ]an?|{_SMALL})(?=[ -]{_SCALE}\b)
)"""
"""What a number in words looks like, as a verbose pattern."""
SPELT_OPENING = rf"(?i:half|{'|'.join([*_UNITS, *_TENS])})"
"""What each of them begins with, which is told sooner."""
_HINTS = tuple(
    regex.compile(pattern)
    for pattern in (
        rf"(?<={'|'.join(word.removesuffix('ty') for word in _TENS)})ty",
        *(
            rf"(?<=[a-z][ -]{before}){word}"
            for before, word in (
                *(("", word) for word in (*_HUNDREDS, "thousand", "lakh", "crore")),
                ("(?:[mb]|tr)", "illion"),
                ("per[ ]?", "cent"),
            )
        ),
    )
)
"""What stands in all that is found: `regex` goes from one fixed word to the next, in no time."""


def may_be_spelt(text: str) -> bool:
    """Whether it is worth while to look for numbers in words in a text."""
    small = text.lower()
    return any(hint.search(small) for hint in _HINTS)


def spelt_value(words: str) -> float:
    """The value of what `SPELT` finds."""
    total = 0
    for word in regex.findall(r"\w+", words.lower()):
        if word == "half":
            return 0.5
        total = total * _HUNDREDS.get(word, 1) + _UNITS.get(word, _TENS.get(word, 0))
    return total
