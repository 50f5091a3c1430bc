"""Digests of values and files: equal for equals, whatever order they were made in."""

import hashlib
import marshal
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

Update = Callable[[bytes], object]


PACKAGE = Path(__file__).parent.parent


@cache
def code(package: Path = PACKAGE) -> str:
    """A digest of this package, as it runs, and of all that is installed.

    While a site is served the package stays loaded, whatever becomes of its files.
    """
    places = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    installed = sorted(path.name for place in places for path in place.glob("*-info"))
    return digest(installed, files_digest(package, "**/*.py"))


def files_digest(root: Path, *patterns: str) -> str:
    """A digest of those files below a folder that match a pattern."""
    files = sorted(path for pattern in patterns for path in root.glob(pattern) if path.is_file())
    return digest([(path.relative_to(root).as_posix(), path.read_bytes()) for path in files])


def digest(*values: object) -> str:
    """A digest of values, of dataclasses and containers of these too: equal if they are.

    A value that has a `digest` of its own counts by that.
    """
    found = hashlib.sha256()
    for value in values:
        _feed(found.update, value)
    return found.hexdigest()


def _feed(update: Update, value: object) -> None:
    """Feed a value so that no two that differ give the same bytes."""
    _FEEDS.get(type(value), _feed_other)(update, value)


def _feed_other(update: Update, value: object) -> None:
    if isinstance(known := getattr(value, "digest", None), str):
        update(f"K{type(value).__name__}:{known};".encode())
    elif is_dataclass(value):
        update(type(value).__name__.encode() + b":")
        for field in fields(value):
            _feed(update, getattr(value, field.name))
    else:
        update(f"{value!r};".encode())


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
    str: _feed_text,
    bytes: _feed_bytes,
    tuple: _feed_row,
    list: _feed_row,
    dict: _feed_mapping,
}
