"""An address → a file as a browser would save it, for `extract` to read."""

import http.client
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from slugify import slugify

from dossier.importing.extract import Unreadable

WAIT = 30
"""Seconds until a host that says nothing is given up."""
LARGEST = 20_000_000
"""Bytes."""
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/markdown": ".md",
    "text/plain": ".txt",
}


def is_address(place: str) -> bool:
    """Whether what somebody names is a page on the web, and no file."""
    return re.match(r"https?://", place) is not None


@contextmanager
def fetched(address: str) -> Iterator[Path]:
    """A file with what an address leads to, for as long as it is needed; raises `Unreadable`."""
    try:
        request = Request(address, headers={"User-Agent": "Mozilla/5.0 (compatible; Dossier)"})
        with urlopen(request, timeout=WAIT) as answer:
            kind = answer.headers.get_content_type()
            place = answer.url
            data = answer.read(LARGEST + 1)
    except HTTPError as error:
        raise Unreadable(f"cannot be fetched ({error.code} {error.reason})") from None
    except (URLError, OSError, ValueError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        message = f"cannot be fetched ({reason}); check the address, or save the page and add that"
        raise Unreadable(message) from None
    if kind not in SUFFIXES:
        raise Unreadable(f"is {kind}, not a page, a document or a text")
    if len(data) > LARGEST:
        raise Unreadable(f"is larger than {LARGEST:,} bytes")
    if SUFFIXES[kind] == ".html":  # as browsers write it, so that the article knows its source
        data = f"<!-- saved from url=({len(place):04})".encode() + place.encode() + b" -->\n" + data
    parts = urlsplit(place)
    name = slugify(Path(parts.path).stem) or slugify(parts.netloc) or "page"
    with TemporaryDirectory() as folder:
        file = Path(folder, f"{name[:80]}{SUFFIXES[kind]}")
        file.write_bytes(data)
        yield file
