"""Does the same work for many items at once, one on each processor."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

MANY = 50
"""Items from which on it is worth while."""

_work: Callable[[Any], Any]


def each(work: Callable[[Item], Outcome], items: Sequence[Item]) -> Iterator[Outcome]:
    """What comes of each item, in order; `work` itself need not be picklable.

    A process is forked only while there are no threads, as it would take their locks along.
    """
    if len(items) < MANY or threading.active_count() > 1:
        yield from map(work, items)
        return
    workers = ProcessPoolExecutor(
        max_workers=len(os.sched_getaffinity(0)),
        mp_context=multiprocessing.get_context("fork"),
        initializer=_begin,
        initargs=(work,),
    )
    with workers:
        yield from workers.map(_do, items, chunksize=10)


def _begin(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work


def _do(item: Any) -> Any:
    return _work(item)
