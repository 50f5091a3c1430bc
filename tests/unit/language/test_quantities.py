"""Golden cases: what is a figure, and above all what is none."""

from pathlib import Path

import pytest
import yaml
from dossier.language.dates import find_dates
from dossier.language.quantities import find_quantities
from hypothesis import given
from hypothesis import strategies as st

CASES = yaml.safe_load((Path(__file__).parent / "quantities.yml").read_text("utf-8"))


@pytest.mark.parametrize(("sentence", "expected"), CASES.items())
def test_case(sentence: str, expected: dict[str, list[str]]) -> None:
    found = find_quantities(sentence, "2025-12-09")
    assert {
        sentence[f.start : f.end]: [f.kind, "target"] if f.target else [f.kind] for f in found
    } == expected


@given(st.text(alphabet="by in $%09, -–.MayUSD2030billion"), st.sampled_from(["", "2025-12-09"]))
def test_places_are_in_the_text_and_in_its_order(text: str, written: str) -> None:
    for found in (find_dates(text, written), find_quantities(text)):
        places = [place for f in found for place in (f.start, f.end)]
        assert places == sorted(places)
        assert not places or 0 <= places[0] < places[-1] <= len(text)
