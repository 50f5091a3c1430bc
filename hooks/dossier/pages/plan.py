"""Dossier → `Page`: which pages there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from slugify import slugify

from dossier.core.model import Article, Dossier, Figure, Moment, Passage, Topic
from dossier.core.urls import relative
from dossier.gathering.chronology import moments
from dossier.gathering.facts import additions, summary
from dossier.gathering.figures import figures
from dossier.gathering.related import Related
from dossier.pages.archives import Part, divide
from dossier.pages.facts import (
    FactSource,
    PartsOfTopic,
    Places,
    by_topic,
    has_own,
    latest,
    own_address,
    parts_of,
)
from dossier.pages.page import Facts, Page
from dossier.pages.page_types import (
    ABOUT,
    ARTICLE,
    ARTICLES,
    BRIEFING,
    CORRECTIONS,
    FIGURES,
    HOME,
    MOVED,
    MOVED_PART,
    MUCH_NAMED,
    NAME,
    NAME_PART,
    NAMES,
    NEW,
    SEARCH,
    SUBTOPIC,
    THEME,
    TIMELINE,
    WITHDRAWN,
)
from dossier.pages.render import Link, Renderer

ABOUT_THIS = "How passages are placed, what is verbatim and what is ours, how to mend a mistake."

Shown = TypeVar("Shown", Article, Passage, Moment, Figure)
Shelf = tuple[tuple[str, str, int], ...]
"""Title, source path and number of items of each part, or of all the parts of a year.

The page of a part tells no numbers (0): so an item elsewhere leaves it as it is.
"""

MOST_TOGETHER = 40
"""Passages of a theme that its page shows whole; of more it gives a briefing."""
MOST_PASSAGES = 60
MOST_ARTICLES = 160
MOST_STATEMENTS = 150
MOST_AHEAD = 20


class Pages:
    """The pages of a dossier. Iterating gives each; `body` renders one when it is needed.

    `more` are pages of types that have their templates in `folders`.
    """

    def __init__(
        self,
        dossier: Dossier,
        link: Link = relative,
        more: Iterable[Page] = (),
        folders: Sequence[Path] = (),
    ) -> None:
        said, counted = moments(dossier), figures(dossier)
        told = {"timeline": by_topic(dossier, said), "figures": by_topic(dossier, counted)}
        parts = {
            topic.src_uri: parts_of(topic, dossier.passages_of_topic[topic.src_uri], dossier.themes)
            for topic in dossier.topics
        }
        planned = _plan(dossier, parts)
        pages = (*more, *planned, *_statements(said, counted), *_of_topics(dossier, told))
        self._dossier = dossier
        self._pages = {page.src_uri: page for page in pages}
        self._renderer = Renderer(dossier.themes, link, folders)
        self.moments = said
        ahead = sum(moment.ahead for moment in said)
        statements = {"moments": said, "figures": counted, "ahead": ahead}
        subtopics = {
            uri: [(title, len(row), address) for title, row, address in of_topic]
            for uri, of_topic in parts.items()
        }
        self._source = FactSource(
            dossier, Related(dossier), _places(pages), statements, told, subtopics, counted
        )
        self._last: tuple[Page | None, Facts] = None, {}

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages.values())

    def get(self, src_uri: str) -> Page | None:
        """The page with this source path; None if it is not ours."""
        return self._pages.get(src_uri)

    def stated(self, topic: Topic) -> tuple[list[Moment], list[Figure]]:
        """What there is of a topic on the timeline and among the figures."""
        return self._source.stated(topic)

    def facts(self, page: Page) -> Facts:
        """All that the body of a page is made from besides the page.

        Of the page that was asked about last they are at hand: its digest is followed by its body.
        """
        if self._last[0] is not page:
            self._last = page, page.type.facts(self._source, page)
        return self._last[1]

    def body(self, page: Page, introduction: str = "") -> str:
        """The body of a page, as XML, around what people wrote."""
        return self._renderer.render(page, self.facts(page), introduction)

    def navigation(self) -> list[dict[str, str]]:
        """The site's navigation; articles and names are found through their lists."""
        themes = [{theme.title: theme.src_uri} for theme in self._dossier.themes]
        return [
            {"Home": "index.md"},
            *themes,
            {"New": "new/index.md"},
            {"Names": "names/index.md"},
            {"Articles": "articles/index.md"},
            {"Timeline": "timeline/index.md"},
            {"Figures": "figures/index.md"},
            {"About": "about/index.md"},
        ]


