"""Files that unfold, nest or claim without end: each costs scripts/add no more than its limits."""

import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from dossier.importing.draft import Unreadable
from dossier.importing.worker import Worker


def pdf_bomb(path: Path) -> Path:
    """A page of 150 MB that is folded to 220 KB."""
    content = zlib.compress(b"BT /F1 12 Tf 10 10 Td " + b"(a) Tj " * 22_000_000 + b"ET", 9)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(content), content),
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(data)
    path.write_bytes(data + b"xref\n0 5\n0000000000 65535 f \n" + rows + end)
    return path


def word_bomb(path: Path) -> Path:
    """A text of 240 MB that is folded to less than 1 MB."""
    docx.Document().save(str(path))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    paragraph = b"<w:p><w:r><w:t>aaaaaaa</w:t></w:r></w:p>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:sectPr", paragraph * 6_000_000 + b"<w:sectPr", 1
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def page_bomb(path: Path) -> Path:
    """A page of 52 MB."""
    path.write_text("<html><body><article>" + "<p>The quay is built of stone.</p>\n" * 1_500_000)
    return path


def deep_page(path: Path) -> Path:
    """A page that is nested 50,000 deep, in elements that Markdown nests, too."""
    path.write_text("<html><body>" + "<blockquote><ul><li>" * 50_000 + "The quay is built.")
    return path


def wide_table(path: Path) -> Path:
    """A table whose cells claim 1,000 rows and columns each."""
    cells = "<td colspan='1000' rowspan='1000'>x</td>" * 500
    path.write_text(f"<html><body><article><p>The quay.</p><table><tr>{cells}</tr></table>")
    return path


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (pdf_bomb, "a.pdf"),
        (word_bomb, "a.docx"),
        (page_bomb, "a.html"),
        (deep_page, "b.html"),
        (wide_table, "c.html"),
    ],
)
def test_no_file_takes_more_than_is_given(tmp_path: Path, make: object, name: str) -> None:
    assert callable(make)
    (tmp_path / "after.txt").write_text("A text.", "utf-8")
    with Worker(seconds=6) as worker:
        try:
            draft = worker.extract(make(tmp_path / name))
        except Unreadable as error:
            assert str(error).endswith(("divide it", "simpler form", "page around it"))
        else:
            assert "quay" in draft.text
        assert worker.extract(tmp_path / "after.txt").text == "A text."
