"""An address → the file there, fetched within limits.

Only from the web, by http and https; not from this machine or its network, unless that is asked
for; and only what the host lets robots read.
"""

import ipaddress
import mimetypes
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import quote, urljoin, urlsplit

import urllib3
from protego import Protego
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout

from dossier.importing.draft import Unreadable

AGENT = "dossier-add/1"
SECONDS = 30.0
LARGEST = 20_000_000
MOST_REDIRECTS = 5
RULES_LARGEST = 500_000
CHUNK = 65_536
KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/epub+zip": ".epub",
    "multipart/related": ".mhtml",
    "message/rfc822": ".eml",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched: from where at last, its bytes, the suffix of its kind."""

    url: str
    data: bytes
    suffix: str

    def __str__(self) -> str:
        return f"fetched {self.url} ({max(1, len(self.data) // 1000):,} KB)"


def fetch(url: str, private: bool = False) -> Fetched:
    """Fetch a page; raises `Unreadable`. `private` allows hosts of this machine and its network.

    A host that sends a byte now and then is not waited for, wherever it does so.
    """
    outcomes: SimpleQueue[Fetched | Unreadable] = SimpleQueue()

    def work() -> None:
        try:
            outcomes.put(_fetch(url, private))
        except Unreadable as error:
            outcomes.put(error)
        except ValueError:
            outcomes.put(Unreadable("is no address of a page; check it"))

    Thread(target=work, daemon=True).start()
    try:
        outcome = outcomes.get(timeout=SECONDS + 1)
    except Empty:
        raise Unreadable(_too_long()) from None
    if isinstance(outcome, Unreadable):
        raise outcome
    return outcome


def _too_long() -> str:
    return f"takes more than {SECONDS:.0f} seconds to fetch; save the page instead"


def _fetch(url: str, private: bool) -> Fetched:
    deadline = time.monotonic() + SECONDS
    for place, response in _follow(url, private, deadline, ask=True):
        if response.status >= 400:
            raise Unreadable(
                f"is answered with {response.status} {response.reason}; check the address"
            )
        data = _body(response, LARGEST, deadline)
        return Fetched(place, *_decoded(place, response.headers.get("content-type", ""), data))
    raise Unreadable(f"leads on more than {MOST_REDIRECTS} times; give the last address")


def _decoded(url: str, kind: str, data: bytes) -> tuple[bytes, str]:
    """The bytes, of a text in UTF-8 if the host says in which encoding it is; and their suffix."""
    message = Message()
    message["content-type"] = kind or "application/octet-stream"
    content = message.get_content_type()
    path = urlsplit(url).path
    suffix = KINDS.get(content) or ("." + path.rpartition(".")[2].lower() if "." in path else "")
    if content != "application/octet-stream":
        suffix = suffix or mimetypes.guess_extension(content) or ""
    suffix = suffix or ".html"
    charset = message.get_content_charset()
    if charset and content.startswith("text/") and charset != "utf-8":
        try:
            data = data.decode(charset).encode("utf-8")
        except (LookupError, UnicodeDecodeError):
            pass
    return data, suffix


def _follow(
    url: str, private: bool, deadline: float, ask: bool
) -> Iterator[tuple[str, urllib3.BaseHTTPResponse]]:
    """The answer at an address, or at that to which it leads; nothing if it leads on for ever.

    `ask` has the rules of each host asked for before.
    """
    for _ in range(MOST_REDIRECTS + 1):
        if ask:
            _check_rules(url, private, deadline)
        response = _get(url, private, deadline)
        target = response.headers.get("location")
        if response.status not in (301, 302, 303, 307, 308) or not target:
            try:
                yield url, response
            finally:
                response.close()
            return
        response.close()
        try:
            url = urljoin(url, target)
        except ValueError:
            raise Unreadable("leads to an address that is none; give the last address") from None


def _check_rules(url: str, private: bool, deadline: float) -> None:
    """Raise `Unreadable` if the host does not let robots read the page, or does not say."""
    rules = urljoin(url, "/robots.txt")
    for _, response in _follow(rules, private, deadline, ask=False):
        if response.status >= 500:
            raise Unreadable("has a host whose rules for robots cannot be read; try again later")
        if response.status >= 400:
            return
        text = _body(response, RULES_LARGEST, deadline, whole=False).decode("utf-8", "replace")
        if not Protego.parse(text).can_fetch(url, AGENT):
            raise Unreadable("may not be read by robots, as its host says; save the page instead")
        return


def _get(url: str, private: bool, deadline: float) -> urllib3.BaseHTTPResponse:
    """Ask for one address; the connection goes to a host that was found to be allowed."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Unreadable("is no address of a page; check it") from None
    if parts.scheme not in ("http", "https") or not host:
        raise Unreadable(f"leads to {parts.scheme}:, which is not read; only http and https are")
    port = port or (443 if parts.scheme == "https" else 80)
    place = _resolve(host, port, private)
    left = deadline - time.monotonic()
    if left <= 0:
        raise Unreadable(_too_long())
    timeout = Timeout(connect=min(10.0, left), read=min(15.0, left))
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            place,
            port,
            timeout=timeout,
            cert_reqs="CERT_REQUIRED",
            server_hostname=host,
            assert_hostname=host,
        )
    else:
        pool = urllib3.HTTPConnectionPool(place, port, timeout=timeout)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
    )
    headers = {
        "Host": parts.netloc.rpartition("@")[2],
        "User-Agent": AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    try:
        return pool.request(
            "GET", target, headers=headers, redirect=False, retries=False, preload_content=False
        )
    except (HTTPError, OSError, ValueError) as error:
        raise Unreadable(f"cannot be fetched ({_reason(error)}); check the address") from None


def _reason(error: Exception) -> str:
    name = type(error).__name__.removesuffix("Error")
    return {
        "ConnectTimeout": "no answer in time",
        "ReadTimeout": "no answer in time",
        "NewConnection": "no connection",
        "SSL": "its certificate is not valid",
    }.get(name, name)


def _resolve(host: str, port: int, private: bool) -> str:
    """The number of a host; raises `Unreadable` where any of its numbers is not one of the web."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreadable(f"has a host that is not known, {host}; check the address") from None
    numbers = [str(address[0]) for *_, address in found]
    for number in numbers:
        if not private and not _is_of_the_web(number):
            raise Unreadable(f"is on this machine or network ({host}); --private fetches it")
    return numbers[0]


def _is_of_the_web(number: str) -> bool:
    address = ipaddress.ip_address(number.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    address = inner or address
    return address.is_global and not address.is_multicast


def _body(
    response: urllib3.BaseHTTPResponse, largest: int, deadline: float, whole: bool = True
) -> bytes:
    """What an answer holds, unfolded; raises `Unreadable` if that is too much or takes too long."""
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := response.read1(CHUNK, decode_content=True):
            pieces.append(piece)
            size += len(piece)
            if size > largest:
                if whole:
                    raise Unreadable(
                        f"is larger than {largest // 1_000_000} MB; save the page instead"
                    )
                break
            if time.monotonic() > deadline:
                raise Unreadable(_too_long())
    except (HTTPError, OSError) as error:
        raise Unreadable(f"cannot be fetched ({_reason(error)}); try again") from None
    finally:
        response.close()
    return b"".join(pieces)[:largest]
