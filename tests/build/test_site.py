"""Whole builds, judged by the pages that a reader gets."""

import shutil
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from dossier.gathering.pipeline import Edition, read_edition
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.project import DOSSIER, ROOT, build, make_project
from support.site import NOT_LINKED, broken_links, digests, moved, orphans, page, squeeze, words

OURS = "talks"


@pytest.fixture(scope="module")
def edition(project: Path) -> Edition:
    return read_edition(project)


def test_article_page_is_the_seed_word_for_word(site: Path) -> None:
    seed = (DOSSIER / f"seeds/{OURS}.txt").read_text("utf-8").split("---\n", 2)[2]
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
    assert line.cssselect("time")[0].get("datetime") == "2026-01-12"  # when one was withdrawn


def test_notes_stand_outside_the_words_and_lead_to_their_source(
    site: Path, edition: Edition
) -> None:
    (article,) = (article for article in edition.dossier.articles if article.slug == OURS)
    shown = page(site, f"articles/{OURS}")
    assert article.notes and not shown.cssselect(".words .editor")
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


def test_a_page_to_which_no_link_leads_is_found(site: Path, tmp_path: Path) -> None:
    assert orphans(site) == NOT_LINKED | moved(site)
    lost = tmp_path / "site/lost/index.html"
    shutil.copytree(site, tmp_path / "site")
    lost.parent.mkdir()
    lost.write_text("<a href='../'>Home</a>")
    assert orphans(tmp_path / "site") == {*NOT_LINKED, *moved(site), "lost/index.html"}


def test_a_broken_link_or_fragment_is_found(tmp_path: Path) -> None:
    """By what the checks of a site go by."""
    (tmp_path / "b").mkdir()
    (tmp_path / "index.html").write_text("<a href='b/#x'>b</a><a href='c/'>c</a>")
    (tmp_path / "b/index.html").write_text("<p id='y'><a href='../#z'>a</a><a href='?q#y'>b</a>")
    assert broken_links(tmp_path) == ["b/index.html: ../#z", "index.html: b/#x", "index.html: c/"]


def test_no_file_of_the_theme_is_published(site: Path) -> None:
    theme = Path(str(files("material"))) / "templates"
    published = [
        p.relative_to(site) for p in site.rglob("*") if p.is_file() and p.suffix != ".html"
    ]
    assert published and not [path for path in published if (theme / path).exists()]


def test_building_twice_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    project = make_project(tmp_path / "elsewhere")
    assert build(project).returncode == 0
    assert digests(project / "site") == digests(site)


def test_a_second_article_appears_wherever_it_should(tmp_path: Path) -> None:
    text = "Allison Hollin spoke of tariffs.\n\nNothing of note.\n\nThe Quartet met; tariffs fell."
    project = make_project(tmp_path / "project")
    (project / "seeds/2026-01-05-later.txt").write_text(text, "utf-8")
    assert build(project).returncode == 0
    site = project / "site"
    assert words(page(site, "articles/later")) == squeeze(text)
    for address in ("", "articles", "themes/trade", "names/allison-hollin", "names/quartet"):
        links = [link.get("href") for link in page(site, address).iter("a")]
        assert any("/later/" in f"/{link}" for link in links), address
    trade = [s.get("id") for s in page(site, "themes/trade").cssselect("section.passage")]
    assert {"later-p1", "later-p3", f"{OURS}-p4"} <= set(trade)
    assert "later-p2" not in trade


TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn")) | st.sampled_from("\n\n\t <>&#*_`[]{}:|-"),
    min_size=1,
    max_size=300,
).filter(str.strip)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(TEXT, min_size=60, max_size=80))
def test_any_plain_text_comes_out_as_it_went_in(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    seeds = {f"t{i}.txt": f"---\ntitle: T{i}\n---\n{text}" for i, text in enumerate(texts)}
    project = make_project(tmp_path_factory.mktemp("any") / "project", seeds)
    result = build(project)
    assert result.returncode == 0, result.stderr
    for i, text in enumerate(texts):
        assert words(page(project / "site", f"articles/t{i}")) == squeeze(text), text


def test_markdown_seeds_keep_their_form(site: Path) -> None:
    shown = page(site, "articles/every-form").cssselect("article")[0]
    for selector in ("h2", "h3", "ul li", "ol li", "blockquote", "table td", "pre code", "em"):
        assert shown.cssselect(f".words {selector}"), selector
    assert shown.cssselect(".words sup a[href='#fn:1']")
    assert not shown.cssselect("script, img, iframe, [onclick]")
    assert "<script>alert('shown')</script>" in shown.text_content()
    assert not [a for a in shown.iter("a") if a.get("href", "").startswith("javascript")]
    defence = page(site, "themes/defence")
    (passage,) = defence.cssselect("#every-form-p4")
    assert passage.cssselect(".context")[0].text_content() == "Exercises"
    assert passage.cssselect("sup a")[0].get("href") == "../../articles/every-form/#fn:1"


def test_problems_are_told_together_and_leave_the_last_site(tmp_path: Path) -> None:
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


def test_a_broken_link_on_a_written_page_stops_the_build(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    index = project / "docs/about/index.md"
    index.write_text(index.read_text("utf-8") + "\n[lost](../names/nobody.md)\n", "utf-8")
    result = build(project)
    assert result.returncode == 1
    assert "names/nobody.md" in result.stderr
    assert not (project / "site").exists()


def test_long_pages_are_cut_by_year(tmp_path: Path) -> None:
    seeds = {
        f"{year}-01-{day:02}-talks-{year}-{day}.txt": "Tariffs fell.\n\n" * 5
        for year in (2024, 2025)
        for day in range(1, 21)
    }
    project = make_project(tmp_path / "project", seeds)
    result = build(project)
    assert result.returncode == 0, result.stderr
    site = project / "site"
    assert orphans(site) == NOT_LINKED
    (group,) = [path.name for path in (site / "themes/trade").iterdir() if path.is_dir()]
    briefing = page(site, "themes/trade")
    (way,) = briefing.cssselect(".subtopic .onward a")
    assert squeeze(way.text_content()).startswith("All200passages")
    assert way.get("href") == f"../../themes/trade/{group}/"
    years = sorted(path.name for path in (site / f"themes/trade/{group}").iterdir())
    assert [year for year in years if "." not in year] == ["2024", "2024-2", "2025", "2025-2"]
    shown = [
        section.get("id")
        for year in ("2024", "2024-2", "2025", "2025-2")
        for section in page(site, f"themes/trade/{group}/{year}").cssselect("section.passage")
    ]
    assert len(shown) == len(set(shown)) == 200
    assert {a.get("href") for a in page(site, f"themes/trade/{group}").cssselect(".archive a")} == {
        f"../../../themes/trade/{group}/{year}/" for year in ("2025", "2025-2", "2024", "2024-2")
    }
    (chip,) = page(site, "articles/talks-2024-1").cssselect("#p1 .themes a.theme")
    assert chip.get("href") == f"../../themes/trade/{group}/2024/#talks-2024-1-p1"
