"""Compares builds of the same archives: ours, and three generators on the Markdown that we export.

MkDocs has Material as it comes, Hugo a small theme of ours. What time an index for searching takes
is told apart: of ours, which is made once more by itself, and of MkDocs, as the difference that its
plug-in makes. Zensical always makes one, and Hugo none.
"""

import argparse
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pygal
from pygal.style import CleanStyle

from benchmarks import archive
from benchmarks.indexing import index_alone
from benchmarks.measure import ROOT, Cost, Failed, run

BIN = Path(sys.executable).parent
OURS, PLAIN = "this project", "MkDocs"
HEADINGS = (
    "articles",
    "builder",
    "seconds",
    "× MkDocs",
    "ours ÷ this",
    "growth",
    "all CPUs, s",
    "indexing, s",
    "memory, MB",
    "files",
    "site, MB",
)
FEW, ROUNDS = 100, 5
"""Up to how many articles a build is repeated, as what else the machine does weighs most there."""
PACKAGES = ("mkdocs", "mkdocs-material", "zensical", "hugo")
INTRODUCTION = """# What builds take

Written by `{command}`.

{machine}. {versions}.

All build the same pages, on generated archives of articles with 8 to 20 paragraphs, dated over ten
years, with 300 names. MkDocs, with Material for MkDocs as it comes, Zensical and Hugo, with a small
theme of ours, build what `scripts/export` wrote; the row “export” is that step. Seconds are without
indexing for the search, which is told apart; Zensical’s cannot be, and Hugo makes none. An archive
of up to {few} articles is built {rounds} times, and the fastest counts. Growth is how many times as
long the archive took as the one before it. The seconds of all CPUs are those of a whole build,
with indexing. Memory is the most that all processes held together.

"""


@dataclass(frozen=True, slots=True)
class Build:
    """What one builder needed for one archive; `seconds` are without those of indexing."""

    articles: int
    builder: str
    seconds: float
    cpu: float
    indexing: float | None
    memory: float
    files: int
    size: float


def main(arguments: Sequence[str]) -> int:
    """Print each row as soon as it is known, then the whole; write it and a plot of it."""
    parser = argparse.ArgumentParser(prog="scripts/bench build", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 100, 1000, 10000])
    parser.add_argument("--builders", nargs="+", default=list(BUILDERS), choices=list(BUILDERS))
    parser.add_argument(
        "--write",
        type=Path,
        default=Path(".cache/builds.md"),
        metavar="FILE",
        help="the table as Markdown; the plot goes beside it; default: .cache/builds.md",
    )
    options = parser.parse_args(arguments)
    builds: list[Build] = []
    for size in sorted(options.sizes):
        with tempfile.TemporaryDirectory() as folder:
            _say(f"{size:,} articles: writing them")
            project = Path(folder, "ours")
            archive.write(project, size)
            if set(options.builders) - {"ours"}:
                builds += _try(size, "export", _export, project)
            for name in options.builders:
                builds += _try(size, TITLES[name], BUILDERS[name], project)
    rows = _rows(builds)
    print("\n" + _as_text([HEADINGS, *rows]))
    options.write.parent.mkdir(parents=True, exist_ok=True)
    plot = options.write.with_suffix(".svg")
    _draw(builds).render_to_file(plot)
    command = " ".join(("scripts/bench build", *arguments))
    options.write.write_text(_as_page(command, rows, plot.name), "utf-8")
    _say(f"Written: {options.write} and {plot}")
    return 0


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


Measured = tuple[Cost, float | None, Path]
"""What a build took, the seconds of it that went into indexing, and where the files are."""
Builder = Callable[[Path, int], Measured]
"""Builds a project so many times; gives the fastest."""


def _try(size: int, title: str, build: Builder, project: Path) -> Iterable[Build]:
    """Measure a builder; one that fails says so, and the others go on."""
    _say(f"{size:,} articles: {title}")
    try:
        cost, indexing, folder = build(project, ROUNDS if size <= FEW else 1)
    except Failed as error:
        print(f"{size:,} articles: {title} failed:\n{error}", flush=True)
        return []
    files = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    seconds = cost.seconds - (indexing or 0)
    spent = (seconds, cost.cpu, indexing, cost.megabytes)
    row = Build(size, title, *spent, len(files), sum(files) / 1e6)
    print(f"{size:8,}  {title:14}{row.seconds:9.1f} s {row.memory:9,.0f} MB", flush=True)
    return [row]


def _fastest(rounds: int, folder: Path, *command: str | Path) -> Cost:
    """Run a command so many times, each with nothing left of the last."""
    costs: list[Cost] = []
    for _ in range(rounds):
        for left in (folder / ".cache", *folder.glob("site*")):
            shutil.rmtree(left, ignore_errors=True)
        costs.append(run(command, folder))
    return min(costs, key=lambda cost: cost.seconds)


