"""An article whose language nobody stated is marked as being in it wherever its words stand."""

import json
import re
import zlib
from pathlib import Path

import feedparser
import pytest
from support.project import build, make_project
from support.site import pages

TITLE = "बंदरगाह पर बातचीत"
SEED = f"""---
title: {TITLE}
date: 2025-03-02
lead: मंत्री बंदरगाह पर मिले
---
मंत्री बंदरगाह पर मिले और F-62 के बारे में दो घंटे तक बात की।

Maravel में पाँच जहाज़ थे, और Quartet के चार देश साथ थे।

Viktor Mirel ने Westerholm में tariff और critical minerals पर बात की।
"""
WORDS = re.compile("बंदरगाह|जहाज़|बात की|चार देश")
"""Words of the article, and of no name's page."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    other = "---\ndate: 2025-03-01\n---\nThe F-62 flew from Westerholm to the Quartet in Maravel.\n"
    seeds = {"hindi.md": SEED, "other.txt": other}
    project = make_project(tmp_path_factory.mktemp("hindi") / "project", seeds)
    result = build(project)
    assert result.returncode == 0, result.stderr
    return project / "site"


def test_every_word_of_it_on_any_page_is_marked(site: Path) -> None:
    marked, unmarked = 0, []
    for name, tree in pages(site).items():
        for text in tree.xpath("//body//text()[not(ancestor::script)]"):
            if WORDS.search(text):
                element = text.getparent() if text.is_text else text.getparent().getparent()
                (language,) = element.xpath("ancestor-or-self::*[@lang][1]/@lang")
                if language == "hi":
                    marked += 1
                else:
                    unmarked.append(f"{name}: {text.strip()[:60]}")
    assert unmarked == []
    assert marked > 20


def test_programs_are_told(site: Path) -> None:
    page = pages(site)["articles/hindi/index.html"]
    (data,) = page.xpath("//script[@type='application/ld+json']")
    languages = [thing.get("inLanguage") for thing in json.loads(data.text)["@graph"]]
    assert languages[0] == "hi"
    items = json.loads((site / "feed.json").read_text("utf-8"))["items"]
    assert {item["title"]: item["language"] for item in items}[TITLE] == "hi"
    entries = feedparser.parse((site / "feed.xml").read_bytes())["entries"]
    assert [e.title_detail.language for e in entries if e.title == TITLE] == ["hi"]
    shown = [json.loads(zlib.decompress(path.read_bytes())) for path in site.rglob("a/*.bin")]
    assert {"hi", "en"} == {article["language"] for article in shown}
