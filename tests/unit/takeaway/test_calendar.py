"""The calendar of what lies ahead, read by two programs that others wrote."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import vobject
from dossier.core.model import Article, Moment
from dossier.core.urls import Site
from dossier.gathering.chronology import moments
from dossier.takeaway.calendar import calendar_offers
from dossier.takeaway.offers import Offer
from icalendar import Calendar
from support.values import article, dossier, theme

HERE = Site("The Dossier", "About it.", "https://example.org/")
NOWHERE = Site("The Dossier", "About it.")
TRADE = theme("Trade", {"Tariffs": ["tariff"]})
PLANS = article(
    "plans",
    "They will lift the tariff on 3 May 2026; says the minister, “at last”.\n\n"
    "A treaty is to be signed in June 2026.\n\nTrade will have doubled by 2030.\n\n"
    "They met on 1 March 2025.",
    "The plans",
    date=date(2025, 3, 4),
)


def offered(*articles: Article, site: Site = HERE) -> list[Offer]:
    return list(calendar_offers(moments(dossier(articles, [TRADE])), site))


def read(*articles: Article, site: Site = HERE) -> Calendar:
    (offer,) = offered(*articles, site=site)
    data = offer.make()
    assert data == offer.make()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert vobject.readOne(data.decode()).validate()
    return Calendar.from_ical(data)


def test_each_event_is_what_an_article_dates_and_leads_to_its_passage() -> None:
    first, second, third = read(PLANS).events
    assert first.start == date(2026, 5, 3)
    assert str(first["summary"]).startswith("They will lift the tariff on 3 May 2026; says")
    assert str(first["description"]).split("\n") == [
        "They will lift the tariff on 3 May 2026; says the minister, “at last”.",
        "— The plans",
        "https://example.org/articles/plans/#p1",
    ]
    assert first["url"] == "https://example.org/articles/plans/#p1"
    assert first.categories == ["Trade"]
    assert first.stamp == datetime(2025, 3, 4, tzinfo=UTC)
    assert second.start == date(2026, 6, 1)
    assert str(second["summary"]) == "June 2026: A treaty is to be signed in June 2026."
    assert "The day is not named, only June 2026." in str(second["description"])
    assert third.start == date(2030, 1, 1) and str(third["summary"]).startswith("2030: ")
    assert len({str(event["uid"]) for event in (first, second, third)}) == 3


def test_without_the_address_of_the_site_nothing_leads_to_it() -> None:
    calendar = read(PLANS, site=NOWHERE)
    assert "url" not in calendar
    assert all("url" not in event for event in calendar.events)
    assert calendar.events[0]["uid"] == read(PLANS).events[0]["uid"]


def test_words_that_may_not_be_taken_away_are_not_there() -> None:
    for event in read(replace(PLANS, takeaway=False)).events:
        assert str(event["summary"]).endswith("The plans")
        assert "tariff" not in str(event["description"]) and "treaty" not in str(
            event["description"]
        )


def test_a_long_sentence_is_cut_in_the_title_alone() -> None:
    words = "They will meet on 3 May 2026" + " and speak of it" * 12 + "."
    (event,) = read(article("a", words, date=date(2025, 3, 4))).events
    assert str(event["summary"]).endswith("…") and len(str(event["summary"])) <= 101
    assert words in str(event["description"])


@pytest.mark.parametrize("mark", ["- ", "5. ", ""])
def test_the_mark_of_a_list_is_no_part_of_an_event(mark: str) -> None:
    (event,) = read(
        article("a", f"{mark}They will meet on 3 May 2026.", date=date(2025, 3, 4))
    ).events
    assert str(event["summary"]) == "They will meet on 3 May 2026."
    assert str(event["description"]).startswith("They will meet")


def test_where_nothing_lies_ahead_there_is_no_calendar() -> None:
    assert offered(article("a", "They met on 1 March 2025.", date=date(2025, 3, 4))) == []


@pytest.mark.parametrize("said", [(), (Moment("2026", "A fact.", ahead=True),)])
def test_only_what_a_passage_says_is_an_event(said: tuple[Moment, ...]) -> None:
    assert list(calendar_offers(said, HERE)) == []
