"""A PDF is read in the order of its columns, as headings, paragraphs and items."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from dossier.importing.draft import Unreadable
from dossier.importing.letters import told, turn
from dossier.importing.pdf import Locked, Pdf, read_pdf
from dossier.importing.portable import read_portable
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
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
    assert len(make(tmp_path, listed, column(20, 50, "Velia said at night.")).blocks) == 1


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
            "They spoke of the Inner-",
            "Basin at length.",
            "They spoke of the Inner-Basin at length.",
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


def test_columns_of_several_paragraphs_are_read_one_after_the_other(tmp_path: Path) -> None:
    rows = [
        (20.0, 30.0, "#A heading across both of the columns"),
        *(row for top in (50, 80, 110) for row in column(20, top, f"{LEFT[0]}, {top}.")),
        *(row for top in (50, 80, 110) for row in column(110, top, f"{RIGHT[0]}, {top}.")),
        (20.0, 150.0, "And what stands below both of the columns, as wide as they are, and ends."),
    ]
    assert [text for _, text in blocks(make(tmp_path, rows))[1:]] == [
        *(f"{LEFT[0]}, {top}." for top in (50, 80, 110)),
        *(f"{RIGHT[0]}, {top}." for top in (50, 80, 110)),
        "And what stands below both of the columns, as wide as they are, and ends.",
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


def sized(*rows: tuple[float, float, float, str]) -> Pdf:
    """Read a page of lines: millimetres from the left and top, size in points, text."""
    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(False)
    pdf.add_page()
    for left, top, size, text in rows:
        pdf.set_font("helvetica", size=size)
        pdf.text(left, top, text)
    found = read_pdf(bytes(pdf.output()))
    assert found
    return found


def test_what_is_long_is_no_heading_however_large() -> None:
    below = [(20.0, 40.0 + 3 * n, 2.0, f"{LEFT[n % 3]} {'x' * 60}") for n in range(9)]
    for count, kind in ((150, "heading"), (151, "paragraph")):
        found = sized((20, 30, 4, "x" * count), *below)
        assert found.blocks[0].kind == kind and found.blocks[0].text == "x" * count


@pytest.mark.parametrize(
    ("first", "rest", "begins"),
    [
        ("T", "he talks went on for", "The"),
        ("T", "HE TALKS", "THE"),
        ("A", "Talk went on", "A Talk"),
    ],
)
def test_a_large_first_letter_is_that_of_the_next_line(first: str, rest: str, begins: str) -> None:
    text = sized((20, 50, 24, first), (30, 60, 10, rest), (30, 65, 10, "whole of the day.")).blocks
    assert [block.text.partition(" ")[0] for block in text] == [begins.split()[0]]
    assert text[0].text.startswith(begins)


@pytest.mark.parametrize(("millimetres", "count"), [(2.1, 0), (2.12, 1)])
def test_a_picture_of_less_than_six_points_is_an_ornament(millimetres: float, count: int) -> None:
    pdf = FPDF()
    pdf.add_page()
    for width, height in ((millimetres, 50), (50, millimetres)):
        pdf.image(Image.new("RGB", (8, 8)), 20, 20, width, height)
    found = read_pdf(bytes(pdf.output()))
    assert found and found.pictures == ({1: 2} if count else {})


def test_letters_that_are_drawn_twice_are_read_once() -> None:
    assert blocks(sized((20, 50, 10, "Bold"), (20, 50, 10, "Bold"))) == [("paragraph", "Bold")]
    far = blocks(sized((20, 50, 10, "Bold"), (20, 80, 10, "Bold")))
    assert far == [("paragraph", "Bold")] * 2


@pytest.mark.parametrize(
    ("rows", "numbers"),
    [
        (("They agreed on this:", "1. one", "2. two", "4. four"), (None, 1, 2)),
        (("They agreed on", "1. one"), (None,)),
        (("They agreed.", "7. seven", "8. eight"), (None,)),
        (("7. seven", "8. eight"), (7, 8)),
        (("99. one", "100. two"), (99, 100)),
        (("100. one",), (None,)),
        (("1. one", "- two", "2. three"), (1, None, 2)),
        (("(a) one", "(b) two"), (None, None)),
        (("a) one", "(ii) two"), (None, None)),
    ],
)
def test_which_numbers_are_those_of_items(
    tmp_path: Path, rows: tuple[str, ...], numbers: tuple[int | None, ...]
) -> None:
    assert tuple(b.number for b in make(tmp_path, column(20, 50, *rows)).blocks) == numbers


@pytest.mark.parametrize(
    ("sign", "size", "kind"), [("*", 8, "note"), ("3", 10, "note"), ("3", 10.5, "paragraph")]
)
def test_a_note_begins_with_its_sign_in_smaller_letters(sign: str, size: float, kind: str) -> None:
    pdf = FPDF(format="A4")
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    pdf.write(6, "The talks went on")
    pdf.char_vpos = "SUP"
    pdf.write(6, sign)
    pdf.char_vpos = "LINE"
    pdf.write(6, " and on" * 9 + ".")
    pdf.set_font("helvetica", size=size)
    pdf.text(20, 250, f"{sign} In a note.")
    found = read_pdf(bytes(pdf.output()))
    assert found
    assert [(block.kind, block.number) for block in found.blocks] == [
        ("paragraph", None),
        (kind, 1 if kind == "note" else None),
    ]


def test_a_line_set_wide_is_one_line(tmp_path: Path) -> None:
    rows = [
        (20, 50, "regard"),
        (50, 50, "it"),
        (80, 50, "as a risk"),
        (20, 55, "of the first order"),
    ]
    assert blocks(make(tmp_path, rows)) == [("paragraph", "regard it as a risk of the first order")]


def test_what_stands_in_two_cells_does_not_go_on_from_the_line_above(tmp_path: Path) -> None:
    for above in (
        "A line above.",
        "A line above the cells that is set across both of them, and on.",
    ):
        rows = [
            (20, 50, above),
            (20, 55, "One cell"),
            (100, 55, "and another."),
            (20, 60, "Below."),
        ]
        assert blocks(make(tmp_path, rows)) == [
            ("paragraph", above),
            ("paragraph", "One cell and another."),
            ("paragraph", "Below."),
        ]


def test_pictures_are_counted_and_a_page_of_one_is_empty(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.image(Image.new("RGB", (8, 8)), 20, 20)
    pdf.output(str(tmp_path / "a.pdf"))
    found = read_pdf((tmp_path / "a.pdf").read_bytes())
    assert found
    assert (found.pictures, found.empty, found.blocks) == ({1: 1}, (1,), ())


def test_the_text_of_forms_is_text(tmp_path: Path) -> None:
    """A page that only draws a form, in which its text is."""
    content = b"BT /F1 10 Tf 60 700 Td (The talks went on.) Tj ET"
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F1 6 0 R >>"
        b" >> /Length %d >>\nstream\n%b\nendstream" % (len(content), content)
    )
    found = read_pdf(
        document(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
            b" /Resources << /XObject << /X 5 0 R >> >> >>",
            b"<< /Length 5 >>\nstream\n/X Do\nendstream",
            form,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        )
    )
    assert found and blocks(found) == [("paragraph", "The talks went on.")]
    assert (found.empty, found.pictures) == ((), {})


def document(*parts: bytes) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    data = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (size, rows, size, len(data))
    )


def test_columns_are_read_one_after_the_other_close_under_a_wide_title(tmp_path: Path) -> None:
    left = [f"Left line {number} of the text goes on." for number in range(8)]
    right = [f"Right line {number} of the text goes on." for number in range(8)]
    title = [(20.0, 44.0, "#A title that is set right across both columns")]
    rows = [*title, *column(20, 50, *left), *column(110, 50, *right)]
    assert blocks(make(tmp_path, rows))[1:] == [
        ("paragraph", " ".join(left)),
        ("paragraph", " ".join(right)),
    ]


def set_off(path: Path, *pieces: tuple[str, str]) -> str:
    """The text of a line of pieces, each raised (`SUP`), lowered (`SUB`) or neither."""
    pdf = FPDF(format="A4")
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    for place, text in pieces:
        pdf.char_vpos = place or "LINE"
        pdf.write(6, text)
    pdf.char_vpos = "LINE"
    pdf.ln(20)
    pdf.write(6, "Another line of the text.")
    pdf.output(str(path / "a.pdf"))
    return read_portable((path / "a.pdf").read_bytes()).text.split("\n\n")[0]


def test_raised_and_lowered_letters(tmp_path: Path) -> None:
    pieces = (("", "It needs 10"), ("SUP", "5"), ("", " t of CO"), ("SUB", "2"), ("", " a year."))
    assert set_off(tmp_path, *pieces) == "It needs 10⁵ t of CO₂ a year."


def font(*signs: tuple[str, int, int]) -> tuple[bytes, bytes]:
    """A font of signs, numbered from 1, and what the file calls each.

    Of each the letters, and its lowest and highest point in thousandths of an em.
    """
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for number, (_, low, high) in enumerate(signs, 1):
        pen = TTGlyphPen(None)
        pen.moveTo((50, low))
        for corner in ((50, high), (450, high), (450, low)):
            pen.lineTo(corner)
        pen.closePath()
        glyphs[f"sign{number}"] = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([*glyphs])
    builder.setupCharacterMap({})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (500, 50)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    data = BytesIO()
    builder.save(data)
    rows = "".join(
        f"<{number:04x}> <{letters.encode('utf-16-be').hex()}>\n"
        for number, (letters, _, _) in enumerate(signs, 1)
    )
    called = (
        "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000> <ffff>"
        f" endcodespacerange\n{len(signs)} beginbfchar\n{rows}endbfchar\nendcmap end"
    )
    return data.getvalue(), called.encode()


def stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(data), data)


@pytest.mark.parametrize(
    ("letters", "low", "high", "read"),
    [
        ("2", 0, 700, "ma2"),
        ("2", 190, 700, "ma2"),
        ("2", 210, 700, "ma²"),
        ("2", -60, 400, "ma₂"),
        ("2", -40, 400, "ma2"),
        ("2", -60, 600, "ma2"),
        ("n", 210, 700, "maⁿ"),
        ("p", -200, 500, "map"),
        ("th", 400, 700, "math"),
        ("22", 400, 700, "ma22"),
        ("22", -60, 400, "ma22"),
        ("'", 400, 700, "ma'"),
        (",", -60, 100, "ma,"),
    ],
)
def test_signs_that_a_font_draws_above_or_below_the_line(
    letters: str, low: int, high: int, read: str
) -> None:
    """A sign alone is raised or lowered by its shape; one for several letters is these."""
    file, called = font(("m", 0, 500), ("a", 0, 500), (letters, low, high))
    found = read_portable(
        document(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>",
            stream(b"BT /F1 10 Tf 60 700 Td <000100020003> Tj ET"),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H"
            b" /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>",
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /DW 500 /FontDescriptor 7 0 R"
            b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
            b"<< /Type /FontDescriptor /FontName /Own /Flags 4 /FontBBox [0 -200 500 800]"
            b" /Ascent 800 /Descent -200 /ItalicAngle 0 /CapHeight 700 /FontFile2 9 0 R >>",
            stream(called),
            stream(file),
        )
    )
    assert found.text.strip() == read


def test_notes_stand_at_the_end(tmp_path: Path) -> None:
    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(False)
    for number, word in enumerate(("first", "second"), 1):
        pdf.add_page()
        pdf.set_font("helvetica", size=11)
        pdf.set_xy(20, 50)
        pdf.write(6, f"The {word} of the talks went on")
        pdf.char_vpos = "SUP"
        pdf.write(6, "1")
        pdf.char_vpos = "LINE"
        pdf.write(6, " and on" * 9)
        pdf.set_font("helvetica", size=8)
        pdf.text(20, 260, f"1 As page {'ab'[number - 1]} says, in a note")
        pdf.text(20, 264, f"of two lines, {word}.")
    pdf.output(str(tmp_path / "a.pdf"))
    assert read_portable((tmp_path / "a.pdf").read_bytes()).text == (
        "The first of the talks went on[^1]" + " and on" * 9 + "\n\n"
        "The second of the talks went on[^2]" + " and on" * 9 + "\n\n"
        "[^1]: As page a says, in a note of two lines, first.\n\n"
        "[^2]: As page b says, in a note of two lines, second.\n"
    )


def test_numbered_items_stand_apart(tmp_path: Path) -> None:
    lines = ("They agreed on this:", "1. The first point, which", "is long.", "2. The second.")
    found = make(tmp_path, [*column(20, 50, *lines), *column(20, 100, "In", "2. it is no item.")])
    assert [(b.kind, b.number, b.text) for b in found.blocks] == [
        ("paragraph", None, "They agreed on this:"),
        ("item", 1, "The first point, which is long."),
        ("item", 2, "The second."),
        ("paragraph", None, "In 2. it is no item."),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "11/27/25, 7:57 PM New quays",
        "27.11.2025, 19:57",
        "https://coast.example/quays 1/2",
        "New quays 11/27/2025, 7:57 PM",
    ],
)
def test_what_a_browser_prints_at_the_edges_is_left_out(tmp_path: Path, row: str) -> None:
    rows = [(20.0, 8.0, row), *column(20, 60, *LEFT)]
    found = make(tmp_path, rows)
    assert blocks(found) == [("paragraph", " ".join(LEFT))]
    assert found.furniture == (row,)


def test_the_address_that_a_browser_prints_is_the_source(tmp_path: Path) -> None:
    make(tmp_path, [*column(20, 60, *LEFT), (20.0, 290.0, "https://www.coast.example/quays 1/1")])
    keys = read_portable((tmp_path / "a.pdf").read_bytes()).keys
    assert keys["source"] == {"name": "coast.example", "url": "https://www.coast.example/quays"}


def test_a_table_is_said(tmp_path: Path) -> None:
    rows = [(20.0 + 50 * c, 50.0 + 5 * r, f"Cell {r}{c}") for r in range(3) for c in range(3)]
    assert make(tmp_path, [*rows, *column(20, 100, *LEFT)]).tables == (1,)
    assert make(tmp_path, column(20, 100, *LEFT)).tables == ()


def seen(*words: str) -> list[tuple[float, float, float, str]]:
    """Letters from left to right as they are seen, 5 points wide, words 5 points apart."""
    found, left = [], 0.0
    for word in words:
        for letter in word:
            found.append((left, left + 5, 10.0, letter))
            left += 5
        left += 5
    return found


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (("םולש", "םלוע"), "עולם שלום"),
        ((".2025", "תנש"), "שנת 2025."),
        (("(בוט)", "םוי"), "יום (טוב)"),
        (("said", "םולש", "and", "left"), "said שלום and left"),
        (("\ufee1\ufefc\ufeb3",), "سلام"),
    ],
)
def test_words_from_right_to_left_are_read_so(words: tuple[str, ...], read: str) -> None:
    assert turn(seen(*words)) == read


@pytest.mark.parametrize(("left", "read"), [(6.0, "אב"), (6.2, "א ב"), (4.0, "אב"), (5.0, "אב")])
def test_letters_a_tenth_of_their_size_apart_are_of_two_words(left: float, read: str) -> None:
    assert turn([(0, 5, 10.0, "ב"), (left, left + 5, 10.0, "א")]) == read
    assert turn([(0, 9, 10.0, "ב"), (2, 5, 10.0, "א"), (10, 12, 10.0, "ג")]) == "גאב"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (("ab", "ba"), "ab ba"),
        (("ab", "אב"), "בא ab"),  # as many of either: from right to left
        (("abc", "אב"), "abc בא"),
        (("ab", "<אב>"), "<בא> ab"),
        (("abcdefg", "(אב)", "hij"), "abcdefg (בא) hij"),
    ],
)
def test_signs_turn_with_the_words_that_they_stand_among(words: tuple[str, ...], read: str) -> None:
    assert turn(seen(*words)) == read


@pytest.mark.parametrize(
    ("sign", "letters"), [("\ufb01", "fi"), ("\ufb00", "ff"), ("(cid:12)", "\ufffd"), ("é", "é")]
)
def test_a_sign_is_the_letters_that_it_stands_for(sign: str, letters: str) -> None:
    assert told(sign) == letters


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"nothing", "is not a PDF that can be read; save it again"),
        (b"%PDF-1.4\nnothing", "is not a PDF that can be read, but a damaged one"),
        (document(b"<< /Type /Catalog >>"), "is not a PDF that can be read, but a damaged one"),
    ],
)
def test_a_damaged_file_is_said(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_portable(data)
    assert str(error.value).startswith(said)


def test_empty_scanned_and_locked_files_are_told_from_one_another(tmp_path: Path) -> None:
    def refusal(pdf: FPDF) -> str:
        with pytest.raises(Unreadable) as error:
            read_portable(bytes(pdf.output()))
        return str(error.value)

    empty, scan, locked = FPDF(), FPDF(), FPDF()
    for pdf in (empty, scan, locked):
        pdf.add_page()
    scan.image(Image.new("RGB", (80, 80)), 20, 20)
    locked.set_encryption("owner", "user")
    assert refusal(empty).startswith("has no text: its pages are empty")
    assert refusal(scan).startswith("has no text, only pictures of pages")
    assert refusal(locked).startswith("asks for a password")


word = st.text("abcdefghij", min_size=2, max_size=9)
sentences = st.lists(word, min_size=14, max_size=30).map(lambda row: f"{' '.join(row).title()}.")


@settings(deadline=None, max_examples=25)
@given(st.lists(sentences, min_size=1, max_size=6), st.integers(1, 2))
def test_any_paragraphs_are_read_as_they_were_set(texts: list[str], columns: int) -> None:
    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    half = (len(texts) + columns - 1) // columns
    for number in range(columns):
        pdf.set_xy(15 + 95 * number, 40)
        for text in texts[number * half : (number + 1) * half]:
            pdf.set_x(15 + 95 * number)
            pdf.multi_cell(85, 5, text, align="L")
            pdf.ln(6)
    found = read_pdf(bytes(pdf.output()))
    assert found and [block.text for block in found.blocks] == texts
