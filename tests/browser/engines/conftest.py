"""A site in each engine: served with a watch on every page, opened in browsers kept for the run."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from selenium.webdriver.remote.webdriver import WebDriver
from support.serving import Handler, serve

from browser.engines.drivers import ENGINES, HEIGHT, WIDTH
from browser.engines.reader import Reader

WATCH = b"""
let left = false; // then what was still to be loaded is given up, which WebKit calls a failure
addEventListener("beforeunload", () => { left = true; });
const tell = (what) =>
  left || fetch("/complaint", {method: "POST", body: what, keepalive: true});
addEventListener("error", (event) => tell(`${location} ${event.message}`));
addEventListener("unhandledrejection", (event) => tell(`${location} ${event.reason}`));
addEventListener("securitypolicyviolation", (event) =>
  tell(`${location} ${event.violatedDirective} ${event.blockedURI}`));
"""
NARROW = b"""<!doctype html><title>As wide as a phone</title><style>body { margin: 0 }
iframe { width: 390px; height: 800px; border: 0 }</style><iframe title="Phone"></iframe>"""
"""A window may not be as narrow as a phone in Firefox and WebKitGTK, but a frame may."""

Browsers = Callable[[str, bool], WebDriver]


@pytest.fixture(scope="session")
def complaints() -> list[str]:
    """What any page had to complain about: errors, and what the policy has blocked."""
    return []


@contextmanager
def watched(site: Path, complaints: list[str]) -> Iterator[str]:
    """Serve a site whose pages complain; gives its address, with a slash at its end."""

    class Watching(Handler):
        def do_GET(self) -> None:
            page = Path(self.translate_path(self.path))
            page = page / "index.html" if page.is_dir() else page
            if self.path == "/watch.js":
                self.answer("text/javascript", WATCH)
            elif self.path == "/narrow.html":
                self.answer("text/html", NARROW)
            elif page.suffix == ".html" and page.is_file():
                before, head, after = page.read_bytes().partition(b"<link")
                watch = b'<script src="/watch.js"></script>'
                self.answer("text/html; charset=utf-8", before + watch + head + after)
            else:
                super().do_GET()

        def do_POST(self) -> None:
            complaints.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.answer("text/plain", b"")

        def answer(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with serve(site, Watching) as address:
        yield address


@pytest.fixture(scope="session")
def address(site: Path, complaints: list[str]) -> Iterator[str]:
    """The address of the tests' dossier."""
    with watched(site, complaints) as address:
        yield address


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def browsers() -> Iterator[Browsers]:
    """Gives an engine's browser, one with scripts or a plain one, opened when first asked for."""
    opened: dict[tuple[str, bool], WebDriver] = {}
    with ExitStack() as stack:

        def get(engine: str, plain: bool) -> WebDriver:
            if (engine, plain) not in opened:
                driver = stack.enter_context(ENGINES[engine](plain))
                driver.set_window_rect(width=WIDTH, height=HEIGHT)
                opened[engine, plain] = driver
            return opened[engine, plain]

        yield get


@pytest.fixture
def reader(
    engine: str, browsers: Browsers, address: str, complaints: list[str]
) -> Iterator[Reader]:
    """A reader who comes for the first time; no page may complain to them."""
    reader = Reader(browsers(engine, False), address)
    complaints.clear()
    reader.open("narrow.html")  # a page without a script of ours
    reader.driver.execute_script("localStorage.clear()")
    yield reader
    reader.open("narrow.html")  # what is left is told when a page is left
    assert complaints == []


@pytest.fixture
def plain_reader(engine: str, browsers: Browsers, address: str) -> Reader:
    """A reader who lets no page run scripts, on a system with dark colours."""
    return Reader(browsers(engine, True), address)
