"""Files and pages of MkDocs that stand for ours."""

from pathlib import Path
from typing import cast

import pytest
from dossier.core.cache import MemoryCache
from dossier.core.urls import Site
from dossier.mkdocs_adapter.pages import Anchors, CachedFile, GeneratedPage, generated, write
from dossier.outputs.documents import Documents
from dossier.outputs.site_files import SiteFiles
from dossier.pages.page import Page
from dossier.pages.plan import Pages
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from support.values import article, dossier

TALKS = article("talks", "Words.", description="In short.", formerly=("old",))


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    config = MkDocsConfig()
    (tmp_path / "docs").mkdir()
    folders = {"docs_dir": str(tmp_path / "docs"), "site_dir": str(tmp_path / "site")}
    config.load_dict({"site_name": "A", **folders})
    errors, _ = config.validate()
    assert not errors
    config.plugins._current_plugin = "dossier"  # as while an event is handled
    return config


def make() -> tuple[Pages, Documents]:
    known = dossier([TALKS])
    pages = Pages(known)
    return pages, Documents(known, pages, SiteFiles(known, pages, Site("A", "")), MemoryCache(), "")


def planned(pages: Pages, src_uri: str) -> Page:
    page = pages.get(src_uri)
    assert page
    return page


def page_of(file: File) -> MkDocsPage:
    return cast(MkDocsPage, file.page)


def test_a_page_of_ours_is_built_without_a_source(config: MkDocsConfig) -> None:
    pages, documents = make()
    page = planned(pages, "articles/talks.md")
    file = generated(page, "Talks", documents, config, False)
    made = page_of(file)
    assert isinstance(made, GeneratedPage) and not isinstance(file, CachedFile)
    assert (file.src_uri, file.dest_uri) == ("articles/talks.md", "articles/talks/index.html")
    assert file.inclusion is InclusionLevel.NOT_IN_NAV
    assert (made.title, made.meta) == ("Talks", {"description": page.description})
    made.read_source(config)
    made.render(config, Files([file]))
    assert (made.markdown, made.content) == ("", "")


def test_a_page_that_has_moved_says_where(config: MkDocsConfig) -> None:
    pages, documents = make()
    file = generated(planned(pages, "articles/old.md"), "Talks", documents, config, False)
    assert page_of(file).meta["moved_to"] == "articles/talks/"


def test_a_page_that_was_made_before_is_copied_with_its_markdown(config: MkDocsConfig) -> None:
    pages, documents = make()
    page = planned(pages, "articles/talks.md")
    documents.begin(page.src_uri, "")
    documents.keep(page.src_uri, '<p id="p1">kept</p>')
    file = generated(page, "Talks", documents, config, True)
    assert not file.is_documentation_page()
    file.copy_file()
    folder = Path(config.site_dir, "articles/talks")
    assert (folder / "index.html").read_text() == '<p id="p1">kept</p>'
    assert (folder / "index.md").read_text("utf-8").startswith("# Talks\n")
    assert documents.missing() == []


def test_a_page_that_is_gone_from_the_cache_is_said(config: MkDocsConfig) -> None:
    pages, documents = make()
    page = planned(pages, "articles/talks.md")
    documents.begin(page.src_uri, "")
    with pytest.raises(OSError, match=r"articles/talks\.md: the cache changed during the build"):
        generated(page, "Talks", documents, config, True).copy_file()


def test_the_anchors_of_a_page_are_known_once_it_is_made(config: MkDocsConfig) -> None:
    asked: list[str] = []
    file = File.generated(config, "a.md", content="")

    def make_page(path: str) -> None:
        asked.append(path)
        write(Path(file.abs_dest_path), b'<p id="here">A</p>')

    anchors = Anchors(file, make_page)
    assert "here" in anchors and "there" not in anchors
    assert set(asked) == {"a/index.html"}
