"""How long an editor waits under scripts/serve: from saving a file until a browser is given it.

Each edit is made a few times on a generated archive, and the middle counts; and how long it waits
for the first page, with nothing kept and then with all. Beside it stands `mkdocs serve` with
Material on what `scripts/export` writes of the same archive: the same edit of an article, once.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from support.serving import started

from benchmarks import archive
from benchmarks.measure import run

ROUNDS = 3
PAUSE = 0.02
"""Seconds between two looks at a page."""
PATIENCE = 600.0
"""Seconds after which a page is no longer waited for."""
REST = 1.0
"""Seconds that a server is left alone, at least, before the next edit."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A text at the end of a file, and one below a line of it; a page that shows the first.

    `MARK` stands for a word that is nowhere yet.
    """

    page: str
    file: str
    end: str = "\nMARK, a tariff.\n"
    line: str = ""
    below: str = ""


PAGE = "articles/article-00000/"
SEED, THEME = "seeds/article-00000.md", "docs/themes/trade.md"
PLAIN = Edit(PAGE, "docs/articles/article-00000.md", "\n\nMARK, a tariff.\n")
EDITS: Mapping[str, Edit] = {
    "an article": Edit(PAGE, SEED),
    "the same, on a subtopic": Edit("themes/trade/tariffs-and-duties/", SEED),
    "the text of a theme": Edit("themes/trade/", THEME),
    "the words of a theme": Edit(
        "themes/trade/", THEME, line="\nterms:\n", below="  MARK: [MARK]\n"
    ),
    "the aliases of a name": Edit(
        "names/quad/", "docs/names/quad.md", line="\naliases:\n", below="  - MARK\n"
    ),
    "a template": Edit(PAGE, "docs/.overrides/partials/footer.html", "<!-- MARK -->"),
}


@dataclass(frozen=True, slots=True)
class Server:
    """A process that serves a folder at an address; its first page was there after `start` s."""

    folder: Path
    address: str
    process: int
    start: float = 0.0

    def rest(self) -> None:
        """Wait until what it does behind its pages is done by the processes that do it."""
        time.sleep(REST)
        while any(self._at_work()):
            time.sleep(PAUSE)

    def _at_work(self) -> Iterator[bool]:
        """Of each process that it has begun, whether it still runs: one that has ended is bare."""
        for children in Path(f"/proc/{self.process}/task").glob("*/children"):
            for process in children.read_text().split():
                yield bool(Path(f"/proc/{process}/cmdline").read_bytes())

    def shows(self, page: str, words: str) -> bool:
        """Whether a page is there and has these words."""
        with suppress(URLError, ConnectionError):
            return words in urlopen(f"http://{self.address}/{page}").read().decode()
        return False

    def seconds(self, edit: Edit, mark: str) -> float:
        """Make an edit; how long it takes until its page shows it."""
        path = self.folder / edit.file
        text = path.read_text("utf-8")
        below, end = (put.replace("MARK", mark) for put in (edit.below, edit.end))
        path.write_text(text.replace(edit.line, edit.line + below, 1) + end, "utf-8")
        saved = time.perf_counter()
        while not self.shows(edit.page, mark):
            if time.perf_counter() - saved > PATIENCE:
                raise TimeoutError(f"{edit.page} never showed the change to {edit.file}")
            time.sleep(PAUSE)
        waited = time.perf_counter() - saved
        self.rest()
        return waited


def main(arguments: Sequence[str]) -> int:
    """Print a row for each edit and archive as soon as it is known."""
    parser = argparse.ArgumentParser(prog="scripts/bench serve", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 100, 1000])
    options = parser.parse_args(arguments)
    marks = (f"Quux{number}" for number in count())
    print("articles  edit                      seconds  MkDocs, s  ratio")
    for size in sorted(options.sizes):
        with tempfile.TemporaryDirectory() as folder:
            project, export = Path(folder, "ours"), Path(folder, "export")
            archive.write(project, size)
            run([sys.executable, "-m", "dossier", "export", export], project)
            with serving(export, "mkdocs", "serve", "--livereload") as server:
                plain, start = server.seconds(PLAIN, next(marks)), server.start
            with serving(project, "dossier", "serve") as server:
                _print_row(size, "the start", server.start, start)
            with serving(project, "dossier", "serve") as server:
                _print_row(size, "the next start", server.start, start)
                for name, edit in EDITS.items():
                    ours = median(server.seconds(edit, next(marks)) for _ in range(ROUNDS))
                    _print_row(size, name, ours, plain)
    return 0


def _print_row(size: int, name: str, ours: float, plain: float) -> None:
    print(f"{size:8,}  {name:24}{ours:9.2f}{plain:11.2f}{ours / plain:7.2f}", flush=True)


@contextmanager
def serving(folder: Path, *module: str) -> Iterator[Server]:
    """Serve a project as scripts/serve does, or by another module."""
    with started(folder, *module) as (address, process):
        begun = time.perf_counter()
        server = Server(folder, address, process.pid)
        while not server.shows("", "<html"):
            if process.poll() is not None:
                raise RuntimeError(f"{' '.join(module)} ended with {process.returncode}")
            time.sleep(PAUSE)
        server = replace(server, start=time.perf_counter() - begun)
        server.rest()
        yield server
