"""Fixtures of all tests; what they share besides is in the package `support`."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser
from support.chromium import chromium
from support.project import build, make_project

settings.register_profile(
    "dossier",
    deadline=None,  # a busy machine is no failure
    derandomize="CI" in os.environ,  # what decides on a commit is the same each time
)
settings.load_profile("dossier")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Twice as many as there are processors, since tests wait for servers and browsers."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that none is still running when all others have ended."""
    items.sort(key=lambda item: not item.name.startswith("test_a_hundred_edits"))


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests' dossier, built once for all tests that only read it."""
    project = make_project(tmp_path_factory.mktemp("dossier") / "project")
    result = build(project)
    assert result.returncode == 0, result.stderr
    return project


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    """The site of the tests' dossier."""
    return project / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser
