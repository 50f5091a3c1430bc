"""Whether scripts/serve stands a long day: edits, renames, breakage by chance, a browser reading.

Of a generated archive, files are changed faster than it can follow, renamed, deleted and put back;
front matter, pages, templates and the configuration are broken and mended. Meanwhile Chromium reads
pages. Each time that all is mended, the last change must be shown, and no page be an error. At the
end, the memory must not have grown from the second third of the time to the last. Exit status 1 if
any of that is not so.
"""

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Error, Page
from support.chromium import chromium

from benchmarks import archive
from benchmarks.serving import PAUSE, Server, serving

ARTICLES = 50
PATIENCE = 60.0
"""Seconds within which what is mended must be shown."""
TRIES = 5
GROWTH = 1.1
"""How much more memory the last third of the time may need than the second, at its middle."""
PAGES = ("", "articles/", "themes/trade/", "themes/defence/", "names/", "timeline/", "editors/")
BREAKAGE: Mapping[str, tuple[str, str]] = {
    "docs/themes/trade.md": ("terms:", "terms: ["),
    "docs/index.md": ("---\n", "---\nnothing: here\n"),
    "docs/.overrides/base.html": ("{% block extrahead %}", "{% block %}"),
    "mkdocs.yml": ("hooks:", "hooks: ["),
    "seeds/article-00001.md": ("---\n", "---\ntitle: [\n"),
}
"""What is put in the place of what in a file, to break it."""


@dataclass
class Soak:
    """A project that is served, and what chance does to it; `memory` is in MB, by seconds."""

    server: Server
    chance: random.Random
    edits: int = 0
    memory: list[tuple[float, float]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def path(self, name: str) -> Path:
        return self.server.folder / name

    def seed(self) -> Path:
        """One of the articles, but not that by which changes are seen."""
        return self.path(f"seeds/article-{self.chance.randrange(2, ARTICLES):05}.md")

    def save(self, path: Path, text: str) -> None:
        path.write_text(text, "utf-8")
        self.edits += 1

    def save_quickly(self) -> None:
        """Save an article again and again, as somebody does who types."""
        path = self.seed()
        text = path.read_text("utf-8")
        for number in range(self.chance.randint(2, 8)):
            self.save(path, f"{text}\nA tariff of {number}.\n")
            time.sleep(self.chance.uniform(0.05, 0.6))
        self.save(path, text)

    def rename(self) -> None:
        """Rename an article and back."""
        path = self.seed()
        other = path.with_name(f"renamed-{path.name}")
        for one, two in ((path, other), (other, path)):
            one.rename(two)
            self.edits += 1
            time.sleep(self.chance.uniform(0.1, 1.5))

    def delete(self) -> None:
        """Take an article away, and put it back."""
        path = self.seed()
        text = path.read_text("utf-8")
        path.unlink()
        time.sleep(self.chance.uniform(0.1, 1.5))
        self.save(path, text)

    def break_something(self) -> None:
        """Break a file, and mend it."""
        name = self.chance.choice(list(BREAKAGE))
        path = self.path(name)
        text = path.read_text("utf-8")
        old, new = BREAKAGE[name]
        self.save(path, text.replace(old, new, 1) if old in text else f"{text}\n<textarea>\n")
        time.sleep(self.chance.uniform(0.3, 2.5))
        self.save(path, text)

    def change_words(self) -> None:
        """Give a theme another word, and take it away."""
        path = self.path("docs/themes/trade.md")
        text = path.read_text("utf-8")
        self.save(path, text.replace("\nterms:\n", f"\nterms:\n  W{self.edits}: [W{self.edits}]\n"))
        time.sleep(self.chance.uniform(0.1, 1.5))
        self.save(path, text)

    def settle(self, page: Page) -> None:
        """Make one more change, and wait until the browser shows it."""
        mark, path = f"Quux{self.edits}", self.path("seeds/article-00000.md")
        text = path.read_text("utf-8").partition("\n\nQuux")[0]
        self.save(path, f"{text}\n\n{mark}, a tariff.\n")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if not self.read(page, "articles/article-00000/") and mark in page.content():
                break
            time.sleep(PAUSE)
        else:
            self.wrong.append(f"{mark} was not shown within {PATIENCE:.0f} s")
        for name in PAGES:
            if wrong := self.read(page, name):
                self.wrong.append(f"after {mark}, /{name} {wrong}")

    def read(self, page: Page, name: str) -> str:
        """Why a page cannot be read; empty if it can.

        A page that shows a change by loading itself anew can break the way to another one.
        """
        wrong = ""
        for _ in range(TRIES):
            try:
                address = f"http://{self.server.address}/{name}"
                answer = page.goto(address, wait_until="domcontentloaded")
                if answer is None or not answer.ok:
                    return f"was answered with {answer.status if answer else 'nothing'}"
                return "" if page.locator("main").count() else "had no content"
            except Error as error:
                wrong = f"could not be loaded ({error.message.splitlines()[0]})"
        return wrong

    def measure(self, seconds: float) -> None:
        """Note the memory of the process that serves, without those which it begins."""
        status = Path(f"/proc/{self.server.process}/status").read_text()
        found = re.search(r"^VmRSS:\s+(\d+)", status, re.MULTILINE)
        if not found:
            raise RuntimeError("scripts/serve has ended")
        self.memory.append((seconds, int(found[1]) / 1024))


def grown(memory: Sequence[tuple[float, float]]) -> float:
    """The memory of the last third of the time by that of the second, each at its middle."""
    end = memory[-1][0]
    second = [size for seconds, size in memory if end / 3 <= seconds < end * 2 / 3]
    last = [size for seconds, size in memory if seconds >= end * 2 / 3]
    return median(last) / median(second)


def main(arguments: Sequence[str]) -> int:
    """Print a line for each minute or so, and in the end what was wrong."""
    parser = argparse.ArgumentParser(prog="scripts/bench soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--seed", type=int, default=1, help="of chance")
    options = parser.parse_args(arguments)
    print("minutes   edits  memory, MB")
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        archive.write(project, ARTICLES)
        with serving(project, "dossier", "serve") as server, browsing() as page:
            soak = Soak(server, random.Random(options.seed))
            _run(soak, page, options.minutes * 60)
    growth = grown(soak.memory)
    if growth > GROWTH:
        soak.wrong.append(f"the memory has grown by {growth - 1:.0%} in the last third")
    for line in soak.wrong:
        print(line, file=sys.stderr)
    print(f"{len(soak.wrong)} wrong; memory of the last third by that of the second: {growth:.2f}")
    return 1 if soak.wrong else 0


def _run(soak: Soak, page: Page, seconds: float) -> None:
    """Let chance work for so many seconds."""
    ways: list[Callable[[], None]] = [
        *(soak.save_quickly, soak.save_quickly, soak.rename, soak.delete),
        *(soak.break_something, soak.change_words),
    ]
    begun, told = time.monotonic(), -60.0
    while (spent := time.monotonic() - begun) < seconds or len(soak.memory) < 9:
        for _ in range(soak.chance.randint(1, 3)):
            soak.chance.choice(ways)()
            soak.read(page, soak.chance.choice(PAGES))
        soak.settle(page)
        soak.measure(time.monotonic() - begun)
        if spent - told >= 60:
            told = spent
            print(f"{spent / 60:7.1f}{soak.edits:8,}{soak.memory[-1][1]:12.0f}", flush=True)


@contextmanager
def browsing() -> Iterator[Page]:
    """A page of Chromium."""
    with chromium() as browser:
        yield browser.new_page()
