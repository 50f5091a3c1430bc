"""How far long work is: a bar on a terminal, elsewhere a line now and then."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO, TypeVar

import click

Item = TypeVar("Item")

PATIENCE = 1.0
"""Seconds of work of which nothing is told."""
INTERVAL = 5.0
"""Seconds from one line to the next."""


class Progress:
    """Tells on a stream, as steps are done, how many of `count` are; nothing of short work.

    `what` is what is done, as in `Reading articles`. `clock` gives seconds.
    """

    def __init__(
        self,
        what: str,
        count: int,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._what = what
        self._count = count
        self._stream = stream or sys.stderr
        self._clock = clock
        self._done = 0
        self._due = clock() + PATIENCE
        self._bar: Any = None  # click does not export the type

    def step(self) -> None:
        """Count one step; the last one ends the bar."""
        self._done += 1
        if self._bar:
            self._bar.update(1)
            if self._done >= self._count:
                self._bar.render_finish()
        elif self._clock() >= self._due and self._done < self._count:
            self._tell()

    def _tell(self) -> None:
        """Begin the bar, or write a line."""
        if self._stream.isatty():
            self._bar = click.progressbar(
                length=self._count, label=self._what, show_pos=True, file=self._stream
            )
            self._bar.update(self._done)
        else:
            self._due = self._clock() + INTERVAL
            print(f"{self._what}: {self._done:,} of {self._count:,}", file=self._stream, flush=True)


def track(items: Iterable[Item], count: int, what: str) -> Iterator[Item]:
    """The items, one after another; each is a step of `count`."""
    progress = Progress(what, count)
    for item in items:
        yield item
        progress.step()
