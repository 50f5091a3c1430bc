"""What the search leads to must have been made: else the build fails."""

from pathlib import Path

import pytest
from dossier.core.cache import Cache
from dossier.core.urls import Site
from dossier.gathering.pipeline import read_edition
from dossier.outputs.documents import Documents
from dossier.outputs.site_files import SiteFiles
from dossier.pages.plan import Pages


def make_documents(root: Path, written: str = "", url: str = "") -> Documents:
    """As a build does, over two articles and what an earlier build has kept.

    `written` is the Markdown that people wrote on the list of articles.
    """
    (root / "seeds").mkdir(exist_ok=True)
    for name in ("one", "two"):
        (root / "seeds" / f"{name}.md").write_text("First.\n\nSecond.\n", "utf-8")
    dossier = read_edition(root).dossier
    pages = Pages(dossier)
    site_files = SiteFiles(dossier, pages, Site("A site", "", url))
    site_files.take("articles/index.md", "Articles", written)
    return Documents(dossier, pages, site_files, Cache(root / "kept.db"), "")


def test_pages_and_passages_that_were_not_made_are_problems(tmp_path: Path) -> None:
    documents = make_documents(tmp_path)
    documents.begin("articles/one.md", "")
    documents.keep("articles/one.md", '<section id="p2"></section>')
    documents.finish("articles/one.md")
    problems = {problem.path: problem for problem in documents.missing()}
    assert "#p1" in problems["seeds/one.md"].message
    assert problems["seeds/one.md"].line == 1
    assert "no page articles/two/" in problems["seeds/two.md"].message
    assert len(problems) == 2


def test_a_page_is_kept_until_what_goes_into_it_changes(tmp_path: Path) -> None:
    documents = make_documents(tmp_path)
    documents.begin("articles/one.md", "")
    assert documents.kept("articles/one.md") is None
    document = documents.body("articles/one.md")
    documents.keep("articles/one.md", document)
    documents.cache.close()
    again = make_documents(tmp_path)
    again.begin("articles/one.md", "")
    assert again.kept("articles/one.md") == document
    again.begin("articles/one.md", "<p>Something that people wrote.</p>")
    assert again.kept("articles/one.md") is None


def test_a_page_is_made_again_when_its_picture_goes_to_a_newer_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the newest have one of their own, whatever else is on their pages."""
    for most in (2, 2, 1):
        monkeypatch.setattr("dossier.outputs.site_files.MOST_PICTURES", most)
        documents = make_documents(tmp_path, url="https://example.org/")
        documents.begin("articles/two.md", "")
        found = documents.kept("articles/two.md")
        documents.keep("articles/two.md", "<html></html>")
        documents.cache.close()
    assert found is None


def test_markdown_is_kept_with_what_people_wrote(tmp_path: Path) -> None:
    for written in ("*Ours*.", "_Ours_."):  # the same when it is shown
        documents = make_documents(tmp_path, written)
        documents.begin("articles/index.md", "<p><em>Ours</em>.</p>")
        assert written in documents.markdown("articles/index.md")
        documents.cache.close()
