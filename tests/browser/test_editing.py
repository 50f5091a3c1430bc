"""scripts/serve, with a browser open: an editor changes files, breaks them and mends them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect
from support.project import ROOT, make_project
from support.serving import started

SEED = "---\ntitle: {title}\n---\nThe F-62 came.\n\nNothing else was said of it.\n"
DRAFT = "---\ntitle: Later\ndraft: true\n---\nA tariff.\n"
WAIT = 20_000


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is broken when serving begins."""
    seeds = {"a.txt": SEED.format(title="3"), "later.txt": DRAFT}
    project = make_project(tmp_path_factory.mktemp("editing") / "project", seeds)
    (project / "hooks").unlink()
    (project / "hooks").mkdir()
    for path in ("publish.py", "dossier"):
        (project / "hooks" / path).symlink_to(ROOT / "hooks" / path)
    return project


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    with serving(project) as address:
        yield address


@contextmanager
def serving(project: Path, site_url: str = "") -> Iterator[str]:
    """What scripts/serve does, at an address of its own."""
    with started(project, "dossier", "serve", SITE_URL=site_url) as (host, _):
        address = f"http://{host}/"
        for _ in range(100):
            try:
                urlopen(address, timeout=5).close()
                break
            except HTTPError:
                break
            except (URLError, ConnectionError):
                time.sleep(0.2)
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_break_and_mend_while_serving(project: Path, address: str, page: Page) -> None:
    seed, theme = project / "seeds/a.txt", project / "docs/themes/trade.md"
    page.goto(f"{address}articles/a/")
    expect(page.locator("li")).to_have_text("seeds/a.txt:2: `title` must be text; put it in quotes")
    seed.write_text(SEED.format(title="One"), "utf-8")
    expect(page.locator("h1")).to_have_text("One", timeout=WAIT)
    seed.write_text(SEED.format(title="Two"), "utf-8")
    expect(page.locator("h1")).to_have_text("Two", timeout=WAIT)
    whole = theme.read_text("utf-8")
    theme.write_text(whole.replace("terms:", "term:", 1), "utf-8")
    told = page.get_by_text("docs/themes/trade.md:").first
    expect(told).to_be_visible(timeout=WAIT)
    theme.write_text(whole, "utf-8")
    expect(page.locator("h1")).to_have_text("Two", timeout=WAIT)


@pytest.mark.parametrize("mistake", ["{% endfor %}", "{% if page %}{{ page.no.thing }}{% endif %}"])
def test_a_broken_template_is_told_and_mended(
    project: Path, address: str, page: Page, mistake: str
) -> None:
    """With the first nothing can be built; the second is met when a page is asked for."""
    template = project / "docs/.overrides/base.html"
    whole = template.read_text("utf-8")
    (project / "seeds/a.txt").write_text(SEED.format(title="Two"), "utf-8")
    page.goto(f"{address}articles/a/")
    expect(page.locator("h1")).to_have_text("Two", timeout=WAIT)
    template.write_text(whole + mistake, "utf-8")
    line = (whole + "x").count("\n") + 1
    told = page.get_by_text(f"docs/.overrides/base.html:{line}")
    expect(told).to_be_visible(timeout=WAIT)
    template.write_text(whole, "utf-8")
    expect(page.locator("h1")).to_have_text("Two", timeout=WAIT)


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("theme:", "theme: [", "mkdocs.yml:{line}: the configuration is not valid YAML"),
        ("name: material", "name: materiel", "mkdocs.yml:{line}: `theme` is not right: Unrec"),
    ],
)
def test_a_broken_configuration_is_told_and_mended(
    project: Path, address: str, page: Page, old: str, new: str, mistake: str
) -> None:
    configuration = project / "mkdocs.yml"
    whole = configuration.read_text("utf-8")
    (project / "seeds/a.txt").write_text(SEED.format(title="Two"), "utf-8")
    page.goto(f"{address}articles/a/")
    expect(page.locator("h1")).to_have_text("Two", timeout=WAIT)
    configuration.write_text(whole.replace(old, new, 1), "utf-8")
    line = whole[: whole.index("\ntheme:")].count("\n") + 2
    line += 2 if "[" in new else 0  # where the list would have to end
    try:
        expect(page.get_by_text(mistake.format(line=line))).to_be_visible(timeout=WAIT)
    finally:
        configuration.write_text(whole, "utf-8")
    expect(page.locator("h1")).to_have_text("Two", timeout=WAIT)


