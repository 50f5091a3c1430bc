"""What editors of text complete and check by is what the site reads."""

import json
from pathlib import Path

import pytest
from dossier.core.kinds import NameKind
from dossier.editing.schemas import SCHEMAS, schema, write_schemas
from dossier.reading.front_matter import NameKeys, SeedKeys, ThemeKeys
from jsonschema import Draft202012Validator


def test_there_is_a_schema_for_each_kind_of_page() -> None:
    assert SCHEMAS == {"seed.json": SeedKeys, "theme.json": ThemeKeys, "name.json": NameKeys}


@pytest.mark.parametrize(
    ("name", "keys", "right"),
    [
        ("seed.json", {}, True),
        ("seed.json", {"place": [{"at": "words", "in": "trade"}]}, True),
        ("seed.json", {"place": [{"at": "words", "in_": "trade"}]}, False),
        ("seed.json", {"source": "A Paper", "formerly": "old"}, True),
        ("seed.json", {"sourec": "A Paper"}, False),
        ("seed.json", {"slug": "Not A Slug"}, False),
        ("theme.json", {"title": "A", "terms": {"B": ["c"]}, "except": ["d"]}, True),
        ("theme.json", {"title": "A", "terms": {}}, False),
        ("name.json", {"title": "A", "kind": NameKind.TERM.value}, True),
        ("name.json", {"title": "A", "kind": "thing"}, False),
        ("name.json", {"title": "A"}, False),
    ],
)
def test_a_schema_takes_what_the_site_takes(name: str, keys: object, right: bool) -> None:
    known = json.loads(schema(SCHEMAS[name]))
    Draft202012Validator.check_schema(known)
    assert Draft202012Validator(known).is_valid(keys) is right


def test_schemas_are_files_that_people_can_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        write_schemas()
    written = {
        path.name: path.read_text("utf-8") for path in (tmp_path / ".vscode/schemas").iterdir()
    }
    assert written == {name: schema(keys) for name, keys in SCHEMAS.items()}
    for text in written.values():
        assert text.startswith('{\n  "') and text.endswith("\n}\n")
