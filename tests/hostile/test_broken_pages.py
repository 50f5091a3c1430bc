"""A mistake on a page of docs/ is told at its line, and nothing is published with it."""

from pathlib import Path

import pytest
from dossier.mkdocs_adapter.commands import build_site
from hostile.broken_pages import MISTAKES, BrokenPage, broken_pages
from support.bare_project import enter_project

PAGES = list(broken_pages())


@pytest.fixture(scope="session")  # MkDocs says nothing twice in one process
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a build says of all these pages, by their names."""
    with pytest.MonkeyPatch.context() as patch:
        project = enter_project(tmp_path_factory.mktemp("broken") / "project", patch)
        with (project / "mkdocs.yml").open("a") as configuration:
            configuration.write("markdown_extensions: [attr_list]\n")
        (project / "docs/about/terms.md").write_text("# Terms\n\nOurs.\n")
        for page in PAGES:
            (project / "docs/about" / page.name).write_text(page.text, "utf-8")
        lines = capture(project)
    by_page: dict[str, list[str]] = {page.name: [] for page in PAGES}
    for line in lines:
        name, _, rest = line.strip().partition(":")
        by_page.setdefault(Path(name).name, []).append(rest)
    return by_page


def capture(project: Path) -> list[str]:
    """The lines that a build logs as errors; it must fail."""
    from dossier.mkdocs_adapter.mistakes import CapturedErrors

    with CapturedErrors.of_mkdocs() as told:
        assert not build_site(project / "site")
    return [line for message in told for line in message.splitlines()]


def test_there_are_many_mistakes() -> None:
    assert len(MISTAKES) >= 40 and len(PAGES) >= 160


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_mistake_is_told_at_its_line(page: BrokenPage, said: dict[str, list[str]]) -> None:
    assert said[page.name], page.text
    for line in said[page.name]:  # one mistake may be told in two ways
        assert line.startswith(f"{page.line}: "), page.text
        assert "; " in line
    assert any(page.message in line for line in said[page.name])
