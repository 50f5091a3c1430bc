"""scripts/add, on files of the shapes in which articles come."""

import json
import os
import resource
import shutil
import subprocess
import sys
import threading
import zipfile
from contextlib import chdir
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from dossier.cli import program
from dossier.core.model import Article
from dossier.gathering.pipeline import read_edition
from dossier.importing.extract import without_html
from dossier.importing.markdown import escape
from dossier.reading.articles import read_article
from dossier.reading.markdown_blocks import read_markdown
from dossier.reading.schedule import build_day
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[3]
PAGE = Path(__file__).parent / "saved-page.html"
SENTENCES = [
    f"Sentence {word} of the report speaks of the cooperation between the two partners, at length."
    for word in "one two three four five six seven eight nine ten eleven twelve".split()
]

Run = tuple[int, str, str]


def run(root: Path, *arguments: str | Path) -> Run:
    """Run the command in a project's folder: its exit status, output and errors."""
    with chdir(root):
        result = CliRunner().invoke(program, ["add", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def only_seed(root: Path) -> Article:
    (path,) = (root / "seeds").iterdir()
    return read_article(path, root)


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, " ".join(block.text.split())) for block in article.blocks]


def test_a_saved_web_page(tmp_path: Path) -> None:
    status, out, _ = run(tmp_path, PAGE)
    assert status == 0
    path = "seeds/2025-11-03-velia-and-ostia-sign-defence-pact.md"
    assert out.startswith(f"{path}: written from saved-page.html (8 passages, ")
    assert "a picture is left out after “… of talks on trade and technology.”: Signing" in out
    article = only_seed(tmp_path)
    assert article.path == path
    assert article.title == "Velia and Ostia sign defence pact"
    assert article.when == "2025-11-03"
    assert article.authors == ("Rao, Asha",)
    assert article.language == "en-IN"
    assert article.description == "A ten-year framework was signed."
    assert article.source
    assert article.source.name == "The Example Post"
    assert article.source.url == "https://www.example.org/2025/11/pact.html"
    blocks = kinds(article)
    assert [kind for kind, _ in blocks] == [
        *("heading", "paragraph", "heading", "paragraph", "list", "quote", "table", "paragraph")
    ]
    assert blocks[3][1].endswith(
        "see below; the word <script> and *stars* are only mentioned, R&D too:"
    )
    assert blocks[4][1].endswith("exchange of information between the forces exercises each year")
    assert blocks[6][1] == "Year Exercises 2023 40 2024 52"
    text = (tmp_path / path).read_text("utf-8")
    assert "[the text](https://www.example.org/docs/text)" in text
    assert "*defence*" in text
    for gone in ("<", "evil", "Buy now", "cookies", "Sport", "Weather", "Privacy", "jpg"):
        assert gone not in text, gone


def test_what_a_page_says_of_itself(tmp_path: Path) -> None:
    """The paper is no author, numbers and the address stay, and what else there is to read goes."""
    page = tmp_path / "saved.txt"
    page.write_text(
        "<!DOCTYPE html>\n<!-- saved from url=(0031)https://example.org/news/pact?id=7 -->\n"
        "<html><head><title>A pact</title><meta name='author' content='The Daily'>"
        "<meta property='og:site_name' content='The Daily'>"
        '<script type="application/ld+json">{"@context": "https://schema.org",'
        ' "@type": "NewsArticle", "headline": "A pact",'
        ' "author": [{"@type": "Person", "name": "Meera Krishnan"}]}</script>'
        f"</head><body><article><h1>A pact</h1><p>{SENTENCES[0]}</p>"
        "<div class='Also-Read'><p>Also read: <a href='/x'>Rupee slips</a></p></div>"
        f"<p>{SENTENCES[1]}</p><ol><li>It is drafted.</li><li>It is signed.</li></ol>"
        f"<p>{SENTENCES[2]}</p></article></body></html>",
        "utf-8",
    )
    status, out, _ = run(tmp_path, page)
    assert status == 0, out
    article = only_seed(tmp_path)
    assert article.authors == ("Krishnan, Meera",)
    assert article.source and article.source.url == "https://example.org/news/pact?id=7"
    assert article.source.name == "The Daily"
    assert " ".join(kind for kind, _ in kinds(article)) == (
        "heading paragraph paragraph list paragraph"
    )
    text = (tmp_path / article.path).read_text("utf-8")
    assert "1. It is drafted.\n2. It is signed.\n" in text and "Rupee" not in text


