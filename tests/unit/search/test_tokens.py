"""The tokens of tokens.yml, as texts are cut; `tokens.test.js` holds queries to the same."""

from typing import Any

import pytest
import yaml
from dossier.search.tokens import tokenise
from support.project import ROOT

CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/browser/tokens.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_text_is_cut(case: dict[str, Any]) -> None:
    words, further = tokenise(case["text"])
    assert words == case["words"].split()
    assert sorted(form for _, form in further) == sorted(case.get("further", "").split())
