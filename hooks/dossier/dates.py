"""Finds the dates that an English text states, with their place in it: text → `Dated`.

A small grammar instead of a library: on prose dateparser also takes `12 days` and `2025 from the`
for dates, and does not say whether a day, a month or a year was meant. What could be read in two
ways is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import regex

Kind = Literal["stated", "resolved", "target"]

MONTHS = (
    "January February March April May June July August September October November December"
).split()

_PATTERN = regex.compile(
    rf"""
    (?<![\p{{L}}\p{{N}}.,/–-])
    (?: (?P<until>(?i:by|before|until)\s+
          (?:the\s+(?:end|start|beginning|middle)\s+of\s+)?(?:the\s+)?)
      | (?P<lead>(?i:in|since|during|from|of|last|this|the|early|late|mid|between)[\s-]+)
    )?
    (?:
        (?P<iso>[12]\d{{3}}-[01]\d-[0-3]\d)
      | (?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?[–-]\s?[0-3]?\d)?\s+
        (?P<month>{"|".join(MONTHS)})(?:,?\s+(?P<year>[12]\d{{3}}))?
      | (?P<month>{"|".join(MONTHS)})\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?[–-]\s?[0-3]?\d)?
        (?:,?\s+(?P<year>[12]\d{{3}}))?
      | (?P<month>{"|".join(MONTHS)})(?:,?\s+(?P<year>[12]\d{{3}}))?
      | (?P<year>(?:19|20)\d\d) (?P<bare>)
    )
    (?! [\p{{L}}\p{{N}}] | [–/-]\s?\d | [.,]\d
      | \s+(?:million|billion|trillion|crore|per\s?cent)\b )
    """,
    regex.VERBOSE,
)
_AFTER_YEAR = regex.compile(
    r"\s*(?:$|[.,;:!?)\]”’\"]|[–—])|\s+(?:after|and|as|at|but|by|for|from|had|has|he|his|in|is|it|its"
    r"|of|on|or|she|that|the|they|to|was|were|when|which|while|who|with)\b"
)
_AHEAD = regex.compile(
    r"\b(?:will|shall|would|could|may|might|next|upcoming|coming|expected|scheduled|set|due"
    r"|plan(?:s|ned|ning)?|to be|ahead of|until|by|intends?|aims?|future)\b"
)
_NEEDS_LEAD = ("March", "May")
_FARTHEST_BACK = 5


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: characters `start` to `end`, and the date as YYYY, YYYY-MM or YYYY-MM-DD.

    It is `stated` in full, `resolved` (its year is not in the text) or a `target` (`by 2030`).
    """

    start: int
    end: int
    date: str
    kind: Kind


def find_dates(sentence: str, written: str) -> list[Dated]:
    """The dates in a sentence; `written` is when it was written, YYYY[-MM[-DD]], or empty."""
    return list(_find(sentence, written))


def _find(sentence: str, written: str) -> Iterator[Dated]:
    for found in _PATTERN.finditer(sentence):
        start = found.start("lead") if found["lead"] is None else found.end("lead")
        start = found.start() if start < 0 else start
        when = _written_out(found)
        if found["bare"] is not None and not (
            (found["lead"] or found["until"]) and _AFTER_YEAR.match(sentence, found.end())
        ):
            continue
        if when and when[0]:
            kind: Kind = "stated"
            text = _join(*when)
            if found["until"]:
                if not _is_ahead(text, written, "end of" in found["until"]):
                    continue  # `by January 2025 they had met` says nothing of that January
                kind = "target"
            yield Dated(start, found.end(), text, kind)
        elif when and not found["until"] and not _AHEAD.search(sentence):
            if not found["day"] and not (found["lead"] or "").strip(" -"):
                continue
            if not found["day"] and found["month"] in _NEEDS_LEAD and found["lead"][:3] == "the":
                continue
            if text := _resolve(when[1], when[2], written):
                yield Dated(start, found.end(), text, "resolved")


def _is_ahead(text: str, written: str, whole: bool) -> bool:
    """Whether a date lies after `written`, as far as both are known; `whole` means its end."""
    known = min(len(text), len(written))
    return not known or text[:known] > written[:known] or (whole and text == written[: len(text)])


def _written_out(found: "regex.Match[str]") -> tuple[int, int, int] | None:
    """Year, month and day, 0 for what is not said; None if there is no such day."""
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
    else:
        year = int(found["year"] or 0)
        month = MONTHS.index(found["month"]) + 1 if found["month"] else 0
        day = int(found["day"] or 0)
    try:
        date(year or 2000, month or 1, day or 1)
    except ValueError:
        return None
    return None if found["day"] and not day else (year, month, day)


def _resolve(month: int, day: int, written: str) -> str:
    """The last such month (or day) before `written`; empty if it might be one to come.

    Within the year of writing a past month is taken as it stands; of the year before only one
    that is nearer than the same month to come.
    """
    if len(written) < 7:
        return ""
    year, now = int(written[:4]), int(written[5:7])
    if month > now:
        if now + 12 - month > _FARTHEST_BACK:
            return ""
        year -= 1
    text = _join(year, month, day)
    return text if text[: len(written)] <= written[: len(text)] else ""


def _join(year: int, month: int, day: int) -> str:
    parts = [f"{year:04}"]
    parts += [f"{month:02}"] if month else []
    parts += [f"{day:02}"] if day else []
    return "-".join(parts)
