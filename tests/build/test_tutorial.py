"""The tutorial, followed step by step: its commands are run, and what it has written is written."""

import os
import re
import subprocess
from pathlib import Path

from support.founding import copy_programme, equip
from support.project import ROOT
from support.site import page

BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEPS = BLOCK.findall((ROOT / "TUTORIAL.md").read_text("utf-8"))


def run(command: str, folder: Path) -> tuple[Path, str]:
    """Give commands in a folder; the folder they end in, and what they say."""
    done = subprocess.run(
        ["sh", "-e", "-c", f"{command}\npwd >&2"],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "HOME": str(folder.parent),
            "NO_MKDOCS_2_WARNING": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return Path(done.stderr.splitlines()[-1]), done.stdout


def write(path: Path, kind: str, text: str) -> None:
    """Do what a block says: write a page, add to what stands in front matter, or below it."""
    if kind == "markdown":
        path.write_text(text, "utf-8")
    elif kind == "yaml":
        _, keys, body = path.read_text("utf-8").split("---\n", 2)
        path.write_text(f"---\n{keys}{text}---\n{body}", "utf-8")
    else:
        path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_the_tutorial_leads_to_a_site(tmp_path: Path) -> None:
    here = copy_programme(tmp_path / "dossier")
    equip(here)
    said: list[str] = []
    for kind, target, text in STEPS:
        if kind == "sh":
            for line in text.splitlines():
                here, out = run(line, here)
                said.append(out)
                if here.name == "arden" and not (here / ".venv").exists():
                    equip(here)
        else:
            assert kind == "markdown" or (here / target).exists(), target
            write(here / target, kind, text)
    assert here == tmp_path / "arden"
    assert len([*(here / "seeds").glob("*.txt")]) == 10
    proposed = next(out for out in said if "Floods (docs/themes/floods.md)" in out)
    assert "levee: " in proposed and "Arden Water Board (AWB): organisation" in proposed
    assert re.search(r"10 articles, \d+ passages, 0 problems", said[-1] + "".join(said))
    for theme, words in (
        ("floods", "The levee at the tannery held"),
        ("shipping", "forty barges wait below it"),
        ("water-quality", "Only 312 salmon"),
    ):
        assert words in page(here / "site", f"themes/{theme}").text_content()
    board = page(here / "site", "names/arden-water-board")
    assert "measures the river" in board.text_content() and len(board.cssselect("mark")) > 5
    front = page(here / "site", "").text_content()
    assert "The Arden Dossier" in front and "India" not in front


def test_the_texts_of_the_tutorial_are_ten() -> None:
    assert len([*(ROOT / "tests/tutorial").glob("*.txt")]) == 10
    assert {kind for kind, _, _ in STEPS} == {"sh", "yaml", "markdown", "text"}
