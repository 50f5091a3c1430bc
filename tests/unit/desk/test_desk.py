"""What an editor does at the desk becomes small changes of files, shown before they are made."""

import difflib
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from dossier.desk.changes import CannotChange
from dossier.desk.desk import AT_ONCE, Desk, Stale
from dossier.editing.findings import SETTLED
from dossier.gathering.pipeline import read_edition

TRADE = """---
title: Trade
terms:
  Tariffs:
    - tariff  # of any kind
    - levy
  Exports: [export, shipment]
weak:
  Tariffs:
    - rate
---
On trade.
"""
DEFENCE = "---\ntitle: Defence\nterms:\n  Forces: [frigate]\n---\n"
ANNA = "---\ntitle: Anna Rao\nkind: person\n---\n"
TALKS = """---
title: Talks
# what the editors say
notes: []
---
The tariff was the subject of long talks.

A shipment of frigates left on 3 May 2025.

Words about something else entirely, said Anna Rao.

Offshore work begins soon, and an Offshore Yard with it.
"""
VISIT = "Offshore fields were the subject.\r\n\r\nThe levy of 5 per cent is gone.\r\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "docs/themes/trade.md": TRADE,
        "docs/themes/defence.md": DEFENCE,
        "docs/names/anna-rao.md": ANNA,
        "seeds/talks.md": TALKS,
        "seeds/visit.txt": VISIT,
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    return tmp_path


@pytest.fixture
def desk(root: Path) -> Desk:
    desk = Desk(root)
    read_again(desk, root)
    return desk


def read_again(desk: Desk, root: Path) -> None:
    edition = read_edition(root, drafts=True)
    assert edition.problems == ()
    desk.renew(edition)


def make(desk: Desk, **change: Any) -> dict[str, Any]:
    """Look at a change, and make it."""
    look = desk.look([change])
    desk.make([change], {path: file["seen"] for path, file in look["files"].items()})
    return look


def new_lines(before: str, after: str) -> list[str]:
    """The lines that a file gained, and with a minus those that it lost."""
    rows = difflib.ndiff(before.splitlines(), after.splitlines())
    return [row[2:] if row[0] == "+" else f"-{row[2:]}" for row in rows if row[0] in "+-"]


def talks(root: Path) -> list[str]:
    return new_lines(TALKS, (root / "seeds/talks.md").read_bytes().decode())


def test_a_passage_is_placed_by_its_first_words(desk: Desk, root: Path) -> None:
    place = {"do": "place", "path": "seeds/talks.md", "anchor": "p4", "theme": "trade"}
    look = make(desk, **place, belongs=True, subtopic="Exports")
    assert [(m["topic"], m["subtopic"], m["anchor"]) for m in look["gained"]] == [
        ("Trade", "Exports", "p4")
    ]
    assert (look["gains"], look["losses"]) == (1, 0)
    assert talks(root) == [
        "place:",
        "  - at: Offshore work begins soon,",
        "    in: [trade/Exports]",
    ]
    read_again(desk, root)
    make(desk, **place, belongs=False)
    assert (root / "seeds/talks.md").read_text() == TALKS  # its words alone leave it out


def test_a_passage_that_its_words_place_is_left_out_and_put_back(desk: Desk, root: Path) -> None:
    place = {"do": "place", "path": "seeds/talks.md", "anchor": "p1", "theme": "trade"}
    look = make(desk, **place, belongs=False)
    assert look["losses"] == 1
    assert talks(root)[-1] == "    not: [trade]"
    read_again(desk, root)
    make(desk, **place, belongs=True)
    assert (root / "seeds/talks.md").read_text() == TALKS


def test_two_themes_of_a_passage_share_an_entry(desk: Desk, root: Path) -> None:
    place = {"do": "place", "path": "seeds/talks.md", "anchor": "p4", "belongs": True}
    make(desk, **place, theme="trade")
    make(desk, **place, theme="defence")
    assert talks(root)[-2:] == [
        "  - at: Offshore work begins soon,",
        "    in: [trade, defence]",
    ]


def test_front_matter_is_begun_with_the_line_ends_of_the_file(desk: Desk, root: Path) -> None:
    make(desk, do="place", path="seeds/visit.txt", anchor="p1", theme="trade", belongs=True)
    begun = (root / "seeds/visit.txt").read_bytes().decode()
    assert begun == (
        "---\r\nplace:\r\n  - at: Offshore fields were the\r\n    in: [trade]\r\n---\r\n" + VISIT
    )


