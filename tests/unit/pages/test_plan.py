"""Which pages a dossier has, what is on each, and where what does not fit stands."""

from collections.abc import Sequence
from datetime import date

import pytest
from dossier.core.model import Article, Change, DatedFact, Figure, Moment, Passage, Topic
from dossier.pages import page_types
from dossier.pages.page import Page
from dossier.pages.plan import Pages
from lxml import html
from support.values import article, dossier, name, theme

TRADE = theme("Trade", {"Tariffs": ["tariff"]}, description="About trade.")
ENERGY = theme("Energy", {"Reactors": ["reactor"]}, order=1)
ANNA = name("Anna Rao")
TALKS = article("talks", "A tariff, says Anna Rao.\n\nNothing else.", date=date(2025, 3, 1))
VISIT = article("visit", "Anna Rao sees a reactor.", date=date(2024, 5, 2))


def get(pages: Pages, src_uri: str) -> Page:
    page = pages.get(src_uri)
    assert page, src_uri
    return page


def links(pages: Pages, page: Page) -> list[tuple[str, str]]:
    """Where the links in a page's body lead, and their words."""
    body = html.fragment_fromstring(pages.body(page), create_parent="div")
    return [(a.get("href", ""), " ".join(a.text_content().split())) for a in body.iter("a")]


def test_every_article_topic_and_list_has_a_page() -> None:
    pages = Pages(dossier([TALKS, VISIT], [TRADE, ENERGY, ANNA]))
    assert {page.src_uri: page.type for page in pages} == {
        "index.md": page_types.HOME,
        "search.md": page_types.SEARCH,
        "about/index.md": page_types.ABOUT,
        "about/corrections.md": page_types.CORRECTIONS,
        "new/index.md": page_types.NEW,
        "names/index.md": page_types.NAMES,
        "articles/index.md": page_types.ARTICLES,
        "timeline/index.md": page_types.TIMELINE,
        "figures/index.md": page_types.FIGURES,
        "articles/talks.md": page_types.ARTICLE,
        "articles/visit.md": page_types.ARTICLE,
        "themes/trade.md": page_types.THEME,
        "themes/trade/tariffs.md": page_types.MOVED_PART,
        "themes/energy.md": page_types.THEME,
        "themes/energy/reactors.md": page_types.MOVED_PART,
        "names/anna-rao.md": page_types.NAME,
    }
    assert pages.get("articles/nowhere.md") is None


def test_a_page_knows_what_it_is_about() -> None:
    pages = Pages(dossier([TALKS, VISIT], [TRADE, ANNA]))
    talks = get(pages, "articles/talks.md")
    assert (talks.subject, talks.title) == (TALKS, "Talks")
    assert talks.description == "A tariff, says Anna Rao."
    trade = get(pages, "themes/trade.md")
    assert (trade.subject, trade.title, trade.description) == (TRADE, "Trade", "About trade.")
    assert [item.block.text for item in trade.items if isinstance(item, Passage)] == [
        "A tariff, says Anna Rao."
    ]
    assert get(pages, "names/anna-rao.md").articles == (TALKS, VISIT)
    assert get(pages, "articles/index.md").items == (TALKS, VISIT)


def test_the_navigation_leads_to_themes_and_lists() -> None:
    pages = Pages(dossier([], [TRADE, ENERGY, ANNA]))
    assert pages.navigation() == [
        {"Home": "index.md"},
        {"Trade": "themes/trade.md"},
        {"Energy": "themes/energy.md"},
        {"New": "new/index.md"},
        {"Names": "names/index.md"},
        {"Articles": "articles/index.md"},
        {"Timeline": "timeline/index.md"},
        {"Figures": "figures/index.md"},
        {"About": "about/index.md"},
    ]
    assert {uri for entry in pages.navigation() for uri in entry.values()} <= {
        page.src_uri for page in pages
    }


def test_an_address_that_an_article_had_leads_to_where_it_is() -> None:
    moved = article("talks", "A tariff.", formerly=("first-talks",))
    gone = article(
        "gone", "Wrong.", withdrawn=Change(date(2025, 5, 1), "It was invented."), formerly=("old",)
    )
    pages = Pages(dossier([moved, gone]))
    for old, now in (("first-talks", moved), ("old", gone)):
        page = get(pages, f"articles/{old}.md")
        assert (page.type, page.moved_to, page.title) == (
            page_types.MOVED,
            now.src_uri,
            now.title,
        )
        assert (f"../../articles/{now.slug}/", "another address") in links(pages, page)
    withdrawn = get(pages, "articles/gone.md")
    assert withdrawn.type is page_types.WITHDRAWN
    assert "It was invented." in pages.body(withdrawn) and "Wrong." not in pages.body(withdrawn)


def test_a_page_of_another_kind_has_its_template_elsewhere() -> None:
    more = Page("more.md", page_types.MOVED, "More", "", items=(TALKS,), moved_to="index.md")
    assert Pages(dossier([TALKS]), more=[more]).get("more.md") is more


