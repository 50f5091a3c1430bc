"""scripts/add, on files of the shapes in which articles come."""

import shutil
from datetime import datetime
from pathlib import Path

import docx
import pytest
from dossier import add
from dossier.extract import escape, without_html
from dossier.model import Article
from dossier.seeds import read_article, read_markdown
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

PAGE = Path(__file__).parent / "saved-page.html"
SENTENCES = [
    f"Sentence {word} of the report speaks of the cooperation between the two partners, at length."
    for word in "one two three four five six seven eight nine ten eleven twelve".split()
]

Run = tuple[int, str, str]


def run(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Run:
    """Run the command in a project's folder: its exit status, output and errors."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setattr("sys.argv", ["add", *map(str, arguments)])
        status = add.main()
    return status, *capsys.readouterr()


def only_seed(root: Path) -> Article:
    (path,) = (root / "seeds").iterdir()
    return read_article(path, root)


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, " ".join(block.text.split())) for block in article.blocks]


def test_a_saved_web_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(tmp_path, capsys, PAGE)
    assert status == 0
    path = "seeds/2025-11-03-india-and-us-sign-defence-pact.md"
    assert out.startswith(f"{path}: written from saved-page.html (8 passages, ")
    assert "1 picture is left out" in out
    article = only_seed(tmp_path)
    assert article.path == path
    assert article.title == "India and US sign defence pact"
    assert article.when == "2025-11-03"
    assert article.authors == ("Asha Rao",)
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


def word_file(path: Path) -> Path:
    document = docx.Document()
    document.core_properties.title = "Note on talks"
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


def test_a_word_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(tmp_path, capsys, word_file(tmp_path / "note.docx"))
    assert status == 0
    assert "not found: source" in out
    article = only_seed(tmp_path)
    assert article.path == "seeds/2026-01-05-note-on-talks.md"
    assert article.authors == ("A. Writer", "B. Writer")
    assert kinds(article) == [
        ("heading", "Note on talks"),
        ("paragraph", "The talks began with tariffs"),
        ("heading", "What was said"),
        ("list", "engines drones <b>"),
        ("list", "first second"),
        ("quote", "We are friends."),
        ("table", "Year N 2024 a|b"),
    ]


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


def test_a_pdf_of_two_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(tmp_path, capsys, pdf_file(tmp_path / "report.pdf"))
    assert status == 0, out
    article = only_seed(tmp_path)
    assert article.path == "seeds/2025-06-01-a-report-of-two-columns.md"
    assert kinds(article) == [
        ("heading", "A report of two columns"),
        *(("paragraph", sentence) for sentence in SENTENCES),
        ("list", "one *thing* another thing"),
    ]


def test_text_and_markdown_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "old.txt").write_bytes("One “quoted”.\r\n\r\nTwo — café.".encode("cp1252"))
    (tmp_path / "own.md").write_text(
        "---\ntitle: Kept # so\n---\n# A\n\n<div class='x'>Text</div> <https://example.org>\n"
        "<!-- note --><script>alert(1)</script>\n\n`<b>` stays.\n",
        "utf-8",
    )
    (tmp_path / "bad.md").write_text("---\nlayout: post\n---\nText", "utf-8")
    status, out, err = run(
        tmp_path, capsys, *(tmp_path / n for n in ("old.txt", "own.md", "bad.md"))
    )
    assert status == 1
    assert "it is not UTF-8 and was read as cp1252; check its letters" in out
    assert "HTML was taken out: a comment, script, div" in out
    assert "bad.md:2: `layout` is not a known key" in err
    assert "One “quoted”.\n\nTwo — café." in (tmp_path / "seeds/old.txt").read_text("utf-8")
    kept = (tmp_path / "seeds/kept.md").read_text("utf-8")
    assert "title: Kept # so" in kept and "Text <https://example.org>" in kept
    assert "`<b>` stays." in kept and "alert" not in kept
    assert len(list((tmp_path / "seeds").iterdir())) == 2


def test_the_same_article_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
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
    status, _, err = run(tmp_path, capsys, PAGE, *files)
    assert status == 1
    first = "seeds/2025-11-03-india-and-us-sign-defence-pact.md"
    assert f"again.html: is {first} already (the same address)" in err
    assert "b.txt: is seeds/a.txt already (" in err
    assert f"moved.html: is {first} already (the same address)" in err
    assert len(list((tmp_path / "seeds").iterdir())) == 2
    assert run(tmp_path, capsys, "--anyway", "--draft", files[1])[0] == 0
    again = tmp_path / "seeds/a-2.txt"
    assert again.read_text("utf-8").startswith("---\ndraft: true\n---\n")
    assert (tmp_path / "seeds/a.txt").read_text("utf-8") == f"---\n---\n\n{text}\n"


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan = FPDF()
    scan.add_page()
    scan.output(str(tmp_path / "scan.pdf"))
    for name in ("broken.pdf", "broken.docx", "empty.html", "blank.txt", "sheet.xlsx"):
        (tmp_path / name).write_bytes(b" ")
    (tmp_path / "empty.html").write_text("<html><body><nav>Menu</nav></body></html>", "utf-8")
    told = {
        "scan.pdf": "has no text, only pictures of pages",
        "broken.pdf": "is not a PDF that can be read",
        "broken.docx": "is not a Word file that can be read",
        "empty.html": "holds no article",
        "blank.txt": "has no text that can be read",
        "sheet.xlsx": "is not one of .html",
        "nowhere.txt": "cannot be read (No such file or directory)",
    }
    status, out, err = run(tmp_path, capsys, *(tmp_path / name for name in told))
    assert (status, out) == (1, "")
    for (name, message), line in zip(told.items(), err.splitlines(), strict=True):
        assert line.startswith(f"{tmp_path / name}: {message}")
    assert not list((tmp_path / "seeds").iterdir())


@settings(deadline=None)
@given(st.text("ab1.)*_`[]<>&#+-=!|\\ ;:~", min_size=1, max_size=40).filter(lambda t: t.strip()))
def test_any_paragraph_escapes_markdown(text: str) -> None:
    text = " ".join(text.split())
    (block,) = read_markdown(escape(text), 1)
    assert (block.kind, block.text) == ("paragraph", text)


def test_html_goes_and_comparisons_stay() -> None:
    assert without_html("a < b, c<d> e</p> <br/>\n```\n<b>\n```\n") == (
        "a < b, c e \n```\n<b>\n```\n",
        ["d", "p", "br"],
    )
