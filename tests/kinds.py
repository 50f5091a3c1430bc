"""One page of each kind that a site has, and the articles that some of them need."""

import shutil
from pathlib import Path

from conftest import ROOT

ARTICLE = "articles/foreign-office-consultations-2025/"
WITHDRAWN = "---\nwithdrawn: {on: 2026-01-12, why: The publisher withdrew it.}\n---\nThey met.\n"
PAGES = {
    "home": "",
    "article": ARTICLE,
    "markdown": "articles/every-form/",
    "withdrawn": "articles/withdrawn/",
    "theme": "themes/defence/",
    "name": "names/vikram-misri/",
    "names": "names/",
    "articles": "articles/",
    "timeline": "timeline/",
    "figures": "figures/",
    "search": "search/",
    "results": "search/?q=COMCASA",
    "about": "about/",
    "corrections": "about/corrections/",
    "guide": "about/editors/",
    "lost": "names/vikram-misra.html",
}
"""Addresses by kind, in this project's own site with the articles of `add_kinds`."""


def add_kinds(project: Path) -> None:
    """Add an article with every form that Markdown has, and one that was withdrawn."""
    shutil.copy(ROOT / "tests/build/every-form.md", project / "seeds")
    (project / "seeds/withdrawn.txt").write_text(WITHDRAWN, "utf-8")
