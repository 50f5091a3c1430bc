"""Elements → Markdown that every reader of it takes for the same words, links and places.

It keeps to what CommonMark and Python-Markdown have in common, and to HTML where they have nothing
in common. A character that could be markup to one of them, to an extension or to a template
language before them is written so that it is none.
"""

import re
from collections.abc import Iterator
from html import escape as escape_html
from itertools import chain

from lxml import etree

BLOCKS = frozenset(
    "address article aside blockquote dd details div dl dt figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hr li main nav noscript ol p pre section summary svg table ul".split()
)
NOTHING = frozenset("button form input label noscript script style svg template".split())
"""What needs a script or a style sheet of the site."""
KEPT = frozenset("abbr cite del ins kbd s small sub sup u".split())
EMPHASIS = {"em": "*", "i": "*", "strong": "**", "b": "**"}

BLANKS = re.compile(r"[ \t\n\r\f]+")
EVERYWHERE = r"\`*_[]#"
MARKUP = re.compile(
    r"[\\`*_\[\]#<{|~^&=+\-.!]"
    r"(?:(?<=[\\`*_\[\]#<{|~^])|(?<=&)(?=#?\w+;|$)"
    r"|(?<==)(?==)|(?<=\+)(?=\+)|(?<=-)(?=-)|(?<=\.)(?=\.\.)|(?<=!)(?=!))"
)
"""Markup everywhere, and markup in some dialect: that is escaped as all of them understand.

What follows the character is looked at last, since a class of characters is searched for fastest.
"""
MARKUP_AT_START = re.compile(r"\d+[.)](?= |$)|[-+>=:?/]|!(?!\[)")
NO_SPAN = re.compile(r"[`{|]")
UNSAFE_IN_ADDRESS = re.compile(r"[\s()<>{}|\\^`]")


def escape(text: str) -> str:
    """Text within a line as Markdown that reads as this text."""
    return MARKUP.sub(_escaped, text)


def line(text: str) -> str:
    """Text that is a block of its own, as Markdown that reads as this text, on one line."""
    return _paragraph(escape(text))


def convert(root: etree._Element) -> str:
    """What is within an element, as Markdown. A first-level heading is left out: it is the title.

    An `id` stays: of a heading as an attribute, of anything else as an empty element before it.
    """
    return "\n\n".join(_inside(root))


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}" if found[0] in EVERYWHERE else _reference(found)


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _paragraph(inline: str) -> str:
    """Finished pieces of a line as a block that nothing takes for a list, a heading or the like."""
    is_plain = inline.isprintable() and "  " not in inline
    text = (inline if is_plain else BLANKS.sub(" ", inline)).strip(" ")
    found = MARKUP_AT_START.match(text)
    return f"{found[0][:-1]}&#{ord(found[0][-1])};{text[found.end() :]}" if found else text


def _inside(element: etree._Element) -> Iterator[str]:
    """The blocks within an element; what stands between them is a paragraph."""
    pieces = [escape(element.text or "")]
    for child in element:
        if child.tag in BLOCKS:
            yield from filter(None, (_paragraph("".join(pieces)), *_block(child)))
            pieces = []
        else:
            pieces.append(_span(child))
        pieces.append(escape(child.tail or ""))
    yield from filter(None, (_paragraph("".join(pieces)),))


def _block(element: etree._Element) -> Iterator[str]:
    tag = element.tag
    if tag in NOTHING:
        return
    anchor = element.get("id")
    if tag in ("h2", "h3", "h4", "h5", "h6"):
        name = f" {{#{anchor}}}" if anchor else ""
        yield f"{'#' * int(tag[1])} {BLANKS.sub(' ', _spans(element)).strip()}{name}"
        return
    if anchor and tag != "li":
        yield f'<div id="{escape_html(anchor)}"></div>'
    if tag in ("p", "summary"):
        text = _paragraph(_spans(element))
        strong = text and (tag == "summary" or element.get("class") == "label")
        yield f"**{text}**" if strong else text
    elif tag in ("ul", "ol"):
        yield _list(element)
    elif tag == "dl":
        facts = element.iter("dt", "dd")
        rows = (f"\n- {_line(e)}:" if e.tag == "dt" else f" {_line(e)}" for e in facts)
        yield "".join(rows).strip()
    elif tag == "blockquote":
        text = "\n\n".join(_inside(element))
        yield "\n".join(f"> {row}".rstrip(" ") for row in text.split("\n"))
    elif tag == "table":
        yield _table(element)
    elif tag == "pre":
        yield f"<pre><code>{_code(element)}</code></pre>"
    elif tag == "hr":
        yield "---"
    elif tag == "figure" and element.find("svg") is not None:
        yield from chain.from_iterable(map(_block, element.iter("details")))
    elif tag != "h1":
        yield from _inside(element)


