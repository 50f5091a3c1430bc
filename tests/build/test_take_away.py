"""What a reader carries off of a built site: is it what the site shows, and do programs read it?"""

import asyncio
import csv
import io
import json
import os
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import frictionless
import pytest
from datasette.app import Datasette
from icalendar import Calendar
from support.project import DOSSIER
from support.site import digests, page, read_here, target

DATA = "take-it-away/data"


def rows(site: Path, table: str) -> list[dict[str, str]]:
    text = (site / f"data/{table}.csv").read_bytes().decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_package_is_one(site: Path) -> None:
    report = frictionless.validate(str(site / "data/datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "message"])


def test_from_the_passages_alone_the_placements_of_the_site_are_rebuilt(site: Path) -> None:
    """Themes, subtopics and the passages under each, in the order of the pages."""
    rebuilt: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    named: dict[str, list[str]] = defaultdict(list)
    for row in rows(site, "passages"):
        place = f"{row['article']}-{row['anchor']}"
        for theme in json.loads(row["themes"]):
            rebuilt[theme["theme"]][theme["subtopic"]].append(place)
        for name in dict.fromkeys(mention["name"] for mention in json.loads(row["names"])):
            named[name].append(place)
    shown = {
        path.parent.name: {
            str(group.cssselect("h2")[0].text_content()): [
                p.get("id") for p in group.cssselect(".passage")
            ]
            for group in page(site, f"themes/{path.parent.name}").cssselect("section.group")
            if group.cssselect(".passage")
        }
        for path in site.glob("themes/*/index.html")
    }
    assert rebuilt and {theme: dict(groups) for theme, groups in rebuilt.items()} == {
        theme: groups for theme, groups in shown.items() if groups
    }
    for path in site.glob("names/*/index.html"):
        slug = path.parent.name
        passages = page(site, f"names/{slug}").cssselect("#mentions ~ .passage")
        assert [each.get("id") for each in passages] == named[slug], slug


def test_the_words_are_those_of_the_pages(site: Path) -> None:
    articles = {row["article"]: row for row in rows(site, "articles")}
    for row in rows(site, "passages"):
        article = page(site, f"articles/{row['article']}")
        (place,) = article.xpath(f"//*[@id='{row['anchor']}']")
        if row["kind"] != "heading":
            assert "".join(row["text"].split()) in "".join(place.text_content().split())
        assert articles[row["article"]]["words_included"] == "true"


def test_drafts_and_what_is_withdrawn_are_in_no_file(site: Path) -> None:
    files = [*(site / "data").iterdir(), site / "ahead.ics", site / "new/passages/feed.json"]
    for name in ("draft", "withdrawn"):
        seed = (DOSSIER / f"seeds/{name}.txt").read_text("utf-8").split("---\n", 2)[2]
        words = max(seed.split("\n\n"), key=len).strip()[:60]
        assert len(words) > 20
        assert [path.name for path in files if words.encode() in path.read_bytes()] == []


def test_every_file_is_listed_and_in_the_manifest(site: Path) -> None:
    listed = {
        target(site, "take-it-away/index.html", link.get("href", ""))[0]: link
        for link in page(site, "take-it-away").cssselect(".takeaway a")
    }
    there = {*digests(site)}
    made = {
        name
        for name in there
        if name.startswith("data/") or name.endswith((".ics", "feed.xml", "feed.json"))
    }
    assert made <= {*listed} <= there
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))["files"]
    assert made <= {*manifest}
    for name, link in listed.items():
        size = link.getnext()
        assert size is not None and size.get("class") == "count" and size.text_content(), name


@pytest.mark.parametrize(
    ("address", "files"),
    [
        ("timeline", {"ahead.ics", "data/statements.csv", "data/facts.jsonl"}),
        ("figures", {"data/figures.csv", "data/figures.jsonl"}),
        ("names", {"data/names.csv"}),
        ("articles", {"data/articles.csv"}),
        ("themes/trade", {"themes/trade/feed.xml"}),
        ("names/quartet", {"names/quartet/feed.xml"}),
        ("new", {"new/feed.xml"}),
    ],
)
def test_pages_lead_to_the_files_about_them(site: Path, address: str, files: set[str]) -> None:
    footer = page(site, address).cssselect("footer a")
    linked = {target(site, f"{address}/index.html", link.get("href", ""))[0] for link in footer}
    assert files <= linked


def test_every_page_leads_to_the_page_of_all(site: Path) -> None:
    for name, tree in read_here(site).items():
        links = [target(site, name, link.get("href", "")) for link in tree.cssselect("footer a")]
        away = "/take-it-away" if name == "404.html" else "take-it-away/index.html"
        assert (away, "") in links, name


def test_the_first_look_runs_as_it_stands(site: Path, tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to(site / "data")
    look, search = (code.text_content() for code in page(site, DATA).cssselect("pre code"))
    said, found = (
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env=os.environ | {"PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        for code in (look, search)
    )
    assert said[0] == f"{len(rows(site, 'passages'))} passages"
    assert sum(int(line.split()[0]) for line in said[1:]) > 10
    assert all(": " in line for line in said[1:])
    assert found and all("#p" in line and "[" in line for line in found)


def test_the_dictionary_has_every_column(site: Path) -> None:
    (*_, tables) = [page(site, DATA).cssselect("table")]
    told = [[cell.text_content() for cell in table.cssselect("tbody th")] for table in tables]
    schema = json.loads((site / "data/schema.json").read_text("utf-8"))["$defs"]
    assert [[name for name in row if "[]." not in name] for row in told] == [
        [*definition["properties"]] for definition in schema.values()
    ]


def test_datasette_opens_the_database_and_finds_words_in_it(site: Path) -> None:
    async def ask(path: str) -> dict[str, object]:
        datasette = Datasette([str(site / "data/dossier.sqlite")], immutables=[])
        answer = await datasette.client.get(path)
        assert answer.status_code == 200, answer.text
        found: dict[str, object] = answer.json()
        return found

    def told(path: str) -> dict[str, object]:
        with ThreadPoolExecutor(1) as thread:  # in this one a browser may have its loop running
            return thread.submit(asyncio.run, ask(path)).result()

    found = told("/dossier/passages.json?_search=defence&_shape=objects")
    passages = found["rows"]
    assert isinstance(passages, list) and passages
    assert all("defen" in passage["text"].lower() for passage in passages)
    view = told("/dossier/passages_themes.json?theme=trade&_shape=objects")
    assert view["rows"]


def test_the_calendar_has_what_the_timeline_says_to_lie_ahead(site: Path) -> None:
    calendar = Calendar.from_ical((site / "ahead.ics").read_bytes())
    ahead = page(site, "timeline").cssselect("section[aria-labelledby=ahead] .statement")
    dates = {t.get("datetime", "") for t in page(site, "timeline").cssselect("#ahead ~ * time")}
    assert calendar.events and len(calendar.events) >= len(ahead)
    for event in calendar.events:
        assert any(str(event.start).startswith(date) for date in dates), event.start
