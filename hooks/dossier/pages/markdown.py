"""`Page` → its contents as plain Markdown, for programs that read text: `index.md` beside the page.

What an article says is in its own words; only characters that Markdown would take for markup are
written so that it does not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from lxml import etree

from dossier import __version__
from dossier.core.format import day, host
from dossier.core.model import Article, Block, Dossier, Figure, Moment, Note, Passage, Topic
from dossier.core.urls import Site, published
from dossier.gathering.facts import corrected, newest
from dossier.markup.markdown_writer import address, convert, escape, line
from dossier.pages.citations import given_first
from dossier.pages.facts import parts_of
from dossier.pages.helpers import by_subtopic
from dossier.pages.page import Page
from dossier.reading.schedule import stated_day

TITLE = re.compile(r"\A\s*# .*")
RELATIVE_LINK = re.compile(
    r"""\]\(\s*<?(?![a-z][a-z0-9+.-]*:|[/#])([^)\s<>#]+)(\#[^)\s<>]*)?>?
        (\s+(?:"[^"]*"|'[^']*'))?\s*\)""",
    re.VERBOSE,
)
"""The path, the fragment and the title."""
MOST_LISTED = 100
"""How many articles, the newest, llms.txt lists; all are in the list that it leads to."""


def markdown_path(src_uri: str) -> str:
    """The published path of a page's Markdown."""
    return f"{published(src_uri)}index.md"


@dataclass(frozen=True, slots=True)
class MarkdownSource:
    """What the Markdown of a page is made from; `written` is what people wrote on it."""

    dossier: Dossier
    site: Site
    link: "_Links"
    written: str


def markdown(page: Page, dossier: Dossier, site: Site, written: str = "", start: str = "") -> str:
    """A page's contents as Markdown; links lead to the Markdown of other pages.

    `written` is what people wrote on it, as Markdown; `start` is the published path of the file
    that the text is for, if that is not the page's own.
    """
    link = _Links(site, start or markdown_path(page.src_uri))
    written = _linked(TITLE.sub("", written), page.src_uri, link)
    return _text(page.type.markdown(MarkdownSource(dossier, site, link, written), page))


def of_home(source: MarkdownSource, page: Page) -> Iterator[str]:
    """The home page says what llms.txt does."""
    yield overview(source.dossier, source.site).rstrip()


def of_names(source: MarkdownSource, page: Page) -> Iterator[str]:
    """Links to all names."""
    yield _heading(page)
    yield _list([source.link.to(name) for name in source.dossier.names])


def of_about(source: MarkdownSource, page: Page) -> Iterator[str]:
    """What people wrote of the site, and its state."""
    state = [f"Version {__version__}"]
    if last := newest(source.dossier):
        state.append(f"Newest article or correction: {day(last)}")
    state += [f"Built on {day(built)}"] if (built := stated_day()) else []
    yield from (_heading(page), source.written, "## Version", _list(state))


def of_corrections(source: MarkdownSource, page: Page) -> Iterator[str]:
    """Each correction with its day and article."""
    rows = corrected(source.dossier)
    yield _heading(page)
    yield _list([f"{day(on)}: {source.link.to(a)}: {escape(what)}" for on, what, a in rows])


def of_search(source: MarkdownSource, page: Page) -> Iterator[str]:
    """What leads on without a search."""
    link = source.link
    lists = [link.to(theme) for theme in source.dossier.themes] + _lists(link)
    yield from (_heading(page), source.written, _list(lists))


def of_withdrawn(source: MarkdownSource, page: Page) -> Iterator[str]:
    """Why an article is not there any more."""
    yield _heading(page)
    for item in page.items:
        if isinstance(item, Article) and (change := item.withdrawn):
            yield f"Withdrawn on {day(change.on)}: {escape(change.what)}"


def of_items(source: MarkdownSource, page: Page) -> Iterator[str]:
    """What people wrote, and a list of what the page shows."""
    yield from (_heading(page), source.written)
    yield _list([_item(item, source.link) for item in page.items])
    yield from _archive(source, page)


def of_new(source: MarkdownSource, page: Page) -> Iterator[str]:
    """What was added last, each article with the day of that."""
    articles = [item for item in page.items if isinstance(item, Article)]
    days = [day(article.arrived) or "No date" for article in articles]
    rows = [_entry(article, source.link) for article in articles]
    yield _heading(page)
    yield _list([f"{when}: {row}" for when, row in zip(days, rows, strict=True)])


def _heading(page: Page) -> str:
    return f"# {escape(page.title)}"


def _archive(source: MarkdownSource, page: Page) -> Iterator[str]:
    """Links to the pages of all items, where the page has the newest alone."""
    if page.archive:
        rows = [
            source.link.path(title, uri) + (f" ({count})" if count else "")
            for title, uri, count in page.archive
        ]
        yield from ("## By year", _list(rows))


def overview(dossier: Dossier, site: Site) -> str:
    """The site in the form of llms.txt: what it is, and where its pages are as Markdown."""
    link = _Links(site, "llms.txt")
    articles = [_entry(article, link) for article in dossier.articles[:MOST_LISTED]]
    more = [
        f"[All articles in full]({site.link('llms-full.txt', 'llms.txt')})",
        *_lists(link),
        link.path("About", "about/index.md"),
        f"[Feed of the newest articles]({site.link('feed.json', 'llms.txt')}): JSON Feed",
    ]
    return _text(
        [
            f"# {escape(site.name)}",
            f"> {escape(site.description)}",
            "Passages and articles are in the words of their sources; the introductions to themes"
            " and names are ours.",
            "## Themes",
            _list([f"{link.to(t)}: {escape(t.description or t.opening)}" for t in dossier.themes]),
            "## Articles",
            _list(articles),
            "## Names",
            _list([_described(name, link) for name in dossier.names]),
            "## Optional",
            _list(more),
        ]
    )


def block_markdown(block: Block) -> str:
    """A block of an article; most are paragraphs without markup, and need no parser."""
    if block.is_plain:
        return line(block.text)
    return convert(etree.fromstring(f"<div>{block.html}</div>"))


def _lists(link: "_Links") -> list[str]:
    """Links to the pages that lead to everything."""
    return [
        link.path("What is new", "new/index.md"),
        link.path("All names", "names/index.md"),
        link.path("All articles", "articles/index.md"),
        link.path("Timeline", "timeline/index.md"),
        link.path("Figures", "figures/index.md"),
    ]


def _linked(written: str, src_uri: str, link: "_Links") -> str:
    """Written Markdown, its links made to lead from where it is published; to pages' Markdown."""

    def lead(found: re.Match[str]) -> str:
        path = normpath(join(dirname(src_uri), found[1]))
        there = link.address(path) if path.endswith(".md") else link.file(path)
        return f"]({there}{found[2] or ''}{found[3] or ''})"

    return RELATIVE_LINK.sub(lead, written).strip()


class _Links:
    """Links from one file to the Markdown of others."""

    def __init__(self, site: Site, start: str) -> None:
        self._site = site
        self._start = start

    def to(self, target: Topic | Article) -> str:
        return self.path(target.title, target.src_uri)

    def path(self, title: str, src_uri: str) -> str:
        return f"[{escape(title)}]({self.address(src_uri)})"

    def address(self, src_uri: str) -> str:
        return self._site.link(markdown_path(src_uri), self._start)

    def file(self, path: str) -> str:
        """The address of any other file, by its published path."""
        return self._site.link(path, self._start)

    def passage(self, passage: Passage) -> str:
        """A link to a passage on its article's page, for people."""
        path = published(passage.article.src_uri)
        address = self._site.link(path, self._start, passage.block.anchor)
        return f"[{escape(passage.article.title)}, ¶ {passage.block.number}]({address})"


def of_article(source: MarkdownSource, page: Page) -> Iterator[str]:
    """What is known of an article, and its text with the editors' notes."""
    article = page.subject
    assert isinstance(article, Article)
    yield _heading(page)
    facts: list[str] = []
    if paper := article.source:
        name = f"[{escape(paper.name)}]({address(paper.url)})" if paper.url else escape(paper.name)
        facts.append(f"Source: {name}" + (f", {day(paper.published)}" if paper.published else ""))
    if article.authors:
        facts.append(f"By: {escape(', '.join(map(given_first, article.authors)))}")
    if article.date:
        facts.append(f"Date: {day(article.date)}")
    if article.event:
        place = f", {escape(article.event.place)}" if article.event.place else ""
        facts.append(f"Event: {day(article.event.date)}{place}")
    if article.updated:
        facts.append(f"Updated: {day(article.updated)}")
    passages = source.dossier.passages_of_article[article.slug]
    found = {theme.slug for passage in passages for theme in passage.themes}
    themes = [source.link.to(theme) for theme in source.dossier.themes if theme.slug in found]
    if themes:
        facts.append(f"Themes: {', '.join(themes)}")
    if article.description:
        yield f"> {escape(article.description)}"
    facts += [f"Corrected on {day(c.on)}: {escape(c.what)}" for c in article.corrections]
    yield _list(facts)
    for passage in passages[1:] if article.has_own_title else passages:
        yield block_markdown(passage.block)
        yield from _notes(passage, passage.notes)


def _notes(passage: Passage, notes: Iterable[Note]) -> Iterator[str]:
    """The editors' notes on a passage, each with the words that it is about."""
    for note in notes:
        words = escape(passage.block.text[note.about.start : note.about.end])
        sources = ", ".join(f"[{host(url)}]({address(url)})" for url in note.sources)
        yield f"**Editor’s note on “{words}”:** {escape(note.text)} Source: {sources}"


def of_topic(source: MarkdownSource, page: Page) -> Iterator[str]:
    """What we say of a topic, then its passages, those of a theme by subtopic."""
    topic = page.subject
    assert isinstance(topic, Topic)
    yield _heading(page)
    if page.part:
        yield f"From {source.link.to(topic)}"
    else:
        yield from dict.fromkeys((escape(topic.description or ""), source.written))
    passages = tuple(item for item in page.items if isinstance(item, Passage))
    groups: Sequence[tuple[str, Sequence[Passage]]] = [("In the articles", passages)]
    if topic.is_theme:
        groups = by_subtopic(topic, passages)
    for title, row in groups:
        yield f"## {escape(title)}"
        for passage in row:
            yield _quoted(passage)
            yield f"— {source.link.passage(passage)}"
            yield from _notes(passage, passage.notes)
    yield from _archive(source, page)


def of_briefing(source: MarkdownSource, page: Page) -> Iterator[str]:
    """What we say of a topic, its latest passages, and the pages of its parts."""
    topic = page.subject
    assert isinstance(topic, Topic)
    gathered = source.dossier.passages_of_topic[topic.src_uri]
    yield _heading(page)
    yield from dict.fromkeys((escape(topic.description or ""), source.written))
    yield "## The latest"
    yield from _passages(source, page)
    yield "## By subject" if topic.is_theme else "## By theme"
    rows = parts_of(topic, gathered, source.dossier.themes)
    yield _list([f"{source.link.path(title, uri)} ({len(row)})" for title, row, uri in rows])
    yield from _archive(source, page)


def of_subtopic(source: MarkdownSource, page: Page) -> Iterator[str]:
    """The passages of a part of a topic."""
    topic = page.subject
    assert isinstance(topic, Topic)
    yield from (_heading(page), f"From {source.link.to(topic)}")
    yield from _passages(source, page)
    yield from _archive(source, page)


def of_moved_part(source: MarkdownSource, page: Page) -> Iterator[str]:
    """Where a subtopic without a page of its own is shown."""
    theme = page.subject
    assert isinstance(theme, Topic)
    yield from (_heading(page), f"See {source.link.to(theme)}")


def _passages(source: MarkdownSource, page: Page) -> Iterator[str]:
    for passage in page.items:
        if isinstance(passage, Passage):
            yield _quoted(passage)
            yield f"— {source.link.passage(passage)}"
            yield from _notes(passage, passage.notes)


def _quoted(passage: Passage) -> str:
    lines = block_markdown(passage.block).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _item(item: Article | Passage | Moment | Figure, link: _Links) -> str:
    """A line of a list: an article, what happened when, or how much."""
    if isinstance(item, Article):
        return _entry(item, link)
    if isinstance(item, Passage):
        return link.passage(item)
    if isinstance(item, Figure):
        return f"{escape(item.words)}: {escape(item.sentence)} — {link.passage(item.passage)}"
    sources = [link.passage(item.passage)] if item.passage else []
    sources += [link.to(topic) for topic in item.topics]
    sources += [f"[source]({address(item.url)})"] if item.url else []
    return f"{day(item.date)}: {escape(item.text)} — {', '.join(sources)}"


def _entry(article: Article, link: _Links) -> str:
    """An article in a list, with its source and date."""
    source = escape(article.source.name) if article.source else ""
    facts = ", ".join(part for part in (source, day(article.when)) if part)
    return f"{link.to(article)}: {facts}" if facts else link.to(article)


def _described(name: Topic, link: _Links) -> str:
    described = escape(name.description or name.opening)
    return f"{link.to(name)}: {described}" if described else link.to(name)


def _list(rows: Sequence[str]) -> str:
    return "\n".join(f"- {row}" for row in rows)


def _text(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
