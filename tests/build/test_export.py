"""The export, built by generators that know nothing of us: every page, link, anchor and word."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from dossier.gathering.pipeline import Edition, read_edition
from hostile import corpus
from lxml import html
from support.forked import run
from support.project import DOSSIER, ROOT, build, make_project
from support.site import squeeze

BIN = Path(sys.executable).parent
THEME = ("--themesDir", f"{ROOT}/scripts/benchmarks", "--theme", "hugo")
GENERATORS = {
    "mkdocs": (BIN / "mkdocs", "build", "--strict"),
    "zensical": (BIN / "zensical", "build", "--strict"),
    "hugo": (BIN / "hugo", "--destination", "site", "--panicOnWarning", *THEME),
}
CONTENT = {"mkdocs": "article", "zensical": "article", "hugo": "main"}

Link = tuple[str, str]
"""What a link leads to: the path of a page or file, or another site's address; and a fragment."""


def seeds() -> dict[str, str]:
    """Every form, every trick, every kind of page, and enough for lists that are cut by year."""
    texts = dict(corpus.inert())
    odd = next(name for name, text in texts.items() if '[^a"b]' in text)
    texts[odd] = texts[odd].replace('[^a"b]', "[^ab]")  # Zensical finds no anchor with a quote
    for path in (DOSSIER / "seeds").iterdir():
        texts[path.name] = path.read_text("utf-8")
    for number in range(210):
        day = f"{2024 + number % 2}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        texts[f"{day}-note-{number}.txt"] = f"Exports rose to ${number} million on {day}."
    old = "---\ntitle: Old\nformerly: older\ncorrections: [{on: 2025-01-02, what: A date}]\n---\n"
    texts["old.txt"] = f"{old}A tariff."
    withdrawn = "---\ntitle: Gone\nwithdrawn: {on: 2025-01-03, why: Not true}\n---\n"
    texts["gone.txt"] = f"{withdrawn}A tariff."
    return texts


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, built as our own site too."""
    project = make_project(tmp_path_factory.mktemp("export") / "project", seeds())
    result = build(project)
    assert result.returncode == 0, result.stderr
    return project


@pytest.fixture(scope="module")
def edition(project: Path) -> Edition:
    return read_edition(project)


def export(project: Path, target: Path) -> subprocess.CompletedProcess[str]:
    return run(("export", str(target)), project)


@pytest.fixture(scope="module", params=GENERATORS)
def built(
    request: pytest.FixtureRequest, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """The site that a generator makes of the export, and what holds the contents of its pages."""
    folder = tmp_path_factory.mktemp(request.param) / "export"
    done = export(project, folder)
    assert done.returncode == 0, done.stderr
    result = subprocess.run(
        GENERATORS[request.param], cwd=folder, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "site", CONTENT[request.param]


@cache
def content(site: Path, address: str, selector: str) -> html.HtmlElement:
    """What a page says; without our drawings, whose links stand beside them in words."""
    text = (site / address / "index.html").read_text("utf-8")
    (found,) = html.document_fromstring(text).cssselect(selector)
    for drawing in found.cssselect("svg, form, nav.md-path"):
        drawing.drop_tree()
    return found


@cache
def addresses(site: Path) -> frozenset[str]:
    """Of each page but those for frames, and of what is taken away, which an export has not."""
    found = (p.relative_to(site).as_posix() for p in site.rglob("index.html"))
    left = ("embed/", "take-it-away/")
    return frozenset(p.removesuffix("index.html") for p in found if not p.startswith(left))


@cache
def links(site: Path, address: str, selector: str) -> frozenset[Link]:
    return frozenset(
        _target(address, href)
        for element in content(site, address, selector).iter("a")
        if (href := element.get("href")) is not None
    )


def _target(address: str, href: str) -> Link:
    url = urlsplit(href)
    if url.scheme or url.netloc:
        return unquote(url._replace(fragment="").geturl()), url.fragment
    path = normpath(join("/", address, unquote(url.path)) if url.path else f"/{address}")[1:]
    return path, unquote(url.fragment)


def test_every_page_is_there(project: Path, built: tuple[Path, str]) -> None:
    site, _ = built
    assert addresses(project / "site") <= addresses(site)
    kinds = {"themes/trade/", "articles/years/2025/", "articles/older/", "articles/gone/"}
    assert kinds <= addresses(site)
    assert any(
        path.startswith("themes/trade/") and path.endswith("/2024/") for path in addresses(site)
    )


def test_every_link_of_ours_is_there_and_leads_on(project: Path, built: tuple[Path, str]) -> None:
    site, selector = built
    for address in addresses(project / "site"):
        there = links(site, address, selector)
        ours = links(project / "site", address, "main")
        missing = {link for link in ours - there if not link[0].startswith("embed/")}
        assert not missing, address
        for path, fragment in there:
            if urlsplit(path).scheme or urlsplit(path).netloc:
                continue
            assert (site / path).exists(), (address, path)
            if fragment:
                page = content(site, f"{path}/".lstrip("/"), selector)
                assert page.xpath("boolean(.//*[@id=$id])", id=fragment), (address, path, fragment)


def test_every_word_of_the_articles_is_there_in_order(
    edition: Edition, built: tuple[Path, str]
) -> None:
    site, selector = built
    for article in edition.dossier.articles:
        page = content(site, f"articles/{article.slug}/", selector)
        assert squeeze(page.cssselect("h1")[0].text_content()) == squeeze(article.title)
        text = squeeze(page.text_content())
        place = 0
        for block in article.blocks:
            place = text.find(squeeze(block.text), place)
            assert place >= 0, (article.path, block.text[:200])


def test_themes_gather_the_same_words(edition: Edition, built: tuple[Path, str]) -> None:
    site, selector = built
    for theme in edition.dossier.themes:
        pages = [a for a in addresses(site) if a.startswith(f"themes/{theme.slug}/")]
        text = "".join(squeeze(content(site, a, selector).text_content()) for a in pages)
        for passage in edition.dossier.passages_of_topic[theme.src_uri]:
            assert squeeze(passage.block.text) in text


def test_nothing_runs_in_what_was_an_article(edition: Edition, built: tuple[Path, str]) -> None:
    site, selector = built
    for article in edition.dossier.articles:
        page = content(site, f"articles/{article.slug}/", selector)
        assert not page.xpath(".//script | .//style | .//iframe | .//@*[starts-with(name(), 'on')]")


@pytest.mark.parametrize("spoil", [lambda p: p.write_text("x"), lambda p: _fill(p)])
def test_what_is_no_export_is_not_overwritten(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    project, target = make_project(tmp_path / "project"), tmp_path / "target"
    spoil(target)
    before = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*"))
    done = export(project, target)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{target}: ") and "choose a new or empty folder" in done.stderr
    assert sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*")) == before


def _fill(folder: Path) -> None:
    folder.mkdir()
    shutil.copy(DOSSIER / "mkdocs.yml", folder)


def test_an_export_replaces_the_last_one(tmp_path: Path) -> None:
    project, target = make_project(tmp_path / "project"), tmp_path / "new" / "target"
    for _ in range(2):
        assert export(project, target).returncode == 0
        assert not (target / "docs" / "stale.md").exists()
        (target / "docs" / "stale.md").write_text("x")
    (project / "seeds" / "empty.txt").write_text("")
    done = export(project, target)
    assert (done.returncode, (target / "docs" / "stale.md").exists()) == (1, True)
    assert done.stderr.startswith("seeds/empty.txt:1: ")
