"""What keeps a preview from starting is shown in the browser until it is mended."""

import errno
from collections.abc import Callable
from contextlib import suppress
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import click
import pytest
from dossier.core.problems import Problems
from dossier.preview import serve as module
from dossier.preview.serve import serve

Output = pytest.CaptureFixture[str]


def raising(error: BaseException) -> Callable[[], None]:
    def start() -> None:
        raise error

    return start


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n")
    (tmp_path / "docs/index.md").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_preview_ends_when_it_is_stopped() -> None:
    assert serve(lambda: None, "127.0.0.1", 0) == 0
    assert serve(raising(click.Abort()), "127.0.0.1", 0) == 130


def test_an_address_that_is_taken_is_said(capsys: Output) -> None:
    taken = OSError(errno.EADDRINUSE, "Address already in use")
    assert serve(raising(taken), "127.0.0.1", 8000) == 1
    assert capsys.readouterr().err == (
        "127.0.0.1:8000 cannot be served at (Address already in use);"
        " give another address: scripts/serve -a 127.0.0.1:8001\n"
    )


class BegunAnew(Exception):
    """In the place of the process that would begin."""


@pytest.mark.parametrize("changed", ["docs/index.md", "docs/new.md", "mkdocs.yml"])
def test_a_mistake_is_shown_at_every_address_until_something_changes(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output, changed: str
) -> None:
    commands: list[list[str]] = []
    pages: list[tuple[int, str]] = []

    def begin(program: str, command: list[str]) -> None:
        commands.append(command)
        raise BegunAnew

    class Server(ThreadingHTTPServer):
        """Tells its address to a reader, who then mends the file."""

        def serve_forever(self, poll_interval: float = 0.5) -> None:
            Thread(target=look, args=(self.server_port,)).start()
            super().serve_forever(0.01)

    def look(port: int) -> None:
        for path in ("", "names/anna/"):
            with suppress(OSError):
                try:
                    urlopen(f"http://127.0.0.1:{port}/{path}")
                except HTTPError as answer:
                    pages.append((answer.code, answer.read().decode()))
        (project / changed).write_text("mended")

    monkeypatch.setattr(module, "ThreadingHTTPServer", Server)
    monkeypatch.setattr(module, "PAUSE", 0.01)
    monkeypatch.setattr("os.execv", begin)
    monkeypatch.setattr("sys.argv", ["dossier", "serve", "-a", "127.0.0.1:8000"])

    def start() -> None:
        raise Problems.one("mkdocs.yml", 1, "`site_name` is not right: Bad")

    with pytest.raises(BegunAnew):
        serve(start, "127.0.0.1", 0)
    assert commands[0][1:] == ["-m", "dossier", "serve", "-a", "127.0.0.1:8000"]
    assert [status for status, _ in pages] == [503, 503]
    assert all("<code>mkdocs.yml:1</code>: `site_name` is not right: Bad" in p for _, p in pages)
    assert capsys.readouterr().err == (
        "mkdocs.yml:1: `site_name` is not right: Bad\nWaiting for that to be mended\n"
    )
