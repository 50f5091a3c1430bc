"""Compares searches over the same archives: ours, stock Material's and plain Pagefind.

Ours also over years that were built apart, each with an index of its own.

Each is built by its own means, served as hosts do (text compressed), and asked in Chromium with
nothing in its cache. Bytes and time run from opening the address that holds a query to the first
result; the page itself, its styles and its scripts are included, except for Pagefind, which has a
bare page of its own.

First it says how well ours ranks, on a judged collection.
"""

import argparse
import gzip
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from urllib.parse import quote

from dossier.gathering.pipeline import list_years
from playwright.sync_api import Browser, sync_playwright

from benchmarks import archive, judged
from benchmarks.indexing import index_alone
from benchmarks.measure import run
from benchmarks.traffic import Traffic

QUERIES = (
    "defence agreement",
    "COMRAVA",
    "semiconductor investment policy",
    "strategic partnership",
)
ROUNDS = 3
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
PAGEFIND_PAGE = """<!doctype html><html lang="en"><title>Pagefind</title><ol></ol>
<script type="module">
const pagefind = await import("./pagefind/pagefind.js");
await pagefind.options({noWorker: true});  // what a worker fetches would not be counted
const found = await pagefind.search(new URLSearchParams(location.search).get("q"));
for (const result of await Promise.all(found.results.slice(0, 8).map((r) => r.data()))) {
  const item = document.createElement("li");
  item.className = "found";
  item.innerHTML = result.excerpt;
  document.querySelector("ol").append(item);
}
</script></html>
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A built site with a search: where, how it is asked, its index's files, and what they took.

    `seconds` and `megabytes` (the highest resident memory) are of the indexing alone; for
    Material's, which is part of its build, `seconds` is the difference that it makes.
    """

    folder: Path
    address: str
    result: str
    index: Sequence[Path]
    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the outcome. `bytes` and `seconds` to the first result: median and worst."""

    articles: int
    search: str
    bytes: int
    most_bytes: int
    seconds: float
    worst_seconds: float
    index_bytes: int
    index_seconds: float
    index_megabytes: float


def main(arguments: Sequence[str]) -> int:
    """Print the comparison, a line as soon as it is known."""
    parser = argparse.ArgumentParser(prog="scripts/bench search", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--searches", nargs="+", default=list(BUILDERS), choices=list(BUILDERS))
    options = parser.parse_args(arguments)
    print(judged.report(), flush=True)
    print(
        "articles  search     bytes to first result   seconds to it   index: MB  seconds  memory MB"
    )
    print("                        median       most   median   worst")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        for size in options.sizes:
            with tempfile.TemporaryDirectory() as folder:
                archive.write(Path(folder) / "ours", size)
                for name in options.searches:
                    site = BUILDERS[name](Path(folder))
                    print(_line(_measure(browser, size, name, site)), flush=True)
        browser.close()
    return 0


def _line(row: Row) -> str:
    return (
        f"{row.articles:8,}  {row.search:9}{row.bytes:12,}{row.most_bytes:11,}"
        f"{row.seconds:9.2f}{row.worst_seconds:8.2f}{row.index_bytes / 1e6:12.2f}"
        f"{row.index_seconds:9.1f}{row.index_megabytes:14,.0f}"
    )


def _measure(browser: Browser, size: int, name: str, site: Site) -> Row:
    with _served(site.folder) as address:
        samples = [
            ask(browser, address + site.address + quote(query), site.result)
            for query in QUERIES
            for _ in range(ROUNDS)
        ]
    taken, seconds = [s[0] for s in samples], [s[2] for s in samples]
    return Row(
        articles=size,
        search=name,
        bytes=round(median(taken)),
        most_bytes=max(taken),
        seconds=median(seconds),
        worst_seconds=max(seconds),
        index_bytes=sum(file.stat().st_size for file in site.index if file.is_file()),
        index_seconds=site.seconds,
        index_megabytes=site.megabytes,
    )


def ask(browser: Browser, address: str, result: str) -> tuple[int, int, float]:
    """Bytes and answers received, and seconds until the first result stands there."""
    context = browser.new_context()
    page = context.new_page()
    traffic = Traffic(page)
    start = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=300_000)
    page.locator(result).first.wait_for(timeout=300_000)
    seconds = time.perf_counter() - start
    taken = traffic.taken()
    context.close()
    return taken.bytes, taken.answers, seconds


class _Host(SimpleHTTPRequestHandler):
    """Serves a folder, text compressed by gzip."""

    TEXT = (".html", ".css", ".js", ".json", ".xml", ".svg")

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in self.TEXT or not path.is_file():
            super().do_GET()
            return
        data = _compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def _ours(folder: Path) -> Site:
    """The site as it is built, then its indexing once more by itself, to measure that."""
    project = folder / "ours"
    run([sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", project / "site"], project)
    site = project / "site"
    index = [*(site / "search/data").rglob("*")]
    return Site(site, "/search/?q=", ".search-passage", index, *index_alone(project, site))


def _years(folder: Path) -> Site:
    """Each year built as on a machine of its own; the seconds are those of all their indexes."""
    project, site = folder / "ours", folder / "years"
    years, costs = list_years(project), list[tuple[float, float]]()
    for year in years:
        build = (
            sys.executable,
            "-m",
            "dossier",
            "build",
            "--site-dir",
            site,
            "--year",
            year,
        )
        run(build, project)
        costs.append(index_alone(project, site / year, year))
    index = [*site.glob("*/search/data/**/*")]
    seconds, megabytes = sum(cost[0] for cost in costs), max(cost[1] for cost in costs)
    return Site(site, f"/{years[0]}/search/?q=", ".search-passage", index, seconds, megabytes)


def _stock(folder: Path, search: bool) -> tuple[Path, float, float]:
    """Material as it comes, over the same articles; its site, seconds and MB of the build."""
    project = folder / ("material" if search else "plain")
    project.mkdir()
    (project / "docs").mkdir()
    for path in (folder / "ours" / "seeds").iterdir():
        shutil.copy(path, project / "docs")
    (project / "docs" / "index.md").write_text("# Archive\n", "utf-8")
    plugins = "[search]" if search else "[]"
    (project / "mkdocs.yml").write_text(
        f"site_name: Archive\ntheme: {{name: material, font: false}}\nplugins: {plugins}\n"
        "nav: [index.md]\nvalidation: {nav: {omitted_files: ignore}}\n",
        "utf-8",
    )
    cost = run([sys.executable, "-m", "mkdocs", "build", "-q"], project)
    return project / "site", cost.seconds, cost.megabytes


def _material(folder: Path) -> Site:
    site, seconds, memory = _stock(folder, search=True)
    _, without, _ = _plain(folder)
    return Site(
        site,
        "/?q=",
        ".md-search-result__item",
        [site / "search/search_index.json"],
        seconds - without,
        memory,
    )


_plain_sites: dict[Path, tuple[Path, float, float]] = {}


def _plain(folder: Path) -> tuple[Path, float, float]:
    if folder not in _plain_sites:
        _plain_sites[folder] = _stock(folder, search=False)
    return _plain_sites[folder]


def _pagefind(folder: Path) -> Site:
    site, _, _ = _plain(folder)
    (site / "pagefind.html").write_text(PAGEFIND_PAGE, "utf-8")
    command: list[str | Path] = [sys.executable, "-m", "pagefind", "--site", site]
    cost = run([*command, "--root-selector", "article"], folder)
    index = [*(site / "pagefind").rglob("*")]
    return Site(site, "/pagefind.html?q=", ".found", index, cost.seconds, cost.megabytes)


BUILDERS = {"ours": _ours, "years": _years, "material": _material, "pagefind": _pagefind}
