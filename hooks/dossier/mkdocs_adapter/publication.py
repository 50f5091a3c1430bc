"""A dossier on its way through MkDocs: what its events do, and what the theme is given."""

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from posixpath import dirname, relpath
from typing import NamedTuple, Self, cast

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from dossier.core.cache import Cache
from dossier.core.digest import code, digest, files_digest
from dossier.core.problems import Problem
from dossier.core.urls import Site
from dossier.gathering.pipeline import Edition
from dossier.mkdocs_adapter.pages import Anchors, GeneratedPage, generated
from dossier.mkdocs_adapter.theme import Once
from dossier.mkdocs_adapter.written import Leads, Written
from dossier.outputs.documents import Documents
from dossier.outputs.site_files import SiteFiles
from dossier.pages.name_links import DossierExtension
from dossier.pages.page import Page as Planned
from dossier.pages.plan import Pages
from dossier.takeaway.offers import Offer, offers_by_page
from dossier.takeaway.shelf import TEMPLATES, offers, take_away_pages

MADE_WITH = ("mkdocs.yml", "hooks/*.py", "hooks/**/*.html", "docs/.overrides/**/*")
"""What goes into every page besides what is read and the package."""

CACHED = "cached.html"
"""The template of a page that was made before: its content is the whole document."""

log = logging.getLogger("mkdocs.hooks.dossier")


class Parts(NamedTuple):
    """What every publication has: what is planned of an edition, and what makes it.

    `offers` are the files to take away, `offered` those about each page, by its source path, and
    `sizes` their bytes, as far as they are made.
    """

    pages: Pages
    site_files: SiteFiles
    documents: Documents
    extension: DossierExtension
    years: Sequence[str]
    offers: Sequence[Offer]
    offered: Mapping[str, Sequence[Offer]]
    sizes: dict[str, int]


def plan(
    edition: Edition,
    config: MkDocsConfig,
    cache: Cache,
    mode: str,
    more: Iterable[Planned] = (),
    folders: Sequence[Path] = (),
) -> Parts:
    """Plan the pages of an edition, and `more`, whose templates are in `folders`.

    In each `mode` they are made in another way, and so are kept apart.
    """
    begun = time.monotonic()
    dossier = edition.dossier
    site = Site(config.site_name, config.site_description or "", config.site_url or "")
    sizes: dict[str, int] = {}
    found: list[Offer] = []
    more = (*more, *take_away_pages(found, sizes))
    pages = Pages(dossier, more=more, folders=(*folders, TEMPLATES))
    found += offers(dossier, site, pages.moments)
    site_files = SiteFiles(dossier, pages, site)
    made_with = (code(), files_digest(project(config), *MADE_WITH))
    everywhere = digest(dossier.topics, site, pages.navigation(), mode, edition.years, made_with)
    offered = offers_by_page(found)
    documents = Documents(dossier, pages, site_files, cache, everywhere, offered)
    seconds = time.monotonic() - begun
    log.info(f"Planned the pages of {len(dossier.articles):,} articles in {seconds:.2f} s")
    extension = DossierExtension(edition.matcher)
    return Parts(pages, site_files, documents, extension, edition.years, found, offered, sizes)


