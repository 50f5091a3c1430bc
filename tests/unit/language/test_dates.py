"""Golden cases: what is a date, and above all what is none."""

from pathlib import Path

import pytest
import yaml
from dossier.language.dates import find_dates

CASES = [
    (group["when"], text, [str(date) for date in dates])
    for group in yaml.safe_load((Path(__file__).parent / "dates.yml").read_text("utf-8"))
    for text, dates in group["texts"].items()
]


@pytest.mark.parametrize(("when", "text", "expected"), CASES)
def test_case(when: str, text: str, expected: list[str]) -> None:
    found = find_dates(text, when)
    assert ["~" * date.inferred + ">" * date.ahead + date.date for date in found] == expected
    assert all(text[date.start : date.end].strip() for date in found)
