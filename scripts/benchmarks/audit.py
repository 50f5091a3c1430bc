"""Audits a page of each type with Lighthouse: `scripts/audit`.

The site is that of the tests' dossier, which has pages of every type, if asked for with an archive
of generated articles, built for the address at which nginx serves it with our host file,
compressed. Each page is measured as on a slow phone. What is printed asserts nothing; the exit
status is 1 if a page could not be audited.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from support.chromium import CHROMIUM_FLAGS
from support.nginx import free_port, nginx
from support.page_types import PAGES
from support.project import ROOT, make_project

from benchmarks import archive

LIGHTHOUSE = ROOT / "scripts/benchmarks/node_modules/lighthouse/cli/index.js"
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "practices",
    "seo": "SEO",
}
LOST = "404.html"
"""Where the page for wrong addresses stands: Lighthouse audits none that is answered with 404."""
NOT_INDEXED = ("lost", "search", "results", "withdrawn")
"""Kinds that ask not to be indexed, for which alone Lighthouse would take a third of their SEO."""


def main() -> int:
    """Print a line for each page, and below it the audits that took points from it."""
    parser = argparse.ArgumentParser(prog="scripts/audit", description=__doc__)
    parser.add_argument("--articles", type=int, default=0, help="add so many generated articles")
    parser.add_argument("--pages", nargs="+", default=list(PAGES), choices=list(PAGES))
    options = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        site = build_site(Path(folder) / "project", options.articles, f"http://127.0.0.1:{port}/")
        print(f"{'page':20}{''.join(f'{c:>15}' for c in CATEGORIES.values())}{'bytes':>10}")
        with nginx(Path(folder) / "nginx", site, port=port):
            for kind in options.pages:
                try:
                    path = LOST if kind == "lost" else PAGES[kind]
                    report = _audit(f"http://127.0.0.1:{port}/{path}", kind not in NOT_INDEXED)
                except ValueError as error:
                    failed = True
                    print(f"{kind}: {error}", file=sys.stderr)
                else:
                    print("\n".join((_line(kind, report), *_lost(report))), flush=True)
    return int(failed)


def build_site(project: Path, articles: int, address: str) -> Path:
    """The site of the tests' dossier, if asked for with generated articles, for an address."""
    make_project(project)
    if articles:
        archive.fill(project, articles)
    subprocess.run(
        [sys.executable, "-m", "dossier", "build"],
        cwd=project,
        env=os.environ | {"SITE_URL": address},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return project / "site"


def _audit(address: str, indexed: bool) -> dict[str, Any]:
    """Lighthouse's report on a page; raises `ValueError` if there is none."""
    done = subprocess.run(
        [
            *("node", str(LIGHTHOUSE), address, "--quiet", "--output=json"),
            f"--chrome-flags=--headless=new {CHROMIUM_FLAGS}",
            f"--only-categories={','.join(CATEGORIES)}",
            *([] if indexed else ["--skip-audits=is-crawlable"]),
        ],
        env=os.environ | {"CHROME_PATH": shutil.which("chromium") or ""},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ValueError(f"Lighthouse failed: {done.stderr.strip()[-500:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    if error := report.get("runtimeError"):
        raise ValueError(f"Lighthouse failed: {error['message']}")
    return report


def _line(kind: str, report: dict[str, Any]) -> str:
    scores = (report["categories"][category]["score"] for category in CATEGORIES)
    weight = report["audits"]["total-byte-weight"]["numericValue"]
    return f"{kind:20}{''.join(f'{_points(score):>15}' for score in scores)}{weight:10,.0f}"


def _points(score: float | None) -> str:
    return "?" if score is None else f"{score * 100:.0f}"


def _lost(report: dict[str, Any]) -> Iterator[str]:
    """The audits that took points, and the parts of the page that they name."""
    for category, name in CATEGORIES.items():
        if report["categories"][category]["score"] == 1:
            continue
        for part in report["categories"][category]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if not part["weight"] or audit["score"] in (None, 1):
                continue
            value = audit.get("displayValue") or audit.get("explanation") or ""
            yield f"  {name}: {_points(audit['score'])} for {audit['title']} {value}".rstrip()
            for item in (audit.get("details") or {}).get("items", [])[:3]:
                if snippet := item.get("node", {}).get("snippet"):
                    yield f"    {snippet}"


if __name__ == "__main__":
    raise SystemExit(main())
