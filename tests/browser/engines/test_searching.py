"""What a reader finds, leaves and comes back to, in Chromium, Firefox and WebKitGTK alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from support.project import build, make_project

from browser.conftest import SEEDS
from browser.engines.conftest import watched
from browser.engines.reader import Reader

FOUND = "astronaut"
"""An article, of which the passage p3 has the word `microalgae`."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, complaints: list[str]) -> Iterator[str]:
    """The address of a site with more articles than one search shows at once."""
    seeds = {path.name: path.read_text("utf-8") for path in Path(SEEDS).iterdir()}
    project = make_project(tmp_path_factory.mktemp("searching") / "project", seeds)
    result = build(project)
    assert result.returncode == 0, result.stderr
    with watched(project / "site", complaints) as address:
        yield address


def search(reader: Reader, query: str) -> str:
    """Open the page of a search, and give what it says of what it found."""
    reader.open(f"search/?q={query}")
    reader.see(f"[data-shown='{query}'] .search-article")
    return reader.see(".search-status").text


def test_back_after_a_facet_brings_what_was_found_without_it(reader: Reader) -> None:
    said = search(reader, "Velia")
    reader.see(".search-facet summary", "Theme").click()
    reader.see(".search-facet label", "Defence").click()
    reader.until(lambda: reader.at("search/?q=Velia&theme=defence"))
    reader.until(lambda: reader.see(".search-status").text != said, "fewer passages")
    assert reader.see(".search-chosen", "Defence")
    reader.back()
    reader.until(lambda: reader.driver.current_url == f"{reader.address}search/?q=Velia")
    reader.until(lambda: reader.see(".search-status").text == said, "all passages")
    assert reader.sees_no(".search-chosen li")


def test_back_from_a_result_finds_the_page_as_it_was_left(reader: Reader) -> None:
    search(reader, "Velia")
    at_first = len(reader.all(".search-article"))
    reader.see(".search-more", "More articles").click()
    reader.until(lambda: len(reader.all(".search-article")) > at_first)
    shown = len(reader.all(".search-article"))
    hit = reader.all(".search-article [data-hit]")[-1]
    reader.bring(hit)
    reader.rest(0.4)  # the place is kept once it is left alone
    before = reader.evaluate("scrollY")
    assert isinstance(before, int | float) and before > 0
    hit.click()
    reader.until(lambda: reader.at("articles/"))
    reader.back()
    reader.until(lambda: len(reader.all(".search-article")) == shown, "as many articles")
    assert reader.see("input[name=q]").get_attribute("value") == "Velia"
    reader.until(lambda: reader.evaluate(f"Math.abs(scrollY - {before}) < 5"), "the same place")


@pytest.mark.parametrize("how", ["button", "Escape"])
def test_the_marks_of_a_search_can_be_put_away(reader: Reader, how: str) -> None:
    reader.open(f"articles/{FOUND}/?highlight=microalgae#p3")
    mark = reader.see("#p3 mark", "microalgae")
    assert reader.evaluate(
        "(({top, bottom}) => top >= 0 && bottom <= innerHeight)"
        "(arguments[0].getBoundingClientRect())",
        mark,
    )
    if how == "button":
        reader.see(".found-marks").click()
    else:
        reader.press(Keys.ESCAPE)
    reader.until(lambda: reader.sees_no("mark"))
    assert reader.driver.current_url == f"{reader.address}articles/{FOUND}/#p3"
    assert reader.sees_no(".found-marks")
    reader.driver.refresh()
    reader.see("#p3")
    assert reader.sees_no("mark")


def test_a_theme_leads_to_its_passages_in_the_search(reader: Reader) -> None:
    reader.open("themes/defence/")
    reader.see(".narrow a").click()
    reader.until(lambda: reader.at("search/?theme=defence"))
    reader.see(".search-status", "newest first")
    themes = [chips.text for chips in reader.all(".search-passage .search-themes")]
    assert themes and all("Defence" in chips for chips in themes)
    reader.see(".search-chosen button", "Defence").click()
    reader.see("[data-search-start]")


def test_the_field_has_the_focus_and_takes_what_is_typed(reader: Reader) -> None:
    reader.open("search/")
    reader.until(lambda: reader.focused() == "q")
    reader.press(*"almonds")
    reader.see("[data-shown=almonds] .search-passage", "almonds")
    assert reader.focused() == "q"


def test_what_is_corrected_is_told_aloud(reader: Reader) -> None:
    reader.open("search/?q=almnods")
    note = reader.see(".search-note", "almonds")
    assert note.get_attribute("aria-live") == "polite"
    reader.see(".search-note a", "almnods").click()
    reader.see(".search-nothing", "almnods")
    assert reader.at("search/?q=almnods&exact=1")
