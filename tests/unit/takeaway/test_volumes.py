"""Which books there are, and what is in them."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from dossier.core.model import Dossier, Figure, Moment, Note, Stretch, Topic
from dossier.core.urls import Site
from dossier.pages.plan import Pages
from dossier.takeaway import books as module
from dossier.takeaway.books import Books, Material, Volume, book_offers, volumes, written
from dossier.takeaway.briefings import Briefings
from lxml import etree, html
from support.values import article, dossier, name, theme

HERE = Site("The Dossier", "About it.", "https://example.org/")
NOWHERE = Site("The Dossier", "About it.")
TRADE = theme("Trade", {"Tariffs": ["tariff"], "Goods": ["rice"]})
ENERGY = theme("Energy", {"Reactors": ["reactor"]}, order=1)
ANNA = name("Anna Rao")
TALKS = article(
    *("talks", "A tariff & more, says Anna Rao.[^1]\n\nRice.\n\n[^1]: Or *less*.", "Talks"),
    date=date(2025, 3, 1),
    notes=(Note(1, Stretch(1, 0, 8), "Not so.", ("https://example.net/note",)),),
)
OLDER = article("older", "Tariffs rose.", date=date(2024, 3, 1), language="fr")
UNDATED = article("undated", "No date, says Anna Rao; nor a tariff.")
KEPT = article("kept", "A tariff that is secret.", date=date(2023, 1, 1), takeaway=False)
KNOWN = dossier([TALKS, OLDER, UNDATED, KEPT], [TRADE, ENERGY, ANNA])


def introduction(src_uri: str) -> str:
    return (
        '<h1 id="trade">Trade</h1>\n<p>On <a href="../../names/anna-rao/">Anna</a>, '
        '<a href="https://example.com/">there</a>.<br></p>'
        if src_uri == "themes/trade.md"
        else ""
    )


def make(volume: Volume, site: Site = HERE) -> dict[str, str]:
    archive = zipfile.ZipFile(io.BytesIO(Books(Material(KNOWN, site, introduction)).make(volume)))
    return {each.filename: archive.read(each).decode() for each in archive.infolist()}


def text(xhtml: str) -> str:
    return " ".join("".join(map(str, etree.fromstring(xhtml.encode()).itertext())).split())


def nothing_said(theme: Topic) -> tuple[list[Moment], list[Figure]]:
    return [], []


WHOLE, OF_TRADE = volumes(KNOWN, HERE)


def test_there_is_the_whole_and_each_theme_that_has_passages() -> None:
    assert [(v.path, v.title, v.about) for v in (WHOLE, OF_TRADE)] == [
        ("books/dossier.epub", "The Dossier", "index.md"),
        ("books/themes/trade.epub", "Trade · The Dossier", "themes/trade.md"),
    ]
    assert list(volumes(dossier([], [TRADE]), HERE)) == []


def test_what_is_too_long_for_a_book_has_one_for_each_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_WORDS", 9)
    found = list(volumes(KNOWN, HERE))
    assert [(v.path, [a.slug for a in v.articles]) for v in found[:-1]] == [
        ("books/2025.epub", ["talks"]),
        ("books/2024.epub", ["older"]),
        ("books/2023.epub", ["kept"]),
        ("books/undated.epub", ["undated"]),
    ]
    assert found[0].title == "The Dossier, 2025"
    made = make(found[-1])
    assert "Rice." in made["book/part-2.xhtml"] and "rose" not in "".join(made.values())


def test_articles_come_in_the_order_of_their_dates_those_without_one_last() -> None:
    made = make(WHOLE)
    titles = [text(made[f"book/article-{n}.xhtml"]).split()[0] for n in (1, 2, 3, 4)]
    assert titles == ["Kept", "Older", "Talks", "Undated"]
    assert 'href="article-1.xhtml"' in made["book/nav.xhtml"]


def test_notes_are_notes_and_lead_back() -> None:
    talks = make(WHOLE)["book/article-3.xhtml"]
    call = 'class="noteref" epub:type="noteref" role="doc-noteref" href="#note-1" id="note-1-in"'
    assert f'<span class="noted">A tariff</span><a {call}>1</a> &amp; more' in talks
    assert '<aside epub:type="footnote" role="doc-footnote" id="note-1">' in talks
    assert '<a href="#note-1-in" role="doc-backlink">1</a>' in talks
    assert 'role="doc-endnotes"' in talks and 'href="#fn:1"' in talks
    theme = make(OF_TRADE)["book/part-1.xhtml"]
    assert 'href="#talks-note-1"' in theme and 'id="talks-note-1"' in theme
    assert "#fn:1" not in theme and text(theme).count("Anna Rao.1") == 1


def test_words_that_may_not_be_taken_away_are_left_out_and_their_place_is_not() -> None:
    for volume in (WHOLE, OF_TRADE):
        made = make(volume)
        assert "secret" not in "".join(made.values())
    assert "Passage 1: Trade" in make(WHOLE)["book/article-1.xhtml"]
    assert 'id="kept-p1"' in make(OF_TRADE)["book/part-1.xhtml"]


def test_names_are_an_index() -> None:
    index = make(WHOLE)["book/names.xhtml"]
    assert text(index) == "Names Names A Anna Rao, Talks, ¶ 1, Undated, ¶ 1"
    assert 'href="article-3.xhtml#p1"' in index
    nothing = dossier([OLDER], [TRADE, ANNA])
    book = Books(Material(nothing, HERE, introduction)).book(next(volumes(nothing, HERE)))
    assert not book.has_index and [c.name for c in book.chapters][-1] == "sources"


def test_it_says_which_languages_it_is_in_and_what_it_is() -> None:
    package = make(WHOLE)["book/package.opf"]
    assert [line for line in package.split("\n") if "dc:language" in line] == [
        f"<dc:language>{code}</dc:language>" for code in ("en-GB", "en", "fr")
    ]
    assert '<dc:identifier id="id">https://example.org/books/dossier.epub<' in package
    assert '<meta property="dcterms:modified">2025-03-01T00:00:00Z</meta>' in package
    assert ">urn:uuid:" in make(WHOLE, NOWHERE)["book/package.opf"]
    french = make(WHOLE)["book/article-2.xhtml"]
    assert '<div class="words" id="p1" lang="fr" xml:lang="fr">' in french


def test_what_people_wrote_leads_to_the_site_or_nowhere() -> None:
    markup = introduction("themes/trade.md")
    assert written(markup, "https://example.org/themes/trade/") == (
        '<div>\n<p>On <a href="https://example.org/names/anna-rao/">Anna</a>, '
        '<a href="https://example.com/">there</a>.<br/></p></div>'
    )
    assert written(markup, "") == (
        '<div>\n<p>On Anna, <a href="https://example.com/">there</a>.<br/></p></div>'
    )
    assert written(" ", "") == ""


def test_the_same_gives_the_same_bytes_and_key_and_another_does_not() -> None:
    def made(known: Dossier) -> list[tuple[str, bytes]]:
        offers = book_offers(Material(known, HERE, introduction))
        return [(offer.key(), offer.make()) for offer in offers]

    first = made(KNOWN)
    assert first == made(KNOWN) and len(first) == 2
    for one, other in zip(
        first, made(dossier([TALKS, OLDER, UNDATED], [TRADE, ENERGY, ANNA])), strict=True
    ):
        assert (one[0] == other[0]) is (one[1] == other[1]) is False


def test_the_identity_of_a_book_stays_when_its_articles_change() -> None:
    changed = dossier([OLDER], [TRADE, ENERGY, ANNA])
    one, other = (
        Books(Material(known, HERE, introduction)).book(next(volumes(known, HERE)))
        for known in (KNOWN, changed)
    )
    assert one.identity == other.identity and one.modified != other.modified


def test_a_briefing_has_the_newest_passages_and_says_how_many_more_there_are() -> None:
    many = [article(f"t{n}", "A tariff fell.", date=date(2000 + n, 1, 1)) for n in range(15)]
    page = Briefings(
        Material(dossier([*many, KEPT], [TRADE]), HERE, introduction), nothing_said
    ).page(TRADE)
    assert page.count('<div class="passage">') == 12 and "4 older passages in the dossier" in page
    assert "https://example.org/articles/t14/#p1" in page and "articles/t2/#p1" not in page
    assert "secret" not in page and page.count("<h1>") == 1
    assert 'href="#background"' in page and '<section id="background"' in page


def test_a_briefing_has_what_lies_ahead_and_key_figures_of_what_may_be_taken_away() -> None:
    plan = article(
        "plan",
        "The tariff on rice is to end on 3 May 2099.\n\nThe tariff brings in $2 billion a year.",
        date=date(2025, 3, 1),
    )
    secret = replace(plan, slug="secret", title="Secret", takeaway=False)
    for each, is_told in ((plan, True), (secret, False)):
        known = dossier([each], [TRADE])
        pages = Pages(known)
        moments, figures = pages.stated(TRADE)
        assert [m.ahead for m in moments] == [True] and len(figures) == 1
        briefing = Briefings(Material(known, HERE, introduction), pages.stated)
        page = html.document_fromstring(briefing.page(TRADE))
        rows = [" ".join(li.text_content().split()) for li in page.cssselect(".stated li")]
        address = "https://example.org/articles/plan/"
        assert rows == is_told * [
            "3 May 2099 The tariff on rice is to end on 3 May 2099."
            f" Plan, ¶ 1, 1 March 2025, {address}#p1",
            "$2 billion The tariff brings in $2 billion a year."
            f" Plan, ¶ 2, 1 March 2025, {address}#p2",
        ]
        places = [a.get("href", "") for a in page.cssselect("nav a")]
        assert ({"#ahead", "#key-figures"} <= {*places}) == is_told
        assert {p.lstrip("#") for p in places} == {s.get("id") for s in page.iter("section")}


def test_without_what_people_wrote_there_is_no_background() -> None:
    known = dossier([article("t", "A reactor.")], [ENERGY])
    page = Briefings(Material(known, NOWHERE, introduction), nothing_said).page(ENERGY)
    assert 'id="background"' not in page and "https:" not in page
    book = Books(Material(known, NOWHERE, introduction)).book([*volumes(known, NOWHERE)][1])
    assert [chapter.name for chapter in book.chapters] == ["title", "part-1", "sources"]
