"""Addresses are fetched within limits, from a real server on this machine."""

import gzip
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from dossier.importing import fetch as module
from dossier.importing.draft import Unreadable
from dossier.importing.fetch import fetch

PAGE = "<html><body><p>Der Kai ist größer.</p></body></html>"


@dataclass
class Site:
    """What a server answers by path: a status, headers and a body; and what it was asked for."""

    address: str
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, path: str, body: str | bytes = b"", status: int = 200, **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = status, {k.replace("_", "-"): v for k, v in headers.items()}, data
        return self.address + path


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            status, headers, body = found.answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Site(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


def refusal(url: str, private: bool = True) -> str:
    with pytest.raises(Unreadable) as error:
        fetch(url, private)
    return str(error.value)


def test_a_page_is_fetched_after_the_rules_of_its_host(site: Site) -> None:
    url = site.put("/kai?a=1", PAGE, content_type="text/html; charset=utf-8")
    found = fetch(url, private=True)
    assert (found.url, found.data.decode(), found.suffix) == (url, PAGE, ".html")
    assert str(found) == f"fetched {url} (1 KB)"
    assert site.asked == ["/robots.txt", "/kai?a=1"]


@pytest.mark.parametrize(
    ("kind", "path", "suffix"),
    [
        ("application/pdf", "/a", ".pdf"),
        ("application/octet-stream", "/a.docx", ".docx"),
        ("text/plain", "/a.html", ".txt"),
        *(("text/html", "/a", ".html"), ("application/xhtml+xml", "/a.x", ".html")),
        *(("text/markdown", "/a", ".md"), ("application/epub+zip", "/a", ".epub")),
        *(("multipart/related", "/a", ".mhtml"), ("message/rfc822", "/a", ".eml")),
        *(("application/rtf", "/a", ".rtf"), ("text/rtf", "/a", ".rtf")),
        *(("image/png", "/a", ".png"), ("image/png", "/a.JPG", ".jpg"), ("a/b", "/a", ".html")),
        ("application/octet-stream", "/a", ".html"),
        ("", "/", ".html"),
    ],
)
def test_the_kind_is_what_the_host_says(site: Site, kind: str, path: str, suffix: str) -> None:
    url = site.put(path, "x", content_type=kind) if kind else site.put(path, "x")
    assert fetch(url, True).suffix == suffix


def test_a_page_in_another_encoding_is_read_as_the_host_says(site: Site) -> None:
    url = site.put("/", PAGE.encode("latin-1"), content_type="text/html; charset=latin-1")
    assert fetch(url, True).data.decode() == PAGE


@pytest.mark.parametrize(
    ("kind", "data", "read"),
    [
        ("text/html; charset=nothing", b"\xf6", b"\xf6"),
        ("text/html; charset=ascii", b"\xf6", b"\xf6"),
        ("text/html", b"\xf6", b"\xf6"),
        ("text/html; charset=latin-1", b"\xf6", b"\xc3\xb6"),
        ("application/xhtml+xml; charset=latin-1", b"\xf6", b"\xf6"),
    ],
)
def test_bytes_stay_as_they_are_where_they_are_no_text_of_that_encoding(
    site: Site, kind: str, data: bytes, read: bytes
) -> None:
    assert fetch(site.put("/", data, content_type=kind), True).data == read


def test_how_much_was_fetched_is_said(site: Site) -> None:
    for size, said in ((0, "1 KB"), (1999, "1 KB"), (2000, "2 KB"), (2_345_678, "2,345 KB")):
        assert str(fetch(site.put("/", bytes(size)), True)).endswith(f"/ ({said})")


def test_an_address_is_asked_for_as_it_is_meant(site: Site) -> None:
    site.put("/gr%C3%B6%C3%9Fe/a%20b?c=%C3%A4&d=/?", PAGE)
    assert fetch(f"{site.address}/größe/a b?c=ä&d=/?#e", True).data.decode() == PAGE
    site.put("/", PAGE)
    assert fetch(site.address, True).data.decode() == PAGE


def test_this_machine_and_its_network_are_left_alone(site: Site) -> None:
    url = site.put("/", PAGE)
    port = url.rstrip("/").rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"):
        assert "is on this machine or network" in refusal(f"http://{host}:{port}/", False), host
    for host in (
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "[fe80::1]",
        "[2002:7f00:1::]",
        "224.0.0.1",
    ):
        assert "is on this machine or network" in refusal(f"http://{host}/", False), host
    assert site.asked == []


def test_where_a_page_leads_is_followed_and_looked_at(site: Site) -> None:
    last = site.put("/last", PAGE)
    site.put("/two", status=302, location=last)
    first = site.put("/one", status=301, location="/two")
    assert fetch(first, True).url == last
    round_about = site.put("/round", status=302, location="/round")
    assert refusal(round_about) == "leads on more than 5 times; give the last address"
    file = site.put("/file", status=302, location="file:///etc/passwd")
    assert refusal(file) == "leads to file:, which is not read; only http and https are"
    odd = site.put("/odd", status=302, location="http://[x]/")
    assert "address that is none" in refusal(odd)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_each_way_to_lead_on_is_followed(site: Site, status: int) -> None:
    last = site.put("/last", PAGE)
    assert fetch(site.put("/one", status=status, location="/last"), True).url == last


@pytest.mark.parametrize("status", [200, 203, 300, 399])
def test_what_is_no_way_to_lead_on_is_the_page(site: Site, status: int) -> None:
    url = site.put("/one", PAGE, status=status, location="/last")
    assert fetch(url, True).url == url
    nowhere = site.put("/two", PAGE, status=302)
    assert fetch(nowhere, True).url == nowhere


def test_it_is_followed_five_times(site: Site) -> None:
    for number in range(7):
        site.put(f"/{number}", status=302, location=f"/{number + 1}")
    last = site.put("/7", PAGE)
    assert fetch(f"{site.address}/2", True).url == last
    assert refusal(f"{site.address}/1") == "leads on more than 5 times; give the last address"


@pytest.mark.parametrize(
    ("status", "is_read"), [(399, True), (400, True), (499, True), (500, False)]
)
def test_a_host_without_rules_may_be_read(site: Site, status: int, is_read: bool) -> None:
    site.put("/robots.txt", status=status)
    url = site.put("/a", PAGE)
    if is_read:
        assert fetch(url, True).url == url
    else:
        assert "rules for robots cannot be read" in refusal(url)


@pytest.mark.parametrize("status", [400, 404, 500])
def test_an_error_is_no_page(site: Site, status: int) -> None:
    url = site.put("/a", PAGE, status=status)
    assert refusal(url).startswith(f"is answered with {status} ")


def test_what_robots_may_not_read_is_left_alone(site: Site) -> None:
    url = site.put("/private/a", PAGE)
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/*\n")
    assert refusal(url) == "may not be read by robots, as its host says; save the page instead"
    assert site.asked == ["/robots.txt"]
    leads = site.put("/open", status=302, location="/private/a")
    assert "may not be read by robots" in refusal(leads)
    site.put("/robots.txt", status=503)
    assert "rules for robots cannot be read" in refusal(url)


def test_an_answer_that_is_no_page_is_said(site: Site) -> None:
    assert refusal(f"{site.address}/none").startswith("is answered with 404")
    assert "cannot be fetched" in refusal("http://127.0.0.1:1/")
    assert "has a host that is not known" in refusal("http://nowhere.invalid/")
    assert refusal("http://[x]/") == "is no address of a page; check it"


def test_no_more_is_fetched_than_fits(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 2_000_000)
    folded = gzip.compress(b"a" * 50_000_000)
    url = site.put("/", folded, content_encoding="gzip", content_type="text/html")
    assert refusal(url) == "is larger than 2 MB; save the page instead"
    assert len(fetch(site.put("/", bytes(2_000_000)), True).data) == 2_000_000
    assert refusal(site.put("/", bytes(2_000_001))).startswith("is larger")


def test_no_longer_is_waited_than_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that sends a byte at a time, for ever."""
    ended = threading.Event()

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.end_headers()
            while self.path != "/robots.txt" and not ended.wait(0.05):
                self.wfile.write(b"a")

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    monkeypatch.setattr(module, "SECONDS", 1.0)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        said = refusal(f"http://127.0.0.1:{server.server_port}/")
        assert said == "takes more than 1 seconds to fetch; save the page instead"
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
