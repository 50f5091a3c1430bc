"""The day of a build decides which articles are due."""

from datetime import date

import pytest
from dossier.edition import build_day


@pytest.mark.parametrize(
    ("epoch", "day"),
    [("1767225600", date(2026, 1, 1)), ("0", date.today()), ("", date.today())],
)
def test_the_day_of_the_build(epoch: str, day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert build_day() == day
