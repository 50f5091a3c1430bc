"""What the policy would block in a file of the site, or what would leave this host."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from dossier.core.addresses import Way, way

HTML = frozenset({".html", ".htm"})
XML = frozenset({".svg", ".xhtml", ".xht", ".xml", ".xsl", ".xslt"})
"""Files in which a browser runs scripts just as in a page."""
SUFFIXES = HTML | XML | {".css"}
ACTING = frozenset(
    {
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1998/Math/MathML",
    }
)
"""The namespaces whose elements a browser acts on, in whatever XML they stand."""

_DATA = ("application/json", "application/ld+json")
_FRAMES = ("iframe", "object", "embed", "frame", "applet", "portal", "fencedframe")
_INLINE = {
    f"//script[not(@src or @href) and not({' or '.join(f'@type={kind!r}' for kind in _DATA)})]": (
        "holds an inline script; move it into a file in docs/assets/"
    ),
}
_FORBIDDEN = {
    "//@*[starts-with(name(), 'on')]": (
        "holds an event attribute; add a listener in a script in docs/assets/"
    ),
    "//iframe/@srcdoc": "holds a page within the page; link to a page instead",
    " | ".join(f"//{frame}" for frame in _FRAMES): "holds a frame or plug-in; link to it instead",
}
_STYLES = {
    "//style": "holds a style element; move it into a style sheet in docs/assets/",
    "//@style": "holds a style attribute; give the element a class, and the class a style",
}
_RARE = frozenset({"style", *_FRAMES})
"""Elements and attributes that a page may not have."""
_LOADING = (
    *("src", "srcset", "imagesrcset", "poster", "background", "data", "manifest", "lowsrc"),
    *("dynsrc", "codebase", "archive", "action", "formaction", "attributionsrc", "xlink:href"),
)
_LINKING = ("src", "data", "action", "formaction", "xlink:href", "to", "from", "by", "values")
_LISTS = frozenset({"srcset", "imagesrcset", "ping", "archive", "attributionsrc"})
_PLAIN_LINK = (
    "self::a or self::area or self::link[@rel='canonical' or @rel='alternate' or @rel='license']"
)
_HERE = r"(?:[\w.?#](?:[\w./?=#%~+-]|&amp;)*+)?"
_NAMED = r"""(?:[ \n](?:(?:aria|data)-[a-z-]+|charset|cite|class|content|d|datetime|dir|download|for
  |height|hidden|id|lang|media|name|open|placeholder|property|rel|role|scope|sizes|stroke-width|tabindex
  |target|text-anchor|title|type|value|viewBox|width|x|xmlns|y)(?![\w-])(?:="[^"]*+")?
  |[ ]http-equiv="Content-Security-Policy")"""
_PLAIN = re.compile(
    rf"""(?>[^<]++ | </[a-z][a-z0-9]*+>
  | <(?:article|aside|b|base|blockquote|body|br|button|caption|cite|code|dd|details|div|dl|dt|em
     |figcaption|figure|footer|g|h[1-6]|head|header|hr|html|i|input|label|li|main|mark|meta|nav|ol
     |option|p|path|pre|q|rect|section|select|small|span|strong|sub|summary|sup|svg|table|tbody|td
     |text|tfoot|th|thead|time|title|tr|tspan|ul|wbr){_NAMED}*+[ ]?/?>
  | <a(?>{_NAMED} | [ ]href="(?:https?://[^"]*+|{_HERE})")*+>
  | <link(?>{_NAMED} | [ ]href="{_HERE}")*+>
  | <link[ ]rel="(?:alternate|canonical|license)"(?>{_NAMED} | [ ]href="https?://[^"]*+")*+>
  | <form(?>{_NAMED} | [ ]action="{_HERE}")*+>
  | <script(?=[^>]*[ ]src=)(?>[ ](?:type="module"|defer) | [ ]src="{_HERE}")*+></script>
  | <script[ ]type="application/(?:ld\+)?json">[^<]*+</script>
  | <!doctype[ ]html>)*+""",
    re.X,
)
"""Most pages: text, and tags of elements and attributes that load nothing and lead nowhere else.

