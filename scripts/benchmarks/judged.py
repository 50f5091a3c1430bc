"""How well the search ranks, on a judged collection: the test site's articles and queries.

Of each query is known which passages answer it. An answer is right if the first passage is the one
that is to be first, or those that are to be among the first are, or if nothing is found that is not
there. nDCG@10 and recall@100 are of articles, over the queries that have an answer.
"""

import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean

import yaml

from benchmarks.measure import ROOT, run

SEEDS = ROOT / "tests" / "browser" / "seeds"
QUERIES = ROOT / "tests" / "browser" / "queries.yml"
WITHIN = 3

Case = Mapping[str, object]


def report() -> str:
    """One line of what was measured."""
    cases: list[dict[str, object]] = yaml.safe_load(QUERIES.read_text("utf-8"))
    rankings = _ask([str(case["q"]) for case in cases])
    right = sum(_is_right(case, found) for case, found in zip(cases, rankings, strict=True))
    judged = [
        (wanted, list(dict.fromkeys(passage.split("#")[0] for passage in found)))
        for case, found in zip(cases, rankings, strict=True)
        if (wanted := {passage.split("#")[0] for passage in _wanted(case)})
    ]
    ndcg = mean(_ndcg(wanted, found) for wanted, found in judged)
    recall = mean(len(wanted.intersection(found[:100])) / len(wanted) for wanted, found in judged)
    return (
        f"judged queries: {right} of {len(cases)} answered; "
        f"nDCG@10 {ndcg:.3f}, recall@100 {recall:.3f}"
    )


def _ask(texts: Sequence[str]) -> list[list[str]]:
    """The passages that each text finds, best first, as article#anchor."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("mkdocs.yml", "docs", "hooks"):
            (project / name).symlink_to(ROOT / name)
        (project / "seeds").symlink_to(SEEDS)
        run(
            [sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", project / "site"], project
        )
        answer = subprocess.run(
            ["node", Path(__file__).with_suffix(".mjs"), project / "site"],
            input=json.dumps(texts),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    rankings: list[list[str]] = json.loads(answer.stdout)
    return rankings


def _wanted(case: Case) -> list[str]:
    among = case.get("among", [])
    assert isinstance(among, list)
    return [str(case["first"])] if "first" in case else among


def _is_right(case: Case, found: Sequence[str]) -> bool:
    if case.get("nothing"):
        return not found
    within = 1 if "first" in case else int(str(case.get("within", WITHIN)))
    return set(_wanted(case)) <= set(found[:within])


def _ndcg(wanted: set[str], found: Sequence[str]) -> float:
    gain = sum(1 / math.log2(n + 2) for n, article in enumerate(found[:10]) if article in wanted)
    return gain / sum(1 / math.log2(n + 2) for n in range(min(10, len(wanted))))
