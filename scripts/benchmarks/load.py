"""How many requests a second Debian's nginx answers with our host file, driven by wrk.

Every page is asked for in turn, and every file of the search, compressed, as browsers ask. Beside
them stands the same server with nothing but a root, asked for one file of their middle size. Any
answer that is an error, and any connection that breaks, is said, and the exit status is 1 then.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from support.nginx import bare_nginx, nginx

SCRIPT = """
local paths, at = {}, 0
for path in io.lines("PATHS") do paths[#paths + 1] = path end
wrk.headers["Accept-Encoding"] = "gzip"
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
function done(summary, latency)
  local errors = summary.errors
  io.stderr:write(string.format(
    '{"answers": %d, "microseconds": %d, "late": %d, "refused": %d, "broken": %d}',
    summary.requests, summary.duration, latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """Answers per second, the microseconds within which 99 of 100 came, and what went wrong."""

    rate: float
    late: int
    refused: int
    broken: int

    @property
    def wrong(self) -> bool:
        return bool(self.refused or self.broken or not self.rate)


def main(arguments: Sequence[str]) -> int:
    """Print a line for the pages and one for the search."""
    parser = argparse.ArgumentParser(prog="scripts/bench load", description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("site"), help="default: site")
    parser.add_argument("--seconds", type=int, default=5, help="of each of the four measurements")
    options = parser.parse_args(arguments)
    site: Path = options.site.resolve()
    if not (site / "manifest.json").is_file():
        print(f"{site}: holds no site; build one with scripts/build", file=sys.stderr)
        return 1
    pages = sorted(path for path in site.rglob("*.html") if path.name != "404.html")
    shards = sorted(path for path in (site / "search/data").rglob("*") if path.is_file())
    print("asked for    files  answers/s  bare file/s  ratio  99 % within ms")
    wrong = False
    with tempfile.TemporaryDirectory() as folder:
        with (
            nginx(Path(folder) / "ours", site) as ours,
            bare_nginx(Path(folder) / "bare", site) as bare,
        ):
            for name, files in {"pages": pages, "search": shards}.items():
                middle = sorted(files, key=lambda path: path.stat().st_size)[len(files) // 2]
                load = drive(ours, [_address(site, path) for path in files], options.seconds)
                plain = drive(bare, [_address(site, middle)], options.seconds)
                print(
                    f"{name:9}{len(files):9,}{load.rate:11,.0f}{plain.rate:13,.0f}"
                    f"{load.rate / (plain.rate or 1):7.2f}{load.late / 1000:16.1f}",
                    flush=True,
                )
                for what, done in {name: load, f"the bare file of {name}": plain}.items():
                    if done.wrong:
                        said = f"{done.refused} answers were errors, {done.broken} broke off"
                        print(f"{what}: {said}", file=sys.stderr)
                        wrong = True
    return int(wrong)


def _address(site: Path, path: Path) -> str:
    return "/" + quote(path.relative_to(site).as_posix()).removesuffix("index.html")


def drive(port: int, addresses: Sequence[str], seconds: int) -> Load:
    """Ask for these addresses in turn, on 32 connections at once, for some seconds."""
    with tempfile.TemporaryDirectory() as folder:
        paths, script = Path(folder) / "paths", Path(folder) / "drive.lua"
        paths.write_text("\n".join(addresses), "utf-8")
        script.write_text(SCRIPT.replace("PATHS", str(paths)), "utf-8")
        done = subprocess.run(
            [
                "wrk",
                "-t2",
                "-c32",
                f"-d{seconds}s",
                "-T10s",
                "-s",
                script,
                f"http://127.0.0.1:{port}",
            ],
            capture_output=True,
            check=True,
            text=True,
        )
    found = json.loads(done.stderr)
    rate = found["answers"] / found["microseconds"] * 1e6
    return Load(rate, found["late"], found["refused"], found["broken"])
