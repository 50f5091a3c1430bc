"""Servers on loopback: of a built site, and of a project while its files are changed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from support.nginx import free_port


class Handler(SimpleHTTPRequestHandler):
    """Serves files, quietly, and the site's own page where there is none."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(Path(self.directory, "404.html").read_bytes())


@contextmanager
def serve(site: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a built site on a free port; gives its address, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
    thread = Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


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