def test_a_new_term_says_first_what_it_moves(desk: Desk, root: Path) -> None:
    term = {"do": "term", "theme": "trade", "words": "offshore", "strength": "strong"}
    look = desk.look([{**term, "subtopic": "Exports"}])
    assert {(m["slug"], m["anchor"]) for m in look["gained"]} == {("talks", "p4"), ("visit", "p1")}
    assert (root / "docs/themes/trade.md").read_text() == TRADE  # nothing is written yet
    assert any(
        "+  Exports: [export, shipment, offshore]" in d
        for d in look["files"]["docs/themes/trade.md"]["diff"]
    )
    make(desk, **term, subtopic="Exports")
    trade = (root / "docs/themes/trade.md").read_text()
    assert new_lines(TRADE, trade) == [
        "-  Exports: [export, shipment]",
        "  Exports: [export, shipment, offshore]",
    ]


@pytest.mark.parametrize(
    ("words", "strength", "lines", "moves"),
    [
        ("levy", "weak", ["-    - levy", "    - levy"], (0, 1)),
        ("levy", "none", ["-    - levy"], (0, 1)),
        ("levy", "except", ["-    - levy", "except:", "  - levy"], (0, 1)),
        ("rate", "strong", ["    - rate", "-weak:", "-  Tariffs:", "-    - rate"], (0, 0)),
    ],
)
def test_a_term_changes_its_strength(
    desk: Desk, root: Path, words: str, strength: str, lines: list[str], moves: tuple[int, int]
) -> None:
    look = make(desk, do="term", theme="trade", words=words, strength=strength)
    assert new_lines(TRADE, (root / "docs/themes/trade.md").read_text()) == lines
    assert (look["gains"], look["losses"]) == moves


def test_a_name_gets_a_page_or_another_form(desk: Desk, root: Path) -> None:
    look = make(desk, do="name", title="Offshore Yard", kind="organisation", aliases=["OY"])
    page = (root / "docs/names/offshore-yard.md").read_text()
    assert "kind: organisation" in page
    assert 'aliases: ["OY"]' in page
    assert [m["topic"] for m in look["gained"]] == ["Offshore Yard"]
    make(desk, do="alias", name="anna-rao", words=["Ms Rao", "Rao"])
    assert new_lines(ANNA, (root / "docs/names/anna-rao.md").read_text()) == [
        "aliases:",
        "  - Ms Rao",
        "  - Rao",
    ]
    with pytest.raises(CannotChange, match="is there already"):
        desk.look([{"do": "name", "title": "Anna Rao", "kind": "person"}])


def test_words_that_are_no_name_or_another_date(desk: Desk, root: Path) -> None:
    here = {"path": "seeds/talks.md"}
    make(desk, do="not_name", **here, anchor="p3", words="Anna Rao")
    make(desk, do="date", **here, anchor="p2", words="3 May 2025", date="2024-05-03")
    read_again(desk, root)
    make(desk, do="date", **here, anchor="p2", words="3 May 2025", date=None)
    assert talks(root) == ["names:", "  not: [Anna Rao]", "dates:", "  - not: 3 May 2025"]


@pytest.mark.parametrize(
    ("at", "stays"),
    [
        ("p5: 9 May 2025", False),
        ("p5: 9 May", False),
        ("p5: 2025", False),
        ("p5: on 9", False),
        ("p5: 2025, and so", False),
        ("p5: on 9 May 2025, and so", False),
        ("p5", False),
        ("p5: It opened on", True),
        ("p5: It", True),
        ("p5: , and so", True),
        ("p5: closed for good", True),
        ("p2: A shipment of frigates left", True),
        ("p6: Thereafter it lay", True),
    ],
)
def test_a_date_takes_the_place_of_one_that_shares_words_with_it(
    desk: Desk, root: Path, at: str, stays: bool
) -> None:
    text = "It opened on 9 May 2025, and so it closed for good.\n\nThereafter it lay idle.\n"
    dates = f'dates:\n  - at: "{at}"\n    date: 2024\n'
    path = root / "seeds/talks.md"
    path.write_text(TALKS.replace("notes: []\n", dates) + f"\n{text}")
    read_again(desk, root)
    here = {"path": "seeds/talks.md", "anchor": "p5", "words": "9 May 2025"}
    make(desk, do="date", **here, date="2025-05")
    had = [{"at": at, "date": 2024}] if stays else []
    data = yaml.safe_load(path.read_text().split("---")[1])
    assert data["dates"] == [*had, {"at": "9 May 2025", "date": "2025-05"}]


