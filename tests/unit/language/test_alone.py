"""Which sentences can be read alone, and which say nothing but a date."""

import pytest
from dossier.language.alone import is_statement, stands_alone, tells
from dossier.language.dates import find_dates


def dated(sentence: str) -> tuple[bool, bool]:
    """Whether a sentence says something besides its first date, and is more than dated."""
    date = find_dates(sentence, "2025-06-01")[0]
    spot = (sentence, date.start, date.end)
    return is_statement(*spot), is_statement(*spot) and tells(*spot)


@pytest.mark.parametrize(
    "sentence",
    [
        "The council opened the harbour on 3 March 2025.",
        "- The ferry will be launched in May 2026.",
        "In 2019, the town of Lund had four ferries.",
        "They met on 3 March 2025.",
        "3 March 2025 — the council opened the harbour of the town.",
        "3 March 2025, the council — which met in Lund — opened the harbour.",
    ],
)
def test_what_happened_is_a_statement(sentence: str) -> None:
    assert dated(sentence)[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "March 3, 2025.",
        "Lund, 3 March 2025",
        "By Anna Berg, 3 March 2025",
        "Published on 3 March 2025",
        "LUND, 3 March 2025 (NWA) — The council opened the harbour.",
        "Photo: the ferries of the council lie in the harbour, 3 March 2025",
        "The mayor (left) opens the harbour on 3 March 2025. (Photo: NWA)",
        "The mayor opens the harbour on 3 March 2025 | Image: Town of Lund",
        "Done at Lund, in two copies, on 3 March 2025.",
        "This order shall come into force on 3 March 2025.",
        "<td>The harbour of Lund was opened on 3 March 2025</td>",
    ],
)
def test_datelines_bylines_captions_and_formulas_are_none(sentence: str) -> None:
    assert dated(sentence)[0] is False


@pytest.mark.parametrize(
    ("sentence", "telling"),
    [
        ("The council opened the harbour on 3 March 2025.", True),
        ("He opened the harbour on 3 March 2025.", False),
        ("We opened the harbour on 3 March 2025.", False),
        ("Did the council open the harbour on 3 March 2025?", False),
        ("BERG: The council opened the harbour on 3 March 2025.", False),
        ("The harbour, as of Order 12 of 3 March 2025, is open.", False),
        ("A summit of towns, 3 March 2025, in Lund", False),
    ],
)
def test_some_are_only_dated(sentence: str, telling: bool) -> None:
    assert dated(sentence) == (True, telling)


@pytest.mark.parametrize(
    "sentence",
    [
        "It opened the harbour.",
        "But the council opened.",
        "the council opened.",
        "Specifically, small boats pay nothing.",
        "The council also opened the harbour.",
        "Boats of a certain length are free of those duties.",
        "Fishermen wait for such duties.",
        "16. The council opened the harbour.",
        "The plan provides for boats.",
        "Beyond the harbour, their talks were on boats.",
        "An additional harbour is expected.",
    ],
)
def test_what_leans_on_others_does_not_stand_alone(sentence: str) -> None:
    assert not stands_alone(sentence)


def test_what_names_all_that_it_speaks_of_stands_alone() -> None:
    assert stands_alone("The council opened the harbour.")
    assert stands_alone("The plan for the harbour provides for boats, which the council likes.")
    assert stands_alone("The harbour is for those who live on boats such as yachts.")
