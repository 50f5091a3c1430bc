"""Values pass from stage to stage, and none may change on its way."""

import ast
from collections.abc import Iterator

import pytest
from support.project import ROOT


def dataclasses() -> Iterator[tuple[str, str, bool]]:
    """Every dataclass of the package, how it is made one, and whether it keeps what it reckons."""
    for path in sorted((ROOT / "hooks/dossier").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                keeps = "cached_property" in "".join(map(ast.unparse, node.body))
                for decorator in map(ast.unparse, node.decorator_list):
                    if decorator.startswith("dataclass"):
                        yield f"{path.stem}.{node.name}", decorator, keeps


GROWING = {
    "add.Outcome",
    "matcher._Node",
    "naming._Bearers",
    "numbering.Numbering",
    "pdf._Box",
    "selection.Run",
    "twins._Text",
}
"""What is filled bit by bit, within its own stage."""
FEW = {
    "build.Build",
    "changes.Files",
    "draft.Draft",
    "preview.Failed",
    "preview.Memory",
    "preview.Preview",
    "publication.Publication",
}
"""What there is once, or once for each file."""
FOUND = {name: made for name, made, _ in dataclasses()}
SMALL = [name for name, _, keeps in dataclasses() if not keeps and name not in FEW]


@pytest.mark.parametrize("name", sorted(FOUND.keys() - GROWING))
def test_a_value_is_frozen(name: str) -> None:
    assert "frozen=True" in FOUND[name]


@pytest.mark.parametrize("name", SMALL)
def test_a_value_of_which_there_are_many_is_small(name: str) -> None:
    assert "slots=True" in FOUND[name]


def test_there_are_values() -> None:
    assert {"model.Article", "page.Page", "feeds.Feed"} <= set(FOUND)
    assert {"model.Moment", "pdf._Line", "dates.FoundDate"} <= set(SMALL)
