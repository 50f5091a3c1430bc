"""What a reader gets in a browser: every page type in both schemes, on a phone and on a desk."""

import gzip
import io
import math
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pdfminer.pdfpage import PDFPage
from playwright.sync_api import Browser, Page, Route, expect
from support.accessibility import OF_COLOUR, TOOLS, violations
from support.page_types import ARTICLE, FRAMED, PAGES
from support.project import build, make_project
from support.serving import Handler, serve

KINDS = PAGES | FRAMED
PHONE, DESK = 390, 1280
NARROWEST = 320  # at which WCAG asks for one column
UNSEEN = 1e-5
"""The layout shift of a window in which nothing moves by as much as a pixel."""

TALKS = "Two days of talks in New Delva, The Test Courier, December 2025"

SHIFTS = """
    window.shift = 0;
    window.shifts = new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (!entry.hadRecentInput) window.shift += entry.value;
    });
    window.shifts.observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


@contextmanager
def opened(
    browser: Browser, url: str, scheme: str = "light", width: int = DESK, scripts: bool = True
) -> Iterator[Page]:
    """A page in a fresh profile that may ask no other host and must not complain."""
    host = "/".join(url.split("/")[:3])
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    complaints: list[str] = []
    page.add_init_script(SHIFTS)
    page.on("request", lambda r: None if r.url.startswith(host) else complaints.append(r.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto(url, wait_until="load")
    yield page
    if scripts:
        assert page.evaluate("window.shift") < UNSEEN
    # the browser itself reports the answer 404 of the page for wrong addresses
    assert [c for c in complaints if "the server responded with a status of 404" not in c] == []
    context.close()


def failures(page: Page) -> list[str]:
    """What IBM Equal Access is sure of, and what HTML_CodeSniffer calls errors.

    Both also ask for a look at much that may be right; of that nothing is read here.
    """
    page.evaluate((TOOLS / "accessibility-checker-engine/ace.js").read_text("utf-8"))
    page.evaluate((TOOLS / "html_codesniffer/build/HTMLCS.js").read_text("utf-8"))
    found: list[str] = page.evaluate(
        """async () => {
          const { results } = await new ace.Checker().check(document, ["WCAG_2_2"]);
          const sure = results.filter(({ value }) => value[1] === "FAIL");
          await new Promise((done) => HTMLCS.process("WCAG2AA", document, done));
          const errors = HTMLCS.getMessages().filter(({ type }) => type === HTMLCS.ERROR);
          return [
            ...sure.map(({ ruleId, message, snippet }) => `${ruleId}: ${message} ${snippet}`),
            ...errors.map(({ code, msg, element }) => `${code}: ${msg} ${element.outerHTML}`),
          ];
        }"""
    )
    return found


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("kind", KINDS)
def test_each_page_is_accessible_and_stands_still(
    browser: Browser, address: str, kind: str, width: int
) -> None:
    with opened(browser, address + KINDS[kind], width=width) as page:
        page.wait_for_load_state("networkidle")  # what is searched for is there
        assert {"light": violations(page)} == {"light": []}
        assert width == PHONE or failures(page) == []  # the document is the same
        page.emulate_media(color_scheme="dark")
        assert {"dark": violations(page, OF_COLOUR)} == {"dark": []}
        page.mouse.wheel(0, 20_000)
        page.wait_for_load_state("networkidle")
        page.evaluate("window.shifts.disconnect()")  # in a window that is resized all moves
        for narrow in (width, NARROWEST):
            page.set_viewport_size({"width": narrow, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= narrow


class Trickling(Handler):
    """Sends the masthead of a page piece by piece, as a slow line or a busy machine does."""

    def do_GET(self) -> None:
        if not self.path.endswith("/"):
            return super().do_GET()
        document = Path(self.directory, self.path.strip("/"), "index.html").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        head, masthead, rest = re.split(
            b"(<header class=.masthead.*?</header>)", document, maxsplit=1, flags=re.S
        )
        for piece in (head, *re.split(b"(?=<a |<li>|<button)", masthead), rest):
            self.wfile.write(piece)
            time.sleep(0.08)


@pytest.mark.parametrize("width", [PHONE, 600, DESK])
@pytest.mark.parametrize("path", ["", "figures/"])
def test_the_masthead_stands_still_while_it_is_read(
    browser: Browser, site: Path, path: str, width: int
) -> None:
    with (
        serve(site, Trickling) as trickling,
        opened(browser, trickling + path, width=width) as page,
    ):
        expect(page.get_by_role("navigation", name="Sections").get_by_text("About")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_preview_opens_by_keyboard_and_goes_with_escape(
    browser: Browser, address: str, scheme: str
) -> None:
    with opened(browser, address + ARTICLE, scheme) as page:
        preview = page.get_by_role("tooltip")
        page.locator("#p2 .permalink").focus()
        page.keyboard.press("Shift+Tab")  # to the last name in the paragraph
        expect(preview).to_be_visible()
        expect(preview).to_contain_text("Norendal Moda")
        expect(page.locator("#p2 .words a").last).to_have_accessible_description(
            preview.inner_text().replace("\n", " ").replace("  ", " ")
        )
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(preview).to_have_count(0)
        expect(page.locator("#p2 .words a").last).to_be_focused()


def test_preview_opens_on_a_link_to_which_the_page_scrolls(browser: Browser, address: str) -> None:
    with opened(browser, address + ARTICLE) as page:
        page.keyboard.press("Tab")
        page.wait_for_timeout(600)  # after which what moves is no answer to the key any more
        page.locator(".words a.name").last.focus()
        expect(page.get_by_role("tooltip")).to_be_visible()
        assert page.evaluate("scrollY") > 0
        page.mouse.wheel(0, -300)
        expect(page.get_by_role("tooltip")).to_have_count(0)


def test_preview_stays_under_the_pointer_and_goes_when_that_leaves(
    browser: Browser, address: str
) -> None:
    with opened(browser, address + ARTICLE) as page:
        preview = page.get_by_role("tooltip")
        page.locator("#p2 a.theme").first.hover()
        expect(preview).to_contain_text("They spoke for two hours about defence")
        preview.hover()
        page.wait_for_timeout(400)  # longer than it takes to go
        expect(preview).to_be_visible()
        page.mouse.move(2, 2)
        expect(preview).to_have_count(0)


def test_with_colours_of_the_readers_own_all_can_be_read(browser: Browser, address: str) -> None:
    """Then text has the colour of text, and what it stands on must leave it legible."""
    for scheme in ("light", "dark"):
        with opened(browser, f"{address}/", scheme) as page:
            page.emulate_media(forced_colors="active")
            grounds = (
                "[...document.querySelectorAll('.bar rect')].map((e) => getComputedStyle(e).fill)"
            )
            canvas = "getComputedStyle(document.documentElement).backgroundColor"
            assert {*page.evaluate(grounds)} == {page.evaluate(canvas)}
        with opened(browser, f"{address}{ARTICLE}#p2", scheme) as page:
            page.emulate_media(forced_colors="active")
            style = "getComputedStyle(document.getElementById('p2')).outlineStyle"
            assert page.evaluate(style) == "solid"


def test_preview_comes_though_the_pointer_moves_within_the_link(
    browser: Browser, address: str
) -> None:
    with opened(browser, f"{address}/themes/defence/") as page:
        link = page.locator("a.place").first
        link.scroll_into_view_if_needed()
        box, inner = link.bounding_box(), link.locator(".number").bounding_box()
        assert box and inner
        page.mouse.move(box["x"] + box["width"] - 3, box["y"] + box["height"] - 3)
        page.mouse.move(inner["x"] + 3, inner["y"] + inner["height"] / 2)
        expect(page.get_by_role("tooltip")).to_be_visible()


def test_nothing_is_fetched_before_a_link_is_used(browser: Browser, address: str) -> None:
    with opened(browser, address + ARTICLE) as page:
        names: list[str] = page.evaluate(
            "performance.getEntriesByType('resource').map((entry) => entry.name)"
        )
        assert [name for name in names if name.startswith(address + "names/")] == []


def test_a_passage_is_copied_with_its_source(browser: Browser, address: str) -> None:
    for place in (f"{ARTICLE}#p8", "themes/inner-basin/#talks-p8"):
        with opened(browser, address + place) as page:
            passage = page.locator(f"[id='{place.split('#')[1]}']")
            passage.get_by_role("button", name="Quote").click()
            expect(passage.get_by_role("status")).to_have_text("Copied with its source")
            words, source, link, end = page.evaluate("navigator.clipboard.readText()").split("\n")
            assert words.startswith("“The security of the seas came last")
            assert words.endswith("when a day has been found.”")
            assert source == f"{TALKS}, ¶\N{NO-BREAK SPACE}8"
            assert (link, end) == (f"{address}{ARTICLE}#p8", "")


def test_a_passage_is_shown_alone_in_a_frame_of_another_site(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with opened(browser, address + "themes/inner-basin/#talks-p8") as page:
        passage = page.locator("[id='talks-p8']")
        passage.get_by_role("button", name="Embed").click()
        expect(passage.get_by_role("status")).to_have_text("Copied: paste it into a page")
        line = page.evaluate("navigator.clipboard.readText()")
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Elsewhere</title>{line}", "utf-8")
    with serve(tmp_path) as elsewhere:
        page = browser.new_page(java_script_enabled=False)
        page.goto(elsewhere)
        frame = page.frame_locator(f"iframe[title^='{TALKS}']")
        expect(frame.locator("figure:visible")).to_have_count(1)
        expect(frame.locator("figure:visible")).to_contain_text("The security of the seas came")
        expect(frame.get_by_role("heading")).to_have_text("Two days of talks in New Delva")
        (shown,) = (inner for inner in page.frames if inner.url.startswith(address))
        assert shown.url == f"{address}embed/talks/#p8"
        assert shown.evaluate("document.documentElement.scrollHeight") <= shown.evaluate(
            "innerHeight"
        )
        with page.expect_popup() as opened_beside:
            frame.get_by_role("link", name="Passage 8: read it in its place").click()
        expect(opened_beside.value).to_have_url(f"{address}{ARTICLE}#p8")
        page.context.close()


def test_chosen_colours_are_remembered_until_they_are_the_systems(
    browser: Browser, address: str
) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    with opened(browser, address) as page:
        light = page.evaluate(ground)
        switch = page.get_by_role("button", name="Dark colours", pressed=False)
        switch.click()
        dark = page.evaluate(ground)
        assert dark != light
        page.goto(address + ARTICLE)
        assert page.evaluate(ground) == dark
        page.get_by_role("button", name="Dark colours", pressed=True).click()
        assert page.evaluate(ground) == light
        assert page.evaluate("localStorage.getItem('dossier.scheme')") is None


def test_site_works_without_scripts(browser: Browser, address: str) -> None:
    with opened(browser, address, scripts=False) as page:
        page.get_by_label("Search every passage").fill("F-62")
        page.keyboard.press("Enter")
        page.wait_for_url(address + "search/?q=F-62")
        page.goto(address + ARTICLE)
        expect(page.get_by_role("button", name="Quote")).to_have_count(0)
        expect(page.get_by_role("button", name="Dark colours")).to_have_count(0)
        page.locator("#p2 a.theme").first.click()
        page.locator(":target summary").click()
        expect(page.locator(":target .why q").first).to_be_visible()


def test_wrong_address_is_searched_for(browser: Browser, address: str) -> None:
    with opened(browser, address + PAGES["lost"]) as page:
        expect(page.get_by_label("Search the dossier for")).to_have_value("viktor mirol")
        expect(page.locator("#lost .search-note")).to_contain_text("Showing results for mirel")
        page.locator("#lost .search-card").get_by_text("Viktor Mirel", exact=True).click()
        page.wait_for_url(address + "names/viktor-mirel/")


def test_results_that_come_late_move_nothing(browser: Browser, address: str) -> None:
    def late(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    with opened(browser, address) as page:
        page.route("**/search/data/**", late)
        page.goto(address + PAGES["lost"])
        page.mouse.wheel(0, 20_000)
        expect(page.locator("#lost .search-card").first).to_be_visible()
        page.mouse.wheel(0, 20_000)
        expect(page.get_by_role("contentinfo")).to_be_visible()


def put_on_paper(page: Page) -> None:
    """Lay a page out anew for paper, which is no shift."""
    page.evaluate("window.shifts.disconnect()")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


def test_paper_has_the_addresses_and_no_controls(browser: Browser, address: str) -> None:
    with opened(browser, address + "themes/trade/") as page:
        put_on_paper(page)
        for control in (".sections", ".find", ".quote", ".why", ".scheme"):
            expect(page.locator(control).first).to_be_hidden()
        after = "link => getComputedStyle(link, '::after').content"
        source = page.locator(".introduction a[href^=http]").first
        assert (source.get_attribute("href") or "none") in source.evaluate(after).replace('" "', "")
        place = page.locator(f"a.place[href*='{ARTICLE}']").first
        assert f"{address}{ARTICLE}#p" in place.evaluate(after)


@pytest.mark.parametrize("path", [ARTICLE, "themes/trade/", "timeline/"])
def test_nothing_is_cut_off_on_paper(browser: Browser, address: str, path: str) -> None:
    with opened(browser, address + path, width=643) as page:  # A4 without its margins
        put_on_paper(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 643


@pytest.mark.parametrize(("paper", "height"), [("A4", 297 - 31), ("Letter", 279.4 - 31)])
def test_an_article_takes_no_more_paper_than_it_needs(
    browser: Browser, address: str, paper: str, height: float
) -> None:
    """The margins take 31 mm; what is kept together may leave a tenth of the pages empty."""
    for path, width in ((ARTICLE, 658), ("articles/corrected/", 658)):
        with opened(browser, address + path, width=width) as page:
            printed = page.pdf(format=paper, prefer_css_page_size=False)
            pages = len(list(PDFPage.get_pages(io.BytesIO(printed))))
            put_on_paper(page)
            needed = page.evaluate("document.body.offsetHeight") * 25.4 / 96 / height
            assert pages <= math.ceil(1.1 * needed), path
    assert pages == 1


def test_a_word_without_an_end_widens_no_page(browser: Browser, tmp_path: Path) -> None:
    word = "Unbroken" * 20
    seed = (
        f"---\ntitle: {word}\nsource: {{name: {word}, url: https://example.org/}}\n---\n"
        f"The {word} trade of the navy in 2025 came to 5 {word}.\n\n"
        f"| Ship | {word} |\n|---|---|\n| {word} | a row of words, each of them short |\n"
    )
    project = make_project(tmp_path / "project", {"long.md": seed})
    assert build(project).returncode == 0
    with serve(project / "site") as address:
        for path in ("", "articles/", "articles/long/", "themes/trade/", "search/?q=trade"):
            for width in (NARROWEST, 360, DESK):
                with opened(browser, address + path, width=width) as page:
                    page.wait_for_load_state("networkidle")
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    assert wide <= width, (path, width)


def test_a_phone_finds_the_icons_and_magnifies_no_field(browser: Browser, address: str) -> None:
    with opened(browser, address + ARTICLE) as page:
        for icon in ("favicon.ico", "apple-touch-icon.png"):
            link = page.locator(f"link[href$='{icon}']").evaluate("link => link.href")
            assert link == address + icon
            assert page.request.get(link).ok
        page.keyboard.press("/")
        sizes = page.locator("input").evaluate_all(
            "fields => fields.map((field) => parseFloat(getComputedStyle(field).fontSize))"
        )
        assert len(sizes) == 2 and min(sizes) >= 16  # below that iOS magnifies


def test_pages_are_light(browser: Browser, address: str) -> None:
    """At most 150 KB compressed for a first visit, 25 KB for a second page."""
    with opened(browser, address) as page:
        visits: list[dict[str, int]] = []
        page.on(
            "response",
            lambda r: visits[-1].update({r.url: len(gzip.compress(r.body()))}) if r.ok else None,
        )
        for path in (ARTICLE, "themes/defence/"):
            visits.append({})
            page.goto(address + path, wait_until="load")
        first, second = visits
        assert sum(first.values()) <= 150 * 1024
        assert sum(size for url, size in second.items() if url not in first) <= 25 * 1024
