"""What axe finds on a page that a browser shows."""

from collections.abc import Sequence

from playwright.sync_api import Page

from support.project import ROOT

TOOLS = ROOT / "tests/node_modules"
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOUR = ("color-contrast", "link-in-text-block")
"""The rules that another scheme may break."""


def violations(page: Page, rules: Sequence[str] = STANDARDS) -> list[str]:
    """What axe finds, one line for each element; by some rules alone, or all of the standards."""
    page.evaluate((TOOLS / "axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate(
        "rules => axe.run({runOnly: rules, resultTypes: ['violations']})", list(rules)
    )
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