def word_file(path: Path) -> Path:
    document = docx.Document()
    document.core_properties.author = "A. Writer; B. Writer"
    document.core_properties.created = datetime(2026, 1, 5)
    document.add_heading("Note on talks", 0)
    document.add_paragraph("The talks began with ").add_run("tariffs").italic = True
    document.add_heading("What was said", 1)
    for text in ("engines", "drones <b>"):
        document.add_paragraph(text, style="List Bullet")
    for text in ("first", "second"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("We are friends.", style="Quote")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), "Year N 2024 a|b".split(), strict=True
    ):
        cell.text = text
    document.save(str(path))
    return path


def test_a_word_file(tmp_path: Path) -> None:
    status, out, _ = run(tmp_path, word_file(tmp_path / "note.docx"))
    assert status == 0
    assert "not found: source" in out
    article = only_seed(tmp_path)
    assert article.path == "seeds/2026-01-05-note-on-talks.md"
    assert article.authors == ("Writer, A.", "Writer, B.")
    assert kinds(article) == [
        ("heading", "Note on talks"),
        ("paragraph", "The talks began with tariffs"),
        ("heading", "What was said"),
        ("list", "engines drones <b>"),
        ("list", "first second"),
        ("quote", "We are friends."),
        ("table", "Year N 2024 a|b"),
    ]


