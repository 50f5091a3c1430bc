"""Runs a command and says what it took."""

import os
import re
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[2]
INTERVAL = 0.1
"""Seconds from one look at the memory of running processes to the next."""
SPARING = 50
"""How many times as long as a look that is at the least: at gigabytes one takes its time, too."""


class Failed(Exception):
    """A command that did not end well; holds the end of what it said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, those of all processors together, the most memory at a time, in MB; what was said.

    Memory is that of all processes of the command, pages that they share counted once, as Linux
    tells it up to ten times a second.
    """

    seconds: float
    cpu: float
    megabytes: float
    said: str


def run(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None
) -> Cost:
    """Run a command in a folder; raises `Failed`."""
    known = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": f"{ROOT}/hooks:{ROOT}/scripts"}
    start = time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)),
        cwd=folder,
        env=os.environ | known | dict(environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    ended = threading.Event()
    samples = [0.0]
    watch = threading.Thread(target=_watch, args=(process.pid, ended, samples))
    watch.start()
    assert process.stdout
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    ended.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(said[-2000:])
    return Cost(seconds, usage.ru_utime + usage.ru_stime, max(samples), said)


def peak_megabytes() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _watch(group: int, ended: threading.Event, samples: list[float]) -> None:
    """Not by `ru_maxrss`: that counts what the process which starts the command holds, too."""
    pause = INTERVAL
    while not ended.wait(pause):
        begun = time.perf_counter()
        processes = list(_processes(group))
        if len(processes) == 1:
            samples += _megabytes(processes[0] / "status", "VmHWM")
        else:
            shares = (_megabytes(process / "smaps_rollup", "Pss") for process in processes)
            samples.append(sum(chain.from_iterable(shares)))
        pause = max(INTERVAL, SPARING * (time.perf_counter() - begun))


def _processes(group: int) -> Iterator[Path]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended
            if os.getpgid(int(folder.name)) == group:
                yield folder


def _megabytes(file: Path, key: str) -> list[float]:
    """The value of a key in one of the files by which Linux tells of a process, if it is there."""
    with suppress(OSError):
        return [int(kb) / 1024 for kb in re.findall(rf"^{key}:\s+(\d+)", file.read_text(), re.M)]
    return []
