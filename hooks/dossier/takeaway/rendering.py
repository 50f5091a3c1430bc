"""The templates of what is carried off, and the words of passages as these show them."""

from html import escape
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as etree

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dossier.core.format import counted, day, host
from dossier.core.model import Block
from dossier.markup.html import detach
from dossier.pages.citations import coins, given_first

TEMPLATES = Path(__file__).parent / "templates"


def environment() -> Environment:
    """What renders a template of this folder."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=FileSystemBytecodeCache(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(day=day, host=host, counted=counted, given_first=given_first)
    made.globals.update(coins=coins)
    return made


def words(block: Block, page: str, method: Literal["html", "xml"] = "html") -> Markup:
    """A block's own words outside its article, whose page is at the address `page`."""
    if block.kind == "paragraph" and block.html.count("<") == 2:
        return Markup("<p>{}</p>").format(Markup(escape(block.text, quote=False)))
    element = etree.fromstring(block.html)
    detach(element, page)
    return Markup(etree.tostring(element, encoding="unicode", method=method))
