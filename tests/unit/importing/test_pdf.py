"""A PDF is read in the order of its columns, as headings, paragraphs and items."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from dossier.importing.pdf import Locked, Pdf, read_pdf
from fpdf import FPDF
from PIL import Image

Row = tuple[float, float, str]
"""Millimetres from the left and from the top, and a line of text."""


LEFT = ("The first column of the page", "goes on down to its foot and", "ends there.")
RIGHT = ("The second column is read", "after the first, as people", "read it.")


def make(path: Path, *pages: Sequence[Row], size: float = 10) -> Pdf:
    """Read a PDF of these pages; a text that begins with # is set in large letters."""
    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(False)
    for rows in pages:
        pdf.add_page()
        for left, top, text in rows:
            pdf.set_font("helvetica", size=2 * size if text.startswith("#") else size)
            pdf.text(left, top, text.removeprefix("#"))
    pdf.output(str(path / "a.pdf"))
    found = read_pdf((path / "a.pdf").read_bytes())
    assert found
    return found


def blocks(found: Pdf) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in found.blocks]


def column(left: float, top: float, *lines: str) -> list[Row]:
    """Lines 5 mm apart, as in one paragraph."""
    return [(left, top + 5 * number, line) for number, line in enumerate(lines)]


def test_lines_are_joined_to_paragraphs(tmp_path: Path) -> None:
    rows = column(20, 50, "The talks went on for", "the whole of the day.")
    assert blocks(make(tmp_path, [*rows, *column(20, 80, "They ended at night.")])) == [
        ("paragraph", "The talks went on for the whole of the day."),
        ("paragraph", "They ended at night."),
    ]


def test_an_indented_line_begins_a_paragraph(tmp_path: Path) -> None:
    rows = [*column(20, 50, "The talks went on for", "the whole of the day.")]
    rows += [(28, 60, "They ended at night and"), (20, 65, "nobody said a word.")]
    assert blocks(make(tmp_path, rows)) == [
        ("paragraph", "The talks went on for the whole of the day."),
        ("paragraph", "They ended at night and nobody said a word."),
    ]


def test_a_sentence_goes_on_where_a_page_or_column_ends(tmp_path: Path) -> None:
    first = column(20, 50, "The talks went on for the whole", "of the day and")
    assert blocks(make(tmp_path, first, column(20, 50, "they ended at night."))) == [
        ("paragraph", "The talks went on for the whole of the day and they ended at night.")
    ]
    ended = column(20, 50, "The talks went on for the whole", "of the day.)")
    assert len(make(tmp_path, ended, column(20, 50, "they ended at night.")).blocks) == 2
    new = column(20, 50, "The talks went on for the whole", "of the day")
    assert len(make(tmp_path, new, column(20, 50, "They ended at night.")).blocks) == 2
    listed = column(20, 50, "The talks went on for the whole", "of the day,")
    assert len(make(tmp_path, listed, column(20, 50, "India said at night.")).blocks) == 1


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        (
            "They spoke of the govern-",
            "ment of the day.",
            "They spoke of the government of the day.",
        ),
        ("It has a twelve-", "storey tower.", "It has a twelve-storey tower."),
        (
            "They spoke of the Indo-",
            "Pacific at length.",
            "They spoke of the Indo-Pacific at length.",
        ),
        ("They spoke of 2024-", "25 at length.", "They spoke of 2024-25 at length."),
    ],
)
def test_a_hyphen_that_only_parts_a_word_goes(
    tmp_path: Path, before: str, after: str, joined: str
) -> None:
    assert blocks(make(tmp_path, column(20, 50, before, after))) == [("paragraph", joined)]


def test_a_word_that_is_written_with_a_hyphen_elsewhere_keeps_it(tmp_path: Path) -> None:
    rows = column(20, 50, "A re-form of the re-", "form was asked for.")
    assert blocks(make(tmp_path, rows)) == [
        ("paragraph", "A re-form of the re-form was asked for.")
    ]
    other = column(20, 50, "A change of the re-", "form was asked for.")
    assert blocks(make(tmp_path, other)) == [("paragraph", "A change of the reform was asked for.")]


def test_headings_have_larger_letters(tmp_path: Path) -> None:
    rows = [(20, 30, "#A report on"), (20, 38, "#the talks"), *column(20, 60, f"{LEFT[0]}.")]
    assert blocks(make(tmp_path, rows)) == [
        ("heading", "A report on the talks"),
        ("paragraph", f"{LEFT[0]}."),
    ]
    assert blocks(make(tmp_path, [(20, 30, "#All large")])) == [("paragraph", "All large")]


def test_bullets_begin_items(tmp_path: Path) -> None:
    rows = [(20, 50, "- one thing, and"), (23, 55, "more of it"), (20, 60, "- another thing")]
    assert blocks(make(tmp_path, rows)) == [
        ("item", "one thing, and more of it"),
        ("item", "another thing"),
    ]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    rows = [*column(20, 50, *LEFT), *column(110, 50, *RIGHT)]
    heading = [(20.0, 30.0, "#A heading across both of the columns")]
    assert blocks(make(tmp_path, [*heading, *rows])) == [
        ("heading", "A heading across both of the columns"),
        ("paragraph", " ".join(LEFT)),
        ("paragraph", " ".join(RIGHT)),
    ]


