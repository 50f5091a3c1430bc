"""What a site was made of, and whether a copy of it is whole: `manifest.json`, `scripts/verify`.

The manifest holds no time and no path of the machine: the same inputs give the same bytes.
"""

import hashlib
import http.client
import json
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TypedDict
from urllib.error import URLError
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen

from dossier.core.problems import Problems
from dossier.reading.articles import read_dates
from dossier.reading.schedule import build_day, unpublished

NAME = "manifest.json"
INPUTS = ("mkdocs.yml", "scripts/locks/site.txt", "docs", "hooks", "seeds")
PACKAGES = ("breame", "markdown", "mkdocs", "mkdocs-material", "sentencex", "simplemma")
FOR_HOSTS = ("_", ".")
"""Files that begin with these are read by hosts, and not every host serves them."""


class Manifest(TypedDict):
    """`files` and `inputs` give the SHA-256 of each, by its path from the site or the project."""

    site_url: str
    versions: dict[str, str]
    files: dict[str, str]
    inputs: dict[str, str]


def write_manifest(site: Path, root: Path, url: str) -> None:
    """Write into a finished site what it holds, what it was made of, and its address, if known."""
    versions = {name: version(name) for name in PACKAGES}
    manifest: Manifest = {
        "site_url": url,
        "versions": {"python": ".".join(platform.python_version_tuple()[:2]), **versions},
        "files": _digests(site, (path for path in _walk(site) if path != site / NAME)),
        "inputs": _digests(root, _inputs(root)),
    }
    (site / NAME).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf-8")


def _walk(directory: Path) -> Iterator[Path]:
    return (path for path in sorted(directory.rglob("*")) if path.is_file())


def _inputs(root: Path) -> Iterator[Path]:
    """The project's files that make the site; an article that is held back stays unnamed."""
    for name in INPUTS:
        start = root / name
        for path in [start] if start.is_file() else _walk(start):
            if "__pycache__" in path.parts or (name == "seeds" and _is_held_back(path, root)):
                continue
            yield path


def _is_held_back(path: Path, root: Path) -> bool:
    try:
        return bool(unpublished(read_dates(path, root), build_day()))
    except Problems:
        return False


def _digests(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): _digest(path.read_bytes()) for path in paths}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def compare(files: dict[str, str], read: Callable[[str], bytes | None]) -> list[str]:
    """Say which files differ from the manifest or are missing; `read` gives None for those."""

    def judge(name: str, digest: str) -> str | None:
        data = read(name)
        if data is None:
            return f"{name}: is missing"
        return None if _digest(data) == digest else f"{name}: differs"

    with ThreadPoolExecutor(8) as pool:
        return [found for found in pool.map(judge, files, files.values()) if found]


def verify_copy(site: Path) -> list[str]:
    """What is wrong with a folder, measured by the manifest in it."""
    manifest = _read_manifest(_read_file(site, NAME))
    extra = {path.relative_to(site).as_posix() for path in _walk(site)} - {NAME, *manifest["files"]}
    wrong = compare(manifest["files"], partial(_read_file, site))
    return wrong + [f"{name}: is not in the manifest" for name in sorted(extra)]


def verify_host(url: str) -> list[str]:
    """What is wrong with a running host, measured by the manifest that it serves."""
    base = url.rstrip("/") + "/"
    manifest = _read_manifest(_fetch(base, NAME))
    files = manifest["files"].items()
    return compare({n: d for n, d in files if not _is_for_hosts(n)}, partial(_fetch, base))


def _is_for_hosts(name: str) -> bool:
    return any(part.startswith(FOR_HOSTS) for part in name.split("/"))


def _read_manifest(data: bytes | None) -> Manifest:
    if data is None:
        raise ValueError(f"there is no {NAME}; build the site with scripts/build")
    manifest: Manifest = json.loads(data)
    return manifest


def _read_file(site: Path, name: str) -> bytes | None:
    path = site / name
    return path.read_bytes() if path.is_file() else None


def _fetch(base: str, name: str) -> bytes | None:
    request = Request(urljoin(base, quote(name)), headers={"Cache-Control": "no-cache"})
    try:
        with urlopen(request, timeout=30) as answer:
            data: bytes = answer.read()
            return data
    except (URLError, http.client.HTTPException, TimeoutError):
        return None


def verify(place: str) -> int:
    """Check a folder, or what is at an address; exit status 1 if anything differs."""
    is_url = place.startswith(("http://", "https://"))
    try:
        wrong = verify_host(place) if is_url else verify_copy(Path(place))
    except ValueError as error:
        wrong = [f"{place}: {error}"]
    print("\n".join(wrong) or f"{place} is whole", file=sys.stderr if wrong else sys.stdout)
    return 1 if wrong else 0
