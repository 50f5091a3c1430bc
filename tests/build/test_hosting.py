"""The host file as operators use it: Debian's nginx on loopback, and what it answers."""

import gzip
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest
from benchmarks import load
from dossier.publishing.csp import CSP, FOREVER, HASHED, HEADERS, IN_FRAMES
from dossier.publishing.manifest import verify_host
from support.nginx import nginx
from support.project import build, make_project, set_site_url


@dataclass
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes


def get(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    response = connection.getresponse()
    answer = Answer(response.status, response.headers, response.read())
    connection.close()
    return answer


SHARED_BY = "Cross-Origin-Resource-Policy"
TAKEN = (
    *("/feed.xml", "/names/quartet/feed.json", "/new/passages/feed.json", "/ahead.ics"),
    *("/data/datapackage.json", "/data/passages.csv", "/data/passages.jsonl"),
    "/data/dossier.sqlite",
)
SHARING = dict.fromkeys(("/assets/icon.svg", "/feed.json", *TAKEN), "cross-origin")


def named(pattern: str) -> str:
    """The path of a file that a pattern of HASHED is about."""
    path = pattern.replace(":year", "2025").replace(":build", "0123456789ab")
    return path.replace("*", "c/0.bin").removeprefix("/")


def assert_headers(answer: Answer, sharing: str) -> None:
    """That an answer has the security headers, each once."""
    for name, value in (HEADERS | {SHARED_BY: sharing}).items():
        assert answer.headers.get_all(name) == [value], name


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory, site: Path) -> Iterator[int]:
    """The site with the files that other hosts and the search add, served by nginx."""
    directory = tmp_path_factory.mktemp("nginx")
    copy = directory / "site"
    shutil.copytree(site, copy)
    for name in (
        *map(named, HASHED),
        "sitemap.xml",
        "folder/without-index.txt",
        "books/dossier.epub",
        "books/themes/trade.pdf",
        ".hidden",
    ):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text("x" * 2000)
    with nginx(directory / "run", copy) as port:
        yield port


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/themes/trade/", "text/html; charset=utf-8"),
        ("/assets/dossier.css", "text/css; charset=utf-8"),
        ("/assets/scheme.js", "application/javascript; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/manifest.json", "application/json; charset=utf-8"),
        ("/articles/talks/cite.json", "application/json; charset=utf-8"),
        ("/llms-full.txt", "text/plain; charset=utf-8"),
        ("/books/dossier.epub", "application/epub+zip"),
        ("/books/themes/trade.pdf", "application/pdf"),
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/themes/trade/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/names/quartet/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/new/passages/feed.json", "application/feed+json; charset=utf-8"),
        ("/ahead.ics", "text/calendar; charset=utf-8"),
        ("/data/datapackage.json", "application/json; charset=utf-8"),
        ("/data/passages.csv", "text/csv; charset=utf-8"),
        ("/data/passages.jsonl", "application/jsonl; charset=utf-8"),
        ("/data/dossier.sqlite", "application/vnd.sqlite3"),
        ("/llms.txt", "text/plain; charset=utf-8"),
        ("/themes/trade/index.md", "text/markdown; charset=utf-8"),
        ("/search/data/entry.bin", "application/octet-stream"),
        ("/search/data/0123456789ab/c/0.bin", "application/octet-stream"),
    ],
)
def test_each_file_has_its_type(host: int, path: str, kind: str) -> None:
    answer = get(host, path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/assets/dossier.css", 200),
        ("/themes/trade", 301),
        ("/nowhere", 404),
        ("/folder/", 404),
        ("/.hidden", 404),
        ("/_headers", 404),
        ("/../../etc/passwd", 400),
        ("/%2e%2e/%2e%2e/etc/passwd", 400),
        ("/search/data/0123456789ab/c/0.bin", 200),
        ("/feed.json", 200),
    ],
)
def test_every_answer_has_the_security_headers(host: int, path: str, status: int) -> None:
    answer = get(host, path)
    assert answer.status == status
    assert_headers(answer, SHARING.get(path, "same-origin"))
    assert answer.headers["Server"] == "nginx"
    if status == 404:
        assert b"There is no page at this address" in answer.body


def test_nothing_may_be_asked_but_to_read(host: int) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"):
        for path in ("/", "/assets/dossier.css", "/feed.xml", "/nowhere"):
            answer = get(host, path, method)
            assert answer.status == 405, (method, path)
            if method != "TRACE":  # nginx refuses that before it looks at its settings
                assert answer.headers.get_all("Allow") == ["GET, HEAD"]
                assert_headers(answer, SHARING.get(path, "same-origin"))
    for method in ("GET", "HEAD"):
        assert get(host, "/", method).headers["Allow"] is None


