"""A date in front matter is a day of the calendar, or is said to be none."""

from pathlib import Path

import pytest
from dossier.core.problems import Problems
from dossier.reading.articles import read_article
from dossier.reading.topics import read_name


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("date: 2025-02-31", "2025-02-31"),
        ("source: {name: A Paper, published: 2025-02-31}", "2025-02-31"),
        ("source: {name: A Paper, published: '2025-02-31'}", "source.published"),
        ("event: {date: 2025-02-29}", "2025-02-29"),
        ("corrections: [{on: 2025-04-31, what: A number.}]", "2025-04-31"),
    ],
)
def test_the_31st_of_february_is_no_day(tmp_path: Path, line: str, named: str) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: A\n{line}\n---\nWords.\n")
    with pytest.raises(Problems) as error:
        read_article(tmp_path / "a.md", tmp_path)
    assert str(error.value) == f"a.md:3: `{named}` is no day of the calendar; correct it"


@pytest.mark.parametrize("when", ["2024-02-29", "2025-02", "2025", "'2025-02-28'"])
def test_a_date_may_be_known_in_part(tmp_path: Path, when: str) -> None:
    source = f"---\nsource: {{name: A Paper, published: {when}}}\n---\nWords.\n"
    (tmp_path / "a.md").write_text(source)
    assert read_article(tmp_path / "a.md", tmp_path).when == when.strip("'")


def test_a_fact_of_a_topic_has_a_day_too(tmp_path: Path) -> None:
    page = tmp_path / "names/a.md"
    page.parent.mkdir()
    fact = "dates:\n- {date: '2025-02-31', text: So., source: 'https://example.org/'}\n"
    page.write_text(f"---\ntitle: A\nkind: term\n{fact}---\nWhat it is.\n")
    with pytest.raises(Problems) as error:
        read_name(page, tmp_path)
    assert str(error.value).startswith("names/a.md:5: `dates.0.date` is no day of the calendar")
