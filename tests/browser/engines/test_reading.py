"""What a reader does, in Chromium, Firefox and WebKitGTK alike.

What no or not every driver can do, and what is done instead:

- print to a file: not WebKitGTK's (`BEYOND`; a test sees that this stays true);
- a window as narrow as a phone: Chromium's alone; a frame of that width stands in for it;
- switch the system's colours, or scripts, off and on: none; a second browser starts with them so;
- read the clipboard: none; it is pasted;
- take the list role from a list without markers, as Safari does: not WebKitGTK's, which names roles
  before it looks at markers; the styles by which WebKit decides are looked at;
- touch, and a screen reader's voice: none; accessible names and roles are read.
"""

import base64
import io
import re

import pytest
from pdfminer.high_level import extract_text
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from support.page_types import ARTICLE, PAGES

from browser.engines.conftest import Browsers
from browser.engines.reader import Reader

BEYOND = {"webkit": "WebKitGTK's driver has no command for printing"}
GROUND = "getComputedStyle(document.documentElement).backgroundColor"
PHONE = 390  # pixels
CLEAR = "rgba(0, 0, 0, 0)"


def test_each_kind_of_page_opens_without_a_complaint(reader: Reader) -> None:
    for kind, path in PAGES.items():
        reader.open(path)
        reader.see("main h1")
        assert reader.evaluate("'script' in document.documentElement.dataset"), kind


def test_a_theme_is_reached_from_the_front_page(reader: Reader) -> None:
    reader.open()
    reader.see(".sections a", "Defence").click()
    reader.see("h1", "Defence")
    assert reader.at("themes/defence/")
    assert reader.see(".passage .words").text


def test_the_address_of_a_passage_leads_to_it_at_once(reader: Reader) -> None:
    reader.open(f"{ARTICLE}#p10")
    top = "document.getElementById('p10').getBoundingClientRect().top"
    reader.until(lambda: reader.evaluate(f"{top} >= 0 && {top} < innerHeight"), "the passage")
    place = reader.evaluate(top)
    reader.rest(0.3)
    assert reader.evaluate(top) == pytest.approx(place, abs=2)  # lines settle by a pixel


def test_back_leads_to_where_one_was(reader: Reader) -> None:
    reader.open("themes/defence/")
    place = reader.all(".place")[-1]
    reader.point_at(place)
    before = reader.evaluate("Math.round(scrollY)")
    assert before
    place.click()
    reader.until(lambda: reader.at("articles/"))
    reader.back()
    reader.until(lambda: reader.at("themes/defence/"))
    reader.until(lambda: reader.evaluate("Math.round(scrollY)") == before, "the same place")


def test_the_front_page_searches(reader: Reader) -> None:
    reader.open()
    reader.see("#find").send_keys("Maravel", Keys.ENTER)
    reader.see(".search-passage", "Maravel")
    assert reader.at("search/?q=Maravel")
    assert reader.see("input[name=q]").get_attribute("value") == "Maravel"


def test_a_key_opens_the_search_and_arrows_lead_to_a_passage(reader: Reader) -> None:
    reader.open("about/")
    reader.press_until("/", "dialog input[name=q]")
    reader.press(*"photographers sent away")
    reader.see("dialog [data-shown='photographers sent away'] .search-passage")
    while not reader.evaluate("document.activeElement.matches('.search-passage a')"):
        reader.press(Keys.ARROW_DOWN)
    reader.press(Keys.ENTER)
    reader.until(lambda: reader.at(ARTICLE))
    reader.see("#p1 mark", "photographers")


def test_escape_closes_the_search_and_gives_the_focus_back(reader: Reader) -> None:
    reader.open("about/")
    reader.evaluate("document.querySelector('.scheme').focus()")
    reader.press_with(Keys.CONTROL, "k")
    reader.see("dialog")
    assert reader.style("dialog", "backgroundColor") != CLEAR
    assert reader.focused() == "search-words"
    reader.press(Keys.ESCAPE)
    reader.until(lambda: reader.sees_no("dialog"))
    assert reader.evaluate("document.activeElement.matches('.scheme')")


def test_what_is_found_can_be_narrowed(reader: Reader) -> None:
    reader.open("search/?q=ships")
    every = len(reader.all(".search-article")) if reader.see(".search-article") else 0
    reader.see(".search-facet summary", "Theme").click()
    reader.see(".search-facet label", "Inner-Basin").click()
    reader.until(lambda: reader.at("search/?q=ships&theme="))
    reader.until(lambda: 0 < len(reader.all(".search-article")) < every)


