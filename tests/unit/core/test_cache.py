"""What is kept is found again or made anew, whatever happens to the file it is kept in."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from dossier.core.cache import REMEMBERED, Cache


def test_a_damaged_file_costs_nothing_but_time(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    path.write_bytes(b"no database" * 1000)
    cache = Cache(path)
    cache.put("key", b"value")
    cache.close()
    assert Cache(path).get("key") == b"value"


def test_a_file_that_cannot_be_opened_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can be opened where a folder is; what another process has locked may be good."""
    monkeypatch.setattr("dossier.core.cache.PATIENCE", 0)
    (tmp_path / "folder").mkdir()
    path = tmp_path / "kept.db"
    for key in ("one", "two"):
        cache = Cache(path)
        cache.put(key, b"value")
        if key == "two":
            with closing(sqlite3.connect(path)) as other:
                other.execute("BEGIN EXCLUSIVE")
                Cache(path).close()
        cache.close()
    Cache(tmp_path / "folder").close()
    assert {"one", "two"} == {key for key in ("one", "two") if key in Cache(path)}
    assert (tmp_path / "folder").is_dir()


def test_only_builds_make_what_is_kept_older(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"

    def run(times: int, is_build: bool) -> None:
        for _ in range(times):
            cache = Cache(path)
            cache.put("other", b"value")
            cache.close(is_build)

    cache = Cache(path)
    cache.put("key", b"value")
    cache.close()
    run(2 * REMEMBERED, is_build=False)
    assert "key" in Cache(path)
    run(REMEMBERED + 1, is_build=True)
    assert "key" not in Cache(path)


def test_a_damaged_value_is_made_anew(tmp_path: Path) -> None:
    """Each byte of the file in turn is another one: what comes of the work stays the same."""
    path = tmp_path / "kept.db"
    keys = [f"{number:064x}" for number in range(3)]

    def results() -> list[str]:
        cache = Cache(path)
        found = list(cache.results(str.encode, ["one", "two", "six"], keys, bytes.decode))
        cache.close()
        return found

    assert results() == ["one", "two", "six"]
    whole = path.read_bytes()
    written = [place for place, byte in enumerate(whole) if byte]
    for place in written:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        assert results() == ["one", "two", "six"], place


def test_a_value_that_cannot_be_loaded_is_made_anew(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept.db")
    cache.put("key", b"no number")
    assert list(cache.results(str.encode, ["7"], ["key"], int)) == [7]
    assert cache.get("key") == b"7"


def test_no_value_is_taken_for_that_of_another_key(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept.db")
    cache.put("one", b"value")
    cache.close()
    with closing(sqlite3.connect(tmp_path / "kept.db")) as database, database:
        database.execute("UPDATE kept SET key = 'two'")
    assert "two" not in Cache(tmp_path / "kept.db")
