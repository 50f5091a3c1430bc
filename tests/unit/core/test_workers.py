"""Much work is shared among processes, little is not; what comes of it is the same."""

import subprocess
import sys
from pathlib import Path

import pytest
from dossier.core.workers import MANY, each

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
print("here" if made == {{os.getpid()}} else "elsewhere" if os.getpid() not in made else "both")
"""
"""Works on so many items, and tells in which processes; all by itself, as tests have threads."""


def place_of_work(*arguments: object) -> str:
    command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("count", [0, 1, MANY - 1, MANY, 3 * MANY + 1])
def test_results_come_in_order(count: int) -> None:
    offset = 7
    assert list(each(lambda item: item + offset, range(count))) == list(range(7, count + 7))


def test_little_work_is_done_here_and_much_elsewhere_though_it_is_told() -> None:
    assert place_of_work(MANY - 1) == "here"
    assert place_of_work(MANY) == "elsewhere"


def test_nothing_is_forked_while_there_are_threads() -> None:
    assert place_of_work(MANY, "thread") == "here"
