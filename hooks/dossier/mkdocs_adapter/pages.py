"""Pages and files of MkDocs that stand for the dossier's."""

from functools import cached_property, partial

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from dossier.core.urls import published
from dossier.pages.page import Page as Planned


class GeneratedPage(Page):
    """A page with no source: its body is made when it is built."""

    def __init__(self, page: Planned, title: str, file: File, config: MkDocsConfig) -> None:
        super().__init__(title, file, config)
        self.meta = {"description": page.description}
        if page.moved_to:
            src_uri, mark, fragment = page.moved_to.partition("#")
            self.meta["moved_to"] = published(src_uri) + mark + fragment


class GeneratedFile(File):
    """The file of a page of ours: links may lead to it, and MkDocs has nothing to do with it."""

    def __init__(self, page: Planned, title: str, site: str, config: MkDocsConfig) -> None:
        super().__init__(
            page.src_uri,
            None,
            site,
            True,
            dest_uri=f"{published(page.src_uri)}index.html",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self._make_page = partial(GeneratedPage, page, title, self, config)

    @cached_property
    def page(self) -> GeneratedPage:  # type: ignore[override]  # it can be written, too
        """Made when it is needed: most documents are kept from the build before."""
        return self._make_page()

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        pass


def read_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Read what people wrote on a page, as a build of MkDocs does before it makes any."""
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(
        page.markdown or "", page=page, config=config, files=files
    )
    page.render(config, files)
    page.content = config.plugins.on_page_content(
        page.content or "", page=page, config=config, files=files
    )


def build_page(page: Page, config: MkDocsConfig, nav: Navigation, env: Environment) -> str:
    """The document of a page, as a build of MkDocs makes it."""
    page.active = True
    try:
        context = get_context(nav, [], config, page)
        template = env.get_template(str(page.meta.get("template", "main.html")))
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        return config.plugins.on_post_page(template.render(context), page=page, config=config)
    finally:
        page.active = False
