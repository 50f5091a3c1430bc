"""Reads files in a process of its own, with limits: no file costs more than these and a line.

The process is started with the first file, and again after one that went beyond a limit.
"""

import logging
import multiprocessing
import resource
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from dossier.core.problems import Problem, Problems
from dossier.importing.draft import Draft, Unreadable

MEMORY = 1_000_000_000
"""Bytes of the process, all libraries included."""
SECONDS = 55
"""From when a file is given to the process, which may have to be started for it."""

Outcome = Draft | Unreadable | tuple[Problem, ...]
Read = Callable[[Path, str | None], Draft]


def extract_from(path: Path, url: str | None) -> Draft:
    """Read a file that came from an address, or from none; raises `Unreadable` or `Problems`."""
    from dossier.importing.extract import extract

    return extract(path, url)


class Worker:
    """Reads one file after the other; `read` is what does it, and must be a module's function."""

    def __init__(
        self, read: Read = extract_from, seconds: float = SECONDS, memory: int = MEMORY
    ) -> None:
        self._read = read
        self._seconds = seconds
        self._memory = memory
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def extract(self, path: Path, url: str | None = None) -> Draft:
        """Read a file; raises `Unreadable` or `Problems`."""
        pipe = self._pipe or self._start()
        try:
            pipe.send((path, url))
            if not pipe.poll(self._seconds):
                self._end()
                message = f"takes more than {self._seconds:.0f} seconds to read; divide it"
                raise Unreadable(message)
            outcome: Outcome = pipe.recv()
        except (EOFError, ConnectionError):  # the process is gone
            self._end()
            size = f"{self._memory / 1e9:.2g} GB of memory"
            raise Unreadable(f"takes more than {size} to read; divide it") from None
        if isinstance(outcome, Draft):
            return outcome
        raise outcome if isinstance(outcome, Unreadable) else Problems(outcome)

    def _start(self) -> Connection:
        context = multiprocessing.get_context("forkserver")  # none of the memory of this process
        context.set_forkserver_preload([__name__, "dossier.importing.extract"])
        self._pipe, other = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(other, self._read, self._memory), daemon=True
        )
        self._process.start()
        other.close()
        return self._pipe

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: Connection, read: Read, memory: int) -> None:
    """Read what is asked for until the other end is closed, or the memory is at its end."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    while True:
        try:
            path, url = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        outcome: Outcome
        try:
            outcome = read(path, url)
        except MemoryError:
            return  # what is left of it would be too little for the next file
        except Problems as error:
            outcome = error.problems
        except Unreadable as error:
            outcome = Unreadable(*error.args)
        except RecursionError:
            outcome = Unreadable("is nested too deep to be read; save it in a simpler form")
        except KeyboardInterrupt:
            return
        except Exception as error:  # a library’s mistake over one file must not stop the others
            kind = type(error).__name__
            outcome = Unreadable(
                f"cannot be read (the reader failed: {kind}); save it in another form"
            )
        pipe.send(outcome)
