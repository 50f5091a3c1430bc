"""Dossier → Atom (RFC 4287) and JSON Feed 1.1: of the whole, of themes and names, of what is new.

Every date is an article's own, so that the same dossier gives the same bytes. Of a date that is
known by its month or year only, the first day is taken; Atom cannot say that there is none, so an
article without a date is in the JSON Feed alone.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from html import escape
from itertools import islice
from xml.etree import ElementTree as etree

from dossier.core.digest import digest
from dossier.core.format import day, host
from dossier.core.model import Article, Dossier, Note, Passage, Topic
from dossier.core.urls import Site, published
from dossier.gathering.facts import additions, changed, summary
from dossier.markup.html import detach
from dossier.pages.citations import given_first
from dossier.pages.facts import parts_of

NEWEST = 50
NEWEST_OF_PART = 20
"""Articles in the feed of a subtopic or a name: there are hundreds of these."""
MOST_PASSAGES = 200
"""Passages, of the articles added last, in the feed of new passages."""
ADDITIONS = "new/index.md"
"""The source path of the page of what was added last."""
NEW_PASSAGES = "new/passages/feed.json"
"""Where the feed of new passages is."""
KEPT = "This article’s words are left out here; read them on its page or at its source."
"""What stands where words may not be taken away."""
NOTHING_YET = "1970-01-01T00:00:00Z"
"""When a feed changed in which nothing has ever stood: Atom wants a date."""

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a feed; in a theme's feed with its passages of that theme alone.

    `updated` is an RFC 3339 date-time, empty if no date is known; `published` is empty unless the
    day of publication is.
    """

    article: Article
    identity: str
    anchor: str
    content: str
    updated: str
    published: str


@dataclass(frozen=True)
class Feed:
    """What both formats are written from, of the page with a source path.

    Its entries are made of articles and their passages when they are first asked for.
    """

    title: str
    description: str
    src_uri: str
    identity: str
    make: Callable[[], tuple[Entry, ...]] = field(repr=False)
    made_of: Sequence[tuple[Article, Sequence[Passage]]] = field(repr=False)

    @property
    def digest(self) -> str:
        """Of all that goes into it but the site."""
        return digest(self.title, self.description, self.src_uri, self.identity, self.made_of)

    @property
    def home(self) -> str:
        """The published path of its page."""
        return published(self.src_uri)

    @property
    def atom_path(self) -> str:
        return f"{self.home}feed.xml"

    @property
    def json_path(self) -> str:
        return f"{self.home}feed.json"

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return self.make()


def feeds(dossier: Dossier, site: Site) -> Iterator[Feed]:
    """The feed of the whole dossier, then that of each theme, newest article first.

    Then come those of subtopics and of names, and the last is of what was added last: it says what
    each article is and leads there.
    """
    rows = [
        (article, dossier.passages_of_article[article.slug])
        for article in dossier.articles[:NEWEST]
    ]
    identity = site.identity("feed.xml")
    make = partial(_entries, rows, "", site)
    yield Feed(site.name, site.description, "index.md", identity, make, rows)
    for theme in dossier.themes:
        passages = dossier.passages_of_topic[theme.src_uri]
        yield _feed(theme.title, theme, theme.src_uri, passages, NEWEST, site)
    for theme in dossier.themes:
        for subtopic, row, src_uri in parts_of(theme, dossier.passages_of_topic[theme.src_uri], ()):
            yield _feed(f"{theme.title}: {subtopic}", theme, src_uri, row, NEWEST_OF_PART, site)
    for name in dossier.names:
        passages = dossier.passages_of_topic[name.src_uri]
        yield _feed(name.title, name, name.src_uri, passages, NEWEST_OF_PART, site)
    home = published(ADDITIONS)
    title = f"What is new · {site.name}"
    articles = additions(dossier)
    identity = site.identity(f"{home}feed.xml")
    make = partial(_additions, articles, site)
    made_of = [(article, ()) for article in articles]
    yield Feed(title, site.description, ADDITIONS, identity, make, made_of)


