"""The guide for editors names all that there is; the schemas are those of the models."""

import json
import re
import types
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from conftest import ROOT
from dossier.frontmatter import FrontMatter, NameKeys, SeedKeys, ThemeKeys, parse
from dossier.schemas import SCHEMAS, schema

GUIDE = (ROOT / "docs/about/editors.md").read_text("utf-8")
SECTIONS = dict(zip(("seed", "theme", "name"), GUIDE.split("\n## The keys of ")[1:], strict=True))
MODELS: dict[str, type[FrontMatter]] = {"seed": SeedKeys, "theme": ThemeKeys, "name": NameKeys}


def models_in(annotation: Any) -> list[type[FrontMatter]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return [annotation] if issubclass(annotation, FrontMatter) else []
    return [model for part in get_args(annotation) for model in models_in(part)]


def keys_of(model: type[FrontMatter]) -> list[str]:
    """Every key that may stand in such front matter, those within others too."""
    return [
        key
        for name, field in model.model_fields.items()
        for key in (
            field.alias or name,
            *(k for inner in models_in(field.annotation) for k in keys_of(inner)),
        )
    ]


@pytest.mark.parametrize("kind", MODELS)
def test_the_guide_names_every_key(kind: str) -> None:
    keys = keys_of(MODELS[kind])
    assert len(keys) >= 6
    assert [key for key in keys if not re.search(rf"\b{key}:", SECTIONS[kind])] == []
    for name, field in MODELS[kind].model_fields.items():
        assert f"| `{field.alias or name}` | `" in SECTIONS[kind]


@pytest.mark.parametrize("kind", MODELS)
def test_the_examples_of_the_guide_are_read(kind: str) -> None:
    examples = re.findall(r"^\| `\w+` \| `(.+?)` \|", SECTIONS[kind], re.MULTILINE)
    assert len(examples) == len(MODELS[kind].model_fields)
    assert yaml.safe_load("\n".join(examples))
    parse("guide", "\n".join(examples), MODELS[kind])


def test_the_guide_and_the_readme_name_every_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for script in (ROOT / "scripts").iterdir():
        assert f"`scripts/{script.name}" in GUIDE, script
        assert f"scripts/{script.name}" in readme, script


def test_the_schemas_are_current_and_wired() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    for name, keys in SCHEMAS.items():
        path = Path(".vscode/schemas") / name
        assert (ROOT / path).read_text("utf-8") == schema(keys), "run scripts/schemas"
        assert path.as_posix() in settings["yaml.schemas"]
