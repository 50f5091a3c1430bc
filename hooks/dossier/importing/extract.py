"""A file as it comes → `Draft`: its text as a seed holds it, and what the file says of itself.

Needs the dependency group `add`; the site is built without this module.
"""

import os
import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from charset_normalizer import from_bytes
from lxml.html import defs

from dossier.core.problems import Problems
from dossier.importing.books import read_book
from dossier.importing.draft import Draft, Unreadable
from dossier.importing.foreign import take_over
from dossier.importing.mail import read_archive, read_mail
from dossier.importing.markdown import lower_text, raise_text
from dossier.importing.open_document import read_open_document
from dossier.importing.page import read_page
from dossier.importing.portable import read_portable
from dossier.importing.rich_text import read_rich_text
from dossier.importing.word import read_word
from dossier.reading.markdown_blocks import read_plain
from dossier.reading.mastheads import read_masthead

LARGEST = 100_000_000
"""Bytes of a file; no article has as many."""

READERS: dict[str, Callable[[bytes], Draft]] = {
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".mhtml": read_archive,
    ".mht": read_archive,
    ".docx": read_word,
    ".odt": read_open_document,
    ".rtf": read_rich_text,
    ".pdf": read_portable,
    ".epub": read_book,
    ".eml": read_mail,
    ".md": lambda data: read_markdown_file(data),
    ".markdown": lambda data: read_markdown_file(data),
    ".txt": lambda data: read_text_file(data),
}
BEGINNINGS = {
    b"{\\rtf": ".rtf",
    b"<!doctype html": ".html",
    b"<html": ".html",
}
ARCHIVES = {
    "word/document.xml": ".docx",
    "content.xml": ".odt",
    "META-INF/container.xml": ".epub",
}
"""The file within an archive by which it is known."""


def extract(path: Path, url: str | None = None) -> Draft:
    """Read a file by what it begins with, else by its name; raises `Unreadable` or `Problems`.

    `url` is where it was fetched from.
    """
    data = read_bytes(path)
    kind = _kind(path.suffix.lower(), data)
    is_page = url and READERS[kind] is read_page
    try:
        draft = read_page(data, url) if is_page else READERS[kind](data)
    except Problems as error:
        raise Problems(replace(each, path=path.name) for each in error.problems) from None
    if url and "source" not in draft.keys:
        name = (urlsplit(url).hostname or "").removeprefix("www.")
        draft = replace(draft, keys={**draft.keys, "source": {"name": name, "url": url}})
    if not draft.text.strip():
        raise Unreadable("has no text that can be read")
    return draft if READERS[kind] in (read_page, read_archive) else with_masthead(draft)


def with_masthead(draft: Draft) -> Draft:
    """The draft with what stands above its text: headline, outlet and day.

    Of a plain text whoever reads the seed finds these. The day there is truer than that of a file.
    """
    start = "\n\n".join(draft.text.split("\n\n", 3)[:3])
    blocks = [
        replace(block, text=re.sub(r"^#{1,6} |\\(?=[-.*_#+])", "", block.text))
        for block in read_plain(start, 1)
    ]
    if draft.suffix == ".txt" or draft.front_matter or not blocks:
        return draft
    _, found = read_masthead(blocks, str(draft.keys.get("title", "")))
    if not found:
        return draft
    keys = dict(draft.keys)
    if found.title:
        keys.setdefault("title", found.title)
    if found.outlet:
        keys.setdefault("source", {"name": found.outlet, "published": found.published})
    if found.day:
        keys["date"] = found.day
    unread = (said for said in draft.unread if not (found.day and said.startswith("dated ")))
    return replace(draft, keys=keys, unread=tuple(unread))


def read_bytes(path: Path) -> bytes:
    """What an ordinary file holds; raises `Unreadable` for any other, and does not wait for it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with open(descriptor, "rb") as file:
            about = os.fstat(descriptor)
            if stat.S_ISDIR(about.st_mode):
                raise Unreadable("is a folder; name the files in it")
            if not stat.S_ISREG(about.st_mode):
                raise Unreadable("is no ordinary file; save its text as one")
            if about.st_size > LARGEST:
                raise Unreadable(f"is larger than {LARGEST // 1_000_000} MB; divide it")
            return file.read(LARGEST + 1)
    except OSError as error:
        if path.is_dir():
            raise Unreadable("is a folder; name the files in it") from None
        raise Unreadable(f"cannot be read ({error.strerror}); check the file") from None


def _kind(suffix: str, data: bytes) -> str:
    """The suffix that a file should have: where it surely begins as another kind, that one's."""
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start:
        raise Unreadable("is empty")
    if suffix not in READERS:
        if start.startswith(b"\xd0\xcf\x11\xe0"):
            raise Unreadable("is a file of an old Word or Excel; save it as .docx")
        raise Unreadable(f"is not one of {', '.join(READERS)}; save it as one of these")
    if suffix not in (".mhtml", ".mht", ".eml") and b"%pdf-" in start:
        return ".pdf"
    if start.startswith(b"pk\x03\x04"):
        return _kind_of_archive(suffix, data)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("is a file of an old Word or Excel, or locked; save it as .docx")
    return next((kind for begin, kind in BEGINNINGS.items() if start.startswith(begin)), suffix)


def _kind_of_archive(suffix: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return suffix if suffix in ARCHIVES.values() else ".docx"
    return next((kind for name, kind in ARCHIVES.items() if name in names), ".docx")


ENCODINGS = """
utf_16 utf_16_le utf_16_be utf_32 cp1252 mac_roman cp1250 cp1251 koi8_r cp1253 cp1255 cp1256
gb18030 big5 cp932 euc_kr
""".split()
"""In which texts come; of others that a text may be in by chance, none is used any more."""


def _decode(data: bytes) -> tuple[str, list[str]]:
    """A text with `\\n` at the ends of its lines, and what is to be said of its encoding."""
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
    return text.replace("\r\n", "\n").replace("\r", "\n"), unread


def read_text_file(data: bytes) -> Draft:
    """Take a text as it is, with its own front matter."""
    text, unread = _decode(data)
    front_matter, body, said = take_over(text)
    return Draft(body, ".txt", {}, (*unread, *said), front_matter)


def read_markdown_file(data: bytes) -> Draft:
    """Take Markdown as it is, but without HTML, and with its own front matter."""
    text, unread = _decode(data)
    front_matter, body, said = take_over(text)
    body, taken = without_html(body)
    unread += said
    unread += [f"HTML was taken out: {', '.join(taken)}"] if taken else []
    return Draft(body, ".md", {}, tuple(unread), front_matter)


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
        part = re.sub(r"(?is)<(sup|sub)>([^<>\n]{1,40})</\1\s*>", _set_off, part)
        code[index] = TAG.sub(note, part)
    return "".join(code), list(taken)


def _set_off(found: re.Match[str]) -> str:
    return raise_text(found[2]) if found[1].lower() == "sup" else lower_text(found[2])
