"""What a site was made of, and whether a copy of it is whole: `manifest.json`, `scripts/verify`.

The manifest holds no time and no path of the machine: the same inputs give the same bytes.
"""

import hashlib
import http.client
import json
import os
import stat
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Self
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin
from urllib.request import Request, urlopen

from pydantic import BaseModel, ValidationError

NAME = "manifest.json"
INPUTS = ("mkdocs.yml", "scripts/locks/site.txt", "docs", "hooks", "seeds")
PACKAGES = ("breame", "markdown", "mkdocs", "mkdocs-material", "sentencex", "simplemma")
FOR_HOSTS = ("_", ".")
"""Files that begin with these are read by hosts, and not every host serves them."""
MISSING = "is missing"
AT_ONCE = 1000
"""Files that wait to be compared; a million would fill the memory."""


class Manifest(BaseModel, frozen=True):
    """`files` and `inputs` give the SHA-256 of each, by its path from the site or the project."""

    site_url: str
    versions: dict[str, str]
    files: dict[str, str]
    inputs: dict[str, str]


class Written(NamedTuple):
    """What is known of a file from when it was written: the nanosecond, its bytes and SHA-256.

    `made_of` is a digest of all that went into it; empty if that is not known.
    """

    when: int
    size: int
    digest: str
    made_of: str = ""

    @classmethod
    def of(cls, path: str | Path, content: bytes, made_of: str = "") -> Self:
        """Of a file that has just been written with this content."""
        return cls(os.stat(path).st_mtime_ns, len(content), _digest(content), made_of)


def is_same(path: str | Path, written: Written | None) -> bool:
    """Whether a file was not written again since."""
    return written is not None and os.stat(path).st_mtime_ns == written.when


def write_manifest(
    site: Path, url: str, inputs: Mapping[str, str], seen: Mapping[str, Written] | None = None
) -> None:
    """Write into a finished site what it holds, its inputs' digests, and its address, if known.

    Files that were `seen`, and not written since, are not read again.
    """
    _write(site, url, _digests(site, files_of(site), seen or {}), inputs)


def write_manifest_of_years(site: Path, years: Iterable[str], url: str) -> None:
    """The same for sites of years that stand in one folder, which are not read again.

    What each holds and was made of stands in its own manifest, and the digest of that in this one.
    """
    folders = set(years)
    names = [f"{folder}/{NAME}" for folder in sorted(folders) if (site / folder / NAME).is_file()]
    names += files_of(site, besides=folders)
    _write(site, url, _digests(site, names, {}), {})


def _write(site: Path, url: str, files: Mapping[str, str], inputs: Mapping[str, str]) -> None:
    manifest = Manifest(
        site_url=url,
        versions={name: version(name) for name in PACKAGES},
        files={name: files[name] for name in files if name != NAME},
        inputs=dict(inputs),
    )
    text = json.dumps(manifest.model_dump(), indent=1, sort_keys=True)
    (site / NAME).write_text(f"{text}\n", "utf-8")


def files_of(folder: Path, besides: Container[str] = ()) -> list[str]:
    """The paths of all files in a folder, from it; not of those in some folders right in it."""
    return sorted(path for path, entry in entries_of(str(folder), besides) if entry.is_file())


def entries_of(
    folder: str, besides: Container[str] = (), path: str = ""
) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """All in a folder but folders, with its path from there, which `path` begins."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield path + entry.name, entry
            elif entry.name not in besides:
                yield from entries_of(entry.path, path=f"{path}{entry.name}/")


def input_digests(root: Path) -> dict[str, str]:
    """The SHA-256 of each of the project's files that make the site, by its path."""
    return _digests(root, input_files(root), {})


def input_files(root: Path) -> Iterator[str]:
    """The paths of these files."""
    for name in INPUTS:
        start = root / name
        paths = [start] if start.is_file() else sorted(start.rglob("*"))
        for path in paths:
            if "__pycache__" not in path.parts and path.is_file():
                yield path.relative_to(root).as_posix()


def _digests(root: Path, names: Iterable[str], seen: Mapping[str, Written]) -> dict[str, str]:
    digests: dict[str, str] = {}
    for name in names:
        known = seen.get(name)
        is_known = known and is_same(os.path.join(root, name), known)
        digests[name] = known.digest if known and is_known else file_digest(root / name)
    return digests


def file_digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return _digest(path.read_bytes())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Unreadable(Exception):
    """Raised where a file of a site is not to be had; says why."""


def compare(files: Mapping[str, str], read: Callable[[str], bytes]) -> list[str]:
    """Say which files differ from the manifest, and which `read` raises `Unreadable` for."""

    def judge(name: str, digest: str) -> str | None:
        try:
            return None if _digest(read(name)) == digest else f"{name}: differs"
        except Unreadable as error:
            return f"{name}: {error}"

    wrong: list[str] = []
    rows = iter(files.items())
    with ThreadPoolExecutor(8) as pool:
        while batch := [*islice(rows, AT_ONCE)]:
            wrong += filter(None, pool.map(judge, *zip(*batch, strict=True)))
    return wrong