What is written so strictly is read in one way only, and to look through its tree takes ten times as
long.
"""
_find_pings = etree.XPath("//@ping")
_find_refreshes = etree.XPath("//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']/@content")
_find_inline = {etree.XPath(path): message for path, message in _INLINE.items()}
_find_forbidden = {etree.XPath(path): message for path, message in _FORBIDDEN.items()}
_find_styles = {etree.XPath(path): message for path, message in _STYLES.items()}
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*(?:url\s*=)?\s*['\"]?(.*)", re.I | re.S)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.I)
_CSS_ADDRESS = re.compile(
    r"""\b(?:url|src)\(\s*(["']?)(?P<call>.*?)\1\s*\)"""
    r"""|(?:@import|image-set\(|image\(|cross-fade\()[^;{}]*?(["'])(?P<text>.*?)\3""",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True)
class Blocked:
    """Something on a line of a built file, what is wrong with it, and how to put it right.

    `words` stand on the line on which it was written, too. A file that `is_unreadable` was not
    looked at any further.
    """

    line: int
    message: str
    words: tuple[str, ...] = ()
    is_unreadable: bool = False


def find_in_file(suffix: str, data: bytes) -> Iterator[Blocked]:
    """What is wrong with a file of one of the `SUFFIXES`."""
    if suffix in XML:
        yield from _find_in_xml(data)
        return
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        yield Blocked(line, message, is_unreadable=True)
        return
    yield from find_in_css(text) if suffix == ".css" else find_blocked(text)


def find_blocked(page: str) -> Iterator[Blocked]:
    """What a page, or a part of one, holds that the policy would block or that would leave."""
    if _PLAIN.fullmatch(page):
        return
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    tree = etree.fromstring(page.encode(), parser) if page.strip() else None
    if tree is not None:
        yield from _find_in_tree(tree)


def find_in_css(text: str) -> Iterator[Blocked]:
    """What a style sheet loads from another host."""

    def blank(found: re.Match[str]) -> str:
        return "\n" * found[0].count("\n")

    def unescape(found: re.Match[str]) -> str:
        character = chr(min(int(found[1], 16), 0x10FFFF)) if found[1] else found[2]
        return character + blank(found)

    plain = _ESCAPE.sub(unescape, _COMMENT.sub(blank, text))
    for found in _CSS_ADDRESS.finditer(plain):
        address = found["call"] if found["call"] is not None else found["text"]
        if way(address) is not Way.HERE and not address.lstrip().lower().startswith("data:"):
            line = plain.count("\n", 0, found.start()) + 1
            yield Blocked(line, "loads from another host; copy the file into docs/assets/")


def _find_in_xml(data: bytes) -> Iterator[Blocked]:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        yield Blocked(1, "is no XML; mend it, or move it out of docs/", is_unreadable=True)
        return
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None and [*tree.docinfo.internalDTD.iterentities()]:
        yield Blocked(1, "declares entities; write out what they stand for")
    for node in (root, *root.itersiblings(preceding=True)):
        if isinstance(node, etree._ProcessingInstruction) and node.target == "xml-stylesheet":
            message = "has a style sheet by an instruction; put the styles into the file"
            yield Blocked(_line(node), message)
    for element in root.iter(etree.Element):
        acts = etree.QName(element).namespace in ACTING
        element.tag = etree.QName(element).localname.lower() if acts else "inert"
        for name in [*element.attrib]:
            if not acts:
                del element.attrib[name]
                continue
            local = etree.QName(name).localname.lower()
            if local != name:
                value = element.attrib.pop(name)
                element.set(local, value)
    is_picture = root.tag == "svg"
    yield from _find_in_tree(root, with_styles=not is_picture)
    for style in root.iter("style") if is_picture else ():
        for found in find_in_css("".join(style.itertext())):
            yield Blocked(_line(style) + found.line - 1, found.message)


def _find_in_tree(tree: etree._Element, with_styles: bool = True) -> Iterator[Blocked]:
    """What is wrong in a tree. To look for names that it does not have would take longest."""
    names = {
        name for element in tree.iter(etree.Element) for name in (element.tag, *element.attrib)
    }
    forbidden = _find_inline
    if names & _RARE or any(name.startswith("on") for name in names):
        forbidden = _find_inline | _find_forbidden | (_find_styles if with_styles else {})
    for find, message in forbidden.items():
        yield from (_blocked(found, message) for found in _all(tree, find))
    loading = tuple(name for name in _LOADING if name in names)
    for found in _all(tree, _finder(f"//*[not({_PLAIN_LINK})]/@href", loading)):
        for address in _addresses(found):
            if (kind := way(address)) is Way.ELSEWHERE:
                message = f"loads {address.strip()[:80]} from elsewhere; copy it into docs/assets/"
                yield _blocked(found, message)
            elif kind is Way.NOWHERE:
                yield _blocked(found, unreadable(address))
    for found in _all(tree, _find_pings) if "ping" in names else ():
        if any(way(address) is not Way.HERE for address in _addresses(found)):
            yield _blocked(found, "tells another host of each click; take out `ping`")
    linking = tuple(name for name in _LINKING if name in names)
    for found in _all(tree, _finder("//@href", linking)):
        if any(way(address) is Way.SCRIPT for address in str(found).split(";")):
            yield _blocked(found, "holds a `javascript:` link; link to a page instead")
    for found in _all(tree, _find_refreshes) if "http-equiv" in names else ():
        refresh = _REFRESH.match(str(found))
        if refresh and way(refresh[1]) is not Way.HERE:
            yield _blocked(found, "leads to another host by itself; link to it instead")


@cache
def _finder(path: str, names: tuple[str, ...]) -> etree.XPath:
    """Finds what a path leads to, and all attributes with these names."""
    return etree.XPath(
        " | ".join([path, *(f"//@*[name()={n!r}]" if ":" in n else f"//@{n}" for n in names)])
    )


def unreadable(address: str) -> str:
    """What is said of an address that no browser can read."""
    return f"`{address.strip()[:80]}` is no address that a browser can read; correct it"


def _addresses(found: object) -> list[str]:
    """The addresses in the value of an attribute."""
    name = getattr(found, "attrname", "")
    return re.split(r"[\s,]+", str(found).strip()) if name in _LISTS else [str(found)]


def _all(tree: etree._Element, find: Callable[..., object]) -> list[object]:
    """The elements, or the values of attributes, that an XPath finds."""
    found = find(tree)
    assert isinstance(found, list)
    return found


def _blocked(found: object, message: str) -> Blocked:
    """The problem with an element, or with that which has the attribute."""
    if isinstance(found, etree._ElementUnicodeResult):
        words = (str(found.attrname), *str(found).split())
        return Blocked(_line(found.getparent()), message, words)
    assert isinstance(found, etree._Element)
    return Blocked(_line(found), message, (f"<{found.tag!s}",))


def _line(element: etree._Element | None) -> int:
    return 1 if element is None else element.sourceline or 1
