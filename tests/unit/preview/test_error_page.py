"""What stops a preview is shown on a page that goes when it is mended."""

from dossier.core.problems import Problem
from dossier.preview.error_page import error_page
from lxml import html


def test_every_problem_is_shown_as_text() -> None:
    problems = [Problem("seeds/a.md", 3, "holds <b>; mend it"), Problem("seeds/b.md", 1, "is bad")]
    document = html.document_fromstring(error_page(problems))
    assert document.findtext(".//title") == "2 to mend"
    assert [" ".join(row.text_content().split()) for row in document.iter("li")] == [
        "seeds/a.md:3: holds <b>; mend it",
        "seeds/b.md:1: is bad",
    ]
