"""Who may ask the desk what: HTTP around it, for browsers on this computer alone."""

import hmac
import ipaddress
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit
from wsgiref.types import WSGIApplication, WSGIEnvironment

from dossier.desk.changes import CannotChange
from dossier.desk.desk import Desk, Stale

ADDRESS = "editors/"
"""The page of the desk, below the site."""
LARGEST = 1_000_000
"""Bytes of what a browser may send."""

_Answer = tuple[str, Mapping[str, Any]]


class Refused(Exception):
    """A request that is not answered, with the status that says so."""

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status = status


class Door:
    """Lets browsers on this computer to the desk, and pages of no other site.

    `host` is the one that a preview was asked to serve at. A page has to show a token, which none
    but a page of this preview can read.
    """

    def __init__(self, desk: Desk, host: str) -> None:
        self._token = secrets.token_urlsafe(24)
        self._desk = desk
        self._host = host

    @property
    def is_open(self) -> bool:
        """Whether the preview is for this computer alone; a desk is never for a network."""
        return _is_loopback(self._host)

    def answering(
        self, answer: WSGIApplication, mount: str, page: Callable[[str], bytes | None]
    ) -> WSGIApplication:
        """What answers as `answer` does, and for the desk; `page` gives a page as it was made.

        The desk's page is given without what reloads a page at each change, since it is what makes
        the changes.
        """

        def answered(environ: WSGIEnvironment, start_response: Any) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
            below = path.removeprefix(mount)
            if not self._knows(environ.get("HTTP_HOST", "")):
                return _send(start_response, "403 Forbidden", {"message": "Unknown host"})
            if below.startswith(f"{ADDRESS}api/"):
                try:
                    status, said = self._ask(below.removeprefix(f"{ADDRESS}api/"), environ)
                except Refused as refused:
                    status, said = refused.status, {"message": str(refused)}
                except CannotChange as reason:
                    status, said = "422 Unprocessable Content", {"message": str(reason)}
                except Stale as stale:
                    said = {"message": str(stale), "files": stale.files}
                    status = "409 Conflict"
                return _send(start_response, status, said)
            if below == ADDRESS and (body := page(ADDRESS)):
                start_response("200 OK", [*_HEADERS, ("Content-Type", "text/html; charset=utf-8")])
                return [body]
            return answer(environ, start_response)

        return answered

    def _knows(self, host: str) -> bool:
        """Whether a name is this computer's: a page elsewhere can give a name that leads here."""
        name = _name(host)
        return name in ("localhost", self._host) or _is_address(name)

    def _ask(self, what: str, environ: WSGIEnvironment) -> _Answer:
        method = environ["REQUEST_METHOD"]
        self._check_origin(environ)
        if (method, what) == ("GET", "token"):
            return "200 OK", {"token": self._token}
        if not hmac.compare_digest(environ.get("HTTP_X_DESK", "").encode(), self._token.encode()):
            raise Refused("403 Forbidden", "The page is of an earlier preview; reload it")
        asked = {key: row[0] for key, row in parse_qs(environ.get("QUERY_STRING", "")).items()}
        if (method, what) == ("GET", "findings"):
            return "200 OK", self._desk.listed(
                asked.get("kind", ""),
                asked.get("theme", ""),
                asked.get("article", ""),
                _number(asked.get("start", "0")),
            )
        if (method, what) == ("GET", "proposals"):
            return "200 OK", self._desk.proposed(
                asked.get("kind", ""), asked.get("theme", ""), _number(asked.get("start", "0"))
            )
        if (method, what) == ("GET", "article"):
            return "200 OK", self._desk.about(asked.get("path", ""))
        if (method, what) == ("GET", "edition"):
            number = asked.get("after", "")
            return "200 OK", self._desk.wait(int(number) if number.isdecimal() else -1)
        if (method, what) == ("POST", "look"):
            return "200 OK", self._desk.look(_sent(environ).get("changes"))
        if (method, what) == ("POST", "make"):
            sent = _sent(environ)
            seen = sent.get("seen")
            return "200 OK", self._desk.make(
                sent.get("changes"), seen if isinstance(seen, dict) else {}
            )
        if (method, what) == ("POST", "undo"):
            _sent(environ)
            return "200 OK", self._desk.undo()
        raise Refused("404 Not Found", "There is no such thing on the desk")

    def _check_origin(self, environ: WSGIEnvironment) -> None:
        """Raises `Refused` unless a page of this preview asks, on this computer."""
        host = environ.get("HTTP_HOST", "")
        origin = environ.get("HTTP_ORIGIN")
        if not (self.is_open and _is_loopback(_name(host))):
            raise Refused("403 Forbidden", "The desk is for this computer alone")
        if not _is_loopback(environ.get("REMOTE_ADDR", "")):
            raise Refused("403 Forbidden", "The desk is for this computer alone")
        if origin is not None and origin != f"http://{host}":
            raise Refused("403 Forbidden", "The desk is for its own pages alone")
        if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
            raise Refused("403 Forbidden", "The desk is for its own pages alone")


_HEADERS = [
    ("Cache-Control", "no-store"),
    ("X-Frame-Options", "DENY"),
    ("Content-Security-Policy", "frame-ancestors 'none'"),
]


def _sent(environ: WSGIEnvironment) -> Mapping[str, Any]:
    """The object of JSON that a browser sent; raises `Refused`."""
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip() != "application/json":
        raise Refused("415 Unsupported Media Type", "Send JSON")
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST:
        raise Refused("413 Content Too Large", "That is too much at once")
    try:
        data = json.loads(environ["wsgi.input"].read(int(length)))
    except (ValueError, RecursionError):
        raise Refused("400 Bad Request", "That is no JSON") from None
    if not isinstance(data, dict):
        raise Refused("400 Bad Request", "Send an object")
    return data


def _send(start_response: Any, status: str, said: Mapping[str, Any]) -> Iterable[bytes]:
    body = json.dumps(said, ensure_ascii=False, default=str).encode("utf-8", "replace")
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response(status, [*_HEADERS, *headers])
    return [body]


def _number(asked: str) -> int:
    """A place in a list, as a browser asks for it."""
    return int(asked) if asked.isdecimal() and len(asked) < 9 else 0


def _name(host: str) -> str:
    """The host of a `Host` header, without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(name: str) -> bool:
    return name == "localhost" or (_is_address(name) and ipaddress.ip_address(name).is_loopback)
