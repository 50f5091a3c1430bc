"""What readers find on a page: words with their names and notes, and ways on that lead there."""

from dataclasses import replace
from datetime import date

import pytest
from dossier.core.kinds import NameKind
from dossier.core.model import Article, Change, Dossier, Note, Source, Stretch
from dossier.core.urls import between_sources
from dossier.gathering.twins import find_twins
from dossier.pages.plan import Pages
from lxml import html
from support.values import article, dossier, name, theme

TRADE = theme("Trade", {"Tariffs": ["tariff"], "Deals": ["deal"]})
ENERGY = theme("Energy", {"Reactors": ["reactor"]}, order=1)
ANNA = name("Anna Rao", aliases=["Minister Rao", "Rao"])
QUARTET = name("Quartet", NameKind.ORGANISATION)
TOPICS = [TRADE, ENERGY, ANNA, QUARTET]


def body(known: Dossier, src_uri: str) -> html.HtmlElement:
    """The body of a page."""
    pages = Pages(known, link=between_sources)
    page = pages.get(src_uri)
    assert page
    return html.fragment_fromstring(pages.body(page), create_parent="div")


def inner(element: html.HtmlElement) -> str:
    """The markup within an element."""
    text = html.tostring(element, encoding="unicode", with_tail=False)
    return text.partition(">")[2].rpartition("</")[0]


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def texts(root: html.HtmlElement, path: str) -> list[str]:
    return [text(found) for found in root.xpath(path)]


def words(known: Dossier, src_uri: str) -> list[str]:
    """The markup of the words of each passage on a page."""
    return [inner(found) for found in body(known, src_uri).find_class("words")]


NAMED = article("talks", "Anna Rao & the Quartet.\n\nThe *Quartet* and Rao, then the Quartet < it.")
LINK_ANNA = '<a class="name" href="../names/anna-rao.md">{}</a>'
LINK_QUARTET = '<a class="name" href="../names/quartet.md">Quartet</a>'


def test_each_passage_links_each_name_once() -> None:
    assert words(dossier([NAMED], TOPICS), "articles/talks.md") == [
        f"<p>{LINK_ANNA.format('Anna Rao')} &amp; the {LINK_QUARTET}.</p>",
        f"<p>The <em>{LINK_QUARTET}</em> and {LINK_ANNA.format('Rao')},"
        " then the Quartet &lt; it.</p>",
    ]


def test_headings_and_code_stay_what_they_are() -> None:
    known = dossier([article("talks", "Words.\n\n## Anna Rao & so\n\n    Anna < Rao")], TOPICS)
    assert words(known, "articles/talks.md")[1:] == [
        '<h2 id="h-anna-rao-so">Anna Rao &amp; so</h2>',
        "<pre><code>Anna &lt; Rao\n</code></pre>",
    ]


def test_the_page_of_a_theme_links_names_too() -> None:
    known = dossier([article("talks", "A tariff, says Anna Rao.")], TOPICS)
    assert words(known, "themes/trade.md") == [
        f"<p>A tariff, says {LINK_ANNA.format('Anna Rao')}.</p>"
    ]


def test_elsewhere_the_footnotes_of_an_article_lead_to_its_page() -> None:
    known = dossier([article("talks", "A tariff[^1].\n\n[^1]: So it was.")], TOPICS)
    (own, _) = words(known, "articles/talks.md")
    assert 'href="#fn:1"' in own and 'id="fnref:1"' in own
    (quoted,) = words(known, "themes/trade.md")
    assert 'href="../articles/talks.md#fn:1"' in quoted and "id=" not in quoted


def noted(markdown: str, at: str) -> Article:
    """An article whose first passage has a note on these words."""
    plain = article("talks", markdown)
    start = plain.blocks[0].text.index(at)
    note = Note(1, Stretch(1, start, start + len(at)), "None.", ("https://www.example.org/",))
    return article("talks", markdown, notes=(note,))


