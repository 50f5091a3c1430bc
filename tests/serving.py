"""A process that serves a project while its files are changed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nginx import free_port


@contextmanager
def started(
    folder: Path, *module: str, **environment: str
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve a project with a module, as scripts/serve does with `dossier serve`.

    Gives host and port, where it may take a while until there is an answer, and the process.
    """
    address = f"127.0.0.1:{free_port()}"
    ours = {"DOSSIER_DRAFTS": "true", "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "hooks"}
    process = subprocess.Popen(
        [sys.executable, "-m", *module, "-a", address],
        cwd=folder,
        env=os.environ | ours | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield address, process
    finally:
        process.terminate()
        process.wait()
