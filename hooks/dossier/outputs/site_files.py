"""What stands beside the pages for programs that read the site: files, and facts in each head."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from dossier.core.model import Article, Dossier, Topic
from dossier.core.urls import Site, answer_path, published
from dossier.gathering.facts import MOST_ADDED, additions
from dossier.outputs.feeds import ADDITIONS, NEW_PASSAGES
from dossier.outputs.social_cards import HUES, LINK, Card, draw_card
from dossier.outputs.structured_data import Head, head
from dossier.pages import citations as citation
from dossier.pages.facts import subtopic_address
from dossier.pages.markdown import markdown, markdown_path
from dossier.pages.page import Page
from dossier.pages.page_types import ARTICLE, NEW, WRITTEN
from dossier.pages.plan import Pages

FORMS = (
    ("Atom", "feed.xml", "application/atom+xml"),
    ("JSON Feed", "feed.json", "application/feed+json"),
)
"""Each form of a feed: its name, file and media type."""

OEMBED = "application/json+oembed"
"""The media type by which a site that shows links knows what oEmbed answers."""

MOST_PICTURES = 200
"""How many articles, the newest, have a picture of their own; older ones have the site's.

A picture takes a hundredth of a second and 20 KB: ten thousand would take minutes and 200 MB.
"""


class SiteFiles:
    """All that programs are given of a dossier. Nothing is made before it is asked for."""

    def __init__(self, dossier: Dossier, pages: Pages, site: Site) -> None:
        self._dossier = dossier
        self.site = site
        self._pages = {page.src_uri: page for page in pages}
        self._written: dict[str, tuple[str, str]] = {}
        self._cards = dict(_cards(dossier, self._pages.values(), site)) if site.url else {}

    def take(self, src_uri: str, title: str, written: str) -> None:
        """Take what people wrote on a page, as Markdown."""
        self._written[src_uri] = title, written

    def written(self, src_uri: str) -> tuple[str, str]:
        """The title and the Markdown that people gave a page; empty if they wrote none."""
        return self._written.get(src_uri, ("", ""))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each file's published path and content."""
        for src_uri, card in self._cards.items():
            yield _card_path(src_uri), draw_card(card)
        for path, record in citation.files(self._dossier.articles):
            yield path, record.encode()
        yield self.additions()
        yield "robots.txt", self._robots().encode()

    def markdown(self, src_uri: str) -> str:
        """A page's contents as Markdown, with what people wrote there."""
        title, written = self.written(src_uri)
        return markdown(self._page(src_uri, title), self._dossier, self.site, written)

    def head(self, src_uri: str, title: str, description: str) -> Head:
        """What a page's head says; title and description are needed if the page is not ours."""
        page = self._page(src_uri, title, description)
        return head(page, self._dossier, self.site, self.picture(src_uri))

    def _page(self, src_uri: str, title: str = "", description: str = "") -> Page:
        """The page with a source path; one that people wrote is none of the dossier's."""
        return self._pages.get(src_uri) or Page(src_uri, WRITTEN, title, description)

    def picture(self, src_uri: str) -> str:
        """The address of the picture for a shared link; empty if the site's own is not known."""
        page = self._pages.get(src_uri)
        owner = page.subject.src_uri if page and page.subject else "index.md"
        return self.site.absolute(_card_path(owner if owner in self._cards else "index.md"))

    def listed(self, src_uri: str) -> bool:
        """Whether search engines are to list a page."""
        return self._page(src_uri).type.is_listed

    def changed(self, src_uri: str) -> str:
        """When a page's newest article changed, as YYYY[-MM[-DD]]; empty if that is not known."""
        page = self._page(src_uri)
        return max(page.type.days(self._dossier, page), default="")

    def additions(self) -> tuple[str, bytes]:
        """What was added last, for docs/assets/since.js: slugs, and passages under each theme."""
        articles = [
            (article.slug, Counter(theme.slug for p in passages for theme in p.themes))
            for article in additions(self._dossier)
            for passages in [self._dossier.passages_of_article[article.slug]]
        ]
        text = json.dumps({"most": MOST_ADDED, "articles": articles}, separators=(",", ":"))
        return f"{published(ADDITIONS)}articles.json", text.encode()

    def _robots(self) -> str:
        """All may be read; the sitemap's address is told where it is known."""
        sitemap = self.site.absolute("sitemap.xml")
        return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {sitemap}\n" if sitemap else "")

    def alternates(self, src_uri: str) -> list[tuple[str, str, str]]:
        """Title, path and media type of each feed, and of the Markdown, of a page."""
        own = [("Markdown", markdown_path(src_uri), "text/markdown")] if src_uri else []
        page = self._page(src_uri)
        if page.type is NEW:
            title = f"New passages · {self.site.name} (JSON Feed)"
            own.append((title, NEW_PASSAGES, FORMS[1][2]))
        if page.type is ARTICLE and self.site.url:
            slug = src_uri.removeprefix("articles/").removesuffix(".md")
            own.append((page.title, self.site.absolute(answer_path(slug)), OEMBED))
        return own + [
            (
                f"{title} · {self.site.name} ({form})" if home else f"{title} ({form})",
                home + name,
                media_type,
            )
            for home, title in self._homes(src_uri)
            for form, name, media_type in FORMS
        ]

    def feeds(self, src_uri: str) -> list[tuple[str, str, str]]:
        """Title, path and media type of the feeds that a page offers to its readers."""
        (_, name, media_type) = FORMS[0]
        return [(title, home + name, media_type) for home, title in self._homes(src_uri)]

    def _homes(self, src_uri: str) -> list[tuple[str, str]]:
        """The folders whose feeds have to do with a page, and their titles; its own first."""
        page = self._pages.get(src_uri)
        subject = page and page.subject
        homes = [("", self.site.name)]
        if page and page.type is NEW:
            homes.insert(0, (published(page.src_uri), page.title))
        if isinstance(subject, Topic):
            homes.insert(0, (published(subject.src_uri), subject.title))
            if page and subject.is_theme and page.subtopic:
                address = subtopic_address(subject, page.subtopic)
                homes.insert(0, (published(address), f"{subject.title}: {page.subtopic}"))
        return homes


