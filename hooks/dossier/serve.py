"""Starts `mkdocs serve`, and shows what keeps it from starting until that is mended.

MkDocs ends where its configuration, or a template in the first build, is broken; once it serves,
`publish.on_serve` shows what is wrong.
"""

import argparse
import logging
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import click
from mkdocs.__main__ import cli

from dossier.mistakes import Told, as_page, explain

WATCHED = ("mkdocs.yml", "docs", "hooks", "seeds")
PAUSE = 0.3
"""Seconds between two looks at the files."""


def main() -> int:
    """Serve until it is stopped; begin anew after each change while nothing can be served."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("-a", "--dev-addr", default="127.0.0.1:8000")
    host, _, port = parser.parse_known_args()[0].dev_addr.rpartition(":")
    root, told = Path.cwd(), Told()
    before = _files(root)
    logging.getLogger("mkdocs").addHandler(told)
    try:
        arguments = ["serve", "--livereload", "--no-strict", *sys.argv[1:]]
        cli.main(arguments, prog_name="mkdocs", standalone_mode=False)
        return 0
    except click.UsageError as error:
        error.show()
        return 2
    except click.Abort:
        return 130
    except (Exception, SystemExit) as error:
        if isinstance(error, OSError) and error.errno and not error.filename:  # no file's mistake
            reason = f"{host}:{port} cannot be served at ({error.strerror})"
            print(f"{reason}; give another address: scripts/serve -a {host}:8001", file=sys.stderr)
            return 1
        problem = explain(error, root, told.messages)
    print(f"{problem}\nWaiting for that to be mended", file=sys.stderr)
    page = as_page([problem]).encode()

    class Handler(BaseHTTPRequestHandler):
        """Gives the page of problems at every address."""

        def do_GET(self) -> None:
            self.send_response(503)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer((host, int(port)), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        while _files(root) == before:
            time.sleep(PAUSE)
        server.shutdown()
    os.execv(sys.executable, [sys.executable, "-m", "dossier.serve", *sys.argv[1:]])


def _files(root: Path) -> dict[str, int]:
    """When each file was changed that may be what is to be mended."""
    tops = [root / name for name in WATCHED]
    paths = [path for top in tops for path in (top, *top.rglob("*")) if path.suffix != ".pyc"]
    return {str(path): path.stat().st_mtime_ns for path in paths if path.is_file()}


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(130) from None
