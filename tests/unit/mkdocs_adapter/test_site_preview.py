"""A small project as its editors see it: pages made when asked for, drafts, and what is wrong."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from dossier.mkdocs_adapter.preview import Failed, Preview
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from support.bare_project import enter_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return enter_project(tmp_path / "project", monkeypatch)


@pytest.fixture
def config(project: Path, monkeypatch: pytest.MonkeyPatch) -> MkDocsConfig:
    """The configuration of a preview, as `mkdocs serve` loads it."""
    monkeypatch.setenv("DOSSIER_DRAFTS", "true")
    (project / "site").mkdir()
    return load_config(str(project / "mkdocs.yml"), site_dir=str(project / "site"), strict=False)


@pytest.fixture
def shown(config: MkDocsConfig) -> Iterator[Preview]:
    build(config)
    preview = config.extra["dossier"]
    assert isinstance(preview, Preview)
    preview.memory.site.finish()
    yield preview
    preview.memory.site.begin()  # ends what may still be running


def read(config: MkDocsConfig, name: str) -> str:
    return Path(config.site_dir, name).read_text("utf-8")


def test_a_page_is_made_when_it_is_asked_for(config: MkDocsConfig, shown: Preview) -> None:
    page = Path(config.site_dir, "articles/talks/index.html")
    assert not page.exists()
    shown.memory.site.make("/articles/talks/")
    assert "A tariff, says" in page.read_text("utf-8")
    assert "Content-Security-Policy" not in page.read_text("utf-8")
    assert not Path(config.site_dir, "articles/talks/index.md").exists()


def test_what_people_wrote_on_a_page_is_read_when_that_is_made(
    project: Path, config: MkDocsConfig
) -> None:
    path = project / "docs" / "themes" / "trade.md"
    path.write_text(f"{path.read_text('utf-8')}\n\nOf *harbours*.\n", "utf-8")
    build(config)
    preview = config.extra["dossier"]
    preview.memory.site.finish()
    assert not preview.written
    preview.memory.site.make("/themes/trade/")
    assert [*preview.written] == ["themes/trade.md"]
    assert "Of <em>harbours</em>." in read(config, "themes/trade/index.html")


def test_an_article_has_its_page_for_frames(config: MkDocsConfig, shown: Preview) -> None:
    assert not Path(config.site_dir, "embed").exists()
    shown.memory.site.make("/embed/talks/")
    assert "A tariff, says" in read(config, "embed/talks/index.html")


def test_what_came_since_the_last_visit_can_be_told(config: MkDocsConfig, shown: Preview) -> None:
    assert '"most":' in read(config, "new/articles.json")


def test_nothing_is_made_for_search_engines(config: MkDocsConfig) -> None:
    config.site_url = "http://127.0.0.1:8000/"
    build(config)
    assert not [*Path(config.site_dir).glob("sitemap*")]


def test_drafts_are_shown_and_what_became_of_each_passage(
    config: MkDocsConfig, shown: Preview
) -> None:
    shown.memory.site.make_all()
    assert "Draft" in read(config, "articles/plan/index.html")
    assert "seeds/plan.md:4" in read(config, "editors/passages/index.html")
    assert Path(config.site_dir, "assets/desk/passages.mjs").is_file()


def test_a_page_that_breaks_says_why_and_the_others_are_there(
    project: Path, config: MkDocsConfig, shown: Preview
) -> None:
    broken = "{{ nothing.at.all if 'talks' in page.file.src_uri else page.content }}"
    (project / "theme/main.html").write_text(f"one\n{broken}")
    shown.memory.site.make("/articles/talks/")
    assert "<code>theme/main.html:2</code>" in read(config, "articles/talks/index.html")
    shown.memory.site.make("/articles/visit/")
    assert "left." in read(config, "articles/visit/index.html")


def test_problems_are_the_whole_site(project: Path, config: MkDocsConfig) -> None:
    (project / "seeds/bad.md").write_text("---\nnothing: here\n---\nWords.\n")
    (project / "site/old").mkdir()
    (project / "site/old.html").touch()
    build(config)
    assert isinstance(config.extra["dossier"], Failed)
    assert sorted(path.name for path in (project / "site").iterdir()) == ["404.html", "index.html"]
    for name in ("404.html", "index.html"):
        assert "<code>seeds/bad.md:2</code>" in read(config, name)


def test_what_leads_out_of_docs_is_shown_until_it_is_gone(
    project: Path, config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "docs/pw.txt").symlink_to("/etc/passwd")
    os.mkfifo(project / "docs/pipe.md")
    build(config)
    assert isinstance(config.extra["dossier"], Failed)
    assert "<code>docs/pipe.md:1</code>: is no ordinary file" in read(config, "index.html")
    assert not (project / "site/pw.txt").exists()
    assert config.docs_dir == str(project / "docs")  # it is still the folder that is watched
    memory = config.extra["dossier"].memory
    (project / "docs/pw.txt").unlink()
    (project / "docs/pipe.md").unlink()
    fresh = load_config(str(project / "mkdocs.yml"), site_dir=config.site_dir, strict=False)
    fresh.extra["dossier"] = memory
    build(fresh)
    assert isinstance(fresh.extra["dossier"], Preview)


def test_a_mistake_on_a_page_is_shown_in_its_place(
    project: Path, config: MkDocsConfig, shown: Preview
) -> None:
    """Alone: all other pages are there, and it is told of links as in a build."""
    terms = project / "docs/about/terms.md"
    terms.write_text(
        "# Terms\n\n[A](../feed.xml) [B](../names/anna-rao.md#nowhere)\n\n<textarea>\n"
    )
    build(config)
    preview = config.extra["dossier"]
    preview.memory.site.finish()
    preview.memory.site.make_all()
    page = read(config, "about/terms/index.html")
    assert "<code>docs/about/terms.md:5</code>: opens " in page
    assert "<code>docs/about/terms.md:3</code>: links to `#nowhere`, which is not on" in page
    assert "feed.xml" not in page
    assert "A tariff, says" in read(config, "articles/talks/index.html")


def test_each_change_is_shown(project: Path, config: MkDocsConfig) -> None:
    """A mistake, its mend, and a configuration that is none, one after the other."""
    build(config)
    preview = config.extra["dossier"]
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, config.site_dir)
    try:
        assert preview.on_serve(server, config, build) is server
        site = preview.memory.site
        seed = project / "seeds/2025-12-09-talks.txt"
        seed.write_text("---\nnothing: here\n---\n")
        server.builder()
        assert "<code>seeds/2025-12-09-talks.txt:2</code>" in read(config, "index.html")
        seed.write_text("A tariff, says nobody.\n")
        server.builder()
        site.make("/articles/talks/")
        assert "says nobody." in read(config, "articles/talks/index.html")
        (project / "mkdocs.yml").write_text("site_name: A\nplugins: [nowhere]\n")
        server.builder()
        assert "<code>mkdocs.yml:2</code>: `plugins` is not right" in read(config, "index.html")
    finally:
        preview.memory.site.begin()
        server.server_close()
