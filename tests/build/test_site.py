"""Whole builds, judged by the pages that a reader gets."""

import hashlib
import os
import re
import shutil
import tomllib
from importlib.resources import files
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from conftest import ROOT, Build, make_project, orphans
from dossier.core.model import Passage
from dossier.gathering.pipeline import Edition, read_edition
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

OURS = "foreign-office-consultations-2025"


def squeeze(text: str) -> str:
    return "".join(text.split())


def page(site: Path, address: str) -> html.HtmlElement:
    return html.document_fromstring((site / address / "index.html").read_text("utf-8"))


def words(element: html.HtmlElement) -> str:
    return squeeze("".join(block.text_content() for block in element.cssselect(".words")))


def digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_edition(ROOT)


def test_article_page_is_the_seed_word_for_word(site: Path) -> None:
    seed = (ROOT / f"seeds/{OURS}.txt").read_text("utf-8").split("---\n", 2)[2]
    passages = page(site, f"articles/{OURS}").cssselect("section.passage")
    assert words(page(site, f"articles/{OURS}")) == squeeze(seed)
    assert [p.get("id") for p in passages] == [f"p{i}" for i in range(1, len(passages) + 1)]
    assert [squeeze(p.cssselect(".words")[0].text_content()) for p in passages] == [
        squeeze(paragraph) for paragraph in seed.split("\n\n") if paragraph.strip()
    ]


def test_the_about_page_says_version_and_state(site: Path) -> None:
    (line,) = page(site, "about").cssselect("#version + p")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"made by version {version} of" in line.text_content()
    (seed,) = (ROOT / "seeds").glob("*.txt")
    event = re.search(r"event: .*(\d{4}-\d\d-\d\d)|^ +date: (\S+)", seed.read_text("utf-8"), re.M)
    assert event
    assert line.cssselect("time")[0].get("datetime") in event.groups()


def test_theme_pages_hold_each_of_their_passages_word_for_word(
    site: Path, edition: Edition
) -> None:
    for theme in edition.dossier.themes:
        passages = edition.dossier.passages_of_topic[theme.src_uri]
        shown = page(site, f"themes/{theme.slug}").cssselect("section.passage")
        assert passages
        assert {p.get("id"): words(p) for p in shown} == {
            f"{passage.article.slug}-{passage.block.anchor}": squeeze(passage.block.text)
            for passage in passages
        }


def test_passages_lead_to_their_place_and_their_other_themes(site: Path, edition: Edition) -> None:
    for theme in edition.dossier.themes:
        for shown in page(site, f"themes/{theme.slug}").cssselect("section.passage"):
            passage = find(edition, shown.get("id", ""))
            links = {link.get("href") for link in shown.iter("a")}
            assert f"../../articles/{passage.article.slug}/#{passage.block.anchor}" in links
            for other in passage.themes:
                if other is not theme:
                    assert f"../../themes/{other.slug}/#{shown.get('id')}" in links
            reasons = {q.text_content() for q in shown.cssselect(".why q")}
            assert reasons == set(passage.placement(theme).because)


def find(edition: Edition, anchor: str) -> Passage:
    return next(
        p for p in edition.dossier.passages if f"{p.article.slug}-{p.block.anchor}" == anchor
    )


def test_notes_stand_outside_the_words_and_lead_to_their_source(
    site: Path, edition: Edition
) -> None:
    (article,) = edition.dossier.articles
    shown = page(site, f"articles/{OURS}")
    assert not shown.cssselect(".words .editor")
    for note in article.notes:
        remark = shown.get_element_by_id(f"note-{note.number}")
        assert {link.get("href") for link in remark.iter("a")} == set(note.sources)
        about = shown.cssselect(f'.words [aria-describedby="note-{note.number}"]')
        text = article.blocks[note.about.block - 1].text[note.about.start : note.about.end]
        assert "".join(span.text_content() for span in about) == text
    for theme in edition.dossier.themes:
        passages = edition.dossier.passages_of_topic[theme.src_uri]
        remarks = page(site, f"themes/{theme.slug}").cssselect(".passage > .editor li")
        assert len(remarks) == sum(len(passage.notes) for passage in passages)
    for name in edition.dossier.names:
        shown = page(site, f"names/{name.slug}")
        remarks = shown.cssselect(".passage > .editor li")
        noted = {span.get("aria-describedby") for span in shown.cssselect(".words .noted")}
        assert noted == {remark.get("id") for remark in remarks}