def verify_copy(site: Path) -> list[str]:
    """What is wrong with a folder, measured by the manifest in it.

    Only what lies in the folder itself counts, and nothing but files: a link may lead to something
    else tomorrow.
    """
    read = partial(_read_file, site)
    named = _files_of(read_manifest(read, str(site)), read)
    files = {name for name in _walk_copy(site) if name != NAME}
    wrong = compare(named, read)
    told = {line.rpartition(": ")[0] for line in wrong}
    unknown = tuple(name.removesuffix(NAME) for name in told if name.endswith(f"/{NAME}"))
    for name in sorted(files - named.keys() - told):
        if not name.startswith(unknown):
            wrong.append(f"{name}: {_no_file(site / name) or 'is not in the manifest'}")
    return wrong


def verify_host(url: str, manifest: Manifest | None = None) -> list[str]:
    """What is wrong with a running host, measured by a manifest: by its own if none is given."""
    base = url.rstrip("/") + "/"
    fetch = partial(_fetch, base)
    served = read_manifest(fetch, base)
    files = _files_of(manifest or served, fetch).items()
    wrong = compare({n: d for n, d in files if not _is_for_hosts(n)}, fetch)
    if manifest and served != manifest:
        wrong.append(f"{NAME}: is that of another build")
    return wrong


def _files_of(manifest: Manifest, read: Callable[[str], bytes]) -> dict[str, str]:
    """The files that a manifest names, and those that the manifests of years name which it names.

    Only one with the digest that is known counts: that of another build says nothing.
    """
    files = dict(manifest.files)
    for name, digest in manifest.files.items():
        if name.endswith(f"/{NAME}"):
            with suppress(Unreadable, ValueError):
                data = read(name)
                if _digest(data) == digest:
                    of_year = _parse(data, name).files
                    folder = name.removesuffix(NAME)
                    files |= {folder + file: of_year[file] for file in of_year}
    return files


def _is_for_hosts(name: str) -> bool:
    return any(part.startswith(FOR_HOSTS) for part in name.split("/"))


def read_manifest(read: Callable[[str], bytes], place: str) -> Manifest:
    """The manifest of the site at a place; raises `ValueError` where there is none that is one."""
    try:
        data = read(NAME)
    except Unreadable as error:
        mend = "; build the site with scripts/build" if str(error) == MISSING else ""
        raise ValueError(f"{place}: {NAME} {error}{mend}") from None
    return _parse(data, place)


def _parse(data: bytes, place: str) -> Manifest:
    """The manifest that the data are; raises `ValueError` where they are none."""
    try:
        manifest = Manifest.model_validate_json(data)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "the whole"
        message = f"{place}: {NAME} is no manifest ({where}: {error.errors()[0]['msg']})"
        raise ValueError(f"{message}; build the site with scripts/build") from None
    for name in manifest.files:
        if name.startswith("/") or ".." in name.split("/") or "\0" in name:
            message = f"{place}: {NAME} names a file that no site has, {name!r}"
            raise ValueError(f"{message}; build the site with scripts/build")
    return manifest


def _walk_copy(site: Path) -> Iterator[str]:
    """The path of all in a folder but of folders, from it; links are not followed."""
    for folder, folders, files in os.walk(site):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in (*files, *links):
            yield Path(folder, name).relative_to(site).as_posix()


def _no_file(path: Path) -> str:
    """Why something is no file of a site; empty if it is one."""
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):
        return MISSING
    if stat.S_ISLNK(mode):
        return "is a link"
    if stat.S_ISDIR(mode):
        return MISSING
    return "" if stat.S_ISREG(mode) else "is no ordinary file"


def _read_file(site: Path, name: str) -> bytes:
    path = site / name
    above = [parent for parent in path.parents if parent.is_relative_to(site) and parent != site]
    if any(parent.is_symlink() for parent in above):
        raise Unreadable("is in a linked folder")
    if wrong := _no_file(path):
        raise Unreadable(wrong)
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror})") from None


def _fetch(base: str, name: str) -> bytes:
    request = Request(urljoin(base, quote(name)), headers={"Cache-Control": "no-cache"})
    try:
        with urlopen(request, timeout=30) as answer:
            data: bytes = answer.read()
            return data
    except HTTPError as error:
        error.close()
        gone = error.code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
        raise Unreadable(MISSING if gone else f"is answered with status {error.code}") from None
    except (OSError, http.client.HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) else error
        text = reason.strerror if isinstance(reason, OSError) else None
        raise Unreadable(f"cannot be fetched ({text or reason})") from None


def verify(place: str, against: Path | None = None) -> int:
    """Check a folder, or what is at an address; exit status 1 if anything differs.

    An address is measured by the manifest `against` if it is given: a file, or the folder of a site
    that has one.
    """
    is_url = place.startswith(("http://", "https://"))
    measure = ""
    try:
        if not is_url:
            wrong = verify_copy(Path(place))
        elif against:
            folder = against.parent if against.is_file() else against
            ours = read_manifest(partial(_read_file, folder), str(folder))
            wrong = verify_host(place, ours)
        else:
            wrong = verify_host(place)
            measure = ", by its own manifest; --against site measures it by yours"
    except ValueError as error:
        wrong = [str(error)]
    print(
        "\n".join(wrong) or f"{place} is whole{measure}", file=sys.stderr if wrong else sys.stdout
    )
    return 1 if wrong else 0
