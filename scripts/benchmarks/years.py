"""What an archive takes whose years are built apart, as `years.yml` does it, joined and searched.

Each year is built in a folder of its own with nothing kept of another, one after the other; then
all are brought together, joined and checked, and asked in Chromium, as `scripts/bench search` asks.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

from dossier.gathering.pipeline import list_years
from support.chromium import chromium
from support.nginx import nginx

from benchmarks import archive
from benchmarks.measure import Cost, run
from benchmarks.report import PAGE, as_table, machine, put_section
from benchmarks.search import QUERIES, ask

HEADINGS = (
    "articles",
    "part",
    "seconds",
    "all CPUs, s",
    "memory, MB",
    "files",
    "site, MB",
)
SECTION = """## Years built apart

Written by `{command}`.

{machine}.

Archives whose articles are dated over ten years, each year built as on a machine of its own with
`--year`, one after the other, then joined with `--join` and checked. Parts are told of the year
that took longest, of all years together (most memory of one), and of joining the first two and all.
The first result of a search over all years, with nothing kept by the browser: the page with its
styles and scripts, and what the search asks for; median of {queries} queries, and the most.

"""


@dataclass(frozen=True, slots=True)
class Part:
    """What a step took, and the files and bytes that are there after it."""

    articles: int
    name: str
    cost: Cost
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Bytes and requests to the first result of each query."""

    articles: int
    bytes: Sequence[int]
    requests: Sequence[int]


def main(arguments: Sequence[str]) -> int:
    """Print each part as soon as it is known, and write the tables."""
    parser = argparse.ArgumentParser(prog="scripts/bench years", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 100000])
    parser.add_argument("--write", type=Path, default=PAGE, metavar="FILE", help=f"default: {PAGE}")
    options = parser.parse_args(arguments)
    rows: list[tuple[str, ...]] = [HEADINGS]
    asked: list[tuple[str, ...]] = [("articles", "to the first result", "median", "most")]
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder, "joined")
            for part in _build(Path(folder), site, size):
                rows.append(_row(part))
                print("  ".join(rows[-1]), flush=True)
            asked += _rows(_search(Path(folder), site, size))
            print("\n".join("  ".join(row) for row in asked[-2:]), flush=True)
    section = SECTION.format(
        command=" ".join(("scripts/bench years", *arguments)),
        machine=machine(),
        queries=len(QUERIES),
    )
    put_section(options.write, f"{section}{as_table(rows)}\n{as_table(asked)}")
    return 0


def _build(folder: Path, site: Path, size: int) -> Iterator[Part]:
    """Build the years and join them; what that took of the longest, of all, and of joining."""
    project = folder / "project"
    archive.write(project, size)
    years = list_years(project)
    parts: list[Part] = []
    joins: list[Part] = []
    for number, year in enumerate(years, start=1):
        machine = folder / year
        cost = _dossier(project, "build", "--site-dir", machine / "site", "--year", year)
        if (project / ".cache").exists():
            (project / ".cache").rename(machine / "cache")
        parts.append(Part(size, f"the year {year}", cost, *_size(machine / "site" / year)))
        print(f"{size:,} articles: {year} in {cost.cpu:.1f} s", file=sys.stderr, flush=True)
        site.mkdir(exist_ok=True)
        (machine / "site" / year).rename(site / year)
        if number in (2, len(years)):
            cost = _dossier(project, "build", "--site-dir", site, "--join")
            joins.append(Part(size, f"joining {number}", cost, *_size(site)))
    yield max(parts, key=lambda part: part.cost.seconds)
    costs = [part.cost for part in parts]
    whole = Cost(
        sum(cost.seconds for cost in costs),
        sum(cost.cpu for cost in costs),
        max(cost.megabytes for cost in costs),
        "",
    )
    files, taken = sum(part.files for part in parts), sum(part.size for part in parts)
    yield Part(size, f"all {len(years)} years", whole, files, taken)
    yield from joins
    yield Part(size, "checking all", _dossier(project, "verify", site), *_size(site))


def _dossier(project: Path, *arguments: str | Path) -> Cost:
    return run([sys.executable, "-m", "dossier", *arguments], project)


def _size(site: Path) -> tuple[int, int]:
    """Files and bytes of a site."""
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def _search(folder: Path, site: Path, size: int) -> Asked:
    """Ask from the newest year."""
    newest = max(path.name for path in site.glob("[0-9]*/"))
    with chromium() as browser, nginx(folder / "nginx", site) as port:
        address = f"http://127.0.0.1:{port}/{newest}/search/?q="
        taken = [ask(browser, address + quote(query), ".search-passage") for query in QUERIES]
    return Asked(size, [each[0] for each in taken], [each[1] for each in taken])


def _row(part: Part) -> tuple[str, ...]:
    return (
        f"{part.articles:,}",
        part.name,
        f"{part.cost.seconds:.1f}",
        f"{part.cost.cpu:.1f}",
        f"{part.cost.megabytes:,.0f}",
        f"{part.files:,}",
        f"{part.size / 1e6:,.1f}",
    )


def _rows(asked: Asked) -> Iterator[tuple[str, ...]]:
    size = f"{asked.articles:,}"
    kilobytes = [count / 1e3 for count in asked.bytes]
    yield size, "KB", f"{median(kilobytes):.0f}", f"{max(kilobytes):.0f}"
    yield size, "requests", f"{median(asked.requests):.0f}", f"{max(asked.requests)}"
