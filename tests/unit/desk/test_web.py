"""The desk answers its own pages on this computer, and nobody else."""

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from dossier.desk.desk import Desk
from dossier.desk.web import LARGEST, Door
from dossier.gathering.pipeline import read_edition

SEED = "---\ntitle: Talks\n---\nThe tariff was the subject.\n"
CHANGE = [{"do": "describe", "path": "seeds/talks.md", "keys": {"draft": True}}]
ADDRESS = "127.0.0.1:8000"


class Site:
    """A preview with a desk, asked as a server asks it."""

    def __init__(self, root: Path, host: str = "127.0.0.1", mount: str = "/") -> None:
        (root / "docs/themes").mkdir(parents=True)
        (root / "seeds").mkdir()
        (root / "docs/themes/trade.md").write_text(
            "---\ntitle: Trade\nterms: {Tariffs: [tariff]}\n---\n"
        )
        self.seed = root / "seeds/talks.md"
        self.seed.write_text(SEED)
        desk = Desk(root)
        desk.renew(read_edition(root, drafts=True))
        self.mount = mount
        self.answer = Door(desk, host).answering(self.page, mount, lambda path: b"<p>the desk")

    def page(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [b"a page"]

    def ask(
        self, method: str, path: str, sent: bytes = b"", /, **headers: str
    ) -> tuple[int, bytes, dict[str, str]]:
        path, _, query = path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": self.mount + path,
            "QUERY_STRING": query,
            "HTTP_HOST": ADDRESS,
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(sent)),
            "wsgi.input": io.BytesIO(sent),
            **headers,
        }
        setup_testing_defaults(environ)
        heads: list[tuple[str, list[tuple[str, str]]]] = []
        body = self.answer(environ, lambda *head: heads.append(head))  # type: ignore[arg-type]
        status, fields = heads[0]
        return int(status.split()[0]), b"".join(body), dict(fields)

    def token(self) -> str:
        status, body, _ = self.ask("GET", "editors/api/token")
        assert status == 200
        token: str = json.loads(body)["token"]
        return token

    def make(self, **headers: str) -> int:
        """Look at a change and make it, as a page does; the status of the last answer."""
        token = {"HTTP_X_DESK": self.token()}
        _, look, _ = self.ask(
            "POST", "editors/api/look", json.dumps({"changes": CHANGE}).encode(), **token
        )
        seen = {path: file["seen"] for path, file in json.loads(look)["files"].items()}
        sent = json.dumps({"changes": CHANGE, "seen": seen}).encode()
        return self.ask("POST", "editors/api/make", sent, **(token | headers))[0]

    @property
    def is_untouched(self) -> bool:
        return self.seed.read_text() == SEED


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_a_page_of_the_preview_makes_a_change(site: Site) -> None:
    headers = {"HTTP_ORIGIN": f"http://{ADDRESS}", "HTTP_SEC_FETCH_SITE": "same-origin"}
    assert site.make(**headers) == 200
    assert "draft: true" in site.seed.read_text()
    status, body, _ = site.ask("POST", "editors/api/undo", b"{}", HTTP_X_DESK=site.token())
    assert (status, json.loads(body)["files"]) == (200, ["seeds/talks.md"])
    assert site.is_untouched


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "http://127.0.0.1:8001"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": "192.168.1.5:8000"},
        {"HTTP_HOST": ""},
        {"HTTP_X_DESK": ""},
        {"HTTP_X_DESK": "wrong"},
        {"HTTP_X_DESK": "w\u00f6rong"},
        {"REMOTE_ADDR": "192.168.1.5"},
    ],
)
def test_nobody_else_changes_anything(site: Site, headers: dict[str, str]) -> None:
    assert site.make(**headers) == 403
    assert site.is_untouched


@pytest.mark.parametrize(
    ("sent", "headers", "status"),
    [
        (b"{}", {"CONTENT_TYPE": "text/plain"}, 415),
        (b"{}", {"CONTENT_TYPE": "application/x-www-form-urlencoded"}, 415),
        (b"{", {}, 400),
        (b"[]", {}, 400),
        (b"[" * 5000, {}, 400),
        (b"\xff", {}, 400),
        (b"{}", {"CONTENT_LENGTH": str(LARGEST + 1)}, 413),
        (b"{}", {"CONTENT_LENGTH": "-1"}, 413),
        (b"{}", {}, 422),
        (b'{"changes": [{"do": "delete"}]}', {}, 422),
        (b'{"changes": 1}', {}, 422),
    ],
)
def test_what_makes_no_sense_is_refused(
    site: Site, sent: bytes, headers: dict[str, str], status: int
) -> None:
    token = {"HTTP_X_DESK": site.token()}
    got, body, _ = site.ask("POST", "editors/api/look", sent, **(token | headers))
    assert got == status
    assert json.loads(body)["message"]
    assert site.is_untouched


def test_a_change_of_a_file_that_is_another_now_is_a_conflict(site: Site) -> None:
    token = {"HTTP_X_DESK": site.token()}
    sent = json.dumps({"changes": CHANGE, "seen": {"seeds/talks.md": "0" * 64}}).encode()
    status, body, _ = site.ask("POST", "editors/api/make", sent, **token)
    assert status == 409
    assert list(json.loads(body)["files"]) == ["seeds/talks.md"]
    assert site.is_untouched


def test_a_name_that_leads_here_from_elsewhere_gets_no_page(site: Site) -> None:
    for host in ("evil.example", "evil.example:8000", "localhost.evil.example", "[", ""):
        assert site.ask("GET", "", HTTP_HOST=host)[0] == 403
    for host in (ADDRESS, "localhost:8000", "[::1]:8000", "192.168.1.5:8000"):
        assert site.ask("GET", "", HTTP_HOST=host)[:2] == (200, b"a page")


def test_a_preview_for_a_network_has_no_desk(tmp_path: Path) -> None:
    open_to_all = Site(tmp_path / "a", "0.0.0.0")
    assert open_to_all.ask("GET", "editors/api/token")[0] == 403
    named = Site(tmp_path / "b", "dossier.example")
    assert named.ask("GET", "", HTTP_HOST="dossier.example:8000")[0] == 200
    assert named.ask("GET", "editors/api/token")[0] == 403


def test_the_page_of_the_desk_cannot_be_framed(tmp_path: Path) -> None:
    site = Site(tmp_path, mount="/dossier/")
    status, body, headers = site.ask("GET", "editors/")
    assert (status, body) == (200, b"<p>the desk")
    assert headers["X-Frame-Options"] == "DENY"
    assert site.ask("GET", "articles/talks/")[1] == b"a page"


def test_what_is_asked_for(site: Site) -> None:
    token = {"HTTP_X_DESK": site.token()}
    asked = "editors/api/findings?kind=&theme=trade&article=talks&start=x"
    status, body, headers = site.ask("GET", asked, **token)
    assert status == 200
    assert json.loads(body)["edition"] == 1
    assert headers["Cache-Control"] == "no-store"
    _, body, _ = site.ask("GET", "editors/api/article?path=seeds/talks.md", **token)
    assert json.loads(body)["keys"]["title"] == "Talks"
    assert site.ask("GET", "editors/api/article?path=seeds/no.md", **token)[0] == 422
    _, body, _ = site.ask("GET", "editors/api/edition?after=0", **token)
    assert json.loads(body) == {"edition": 1, "problems": []}
    assert site.ask("GET", "editors/api/nothing", **token)[0] == 404
    assert site.ask("PUT", "editors/api/make", b"{}", **token)[0] == 404
