"""The text of a seed → `Block`s: paragraphs of plain text, top-level elements of Markdown."""

import html
import re
import xml.etree.ElementTree as etree
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import accumulate, islice
from urllib.parse import urlsplit

import markdown

from dossier.core.model import Block, BlockKind, plain
from dossier.markup.html import align_by_class
from dossier.reading.files import CONTROL

KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "ul": "list",
    "ol": "list",
    "dl": "list",
    "blockquote": "quote",
    "table": "table",
    "pre": "code",
    "div": "footnotes",
    "hr": "rule",
}
SAFE_SCHEMES = ("http", "https", "mailto")
LONGEST_ENTITY = 40
_WORD = re.compile(r"[^\W_]+")
SLACK = 4000
"""Characters by which the place of a block in its file may be off before it is only guessed."""


def read_plain(body: str, first_line: int) -> Iterator[Block]:
    """Cut plain text into paragraphs; `first_line` is the line of the file that it begins on."""
    paragraphs = re.finditer(r"^[^\S\n]*\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", body, re.MULTILINE)
    line, counted = first_line, 0
    for number, found in enumerate(paragraphs, 1):
        line += body.count("\n", counted, found.start())
        counted = found.start()
        text = found[0]
        yield Block(number, "paragraph", "", text, line)


def is_plain(markdown: str) -> bool:
    """Whether Markdown holds nothing but paragraphs: then it is read as plain text, in no time."""
    if _SIGNS.search("".join(set(markdown))):
        return False
    return not any(line[-1:] == " " or _OPENING.match(line) for line in markdown.split("\n"))


_SIGNS = re.compile(r"[\\`*_\[\]<>&#|~=]|[^\S \n]")
_OPENING = re.compile(r"[ +-]|\d+\.")


def read_markdown(body: str, first_line: int) -> Iterator[Block]:
    """Cut Markdown into its top-level blocks."""
    heading: str | None = None
    place = after = expected = 0  # where a block begins, the next may begin, and is likely to
    places = _Places(body)
    elements = _parse_markdown(body)
    _level_headings(elements)
    for number, element in enumerate(elements, 1):
        text = "".join(element.itertext())
        kind = KINDS.get(element.tag, "paragraph")
        if kind == "heading":
            heading = text
        place, after = places.find(text, after, expected + len(text) + SLACK) or (place, after)
        expected = max(expected, place) + len(text)
        place = max(place, expected - len(text) - SLACK)
        after = max(place, after)
        markup = etree.tostring(element, encoding="unicode")
        yield Block(
            number=number,
            kind=kind,
            markup="" if kind == "paragraph" and markup == plain(text) else markup,
            text=text,
            line=first_line + body.count("\n", 0, place),
            heading=None if kind == "heading" else heading,
        )


def _level_headings(elements: list[etree.Element]) -> None:
    """Let the highest heading be an h2, under the page's own h1; one at the top is the title."""
    headings = [element for element in elements if KINDS.get(element.tag) == "heading"]
    below = [int(h.tag[1]) for h in headings if h is not elements[0]]
    highest = min(below, default=2)
    for heading in headings:
        level = max(int(heading.tag[1]), highest) - highest + 2
        heading.tag = f"h{min(level, 6)}"
        heading.attrib.clear()


class _Places:
    """Tells where in a source the text of a block stands, also with marks between its words."""

    def __init__(self, source: str) -> None:
        self._source = source

    def find(self, text: str, place: int, stop: int) -> tuple[int, int] | None:
        """Where, from `place` to `stop`, a block with this text begins, and at least ends."""
        at = self._source.find(text, place, stop + len(text)) if text else -1
        if at >= 0 and self._source[at - 1 : at] in ("", "\n"):
            return at, at + len(text)
        phrase = [word[0] for word in islice(_WORD.finditer(text), 4)]
        starts, offsets, words = self._words
        first, last = bisect_left(starts, place), bisect_left(starts, stop)
        for length in range(len(phrase), 0, -1):  # an address may stand between the words
            row = f" {' '.join(phrase[:length])} "
            at = words.find(row, offsets[first], offsets[last] + 1)
            number = bisect_left(offsets, at)
            if at >= 0 and (length == len(phrase) or self._begins_line(starts[number])):
                return starts[number], starts[number + length - 1] + len(phrase[length - 1])
        return None

    def _begins_line(self, place: int) -> bool:
        """Whether no word stands before a place on its line."""
        return not _WORD.search(self._source, self._source.rfind("\n", 0, place) + 1, place)

    @cached_property
    def _words(self) -> tuple[list[int], list[int], str]:
        """The places of all words, in the source and in the row of words; and that row."""
        found = list(_WORD.finditer(self._source))
        offsets = list(accumulate((len(word[0]) + 1 for word in found), initial=0))
        row = "".join(f" {word[0]}" for word in found) + " "
        return [word.start() for word in found], offsets, row


@cache
def _converter() -> markdown.Markdown:
    converter = markdown.Markdown(
        extensions=["tables", "fenced_code", "footnotes", "sane_lists"], output_format="xhtml"
    )
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter


def _parse_markdown(body: str) -> list[etree.Element]:
    converted = _converter().reset().convert(body)
    root = etree.fromstring(f"<div>{_resolve_entities(converted)}</div>")
    for element in root:
        element.tail = None
    _make_inert(root)
    align_by_class(root)
    return list(root)


def _resolve_entities(markup: str) -> str:
    """Replace the entities that XML does not know by their characters, as a browser would."""

    def resolve(found: re.Match[str]) -> str:
        if len(found[0]) > LONGEST_ENTITY:
            return html.escape(found[0])
        characters = html.unescape(found[0])
        if CONTROL.search(characters):
            return "\ufffd"
        return html.escape(characters, quote=False)

    return re.sub(r"&(?!(?:amp|lt|gt|quot);)(?:#\w+|\w+);?", resolve, markup)


def _make_inert(root: etree.Element) -> None:
    """Let nothing be loaded and no script run: an image becomes a link to it, a link that is
    neither on the web nor leads to a place in the article becomes plain text, as does what would
    be a link within a link."""
    ids = {element.get("id") for element in root.iter()}
    for element in root.iter():
        if element.tag == "img":
            element.tag = "a"
            element.set("href", element.attrib.pop("src", ""))
            element.text = element.attrib.pop("alt", "") or element.get("href")
        if element.tag == "a":
            href = element.get("href", "")
            leads = _scheme(href) in SAFE_SCHEMES or (href[:1] == "#" and href[1:] in ids)
            if not leads:
                _make_plain(element)
    for link in [*root.iter("a")]:
        for inner in [*link.iter("a")] if link.tag == "a" else ():
            if inner is not link:
                _make_plain(inner)


def _make_plain(element: etree.Element) -> None:
    element.tag = "span"
    element.attrib.clear()


def _scheme(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.scheme if parts.netloc or parts.scheme == "mailto" else ""