def _ours(project: Path, rounds: int) -> Measured:
    """The whole build, and its index once more."""
    cost = _fastest(rounds, project, sys.executable, "-m", "dossier.build")
    seconds = min(index_alone(project)[0] for _ in range(rounds))
    return cost, seconds, project / "site"


def _export(project: Path, rounds: int) -> Measured:
    folder = project.with_name("export")
    return (
        _fastest(rounds, project, sys.executable, "-m", "dossier.export", folder),
        None,
        folder / "docs",
    )


def _mkdocs(project: Path, rounds: int) -> Measured:
    """Built with the plug-in for the search, and before that without it."""
    folder = project.with_name("export")
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8")
    (folder / "plain.yml").write_text(re.sub("^plugins: .*", "plugins: []", text, flags=re.M))
    mkdocs = (BIN / "mkdocs", "build")
    plain = _fastest(rounds, folder, *mkdocs, "-f", "plain.yml", "-d", "site-plain")
    whole = _fastest(rounds, folder, *mkdocs, "-d", "site-mkdocs")
    return whole, max(0.0, whole.seconds - plain.seconds), folder / "site-mkdocs"


def _zensical(project: Path, rounds: int) -> Measured:
    folder = project.with_name("export")
    cost = _fastest(rounds, folder, BIN / "zensical", "build", "--clean")
    return cost, None, folder / "site"


def _hugo(project: Path, rounds: int) -> Measured:
    folder = project.with_name("export")
    theme = ("--themesDir", ROOT / "benchmarks", "--theme", "hugo")
    cost = _fastest(rounds, folder, BIN / "hugo", "-d", "site-hugo", *theme)
    return cost, None, folder / "site-hugo"


BUILDERS: Mapping[str, Builder] = {
    "ours": _ours,
    "mkdocs": _mkdocs,
    "zensical": _zensical,
    "hugo": _hugo,
}
TITLES = {"ours": OURS, "mkdocs": PLAIN, "zensical": "Zensical", "hugo": "Hugo"}


def _rows(builds: Sequence[Build]) -> list[tuple[str, ...]]:
    seconds = {(b.articles, b.builder): b.seconds for b in builds}
    sizes = sorted({b.articles for b in builds})
    rows: list[tuple[str, ...]] = []
    for b in builds:
        before = sizes[sizes.index(b.articles) - 1] if b.articles != sizes[0] else 0
        rows.append(
            (
                f"{b.articles:,}",
                b.builder,
                f"{b.seconds:.1f}",
                _ratio(b.seconds, seconds.get((b.articles, PLAIN))),
                _ratio(seconds.get((b.articles, OURS)), b.seconds),
                _ratio(b.seconds, seconds.get((before, b.builder))),
                f"{b.cpu:.1f}",
                "–" if b.indexing is None else f"{b.indexing:.1f}",
                f"{b.memory:,.0f}",
                f"{b.files:,}",
                f"{b.size:,.1f}",
            )
        )
    return rows


def _ratio(one: float | None, other: float | None) -> str:
    return f"{one / other:.2f}" if one is not None and other else "–"


def _as_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as columns; all but the second, which is a name, to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell.ljust(width) if index == 1 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(lines)


def _as_page(command: str, rows: Sequence[Sequence[str]], plot: str) -> str:
    rule = ["--:", ":--", *["--:"] * (len(HEADINGS) - 2)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in (HEADINGS, rule, *rows))
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    head = INTRODUCTION.format(
        command=command, machine=_machine(), versions=versions, few=FEW, rounds=ROUNDS
    )
    return f"{head}{table}\n\n![Seconds by builder and number of articles]({plot})\n"


def _machine() -> str:
    """Processor, number of them, memory, system, and version of Python."""
    processors = re.findall(r"^model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(), re.M)
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    return ", ".join(
        (
            f"{len(processors)} × {processors[0]}" if processors else platform.machine(),
            f"{int(memory[1]) / 1e6:.0f} GB" if memory else "memory unknown",
            platform.system(),
            f"Python {platform.python_version()}",
        )
    )


def _draw(builds: Sequence[Build]) -> pygal.Line:
    """Seconds by number of articles, a line for each builder."""
    sizes = sorted({b.articles for b in builds})
    seconds = {(b.articles, b.builder): b.seconds for b in builds}
    chart = pygal.Line(
        style=CleanStyle,
        js=[],
        logarithmic=True,
        title="Seconds to build, without indexing",
        x_title="articles",
        x_labels=[f"{size:,}" for size in sizes],
        legend_at_bottom=True,
    )
    for builder in dict.fromkeys(b.builder for b in builds):
        chart.add(builder, [seconds.get((size, builder)) for size in sizes])
    return chart
