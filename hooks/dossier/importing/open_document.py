"""An OpenDocument text (.odt) → HTML of its headings, lists, tables and notes → Markdown."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree, html

from dossier.importing.archives import DAMAGED, open_archive, parse
from dossier.importing.draft import Draft, Unreadable, known
from dossier.importing.facts import day, people, said
from dossier.importing.markdown import name_places, to_markdown
from dossier.importing.word import dated

NAMES = {
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def _q(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


class _Look(NamedTuple):
    """What the style of a piece of text says of it."""

    tags: tuple[str, ...] = ()
    numbered: bool = False
    parent: str = ""


def read_open_document(data: bytes) -> Draft:
    """Read an OpenDocument text; raises `Unreadable`."""
    try:
        with open_archive(data) as archive:
            names = set(archive.namelist())
            content = parse(archive.read("content.xml"))
            styles = parse(archive.read("styles.xml")) if "styles.xml" in names else content
            meta = parse(archive.read("meta.xml")) if "meta.xml" in names else etree.Element("m")
    except DAMAGED:
        raise Unreadable("is not an OpenDocument text that can be read; save it again") from None
    text = content.find(f".//{_q('office:text')}")
    if text is None:
        raise Unreadable("is an OpenDocument file without a text; save the text as .odt")
    body = html.Element("div")
    _Reader(_looks(styles, content)).fill(body, text)
    about = {etree.QName(e).localname: (e.text or "").strip() for e in meta.iter("{*}*")}
    language = about.get("language", "")
    heading = body.find("h1")
    keys = known(
        title=said(about.get("title")) or ("" if heading is None else str(heading.text_content())),
        date=day(about.get("creation-date", "")[:19]) or day(about.get("date", "")[:19]),
        authors=people(
            [about.get("initial-creator") or about.get("creator", "")], "", language or "en"
        ),
        language=language,
        description=said(about.get("description")),
    )
    unread = [dated(keys["date"])] if "date" in keys else []
    return Draft(to_markdown(body), keys=keys, unread=(*unread, *name_places(body)))


def _looks(*trees: etree._Element) -> dict[str, _Look]:
    found: dict[str, _Look] = {}
    for tree in trees:
        for style in tree.iter(_q("style:style")):
            tags = []
            for look in style.iter(_q("style:text-properties")):
                position = look.get(_q("style:text-position"), "")
                if position.startswith("super") or re.match(r"[1-9]", position):
                    tags.append("sup")
                elif position.startswith(("sub", "-")):
                    tags.append("sub")
                if look.get(_q("fo:font-weight")) == "bold":
                    tags.append("b")
                if look.get(_q("fo:font-style")) == "italic":
                    tags.append("i")
            parent = style.get(_q("style:parent-style-name"), "")
            found[style.get(_q("style:name"), "")] = _Look(tuple(tags), False, parent)
        for row in tree.iter(_q("text:list-style")):
            first = next(iter(row), None)
            numbered = first is not None and first.tag == _q("text:list-level-style-number")
            found[row.get(_q("style:name"), "")] = _Look((), numbered)
    return found


class _Reader:
    """Writes elements of OpenDocument as those of HTML."""

    def __init__(self, looks: Mapping[str, _Look]) -> None:
        self._looks = looks
        self._notes = 0
        self._ends: dict[str, int] = {}

    def fill(self, target: etree._Element, source: etree._Element) -> None:
        """Put the blocks within one element into another."""
        for child in source:
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            if child.tag == _q("text:h"):
                level = child.get(_q("text:outline-level"), "1")
                number = min(6, max(1, int(level))) if level.isdigit() else 1
                self._inline(_put(target, f"h{number}"), child)
            elif child.tag == _q("text:p"):
                self._paragraph(target, child)
            elif child.tag == _q("text:list"):
                self._list(target, child, "")
            elif child.tag == _q("table:table"):
                self._table(target, child)
            elif name in ("tracked-changes", "sequence-decls", "forms", "variable-decls"):
                continue
            else:
                self.fill(target, child)

    def _paragraph(self, target: etree._Element, source: etree._Element) -> None:
        style = source.get(_q("text:style-name"), "")
        names = f"{style} {self._looks.get(style, _Look()).parent}"
        if re.search("Quot", names):
            last = target[-1] if len(target) else None
            target = (
                last
                if last is not None and last.tag == "blockquote"
                else _put(target, "blockquote")
            )
        tag = "h1" if re.search(r"\bTitle\b", names) else "pre" if "Preformatted" in names else "p"
        self._inline(_put(target, tag), source)

    def _list(self, target: etree._Element, source: etree._Element, above: str) -> None:
        style = source.get(_q("text:style-name"), above)
        row = _put(target, "ol" if self._looks.get(style, _Look()).numbered else "ul")
        at = self._ends.get(style, 0) if source.get(_q("text:continue-numbering")) == "true" else 0
        for item in source.iterchildren(_q("text:list-item"), _q("text:list-header")):
            start = item.get(_q("text:start-value"), "")
            at = int(start) if re.fullmatch(r"\d{1,9}", start, re.ASCII) else at + 1
            element = _put(row, "li")
            if row.tag == "ol":
                element.set("value", str(at))
            for child in item:
                if child.tag == _q("text:list"):
                    self._list(element, child, style)
                else:
                    holder = etree.Element("x")
                    holder.append(child)
                    self.fill(element, holder)
        self._ends[style] = at

    def _table(self, target: etree._Element, source: etree._Element) -> None:
        table = _put(target, "table")
        for row in source.iter(_q("table:table-row")):
            if next(row.iterancestors(_q("table:table")), None) is not source:
                continue
            line = _put(table, "tr")
            for cell in row.iterchildren(_q("table:table-cell")):
                element = _put(line, "td")
                for kind in ("column", "row"):
                    span = cell.get(_q(f"table:number-{kind}s-spanned"), "1")
                    element.set("colspan" if kind == "column" else "rowspan", span)
                self.fill(element, cell)

    def _inline(self, target: etree._Element, source: etree._Element) -> None:
        _say(target, source.text or "")
        for child in source:
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            if name == "s":
                _say(target, " ")
            elif name == "tab":
                _say(target, " ")
            elif name == "line-break":
                _put(target, "br")
            elif name == "note":
                self._note(target, child)
            elif name == "a":
                link = _put(target, "a")
                link.set("href", child.get(_q("xlink:href"), ""))
                self._inline(link, child)
            elif name == "frame":
                title = child.findtext("{*}desc") or child.findtext("{*}title") or ""
                _put(target, "img").set("alt", title)
            elif name == "span":
                inner = target
                for tag in self._looks.get(child.get(_q("text:style-name"), ""), _Look()).tags:
                    inner = _put(inner, tag)
                self._inline(inner, child)
            elif name not in (
                "annotation",
                "annotation-end",
                "change",
                "change-start",
                "change-end",
            ):
                self._inline(target, child)
            _say(target, child.tail or "")

    def _note(self, target: etree._Element, source: etree._Element) -> None:
        self._notes += 1
        mark = _put(target, "sup")
        mark.set("data-noted", f"note-{self._notes}")
        mark.text = str(self._notes)
        body = source.find(_q("text:note-body"))
        root = target
        while (above := root.getparent()) is not None:
            root = above
        note = etree.Element("div")
        note.set("data-note", f"note-{self._notes}")
        if body is not None:
            self.fill(note, body)
        root.append(note)


def _put(target: etree._Element, tag: str) -> etree._Element:
    element = html.Element(tag)
    target.append(element)
    return element


def _say(target: etree._Element, text: str) -> None:
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text
