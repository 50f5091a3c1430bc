"""A dossier on its way through MkDocs: what its events do, and what the theme is given."""

import logging
import os
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self, cast

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from dossier.core.cache import Cache
from dossier.core.digest import code, digest, files_digest
from dossier.core.model import Dossier
from dossier.core.problems import Problem
from dossier.core.urls import Site
from dossier.gathering.pipeline import Edition
from dossier.mkdocs_adapter.pages import GeneratedFile, build_page
from dossier.mkdocs_adapter.theme import Once
from dossier.mkdocs_adapter.written import Leads, Written
from dossier.outputs.assets import Assets
from dossier.outputs.documents import Documents
from dossier.outputs.site_files import SiteFiles
from dossier.pages.name_links import DossierExtension
from dossier.pages.page import Page as Planned
from dossier.pages.plan import Pages
from dossier.publishing.folder import SiteFolder
from dossier.takeaway.embeds import Embeds
from dossier.takeaway.offers import Offer, offers_by_page
from dossier.takeaway.rendering import TEMPLATES
from dossier.takeaway.shelf import offers, take_away_pages

MADE_WITH = ("mkdocs.yml", "hooks/*.py", "hooks/**/*.html", "docs/.overrides/**/*")
"""What goes into every page besides what is read and the package."""

SITEMAP = "sitemap.xml"

log = logging.getLogger("mkdocs.hooks.dossier")


class Parts(NamedTuple):
    """What every publication has: what is planned of an edition, and what makes it.

    `offers` are the files to take away, `offered` those about each page, by its source path, and
    `sizes` their bytes, as far as they are made. The site is written into `folder`.
    """

    pages: Pages
    site_files: SiteFiles
    documents: Documents
    extension: DossierExtension
    years: Sequence[str]
    offers: Sequence[Offer]
    offered: Mapping[str, Sequence[Offer]]
    sizes: dict[str, int]
    assets: Assets
    folder: SiteFolder


def plan(
    edition: Edition,
    config: MkDocsConfig,
    cache: Cache,
    kept: Cache,
    more: Iterable[Planned] = (),
    folders: Sequence[Path] = (),
) -> Parts:
    """Plan the pages of an edition, and `more`, whose templates are in `folders`.

    What is loaded by many pages is taken from the `cache`, and documents from what is `kept`.
    """
    begun = time.monotonic()
    dossier = edition.dossier
    site = Site(config.site_name, config.site_description or "", config.site_url or "")
    sizes: dict[str, int] = {}
    found: list[Offer] = []
    more = (*more, *take_away_pages(found, sizes))
    pages = Pages(dossier, more=more, folders=(*folders, TEMPLATES))
    found += offers(dossier, site, pages.moments)
    if os.environ.get("DOSSIER_BOOKS"):
        found += _books(dossier, site, lambda uri: documents.introduction(uri), pages)
    site_files = SiteFiles(dossier, pages, site)
    made_with = (code(), files_digest(project(config), *MADE_WITH))
    assets = _assets(config, cache)
    everywhere = digest(site, pages.navigation(), edition.years, made_with, sorted(assets.files))
    offered = offers_by_page(found)
    documents = Documents(dossier, pages, site_files, kept, everywhere, offered)
    seconds = time.monotonic() - begun
    log.info(f"Planned the pages of {len(dossier.articles):,} articles in {seconds:.2f} s")
    extension = DossierExtension(edition.matcher)
    folder = SiteFolder(Path(config.site_dir), config.extra.get("last_site"))
    years = edition.years
    return Parts(
        pages, site_files, documents, extension, years, found, offered, sizes, assets, folder
    )


def _assets(config: MkDocsConfig, cache: Cache) -> Assets:
    """What the theme loads on each page, or on many."""
    others = ("assets/scheme.js", "assets/since.js", str(config.theme.get("favicon")))
    scripts = map(str, config.extra_javascript)
    return Assets(Path(config.docs_dir), config.extra_css, (*others, *scripts), cache)


