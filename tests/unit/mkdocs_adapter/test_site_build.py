"""A small project built by MkDocs with the hook: its pages, what is beside them, the next build.

Its theme is as bare as a theme can be, so that a build takes no time.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from dossier.core.format import sized
from dossier.gathering.pipeline import read_edition
from dossier.mkdocs_adapter.commands import build_site
from dossier.mkdocs_adapter.pages import build_page
from dossier.publishing.build import publish
from dossier.publishing.csp import POLICY
from dossier.publishing.unchanged import VARIABLES, LastSite
from dossier.search.index import build_of
from mkdocs.structure.pages import Page
from support.bare_project import FILES, MAIN, enter_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return enter_project(tmp_path / "project", monkeypatch)


def files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_every_page_is_published_with_the_policy_and_its_markdown(project: Path) -> None:
    assert build_site(project / "site")
    made = files(project / "site")
    pages = {name.removesuffix("index.html") for name in made if name.endswith("index.html")}
    framed = {page for page in pages if page.startswith("embed/")}
    assert framed == {"embed/talks/", "embed/visit/"}
    pages -= framed
    assert pages == {
        *("", "search/", "about/", "about/corrections/", "about/terms/", "names/", "articles/"),
        *("new/", "take-it-away/", "take-it-away/data/"),
        *("timeline/", "figures/", "articles/talks/", "articles/visit/"),
        *("themes/trade/", "themes/trade/tariffs/", "names/anna-rao/"),
    }
    for page in pages:
        assert POLICY in made[f"{page}index.html"].decode(), page
        assert made[f"{page}index.md"], page
    assert {"data/passages.csv", "data/dossier.sqlite", "names/anna-rao/feed.json"} <= set(made)
    assert f">{sized(len(made['data/passages.csv']))}<" in made["take-it-away/index.html"].decode()
    assert {"feed.xml", "llms.txt", "robots.txt", "articles/talks/cite.bib"} <= set(made)
    assert build_of(made["search/data/entry.bin"])
    assert "sitemap.xml" not in made and "sitemap.xml.gz" not in made


def body(site: Path, page: str) -> str:
    text = (site / page / "index.html").read_text("utf-8")
    return text.partition("<body>")[2]


def test_pages_stand_around_what_people_wrote(project: Path) -> None:
    assert build_site(project / "site")
    link = '<a class="name" href="{}names/anna-rao/">Anna Rao</a>'
    assert link.format("") in body(project / "site", "")
    trade = body(project / "site", "themes/trade")
    assert "About trade." in trade and f"A tariff, says {link.format('../../')}." in trade
    assert "<p>Ours. <a" in body(project / "site", "about/terms")
    assert "Not yet." not in body(project / "site", "articles")
    markdown = (project / "site/about/terms/index.md").read_text("utf-8")
    assert markdown.startswith("# Terms\n\nOurs. [Anna](../../names/anna-rao/index.md)")


@pytest.fixture
def site(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site of the project, published."""
    for name in (*VARIABLES, "NO_MKDOCS_2_WARNING"):  # which this sets
        monkeypatch.setenv(name, os.environ.get(name, ""))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert publish(project / "site", build_site) == 0
    return project / "site"


def test_a_second_build_gives_the_same_and_takes_what_was_made(project: Path, site: Path) -> None:
    assert build_site(project / "one") and build_site(project / "two")
    assert files(project / "one") == files(project / "two")
    (project / "theme/main.html").write_text(MAIN.replace("<body>", "<body>changed"))
    (project / "docs/about/terms.md").write_text("---\ntitle: Terms\n---\nOurs no more.\n")
    before = files(site)
    assert publish(site, build_site) == 0
    name = "articles/talks/index.html"
    assert (site / name).read_bytes() == before[name]
    assert "<body>changed" in (site / "index.html").read_text()


def test_what_is_as_in_the_last_site_is_shared_with_it(project: Path) -> None:
    """Every page of an article that nothing was added to, and no file that came out otherwise."""
    one, two = project / "one", project / "two"
    assert build_site(one)
    before = files(one)
    (project / "docs/themes/trade.md").write_text(FILES["docs/themes/trade.md"] + "\nMore.\n")
    assert build_site(two, LastSite(one, project))
    assert (two / "articles/talks/index.html").samefile(one / "articles/talks/index.html")
    assert not (two / "themes/trade/index.html").samefile(one / "themes/trade/index.html")
    assert files(one) == before


def test_what_is_changed_is_made_anew(project: Path) -> None:
    assert build_site(project / "one")
    (project / "docs/themes/trade.md").write_text(FILES["docs/themes/trade.md"] + "\nMore.\n")
    (project / "seeds/2025-12-09-talks.txt").write_text("A tariff, says nobody.\n")
    assert build_site(project / "two")
    assert "More." in body(project / "two", "themes/trade")
    assert "says nobody" in body(project / "two", "articles/talks")


