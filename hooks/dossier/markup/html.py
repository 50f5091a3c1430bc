"""Works on well-formed markup: links and marks stretches of its text, and leaves the text alone.

Offsets count the characters of an element's text content: `"".join(element.itertext())`.
"""

import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from dossier.core.model import Match, Topic

NEVER_LINKED = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})

Wrapping = tuple[int, int, etree.Element]
"""A stretch of text, and the element to put around it."""


def wrap(root: etree.Element, wrappings: Iterable[Wrapping]) -> None:
    """Put elements around stretches of text that do not overlap.

    A stretch that crosses the border of an element is left as it is; so is one within a link, a
    heading or code.
    """
    waiting = sorted(wrappings, key=lambda wrapping: wrapping[0], reverse=True)
    place = 0

    def take(text: str, linkable: bool) -> tuple[str, list[etree.Element]]:
        """Split a run of text: what stands before the first wrapping, and the elements after."""
        nonlocal place
        start, place = place, place + len(text)
        before, elements, done = text, list[etree.Element](), start
        while waiting and waiting[-1][0] < place:
            first, last, element = waiting.pop()
            if first < done or last > place or not linkable:
                continue
            element.text = text[first - start : last - start]
            element.tail = text[last - start :]
            if elements:
                elements[-1].tail = text[done - start : first - start]
            else:
                before = text[: first - start]
            elements.append(element)
            done = last
        return before, elements

    def walk(element: etree.Element, linkable: bool) -> None:
        linkable = linkable and element.tag not in NEVER_LINKED
        children = list(element)
        element.text, rebuilt = take(element.text or "", linkable)
        for child in children:
            walk(child, linkable)
            child.tail, following = take(child.tail or "", linkable)
            rebuilt += [child, *following]
        element[:] = rebuilt

    walk(root, True)


def mark(root: etree.Element, start: int, end: int, attributes: Mapping[str, str]) -> None:
    """Put a span around a stretch of text, or around each of its parts where elements cut it.

    The last part alone has the attributes that begin with `data-`.
    """
    spans: list[etree.Element] = []
    place = 0

    def take(text: str) -> tuple[str, etree.Element | None]:
        """Split a run of text: what stands before the stretch, and the span with what follows."""
        nonlocal place
        first, last = max(start - place, 0), min(end - place, len(text))
        place += len(text)
        if first >= last:
            return text, None
        span = etree.Element("span")
        span.text, span.tail = text[first:last], text[last:]
        spans.append(span)
        return text[:first], span

    def walk(element: etree.Element) -> None:
        children = list(element)
        element.text, span = take(element.text or "")
        rebuilt = [span] if span is not None else []
        for child in children:
            walk(child)
            child.tail, span = take(child.tail or "")
            rebuilt += [child, span] if span is not None else [child]
        element[:] = rebuilt

    walk(root)
    for span in spans:
        for name, value in attributes.items():
            if span is spans[-1] or not name.startswith("data-"):
                span.set(name, value)


def first_mentions(matches: Iterable[Match]) -> list[Match]:
    """Of each topic's matches the first."""
    return list({match.topic.src_uri: match for match in reversed(list(matches))}.values())


def _outermost(matches: Iterable[Match]) -> Iterator[Match]:
    """The matches that are no part of a longer one: the Council is not meant by Council Bridge."""
    end = -1
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.end > end:
            yield match
            end = match.end


def link_names(root: etree.Element, matches: Sequence[Match], link: Callable[[Topic], str]) -> None:
    """Turn each name's first mention within `root` into a link to its page."""
    wrap(
        root,
        (
            (m.start, m.end, etree.Element("a", {"class": "name", "href": link(m.topic)}))
            for m in first_mentions(_outermost(matches))
        ),
    )


def align_by_class(root: etree.Element) -> None:
    """Let table cells be aligned by a class: the policy of the site allows no style attribute."""
    for element in root.iter():
        if element.tag not in ("th", "td"):
            continue
        side = element.attrib.pop("style", "").removeprefix("text-align: ").rstrip(";")
        if side in ("left", "right", "center"):
            element.set("class", f"align-{side}")


def detach(root: etree.Element, page: str) -> None:
    """Make a block fit for another page than its own: no ids, and fragments lead to `page`."""
    for element in root.iter():
        element.attrib.pop("id", None)
        if element.get("href", "").startswith("#"):
            element.set("href", page + element.get("href", ""))