def _books(
    dossier: Dossier, site: Site, introductions: Callable[[str], str], pages: Pages
) -> Iterator[Offer]:
    """The books and, where WeasyPrint and Pango are there, the briefings."""
    from dossier.takeaway.books import Material, book_offers
    from dossier.takeaway.briefings import briefing_offers, missing_for_briefings

    material = Material(dossier, site, introductions)
    yield from book_offers(material)
    if missing := missing_for_briefings():
        log.info(f"No briefings are made: {missing}")
    else:
        yield from briefing_offers(material, pages.stated)


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
    assets: Assets
    folder: SiteFolder
    year: str = ""
    nav: Navigation | None = field(default=None, repr=False)
    written: dict[str, Written] = field(default_factory=dict, repr=False)
    """The pages that people wrote, by their source paths."""

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add a page for each article and list that people have not written on; and the assets."""
        config["markdown_extensions"].append(self.extension)  # last: it works on what others made
        config.nav = self.pages.navigation()
        titles = {src_uri: title for entry in config.nav for title, src_uri in entry.items()}
        site = config.site_dir
        for page in self.pages:
            if page.src_uri not in files.src_uris:
                self.documents.begin(page.src_uri, "")
                title = titles.get(page.src_uri, page.title)
                files.append(GeneratedFile(page, title, site, config))
        for path, content in self.assets.files.items():
            if as_written := files.get_file_from_path(path):
                files.remove(as_written)
            files.append(File.generated(config, path, content=content))
        config.extra_css = [*self.assets.sheets]
        for script in config.extra_javascript:
            if isinstance(script, ExtraScriptValue):
                script.path = self.assets.address(script.path)
        if not config.site_url:
            config.theme.static_templates -= {SITEMAP}  # without addresses it would be empty
        return files

    def with_navigation(self, nav: Navigation, files: Files) -> Self:
        """Have the navigation at hand for pages that are made later."""
        return replace(self, nav=nav)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Compile the theme's templates once, not in each build; leave MkDocs no page to build."""
        env.bytecode_cache = FileSystemBytecodeCache()
        env.globals["once"] = Once()
        env.globals["asset"] = self.assets.address  # a filter would be kept with its result
        env.globals["documents"] = documents = [
            file for file in files if isinstance(file, GeneratedFile) or file.page
        ]
        self.offer(documents, env, config)
        for file in documents:
            file.inclusion = InclusionLevel.EXCLUDED

    def make_page(self, file: File, env: Environment, config: MkDocsConfig) -> bytes:
        """The document of a page: the one that is kept, or as MkDocs builds one."""
        document = self.documents.kept(file.src_uri)
        if document is not None:
            return self.finish(document, file).encode()
        page, nav = cast(Page, file.page), cast(Navigation, self.nav)
        return build_page(page, config, nav, env).encode()

    def frames(self) -> Iterator["Frame"]:
        """What other sites may show in frames."""
        dossier = self.documents.dossier
        embeds = Embeds(dossier, self.site_files.site)
        for article in dossier.articles:
            key, make = partial(embeds.key, article), partial(embeds.file, article)
            yield Frame(embeds.paths(article), key, make)

    def on_page_markdown(self, markdown: str, page: Page) -> None:
        """Tell the extension which page it works on, and keep what people wrote as they did."""
        self.extension.begin(page.file.src_uri)
        title = str(page.meta.get("title") or page.title)
        self.site_files.take(page.file.src_uri, title, markdown)

    def on_page_content(self, html: str, page: Page) -> None:
        """Begin a page with what people wrote on it."""
        src_uri = page.file.src_uri
        self.documents.begin(src_uri, html)
        for readable, address in self.extension.broken.items():
            html = html.replace(readable, address)
        source = page.file.content_string
        self.written[src_uri] = Written(f"docs/{src_uri}", source, page.url, html)

    def problems_of(self, src_uri: str, leads: Leads) -> list[Problem]:
        """What is wrong with what people wrote on a page, if they did."""
        written = self.written.get(src_uri)
        return written.problems(leads, self._all_pages) if written else []

    def _all_pages(self) -> set[str]:
        return {*self.written, *(page.src_uri for page in self.pages)}

    def on_page_context(self, page: Page) -> None:
        """Give the page its content only now: thousands of pages would fill the memory."""
        page.content = self.documents.body(page.file.src_uri)

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
        (site / f"{SITEMAP}.gz").unlink(missing_ok=True)  # holds the hour of the build

    @abstractmethod
    def offer(self, documents: Sequence[File], env: Environment, config: MkDocsConfig) -> None:
        """Get ready for the pages to be made: at the end of the build, or when one is asked for."""

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


class Frame(NamedTuple):
    """A page for frames: its files, the digest of what goes into them, and what makes each."""

    paths: list[str]
    key: Callable[[], str]
    make: Callable[[str], bytes]


def project(config: MkDocsConfig) -> Path:
    """The project's folder."""
    return Path(config.config_file_path).parent
