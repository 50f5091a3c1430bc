"""Indexes a built site by itself and prints what that took, as JSON."""

import json
import sys
import time
from pathlib import Path

from dossier.edition import read_edition
from dossier.kept import Kept
from dossier.search import write_index

from benchmarks.measure import peak_megabytes


def main(project: Path, site: Path) -> None:
    dossier = read_edition(project).dossier
    start = time.perf_counter()
    write_index(dossier, site, Kept())
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
