"""What producers share: their templates, the words of passages in these, and what is kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as etree

from jinja2 import Environment
from markupsafe import Markup

from dossier.core.cache import Cache
from dossier.core.digest import code, digest, files_digest
from dossier.core.model import Article, Block, Dossier
from dossier.core.urls import Site
from dossier.markup.html import detach
from dossier.pages.render import templates_in

TEMPLATES = Path(__file__).parent / "templates"


def environment() -> Environment:
    """What renders a template of this folder."""
    return templates_in([TEMPLATES])


def made_with(site: Site, what: str, *values: object) -> str:
    """The digest of a file that is made of some values, by this code and these templates."""
    return digest(code(), files_digest(TEMPLATES, "*"), site, what, values)


def kept(cache: Cache, key: Callable[[], str], make: Callable[[], bytes]) -> bytes:
    """A file as it was kept under its key, or as it is made now."""
    return cache.result(make, key(), bytes)


@dataclass(frozen=True)
class OfArticles:
    """A file with something of each article, in order; `made_of` is what else goes into it.

    What is made of an article is kept as long as its passages are the same.
    """

    made_of: str
    articles: Sequence[Article]
    dossier: Dossier
    cache: Cache

    def key(self, *values: object) -> str:
        """The digest of all that goes into the file, with some values."""
        return digest(values, self._keys)

    def make(self, make: Callable[[Article], bytes]) -> Iterator[bytes]:
        """What is made of each article."""
        return self.cache.results(make, self.articles, self._keys, bytes)

    @cached_property
    def _keys(self) -> list[str]:
        passages = self.dossier.passages_of_article
        return [digest(self.made_of, passages[article.slug]) for article in self.articles]


def words(block: Block, page: str, method: Literal["html", "xml"] = "html") -> Markup:
    """A block's own words outside its article, whose page is at the address `page`."""
    if block.kind == "paragraph" and block.html.count("<") == 2:
        return Markup("<p>{}</p>").format(Markup(escape(block.text, quote=False)))
    element = etree.fromstring(block.html)
    detach(element, page)
    return Markup(etree.tostring(element, encoding="unicode", method=method))
