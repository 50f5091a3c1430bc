"""Golden cases: each file in cases/ holds the files of a small project and what comes of them.

`files` maps paths to contents: text, bytes (`!!binary`), null for a folder, or `{link: target}`.
`expect` holds `problems` (all of them, in order) and `articles` (of each only the keys given);
further `report`, `details` and `why` (by the words asked for): the lines of scripts/check.
"""

from collections.abc import Iterable
from pathlib import Path

import click
import pytest
import yaml
from dossier.core.model import Dossier, Passage
from dossier.editing.check import as_details, as_text, explain
from dossier.editing.findings import review
from dossier.gathering.facts import summary
from dossier.gathering.pipeline import Edition, read_edition

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
THEME = """---
title: Defence
terms: {Hardware: [fighter jet]}
weak: {Security: [security, order]}
---
"""
NAME = "---\ntitle: Viktor Mirel\nkind: person\naliases: [Mirel]\n---\n"
TOPICS = {"docs/themes/defence.md": THEME, "docs/names/viktor-mirel.md": NAME}


def write(root: Path, files: dict[str, object]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case None:
                path.mkdir(exist_ok=True)
            case bytes():
                path.write_bytes(content)
            case {"link": str(target)}:
                path.symlink_to(target)
            case _:
                path.write_text(str(content), encoding="utf-8", newline="")


def describe(dossier: Dossier) -> list[dict[str, object]]:
    return [
        {
            "path": article.path,
            "slug": article.slug,
            "language": article.language,
            "title": article.title,
            "when": article.when,
            "summary": summary(article),
            "gives words": article.gives_words,
            "moments": [
                ["~" * m.inferred + ">" * m.planned + m.date, m.text[m.start : m.end]]
                for m in dossier.moments
                if m.passage and m.passage.article is article
            ],
            "figures": [
                [f.kind, f.sentence[f.start : f.end]]
                for f in dossier.figures
                if f.passage.article is article
            ],
            "passages": [describe_passage(p) for p in dossier.passages_of_article[article.slug]],
        }
        for article in dossier.articles
    ]


def describe_passage(passage: Passage) -> dict[str, object]:
    text = passage.block.text
    return {
        "kind": passage.block.kind,
        "text": text,
        "html": passage.block.html,
        "line": passage.block.line,
        "heading": passage.block.heading,
        "themes": {p.theme.slug: [p.subtopic, *p.because] for p in passage.placements},
        "by editors": [p.theme.slug for p in passage.placements if p.by_editors],
        "notes": [
            [note.number, text[note.about.start : note.about.end], note.text, *note.sources]
            for note in passage.notes
        ],
        "spans": [[m.topic.slug, text[m.start : m.end], m.start] for m in passage.mentions],
        "names": {m.topic.slug: text[m.start : m.end] for m in passage.mentions},
    }


def only_given(actual: object, expected: object) -> object:
    """`actual`, cut down to the keys that `expected` names; themes and names are whole."""
    if isinstance(actual, dict) and isinstance(expected, dict):
        return {
            key: actual[key] if key in ("themes", "names") else only_given(actual[key], given)
            for key, given in expected.items()
        }
    if isinstance(actual, list) and isinstance(expected, list) and len(actual) == len(expected):
        return [only_given(a, e) for a, e in zip(actual, expected, strict=True)]
    return actual


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    files = case["files"]
    write(tmp_path, files if any(name.startswith("docs/") for name in files) else TOPICS | files)
    edition = read_edition(tmp_path)
    assert [str(problem) for problem in edition.problems] == case["expect"].get("problems", [])
    if "articles" in case["expect"]:
        expected = case["expect"]["articles"]
        assert only_given(describe(edition.dossier), expected) == expected
    for key, expected in case["expect"].items():
        if key in ("report", "details", "why"):
            assert report(edition, key, expected) == expected


def report(edition: Edition, form: str, expected: object) -> object:
    """What scripts/check prints, without colours."""
    doubts = review(edition.dossier)
    if isinstance(expected, dict):
        return {words: lines(explain(edition.dossier, words)) for words in expected}
    return lines((as_text if form == "report" else as_details)(edition, doubts))


def lines(printed: Iterable[str]) -> str:
    return "".join(click.unstyle(line).rstrip() + "\n" for line in printed)


def test_there_are_cases() -> None:
    assert len(CASES) >= 10