@dataclass(frozen=True, eq=False)
class Publication(ABC):
    """What is known of a site while MkDocs makes it; a build and a preview differ in the rest.

    `years` are those beside which it stands, if it is of one `year`.
    """

    pages: Pages
    site_files: SiteFiles
    documents: Documents
    extension: DossierExtension
    years: Sequence[str]
    offers: Sequence[Offer]
    offered: Mapping[str, Sequence[Offer]]
    sizes: dict[str, int]
    year: str = ""
    nav: Navigation | None = field(default=None, repr=False)
    written: dict[str, Written] = field(default_factory=dict, repr=False)
    """The pages that people wrote, by their source paths."""

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add a page for each article and list that people have not written on."""
        config["markdown_extensions"].append(self.extension)  # last: it works on what others made
        config.nav = self.pages.navigation()
        titles = {src_uri: title for entry in config.nav for title, src_uri in entry.items()}
        for page in self.pages:
            if not files.get_file_from_path(page.src_uri):
                self.documents.begin(page.src_uri, "")
                title = titles.get(page.src_uri, page.title)
                cached = self.takes_cached(page)
                files.append(generated(page, title, self.documents, config, cached))
        return files

    def with_navigation(self, nav: Navigation) -> Self:
        """Have the navigation at hand for pages that are made later."""
        return replace(self, nav=nav)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Compile the theme's templates once, not in each build; say what there is to link to."""
        env.bytecode_cache = FileSystemBytecodeCache()
        env.globals["once"] = Once()
        env.globals["documents"] = documents = [file for file in files if file.page]
        for file in documents:
            page = cast(Page, file.page)
            page.present_anchor_ids = cast(set[str], Anchors(file, self.make))
        self.offer(documents, env, config, files)

    def on_page_markdown(self, markdown: str, page: Page) -> None:
        """Tell the extension which page it works on, and keep what people wrote as they did."""
        self.extension.begin(page.file.src_uri)
        title = str(page.meta.get("title") or page.title)
        self.site_files.take(page.file.src_uri, title, markdown)

    def on_page_content(self, html: str, page: Page) -> None:
        """Begin a page with what people wrote on it."""
        if not isinstance(page, GeneratedPage):
            src_uri = page.file.src_uri
            self.documents.begin(src_uri, html)
            for readable, address in self.extension.broken.items():
                html = html.replace(readable, address)
            source = page.file.content_string
            self.written[src_uri] = Written(f"docs/{src_uri}", source, page.url, html)

    def problems_of(self, src_uri: str, leads: Leads) -> list[Problem]:
        """What is wrong with what people wrote on a page, if they did."""
        written = self.written.get(src_uri)
        if not written:
            return []
        pages = {*self.written, *(page.src_uri for page in self.pages)}
        start = dirname(src_uri) or "."
        return written.problems(leads, [relpath(page, start) for page in sorted(pages)])

    def on_page_context(self, page: Page) -> None:
        """Give the page its content only now: thousands of pages would fill the memory."""
        make = self.documents.cached if _is_cached(page) else self.documents.content
        page.content = make(page.file.src_uri)

    def on_post_page(self, output: str, page: Page) -> str:
        """Finish the page, and forget its content: thousands would fill the memory."""
        page.content = None
        document = self.finish(output, page.file)
        self.documents.keep(page.file.src_uri, document)
        return document

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write what stands beside the pages, once there are pages to lead to."""
        site = Path(config.site_dir)
        self.write_files(site)
        (site / "sitemap.xml.gz").unlink(missing_ok=True)  # holds the hour of the build
        if not config.site_url:
            (site / "sitemap.xml").unlink(missing_ok=True)  # is empty without addresses
        self.documents.cache.close()

    def choose_template(self, page: Page) -> None:
        """A page that was made before needs no template."""
        if self.documents.is_cached(page.file.src_uri):
            page.meta["template"] = CACHED

    @abstractmethod
    def takes_cached(self, page: Planned) -> bool:
        """Whether the page is copied from what was made before."""

    @abstractmethod
    def make(self, path: str) -> None:
        """Make the page at a path of the site, if it is not made by the build itself."""

    @abstractmethod
    def offer(
        self, documents: Sequence[File], env: Environment, config: MkDocsConfig, files: Files
    ) -> None:
        """Get ready for the pages to be made: by the build, or when somebody asks for one."""

    @abstractmethod
    def finish(self, output: str, file: File) -> str:
        """What is published of a page."""

    @abstractmethod
    def write_files(self, site: Path) -> None:
        """Write the search's index, and what is for programs."""

    @abstractmethod
    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Serve the site, and what becomes of it."""


def _is_cached(page: Page) -> bool:
    return page.meta.get("template") == CACHED


def project(config: MkDocsConfig) -> Path:
    """The project's folder."""
    return Path(config.config_file_path).parent
