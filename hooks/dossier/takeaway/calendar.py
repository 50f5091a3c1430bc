"""What lies ahead → `ahead.ics`, a calendar (RFC 5545) with a link to each passage.

Every day is one that the articles name. Where they name a month or a year alone, the event stands
on its first day and says so.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from dossier.core.format import day, shortened
from dossier.core.model import Moment, Passage
from dossier.core.urls import Site, published
from dossier.gathering.facts import changed
from dossier.pages.helpers import without_mark
from dossier.takeaway.offers import Offer, Section

if TYPE_CHECKING:  # it takes its time to load, and most builds after the first need no calendar
    from icalendar import Event

AHEAD = "ahead.ics"
LONGEST = 100
"""Characters of a title; a calendar shows a few words."""


def calendar_offers(said: Iterable[Moment], site: Site) -> Iterator[Offer]:
    """The calendar, of the moments of a dossier."""
    ahead = [(moment, moment.passage) for moment in said if moment.ahead and moment.passage]
    if ahead:  # a calendar in which nothing stands is none
        yield Offer(
            Section.CALENDAR,
            AHEAD,
            "What lies ahead",
            "What was to come when the articles appeared, for your calendar: subscribe to its"
            " address, or open it once.",
            "text/calendar",
            partial(_calendar, ahead, site),
            "timeline/index.md",
        )


def _calendar(ahead: Iterable[tuple[Moment, Passage]], site: Site) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Dossier//Ahead//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    title = f"Ahead · {site.name}"
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    if site.url:
        calendar.add("url", site.absolute(published("timeline/index.md")))
    for moment, passage in ahead:
        calendar.add_component(_event(moment, passage, site))
    data: bytes = calendar.to_ical()
    return data


def _event(moment: Moment, passage: Passage, site: Site) -> "Event":
    from icalendar import Event

    article = passage.article
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"{passage.key} {moment.date} {moment.text}")))
    event.add("dtstamp", datetime.combine(_first_day(changed(article)), datetime.min.time(), UTC))
    event.add("dtstart", _first_day(moment.date))
    said = " ".join(without_mark(moment.text).split())
    words = said if article.gives_words else article.title
    known = "" if len(moment.date) == 10 else f"{day(moment.date)}: "
    event.add("summary", known + shortened(words, LONGEST - len(known)))
    link = site.absolute(published(article.src_uri), passage.block.anchor)
    rows = [words, f"— {article.title}" if words != article.title else "", link]
    if known:
        rows.insert(1, f"The day is not named, only {day(moment.date)}.")
    event.add("description", "\n".join(filter(None, rows)))
    event.add("transp", "TRANSPARENT")
    if passage.themes:
        event.add("categories", [theme.title for theme in passage.themes])
    if link:
        event.add("url", link)
    return event


def _first_day(when: str) -> date:
    """The first day of a date; of none the first that computers count from."""
    year, month, number = [*map(int, (when or "1970").split("-")), 1, 1][:3]
    return date(year, month, number)