def test_a_wrong_address_is_searched_for(reader: Reader) -> None:
    reader.open("names/viktor-mirol")
    assert reader.see("#lost-words").get_attribute("value") == "viktor mirol"
    reader.see("#lost .search-passage, #lost .search-note")


def test_a_passage_is_quoted_with_its_source(reader: Reader) -> None:
    reader.open(f"{ARTICLE}#p7")
    reader.see("#p7 .quote").click()
    reader.see("#p7 [role=status]", "Copied with its source")
    words, source, address, end = reader.pasted().replace("\r", "").split("\n")
    assert words.startswith("“Lunch was vegetarian.") and words.endswith("crowd of <cameras>.”")
    cited = source.replace("\u00a0", " ")  # WebKit pastes it so
    assert cited == "Two days of talks in New Delva, The Test Courier, December 2025, ¶ 7"
    assert (address, end) == (f"{reader.address}{ARTICLE}#p7", "")


def test_what_is_marked_over_passages_is_copied_without_what_stands_between(
    reader: Reader,
) -> None:
    reader.open(ARTICLE)
    reader.mark(reader.see("#p7 .words"), reader.see("#p8 .words"))
    reader.press_with(Keys.CONTROL, "c")
    lines = [line.strip() for line in reader.pasted().splitlines() if line.strip()]
    assert lines[0].startswith("Lunch was vegetarian.") and lines[0].endswith(" of <cameras>.")
    assert lines[1].startswith("The security of the seas came last.")
    assert len(lines) == 2


def test_chosen_colours_stay_on_the_next_page(reader: Reader) -> None:
    reader.open()
    light = reader.evaluate(GROUND)
    reader.see(".scheme").click()
    dark = reader.evaluate(GROUND)
    assert dark != light
    reader.see(".sections a", "Names").click()
    reader.see("h1", "Names")
    assert reader.evaluate(GROUND) == dark
    assert reader.see(".scheme").get_attribute("aria-pressed") == "true"
    reader.see(".scheme").click()
    assert reader.evaluate("localStorage.getItem('dossier.scheme')") is None


def test_a_preview_comes_by_keyboard_and_goes_with_escape(reader: Reader) -> None:
    reader.open(ARTICLE)
    reader.press(Keys.TAB)
    reader.evaluate("document.querySelector('#p2 .permalink').focus()")
    reader.press_with(Keys.SHIFT, Keys.TAB)
    reader.see(".preview")
    assert reader.style(".preview", "backgroundColor") != CLEAR
    reader.press(Keys.ESCAPE)
    reader.until(lambda: reader.sees_no(".preview"))
    assert reader.evaluate("document.activeElement.matches('#p2 .words a')")


def test_a_preview_comes_under_the_pointer(reader: Reader) -> None:
    reader.open(ARTICLE)
    reader.point_at(reader.see(".words a.name"))
    reader.see(".preview")
    reader.point_at(reader.see("h1"))
    reader.until(lambda: reader.sees_no(".preview"))


def test_the_keyboard_skips_to_the_content(reader: Reader) -> None:
    reader.open()
    reader.press(Keys.TAB)
    reader.until(lambda: reader.evaluate("document.activeElement.matches('.skip')"))
    reader.press(Keys.ENTER)
    reader.until(lambda: reader.focused() == "content")


def test_why_a_passage_stands_under_a_theme_opens(reader: Reader) -> None:
    reader.open("themes/defence/")
    reader.see(".why summary").click()
    assert reader.see(".why q").text


def test_the_timeline_leads_to_the_passage(reader: Reader) -> None:
    reader.open("timeline/")
    link = reader.see(".chronicle a[rel=bookmark]")
    page, _, anchor = str(link.get_attribute("href")).partition("#")
    link.click()
    reader.until(lambda: reader.driver.current_url == f"{page}#{anchor}")
    assert reader.see(f"#{anchor} .words").text


def test_a_citation_opens(reader: Reader) -> None:
    reader.open(ARTICLE)
    reader.see(".cite summary", "APA").click()
    reader.see(".cite__line", "(2025, December)")


