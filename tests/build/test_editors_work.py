"""What editors add to this project, and delete, keeps the checks of what is shipped green."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.project import ROOT

DATED = """---
title: Figures from Qwrtzburg
date: 2026-02-03
authors: Anna Xyzzqvist
source: {name: The Qwrtzburg Courier, url: https://example.org/figures}
---
Exports of glass rose by 12 per cent to $3 billion in January 2026, Zrwqk Vlptn said.

On 14 March 2025 a tariff of 25 per cent had been announced, and dropped on 1 April.
"""
UNDATED = """Who keeps the lighthouse

Zrwqk Vlptn does, with a lamp that is older than the harbour.
"""
THEME = """---
title: Lighthouses
description: Lamps by the sea.
terms: {Lamps: [lighthouse, lamp], Glass: [exports of glass]}
---
Lamps that can be seen from ships.
"""
NAME = """---
title: Zrwqk Vlptn
kind: person
aliases: [Vlptn]
dates:
  - {date: 2026-01-01, text: Zrwqk Vlptn lights the lamp, source: https://example.org/lamp}
---
Zrwqk Vlptn keeps a lighthouse.
"""
NOT_COPIED = (".git", ".venv", "node_modules", "tests", "site", "*cache*", ".hypothesis")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of this project, without its tests."""
    ignored = shutil.ignore_patterns(*NOT_COPIED)
    return shutil.copytree(ROOT, tmp_path / "copy", symlinks=True, ignore=ignored)


def check(project: Path, checks: str = "tests/shipped") -> subprocess.CompletedProcess[str]:
    """Run the checks of what is shipped on another project."""
    command = [sys.executable, "-m", "pytest", checks, "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, "-p", "no:xdist"],
        cwd=ROOT,
        env=os.environ | {"DOSSIER_PROJECT": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )


def not_linked(project: Path) -> list[Path]:
    """The pages of names to which no other page that people wrote links."""
    texts = {path: path.read_text("utf-8") for path in project.glob("docs/**/*.md")}
    return [
        name
        for name in sorted(project.glob("docs/names/*.md"))
        if not any(f"{name.name})" in text or f"{name.name}#" in text for text in texts.values())
    ]


def test_more_articles_a_theme_and_names_keep_the_checks_green(copy: Path) -> None:
    (copy / "seeds/glass.txt").write_text(DATED, "utf-8")
    (copy / "seeds/lighthouse.txt").write_text(UNDATED, "utf-8")
    (copy / "docs/themes/lighthouses.md").write_text(THEME, "utf-8")
    (copy / "docs/names/zrwqk-vlptn.md").write_text(NAME, "utf-8")
    for page in not_linked(copy)[:1]:
        page.unlink()
    done = check(copy)
    assert done.returncode == 0, done.stdout


def test_what_is_wrong_in_a_copy_turns_the_checks_red(copy: Path) -> None:
    """So they look at the copy."""
    page = copy / "docs/about/index.md"
    page.write_text(page.read_text("utf-8") + "\nOur goverment.\n", "utf-8")
    done = check(copy, "tests/shipped/test_spelling.py")
    assert done.returncode == 1 and "goverment" in done.stdout
