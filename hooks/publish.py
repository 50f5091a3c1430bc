"""The bridge to MkDocs: each event is a few lines that call the package `dossier`."""

import json
import logging
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from dossier.addresses import Site
from dossier.doubts import find_doubts
from dossier.edition import read_edition
from dossier.machines import Machines
from dossier.markdown import DossierExtension
from dossier.mistakes import as_page, explain
from dossier.model import Dossier
from dossier.pages import TEMPLATES, Pages, Preview
from dossier.problems import Problem
from dossier.search import write_index
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

EMPTY = "<!-- nothing written here -->"
EDITORS = TEMPLATES / "editors.mjs"
UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.png")
"""What Material brings along and our own templates leave out."""

log = logging.getLogger("mkdocs.hooks.dossier")


def on_config(config: MkDocsConfig) -> None:
    """Put our extension last: it works on what the others have made."""
    config["markdown_extensions"].append(DossierExtension())


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the whole dossier, and add a page for each article and list."""
    root = Path(config.config_file_path).parent
    preview = config.extra["drafts"]
    edition = read_edition(root, drafts=preview)
    if edition.problems and not preview:
        raise PluginError("\n".join(map(str, edition.problems)))
    if edition.problems:
        return _nothing_but(edition.problems, config)
    config.extra["dossier"] = edition.dossier
    pages = Pages(edition.dossier, Preview(root, find_doubts(edition.dossier)) if preview else None)
    if preview:
        files.append(File.generated(config, "assets/editors.mjs", content=EDITORS.read_text()))
    extension = _extension(config)
    extension.matcher = edition.matcher
    extension.body = pages.body
    site = Site(config.site_name, config.site_description or "", config.site_url or "")
    config.extra["machines"] = Machines(edition.dossier, pages, site)  # the theme asks it, too
    for page in pages:
        if files.get_file_from_path(page.src_uri):
            continue  # a page that people wrote: the body is put around their words
        front_matter = json.dumps(
            {"title": page.title, "description": page.description, "moved_to": page.moved_to},
            ensure_ascii=False,
        )
        file = File.generated(
            config,
            page.src_uri,
            content=f"---\n{front_matter}\n---\n",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        files.append(file)
    for src_uri, content in pages.files():
        files.append(File.generated(config, src_uri, content=content))
    config.nav = pages.navigation()
    for file in [file for file in files if file.src_uri.startswith(UNUSED)]:
        files.remove(file)
    return files


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

    def build() -> None:
        try:
            builder()
        except (Exception, SystemExit) as error:
            log.exception("The site cannot be built")
            _show([explain(error, Path(config.config_file_path).parent)], Path(server.root))

    server.builder = build
    return server


def _show(problems: Sequence[Problem], site: Path) -> None:
    """Put the page of problems in the place of the whole site."""
    for path in site.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in ("index.html", "404.html"):  # the server gives the second for any other address
        (site / name).write_text(as_page(problems), encoding="utf-8")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the extension which page it works on; Markdown leaves an empty page unconverted."""
    _extension(config).src_uri = page.file.src_uri
    if moved_to := files.get_file_from_path(page.meta.get("moved_to") or ""):
        page.meta["moved_to"] = moved_to.url
    return markdown if markdown.strip() else EMPTY


def on_post_build(config: MkDocsConfig) -> None:
    """Write what is for the search and for other machines, once there are pages to lead to."""
    if "problems" in config.extra:
        return _show(config.extra["problems"], Path(config.site_dir))
    dossier, site = cast(Dossier, config.extra["dossier"]), Path(config.site_dir)
    if problems := write_index(dossier, site):
        raise PluginError("\n".join(map(str, problems)))
    for path, content in cast(Machines, config.extra["machines"]).files():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)  # holds the hour of the build
    if not config.site_url:
        (site / "sitemap.xml").unlink(missing_ok=True)  # is empty without addresses


def _extension(config: MkDocsConfig) -> DossierExtension:
    return next(e for e in config["markdown_extensions"] if isinstance(e, DossierExtension))
