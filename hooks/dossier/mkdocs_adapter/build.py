"""A build: every page is made, with the policy in it, and what programs read beside it."""

import logging
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from os.path import splitext
from pathlib import Path
from typing import NamedTuple, Self

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File

from dossier.core.cache import Cache
from dossier.core.memory import for_good
from dossier.core.problems import Problem
from dossier.core.progress import track
from dossier.core.workers import each_gathered
from dossier.gathering.pipeline import read_edition
from dossier.mkdocs_adapter.inputs import prepare
from dossier.mkdocs_adapter.mistakes import SEE, explain
from dossier.mkdocs_adapter.publication import Frame, Publication, assets_of, plan, project
from dossier.outputs.documents import anchors
from dossier.pages.markdown import markdown_path
from dossier.publishing.blocked import SUFFIXES
from dossier.publishing.csp import secure_content, with_policy
from dossier.publishing.manifest import Written
from dossier.publishing.sources import Sources
from dossier.search.index import DATA, index_files
from dossier.takeaway.offers import Offer

log = logging.getLogger("mkdocs.hooks.dossier")


@dataclass(frozen=True, eq=False)
class Build(Publication):
    """A site that is published.

    `to_make` has what writes each page, by the path of that in the site; `seen` the files that
    were written and need nothing more: a page has the policy in it.
    """

    to_make: dict[str, Callable[[], "Made"]] = field(default_factory=dict, repr=False)
    seen: dict[str, Written] = field(default_factory=dict, repr=False)

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
        with for_good():
            edition = read_edition(root, cache=cache, year=year)
        log.info(f"Read {len(edition.dossier.articles):,} in {time.monotonic() - begun:.2f} s")
        if edition.problems:
            raise PluginError("\n".join(map(str, edition.problems)))
        assets = assets_of(config, cache)
        return cls(*plan(edition, config, cache, "build", assets), year=year)

    def offer(self, documents: Sequence[File], env: Environment, config: MkDocsConfig) -> None:
        """Write what can be taken away, so that the page which lists it can say how large it is."""
        self._make_offers()
        sources = Sources(project(config))
        make = partial(self._make_page, env=env, config=config, sources=sources)
        self.to_make.update((file.dest_uri, partial(make, file)) for file in documents)
        for frame in self.frames():
            self.to_make[frame.paths[0]] = partial(self._make_frame, frame, sources)

    def _make_offers(self) -> None:
        """Write all that can be taken away, many files at once."""

        def make(offer: Offer) -> tuple[int, Written]:
            content = offer.make()
            return len(content), self.folder.write(offer.path, content)

        made = each_gathered(make, self.offers, self.documents.cache)
        for offer, (size, written) in zip(self.offers, made, strict=True):
            self.sizes[offer.path] = size
            self._see(offer.path, written)

    def _see(self, path: str, written: Written) -> None:
        """Note a file that was written, unless it is of a kind to look through."""
        if splitext(path)[1] not in SUFFIXES:
            self.seen[path] = written

    def finish(self, output: str, file: File) -> str:
        return with_policy(output)

    def _make_page(
        self, file: File, env: Environment, config: MkDocsConfig, sources: Sources
    ) -> "Made":
        """Write the document of a page and its Markdown, in a process that works for this one."""
        problem, trace = None, ""
        blocked: list[Problem] = []
        written: dict[str, Written] = {}
        try:
            content, is_new = self.make_page(file, env, config)
            if is_new:
                content, found = secure_content(".html", content)
                blocked = [sources.trace(file.dest_uri, one) for one in found]
            self.documents.finish(file.src_uri)
            markdown = self.documents.markdown(file.src_uri).encode()
            files = {file.dest_uri: content, markdown_path(file.src_uri): markdown}
            written = {path: self.folder.write(path, files[path]) for path in files}
        except Exception as error:
            problem = explain(error, project(config))
            trace = traceback.format_exc() if problem.message.endswith(SEE) else ""
        if problem or blocked:
            self.documents.cache.discard()
        return Made(written, blocked, problem, trace)

    def _make_frame(self, frame: Frame, sources: Sources) -> "Made":
        """Write a page for frames: nothing that people write can go wrong in it."""
        written: dict[str, Written] = {}
        blocked: list[Problem] = []
        is_new = not frame.is_kept()
        for path, content in frame.files():
            if is_new:
                _, found = secure_content(splitext(path)[1], content)
                blocked += [sources.trace(path, one) for one in found]
            written[path] = self.folder.write(path, with_policy(content.decode()).encode())
        if blocked:
            self.documents.cache.discard()
        return Made(written, blocked, None, "")

    def _make_pages(self) -> list[Problem]:
        """Write all pages, many at once; gives what the policy would block in them.

        Raises `PluginError` with what kept any from being made.
        """
        made = each_gathered(lambda path: self.to_make[path](), [*self.to_make], self.documents)
        problems: dict[Problem, str] = {}
        blocked: set[Problem] = set()
        for page in track(made, len(self.to_make), "Making pages"):
            self.seen.update(page.written)
            blocked.update(page.blocked)
            if page.problem:
                problems[page.problem] = page.trace
        if problems:
            print(*filter(None, problems.values()), sep="\n", file=sys.stderr)
            raise PluginError("\n".join(map(str, sorted(problems))))
        if missing := self.documents.missing():
            raise PluginError("\n".join(map(str, missing)))
        return sorted(blocked)

    def write_files(self, site: Path) -> None:
        blocked = self._make_pages()
        log.info("Indexing")
        begun = time.monotonic()
        for name, data in index_files(self.documents.dossier, self.documents.cache).items():
            path = f"{DATA}/{name}"
            self.seen[path] = self.folder.write(path, data)
        log.info(f"Indexed in {time.monotonic() - begun:.2f} s")
        for path, content in self.site_files.files():
            self._see(path, self.folder.write(path, content))
        leads = partial(_leads, site)
        problems = [p for page in self.written for p in self.problems_of(page, leads)]
        if problems := problems or blocked:
            raise PluginError("\n".join(map(str, problems)))

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        return server


class Made(NamedTuple):
    """A page that was made: its files, and what the policy would block in it.

    Or the problem that kept it from being made; `trace` tells of that to programmers.
    """

    written: dict[str, Written]
    blocked: list[Problem]
    problem: Problem | None
    trace: str


def _leads(site: Path, path: str, fragment: str) -> bool:
    """Whether a built site has something at a path, and there a place of this name."""
    file = site / path
    file = file / "index.html" if file.is_dir() else file
    return file.is_file() and (not fragment or fragment in anchors(file.read_text("utf-8")))
