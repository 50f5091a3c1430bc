"""Pages → documents: each is made, or taken from what is kept where the same went into it."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from dossier.core.cache import Cache
from dossier.core.digest import digest
from dossier.core.model import Article, Dossier, Topic
from dossier.core.problems import Problem
from dossier.core.progress import Progress
from dossier.core.urls import published
from dossier.outputs.site_files import SiteFiles
from dossier.pages.plan import Pages

_ID = re.compile(r'\sid="([^"]+)"')


def anchors(document: str) -> set[str]:
    """The ids in a document, to which links may lead."""
    return set(_ID.findall(document))


class Documents:
    """Makes what is published of each page: `begin` it, ask for its `content`, `keep` it, `finish`.

    `edition` is the digest of what goes into all pages: topics, code, configuration; `beside` is,
    by source path, what else goes into a page.
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
        self.cache = cache
        self._edition = edition
        self._beside = beside
        self._keys: dict[str, str] = {}
        self._introductions: dict[str, str] = {}
        self._problems: list[Problem] = []
        self._finished: set[str] = set()
        self._progress: Progress | None = None

    def begin(self, src_uri: str, introduction: str) -> None:
        """Begin a page with what people wrote there."""
        self._introductions[src_uri] = introduction
        self._keys.pop(src_uri, None)

    def is_cached(self, src_uri: str) -> bool:
        """Whether the document of a page is kept."""
        return not self.cache.is_new and self.key(src_uri) in self.cache

    def content(self, src_uri: str) -> str:
        """The document of a page if it is kept; else its body, around what people wrote."""
        key = self.key(src_uri)
        if key and (document := self.cache.get(key)) is not None:
            return document.decode()
        page, introduction = self._pages.get(src_uri), self._introductions[src_uri]
        return self._pages.body(page, introduction) if page else introduction

    def cached(self, src_uri: str) -> str:
        """The document of a page that is kept; raises `OSError` if it is not there any more."""
        document = self.cache.get(self.key(src_uri))
        if document is None:
            raise OSError(f"{src_uri}: the cache changed during the build; build again")
        return document.decode()

    def key(self, src_uri: str) -> str:
        """The digest of what goes into a page's document; empty if it is made anew each time."""
        if src_uri not in self._keys:
            self._keys[src_uri] = key = self._key(src_uri)
            self.cache.use([key])
        return self._keys[src_uri]

    def _key(self, src_uri: str) -> str:
        page, introduction = self._pages.get(src_uri), self._introductions[src_uri]
        if not page or page.type.is_whole:
            return ""
        picture = self._site_files.picture(src_uri)  # older articles lose theirs to newer ones
        beside = self._beside.get(src_uri)
        return digest(self._edition, page, self._pages.facts(page), introduction, picture, beside)

    def tell_progress(self) -> None:
        """Tell from now on how many of the pages that have begun are finished."""
        self._progress = Progress("Making pages", len(self._introductions))

    def finish(self, src_uri: str) -> None:
        """Count a page as published."""
        self._finished.add(src_uri)
        if self._progress:
            self._progress.step()

    def keep(self, src_uri: str, document: str) -> None:
        """Keep a page's document for the next build, unless it is from the last."""
        key = self.key(src_uri)
        if key and key in self.cache:
            return
        page = self._pages.get(src_uri)
        if page and isinstance(page.subject, Article):
            ids = anchors(document)
            self._problems += (
                Problem(page.subject.path, b.line, f"cannot be indexed: no #{b.anchor} was made")
                for b in page.subject.blocks
                if b.anchor not in ids
            )
        if key:
            self.cache.put(key, document.encode())

    def markdown(self, src_uri: str) -> str:
        """The Markdown of a page."""
        made_of = self.key(src_uri)
        written = self._site_files.written(src_uri)
        key = digest(made_of, "Markdown", written) if made_of else ""
        (text,) = self.cache.results(self._markdown, [src_uri], [key], bytes.decode)
        return text

    def _markdown(self, src_uri: str) -> bytes:
        return self._site_files.markdown(src_uri).encode()

    def missing(self) -> list[Problem]:
        """What the search would lead to and is not there."""
        subjects: list[Article | Topic] = [*self.dossier.articles, *self.dossier.topics]
        for subject in subjects:
            if subject.src_uri not in self._finished:
                message = f"cannot be indexed: no page {published(subject.src_uri)} was made"
                self._problems.append(Problem(subject.path, 1, message))
        return self._problems
