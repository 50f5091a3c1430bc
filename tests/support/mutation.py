"""Mutation tests: changes the code by a little, and sees whether a unit test fails.

A sample of all mutants that cosmic-ray can make is drawn anew each time, unless a seed is given.
Each is tried in a copy of the project: first by the tests of the module that was changed, then by
those in its folder and the golden cases, then by all unit tests. What is printed is for people; it
does not decide whether a commit is good.
"""

import ast
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import click
from cosmic_ray.commands.init import _all_work_items
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.testing import run_tests
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkResult
from tqdm import tqdm

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "hooks/dossier"
COPIED = ("hooks", "docs", "seeds", "scripts", "tests", ".vscode", ".github")
UNIT = Path("tests/unit")
GOLDEN = UNIT / "gathering/test_cases.py"
"""Small projects, from files to the report: they reach all that reads, places and gathers."""
PATIENCE = 240.0
"""Seconds after which the tests are ended: a mutant that makes them so slow is noticed."""


@click.command()
@click.option("--sample", default=100, show_default=True, help="How many mutants to draw.")
@click.option("--seed", type=int, help="Draw the same ones as another time.")
@click.option("--workers", default=2, show_default=True, help="How many to try at once.")
@click.option("--nearest", is_flag=True, help="Run only the tests of the folder, and golden cases.")
@click.option("--unproven", is_flag=True, help="Do not see first that all unit tests pass.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def main(
    sample: int,
    seed: int | None,
    workers: int,
    nearest: bool,
    unproven: bool,
    paths: Sequence[Path],
) -> None:
    """Say which small mistakes in the package, or in PATHS of it, the unit tests do not notice."""
    seed = random.randrange(1_000_000) if seed is None else seed
    mutants = list(_mutants(paths or [PACKAGE]))
    drawn = random.Random(seed).sample(mutants, min(sample, len(mutants)))
    click.echo(f"{len(drawn)} of {len(mutants):,} mutants, drawn with --seed {seed}", err=True)
    with tempfile.TemporaryDirectory() as folder:
        copies = SimpleQueue[Path]()
        for number in range(workers):
            copies.put(copy := _copy(Path(folder) / str(number)))
            if unproven:
                continue
            outcome, said = run_tests(_command(copy, UNIT), PATIENCE)
            if outcome != TestOutcome.SURVIVED:
                raise click.ClickException(f"The unit tests fail as it is:\n{said}")
        with ThreadPoolExecutor(workers) as pool:
            results = pool.map(lambda mutant: _try(mutant, copies, nearest), drawn)
            _report(drawn, tqdm(results, total=len(drawn), desc="Mutants"))


def _mutants(paths: Sequence[Path]) -> Iterator[MutationSpec]:
    """All that can be changed by a little, but for annotations, which nothing evaluates."""
    modules = sorted(
        {p.resolve() for path in paths for p in ([path] if path.is_file() else path.rglob("*.py"))}
    )
    for module in modules:
        annotations = list(_annotations(ast.parse(module.read_text("utf-8"))))
        for item in _all_work_items([module], {}):
            (mutant,) = item.mutations
            if not any(start <= mutant.start_pos <= end for start, end in annotations):
                yield mutant


def _annotations(tree: ast.AST) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where annotations stand: line and column of their beginnings and ends."""
    for node in ast.walk(tree):
        found = [getattr(node, name, None) for name in ("annotation", "returns")]
        for part in found:
            if isinstance(part, ast.expr) and part.end_lineno and part.end_col_offset is not None:
                yield (part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset)


def _copy(folder: Path) -> Path:
    """A copy of the project, as far as unit tests need it."""
    folder.mkdir()
    for name in COPIED:
        ignored = shutil.ignore_patterns("node_modules", "__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored, symlinks=True)
    for path in (*ROOT.glob("*.*"), ROOT / "LICENSE"):
        if path.is_file():
            shutil.copy(path, folder)
    return folder


def _try(mutant: MutationSpec, copies: "SimpleQueue[Path]", only_nearest: bool) -> WorkResult:
    """Whether the unit tests, or the nearest alone, notice a mutant, tried in one of the copies."""
    copy = copies.get()
    result = WorkResult(WorkerOutcome.NO_TEST, test_outcome=TestOutcome.SURVIVED)
    try:
        path = Path(mutant.module_path).relative_to(ROOT)
        folder = UNIT / path.parent.relative_to("hooks/dossier")
        nearest = (folder / f"test_{path.name}", folder, GOLDEN)
        here = MutationSpec(
            copy / path,
            mutant.operator_name,
            mutant.occurrence,
            mutant.start_pos,
            mutant.end_pos,
            mutant.operator_args,
        )
        for tests in nearest if only_nearest else (*nearest, UNIT):
            if (copy / tests).exists():
                result = mutate_and_test([here], _command(copy, tests), PATIENCE)
                if result.test_outcome != TestOutcome.SURVIVED:
                    break
        return result
    finally:
        copies.put(copy)


def _command(copy: Path, tests: Path) -> str:
    """What runs some tests of a copy, and ends at the first that fails."""
    python = f"env PYTHONPATH={copy}/hooks:{copy}/tests {sys.executable}"
    pytest = f"{python} -m pytest -x -q -p no:cacheprovider -p no:xdist -p support.unshrunk"
    return f"{pytest} --rootdir {copy} -c {copy}/pyproject.toml {copy / tests}"


def _report(mutants: Sequence[MutationSpec], results: Iterable[WorkResult]) -> None:
    """Print each survivor as it is found, then how many there are of how many in each module."""
    tried, survived = Counter[str](), Counter[str]()
    for mutant, result in zip(mutants, results, strict=True):
        name = Path(mutant.module_path).relative_to(PACKAGE).as_posix()
        tried[name] += 1
        if result.test_outcome == TestOutcome.SURVIVED:
            survived[name] += 1
            diff = (result.diff or "").splitlines()
            lines = [line for line in diff if line[:3] not in ("---", "+++")]
            tqdm.write("\n".join([f"== {name}", *lines]))
    click.echo("\nSurvivors by module")
    for name in sorted(tried):
        click.echo(f"{survived[name]:>4} of {tried[name]:>3}  {name}")
    total = survived.total()
    click.echo(f"{total} of {len(mutants)} survived ({total / max(1, len(mutants)):.0%})")


if __name__ == "__main__":
    main()
