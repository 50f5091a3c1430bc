"""Markup that people wrote, read on its own as a browser reads it: does it stay in its place?

Markdown lets HTML through. An element that is not closed there takes in what follows on the page,
and an end tag too many closes what was opened around it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from justhtml import Element, JustHTML

HARMLESS = frozenset({"p", "br"})
"""End tags that a browser makes an element of, if there is none to close."""
IMPLIED = frozenset("p li dd dt tr td th tbody thead tfoot colgroup option optgroup rt rp".split())
"""Elements that need no end tag: it is not they that have to be closed."""
DOCUMENT = re.compile(r"<(html|head|body|frameset|frame)(?=[\s>/])", re.IGNORECASE)
_END = '<section data-end="">.</section>'
_END_TAG = re.compile(r"</([a-zA-Z][^\s>/]*)")


class Flaw(NamedTuple):
    """What is wrong with a piece of markup, on which line of it, and the words that stand there."""

    line: int
    words: str
    message: str


def flaws(markup: str) -> Iterator[Flaw]:
    """Whatever keeps a piece of markup from beginning and ending where it stands."""
    for found in DOCUMENT.finditer(markup):
        yield Flaw(
            markup.count("\n", 0, found.start()) + 1,
            found[0],
            f"holds `<{found[1].lower()}>`, which a page has once, around all; take it out",
        )
    tree = JustHTML(
        markup + _END, fragment=True, sanitize=False, collect_errors=True, track_node_locations=True
    )
    lines = markup.split("\n")
    for error in tree.errors:
        if error.code == "unexpected-end-tag" and error.line and error.line <= len(lines):
            found_tag = _END_TAG.match(lines[error.line - 1], (error.column or 1) - 1)
            if found_tag and found_tag[1].lower() not in HARMLESS:
                message = f"holds `{found_tag[0]}>`, which closes nothing; take it out"
                yield Flaw(error.line, found_tag[0], message)
    last = tree.root.children[-1] if tree.root.children else None
    cut = [error.code for error in tree.errors if error.code.startswith("eof-in")]
    if cut or not isinstance(last, Element):
        begin, end = ("<!--", "-->") if "eof-in-comment" in cut else ("<", ">")
        place = max(markup.rfind(begin), 0)
        message = f"begins with `{begin}` what it does not end; end it by `{end}`"
        yield Flaw(markup.count("\n", 0, place) + 1, markup[place : place + 12], message)
        return
    inner = last.children[0] if "data-end" in last.attrs else _taking_in(last) or last
    if isinstance(inner, Element):  # also a mark such as <i>, which goes on in all that follows
        message = f"opens `<{inner.name}>` and does not close it; close it, or write `&lt;`"
        yield Flaw(inner.origin_line or 1, f"<{inner.name}", message)


def _taking_in(element: Element) -> Element | None:
    """What within an element, or itself, takes in the end: as an element, or as its own text."""
    content = element.template_content if element.name == "template" else element
    last = content.children[-1] if content and content.children else None
    if isinstance(last, Element):
        found = element if "data-end" in last.attrs else _taking_in(last)
        return element if found and element.name not in IMPLIED else found
    return element if last is not None and "data-end" in (last.text or "") else None
