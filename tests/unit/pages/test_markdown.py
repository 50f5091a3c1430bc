"""The Markdown beside pages says what they say, and leads to the Markdown of other pages."""

from dataclasses import replace
from datetime import date

import pytest
from dossier import __version__
from dossier.core.kinds import NameKind
from dossier.core.model import (
    Article,
    Block,
    Change,
    DatedFact,
    Dossier,
    Event,
    Note,
    Source,
    Stretch,
)
from dossier.core.urls import Site
from dossier.gathering.link import link
from dossier.pages.markdown import block_markdown, markdown, overview
from dossier.pages.page import Page
from dossier.pages.page_types import WRITTEN
from dossier.pages.plan import Pages
from support.values import article, dossier, name, theme

SITE = Site("The Dossier", "About *it*.")
TRADE = theme("Trade", {"Tariffs": ["tariff"], "Deals": ["deal"]}, description="What is traded.")
ANNA = name("Anna Rao", opening="Anna Rao is a minister.")
QUARTET = name("Quartet", NameKind.ORGANISATION)


def of(known: Dossier, src_uri: str, written: str = "") -> str:
    """The Markdown of one of the dossier's own pages."""
    page = Pages(known).get(src_uri)
    assert page
    return markdown(page, known, SITE, written)


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("[Quartet](../names/quartet.md)", "[Quartet](../../names/quartet/index.md)"),
        (
            '[Quartet](../names/quartet.md#mentions "The Quartet")',
            '[Quartet](../../names/quartet/index.md#mentions "The Quartet")',
        ),
        ("[Quartet](<../names/quartet.md>)", "[Quartet](../../names/quartet/index.md)"),
        ("![Map](../assets/map.png)", "![Map](../../assets/map.png)"),
        ("[Elsewhere](https://example.org/a.md)", "[Elsewhere](https://example.org/a.md)"),
        ("[Below](#terms) and [the top](/)", "[Below](#terms) and [the top](/)"),
    ],
)
def test_relative_links_lead_from_where_the_markdown_is(written: str, published: str) -> None:
    page = Page("about/terms.md", WRITTEN, "Terms", "")
    text = markdown(page, link([], []), Site("A site", ""), f"# Terms\n\n{written}\n")
    assert text == f"# Terms\n\n{published}\n"


def test_an_article_says_what_is_known_of_it() -> None:
    talks = article(
        "talks",
        "A tariff.\n\nAnd a deal.",
        "Talks_now",
        date=date(2025, 3, 1),
        updated=date(2025, 4, 2),
        authors=("Rao, Anna", "The Desk"),
        source=Source("A *Paper*", "https://example.org/a", "2025-02"),
        event=Event(date(2025, 2, 3), "New_Delva"),
        description="In short.",
        corrections=(Change(date(2025, 4, 2), "A *number*."),),
    )
    assert of(dossier([talks], [TRADE, ANNA]), "articles/talks.md") == (
        "# Talks\\_now\n\n"
        "> In short.\n\n"
        "- Source: [A \\*Paper\\*](https://example.org/a), February 2025\n"
        "- By: Anna Rao, The Desk\n"
        "- Date: 1 March 2025\n"
        "- Event: 3 February 2025, New\\_Delva\n"
        "- Updated: 2 April 2025\n"
        "- Themes: [Trade](../../themes/trade/index.md)\n"
        "- Corrected on 2 April 2025: A \\*number\\*.\n\n"
        "A tariff.\n\nAnd a deal.\n"
    )


def test_an_article_says_no_more_than_is_known() -> None:
    known = dossier([article("talks", "# Talks\n\nA *word*.")])
    assert of(known, "articles/talks.md") == "# Talks\n\nA *word*.\n"
    sourced = article("talks", "Words.", source=Source("A Paper"), event=Event(date(2025, 2, 3)))
    assert of(dossier([sourced]), "articles/talks.md") == (
        "# Talks\n\n- Source: A Paper\n- Event: 3 February 2025\n\nWords.\n"
    )


def noted() -> Article:
    note = Note(1, Stretch(1, 2, 8), "None *was*.", ("https://a.example/", "https://b.example/"))
    return article("talks", "A tariff. Anna Rao, too.\n\nA deal, says Anna Rao.", notes=(note,))


NOTE = (
    "**Editor’s note on “tariff”:** None \\*was\\*."
    " Source: [a.example](https://a.example/), [b.example](https://b.example/)"
)


