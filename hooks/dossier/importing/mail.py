"""E-mails, and web pages that a browser keeps in the form of one (.mhtml)."""

from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from lxml import etree, html

from dossier.importing.draft import Draft, Unreadable, known
from dossier.importing.facts import people
from dossier.importing.markdown import escape, name_places, to_markdown
from dossier.importing.page import read_page, tidy

_PARSER = html.HTMLParser(encoding="utf-8")


def _parse(data: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(message, EmailMessage)
    return message


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, TypeError, AttributeError):  # a header that is none
        return ""


def _text(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # an encoding that nobody knows
        content = part.get_payload(decode=True)
        return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def read_archive(data: bytes) -> Draft:
    """Take the article out of a web page that a browser saved as one file."""
    message = _parse(data)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            address = _header(message, "Snapshot-Content-Location")
            address = address or _header(part, "Content-Location")
            url = address if address.startswith(("http://", "https://")) else None
            charset = part.get_content_charset()
            page = _bytes(part)
            if charset and charset not in ("utf-8", "us-ascii"):
                page = _text(part).encode("utf-8")
            return read_page(page, url)
    raise Unreadable("holds no web page; save the page again")


def read_mail(data: bytes) -> Draft:
    """Read an e-mail: its text, and what its head says of it."""
    message = _parse(data)
    part = message.get_body(("html", "plain"))
    if part is None:
        raise Unreadable("is not an e-mail with a text; save it again")
    content = _text(part)
    unread: list[str] = []
    if part.get_content_type() == "text/html":
        try:
            tree = html.document_fromstring(content.encode("utf-8"), _PARSER)
        except (etree.LxmlError, ValueError):
            raise Unreadable("is not an e-mail with a text; save it again") from None
        tidy(tree)
        unread += name_places(tree)
        text = to_markdown(tree)
    else:
        text = "\n\n".join(escape(block) for block in _blocks(content))
    unread += [
        f"an attachment is left out: {each.get_filename() or each.get_content_type()}"
        for each in message.iter_attachments()
    ]
    try:
        day = parsedate_to_datetime(_header(message, "Date")).date()
    except (ValueError, TypeError):
        day = None
    sender = message.get("From")
    names = [a.display_name for a in getattr(sender, "addresses", ()) if a.display_name]
    keys = known(title=_header(message, "Subject"), date=day, authors=people(names))
    return Draft(text, keys=keys, unread=tuple(unread))


def _blocks(text: str) -> list[str]:
    lines = (line.rstrip() for line in text.replace("\r\n", "\n").split("\n"))
    return [block.strip("\n") for block in "\n".join(lines).split("\n\n") if block.strip()]
