"""An EPUB file → its chapters, one after the other."""

import posixpath
import zipfile
from urllib.parse import unquote

from lxml import etree, html

from dossier.importing.archives import DAMAGED, open_archive, parse
from dossier.importing.draft import Draft, Unreadable, known
from dossier.importing.facts import day, people, said
from dossier.importing.markdown import name_places, to_markdown
from dossier.importing.page import tidy

CONTAINER = "META-INF/container.xml"


def read_book(data: bytes) -> Draft:
    """Read an EPUB in the order of its chapters; raises `Unreadable`."""
    try:
        with open_archive(data) as archive:
            return _read(archive)
    except DAMAGED:
        raise Unreadable("is not an EPUB that can be read; save it again") from None


def _read(archive: zipfile.ZipFile) -> Draft:
    root = parse(archive.read(CONTAINER)).find(".//{*}rootfile")
    if root is None:
        raise KeyError(CONTAINER)
    place = root.get("full-path", "")
    package = parse(archive.read(place))
    files = {item.get("id"): item for item in package.iter("{*}item")}
    body = html.Element("div")
    for reference in package.iter("{*}itemref"):
        item = files.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no" or "nav" in item.get("properties", ""):
            continue
        name = posixpath.normpath(
            posixpath.join(posixpath.dirname(place), unquote(item.get("href", "")))
        )
        chapter = html.document_fromstring(archive.read(name).removeprefix(b"\xef\xbb\xbf"))
        for part in chapter.iter("body"):
            part.tag = "div"
            body.append(part)
            break
    tidy(body)
    unread = tuple(name_places(body))
    about: dict[str, list[str]] = {}
    for element in package.iter("{http://purl.org/dc/elements/1.1/}*"):
        about.setdefault(etree.QName(element).localname, []).append((element.text or "").strip())
    language = about.get("language", [""])[0].replace("_", "-")
    keys = known(
        title=said(about.get("title", [""])[0]),
        date=next((found for each in about.get("date", []) if (found := day(each[:10]))), None),
        authors=people(about.get("creator", []), language=language or "en"),
        language=language,
        description=said(about.get("description", [""])[0]),
    )
    return Draft(to_markdown(body), keys=keys, unread=unread)
