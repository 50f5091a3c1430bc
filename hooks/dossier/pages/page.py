"""What a page is, before it is made: its type, and what is on it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.core.model import Article, Dossier, Figure, Moment, Passage, Topic

if TYPE_CHECKING:  # both need pages to say what they are made of
    from dossier.pages.facts import FactSource
    from dossier.pages.markdown import MarkdownSource

Facts = Mapping[str, object]
"""What a template is given, by name."""


@dataclass(frozen=True, slots=True)
class PageType:
    """All that is decided by the type of a page; `page_types` has one of these for each.

    `template` makes its body from its `facts`, and `markdown` its Markdown in parts. `is_whole`
    says that it shows a bit of everything, and so is made anew in each build; `is_listed` that
    search engines are to list it. `schema_type` and `og_type` are what schema.org and Open Graph
    call it; `section` is the list that it belongs to, title and source path. `kicker` gives the
    words above the title on its card; without it the page has none of its own. `days` are those on
    which what it shows has changed, as YYYY[-MM[-DD]].
    """

    template: str
    facts: Callable[["FactSource", "Page"], Facts]
    markdown: Callable[["MarkdownSource", "Page"], Iterable[str]]
    days: Callable[[Dossier, "Page"], Iterable[str]]
    is_whole: bool = False
    is_listed: bool = True
    schema_type: str = "CollectionPage"
    og_type: str = "website"
    section: tuple[str, str] | None = None
    kicker: Callable[["Page"], str] | None = None

    @property
    def digest(self) -> str:
        """The template tells the types apart."""
        return self.template


@dataclass(frozen=True, slots=True)
class Page:
    """A page to publish: its place among the sources, its type, what it is about.

    A page that lists articles, passages, moments or figures has those it shows in `items`; if these
    are only the newest, `archive` leads to the pages of all: title, source path and number of
    items (0: untold). `part` is the title of one of these. A page of one `subtopic` has the theme
    for its subject. A page that has moved has the source path of the other in `moved_to`, with a
    fragment where it leads to a part of it.
    """

    src_uri: str
    type: PageType
    title: str
    description: str
    subject: Article | Topic | None = None
    items: tuple[Article | Passage | Moment | Figure, ...] = ()
    archive: tuple[tuple[str, str, int], ...] = ()
    part: str = ""
    subtopic: str = ""
    moved_to: str = ""

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that the items are from, each once, in the order of the items."""
        passages = (
            item if isinstance(item, Article | Passage) else item.passage for item in self.items
        )
        found = (item.article if isinstance(item, Passage) else item for item in passages if item)
        return tuple({article.slug: article for article in found}.values())
