"""What producers share: their templates, the words of passages in these, and keys of files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as etree

from jinja2 import Environment
from markupsafe import Markup

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


def key_of_articles(made_of: str, articles: Sequence[Article], dossier: Dossier) -> str:
    """The digest of a file that is made of articles with their passages, and of `made_of`."""
    return digest(made_of, [dossier.digests[article.slug] for article in articles])


def words(block: Block, page: str, method: Literal["html", "xml"] = "html") -> Markup:
    """A block's own words outside its article, whose page is at the address `page`."""
    if block.is_plain:
        return Markup(block.html)
    element = etree.fromstring(block.html)
    detach(element, page)
    return Markup(etree.tostring(element, encoding="unicode", method=method))
