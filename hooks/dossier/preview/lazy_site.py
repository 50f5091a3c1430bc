"""A site that is served: each page is made when somebody asks for it, the index comes later."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import RLock, Timer
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

from dossier.core.cache import Cache, MemoryCache
from dossier.core.memory import tidy_memory
from dossier.gathering.pipeline import read_edition
from dossier.pages import citations as citation
from dossier.search.index import DATA, write_index

REST = 1.0
"""Seconds from a build until memory is tidied up, so that readers of it come first."""
PATIENCE = 10
"""Builds after which it is tidied up at once: saves that follow each other leave no time to."""


class LazySite:
    """Has a page made when it is asked for, and the index after a build.

    A build goes from `begin` to `finish`, and on the way offers its pages. The index is written by
    a process of its own, as pages need not wait for it; the last one stands meanwhile.
    """

    def __init__(self, site: Path) -> None:
        self.cache = MemoryCache()
        self._site = site
        self._last_index = Path(tempfile.mkdtemp(prefix="dossier-index-", dir=site.parent)) / "data"
        self._lock = RLock()
        self._offered: dict[str, Callable[[], None]] = {}
        self._unmade: dict[str, Callable[[], None]] = {}
        self._turns = 0
        self._rounds = 0
        self._indexing: subprocess.Popen[bytes] | None = None
        self._rest: Timer | None = None
        atexit.register(self._end)

    def begin(self) -> None:
        """Set the index aside; no page is to be had until the build is finished."""
        self._stop()
        with self._lock:
            self._turns += 1
            self._offered, self._unmade = {}, {}
            if (self._site / DATA).exists():
                shutil.rmtree(self._last_index, ignore_errors=True)
                (self._site / DATA).rename(self._last_index)

    def offer(self, pages: Mapping[str, Callable[[], None]]) -> None:
        """Take over what makes each page of this build, by its path below the site."""
        self._offered = {_address(path): make for path, make in pages.items()}

    def finish(self) -> None:
        """The build has ended; the last one's index stands until there is one of this."""
        with self._lock:
            self._turns += 1
            self._unmade = self._offered
            if self._last_index.exists():
                (self._site / DATA).parent.mkdir(exist_ok=True)
                self._last_index.rename(self._site / DATA)

    def offers(self, path: str) -> bool:
        """Whether this build has a page at a path."""
        return _address(path) in self._offered

    def make(self, path: str) -> None:
        """Make a page, if there is one at this path that is not made yet."""
        with self._lock:
            if make := self._unmade.pop(_address(path), None):
                make()

    def read(self, path: str) -> bytes | None:
        """A page as it was made; None if there is none now."""
        with self._lock:
            self.make(path)
            file = self._site / _address(path) / "index.html"
            return file.read_bytes() if file.is_file() else None

    def make_all(self) -> None:
        """Make every page."""
        for path in [*self._unmade]:
            self.make(path)

    def answering(self, answer: WSGIApplication, mount: str) -> WSGIApplication:
        """What answers as `answer` does, after making the page that is asked for.

        If a build begins or ends meanwhile it does so again, as there may be other pages now.
        """

        def made(environ: WSGIEnvironment, start_response: Any) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
            while True:
                turn, heads = self._turns, list[tuple[Any, ...]]()
                self.make(path.removeprefix(mount))
                body = answer(environ, lambda *head, heads=heads: heads.append(head))
                if turn == self._turns:
                    start_response(*heads[-1])
                    return body

        return made

    def index(self, root: Path) -> None:
        """Index the site, which is made from the project at `root`."""
        self._indexing = subprocess.Popen(
            [sys.executable, "-m", "dossier.preview.lazy_site", root, self._site],
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        )

    def rest(self, prepare: Callable[[], None] | None = None) -> None:
        """Tidy up the memory soon, whatever came of a build, and then `prepare`."""

        def work() -> None:
            tidy_memory()
            if prepare:
                prepare()

        self._rounds += 1
        if self._rounds % PATIENCE == 0:
            tidy_memory()
        self._rest = Timer(REST, work)
        self._rest.daemon = True
        self._rest.start()

    def _stop(self) -> None:
        if self._rest:
            self._rest.cancel()
            self._rest.join()
        if self._indexing:
            self._indexing.kill()
            self._indexing.wait()

    def _end(self) -> None:
        self._stop()
        shutil.rmtree(self._last_index.parent, ignore_errors=True)


def _address(path: str) -> str:
    return path.removesuffix("index.html").strip("/")


def main(root: Path, site: Path) -> None:
    """Index the project's articles, drafts too, and write the files to download beside them.

    Nothing is done if there are problems.
    """
    cache = Cache.of_project(root)
    edition = read_edition(root, drafts=True, cache=cache)
    if not edition.problems:
        write_index(edition.dossier, site, cache)
        cache.close(is_build=False)
        for path, content in citation.files(edition.dossier.articles):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(content, "utf-8", newline="")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