def test_lists_and_tables_are_what_they_are(reader: Reader) -> None:
    """WebKit takes a list for one whose entries are list items with a marker, or by its role."""
    marked = """
        [...document.querySelectorAll("main :is(ul, ol):not(nav *)")].filter((list) =>
          (!list.children.length && !list.hidden) || !list.hasAttribute("role") &&
          [...list.children].some((entry) => getComputedStyle(entry).display !== "list-item" ||
            getComputedStyle(entry).listStyleType === "none")).map((list) => list.outerHTML)
    """
    for kind, path in PAGES.items():
        reader.open(path)
        assert reader.evaluate(marked) == [], kind
    for kind in ("guide", "names", "markdown"):
        reader.open(PAGES[kind])
        roles = {"ul": "list", "ol": "list", "table": "table", "tr": "row", "td": "cell"}
        for tag, role in roles.items():
            found = reader.driver.find_elements(By.CSS_SELECTOR, f"main {tag}")[:3]
            assert {element.aria_role for element in found} <= {role}, (kind, tag)


def test_controls_that_look_alike_have_names_of_their_own(reader: Reader) -> None:
    for path in (ARTICLE, "themes/defence/"):
        reader.open(path)
        names = [control.accessible_name for control in reader.all("main :is(button, summary)")]
        assert len(names) > 5
        assert sorted(names) == sorted({*names})
        assert not [name for name in names if re.search(r"[+–]\s*$", name)]


def test_a_phone_scrolls_one_way_only(reader: Reader) -> None:
    for kind, path in PAGES.items():
        reader.open("narrow.html")
        frame = reader.driver.find_element(By.TAG_NAME, "iframe")
        reader.driver.execute_async_script(
            "arguments[0].onload = arguments[2]; arguments[0].src = arguments[1]", frame, f"/{path}"
        )
        reader.driver.switch_to.frame(frame)
        wide = reader.evaluate("document.documentElement.scrollWidth")
        assert isinstance(wide, int) and wide <= PHONE, kind
        for tag, role in (("table", "table"), ("tr", "row"), ("td", "cell")):
            found = reader.driver.find_elements(By.CSS_SELECTOR, f"main {tag}")[:2]
            assert {element.aria_role for element in found} <= {role}, (kind, tag)
        reader.driver.switch_to.default_content()


def test_text_of_twice_the_size_fits(reader: Reader) -> None:
    for kind in ("home", "theme", "names", "guide", "timeline"):
        reader.open(PAGES[kind])
        reader.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = reader.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert isinstance(wide, int) and wide <= 0, kind


def test_paper_has_the_addresses_and_no_controls(engine: str, reader: Reader) -> None:
    reader.open("themes/defence/")
    if engine in BEYOND:
        with pytest.raises(WebDriverException, match=r"(?i)unknown command"):
            reader.driver.print_page()
        return
    paper = extract_text(io.BytesIO(base64.b64decode(reader.driver.print_page())))
    text = re.sub(r"\s+", "", paper)
    assert f"({reader.address}{ARTICLE}#p9)" in text
    assert not re.search("Whyhere|Quotepassage|Skiptothecontent", text)


def test_without_scripts_everything_but_the_search_works(plain_reader: Reader) -> None:
    reader = plain_reader
    reader.open()
    reader.see("#find").send_keys("F-62", Keys.ENTER)
    reader.see("noscript p", "Searching needs JavaScript")
    assert reader.at("search/?q=F-62")
    reader.see(".search-start a", "Two days of talks").click()
    reader.see("h1", "Two days of talks")
    assert reader.sees_no(".quote, .scheme")
    reader.see("#p9 a.theme", "Defence").click()
    reader.see(":target summary").click()
    assert reader.see(":target .why q").text


def test_the_systems_dark_colours_are_followed(
    plain_reader: Reader, engine: str, browsers: Browsers
) -> None:
    plain_reader.open()
    dark = plain_reader.evaluate(GROUND)
    bright = Reader(browsers(engine, False), plain_reader.address)
    bright.open()
    assert bright.evaluate(GROUND) != dark
    assert plain_reader.style(".find input", "backgroundColor") not in (CLEAR, dark)


def test_who_comes_back_sees_what_was_added_since(reader: Reader) -> None:
    reader.open("new/")
    key = "'dossier.visits:/'"
    reader.until(lambda: bool(reader.evaluate(f"localStorage.getItem({key})")), "the visit")
    reader.evaluate(
        f"(kept => localStorage.setItem({key}, JSON.stringify("
        f"{{at: 0, seen: kept.seen.slice(1)}})))(JSON.parse(localStorage.getItem({key})))"
    )
    reader.open()
    assert reader.see(".since a", "1 new article")
    reader.open("new/")
    reader.see("li[data-fresh] h2", "Two days of talks")
    reader.see("[data-since-switch]").click()
    assert reader.evaluate(f"localStorage.getItem({key})") == "off"
