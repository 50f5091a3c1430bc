"""A reader who comes back sees what was added since; what is kept for that can be switched off."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.serving import serve

from browser.test_pages import DESK, PHONE, opened

KEY = "dossier.visits:/"
LONG_AGO = 1_760_000_000_000  # 9 October 2025


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


@pytest.fixture(scope="module")
def slugs(site: Path) -> list[str]:
    return [slug for slug, _ in json.loads((site / "new/articles.json").read_text())["articles"]]


def come_back(page: Page, address: str, path: str, seen: list[str]) -> None:
    """Go to a page as one who saw some articles long ago."""
    kept = json.dumps({"at": LONG_AGO, "seen": seen})
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, kept])
    page.goto(address + path)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_is_new_is_told_and_marked(
    browser: Browser, address: str, slugs: list[str], width: int
) -> None:
    seen = [slug for slug in slugs if slug not in ("talks", "corrected")]
    with opened(browser, f"{address}search/", width=width) as page:
        come_back(page, address, "", seen)
        told = page.locator(".since")
        expect(told).to_have_text("2 new articles since your last visit, 9 Oct 2025")
        marked = page.locator("[data-fresh]")
        expect(marked).to_have_count(2)
        expect(marked.first).to_contain_text("New since your last visit")
        told.get_by_role("link").click()
        page.wait_for_url(f"{address}new/")
        expect(told).to_have_text("2 new articles since your last visit, 9 Oct 2025")
        expect(page.locator("li[data-fresh]")).to_have_count(2)
        page.goto(f"{address}themes/inner-basin/")
        expect(told).to_have_text("1 new passage since your last visit, 9 Oct 2025")
        expect(page.locator(".passage[data-fresh]")).to_have_count(1)
        told.get_by_role("link").click()
        assert page.locator(".passage[data-fresh]:target").count() == 1


def test_who_comes_first_or_comes_back_at_once_is_told_nothing(
    browser: Browser, address: str
) -> None:
    with opened(browser, address) as page:
        page.wait_for_function("key => localStorage.getItem(key)", arg=KEY)
        page.goto(f"{address}themes/defence/")
        page.wait_for_load_state("networkidle")
        expect(page.locator(".since")).to_have_text("")
        assert page.locator("[data-fresh]").count() == 0


def test_who_missed_nothing_is_told_so(browser: Browser, address: str, slugs: list[str]) -> None:
    with opened(browser, f"{address}search/") as page:
        come_back(page, address, "", slugs)
        expect(page.locator(".since")).to_have_text("Nothing new since your last visit, 9 Oct 2025")
        expect(page.locator(".since a")).to_have_count(0)


def test_it_can_be_switched_off_and_on(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}new/") as page:
        page.wait_for_function("key => localStorage.getItem(key)", arg=KEY)
        box = page.get_by_role("checkbox", name="Remember in this browser")
        expect(box).to_be_checked()
        box.uncheck()
        kept = "key => localStorage.getItem(key)"
        assert page.evaluate(kept, KEY) == "off"
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(kept, KEY) == "off"
        page.goto(f"{address}new/")
        expect(box).not_to_be_checked()
        box.check()
        assert page.evaluate(kept, KEY) is None


def test_what_is_kept_may_be_damaged(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}search/") as page:
        page.evaluate("key => localStorage.setItem(key, '{')", KEY)
        page.goto(address)
        page.wait_for_function("key => localStorage.getItem(key) !== '{'", arg=KEY)
        expect(page.locator(".since")).to_have_text("")


def test_without_scripts_there_is_no_trace_of_it(browser: Browser, address: str) -> None:
    for path in ("", "themes/defence/", "new/"):
        with opened(browser, address + path, scripts=False) as page:
            for part in page.locator(".since, .since-key").all():
                expect(part).to_be_hidden()