def test_the_words_of_a_note_are_marked_and_tied_to_it() -> None:
    known = dossier([noted("A tariff of <5.", "tariff")], TOPICS)
    for src_uri, note in (("articles/talks.md", "note-1"), ("themes/trade.md", "talks-note-1")):
        page = body(known, src_uri)
        (marked,) = page.find_class("noted")
        assert (text(marked), marked.get("data-note")) == ("tariff", "1")
        assert marked.get("aria-describedby") == note
        (told,) = page.find_class("editor")[0].iter("li")
        assert (told.get("id"), text(told)) == (note, "None. Source: example.org")


SAID = "First words. Then Rao spoke. Nothing of note. Rao of the Quartet and Rao left. The end."


def test_the_page_of_a_name_quotes_the_sentences_that_mention_it() -> None:
    (quoted,) = words(dossier([article("talks", SAID)], TOPICS), "names/anna-rao.md")
    assert quoted == (
        "<p>… <span>Then <mark>Rao</mark> spoke.</span>"
        " … <span><mark>Rao</mark> of the Quartet and <mark>Rao</mark> left.</span> …</p>"
    )


def test_what_begins_and_ends_with_a_name_has_no_ellipsis() -> None:
    (quoted,) = words(dossier([article("talks", "Rao spoke. Rao left.")], TOPICS), ANNA.src_uri)
    assert "…" not in quoted


@pytest.mark.parametrize(
    ("at", "shown"), [("spoke", True), ("of note", False), ("of the Quartet and Rao left", True)]
)
def test_a_note_is_shown_with_the_sentences_that_it_is_about(at: str, shown: bool) -> None:
    page = body(dossier([noted(SAID, at)], TOPICS), "names/anna-rao.md")
    assert bool(page.find_class("editor")) is shown
    marked = "".join(text(found) for found in page.find_class("noted"))
    assert marked.replace(" ", "") == (at.replace(" ", "") if shown else "")


def test_an_article_leads_on_within_each_of_its_themes() -> None:
    seeds = [
        article("new", "A tariff.", date=date(2025, 3, 1)),
        article("mid", "A tariff.", date=date(2025, 2, 1)),
        article("old", "A tariff.", date=date(2025, 1, 1)),
    ]
    known = dossier(seeds, TOPICS)

    def steps(slug: str) -> list[tuple[str | None, str | None]]:
        found = body(known, f"articles/{slug}.md").find_class("step")
        return [(step.get("rel"), step.get("href")) for step in found]

    assert steps("new") == [("next", "mid.md#p1")]
    assert steps("mid") == [("prev", "new.md#p1"), ("next", "old.md#p1")]
    assert steps("old") == [("prev", "mid.md#p1")]


def test_an_article_says_what_to_read_next_and_why() -> None:
    seeds = [article("talks", "A tariff, says Rao."), article("visit", "A tariff, says Rao.")]
    (row,) = body(dossier(seeds, TOPICS), "articles/talks.md").find_class("reading")[0]
    assert text(row) == "Visit Also on Anna Rao, Tariffs"
    assert [a.get("href") for a in row.iter("a")] == [
        "visit.md",
        "../names/anna-rao.md",
        "../themes/trade.md",
    ]


def test_an_article_that_shares_nothing_leads_to_its_themes() -> None:
    known = dossier([article("talks", "A tariff.\n\nA deal.\n\nA reactor.")], TOPICS)
    rows = body(known, "articles/talks.md").find_class("reading")[0]
    assert [text(row) for row in rows] == [
        "Trade 2 of this article’s passages belong there",
        "Energy 1 of this article’s passages belongs there",
    ]


def test_the_facts_of_an_article() -> None:
    seed = article(
        "talks",
        "A tariff here.",
        date=date(2025, 3, 1),
        authors=("Rao, Anna",),
        source=Source("A Paper", "https://example.org/", "2025-02", "CC BY"),
        corrections=(Change(date(2025, 4, 1), "A number."),),
    )
    page = body(dossier([seed], TOPICS), "articles/talks.md")
    (facts,) = page.find_class("facts")
    assert {text(row[0]): text(row[1]) for row in facts} == {
        "Source": "A Paper, February 2025",
        "By": "Anna Rao",
        "Date": "1 March 2025",
        "Length": "3 words, 1 passage",
        "Themes": "Trade",
        "Licence": "CC BY",
    }
    assert texts(page, "//*[@class='correction']") == ["Corrected on 1 April 2025: A number."]