def test_words_that_stand_twice_are_named_with_their_passage(desk: Desk, root: Path) -> None:
    (root / "seeds/talks.md").write_text(TALKS + "\nThe tariff again.\n")
    read_again(desk, root)
    note = {"do": "note", "path": "seeds/talks.md", "note": "So.", "source": "https://example.org/"}
    make(desk, **note, anchor="p5", words="The tariff")
    assert "at: 'p5: The tariff'" in (root / "seeds/talks.md").read_text().replace('"', "'")
    with pytest.raises(CannotChange, match="stands nowhere in the passage"):
        desk.look([{**note, "anchor": "p4", "words": "tariff"}])


def test_what_is_known_of_an_article(desk: Desk, root: Path) -> None:
    assert desk.about("seeds/talks.md")["keys"]["title"] == "Talks"
    keys = {"date": "2025-05-04", "source": {"name": "A Paper", "url": None}, "title": "Talks: on"}
    make(desk, do="describe", path="seeds/talks.md", keys=keys)
    assert talks(root) == [
        "-title: Talks",
        'title: "Talks: on"',
        "date: 2025-05-04",
        "source:",
        "  name: A Paper",
    ]
    make(desk, do="describe", path="seeds/talks.md", keys={"date": None, "source": None})
    assert talks(root) == ["-title: Talks", 'title: "Talks: on"']
    with pytest.raises(CannotChange, match="`notes` is not to be set here"):
        desk.look([{"do": "describe", "path": "seeds/talks.md", "keys": {"notes": []}}])


def test_drafts_leads_corrections_and_withdrawals(desk: Desk, root: Path) -> None:
    here: dict[str, Any] = {"path": "seeds/talks.md"}
    make(desk, do="describe", **here, keys={"draft": True})
    make(desk, do="lead", **here, anchor="p1", words="long talks")
    make(desk, do="correct", **here, on="2025-06-01", what="A word")
    make(desk, do="withdraw", **here, on="2025-06-02", why="It was another's")
    assert talks(root) == [
        "draft: true",
        "lead: long talks",
        "corrections:",
        "  - on: 2025-06-01",
        "    what: A word",
        "withdrawn:",
        "  on: 2025-06-02",
        "  why: It was another's",
    ]
    read_again(desk, root)


def test_what_is_settled_is_told_no_more(desk: Desk, root: Path) -> None:
    every = desk.listed("", "", "", 0)
    found = every["findings"][0]
    make(desk, do="settle", ids=[found["id"]])
    assert (root / SETTLED).read_text().startswith(found["id"])
    left = desk.listed("", "", "", 0)
    assert left["total"] == every["total"] - 1
    assert found["id"] not in {finding["id"] for finding in left["findings"]}
    desk.undo()
    assert not (root / SETTLED).exists()
    assert desk.listed("", "", "", 0)["total"] == every["total"]


def test_the_list_is_filtered_and_the_riskiest_come_first(desk: Desk) -> None:
    every = desk.listed("", "", "", 0)
    risks = [finding["risk"] for finding in every["findings"]]
    assert risks == sorted(risks, reverse=True)
    assert sum(kind["count"] for kind in every["kinds"]) == every["total"]
    kind = every["kinds"][0]
    of_kind = desk.listed(kind["kind"], "", "", 0)
    assert of_kind["wanted"] == kind["count"]
    assert {finding["kind"] for finding in of_kind["findings"]} == {kind["kind"]}
    for finding in desk.listed("", "", "talks", 0)["findings"]:
        assert finding["path"] == "seeds/talks.md"
    assert desk.listed("", "", "", every["total"])["findings"] == []


def test_several_changes_are_made_together_or_not_at_all(desk: Desk, root: Path) -> None:
    place = {"do": "place", "path": "seeds/talks.md", "theme": "trade", "belongs": True}
    good, bad = {**place, "anchor": "p4"}, {**place, "anchor": "p99"}
    with pytest.raises(CannotChange, match="no passage p99"):
        desk.make([good, bad], {})
    assert (root / "seeds/talks.md").read_text() == TALKS
    look = desk.look([good, {**place, "anchor": "p3"}])
    assert list(look["files"]) == ["seeds/talks.md"]
    assert look["gains"] == 2


