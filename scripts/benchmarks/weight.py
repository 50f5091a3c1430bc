"""What readers load: bytes and requests of a page of each kind, at a first visit and after it.

The site is that of the tests' dossier, which has pages of every kind, with generated articles,
served by nginx with our host file, compressed, and read in Chromium.
"""

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser
from support.chromium import chromium
from support.nginx import free_port, nginx
from support.page_types import PAGES

from benchmarks.audit import LOST, build_site
from benchmarks.report import PAGE, as_table, machine, put_section
from benchmarks.traffic import Taken, Traffic

MADE_UP = "articles/article-00000/"
HEADINGS = (
    "articles",
    "page",
    "HTML, KB",
    "first visit, KB",
    "bodies",
    "requests",
    "next, KB",
    "bodies",
    "requests",
    "again, KB",
    "bodies",
    "requests",
)
SECTION = """## What readers load

Written by `{command}`.

{machine}.

A page of each kind, of the tests’ dossier with so many generated articles, served by nginx as
[`nginx.conf`](../hosting/nginx.conf) says, but without HTTPS, and read in Chromium. KB are 1,000
bytes. But for those of the HTML as it lies on disk they are counted as they travel, compressed:
with all headers, and of the bodies alone, since HTTP/2 sends the same headers again in few bytes.
On a first visit nothing was loaded before; the next is a first look at the page after another one
of the site; again is the same page once more, when all is asked for and nothing has changed. The
largest is the page with the most HTML.

"""


@dataclass(frozen=True, slots=True)
class Weight:
    """Of a page its HTML on disk in bytes; bytes and requests of three visits."""

    articles: int
    page: str
    html: int
    first: Taken
    next: Taken
    again: Taken


def main(arguments: Sequence[str]) -> int:
    """Print each row as soon as it is known, and write the table."""
    parser = argparse.ArgumentParser(prog="scripts/bench weight", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10000])
    parser.add_argument("--write", type=Path, default=PAGE, metavar="FILE", help=f"default: {PAGE}")
    options = parser.parse_args(arguments)
    rows: list[tuple[str, ...]] = [HEADINGS]
    for size in options.sizes:
        for weight in _weigh(size):
            rows.append(_row(weight))
            print("  ".join(rows[-1]), flush=True)
    command = " ".join(("scripts/bench weight", *arguments))
    put_section(options.write, SECTION.format(command=command, machine=machine()) + as_table(rows))
    return 0


def _weigh(size: int) -> Iterator[Weight]:
    """Build a site and visit a page of each kind."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        address = f"http://127.0.0.1:{port}/"
        site = build_site(Path(folder) / "project", size, address)
        with chromium() as browser, nginx(Path(folder) / "nginx", site, port=port):
            for kind, page in _kinds(site).items():
                file = site / page.partition("?")[0]
                html = (file if file.is_file() else file / "index.html").stat().st_size
                yield Weight(size, kind, html, *_visit(browser, address, page))


def _kinds(site: Path) -> Mapping[str, str]:
    """Address by kind; the page for wrong addresses is asked for by its own."""
    pages = {path: path.stat().st_size for path in site.rglob("index.html")}
    largest = max(pages, key=lambda path: pages[path]).parent.relative_to(site).as_posix()
    more = {"a generated article": MADE_UP, f"the largest: {largest}/": f"{largest}/"}
    return {**PAGES, "lost": LOST, **more}


def _visit(browser: Browser, address: str, path: str) -> Iterator[Taken]:
    """What is received at a first visit, of one after another page, and of the same again."""
    for before in (None, "about/" if path != "about/" else "new/"):
        context = browser.new_context()
        page = context.new_page()
        traffic = Traffic(page)
        if before:
            page.goto(address + before, wait_until="networkidle")
            traffic.taken()
        page.goto(address + path, wait_until="networkidle")
        yield traffic.taken()
        if before:
            page.goto(address + path, wait_until="networkidle")
            yield traffic.taken()
        context.close()


def _row(weight: Weight) -> tuple[str, ...]:
    visits = (weight.first, weight.next, weight.again)
    told = [
        cell
        for taken in visits
        for cell in (f"{taken.bytes / 1e3:.1f}", f"{taken.bodies / 1e3:.1f}", f"{taken.answers}")
    ]
    return (f"{weight.articles:,}", weight.page, f"{weight.html / 1e3:.0f}", *told)
