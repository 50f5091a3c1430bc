"""What is offered, and under which headings it stands."""

from dataclasses import replace
from datetime import date

from dossier.core.kinds import NameKind
from dossier.core.urls import Site
from dossier.outputs.feeds import feeds
from dossier.pages.plan import Pages
from dossier.takeaway.offers import Offer, Section
from dossier.takeaway.rendering import TEMPLATES
from dossier.takeaway.shelf import (
    MOST_SHOWN,
    PAGE,
    offers,
    shelves,
    take_away_pages,
)
from support.values import article, dossier, name, theme

HERE = Site("The Dossier", "About it.", "https://example.org/")
KNOWN = dossier(
    [
        article("talks", "A tariff, says Anna, will go on 3 May 2026.", date=date(2025, 3, 4)),
        article("kept", "Words.", date=date(2025, 3, 3), takeaway=False),
    ],
    [theme("Trade", {"Tariffs": ["tariff"]}), name("Anna", NameKind.PERSON)],
)
PAGES = Pages(KNOWN)
FOUND = offers(KNOWN, HERE, PAGES.moments)


def test_every_file_is_about_a_page_and_at_a_place_of_its_own() -> None:
    paths = [offer.path for offer in FOUND]
    assert len(set(paths)) == len(paths)
    mine = {page.src_uri for page in take_away_pages([], {})}
    assert {offer.about for offer in FOUND} <= {page.src_uri for page in PAGES} | mine
    assert all(offer.purpose.endswith(".") and offer.title for offer in FOUND)
    assert {"ahead.ics", "data/passages.csv", "data/twins.jsonl", "feed.xml"} < set(paths)
    assert {feed.json_path for feed in feeds(KNOWN, HERE)} < set(paths)
    assert {offer.section for offer in FOUND} == {
        *(Section.DATA, Section.FEEDS, Section.CALENDAR, Section.PROGRAMS),
    }
    (overview,) = [offer.make() for offer in FOUND if offer.path == "llms.txt"]
    assert overview.startswith(b"# The Dossier\n")


def test_the_page_lists_each_file_with_its_size_and_says_whose_words_are_left_out() -> None:
    sizes = {"feed.xml": 1200}
    pages = Pages(KNOWN, more=take_away_pages(FOUND, sizes), folders=[TEMPLATES])
    page = pages.get(PAGE)
    assert page
    body = pages.body(page, "<p>By people.</p>")
    for offer in FOUND:
        assert f'href="../{offer.path}" type="{offer.media_type}"' in body
    assert "<p>By people.</p>" in body and "applies to 1 article." in body
    assert body.count('class="count"') == 1 and ">1 KB<" in body


def test_files_of_one_purpose_stand_together_and_many_are_folded() -> None:
    one = Offer(Section.FEEDS, "a", "A", "For a reader.", "text/plain", bytes)
    many = [replace(one, path=str(n), section=Section.DATA) for n in range(MOST_SHOWN + 1)]
    data, feed = shelves([one, *many])
    assert (data.section, feed.section) == (Section.DATA, Section.FEEDS)
    (stack,) = data.stacks
    assert stack.offers == tuple(many) and stack.is_folded
    assert not feed.stacks[0].is_folded
