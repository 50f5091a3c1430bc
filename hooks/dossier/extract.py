"""A file as it comes → `Draft`: its text as a seed holds it, and what the file says of itself.

Needs the dependency group `add`; the site is built without this module.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Literal

import mammoth
import trafilatura
from charset_normalizer import from_bytes
from lxml import etree, html
from markdownify import MarkdownConverter
from trafilatura.metadata import extract_metadata

from dossier.frontmatter import SeedKeys, parse, split
from dossier.pdf import read_pdf

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
    reader = readers.get(path.suffix.lower())
    if not reader:
        raise Unreadable(f"is not one of {', '.join(readers)}; save it as one of these")
    try:
        draft = reader(path)
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror}); check the file") from None
    if not draft.text.strip():
        raise Unreadable("has no text that can be read")
    return draft


ADVERTISING = " or ".join(
    f"contains(concat(' ', translate(@{attribute}, 'ADVERTISMNCOKP-_', 'advertismncokp  '), ' '),"
    f" '{word}')"
    for attribute in ("class", "id")
    for word in (" ad ", " ads ", "advert", "sponsor", "cookie", "consent", "promo")
)


def read_page(path: Path) -> Draft:
    """Take the article out of a saved web page: no menus, advertising, scripts."""
    tree = trafilatura.load_html(path.read_bytes())
    if tree is None:
        raise Unreadable("is not a web page that can be read; save the page again")
    known = extract_metadata(tree, date_config={"original_date": True, "extensive_search": False})
    language = (tree.get("lang") or "").replace("_", "-")
    if known.url:
        tree.make_links_absolute(known.url)
    markup = trafilatura.extract(
        tree,
        url=known.url,
        output_format="html",
        include_links=True,
        include_tables=True,
        include_formatting=True,
        include_images=True,
        include_comments=False,
        prune_xpath=[f"//body//*[{ADVERTISING}]"],
    )
    text = to_markdown(markup) if markup else ""
    if not markup or len(text.split()) < FEWEST_WORDS:
        raise Unreadable("holds no article that could be told from the page around it")
    keys = _keys(
        title=known.title,
        date=_day(known.date),
        authors=[name.strip() for name in (known.author or "").split(";") if name.strip()],
        source=_keys(name=known.sitename or known.hostname, url=known.url),
        language=language,
        description=known.description,
    )
    return Draft(text, keys=keys, unread=_left_out(markup))


def read_word(path: Path) -> Draft:
    """Convert a Word file: its headings, lists, quotations and tables."""
    try:
        with path.open("rb") as file:
            result = mammoth.convert_to_html(file, style_map=WORD_STYLES)
        with zipfile.ZipFile(path) as archive:
            core = archive.read("docProps/core.xml") if CORE in archive.namelist() else b"<core/>"
    except (zipfile.BadZipFile, KeyError, ValueError):
        raise Unreadable("is not a Word file that can be read; save it again as .docx") from None
    known = {
        etree.QName(element).localname: (element.text or "").strip()
        for element in etree.parse(BytesIO(core), etree.XMLParser(resolve_entities=False)).iter()
        if isinstance(element.tag, str)
    }
    keys = _keys(
        title=known.get("title"),
        date=_day(known.get("created")),
        authors=[name.strip() for name in known.get("creator", "").split(";") if name.strip()],
        language=known.get("language"),
        description=known.get("description"),
    )
    unread = [m.message for m in result.messages if "style" not in m.message]
    markup: str = result.value
    return Draft(to_markdown(markup), keys=keys, unread=(*_left_out(markup), *unread))


CORE = "docProps/core.xml"
WORD_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote:fresh > p:fresh
p[style-name='Intense Quote'] => blockquote:fresh > p:fresh
"""


def read_portable(path: Path) -> Draft:
    """Read a PDF: its columns one after the other, its lines as paragraphs and headings."""
    found = read_pdf(path)
    if not found:
        raise Unreadable("is not a PDF that can be read, or asks for a password")
    blocks = [
        f"## {escape(block.text)}"
        if block.kind == "heading"
        else f"- {escape(block.text)}"
        if block.kind == "item"
        else escape(block.text)
        for block in found.blocks
    ]
    if not blocks:
        raise Unreadable("has no text, only pictures of pages; have its letters recognised first")
    text = re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", "\n\n".join(blocks))
    keys = _keys(
        title=found.title,
        date=_day(found.created),
        authors=[name.strip() for name in re.split("[;,]", found.author) if name.strip()],
    )
    unread = [f"page {number} has no text (a picture of one?)" for number in found.empty]
    unread += [f"{found.pictures} pictures are left out"] if found.pictures else []
    return Draft(text, keys=keys, unread=tuple(unread))


def read_text_file(path: Path) -> Draft:
    """Take a text or Markdown file as it is; without HTML, and with its own front matter."""
    data = path.read_bytes()
    unread: list[str] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data).best()
        if not best:
            raise Unreadable("is in no encoding that is known; save the file as UTF-8") from None
        western = "cp1252" in best.could_be_from_charset
        encoding = "cp1252" if western else best.encoding
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
        href = getattr(el, "get")("href") or ""  # noqa: B009 — bs4's Tag, not a dependency of ours
        if not re.match(r"https?://|mailto:", href) or not text.strip():
            return text
        return f"[{text.strip()}]({href.replace(' ', '%20').replace(')', '%29')})"

    def convert_img(self, el: object, text: str, parent_tags: set[str]) -> str:
        return ""


def to_markdown(markup: str) -> str:
    converter = _Converter(
        heading_style="ATX", bullets="-", table_infer_header=True, strip=["script", "style"]
    )
    text = re.sub(r"[ \t]+\n", "\n", converter.convert(markup))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def escape(text: str) -> str:
    """Let no character of a text be taken for Markdown or an entity."""
    text = re.sub(r"([\\`*\[\]])|(?<!\w)_|_(?!\w)", r"\\\g<0>", text)
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;")
    return re.sub(r"(?m)^(\s*)([#>]|[+-](?=[\s-]|$)|\d+(?=\.(?:\s|$)))", _escape_start, text)


def _escape_start(found: re.Match[str]) -> str:
    return found[1] + (f"{found[2]}\\" if found[2].isdigit() else f"\\{found[2]}")


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
        code[index] = re.sub(r"</?([a-zA-Z][a-zA-Z0-9-]*)(?:\s[^<>]*)?/?>", note, part)
    return "".join(code), list(taken)


def _left_out(markup: str) -> tuple[str, ...]:
    count = sum(1 for _ in html.fromstring(markup or "<p/>").iter("img", "graphic"))
    return (f"{count} {'picture is' if count == 1 else 'pictures are'} left out",) if count else ()


def _day(text: str | None) -> date | None:
    try:
        return datetime.fromisoformat(text).date() if text else None
    except ValueError:
        return None


def _keys(**values: object) -> dict[str, Value]:
    """The values that are there."""
    return {key: value for key, value in values.items() if value}  # type: ignore[misc]