def test_a_new_name_changes_only_the_pages_that_mention_it(
    project: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossier.core.workers.MANY", 1000)  # all pages are made here
    made: list[str] = []

    def build_and_note(page: Page, *args: Any) -> str:
        made.append(page.file.src_uri)
        return build_page(page, *args)

    monkeypatch.setattr("dossier.mkdocs_adapter.publication.build_page", build_and_note)
    name = "---\ntitle: Nobody\nkind: person\n---\nUnknown.\n"
    (project / "docs/names/nobody.md").write_text(name)
    assert publish(site, build_site) == 0
    assert "names/nobody.md" in made
    assert not {"articles/talks.md", "articles/visit.md", "themes/trade.md"} & {*made}


def test_with_an_address_there_is_a_sitemap(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    assert build_site(project / "site")
    made = files(project / "site")
    assert "sitemap.xml" in made and "sitemap.xml.gz" not in made
    assert b"Sitemap: https://example.org/sitemap.xml" in made["robots.txt"]


def test_the_site_of_a_year_has_its_articles_and_its_name(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_YEAR", "2024")
    assert build_site(project / "site")
    made = files(project / "site")
    assert "articles/visit/index.html" in made and "articles/talks/index.html" not in made
    assert made["llms.txt"].startswith(b"# The Dossier, 2024\n")


def test_problems_stop_a_build(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (project / "seeds/bad.md").write_text("---\nnothing: here\n---\nWords.\n")
    assert not build_site(project / "site")
    assert "seeds/bad.md:2: `nothing` is not a known key" in capfd.readouterr().err
    assert not (project / "site/articles").exists()


def test_drafts_are_not_built(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_DRAFTS", "true")
    assert not build_site(project / "site")


def lead_out(docs: Path) -> dict[str, str]:
    """Put into docs/ what no project holds; gives what is to be said of each."""
    (docs / "pw.txt").symlink_to("/etc/passwd")
    (docs / "out.md").symlink_to("/etc/hostname")
    (docs / "lost.md").symlink_to("nowhere.md")
    (docs / "about/loop").symlink_to("..")
    (docs / "about/again").symlink_to("..")
    (docs / "themes/more").symlink_to("../about")
    (docs / "assets").mkdir()
    (docs / ".hidden").mkdir()
    os.mkfifo(docs / "pipe.md")
    os.mkfifo(docs / "assets/pipe.css")
    os.mkfifo(docs / ".hidden/pipe.html")
    return {
        "docs/pw.txt": "is a link that leads out of this folder; copy the file here instead",
        "docs/out.md": "is a link that leads out of this folder; copy the file here instead",
        "docs/lost.md": "is a link that leads to nothing; delete it",
        "docs/about/loop": "is a link to a folder; move that folder here, or delete the link",
        "docs/about/again": "is a link to a folder; move that folder here, or delete the link",
        "docs/themes/more": "is a link to a folder; move that folder here, or delete the link",
        "docs/pipe.md": "is no ordinary file; delete it",
        "docs/assets/pipe.css": "is no ordinary file; delete it",
        "docs/.hidden/pipe.html": "is no ordinary file; delete it",
    }


def test_nothing_outside_docs_is_published_and_no_pipe_waited_for(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    expected = lead_out(project / "docs")
    assert not build_site(project / "site")
    said = capfd.readouterr().err
    for path, message in expected.items():
        assert f"{path}:1: {message}" in said
    edition = read_edition(project)
    assert {problem.path: problem.message for problem in edition.problems} == expected


def test_a_link_within_docs_is_a_page_as_others_are(project: Path) -> None:
    (project / "docs/about/same.md").symlink_to("terms.md")
    assert build_site(project / "site")
    assert "Ours." in body(project / "site", "about/same")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("site_url: https:example.org", "`site_url` is not right: "),
        ("site_url: https://example.org/?a", "`https://example.org/?a` is no address of a site; "),
        ("copyright: <textarea>", "opens `<textarea>` and does not close it; "),
        ("nav: 3", "`nav` is not right: "),
        ("extra_css: {a: b}", "`extra_css` is not right: "),
        ("theme: {name: nowhere}", "`theme` is not right: "),
        ("markdown_extensions: [nowhere]", "`markdown_extensions` is not right: "),
        ("hooks: [nowhere.py]", "`hooks` is not right: "),
        ("docs_dir: nowhere", "`docs_dir` is not right: "),
    ],
)
def test_a_mistake_in_the_configuration_is_told_at_its_line(
    project: Path, line: str, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = project / "mkdocs.yml"
    key = line.partition(":")[0]
    kept = [row for row in path.read_text().splitlines() if not row.startswith(f"{key}:")]
    path.write_text("\n".join([*kept, line]) + "\n")
    assert not build_site(project / "site")
    told = [
        row for row in capfd.readouterr().err.splitlines() if f"mkdocs.yml:{len(kept) + 1}: " in row
    ]
    assert told and said in told[-1]
