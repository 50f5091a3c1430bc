"""Pages → documents: each is made, or taken from what is kept where the same went into it."""

import re
from collections.abc import Container, Mapping
from types import MappingProxyType

from dossier.core.cache import Cache
from dossier.core.digest import digest
from dossier.core.model import Article, Dossier, Topic
from dossier.core.problems import Problem
from dossier.core.urls import published
from dossier.outputs.site_files import SiteFiles
from dossier.pages.plan import Pages

_ID = re.compile(r'\sid="([^"]+)"')


def anchors(document: str) -> set[str]:
    """The ids in a document, to which links may lead."""
    return set(_ID.findall(document))


class Documents:
    """Makes what is published of each page: `begin` it, take what is `kept` of it, or put the
    document around its `body` and `keep` that.

    `edition` is the digest of what goes into all pages: navigation, code, configuration; `beside`
    is, by source path, what else goes into a page.
    """

    def __init__(
        self,
        dossier: Dossier,
        pages: Pages,
        site_files: SiteFiles,
        cache: Cache,
        edition: str,
        beside: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        self.dossier = dossier
        self._pages = pages
        self._site_files = site_files
        self._cache = cache
        self._edition = edition
        self._beside = beside
        self._keys: dict[str, str] = {}
        self._introductions: dict[str, str] = {}

    def introduction(self, src_uri: str) -> str:
        """The markup of what people wrote on a page that has begun; empty if they did not."""
        return self._introductions.get(src_uri, "")

    def begin(self, src_uri: str, introduction: str) -> None:
        """Begin a page with what people wrote there."""
        self._introductions[src_uri] = introduction
        self._keys.pop(src_uri, None)

    def kept(self, src_uri: str) -> str | None:
        """The document of a page, if it is kept."""
        key = self.key(src_uri)
        document = self._cache.get(key) if key else None
        return None if document is None else document.decode()

    def body(self, src_uri: str) -> str:
        """The body of a page, around what people wrote."""
        page, introduction = self._pages.get(src_uri), self._introductions[src_uri]
        return self._pages.body(page, introduction) if page else introduction

    def key(self, src_uri: str) -> str:
        """The digest of what goes into a page's document; empty if it is made anew each time."""
        if src_uri not in self._keys:
            self._keys[src_uri] = self._key(src_uri)
        return self._keys[src_uri]

    def _key(self, src_uri: str) -> str:
        page, introduction = self._pages.get(src_uri), self._introductions[src_uri]
        if not page or page.type.is_whole:
            return ""
        picture = self._site_files.picture(src_uri)  # older articles lose theirs to newer ones
        beside = self._beside.get(src_uri)
        return digest(self._edition, page, self._pages.facts(page), introduction, picture, beside)

    def keep(self, src_uri: str, document: str) -> None:
        """Keep a page's document for the next time."""
        if key := self.key(src_uri):
            self._cache.put(key, document.encode())

    def markdown(self, src_uri: str) -> str:
        """The Markdown of a page."""
        return self._site_files.markdown(src_uri)

    def key_of_markdown(self, src_uri: str) -> str:
        """As `key`, of a page's Markdown."""
        made_of = self.key(src_uri)
        written = self._site_files.written(src_uri)
        return digest(made_of, "Markdown", written) if made_of else ""

    def lacking(self, src_uri: str, document: str) -> list[Problem]:
        """What the search would lead to and the document of a page does not have."""
        page = self._pages.get(src_uri)
        if not page or not isinstance(page.subject, Article):
            return []
        ids = anchors(document)
        return [
            Problem(page.subject.path, b.line, f"cannot be indexed: no #{b.anchor} was made")
            for b in page.subject.blocks
            if b.anchor not in ids
        ]

    def missing(self, made: Container[str]) -> list[Problem]:
        """The pages that the search would lead to and that were not `made`: by published path."""
        subjects: list[Article | Topic] = [*self.dossier.articles, *self.dossier.topics]
        paths = {subject.path: published(subject.src_uri) for subject in subjects}
        return [
            Problem(path, 1, f"cannot be indexed: no page {page} was made")
            for path, page in paths.items()
            if f"{page}index.html" not in made
        ]