def atom(feed: Feed, site: Site) -> str:
    """A feed as an Atom document."""
    entries = [entry for entry in feed.entries if entry.updated]
    root = etree.Element("feed", {"xmlns": ATOM, XML_LANG: site.language})
    _add(root, "id", feed.identity)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.description)
    _add(root, "updated", max((entry.updated for entry in entries), default=NOTHING_YET))
    _add(_add(root, "author"), "name", site.name)
    page = site.link(feed.home, feed.atom_path)
    _add(root, "link", rel="alternate", type="text/html", href=page)
    itself = site.link(feed.atom_path, feed.atom_path)
    _add(root, "link", rel="self", type="application/atom+xml", href=itself)
    for entry in entries:
        _atom_entry(root, entry, feed, site)
    etree.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def json_feed(feed: Feed, site: Site) -> str:
    """A feed as a JSON Feed; without the site's address it has no links of its own."""
    items = [_json_item(entry, site) for entry in feed.entries]
    return _json_feed(feed.title, feed.description, feed.home, feed.json_path, items, site)


def _json_feed(
    title: str,
    description: str,
    home: str,
    path: str,
    items: Sequence[Mapping[str, object]],
    site: Site,
) -> str:
    content = {
        "version": JSON_FEED,
        "title": title,
        "description": description,
        "home_page_url": site.absolute(home),
        "feed_url": site.absolute(path),
        "language": site.language,
        "authors": [{"name": site.name}],
    }
    known: dict[str, object] = {key: value for key, value in content.items() if value}
    return json.dumps(known | {"items": items}, ensure_ascii=False, indent=1) + "\n"


def moment(date: str) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD as an RFC 3339 date-time; empty if it is."""
    return date and f"{date}{'-01-01'[len(date) - 4 :] if len(date) < 10 else ''}T00:00:00Z"


def _feed(
    title: str,
    topic: Topic,
    src_uri: str,
    passages: Iterable[Passage],
    most: int,
    site: Site,
) -> Feed:
    """The feed of a topic, or of a part of one: of the newest articles what they say of it."""
    of_article: dict[str, list[Passage]] = {}
    for passage in passages:
        of_article.setdefault(passage.article.slug, []).append(passage)
        if len(of_article) > most:
            of_article.popitem()
            break
    home = published(src_uri)
    rows = [(row[0].article, row) for row in of_article.values()]
    return Feed(
        f"{title} · {site.name}",
        topic.description or site.description,
        src_uri,
        site.identity(f"{home}feed.xml"),
        partial(_entries, rows, home, site),
        rows,
    )


def _entries(
    rows: Iterable[tuple[Article, Sequence[Passage]]], home: str, site: Site
) -> tuple[Entry, ...]:
    """An entry of each article; in the feed of a topic's page, at `home`, it leads to a passage."""
    return tuple(
        Entry(
            article,
            site.identity(home, article.slug)
            if home
            else site.identity(published(article.src_uri)),
            passages[0].block.anchor if home else "",
            _content(article, passages, f"{home}feed.xml", site),
            moment(changed(article)),
            moment(article.date.isoformat()) if article.date else "",
        )
        for article, passages in rows
    )


def _additions(articles: Iterable[Article], site: Site) -> tuple[Entry, ...]:
    home = published(ADDITIONS)
    start = f"{home}feed.xml"
    return tuple(
        Entry(
            article,
            site.identity(home, article.slug),
            "",
            f"<p>{escape(_summary(article))}</p>\n{_content(article, (), start, site)}".rstrip(),
            moment(article.arrived),
            "",
        )
        for article in articles
    )


def feed_of_new_passages(dossier: Dossier, site: Site) -> str:
    """A JSON Feed of the passages of the articles that were added last, with their placements.

    Of an article whose words may not be taken away it says which passages there are.
    """
    home = published(ADDITIONS)
    passages = (
        passage
        for article in additions(dossier)
        for passage in dossier.passages_of_article[article.slug]
        if passage.gathers
    )
    return _json_feed(
        f"New passages · {site.name}",
        site.description,
        home,
        NEW_PASSAGES,
        [_json_passage(passage, site) for passage in islice(passages, MOST_PASSAGES)],
        site,
    )


