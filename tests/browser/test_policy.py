"""The policy in Chromium: every kind of page works under it, and nothing is reported."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support.serving import serve

WATCH = """
    addEventListener("securitypolicyviolation", (event) =>
      console.error(`violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


def kinds(site: Path) -> list[str]:
    """The address of one page of each kind: of each folder its own page, and one below it."""
    found: dict[tuple[str, int], str] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        found.setdefault((name.split("/")[0], name.count("/")), name)
    return [name.removesuffix("index.html") for name in found.values()]


def leads_on(site: Path, name: str) -> bool:
    """Whether a page is only the old address of another."""
    path = site / name
    page = path / "index.html" if path.is_dir() else path
    return 'http-equiv="refresh"' in page.read_text("utf-8")


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


def watch(page: Page, address: str) -> list[str]:
    complaints: list[str] = []
    page.add_init_script(WATCH)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("request", lambda r: None if r.url.startswith(address) else complaints.append(r.url))
    return complaints


def test_every_kind_of_page_works_without_a_violation(
    browser: Browser, site: Path, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints = watch(page, address)
    visited = kinds(site)
    assert len(visited) >= 8
    for name in visited:
        if leads_on(site, name):
            page.goto(address + name, wait_until="commit")
            page.wait_for_url(re.compile(f"^(?!{re.escape(address + name)}$)"), wait_until="load")
        else:
            page.goto(address + name, wait_until="load")
        ran = page.evaluate("'script' in document.documentElement.dataset")
        assert ran is not name.startswith("embed/"), name  # which has no script
        if ran:
            page.locator("button.scheme").click()
            dark = page.locator("button.scheme[aria-pressed=true]").count()
            page.locator("button.scheme").click()
            assert dark != page.locator("button.scheme[aria-pressed=true]").count(), name
        for link in page.locator("main a:not([href^=http]):not([href^='#'])").all()[:2]:
            if link.is_visible():
                link.hover()
        page.evaluate("getSelection().selectAllChildren(document.querySelector('main'))")
        page.wait_for_load_state("networkidle")
        assert complaints == [], name
    context.close()


def test_what_is_injected_does_not_run(browser: Browser, site: Path, tmp_path: Path) -> None:
    """The policy is a second wall: it holds where everything before it has failed."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    path = copy / "about/index.html"
    text = path.read_text("utf-8")
    attacks = (
        "<script>window.__pwned = 1</script>"
        "<script src='data:text/javascript,window.__pwned=1'></script>"
        "<script src='https://evil.example/x.js'></script>"
        "<img src=x onerror='window.__pwned = 1'>"
        "<img src='https://evil.example/x.png'>"
        "<iframe srcdoc='<script>parent.__pwned = 1</script>'></iframe>"
        "<style>body { background: url(https://evil.example/y.png) }</style>"
        "<base href='https://evil.example/'>"
        "<object data='https://evil.example/z'></object>"
        "<a id='go' href='javascript:window.__pwned=1'>go</a>"
    )
    path.write_text(text.replace("</main>", f"{attacks}</main>"), "utf-8")
    with serve(copy) as address:
        context = browser.new_context()
        page = context.new_page()
        answers: list[str] = []
        page.on("response", lambda answer: answers.append(answer.url))
        complaints = watch(page, address)
        page.goto(address + "about/", wait_until="load")
        page.evaluate("document.getElementById('go').click()")
        page.wait_for_timeout(200)
        assert page.evaluate("window.__pwned") is None
        assert all(answer.startswith(address) for answer in answers)
        violated = {c.split()[1] for c in complaints if c.startswith("violation: ")}
        assert {"script-src-elem", "script-src-attr", "style-src-elem", "img-src"} <= violated
        assert {"base-uri", "object-src"} <= violated
        context.close()


WRITE = """() => {
  const tried = {
    innerHTML: () => { document.body.firstElementChild.innerHTML = "<p>"; },
    parser: () => new DOMParser().parseFromString("<p>", "text/html"),
    policy: () => trustedTypes.createPolicy("any", { createHTML: (text) => text }),
  };
  return Object.entries(tried).map(([name, write]) => {
    try { write(); return `${name} went through`; } catch (error) { return error.name; }
  });
}"""


def test_no_script_writes_markup_and_what_pages_do_needs_none(
    browser: Browser, address: str
) -> None:
    """The search opens, and a link shows what it leads to, without a complaint."""
    context = browser.new_context()
    page = context.new_page()
    complaints = watch(page, address)
    page.goto(address + "articles/", wait_until="load")
    page.locator("main a[href*='articles/']:visible").first.hover()
    page.locator(".preview").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.locator("dialog[open] input[name=q]").fill("tariffs")
    page.locator("dialog[open] .search-status").wait_for()
    assert complaints == []
    assert page.evaluate(WRITE) == ["TypeError"] * 3
    context.close()