def _list(element: etree._Element) -> str:
    items: list[tuple[str, list[str]]] = []
    first = int(element.get("start", "1"))
    for number, item in enumerate(element.iterchildren("li"), first):
        blocks = list(_inside(item))
        if value := item.get("value"):  # Markdown cannot leave a number out
            blocks[:1] = [f"{value}: {blocks[0] if blocks else ''}"]
        if anchor := item.get("id"):
            blocks[:1] = [f'<a id="{escape_html(anchor)}"></a>{blocks[0] if blocks else ""}']
        items.append(("- " if value or element.tag == "ul" else f"{number}. ", blocks))
    loose = any(len(blocks) > 1 for _, blocks in items)
    rows = (
        marker + "\n\n".join(blocks).replace("\n", "\n" + " " * max(4, len(marker)))
        for marker, blocks in items
    )
    return re.sub(r"\n +\n", "\n\n", ("\n\n" if loose else "\n").join(rows))


def _table(element: etree._Element) -> str:
    rows = [[_line(cell) for cell in row] for row in element.iter("tr")]
    if not rows:
        return ""
    sides = [cell.get("class", "").removeprefix("align-") for cell in next(element.iter("tr"))]
    rule = [{"left": ":--", "right": "--:", "center": ":-:"}.get(side, "---") for side in sides]
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:]))


def _line(element: etree._Element) -> str:
    """All that is within an element, on one line."""
    return "<br>".join(_inside(element))


def _spans(element: etree._Element) -> str:
    """What is within an element that holds no blocks, as pieces of a line."""
    if element.get("class") == "byline":  # a style sheet sets its facts apart
        return " · ".join(filter(None, map(_span, element)))
    pieces = [escape(element.text or "")]
    for child in element:
        pieces += (_span(child), escape(child.tail or ""))
    return "".join(pieces)


def _span(element: etree._Element) -> str:
    tag = element.tag
    if not isinstance(tag, str) or tag in NOTHING:  # a comment has no name
        return ""
    anchor = element.get("id")
    name = f'<a id="{escape_html(anchor)}"></a>' if anchor else ""
    if tag == "br":
        return "<br>"
    if tag == "img":
        return f"{name}![{escape(element.get('alt', ''))}]({address(element.get('src', ''))})"
    if tag == "code":
        text = "".join(map(str, element.itertext()))
        plain = text.strip() and not NO_SPAN.search(text)
        return name + (f"`{text}`" if plain else f"<code>{_code(element)}</code>")
    text = _spans(element)
    inner = text.strip()
    if not inner:
        return name + text
    if tag == "a" and (href := element.get("href")):
        inner = f"[{inner}]({address(href)})"
        text = f" {text}" if element.get("class") == "step" else text
    elif tag in EMPHASIS:
        sign = EMPHASIS[tag]
        clear = inner[0].isalnum() and inner[-1].isalnum()
        clear &= bool(element.tail) or element.getnext() is None
        inner = f"{sign}{inner}{sign}" if clear else f"<{tag}>{inner}</{tag}>"
    elif tag == "q":
        inner = f"“{inner}”"
    elif tag in KEPT or element.get("class") == "noted":
        tag = tag if tag in KEPT else "u"
        inner = f"<{tag}>{inner}</{tag}>"
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{name}{before}{inner}{after}"


def _code(element: etree._Element) -> str:
    """Text of which Markdown and HTML read each character as it is, wherever it stands."""
    return re.sub(r"[^\w ]", _reference, "".join(map(str, element.itertext())), flags=re.ASCII)


def address(url: str) -> str:
    """An address as the target of a link."""
    coded = UNSAFE_IN_ADDRESS.sub(lambda c: "".join(f"%{b:02X}" for b in c[0].encode()), url)
    coded = re.sub(r"&(?=#?\w+;)", "&amp;", coded)
    return f"<{coded}>" if "'" in coded or '"' in coded else coded