def test_what_stands_at_the_edge_of_most_pages_is_left_out(tmp_path: Path) -> None:
    pages = [
        [
            (20.0, 10.0, "Quarterly Review"),
            *column(20, 60, f"Words of page {'abcdef'[number]}."),
            (100.0, 290.0, f"{number + 1}"),
        ]
        for number in range(4)
    ]
    found = make(tmp_path, *pages)
    assert [text for _, text in blocks(found)] == [f"Words of page {c}." for c in "abcd"]
    assert sorted(found.furniture) == ["4", "Quarterly Review"]
    alone = make(tmp_path, [*pages[0], *column(20, 80, "More words.", "And more.", "And more.")])
    assert blocks(alone)[0] == ("paragraph", "Quarterly Review")
    assert alone.furniture == ("1",)


def test_what_the_file_says_of_itself(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.set_title("A title")
    pdf.set_author("Anna Rao")
    pdf.set_creation_date(datetime(2025, 6, 1))
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    pdf.text(20, 50, "Words.")
    pdf.add_page()
    pdf.output(str(tmp_path / "a.pdf"))
    found = read_pdf((tmp_path / "a.pdf").read_bytes())
    assert found
    assert (found.title, found.author, found.created) == ("A title", "Anna Rao", "2025-06-01")
    assert (found.empty, found.pictures) == ((2,), {})
    assert make(tmp_path, [(20, 50, "Words.")]).author == ""


def test_what_is_no_pdf_or_locked(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"nothing")
    assert read_pdf((tmp_path / "a.pdf").read_bytes()) is None
    pdf = FPDF()
    pdf.set_encryption("owner", "user")
    pdf.add_page()
    pdf.output(str(tmp_path / "b.pdf"))
    with pytest.raises(Locked):
        read_pdf((tmp_path / "b.pdf").read_bytes())


@pytest.mark.parametrize("number", ["1", "- 1 -", "Page 1", "Page 1 of 9", "1/9"])
def test_a_page_number_is_left_out_though_there_is_one_page(tmp_path: Path, number: str) -> None:
    rows = column(20, 50, *LEFT)
    assert blocks(make(tmp_path, [*rows, (100, 290, number)])) == [("paragraph", " ".join(LEFT))]
    within = column(20, 50, "One line.", "Another line.", number, "A third line.", "A fourth line.")
    texts = [text for _, text in blocks(make(tmp_path, within))]
    assert number.removeprefix("- ") in " ".join(texts)


def heads(path: Path, *titles: str) -> list[str]:
    """What is left out of pages with these titles above words of their own."""
    pages = [
        [(20.0, 10.0, title), *column(20, 60, f"Words {'abcdefghi'[number]}.", *LEFT)]
        for number, title in enumerate(titles)
    ]
    return list(make(path, *pages).furniture)


def test_a_running_head_stands_on_a_third_of_the_pages_or_more(tmp_path: Path) -> None:
    assert "Review" in heads(tmp_path, "Review", "a", "b", "Review", "c", "d")
    assert "Review" not in heads(tmp_path, "Review", "a", "b", "Review", "c", "d", "e")
    assert "Review" not in heads(tmp_path, "Review", "a", "b")
    assert "Part 3" in heads(tmp_path, "Part 1", "a", "Part 3")


def test_two_rows_at_each_edge_may_run_through_all_pages(tmp_path: Path) -> None:
    rows = ["First", "Second", "Third", "Fourth", "Fifth"]
    pages = [
        [(20.0, 10.0 + 20 * n, row) for n, row in enumerate(rows)]
        + column(20, 150, f"Own {c}.", f"More {c}.")
        for c in "ab"
    ]
    assert set(make(tmp_path, *pages).furniture) == {"First", "Second"}
    turned = [
        column(20, 50, f"Own {c}.", f"More {c}.")
        + [(20.0, 200.0 + 20 * n, row) for n, row in enumerate(rows)]
        for c in "ab"
    ]
    assert set(make(tmp_path, *turned).furniture) == {"Fourth", "Fifth"}


def test_what_is_set_a_little_larger_is_no_heading(tmp_path: Path) -> None:
    pdf = FPDF(format="A4")
    pdf.add_page()
    for top, size, text in ((30, 11, "A little larger"), (60, 10, LEFT[0]), (90, 11.5, "Larger")):
        pdf.set_font("helvetica", size=size)
        pdf.text(20, top, text)
    pdf.output(str(tmp_path / "a.pdf"))
    found = read_pdf((tmp_path / "a.pdf").read_bytes())
    assert found
    assert [block.kind for block in found.blocks] == ["paragraph", "paragraph", "heading"]


def test_a_line_set_wide_is_one_line(tmp_path: Path) -> None:
    rows = [
        (20, 50, "regard"),
        (50, 50, "it"),
        (80, 50, "as a risk"),
        (20, 55, "of the first order"),
    ]
    assert blocks(make(tmp_path, rows)) == [("paragraph", "regard it as a risk of the first order")]


def test_pictures_are_counted_and_a_page_of_one_is_empty(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.image(Image.new("RGB", (8, 8)), 20, 20)
    pdf.output(str(tmp_path / "a.pdf"))
    found = read_pdf((tmp_path / "a.pdf").read_bytes())
    assert found
    assert (found.pictures, found.empty, found.blocks) == ({1: 1}, (1,), ())
