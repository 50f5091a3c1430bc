"""The feeds as files to take away: Atom and JSON Feed of each, and the new passages."""

from collections.abc import Callable, Iterator
from functools import partial

from dossier.core.digest import digest
from dossier.core.model import Dossier
from dossier.core.urls import Site
from dossier.outputs.feeds import (
    ADDITIONS,
    NEW_PASSAGES,
    Feed,
    atom,
    feed_of_new_passages,
    feeds,
    json_feed,
)
from dossier.outputs.site_files import FORMS
from dossier.takeaway.offers import Offer, Section
from dossier.takeaway.rendering import made_with

WRITERS: tuple[Callable[[Feed, Site], str], ...] = (atom, json_feed)
"""What writes each of the `FORMS`."""
OF_WHOLE = "The newest articles: to read them in a feed reader as they come."
OF_NEW = "What came into the dossier last, article by article, or passage by passage."
OF_THEMES = "What the newest articles say on a theme."
OF_SUBTOPICS = "What the newest articles say on a part of a theme."
OF_NAMES = "What the newest articles say of a name."


def feed_offers(dossier: Dossier, site: Site) -> Iterator[Offer]:
    """Each feed in both forms; that of new passages is a JSON Feed alone."""
    everywhere = made_with(site, "feed")
    themes = {theme.src_uri for theme in dossier.themes}
    for feed in feeds(dossier, site):
        for (form, name, media_type), write in zip(FORMS, WRITERS, strict=True):
            yield Offer(
                Section.FEEDS,
                f"{feed.home}{name}",
                f"{feed.title.removesuffix(f' · {site.name}')} ({form})",
                _purpose(feed.src_uri, themes),
                media_type,
                partial(_written, write, feed, site),
                feed.src_uri,
                partial(digest, everywhere, write.__name__, feed),
            )
    yield Offer(
        Section.FEEDS,
        NEW_PASSAGES,
        "New passages (JSON Feed)",
        OF_NEW,
        FORMS[1][2],
        lambda: feed_of_new_passages(dossier, site).encode(),
        ADDITIONS,
    )


def _written(write: Callable[[Feed, Site], str], feed: Feed, site: Site) -> bytes:
    return write(feed, site).encode()


def _purpose(src_uri: str, themes: set[str]) -> str:
    if src_uri == "index.md":
        return OF_WHOLE
    if src_uri == ADDITIONS:
        return OF_NEW
    if src_uri in themes:
        return OF_THEMES
    return OF_SUBTOPICS if src_uri.startswith("themes/") else OF_NAMES
