"""Set forms of law and courtesy are told from what is said."""

import pytest
from dossier.language.formulas import is_formula


@pytest.mark.parametrize(
    "text",
    [
        "By the authority vested in me as mayor, I order:",
        "Sec. 4. Delegation. The council may delegate this.",
        "(ii) any other body of the town;",
        "The town clerk is hereby told to publish it.",
        "Nothing in this order shall be taken to bind the harbour.",
        "Thank you all for coming.",
        "Many thanks to all of you.",
        "It’s a great pleasure to be in Lund.",
        "If a clause is held to be invalid, the others stand.",
        "Subject to section 3 of this order, the fee is due on arrival.",
        "The fee shall be effective for ships that come after noon.",
        "The rate changes at 12:01 a.m. eastern daylight time.",
        "The list in Annex II is replaced by this one.",
    ],
)
def test_a_formula(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize(
    "text",
    [
        "The council has lowered the duty on steel.",
        "The authority of the harbour grows.",
        "They ordered two ferries in May.",
        "The town welcomes the visitors.",
        "The ban was effective from May.",
        "",
    ],
)
def test_what_is_said(text: str) -> None:
    assert not is_formula(text)