def test_notes_stand_below_their_passage() -> None:
    assert of(dossier([noted()]), "articles/talks.md") == (
        f"# Talks\n\nA tariff. Anna Rao, too.\n\n{NOTE}\n\nA deal, says Anna Rao.\n"
    )


def test_a_theme_quotes_its_passages_by_subtopic() -> None:
    known = dossier([noted()], [TRADE])
    assert of(known, "themes/trade.md", "# Trade\n\nWhat is traded.\n") == (
        "# Trade\n\nWhat is traded.\n\n"
        "## Tariffs\n\n> A tariff. Anna Rao, too.\n\n"
        f"— [Talks, ¶ 1](../../articles/talks/#p1)\n\n{NOTE}\n\n"
        "## Deals\n\n> A deal, says Anna Rao.\n\n— [Talks, ¶ 2](../../articles/talks/#p2)\n"
    )


def test_a_name_quotes_where_it_is_mentioned() -> None:
    known = dossier([article("talks", "- Anna Rao\n- Another")], [replace(ANNA, description="A *")])
    assert of(known, "names/anna-rao.md", "# Anna Rao\n\nWritten.\n") == (
        "# Anna Rao\n\nA \\*\n\nWritten.\n\n"
        "## In the articles\n\n> - Anna Rao\n> - Another\n\n"
        "— [Talks, ¶ 1](../../articles/talks/#p1)\n"
    )


