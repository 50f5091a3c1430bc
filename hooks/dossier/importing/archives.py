"""Files that are archives of others (Word, OpenDocument, EPUB): opened, and no larger than fits."""

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from dossier.importing.draft import Unreadable

LARGEST = 60_000_000
"""Bytes of all texts in an archive when they are unfolded."""
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, RuntimeError, OSError, KeyError, ValueError, EOFError),
    *(NotImplementedError, etree.LxmlError),
)
"""What is raised where a file is no ZIP, not a whole one, locked, of another kind or bad XML."""


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open an archive; raises `Unreadable` if its texts unfold to too much, else `DAMAGED`."""
    archive = zipfile.ZipFile(BytesIO(data))
    texts = (".xml", ".xhtml", ".html", ".htm", ".rels", ".opf")
    size = sum(part.file_size for part in archive.infolist() if part.filename.endswith(texts))
    if size > LARGEST:
        raise Unreadable(f"unfolds to {size // 1_000_000:,} MB of text; divide it")
    return archive


def parse(data: bytes) -> etree._Element:
    """XML as a tree, in which nothing is unfolded or fetched; raises `etree.LxmlError`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)