def test_what_people_wrote_stands_in_the_page() -> None:
    pages = Pages(dossier([TALKS], [TRADE]))
    assert "<p>Ours.</p>" in pages.body(get(pages, "themes/trade.md"), "<p>Ours.</p>")


def test_a_body_is_made_of_the_facts_of_its_own_page() -> None:
    pages = Pages(dossier([TALKS, VISIT], [TRADE, ENERGY, ANNA]))
    trade, energy = (get(pages, f"themes/{slug}.md") for slug in ("trade", "energy"))
    assert pages.facts(trade)["gathered"] != pages.facts(energy)["gathered"]
    assert pages.facts(trade)["gathered"] == trade.items


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that hold two items, and two that lie ahead."""
    for most in ("ARTICLES", "PASSAGES", "STATEMENTS", "AHEAD"):
        monkeypatch.setattr(f"dossier.pages.plan.MOST_{most}", 2)


def yearly(*years: int) -> list[Article]:
    """An article for each year given, the first of a year in its January."""
    return [
        article(
            f"a{number}",
            f"A tariff of number {number}.",
            date=date(year, years[:number].count(year) + 1, 1),
        )
        for number, year in enumerate(years)
    ]


def shelf(page: Page) -> list[tuple[str, str, int]]:
    return list(page.archive)


@pytest.mark.usefixtures("few")
def test_a_long_row_is_continued_on_a_page_for_each_year() -> None:
    pages = Pages(dossier(yearly(2025, 2025, 2025, 2024, 2023), [TRADE]))
    front = get(pages, "articles/index.md")
    assert [item.slug for item in front.items if isinstance(item, Article)] == ["a2", "a1"]
    assert shelf(front) == [
        ("2025", "articles/years/2025-2.md", 3),
        ("2024", "articles/years/2024.md", 1),
        ("2023", "articles/years/2023.md", 1),
    ]
    part = get(pages, "articles/years/2025.md")
    assert (part.title, part.part) == ("All articles, 2025, part 1", "2025, part 1")
    assert [item.slug for item in part.items if isinstance(item, Article)] == ["a1", "a0"]
    assert shelf(part) == [
        ("2025, part 2", "articles/years/2025-2.md", 0),
        ("2025, part 1", "articles/years/2025.md", 0),
        ("2024", "articles/years/2024.md", 0),
        ("2023", "articles/years/2023.md", 0),
    ]


@pytest.mark.usefixtures("few")
def test_a_short_row_has_no_further_pages() -> None:
    pages = Pages(dossier(yearly(2025, 2024), [TRADE]))
    assert not get(pages, "articles/index.md").archive
    assert not [page for page in pages if page.part]


@pytest.mark.usefixtures("few")
def test_links_lead_to_where_a_passage_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    known = dossier(yearly(2025, 2024), [TRADE])
    whole = Pages(known)
    assert ("../../themes/trade/#a1-p1", "Trade") in links(whole, get(whole, "articles/a1.md"))
    monkeypatch.setattr("dossier.pages.plan.MOST_TOGETHER", 1)
    pages = Pages(known)
    there = "../../themes/trade/tariffs/#a1-p1"
    assert (there, "Trade") in links(pages, get(pages, "articles/a1.md"))
    monkeypatch.setattr("dossier.pages.plan.MOST_PASSAGES", 1)
    pages = Pages(known)
    assert get(pages, "themes/trade/tariffs/2024.md").part == "2024"
    there = "../../themes/trade/tariffs/2024/#a1-p1"
    assert (there, "Trade") in links(pages, get(pages, "articles/a1.md"))


def facts_of(*days: str) -> Topic:
    """A name with a fact on each of these days."""
    facts = tuple(DatedFact(day, f"On {day}.", "https://example.org/") for day in days)
    return name("Anna Rao", dates=facts)


def planned(*days: str) -> list[Article]:
    """An article of 2024 that plans something for each of these days."""
    text = "\n\n".join(f"A summit will take place on {day}." for day in days)
    return [article("plans", text, date=date(2024, 1, 1))] if days else []


def dates(items: Sequence[object]) -> list[str]:
    return [item.date for item in items if isinstance(item, Moment)]


@pytest.mark.usefixtures("few")
def test_the_timeline_begins_with_what_is_next_and_leads_to_the_rest() -> None:
    coming = ("1 March 2030", "2 March 2030", "5 May 2031")
    pages = Pages(dossier(planned(*coming), [facts_of("2023-01-01", "2022", "2021-05")]))
    timeline = get(pages, "timeline/index.md")
    assert dates(timeline.items)[:2] == ["2030-03-01", "2030-03-02"]
    assert dates(timeline.items)[2:] == ["2023-01-01"]
    assert [uri for _, uri, _ in timeline.archive] == [
        f"timeline/years/{year}.md" for year in ("2023", "2022", "2021")
    ]
    assert "All 3 that lie ahead" in pages.body(timeline)
    ahead = get(pages, "timeline/ahead.md")
    assert dates(ahead.items) == ["2031-05-05", "2030-03-02"]
    assert [uri for _, uri, _ in ahead.archive] == [
        "timeline/ahead/2031.md",
        "timeline/ahead/2030.md",
    ]
    assert dates(get(pages, "timeline/ahead/2030.md").items) == ["2030-03-02", "2030-03-01"]


@pytest.mark.usefixtures("few")
def test_a_few_things_ahead_have_no_page_of_their_own() -> None:
    pages = Pages(dossier(planned("1 March 2030", "2 March 2030"), [facts_of("2023")]))
    assert dates(get(pages, "timeline/index.md").items) == ["2030-03-01", "2030-03-02", "2023"]
    assert pages.get("timeline/ahead.md") is None
    assert "that lie ahead" not in pages.body(get(pages, "timeline/index.md"))


@pytest.mark.usefixtures("few")
def test_figures_stand_under_the_year_of_their_article() -> None:
    seeds = [
        article(f"f{year}", f"It cost USD {year} million.", date=date(year, 1, 1))
        for year in (2023, 2024, 2025)
    ]
    pages = Pages(dossier(seeds))
    for src_uri, words in (
        ("figures/index.md", "USD 2025 million"),
        ("figures/years/2024.md", "USD 2024 million"),
    ):
        (figure,) = get(pages, src_uri).items
        assert isinstance(figure, Figure) and figure.words == words


def test_a_name_with_many_passages_has_pages_by_theme_and_by_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dossier.pages.plan.MOST_TOGETHER", 2)
    monkeypatch.setattr("dossier.pages.plan.MOST_PASSAGES", 2)
    seeds = [
        article("a", "A tariff, says Anna Rao.\n\nAnna Rao left.", date=date(2025, 1, 1)),
        article("b", "A tariff on a reactor, says Anna Rao.", date=date(2024, 1, 1)),
    ]
    pages = Pages(dossier(seeds, [TRADE, ENERGY, ANNA]))
    front = get(pages, "names/anna-rao.md")
    assert front.type is page_types.MUCH_NAMED
    assert shelf(front) == [
        ("2025", "names/anna-rao/2025.md", 2),
        ("2024", "names/anna-rao/2024.md", 1),
    ]
    rows = {
        page.src_uri: (page.title, [item.key for item in page.items if isinstance(item, Passage)])
        for page in pages
        if page.type is page_types.NAME_PART
    }
    assert rows == {
        "names/anna-rao/2025.md": ("Anna Rao, 2025", ["a#p1", "a#p2"]),
        "names/anna-rao/2024.md": ("Anna Rao, 2024", ["b#p1"]),
        "names/anna-rao/themes/trade.md": ("Anna Rao: Trade", ["a#p1", "b#p1"]),
        "names/anna-rao/themes/energy.md": ("Anna Rao: Energy", ["b#p1"]),
        "names/anna-rao/elsewhere.md": ("Anna Rao: Under no theme", ["a#p2"]),
    }
    there = {uri for uri, _ in links(pages, front)}
    assert {"../../names/anna-rao/themes/trade/", "../../names/anna-rao/elsewhere/"} <= there


def test_themes_and_names_have_timelines_and_figures_of_their_own() -> None:
    text = " ".join(
        f"A tariff of ${n} million was told to Anna Rao on {n} March 2025." for n in range(1, 8)
    )
    pages = Pages(dossier([article("talks", text)], [TRADE, ENERGY, ANNA, name("Quartet")]))
    own = {page.src_uri: len(page.items) for page in pages if page.type.template in OWN}
    assert own == {
        "timeline/index.md": 7,
        "figures/index.md": 7,
        "timeline/themes/trade.md": 7,
        "figures/themes/trade.md": 7,
        "timeline/names/anna-rao.md": 7,
        "figures/names/anna-rao.md": 7,
    }
    there = {uri for uri, _ in links(pages, get(pages, "timeline/index.md"))}
    assert {"../timeline/themes/trade/", "../timeline/names/anna-rao/"} <= there
    assert "On <a" in pages.body(get(pages, "figures/themes/trade.md"))


OWN = ("timeline.html", "figures.html")


def test_what_was_measured_several_times_is_drawn_and_told() -> None:
    seeds = [
        article(f"a{year}", f"The tariff stood at {year - 2000} per cent in {year}.")
        for year in (2021, 2022, 2023)
    ]
    pages = Pages(dossier(seeds, [TRADE]))
    for src_uri in ("figures/index.md", "figures/themes/trade.md"):
        body = html.fragment_fromstring(pages.body(get(pages, src_uri)), create_parent="div")
        (drawing,) = body.xpath("//figure[@class='series']/svg[@role='img']")
        named = str(drawing.get("aria-labelledby")).split()
        said = [str(body.get_element_by_id(id).text_content()) for id in named]
        assert said == ["Tariff", "From 21 per cent in 2021 to 23 per cent in 2023."]
        rows = [[str(cell.text_content()) for cell in row] for row in body.xpath("//tbody/tr")]
        assert [row[:2] for row in rows] == [
            [str(y), f"{y - 2000} per cent"] for y in range(2021, 2024)
        ]
        assert not body.xpath("//*[@style]")
