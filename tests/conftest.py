"""Small real projects to build: the site's own configuration and hooks around other contents."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import settings
from lxml import html
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update"
)

settings.register_profile("dossier", deadline=None)  # a busy machine is no failure
settings.load_profile("dossier")

Build = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def build() -> Build:
    """Build a project as scripts/build does, with its arguments, and give what came of it."""

    def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dossier", "build", *arguments],
            cwd=project,
            env={"PYTHONPATH": str(ROOT / "hooks"), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def make_project(root: Path, seeds: Mapping[str, str] | None = None) -> Path:
    """This project's site under `root`: with its own seeds, or with those given."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "docs", root / "docs")
    (root / "hooks").symlink_to(ROOT / "hooks")
    if seeds is None:
        shutil.copytree(ROOT / "seeds", root / "seeds")
        return root
    (root / "seeds").mkdir()
    for name, text in seeds.items():
        (root / "seeds" / name).write_text(text, encoding="utf-8")
    return root


def orphans(site: Path) -> set[str]:
    """The pages of a site to which no links lead from its home page, by path."""
    waiting, seen = ["index.html"], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for link in html.document_fromstring((site / name).read_text("utf-8")).iter("a"):
            path = unquote(urlsplit(urljoin(f"https://here/{name}", link.get("href"))).path)
            target = path.removeprefix("/") + ("index.html" if path.endswith("/") else "")
            if target.endswith(".html") and (site / target).is_file():
                waiting.append(target)
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - seen


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Path:
    """This project's own site, built once for all tests that only read it."""
    project = make_project(tmp_path_factory.mktemp("site") / "project")
    result = build(project)
    assert result.returncode == 0, result.stderr
    return project / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS.split())
        yield browser
        browser.close()


class Handler(SimpleHTTPRequestHandler):
    """Serves files, quietly, and the site's own page where there is none."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(Path(self.directory, "404.html").read_bytes())


@contextmanager
def serve(site: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a built site on a free port; gives its address, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