def test_a_file_that_has_changed_meanwhile_is_not_written(desk: Desk, root: Path) -> None:
    change = {"do": "describe", "path": "seeds/talks.md", "keys": {"draft": True}}
    look = desk.look([change])
    seen = {path: file["seen"] for path, file in look["files"].items()}
    (root / "seeds/talks.md").write_text(TALKS.replace("long talks", "short talks"))
    with pytest.raises(Stale) as stale:
        desk.make([change], seen)
    lines = stale.value.files["seeds/talks.md"]
    assert "-The tariff was the subject of long talks." in lines
    assert "+The tariff was the subject of short talks." in lines
    assert "draft" not in (root / "seeds/talks.md").read_text()


def test_undoing_gives_back_what_was_unless_somebody_else_wrote(desk: Desk, root: Path) -> None:
    make(desk, do="describe", path="seeds/talks.md", keys={"draft": True})
    make(desk, do="alias", name="anna-rao", words=["Rao"])
    desk.undo()
    assert (root / "docs/names/anna-rao.md").read_text() == ANNA
    (root / "seeds/talks.md").write_text("Words.\n")
    with pytest.raises(Stale):
        desk.undo()
    assert (root / "seeds/talks.md").read_text() == "Words.\n"


def test_what_would_be_a_mistake_is_not_written(desk: Desk, root: Path) -> None:
    with pytest.raises(CannotChange, match=r"docs/themes/trade.md:\d+: .*same words"):
        desk.look(
            [
                {
                    "do": "term",
                    "theme": "trade",
                    "words": "tariffs",
                    "strength": "strong",
                    "subtopic": "Exports",
                }
            ]
        )
    with pytest.raises(CannotChange, match="date"):
        desk.look([{"do": "describe", "path": "seeds/talks.md", "keys": {"date": "soon"}}])
    with pytest.raises(CannotChange, match="nothing changes"):
        desk.look([{"do": "describe", "path": "seeds/talks.md", "keys": {"title": "Talks"}}])
    with pytest.raises(CannotChange, match="no subtopic"):
        desk.look(
            [
                {
                    "do": "place",
                    "path": "seeds/talks.md",
                    "anchor": "p4",
                    "theme": "trade",
                    "belongs": True,
                    "subtopic": "Ships",
                }
            ]
        )


@pytest.mark.parametrize("path", ["../x.md", "/etc/passwd", "mkdocs.yml", "seeds/../mkdocs.yml"])
def test_no_other_file_is_to_be_had(desk: Desk, path: str) -> None:
    for change in (
        {"do": "describe", "path": path, "keys": {"draft": True}},
        {"do": "withdraw", "path": path, "on": "2025-06-02", "why": "x"},
        {"do": "lead", "path": path, "anchor": "p1", "words": "x"},
    ):
        with pytest.raises(CannotChange, match="is no article"):
            desk.look([change])
    with pytest.raises(CannotChange, match="is no article"):
        desk.about(path)


def test_a_link_is_not_written_through(desk: Desk, root: Path, tmp_path: Path) -> None:
    real = root / "seeds/talks.md"
    real.rename(root / "elsewhere.md")
    real.symlink_to(root / "elsewhere.md")
    with pytest.raises(CannotChange, match="is a link"):
        desk.look([{"do": "describe", "path": "seeds/talks.md", "keys": {"draft": True}}])


def test_an_edition_with_problems_leaves_the_last_one(desk: Desk, root: Path) -> None:
    number = desk.listed("", "", "", 0)["edition"]
    (root / "seeds/bad.md").write_text("---\nnothing: x\n---\nWords.\n")
    desk.renew(read_edition(root, drafts=True))
    told = desk.wait(number)
    assert told["edition"] == number
    assert "seeds/bad.md:2" in told["problems"][0]
    assert desk.listed("", "", "", 0)["findings"]


def test_a_file_keeps_its_permissions_and_a_new_one_has_the_usual_ones(
    desk: Desk, root: Path
) -> None:
    (root / "seeds/talks.md").chmod(0o640)
    mask = os.umask(0o027)
    try:
        make(desk, do="describe", path="seeds/talks.md", keys={"draft": True})
        make(desk, do="name", title="Offshore Yard", kind="organisation")
    finally:
        os.umask(mask)
    for path in ("seeds/talks.md", "docs/names/offshore-yard.md"):
        assert (root / path).stat().st_mode & 0o777 == 0o640
    assert not [path for path in root.rglob(".*")]


