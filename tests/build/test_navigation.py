"""Whichever page one is on, the same entry of the navigation leads to the same page.

So does all that a page loads, and the form by which one searches: what is made once and used on
many pages is right on each. That a link resolves is not enough.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from dossier.outputs.assets import PREFIX
from lxml import html
from support.project import build, make_project
from support.site import page, read_here

ONE = {"one.txt": "The Quartet met on tariffs."}
MANY = {
    f"{year}-01-{day:02}-talks-{year}-{day}.txt": "Tariffs fell. Mirel met Hollin.\n\n" * 5
    for year in (2024, 2025)
    for day in range(1, 21)
}
SITES = {
    "one article": (ONE, ""),
    "pages cut by year": (MANY, ""),
    "at a root": (ONE, "https://example.org/"),
    "below a path": (ONE, "https://example.org/some/path/"),
}
THEMES = ("Defence", "Trade", "Technology", "Inner-Basin")
Entry = tuple[str, str]
"""The text of a link, and the file to which it leads."""


@pytest.fixture(scope="module", params=SITES)
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """A site, and the address at which it stands."""
    seeds, address = SITES[request.param]
    project = make_project(tmp_path_factory.mktemp("navigation") / "project", seeds)
    result = build(project, SITE_URL=address)
    assert result.returncode == 0, result.stderr
    return project / "site", address or "https://example.org/"


def leads_to(address: str, name: str, link: str) -> str:
    """The file of the site to which a link on a page leads a browser, or an address elsewhere."""
    url = urljoin(address + name.removesuffix("index.html"), link)
    if not url.startswith(address):
        return url
    path = unquote(urlsplit(url).path).removeprefix(urlsplit(address).path)
    return f"{path}index.html" if path.endswith("/") or not path else path


def navigation(address: str, name: str, tree: html.HtmlElement, part: str) -> list[Entry]:
    """The entries of the navigation in the header or the footer, in order."""
    return [
        (link.text_content().strip(), leads_to(address, name, link.get("href", "")))
        for link in tree.cssselect(f"body > {part} nav a, body > * > {part} nav a")
    ]


def test_each_entry_leads_to_the_same_page_from_every_page(built: tuple[Path, str]) -> None:
    site, address = built
    trees = read_here(site)
    home = navigation(address, "index.html", trees["index.html"], "header")
    titles = {
        path: page(site, path.removesuffix("index.html")).cssselect("h1")[0].text_content().strip()
        for _, path in home
    }
    assert [text for text, _ in home] == [
        *("Defence", "Trade", "Technology", "Inner-Basin"),
        *("New", "Names", "Articles", "Timeline", "Figures", "About"),
    ]
    assert all(titles[path].startswith(text) for text, path in home if text in THEMES)
    assert ("About", "about/index.html") in home and ("Names", "names/index.html") in home
    for name, tree in trees.items():
        for part in ("header", "footer"):
            assert navigation(address, name, tree, part) == home, (name, part)


def test_the_entry_of_the_page_at_hand_is_marked(built: tuple[Path, str]) -> None:
    site, address = built
    for name, tree in read_here(site).items():
        for part in ("header", "footer"):
            marked = tree.cssselect(f"{part} nav a[aria-current=page]")
            entries = [path for _, path in navigation(address, name, tree, part)]
            found = [leads_to(address, name, link.get("href", "")) for link in marked]
            assert found == [path for path in entries if path == name], (name, part)


def shared(tree: html.HtmlElement) -> Iterator[str]:
    """What every page takes from the same files: styles, scripts, feeds, icon, forms, home."""
    for link in tree.cssselect("link[href]:not([rel=canonical])"):
        yield link.get("href", "")
    for script in tree.cssselect("script[src]"):
        yield script.get("src", "")
    for form in tree.cssselect("form[action]"):
        yield form.get("action", "")
    for link in tree.cssselect("a.wordmark, .colophon__feeds a"):
        yield link.get("href", "")


def test_what_every_page_uses_is_there_and_the_same(built: tuple[Path, str]) -> None:
    site, address = built
    for name, tree in read_here(site).items():
        used = [leads_to(address, name, link) for link in shared(tree)]
        assert [path for path in used if not (site / path).is_file()] == [], name
        kept = {path.rpartition("-")[2] for path in used if Path(path).name.startswith(PREFIX)}
        assert kept >= {"all.css", "print.css", "scheme.js", "start.js"}, name
        assert "feed.xml" in used, name
        assert "search/index.html" in used or name == "search/index.html", name
        for link in tree.cssselect("a.wordmark"):
            assert leads_to(address, name, link.get("href", "")) == "index.html", name
        for form in tree.cssselect("form[action]"):
            assert leads_to(address, name, form.get("action", "")) == "search/index.html", name


def test_a_script_that_changes_is_loaded_as_it_is_now(tmp_path: Path) -> None:
    """What is kept of templates from build to build holds no address of a file."""
    project = make_project(tmp_path / "project", {"one.txt": "The Quartet met."})
    for turn in ("first", "second"):
        for script in ("scheme", "since", "quote"):
            path = project / f"docs/assets/{script}.js"
            path.write_text(f"{path.read_text('utf-8')}\n;'the {turn}';\n", "utf-8")
        result = build(project)
        assert result.returncode == 0, result.stderr
        tree = read_here(project / "site")["index.html"]
        loaded = [project / "site" / script.get("src", "") for script in tree.iter("script")]
        scripts = {path.name.rpartition("-")[2]: path for path in loaded if path.is_file()}
        for script in ("scheme", "since", "quote"):
            assert f"'the {turn}'" in scripts[f"{script}.js"].read_text("utf-8")


def test_the_page_for_wrong_addresses_works_wherever_it_is_served(built: tuple[Path, str]) -> None:
    site, address = built
    tree = read_here(site)["404.html"]
    links = [*shared(tree), *(link.get("href", "") for link in tree.cssselect("nav a, main a"))]
    assert links
    for link in links:
        found = leads_to(address, "articles/not/there/index.html", link)
        assert (site / found).is_file(), link
        assert found == leads_to(address, "nowhere", link), link
