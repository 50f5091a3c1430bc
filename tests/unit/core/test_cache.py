"""What is kept is found again or made anew, whatever happens to the file it is kept in."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from dossier.core.cache import REMEMBERED, Cache, MemoryCache


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
    """Every seventh byte of the file in turn is another one: what comes of the work stays."""
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
    for place in written[::7]:
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


def test_what_is_put_is_there_at_once_and_in_the_next_build(tmp_path: Path) -> None:
    cache = Cache.of_project(tmp_path)
    assert "key" not in cache and cache.get("key") is None
    for key, level in (("packed", 1), ("as it is", 0), ("empty", 1)):
        cache.put(key, b"" if key == "empty" else b"value" * 100, level)
    assert "packed" in cache and cache.get("empty") == b""
    cache.close()
    again = Cache.of_project(tmp_path)
    assert [again.get(key) for key in ("packed", "as it is", "empty")] == [
        b"value" * 100,
        b"value" * 100,
        b"",
    ]
    assert (tmp_path / ".cache/kept.db").is_file()


def test_what_was_never_closed_was_never_put(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    cache = Cache(path)
    cache.put("key", b"value")
    other = Cache(path)
    other.put("other", b"value")
    other.close()
    assert "key" not in Cache(path) and "other" in Cache(path)


def test_what_is_used_is_kept(tmp_path: Path) -> None:
    """By asking for it, or by saying so."""
    path = tmp_path / "kept.db"
    cache = Cache(path)
    for key in ("asked", "used", "left"):
        cache.put(key, b"value")
    cache.close()
    for _ in range(REMEMBERED + 1):
        cache = Cache(path)
        cache.get("asked")
        cache.use(["used"])
        cache.close()
    assert [key in Cache(path) for key in ("asked", "used", "left")] == [True, True, False]


def test_without_a_file_nothing_is_kept() -> None:
    cache = Cache()
    cache.put("key", b"value")
    cache.close()
    assert "key" not in cache
    assert list(cache.results(str.encode, ["a"], ["key"], bytes.decode)) == ["a"]


def test_memory_keeps_as_long_as_it_is_there() -> None:
    cache = MemoryCache()
    cache.put("key", b"value")
    assert (cache.get("key"), cache.get("other")) == (b"value", None)


def test_of_much_in_the_memory_what_was_asked_for_last_is_kept() -> None:
    cache = MemoryCache(most=500)
    for number in range(20):
        cache.put(str(number), bytes([number]) * 10)
        assert cache.get("0") == bytes(10)
    kept = [number for number in range(20) if cache.get(str(number)) is not None]
    assert kept[0] == 0 and kept[1:] == list(range(kept[1], 20)) and 5 < len(kept) < 20
    cache.put("large", os.urandom(1000))
    assert cache.get("large") and cache.get("0") is None


def test_work_is_done_once_unless_its_key_is_empty(tmp_path: Path) -> None:
    done: list[str] = []

    def work(item: str) -> bytes:
        done.append(item)
        return item.upper().encode()

    for _ in range(2):
        cache = Cache(tmp_path / "kept.db")
        items = ["a", "b", "c"]
        assert list(cache.results(work, items, ["1", "", "3"], bytes.decode)) == ["A", "B", "C"]
        cache.close()
    assert done == ["a", "b", "c", "b"]


def test_a_file_that_cannot_be_written_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "nowhere/at/all", tmp_path / "file/kept.db"):
        caplog.clear()
        cache = Cache(place)
        cache.put("key", b"value")
        cache.close()
        (said,) = caplog.messages
        assert said.startswith(f"{place}: ")
        assert said.endswith("; nothing is kept for the next build")


def test_much_is_written_before_the_end_and_is_found_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossier.core.cache.MOST_WAITING", 100)
    path = tmp_path / "kept.db"
    cache = Cache(path)
    for number in range(9):
        cache.put(str(number), bytes(range(60)))
    assert {str(number) for number in range(9) if str(number) in Cache(path)} >= {"0", "1"}
    assert all(cache.get(str(number)) == bytes(range(60)) for number in range(9))
    cache.close()
    assert all(Cache(path).get(str(number)) == bytes(range(60)) for number in range(9))
