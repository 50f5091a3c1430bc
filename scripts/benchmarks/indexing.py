"""Indexes a built site by itself, in a process of its own, and says what that took."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from dossier.core.cache import Cache
from dossier.gathering.pipeline import read_edition
from dossier.search.index import write_index

from benchmarks.measure import ROOT, peak_megabytes


def index_alone(project: Path, site: Path, year: str = "") -> tuple[float, float]:
    """Index a project's built site, perhaps of a year, once more; seconds, and MB held at most."""
    report = subprocess.run(
        [sys.executable, "-m", "benchmarks.indexing", project, site, year],
        env=os.environ | {"PYTHONPATH": f"{ROOT}/hooks:{ROOT}/scripts"},
        check=True,
        capture_output=True,
        text=True,
    )
    measured = json.loads(report.stdout)
    return measured["seconds"], measured["megabytes"]


def main(project: Path, site: Path, year: str) -> None:
    dossier = read_edition(project, year=year).dossier
    start = time.perf_counter()
    write_index(dossier, site, Cache())
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
