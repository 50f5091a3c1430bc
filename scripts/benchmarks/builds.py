"""Compares builds of the same archives: ours, and three generators on the Markdown that we export.

MkDocs has Material as it comes, Hugo a small theme of ours. What time an index for searching takes
is told apart: of ours as it says itself, and of MkDocs as the difference that its plug-in makes.
Zensical always makes one, and Hugo none.
"""

import argparse
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

import pygal
from pygal.style import CleanStyle

from benchmarks import archive
from benchmarks.measure import ROOT, Cost, Failed, run
from benchmarks.report import as_table, machine, put_section

BIN = Path(sys.executable).parent
BUILDS = ["ours", "mkdocs", "zensical", "hugo"]
OURS, PLAIN = "this project", "MkDocs"
HEADINGS = (
    "articles",
    "builder",
    "seconds",
    "× MkDocs",
    "ours ÷ this",
    "growth",
    "all CPUs, s",
    "reading",
    "indexing, s",
    "memory, MB",
    "files",
    "site, MB",
    "largest page, KB",
)
FEW, ROUNDS = 1000, 5
"""Up to how many articles a build is repeated, as what else the machine does weighs most there."""
PACKAGES = ("mkdocs", "mkdocs-material", "zensical", "hugo")
INTRODUCTION = """# What builds take

Written by `{command}`.

{machine}. {versions}.

All build the same pages, on generated archives of articles with 8 to 20 paragraphs, dated over ten
years, with 300 names. MkDocs, with Material for MkDocs as it comes, Zensical and Hugo, with a small
theme of ours, build what `scripts/export` wrote; the row “export” is that step. Seconds are without
indexing for the search, which is told apart; Zensical’s cannot be, and Hugo makes none. An archive
of up to {few:,} articles is built {rounds} times, unless `--rounds` says otherwise, by one builder
after the other, and the median counts: the fastest would be luck that a longer build, made once,
cannot have. Nothing is deleted meanwhile, as that makes writing slow for minutes. Growth is how
many times as long the archive took as the one before it. The seconds of all CPUs are those of a
whole build, with indexing; reading is the share of it before there is a page to make, themes and
links included. Memory is the most that all processes held together.

"""


SECOND = """
A second build of this project, whole commands with the start of the program and with indexing:
seconds, and their share of the first. A paragraph is added to an article, a page for a name that
articles have, an article is withdrawn, one after the other.

"""


@dataclass(frozen=True, slots=True)
class Build:
    """What one builder needed for one archive; `seconds` are without those of indexing.

    `reading` is the share of the whole before there was a page, `page` the largest in KB.
    """

    articles: int
    builder: str
    seconds: float
    cpu: float
    reading: float | None
    indexing: float | None
    memory: float
    files: int
    size: float
    page: float | None


@dataclass(frozen=True, slots=True)
class Again:
    """What a build took when something had changed since the last; `first` is the whole one."""

    articles: int
    changed: str
    seconds: float
    first: float


def main(arguments: Sequence[str]) -> int:
    """Print each row as soon as it is known, then the whole; write it and a plot of it."""
    parser = argparse.ArgumentParser(prog="scripts/bench build", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 100, 1000, 10000])
    parser.add_argument("--builders", nargs="+", default=BUILDS, choices=BUILDS)
    parser.add_argument(
        "--rounds",
        type=int,
        default=ROUNDS,
        metavar="N",
        help=f"builds of an archive of up to {FEW:,} articles; default: {ROUNDS}",
    )
    parser.add_argument(
        "--write",
        type=Path,
        default=Path(".cache/builds.md"),
        metavar="FILE",
        help="the table as Markdown; the plot goes beside it; default: .cache/builds.md",
    )
    options = parser.parse_args(arguments)
    builds: list[Build] = []
    second: list[Again] = []
    others = set(options.builders) - {"ours"}
    with tempfile.TemporaryDirectory() as folder:
        for size in sorted(options.sizes):
            _say(f"{size:,} articles: writing them")
            project = Path(folder, str(size), "ours")
            archive.write(project, size)
            names = [*(["export"] if others else []), *options.builders]
            builds += _measure(size, names, project, options.rounds if size <= FEW else 1)
            if "ours" in options.builders and size > 1:
                second += _build_again(size, project)
        _report(builds, second, " ".join(("scripts/bench build", *arguments)), options.write)
        _say("Deleting what was built")
    return 0


