"""Builds the site beside the last one, and puts it in its place when it is whole."""

import ctypes
import errno
import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from dossier.core.problems import Problem
from dossier.publishing.csp import Seen, secure
from dossier.publishing.licences import NAME as LICENCES
from dossier.publishing.licences import licences
from dossier.publishing.manifest import input_digests, write_manifest, write_manifest_of_years
from dossier.publishing.unchanged import Inputs, LastSite
from dossier.publishing.yearly import NAME as YEARS
from dossier.publishing.yearly import join_years, list_sites

AT_FDCWD = -100
RENAME_EXCHANGE = 2

SEEDS = "seeds/"


class MadeSite(NamedTuple):
    """What is known of a site that was made: the files that need nothing more, and its articles.

    Those are named by the paths of their `seeds`; others, that are held back, are not told of.
    """

    seen: Seen
    seeds: Container[str]


Make = Callable[[Path, LastSite], MadeSite | None]
"""Makes a site from the project in the working directory, in an empty folder.

What is as in the last site may be shared with that. Gives None if there is no whole site.
"""


def publish(site: Path, make: Make, year: str = "", join: bool = False) -> int:
    """Build the site, or that of one year in a folder of it; exit status 1 if anything is wrong.

    Then the old site is untouched; and if it is what a build would make, there is no build. To
    `join` is only to lead to the years that are there.
    """
    if (year or join) and _is_undivided(site):
        print(f"{site} is a whole site; remove it, or choose another --site-dir", file=sys.stderr)
        return 1
    place = site / year
    is_there = False
    root, url = Path.cwd(), os.environ.get("SITE_URL", "").rstrip("/")
    address = _prepare(year, url)
    try:
        with _readable_by_all(), _fresh_folder(site, place) as fresh:
            inputs, last = None if join else Inputs(root), LastSite(place, root)
            is_there = not inputs or last.is_unchanged(inputs.digest)
            seen = _build(fresh, last, make, address, inputs) if inputs and not is_there else None
            whole = is_there or seen is not None
            if inputs and seen is not None:
                fresh.chmod(0o755)
                replace(fresh, place)
                shutil.rmtree(fresh, ignore_errors=True)  # files in both look otherwise after it
                last.remember(inputs, seen)
            if whole and (join or year):
                whole = _join(site, url)
    except OSError as error:
        print(Problem.of_system(error, str(error.filename or site)), file=sys.stderr)
        whole = False
    if not whole:
        print("Nothing was published; the last site is as it was.", file=sys.stderr)
        return 1
    unchanged = is_there and not join
    print(f"{place} is up to date" if unchanged else f"Published {place}", file=sys.stderr)
    return 0


def _is_undivided(site: Path) -> bool:
    return (site / "manifest.json").exists() and not (site / YEARS).exists()


def _prepare(year: str, url: str) -> str:
    """Say in the environment what is built; gives its address.

    `url` is where the whole is published, without a slash at the end, or empty. The epoch is the
    beginning of today, so that two builds of a day are the same: it says which articles are due.
    Only one that was set before dates the pages.
    """
    address = f"{url}/{year}".rstrip("/") + "/" if url else ""
    today = int(datetime.combine(date.today(), time(), UTC).timestamp())
    os.environ["DOSSIER_BUILT"] = os.environ.get("SOURCE_DATE_EPOCH", "")
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(today))
    os.environ.update({"DOSSIER_YEAR": year, "NO_MKDOCS_2_WARNING": "1"})
    if url:
        os.environ["SITE_URL"] = address
    return address


def _build(fresh: Path, last: LastSite, make: Make, address: str, inputs: Inputs) -> Seen | None:
    """Build into an empty folder, with the policy and the manifest; None if anything is wrong."""
    made = make(fresh, last)
    if made is None:
        return None
    problems = secure(fresh, Path.cwd(), made.seen)
    for problem in problems:
        print(problem, file=sys.stderr)
    (fresh / LICENCES).write_text(licences(), "utf-8")
    files = inputs.files or input_digests(Path.cwd())  # which says what cannot be read
    told = {n: d for n, d in files.items() if n in made.seeds or not n.startswith(SEEDS)}
    write_manifest(fresh, address, told, made.seen)
    return None if problems else made.seen


def _join(site: Path, url: str) -> bool:
    """Lead to the years in the site's folder; false if there are none."""
    if not list_sites(site):
        print(f"{site} holds no year; build one with --year", file=sys.stderr)
        return False
    years = join_years(site, url and f"{url}/", _prefix(site))
    write_manifest_of_years(site, years, url and f"{url}/")
    return True


def replace(fresh: Path, site: Path) -> None:
    """Put `fresh` in the place of `site` by one rename, and the old one in the place of `fresh`."""
    if not site.exists():
        fresh.rename(site)
        return
    if not _exchange(fresh, site):
        old = fresh.with_name(fresh.name + "-old")
        site.rename(old)
        fresh.rename(site)
        shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two directories in one step; False where the system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    if renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in (errno.EINVAL, errno.ENOSYS):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))


@contextmanager
def _readable_by_all() -> Iterator[None]:
    """What is written meanwhile can be read by all, the web server too."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def _fresh_folder(site: Path, place: Path) -> Iterator[Path]:
    """An empty folder beside a site, for this build alone; what is left of it at the end goes."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with _alone(site):
        fresh = Path(tempfile.mkdtemp(prefix=_prefix(site), dir=site.parent))
        try:
            yield fresh
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def _alone(site: Path) -> Iterator[None]:
    """Wait for another build of the same site; then clear away what killed builds have left."""
    with open(site.with_name(f".{site.name}.lock"), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another build of this site is running; waiting for it …", file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
        for left in site.parent.glob(_prefix(site) + "*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _prefix(site: Path) -> str:
    """How the names of folders begin that are made on the way to a site, and of no others."""
    return f".{site.name}~"
