"""What a table of the data is: one description, from which every form and every schema follows.

A column says its name, its type, what it means, and how its value comes from an item. From that are
made the files (CSV, JSON Lines, SQLite), the schemas of each (Frictionless Table Schema, JSON
Schema, SQL), and the dictionary of columns on the page.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

Kind = Literal["string", "integer", "number", "boolean", "array"]
Value = str | int | float | bool | None | Sequence[Any]
"""What stands in a cell: an array holds texts, or an object for each of its `parts`."""

SQL_TYPES: dict[Kind, str] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "array": "TEXT",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `value` takes it from an item.

    `needed` says that it is never empty. What `refers` to a table, and a column there, has its
    values from there. `parts` are what each object of an array holds; without them it holds texts.
    """

    name: str
    kind: Kind
    says: str
    value: Callable[[Any], Value]
    needed: bool = False
    choices: tuple[str, ...] = ()
    pattern: str = ""
    refers: tuple[str, str] | None = None
    parts: tuple["Column", ...] = ()

    def of(self, item: object) -> Value:
        """Its value, with an object for each thing of an array that has parts."""
        value = self.value(item)
        if not self.parts or not isinstance(value, Sequence):
            return value
        return [{part.name: part.value(each) for part in self.parts} for each in value]

    @property
    def field(self) -> dict[str, object]:
        """As a field of a Frictionless Table Schema."""
        more = {"required": self.needed, "enum": [*self.choices], "pattern": self.pattern}
        limits: dict[str, object] = {key: value for key, value in more.items() if value}
        field: dict[str, object] = {"name": self.name, "type": self.kind, "description": self.says}
        return field | ({"constraints": limits} if limits else {})

    @property
    def schema(self) -> dict[str, object]:
        """As a JSON Schema of its value."""
        schema: dict[str, object] = {"description": self.says, "type": self.kind}
        if self.kind == "array":
            schema["items"] = object_schema(self.parts) if self.parts else {"type": "string"}
        elif not self.needed:
            schema["type"] = [self.kind, "null"]
        if self.choices:
            schema["enum"] = [*self.choices] + [None] * (not self.needed)
        return schema | ({"pattern": self.pattern} if self.pattern else {})


@dataclass(frozen=True)
class Table:
    """A table: what its rows are, its columns, those that tell its rows apart, and its items.

    `items` gives them of a source: all that is known, and some articles. A table that is `divided`
    grows with the articles, so that a large archive has a file of it for each year.
    """

    name: str
    title: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    items: Callable[[Any], Iterable[Any]]
    divided: bool = False
    by_article: bool = False
    """Whether the rows of an article follow from its passages and the site alone."""
    searched: str = ""
    """The column of which SQLite has a full-text index."""

    def rows(self, source: object) -> Iterator[list[Value]]:
        """The rows of a source."""
        for item in self.items(source):
            yield [column.of(item) for column in self.columns]

    @cached_property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def csv(self, source: object) -> bytes:
        """The rows as RFC 4180 has them, in UTF-8; an array is JSON."""
        return _csv([*map(_cell, row)] for row in self.rows(source))

    @property
    def csv_head(self) -> bytes:
        """The line with which the CSV begins."""
        return _csv([self.names])

    def json_lines(self, source: object) -> bytes:
        """The rows as one JSON object a line."""
        objects = (dict(zip(self.names, row, strict=True)) for row in self.rows(source))
        return "".join(f"{_json(each)}\n" for each in objects).encode()

    def table_schema(self, refer_to: Callable[[str], str]) -> dict[str, object]:
        """As a Frictionless Table Schema; `refer_to` gives the resource of a table, if any has it.

        The fields are those of CSV and of JSON Lines alike.
        """
        keys = [
            {"fields": [c.name], "reference": {"resource": resource, "fields": [c.refers[1]]}}
            for c in self.columns
            if c.refers and (resource := refer_to(c.refers[0]))
        ]
        schema: dict[str, object] = {
            "fields": [column.field for column in self.columns],
            "primaryKey": [*self.key],
        }
        return schema | ({"foreignKeys": keys} if keys else {})

    @property
    def schema(self) -> dict[str, object]:
        """As a JSON Schema of one line."""
        return {"title": self.title, "description": self.says, **object_schema(self.columns)}

    def sql(self) -> Iterator[str]:
        """The statements that make the table, its indexes, and a view of each array of objects."""
        columns = [
            f"{_quoted(column.name)} {SQL_TYPES[column.kind]}{' NOT NULL' * column.needed}"
            for column in self.columns
        ]
        columns.append(f"PRIMARY KEY ({', '.join(map(_quoted, self.key))})")
        columns += [
            f"FOREIGN KEY ({_quoted(column.name)}) REFERENCES {_quoted(column.refers[0])}"
            for column in self.columns
            if column.refers
        ]
        inside = ",\n  ".join(columns)
        yield f"CREATE TABLE {_quoted(self.name)} (\n  {inside}\n)"

    def sql_indexes(self) -> Iterator[str]:
        """What is made once the rows are there: indexes, and a view of each array of objects."""
        for column in self.columns:
            if column.refers and self.key[:1] != (column.name,):
                name = _quoted(f"{self.name}_by_{column.name}")
                yield f"CREATE INDEX {name} ON {_quoted(self.name)} ({_quoted(column.name)})"
            if column.parts:
                parts = [
                    f"json_extract(part.value, '$.{p.name}') AS {p.name}" for p in column.parts
                ]
                keys = [f"whole.{_quoted(key)}" for key in self.key]
                yield (
                    f"CREATE VIEW {_quoted(f'{self.name}_{column.name}')} AS"
                    f" SELECT {', '.join([*keys, *parts])} FROM {_quoted(self.name)} AS whole,"
                    f" json_each(whole.{_quoted(column.name)}) AS part"
                )
        if self.searched:
            index = f"{self.name}_fts"
            yield (
                f"CREATE VIRTUAL TABLE {index} USING fts5({self.searched},"
                f""" content="{self.name}", tokenize='porter unicode61')"""
            )
            yield f"INSERT INTO {index}({index}) VALUES ('rebuild')"

    def sql_insert(self) -> str:
        return f"INSERT INTO {_quoted(self.name)} VALUES ({', '.join('?' * len(self.columns))})"

    def sql_rows(self, source: object) -> Iterator[list[str | int | float | None]]:
        """Its rows as SQLite takes them: arrays are JSON."""
        for row in self.rows(source):
            yield [_json(cell) if isinstance(cell, list | tuple) else cell for cell in row]  # type: ignore[misc]


def object_schema(columns: Iterable[Column]) -> dict[str, object]:
    """A JSON Schema of an object that has just these properties."""
    properties = {column.name: column.schema for column in columns}
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _quoted(name: str) -> str:
    return f'"{name}"'
