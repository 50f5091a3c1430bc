"""The day of a build decides which articles are due; a build of one year, which are its own."""

from datetime import date
from pathlib import Path

import pytest
from dossier.gathering.pipeline import list_years, read_edition
from dossier.reading.schedule import build_day, stated_day
from support.project import make_project


@pytest.mark.parametrize(
    ("epoch", "day"),
    [("1767225600", date(2026, 1, 1)), ("0", None), ("", None)],
)
def test_the_day_of_the_build(
    epoch: str, day: date | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where none is set it is today, which may end meanwhile."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    before = date.today()
    found = build_day()
    assert found == day or (day is None and before <= found <= date.today())


@pytest.mark.parametrize(
    ("epoch", "day"), [("1767225600", date(2026, 1, 1)), ("0", None), ("", None)]
)
def test_a_day_is_stated_only_where_it_is_set(
    epoch: str, day: date | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_BUILT", epoch)
    assert stated_day() == day


SEEDS = {
    "2025-12-09-talks.txt": "The Quartet met.",
    "event.md": "---\nevent: {date: 2024-05-01}\n---\nThe Quartet met.\n",
    "source.md": "---\nsource: {name: Paper, published: 2024-03}\n---\nThe Quartet met.\n",
    "plain.txt": "The Quartet met.",
    "draft.md": "---\ndate: 2023-05-01\ndraft: true\n---\nNothing yet.\n",
    "ahead.md": "---\ndate: 2999-05-01\n---\nNothing yet.\n",
}


@pytest.mark.parametrize(
    ("year", "slugs"),
    [
        ("2025", ["talks"]),
        ("2024", ["event", "source"]),
        ("undated", ["plain"]),
        ("", ["talks", "event", "source", "plain"]),
    ],
)
def test_an_edition_of_one_year(tmp_path: Path, year: str, slugs: list[str]) -> None:
    project = make_project(tmp_path / "project", SEEDS)
    edition = read_edition(project, year=year)
    assert not edition.problems
    assert [article.slug for article in edition.dossier.articles] == slugs
    assert edition.years == (("2025", "2024", "undated") if year else ())
    assert list_years(project) == ["2025", "2024", "undated"]


def test_a_year_with_nothing_to_publish_is_a_problem(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", SEEDS)
    (problem,) = read_edition(project, year="2023").problems
    assert str(problem) == (
        "seeds:1: holds nothing of 2023 to publish, only of 2025, 2024, undated; build one of these"
    )


def test_a_year_is_told_what_cannot_be_read(tmp_path: Path) -> None:
    seeds = SEEDS | {"wrong.md": "---\ndaet: 2025-01-01\n---\nThe Quartet met.\n"}
    (problem,) = read_edition(make_project(tmp_path / "project", seeds), year="2024").problems
    assert problem.path == "seeds/wrong.md"