def test_a_range_that_is_not_there_has_each_header_once(host: int) -> None:
    for path in ("/", "/assets/dossier.css", "/assets/icon.svg"):
        answer = get(host, path, Range="bytes=99999999-")
        assert answer.status == 416
        assert_headers(answer, SHARING.get(path, "same-origin"))
        assert answer.headers.get_all("Cache-Control") == ["no-cache"]
        assert get(host, path, Range="bytes=0-9").status == 206


def test_other_sites_may_show_pictures_and_what_is_there_to_take_away_alone(host: int) -> None:
    for path in ("/assets/icon.svg", "/favicon.ico", *TAKEN):
        answer = get(host, path)
        assert (answer.status, answer.headers[SHARED_BY]) == (200, "cross-origin"), path
        reads = answer.headers.get_all("Access-Control-Allow-Origin")
        assert reads == (["*"] if path in TAKEN else None), path
    for path in ("/", "/assets/scheme.js", "/assets/dossier.css", "/sitemap.xml", "/manifest.json"):
        assert get(host, path).headers[SHARED_BY] == "same-origin", path
        assert get(host, path).headers["Access-Control-Allow-Origin"] is None, path


def test_other_sites_may_frame_the_pages_made_for_it_alone(host: int) -> None:
    for path in ("/embed/talks/", "/embed/talks/index.html"):
        answer = get(host, path)
        for name, value in (HEADERS | IN_FRAMES).items():
            assert answer.headers.get_all(name) == [value], (path, name)
    for path in ("/", "/articles/talks/", "/embed", "/nowhere"):
        assert get(host, path).headers[CSP].endswith("frame-ancestors 'none'"), path


def test_to_send_all_on_to_https_is_one_word(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("A")
    with nginx(tmp_path / "plain", tmp_path) as port:
        assert get(port, "/").status == 200
    with nginx(tmp_path / "run", tmp_path, to_https="on") as port:
        answer = get(port, "/themes/?q=a", Host="evil.example")
        assert answer.status == 301
        assert answer.headers["Location"] == "https://dossier.example.org/themes/?q=a"


def test_text_travels_compressed_and_search_files_as_they_are(host: int) -> None:
    for path in ("/", "/assets/dossier.css", "/assets/scheme.js", "/feed.json", "/feed.xml"):
        plain = get(host, path)
        packed = get(host, path, Accept_Encoding="gzip")
        assert packed.headers["Content-Encoding"] == "gzip", path
        assert packed.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(packed.body) == plain.body
        assert len(packed.body) < len(plain.body)
    fragment = get(host, "/search/data/0123456789ab/c/0.bin", Accept_Encoding="gzip")
    assert fragment.headers["Content-Encoding"] is None


def test_only_files_named_by_their_contents_are_kept_for_good(host: int) -> None:
    for pattern in HASHED:
        assert get(host, f"/{named(pattern)}").headers["Cache-Control"] == FOREVER
    for path in ("/", "/assets/dossier.css", "/search/data/entry.bin", "/assets/site-0.css"):
        answer = get(host, path)
        assert answer.headers["Cache-Control"] == "no-cache", path
        if answer.status == 200:
            again = get(host, path, If_None_Match=answer.headers["ETag"])
            assert (again.status, again.body) == (304, b"")


def test_it_works_below_a_path_and_verifies(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"one.txt": "The Quartet met."})
    set_site_url(project, "https://example.org/dossier/")
    result = build(project)
    assert result.returncode == 0, result.stderr
    (tmp_path / "root").mkdir()
    (tmp_path / "root/dossier").symlink_to(project / "site")
    with nginx(tmp_path / "run", tmp_path / "root", "/dossier") as port:
        assert get(port, "/dossier/articles/one/").status == 200
        moved = get(port, "/dossier/articles/one")
        assert (moved.status, moved.headers["Location"]) == (301, "/dossier/articles/one/")
        for path in ("/dossier/nowhere", "/nowhere"):
            lost = get(port, path)
            assert lost.status == 404
            assert b'href="/dossier/assets/site-' in lost.body
        assert verify_host(f"http://127.0.0.1:{port}/dossier") == []
        (project / "site/index.html").write_text("changed")
        (project / "site/about/index.html").unlink()
        assert verify_host(f"http://127.0.0.1:{port}/dossier") == [
            "about/index.html: is missing",
            "index.html: differs",
        ]


def test_under_load_no_answer_is_an_error(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load.main(["--site", str(site), "--seconds", "1"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert [line.split()[0] for line in said.out.splitlines()] == ["asked", "pages", "search"]
    shutil.copytree(site, tmp_path / "site")
    shutil.copy(site / "index.html", tmp_path / "site/.refused.html")
    assert load.main(["--site", str(tmp_path / "site"), "--seconds", "1"]) == 1
    assert " answers were errors" in capsys.readouterr().err