def _json_passage(passage: Passage, site: Site) -> dict[str, object]:
    article, anchor = passage.article, passage.block.anchor
    path = published(article.src_uri)
    item: dict[str, object] = {
        "id": site.identity(path, anchor),
        "url": site.absolute(path, anchor),
        "external_url": article.source and article.source.url,
        "title": article.title,
        "date_published": moment(article.arrived),
        "authors": [{"name": name} for name in _authors(article)],
        "language": article.language,
        "tags": [topic.title for topic in (*passage.themes, *passage.names)],
    }
    if article.gives_words:
        element = etree.fromstring(passage.block.html)
        detach(element, site.link(path, NEW_PASSAGES))
        item["content_html"] = etree.tostring(element, encoding="unicode", method="html")
    else:
        item["content_text"] = f"Passage {passage.block.number} of “{article.title}”."
    item["_dossier"] = {
        "passage": passage.key,
        "themes": [
            {"theme": p.theme.slug, "subtopic": p.subtopic, "because": p.because}
            for p in passage.placements
        ],
        "names": [name.slug for name in passage.names],
    }
    return {key: value for key, value in item.items() if value}


def _content(article: Article, passages: Sequence[Passage], start: str, site: Site) -> str:
    """The passages' own words as HTML, the editors' notes on them, and where they are from.

    Of an article whose words may not be taken away only the last is told.
    """
    page = site.link(published(article.src_uri), start)
    parts: list[str] = []
    if passages and not article.gives_words:
        parts.append(f"<p>{escape(KEPT)}</p>")
    for passage in passages if article.gives_words else ():
        element = etree.fromstring(passage.block.html)
        detach(element, page)
        parts.append(etree.tostring(element, encoding="unicode", method="html"))
        parts += [_note(passage, note, site) for note in passage.notes]
    if article.source:
        name = escape(article.source.name)
        url = article.source.url
        source = f'<a href="{escape(url)}">{name}</a>' if url else name
        published_on = f", {day(article.source.published)}" if article.source.published else ""
        parts.append(f"<p>Source: {source}{published_on}</p>")
    return "\n".join(parts)


def _note(passage: Passage, note: Note, site: Site) -> str:
    """An editor's note as HTML that says, wherever it is read, that it is ours and on which words.

    Feed readers drop styles and may drop the element around it, so the words alone must do.
    """
    words = escape(passage.block.text[note.about.start : note.about.end])
    sources = ", ".join(f'<a href="{escape(url)}">{escape(host(url))}</a>' for url in note.sources)
    return (
        f'<aside lang="{site.language}"><p><strong>Editor’s note on “{words}”:</strong>'
        f" {escape(note.text)} Source: {sources}</p></aside>"
    )


def _summary(article: Article) -> str:
    """An article in a sentence: its own only where its words may be taken away."""
    return summary(article) if article.gives_words else article.description or KEPT


def _authors(article: Article) -> tuple[str, ...]:
    """Who wrote an article, as far as we know: its authors, else the publication."""
    names = tuple(map(given_first, article.authors))
    return names or ((article.source.name,) if article.source else ())


def _atom_entry(root: etree.Element, entry: Entry, feed: Feed, site: Site) -> None:
    article = entry.article
    element = _add(root, "entry", **({XML_LANG: article.language} if article.language else {}))
    _add(element, "id", entry.identity)
    _add(element, "title", article.title)
    _add(element, "updated", entry.updated)
    if entry.published:
        _add(element, "published", entry.published)
    for name in _authors(article):
        _add(_add(element, "author"), "name", name)
    page = site.link(published(article.src_uri), feed.atom_path, entry.anchor)
    _add(element, "link", rel="alternate", type="text/html", href=page)
    if article.source and article.source.url:
        _add(element, "link", rel="via", href=article.source.url)
    if article.source and article.source.licence:
        _add(element, "rights", article.source.licence)
    _add(element, "summary", _summary(article))
    _add(element, "content", entry.content, type="html")


def _json_item(entry: Entry, site: Site) -> dict[str, object]:
    article = entry.article
    item = {
        "id": entry.identity,
        "url": site.absolute(published(article.src_uri), entry.anchor),
        "external_url": article.source and article.source.url,
        "title": article.title,
        "content_html": entry.content,
        "summary": _summary(article),
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": name} for name in _authors(article)],
        "language": article.language,
    }
    return {key: value for key, value in item.items() if value}


def _add(parent: etree.Element, tag: str, text: str = "", **attributes: str) -> etree.Element:
    element = etree.SubElement(parent, tag, attributes)
    element.text = text or None
    return element
