"""Finishes a served site after each build: its pages need not wait for the search's index."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from dossier.edition import read_edition
from dossier.kept import Kept
from dossier.pages import Pages
from dossier.search import write_index


class LaterIndex:
    """Writes the index of a served site in a process of its own; the last one stands meanwhile.

    A build empties the site: `stop` before it, `start` after it.
    """

    def __init__(self, root: Path, site: Path) -> None:
        self._root = root
        self._data = site / "search" / "data"
        self._last = Path(tempfile.mkdtemp(prefix="dossier-index-")) / "data"
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self._end)

    def start(self) -> None:
        if self._last.exists():
            shutil.move(self._last, self._data)
        hooks = Path(__file__).parent.parent
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dossier.later", self._root, self._data.parent.parent],
            env=os.environ | {"PYTHONPATH": str(hooks)},
        )

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
        if (self._data / "entry.json").exists():
            shutil.move(self._data, self._last)

    def _end(self) -> None:
        if self._process:
            self._process.kill()
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
