"""The dossier → books: the whole, or its years where it is long, and each theme.

Their chapters are made from the same blocks as the pages. A book of articles has each of them as a
chapter, the oldest first; a book of a theme has its background, and its passages by subtopic.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from xml.etree import ElementTree as etree

from jinja2.environment import TemplateModule
from lxml import html
from markupsafe import Markup
from slugify import slugify

from dossier.core.format import counted, day
from dossier.core.model import Article, Dossier, Note, Passage, Topic
from dossier.core.urls import Site, published
from dossier.gathering.facts import newest
from dossier.markup.html import detach, mark
from dossier.outputs.feeds import NOTHING_YET, moment
from dossier.pages import citations as citation
from dossier.pages.helpers import by_subtopic
from dossier.reading.schedule import UNDATED
from dossier.takeaway.epub import MEDIA_TYPE, Book, Chapter, write_epub
from dossier.takeaway.offers import Offer, Section
from dossier.takeaway.rendering import environment, made_with

FOLDER = "books/"
MOST_WORDS = 400_000
"""Words of articles in one book, about what an encyclopaedia has in a volume; of more, a book has a
year, and a theme the newest passages."""
ABOUT = (
    "The passages are the words of the articles, exactly; each says where it is from. Titles of"
    " parts, backgrounds and notes are the editors’."
)
RIGHTS = "Each article remains its publisher’s, under the terms of its source."

Introductions = Callable[[str], str]
"""From a page's source path to the markup of what people wrote there; empty if they did not."""
Places = Mapping[str, str]
"""By a passage's key: its address in the book."""
Place = tuple[str, str, str]
"""What the index calls a place, its address, and the language of what it is called."""


WHOLE = "The articles, each a chapter, with notes, sources and the names as an index."
OF_THEME = "The passages of a theme by subtopic, with its background, sources and names."


@dataclass(frozen=True, slots=True)
class Volume:
    """A book that can be made: its published path, its title, and the page that it is about."""

    path: str
    title: str
    about: str
    articles: Sequence[Article] = ()
    theme: Topic | None = None


def volumes(dossier: Dossier, site: Site) -> Iterator[Volume]:
    """The books of a dossier: of the whole or each year, then of each theme that has passages."""
    if sum(article.words for article in dossier.articles) <= MOST_WORDS:
        if dossier.articles:
            yield Volume(f"{FOLDER}dossier.epub", site.name, "index.md", dossier.articles)
    else:
        for year, row in groupby(dossier.articles, key=lambda article: article.when[:4]):
            title = f"{site.name}, {year or UNDATED}"
            yield Volume(f"{FOLDER}{year or UNDATED}.epub", title, "articles/index.md", tuple(row))
    for theme in dossier.themes:
        if dossier.passages_of_topic[theme.src_uri]:
            title = f"{theme.title} · {site.name}"
            path = f"{FOLDER}themes/{theme.slug}.epub"
            yield Volume(path, title, theme.src_uri, theme=theme)


@dataclass(frozen=True, slots=True)
class Material:
    """What books and briefings are made from."""

    dossier: Dossier
    site: Site
    introductions: Introductions

    def home(self, theme: Topic) -> str:
        """The address of a theme on the site; empty if that of the site is not known."""
        return self.site.absolute(published(theme.src_uri))

    def background(self, theme: Topic) -> Markup:
        """What people wrote of a theme, as XHTML."""
        return written(self.introductions(theme.src_uri), self.home(theme))

    def passages(self, theme: Topic) -> tuple[Passage, ...]:
        return self.dossier.passages_of_topic[theme.src_uri]

    def key(self, what: object, theme: Topic | None, *more: object) -> str:
        """The digest of what goes into a book or briefing, of a theme if it has one."""
        of_theme = (self.introductions(theme.src_uri), self.passages(theme)) if theme else ()
        everywhere = (self.dossier.topics, newest(self.dossier))
        return made_with(self.site, "book", everywhere, what, theme, of_theme, more)


def book_offers(material: Material) -> Iterator[Offer]:
    """The books of a dossier."""
    books = Books(material)
    for volume in volumes(material.dossier, material.site):
        yield Offer(
            Section.BOOKS,
            volume.path,
            f"{volume.theme.title if volume.theme else volume.title} (EPUB)",
            OF_THEME if volume.theme else WHOLE,
            MEDIA_TYPE,
            partial(books.make, volume),
            volume.about,
            partial(material.key, volume, volume.theme),
        )