def test_what_keeps_serving_from_beginning_is_told_and_mended(tmp_path: Path, page: Page) -> None:
    """First a mistake in the configuration, then one in a template."""
    project = make_project(tmp_path / "project", {"a.txt": SEED.format(title="One")})
    configuration, template = project / "mkdocs.yml", project / "docs/.overrides/base.html"
    whole, theme = configuration.read_text("utf-8"), template.read_text("utf-8")
    configuration.write_text(whole.replace("name: material", "name: materiel", 1), "utf-8")
    template.write_text(theme + "{% endfor %}", "utf-8")
    with serving(project) as address:
        page.goto(f"{address}articles/a/")
        expect(page.locator("li")).to_contain_text("`theme` is not right: Unrecognised theme name")
        configuration.write_text(whole, "utf-8")
        mistake = f"docs/.overrides/base.html:{(theme + 'x').count(chr(10)) + 1}: "
        expect(page.locator("li")).to_contain_text(mistake, timeout=WAIT)
        template.write_text('{% include "none.html" %}' + theme, "utf-8")
        expect(page.locator("li")).to_contain_text("none.html", timeout=WAIT)
        template.write_text(theme, "utf-8")
        expect(page.locator("h1")).to_have_text("One", timeout=WAIT)


def test_a_page_is_there_however_it_is_asked_for(tmp_path: Path, page: Page) -> None:
    """Also below a path, and again after a change of another page."""
    project = make_project(tmp_path / "project", {"a.txt": SEED.format(title="One")})
    with serving(project, "https://example.org/dossier/") as address:
        for path in ("articles/a", "articles/a/index.html", "articles/a/"):
            page.goto(f"{address}dossier/{path}")
            expect(page.locator("h1")).to_have_text("One")
        (project / "seeds/b.txt").write_text(SEED.format(title="Two"), "utf-8")
        expect(page.get_by_role("link", name="Two").first).to_be_visible(timeout=WAIT)
        assert page.request.get(f"{address}dossier/articles/c/").status == 404


def test_drafts_and_the_page_for_editors(project: Path, address: str, page: Page) -> None:
    (project / "seeds/a.txt").write_text(SEED.format(title="Three"), "utf-8")
    page.goto(f"{address}articles/a/")
    expect(page.locator("h1")).to_have_text("Three", timeout=WAIT)  # no reload is to come
    page.goto(f"{address}articles/later/")
    expect(page.locator(".unpublished")).to_contain_text("Draft", timeout=WAIT)
    for _ in range(100):  # the index is written once the pages are there
        if page.request.get(f"{address}search/data/entry.bin").ok:
            break
        time.sleep(0.2)
    for path, one in (
        ("articles/", ".articles li"),
        ("themes/trade/", ".passage"),
        ("search/", ".search-newest li"),
        ("search/?q=tariff", ".search-article"),
    ):
        page.goto(address + path)
        expect(page.locator(one, has_text="Later").first).to_contain_text("Draft")
    page.goto(f"{address}editors/passages/")
    expect(page.locator("#count")).to_have_text("3 of 3 passages")
    first = page.locator("#passages tbody tr").first
    expect(first).to_contain_text("Defence › ")
    expect(first.locator(".file")).to_have_text("seeds/a.txt:4")
    assert f"{project}/seeds/a.txt:4" in (first.locator(".file").get_attribute("href") or "")
    page.get_by_label("no theme").check()
    expect(page.locator("#count")).to_have_text("1 of 3 passages")
    expect(page.locator("#passages tbody tr:visible")).to_contain_text("Nothing else")
    page.get_by_label("no theme").uncheck()
    page.get_by_label("Only passages with").fill("TARIFF later")
    expect(page.locator("#count")).to_have_text("1 of 3 passages")
