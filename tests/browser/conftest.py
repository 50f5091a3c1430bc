"""A site of short articles written for the tests, built once, served, and opened in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from support.project import build, make_project
from support.serving import Handler, serve

SEEDS = Path(__file__).parent / "seeds"
SUBPATH = "/dossier"


class HandlerBelow(Handler):
    """Serves a folder also below a subpath."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(SUBPATH))


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The served test site's address, without a slash at the end."""
    seeds = {path.name: path.read_text("utf-8") for path in SEEDS.iterdir()}
    project = make_project(tmp_path_factory.mktemp("search") / "project", seeds)
    result = build(project)
    assert result.returncode == 0, result.stderr
    with serve(project / "site", HandlerBelow) as address:
        yield address.removesuffix("/")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which no script may fail."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert not errors
