"""What Word shows and stores nowhere in the text comes over; what its templates say does not."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from dossier.importing.draft import Draft
from dossier.importing.word import read_word
from dossier.reading.markdown_blocks import read_markdown
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

LINE = "The board of the port has built two quays, and the second of them is the longer one."


@cache
def template() -> bytes:
    """What Word begins with, without the hundred styles of tables, which take long to read."""
    document = docx.Document()
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    return saved(document)


def blank() -> Document:
    return docx.Document(BytesIO(template()))


def saved(document: Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def read(*build: Callable[[Document], object]) -> Draft:
    document = blank()
    for step in build:
        step(document)
    return read_word(saved(document))


def text(draft: Draft) -> list[str]:
    return draft.text.strip().split("\n\n")


def paragraph(words: str, style: str | None = None) -> Callable[[Document], Paragraph]:
    return lambda document: document.add_paragraph(words, style=style)


def put(element: etree._Element, markup: str) -> None:
    element.append(parse_xml(markup))


def number(paragraph: Paragraph, number: int, level: int = 0) -> None:
    properties = paragraph._p.get_or_add_pPr()
    put(
        properties,
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>',
    )


def lists(document: Document, *levels: tuple[str, str], start: int = 1) -> int:
    """Define a list by the form and text of each level; give its number."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
        for n, (form, words) in enumerate(levels)
    )
    kind = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{inner}</w:abstractNum>'
    root.insert(0, parse_xml(kind))
    put(root, f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    return 77


def test_a_list_goes_on_after_a_paragraph() -> None:
    def build(document: Document) -> None:
        found = lists(document, ("decimal", "%1."))
        for words in ("One.", "Two.", "", "Three."):
            added = document.add_paragraph(words or LINE)
            if words:
                number(added, found)

    assert text(read(build)) == ["1. One.\n2. Two.", LINE, "3. Three."]


def test_levels_and_letters_of_lists_are_those_that_word_shows() -> None:
    def build(document: Document) -> None:
        found = lists(document, ("decimal", "%1."), ("lowerLetter", "(%2)"), start=4)
        for words, level in (("Four.", 0), ("D.", 1), ("E.", 1), ("Five.", 0)):
            number(document.add_paragraph(words), found, level)

    assert text(read(build)) == ["4. Four.\n    - (d) D.\n    - (e) E.\n5. Five."]


def test_numbers_begin_anew_below_what_is_above_them() -> None:
    def build(document: Document) -> None:
        forms = (("upperRoman", "%1."), ("decimal", "%1.%2"), ("lowerRoman", "%3)"))
        found = lists(document, *forms)
        for level in (0, 1, 1, 2, 2, 0, 1, 2):
            number(document.add_paragraph(f"Level {level}"), found, level)

    assert text(read(build))[0].split("\n") == [
        *("- I. Level 0", "    - I.1. Level 1", "    - I.2. Level 1"),
        *("        - i) Level 2", "        - ii) Level 2"),
        *("- II. Level 0", "    - II.1. Level 1", "        - i) Level 2"),
    ]


def test_a_list_may_begin_anew_with_a_number_of_its_own() -> None:
    def build(document: Document) -> None:
        found = lists(document, ("decimal", "%1."))
        root = document.part.numbering_part.element
        override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
        put(
            root,
            f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/>{override}</w:num>',
        )
        for which in (found, found, 78, 78, found, 99):
            number(document.add_paragraph("One"), which)
            document.add_paragraph(LINE)

    assert text(read(build))[::2] == ["1. One", "2. One", "7. One", "8. One", "9. One", "One"]


def test_a_numbered_heading_has_its_number() -> None:
    def build(document: Document) -> None:
        found = lists(document, ("decimal", "%1"), ("decimal", "%1.%2"))
        for words, level in (("Quays", 0), ("Stone", 1), ("Levies", 0)):
            number(document.add_heading(words, level + 1), found, level)
            document.add_paragraph(LINE)

    assert text(read(build))[::2] == ["# 1 Quays", "## 1.1 Stone", "# 2 Levies"]


def test_raised_and_lowered_letters() -> None:
    def build(document: Document) -> None:
        added = document.add_paragraph("10")
        added.add_run("5").font.superscript = True
        added.add_run(" t of CO")
        added.add_run("2").font.subscript = True

    assert text(read(build)) == ["10⁵ t of CO₂"]


def test_merged_cells() -> None:
    def build(document: Document) -> None:
        table = document.add_table(rows=3, cols=3)
        rows = ("Ship Year Levy", "Ferry 2025 10", "- 2026 11")
        for row, words in zip(table.rows, rows, strict=True):
            for cell, word in zip(row.cells, words.split(), strict=True):
                cell.text = word.strip("-")
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Ferry"

    assert text(read(build)) == [
        "| Ship | Year | Levy |\n| --- | --- | --- |\n| Ferry | 2025 | 10 |\n|  | 2026 | 11 |"
    ]


def test_what_looks_like_a_heading_or_a_quotation_is_one() -> None:
    def build(document: Document) -> None:
        document.add_paragraph(LINE)
        document.add_paragraph().add_run("What the quays cost").bold = True
        document.add_paragraph(LINE)
        document.add_paragraph("We pay for it all.").paragraph_format.left_indent = Pt(36)
        large = document.add_paragraph().add_run("Who pays for them?")
        large.font.size = Pt(18)
        document.add_paragraph(LINE).add_run(" It is so.").bold = True
        document.add_paragraph().add_run("This sentence is bold.").bold = True

    assert text(read(build)) == [
        *(LINE, "## What the quays cost", LINE, "> We pay for it all.", "## Who pays for them?"),
        *(f"{LINE} **It is so.**", "**This sentence is bold.**"),
    ]


def test_a_text_that_is_bold_or_set_in_throughout_is_a_text() -> None:
    def build(document: Document) -> None:
        for words in ("One two", "Three four", LINE):
            added = document.add_paragraph()
            added.add_run(words).bold = True
            added.paragraph_format.left_indent = Pt(36)

    assert [b.kind for b in read_markdown(read(build).text, 1)] == ["paragraph"] * 3


HEADINGS = {
    " ".join(["Quays"] * 14): (0, True),
    " ".join(["Quays"] * 15): (0, False),
    **{f"What they cost{sign}": (0, False) for sign in ".,;:!…"},
    "What do they cost?": (0, True),
    "* * *": (0, False),
    "Large letters": (13, True),  # others have 11 points
    "Larger letters": (12.5, False),
    "A large sentence.": (18, False),
}
"""Bold words, or such of a size in points, and whether they look like a heading."""
SET_IN = {
    'w:left="500"': True,
    'w:left="499"': False,
    'w:start="500"': True,
    'w:left="500" w:hanging="1"': False,
    'w:left="500" w:firstLine="499"': True,
    'w:left="500" w:firstLine="500"': False,
    'w:right="900"': False,
    'w:left="-900"': False,
}
"""By how many twentieths of a point a paragraph is set in, and whether it is then a quotation."""


def test_which_paragraphs_look_like_a_heading() -> None:
    def build(document: Document) -> None:
        for words, (size, _) in HEADINGS.items():
            document.add_paragraph(LINE)
            run = document.add_paragraph().add_run(words)
            run.bold = None if size else True
            run.font.size = Pt(size) if size else None
        document.add_paragraph(LINE)

    found = [row.removeprefix("## ") for row in text(read(build)) if row.startswith("## ")]
    assert found == [words for words, (_, is_heading) in HEADINGS.items() if is_heading]


def test_which_paragraphs_look_like_a_quotation() -> None:
    def build(document: Document) -> None:
        for place in SET_IN:
            document.add_paragraph(LINE)
            added = document.add_paragraph(place)
            put(added._p.get_or_add_pPr(), f"<w:ind {nsdecls('w')} {place}/>")

    found = [row.removeprefix("> ") for row in text(read(build)) if row.startswith("> ")]
    assert found == [place for place, is_quotation in SET_IN.items() if is_quotation]


@pytest.mark.parametrize(("others", "is_heading"), [(3, True), (2, True), (1, False)])
def test_no_more_than_half_of_a_text_are_headings(others: int, is_heading: bool) -> None:
    def build(document: Document) -> None:
        for words in ("What they cost", "Who pays"):
            document.add_paragraph().add_run(words).bold = True
        for _ in range(others):
            document.add_paragraph(LINE)

    assert read(build).text.startswith("## What they cost") is is_heading


def test_nothing_is_a_heading_below_which_nothing_stands() -> None:
    def build(document: Document) -> None:
        document.add_paragraph(LINE)
        document.add_paragraph(LINE)
        document.add_paragraph().add_run("The end").bold = True
        document.add_paragraph("")

    def with_table(document: Document) -> None:
        build(document)
        document.add_table(rows=1, cols=1).cell(0, 0).text = "Ferry"

    assert text(read(build))[-1] == "**The end**"
    assert text(read(with_table))[2] == "## The end"
    headed = read(lambda document: document.add_heading("Quays"), with_table)
    assert "### The end" in text(headed)


FORMULAS = {
    "<m:f><m:num>[a]</m:num><m:den>[b-1]</m:den></m:f>": "a/(b-1)",
    "<m:f><m:num>[ab]</m:num><m:den>[+]</m:den></m:f>": "ab/+",
    "<m:sSub><m:e>[x]</m:e><m:sub>[2]</m:sub></m:sSub>": "x₂",
    "<m:sSubSup><m:e>[x]</m:e><m:sub>[2]</m:sub><m:sup>[3]</m:sup></m:sSubSup>": "x₂³",
    "<m:rad><m:deg>[3]</m:deg><m:e>[x+1]</m:e></m:rad>": "³√(x+1)",
    "<m:nary><m:sub>[0]</m:sub><m:sup>[1]</m:sup><m:e>[x]</m:e></m:nary>": "∫₀¹ x",
    '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:e>[x]</m:e></m:nary>': "∑ x",
    "<m:d><m:e>[x]</m:e><m:e>[y]</m:e></m:d>": "(x, y)",
    '<m:d><m:dPr><m:begChr m:val="{"/><m:endChr m:val="}"/></m:dPr><m:e>[x]</m:e></m:d>': "{x}",
}
"""Formulas, letters in brackets, and how they stand on one line."""


def test_a_formula_is_written_on_one_line() -> None:
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'

    def build(document: Document) -> None:
        for inner in FORMULAS:
            inner = inner.replace("[", "<m:r><m:t>").replace("]", "</m:t></m:r>")
            put(document.add_paragraph("It is ")._p, f"<m:oMath {space}>{inner}</m:oMath>")

    assert text(read(build)) == [f"It is {written}" for written in FORMULAS.values()]


def test_comments_and_charts_are_counted_and_named() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006"

    def build(document: Document) -> None:
        document.add_paragraph("The height is measured so.")
        for kind in ("chart", "picture"):
            markup = f'<a:graphicData xmlns:a="{space}/main" uri="{space}/{kind}"/>'
            put(document.add_paragraph()._p, f"<w:r {nsdecls('w')}>{markup}</w:r>")
        for _ in range(2):
            put(
                document.add_paragraph("Kept.")._p,
                f'<w:r {nsdecls("w")}><w:commentReference w:id="1"/></w:r>',
            )

    assert read(build).unread == (
        "a chart is left out after “The height is measured so.”",
        "2 comments are left out",
    )


def test_a_large_first_letter() -> None:
    def build(document: Document) -> None:
        first = document.add_paragraph("T")
        frame = f'<w:framePr {nsdecls("w")} w:dropCap="drop"/>'
        put(first._p.get_or_add_pPr(), frame)
        document.add_paragraph(LINE[1:])

    assert text(read(build)) == [LINE]


def test_formulas_charts_comments_and_changes_are_said() -> None:
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    formula = (
        f"<m:oMath {space}><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t>"
        "</m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t>"
        "</m:r></m:sup></m:sSup><m:rad><m:deg/><m:e><m:r><m:t>y</m:t></m:r></m:e></m:rad></m:oMath>"
    )

    def build(document: Document) -> None:
        document.add_paragraph("The height is measured so.")
        put(document.add_paragraph("It is ")._p, formula)
        changed = document.add_paragraph("Kept.")._p
        put(changed, f'<w:del {nsdecls("w")} w:id="9" w:author="a"/>')
        put(changed, f'<w:r {nsdecls("w")}><w:commentReference w:id="1"/></w:r>')

    draft = read(build)
    assert text(draft) == ["The height is measured so.", "It is (a+b)/2x³√y", "Kept."]
    assert draft.unread == (
        "a formula is written on one line after “The height is measured so.”: (a+b)/2x³√y",
        "1 comment is left out",
        "it has tracked changes, and was read as if all were accepted",
    )


def test_what_a_template_says_is_not_true_of_the_text() -> None:
    keys = read(paragraph(LINE)).keys
    assert keys == {}


def test_what_its_author_says_is() -> None:
    def build(document: Document) -> None:
        about = document.core_properties
        about.author, about.title, about.language = "Anna Rao; Hart, Tom", "Quays", "en-IN"
        about.created = datetime(2025, 11, 4)
        document.add_paragraph(LINE)

    draft = read(build)
    assert draft.keys == {
        "title": "Quays",
        "date": date(2025, 11, 4),
        "authors": ["Rao, Anna", "Hart, Tom"],
        "language": "en-IN",
    }
    assert draft.unread == (
        "dated 2025-11-04, the day when the file was made; correct it if need be",
    )


def test_a_byline_names_the_author() -> None:
    assert read(paragraph("By Anna Rao"), paragraph(LINE)).keys["authors"] == ["Rao, Anna"]


word = st.text("abc1*_`#[]<&|", min_size=1, max_size=8).filter(
    lambda w: any(c.isalnum() for c in w)
)
words = st.lists(word, min_size=1, max_size=5).map(" ".join)
ROWS = st.lists(st.lists(words, min_size=2, max_size=2), min_size=2, max_size=3)
parts = st.lists(
    st.one_of(
        st.tuples(st.just("heading"), words),
        st.tuples(st.just("paragraph"), words.map(lambda w: f"{w}.")),
        st.tuples(st.just("table"), ROWS),
        st.tuples(st.just("list"), st.lists(words, min_size=1, max_size=3)),
    ),
    min_size=1,
    max_size=5,
)


@settings(deadline=None, max_examples=10)
@given(parts)
def test_any_document_is_read_as_it_was_written(rows: list[tuple[str, object]]) -> None:
    document = blank()
    expected: list[tuple[str, str]] = []
    for kind, value in rows:
        said = ""
        if isinstance(value, str):
            said = value
            document.add_heading(value, 2) if kind == "heading" else document.add_paragraph(value)
        elif isinstance(value, list) and kind == "table":
            table = document.add_table(rows=len(value), cols=2)
            for row, line in zip(table.rows, value, strict=True):
                for cell, inner in zip(row.cells, line, strict=True):
                    cell.text = inner
            said = " ".join(inner for line in value for inner in line)
        elif isinstance(value, list):
            for inner in value:
                document.add_paragraph(inner, style="List Bullet")
            said = " ".join(value)
        if kind == "list" and expected and expected[-1][0] == "list":
            expected[-1] = "list", f"{expected[-1][1]} {said}"
        else:
            expected.append((kind, said))
    found = [
        (b.kind, " ".join(b.text.split()))
        for b in read_markdown(read_word(saved(document)).text, 1)
    ]
    assert found == [(kind, " ".join(said.split())) for kind, said in expected]


@pytest.mark.parametrize("part", ["word/numbering.xml", "word/styles.xml"])
def test_a_file_that_lacks_a_part_is_read(part: str) -> None:
    document = blank()
    document.add_paragraph(LINE)
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(document))) as whole, zipfile.ZipFile(file, "w") as less:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "word/_rels/document.xml.rels":
                data = data.replace(part.removeprefix("word/").encode(), b"none.xml")
            if name != part:
                less.writestr(name, data)
    assert text(read_word(file.getvalue())) == [LINE]
