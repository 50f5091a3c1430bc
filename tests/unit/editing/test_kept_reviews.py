"""What a check keeps of each article: it is read once, and never told when it is no longer so."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import chdir, closing
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from dossier.cli import program
from dossier.core.cache import PLACE
from dossier.core.model import Article
from dossier.editing import findings
from support.project import make_project

TEXT = "\n\n".join(
    f"The Ferry Board and the old submarine number {n} were seen by Anna Larsen in Lund."
    for n in "123"
)
THEME = "docs/themes/defence.md"


def reports(project: Path) -> list[str]:
    """All that a check tells of a project, as text and as JSON."""
    with chdir(project):
        asked = (["--all"], ["--format", "json"])
        return [CliRunner().invoke(program, ["check", *options]).stdout for options in asked]


def anew(project: Path) -> list[str]:
    """The same, where nothing is kept."""
    copy = project.with_name("copy")
    shutil.copytree(project, copy, symlinks=True, ignore=shutil.ignore_patterns(".cache"))
    try:
        return reports(copy)
    finally:
        shutil.rmtree(copy)


def change(path: str, old: str, new: str) -> Callable[[Path], None]:
    def work(project: Path) -> None:
        text = (project / path).read_text("utf-8")
        assert old in text
        (project / path).write_text(text.replace(old, new), "utf-8")

    return work


def damage_values(project: Path) -> None:
    with closing(sqlite3.connect(project / PLACE)) as database, database:
        database.execute("UPDATE kept SET value = substr(value, 1, length(value) - 1) || x'00'")


def damage_file(project: Path) -> None:
    (project / PLACE).write_bytes(b"no database" * 1000)


def forbid_writing(project: Path) -> None:
    shutil.rmtree(project / ".cache")
    (project / ".cache").write_text("no folder")


CHANGES: list[Callable[[Path], object]] = [
    change("seeds/a.txt", "number 2", "number 4, and the drone,"),
    change("seeds/a.txt", "The Ferry", "---\nplace: [{at: p3, not: [defence]}]\n---\nThe Ferry"),
    change(THEME, "title: ", "title: Old "),
    change(THEME, "title: Old ", "title: Very old "),  # which is no term as it was none before
    change(THEME, "\nterms:", "\n\nterms:"),  # each stands on another line
    change(THEME, "- submarine", "- catamaran"),
    lambda project: (project / "seeds/b.txt").unlink(),
    lambda project: (project / "docs/names/lund.md").write_text(
        "---\ntitle: Lund\nkind: place\n---\n"
    ),
]
"""Each changes what is told."""
DAMAGES = [damage_values, damage_file, forbid_writing]


def test_after_any_change_all_is_told_as_if_nothing_were_kept(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    for name in "abc":
        (project / f"seeds/{name}.txt").write_text(TEXT.replace("old", f"old {name}"), "utf-8")
    told = [reports(project)]
    assert reports(project) == told[0] == anew(project)
    for number, work in enumerate([*CHANGES, *DAMAGES]):
        work(project)
        told.append(reports(project))
        assert told[-1] == anew(project), number
    assert all(one != other for one, other in pairwise(told[: -len(DAMAGES)]))


def test_only_what_has_changed_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def sketch_of(article: Article) -> list[int]:
        read.append(article.slug)
        return [1]

    monkeypatch.setattr(findings, "sketch_of", sketch_of)
    seeds = {"a.txt": TEXT, "b.txt": f"---\ndraft: true\n---\n{TEXT}", "c.txt": TEXT}
    project = make_project(tmp_path / "p", seeds)
    before = reports(project)
    assert sorted(read) == ["a", "b", "c"]
    assert reports(project) == before and len(read) == 3
    CHANGES[0](project)
    assert reports(project) != before and read[3:] == ["a"]
