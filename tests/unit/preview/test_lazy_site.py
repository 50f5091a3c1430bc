"""A page is made when it is asked for, once, and by the build that is there by then."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from dossier.preview import lazy_site as module
from dossier.preview.lazy_site import LazySite, main
from dossier.search.index import build_of


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[LazySite, Path]]:
    folder = tmp_path / "site"
    folder.mkdir()
    lazy = LazySite(folder)
    yield lazy, folder
    lazy.begin()  # ends what may still be running


def offering(lazy: LazySite, *paths: str) -> list[str]:
    """Go through a build that offers these pages; gives a list of those that are made."""
    made: list[str] = []
    lazy.begin()
    lazy.offer({path: lambda path=path: made.append(path) for path in paths})  # type: ignore[misc]
    lazy.finish()
    return made


def test_a_page_is_made_when_it_is_asked_for_and_once(site: tuple[LazySite, Path]) -> None:
    lazy, _ = site
    made = offering(lazy, "index.html", "names/quartet/index.html", "404.html")
    for path in ("/names/quartet/", "names/quartet/index.html", "/names/quartet", "/nowhere/"):
        lazy.make(path)
    assert made == ["names/quartet/index.html"]
    lazy.make("/")
    lazy.make("404.html")
    assert made[1:] == ["index.html", "404.html"]


def test_a_page_is_read_as_it_is_made(site: tuple[LazySite, Path]) -> None:
    lazy, folder = site

    def make() -> None:
        (folder / "a").mkdir()
        (folder / "a/index.html").write_bytes(b"page")

    lazy.begin()
    lazy.offer({"a/index.html": make})
    lazy.finish()
    assert lazy.offers("/a/") and not lazy.offers("/b/")
    assert lazy.read("/a/") == lazy.read("a/index.html") == b"page"
    assert lazy.read("/b/") is None


def test_all_pages_can_be_made(site: tuple[LazySite, Path]) -> None:
    lazy, _ = site
    made = offering(lazy, "index.html", "a/index.html", "b/index.html")
    lazy.make("/a/")
    lazy.make_all()
    assert made == ["a/index.html", "index.html", "b/index.html"]


def test_no_page_is_made_before_the_build_has_ended(site: tuple[LazySite, Path]) -> None:
    lazy, _ = site
    made = offering(lazy, "index.html")
    lazy.begin()
    lazy.make("/")
    lazy.offer({"index.html": lambda: made.append("new")})
    lazy.make("/")
    assert made == []
    lazy.finish()
    lazy.make("/")
    assert made == ["new"]


def test_the_last_index_stands_until_there_is_another(site: tuple[LazySite, Path]) -> None:
    lazy, folder = site
    data = folder / "search/data"
    for entry in ("first", "second"):
        data.mkdir(parents=True, exist_ok=True)
        (data / "entry.bin").write_text(entry)
        for _ in range(2):
            lazy.begin()
            assert not data.exists()
            lazy.finish()
            assert (data / "entry.bin").read_text() == entry


Start = tuple[str, list[tuple[str, str]]]


def ask(
    lazy: LazySite, path: str, answers: list[bytes], mount: str = "/"
) -> tuple[list[Start], bytes]:
    """Ask a server for a path; each answer is given once. Gives what was begun, and the answer."""
    begun: list[Start] = []

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = answers.pop(0)
        start_response(f"200 {body.decode()}", [])
        if body == b"begins":
            lazy.begin()
        return [body]

    def begin(status: str, headers: list[tuple[str, str]], _: object = None) -> Any:
        begun.append((status, headers))

    body = lazy.answering(answer, mount)({"PATH_INFO": path}, begin)
    return begun, b"".join(body)


def test_a_page_is_made_before_it_is_answered(site: tuple[LazySite, Path]) -> None:
    lazy, _ = site
    made = offering(lazy, "names/quartet/index.html", "é/index.html")
    assert ask(lazy, "/names/quartet/", [b"page"]) == ([("200 page", [])], b"page")
    ask(lazy, "/base/é/".encode().decode("latin-1"), [b"page"], "/base/")
    assert made == ["names/quartet/index.html", "é/index.html"]


def test_what_was_answered_while_a_build_began_is_answered_anew(
    site: tuple[LazySite, Path],
) -> None:
    lazy, _ = site
    offering(lazy, "index.html")
    answers = [b"begins", b"after", b"left"]
    assert ask(lazy, "/", answers) == ([("200 after", [])], b"after")
    assert answers == [b"left"]


SEED = "---\ndraft: true\n---\nAnna spoke.\n"
NAME = "---\ntitle: Anna\nkind: person\n---\nWho she is.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in (("seeds/a.md", SEED), ("docs/names/anna.md", NAME)):
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return tmp_path / "project"


def test_nothing_is_indexed_while_there_are_problems(project: Path, tmp_path: Path) -> None:
    (project / "seeds/b.md").write_text("---\nbad\n---\n")
    main(project, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_process_makes_the_index_with_drafts_and_the_files_to_download(
    project: Path, site: tuple[LazySite, Path]
) -> None:
    lazy, folder = site
    lazy.index(project)
    assert lazy._indexing
    assert lazy._indexing.wait() == 0
    assert build_of((folder / "search/data/entry.bin").read_bytes())
    assert (folder / "articles/a/cite.bib").read_text().startswith("@")
    assert (project / ".cache/kept.db").is_file()


def test_after_a_build_memory_is_tidied_and_what_comes_next_is_begun(
    site: tuple[LazySite, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where saves follow each other so soon that no build is left the time to."""
    lazy, _ = site
    tidied: list[int] = []
    monkeypatch.setattr(module, "tidy_memory", lambda: tidied.append(1))
    begun = Event()
    monkeypatch.setattr(module, "REST", 0.001)
    lazy.rest(begun.set)
    assert begun.wait(10) and tidied == [1]
    monkeypatch.setattr(module, "REST", 1000.0)
    for _ in range(20):
        lazy.begin()
        lazy.rest()
    assert len(tidied) == 3
