"""What programs that keep references save of a page, by the rules of one of them."""

import json
import subprocess
from pathlib import Path

from support.project import ROOT

TALKS = {
    "type": "webpage",
    "title": "Two days of talks in New Delva",
    "source": "The Test Courier",
    "date": "2025-12",
    "au": ["Writer, Anna"],
    "aucorp": ["The Desk"],
    "identifier": "https://example.org/talks",
    "language": "en",
}


def saved(page: Path) -> list[dict[str, object]]:
    answer = subprocess.run(
        ["node", ROOT / "tests/support/saved.js"],
        input=page.read_text("utf-8"),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, object]] = json.loads(answer.stdout)
    return found


def test_of_an_article_what_was_published_is_saved(site: Path) -> None:
    assert saved(site / "articles/talks/index.html") == [TALKS]


def test_of_a_page_for_frames_each_passage_can_be_saved(site: Path) -> None:
    found = saved(site / "embed/talks/index.html")
    assert [item["title"] for item in found] == [
        f"{TALKS['title']}, ¶ {number}" for number in range(1, len(found) + 1)
    ]
    assert {key: value for key, value in found[3].items() if key != "title"} == {
        key: value for key, value in TALKS.items() if key != "title"
    }  # where the site is, is not known, and so the address is that of the whole
