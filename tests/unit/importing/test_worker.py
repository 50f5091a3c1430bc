"""Whatever a file does to what reads it, it costs no more than the limits and a line."""

import os
import signal
import time
from pathlib import Path

import pytest
from dossier.core.problems import Problem, Problems
from dossier.importing.draft import Draft, Unreadable
from dossier.importing.worker import Worker


def misbehave(path: Path, url: str | None) -> Draft:
    """Do what the file's name says."""
    match path.stem:
        case "hang":
            time.sleep(600)
        case "eat":
            return Draft("a" * 10**10)
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "fail":
            raise ZeroDivisionError
        case "refuse":
            raise Unreadable("is no good")
        case "blame":
            raise Problems([Problem("a.md", 2, "is wrong")])
        case "descend":
            return misbehave(path, url) if url else misbehave(path, path.name)
    return Draft(f"read {path.name}")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hang", "takes more than 3 seconds to read; divide it"),
        ("eat", "takes more than 1 GB of memory to read; divide it"),
        ("die", "takes more than 1 GB of memory to read; divide it"),
        ("fail", "cannot be read (the reader failed: ZeroDivisionError); save it in another form"),
        ("descend", "is nested too deep to be read; save it in a simpler form"),
        ("refuse", "is no good"),
    ],
)
def test_a_file_that_fails_does_not_stop_the_next(name: str, said: str) -> None:
    with Worker(misbehave, seconds=3) as worker:
        with pytest.raises(Unreadable) as error:
            worker.extract(Path(name))
        assert str(error.value) == said
        assert worker.extract(Path("next")).text == "read next"


def test_problems_come_as_they_are() -> None:
    with Worker(misbehave) as worker, pytest.raises(Problems) as error:
        worker.extract(Path("blame"))
    assert str(error.value) == "a.md:2: is wrong"
