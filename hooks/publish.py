"""The bridge to MkDocs: each event is a few lines that call the package `dossier`."""

import json
from pathlib import Path
from typing import cast

from dossier.addresses import Site
from dossier.edition import read_edition
from dossier.machines import Machines
from dossier.markdown import DossierExtension
from dossier.model import Dossier
from dossier.pages import Pages
from dossier.search import check_pages, write_index
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

EMPTY = "<!-- nothing written here -->"
UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.png")
"""What Material brings along and our own templates leave out."""


def on_config(config: MkDocsConfig) -> None:
    """Put our extension last: it works on what the others have made."""
    config["markdown_extensions"].append(DossierExtension())


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Read the whole dossier, and add a page for each article and list."""
    root = Path(config.config_file_path).parent
    edition = read_edition(root, drafts=config.extra["drafts"])
    if edition.problems:
        raise PluginError("\n".join(map(str, edition.problems)))
    config.extra["dossier"] = edition.dossier
    pages = Pages(edition.dossier)
    extension = _extension(config)
    extension.matcher = edition.matcher
    extension.body = pages.body
    site = Site(config.site_name, config.site_description or "", config.site_url or "")
    config.extra["machines"] = Machines(edition.dossier, pages, site)  # the theme asks it, too
    for page in pages:
        if files.get_file_from_path(page.src_uri):
            continue  # a page that people wrote: the body is put around their words
        front_matter = json.dumps(
            {"title": page.title, "description": page.description}, ensure_ascii=False
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


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the extension which page it works on; Markdown leaves an empty page unconverted."""
    _extension(config).src_uri = page.file.src_uri
    return markdown if markdown.strip() else EMPTY


def on_post_build(config: MkDocsConfig) -> None:
    """Write what is for the search and for other machines, once there are pages to lead to."""
    dossier, site = cast(Dossier, config.extra["dossier"]), Path(config.site_dir)
    problems = check_pages(dossier, site)
    if problems:
        raise PluginError("\n".join(map(str, problems)))
    write_index(dossier, site)
    for path, content in cast(Machines, config.extra["machines"]).files():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)  # holds the hour of the build
    if not config.site_url:
        (site / "sitemap.xml").unlink(missing_ok=True)  # is empty without addresses


def _extension(config: MkDocsConfig) -> DossierExtension:
    return next(e for e in config["markdown_extensions"] if isinstance(e, DossierExtension))
