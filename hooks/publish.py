"""The bridge to MkDocs: each event is a few lines that call the package `dossier`."""

import gc
import logging
import os
import shutil
import time
from collections.abc import Callable, Container, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from dossier.addresses import Site, published
from dossier.bodies import TEMPLATES
from dossier.edition import read_edition
from dossier.headers import with_policy
from dossier.kept import Kept, code, digest, files_digest
from dossier.machines import Machines
from dossier.markdown import DossierExtension
from dossier.mistakes import Told, as_page, explain
from dossier.model import Page as Planned
from dossier.pages import Pages
from dossier.plain import markdown_path
from dossier.press import Press, anchors
from dossier.problems import Problem
from dossier.search import write_index
from dossier.served import served
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from mkdocs.commands.build import _build_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mkdocs.utils.templates import TemplateContext

EDITORS = TEMPLATES / "editors.mjs"
MAKING = ("mkdocs.yml", "hooks/*.py", "hooks/**/*.html", "docs/.overrides/**/*")
"""What goes into every page besides what is read and the package."""

OUT_OF_NAV = InclusionLevel.NOT_IN_NAV

log = logging.getLogger("mkdocs.hooks.dossier")


def on_startup(command: str, dirty: bool) -> None:
    """Refuse to build drafts: pages of a preview are made only when somebody asks for them."""
    if command == "build" and os.environ.get("DOSSIER_DRAFTS") not in (None, "", "false"):
        raise PluginError("DOSSIER_DRAFTS: drafts are not built, only served; run scripts/serve")


def on_config(config: MkDocsConfig) -> None:
    """Put our extension last: it works on what the others have made. A year's site is called so."""
    config["markdown_extensions"].append(DossierExtension())
    config.theme.get_env = partial(_environment, config.theme)  # type: ignore[method-assign]
    config.extra["year"] = "" if config.extra["drafts"] else str(config.extra["year"] or "")
    if config.extra["year"]:
        config.site_name += f", {config.extra['year']}"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the whole dossier, and add a page for each article and list."""
    root = Path(config.config_file_path).parent
    preview = config.extra["drafts"]
    kept = Kept(root / ".cache" / "kept.db")
    log.info("Reading articles")
    begun = time.monotonic()
    gc.disable()  # millions of values are made now, and stay to the end of a build
    edition = read_edition(root, drafts=preview, kept=kept, year=config.extra["year"])
    if preview:  # it is `served` that tidies up, and has what is kept of pages
        kept.close(is_build=False)
        kept = served(Path(config.site_dir)).kept
    else:
        gc.enable()
        gc.freeze()
    if edition.problems and not preview:
        raise PluginError("\n".join(map(str, edition.problems)))
    if edition.problems:
        return _nothing_but(edition.problems, config)
    dossier = edition.dossier
    pages = Pages(dossier, root if preview else None)
    if preview:
        files.append(File.generated(config, "assets/editors.mjs", content=EDITORS.read_text()))
    _extension(config).matcher = edition.matcher
    site = Site(config.site_name, config.site_description or "", config.site_url or "")
    machines = Machines(dossier, pages, site)
    config.nav = pages.navigation()
    config.extra["years"] = edition.years
    made_with = (code(), files_digest(root, *MAKING))
    everywhere = digest(dossier.topics, site, config.nav, preview, edition.years, made_with)
    config.extra["machines"] = machines  # the theme asks it, too
    config.extra["press"] = press = Press(dossier, pages, machines, kept, everywhere)
    titles = {src_uri: title for entry in config.nav for title, src_uri in entry.items()}
    for page in pages:
        if not files.get_file_from_path(page.src_uri):  # else people wrote on it
            press.begin(page.src_uri, "")
            if not preview and press.is_kept(page.src_uri):
                file: File = KeptFile(page, config)
            else:
                file = File.generated(config, page.src_uri, content="", inclusion=OUT_OF_NAV)
            GeneratedPage(page, titles.get(page.src_uri, page.title), file, config)
            files.append(file)
    seconds = time.monotonic() - begun
    log.info(f"Read {len(dossier.articles):,} and planned the pages in {seconds:.2f} s")
    return files


class Templates(FileSystemLoader):
    """Finds all templates, but lists only ours.

    MkDocs would look through Material's 14,000 icons, and publish scripts and styles that no page
    of ours loads.
    """

    def list_templates(self) -> list[str]:
        return FileSystemLoader(self.searchpath[0]).list_templates()


def _environment(theme: Theme) -> Environment:
    """As MkDocs makes it, with `Templates`."""
    env = Theme.get_env(theme)
    env.loader = Templates(theme.dirs)
    return env


class KeptFile(File):
    """A page that was made before: MkDocs has nothing to do but to copy it."""

    def __init__(self, page: Planned, config: MkDocsConfig) -> None:
        super().__init__(
            page.src_uri,
            None,
            config.site_dir,
            config.use_directory_urls,
            dest_uri=f"{published(page.src_uri)}index.html",
            inclusion=OUT_OF_NAV,
        )
        self._config = config

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        _write(Path(self.abs_dest_path), _press(self._config).content(self.src_uri).encode())
        _finish(self, self._config)


class GeneratedPage(Page):
    """A page with no source: there is nothing to read, and its body is made when it is built."""

    def __init__(self, page: Planned, title: str, file: File, config: MkDocsConfig) -> None:
        super().__init__(title, file, config)
        self.meta = {"description": page.description}
        if page.moved_to:
            self.meta["moved_to"] = published(page.moved_to)

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""


def _nothing_but(problems: Sequence[Problem], config: MkDocsConfig) -> Files:
    """A site that is one page of problems, at every address; `on_post_build` writes it."""
    for problem in problems:
        log.error(problem)
    config.extra["problems"] = problems
    config.nav = []
    config.theme.static_templates = set()
    return Files([])


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Show what stops a rebuild, such as a mistake in a template, and go on serving."""
    root, site = Path(config.config_file_path).parent, Path(server.root)
    last = served(site)

    def build() -> None:
        last.begin()
        told = Told()
        logging.getLogger("mkdocs").addHandler(told)
        try:
            builder()
        except (Exception, SystemExit) as error:
            log.exception("The site cannot be built")
            _show([explain(error, root, told.messages)], site)
        else:
            last.finish()
            last.index(root)
        finally:
            logging.getLogger("mkdocs").removeHandler(told)

    server.builder = build
    server.set_app(last.answering(server.serve_request, server.mount_path))
    last.finish()
    last.index(root)
    return server


