"""A file as it comes → `Draft`: its text as a seed holds it, and what the file says of itself.

Needs the dependency group `add`; the site is built without this module.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Literal
from xml.parsers.expat import ExpatError

import mammoth
import trafilatura
from charset_normalizer import from_bytes
from lxml import etree, html
from lxml.html import defs
from markdownify import MarkdownConverter
from trafilatura.htmlprocessing import convert_to_html
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document

from dossier.importing.pdf import Locked, read_pdf
from dossier.reading.front_matter import SeedKeys, parse, split

Value = str | date | list[str] | dict[str, str]


FEWEST_WORDS = 20
"""What is left of a web page that is no article has fewer."""


class Unreadable(Exception):
    """Says why nothing could be read of a file."""


@dataclass(frozen=True)
class Draft:
    """What was read of a file. `keys` is its front matter; `unread` says what is missing.

    `front_matter` is what the file itself has, already checked: it is kept as it stands.
    """

    text: str
    suffix: Literal[".md", ".txt"] = ".md"
    keys: Mapping[str, Value] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    front_matter: str = ""


def extract(path: Path) -> Draft:
    """Read a file by what its name says it is; raises `Unreadable` or `Problems`."""
    readers: dict[str, Callable[[Path], Draft]] = {
        ".html": read_page,
        ".htm": read_page,
        ".docx": read_word,
        ".pdf": read_portable,
        ".md": read_text_file,
        ".txt": read_text_file,
    }
    try:
        if path.is_dir():
            raise Unreadable("is a folder; name the files in it")
        if path.suffix.lower() not in readers:
            raise Unreadable(f"is not one of {', '.join(readers)}; save it as one of these")
        draft = readers[_kind(path)](path)
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror}); check the file") from None
    if not draft.text.strip():
        raise Unreadable("has no text that can be read")
    return draft


def _kind(path: Path) -> str:
    """The suffix that a file should have: where it surely begins as another kind, that one's."""
    with path.open("rb") as file:
        start = file.read(500).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start:
        raise Unreadable("is empty")
    for beginning, suffix in BEGINNINGS.items():
        if start.startswith(beginning):
            return suffix
    return path.suffix.lower()


BEGINNINGS = {
    b"%pdf": ".pdf",
    b"pk\x03\x04": ".docx",
    b"<!doctype html": ".html",
    b"<html": ".html",
}

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ADVERTISING = " or ".join(
    f"contains(concat(' ', translate(@{attribute}, '{CAPITALS}-_', '{CAPITALS.lower()}  '), ' '),"
    f" '{word}')"
    for attribute in ("class", "id")
    for word in (
        *(" ad ", " ads ", "advert", "sponsor", "promo", "cookie", "consent"),
        *("also read", "read also", "related", "recommended", "newsletter"),
    )
)


SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)(https?://[^\s>]+) -->")
"""What browsers write above a page that they save."""


def read_page(path: Path) -> Draft:
    """Take the article out of a saved web page: no menus, advertising, scripts."""
    data = path.read_bytes()
    tree = trafilatura.load_html(data)
    if tree is None:
        raise Unreadable("is not a web page that can be read; save the page again")
    saved = SAVED_FROM.search(data[:5000])
    known = extract_metadata(
        tree,
        default_url=saved[1].decode("ascii", "ignore") if saved else None,
        date_config={"original_date": True, "extensive_search": False},
    )
    language = (tree.get("lang") or "").replace("_", "-")
    if known.url:
        tree.make_links_absolute(known.url)
    found = trafilatura.bare_extraction(
        tree,
        url=known.url,
        include_links=True,
        include_tables=True,
        include_formatting=True,
        include_images=True,
        include_comments=False,
        prune_xpath=[f"//body//*[{ADVERTISING}]"],
    )
    markup = _as_html(found.body) if isinstance(found, Document) else ""
    text = to_markdown(markup) if markup else ""
    if len(text.split()) < FEWEST_WORDS:
        raise Unreadable("holds no article that could be told from the page around it")
    site = known.sitename or known.hostname
    names = [name.strip() for name in (known.author or "").split(";")]
    keys = _keys(
        title=known.title,
        date=_day(known.date),
        authors=[name for name in names if name and name != site],
        source=_keys(name=site, url=known.url),
        language=language,
        description=known.description,
    )
    return Draft(text, keys=keys, unread=_left_out(markup))


def _as_html(body: etree._Element) -> str:
    """What trafilatura found as HTML, with the numbers of lists that it would leave out."""
    for element in body.iter("list"):
        if element.get("rend") == "ol":
            element.tag = "ol"
    return etree.tostring(convert_to_html(body), encoding="unicode", method="html")


def read_word(path: Path) -> Draft:
    """Convert a Word file: its headings, lists, quotations and tables."""
    file = BytesIO(path.read_bytes())
    try:
        result = mammoth.convert_to_html(file, style_map=WORD_STYLES)
        with zipfile.ZipFile(file) as archive:
            core = archive.read(CORE) if CORE in archive.namelist() else b"<core/>"
        properties = etree.fromstring(core, etree.XMLParser(resolve_entities=False))
    except DAMAGED:
        raise Unreadable("is not a Word file that can be read; save it again as .docx") from None
    known = {
        etree.QName(element).localname: (element.text or "").strip()
        for element in properties.iter()
        if isinstance(element.tag, str)
    }
    markup: str = result.value
    heading = re.match(r"<h1>(.+?)</h1>", markup)
    keys = _keys(
        title=known.get("title") or (html.fromstring(heading[0]).text_content() if heading else ""),
        date=_day(known.get("created")),
        authors=[name.strip() for name in known.get("creator", "").split(";") if name.strip()],
        language=known.get("language"),
        description=known.get("description"),
    )
    unread = [*_dated(keys), *_left_out(markup)]
    unread += [m.message for m in result.messages if "style" not in m.message]
    return Draft(to_markdown(markup), keys=keys, unread=tuple(unread))


CORE = "docProps/core.xml"
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, RuntimeError, OSError, KeyError, ValueError),
    *(ExpatError, etree.LxmlError),
)
"""What is raised where a file is no ZIP, not a whole one, locked, of another kind or bad XML."""
WORD_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote:fresh > p:fresh
p[style-name='Intense Quote'] => blockquote:fresh > p:fresh
"""


def read_portable(path: Path) -> Draft:
    """Read a PDF: its columns one after the other, its lines as paragraphs and headings."""
    try:
        found = read_pdf(path)
    except Locked:
        raise Unreadable("asks for a password; save it without one") from None
    if not found:
        raise Unreadable("is not a PDF that can be read, or not all of one; save it again")
    marks = {"heading": "## ", "item": "- ", "paragraph": ""}
    blocks = [marks[block.kind] + escape(block.text) for block in found.blocks]
    if not blocks:
        raise Unreadable("has no text, only pictures of pages; have its letters recognised first")
    text = re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", "\n\n".join(blocks))
    heading = next((block.text for block in found.blocks if block.kind == "heading"), "")
    names = [name.strip() for name in re.split(r"[;,]|\sand\s", found.author)]
    keys = _keys(
        title=heading if MADE_UP.match(found.title) else found.title,
        date=_day(found.created),
        authors=[name for name in names if name and not MADE_UP.match(name)],
    )
    unread = [*_dated(keys)]
    unread += [f"page {number} has no text (a picture of one?)" for number in found.empty]
    unread += [*_pictures(found.pictures)]
    if found.furniture:
        unread.append(f"running heads are left out: {', '.join(found.furniture)}")
    return Draft(text, keys=keys, unread=tuple(unread))


MADE_UP = re.compile(
    r"(?i)$|untitled|anonymous$|\(?unspecified|unknown$|microsoft \w+ - |.*\.(docx?|indd|pdf|qxp)$"
)
"""What programs write for a title or an author that they do not know."""


def _dated(keys: Mapping[str, Value]) -> Iterator[str]:
    if "date" in keys:
        yield f"dated {keys['date']}, the day when the file was made; correct it if need be"


ENCODINGS = """
utf_16 utf_16_le utf_16_be utf_32 cp1252 mac_roman cp1250 cp1251 koi8_r cp1253 cp1255 cp1256
gb18030 big5 cp932 euc_kr
""".split()
"""In which texts come; of others that a text may be in by chance, none is used any more."""


def read_text_file(path: Path) -> Draft:
    """Take a text or Markdown file as it is; without HTML, and with its own front matter."""
    data = path.read_bytes()
    unread: list[str] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        matches = list(from_bytes(data, cp_isolation=ENCODINGS))
        best = [match for match in matches if match.chaos == matches[0].chaos]
        found = [encoding for match in best for encoding in match.could_be_from_charset]
        if not found:
            raise Unreadable("is in no encoding that is known; save the file as UTF-8") from None
        encoding = "cp1252" if "cp1252" in found else found[0]
        text = data.decode(encoding)
        unread.append(f"it is not UTF-8 and was read as {encoding}; check its letters")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front_matter, body, _ = split(path.name, text)
    parse(path.name, front_matter, SeedKeys)
    if path.suffix.lower() == ".txt":
        return Draft(body, ".txt", {}, tuple(unread), front_matter)
    body, taken = without_html(body)
    unread += [f"HTML was taken out: {', '.join(taken)}"] if taken else []
    return Draft(body, ".md", {}, tuple(unread), front_matter)


class _Converter(MarkdownConverter):
    """Writes the Markdown that seeds are read with, where HTML is shown as text."""

    def escape(self, text: str, parent_tags: Iterable[str]) -> str:
        escaped = escape(text)
        return escaped.replace("|", r"\|") if {"td", "th"} & set(parent_tags) else escaped

    def convert_a(self, el: object, text: str, parent_tags: set[str]) -> str:
        href = _attribute(el, "href")
        if re.match("#(foot|end)note-", href):
            return "" if "note-ref-" in href else f"[^{href[1:]}]"
        if not re.match(r"https?://|mailto:", href) or not text.strip():
            return text
        return f"[{text.strip()}]({href.replace(' ', '%20').replace(')', '%29')})"

    def convert_li(self, el: object, text: str, parent_tags: set[str]) -> str:
        note = _attribute(el, "id")
        if re.match("(foot|end)note-", note):
            return f"[^{note}]: " + text.strip().replace("\n", "\n    ") + "\n"
        return str(super().convert_li(el, text, parent_tags))  # type: ignore[misc]

    def convert_img(self, el: object, text: str, parent_tags: set[str]) -> str:
        return ""


def _attribute(el: object, name: str) -> str:
    return str(getattr(el, "get")(name) or "")  # noqa: B009 — bs4's Tag, not a dependency of ours


def to_markdown(markup: str) -> str:
    converter = _Converter(heading_style="ATX", bullets="-", table_infer_header=True)
    text = re.sub(r"[ \t]+\n", "\n", converter.convert(markup))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def escape(text: str) -> str:
    """Let no character of a text be taken for Markdown or an entity."""
    text = re.sub(r"([\\`*\[\]])|(?<!\w)_|_(?!\w)", r"\\\g<0>", text)
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;")
    return re.sub(r"(?m)^(\s*)([#>]|[+-](?=[\s-]|$)|\d+(?=\.(?:\s|$)))", _escape_start, text)


def _escape_start(found: re.Match[str]) -> str:
    return found[1] + (f"{found[2]}\\" if found[2].isdigit() else f"\\{found[2]}")


TAG = re.compile(
    rf"""</?({"|".join(sorted(defs.tags, key=len, reverse=True))}|[a-z][a-z0-9]*-[a-z0-9-]*)
    (?:\s+[\w:@.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>`=]+)
      |\s+(?:allowfullscreen|async|controls|defer|hidden|loop|muted|open|reversed))*\s*/?>""",
    re.IGNORECASE | re.VERBOSE,
)
"""What is surely one: `a <b and c> d` compares, and no element is called `y`."""


def without_html(text: str) -> tuple[str, list[str]]:
    """Markdown without the HTML in it; and the names of the elements that were taken out."""
    taken: dict[str, None] = {}

    def note(found: re.Match[str]) -> str:
        taken[found[1].lower() if found[1] else "a comment"] = None
        return ""

    code = re.split(r"(?ms)(^(?:```|~~~).*?^(?:```|~~~)[ \t]*$|`[^`\n]+`)", text)
    for index in range(0, len(code), 2):
        part = re.sub(r"(?s)<!--.*?-->()", note, code[index])
        part = re.sub(r"(?is)<(script|style|iframe|svg)\b.*?</\1\s*>", note, part)
        code[index] = TAG.sub(note, part)
    return "".join(code), list(taken)


def _left_out(markup: str) -> tuple[str, ...]:
    return _pictures(sum(1 for _ in html.fromstring(markup or "<p/>").iter("img", "graphic")))


def _pictures(count: int) -> tuple[str, ...]:
    return (f"{count} {'picture is' if count == 1 else 'pictures are'} left out",) if count else ()


def _day(text: str | None) -> date | None:
    try:
        return datetime.fromisoformat(text).date() if text else None
    except ValueError:
        return None


def _keys(**values: object) -> dict[str, Value]:
    """The values that are there."""
    return {key: value for key, value in values.items() if value}  # type: ignore[misc]
