"""Dates and figures found in sentences: statements.yml holds each sentence with all it states."""

from pathlib import Path

import pytest
import yaml
from dossier.dates import find_dates
from dossier.figures import find_quantities
from hypothesis import given
from hypothesis import strategies as st

CASES = yaml.load((Path(__file__).parent / "statements.yml").read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["say"])[:40])
def test_dates_and_figures(case: dict[str, object]) -> None:
    say = str(case["say"])
    dates = find_dates(say, str(case.get("written", "")))
    figures = find_quantities(say)
    assert {say[d.start : d.end]: [d.date, d.kind] for d in dates} == case.get("dates", {})
    assert {say[f.start : f.end]: [f.kind, str(f.target).lower()] for f in figures} == case.get(
        "figures", {}
    )


@given(st.text(alphabet="by in $%09, -–.MayUSD2030billion"), st.sampled_from(["", "2025-12-09"]))
def test_places_are_in_the_text_and_in_its_order(text: str, written: str) -> None:
    for found in (find_dates(text, written), find_quantities(text)):
        places = [place for f in found for place in (f.start, f.end)]
        assert places == sorted(places)
        assert not places or 0 <= places[0] < places[-1] <= len(text)
