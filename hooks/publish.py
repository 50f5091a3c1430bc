"""The hook: each event of MkDocs is handed on to the adapter of the package `dossier`."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from dossier.mkdocs_adapter.build import Build
from dossier.mkdocs_adapter.publication import Publication
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

if TYPE_CHECKING:
    from dossier.mkdocs_adapter.preview import Failed


def on_startup(command: str, dirty: bool) -> None:
    """Refuse to build drafts: pages of a preview are made only when somebody asks for them."""
    if command == "build" and os.environ.get("DOSSIER_DRAFTS") not in (None, "", "false"):
        raise PluginError("DOSSIER_DRAFTS: drafts are not built, only served; run scripts/serve")


def on_config(config: MkDocsConfig) -> None:
    """Look at what MkDocs is given. The site of one year is called so."""
    admit, _ = _beginning(config)
    admit(config)
    if config.extra["year"] and not config.extra["drafts"]:
        config.site_name += f", {config.extra['year']}"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the whole dossier, and add a page for each article and list."""
    _, begin = _beginning(config)
    config.extra["dossier"] = begin(config)
    return _publication(config).on_files(files, config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Have the navigation at hand for pages that are made later."""
    config.extra["dossier"] = _publication(config).with_navigation(nav, files)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Link the names in what people wrote."""
    _publication(config).on_page_markdown(markdown, page)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Begin a page with what people wrote on it."""
    _publication(config).on_page_content(html, page)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Give the theme what it needs beside its templates."""
    _publication(config).on_env(env, config, files)


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> None:
    """Give the page its content."""
    _publication(config).on_page_context(page)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Finish the page."""
    return _publication(config).on_post_page(output, page)


def on_post_build(config: MkDocsConfig) -> None:
    """Write what stands beside the pages."""
    _publication(config).on_post_build(config)


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Show what stops a rebuild, and go on serving."""
    return _publication(config).on_serve(server, config, builder)


def _beginning(
    config: MkDocsConfig,
) -> tuple[Callable[[MkDocsConfig], None], Callable[[MkDocsConfig], "Publication | Failed"]]:
    """What looks at the configuration and what reads the dossier, of a build or of a preview.

    A build does not wait for what only a preview needs: the desk, and what changes files.
    """
    if not config.extra["drafts"]:
        return Build.admit, Build.begin
    from dossier.mkdocs_adapter import preview

    return preview.admit, preview.begin


def _publication(config: MkDocsConfig) -> Publication:
    """The one value that events and templates find in the configuration."""
    publication: Publication = config.extra["dossier"]
    return publication