def with_footnote(path: Path, note: str) -> None:
    """Put a footnote to the first paragraph of a Word file, as Word stores it."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode("latin-1") for name in archive.namelist()}
    parts["word/footnotes.xml"] = (
        f'<w:footnotes {space}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        f"<w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    for name, end, new in (
        ("word/document.xml", "</w:p>", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        (
            "[Content_Types].xml",
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/>',
        ),
        (
            "word/_rels/document.xml.rels",
            "</Relationships>",
            f'<Relationship Id="r9" Type="{relation}" Target="footnotes.xml"/>',
        ),
    ):
        parts[name] = parts[name].replace(end, new + end, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text.encode("latin-1"))


def test_footnotes_of_a_word_file(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.created = datetime(2026, 1, 5)
    document.add_paragraph("The talks began.")
    document.save(str(tmp_path / "Draft FINAL.docx"))
    with_footnote(tmp_path / "Draft FINAL.docx", "As the statement says.")
    status, out, _ = run(tmp_path, tmp_path / "Draft FINAL.docx")
    assert status == 0, out
    assert "dated 2026-01-05, the day when the file was made" in out
    assert "not found: title, " in out
    assert kinds(only_seed(tmp_path))[1][0] == "footnotes"
    (path,) = (tmp_path / "seeds").iterdir()
    text = path.read_text("utf-8")
    assert "The talks began.[^footnote-2]\n\n[^footnote-2]: As the statement says.\n" in text


def pdf_file(path: Path) -> Path:
    """Two pages of two columns under a title, with a running head, page numbers and a list."""
    pdf = FPDF(format="A4")
    pdf.set_title("A report of two columns")
    pdf.set_creation_date(datetime(2025, 6, 1))
    pdf.set_auto_page_break(False)
    for page in range(2):
        pdf.add_page()
        pdf.set_font("helvetica", size=8)
        pdf.text(10, 8, "Quarterly Review")
        pdf.text(100, 290, str(page + 1))
        if not page:
            pdf.set_font("helvetica", size=20)
            pdf.text(10, 25, "A report of two columns")
        for column in range(2):
            pdf.set_font("helvetica", size=10)
            pdf.set_xy(10 + 100 * column, 35)
            first = 6 * page + 3 * column
            for sentence in SENTENCES[first : first + 3]:
                pdf.set_x(10 + 100 * column)
                pdf.multi_cell(88, 5, sentence, align="L")
                pdf.ln(8)
    pdf.set_xy(110, 200)
    pdf.multi_cell(88, 5, "- one *thing*\n- another thing")
    pdf.output(str(path))
    return path


def test_a_pdf_of_two_columns(tmp_path: Path) -> None:
    status, out, _ = run(tmp_path, pdf_file(tmp_path / "report.pdf"))
    assert status == 0, out
    article = only_seed(tmp_path)
    assert article.path == "seeds/2025-06-01-a-report-of-two-columns.md"
    assert kinds(article) == [
        ("heading", "A report of two columns"),
        *(("paragraph", sentence) for sentence in SENTENCES),
        ("list", "one *thing* another thing"),
    ]


def set_lines(pdf: FPDF, top: float, *rows: tuple[tuple[float, str], ...]) -> None:
    """Set each text of a row at its distance from the left, in millimetres, rows 5 mm apart."""
    for number, row in enumerate(rows):
        for left, text in row:
            pdf.text(left, top + 5 * number, text)


def test_the_order_of_words_in_a_pdf(tmp_path: Path) -> None:
    """Lines set wide, hanging bullets, numbers and tables are read by the line, columns not."""
    pdf = FPDF(format="A4")
    pdf.set_title("Microsoft Word - brief.docx")
    pdf.set_author("Dr Leela Nair and Tom Hart")
    pdf.set_creation_date(datetime(2025, 6, 1))
    pdf.set_auto_page_break(False)
    pdf.set_font("helvetica", size=10)
    wide = ((10, "regard"), (28, "as a"), (42, "risk of the first"), (77, "order"))
    for page in (1, 2):
        pdf.add_page()
        set_lines(pdf, 8, ((10, "Quarterly Review"), (170, "June 2025")))
        set_lines(pdf, 290, ((10, "The Institute"), (100, str(page))))
        set_lines(pdf, 40, ((10, f"On page {page} both of the governments say they"),), wide)
        set_lines(pdf, 50, ((10, "and the text of the column ends well-"),), ((10, "known here."),))
        set_lines(pdf, 40, *(((110, s[:45]),) for s in SENTENCES[4 * page : 4 * page + 4]))
    pdf.add_page()
    set_lines(pdf, 8, ((10, "A well-known list of things follows here:"),))
    set_lines(pdf, 20, ((12, "-"), (18, "a stockpile of cobalt, paid")), ((18, "for by both"),))
    set_lines(pdf, 30, ((12, "-"), (18, "a common standard")))
    set_lines(pdf, 50, ((10, "Lithium"), (60, "84"), (110, "12")), ((10, "Cobalt"), (110, "8")))
    pdf.output(str(tmp_path / "brief.pdf"))
    status, out, _ = run(tmp_path, tmp_path / "brief.pdf")
    assert status == 0, out
    assert "not found: title, source" in out
    assert "dated 2025-06-01, the day when the file was made" in out
    assert "running heads are left out: Quarterly Review June 2025, The Institute " in out
    article = only_seed(tmp_path)
    assert article.path == "seeds/2025-06-01-brief.md"
    assert article.authors == ("Nair, Leela", "Hart, Tom")
    texts = [text for _, text in kinds(article)]
    for page in (1, 2):
        assert (
            f"On page {page} both of the governments say they regard as a risk of the first order"
            " and the text of the column ends well-known here."
        ) in texts[0 if page == 1 else 2]
    assert kinds(article)[-4:] == [
        ("paragraph", "A well-known list of things follows here:"),
        ("list", "a stockpile of cobalt, paid for by both a common standard"),
        ("paragraph", "Lithium 84 12"),
        ("paragraph", "Cobalt 8"),
    ]


def test_text_and_markdown_files(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes("One “quoted”.\r\n\r\nTwo — café.".encode("cp1252"))
    (tmp_path / "own.md").write_text(
        "---\ntitle: Kept # so\n---\n# A\n\n<div class='x'>Text</div> <https://example.org>\n"
        "<!-- note --><script>alert(1)</script>\n\n`<b>` stays.\n",
        "utf-8",
    )
    (tmp_path / "bad.md").write_text("---\ntitel: post\n---\nText", "utf-8")
    (tmp_path / "short.txt").write_bytes("Tariffs – “again”: the café, €5…\r\n".encode("cp1252"))
    (tmp_path / "wide.txt").write_text("Une seule ligne à part.", "utf-16")
    names = ("old.txt", "own.md", "bad.md", "short.txt", "wide.txt")
    status, out, err = run(tmp_path, *(tmp_path / name for name in names))
    assert status == 1
    assert "it is not UTF-8 and was read as cp1252; check its letters" in out
    for name, words in (
        ("short", "Tariffs – “again”: the café, €5…"),
        ("wide", "Une seule ligne à part."),
    ):
        assert f"---\n\n{words}\n" in (tmp_path / f"seeds/{name}.txt").read_text("utf-8")
    assert "HTML was taken out: a comment, script, div" in out
    assert "bad.md:2: `titel` is not a known key" in err
    assert "One “quoted”.\n\nTwo — café." in (tmp_path / "seeds/old.txt").read_text("utf-8")
    cache = (tmp_path / "seeds/kept.md").read_text("utf-8")
    assert "title: Kept # so" in cache and "Text <https://example.org>" in cache
    assert "`<b>` stays." in cache and "alert" not in cache
    assert len(list((tmp_path / "seeds").iterdir())) == 4


def test_files_are_named_from_where_the_command_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox/a.txt").write_text("A text.", "utf-8")
    monkeypatch.setenv("DOSSIER_FROM", str(tmp_path / "inbox"))
    assert run(tmp_path, "a.txt")[0] == 0
    assert only_seed(tmp_path).path == "seeds/a.txt"


def test_the_same_article_twice(tmp_path: Path) -> None:
    text = " ".join(SENTENCES)
    shutil.copy(PAGE, tmp_path / "again.html")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.txt").write_text(f"Updated. {text.replace('twelve', '12')} More.", "utf-8")
    (tmp_path / "moved.html").write_text(
        "<html><head><link rel='canonical' href='http://example.org/2025/11/pact.html?utm_source=x'>"
        f"</head><body><article><h1>Another</h1><p>{text}</p></article></body></html>",
        "utf-8",
    )
    files = [tmp_path / name for name in ("again.html", "a.txt", "b.txt", "moved.html")]
    status, _, err = run(tmp_path, PAGE, *files)
    assert status == 1
    first = "seeds/2025-11-03-velia-and-ostia-sign-defence-pact.md"
    assert f"again.html: is {first} already (the same address)" in err
    assert "b.txt: is seeds/a.txt already (" in err
    assert f"moved.html: is {first} already (the same address)" in err
    assert len(list((tmp_path / "seeds").iterdir())) == 2
    assert run(tmp_path, "--anyway", "--draft", files[1])[0] == 0
    again = tmp_path / "seeds/a-2.txt"
    added = f"added: {build_day()}\n"
    assert again.read_text("utf-8").startswith(f"---\ndraft: true\n{added}---\n")
    assert (tmp_path / "seeds/a.txt").read_text("utf-8") == f"---\n{added}---\n\n{text}\n"


def test_no_two_seeds_have_one_address(tmp_path: Path) -> None:
    """A day before a file's name is no part of the address, a `slug` in the file is all of it."""
    (tmp_path / "seeds/old").mkdir(parents=True)
    (tmp_path / "seeds/old/2020-01-01 Briefing.txt").write_text("A first.", "utf-8")
    (tmp_path / "seeds/b.txt").write_text(
        "---\nslug: b\nformerly: [briefing-2]\n---\nA second.", "utf-8"
    )
    for day in ("2025-12-02", "2025-12-09"):
        text = f"---\ntitle: Briefing\ndate: {day}\n---\nWhat was said on {day}.\n"
        (tmp_path / f"{day}.md").write_text(text, "utf-8")
        assert run(tmp_path, tmp_path / f"{day}.md")[0] == 0
    (tmp_path / "c.md").write_text("---\nslug: briefing\n---\nA third.", "utf-8")
    assert "c.md: says `slug: briefing`, which" in run(tmp_path, tmp_path / "c.md")[2]
    seeds = {path.name for path in (tmp_path / "seeds").glob("2025*")}
    assert seeds == {"2025-12-02-briefing-3.md", "2025-12-09-briefing-4.md"}
    assert read_edition(tmp_path).problems == ()


