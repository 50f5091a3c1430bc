"""Dossier → `Page`: which pages there are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path
from typing import TypeVar

from dossier.addresses import relative
from dossier.bodies import Bodies, Facts, Link, summary
from dossier.chronicle import moments
from dossier.model import Article, Dossier, Figure, Moment, Page, Passage, Topic
from dossier.volumes import Volume, bind

ABOUT = "How passages are placed, what is verbatim and what is ours, how to mend a mistake."

Shown = TypeVar("Shown", Article, Passage, Moment, Figure)
Shelf = tuple[tuple[str, str, int], ...]
"""Title, source path and number of items of each volume, or of all the volumes of a year."""

MOST_PASSAGES = 80
MOST_ARTICLES = 200
MOST_STATEMENTS = 200
MOST_AHEAD = 20
MOST_CHECKED = 500


class Pages:
    """The pages of a dossier. Iterating gives each; `body` renders one when it is needed.

    Those of a project's folder have a page for its editors too.
    """

    def __init__(self, dossier: Dossier, root: Path | None = None, link: Link = relative) -> None:
        self._dossier = dossier
        said, counted = moments(dossier), dossier.figures
        pages = (*_plan(dossier, bool(root)), *_statements(said, counted))
        self._pages = {page.src_uri: page for page in pages}
        more: dict[str, object] = {
            "moments": said,
            "figures": counted,
            "ahead": sum(moment.ahead for moment in said),
        }
        self._bodies = Bodies(dossier, _shelve(pages), more, link, root)
        self._last: tuple[Page | None, Facts] = None, {}

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages.values())

    def get(self, src_uri: str) -> Page | None:
        """The page with this source path; None if it is not ours."""
        return self._pages.get(src_uri)

    def facts(self, page: Page) -> Facts:
        """All that the body of a page is made from besides the page and the topics.

        Of the page that was asked about last they are at hand: its digest is followed by its body.
        """
        if self._last[0] is not page:
            self._last = page, self._bodies.facts(page)
        return self._last[1]

    def body(self, page: Page, introduction: str = "") -> str:
        """The body of a page, as XML, around what people wrote."""
        return self._bodies.render(page, self.facts(page), introduction)

    def navigation(self) -> list[dict[str, str]]:
        """The site's navigation; articles and names are found through their lists."""
        themes = [{theme.title: theme.src_uri} for theme in self._dossier.themes]
        return [
            {"Home": "index.md"},
            *themes,
            {"Names": "names/index.md"},
            {"Articles": "articles/index.md"},
            {"Timeline": "timeline/index.md"},
            {"Figures": "figures/index.md"},
            {"About": "about/index.md"},
        ]


def _plan(dossier: Dossier, for_editors: bool) -> Iterator[Page]:
    if for_editors:
        yield from _volumes(
            Page("editors/index.md", "editors.html", "For editors", "Where each passage went."),
            bind(dossier.passages, lambda passage: passage.article.when, MOST_CHECKED),
            dossier.passages,
        )
    yield Page("about/index.md", "about.html", "About this dossier", ABOUT)
    yield Page("about/corrections.md", "corrections.html", "Corrections", "What was put right.")
    for article in dossier.withdrawn:
        yield Page(article.src_uri, "withdrawn.html", article.title, "Withdrawn", items=(article,))
    for article in (*dossier.articles, *dossier.withdrawn):
        for slug in article.formerly:
            path = f"articles/{slug}.md"
            yield Page(
                path,
                "moved.html",
                article.title,
                "",
                items=(article,),
                moved_to=article.src_uri,
            )
    yield Page("index.md", "home.html", "Home", "")
    yield Page("search.md", "search.html", "Search", "Search the passages of all articles.")
    yield Page("names/index.md", "names.html", "Names", "The people, bodies and programmes named.")
    yield from _volumes(
        Page("articles/index.md", "articles.html", "All articles", "All articles, newest first."),
        bind(dossier.articles, lambda article: article.when, MOST_ARTICLES),
        dossier.articles,
    )
    for article in dossier.articles:
        yield Page(article.src_uri, "article.html", article.title, summary(article), article)
    for topic in dossier.topics:
        passages = dossier.passages_of_topic[topic.src_uri]
        template = "theme.html" if topic.is_theme else "name.html"
        yield from _volumes(
            Page(topic.src_uri, template, topic.title, topic.description or "", topic),
            bind(passages, lambda passage: passage.article.when, MOST_PASSAGES),
            passages,
        )


def _statements(moments: Sequence[Moment], figures: Sequence[Figure]) -> Iterator[Page]:
    """The pages of what happened when, and of how much."""
    past = [moment for moment in moments if not moment.ahead]
    ahead = [moment for moment in moments if moment.ahead]
    description = "What happened when, latest first, and what lies ahead."
    first, *volumes = _volumes(
        Page("timeline/index.md", "timeline.html", "Timeline", description),
        bind(past, lambda moment: moment.date, MOST_STATEMENTS),
        past,
    )
    yield replace(first, items=(*ahead[:MOST_AHEAD], *first.items))
    yield from volumes
    if len(ahead) > MOST_AHEAD:
        farthest_first = ahead[::-1]
        yield from _volumes(
            Page("timeline/ahead.md", "timeline.html", "Ahead", "What was to come, by year."),
            bind(farthest_first, lambda moment: moment.date, MOST_STATEMENTS),
            farthest_first,
        )
    yield from _volumes(
        Page("figures/index.md", "figures.html", "Figures", "Targets, amounts and quantities."),
        bind(figures, lambda figure: figure.passage.article.when, MOST_STATEMENTS),
        figures,
    )


def _volumes(
    page: Page, volumes: Sequence[Volume[Shown]], items: Sequence[Shown]
) -> Iterator[Page]:
    """A page with its newest items, and beside it one for each volume, if there are any."""
    directory = page.src_uri.removesuffix(".md").replace("/index", "/years")
    most = max((len(volume.items) for volume in volumes), default=len(items))
    shelf_with_open = _shelves(volumes, directory)
    yield replace(page, items=tuple(items[:most]), volumes=shelf_with_open[""])
    for volume in volumes:
        yield replace(
            page,
            src_uri=f"{directory}/{volume.slug}.md",
            title=f"{page.title}, {volume.title}",
            items=volume.items,
            volumes=shelf_with_open[volume.year],
            volume=volume.title,
        )


def _shelves(volumes: Sequence[Volume[Shown]], directory: str) -> dict[str, Shelf]:
    """By the year that is open (none: empty): every part of it, and each other year."""
    parts: dict[str, Shelf] = {}
    for year, row in groupby(volumes, key=lambda volume: volume.year):
        parts[year] = tuple((v.title, f"{directory}/{v.slug}.md", len(v.items)) for v in row)
    whole: dict[str, Shelf] = {
        year: ((year.capitalize(), row[0][1], sum(part[2] for part in row)),)
        for year, row in parts.items()
    }
    return {
        opened: tuple(chain.from_iterable({**whole, opened: parts.get(opened, ())}.values()))
        for opened in ("", *parts)
    }


def _shelve(pages: Iterable[Page]) -> dict[tuple[str, str], str]:
    """Where each passage of a topic that is cut into volumes stands: its page's source path."""
    return {
        (page.subject.src_uri, item.key): page.src_uri
        for page in pages
        if page.volume and isinstance(page.subject, Topic)
        for item in page.items
        if isinstance(item, Passage)
    }
