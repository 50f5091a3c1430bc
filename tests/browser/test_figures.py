"""Figures can be put into another order, and what was measured repeatedly is drawn."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from support.accessibility import violations
from support.project import build, make_project
from support.serving import serve

from browser.test_pages import DESK, PHONE, failures, opened

SEEDS = {
    "2023-03-01-zinc.txt": "Trade stood at $9 billion in 2022.\n\nA ferry cost $5 million.",
    "2022-03-01-ash.txt": "Trade stood at $8 billion in 2021.\n\nA mill cost $2 billion.",
    "2021-03-01-moss.txt": "Trade stood at $6 billion in 2020.\n\nTrade is to be $12 billion by"
    " 2030.",
}
AMOUNTS = "section[aria-labelledby=amounts] .amount"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = make_project(tmp_path_factory.mktemp("figures") / "project", SEEDS)
    result = build(project)
    assert result.returncode == 0, result.stderr
    with serve(project / "site") as address:
        yield address


def test_a_reader_chooses_the_order(browser: Browser, address: str) -> None:
    newest = ["$9 billion", "$5 million", "$8 billion", "$2 billion", "$6 billion"]
    with opened(browser, f"{address}figures/") as page:
        expect(page.locator(AMOUNTS)).to_have_text(newest)
        page.evaluate("window.shifts.disconnect()")  # from here on what moves was asked for
        page.get_by_label("Order").select_option("Largest first")
        largest = ["$9 billion", "$8 billion", "$6 billion", "$2 billion", "$5 million"]
        expect(page.locator(AMOUNTS)).to_have_text(largest)
        page.get_by_label("Order").select_option("By article")
        by_title = ["$6 billion", "$8 billion", "$2 billion", "$9 billion", "$5 million"]
        expect(page.locator(AMOUNTS)).to_have_text(by_title)
        page.get_by_label("Order").select_option("Newest article first")
        expect(page.locator(AMOUNTS)).to_have_text(newest)
    with opened(browser, f"{address}figures/", scripts=False) as page:
        expect(page.locator(AMOUNTS)).to_have_text(newest)
        expect(page.get_by_label("Order")).to_be_hidden()


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_series_can_be_seen_and_read(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    with opened(browser, f"{address}figures/", scheme, width) as page:
        words = "From $6 billion in 2020 to $9 billion in 2022. Aim: $12 billion in 2030."
        expect(page.get_by_role("img", name=f"Trade {words}")).to_be_visible()
        box = page.locator(".series svg").bounding_box()
        assert box and box["width"] <= width and box["height"] > 80
        assert page.locator(".series tbody tr").count() == 4
        assert violations(page) == []
        assert failures(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
