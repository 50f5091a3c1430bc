"""Debian's nginx on loopback with the host file as operators use it."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.project import ROOT

CONFIGURATION = (ROOT / "scripts/hosting/nginx.conf").read_text("utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def nginx(
    directory: Path, root: Path, base: str = "", port: int = 0, to_https: str = "off"
) -> Iterator[int]:
    """Run nginx with our host file, only its address and settings changed; gives the port."""
    port = port or free_port()
    ours = CONFIGURATION
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("listen [::]:80;", ""),
        ("root /srv/dossier/site;", f"root {root};"),
        ('set $base "";', f'set $base "{base}";'),
        ('set $to_https "off";', f'set $to_https "{to_https}";'),
    ):
        assert ours.count(old) == 1
        ours = ours.replace(old, new)
    with running(directory, port, ours):
        yield port


@contextmanager
def bare_nginx(directory: Path, root: Path) -> Iterator[int]:
    """Run nginx with nothing but an address and a root; gives the port."""
    port = free_port()
    with running(directory, port, f"server {{ listen 127.0.0.1:{port}; root {root}; }}"):
        yield port


@contextmanager
def running(directory: Path, port: int, servers: str) -> Iterator[None]:
    """Run nginx with these servers, all its files in a directory, which is made."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    assert program, "nginx is missing; run scripts/setup-tools"
    directory.mkdir()
    user = "user root;" if os.geteuid() == 0 else ""  # pytest's folders are closed to others
    temporary = "\n".join(
        f"{kind}_temp_path {directory}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (directory / "nginx.conf").write_text(
        f"{user}\ndaemon off;\npid {directory}/pid;\nevents {{}}\n"
        "http {\ninclude /etc/nginx/mime.types;\ndefault_type application/octet-stream;\n"
        f"access_log off;\n{temporary}\n{servers}\n}}\n"
    )
    command = [program, "-c", str(directory / "nginx.conf"), "-e", str(directory / "error.log")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            yield
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "nginx has ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")
