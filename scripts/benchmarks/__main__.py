"""`python -m benchmarks NAME …`: chooses the measurement."""

import sys

from benchmarks import adding, builds, load, search, serving, soak, weight, years

MEASUREMENTS = {
    "search": search.main,
    "build": builds.main,
    "serve": serving.main,
    "load": load.main,
    "add": adding.main,
    "soak": soak.main,
    "weight": weight.main,
    "years": years.main,
}

if __name__ == "__main__":
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in MEASUREMENTS:
        raise SystemExit(f"usage: scripts/bench {{{','.join(MEASUREMENTS)}}} [options]")
    raise SystemExit(MEASUREMENTS[name](sys.argv[2:]))
