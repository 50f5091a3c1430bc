"""The judged queries of queries.yml, asked on the page /search/ as a reader would."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

QUERIES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "queries.yml").read_text("utf-8")
)
WITHIN = 3


@pytest.fixture(scope="module")
def search(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/search/")
    yield page
    context.close()


def ask(page: Page, text: str) -> None:
    """Type a query and wait until what is found is shown.

    Enter pressed before the scripts are there sends the form, and another page comes.
    """
    field = page.get_by_label("Search every passage")
    field.fill(text)
    field.press("Enter")
    page.wait_for_function(
        "text => document.querySelector('[data-search-page]')?.dataset.shown === text", arg=text
    )


def passages(page: Page) -> list[str]:
    """The passages shown, in order, as article#anchor."""
    found: list[str] = page.locator(".search-passage > a").evaluate_all(
        "links => links.map(a => a.dataset.article.split('/').at(-2) + '#' + a.dataset.anchor)"
    )
    return found


@pytest.mark.parametrize("case", QUERIES, ids=lambda case: case["q"])
def test_query(search: Page, case: dict[str, Any]) -> None:
    ask(search, case["q"])
    found = passages(search)
    if case.get("nothing"):
        assert not found
    if "first" in case:
        assert found[:1] == [case["first"]], found
    if "among" in case:
        assert set(case["among"]) <= set(found[: case.get("within", WITHIN)]), found
    if "card" in case:
        card = search.locator(".search-card a").first
        assert card.get_attribute("data-topic") == case["card"]
    if "note" in case:
        assert case["note"] in search.locator(".search-note").inner_text()
    if "marked" in case:
        marks = search.locator(".search-passage").first.locator("mark").all_inner_texts()
        shown = " ".join(marks)
        assert all(mark in shown for mark in case["marked"]), marks
    if case.get("partial"):
        assert search.locator(".search-partial").first.is_visible()


def test_there_are_queries() -> None:
    assert len(QUERIES) >= 60
