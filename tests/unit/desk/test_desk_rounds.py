"""What a desk keeps from edition to edition is never wrong: it shows what a new one would."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dossier.core.model import Dossier
from dossier.desk.changes import CannotChange
from dossier.desk.desk import Desk
from dossier.editing.findings import review
from dossier.gathering import twins
from dossier.gathering.pipeline import read_edition
from dossier.placing.annotate import Annotator
from support.project import make_project

CHANGES = 40
WORDS = ("rate", "harbour", "lantern", "purchase", "talks", "tariff", "Hollin", "ship", "signed")
SENTENCES = (
    "The harbour had lanterns before sunrise, and a ship was expected at the old purchase price.",
    "Hollin signed what the talks about a tariff had brought, in the harbour of New Delva.",
    "A lantern was all that the keepers of the harbour had asked for in those years of talks.",
)
FILTERS = ("", "", ""), ("nearly", "", ""), ("", "trade", ""), ("", "", "talks")


class Rounds:
    """A desk that goes from edition to edition, and changes to its files by chance."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.desk, self._annotator = Desk(root), Annotator()
        self._root, self._chance = root, chance
        self.dossier = self.read()

    def read(self) -> Dossier:
        edition = read_edition(self._root, drafts=True, annotator=self._annotator)
        assert edition.problems == ()
        self.desk.renew(edition)
        self.dossier = edition.dossier
        return edition.dossier

    def changes(self) -> Iterator[Callable[[], None]]:
        by_desk = [self.term, self.place, self.describe, self.settle] * 2
        while True:
            yield self._chance.choice([*by_desk, self.undo, self.write, self.retitle, self.turn])

    def make(self, **change: Any) -> None:
        look = self.desk.look([change])
        self.desk.make([change], {path: file["seen"] for path, file in look["files"].items()})

    def term(self) -> None:
        theme = self._chance.choice(self.dossier.themes)
        strength = self._chance.choice(["strong", "weak", "except", "none"])
        subtopic = self._chance.choice(theme.groups)
        words = self._chance.choice(WORDS)
        self.make(do="term", theme=theme.slug, words=words, strength=strength, subtopic=subtopic)

    def place(self) -> None:
        passage = self._chance.choice([p for p in self.dossier.passages if p.gathers])
        place = {"path": passage.article.path, "anchor": passage.block.anchor}
        theme = self._chance.choice(self.dossier.themes).slug
        self.make(do="place", theme=theme, belongs=self._chance.random() < 0.5, **place)

    def describe(self) -> None:
        path = self._chance.choice(self.dossier.articles).path
        keys = self._chance.choice([{"draft": True}, {"draft": False}, {"title": "Of harbours"}])
        self.make(do="describe", path=path, keys=keys)

    def settle(self) -> None:
        found = self._chance.choice(self.desk.listed("", "", "", 0)["findings"])
        self.make(do="settle", ids=[found["id"]])

    def undo(self) -> None:
        self.desk.undo()

    def write(self) -> None:
        path = self._root / self._chance.choice(self.dossier.articles).path
        path.write_text(f"{path.read_text('utf-8')}\n\n{self._chance.choice(SENTENCES)}\n", "utf-8")

    def retitle(self) -> None:
        """A theme is called otherwise; no term of it changes."""
        path = self._root / self._chance.choice(self.dossier.themes).path
        title = f"title: Subject {self._chance.randint(1, 9)}"
        path.write_text(re.sub(r"^title: .*", title, path.read_text("utf-8"), flags=re.M), "utf-8")

    def turn(self) -> None:
        """A theme stands elsewhere among the others."""
        path = self._root / self._chance.choice(self.dossier.themes).path
        order = f"order: {self._chance.randint(1, 9)}"
        path.write_text(re.sub(r"^order: .*", order, path.read_text("utf-8"), flags=re.M), "utf-8")


@pytest.mark.parametrize("seed", range(2))
def test_after_any_changes_it_is_as_if_it_were_new(tmp_path: Path, seed: int) -> None:
    root = make_project(tmp_path / "project")
    for number in range(4):
        text = "\n\n".join(SENTENCES[number % 3 :] + SENTENCES[: number % 3])
        (root / f"seeds/of-harbours-{number}.txt").write_text(f"Report {number}\n\n{text}\n")
    chance = random.Random(seed)
    rounds = Rounds(root, chance)
    changes, made = rounds.changes(), list[str]()
    while len(made) < CHANGES:
        change = next(changes)
        try:
            change()
        except CannotChange:  # as it is so already
            continue
        made.append(change.__name__)
        known = rounds.read()
        twins._groups.cache_clear()
        edition = read_edition(root, drafts=True)
        assert replace(known, versions={}) == replace(edition.dossier, versions={}), made
        fresh = Desk(root)
        fresh.renew(edition)
        for filters in FILTERS:
            same = {"edition": 0, "undo": 0}  # which are of this desk alone
            shown, anew = (desk.listed(*filters, 0) | same for desk in (rounds.desk, fresh))
            assert shown == anew, made
        assert known.versions.keys() == edition.dossier.versions.keys()
    assert {*made} >= {"term", "place", "describe", "retitle"}
    assert review(rounds.dossier)
