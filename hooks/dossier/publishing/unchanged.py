"""Whether a site is still what its inputs came to: then a build has nothing to do.

Beside the cache stands what was published last: a digest of all that went into it, and of each
file what the system says of it. So a site is known to be whole without reading it; a file of which
the system says something else is read and compared with the manifest.
"""

import json
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from dossier.core.cache import PLACE
from dossier.core.digest import code, digest
from dossier.publishing.manifest import NAME, entries_of, file_digest, input_digests

VARIABLES = ("SOURCE_DATE_EPOCH", "DOSSIER_BUILT", "DOSSIER_YEAR", "SITE_URL")

Looks = Mapping[str, list[int]]
"""Of each file of a site, by its path: kind, size, when it was written and changed, number."""


def inputs_of(root: Path) -> str:
    """A digest of all that goes into a site: the project's files, the code, the environment.

    Of the environment that is what the configuration may ask for. It is empty, and so no site is up
    to date, if a file cannot be read, as whoever builds then says what is wrong; and for a site
    with books, as their making depends on what else the system has.
    """
    if os.environ.get("DOSSIER_BOOKS"):
        return ""
    try:
        named = re.findall(r"\w+", (root / "mkdocs.yml").read_text("utf-8", "replace"))
        files = input_digests(root)
    except OSError:
        return ""
    names = sorted({*VARIABLES, *named} & os.environ.keys())
    environment = {name: os.environ[name] for name in names}
    return digest(sys.version, code(), environment, files)


def is_unchanged(site: Path, root: Path, inputs: str) -> bool:
    """Whether a site is the one that was published last, of the same inputs, and whole."""
    with suppress(OSError, ValueError, LookupError, TypeError):
        known = json.loads(_note(site, root).read_text("utf-8"))
        if not inputs or known["inputs"] != inputs:
            return False
        looks = _looks(site)
        if looks == known["files"]:
            return True
        if looks.keys() != known["files"].keys() or file_digest(site / NAME) != known["manifest"]:
            return False
        files = json.loads((site / NAME).read_text("utf-8"))["files"]
        doubtful = [name for name in looks if looks[name] != known["files"][name] and name != NAME]
        if all(file_digest(site / name) == files[name] for name in doubtful):
            _write_note(site, root, inputs)
            return True
    return False


def remember(site: Path, root: Path, inputs: str) -> None:
    """Note what a published site was made of and how it looks.

    Not if its inputs are others by now: then something was saved during the build.
    """
    if not inputs or inputs_of(root) != inputs:
        return
    _write_note(site, root, inputs)


def _write_note(site: Path, root: Path, inputs: str) -> None:
    note = _note(site, root)
    known = {"inputs": inputs, "manifest": file_digest(site / NAME), "files": _looks(site)}
    with suppress(OSError):  # then the next build is one
        note.parent.mkdir(exist_ok=True)
        fresh = note.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(known), "utf-8")
        os.replace(fresh, note)


def _note(site: Path, root: Path) -> Path:
    """Where it is noted: for each place of a site a file of its own."""
    return (root / PLACE).parent / f"published-{digest(str(site.resolve()))[:12]}.json"


def _looks(site: Path) -> Looks:
    return {path: _look_of(entry) for path, entry in entries_of(str(site))}


def _look_of(entry: "os.DirEntry[str]") -> list[int]:
    found = entry.stat(follow_symlinks=False)
    return [found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
