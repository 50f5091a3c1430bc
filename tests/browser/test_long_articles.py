"""A long article in a browser: its contents lead to each part, and there are ways back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from support.accessibility import violations
from support.project import build, make_project
from support.serving import serve

from browser.test_pages import DESK, NARROWEST, PHONE, opened

PART = "The harbour has a fighter jet, and the council speaks of tariffs on rice at length. " * 20
SEED = "The harbour in winter\n\n" + "".join(
    f"{title}\n\n{PART}\n\n"
    for title in ("Ferries and boats", "WHAT IT COSTS", "Ferries and boats")
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root: Path = tmp_path_factory.mktemp("long") / "project"
    project = make_project(root, {"long.txt": SEED})
    result = build(project)
    assert result.returncode == 0, result.stderr
    with serve(project / "site") as address:
        yield address


@pytest.mark.parametrize("width", [NARROWEST, PHONE, DESK])
def test_contents_lead_to_a_part_and_back(browser: Browser, address: str, width: int) -> None:
    with opened(browser, f"{address}articles/long/", width=width) as page:
        contents = page.get_by_role("navigation", name="In this article")
        links = contents.get_by_role("link")
        expect(links).to_have_text(["Ferries and boats", "WHAT IT COSTS", "Ferries and boats"])
        links.nth(2).focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/#h-ferries-and-boats--2")
        target = page.locator(":target")
        expect(target).to_have_text("Ferries and boats")
        expect(target).to_be_in_viewport()
        page.locator(".passage--heading a[href='#contents']").last.click()
        expect(contents).to_be_in_viewport()
        page.get_by_role("link", name="Back to the top").click()
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []


def test_contents_stay_beside_the_text_of_a_wide_page(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}articles/long/") as page:
        page.mouse.wheel(0, 3000)
        expect(page.get_by_role("navigation", name="In this article")).to_be_in_viewport()
