"""Files and pages of MkDocs that stand for ours."""

from pathlib import Path

import pytest
from dossier.mkdocs_adapter.pages import GeneratedFile
from dossier.pages.page import Page
from dossier.pages.plan import Pages
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
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


def planned(src_uri: str) -> Page:
    page = Pages(dossier([TALKS])).get(src_uri)
    assert page
    return page


def test_a_page_of_ours_is_known_to_mkdocs_and_not_built_by_it(config: MkDocsConfig) -> None:
    page = planned("articles/talks.md")
    file = GeneratedFile(page, "Talks", config.site_dir, config)
    assert (file.src_uri, file.dest_uri) == ("articles/talks.md", "articles/talks/index.html")
    assert file.page and file.url == "articles/talks/"
    assert (file.page.title, file.page.meta) == ("Talks", {"description": page.description})
    files = Files([file])
    assert files.get_file_from_path("articles/talks.md") is file
    assert not [*files.documentation_pages()]
    files.copy_static_files()
    assert not Path(config.site_dir).exists()


def test_a_page_that_has_moved_says_where(config: MkDocsConfig) -> None:
    file = GeneratedFile(planned("articles/old.md"), "Talks", config.site_dir, config)
    assert file.page and file.page.meta["moved_to"] == "articles/talks/"
