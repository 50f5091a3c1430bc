"""Cuts text into sentences.

sentencex knows the abbreviations of many languages. What it takes for an end and is none, as the
number of a paragraph, a time of day or `Franco-U.K.`, is put together again here.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import regex
import sentencex

_SPACE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
"""Every space and control but the plain space and the end of a line. `re` finds what is so written
out four times as fast as `regex` finds the properties."""
_MARKER = regex.compile(r"\(?(?:\d{1,3}|[IVXLC]{1,6}|\p{L})[.)]")
"""The number or letter of a paragraph."""
_OPENING = regex.compile(rf"\s*({_MARKER.pattern})\s+(?=\S)")
_SHORTENED = regex.compile(
    r"""(?<![\p{L}\p{N}])(?:
        Smt|Shri|Pt|Amb|Adml|Sec|Secs|Art|Arts|Vol|Vols|Para|Paras|approx|resp|viz|incl|cf|Dy|Addl
      | Brig|Wg|Cdr|Sq|Sqn|Hon['’]ble|Ch|Ft|Jt|Secy|Asst|Addnl|Regd
    )\.$""",
    regex.VERBOSE,
)
"""Words that are never the last of a sentence, and which sentencex does not know."""
_ASIDE = regex.compile(r"(\([^()]*[.!?]['”’\"]?\))\s+(?=[“‘\"']?\p{Lu})")
"""A sentence in brackets, before the next."""
_TIME = regex.compile(r"\b[ap]\.?m\.$", regex.IGNORECASE)
_AFTER_TIME = regex.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\p{Lu}{2,4}T|GMT|UTC|Eastern|Central|Pacific"
    r"|\p{Lu}\p{Ll}+ (?:Standard|Summer|Daylight) Time)\b"
)


@lru_cache(maxsize=1 << 14)
def split_sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Cut a text into its sentences; give their character offsets."""
    spans: list[tuple[int, int]] = []
    for start, end in _cut(text, language):
        if spans and _go_on(text, *spans[-1], start):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return tuple(spans)


def _cut(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The pieces of a text as sentencex cuts it, without the space around them.

    It cuts nothing where a paragraph begins with `(b)`, so it is not shown that.
    """
    opening = _OPENING.match(text)
    begin = opening.end() if opening else 0
    if opening:
        yield opening.span(1)
    shown = _SPACE.sub(" ", text[begin:])  # sentencex takes each space for a single byte
    for piece in sentencex.get_sentence_boundaries(language[:2], shown):
        start, end = begin + piece["start_index"], begin + piece["end_index"]
        words = text[start:end]
        if found := words.strip():
            start += words.index(found)
            end = start + len(found)
            if aside := _ASIDE.match(text, start, end):  # it cuts nothing behind that
                yield start, aside.end(1)
                start = aside.end()
            yield start, end


def _go_on(text: str, start: int, end: int, following: int) -> bool:
    """Whether the sentence from `start` to `end` goes on with what begins at `following`."""
    last = text[max(start, end - 12) : end]
    if end == following:  # no space: `Franco-U.K.`
        return bool(regex.search(r"\p{Lu}\.$", last)) and text[following].isalpha()
    if "\n\n" in text[end:following]:
        return False
    if end - start <= 8 and _MARKER.fullmatch(text, start, end):
        return True
    if last.endswith(".") and text[following].islower():
        return True
    if _TIME.search(last):
        return bool(_AFTER_TIME.match(text, following))
    return bool(_SHORTENED.search(last))
