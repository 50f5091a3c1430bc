"""scripts/add with an address: what a server gives becomes an article, or is refused."""

import threading
from collections.abc import Iterator
from contextlib import chdir
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from dossier.cli import program
from dossier.importing import fetch
from dossier.importing.fetch import is_address
from dossier.reading.articles import read_article

WORDS = " ".join(["The levee at the tannery held, and the pumps kept the lower town dry."] * 4)
PAGE = f"""<!doctype html><html lang="en"><head><title>High water</title>
<meta property="og:site_name" content="The Gazette"></head>
<body><main><article>
<h1>High water</h1><p>{WORDS}</p><p>{WORDS}</p>
</article></main></body></html>"""
ANSWERS = {
    "/news/high-water": (200, "text/html; charset=utf-8", PAGE.encode()),
    "/note.txt": (200, "text/plain", b"Low water at Marl.\n"),
    "/picture": (200, "image/png", b"\x89PNG"),
    "/gone": (410, "text/html", b""),
}


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, kind, body = ANSWERS[self.path]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """A server with a few pages."""
    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def add(root: Path, *places: str) -> tuple[int, str, str]:
    with chdir(root):
        result = CliRunner().invoke(program, ["add", *places])
    return result.exit_code, result.stdout, result.stderr


def test_a_page_is_added_by_its_address(tmp_path: Path, host: str) -> None:
    status, out, _ = add(tmp_path, f"{host}/news/high-water")
    assert status == 0 and "seeds/high-water.md: written from high-water.html" in out
    article = read_article(tmp_path / "seeds/high-water.md", tmp_path)
    assert article.title == "High water"
    assert article.source and article.source.url == f"{host}/news/high-water"


def test_a_text_is_added_by_its_address(tmp_path: Path, host: str) -> None:
    assert add(tmp_path, f"{host}/note.txt")[0] == 0
    assert "Low water at Marl." in (tmp_path / "seeds/note.txt").read_text()


@pytest.mark.parametrize(
    ("path", "said"),
    [("/picture", "is image/png, not a page, a document"), ("/gone", "cannot be fetched (410 ")],
)
def test_what_is_no_article_is_refused(tmp_path: Path, host: str, path: str, said: str) -> None:
    status, _, told = add(tmp_path, host + path)
    assert status == 1 and told.startswith(f"{host}{path}: {said}")
    assert not [*(tmp_path / "seeds").iterdir()]


def test_a_host_that_is_not_there_is_said(tmp_path: Path) -> None:
    status, _, told = add(tmp_path, "http://127.0.0.1:9/page")
    assert status == 1 and "cannot be fetched (" in told and "check the address" in told


def test_what_is_too_large_is_refused(
    tmp_path: Path, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "LARGEST", 10)
    assert "is larger than 10 bytes" in add(tmp_path, f"{host}/note.txt")[2]


def test_an_address_is_told_from_a_file() -> None:
    assert is_address("https://example.org/") and is_address("http://example.org/")
    assert not is_address("page.html") and not is_address("file:///etc/passwd")
