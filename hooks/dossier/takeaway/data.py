"""The tables → `data/`: a Frictionless data package of CSV and JSON Lines, its schema, SQLite."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from slugify import slugify

from dossier.core.digest import digest
from dossier.core.model import Article, Dossier
from dossier.core.urls import Site
from dossier.takeaway.contents import TABLES, TWINS
from dossier.takeaway.items import Known, Part, Source, parts
from dossier.takeaway.offers import Offer, Section
from dossier.takeaway.rendering import key_of_articles, made_with
from dossier.takeaway.tables import Table

FOLDER = "data/"
PACKAGE = f"{FOLDER}datapackage.json"
SCHEMA = f"{FOLDER}schema.json"
DATABASE = f"{FOLDER}dossier.sqlite"


class Form(NamedTuple):
    """A form of a table: `head` gives what its file begins with, `rows` those of a source."""

    name: str
    suffix: str
    media_type: str
    head: Callable[[Table], bytes]
    rows: Callable[[Table, Source], bytes]


FORMS = (
    Form("CSV", "csv", "text/csv", attrgetter("csv_head"), Table.csv),
    Form("JSON Lines", "jsonl", "application/jsonl", lambda _: b"", Table.json_lines),
)

ABOUT = {
    "articles": "articles/index.md",
    "names": "names/index.md",
    "statements": "timeline/index.md",
    "facts": "timeline/index.md",
    "figures": "figures/index.md",
}
"""The pages that show what a table has; those of the others are all."""
WHOLE = "take-it-away/data.md"
"""The page on the data."""
RIGHTS = (
    "Each article remains its publisher’s, under the terms of its source, which stand in the column"
    " `licence` of `articles`. Where these reserve all rights, or the editors say so, its words are"
    " left out."
)


def data_offers(dossier: Dossier, site: Site) -> Iterator[Offer]:
    """Every file of the data."""
    known = Known(dossier, site)
    files = Files(known)
    divided = parts(dossier.articles)
    whole = Part("", "", dossier.articles)
    yield Offer(
        Section.DATA,
        PACKAGE,
        "Data package",
        "Describes all tables for programs that load them as one: a Frictionless data package.",
        "application/json",
        partial(_package, known, divided),
        WHOLE,
    )
    yield Offer(
        Section.DATA,
        DATABASE,
        "SQLite database",
        "All tables in one file, with full-text search: for SQL, or to look around in Datasette.",
        "application/vnd.sqlite3",
        partial(_database, Source(known, dossier.articles)),
        WHOLE,
    )
    for table in TABLES:
        for part in divided if table.divided else [whole]:
            for form in FORMS:
                of_year = f", {part.year}" if part.year else ""
                yield Offer(
                    Section.DATA,
                    f"{FOLDER}{table.name}{part.suffix}.{form.suffix}",
                    f"{table.title}{of_year} ({form.name})",
                    table.says,
                    form.media_type,
                    partial(files.make, table, form, part.articles),
                    ABOUT.get(table.name, WHOLE),
                    partial(files.key, table, form, part.articles),
                )
    yield Offer(
        Section.DATA,
        SCHEMA,
        "JSON Schema",
        "Says what each line of the JSON Lines may hold, for programs that check it.",
        "application/json",
        _schema,
        WHOLE,
    )


class Files:
    """Writes the files of tables."""

    def __init__(self, known: Known) -> None:
        self._known = known

    @cached_property
    def _everywhere(self) -> str:
        """The digest of what goes into the rows of each article besides its passages."""
        return made_with(self._known.site, "data")

    def key(self, table: Table, form: Form, articles: Sequence[Article]) -> str:
        """The digest of all that goes into the file of a table with the rows of some articles.

        It is empty for what follows from the articles together: that costs no more to make than to
        look for.
        """
        made_of = digest(self._everywhere, table.name, form.name)
        return key_of_articles(made_of, articles, self._known.dossier) if table.by_article else ""

    def make(self, table: Table, form: Form, articles: Sequence[Article]) -> bytes:
        """The file."""
        return form.head(table) + form.rows(table, Source(self._known, articles))


def _package(known: Known, divided: Sequence[Part]) -> bytes:
    """The descriptor: each file is a resource, those of JSON Lines beside those of CSV.

    A file of JSON Lines in which there is nothing is none: no program could tell what it holds.
    """
    site = known.site
    whole = Part("", "", known.dossier.articles)
    resources = [
        _resource(table, part, form)
        for table in TABLES
        for part in (divided if table.divided else [whole])
        for form in FORMS
        if form.suffix == "csv" or any(True for _ in table.items(Source(known, part.articles)))
    ]
    package = {
        "profile": "tabular-data-package",
        "name": slugify(site.name) or "dossier",
        "id": site.absolute(PACKAGE),
        "title": site.name,
        "description": f"{site.description} {RIGHTS}".strip(),
        "homepage": site.url,
        "resources": resources,
    }
    return _text({key: value for key, value in package.items() if value})


def _resource(table: Table, part: Part, form: Form) -> dict[str, object]:
    """A file; what refers to another table leads to its file in the same form, of the same year."""
    ending = "" if form.suffix == "csv" else f"-{form.suffix}"
    of_table = {
        each.name: f"{each.name}{part.suffix if each.divided else ''}{ending}" for each in TABLES
    }

    def refer_to(name: str) -> str:
        """The resource of a table; twins may be of another year."""
        return "" if part.year and table is TWINS else of_table[name]

    return {
        "profile": "tabular-data-resource",
        "name": of_table[table.name],
        "path": f"{table.name}{part.suffix}.{form.suffix}",
        "title": f"{table.title}, {part.year}" if part.year else table.title,
        "description": table.says,
        "format": form.suffix,
        "mediatype": form.media_type,
        "encoding": "utf-8",
        "schema": table.table_schema(refer_to),
    }


def _schema() -> bytes:
    """A JSON Schema for a line of each table, under its name."""
    return _text(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "description": "A line of each table has a schema under its name.",
            "$defs": {table.name: table.schema for table in TABLES},
        }
    )


def _database(source: Source) -> bytes:
    """All tables as SQLite; its header holds the version of the library that wrote it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "dossier.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN")
            for table in TABLES:
                for statement in table.sql():
                    database.execute(statement)
                database.executemany(table.sql_insert(), table.sql_rows(source))
                for statement in table.sql_indexes():
                    database.execute(statement)
            database.execute("COMMIT")
        return path.read_bytes()


def _text(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()
