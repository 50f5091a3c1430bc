"""Golden cases: what is a date, and above all what is none."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from dossier.language.dates import find_dates
from hypothesis import given
from hypothesis import strategies as st

CASES = [
    (group["when"], text, [str(stamp) for stamp in dates])
    for group in yaml.safe_load((Path(__file__).parent / "dates.yml").read_text("utf-8"))
    for text, dates in group["texts"].items()
]


@pytest.mark.parametrize(("when", "text", "expected"), CASES)
def test_case(when: str, text: str, expected: list[str]) -> None:
    found = find_dates(text, when)
    assert ["~" * d.inferred + ">" * d.ahead + d.date for d in found] == expected
    assert all(text[d.start : d.end].strip() for d in found)


TODAY = date(2025, 6, 15)
PAST, WILL, DOES, WOULD, OF = (
    "They met {}.",
    "They will meet {}.",
    "The House resumes {}.",
    "They would meet {}.",
    "The ship {}.",
)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        (PAST, "2025 2025 2025 2025 2025 2025 2024 2024 2024 2024 2024 2024"),
        (WILL, "2026 2026 2026 2026 none 2025 2025 2025 2025 2025 2025 2025"),
        (DOES, "none 2025 2025 2025 2025 2025 2025 2025 2025 2025 2025 2025"),
        (WOULD, "none 2025 2025 2025 2025 2025 2025 2025 2025 2025 none none"),
        (OF, "none 2025 2025 2025 2025 2025 none none none none none none"),
    ],
)
def test_the_year_of_a_month_is_told_by_the_tense(text: str, years: str) -> None:
    """Of each month from January on, in an article of June."""
    for month, year in enumerate(years.split(), 1):
        found = find_dates(text.format(f"in {date(2025, month, 1):%B}"), TODAY.isoformat())
        assert [d.date[:4] for d in found] or ["none"] == [year], month
        assert all(d.date[5:] == f"{month:02}" for d in found)


@pytest.mark.parametrize(
    ("text", "days", "found"),
    [
        *((PAST, days, days if days >= -340 else None) for days in (-1, 0, -340, -341)),
        *((WILL, days, days if days <= 300 else None) for days in (0, 1, 300, 301)),
        *((DOES, days, days if days <= 200 else None) for days in (0, 1, 200, 201)),
        *((DOES, days, days if days >= -120 else None) for days in (-120, -121)),
        *((WOULD, days, days if abs(days) <= 120 else None) for days in (120, 121, -120, -121)),
        *((OF, days, days if -120 <= days <= 0 else None) for days in (1, 0, -120, -121)),
        ("They left before {}.", -120, -120),
        ("They left before {}.", -121, None),
        ("They left before {}.", 62, 62),
        ("They left before {}.", 63, None),
        ("They warned of duties from {}.", 62, 62),
        ("They warned of duties from {}.", 63, 63 - 365),
    ],
)
def test_a_day_has_the_year_in_which_it_is_near(text: str, days: int, found: int | None) -> None:
    """So many days from the article, in the direction in which the verb looks."""
    day = TODAY + timedelta(days)
    words = "of" if text is OF else "on"
    said = f"{day.day} {day:%B}"
    written = text.format(said if "before" in text or "from" in text else f"{words} {said}")
    expected = [] if found is None else [(TODAY + timedelta(found)).isoformat()]
    assert [d.date for d in find_dates(written, TODAY.isoformat())] == expected


def test_each_month_is_known_by_its_name_and_short() -> None:
    for number in range(1, 13):
        name = date(2025, number, 1).strftime("%B")
        short = [] if name == "May" else [name[:3], f"{name[:3]}."]
        short += ["Sept", "Sept."] if number == 9 else []
        for written in (name, *short):
            for text in (
                f"on 9 {written} 2024",
                f"on {written} 9, 2024",
                f"by {written} 9th, 2024",
            ):
                dates = [d.date for d in find_dates(f"They met {text}.", "2025-06-15")]
                assert dates == [f"2024-{number:02}-09"], text


def test_each_day_of_the_week_is_the_last_or_the_next() -> None:
    for days in range(7):
        last, following = TODAY - timedelta(days), TODAY + timedelta(days)
        for text, day in (
            (f"They met on {last:%A}.", last),
            (f"They will meet on {following:%A}.", following),
            (f"They met last {last:%A}.", last - timedelta(0 if days else 7)),
            (f"They will meet next {following:%A}.", following + timedelta(0 if days else 7)),
        ):
            found = find_dates(text, TODAY.isoformat())
            assert [(d.date, d.inferred) for d in found] == [(day.isoformat(), True)], text
        monday = TODAY - timedelta(TODAY.weekday())
        (week,) = find_dates(f"They met on {last:%A} this week.", TODAY.isoformat())
        assert week.date == (monday + timedelta(last.weekday())).isoformat()


@pytest.mark.parametrize(
    ("spoken", "day", "found"),
    [
        ("2019-06-15", "16 August", "2019-08-16"),  # 62 days after it
        ("2019-06-15", "17 August", ""),
        ("2019-06-15", "15 June", "2019-06-15"),
        ("2019-06-15", "14 June", "2025-06-14"),  # in the month of the article
        ("2019-06-15", "14 May", ""),
        ("2019-06", "1 June", "2019-06-01"),
        ("2019-06", "30 June", "2019-06-30"),
        ("2019-11-20", "20 January", "2020-01-20"),
        ("2024-06-14", "13 June", "2025-06-13"),
        ("2024-09-30", "20 May", "2025-05-20"),
        ("2023-09-30", "20 May", ""),
        ("2025-05-01", "20 May", "2025-05-20"),
    ],
)
def test_a_day_is_one_soon_after_what_was_spoken_of(spoken: str, day: str, found: str) -> None:
    dates = [d.date for d in find_dates(f"They met on {day}.", TODAY.isoformat(), spoken)]
    assert dates == ([found] if found else [])


WORDS = st.sampled_from(
    "on in by since the last next later this year month March May 31 February 29 30 9 April to –"
    " Friday’s Monday today yesterday 2024 2024–25 2025, will be held met (2026). summit".split()
)
DAYS = st.sampled_from(["", "2024", "2024-02", "2024-02-29", "2026-04-25"])


@given(st.lists(WORDS, max_size=12).map(" ".join), DAYS, DAYS)
def test_what_is_found_is_in_the_calendar_and_in_the_order_of_the_text(
    text: str, when: str, spoken: str
) -> None:
    found = find_dates(text, when, spoken if len(spoken) > 4 else "")
    assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", dated.date) for dated in found)
    assert all(date.fromisoformat(dated.date) for dated in found if len(dated.date) == 10)
    places = [place for dated in found for place in (dated.start, dated.end)]
    assert places == sorted(places)
    assert not any(dated.inferred for dated in found) or when or spoken