class Books:
    """Makes the books of a dossier."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._dossier = material.dossier
        self._site = material.site
        templates = environment()
        templates.globals.update(published=citation.published, citation=citation.chicago)
        self._parts: TemplateModule = templates.get_template("book.xml").module

    def make(self, volume: Volume) -> bytes:
        """A book as an EPUB."""
        return write_epub(self.book(volume))

    def book(self, volume: Volume) -> Book:
        """What is in a book."""
        if volume.theme:
            articles, body, places = self._of_theme(volume.theme)
            description = volume.theme.description or ""
        else:
            articles, body, places = self._of_articles(volume.articles)
            description = self._site.description
        language = self._site.language
        lines = [self._extent(articles), ABOUT, RIGHTS]
        if self._site.url:
            lines.append(f"Made from {self._site.url}")
        title = Chapter(
            "title",
            volume.title,
            self._part("title_page", volume.title, description, lines),
            language,
            "titlepage",
        )
        sources = Chapter(
            "sources",
            "Sources",
            self._part("sources", "Sources", articles),
            language,
            "bibliography",
        )
        chapters = [title, *body, sources]
        if letters := self._letters(places):
            index = self._part("names", "Names", letters)
            chapters.append(Chapter("names", "Names", index, language, "index"))
        languages = dict.fromkeys([language, *sorted({a.language for a in articles})])
        return Book(
            volume.title,
            description,
            self._site.identity(volume.path),
            self._site.name,
            RIGHTS,
            moment(newest(self._dossier)) or NOTHING_YET,
            tuple(languages),
            tuple(chapters),
            has_index=bool(letters),
        )

    def _part(self, macro: str, *values: object) -> Markup:
        made: Markup = getattr(self._parts, macro)(*values)
        return made

    def _extent(self, articles: Sequence[Article]) -> str:
        days = sorted(article.when for article in articles if article.when)
        span = f", {day(days[0])} to {day(days[-1])}" if len(days) > 1 else ""
        return f"{counted(len(articles), 'article')}{span}"

    def _of_articles(
        self, articles: Sequence[Article]
    ) -> tuple[Sequence[Article], list[Chapter], Places]:
        """A chapter for each article, the oldest first; those without a date come last."""
        oldest_first = sorted(reversed(articles), key=lambda article: article.when or "~")
        chapters: list[Chapter] = []
        places: dict[str, str] = {}
        for number, article in enumerate(oldest_first, 1):
            name = f"article-{number}"
            passages = self._dossier.passages_of_article[article.slug]
            if article.has_own_title:
                passages = passages[1:]
            page = published(article.src_uri)
            body = self._part(
                "article",
                article,
                passages,
                self._site.absolute(page),
                partial(_words, page=""),
                lambda passage, note: f"note-{note.number}",
            )
            chapters.append(Chapter(name, article.title, body, article.language, "bodymatter"))
            for passage in passages:
                places[passage.key] = f"{name}.xhtml#{passage.block.anchor}"
        return oldest_first, chapters, places

    def _of_theme(self, theme: Topic) -> tuple[Sequence[Article], list[Chapter], Places]:
        """The background of a theme, and a chapter for each of its subtopics."""
        passages = tuple(_within(self._material.passages(theme), MOST_WORDS))
        chapters: list[Chapter] = []
        if introduction := self._material.background(theme):
            body = self._part("background", "Background", introduction)
            chapters.append(
                Chapter("background", "Background", body, self._site.language, "introduction")
            )
        places: dict[str, str] = {}
        for number, (subtopic, row) in enumerate(by_subtopic(theme, passages), 1):
            name = f"part-{number}"
            body = self._part(
                "passages",
                subtopic,
                row,
                self._address,
                partial(_words, page=None),
                lambda passage, note: f"{passage.article.slug}-note-{note.number}",
            )
            chapters.append(Chapter(name, subtopic, body, self._site.language, "bodymatter"))
            for passage in row:
                places[passage.key] = f"{name}.xhtml#{passage.article.slug}-{passage.block.anchor}"
        articles = tuple({passage.article.slug: passage.article for passage in passages}.values())
        return articles, chapters, places

    def _address(self, passage: Passage) -> str:
        return self._site.absolute(published(passage.article.src_uri), passage.block.anchor)

    def _letters(self, places: Places) -> list[tuple[str, list[tuple[Topic, list[Place]]]]]:
        """The names that are mentioned, under their first letters, with where they are.

        An article is named at the first of its places.
        """
        rows: list[tuple[Topic, list[Place]]] = []
        for name in self._dossier.names:
            passages = self._dossier.passages_of_topic[name.src_uri]
            found = [passage for passage in passages if passage.key in places]
            if found:
                rows.append((name, list(_located(found, places))))
        rows.sort(key=lambda row: slugify(row[0].title))
        return [
            (letter, list(row))
            for letter, row in groupby(rows, key=lambda row: slugify(row[0].title)[:1].upper())
        ]


def written(markup: str, home: str) -> Markup:
    """What people wrote on a page, below its title, as XHTML for another place.

    Its links lead to the site, by the address `home` of the page; where that is empty they are
    none.
    """
    if not markup.strip():
        return Markup()
    root = html.fragment_fromstring(markup, create_parent="div")
    for heading in root.xpath("./h1"):
        heading.drop_tree()
    if home:
        root.make_links_absolute(home)
    for link in root.xpath("//a[@href]"):
        if not home and not link.get("href", "").startswith(("http:", "https:")):
            link.drop_tag()
    for element in root.iter():
        element.attrib.pop("id", None)
    return Markup(html.tostring(root, encoding="unicode", method="xml"))


def _located(passages: Iterable[Passage], places: Mapping[str, str]) -> Iterator[Place]:
    last = ""
    for passage in passages:
        article, number = passage.article, f"¶\N{NO-BREAK SPACE}{passage.block.number}"
        text = number if article.slug == last else f"{article.title}, {number}"
        yield text, places[passage.key], article.language
        last = article.slug


def _within(passages: Iterable[Passage], most: int) -> Iterator[Passage]:
    """The passages, newest first, until they have too many words."""
    for passage in passages:
        most -= len(passage.block.text.split())
        if most < 0:
            return
        yield passage


def _words(passage: Passage, note_id: Callable[[Passage, Note], str], page: str | None) -> Markup:
    """A passage's own words as XHTML, with a call after the words of each note.

    In its article (`page` is empty) what leads to its other passages does so; elsewhere not.
    """
    element = etree.fromstring(passage.block.html)
    if page is None:
        detach(element, "")
        _unlink_within(element)
    _call_footnotes(element)
    for note in passage.notes:
        attributes = {"class": "noted", "data-note": note_id(passage, note)}
        mark(element, note.about.start, note.about.end, attributes)
    if passage.notes:
        _call_notes(element, {note_id(passage, n): str(n.number) for n in passage.notes})
    return Markup(etree.tostring(element, encoding="unicode"))


def _call_footnotes(root: etree.Element) -> None:
    """Say of an article's own footnotes what they are."""
    kinds = {
        "footnote-ref": ("noteref", "doc-noteref"),
        "footnote-backref": ("", "doc-backlink"),
        "footnote": ("endnotes", "doc-endnotes"),
    }
    for element in root.iter():
        if kind := kinds.get(element.get("class", "")):
            element.set("role", kind[1])
            if kind[0]:
                element.set("epub:type", kind[0])


def _unlink_within(root: etree.Element) -> None:
    """Leave the words of links that lead to other places of the article."""
    for element in root.iter("a"):
        if element.get("href", "").startswith("#"):
            element.tag = "span"
            element.attrib.clear()


def _call_notes(root: etree.Element, numbers: Mapping[str, str]) -> None:
    """Put the number of each note after the last of its words; it leads to the note."""
    for parent in list(root.iter()):
        for child in list(parent):
            if not (identity := child.attrib.pop("data-note", "")):
                continue
            call = etree.Element(
                "a",
                {
                    "class": "noteref",
                    "epub:type": "noteref",
                    "role": "doc-noteref",
                    "href": f"#{identity}",
                    "id": f"{identity}-in",
                },
            )
            call.text, call.tail, child.tail = numbers[identity], child.tail, None
            parent.insert(list(parent).index(child) + 1, call)
