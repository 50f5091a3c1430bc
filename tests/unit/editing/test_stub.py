"""A page for a name begins as one that the site can read, unless the name has a page."""

from pathlib import Path

import pytest
from dossier.core.kinds import NameKind
from dossier.core.model import Topic
from dossier.editing.stub import write_stub
from dossier.gathering.pipeline import Edition
from dossier.placing.matcher import Matcher
from dossier.reading.topics import read_name
from hypothesis import given
from hypothesis import strategies as st
from support.values import dossier, name, theme

Output = pytest.CaptureFixture[str]


def write(root: Path, title: str, *topics: Topic) -> int:
    return write_stub(title, Edition(dossier([], topics), Matcher(topics), ()), root)


def test_a_page_is_begun_for_an_editor_to_fill_in(tmp_path: Path, capsys: Output) -> None:
    assert write(tmp_path, "Viktor Mirel") == 0
    assert capsys.readouterr().out == "docs/names/viktor-mirel.md:1: written; fill it in\n"
    page = tmp_path / "docs/names/viktor-mirel.md"
    text = page.read_text("utf-8")
    assert "title: Viktor Mirel\nkind: term  # or person, organisation, programme," in text
    found = read_name(page, tmp_path)
    assert (found.title, found.kind, found.slug) == ("Viktor Mirel", NameKind.TERM, "viktor-mirel")


@pytest.mark.parametrize(
    "title", ["2+2", "No", "null", "A: b", "#1", "'quoted\"", "2025-12-09", "Yes", "café – “so”"]
)
def test_whatever_it_is_called_the_title_is_text(tmp_path: Path, title: str) -> None:
    assert write(tmp_path, title) == 0
    (page,) = (tmp_path / "docs/names").iterdir()
    assert read_name(page, tmp_path).title == title


@given(st.text("ab 1:#'\"-{}[]&*!|>%@`,é", min_size=1, max_size=12).map(str.strip).filter(bool))
def test_a_title_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, title: str
) -> None:
    root = tmp_path_factory.mktemp("stub")
    if write(root, title) == 0:
        (page,) = (root / "docs/names").iterdir()
        assert read_name(page, root).title == title


@pytest.mark.parametrize(
    ("title", "there"),
    [
        ("Anna Rao", "docs/names/anna-rao.md"),
        ("Minister Rao", "docs/names/anna-rao.md"),
        ("MINISTER  RAO", "docs/names/anna-rao.md"),
        ("Trade", "docs/themes/trade.md"),
    ],
)
def test_what_has_a_page_gets_no_other(
    tmp_path: Path, capsys: Output, title: str, there: str
) -> None:
    topics = [theme("Trade", {"Tariffs": ["tariff"]}), name("Anna Rao", aliases=["Minister Rao"])]
    assert write(tmp_path, title, *topics) == 1
    assert capsys.readouterr().err == (
        f"{there} is there already; write there, or choose another name\n"
    )
    assert not (tmp_path / "docs").exists()


def test_a_term_of_a_theme_may_have_a_page(tmp_path: Path) -> None:
    assert write(tmp_path, "tariff", theme("Trade", {"Tariffs": ["tariff"]})) == 0


def test_a_page_that_could_not_be_read_is_left_alone(tmp_path: Path, capsys: Output) -> None:
    page = tmp_path / "docs/names/anna.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\nbroken")
    assert write(tmp_path, "Anna") == 1
    assert capsys.readouterr().err.startswith("docs/names/anna.md is there already")
    assert page.read_text() == "---\nbroken"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("!?", "`!?` has no letters or digits; write a name\n"),
        ("Index", "A name page cannot have the address `index`; choose another name\n"),
    ],
)
def test_what_gives_no_address_is_said(
    tmp_path: Path, capsys: Output, title: str, said: str
) -> None:
    assert write(tmp_path, title) == 1
    assert capsys.readouterr().err == said
