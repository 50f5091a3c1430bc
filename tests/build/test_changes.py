"""Drafts, dates to come, moved, corrected and withdrawn articles, in a whole build."""

import datetime
import re
import shutil
from pathlib import Path

from lxml import html
from support.project import build, make_project, set_site_url
from support.site import NOT_LINKED, moved, orphans, read_here

TODAY = datetime.date(2026, 5, 2)
TOMORROW = TODAY + datetime.timedelta(days=1)
SEEDS = {
    "draft.txt": "---\ntitle: Hush-hush plan\ndraft: true\n---\nThe F-62.",
    "future.txt": f"---\ntitle: Hush-hush news\ndate: {TOMORROW}\n---\nThe F-62.",
    "past.txt": f"---\ntitle: A day that has come\ndate: {TODAY}\n---\nRice again.",
    "new.txt": (
        "---\ntitle: Moved here\nformerly: [old, older]\n"
        "corrections: [{on: 2026-02-03, what: The number was wrong.}]\n"
        "place: [{at: Rice, in: [trade]}]\n---\nRice."
    ),
    "gone.txt": (
        "---\ntitle: Gone\nformerly: [went]\n"
        "corrections: [{on: 2026-01-02, what: The name was misspelt.}]\n"
        "withdrawn: {on: 2026-03-04, why: The publisher withdrew it.}\n---\nThe unique F-62 deal."
    ),
}


URL = "https://example.org/"


def read(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


def test_what_changes(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", SEEDS)
    set_site_url(project, URL)
    noon = datetime.datetime.combine(TODAY, datetime.time(12), datetime.UTC)
    result = build(project, SOURCE_DATE_EPOCH=f"{noon.timestamp():.0f}")
    assert result.returncode == 0, result.stderr
    site = project / "site"
    assert "A day that has come" in read(site, "articles/past")
    published = "".join(p.read_text("utf-8") for p in site.rglob("*.html"))
    assert "Hush-hush" not in published and "unique F-62 deal" not in published
    assert not (site / "editors").exists() and not list(site.rglob("editors.*"))
    for old, new in (("old", "new"), ("older", "new"), ("went", "gone")):
        moved = html.document_fromstring(read(site, f"articles/{old}"))
        (refresh,) = moved.cssselect("head meta[http-equiv=refresh]")
        assert refresh.get("content") == f"0; url=../{new}/"
        assert moved.cssselect(f"main a[href$='articles/{new}/']")
    assert "The publisher withdrew it." in read(site, "articles/gone")
    assert "The number was wrong." in read(site, "articles/new")
    corrections = read(site, "about/corrections")
    said = ["Withdrawn: The publisher withdrew it.", "The number was", ">The name was misspelt."]
    places = [corrections.index(words) for words in said]
    assert places == sorted(places) and corrections.count("Withdrawn: ") == 1
    assert ": Withdrawn: The" in (site / "about/corrections/index.md").read_text("utf-8")
    assert "Placed by the editors" in read(site, "themes/trade")
    check_what_is_listed(site)


def check_what_is_listed(site: Path) -> None:
    """The sitemap has all pages with their days, but for what is moved, withdrawn or a form."""
    old = {f"articles/{slug}/index.html" for slug in ("old", "older", "went")}
    assert old <= moved(site)
    unlisted = {*moved(site), "articles/gone/index.html", "search/index.html", *NOT_LINKED}
    assert orphans(site) == moved(site) | NOT_LINKED
    pages = set(read_here(site))
    rows = re.findall(
        "<loc>(.+?)</loc>(?:<lastmod>(.+?)</lastmod>)?", (site / "sitemap.xml").read_text()
    )
    assert sorted(address for address, _ in rows) == sorted(
        URL + page.removesuffix("index.html") for page in pages - unlisted
    )
    for name in pages:
        page = html.document_fromstring((site / name).read_text("utf-8"))
        assert bool(page.cssselect("meta[name=robots][content=noindex]")) == (name in unlisted), (
            name
        )
    days = {address.removeprefix(URL): day for address, day in rows}
    assert days["articles/new/"] == "2026-02-03"
    assert days["articles/past/"] == days["articles/"] == str(TODAY)
    assert days["about/corrections/"] == "2026-03-04"
    assert days["about/"] == max(days["articles/"], "2026-03-04")


def test_a_slug_that_is_taken_is_a_problem(tmp_path: Path) -> None:
    seeds = {"a.txt": "One.", "b.txt": "---\nformerly: [a]\n---\nTwo."}
    result = build(make_project(tmp_path / "project", seeds))
    assert "seeds/b.txt:1: `a` is or was the address of seeds/a.txt" in result.stderr
    shutil.rmtree(tmp_path)
