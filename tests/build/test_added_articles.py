"""The whole way: what scripts/add takes over builds, and its page shows what the file said."""

import zipfile
from contextlib import chdir
from datetime import datetime
from pathlib import Path

import docx
from click.testing import CliRunner
from dossier.cli import program
from fpdf import FPDF
from lxml import html
from support.project import build, make_project

LINES = [
    f"Line {word} of the report speaks of the quays of the port at some length, as it has to."
    for word in "one two three four".split()
]
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Quays on the web</title>
<meta property="article:published_time" content="2025-11-04"></head><body><article>
<h1>Quays on the web</h1><p>{LINES[0]} <script>alert(1)</script>{{{{ 7 * 7 }}}} *not* marked</p>
<p>10<sup>5</sup> m<sup>3</sup> of stone &lt;b&gt;were&lt;/b&gt; brought
<sup id="r"><a href="#n">1</a></sup>.</p>
<table><tr><th>Ship</th><th>Year</th></tr><tr><td rowspan="2">Ferry</td><td>2025</td></tr>
<tr><td>2026</td></tr></table><dl><dt>Levy</dt><dd>What ships pay.</dd></dl>
<pre>ship,levy\nferry,12</pre><p>{LINES[1]}</p><p>{LINES[2]}</p>
<ol start="3"><li>The third.</li></ol><p>{LINES[3]}</p>
<ol><li id="n">By ship. <a href="#r">↩</a></li></ol></article></body></html>"""


def word_file(path: Path) -> Path:
    document = docx.Document()
    document.core_properties.created = datetime(2025, 11, 5)
    document.add_heading("Quays in Word", 0)
    document.add_paragraph("10").add_run("6").font.superscript = True
    for line in LINES:
        document.add_paragraph(line, style="List Bullet")
    document.save(str(path))
    return path


def pdf_file(path: Path) -> Path:
    pdf = FPDF(format="A4")
    pdf.set_title("Quays in a PDF")
    pdf.set_creation_date(datetime(2025, 11, 6))
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    for line in LINES[::-1]:
        pdf.multi_cell(170, 6, line)
        pdf.ln(8)
    pdf.output(str(path))
    return path


def archive(path: Path) -> Path:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    text = "".join(f"<text:p>{line} So it is.</text:p>" for line in LINES)
    content = (
        f'<o:d xmlns:o="{space}:office:1.0" xmlns:text="{space}:text:1.0"><o:body><o:text>'
        f"<text:h>Quays in an ODT</text:h>{text}</o:text></o:body></o:d>"
    )
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("content.xml", content)
    return path


def test_what_is_added_is_published(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {})
    page = tmp_path / "page.html"
    page.write_text(PAGE, "utf-8")
    mail = tmp_path / "mail.eml"
    mail.write_text(f"Subject: Quays by mail\n\n{LINES[3]} And {LINES[0]}", "utf-8")
    files = [
        *(page, word_file(tmp_path / "a.docx"), pdf_file(tmp_path / "a.pdf")),
        *(archive(tmp_path / "a.odt"), mail),
    ]
    with chdir(project):
        result = CliRunner().invoke(program, ["add", "--anyway", *map(str, files)])
    assert result.exit_code == 0, result.output
    built = build(project)
    assert built.returncode == 0, built.stdout + built.stderr

    def shown(slug: str) -> html.HtmlElement:
        return html.fromstring((project / f"site/articles/{slug}/index.html").read_text("utf-8"))

    web = shown("quays-on-the-web")
    text = " ".join(web.text_content().split())
    for words in (
        *("{{ 7 * 7 }} *not* marked", "10⁵ m³ of stone <b>were</b> brought", *LINES, "By ship."),
        *("Levy What ships pay.", "Quays on the web"),
    ):
        assert words in text, words
    assert "alert(1)" not in text
    assert [cell.text_content() for cell in web.xpath("//article//td | //main//tbody//td")][:4] == [
        *("Ferry", "2025", "", "2026")
    ]
    assert web.xpath("//ol[@start='3']/li[normalize-space()='The third.']")
    assert any("ferry,12" in code.text_content() for code in web.iter("pre"))
    assert "10⁶" in shown("quays-in-word").text_content()
    for slug in ("quays-in-word", "quays-in-a-pdf", "quays-in-an-odt", "quays-by-mail"):
        text = " ".join(shown(slug).text_content().split())
        assert LINES[0] in text and LINES[3] in text, slug