def _plan(dossier: Dossier, parts: Mapping[str, PartsOfTopic]) -> Iterator[Page]:
    yield Page("about/index.md", ABOUT, "About this dossier", ABOUT_THIS)
    yield Page("about/corrections.md", CORRECTIONS, "Corrections", "What was put right.")
    for article in dossier.withdrawn:
        yield Page(article.src_uri, WITHDRAWN, article.title, "Withdrawn", items=(article,))
    for article in (*dossier.articles, *dossier.withdrawn):
        for slug in article.formerly:
            path = f"articles/{slug}.md"
            here = article.src_uri
            yield Page(path, MOVED, article.title, "", items=(article,), moved_to=here)
    yield Page("index.md", HOME, "Home", "")
    yield Page("search.md", SEARCH, "Search", "Search the passages of all articles.")
    yield Page("names/index.md", NAMES, "Names", "The people, bodies and programmes named.")
    newest = tuple(additions(dossier))
    yield Page("new/index.md", NEW, "What is new", "What was added last.", items=newest)
    yield from with_archive(
        Page("articles/index.md", ARTICLES, "All articles", "All articles, newest first."),
        divide(dossier.articles, lambda article: article.when, MOST_ARTICLES),
        dossier.articles,
    )
    for article in dossier.articles:
        yield Page(article.src_uri, ARTICLE, article.title, summary(article), article)
    for theme in dossier.themes:
        uri = theme.src_uri
        yield from _theme(theme, dossier.passages_of_topic[uri], parts[uri])
    for name in dossier.names:
        uri = name.src_uri
        yield from _name(name, dossier.passages_of_topic[uri], parts[uri])


def _theme(theme: Topic, passages: Sequence[Passage], parts: PartsOfTopic) -> Iterator[Page]:
    """The page of a theme, and one for each subtopic.

    A theme of few passages shows them all; then the address of a subtopic leads to its part there.
    """
    page = Page(theme.src_uri, THEME, theme.title, theme.description or "", theme)
    is_small = len(passages) <= MOST_TOGETHER
    if is_small:
        yield replace(page, items=tuple(passages))
    else:
        yield replace(page, type=BRIEFING, items=tuple(latest(theme, passages)))
    for subtopic, row, address in parts:
        title = f"{theme.title}: {subtopic}"
        if is_small:
            here = f"{theme.src_uri}#in-{slugify(subtopic)}"
            yield Page(address, MOVED_PART, title, "", theme, moved_to=here, subtopic=subtopic)
        else:
            yield from _by_year(Page(address, SUBTOPIC, title, "", theme, subtopic=subtopic), row)


def _name(name: Topic, passages: Sequence[Passage], parts: PartsOfTopic) -> Iterator[Page]:
    """The page of a name; of one with many passages also pages by theme and by year."""
    page = Page(name.src_uri, NAME, name.title, name.description or "", name)
    if len(passages) <= MOST_TOGETHER:
        yield replace(page, items=tuple(passages))
        return
    first, *years = _by_year(replace(page, type=NAME_PART), passages)
    yield replace(first, type=MUCH_NAMED, items=tuple(latest(name, passages)))
    yield from years
    for title, row, address in parts:
        part = Page(address, NAME_PART, f"{name.title}: {title}", "", name, subtopic=title)
        yield from _by_year(part, row)


def _by_year(page: Page, passages: Sequence[Passage]) -> Iterator[Page]:
    """A page with its passages, and beside it those of each year, if they are many.

    It leads to every part of each year, so that none is more than a click away.
    """
    parts = divide(passages, attrgetter("article.when"), MOST_PASSAGES)
    directory = page.src_uri.removesuffix(".md")
    shelf = tuple((part.title, f"{directory}/{part.slug}.md", len(part.items)) for part in parts)
    untold = _untold(shelf)
    for each in with_archive(page, parts, passages):
        yield replace(each, archive=untold if each.part else shelf)


