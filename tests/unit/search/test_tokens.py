"""The tokens of tokens.yml, as texts are cut; `tokens.test.js` holds queries to the same."""

import re
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
    assert all(form[0] in words[index] for index, form in further)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        *((f"2 {word}", "2e3") for word in ("thousand", "k", "K")),
        *((f"2 {word}", "2e5") for word in ("lakh", "lakhs", "Lakh")),
        *((f"2 {word}", "2e6") for word in ("million", "mn", "m")),
        *((f"2 {word}", "2e7") for word in ("crore", "crores", "cr")),
        *((f"2 {word}", "2e9") for word in ("billion", "bn", "b")),
        *((f"2 {word}", "2e12") for word in ("trillion", "tn", "trn", "lakh crore")),
        *(("2 thousand lakh crore", "2e8"), ("2 and million", ""), ("2-million", "2e6")),
        *(("0.5 million", "5e5"), ("2.50 million", "25e5"), ("12.5 billion", "125e8")),
        *(("1,000", "1e3"), ("1,100", ""), ("11,000", "11e3"), ("1,00,000", "1e5"), ("999", "")),
        *(("100", ""), ("1000", "1e3"), ("1500", ""), ("1.000", ""), ("0", ""), ("0 million", "")),
        *(("5%", "5%"), ("5 %", "5%"), ("12.5 per cent", "12.5%"), ("5-percent", "5%")),
        *(
            ("5 percents", ""),
            ("$5 million", "5e6"),
            ("US$5 million", "5e6"),
            ("Rs.5 crore", "5e7"),
        ),
        *(("F-5000", ""), ("USD-5000", "5e3")),
    ],
)
def test_an_amount_has_one_notation(text: str, amount: str) -> None:
    _, further = tokenise(text)
    found = [form for _, form in further if "%" in form or re.fullmatch(r"\d+e\d+", form)]
    assert found == ([amount] if amount else [])


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("F-35", ["f35"]),
        ("F 35", ["f35"]),
        ("ABC 35", ["abc35"]),
        ("ABCD 35", []),
        ("Abc 35", []),
        ("F  35", []),
        ("F 35 B", ["f35"]),
        ("one-two-three-four-five", ["onetwo", "onetwothree", "onetwothreefour"]),
        ("26/11", ["26/11"]),
        ("Larsen & Toubro", ["l&t"]),
        ("Larsen & toubro", []),
        ("L & Toubro", []),
        ("Larsen  & Toubro", []),
        ("R&D", ["r&d"]),
    ],
)
def test_what_is_written_as_one_is_found_so(text: str, forms: list[str]) -> None:
    _, further = tokenise(text)
    assert [form for index, form in further if index == 0] == forms
