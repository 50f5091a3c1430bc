"""Values pass from stage to stage, and none may change on its way."""

import ast
from collections.abc import Iterator

import pytest
from support.project import ROOT


def dataclasses() -> Iterator[tuple[str, str]]:
    """Every public dataclass of the package, and how it is made one."""
    for path in sorted((ROOT / "hooks/dossier").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                for decorator in map(ast.unparse, node.decorator_list):
                    if decorator.startswith("dataclass"):
                        yield f"{path.stem}.{node.name}", decorator


GROWING = {"add.Outcome", "numbering.Numbering", "selection.Run"}
"""What is filled bit by bit, within its own stage."""
FOUND = {name: made for name, made in dataclasses() if name not in GROWING}


@pytest.mark.parametrize("name", FOUND)
def test_a_value_is_frozen(name: str) -> None:
    assert "frozen=True" in FOUND[name]


def test_there_are_values() -> None:
    assert {"model.Article", "page.Page", "feeds.Feed"} <= set(FOUND)