def test_what_is_told_of_an_article_and_its_passages(desk: Desk, root: Path) -> None:
    keys = {"date": "2025-05-04", "source": {"name": "A Paper", "published": "2025"}}
    make(desk, do="describe", path="seeds/talks.md", keys=keys)
    read_again(desk, root)
    about = desk.about("seeds/talks.md")
    assert (about["edition"], about["path"], about["undo"]) == (2, "seeds/talks.md", 1)
    assert about["keys"] == {
        "title": "Talks",
        "date": "2025-05-04",
        "updated": None,
        "authors": (),
        "source": {"name": "A Paper", "url": None, "published": "2025", "licence": None},
        "language": "en",
        "description": None,
        "draft": False,
    }
    assert [theme["slug"] for theme in about["themes"]] == ["defence", "trade"]
    assert about["names"] == [{"slug": "anna-rao", "title": "Anna Rao"}]
    assert [*about["passages"]] == ["p1", "p2", "p3", "p4"]
    second, third = about["passages"]["p2"], about["passages"]["p3"]
    assert {key: second[key] for key in ("anchor", "slug", "heading", "gathers")} == {
        "anchor": "p2",
        "slug": "talks",
        "heading": None,
        "gathers": True,
    }
    assert sorted(placed["theme"] for placed in second["placements"]) == ["defence", "trade"]
    assert [(t["theme"], t["words"], t["strength"]) for t in second["terms"]] == [
        ("defence", "frigate", "strong"),
        ("trade", "shipment", "strong"),
    ]
    assert second["statements"] == [{"do": "date", "words": "3 May 2025", "says": "2025-05-03"}]
    assert third["mentions"] == [{"slug": "anna-rao", "title": "Anna Rao", "words": "Anna Rao"}]
    assert third["statements"] == []
    (share,) = desk.about("seeds/visit.txt")["passages"]["p2"]["statements"]
    assert share == {"do": "figure", "words": "5 per cent", "says": "share"}


def test_each_step_can_be_undone_and_then_none_is_left(desk: Desk, root: Path) -> None:
    first = make(desk, do="describe", path="seeds/talks.md", keys={"draft": True})
    assert (first["gains"], first["losses"], first["gained"]) == (0, 0, [])
    make(desk, do="name", title="Offshore Yard", kind="organisation")
    assert desk.about("seeds/talks.md")["undo"] == 2
    undone = desk.undo()
    assert (undone["files"], undone["undo"]) == (["docs/names/offshore-yard.md"], 1)
    assert not (root / "docs/names/offshore-yard.md").exists()
    assert desk.undo()["undo"] == 0
    with pytest.raises(CannotChange, match="nothing is left to undo"):
        desk.undo()


def test_a_desk_without_articles_says_so(root: Path) -> None:
    with pytest.raises(CannotChange, match="are not read yet; wait a moment"):
        Desk(root).listed("", "", "", 0)
    with pytest.raises(CannotChange, match="are not read yet; wait a moment"):
        Desk(root).about("seeds/talks.md")


def test_a_list_is_told_part_by_part(desk: Desk, root: Path) -> None:
    text = "\n\n".join(f"Fish number {n} swims well here, as others do." for n in range(3))
    for number in range(40):
        (root / f"seeds/fish-{number}.txt").write_text(text.replace("Fish", f"Fish {number}"))
    read_again(desk, root)
    whole: list[str] = []
    while rows := desk.listed("no theme", "", "", len(whole))["findings"]:
        assert len(rows) == min(AT_ONCE, desk.listed("no theme", "", "", 0)["wanted"] - len(whole))
        whole += [row["id"] for row in rows]
    assert len(whole) == len({*whole}) == desk.listed("no theme", "", "", 0)["wanted"] >= 40
    found = desk.listed("no theme", "", "fish-7", 0)
    assert {row["passage"]["slug"] for row in found["findings"]} == {"fish-7"}
    (row,) = (each for each in found["articles"] if each["slug"] == "fish-7")
    assert row == {"slug": "fish-7", "title": row["title"], "count": row["count"]}
    assert row["count"] >= 1
