"""A project that scripts/new began is whole: what tests its files and its pages is green."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from dossier.founding.new import Subject, found, update
from dossier.gathering.pipeline import read_edition
from support.founding import copy_programme, equip
from support.project import ROOT, build

ARDEN = Subject("The Arden Dossier", ("floods", "shipping", "water quality"))
OF_ITS_FILES = (
    *("tests/unit/founding", "tests/unit/publishing/test_csp.py", "tests/unit/gathering"),
    *("tests/shipped/test_contributing.py", "tests/shipped/test_guide.py"),
    *("tests/shipped/test_spelling.py", "tests/shipped/test_supply.py"),
)
"""The tests that look at the files of a project; what the others test is the same everywhere."""


@pytest.fixture(scope="module")
def arden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the ten articles of the tutorial."""
    root = tmp_path_factory.mktemp("arden")
    project = root / "arden"
    found(copy_programme(root / "programme"), project, ARDEN)
    for path in (ROOT / "tests/tutorial").glob("*.txt"):
        (project / "seeds" / path.name).write_bytes(path.read_bytes())
    equip(project)
    return project


def run(folder: Path, *command: str, **environment: str) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (command, done.stdout[-3000:], done.stderr)


def test_its_own_tests_are_green(arden: Path) -> None:
    python = (sys.executable, "-m")
    run(arden, *python, "ruff", "check", "--no-cache")
    run(arden, *python, "ruff", "format", "--check", "--no-cache")
    run(arden, *python, "pytest", *OF_ITS_FILES, "-p", "no:cacheprovider", "-p", "no:xdist")


def test_the_checks_of_its_content_are_green(arden: Path) -> None:
    options = ("-p", "no:cacheprovider", "-p", "no:xdist")
    checks = (sys.executable, "-m", "pytest", "tests/shipped/test_shipped_site.py", *options)
    run(ROOT, *checks, DOSSIER_PROJECT=str(arden))


def test_a_project_without_articles_can_be_built(tmp_path: Path) -> None:
    project = tmp_path / "empty"
    found(copy_programme(tmp_path / "programme"), project, ARDEN)
    result = build(project)
    assert result.returncode == 0, result.stderr
    assert "water quality" in (project / "site/index.html").read_text("utf-8").lower()


def test_nothing_of_our_dossier_is_in_its_pages(arden: Path) -> None:
    ours = read_edition(ROOT).dossier
    names = {topic.title for topic in ours.topics if len(topic.title.split()) > 1}
    pages = [arden / "README.md", arden / "mkdocs.yml", *(arden / "docs").glob("**/*.md")]
    for path in pages:
        text = path.read_text("utf-8")
        assert not [name for name in names if name in text], path


def test_an_update_from_the_same_programme_changes_nothing(arden: Path) -> None:
    before = {
        p: p.read_bytes()
        for p in arden.rglob("*")
        if p.is_file() and not {".venv", "node_modules"} & {*p.parts}
    }
    assert update(arden.parent / "programme", arden) == []
    assert {path: path.read_bytes() for path in before} == before
