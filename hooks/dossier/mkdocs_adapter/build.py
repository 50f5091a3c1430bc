"""A build: every page is made, with the policy in it, and what programs read beside it."""

import logging
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from os.path import splitext
from pathlib import Path
from typing import Self

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File

from dossier.core.cache import Cache
from dossier.core.memory import for_good
from dossier.core.problems import Problem
from dossier.core.progress import track
from dossier.core.workers import each
from dossier.gathering.pipeline import read_edition
from dossier.mkdocs_adapter.inputs import prepare
from dossier.mkdocs_adapter.mistakes import SEE, explain
from dossier.mkdocs_adapter.publication import Frame, Publication, plan, project
from dossier.outputs.documents import anchors
from dossier.pages.markdown import markdown_path
from dossier.placing.annotate import Annotator
from dossier.publishing.build import MadeSite
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
    were written and need nothing more: a page has the policy in it. `blocked` is what that would
    block; `cache` is the project's.
    """

    to_make: dict[str, Callable[[], "Made"]] = field(default_factory=dict, repr=False)
    seen: dict[str, Written] = field(default_factory=dict, repr=False)
    blocked: set[Problem] = field(default_factory=set, repr=False)
    cache: Cache = field(default_factory=Cache, repr=False)

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
            edition = read_edition(root, cache=cache, year=year, annotator=Annotator(weighed=False))
        log.info(f"Read {len(edition.dossier.articles):,} in {time.monotonic() - begun:.2f} s")
        if edition.problems:
            raise PluginError("\n".join(map(str, edition.problems)))
        return cls(*plan(edition, config, cache, Cache()), year=year, cache=cache)

    def offer(self, documents: Sequence[File], env: Environment, config: MkDocsConfig) -> None:
        """Write what can be taken away, so that the page which lists it can say how large it is."""
        sources = Sources(project(config))
        self._make_offers(sources)
        make = partial(self._make_page, env=env, config=config, sources=sources)
        by_year = sorted(documents, key=self._part)  # their passages are still at hand
        self.to_make.update((file.dest_uri, partial(make, file)) for file in by_year)
        for frame in self.frames():
            self.to_make[frame.paths[0]] = partial(self._make_frame, frame, sources)

    def _part(self, file: File) -> str:
        """The year, or part of one, of which the page of a file is."""
        page = self.pages.get(file.src_uri)
        return page.part if page else ""

    def _make_offers(self, sources: Sources) -> None:
        """Write all that can be taken away, many files at once."""

        def make(offer: Offer) -> Made:
            made = Made()
            self._put(made, offer.path, offer.key(), offer.make, sources)
            return made

        for made in each(make, self.offers):
            self._take(made)
            self.sizes.update((path, known.size) for path, known in made.written.items())

    def _put(
        self, made: "Made", path: str, key: str, make: Callable[[], bytes], sources: Sources
    ) -> None:
        """Write a file as it is published; the last site has it if it was made of the same."""
        shared = self.folder.share(path, key)
        if not shared:
            content, found = secure_content(splitext(path)[1], make())
            made.blocked.extend(sources.trace(path, one) for one in found)
        made.written[path] = shared or self.folder.write(path, content, key)

    def _take(self, made: "Made") -> None:
        self.seen.update(made.written)
        self.blocked.update(made.blocked)

    def finish(self, output: str, file: File) -> str:
        return with_policy(output)

    def made(self) -> MadeSite:
        """What is known of the site, once all is written."""
        dossier = self.documents.dossier
        return MadeSite(self.seen, {a.path for a in (*dossier.articles, *dossier.withdrawn)})

    def _make_page(
        self, file: File, env: Environment, config: MkDocsConfig, sources: Sources
    ) -> "Made":
        """Write the document of a page and its Markdown, in a process that works for this one."""
        made, documents, src_uri = Made(), self.documents, file.src_uri

        def make() -> bytes:
            content = self.make_page(file, env, config)
            made.lacking.extend(documents.lacking(src_uri, content.decode()))
            return content

        try:
            self._put(made, file.dest_uri, documents.key(src_uri), make, sources)
            path, key = markdown_path(src_uri), documents.key_of_markdown(src_uri)
            self._put(made, path, key, lambda: documents.markdown(src_uri).encode(), sources)
        except Exception as error:
            problem = explain(error, project(config))
            trace = traceback.format_exc() if problem.message.endswith(SEE) else ""
            return replace(made, problem=problem, trace=trace)
        return made

    def _make_frame(self, frame: Frame, sources: Sources) -> "Made":
        """Write a page for frames: nothing that people write can go wrong in it."""
        made, key = Made(), frame.key()
        for path in frame.paths:
            self._put(made, path, key, partial(frame.make, path), sources)
        return made

    def _make_pages(self) -> None:
        """Write all pages, many at once; raises `PluginError` with what keeps any from it."""
        made = each(lambda path: self.to_make[path](), [*self.to_make])
        problems: dict[Problem, str] = {}
        lacking: list[Problem] = []
        for page in track(made, len(self.to_make), "Making pages"):
            self._take(page)
            lacking += page.lacking
            if page.problem:
                problems[page.problem] = page.trace
        if problems:
            print(*filter(None, problems.values()), sep="\n", file=sys.stderr)
            raise PluginError("\n".join(map(str, sorted(problems))))
        if missing := [*lacking, *self.documents.missing(self.seen)]:
            raise PluginError("\n".join(map(str, missing)))

    def write_files(self, site: Path) -> None:
        try:
            self._write_files(site)
        finally:
            self.cache.close()  # what is kept is right, whatever else is wrong

    def _write_files(self, site: Path) -> None:
        self._make_pages()
        log.info("Indexing")
        begun = time.monotonic()
        for name, data in index_files(self.documents.dossier, self.cache).items():
            path = f"{DATA}/{name}"
            self.seen[path] = self.folder.write(path, data)
        log.info(f"Indexed in {time.monotonic() - begun:.2f} s")
        for path, content in self.site_files.files():
            self.seen[path] = self.folder.write(path, content)
        leads = partial(_leads, site)
        problems = [p for page in self.written for p in self.problems_of(page, leads)]
        if problems := problems or sorted(self.blocked):
            raise PluginError("\n".join(map(str, problems)))

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        return server


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: files, what the policy would block in them, what an article's page lacks.

    Or the problem that kept them from being made; `trace` tells of that to programmers.
    """

    written: dict[str, Written] = field(default_factory=dict)
    blocked: list[Problem] = field(default_factory=list)
    lacking: list[Problem] = field(default_factory=list)
    problem: Problem | None = None
    trace: str = ""


def _leads(site: Path, path: str, fragment: str) -> bool:
    """Whether a built site has something at a path, and there a place of this name."""
    file = site / path
    file = file / "index.html" if file.is_dir() else file
    return file.is_file() and (not fragment or fragment in anchors(file.read_text("utf-8")))
