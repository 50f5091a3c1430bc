"""Serves a preview, and shows what keeps it from starting until that is mended.

MkDocs ends where its configuration, or a template in the first build, is broken; once it serves,
`mkdocs_adapter.preview` shows what is wrong.
"""

import os
import sys
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import click

from dossier.core.problems import Problems
from dossier.preview.error_page import error_page

WATCHED = ("mkdocs.yml", "docs", "hooks", "seeds")
PAUSE = 0.3
"""Seconds between two looks at the files."""


def serve(start: Callable[[], None], host: str, port: int) -> int:
    """Serve with `start` until it is stopped; begin anew after each change while nothing can be.

    `start` raises `Problems` for what has to be mended first, `OSError` for the address.
    """
    before = _files(root := Path.cwd())
    try:
        start()
        return 0
    except click.Abort:
        return 130
    except OSError as error:
        reason = f"{host}:{port} cannot be served at ({error.strerror})"
        print(f"{reason}; give another address: scripts/serve -a {host}:8001", file=sys.stderr)
        return 1
    except Problems as error:
        problems = error.problems
    print(*problems, "Waiting for that to be mended", sep="\n", file=sys.stderr)
    page = error_page(problems).encode()

    class Handler(BaseHTTPRequestHandler):
        """Gives the page of problems at every address."""

        def do_GET(self) -> None:
            self.send_response(503)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer((host, port), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        while _files(root) == before:
            time.sleep(PAUSE)
        server.shutdown()
    os.execv(sys.executable, [sys.executable, "-m", "dossier", *sys.argv[1:]])


def _files(root: Path) -> dict[str, int]:
    """When each file was changed that may be what is to be mended."""
    tops = [root / name for name in WATCHED]
    paths = [path for top in tops for path in (top, *top.rglob("*")) if path.suffix != ".pyc"]
    return {str(path): path.stat().st_mtime_ns for path in paths if path.is_file()}
