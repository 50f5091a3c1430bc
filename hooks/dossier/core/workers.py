"""Does the same work for many items at once, on all processors."""

import fcntl
import gc
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

MANY = 50
"""Items from which on it is worth while."""
AHEAD = 1 << 20
"""Bytes of outcomes that a process may be ahead."""


def each(work: Callable[[Item], Outcome], items: Sequence[Item]) -> Iterator[Outcome]:
    """What comes of each item, in order; that must be picklable, `work` itself need not be.

    This process does its share; for each further processor one is forked, so that what is known is
    shared and not copied before it is used. None is forked while there are threads, as it would
    take their locks along. Raises what `work` raises, and `ChildProcessError` if a process is
    killed.
    """
    count = _processors()
    if len(items) < MANY or count == 1 or threading.active_count() > 1:
        yield from map(work, items)
        return
    helpers = [_Helper(work, items[number::count]) for number in range(1, count)]
    try:
        for number, item in enumerate(items):
            helper = number % count
            yield helpers[helper - 1].receive() if helper else work(item)
    finally:
        for one in helpers:
            one.end()


def _processors() -> int:
    """How many processors there are for this process; 1 where no process can be forked."""
    if not hasattr(os, "fork"):
        return 1
    known = hasattr(os, "sched_getaffinity")  # of Linux alone
    return len(os.sched_getaffinity(0)) if known else os.cpu_count() or 1


class _Helper:
    """A process that works on some items, and gives what comes of each, in order."""

    def __init__(self, work: Callable[[Any], Any], items: Sequence[Any]) -> None:
        self._outcomes, outcomes = multiprocessing.Pipe(duplex=False)
        with suppress(OSError, AttributeError):  # what it is, where it cannot be changed
            fcntl.fcntl(outcomes, fcntl.F_SETPIPE_SZ, AHEAD)
        context = multiprocessing.get_context("fork")
        self._process = context.Process(target=_help, args=(work, items, outcomes))
        self._process.start()
        outcomes.close()

    def receive(self) -> Any:
        """What comes of the next item; raises what the work on it raised."""
        try:
            outcome, error = self._outcomes.recv()
        except EOFError:
            self._process.join()
            message = f"a process that helped has ended by itself ({self._process.exitcode})"
            raise ChildProcessError(f"{message}; it may have lacked memory") from None
        if error:
            raise error
        return outcome

    def end(self) -> None:
        """Whether it is done or not."""
        self._process.kill()
        self._process.join()
        self._outcomes.close()


def _help(work: Callable[[Any], Any], items: Sequence[Any], outcomes: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began it ends it
    gc.freeze()  # to look through what is shared would copy it
    with suppress(BrokenPipeError):  # nobody waits any more
        for item in items:
            try:
                outcome = work(item)
            except Exception as error:
                error.add_note(traceback.format_exc())
                outcomes.send((None, error))
                return
            outcomes.send((outcome, None))
