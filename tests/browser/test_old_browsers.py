"""Browsers of some years ago: features are taken away, and nothing but comfort may go with them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from support.accessibility import violations
from support.page_types import ARTICLE, PAGES
from support.serving import serve

from browser.test_pages import DESK, PHONE

UNKNOWN_TO_CSS = (
    "light-dark(", "color-mix(", ":has(", "dvh", "100vb", "(width", "text-wrap:",
    "font-size-adjust:", "hanging-punctuation:", "anywhere",
)  # fmt: skip
UNKNOWN_TO_SCRIPTS = """
    for (const name of ["popover", "showPopover", "hidePopover", "togglePopover"])
      delete HTMLElement.prototype[name];
    Object.defineProperty(navigator, "clipboard", { value: undefined });
"""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


def forget(route: Route) -> None:
    """Answer with a style sheet in which what is new has names that no browser knows."""
    response = route.fetch()
    known = "|".join(map(re.escape, UNKNOWN_TO_CSS))
    body = re.sub(known, lambda new: re.sub("[a-z]+", "unknown", new[0], count=1), response.text())
    # One with attr() would be known, and found wrong too late to give way to the one before it.
    route.fulfill(response=response, body=re.sub(r'content: ?[^;}]* / "";?', "", body))


@pytest.fixture
def old(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": DESK, "height": 900})
    context.route("**/*.css", forget)
    context.add_init_script(UNKNOWN_TO_SCRIPTS)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
    context.close()


def test_pages_are_read_in_both_schemes(old: Page, address: str) -> None:
    for kind in ("home", "article", "theme", "guide", "results"):
        old.goto(address + PAGES[kind], wait_until="networkidle")
        for scheme in ("light", "dark"):
            old.emulate_media(color_scheme=scheme)
            assert violations(old) == [], (kind, scheme)
        for width in (PHONE, DESK):
            old.set_viewport_size({"width": width, "height": 900})
            assert old.evaluate("document.documentElement.scrollWidth") <= width, kind


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_search_has_a_ground_of_its_own(old: Page, address: str, scheme: str) -> None:
    old.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    old.goto(address + ARTICLE)
    old.keyboard.press("/")
    dialog = old.get_by_role("dialog", name="Search")
    ground = "element => getComputedStyle(element).backgroundColor"
    page = old.locator("html").evaluate(ground)
    assert dialog.evaluate(ground) == page != "rgba(0, 0, 0, 0)"
    old.keyboard.type("Maravel")
    expect(dialog.locator(".search-passage").first).to_be_visible()


def test_links_lead_on_though_they_have_no_previews(old: Page, address: str) -> None:
    old.goto(address + ARTICLE)
    link = old.locator(".words a.name").first
    link.hover()
    old.wait_for_timeout(600)
    expect(old.get_by_role("tooltip")).to_have_count(0)
    link.click()
    old.wait_for_url("**/names/viktor-mirel/")


def test_who_cannot_copy_is_told_so(old: Page, address: str) -> None:
    old.goto(address + ARTICLE)
    old.locator("#p2").get_by_role("button", name="Quote").click()
    expect(old.locator("#p2").get_by_role("status")).to_contain_text("does not let this page copy")


def test_noted_words_have_their_numbers(old: Page, address: str) -> None:
    old.goto(address + ARTICLE)
    content = old.locator(".noted[data-note]").first.evaluate(
        "element => getComputedStyle(element, '::after').content"
    )
    assert content == '"1"'


def test_paper_has_no_controls(old: Page, address: str) -> None:
    old.goto(f"{address}themes/defence/")
    old.emulate_media(media="print")
    for control in (".sections", ".find", ".quote", ".why", ".scheme"):
        expect(old.locator(control).first).to_be_hidden()
