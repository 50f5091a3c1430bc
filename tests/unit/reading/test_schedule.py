"""Which articles are published on a day, and the order of years."""

from datetime import date

import pytest
from dossier.reading.schedule import UNDATED, build_day, newest_year_first, stated_day, unpublished
from support.values import article

TODAY = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({}, ""),
        ({"date": TODAY}, ""),
        ({"date": date(2025, 3, 2)}, "Not due yet"),
        ({"date": date(2024, 1, 1), "draft": True}, "Draft"),
    ],
)
def test_an_article_is_held_back_until_its_day(known: dict[str, object], why: str) -> None:
    assert unpublished(article("talks", "Words.", **known), TODAY) == why


@pytest.mark.parametrize(
    ("epoch", "day"),
    [
        ("1767225600", date(2026, 1, 1)),
        ("1767225599", date(2025, 12, 31)),
        ("1", date(1970, 1, 1)),
        ("0", None),
        ("", None),
        ("soon", None),
    ],
)
def test_an_epoch_sets_the_day_of_a_build(
    epoch: str, day: date | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    monkeypatch.setenv("DOSSIER_BUILT", epoch)
    assert stated_day() == day
    assert build_day() == (day or date.today())


def test_years_are_sorted_as_articles_are() -> None:
    assert newest_year_first(["2024", UNDATED, "2026", "2025"]) == ["2026", "2025", "2024", UNDATED]
