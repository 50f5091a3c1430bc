"""Three years, each built by itself as on a machine of its own, served together and searched."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from dossier.gathering.pipeline import read_edition
from dossier.publishing.manifest import verify_copy, verify_host
from playwright.sync_api import Browser, Page, expect
from support.nginx import nginx
from support.project import ROOT, build, make_project
from support.republishing import under_another_name
from support.serving import serve

HERE = Path(__file__).parent
YEARS = ["2025", "2024", "2023"]
SEEDS = {
    path.name: text
    for path in (HERE / "seeds").iterdir()
    if (text := path.read_text("utf-8")) and re.search(rf"^date: ({'|'.join(YEARS)})", text, re.M)
}
QUERIES = [case["q"] for case in yaml.safe_load((HERE / "queries.yml").read_text("utf-8"))][::3]
SHOWN = """() => {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((e) => e.textContent);
  const note = document.querySelector(".search-note");
  return {
    status: document.querySelector(".search-status").textContent,
    note: note.hidden ? "" : note.textContent,
    cards: texts(".search-card a"),
    articles: texts(".search-article h3, .search-meta"),
    passages: texts(".search-passage"),
    marks: texts(".search-passage mark"),
    facets: texts(".search-facet label"),
  };
}"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three years in one project, built as one site."""
    project = make_project(tmp_path_factory.mktemp("years") / "project", SEEDS)
    result = build(project)
    assert result.returncode == 0, result.stderr
    return project


