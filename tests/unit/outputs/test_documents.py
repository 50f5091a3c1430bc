"""What the search leads to must have been made: else the build fails."""

from pathlib import Path

import pytest
from dossier.core.cache import Cache, MemoryCache
from dossier.core.urls import Site
from dossier.gathering.pipeline import read_edition
from dossier.outputs.documents import Documents
from dossier.outputs.site_files import SiteFiles
from dossier.pages.plan import Pages


def make_documents(
    root: Path, cache: Cache | None = None, written: str = "", url: str = ""
) -> Documents:
    """As a preview does, over two articles and what was kept before.

    `written` is the Markdown that people wrote on the list of articles.
    """
    (root / "seeds").mkdir(exist_ok=True)
    for name in ("one", "two"):
        (root / "seeds" / f"{name}.md").write_text("First.\n\nSecond.\n", "utf-8")
    dossier = read_edition(root).dossier
    pages = Pages(dossier)
    site_files = SiteFiles(dossier, pages, Site("A site", "", url))
    site_files.take("articles/index.md", "Articles", written)
    return Documents(dossier, pages, site_files, cache or Cache(), "")


def test_pages_and_passages_that_were_not_made_are_problems(tmp_path: Path) -> None:
    documents = make_documents(tmp_path)
    (lacking,) = documents.lacking("articles/one.md", '<section id="p2"></section>')
    assert (lacking.path, lacking.line) == ("seeds/one.md", 1) and "#p1" in lacking.message
    assert documents.lacking("articles/index.md", "") == []
    (missing,) = documents.missing({"articles/one/index.html"})
    assert missing.path == "seeds/two.md" and "no page articles/two/" in missing.message


def test_a_page_is_kept_until_what_goes_into_it_changes(tmp_path: Path) -> None:
    cache = MemoryCache()
    documents = make_documents(tmp_path, cache)
    documents.begin("articles/one.md", "")
    assert documents.kept("articles/one.md") is None
    document = documents.body("articles/one.md")
    documents.keep("articles/one.md", document)
    again = make_documents(tmp_path, cache)
    again.begin("articles/one.md", "")
    assert again.kept("articles/one.md") == document
    again.begin("articles/one.md", "<p>Something that people wrote.</p>")
    assert again.kept("articles/one.md") is None


def test_a_page_is_made_again_when_its_picture_goes_to_a_newer_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the newest have one of their own, whatever else is on their pages."""
    cache = MemoryCache()
    for most, is_kept in ((2, False), (2, True), (1, False)):
        monkeypatch.setattr("dossier.outputs.site_files.MOST_PICTURES", most)
        documents = make_documents(tmp_path, cache, url="https://example.org/")
        documents.begin("articles/two.md", "")
        assert (documents.kept("articles/two.md") is not None) is is_kept
        documents.keep("articles/two.md", "<html></html>")


def test_markdown_is_what_people_wrote_and_has_a_key_of_its_own(tmp_path: Path) -> None:
    keys: set[str] = set()
    for written in ("*Ours*.", "_Ours_."):  # the same when it is shown
        documents = make_documents(tmp_path, written=written)
        documents.begin("articles/index.md", "<p><em>Ours</em>.</p>")
        assert written in documents.markdown("articles/index.md")
        keys |= {documents.key("articles/index.md"), documents.key_of_markdown("articles/index.md")}
    assert len(keys) == 3