def test_a_day_to_come_is_said(tmp_path: Path) -> None:
    today = date.today()
    for number in range(2):
        day = today + timedelta(number)
        (tmp_path / "a.md").write_text(f"---\ndate: {day}\n---\nOf day {number}.\n", "utf-8")
        out = run(tmp_path, "--anyway", tmp_path / "a.md")[1]
        assert (f"  dated {day}: it will not be published before" in out) is bool(number)


def test_the_day_of_the_addition_is_written_unless_the_file_says_another(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\nA text.\n", "utf-8")
    assert run(tmp_path, tmp_path / "a.md")[0] == 0
    assert only_seed(tmp_path).added == build_day()
    (tmp_path / "a.md").write_text("---\ntitle: A\nadded: 2025-02-03\n---\nA text.\n", "utf-8")
    (tmp_path / "seeds/a.md").unlink()
    assert run(tmp_path, tmp_path / "a.md")[0] == 0
    assert only_seed(tmp_path).added == date(2025, 2, 3)


def test_a_file_may_say_itself_whether_it_is_a_draft(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\ndraft: false\n---\nA text.\n", "utf-8")
    assert run(tmp_path, "--draft", tmp_path / "a.md")[0] == 0
    assert only_seed(tmp_path).draft


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    scan = FPDF()
    scan.add_page()
    scan.output(str(tmp_path / "scan.pdf"))
    for name in ("broken.pdf", "broken.docx", "sheet.xlsx"):
        (tmp_path / name).write_bytes(b"nothing")
    (tmp_path / "blank.txt").write_bytes(b"---\ntitle: A\n---\n \n")
    (tmp_path / "none.docx").touch()
    parts = {
        "other": {"mimetype": "application/vnd.oasis.opendocument.text"},
        "torn": {"word/document.xml": "<torn", "[Content_Types].xml": "<torn"},
    }
    for name, files in parts.items():
        with zipfile.ZipFile(tmp_path / f"{name}.docx", "w") as archive:
            for path, content in files.items():
                archive.writestr(path, content)
    word = docx.Document()
    word.add_paragraph("A text.")
    word.save(str(tmp_path / "whole.docx"))
    with (
        zipfile.ZipFile(tmp_path / "whole.docx") as whole,
        zipfile.ZipFile(tmp_path / "core.docx", "w") as archive,
    ):
        for path in whole.namelist():
            archive.writestr(path, b"<torn" if path.endswith("core.xml") else whole.read(path))
    (tmp_path / "folder.txt").mkdir()
    locked = FPDF()
    locked.set_encryption("owner", "user")
    locked.add_page()
    locked.output(str(tmp_path / "locked.pdf"))
    (tmp_path / "empty.html").write_text("<html><body><nav>Menu</nav></body></html>", "utf-8")
    told = {
        "scan.pdf": "has no text: its pages are empty",
        "broken.pdf": "is not a PDF that can be read",
        "broken.docx": "is not a Word file that can be read",
        "other.docx": "is not a Word file that can be read",
        "torn.docx": "is not a Word file that can be read",
        "core.docx": "is not a Word file that can be read",
        "empty.html": "holds no article",
        "blank.txt": "has no text that can be read",
        "sheet.xlsx": "is not one of .html",
        "nowhere.txt": "cannot be read (No such file or directory)",
        "none.docx": "is empty",
        "folder.txt": "is a folder",
        "locked.pdf": "asks for a password",
    }
    status, out, err = run(tmp_path, *(tmp_path / name for name in told))
    assert (status, out) == (1, "0 added, 13 refused, 0 to look at\n")
    lines = [line for line in err.splitlines() if not line.startswith("Adding: ")]
    for (name, message), line in zip(told.items(), lines, strict=True):
        assert line.startswith(f"{tmp_path / name}: {message}")
    assert not list((tmp_path / "seeds").iterdir())


@settings(deadline=None)
@given(st.text("ab1.)*_`[]<>&#+-=!|\\ ;:~", min_size=1, max_size=40).filter(lambda t: t.strip()))
def test_any_paragraph_escapes_markdown(text: str) -> None:
    text = " ".join(text.split())
    (block,) = read_markdown(escape(text), 1)
    assert (block.kind, block.text) == ("paragraph", text)


def test_html_goes_and_comparisons_stay() -> None:
    compared = "a < b, x <y and z> 3, a<b and c>d, e<f>"
    html = """<p class=big hidden>e</p> <br/><a href='x>'>f</a><my-tag id="a">\n```\n<b>\n```\n"""
    assert without_html(f"{compared} {html}") == (
        f"{compared} e f\n```\n<b>\n```\n",
        ["p", "br", "a", "my-tag"],
    )


LONG = " ".join(SENTENCES)


def test_a_file_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A first text.", "utf-8")
    os.mkfifo(tmp_path / "b.html")
    link = "<p>See <a href='https://[x]'>it</a>.</p>"
    (tmp_path / "c.html").write_text(f"<html><body><p>{LONG}</p>{link}</body></html>", "utf-8")
    (tmp_path / "d.txt").write_text("A last text.", "utf-8")
    files = [tmp_path / name for name in ("a.txt", "b.html", "/dev/zero", "c.html", "d.txt")]
    status, out, err = run(tmp_path, *files)
    assert status == 1
    assert {path.name for path in (tmp_path / "seeds").iterdir()} == {"a.txt", "c.md", "d.txt"}
    assert f"{tmp_path}/b.html: is no ordinary file; save its text as one" in err
    assert "/dev/zero: is no ordinary file" in err
    assert out.endswith("\n3 added, 2 refused, 3 to look at\n")
    assert list(tmp_path.glob(".adding-*")) == []


def test_another_folder(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text(LONG, "utf-8")
    (tmp_path / "a.txt").write_text("Another text.", "utf-8")
    (tmp_path / "b.txt").write_text(LONG, "utf-8")
    status, out, err = run(
        tmp_path, "--to", tmp_path / "inbox", tmp_path / "a.txt", tmp_path / "b.txt"
    )
    assert status == 1
    assert out.startswith("inbox/a-2.txt: written from a.txt (1 passages, 2 words)")
    assert "b.txt: is seeds/a.txt already (" in err
    assert [path.name for path in (tmp_path / "inbox").iterdir()] == ["a-2.txt"]
    elsewhere = tmp_path / "project"
    elsewhere.mkdir()
    assert run(elsewhere, "--to", tmp_path / "out", tmp_path / "b.txt")[0] == 0
    assert (tmp_path / "out/b.txt").read_text("utf-8").endswith(f"{LONG}\n")


def test_nothing_is_written_in_a_dry_run(tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    status, out, _ = run(tmp_path, "--dry-run", PAGE)
    assert status == 0
    seed = "seeds/2025-11-03-velia-and-ostia-sign-defence-pact.md"
    assert out.startswith(f"{seed}: would be written from saved-page.html")
    assert sorted(tmp_path.iterdir()) == before


def test_json(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"nothing")
    status, out, err = run(tmp_path, "--format", "json", PAGE, tmp_path / "bad.pdf")
    assert status == 1
    assert [line for line in err.splitlines() if not line.startswith(("Adding", "Reading"))] == []
    assert json.loads(out) == {
        "files": [
            {
                "file": str(PAGE),
                "seed": "seeds/2025-11-03-velia-and-ostia-sign-defence-pact.md",
                "title": "Velia and Ostia sign defence pact",
                "date": "2025-11-03",
                "authors": ["Rao, Asha"],
                "source": {
                    "name": "The Example Post",
                    "url": "https://www.example.org/2025/11/pact.html",
                },
                "language": "en-IN",
                "warnings": [
                    "a picture is left out after “… of talks on trade and technology.”: Signing"
                ],
            },
            {
                "file": str(tmp_path / "bad.pdf"),
                "seed": None,
                "title": None,
                "date": None,
                "authors": [],
                "source": None,
                "language": None,
                "warnings": ["is not a PDF that can be read; save it again"],
            },
        ]
    }


def start(root: Path, *files: Path, limit: int | None = None) -> subprocess.Popen[str]:
    """Begin the command in a process of its own, in which no file may be longer than a limit."""

    def set_limit() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-m", "dossier", "add", *map(str, files)],
        cwd=root,
        env={  # a module that is compiled must not be cut off
            "PYTHONPATH": str(ROOT / "hooks"),
            "PATH": "/usr/bin:/bin",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=set_limit,
    )


def test_a_full_disk_leaves_no_part_of_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LONG, "utf-8")
    command = start(tmp_path, tmp_path / "a.txt", limit=100)
    out, _ = command.communicate()
    assert command.returncode == 1
    assert "a.txt: cannot be written to seeds (File too large); make room" in out
    assert list((tmp_path / "seeds").iterdir()) == [] == list(tmp_path.glob(".adding-*"))


def test_two_calls_at_once(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"{number}").mkdir()
        text = f"---\ntitle: The same title\n---\nText {number} of {LONG[number * 20 :]}"
        (tmp_path / f"{number}/a.txt").write_text(text, "utf-8")
    halves = [[tmp_path / f"{n}/a.txt" for n in range(first, 8, 2)] for first in (0, 1)]
    calls = [start(tmp_path, *files) for files in halves]
    told = "".join(call.communicate()[0] for call in calls)
    assert "Traceback" not in told
    seeds = list((tmp_path / "seeds").iterdir())
    assert len(seeds) == told.count(": written from")
    assert {read_article(path, tmp_path).title for path in seeds} == {"The same title"}
    assert list(tmp_path.glob(".adding-*")) == []


def test_a_page_is_fetched_from_its_address(tmp_path: Path) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<html><body><h1>Pact</h1><p>{LONG}</p></body></html>".encode())

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/news/pact"
    try:
        status, _, err = run(tmp_path, url)
        assert status == 1 and f"{url}: is on this machine or network (127.0.0.1)" in err
        status, out, _ = run(tmp_path, "--private", url)
    finally:
        server.shutdown()
        server.server_close()
    assert status == 0
    assert "written from pact (1 passages, " in out
    assert f"  fetched {url} (1 KB)\n" in out
    source = only_seed(tmp_path).source
    assert source and source.url == url