@pytest.fixture(scope="module")
def joined(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each year built in a copy of the project, the folders brought together, and joined."""
    for year in YEARS:
        machine = make_project(tmp_path_factory.mktemp(year) / "project", SEEDS)
        result = build(machine, "--year", year)
        assert result.returncode == 0, result.stderr
        shutil.copytree(machine / "site" / year, project / "joined" / year)
    result = build(project, "--site-dir", "joined", "--join")
    assert result.returncode == 0, result.stderr
    return project / "joined"


@pytest.fixture(scope="module")
def whole(project: Path) -> Iterator[str]:
    with serve(project / "site") as address:
        yield address


@pytest.fixture(scope="module")
def years(joined: Path) -> Iterator[str]:
    with serve(joined) as address:
        yield address


def ask(page: Page, text: str) -> dict[str, Any]:
    """Search on the page /search/; gives all that is shown once nothing more is to come."""
    page.locator(".search-found").wait_for(state="attached")
    page.get_by_label("Search every passage").fill(text)
    page.get_by_label("Search every passage").press("Enter")
    page.wait_for_function(
        """text => {
          const root = document.querySelector("[data-search-page]");
          return root.dataset.shown === text && !root.hasAttribute("aria-busy");
        }""",
        arg=text,
    )
    shown: dict[str, Any] = page.evaluate(SHOWN)
    return shown


def test_what_is_found_is_what_one_index_finds(
    browser: Browser, page: Page, whole: str, years: str
) -> None:
    page.goto(f"{years}2024/search/")
    other = browser.new_page()
    other.goto(f"{whole}search/")
    for each in (page, other):
        ask(each, "Velia")
        for facet in each.locator(".search-facet summary").all():
            facet.click()
    found = 0
    for query in QUERIES:
        shown = ask(page, query)
        assert shown == ask(other, query), query
        assert shown["facets"] or not shown["passages"]
        found += len(shown["passages"])
    other.close()
    assert len(QUERIES) > 20 and found > 25


def test_one_search_finds_passages_of_all_years(page: Page, years: str) -> None:
    page.goto(f"{years}2023/search/?q=Velia")
    expect(page.locator(".search-facet").first).to_be_attached()
    page.locator("[data-facet=year] summary").click()
    total = 0
    for year in YEARS:
        label = page.locator("[data-facet=year] label").filter(has_text=year)
        count = int(label.locator(".search-count").inner_text())
        label.get_by_role("checkbox").check()
        expect(page.get_by_role("status")).to_have_text(re.compile(f"^{count} passages? in "))
        for about in page.locator(".search-meta").all_inner_texts():
            assert year in about
        label.get_by_role("checkbox").uncheck()
        expect(page.get_by_role("heading", name="Topics")).to_be_visible()
        assert count > 0
        total += count
    expect(page.get_by_role("status")).to_contain_text(f"{total} passages in")


def test_a_theme_narrows_all_years(page: Page, project: Path, years: str) -> None:
    page.goto(f"{years}2025/search/?q=Velia")
    page.locator("[data-facet=theme] summary").click()
    label = page.locator("[data-facet=theme] label").filter(has_text="Trade")
    count = label.locator(".search-count").inner_text()
    label.get_by_role("checkbox").check()
    expect(page.get_by_role("status")).to_contain_text(f"{count} passages in")
    abouts = " ".join(page.locator(".search-meta").all_inner_texts())
    assert len(set(re.findall(r"20\d\d", abouts))) > 1
    for passage in page.locator(".search-passage .search-themes").all():
        expect(passage).to_contain_text("Trade")


def test_a_topic_has_one_card_with_the_passages_of_all_years(
    page: Page, project: Path, years: str
) -> None:
    dossier = read_edition(project).dossier
    passages = dossier.passages_of_topic["themes/trade.md"]
    assert len({passage.article.when[:4] for passage in passages}) > 1
    page.goto(f"{years}2024/search/?q=trade")
    card = page.locator(".search-card a[data-topic=trade]")
    expect(card).to_have_count(1)
    expect(card).to_contain_text(f"{len(passages)} passages")
    card.click()
    expect(page).to_have_url(f"{years}2024/themes/trade/")


def test_a_result_opens_in_its_year_marked(page: Page, years: str) -> None:
    page.goto(f"{years}2023/articles/reactors/")
    page.keyboard.press("/")
    page.keyboard.type("F62")
    page.locator("dialog .search-passage a[href*='highlight=F-62']").first.click()
    expect(page).to_have_url(f"{years}2025/articles/minister/?highlight=F-62#p4")
    expect(page.locator("#p4 mark")).to_have_text(["F-62"])
    expect(page.locator("#p4")).to_be_in_viewport()


def test_a_phrase_and_a_word_of_one_year(page: Page, years: str) -> None:
    page.goto(f"{years}2025/search/")
    found = ask(page, '"seven disputes"')
    assert found["passages"] and set(found["marks"]) == {"seven disputes"}
    found = ask(page, "almonds")
    assert found["articles"][0] == "Almonds, apples and a truce"
    assert page.locator(".search-article h3 a").first.get_attribute("href") == (
        f"{years}2023/articles/farms/"
    )
    assert "almonds" in ask(page, "almnods")["note"]  # also what is misspelt
    assert ask(page, "zeppelin")["status"] == "Nothing found."


@pytest.mark.parametrize("files", ["entry.bin", "*/w/*", "*/a/*"])
def test_a_year_out_of_reach_is_named_and_the_others_answer(
    page: Page, years: str, files: str
) -> None:
    pattern = f"**/2023/search/data/{files}"
    page.route(pattern, lambda route: route.abort())
    page.goto(f"{years}2025/search/")
    told = "Not searched, since out of reach: 2023."
    shown = ask(page, "Velia")
    assert shown["status"].endswith(told)
    assert shown["passages"] and not any("2023" in about for about in shown["articles"])
    assert ask(page, "almonds")["status"] == f"Nothing found. {told}"
    page.unroute(pattern)
    assert ask(page, "Velia")["status"].endswith("best first.")
    assert ask(page, "almonds")["passages"]


def test_this_year_answers_where_the_others_are_not_known(page: Page, years: str) -> None:
    page.route("**/years.json", lambda route: route.abort())
    page.goto(f"{years}2024/search/")
    shown = ask(page, "Velia")
    assert shown["status"].endswith("Not searched, since out of reach: the other years.")
    assert any("2024" in about for about in shown["articles"])


def test_the_search_goes_on_when_a_year_is_published_anew(page: Page, years: str) -> None:
    """Then the index of the year that is open has gone, and another is there in its place."""
    publish = under_another_name(page, f"{years}2024/")
    page.goto(f"{years}2025/search/")
    before = ask(page, QUERIES[0])
    publish()
    after = ask(page, "F-62")
    page.goto(f"{years}2025/search/")
    assert after == ask(page, "F-62")
    assert before == ask(page, QUERIES[0])


def test_the_search_fails_aloud_where_no_year_is_in_reach(page: Page, years: str) -> None:
    page.route("**/search/data/**", lambda route: route.abort())
    page.goto(f"{years}2024/search/?q=Velia")
    expect(page.get_by_role("status")).to_contain_text("The search could not be loaded.")


def test_a_whole_site_asks_for_no_years(page: Page, whole: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{whole}search/?q=Velia")
    expect(page.locator(".search-passage").first).to_be_visible()
    assert any("entry.bin" in url for url in asked) and not any("years" in url for url in asked)


def test_readers_walk_from_year_to_year(browser: Browser, years: str) -> None:
    """Also without JavaScript, and from an address where there is nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(years)
    expect(page).to_have_url(f"{years}2025/")
    expect(page).to_have_title(re.compile(", 2025$"))
    page.goto(f"{years}2025/articles/minister/")
    walk = page.get_by_role("navigation", name="Years")
    expect(walk.get_by_role("link")).to_have_text(YEARS)
    expect(walk.locator("[aria-current]")).to_have_text("2025")
    walk.get_by_role("link", name="2023").click()
    expect(page).to_have_url(f"{years}2023/")
    page.goto(f"{years}2023/nowhere/")
    page.get_by_role("link", name=re.compile("2024$")).click()
    expect(page).to_have_url(f"{years}2024/")
    context.close()


def test_the_manifest_of_a_year_names_its_articles_alone(project: Path, joined: Path) -> None:
    for year in YEARS:
        manifest = json.loads((joined / year / "manifest.json").read_text("utf-8"))
        seeds = {name for name in manifest["inputs"] if name.startswith("seeds/")}
        articles = read_edition(project, year=year).dossier.articles
        assert seeds == {article.path for article in articles} != set()


def test_what_is_joined_can_be_verified(joined: Path) -> None:
    assert verify_copy(joined) == []
    assert all(verify_copy(joined / year) == [] for year in YEARS)
    changed = joined / "2024" / "search" / "data" / "entry.bin"
    cache = changed.read_bytes()
    changed.write_bytes(b"{}")
    assert verify_copy(joined) == ["2024/search/data/entry.bin: differs"]
    changed.write_bytes(cache)


def test_what_is_joined_can_be_verified_where_it_is_served(joined: Path, tmp_path: Path) -> None:
    with nginx(tmp_path / "nginx", joined) as port:
        assert verify_host(f"http://127.0.0.1:{port}/") == []


def test_a_year_is_not_put_into_a_whole_site(project: Path) -> None:
    result = build(project, "--year", "2025")
    assert result.returncode == 1 and "is a whole site" in result.stderr
    assert not (project / "site" / "2025").exists()


def test_the_years_to_build_are_told(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dossier", "build", "--list-years"],
        cwd=project,
        env={"PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == '["2025", "2024", "2023"]\n'
