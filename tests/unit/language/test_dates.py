"""Golden cases: what is a date, and above all what is none."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from dossier.language.dates import find_dates
from hypothesis import given
from hypothesis import strategies as st

CASES = [
    (group["when"], text, [str(stamp) for stamp in dates])
    for group in yaml.safe_load((Path(__file__).parent / "dates.yml").read_text("utf-8"))
    for text, dates in group["texts"].items()
]


@pytest.mark.parametrize(("when", "text", "expected"), CASES)
def test_case(when: str, text: str, expected: list[str]) -> None:
    found = find_dates(text, when)
    assert ["~" * d.inferred + ">" * d.ahead + d.date for d in found] == expected
    assert all(text[d.start : d.end].strip() for d in found)


WORDS = st.sampled_from(
    "on in by since the last next later this year month March May 31 February 29 30 9 April to –"
    " Friday’s Monday today yesterday 2024 2024–25 2025, will be held met (2026). summit".split()
)
DAYS = st.sampled_from(["", "2024", "2024-02", "2024-02-29", "2026-04-25"])


@given(st.lists(WORDS, max_size=12).map(" ".join), DAYS, DAYS)
def test_what_is_found_is_in_the_calendar_and_in_the_order_of_the_text(
    text: str, when: str, spoken: str
) -> None:
    found = find_dates(text, when, spoken if len(spoken) > 4 else "")
    assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", dated.date) for dated in found)
    assert all(date.fromisoformat(dated.date) for dated in found if len(dated.date) == 10)
    places = [place for dated in found for place in (dated.start, dated.end)]
    assert places == sorted(places)
    assert not any(dated.inferred for dated in found) or when or spoken