def _cards(dossier: Dossier, pages: Iterable[Page], site: Site) -> Iterator[tuple[str, Card]]:
    """What is on the picture of each page that has one, by source path."""
    hues = {theme.slug: HUES[index % len(HUES)] for index, theme in enumerate(dossier.themes)}
    yield "index.md", Card(site.name, "", "", _distinct(hues.values()))
    newest = {article.slug for article in dossier.articles[:MOST_PICTURES]}
    for page in pages:
        if page.part or not page.type.kicker or not page.subject:
            continue
        if isinstance(page.subject, Topic):
            themes = _themes_of_topic(dossier, page.subject)
        elif page.subject.slug in newest:
            themes = _themes_of_article(dossier, page.subject)
        else:
            continue
        colours = _distinct(hues[theme.slug] for theme in themes)
        yield page.src_uri, Card(page.title, page.type.kicker(page), site.name, colours)


def _distinct(hues: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hues)) or (LINK,)


def _themes_of_topic(dossier: Dossier, topic: Topic) -> tuple[Topic, ...]:
    """A theme itself, or the themes of a name."""
    if topic.is_theme:
        return (topic,)
    related = {theme.slug for theme, _ in dossier.related_themes[topic.src_uri]}
    return tuple(theme for theme in dossier.themes if theme.slug in related)


def _themes_of_article(dossier: Dossier, article: Article) -> tuple[Topic, ...]:
    passages = dossier.passages_of_article[article.slug]
    found = {theme.slug for passage in passages for theme in passage.themes}
    return tuple(theme for theme in dossier.themes if theme.slug in found)


def _card_path(src_uri: str) -> str:
    return f"{published(src_uri)}card.png"
