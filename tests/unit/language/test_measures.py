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


@pytest.mark.parametrize(
    ("power", "words"),
    [
        (2, "hundred hundreds"),
        (3, "thousand thousands k K"),
        (5, "lakh lakhs L hundred-thousand"),
        (6, "million millions mn m M"),
        (7, "crore crores cr"),
        (9, "billion billions bn b B"),
        (12, "trillion trillions tn trn T lakh-crore"),
    ],
)
def test_each_word_for_a_scale_has_its_power_of_ten(power: int, words: str) -> None:
    for word in words.split():
        for said in (f"$2 {word}", f"$2 {word.replace('-', ' ')}", f"2 {word} dollars"):
            if "hundred-" in said:
                continue
            measure = read_measure(said, 0, len(said))
            assert measure and measure.value == 2 * 10**power, said


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        *(("US$5", "USD"), ("$US5", "USD"), ("US $5", "USD"), ("USD 5", "USD"), ("USD $5", "USD")),
        *(("AU$5", "AUD"), ("A$5", "AUD"), ("NZ$5", "NZD"), ("HK$5", "HKD"), ("C$5", "CAD")),
        *(("S$5", "SGD"), ("€5", "EUR"), ("EUR 5", "EUR"), ("£5", "GBP"), ("GBP 5", "GBP")),
        *(("Rs 5", "INR"), ("Rs. 5", "INR"), ("₹5", "INR"), ("INR 5", "INR"), ("¥5", "JPY")),
        *(("RMB 5", "CNY"), ("CHF 5", "CHF"), ("AED 5", "AED"), ("5 dollars", "USD")),
        *(("5 US dollars", "USD"), ("5 U.S. dollars", "USD"), ("5 American dollars", "USD")),
        *(("5 Australian dollars", "AUD"), ("5 Canadian dollars", "CAD")),
        *(("5 Singapore dollars", "SGD"), ("5 Hong Kong dollars", "HKD"), ("5 rupees", "INR")),
        *(("5 euros", "EUR"), ("5 pounds sterling", "GBP"), ("5 pounds", "GBP")),
        *(("5 yen", "JPY"), ("5 yuan", "CNY"), ("5 renminbi", "CNY"), ("5 dirhams", "AED")),
        *(("5%", "%"), ("5 %", "%"), ("5 per cent", "%"), ("5 percent", "%"), ("5 pct", "%")),
        *(("5 percentage points", "%"), ("5 basis points", "basis points")),
        *(("5 kWh", "Wh"), ("5 watts", "watt"), ("5 kilowatt hours", "Wh")),
        ("5 barrels", "barrel"),
    ],
)
def test_each_way_to_write_a_unit_is_read(written: str, unit: str) -> None:
    measure = read_measure(f"{written}.", 0, len(written))
    assert measure and measure.unit == unit
    if "k" not in written:
        assert measure.value == 5
        assert measure.end == len(written) or unit == "watt"


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


@pytest.mark.parametrize(
    ("sentence", "thing", "head", "traits"),
    [
        # at most five words, which are looked for in so many before a figure and behind it
        (
            "They want to double our old good large fine two-way trade to $5 billion.",
            *("good large fine two-way trade", "trade", "good"),
        ),
        (
            "They want to double our old good large fine new two-way trade to $5 billion.",
            *("", "", ""),
        ),
        (
            "It made a $5 million old town harbour bridge repair plan.",
            *("old town harbour bridge repair", "repair", ""),
        ),
        (
            "They have 300 bright small old wooden fishing boats from Norland.",
            *("small old wooden fishing boats", "boat", ""),
        ),
        # before it
        ("Trade of $5 billion was lost.", "Trade", "trade", ""),
        ("They signed deals worth more than $5 billion.", "signed deals", "deal", ""),
        ("They lent the town grant aid of nearly $5 billion.", "grant aid", "aid", ""),
        ("They lent the town aid, of nearly $5 billion.", "", "", ""),
        ("Of $5 billion they know.", "", "", ""),
        ("Imports, which fell in May, reached $5 billion.", "", "", ""),
        ("Norland and Sudland trade reached $5 billion.", "Norland", "norland", "sudland"),
        ("In May trade reached $5 billion.", "trade", "trade", "may"),
        ("Trade doubled in a year to $5 billion.", "Trade", "trade", ""),
        ("They raised total investment to $5 billion.", "total investment", "investment", ""),
        ("The town’s debt hit $5 billion.", "town’s debt", "debt", ""),
        ("The per-capita income here is $5,000.", "per-capita income", "income", "here"),
        ("Trade has now, at last, reached $5 billion.", "", "", ""),
        ("Trade has finally reached nearly 5 per cent of it.", "Trade", "trade", ""),
        ("It fell in Norland and exports rose to $5 billion.", "exports", "export", ""),
        # behind it
        ("Steel is 40 per cent of the trade with Norland.", "Steel", "steel", ""),
        ("They take 40 per cent of the trade with Norland.", "trade", "trade", "norland"),
        ("There is $5 billion in overseas trade.", "overseas trade", "trade", "world"),
        ("They use 40 barrels of oil from Norland.", "oil", "oil", "norland"),
        ("It holds 12 tonnes of old steel in Norland.", "old steel", "steel", "norland"),
        ("They got $5 billion in loans granted by Norland.", "loans", "loan", ""),
        ("They got a $5 billion loan, with Norland.", "loan", "loan", ""),
        ("They bought 79 million safe and effective doses.", "safe effective doses", "dose", ""),
        ("The port can hold 40 GW in total.", "", "", ""),
    ],
)
def test_what_is_measured_is_found_beside_the_figure(
    sentence: str, thing: str, head: str, traits: str
) -> None:
    (measure,) = measures(sentence)
    assert (measure.thing, measure.head) == (thing, head)
    assert measure.traits == {*traits.split()}


def test_what_is_counted_is_told_from_what_is_measured() -> None:
    counted = {
        "They have 300 fishing boats.": (True, False),
        "They use 40 barrels of oil.": (False, True),
        "They hold 40 barrels for oil.": (False, False),
        "They have 40 GW of old sails.": (False, True),
        "They made a $5 million boat.": (False, False),
        "They made $5 million of exports.": (False, True),
        "They own 5% of the boat.": (False, True),
        "They own 5% in a boat.": (False, False),
        "They paid reserves of $5 million.": (False, True),
        "They paid a sum of $5 million.": (False, False),
    }
    for sentence, (is_count, is_level) in counted.items():
        (measure,) = measures(sentence)
        assert (measure.is_count, measure.is_level) == (is_count, is_level), sentence


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
