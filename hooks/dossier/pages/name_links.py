"""A Python-Markdown extension: links the names in what people wrote.

It works on the finished element tree, after Markdown is done with it and before a site generator
resolves the links.
"""

import xml.etree.ElementTree as etree
from urllib.parse import quote, urlsplit

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from dossier.core.model import Topic
from dossier.core.urls import between_sources
from dossier.markup.html import align_by_class, link_names
from dossier.placing.matcher import Matcher

BLOCKS = ("p", "li", "dd", "td", "blockquote")


class DossierExtension(Extension):
    """Holds what the build knows of the page that is being converted.

    `matcher` finds the names to link. `src_uri` is the page at hand: `begin` each conversion with
    it. `broken` are the addresses there that a site generator would stop at, by the form in which
    they go on.
    """

    def __init__(self, matcher: Matcher) -> None:
        super().__init__()
        self.src_uri = ""
        self.matcher = matcher
        self.broken: dict[str, str] = {}

    def begin(self, src_uri: str) -> None:
        """Get ready for a page."""
        self.src_uri, self.broken = src_uri, {}

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Names(md, self), "dossier", priority=7)  # above toc's 5


class _Names(Treeprocessor):
    def __init__(self, md: Markdown, extension: DossierExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        align_by_class(root)
        for element in root.iter():
            for name in ("href", "src"):
                address = element.get(name, "")
                if not _is_readable(address):
                    element.set(name, quote(address, safe="/:?#@"))
                    self.extension.broken[element.get(name, "")] = address
            if element.tag in BLOCKS and not any(child.tag in BLOCKS for child in element):
                matches = [
                    match
                    for match in self.extension.matcher.find("".join(element.itertext()))
                    if not match.topic.is_theme and match.topic.src_uri != self.extension.src_uri
                ]
                link_names(element, matches, self._link)

    def _link(self, topic: Topic) -> str:
        return between_sources(self.extension.src_uri, topic.src_uri)


def _is_readable(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True
