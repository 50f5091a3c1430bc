"""The folder in which a site is made: a file that is as in the last site is a hard link to that."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from dossier.publishing.manifest import Written

ORDINARY = stat.S_IFREG | 0o644
"""What an untouched file of a site is, and who may read it."""


class SiteFolder:
    """Writes files into the folder of a site, of which the `last` one may stand elsewhere.

    A link costs less than a file, and a copy of the site that goes by times, as rsync's, leaves out
    what has not changed. The file of the last site is compared byte for byte, so one that was
    damaged stays behind; and as it is shared, no file that was written here may be changed.
    """

    def __init__(self, path: Path, last: Path | None = None) -> None:
        self._path = str(path)
        self._last = str(last) if last else ""

    def write(self, name: str, content: bytes) -> Written:
        """Write a file by its path from here, in a folder that is made where it is missing."""
        path = os.path.join(self._path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)  # a preview clears its own meanwhile
        if not self._last or not self._is_linked(name, path, content):
            _write(path, content)
        return Written.of(path, content)

    def _is_linked(self, name: str, path: str, content: bytes) -> bool:
        """Whether a file could be had as a link to that of the last site, and so is one now.

        One that has other links is somebody's copy, too, and is left to them.
        """
        last = os.path.join(self._last, name)
        with suppress(OSError):
            found = os.lstat(last)
            if (found.st_mode, found.st_size, found.st_nlink) == (ORDINARY, len(content), 1):
                with open(last, "rb") as file:
                    is_same = file.read() == content
                if is_same:
                    os.link(last, path)
                    return True
        return False


def _write(path: str, content: bytes) -> None:
    """Write a file anew: another that stands there may be a link."""
    with suppress(FileNotFoundError):
        os.unlink(path)
    with open(path, "xb") as file:
        file.write(content)
