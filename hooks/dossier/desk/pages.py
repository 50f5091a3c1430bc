"""The pages for editors, which only a preview has: the desk, and every passage and its whys."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from dossier.core.model import Dossier, Passage
from dossier.editing.findings import Finding, read_settled, review
from dossier.pages.archives import divide
from dossier.pages.facts import FactSource, no_days, of_nothing
from dossier.pages.markdown import of_items
from dossier.pages.page import Facts, Page, PageType
from dossier.pages.plan import with_archive

TEMPLATES = Path(__file__).parent / "templates"
ASSETS = sorted([*TEMPLATES.glob("*.mjs"), *TEMPLATES.glob("*.css")])
"""What these pages load, beside what every page does."""
DESK = '<meta name="desk"'
"""By which a page is known to have what lets it use the desk."""
MOST_CHECKED = 500
"""Passages on one page."""


def desk_pages(dossier: Dossier, root: Path) -> Iterator[Page]:
    """The pages for editors of the project at `root`."""
    found: Mapping[str, Sequence[Finding]] = {}

    def facts(source: FactSource, page: Page) -> Facts:
        nonlocal found
        found = found or _by_passage(dossier, root)
        keys = [item.key for item in page.items if isinstance(item, Passage)]
        return {"root": str(root), "doubts": {key: found[key] for key in keys if key in found}}

    desk = PageType("desk.html", of_nothing, of_items, no_days, is_listed=False)
    yield Page("editors/index.md", desk, "The desk", "What the machine was unsure of.")
    passages = PageType("passages.html", facts, of_items, no_days, is_listed=False)
    yield from with_archive(
        Page("editors/passages.md", passages, "Every passage", "Where each passage went."),
        divide(dossier.passages, lambda passage: passage.article.when, MOST_CHECKED),
        dossier.passages,
    )


def head_of_desk(folder: str, article: str) -> str:
    """What lets a page use the desk, with the scripts and styles in a folder.

    `article` is the path of the one that a page shows; empty on the page of the desk.
    """
    script = "article.mjs" if article else "desk.mjs"
    return (
        f'{DESK} content="{escape(folder)}../../editors/api/"'
        f' data-article="{escape(article)}">'
        f'<link rel="stylesheet" href="{escape(folder)}desk.css">'
        f'<script type="module" src="{escape(folder)}{script}"></script>'
    )


def _by_passage(dossier: Dossier, root: Path) -> Mapping[str, Sequence[Finding]]:
    """What was found, by the keys of the passages that it is about."""
    rows: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in review(dossier, read_settled(root)):
        rows[f"{finding.article}#{finding.anchor}"].append(finding)
    return rows
