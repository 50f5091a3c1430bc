"""How far long work is: a bar on a terminal, elsewhere a line now and then."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

from tqdm import tqdm

Item = TypeVar("Item")

PATIENCE = 1.0
"""Seconds of work of which nothing is told."""
INTERVAL = 5.0
"""Seconds from one line to the next."""

tqdm.monitor_interval = 0  # it would start a thread, and with one no process is forked for work


class Progress:
    """Tells on a stream, as steps are done, how many of `count` are; nothing of short work.

    `what` is what is done, as in `Reading articles`. `clock` gives seconds, of which the first ones
    are passed over with `patience`.
    """

    def __init__(
        self,
        what: str,
        count: int,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        stream = stream or sys.stderr
        self._what = what
        self._count = count
        self._clock = clock
        self._stream = None if stream.isatty() else stream
        self._bar = tqdm(
            total=count,
            miniters=1,
            desc=what,
            file=stream,
            delay=patience,
            disable=stream.isatty() is False,
            bar_format="{desc} {bar:30} {n:,} of {total:,}",
        )
        self._done = 0
        self._due = clock() + patience

    def step(self) -> None:
        """Count one step; the last one ends the bar."""
        self._done += 1
        self._bar.update()
        if self._done >= self._count:
            self._bar.close()
        elif self._stream and self._clock() >= self._due:
            self._due = self._clock() + INTERVAL
            told = f"{self._what}: {self._done:,} of {self._count:,}"
            print(told, file=self._stream, flush=True)


def track(items: Iterable[Item], count: int, what: str) -> Iterator[Item]:
    """The items, one after another; each is a step of `count`."""
    progress = Progress(what, count)
    for item in items:
        yield item
        progress.step()