def _show(problems: Sequence[Problem], site: Path) -> None:
    """Put the page of problems in the place of the whole site."""
    for path in site.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in ("index.html", "404.html"):  # the server gives the second for any other address
        (site / name).write_text(as_page(problems), encoding="utf-8")


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Have the navigation at hand when the theme is."""
    config.extra["nav"] = nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Compile the theme's templates once, not in each build; say what there is to link to.

    In a preview MkDocs has no page to build: each is offered to who may ask for it.
    """
    env.bytecode_cache = FileSystemBytecodeCache()
    env.globals["once"] = Once()
    env.globals["documents"] = documents = [file for file in files if file.page]
    site = Path(config.site_dir)
    make = served(site).make if config.extra["drafts"] else None
    for file in documents:
        cast(Page, file.page).present_anchor_ids = cast(set[str], Anchors(file, make))
    if make:
        makes = {file.dest_uri: partial(_make, file, env, config, files) for file in documents}
        served(site).offer(makes)
        for file in documents:
            file.inclusion = InclusionLevel.EXCLUDED


class Once:
    """For templates: what is the same on many pages, rendered for the first of them alone."""

    def __init__(self) -> None:
        self._rendered: dict[tuple[object, ...], str] = {}

    def __call__(self, *key: object, caller: Callable[[], str]) -> str:
        """What a block came to when it had this key first, which is all that it depends on."""
        if key not in self._rendered:
            lines = map(str.strip, caller().splitlines())
            self._rendered[key] = "\n".join(filter(None, lines))
        return self._rendered[key]


def _make(file: File, env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Make one page as a build does, or a page that says what is wrong with it."""
    page = cast(Page, file.page)
    try:
        _choose_template(page, config)
        _build_page(page, config, [], config.extra["nav"], env)
        page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    except (Exception, SystemExit) as error:
        log.exception("The page cannot be built")
        problem = explain(error, Path(config.config_file_path).parent)
        _write(Path(file.abs_dest_path), as_page([problem]).encode())


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Tell the extension which page it works on, and keep what people wrote as they did."""
    _extension(config).src_uri = page.file.src_uri
    title = str(page.meta.get("title") or page.title)
    config.extra["machines"].take(page.file.src_uri, title, markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Begin a page with what people wrote on it."""
    if not isinstance(page, GeneratedPage):
        _press(config).begin(page.file.src_uri, html)
        if not config.extra["drafts"]:
            _choose_template(page, config)


def _choose_template(page: Page, config: MkDocsConfig) -> None:
    """A page that was made before needs no template."""
    if _press(config).is_kept(page.file.src_uri):
        page.meta["template"] = "kept.html"


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> None:
    """Give the page its content only now: thousands of pages would fill the memory."""
    page.content = _press(config).content(page.file.src_uri)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the policy into the page, and forget its content: thousands would fill the memory.

    A preview has no policy, as MkDocs puts a script of its own into each page that it serves.
    """
    page.content = None
    document = output if config.extra["drafts"] else with_policy(output)
    _press(config).keep(page.file.src_uri, document)
    _finish(page.file, config)
    return document


def _finish(file: File, config: MkDocsConfig) -> None:
    """Write a page's Markdown beside it."""
    press = _press(config)
    press.finish(file.src_uri)
    if not config.extra["drafts"]:
        text = press.markdown(file.src_uri)
        _write(Path(config.site_dir, markdown_path(file.src_uri)), text.encode())


class Anchors(Container[str]):
    """The anchors of a page once it is built; few pages are linked to from where MkDocs looks."""

    def __init__(self, file: File, make: Callable[[str], None] | None) -> None:
        self._file = file
        self._make = make

    def __contains__(self, anchor: object) -> bool:
        if self._make:
            self._make(self._file.dest_uri)
        return anchor in anchors(Path(self._file.abs_dest_path).read_text("utf-8"))


def on_post_build(config: MkDocsConfig) -> None:
    """Write what is for the search and for other machines, once there are pages to lead to."""
    if "problems" in config.extra:
        return _show(config.extra["problems"], Path(config.site_dir))
    press, site = _press(config), Path(config.site_dir)
    if not config.extra["drafts"]:  # a preview is for people, and `served` indexes it
        if problems := press.missing():
            raise PluginError("\n".join(map(str, problems)))
        log.info("Indexing")
        begun = time.monotonic()
        write_index(press.dossier, site, press.kept)
        log.info(f"Indexed in {time.monotonic() - begun:.2f} s")
        for path, content in cast(Machines, config.extra["machines"]).files():
            _write(site / path, content)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)  # holds the hour of the build
    if not config.site_url:
        (site / "sitemap.xml").unlink(missing_ok=True)  # is empty without addresses
    press.kept.close()


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _press(config: MkDocsConfig) -> Press:
    return cast(Press, config.extra["press"])


def _extension(config: MkDocsConfig) -> DossierExtension:
    return next(e for e in config["markdown_extensions"] if isinstance(e, DossierExtension))
