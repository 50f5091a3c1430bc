"""Small real projects to build: the site's own configuration and hooks around other contents."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

Build = Callable[[Path], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def build() -> Build:
    """Build a project as scripts/build does, and give what came of it."""

    def run(project: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dossier.build"],
            cwd=project,
            env={"PYTHONPATH": str(ROOT / "hooks"), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def make_project(root: Path, seeds: Mapping[str, str] | None = None) -> Path:
    """This project's site under `root`: with its own seeds, or with those given."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "docs", root / "docs")
    (root / "hooks").symlink_to(ROOT / "hooks")
    if seeds is None:
        shutil.copytree(ROOT / "seeds", root / "seeds")
        return root
    (root / "seeds").mkdir()
    for name, text in seeds.items():
        (root / "seeds" / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Path:
    """This project's own site, built once for all tests that only read it."""
    project = make_project(tmp_path_factory.mktemp("site") / "project")
    result = build(project)
    assert result.returncode == 0, result.stderr
    return project / "site"
