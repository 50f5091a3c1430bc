"""The data as a package: as others check it, whole and divided, small and of 1,000 articles."""

import csv
import io
import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import frictionless
import pytest
from benchmarks import archive
from dossier.core.model import Dossier
from dossier.core.urls import Site
from dossier.gathering.pipeline import read_edition
from dossier.takeaway.data import DATABASE, data_offers
from jsonschema import Draft202012Validator
from support.project import DOSSIER

HERE = Site("The Dossier", "About it.", "https://example.org/")
Placements = dict[tuple[str, str], list[str]]


@pytest.fixture(scope="module")
def small() -> Dossier:
    return read_edition(DOSSIER).dossier


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Hundreds of generated articles, shorter than those of the benchmarks."""
    project = tmp_path_factory.mktemp("large")
    with pytest.MonkeyPatch.context() as patch:
        themes = len(list((DOSSIER / "docs/themes").glob("*.md")))
        patch.setattr(archive, "ROOT", DOSSIER)
        patch.setattr(archive, "THEMES", (0.2,) * themes)
        patch.setattr(archive, "PARAGRAPHS", (1, 3))
        patch.setattr(archive, "SENTENCES", (1, 2))
        archive.write(project / "project", 400)
    edition = read_edition(project / "project")
    assert not edition.problems and len(edition.dossier.articles) == 400
    return edition.dossier


def write(dossier: Dossier, folder: Path) -> None:
    for offer in data_offers(dossier, HERE):
        path = folder / offer.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(offer.make())


def placements(dossier: Dossier) -> Placements:
    """By theme and subtopic the passages of the dossier, in their order."""
    found: Placements = defaultdict(list)
    for theme in dossier.themes:
        for passage in dossier.passages_of_topic[theme.src_uri]:
            found[theme.slug, passage.placement(theme).subtopic].append(passage.key)
    return found


def placements_in(texts: list[bytes]) -> Placements:
    """The same, from the files of passages alone."""
    found: Placements = defaultdict(list)
    for text in texts:
        for row in csv.DictReader(io.StringIO(text.decode(), newline="")):
            for theme in json.loads(row["themes"]):
                found[theme["theme"], theme["subtopic"]].append(row["passage"])
    return found


@pytest.mark.parametrize("size", ["small", "large"])
def test_others_find_nothing_wrong(
    size: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    dossier: Dossier = request.getfixturevalue(size)
    write(dossier, tmp_path)
    report = frictionless.validate(str(tmp_path / "data/datapackage.json"))
    assert report.flatten(["name", "rowNumber", "message"]) == []
    assert report.valid and report.stats["tasks"] >= 16
    schema = json.loads((tmp_path / "data/schema.json").read_text("utf-8"))
    for name, definition in schema["$defs"].items():
        Draft202012Validator.check_schema(definition)
        known = Draft202012Validator(definition)
        lines = (tmp_path / f"data/{name}.jsonl").read_text("utf-8").splitlines()
        assert all(known.is_valid(json.loads(line)) for line in lines[:500]), name
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    passages = (tmp_path / "data/passages.csv").read_bytes()
    assert placements_in([passages]) == placements(dossier)


def test_a_mistake_in_the_data_would_be_found(small: Dossier, tmp_path: Path) -> None:
    write(small, tmp_path)
    path = tmp_path / "data/statements.csv"
    path.write_bytes(path.read_bytes().replace(b",talks,", b",nowhere,", 1))
    report = frictionless.validate(str(tmp_path / "data/datapackage.json"))
    assert [name for (name,) in report.flatten(["title"])] == ["ForeignKey Error"]


def test_every_form_says_the_same(small: Dossier) -> None:
    made = {offer.path: offer.make() for offer in data_offers(small, HERE)}
    schema = json.loads(made["data/schema.json"])["$defs"]
    for name, definition in schema.items():
        columns = definition["properties"]
        rows = list(csv.DictReader(io.StringIO(made[f"data/{name}.csv"].decode(), newline="")))
        lines = [json.loads(line) for line in made[f"data/{name}.jsonl"].splitlines()]
        assert len(rows) == len(lines)
        for row, line in zip(rows, lines, strict=True):
            assert row == {key: as_cell(value) for key, value in line.items()}
            assert list(row) == list(columns)


def as_cell(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def test_the_same_dossier_gives_the_same_bytes(small: Dossier) -> None:
    made = [{o.path: o.make() for o in data_offers(small, HERE)} for _ in range(2)]
    assert made[0] == made[1]


def test_a_key_tells_a_file_from_others(small: Dossier) -> None:
    """Of what states the same in two articles there is none."""
    slug = next(p.article.slug for row in small.passages_of_topic.values() for p in row if p.themes)
    moved = tuple(replace(p, placements=()) for p in small.passages_of_article[slug])
    others = [
        replace(small, articles=small.articles[1:]),
        replace(small, passages_of_article={**small.passages_of_article, slug: moved}),
        replace(small),
    ]
    known = {offer.path: (offer.key(), offer.make()) for offer in data_offers(small, HERE)}
    assert sum(bool(key) for key, _ in known.values()) == 2
    for other in others:
        for offer in data_offers(other, HERE):
            key, made = known[offer.path]
            assert not key or (offer.key() == key) == (offer.make() == made)