def _of_topics(
    dossier: Dossier, told: Mapping[str, Mapping[str, Sequence[Moment | Figure]]]
) -> Iterator[Page]:
    """A timeline and figures of each theme, and of each name that has enough of them."""
    for topic in dossier.topics:
        said = [item for item in told["timeline"][topic.src_uri] if isinstance(item, Moment)]
        counted = [item for item in told["figures"][topic.src_uri] if isinstance(item, Figure)]
        if has_own(topic, said):
            description = f"What happened when that has to do with {topic.title}."
            address = own_address("timeline", topic)
            page = Page(address, TIMELINE, f"Timeline: {topic.title}", description, topic)
            yield from _timeline(page, said)
        if has_own(topic, counted):
            description = f"Targets, amounts and quantities that have to do with {topic.title}."
            address = own_address("figures", topic)
            page = Page(address, FIGURES, f"Figures: {topic.title}", description, topic)
            parts = divide(counted, lambda figure: figure.passage.article.when, MOST_STATEMENTS)
            yield from with_archive(page, parts, counted)


def _timeline(page: Page, moments: Sequence[Moment]) -> Iterator[Page]:
    """A timeline, with what is next ahead at its beginning, and its years."""
    past = [moment for moment in moments if not moment.ahead]
    ahead = [moment for moment in moments if moment.ahead]
    first, *archive = with_archive(
        page, divide(past, lambda moment: moment.date, MOST_STATEMENTS), past
    )
    yield replace(first, items=(*ahead[:MOST_AHEAD], *first.items))
    yield from archive


def _statements(moments: Sequence[Moment], figures: Sequence[Figure]) -> Iterator[Page]:
    """The pages of what happened when, and of how much."""
    description = "What happened when, latest first, and what lies ahead."
    yield from _timeline(Page("timeline/index.md", TIMELINE, "Timeline", description), moments)
    ahead = [moment for moment in moments if moment.ahead]
    if len(ahead) > MOST_AHEAD:
        farthest_first = ahead[::-1]
        yield from with_archive(
            Page("timeline/ahead.md", TIMELINE, "Ahead", "What was to come, by year."),
            divide(farthest_first, lambda moment: moment.date, MOST_STATEMENTS),
            farthest_first,
        )
    yield from with_archive(
        Page("figures/index.md", FIGURES, "Figures", "Targets, amounts and quantities."),
        divide(figures, lambda figure: figure.passage.article.when, MOST_STATEMENTS),
        figures,
    )


def with_archive(
    page: Page, archive: Sequence[Part[Shown]], items: Sequence[Shown]
) -> Iterator[Page]:
    """A page with its newest items, and beside it one for each part, if there are any."""
    directory = page.src_uri.removesuffix(".md").replace("/index", "/years")
    most = max((len(part.items) for part in archive), default=len(items))
    shelf_with_open = _shelves(archive, directory)
    yield replace(page, items=tuple(items[:most]), archive=shelf_with_open[""])
    for part in archive:
        yield replace(
            page,
            src_uri=f"{directory}/{part.slug}.md",
            title=f"{page.title}, {part.title}",
            items=part.items,
            archive=_untold(shelf_with_open[part.year]),
            part=part.title,
        )


def _untold(shelf: Shelf) -> Shelf:
    return tuple((title, uri, 0) for title, uri, _ in shelf)


def _shelves(archive: Sequence[Part[Shown]], directory: str) -> dict[str, Shelf]:
    """By the year that is open (none: empty): every part of it, and each other year."""
    parts: dict[str, Shelf] = {}
    for year, row in groupby(archive, key=lambda part: part.year):
        parts[year] = tuple((v.title, f"{directory}/{v.slug}.md", len(v.items)) for v in row)
    whole: dict[str, Shelf] = {
        year: ((year.capitalize(), row[0][1], sum(part[2] for part in row)),)
        for year, row in parts.items()
    }
    return {
        opened: tuple(chain.from_iterable({**whole, opened: parts.get(opened, ())}.values()))
        for opened in ("", *parts)
    }


def _places(pages: Iterable[Page]) -> Places:
    """Where each passage of a topic that is cut into parts stands: its page's source path."""
    found: dict[str, dict[str, str]] = {}
    for page in pages:
        is_part = page.type is SUBTOPIC or (page.type is NAME_PART and page.part)
        if is_part and page.subject:
            keys = map(attrgetter("key"), page.items)
            places = found.setdefault(page.subject.src_uri, {})
            places.update(dict.fromkeys(keys, page.src_uri))
    return found
