"""A site of short articles written for the tests, built once, served, and opened in Chromium."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import Build, make_project
from playwright.sync_api import Browser, BrowserContext, Page

SEEDS = Path(__file__).parent / "seeds"
SUBPATH = "/dossier"


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder, also below a subpath, and logs nothing."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(SUBPATH))

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Iterator[str]:
    """The served test site's address, without a slash at the end."""
    seeds = {path.name: path.read_text("utf-8") for path in SEEDS.iterdir()}
    project = make_project(tmp_path_factory.mktemp("search") / "project", seeds)
    result = build(project)
    assert result.returncode == 0, result.stderr
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=project / "site"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which no script may fail."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert not errors
