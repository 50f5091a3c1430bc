"""The front matter models as JSON Schema, by which editors complete and check: scripts/schemas."""

import json
from pathlib import Path

from dossier.reading.front_matter import FrontMatter, NameKeys, SeedKeys, ThemeKeys

SCHEMAS: dict[str, type[FrontMatter]] = {
    "seed.json": SeedKeys,
    "theme.json": ThemeKeys,
    "name.json": NameKeys,
}


def schema(keys: type[FrontMatter]) -> str:
    """One model as the text of a JSON Schema file."""
    return json.dumps(keys.model_json_schema(by_alias=True), indent=2, ensure_ascii=False) + "\n"


def write_schemas() -> None:
    """Write every schema into .vscode/schemas/."""
    directory = Path.cwd() / ".vscode/schemas"
    directory.mkdir(parents=True, exist_ok=True)
    for name, keys in SCHEMAS.items():
        (directory / name).write_text(schema(keys), encoding="utf-8")
