"""The page for editors, which only a preview has: every passage, where it went and why."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dossier.core.model import Dossier, Passage
from dossier.editing.findings import Finding, read_settled, review
from dossier.pages.archives import divide
from dossier.pages.facts import FactSource, no_days
from dossier.pages.markdown import of_items
from dossier.pages.page import Facts, Page, PageType
from dossier.pages.plan import with_archive

TEMPLATES = Path(__file__).parent / "templates"
SCRIPT = TEMPLATES / "editors.mjs"
MOST_CHECKED = 500
"""Passages on one page."""


def review_pages(dossier: Dossier, root: Path) -> Iterator[Page]:
    """The pages for editors of the project at `root`."""
    found: Mapping[str, Sequence[Finding]] = {}

    def facts(source: FactSource, page: Page) -> Facts:
        nonlocal found
        found = found or _by_passage(dossier, root)
        keys = [item.key for item in page.items if isinstance(item, Passage)]
        return {"root": str(root), "doubts": {key: found[key] for key in keys if key in found}}

    page_type = PageType("editors.html", facts, of_items, no_days, is_listed=False)
    yield from with_archive(
        Page("editors/index.md", page_type, "For editors", "Where each passage went."),
        divide(dossier.passages, lambda passage: passage.article.when, MOST_CHECKED),
        dossier.passages,
    )


def _by_passage(dossier: Dossier, root: Path) -> Mapping[str, Sequence[Finding]]:
    """What was found, by the keys of the passages that it is about."""
    rows: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in review(dossier, read_settled(root)):
        rows[f"{finding.article}#{finding.anchor}"].append(finding)
    return rows