def test_names_are_linked_at_their_first_mention_in_each_passage(
    site: Path, edition: Edition
) -> None:
    shown = page(site, f"articles/{OURS}")
    for passage in edition.dossier.passages_of_article[OURS]:
        section = shown.get_element_by_id(passage.block.anchor)
        links = section.cssselect(".words a")
        assert [link.get("href") for link in links] == [
            f"../../names/{name.slug}/" for name in passage.names
        ]


def test_name_pages_quote_every_passage_that_mentions_them(site: Path, edition: Edition) -> None:
    for name in edition.dossier.names:
        shown = page(site, f"names/{name.slug}").cssselect("section.passage")
        passages = edition.dossier.passages_of_topic[name.src_uri]
        assert len(shown) == len(passages)
        for section, passage in zip(shown, passages, strict=True):
            quoted = section.cssselect(".words")[0].text_content()
            for part in quoted.split("…"):
                assert squeeze(part) in squeeze(passage.block.text)
            assert section.cssselect("mark")


def test_every_link_and_fragment_resolves(site: Path) -> None:
    pages = {p.relative_to(site).as_posix(): p.read_text("utf-8") for p in site.rglob("*.html")}
    trees = {name: html.document_fromstring(text) for name, text in pages.items()}
    ids = {name: {e.get("id") for e in tree.iter() if e.get("id")} for name, tree in trees.items()}
    broken = []
    for name, tree in trees.items():
        if name == "404.html":
            continue  # it is served anywhere, so its links are absolute
        for element, _, link, _ in tree.iterlinks():
            url = urlsplit(link)
            if url.scheme or url.netloc or element.tag == "form":
                continue
            target = normpath(join(os.path.dirname(name), unquote(url.path))) if url.path else name
            if (site / target).is_dir():
                target = normpath(join(target, "index.html"))
            if not (site / target).is_file():
                broken.append(f"{name}: {link}")
            elif url.fragment and unquote(url.fragment) not in ids[target] | {"__codelineno"}:
                broken.append(f"{name}: {link}")
    assert not broken


def test_links_lead_to_each_page(site: Path, tmp_path: Path) -> None:
    assert orphans(site) == {"404.html", "search/index.html"}  # these are come to otherwise
    lost = tmp_path / "site/lost/index.html"
    shutil.copytree(site, tmp_path / "site")
    lost.parent.mkdir()
    lost.write_text("<a href='../'>Home</a>")
    assert "lost/index.html" in orphans(tmp_path / "site")


def test_no_file_of_the_theme_is_published(site: Path) -> None:
    theme = Path(str(files("material"))) / "templates"
    published = [
        p.relative_to(site) for p in site.rglob("*") if p.is_file() and p.suffix != ".html"
    ]
    assert published and not [path for path in published if (theme / path).exists()]


def test_ids_are_unique_on_each_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        ids = [e.get("id") for e in html.document_fromstring(path.read_text("utf-8")).iter()]
        ids = [i for i in ids if i]
        assert len(ids) == len(set(ids)), path


def test_building_twice_gives_the_same_bytes(site: Path, tmp_path: Path, build: Build) -> None:
    project = make_project(tmp_path / "elsewhere")
    assert build(project).returncode == 0
    assert digests(project / "site") == digests(site)


def test_a_second_article_appears_wherever_it_should(tmp_path: Path, build: Build) -> None:
    text = "Allison Hooker spoke of tariffs.\n\nNothing of note.\n\nThe Quad met; tariffs fell."
    project = make_project(tmp_path / "project")
    (project / "seeds/2026-01-05-later.txt").write_text(text, "utf-8")
    assert build(project).returncode == 0
    site = project / "site"
    assert words(page(site, "articles/later")) == squeeze(text)
    for address in ("", "articles", "themes/trade", "names/allison-hooker", "names/quad"):
        links = [link.get("href") for link in page(site, address).iter("a")]
        assert any("/later/" in f"/{link}" for link in links), address
    trade = [s.get("id") for s in page(site, "themes/trade").cssselect("section.passage")]
    assert {"later-p1", "later-p3", f"{OURS}-p9"} <= set(trade)
    assert "later-p2" not in trade


TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn")) | st.sampled_from("\n\n\t <>&#*_`[]{}:|-"),
    min_size=1,
    max_size=300,
).filter(str.strip)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(TEXT, min_size=60, max_size=80))
def test_any_plain_text_comes_out_as_it_went_in(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory, build: Build
) -> None:
    seeds = {f"t{i}.txt": f"---\ntitle: T{i}\n---\n{text}" for i, text in enumerate(texts)}
    project = make_project(tmp_path_factory.mktemp("any") / "project", seeds)
    result = build(project)
    assert result.returncode == 0, result.stderr
    for i, text in enumerate(texts):
        assert words(page(project / "site", f"articles/t{i}")) == squeeze(text), text


def test_markdown_seeds_keep_their_form(tmp_path: Path, build: Build) -> None:
    text = (ROOT / "tests/build/every-form.md").read_text("utf-8")
    project = make_project(tmp_path / "project", {"every-form.md": text})
    assert build(project).returncode == 0
    shown = page(project / "site", "articles/every-form").cssselect("article")[0]
    for selector in ("h2", "h3", "ul li", "ol li", "blockquote", "table td", "pre code", "em"):
        assert shown.cssselect(f".words {selector}"), selector
    assert shown.cssselect(".words sup a[href='#fn:1']")
    assert not shown.cssselect("script, img, iframe, [onclick]")
    assert "<script>alert('shown')</script>" in shown.text_content()
    assert not [a for a in shown.iter("a") if a.get("href", "").startswith("javascript")]
    defence = page(project / "site", "themes/defence")
    (passage,) = defence.cssselect("#every-form-p4")
    assert passage.cssselect(".context")[0].text_content() == "Exercises"
    assert passage.cssselect("sup a")[0].get("href") == "../../articles/every-form/#fn:1"


def test_problems_are_told_together_and_leave_the_last_site(tmp_path: Path, build: Build) -> None:
    project = make_project(tmp_path / "project")
    assert build(project).returncode == 0
    before = digests(project / "site")
    (project / "seeds/empty.txt").write_text("", "utf-8")
    (project / "docs/themes/broken.md").write_text("---\ntitle: Broken\n---\n", "utf-8")
    result = build(project)
    assert result.returncode == 1
    assert "seeds/empty.txt:1: has no text; write the article or delete the file" in result.stderr
    assert "docs/themes/broken.md:2: `terms` is missing; add a line `terms: …`" in result.stderr
    assert digests(project / "site") == before
    assert not list(project.glob(".site~*"))


def test_a_broken_link_on_a_written_page_stops_the_build(tmp_path: Path, build: Build) -> None:
    project = make_project(tmp_path / "project")
    index = project / "docs/about/index.md"
    index.write_text(index.read_text("utf-8") + "\n[lost](../names/nobody.md)\n", "utf-8")
    result = build(project)
    assert result.returncode == 1
    assert "names/nobody.md" in result.stderr
    assert not (project / "site").exists()


def test_long_pages_are_cut_by_year(tmp_path: Path, build: Build) -> None:
    seeds = {
        f"{year}-01-{day:02}-talks-{year}-{day}.txt": "Tariffs fell.\n\n" * 5
        for year in (2024, 2025)
        for day in range(1, 21)
    }
    project = make_project(tmp_path / "project", seeds)
    result = build(project)
    assert result.returncode == 0, result.stderr
    site = project / "site"
    assert orphans(site) == {"404.html", "search/index.html"}
    newest = page(site, "themes/trade")
    assert len(newest.cssselect("section.passage")) < 200
    shown = [
        section.get("id")
        for part in sorted((site / "themes/trade").iterdir())
        if part.is_dir()
        for section in page(site, f"themes/trade/{part.name}").cssselect("section.passage")
    ]
    assert len(shown) == len(set(shown)) == 200
    assert {a.get("href") for a in newest.cssselect(".archive a")} == {
        "../../themes/trade/2025-2/",
        "../../themes/trade/2024-2/",
    }
    (chip,) = page(site, "articles/talks-2024-1").cssselect("#p1 .themes a.theme")
    assert chip.get("href") == "../../themes/trade/2024/#talks-2024-1-p1"
