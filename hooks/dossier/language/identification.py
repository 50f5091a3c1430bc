"""Tells the language of a text: by its script, by small words, and only in doubt by a model.

Most texts need no model: no other language has as many small words of English, and some scripts
have one language each. py3langid tells the rest; it is loaded when the first such text comes.
"""

from collections.abc import Callable
from functools import cache

import regex

DEFAULT = "en"
"""The language of a text that is too short to tell, or of which there are doubts."""

NO_LANGUAGE = "zxx"
"""What the model says of numbers, codes and the like."""

MOST_READ = 4000
"""Characters that are looked at."""
LEAST_WORDS = 20
"""Words from which on a text in Latin letters is long enough to tell."""
SURE = 0.9
"""The probability from which on the model is believed of a text in Latin letters."""
SMALL_WORDS_OF_ENGLISH = frozenset(
    "the of and to in that is was for with by from this are were be been has have had which their"
    " its will would not they he she it on as at an or but who what when".split()
)
LEAST_SMALL = 0.15
"""The share of small words in any text of English; one of another language has a third of it."""

_OF_ONE_LANGUAGE = {
    code: regex.compile(rf"\p{{{script}}}")
    for code, script in {
        "ta": "Tamil",
        "te": "Telugu",
        "kn": "Kannada",
        "ml": "Malayalam",
        "gu": "Gujarati",
        "pa": "Gurmukhi",
        "or": "Oriya",
        "si": "Sinhala",
        "th": "Thai",
        "lo": "Lao",
        "km": "Khmer",
        "my": "Myanmar",
        "el": "Greek",
        "hy": "Armenian",
        "ka": "Georgian",
        "ko": "Hangul",
    }.items()
}
"""The scripts in which articles are written in one language only, by that language's code."""

_LETTER = regex.compile(r"\p{L}")
_LATIN = regex.compile(r"\p{Latin}")


def identify_language(text: str) -> str:
    """The language of a text as ISO 639 has it (`hi`); `DEFAULT` where that is in doubt."""
    sample = text[:MOST_READ]
    words = sample.lower().split()
    if sum(map(SMALL_WORDS_OF_ENGLISH.__contains__, words)) >= LEAST_SMALL * max(1, len(words)):
        return DEFAULT
    letters = len(_LETTER.findall(sample))
    if 2 * len(_LATIN.findall(sample)) >= letters:
        if len(words) < LEAST_WORDS:
            return DEFAULT
        code, probability = _classify(sample)
        return code if probability >= SURE else DEFAULT
    for code, script in _OF_ONE_LANGUAGE.items():
        if 2 * len(script.findall(sample)) > letters:
            return code
    return _classify(sample)[0]


def _classify(text: str) -> tuple[str, float]:
    """The language that the model takes a text for, and how probable that is."""
    code, probability = _model()(text)
    return (DEFAULT if code == NO_LANGUAGE else code), probability


@cache
def _model() -> Callable[[str], tuple[str, float]]:
    """The model of py3langid. To load it takes a second, and numpy, which it brings, 0.1 s."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classify: Callable[[str], tuple[str, float]] = LanguageIdentifier.from_model_file(
        MODEL_FILE, norm_probs=True
    ).classify
    return classify
