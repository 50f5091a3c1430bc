"""A site that is served: what has not changed stays from build to build, the index comes later."""

import atexit
import gc
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from threading import Timer

from dossier.edition import read_edition
from dossier.kept import Kept
from dossier.pages import Pages
from dossier.search import write_index

DATA = Path("search/data")
REST = 1.0
"""Seconds from a build until disk and memory are tidied up, so that readers of it come first."""


@cache
def served(site: Path) -> "Served":
    """What is known of the site in this folder; the same from build to build."""
    return Served(site)


class Served:
    """Sets the last site aside before a build, to `take` from it, and writes the index after it.

    The index is written by a process of its own, as pages need not wait for it; the last one
    stands meanwhile.
    """

    def __init__(self, site: Path) -> None:
        self._site = site
        self._last = Path(tempfile.mkdtemp(prefix="dossier-last-", dir=site.parent)) / "site"
        self._keys: dict[str, str] = {}
        self._last_keys: dict[str, str] = {}
        self._is_whole = False
        self._indexing: subprocess.Popen[bytes] | None = None
        self._rest: Timer | None = None
        atexit.register(self._end)

    def begin(self) -> None:
        """Set the site aside; of one that was not finished nothing can be taken."""
        self._stop()
        if self._is_whole:
            shutil.rmtree(self._last, ignore_errors=True)
            self._site.rename(self._last)
            self._site.mkdir()
        self._last_keys = self._keys if self._is_whole else {}
        self._keys, self._is_whole = {}, False

    def take(self, path: str, key: str) -> bool:
        """Move a page from the last site into this one, if it has the same key; else false.

        It goes with its folder and what else is there, unless other pages stand below it.
        """
        self._keys[path] = key
        if self._last_keys.get(path) != key:
            return False
        folder = os.path.dirname(path)
        with os.scandir(self._last / folder) as entries:
            alone = not any(entry.is_dir() for entry in entries)
        moved = folder if alone and not (self._site / folder).exists() else path
        os.makedirs(os.path.dirname(self._site / moved), exist_ok=True)
        os.rename(self._last / moved, self._site / moved)
        return True

    def finish(self) -> None:
        """The site is whole; it has the last one's index, until its own is written."""
        self._is_whole = True
        if (self._last / DATA).exists():
            shutil.move(self._last / DATA, self._site / DATA)

    def index(self, root: Path) -> None:
        """Index the site, which is made from the project at `root`, and tidy up."""
        self._indexing = subprocess.Popen(
            [sys.executable, "-m", "dossier.served", root, self._site],
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        self._rest = Timer(REST, self._tidy)
        self._rest.daemon = True
        self._rest.start()

    def _tidy(self) -> None:
        shutil.rmtree(self._last, ignore_errors=True)
        gc.collect()

    def _stop(self) -> None:
        if self._rest:
            self._rest.cancel()
            self._rest.join()
        if self._indexing:
            self._indexing.kill()
            self._indexing.wait()

    def _end(self) -> None:
        self._stop()
        shutil.rmtree(self._last.parent, ignore_errors=True)


def main(root: Path, site: Path) -> None:
    """Index the project's articles, drafts too, and write the files to download beside them.

    Nothing is done if there are problems.
    """
    kept = Kept(root / ".cache" / "kept.db")
    edition = read_edition(root, drafts=True, kept=kept)
    if not edition.problems:
        write_index(edition.dossier, site, kept)
        kept.close()
        for path, content in Pages(edition.dossier).files():
            (site / path).write_text(content, "utf-8", newline="")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
