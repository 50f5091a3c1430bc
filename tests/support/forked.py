"""The programme's commands, run by processes forked from one that has loaded it.

To load it takes longer than to build most projects of the tests. Run by itself this is that one
process: it reads requests, a line each, and answers each with the exit status of its process.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType

from dossier.cli import main

ROOT = Path(__file__).parents[2]
BARE = {"PATH": "/usr/bin:/bin"}
_ONE_AT_A_TIME = Lock()


def run(
    arguments: tuple[str, ...], cwd: Path, environment: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    """Run `python -m dossier` with arguments, in a folder and a bare environment with some more."""
    with tempfile.TemporaryDirectory() as folder, _ONE_AT_A_TIME:
        out, err = Path(folder, "out"), Path(folder, "err")
        request = [arguments, str(cwd), {**BARE, **environment}, str(out), str(err)]
        server = _server()
        assert server.stdin and server.stdout
        print(json.dumps(request), file=server.stdin, flush=True)
        status = int(server.stdout.readline())
        return subprocess.CompletedProcess(
            arguments, status, out.read_text("utf-8"), err.read_text("utf-8")
        )


@cache
def _server() -> subprocess.Popen[str]:
    """The process that has loaded the programme; it ends with this one."""
    path = f"{ROOT / 'hooks'}:{ROOT / 'tests'}"
    return subprocess.Popen(
        [sys.executable, "-m", "support.forked"],
        env=BARE | {"PYTHONPATH": path, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _serve() -> None:
    """Load what the commands load, and fork a process for each request."""
    import dossier.mkdocs_adapter.build
    import dossier.mkdocs_adapter.commands
    import dossier.publishing.build  # noqa: F401
    from dossier.core.cache import Cache
    from dossier.outputs.assets import Assets

    assert Assets(ROOT / "docs", (), (), Cache()).files  # it takes a third of a second
    gc.freeze()
    for line in sys.stdin:
        if not (child := os.fork()):
            _work(*json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _work(arguments: list[str], cwd: str, environment: dict[str, str], *files: str) -> None:
    """Do as `python -m dossier` does; ends this process."""
    for descriptor, name in enumerate(("/dev/null", *files)):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT), descriptor)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["dossier", *arguments]
    status = 1
    try:
        main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    _serve()