def test_a_theme_says_how_its_passages_are_placed_and_where_else_they_are() -> None:
    known = dossier([article("talks", "A tariff on a reactor.\n\nA deal.")], TOPICS)
    page = body(known, "themes/trade.md")
    assert texts(page, "//h2[starts-with(@id, 'in-')]") == ["Tariffs", "Deals"]
    assert texts(page, "//*[@class='why']//q") == ["tariff", "deal"]
    (also,) = page.find_class("also")
    (other,) = also.iter("a")
    assert (text(other), other.get("href")) == ("Energy", "energy.md#talks-p1")
    assert other.get("data-hue") == "2"
    assert text(page.find_class("kicker")[0]) == "Theme 2 passages"


def test_a_theme_leads_to_its_names_and_to_the_themes_that_share_passages() -> None:
    known = dossier([article("talks", "A tariff on a reactor, says Rao.\n\nRao.")], TOPICS)
    page = body(known, "themes/trade.md")
    assert texts(page, "//*[@class='often']/li") == ["Anna Rao 1"]
    assert texts(page, "//*[@class='reading']/li") == [
        "Energy Shares 1 passage; both name Anna Rao"
    ]


def test_a_name_says_its_kind_its_aliases_and_its_company() -> None:
    page = body(dossier([article("talks", "A tariff: Rao, Quartet.")], TOPICS), "names/anna-rao.md")
    assert text(page.find_class("kicker")[0]) == "Person"
    assert page.find_class("kicker")[0][0].get("href") == "index.md#people"
    (facts,) = page.find_class("facts")
    assert {text(row[0]): text(row[1]) for row in facts} == {
        "Also called": "Minister Rao, Rao",
        "Mentioned": "1 passage",
        "Under": "Trade",
    }
    assert texts(page, "//*[@class='often']/li") == ["Quartet 1"]


def test_a_part_of_a_topic_shows_passages_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.pages.plan.MOST_TOGETHER", 1)
    monkeypatch.setattr("dossier.pages.plan.MOST_PASSAGES", 1)
    both = "A tariff on a reactor, says Rao to the Quartet."
    seeds = [article(f"a{n}", both, date=date(2020 + n, 1, 1)) for n in range(2)]
    known = dossier(seeds, TOPICS)
    trade = body(known, "themes/trade/tariffs/2020.md")
    assert text(trade.find_class("kicker")[0]) == "Trade 1 passage"
    assert texts(trade, "//h2") == []
    assert texts(trade, "//*[@class='archive']//a[@aria-current]") == ["2020"]
    assert texts(trade, "//*[@class='archive' or @class='side contents']//*[@class='count']") == []
    anna = body(known, "names/anna-rao/2020.md")
    assert texts(anna, "//h2") == []
    assert text(anna.find_class("kicker")[0]) == "Anna Rao 1 passage"
    assert texts(body(known, "names/anna-rao.md"), "//h2") == [
        "The latest",
        "All that the articles say",
        "Named together with",
    ]


def test_a_theme_of_many_passages_is_told_in_brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.pages.plan.MOST_TOGETHER", 1)
    said = "The tariff on the steel of the northern mills was halved by the council in May."
    seeds = [article(f"a{n}", said, date=date(2020 + n, 1, 1)) for n in range(3)]
    trade = body(dossier(seeds, TOPICS), "themes/trade.md")
    assert text(trade.find_class("kicker")[0]) == "Theme 3 passages from 3 articles"
    assert texts(trade, "//h2")[:4] == ["Background", "In brief", "The latest", "Tariffs 3"]
    assert texts(trade, "//*[@id='in-brief']/..//q") == [said]  # three say the same


