"""One description of a table gives every form and every schema of it."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from operator import itemgetter

import pytest
from dossier.takeaway.tables import Column, Table
from jsonschema import Draft202012Validator

PART = Column("word", "string", "A word.", itemgetter("word"), True)
TABLE = Table(
    "things",
    "Things",
    "Some things.",
    (
        Column("thing", "string", "The id.", itemgetter("id"), True),
        Column("size", "number", "How large.", itemgetter("size")),
        Column("count", "integer", "How many.", itemgetter("count")),
        Column("is", "boolean", "Whether.", itemgetter("is"), True),
        Column("kind", "string", "Which.", itemgetter("kind"), choices=("a", "b")),
        Column("also", "array", "Others.", itemgetter("also")),
        Column("parts", "array", "Its parts.", itemgetter("parts"), parts=(PART,)),
        Column("of", "string", "Another.", itemgetter("of"), refers=("things", "thing")),
    ),
    ("thing",),
    lambda source: source,
    searched="thing",
)
FULL = {
    "id": 'a, "b"\nc',
    "size": 1.5,
    "count": 10**12,
    "is": True,
    "kind": "a",
    "also": ("x", "ü"),
    "parts": [{"word": "w", "more": 1}],
    "of": 'a, "b"\nc',
}
BARE = {
    "id": "d",
    "size": None,
    "count": None,
    "is": False,
    "kind": None,
    "also": (),
    "parts": (),
    "of": None,
}
ITEMS = [FULL, BARE]


def test_csv_is_read_back() -> None:
    text = (TABLE.csv_head + TABLE.csv(ITEMS)).decode()
    header, full, bare = csv.reader(io.StringIO(text, newline=""))
    assert header == ["thing", "size", "count", "is", "kind", "also", "parts", "of"]
    assert full[:5] == ['a, "b"\nc', "1.5", "1000000000000", "true", "a"]
    assert [json.loads(cell) for cell in full[5:7]] == [["x", "ü"], [{"word": "w"}]]
    assert bare == ["d", "", "", "false", "", "[]", "[]", ""]
    assert text.endswith("\r\n")


def test_a_line_of_json_is_an_object_that_its_schema_takes() -> None:
    full, bare = map(json.loads, TABLE.json_lines(ITEMS).decode().splitlines())
    assert full["parts"] == [{"word": "w"}] and full["size"] == 1.5 and full["is"] is True
    assert bare["size"] is None and bare["also"] == []
    Draft202012Validator.check_schema(TABLE.schema)
    known = Draft202012Validator(TABLE.schema)
    assert known.is_valid(full) and known.is_valid(bare)


@pytest.mark.parametrize(
    "change",
    [
        {"thing": None},
        {"size": "1.5"},
        {"count": 1.5},
        {"is": None},
        {"kind": "c"},
        {"also": [1]},
        {"parts": [{"word": None}]},
        {"parts": [{}]},
        {"more": 1},
    ],
)
def test_the_schema_takes_nothing_else(change: dict[str, object]) -> None:
    full = json.loads(TABLE.json_lines([FULL]))
    assert not Draft202012Validator(TABLE.schema).is_valid(full | change)


def test_what_is_no_number_of_json_is_never_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        TABLE.json_lines([FULL | {"size": float("inf")}])


def test_sqlite_has_the_same_with_a_view_of_the_parts_and_a_search() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        for statement in TABLE.sql():
            database.execute(statement)
        database.executemany(TABLE.sql_insert(), TABLE.sql_rows(ITEMS))
        for statement in TABLE.sql_indexes():
            database.execute(statement)
        full, bare = database.execute("SELECT * FROM things")
        assert full[:5] == ('a, "b"\nc', 1.5, 10**12, 1, "a") and bare[1] is None
        assert json.loads(full[5]) == ["x", "ü"]
        assert database.execute("SELECT * FROM things_parts").fetchall() == [('a, "b"\nc', "w")]
        found = database.execute(
            "SELECT thing FROM things WHERE rowid IN"
            " (SELECT rowid FROM things_fts WHERE things_fts MATCH 'd')"
        )
        assert found.fetchall() == [("d",)]
        assert database.execute("PRAGMA foreign_key_list(things)").fetchall()[0][2] == "things"


def test_a_table_schema_leads_to_the_resource_that_has_what_is_referred_to() -> None:
    schema = TABLE.table_schema(lambda name: f"{name}-2025")
    assert schema["foreignKeys"] == [
        {"fields": ["of"], "reference": {"resource": "things-2025", "fields": ["thing"]}}
    ]
    assert schema["primaryKey"] == ["thing"]
    assert "foreignKeys" not in TABLE.table_schema(lambda name: "")
    fields = schema["fields"]
    assert isinstance(fields, list)
    assert fields[0] == {
        "name": "thing",
        "type": "string",
        "description": "The id.",
        "constraints": {"required": True},
    }
    assert fields[4]["constraints"] == {"enum": ["a", "b"]}