def test_a_briefing_leads_to_subtopics_and_these_to_years(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.pages.plan.MOST_TOGETHER", 1)
    monkeypatch.setattr("dossier.pages.plan.MOST_PASSAGES", 1)
    seeds = [article(f"a{n}", "A tariff.", date=date(2020 + n, 1, 1)) for n in range(2)]
    known = dossier(seeds, [TRADE])
    assert of(known, "themes/trade.md").endswith(
        "## By subject\n\n- [Tariffs](tariffs/index.md) (2)\n"
    )
    assert of(known, "themes/trade/tariffs.md").endswith(
        "## By year\n\n- [2021](2021/index.md) (1)\n- [2020](2020/index.md) (1)\n"
    )
    assert of(known, "themes/trade/tariffs/2020.md").startswith(
        "# Trade: Tariffs, 2020\n\nFrom [Trade](../../index.md)\n"
    )


def test_the_address_of_a_subtopic_of_a_small_theme_leads_to_the_theme() -> None:
    known = dossier([article("a", "A tariff.")], [TRADE])
    assert of(known, "themes/trade/tariffs.md") == "# Trade: Tariffs\n\nSee [Trade](../index.md)\n"


def test_a_list_of_articles_says_source_and_date() -> None:
    seeds = [
        article("bare", "Words."),
        article("dated", "Words.", date=date(2025, 3, 1), source=Source("A_Paper")),
    ]
    assert of(dossier(seeds), "articles/index.md", "# Articles\n\nOurs.\n") == (
        "# All articles\n\nOurs.\n\n"
        "- [Dated](dated/index.md): A\\_Paper, 1 March 2025\n"
        "- [Bare](bare/index.md)\n"
    )


def test_the_timeline_says_where_each_statement_is_from() -> None:
    fact = DatedFact("2024-05", "It *began*.", "https://example.org/fact")
    seed = article("talks", "On 3 March 2025 they met.", date=date(2025, 3, 4))
    assert of(dossier([seed], [replace(QUARTET, dates=(fact,))]), "timeline/index.md") == (
        "# Timeline\n\n"
        "- 3 March 2025: On 3 March 2025 they met. — [Talks, ¶ 1](../articles/talks/#p1)\n"
        "- May 2024: It \\*began\\*. —"
        " [Quartet](../names/quartet/index.md), [source](https://example.org/fact)\n"
    )


def test_figures_stand_with_their_sentence() -> None:
    seed = article("talks", "It cost USD 20 billion.")
    assert of(dossier([seed]), "figures/index.md") == (
        "# Figures\n\n"
        "- USD 20 billion: It cost USD 20 billion. — [Talks, ¶ 1](../articles/talks/#p1)\n"
    )


def test_names_and_the_search_lead_on() -> None:
    known = dossier([], [TRADE, ANNA])
    assert of(known, "names/index.md") == "# Names\n\n- [Anna Rao](anna-rao/index.md)\n"
    assert of(known, "search.md", "# Search\n\nOurs.\n") == (
        "# Search\n\nOurs.\n\n"
        "- [Trade](../themes/trade/index.md)\n"
        "- [What is new](../new/index.md)\n"
        "- [All names](../names/index.md)\n"
        "- [All articles](../articles/index.md)\n"
        "- [Timeline](../timeline/index.md)\n"
        "- [Figures](../figures/index.md)\n"
    )


def test_the_about_page_says_which_version_this_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOSSIER_BUILT", raising=False)
    known = dossier([article("talks", "Words.", date=date(2025, 3, 1))])
    expected = (
        "# About this dossier\n\nOurs.\n\n## Version\n\n"
        f"- Version {__version__}\n- Newest article or correction: 1 March 2025\n"
    )
    assert of(known, "about/index.md", "# About\n\nOurs.\n") == expected
    monkeypatch.setenv("DOSSIER_BUILT", "1767225600")
    assert of(known, "about/index.md", "# About\n\nOurs.\n") == (
        f"{expected}- Built on 1 January 2026\n"
    )


def test_without_an_article_the_about_page_names_no_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOSSIER_BUILT", raising=False)
    assert of(dossier([]), "about/index.md") == (
        f"# About this dossier\n\n## Version\n\n- Version {__version__}\n"
    )


def test_corrections_and_withdrawals_are_told() -> None:
    gone = article("gone", "Wrong.", withdrawn=Change(date(2025, 5, 1), "It was *invented*."))
    seeds = [article("talks", "Words.", corrections=(Change(date(2025, 4, 2), "A_number."),)), gone]
    known = dossier(seeds)
    assert of(known, "about/corrections.md") == (
        "# Corrections\n\n"
        "- 1 May 2025: [Gone](../../articles/gone/index.md): Withdrawn: It was \\*invented\\*.\n"
        "- 2 April 2025: [Talks](../../articles/talks/index.md): A\\_number.\n"
    )
    assert of(known, "articles/gone.md") == (
        "# Gone\n\nWithdrawn on 1 May 2025: It was \\*invented\\*.\n"
    )


def test_the_overview_leads_to_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.pages.markdown.MOST_LISTED", 1)
    seeds = [article(f"a{n}", "Words.", date=date(2020 + n, 1, 1)) for n in range(2)]
    undescribed = theme("Energy", {"Reactors": ["reactor"]}, opening="About energy.", order=1)
    known = dossier(seeds, [TRADE, undescribed, ANNA, replace(QUARTET, description="Four_states.")])
    assert overview(known, SITE) == (
        "# The Dossier\n\n> About \\*it\\*.\n\n"
        "Passages and articles are in the words of their sources; the introductions to themes"
        " and names are ours.\n\n"
        "## Themes\n\n"
        "- [Trade](themes/trade/index.md): What is traded.\n"
        "- [Energy](themes/energy/index.md): About energy.\n\n"
        "## Articles\n\n- [A1](articles/a1/index.md): 1 January 2021\n\n"
        "## Names\n\n"
        "- [Anna Rao](names/anna-rao/index.md): Anna Rao is a minister.\n"
        "- [Quartet](names/quartet/index.md): Four\\_states.\n\n"
        "## Optional\n\n"
        "- [All articles in full](llms-full.txt)\n- [What is new](new/index.md)\n"
        "- [All names](names/index.md)\n- [All articles](articles/index.md)\n"
        "- [Timeline](timeline/index.md)\n- [Figures](figures/index.md)\n"
        "- [About](about/index.md)\n"
        "- [Feed of the newest articles](feed.json): JSON Feed\n"
    )
    assert of(known, "index.md") == overview(known, SITE)


def test_a_name_of_which_nothing_is_known_stands_alone() -> None:
    assert "- [Quartet](names/quartet/index.md)\n" in overview(dossier([], [QUARTET]), SITE)


@pytest.mark.parametrize(
    ("markup", "text", "expected"),
    [
        ("<p>A &lt;b&gt; *c*</p>", "A <b> *c*", "A &#60;b> \\*c\\*"),
        ("<p>A <em>b</em></p>", "A b", "A *b*"),
        ("<p>A<br/>b</p>", "Ab", "A<br>b"),
        ("<h2>A *</h2>", "A *", "## A \\*"),
    ],
)
def test_a_block_in_markdown(markup: str, text: str, expected: str) -> None:
    kind = "heading" if "h2" in markup else "paragraph"
    assert block_markdown(Block(1, kind, markup, text, 1)) == expected  # type: ignore[arg-type]
