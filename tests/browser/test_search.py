"""How the search behaves for a reader: addresses, keys, facets, phones, and without JavaScript."""

import re
import time
from functools import partial
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from support.accessibility import violations
from support.republishing import under_another_name

FIELD = "Search every passage"


def shown(page: Page, query: str) -> None:
    """Wait until what a query finds is shown, on the page of results or in the dialog over it."""
    expect(page.locator("[data-shown]").last).to_have_attribute("data-shown", query)


def slowly(seconds: float, route: Route) -> None:
    """Let a file come late."""
    time.sleep(seconds)
    route.continue_()


def test_a_linked_search_shows_its_results(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=COMRAVA")
    shown(page, "COMRAVA")
    expect(page.get_by_label(FIELD)).to_have_value("COMRAVA")
    expect(page.get_by_role("status")).to_contain_text("in 1 article, best first.")


def test_results_come_as_one_types(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    page.get_by_label(FIELD).press_sequentially("germani")
    expect(page.locator(".search-passage")).to_contain_text("germanium")
    expect(page.locator(".search-note")).to_contain_text("Words that begin with germani")
    page.get_by_label(FIELD).press_sequentially("u")
    page.get_by_label(FIELD).press("Enter")
    expect(page.locator(".search-note")).to_contain_text("Showing results for germanium")


def test_back_walks_through_searches(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    field = page.get_by_label(FIELD)
    for query in ("reactors", "drones"):
        field.fill(query)
        field.press("Enter")
        shown(page, query)
    page.go_back()
    shown(page, "reactors")
    expect(field).to_have_value("reactors")
    page.go_back()
    expect(page.locator("[data-search-start]")).to_be_visible()
    page.go_forward()
    shown(page, "reactors")


def test_a_result_leads_to_its_passage_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=F62")
    page.evaluate("window.same = true")
    page.locator(".search-passage a").first.click()
    expect(page).to_have_url(re.compile(r"/articles/minister/\?highlight=F-62#p4$"))
    passage = page.locator("#p4")
    expect(passage).to_be_in_viewport()
    expect(passage).to_have_attribute("data-found-passage", "")
    expect(passage.locator("mark")).to_have_text(["F-62"])
    page.go_back()
    shown(page, "F62")
    expect(page.locator(".search-passage").first).to_contain_text("F-62")


def test_a_result_opens_by_its_address(page: Page, address: str) -> None:
    page.goto(f"{address}/articles/minister/?highlight=External+Waters+Minister&highlight=Velia#p2")
    expect(page.locator("#p2 mark").first).to_have_text("External Waters Minister")
    expect(page.locator("#p2")).to_be_in_viewport()


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_keys_open_the_dialog_anywhere(page: Page, address: str, keys: str) -> None:
    page.goto(f"{address}/articles/chips/")
    page.locator(".permalink").first.focus()
    page.keyboard.press(keys)
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_label(FIELD)).to_be_focused()
    page.keyboard.type("astronaut")
    shown(page, "astronaut")
    expect(dialog.locator(".search-passage").first).to_contain_text("astronaut")
    page.keyboard.press("ArrowDown")
    expect(dialog.locator("[data-hit]").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(dialog.get_by_label(FIELD)).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.permalink')")


def test_a_hit_of_the_dialog_opens_by_enter(page: Page, address: str) -> None:
    page.goto(f"{address}/articles/chips/")
    page.keyboard.press("/")
    page.keyboard.type("microalgae")
    shown(page, "microalgae")
    expect(page.locator("dialog .search-passage")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/articles/astronaut/\?highlight=microalgae#p3$"))
    expect(page.locator("#p3 mark")).to_have_text(["microalgae"])
    expect(page.locator("dialog.search-dialog")).to_be_hidden()


def test_the_focus_stays_on_a_hit_when_others_come(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=microalga")
    page.locator(".search-passage > a").first.focus()
    asked = "document.querySelector('[name=q]')"
    page.evaluate(f"{asked}.value = 'microalgae'; {asked}.dispatchEvent(new Event('input'))")
    shown(page, "microalgae")
    expect(page.locator(".search-passage > a").first).to_be_focused()
    page.evaluate(f"{asked}.value = 'chips'; {asked}.dispatchEvent(new Event('input'))")
    shown(page, "chips")
    expect(page.get_by_label("Search every passage")).to_be_focused()


def test_a_hit_on_the_same_page_is_marked(page: Page, address: str) -> None:
    page.goto(f"{address}/articles/astronaut/")
    page.keyboard.press("/")
    page.keyboard.type("microalgae")
    page.locator("dialog .search-passage a").first.click()
    expect(page.locator("#p3 mark")).to_have_text(["microalgae"])


def test_another_hit_on_the_same_page_is_marked_for_the_same_word(page: Page, address: str) -> None:
    """Then only what comes after the `#` changes."""
    page.goto(f"{address}/articles/astronaut/?highlight=the#p3")
    expect(page.locator("#p3[data-found-passage] mark").first).to_be_visible()
    page.evaluate("location.hash = '#p2'")
    expect(page.locator("#p2[data-found-passage] mark").first).to_be_visible()
    expect(page.locator("#p3 mark")).to_have_count(0)


@pytest.mark.parametrize("query", ["?", "!!", "“”"])
def test_a_query_without_a_word_finds_nothing(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}/search/?q={quote(query)}")
    expect(page.get_by_role("status")).to_have_text("Nothing found.")


def test_enter_in_the_dialog_leads_to_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.keyboard.press("/")
    page.keyboard.type("almonds")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=almonds$"))
    shown(page, "almonds")


def test_nothing_is_loaded_until_used(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(f"{address}/articles/chips/", wait_until="networkidle")
    ours = [url for url in asked if "search" in url]
    assert [re.sub("site-.*-", "", url) for url in ours] == ["/assets/search/start.js"]
    assert all(url.startswith("/") for url in asked)


def test_the_header_leads_to_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/articles/")
    page.locator(".masthead input[name=q]").fill("almonds")
    page.locator(".masthead input[name=q]").press("Enter")
    shown(page, "almonds")


def test_facets(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=Velia")
    shown(page, "Velia")
    before = page.locator(".search-passage").count()
    assert before > 5
    page.locator("[data-facet=theme] summary").click()
    defence = page.get_by_role("checkbox", name=re.compile("^Defence"))
    count = int(
        page.locator("[data-facet=theme] label", has=defence).locator(".search-count").inner_text()
    )
    defence.check()
    expect(page).to_have_url(re.compile(r"theme=defence"))
    expect(page.get_by_role("status")).to_contain_text(f"{count} passage")
    expect(defence).to_be_focused()
    for themes in page.locator(".search-passage").all():
        expect(themes.locator(".search-themes")).to_contain_text("Defence")
    page.locator("[data-facet=year] summary").click()
    page.get_by_role("checkbox", name=re.compile("^2020")).check()
    expect(page).to_have_url(re.compile(r"theme=defence.*year=2020"))
    expect(page.locator(".search-article")).to_have_count(1)
    page.get_by_role("checkbox", name=re.compile("^2024")).check()
    expect(page.locator(".search-article").nth(1)).to_be_visible()
    page.go_back()
    expect(page.locator(".search-article")).to_have_count(1)
    page.reload()
    expect(page.locator(".search-article")).to_have_count(1)
    expect(page.get_by_role("checkbox", name=re.compile("^2020"))).to_be_checked()


def test_facets_that_leave_nothing_say_so(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=almonds&year=2020")
    expect(page.get_by_role("status")).to_have_text("No passage is left by these filters.")
    page.get_by_role("button", name="Remove filters").click()
    expect(page.locator(".search-passage").first).to_be_visible()
    expect(page.get_by_label(FIELD)).to_be_focused()


def test_newest_first(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=Velia")
    page.get_by_role("button", name="Show the newest first").click()
    expect(page).to_have_url(re.compile("order=newest"))
    expect(page.get_by_role("status")).to_contain_text("newest first")
    expect(page.locator(".search-meta").first).to_contain_text("2025")


def test_the_original_of_a_correction(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=Thyssenkrup")
    expect(page.locator(".search-passage")).to_have_count(1)
    page.get_by_role("link", name="Thyssenkrup", exact=True).click()
    expect(page).to_have_url(re.compile("exact=1"))
    expect(page.get_by_role("status")).to_have_text("Nothing found.")
    expect(page.locator(".search-nothing")).to_contain_text("Thyssenkrup")
    expect(page.get_by_role("heading", name="Nearest topics")).to_be_visible()


def test_the_search_goes_on_when_the_site_is_published_anew(page: Page, address: str) -> None:
    """Then the index that is open has gone, and another is there under another name."""
    publish = under_another_name(page, f"{address}/")
    page.goto(f"{address}/search/?q=almonds")
    expect(page.locator(".search-passage").first).to_be_visible()
    publish()
    page.get_by_label(FIELD).fill("chips")
    shown(page, "chips")
    expect(page.locator(".search-passage").first).to_be_visible()


def test_more_articles_on_demand(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=Velia")
    expect(page.locator(".search-article")).to_have_count(6)
    page.get_by_role("button", name=re.compile("^More articles")).click()
    expect(page.locator(".search-article").nth(6).locator("[data-hit]").first).to_be_focused()


def test_under_a_subpath(page: Page, address: str) -> None:
    page.goto(f"{address}/dossier/articles/chips/")
    page.keyboard.press("/")
    page.keyboard.type("F62")
    link = page.locator("dialog .search-passage a").first
    link.click()
    expect(page).to_have_url(re.compile(r"/dossier/articles/minister/\?highlight=F-62#p4$"))
    expect(page.locator("#p4 mark")).to_have_text(["F-62"])


def test_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/articles/chips/")
    page.locator(".masthead input[name=q]").fill("drones")
    page.locator(".masthead input[name=q]").press("Enter")
    expect(page).to_have_url(f"{address}/search/?q=drones")
    expect(page.locator(".search-names").get_by_role("link", name="Viktor Mirel")).to_be_visible()
    page.get_by_role("link", name="All articles", exact=True).last.click()
    expect(page.get_by_role("link", name="Drones for three services")).to_be_visible()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> BrowserContext:
    return browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )


def test_on_a_phone(phone: BrowserContext, address: str) -> None:
    page = phone.new_page()
    page.goto(f"{address}/articles/chips/")
    page.locator(".masthead button[type=submit]").tap()
    page.get_by_label(FIELD).fill("tariffs")
    page.get_by_label(FIELD).press("Enter")
    shown(page, "tariffs")
    page.locator("[data-facet=theme] summary").tap()
    targets = page.locator(
        ".search input[type=search], .search button, .search summary, "
        ".search-facet label, .search [data-hit]"
    )
    for target in targets.all():
        if target.is_visible():
            box = target.bounding_box()
            assert box and box["height"] >= 44, target.evaluate("e => e.outerHTML")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.close()


STATES = {
    "start": "",
    "results": "?q=Velia",
    "narrowed": "?q=Velia&theme=defence",
    "corrected": "?q=Thyssenkrup",
    "partial": "?q=do+zeppelins+use+air-independent+propulsion",
    "nothing": "?q=zeppelin",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_the_page_is_accessible(page: Page, address: str, state: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{address}/search/{STATES[state]}")
    page.locator("[data-search-page][data-shown]").wait_for()
    page.locator(".search-facet").evaluate_all("facets => facets.forEach(f => (f.open = true))")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dialog_is_accessible(page: Page, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{address}/articles/chips/")
    page.keyboard.press("/")
    page.keyboard.type("critical minerals")
    expect(page.locator("dialog .search-passage").first).to_be_visible()
    assert violations(page) == []


def test_filters_alone_list_passages_newest_first(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?theme=defence&year=2024")
    expect(page.get_by_role("status")).to_contain_text("newest first")
    for themes in page.locator(".search-passage").all():
        expect(themes.locator(".search-themes")).to_contain_text("Defence")
    for about in page.locator(".search-meta").all():
        expect(about).to_contain_text("2024")
    expect(page.locator(".search-partial")).to_have_count(0)
    page.get_by_role("button", name="Remove Year: 2024").click()
    expect(page).to_have_url(re.compile(r"\?theme=defence$"))
    expect(page.get_by_label(FIELD)).to_be_focused()
    page.get_by_role("button", name=re.compile("^Remove Theme: ")).click()
    expect(page.locator("[data-search-start]")).to_be_visible()


def test_back_after_a_facet_brings_all_results_of_what_was_typed(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    page.get_by_label(FIELD).press_sequentially("Velia")
    shown(page, "Velia")
    everything = page.get_by_role("status").inner_text()
    page.locator("[data-facet=theme] summary").click()
    page.get_by_role("checkbox", name=re.compile("^Defence")).check()
    expect(page).to_have_url(re.compile("theme=defence"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=Velia$"))
    expect(page.get_by_role("status")).to_have_text(everything)


def test_back_from_a_result_finds_the_page_as_it_was_left(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=Velia")
    page.get_by_role("button", name=re.compile("^More articles")).click()
    expect(page.locator(".search-article").nth(6)).to_be_visible()
    count = page.locator(".search-article").count()
    page.locator(".search-article").nth(6).locator("[data-hit]").first.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 0
    page.locator(".search-article").nth(6).locator("[data-hit]").first.click()
    expect(page).to_have_url(re.compile("/articles/"))
    page.go_back()
    expect(page.locator(".search-article")).to_have_count(count)
    expect(page.get_by_label(FIELD)).to_have_value("Velia")
    page.wait_for_function("y => Math.abs(scrollY - y) < 5", arg=before)


def test_slow_files_are_waited_for_aloud(page: Page, address: str) -> None:
    page.route("**/entry.bin", partial(slowly, 0.8))
    page.goto(f"{address}/search/?q=almonds")
    expect(page.get_by_role("status")).to_have_text("Searching …")
    expect(page.get_by_role("status")).to_contain_text("1 article, best first.")


def test_slow_scripts_are_waited_for_aloud(page: Page, address: str) -> None:
    page.route("**/query.js", partial(slowly, 1.5))
    status = page.get_by_role("status")
    page.goto(f"{address}/search/?q=almonds", wait_until="commit")
    expect(status).to_have_text("Searching …")
    expect(status).to_contain_text("1 article, best first.")
    page.goto(f"{address}/search/", wait_until="commit")
    expect(page.get_by_label(FIELD)).to_be_focused()
    expect(status).to_have_text("")
    page.keyboard.type("almonds")
    expect(status).to_have_text("Searching …")
    expect(status).to_contain_text("1 article, best first.")
    page.goto(f"{address}/about/")
    page.keyboard.press("/")
    page.keyboard.type("almonds")
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("Searching …")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("1 article")


def test_scripts_that_cannot_be_loaded_are_told(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.route("**/query.js", lambda route: route.abort())
    page.goto(f"{address}/search/")
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")


def test_a_browser_that_cannot_inflate_says_so(page: Page, address: str) -> None:
    page.add_init_script("delete window.DecompressionStream")
    page.goto(f"{address}/search/?q=almonds")
    expect(page.get_by_role("status")).to_contain_text("too old for the search")
    expect(page.locator("[data-search-start]")).to_be_visible()


def test_the_field_is_focused_at_once_and_nobody_is_pulled_back(page: Page, address: str) -> None:
    page.route("**/search.js", partial(slowly, 0.6))
    page.goto(f"{address}/search/", wait_until="commit")
    expect(page.get_by_label(FIELD)).to_be_focused()
    page.keyboard.type("almonds")
    link = page.locator(".search-row a").first
    link.focus()
    shown(page, "almonds")
    assert page.evaluate("document.activeElement.name") != "q"


@pytest.mark.parametrize("how", ["button", "Escape"])
def test_the_marks_of_a_search_can_be_put_away(page: Page, address: str, how: str) -> None:
    page.goto(f"{address}/articles/astronaut/?highlight=microalgae#p3")
    expect(page.locator("#p3 mark")).to_have_count(1)
    if how == "button":
        page.get_by_role("button", name="Remove the marks").click()
    else:
        page.keyboard.press("Escape")
    expect(page.locator("mark")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/articles/astronaut/#p3$"))
    expect(page.get_by_role("button", name="Remove the marks")).to_have_count(0)


def test_the_dialog_has_a_button_that_searches(page: Page, address: str) -> None:
    page.goto(f"{address}/articles/chips/")
    page.keyboard.press("/")
    page.keyboard.type("almonds")
    page.get_by_role("dialog").get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"/search/\?q=almonds$"))


def test_what_is_left_out_and_what_is_joined(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q={quote('drones NOT navy')}")
    shown(page, "drones NOT navy")
    with_navy = page.locator(".search-passage", has_text=re.compile("navy", re.IGNORECASE))
    expect(with_navy).to_have_count(0)
    page.goto(f"{address}/search/?q={quote('germanium OR COMRAVA')}")
    shown(page, "germanium OR COMRAVA")
    expect(page.locator(".search-partial")).to_have_count(0)


def test_some_of_the_words_are_told_from_all(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q={quote('germanium fishermen')}")
    shown(page, "germanium fishermen")
    expect(page.get_by_role("status")).to_contain_text("No article has all of the words")
    expect(page.locator(".search-partial")).to_have_count(page.locator(".search-article").count())


def test_the_key_that_opens_the_search_can_be_switched_off(page: Page, address: str) -> None:
    box = page.get_by_label("opens the search on every page")
    page.goto(f"{address}/search/")
    expect(box).to_be_checked()
    box.uncheck()
    page.goto(f"{address}/articles/")
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    expect(page.locator("dialog[open]")).to_have_count(1)  # the other key opens it still
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.goto(f"{address}/search/")
    expect(box).not_to_be_checked()
    box.check()
    page.goto(f"{address}/articles/")
    page.keyboard.press("/")
    expect(page.locator("dialog[open]")).to_have_count(1)
