"""The desk, with a browser open: an editor settles what the machine was unsure of."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect
from support.accessibility import violations
from support.project import make_project
from support.serving import serve, started

WAIT = 20_000
TALKS = """---
title: Talks
---
The tariff was the subject of long talks in New Delva.

Words between the two of them.

A levy on steel, the tariff on cars, said Anna Rao, and an end to both.
"""
YARD = """---
title: Yard
---
The offshore yard was opened by Anna Rao.
"""

BAY = """---
title: Bay
---
Offshore work begins soon in the Bay, and no theme knows of it.
"""
LADDERS = """---
title: Ladders
place:
  - {at: p1, in: trade/Goods}
  - {at: p2, in: trade/Goods}
  - {at: p3, not: trade}
---
The eel ladder at the weir was mended, said the Ministry of River Works (MRW) in the morning.

An eel ladder costs as much as a lock, and nobody sells one here.

The Ministry of River Works was asked for more of them by the MRW of the other bank.
"""
MORE_LADDERS = """---
title: More ladders
---
Another eel ladder is wanted below the bridge, as the Ministry of River Works told the town.

The MRW keeps the list of those that wait.
"""
OTHER = "Nothing that any of the themes knows of happened on that long day.\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    seeds = {"bay.md": BAY, "other.txt": OTHER, "talks.md": TALKS, "yard.md": YARD}
    seeds |= {"ladders.md": LADDERS, "more-ladders.md": MORE_LADDERS}
    return make_project(tmp_path_factory.mktemp("desk") / "project", seeds)


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    with started(project, "dossier", "serve") as (host, _):
        for _ in range(150):
            try:
                urlopen(f"http://{host}/editors/", timeout=5).close()
                break
            except (HTTPError, OSError):
                time.sleep(0.2)
        yield f"http://{host}/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert not errors
    page.close()


def after(check: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(100):
        if check():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come about")


def open_desk(page: Page, address: str, kind: str = "") -> None:
    page.goto(f"{address}editors/")
    expect(page.locator(".desk-finding").first).to_be_visible(timeout=WAIT)
    if kind:
        page.get_by_label("Kind").select_option(kind)
        expect(page.locator(".desk-finding").first).to_be_visible()


def test_a_passage_is_placed_and_that_undone_by_keyboard_alone(
    project: Path, address: str, page: Page
) -> None:
    seed = project / "seeds/bay.md"
    open_desk(page, address, "no theme")
    card = page.locator(".desk-finding", has_text="Offshore work")
    card.focus()
    theme = card.get_by_label("Theme and subtopic")
    theme.select_option(label="Trade › Tariffs and duties")
    card.focus()
    page.keyboard.press("i")
    expect(page.get_by_role("status")).to_contain_text("Into Trade › Tariffs and duties")
    assert "in: [trade/Tariffs and duties]" in seed.read_text()
    expect(card).to_have_count(0, timeout=WAIT)  # the articles were read again
    page.get_by_role("button", name="Undo").click()
    after(lambda: seed.read_text() == BAY)
    expect(card).to_have_count(1, timeout=WAIT)


def test_what_is_right_is_settled_by_a_key(project: Path, address: str, page: Page) -> None:
    open_desk(page, address)
    count = page.locator("#desk-count")
    before = int((count.text_content() or "").split()[0])
    page.locator(".desk-finding").first.focus()
    page.keyboard.press("s")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("s")
    page.get_by_role("button", name="Settle selected").click()
    expect(page.get_by_role("status")).to_have_text("2 settled")
    expect(count).to_have_text(f"{before - 2} to look at")
    assert len((project / "settled.txt").read_text().splitlines()) == 2
    page.locator(".desk-finding").first.focus()
    page.keyboard.press("r")
    expect(count).to_have_text(f"{before - 3} to look at")
    page.keyboard.press("u")
    expect(count).to_have_text(f"{before - 2} to look at")


def test_a_new_term_is_tried_before_it_is_added(project: Path, address: str, page: Page) -> None:
    theme = project / "docs/themes/trade.md"
    before = theme.read_text("utf-8")
    open_desk(page, address, "no theme")
    card = page.locator(".desk-finding", has_text="Offshore work")
    card.focus()
    page.keyboard.press("t")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Words").fill("offshore")
    dialog.get_by_label("Subtopic").select_option(label="Trade › Tariffs and duties")
    dialog.get_by_role("button", name="See what it does").click()
    expect(dialog).to_contain_text("Moves 2 passages in and none out.")
    expect(dialog).to_contain_text("The offshore yard was opened")
    assert theme.read_text("utf-8") == before
    dialog.get_by_role("button", name="Make the change").click()
    after(lambda: "- offshore" in theme.read_text("utf-8"))
    changed = theme.read_text("utf-8").splitlines()
    assert [line for line in changed if line not in before.splitlines()] == ["    - offshore"]
    page.goto(f"{address}themes/trade/")
    expect(page.locator(".passage", has_text="offshore yard")).to_have_count(1, timeout=WAIT)


def open_proposals(page: Page, address: str, kind: str) -> None:
    page.goto(f"{address}editors/")
    expect(page.locator(".desk-finding").first).to_be_visible(timeout=WAIT)
    page.get_by_label("Show", exact=True).select_option(label="What is proposed")
    page.get_by_label("Kind").select_option(kind)
    expect(page.locator(".desk-finding").first).to_be_visible(timeout=WAIT)


def test_a_proposed_term_is_taken_by_a_key_and_the_next_round_follows(
    project: Path, address: str, page: Page
) -> None:
    theme = project / "docs/themes/trade.md"
    before = theme.read_text("utf-8")
    open_proposals(page, address, "term")
    card = page.locator(".desk-finding", has_text="“eel ladder” for Trade")
    expect(card).to_contain_text("it adds 1 passage")
    expect(card.locator("mark").first).to_have_text("eel ladder")
    card.focus()
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Another eel ladder is wanted")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("“eel ladder”: strong. Moves")
    expect(card).to_have_count(0)
    added = [line for line in theme.read_text("utf-8").splitlines() if line not in before]
    assert added == ["    - eel ladder"]
    page.goto(f"{address}themes/trade/")
    expect(page.locator(".passage", has_text="Another eel ladder")).to_have_count(1, timeout=WAIT)
    open_proposals(page, address, "term")
    page.locator(".desk-finding").first.focus()
    page.keyboard.press("u")
    after(lambda: theme.read_text("utf-8") == before)


def test_what_is_proposed_and_not_wanted_is_proposed_no_more(
    project: Path, address: str, page: Page
) -> None:
    open_proposals(page, address, "term")
    first = page.locator(".desk-finding").first
    said = first.get_by_role("heading").text_content() or ""
    words, theme = said.removeprefix("“").split("” for ")
    first.focus()
    page.keyboard.press("x")
    expect(page.get_by_role("status")).to_contain_text("is proposed no more")
    expect(page.locator(".desk-finding", has_text=said)).to_have_count(0)
    assert f" no term: {theme.lower()} {words}" in (project / "settled.txt").read_text("utf-8")


def test_a_proposed_name_gets_a_page_with_what_articles_say(
    project: Path, address: str, page: Page
) -> None:
    open_proposals(page, address, "name")
    card = page.locator(".desk-finding", has_text="Ministry of River Works")
    card = card.filter(has_text="also written MRW")
    expect(card).to_be_visible()
    card.focus()
    page.keyboard.press("a")
    page.get_by_role("dialog").get_by_role("button", name="Make the change").click()
    path = project / "docs/names/ministry-of-river-works.md"
    after(path.exists)
    text = path.read_text("utf-8")
    assert "kind: organisation" in text and 'aliases: ["MRW"]' in text
    assert "# An article says: " in text


def test_a_name_gets_another_form(project: Path, address: str, page: Page) -> None:
    (project / "docs/names/anna-rao.md").write_text("---\ntitle: Anna Rao\nkind: person\n---\n")
    page.goto(f"{address}articles/yard/")
    expect(page.locator(".passage a", has_text="Anna Rao")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Name…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Words").fill("offshore yard")
    dialog.get_by_label("What it is").select_option(label="Another form of Anna Rao")
    dialog.get_by_role("button", name="See what it does").click()
    dialog.get_by_text("What is written").click()
    expect(dialog).to_contain_text("- offshore yard")
    dialog.get_by_role("button", name="Cancel").click()
    assert "offshore" not in (project / "docs/names/anna-rao.md").read_text()


def test_a_note_is_written_on_words_that_are_selected(
    project: Path, address: str, page: Page
) -> None:
    page.goto(f"{address}articles/talks/")
    expect(page.get_by_role("region", name="The desk")).to_be_visible(timeout=WAIT)
    page.locator("#p3 .words").evaluate(
        """words => {
          const text = document.createTreeWalker(words, NodeFilter.SHOW_TEXT).nextNode();
          getSelection().setBaseAndExtent(text, 0, text, 15);
        }"""
    )
    page.get_by_role("button", name="Note…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Words")).to_have_value("A levy on steel")
    expect(dialog.get_by_label("Passage")).to_have_value("p3")
    dialog.get_by_label("Note", exact=True).fill("It ended in 2025.")
    dialog.get_by_label("Address of its source").fill("https://example.org/steel")
    dialog.get_by_role("button", name="See what it does").click()
    dialog.get_by_role("button", name="Make the change").click()
    after(lambda: "at: A levy on steel" in (project / "seeds/talks.md").read_text())
    expect(page.locator("#p3")).to_contain_text("It ended in 2025.", timeout=WAIT)


def test_what_is_known_of_an_article_is_set_in_a_form(
    project: Path, address: str, page: Page
) -> None:
    page.goto(f"{address}articles/yard/")
    desk = page.get_by_role("region", name="The desk")
    desk.get_by_text("Details of the article").click()
    desk.get_by_label("Date", exact=True).fill("2025-05-04")
    desk.get_by_label("Source", exact=True).fill("A Paper")
    desk.get_by_role("button", name="See what it does").click()
    page.get_by_role("dialog").get_by_role("button", name="Make the change").click()
    after(lambda: "name: A Paper" in (project / "seeds/yard.md").read_text())
    head = (project / "seeds/yard.md").read_text().partition("\n---")[0]
    assert head == "---\ntitle: Yard\ndate: 2025-05-04\nsource:\n  name: A Paper"
    expect(page.locator(".facts")).to_contain_text("4 May 2025", timeout=WAIT)


def test_a_file_that_somebody_else_changed_is_shown_first(
    project: Path, address: str, page: Page
) -> None:
    seed = project / "seeds/yard.md"
    page.goto(f"{address}articles/yard/")
    page.get_by_role("button", name="Withdraw…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Why").fill("It was another's.")
    dialog.get_by_role("button", name="See what it does").click()
    expect(dialog.get_by_role("button", name="Make the change")).to_be_visible()
    seed.write_text(seed.read_text().replace("opened", "closed"))
    dialog.get_by_role("button", name="Make the change").click()
    expect(dialog).to_contain_text("The file has changed in the meantime")
    expect(dialog).to_contain_text("+The offshore yard was closed by Anna Rao.")
    assert "withdrawn" not in seed.read_text()


def test_a_page_of_another_site_changes_nothing(
    project: Path, address: str, page: Page, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in (project / "seeds").iterdir()}
    change = [{"do": "describe", "path": "seeds/talks.md", "keys": {"draft": True}}]
    body = json.dumps({"changes": change, "seen": {}})
    (tmp_path / "index.html").write_text(
        f"""<!doctype html><title>Elsewhere</title><form method=post enctype=text/plain
        action="{address}editors/api/make"><input name='{body}'></form><iframe
        src="{address}editors/"></iframe>"""
    )
    (tmp_path / "404.html").touch()
    with serve(tmp_path) as elsewhere:
        page.goto(elsewhere)
        asked = page.evaluate(
            """async ([address, body]) => {
              const answers = [];
              for (const options of [
                {},
                { method: 'POST', body },
                { method: 'POST', body, mode: 'no-cors' },
                { method: 'POST', body, headers: { 'Content-Type': 'application/json' } },
              ])
                for (const what of ['token', 'findings', 'look', 'make', 'undo'])
                  try {
                    const answer = await fetch(`${address}editors/api/${what}`, options);
                    answers.push(answer.status);
                  } catch { answers.push('none'); }
              return answers;
            }""",
            [address, body],
        )
        assert set(asked) <= {"none", 0}  # a page elsewhere reads no answer at all
        page.evaluate("document.querySelector('form').submit()")
        page.wait_for_url(f"{address}editors/api/make")
        expect(page.locator("body")).to_contain_text("its own pages alone")
    for name in ("evil.example", "evil.example:80"):
        with pytest.raises(HTTPError, match="403"):
            urlopen(Request(address, headers={"Host": name}), timeout=5)
    assert {path: path.read_bytes() for path in (project / "seeds").iterdir()} == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_is_for_everybody(browser: Browser, address: str, scheme: str) -> None:
    for width in (390, 1280):
        page = browser.new_page(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        for path in ("editors/", "articles/talks/"):
            page.goto(address + path)
            shown = ".desk-finding" if path == "editors/" else "section.desk"
            expect(page.locator(shown).first).to_be_visible(timeout=WAIT)
            if path == "editors/":
                page.get_by_label("Show", exact=True).select_option("proposals")
                expect(page.locator(shown, has_text="for Trade").first).to_be_visible(timeout=WAIT)
                page.locator(shown).first.focus()
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert violations(page) == []
                page.get_by_label("Show", exact=True).select_option("findings")
                looked = page.locator("[aria-label='What deserves a look'] blockquote")
                expect(looked.first).to_be_visible()
                page.locator(shown, has=page.locator("blockquote")).first.focus()
                page.keyboard.press("t")
                expect(page.get_by_role("dialog")).to_be_visible()
            else:
                page.get_by_text("Details of the article").click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(page) == []
        page.close()
