"""A preview: each page is made when somebody asks for it, and each change is shown.

It has no policy, as MkDocs puts a script of its own into each page that it serves.
"""

import logging
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Self

from jinja2 import Environment
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_relative_url

from dossier.core.cache import Cache
from dossier.core.memory import for_good
from dossier.core.model import Article
from dossier.core.problems import Problem
from dossier.desk.desk import Desk
from dossier.desk.pages import ASSETS, DESK, TEMPLATES, desk_pages, head_of_desk
from dossier.desk.web import Door
from dossier.gathering.pipeline import read_edition
from dossier.mkdocs_adapter.inputs import prepare
from dossier.mkdocs_adapter.mistakes import CapturedErrors, explain
from dossier.mkdocs_adapter.pages import GeneratedFile, read_page
from dossier.mkdocs_adapter.publication import SITEMAP, Publication, plan, project
from dossier.outputs.documents import anchors
from dossier.placing.annotate import Annotator
from dossier.preview.error_page import error_page
from dossier.preview.lazy_site import LazySite

PAGES = ("", ".html", ".md")
"""How the paths of pages end, or of what is meant for one."""

log = logging.getLogger("mkdocs.hooks.dossier")


@dataclass(frozen=True, eq=False)
class Memory:
    """What a preview holds from round to round: its site, what was read last, and the desk."""

    site: LazySite
    annotator: Annotator
    desk: Desk
    door: Door

    @classmethod
    def begin(cls, config: MkDocsConfig) -> "Memory":
        """Nothing is known yet."""
        desk = Desk(project(config))
        door = Door(desk, config.dev_addr.host)
        return cls(LazySite(Path(config.site_dir)), Annotator(), desk, door)

    def serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Show what stops a rebuild, such as a mistake in a template, and go on serving."""
        root, path = project(config), config.config_file_path
        folder, address = config.site_dir, config.site_url

        def rebuild() -> None:
            self.site.begin()
            config.extra["dossier"] = self  # MkDocs holds the first configuration to the end
            prepare: Callable[[], None] | None = None
            with CapturedErrors.of_mkdocs() as told:
                try:
                    fresh = load_config(path, site_dir=folder, strict=False)
                    fresh.site_url = address
                    fresh.extra["dossier"] = self
                    builder(fresh)
                except (Exception, SystemExit) as error:
                    log.exception("The site cannot be built")
                    show([explain(error, root, told)], Path(folder))
                else:
                    self.site.finish()
                    self.site.index(root)
                    prepare = self.desk.prepare
            self.site.rest(prepare)

        server.builder = rebuild
        made = self.site.answering(server.serve_request, server.mount_path)
        server.set_app(self.door.answering(made, server.mount_path, self.site.read))
        self.site.finish()
        self.site.index(root)
        self.site.rest(self.desk.prepare)
        return server


def admit(config: MkDocsConfig) -> None:
    """Get the configuration ready; where something must be mended first, MkDocs reads nothing."""
    problems = prepare(config)
    if problems:
        config.extra["dossier"] = Failed(problems, _memory(config), config.docs_dir)
        config.docs_dir = config.site_dir  # which is empty now


def begin(config: MkDocsConfig) -> "Preview | Failed":
    """Read the whole dossier, drafts too, with what is remembered of the round before."""
    failed = config.extra.get("dossier")
    if isinstance(failed, Failed) and failed.docs_dir:
        return failed
    memory = _memory(config)
    root = project(config)
    cache = Cache.of_project(root)
    try:
        with for_good():
            edition = read_edition(root, drafts=True, cache=cache, annotator=memory.annotator)
            memory.desk.renew(edition)
            if edition.problems:
                return Failed(edition.problems, memory)
            more = desk_pages(edition.dossier, root)
            parts = plan(edition, config, cache, memory.site.cache, more, [TEMPLATES])
    finally:
        cache.close(is_build=False)
    return Preview(*parts, memory=memory)


def _memory(config: MkDocsConfig) -> Memory:
    memory = config.extra.get("dossier")
    return memory if isinstance(memory, Memory) else Memory.begin(config)


@dataclass(frozen=True, eq=False, kw_only=True)
class Preview(Publication):
    """A site that its editors look at while they work on it."""

    memory: Memory
    files: Files = field(default_factory=lambda: Files([]), repr=False)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        for path in ASSETS:
            files.append(File.generated(config, f"assets/desk/{path.name}", abs_src_path=str(path)))
        config.theme.static_templates -= {SITEMAP}
        return super().on_files(files, config)

    def with_navigation(self, nav: Navigation, files: Files) -> Self:
        """Keep MkDocs from reading what people wrote on pages: each is read when it is made."""
        for file in files.documentation_pages():
            file.inclusion = InclusionLevel.EXCLUDED
        return replace(super().with_navigation(nav, files), files=files)

    def offer(self, documents: Sequence[File], env: Environment, config: MkDocsConfig) -> None:

        def write(path: str, make: Callable[[str], bytes]) -> None:
            self.folder.write(path, make(path))

        make = partial(self._make, env=env, config=config)
        pages = {file.dest_uri: partial(make, file) for file in documents}
        frames = {path: partial(write, path, f.make) for f in self.frames() for path in f.paths}
        self.memory.site.offer(pages | frames)

    def _make(self, file: File, env: Environment, config: MkDocsConfig) -> None:
        """Make one page as a build does, or a page that says what is wrong with it."""
        try:
            if file.page and not isinstance(file, GeneratedFile):
                read_page(file.page, config, self.files)
            self.folder.write(file.dest_uri, self.make_page(file, env, config))
            problems = self.problems_of(file.src_uri, partial(self._leads, Path(config.site_dir)))
        except (Exception, SystemExit) as error:
            log.exception("The page cannot be built")
            problems = [explain(error, project(config))]
        for problem in problems:
            log.error(problem)
        if problems:
            self.folder.write(file.dest_uri, error_page(problems).encode())

    def _leads(self, site: Path, path: str, fragment: str) -> bool:
        """Whether the site has something at a path, and there a place of this name.

        What programs read is written later, or not at all: of that, all is taken to be there.
        """
        if not self.memory.site.offers(path):
            return (site / path).is_file() or bool(PurePosixPath(path).suffix not in PAGES)
        if not fragment:
            return True
        self.memory.site.make(path)
        return fragment in anchors((site / path / "index.html").read_text("utf-8"))

    def _all_pages(self) -> set[str]:
        written = self.files.documentation_pages(inclusion=InclusionLevel.all)
        return {file.src_uri for file in written} | super()._all_pages()

    def finish(self, output: str, file: File) -> str:
        page = self.pages.get(file.src_uri)
        is_desk = file.src_uri == "editors/index.md"
        article = page.subject.path if page and isinstance(page.subject, Article) else ""
        has_it = DESK in output  # it was made in an earlier round
        if has_it or not self.memory.door.is_open or not (is_desk or article):
            return output
        folder = get_relative_url("assets/desk/", file.url)
        head = head_of_desk(folder, article)
        return output.replace("</head>", f"{head}</head>", 1)

    def write_files(self, site: Path) -> None:
        """What scripts read: a preview is for people, and its index is written after its pages."""
        path, content = self.site_files.additions()
        self.folder.write(path, content)

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        return self.memory.serve(server, config, builder)


@dataclass(frozen=True, eq=False)
class Failed:
    """A preview that cannot be made: a site that is one page of problems, at every address.

    `docs_dir` is the folder that MkDocs was kept from reading, if it was.
    """

    problems: Sequence[Problem]
    memory: Memory
    docs_dir: str = ""

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        for problem in self.problems:
            log.error(problem)
        config.docs_dir = self.docs_dir or config.docs_dir
        config.nav = []
        config.theme.static_templates = set()
        return Files([])

    def with_navigation(self, nav: Navigation, files: Files) -> "Failed":
        return self

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        pass

    def on_post_build(self, config: MkDocsConfig) -> None:
        show(self.problems, Path(config.site_dir))

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        return self.memory.serve(server, config, builder)


def show(problems: Sequence[Problem], site: Path) -> None:
    """Put the page of problems in the place of the whole site."""
    for path in site.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in ("index.html", "404.html"):  # the server gives the second for any other address
        (site / name).write_text(error_page(problems), encoding="utf-8")
