"""The guide for editors names all that there is; the schemas are those of the models."""

import json
import re
import types
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from dossier.core.problems import Problems
from dossier.editing.schemas import SCHEMAS, schema
from dossier.reading.front_matter import FrontMatter, NameKeys, SeedKeys, ThemeKeys, parse
from jsonschema import Draft202012Validator
from support.project import ROOT
from support.shipped import SHIPPED

GUIDE = (SHIPPED / "docs/about/editors.md").read_text("utf-8")
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
    for script in filter(Path.is_file, (ROOT / "scripts").iterdir()):
        assert f"`scripts/{script.name}" in GUIDE, script
        assert f"scripts/{script.name}" in readme, script


def test_the_schemas_are_current_and_wired() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    for name, keys in SCHEMAS.items():
        path = Path(".vscode/schemas") / name
        assert (ROOT / path).read_text("utf-8") == schema(keys), "run scripts/schemas"
        assert path.as_posix() in settings["yaml.schemas"]


FRONT_MATTER = [
    "title: Talks",
    "title: ''",
    "source: The Paper",
    "source: ''",
    "source: {name: The Paper, published: 2025}",
    "source: {name: The Paper, published: 2025-12}",
    "source: {name: The Paper, published: 2025-13}",
    "source: {url: https://example.org/}",
    "authors: A. Reporter",
    "authors: []",
    "authors: [3]",
    "formerly: old-slug",
    "formerly: Old Slug",
    "notes: [{at: words, note: Ours., source: https://example.org/fact}]",
    "notes: [{at: words, note: Ours., source: [https://example.org/fact]}]",
    "notes: [{at: words, note: Ours., source: []}]",
    "notes: [{at: words, note: Ours., source: fact}]",
    "place: [{at: words, in: defence, not: [trade]}]",
    "names: {not: Trust}",
    "names: {}",
    "date: 2025-12-09",
    "draft: yes",
    "draft: 1",
    "colour: red",
]


@pytest.mark.parametrize("text", FRONT_MATTER)
def test_the_schema_and_the_model_agree(text: str) -> None:
    def as_json(value: object) -> object:
        """YAML as the language server has it, where a date is a text."""
        return json.loads(json.dumps(value, default=str))

    valid = Draft202012Validator(json.loads(schema(SeedKeys))).is_valid(
        as_json(yaml.safe_load(text))
    )
    try:
        parse("seed", text, SeedKeys)
    except Problems:
        assert not valid
    else:
        assert valid
