"""A Python-Markdown extension: puts generated bodies into pages, and links names in written ones.

It works on the finished element tree, after Markdown is done with it and before a site generator
resolves the links, so that no character of an article is ever read as Markdown.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from functools import lru_cache
from posixpath import dirname, relpath

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from dossier.markup import align_by_class, link_names
from dossier.match import Matcher

BLOCKS = ("p", "li", "dd", "td", "blockquote")


class DossierExtension(Extension):
    """Holds what the build knows of the page that is being converted.

    `body` gives a page's generated body by its source path, or None; `matcher` finds the names to
    link in what people wrote. `src_uri` is the page at hand: set it before each conversion.
    """

    def __init__(self) -> None:
        super().__init__()
        self.src_uri = ""
        self.body: Callable[[str], str | None] = lambda src_uri: None
        self.matcher = Matcher(())

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Bodies(md, self), "dossier", priority=7)  # above toc's 5


class _Bodies(Treeprocessor):
    def __init__(self, md: Markdown, extension: DossierExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        uri = self.extension.src_uri
        align_by_class(root)
        self._link_names(root, uri)
        body = self.extension.body(uri)
        if body is None:
            return
        written = list(root)
        root[:] = etree.fromstring(f"<div>{body}</div>")
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "introduction":
                    parent[index : index + 1] = written
        if "&" in body:
            _escape_ampersands(root)

    def _link_names(self, root: etree.Element, uri: str) -> None:
        for element in root.iter():
            if element.tag in BLOCKS and not any(child.tag in BLOCKS for child in element):
                matches = [
                    match
                    for match in self.extension.matcher.find("".join(element.itertext()))
                    if not match.topic.is_theme and match.topic.src_uri != uri
                ]
                link_names(element, matches, lambda topic: relative(uri, topic.src_uri))


@lru_cache(maxsize=100_000)
def relative(page: str, target: str) -> str:
    """The link from one source to another, as `../names/quad.md`."""
    return relpath(target, dirname(page) or ".")


def _escape_ampersands(root: etree.Element) -> None:
    """Python-Markdown takes `&amp;` in a text for an entity; make it one."""
    entity = re.compile("&(?=#?[0-9a-zA-Z]+;)")
    for element in root.iter():
        if element.text:
            element.text = entity.sub("&amp;", element.text)
        if element.tail:
            element.tail = entity.sub("&amp;", element.tail)
        for key, value in element.items():
            element.set(key, entity.sub("&amp;", value))
