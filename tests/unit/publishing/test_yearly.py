"""Sites of one year each, side by side: a page that leads to them, under the same policy."""

import json
from pathlib import Path

import pytest
from dossier.publishing.csp import POLICY
from dossier.publishing.yearly import is_year, join_years, list_sites
from lxml import html


@pytest.mark.parametrize(
    ("name", "yes"),
    [("2025", True), ("undated", True), ("20255", False), ("202", False), ("assets", False)],
)
def test_what_may_be_a_year(name: str, yes: bool) -> None:
    assert is_year(name) is yes


def make_years(folder: Path, *years: str) -> None:
    """Sites of these years, as far as others see them."""
    for year in years:
        entry = folder / year / "search/data/entry.bin"
        entry.parent.mkdir(parents=True)
        entry.write_text("{}")
        title = f"<!doctype html><title>The  Dossier,\n{year} &amp; more</title>"
        (folder / year / "index.html").write_text(title, "utf-8")


def test_years_are_those_with_a_search_newest_first(tmp_path: Path) -> None:
    make_years(tmp_path, "2024", "2025", "undated", "other")
    (tmp_path / "2023").mkdir()
    assert list_sites(tmp_path) == ["2025", "2024", "undated"]


def joined(folder: Path, url: str = "") -> Path:
    site = folder / "site"
    make_years(site, "2024", "2025", "undated")
    assert join_years(site, url, ".site~") == ["2025", "2024", "undated"]
    assert [path.name for path in folder.iterdir()] == ["site"]
    return site


def links(page: Path) -> list[tuple[str, str]]:
    found = html.document_fromstring(page.read_bytes()).iter("a")
    return [(a.get("href", ""), a.text_content()) for a in found]


def test_the_front_page_leads_to_every_year_and_by_itself_to_the_newest(tmp_path: Path) -> None:
    site = joined(tmp_path)
    assert links(site / "index.html") == [
        (f"{year}/", f"The Dossier, {year} & more") for year in ("2025", "2024", "undated")
    ]
    document = html.document_fromstring((site / "index.html").read_bytes())
    assert document.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=2025/"]
    assert document.findtext(".//title") == "The Dossier, 2025 & more"
    assert json.loads((site / "years.json").read_text()) == {"years": ["2025", "2024", "undated"]}


@pytest.mark.parametrize(
    ("url", "base"), [("", "/"), ("https://example.org/all/", "/all/"), ("https://e.org", "/")]
)
def test_the_page_for_other_addresses_leads_on_from_anywhere(
    tmp_path: Path, url: str, base: str
) -> None:
    site = joined(tmp_path, url)
    assert [href for href, _ in links(site / "404.html")] == [
        f"{base}{year}/" for year in ("2025", "2024", "undated")
    ]
    page = (site / "404.html").read_text("utf-8")
    assert 'http-equiv="refresh"' not in page and "noindex" in page


def test_the_pages_are_under_the_policy(tmp_path: Path) -> None:
    site = joined(tmp_path)
    for name in ("index.html", "404.html"):
        assert f'content="{POLICY}"' in (site / name).read_text("utf-8")
    assert "Content-Security-Policy" in (site / "_headers").read_text("utf-8")


def test_robots_are_told_of_each_sitemap(tmp_path: Path) -> None:
    assert (joined(tmp_path, "https://e.org/") / "robots.txt").read_text() == (
        "User-agent: *\nAllow: /\n"
        "\nSitemap: https://e.org/2025/sitemap.xml"
        "\nSitemap: https://e.org/2024/sitemap.xml"
        "\nSitemap: https://e.org/undated/sitemap.xml\n"
    )
    (tmp_path / "other").mkdir()
    assert (joined(tmp_path / "other") / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"


def test_a_year_without_a_title_is_called_by_its_name(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make_years(site, "2025")
    (site / "2025/index.html").write_text("<p>No title</p>")
    join_years(site, "", ".site~")
    assert links(site / "index.html") == [("2025/", "2025")]
