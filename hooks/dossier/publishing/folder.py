"""The folder in which a site is made: a file that is as in the last site is a hard link to that."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from dossier.publishing.manifest import Written
from dossier.publishing.unchanged import LastSite

ORDINARY = stat.S_IFREG | 0o644
"""What an untouched file of a site is, and who may read it."""


class SiteFolder:
    """Writes files into the folder of a site, of which the `last` one may stand elsewhere.

    A link costs less than a file, and a copy of the site that goes by times, as rsync's, leaves out
    what has not changed. A file of the last site of which it is not known that it was made of the
    same is compared byte for byte, so one that was damaged stays behind; and as it is shared, no
    file that was written here may be changed.
    """

    def __init__(self, path: Path, last: LastSite | None = None) -> None:
        self._path = str(path)
        self._last = last

    def write(self, name: str, content: bytes, made_of: str = "") -> Written:
        """Write a file by its path from here, in a folder that is made where it is missing."""
        path = self._prepare(name)
        if not self._is_linked(name, path, content):
            _write(path, content)
        return Written.of(path, content, made_of)

    def share(self, name: str, made_of: str) -> Written | None:
        """Link to the file of the last site that was made of the same; None if there is none."""
        written = self._last.find(name, made_of) if self._last and made_of else None
        return written if written and self._is_linked(name, self._prepare(name)) else None

    def _prepare(self, name: str) -> str:
        path = os.path.join(self._path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)  # a preview clears its own meanwhile
        return path

    def _is_linked(self, name: str, path: str, content: bytes | None = None) -> bool:
        """Whether a file could be had as a link to that of the last site, and so is one now.

        One that has other links is somebody's copy, too, and is left to them.
        """
        if not self._last:
            return False
        last = os.path.join(self._last.path, name)
        with suppress(OSError):
            found = os.lstat(last)
            is_ours = (found.st_mode, found.st_nlink) == (ORDINARY, 1)
            if is_ours and (content is None or _holds(last, found.st_size, content)):
                os.link(last, path)
                return True
        return False


def _holds(path: str, size: int, content: bytes) -> bool:
    """Whether a file of a size has this content."""
    if size != len(content):
        return False
    with open(path, "rb") as file:
        return file.read() == content


def _write(path: str, content: bytes) -> None:
    """Write a file anew: another that stands there may be a link."""
    with suppress(FileNotFoundError):
        os.unlink(path)
    with open(path, "xb") as file:
        file.write(content)
