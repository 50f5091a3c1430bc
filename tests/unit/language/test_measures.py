"""What a figure measures: its value, its unit, and of what."""

from decimal import Decimal

import pytest
from dossier.language.measures import Measure, read_measure
from dossier.language.quantities import find_quantities
from hypothesis import given
from hypothesis import strategies as st


def measures(sentence: str) -> list[Measure]:
    found = [read_measure(sentence, q.start, q.end) for q in find_quantities(sentence, "2025")]
    return [measure for measure in found if measure]


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("It cost $1.5 billion.", "1.5e9", "USD"),
        ("It cost US$20 million.", "2e7", "USD"),
        ("It cost A$20 million.", "2e7", "AUD"),
        ("A $20 million loan was made.", "2e7", "USD"),
        ("It cost Rs 7.3 lakh crore.", "7.3e12", "INR"),
        ("It cost ₹300 crore.", "3e9", "INR"),
        ("It cost 40 million euros.", "4e7", "EUR"),
        ("It cost 12,500 dollars.", "12500", "USD"),
        ("The duty is 25 per cent.", "25", "%"),
        ("The duty is 2.5%.", "2.5", "%"),
        ("It has 450 GW of wind power.", "4.5e11", "W"),
        ("It has 450 kW of wind power.", "4.5e5", "W"),
        ("It has 450 MW of wind power.", "4.5e8", "W"),
        ("It has 4.5 TW of wind power.", "4.5e12", "W"),
        ("It made 450 GWh of wind power.", "4.5e11", "Wh"),
        ("It has 300 kilowatts of wind power.", "3e5", "W"),
        ("It has 300 megawatts of wind power.", "3e8", "W"),
        ("It has 300 Gigawatts of wind power.", "3e11", "W"),
        ("It has 3 terawatts of wind power.", "3e12", "W"),
        ("It made 300 gigawatt-hours of wind power.", "3e11", "Wh"),
        ("It carried 12 million tonnes of cargo.", "1.2e7", "ton"),
        ("It issued 62,000 student visas.", "62000", "visa"),
        ("It has two hundred and fifty thousand boats.", "2.5e5", "boat"),
        ("It cost half a million dollars.", "5e5", "USD"),
        ("The duty is forty-five per cent.", "45", "%"),
        ("It sent three dozen boats.", "36", "boat"),
        ("It sent 5 hundred boats.", "500", "boat"),
    ],
)
def test_value_and_unit(sentence: str, value: str, unit: str) -> None:
    (measure,) = measures(sentence)
    assert (measure.value, measure.unit) == (Decimal(value), unit)


def test_two_numbers_of_one_noun_are_no_number() -> None:
    assert measures("240 Norwegian and 350 Icelandic sailors met.") == []


@pytest.mark.parametrize(
    ("sentence", "thing"),
    [
        ("Bilateral trade reached $191 billion in 2023.", "Bilateral trade"),
        ("The value of trade has almost doubled in a decade to $191 billion.", "trade"),
        ("They want to double our two-way trade to $500 billion.", "two-way trade"),
        ("The aim is $500 billion in annual trade by 2030.", "annual trade"),
        ("A $500 billion trade target was set.", "trade"),
        ("Together they have 40 per cent of global GDP.", "global GDP"),
        ("The duty on steel stood at 25 per cent.", "duty"),
        ("It has 450 GW of wind power.", "wind power"),
    ],
)
def test_what_there_is_more_or_less_of(sentence: str, thing: str) -> None:
    (measure,) = measures(sentence)
    assert (measure.thing, measure.is_level) == (thing, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "The bank made a $250 million loan.",
        "The firm will invest $250 million in a mill.",
        "They met in 25 countries.",
    ],
)
def test_what_is_spent_or_counted_once_is_no_level(sentence: str) -> None:
    assert [measure.is_level for measure in measures(sentence)] == [False]


def test_names_and_directions_tell_things_apart() -> None:
    one, other = (
        measures(f"Trade with {town} reached $5 billion.")[0] for town in ("Norland", "Sudland")
    )
    assert not one.may_be(other) and one.may_be(measures("Trade reached $6 billion.")[0])
    imports, exports = (measures(f"{way} reached $5 billion.")[0] for way in ("Imports", "Exports"))
    assert imports.head != exports.head
    here = measures("There was $5 billion of trade here.")[0]
    assert not here.may_be(measures("Trade reached $6 billion.")[0])


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_place_in_any_text_is_read(text: str, start: int, length: int) -> None:
    measure = read_measure(text, start, start + length)
    assert measure is None or measure.value.is_finite()
