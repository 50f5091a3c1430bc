"""Abbreviations are understood where an article explains them in brackets."""

import pytest
from dossier.search.abbreviations import FAMILIAR, read_abbreviations


def explained(*texts: str) -> dict[str, str]:
    return dict(read_abbreviations(texts) - set(FAMILIAR))


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("The General Rule of Trade (GRT) holds.", "General Rule of Trade"),
        ("Such is the Ministry of External Waters (MoEW)", "Ministry of External Waters"),
        ("Research & Development (R&D)", "Research & Development"),
        ("an air-to-air missile (AAM)", "air-to-air missile"),
        ("Alpha beta gamma (A.B.G.)", "Alpha beta gamma"),
        ("A boat. Nice Ship (NS) sailed.", "Nice Ship"),
        ("the Pax Litora (PaxLit) of", "Pax Litora"),
        ("a fine National Ship Co (NSC)", "National Ship Co"),
        ("A Grand old and slow River Boat (GRB)", "Grand old and slow River Boat"),
        # no word begins with the first letter, or too far before
        ("the rules of Trade (GRT)", None),
        ("a congress ahead of us (RAU)", None),
        ("A Grand and old and slow River Boat (GRB)", None),
        ("Gulf: the old and slow River Boat (GRB)", None),
        # one word, one letter, no two capitals, nothing before
        ("Company (CO)", None),
        ("Trade (T)", None),
        ("the word Inc (Inc)", None),
        ("(ABC) begins", None),
    ],
)
def test_what_an_abbreviation_stands_for(text: str, long: str | None) -> None:
    assert [*explained(text).values()] == ([long] if long else [])


def test_each_bracket_is_read() -> None:
    text = "Alpha Beta (AB) and Gamma Delta (GD)"
    assert explained(text, "Big Hall (BH)") == {
        "AB": "Alpha Beta",
        "GD": "Gamma Delta",
        "BH": "Big Hall",
    }
    assert set(FAMILIAR) <= read_abbreviations([])
