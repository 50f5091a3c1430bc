"""A build: every page is made, with the policy in it, and what programs read beside it."""

import gc
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from dossier.core.cache import Cache
from dossier.gathering.pipeline import read_edition
from dossier.mkdocs_adapter.inputs import prepare
from dossier.mkdocs_adapter.pages import write, write_markdown
from dossier.mkdocs_adapter.publication import Publication, plan, project
from dossier.outputs.documents import anchors
from dossier.pages.page import Page as Planned
from dossier.publishing.csp import with_policy
from dossier.search.index import write_index
from dossier.takeaway.embeds import Embeds

log = logging.getLogger("mkdocs.hooks.dossier")


@dataclass(frozen=True, eq=False)
class Build(Publication):
    """A site that is published."""

    @classmethod
    def admit(cls, config: MkDocsConfig) -> None:
        """Get the configuration ready; raises `PluginError` for what must be mended first."""
        if problems := prepare(config):
            raise PluginError("\n".join(map(str, problems)))

    @classmethod
    def begin(cls, config: MkDocsConfig) -> Self:
        """Read the whole dossier; raises `PluginError` with every problem in it."""
        root = project(config)
        cache = Cache.of_project(root)
        year = str(config.extra["year"] or "")
        log.info("Reading articles")
        begun = time.monotonic()
        gc.disable()  # millions of values are made now, and stay to the end of the build
        edition = read_edition(root, cache=cache, year=year)
        gc.enable()
        gc.freeze()
        log.info(f"Read {len(edition.dossier.articles):,} in {time.monotonic() - begun:.2f} s")
        if edition.problems:
            raise PluginError("\n".join(map(str, edition.problems)))
        return cls(*plan(edition, config, cache, "build"), year=year)

    def takes_cached(self, page: Planned) -> bool:
        return self.documents.is_cached(page.src_uri)

    def on_page_content(self, html: str, page: Page) -> None:
        super().on_page_content(html, page)
        self.choose_template(page)

    def make(self, path: str) -> None:
        pass

    def offer(
        self, documents: Sequence[File], env: Environment, config: MkDocsConfig, files: Files
    ) -> None:
        self.documents.tell_progress()

    def finish(self, output: str, file: File) -> str:
        return with_policy(output)

    def on_post_page(self, output: str, page: Page) -> str:
        document = super().on_post_page(output, page)
        write_markdown(page.file, self.documents)
        return document

    def write_files(self, site: Path) -> None:
        if problems := self.documents.missing():
            raise PluginError("\n".join(map(str, problems)))
        log.info("Indexing")
        begun = time.monotonic()
        write_index(self.documents.dossier, site, self.documents.cache)
        log.info(f"Indexed in {time.monotonic() - begun:.2f} s")
        embeds = Embeds(self.site_files.site)
        shared = embeds.files(self.documents.dossier, self.documents.cache)
        for path, content in (*self.site_files.files(), *shared):
            write(site / path, content)
        leads = partial(_leads, site)
        if problems := [p for page in self.written for p in self.problems_of(page, leads)]:
            raise PluginError("\n".join(map(str, problems)))

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        return server


def _leads(site: Path, path: str, fragment: str) -> bool:
    """Whether a built site has something at a path, and there a place of this name."""
    file = site / path
    file = file / "index.html" if file.is_dir() else file
    return file.is_file() and (not fragment or fragment in anchors(file.read_text("utf-8")))
