"""Whether a site is still what its inputs came to: then a build has nothing to do.

Beside the cache stands what was published last: a digest of all that went into it, and of each
file what the system says of it. So a site is known to be whole without reading it; a file of which
the system says something else is read and compared with the manifest. Of most files it stands there
what they were made of, too: then another build need not even look at what they say.
"""

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from dossier.core.cache import PLACE
from dossier.core.digest import code, digest
from dossier.publishing.manifest import (
    NAME,
    Written,
    entries_of,
    file_digest,
    input_digests,
    input_files,
)

VARIABLES = ("SOURCE_DATE_EPOCH", "DOSSIER_BUILT", "DOSSIER_YEAR", "SITE_URL")

Looks = Mapping[str, list[int]]
"""Of each file of a site, by its path: kind, size, when it was written and changed, number."""


class Inputs:
    """All that goes into a site: the project's files, the code, the environment.

    Of the environment that is what the configuration may ask for. `files` has the SHA-256 of each
    file by its path; None if one cannot be read, as whoever builds then says what is wrong. The
    `digest` of all is empty then, and so no site is up to date; and for a site with books, as their
    making depends on what else the system has.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self.files: Mapping[str, str] | None = None
        self.digest = ""
        try:
            self._looks = self._look()
            named = re.findall(r"\w+", (root / "mkdocs.yml").read_text("utf-8", "replace"))
            self.files = input_digests(root)
        except OSError:
            return
        if not os.environ.get("DOSSIER_BOOKS"):
            names = sorted({*VARIABLES, *named} & os.environ.keys())
            environment = {name: os.environ[name] for name in names}
            self.digest = digest(sys.version, code(), environment, self.files)

    def are_as_read(self) -> bool:
        """Whether no file looks otherwise by now: then something was saved meanwhile."""
        with suppress(OSError):
            return self._look() == self._looks
        return False

    def _look(self) -> Looks:
        return {name: _look(os.stat(self._root / name)) for name in input_files(self._root)}


class LastSite:
    """The site that was published last at a place, as far as it was noted; it may be gone."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path = path
        self._root = root
        self._note = Note({}, {}, "", "")
        with suppress(OSError, ValueError, TypeError):
            self._note = Note(**json.loads(self._place.read_text("utf-8")))

    def is_unchanged(self, inputs: str) -> bool:
        """Whether it is of the same inputs, by their digest, and whole."""
        known = self._note
        with suppress(OSError, ValueError, LookupError, TypeError):
            if not inputs or known.inputs != inputs:
                return False
            looks = _looks(self.path)
            if looks == known.files:
                return True
            if (
                looks.keys() != known.files.keys()
                or file_digest(self.path / NAME) != known.manifest
            ):
                return False
            files = json.loads((self.path / NAME).read_text("utf-8"))["files"]
            doubtful = [name for name in looks if looks[name] != known.files[name] and name != NAME]
            if all(file_digest(self.path / name) == files[name] for name in doubtful):
                self._write(known._replace(files=looks))
                return True
        return False

    def find(self, path: str, made_of: str) -> Written | None:
        """A file of it that was made of the same, and is as it was published.

        One that looks different is read: a build that failed has linked to it, and nothing more.
        """
        with suppress(OSError, LookupError, TypeError, ValueError):
            known, sha256 = self._note.made[path]
            file = self.path / path
            if known == made_of:
                found = os.lstat(file)
                if _look(found) == self._note.files[path] or file_digest(file) == sha256:
                    return Written(found.st_mtime_ns, found.st_size, sha256, made_of)
        return None

    def remember(self, inputs: Inputs, seen: Mapping[str, Written]) -> None:
        """Note what a site that was published in its place was made of and how it looks.

        Of which inputs is not known if these are others by now: something was saved meanwhile.
        """
        known = inputs.digest if inputs.are_as_read() else ""
        made = {path: [w.made_of, w.digest] for path, w in seen.items() if w.made_of}
        self._write(Note(_looks(self.path), made, file_digest(self.path / NAME), known))

    def _write(self, note: "Note") -> None:
        place = self._place
        with suppress(OSError):  # then the next build is one
            place.parent.mkdir(exist_ok=True)
            fresh = place.with_suffix(f".{os.getpid()}")
            fresh.write_text(json.dumps(note._asdict()), "utf-8")
            os.replace(fresh, place)

    @property
    def _place(self) -> Path:
        """Where it is noted: for each place of a site a file of its own."""
        name = f"published-{digest(str(self.path.resolve()))[:12]}.json"
        return (self._root / PLACE).parent / name


class Note(NamedTuple):
    """What is noted of a site: of each file how it looks, of some what they were made of.

    `made` has, beside that, their SHA-256; `manifest` is that of the manifest, `inputs` the digest
    of all that went into the site.
    """

    files: Looks
    made: Mapping[str, Sequence[str]]
    manifest: str
    inputs: str


def _looks(site: Path) -> Looks:
    return {path: _look(entry.stat(follow_symlinks=False)) for path, entry in entries_of(str(site))}


def _look(found: os.stat_result) -> list[int]:
    return [found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
