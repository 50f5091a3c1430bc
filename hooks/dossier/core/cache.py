"""What was made once, kept in a file by a digest of all that went into it.

So what a digest leads to can be old, but never wrong; and the file may be deleted at any time.
"""

import hashlib
import logging
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Self, TypeVar

from platformdirs import user_cache_path

from dossier.core.workers import each

Item = TypeVar("Item")
Value = TypeVar("Value")

REMEMBERED = 20
"""For how many builds that do without it a thing is kept."""
PATIENCE = 5.0
"""Seconds to wait for a file that another process has locked."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, used INTEGER, value BLOB)
"""
CHECK = 16
"""Bytes of the checksum before each value."""

MOST = 30_000_000
"""Bytes that are kept in the memory."""
MOST_WAITING = 16_000_000
"""Bytes that wait to be written."""

PLACE = ".cache/kept.db"
"""Where a project has its cache."""

log = logging.getLogger(__name__)


class Cache:
    """Values by their keys, in one file; without a path nothing is kept.

    What is put is written from time to time and by `close`, each time in one step: a build that is
    killed leaves what is right, and two that run at once hardly wait for each other. A
    file that cannot be read or written, and a value that is damaged, cost time and nothing else.
    Only the process that made it may use it: SQLite forbids that to a forked one.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._used: set[str] = set()
        self._fresh: dict[str, bytes] = {}
        self._database: sqlite3.Connection | None = None
        self._waiting = 0
        self._is_damaged = False
        if not path:
            return
        try:
            path.parent.mkdir(exist_ok=True)
            self._database = self._open(path)
        except (sqlite3.OperationalError, OSError) as error:
            log.warning(f"{path}: {error}; nothing is kept for the next build")
            self._path = self._database = None
        except sqlite3.DatabaseError:
            with suppress(OSError):
                path.unlink()

    @classmethod
    def of_user(cls) -> Self:
        """The cache of what each of a user's projects makes alike, whichever it builds."""
        place = user_cache_path("dossier")
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
        return cls(place / "kept.db")

    @classmethod
    def of_project(cls, root: Path) -> Self:
        """The cache of the project in a folder."""
        return cls(root / PLACE)

    def __contains__(self, key: str) -> bool:
        return _is_whole(key, self._fresh.get(key) or self._select(key))

    def get(self, key: str) -> bytes | None:
        """The value; None if there is none, or none that is whole."""
        sealed = self._fresh.get(key) or self._select(key)
        if not _is_whole(key, sealed):
            return None
        self.use([key])
        return zlib.decompress(sealed[CHECK:])

    def use(self, keys: Iterable[str]) -> None:
        """Keep these values although nobody asks for them."""
        if self._path:
            self._used.update(keys)

    def put(self, key: str, value: bytes, level: int = 1) -> None:
        """Keep a value under a key, packed as zlib does at a level; at 0 as it is, in no time."""
        if self._path:
            self._fresh[key] = sealed = _seal(key, value, level)
            self._waiting += len(sealed)
            self._write_if_much()

    def results(
        self,
        work: Callable[[Item], bytes],
        items: Sequence[Item],
        keys: Sequence[str],
        load: Callable[[bytes], Value],
        level: int = 1,
    ) -> Iterator[Value]:
        """What `load` makes of the work on each item, in order; the work is kept, or done now.

        A key is the digest of the item and of all else that goes into the work; that with an empty
        key is not kept.
        """
        there = [bool(key and (key in self._fresh or self._select(key, "1"))) for key in keys]
        fresh = each(work, [item for item, known in zip(items, there, strict=True) if not known])
        for item, key, known in zip(items, keys, there, strict=True):
            if known and (data := self.get(key)) is not None:
                try:
                    yield load(data)
                    continue
                except Exception as error:  # whatever it is, making it anew mends it
                    log.debug(f"{self._path}: {key} cannot be read ({error!r})")
            data = work(item) if known else next(fresh)
            if key:
                self.put(key, data, level)
            yield load(data)

    def result(self, make: Callable[[], bytes], key: str, load: Callable[[bytes], Value]) -> Value:
        """What `load` makes of the one thing that is kept under a key, or made now."""
        (value,) = self.results(lambda _: make(), [None], [key], load)
        return value

    def _write_if_much(self) -> None:
        """Write what was put, if it takes much room, so that a large build does not hold it all."""
        database = self._database if self._waiting > MOST_WAITING else None
        if not database:
            return
        self._waiting = 0
        try:
            with database:
                (last,) = database.execute("SELECT ifnull(max(used), 0) FROM kept").fetchone()
                rows = [(key, last, value) for key, value in self._fresh.items()]
                database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
        except sqlite3.Error as error:
            log.debug(f"{self._path}: {error}; written later")
        else:
            self._used.update(self._fresh)
            self._fresh = {}

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
        except sqlite3.OperationalError as error:
            log.warning(f"{self._path}: {error}; nothing is kept for the next build")
        except (sqlite3.Error, TypeError) as error:  # the latter where a number is damaged
            log.warning(f"{self._path}: {error}; the next build begins anew")
            with suppress(OSError):
                self._path.unlink()
        self._database = None
        self._fresh = {}

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=PATIENCE)
        database.execute(SCHEMA)
        return database

    def _select(self, key: str, what: str = "value") -> Any:
        database = self._database
        if not database:
            return None
        query = f"SELECT {what} FROM kept WHERE key = ?"
        try:
            row = database.execute(query, (key,)).fetchone()
        except sqlite3.Error as error:
            if not self._is_damaged:
                log.warning(f"{self._path}: {error}; what cannot be read is made anew")
            self._is_damaged = True  # what could be read before still can
            return None
        return row[0] if row else None


class MemoryCache(Cache):
    """Values that are kept as long as this is; from so many bytes on, those asked for last."""

    def __init__(self, most: int = MOST) -> None:
        super().__init__()
        self._most = most
        self._size = 0

    def get(self, key: str) -> bytes | None:
        if (sealed := self._fresh.pop(key, None)) is None:
            return None
        self._fresh[key] = sealed  # at the end: it was asked for last
        return super().get(key)

    def put(self, key: str, value: bytes, level: int = 1) -> None:
        self._size -= len(self._fresh.pop(key, b""))
        self._fresh[key] = sealed = _seal(key, value, level)
        self._size += len(sealed)
        while self._size > self._most and len(self._fresh) > 1:
            self._size -= len(self._fresh.pop(next(iter(self._fresh))))


def _seal(key: str, value: bytes, level: int) -> bytes:
    packed = zlib.compress(value, level)
    return _checksum(key, packed) + packed


def _is_whole(key: str, sealed: Any) -> bool:
    """Whether what was found is a value, of this key, and not damaged."""
    return isinstance(sealed, bytes) and sealed[:CHECK] == _checksum(key, sealed[CHECK:])


def _checksum(key: str, packed: bytes) -> bytes:
    return hashlib.blake2b(packed, digest_size=CHECK, key=key.encode()[:64]).digest()