def _report(builds: Sequence[Build], second: Sequence[Again], command: str, page: Path) -> None:
    """Print all rows as tables, and write them as a page with a plot beside it."""
    rows, again = _rows(builds), _rows_again(second)
    print("\n" + _as_text([HEADINGS, *rows]))
    print("\n" + _as_text(again))
    page.parent.mkdir(parents=True, exist_ok=True)
    plot = page.with_suffix(".svg")
    _draw(builds).render_to_file(plot)
    text = _as_page(command, rows, plot.name)
    put_section(page, text + (SECOND + as_table(again) if second else ""))
    _say(f"Written: {page} and {plot}")


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _build_again(size: int, project: Path) -> Iterator[Again]:
    """Build anew, and after each of some changes; what was built before helps."""
    first = _ours(project)[0].seconds
    seeds = sorted((project / "seeds").iterdir())
    one, other = seeds[len(seeds) // 2], seeds[len(seeds) // 3]

    def add_paragraph() -> None:
        one.write_text(f"{one.read_text('utf-8')}\nTrade grew, and so did defence.\n", "utf-8")

    def add_name() -> None:
        page = "---\ntitle: Citroën\nkind: organisation\n---\nCitroën makes cars.\n"
        (project / "docs/names/citroen.md").write_text(page, "utf-8")

    def withdraw() -> None:
        key = "---\nwithdrawn: {on: 2026-01-02, why: It was wrong.}\n"
        other.write_text(other.read_text("utf-8").replace("---\n", key, 1), "utf-8")

    changes: Mapping[str, Callable[[], None]] = {
        "nothing": lambda: None,
        "a paragraph": add_paragraph,
        "a name": add_name,
        "an article withdrawn": withdraw,
    }
    for what, change in changes.items():
        _say(f"{size:,} articles: {OURS} again, changed: {what}")
        change()
        cost = run((sys.executable, "-m", "dossier", "build"), project)
        yield Again(size, what, cost.seconds, first)


def _rows_again(second: Iterable[Again]) -> list[tuple[str, ...]]:
    """A heading and a row for each archive, with all changes of it in columns."""
    changes = list(dict.fromkeys(again.changed for again in second))
    rows: list[tuple[str, ...]] = [("articles", "first, s", *changes)]
    for size in dict.fromkeys(again.articles for again in second):
        of_size = [again for again in second if again.articles == size]
        told = (f"{again.seconds:.1f} ({again.seconds / again.first:.2f})" for again in of_size)
        rows.append((f"{size:,}", f"{of_size[0].first:.1f}", *told))
    return rows


Builder = Callable[[Path], tuple[Cost, float | None]]
"""Builds a project: what that took, and seconds without an index, where that is another build."""


def _measure(size: int, names: Iterable[str], project: Path, rounds: int) -> Iterable[Build]:
    """Have each builder build in turn, so many times; one that fails says so, and others go on."""
    wholes: defaultdict[str, list[Cost]] = defaultdict(list)
    parts: defaultdict[str, list[float]] = defaultdict(list)
    failed: set[str] = set()
    for number in range(1, rounds + 1):
        for name in names:
            if name in failed:
                continue
            _say(f"{size:,} articles: {TITLES[name]}" + f", {number} of {rounds}" * (rounds > 1))
            try:
                whole, part = BUILDERS[name](project)
            except Failed as error:
                print(f"{size:,} articles: {TITLES[name]} failed:\n{error}", flush=True)
                failed.add(name)
            else:
                wholes[name].append(whole)
                parts[name] += [] if part is None else [part]
    for name in names:
        if name not in failed:
            whole = sorted(wholes[name], key=lambda cost: cost.seconds)[len(wholes[name]) // 2]
            part = median(parts[name]) if parts[name] else None
            row = _row(size, name, whole, part, project)
            print(
                f"{size:8,}  {row.builder:14}{row.seconds:9.1f} s {row.memory:9,.0f} MB", flush=True
            )
            yield row


def _row(size: int, name: str, whole: Cost, part: float | None, project: Path) -> Build:
    indexing = _told("Indexed", whole) if part is None else max(0, whole.seconds - part)
    reading = _told("Read", whole)
    folder = project.parent / SITES[name]
    files = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    pages = [files[path] for path in files if path.suffix == ".html"]
    return Build(
        articles=size,
        builder=TITLES[name],
        seconds=whole.seconds - (indexing or 0),
        cpu=whole.cpu,
        reading=None if reading is None else reading / whole.seconds,
        indexing=indexing,
        memory=whole.megabytes,
        files=len(files),
        size=sum(files.values()) / 1e6,
        page=max(pages) / 1e3 if pages else None,
    )


def _told(what: str, cost: Cost) -> float | None:
    """How many seconds a build says that a part of it took."""
    found = re.search(rf"{what} .*in ([\d.]+) s$", cost.said, re.M)
    return float(found[1]) if found else None


def _anew(folder: Path, site: str, *command: str | Path) -> Cost:
    """Run a command with nothing left of the last time; that is only put aside.

    Where many files were deleted, ext4 takes up to ten times as long to make new ones, for minutes.
    """
    for left in (folder / ".cache", folder / site):
        if left.exists():
            left.rename(Path(tempfile.mkdtemp(dir=folder.parent), left.name))
    return run(command, folder)


def _ours(project: Path) -> tuple[Cost, float | None]:
    return _anew(project, "site", sys.executable, "-m", "dossier", "build"), None


def _export(project: Path) -> tuple[Cost, float | None]:
    export = project.with_name("export")
    return _anew(project, "../export", sys.executable, "-m", "dossier", "export", export), None


def _mkdocs(project: Path) -> tuple[Cost, float | None]:
    """Built with the plug-in for the search, and without it."""
    folder = project.with_name("export")
    text = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "plain.yml").write_text(re.sub("^plugins: .*", "plugins: []", text, flags=re.M))
    build = (BIN / "mkdocs", "build", "-f")
    plain = _anew(folder, "site-plain", *build, "plain.yml", "-d", "site-plain")
    return _anew(folder, "site-mkdocs", *build, "mkdocs.yml", "-d", "site-mkdocs"), plain.seconds


def _zensical(project: Path) -> tuple[Cost, float | None]:
    return _anew(project.with_name("export"), "site", BIN / "zensical", "build", "--clean"), None


def _hugo(project: Path) -> tuple[Cost, float | None]:
    theme = ("--themesDir", ROOT / "scripts/benchmarks", "--theme", "hugo")
    folder = project.with_name("export")
    return _anew(folder, "site-hugo", BIN / "hugo", "-d", "site-hugo", *theme), None


BUILDERS: Mapping[str, Builder] = {
    "export": _export,
    "ours": _ours,
    "mkdocs": _mkdocs,
    "zensical": _zensical,
    "hugo": _hugo,
}
SITES = {
    "export": "export/docs",
    "ours": "ours/site",
    "mkdocs": "export/site-mkdocs",
    "zensical": "export/site",
    "hugo": "export/site-hugo",
}
TITLES = {"export": "export", "ours": OURS, "mkdocs": PLAIN, "zensical": "Zensical", "hugo": "Hugo"}


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
                "–" if b.reading is None else f"{b.reading:.1%}",
                "–" if b.indexing is None else f"{b.indexing:.1f}",
                f"{b.memory:,.0f}",
                f"{b.files:,}",
                f"{b.size:,.1f}",
                "–" if b.page is None else f"{b.page:,.0f}",
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
    table = as_table([HEADINGS, *rows])
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    head = INTRODUCTION.format(
        command=command, machine=machine(), versions=versions, few=FEW, rounds=ROUNDS
    )
    return f"{head}{table}\n![Seconds by builder and number of articles]({plot})\n"


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