def test_what_several_articles_say_stands_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.pages.plan.MOST_TOGETHER", 1)
    said = "The tariff on the steel of the northern mills was halved by the council in May."
    other = said.replace("halved", "doubled")
    seeds = [
        article(f"a{n}", row, date=date(2020 + n, 1, 1))
        for n, row in enumerate([other, said, said])
    ]
    known = dossier(seeds, TOPICS)
    known = replace(known, twins=find_twins(known.passages))
    page = body(known, "themes/trade/tariffs.md")
    assert page.xpath("//section/@id") == ["a2-p1", "a1-p1", "a0-p1"]
    (folded,) = page.find_class("twins")
    assert folded.xpath(".//section/@id") == ["a1-p1"]
    assert texts(folded, "./summary") == ["The same in 1 other article"]


def test_a_list_of_articles_shows_the_themes_of_each() -> None:
    known = dossier([article("talks", "A tariff.\n\nA deal.\n\nA reactor.")], TOPICS)
    page = body(known, "articles/index.md")
    assert texts(page, "//*[@class='often']/li") == ["Trade 2", "Energy 1"]
    assert texts(page, "//*[@class='byline']") == ["6 words"]


def test_a_page_of_nothing_says_so() -> None:
    known = dossier([], TOPICS)
    for src_uri, said in (
        ("themes/trade.md", "No article has a passage on this theme yet."),
        ("names/quartet.md", "No article mentions this name yet."),
        ("timeline/index.md", "Nothing with a date yet."),
        ("figures/index.md", "No article states a figure yet."),
        ("about/corrections.md", "Nothing has had to be corrected yet."),
    ):
        assert texts(body(known, src_uri), "//*[@class='nothing']") == [said]


def test_a_statement_says_what_the_reader_should_know_of_it() -> None:
    seed = article(
        "talks",
        "They met on 3 February.\n\nA summit was to be held on 9 March 2025.",
        date=date(2025, 3, 1),
    )
    later = article("later", "Words.", date=date(2025, 4, 1))
    page = body(dossier([seed, later], TOPICS), "timeline/index.md")
    assert texts(page, "//*[@class='said']/mark") == ["9 March 2025", "3 February"]
    assert (
        texts(page, "//*[@class='remark']")[-1]
        == "Worked out from the article’s date, 1 March 2025"
    )


def test_the_page_of_what_is_new_says_by_which_day_it_goes() -> None:
    old = article("old", "Words.", date=date(2021, 1, 1), added=date(2025, 3, 2))
    dated = article("dated", "A tariff.", date=date(2025, 3, 1))
    bare = article("bare", "Words.")
    page = body(dossier([old, dated, bare], TOPICS), "new/index.md")
    assert texts(page, ".//p[@class='when']") == [
        "2 March 2025",
        "1 March 2025by its own date",
        "No date",
    ]
    assert texts(page, ".//p[@class='byline']") == ["1 January 20211 word", "2 words", "1 word"]
    assert texts(page, ".//li//ul//a") == ["Trade"]
    (standfirst,) = texts(page, ".//header/p[@class='standfirst']")
    assert "the article’s own date counts" in standfirst
    (standfirst,) = texts(body(dossier([old]), "new/index.md"), ".//header/p[@class='standfirst']")
    assert standfirst == "What came into the dossier last, newest first."
    (standfirst,) = texts(
        body(dossier([dated]), "new/index.md"), ".//header/p[@class='standfirst']"
    )
    assert "the articles’ own dates count" in standfirst
    assert not texts(body(dossier([dated]), "new/index.md"), ".//*[@class='remark']")


def test_what_people_write_is_text_on_every_page() -> None:
    written = '<i>Rao</i> & "co", <b>1</b>'
    titled = replace(
        article("a", "A tariff on a reactor, says Rao, was halved to 5 per cent on 3 May 2021."),
        title=written,
        description=written,
        authors=(written,),
        source=Source(written, "https://example.org/?a=1&b=<i>", None, written),
        corrections=(Change(date(2021, 5, 4), written),),
    )
    topics = [
        theme(written, {written: ["tariff"]}),
        name(written, aliases=["Rao"]),
    ]
    pages = Pages(dossier([titled], topics), link=between_sources)
    told = 0
    for page in pages:
        made = html.fragment_fromstring(pages.body(page), create_parent="div")
        assert made.xpath("//i | //b") == [], page.src_uri
        told += written in made.text_content()
    assert told > 5
