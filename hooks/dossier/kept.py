"""What was made once and is kept, by a digest of all that went into it.

So what a digest leads to can be old, but never wrong; and the file may be deleted at any time.
"""

import hashlib
import logging
import marshal
import sqlite3
import sysconfig
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from dossier.model import Article, Passage, Topic
from dossier.parallel import each

Item = TypeVar("Item")
Update = Callable[[bytes], object]

REMEMBERED = 20
"""For how many builds that do without it a thing is kept."""
PATIENCE = 5.0
"""Seconds to wait for a file that another process has locked."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, used INTEGER, value BLOB)
"""

log = logging.getLogger(__name__)


class Kept:
    """Values by their keys, in one file; without a path nothing is kept.

    `is_new` says that there was nothing when it was opened: no key need be made to ask for one.
    What is put is written by `close`, in one step: a build that is killed changes nothing, and two
    that run at once do not wait for each other. A file that cannot be read or written costs time
    and nothing else.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.is_new = True
        self._path = path
        self._used: set[str] = set()
        self._fresh: dict[str, bytes] = {}
        self._database: sqlite3.Connection | None = None
        if not path:
            return
        try:
            path.parent.mkdir(exist_ok=True)
            self._database = self._open(path)
            self.is_new = not self._database.execute("SELECT 1 FROM kept LIMIT 1").fetchone()
        except (sqlite3.OperationalError, OSError) as error:
            log.warning(f"{path}: {error}; nothing is kept for the next build")
            self._path = self._database = None
        except sqlite3.DatabaseError:
            with suppress(OSError):
                path.unlink()

    def __contains__(self, key: str) -> bool:
        return key in self._fresh or self._select("1", key) is not None

    def get(self, key: str) -> bytes | None:
        """The value; None if there is none."""
        value = self._fresh.get(key) or self._select("value", key)
        if value is not None:
            self._used.add(key)
        return value and zlib.decompress(value)

    def use(self, keys: Iterable[str]) -> None:
        """Keep these values although nobody asks for them."""
        self._used.update(keys)

    def put(self, key: str, value: bytes, level: int = 1) -> None:
        """Keep a value under a key, packed as zlib does at a level; at 0 as it is, in no time."""
        if self._path:
            self._fresh[key] = zlib.compress(value, level)

    def results(
        self,
        work: Callable[[Item], bytes],
        items: Sequence[Item],
        keys: Sequence[str],
        level: int = 1,
    ) -> Iterator[bytes]:
        """What comes of each item, in order: kept, or made now; that with an empty key is not kept.

        A key is the digest of the item and of all else that goes into the work.
        """
        there = [bool(key) and key in self for key in keys]
        fresh = each(work, [item for item, known in zip(items, there, strict=True) if not known])
        for item, key, known in zip(items, keys, there, strict=True):
            value = self.get(key) if known else next(fresh)
            if value is None:  # what was there cannot be read any more
                value = work(item)
            if key and not known:
                self.put(key, value, level)
            yield value

    def close(self, is_build: bool = True) -> None:
        """Write what was put, and forget what has not been asked for in a while.

        What is not a build may ask for little, and so nothing is forgotten because of it.
        """
        if not self._path:
            return
        try:
            if not self._database:
                self._database = self._open(self._path)
            with closing(self._database) as database, database:
                (last,) = database.execute("SELECT ifnull(max(used), 0) FROM kept").fetchone()
                build = last + is_build
                used = [(build, key) for key in self._used]
                database.executemany("UPDATE kept SET used = ? WHERE key = ?", used)
                fresh = [(key, build, value) for key, value in self._fresh.items()]
                database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", fresh)
                database.execute("DELETE FROM kept WHERE used < ?", (build - REMEMBERED,))
        except sqlite3.Error as error:
            log.warning(f"{self._path}: {error}; the next build begins anew")
        self._database = None
        self._fresh = {}

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=PATIENCE)
        database.execute(SCHEMA)
        return database

    def _select(self, column: str, key: str) -> Any:
        if not self._database:
            return None
        query = f"SELECT {column} FROM kept WHERE key = ?"
        try:
            row = self._database.execute(query, (key,)).fetchone()
        except sqlite3.Error as error:
            log.warning(f"{self._path}: {error}; what it holds is made anew")
            self._database = None
            return None
        return row[0] if row else None


class InMemory(Kept):
    """Values that are kept as long as this is."""

    def __init__(self) -> None:
        super().__init__()
        self.is_new = False

    def put(self, key: str, value: bytes, level: int = 1) -> None:
        self._fresh[key] = zlib.compress(value, level)


@cache
def code() -> str:
    """A digest of this package, as it runs, and of all that is installed.

    While a site is served the package stays loaded, whatever becomes of its files.
    """
    places = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    installed = sorted(path.name for place in places for path in place.glob("*-info"))
    return digest(installed, files_digest(Path(__file__).parent, "**/*.py"))


def files_digest(root: Path, *patterns: str) -> str:
    """A digest of those files below a folder that match a pattern."""
    files = sorted(path for pattern in patterns for path in root.glob(pattern) if path.is_file())
    return digest([(path.relative_to(root).as_posix(), path.read_bytes()) for path in files])


def digest(*values: object) -> str:
    """A digest of values, of dataclasses and containers of these too: equal if they are.

    A passage counts as its article and its place in it: the rest of it follows from the topics,
    whose digest must go into every key by itself.
    """
    found = hashlib.sha256()
    for value in values:
        _feed(found.update, value)
    return found.hexdigest()


def _feed(update: Update, value: object) -> None:
    """Feed a value so that no two that differ give the same bytes."""
    _FEEDS.get(type(value), _feed_other)(update, value)


def _feed_other(update: Update, value: object) -> None:
    if is_dataclass(value):
        update(type(value).__name__.encode() + b":")
        for field in fields(value):
            _feed(update, getattr(value, field.name))
    else:
        update(f"{value!r};".encode())


def _feed_passage(update: Update, passage: Passage) -> None:
    update(f"P{passage.article.digest}#{passage.block.number};".encode())


def _feed_known(update: Update, value: Article | Topic) -> None:
    update(f"K{value.digest};".encode())


def _feed_text(update: Update, text: str) -> None:
    _feed_bytes(update, text.encode("utf-8", "surrogatepass"))


def _feed_bytes(update: Update, data: bytes) -> None:
    update(b"S%d:" % len(data))
    update(data)


def _feed_row(update: Update, row: Sequence[object]) -> None:
    if _feed_plain(update, row):
        return
    update(b"L%d:" % len(row))
    for item in row:
        _feed(update, item)


def _feed_mapping(update: Update, mapping: Mapping[object, object]) -> None:
    if _feed_plain(update, mapping):
        return
    update(b"M%d:" % len(mapping))
    for key, item in mapping.items():
        _feed(update, key)
        _feed(update, item)


def _feed_plain(update: Update, value: Any) -> bool:
    """Feed in one go what holds text, numbers and containers alone; false if it holds more.

    Format 0 knows nothing of which values are the same object, so that equals give equal bytes.
    """
    try:
        data = marshal.dumps(value, 0)
    except ValueError:
        return False
    update(b"D%d:" % len(data))
    update(data)
    return True


_FEEDS: Mapping[type, Callable[[Update, Any], None]] = {
    Passage: _feed_passage,
    Article: _feed_known,
    Topic: _feed_known,
    str: _feed_text,
    bytes: _feed_bytes,
    tuple: _feed_row,
    list: _feed_row,
    dict: _feed_mapping,
}
