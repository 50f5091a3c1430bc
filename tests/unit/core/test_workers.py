"""Much work is shared among processes, little is not; what comes of it is the same."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from dossier.core.workers import AHEAD, MANY, each

ROOT = Path(__file__).parents[3]
PROGRAM = f"""
import os, sys, threading
sys.path.insert(0, {str(ROOT / "hooks")!r})
from dossier.core.progress import track
from dossier.core.workers import each

done = threading.Event()
if "thread" in sys.argv:
    threading.Thread(target=done.wait).start()
count = int(sys.argv[1])
made = set(track(each(lambda item: os.getpid(), range(count)), count, "Working"))
done.set()
print("here" if made == {{os.getpid()}} else len(made))
"""
"""Works on so many items, and tells in which processes; all by itself, as tests have threads."""


def place_of_work(*arguments: object) -> str:
    command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("count", [0, 1, MANY - 1, MANY, 3 * MANY + 1])
def test_results_come_in_order(count: int) -> None:
    offset = 7
    assert list(each(lambda item: item + offset, range(count))) == list(range(7, count + 7))


def test_little_work_is_done_here_and_much_on_all_processors_though_it_is_told() -> None:
    processors = len(os.sched_getaffinity(0))
    assert place_of_work(MANY - 1) == "here"
    assert place_of_work(MANY) == ("here" if processors == 1 else str(processors))


def test_nothing_is_forked_for_one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert set(each(lambda _: os.getpid(), range(2 * MANY))) == {os.getpid()}


def test_more_comes_of_work_than_can_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each outcome is larger than a pipe; items that take long, and short ones, in turn."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})
    made = list(each(lambda n: str(n) * (AHEAD if n % 3 else 1), range(MANY)))
    assert [text[: len(str(n))] for n, text in enumerate(made)] == [*map(str, range(MANY))]


def test_what_goes_wrong_is_raised_wherever_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    for bad in (6, 7):

        def work(item: int, bad: int = bad) -> int:
            return item // (item - bad)

        done = []
        with pytest.raises(ZeroDivisionError):
            for outcome in each(work, range(MANY)):
                done.append(outcome)
        assert len(done) == bad


def test_a_process_that_is_killed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    here = os.getpid()

    def work(item: int) -> int:
        if item == 9 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    with pytest.raises(ChildProcessError, match=r"has ended by itself \(-9\)"):
        list(each(work, range(MANY)))


def test_nothing_is_forked_while_there_are_threads() -> None:
    assert place_of_work(MANY, "thread") == "here"
