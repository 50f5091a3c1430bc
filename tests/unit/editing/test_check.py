"""scripts/check, as an editor runs it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from dossier.cli import program
from support.project import ROOT, make_project


def check(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    with chdir(project):
        result = CliRunner().invoke(program, ["check", *options])
    return subprocess.CompletedProcess(options, result.exit_code, result.stdout, result.stderr)


def test_it_is_a_command(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", {"a.txt": "Text.", "b.txt": "---\ntitle: 3\n---\nText."})
    result = subprocess.run(
        [sys.executable, "-m", "dossier", "check"],
        cwd=project,
        env={"PYTHONPATH": str(ROOT / "hooks"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout) == (1, check(project).stdout)


def test_json_report(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", {"a.txt": "The F-62 and TOUCH.\n\nHooker left."})
    result = check(project, "--format", "json")
    report = json.loads(result.stdout)
    assert result.returncode == 0
    assert report["problems"] == []
    (article,) = report["articles"]
    assert (article["path"], article["slug"]) == ("seeds/a.txt", "a")
    assert article["title"] == "The F-62 and TOUCH."
    first, second = article["passages"]
    assert (first["number"], first["anchor"]) == (1, "p1")
    assert first["text"] == "The F-62 and TOUCH."
    assert [(t["theme"], t["because"]) for t in first["themes"]] == [
        ("defence", ["F-62"]),
        ("technology", ["TOUCH"]),
    ]
    assert all(theme["subtopic"] for theme in first["themes"])
    assert first["names"] == ["f-62", "touch-initiative"]
    assert second["themes"] == []
    assert {passage["kind"] for passage in (first, second)} == {"paragraph"}
    assert first["twins"] == []


def test_json_report_has_every_block_and_what_says_the_same(tmp_path: Path) -> None:
    said = "The Ferry Board has bought two ferries of the town of Lund for 9 million kronor."
    seeds = {
        "a.md": f"# Ferries\n\n{said}\n\n- one\n- two\n\n> So it is.",
        "b.txt": said,
        "c.txt": said,
    }
    report = json.loads(check(make_project(tmp_path / "p", seeds), "--format", "json").stdout)
    found = {article["slug"]: article["passages"] for article in report["articles"]}
    assert [block["kind"] for block in found["a"]] == ["heading", "paragraph", "list", "quote"]
    assert [block["number"] for block in found["a"]] == [1, 2, 3, 4]
    twins = {slug: row[-1 if slug != "a" else 1]["twins"] for slug, row in found.items()}
    assert {slug: sorted(row) for slug, row in twins.items()} == {
        "a": ["b#p1", "c#p1"],
        "b": ["a#p2", "c#p1"],
        "c": ["a#p2", "b#p1"],
    }


def test_articles_without_a_date_are_named_with_what_they_miss(tmp_path: Path) -> None:
    seeds = {
        "a.txt": "They meet today.",
        "2024-05-01-b.txt": "They met.",
        "c.txt": "---\nsource: {name: The Paper, published: 2024}\n---\nThey will meet.",
        "d.txt": "---\nupdated: 2024-05-02\n---\nThey did not meet.",
    }
    project = make_project(tmp_path / "p", seeds)
    report = check(project).stdout
    assert "Articles without a date (2)" in report and "not in the Atom feeds" in report
    found = json.loads(check(project, "--format", "json").stdout)["doubts"]
    undated = {doubt["path"]: doubt["message"] for doubt in found if doubt["kind"] == "no date"}
    assert list(undated) == ["seeds/a.txt", "seeds/d.txt"]
    assert "Atom" in undated["seeds/a.txt"] and "Atom" not in undated["seeds/d.txt"]
    assert check(project).returncode == 0


def test_problems_set_the_exit_status(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", {"a.txt": "Text.", "b.txt": "---\ntitle: 3\n---\nText."})
    result = check(project, "--format", "json")
    assert result.returncode == 1
    report = json.loads(result.stdout)
    assert [article["slug"] for article in report["articles"]] == ["a"]
    assert report["problems"] == [
        {"path": "seeds/b.txt", "line": 2, "message": "`title` must be text; put it in quotes"}
    ]
    assert "seeds/b.txt:2: `title` must be text" in check(project).stdout


def test_json_report_gains_doubts_and_overrides(tmp_path: Path) -> None:
    seed = "---\nplace: [{at: Nothing, in: [trade/Supply chains]}]\n---\nNothing."
    seeds = {"a.txt": seed, "b.txt": "---\ndraft: true\n---\nText.", "c.txt": "One.\n\nNone."}
    project = make_project(tmp_path / "p", seeds)
    report = json.loads(check(project, "--format", "json").stdout)
    assert [article["slug"] for article in report["articles"]] == ["a", "c"]
    assert report["placed_by_editors"] == [{"article": "a", "anchor": "p1", "theme": "trade"}]
    doubt = next(doubt for doubt in report["doubts"] if doubt["kind"] == "no theme")
    assert doubt == {
        "kind": "no theme",
        "path": "seeds/c.txt",
        "line": 1,
        "subject": "",
        "message": "One.",
        "article": "c",
        "anchor": "p1",
        "id": doubt["id"],
        "risk": doubt["risk"],
        "mend": "if one should have, add `place: [{at: p1, in: [theme]}]`",
    }
    risks = [doubt["risk"] for doubt in report["doubts"]]
    assert risks == sorted(risks, reverse=True) and 0 <= risks[-1] <= risks[0] <= 100


def test_one_article_and_one_passage(tmp_path: Path) -> None:
    seeds = {"a.txt": "The F-62.", "b.txt": "Rice.", "c.txt": "---\ntitle: 3\n---\nText."}
    project = make_project(tmp_path / "p", seeds)
    for name in ("a", "a.txt", "seeds/a.txt"):
        result = check(project, name)
        assert (result.returncode, "\x1b" in result.stdout) == (0, False)
        assert "Defence › " in result.stdout and "Rice" not in result.stdout
    assert check(project, "c").returncode == 1
    assert "No article is called `d`; scripts/check lists them" in check(project, "d").stderr
    assert "Defence: weighs 2, in" in check(project, "--why", "The  F-62").stdout
    assert "No passage has the words `F-63`; copy" in check(project, "--why", "F-63").stderr


def test_a_stub_is_written_once_and_read_without_problem(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", {"a.txt": 'The Ministry of Defence.\n\n1: "2"'})
    stub = project / "docs/names/ministry-of-defence.md"
    result = check(project, "--stub", "Ministry of Defence")
    assert result.stdout == "docs/names/ministry-of-defence.md:1: written; fill it in\n"
    assert "title: Ministry of Defence" in stub.read_text("utf-8")
    assert "names: Ministry of Defence" in check(project, "a").stdout
    stub.write_text(stub.read_text("utf-8") + "Ours.", "utf-8")
    for name in ("Ministry of Defence", "MEW", "Trade"):
        result = check(project, "--stub", name)
        assert "is there already" in result.stderr and result.returncode == 1
    assert check(project, "--stub", "…").returncode == 1
    assert check(project, "--stub", "Index").returncode == 1
    assert check(project, "--stub", '1: "2"').returncode == 0
    assert stub.read_text("utf-8").endswith("Ours.")
    assert check(project).returncode == 0


def test_vs_code_finds_each_problem_and_doubt_in_the_report(tmp_path: Path) -> None:
    tasks = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))
    (task,) = tasks["tasks"]
    seeds = {"a.txt": "Fish.", "b.txt": "---\ntitle: 3\n---\nText.", "c.txt": "Fish."}
    report = check(make_project(tmp_path / "p", seeds), *task["args"]).stdout
    place = ("seeds/a.txt", "1")
    errors, infos = (list(matched(one["pattern"], report)) for one in task["problemMatcher"])
    assert errors == [("seeds/b.txt", "2", "`title` must be text; put it in quotes")]
    assert any(re.fullmatch(r"Fish\. \[\w+\]", row[2]) for row in infos if row[:2] == place)
    assert [row[:2] for row in infos if "again" in row[2]] == [("seeds/c.txt", "1")]


def matched(pattern: Any, report: str) -> Iterator[tuple[str, str, str]]:
    """What VS Code finds: by one pattern, or by one for the file and one for the lines below it."""
    if isinstance(pattern, dict):
        yield from re.findall(pattern["regexp"], report, re.MULTILINE)
        return
    of_file, of_line = pattern
    assert of_line["loop"]
    path = None
    for line in report.splitlines():
        if path and (found := re.match(of_line["regexp"], line)):
            yield path[1], found[1], found[2]
        else:
            path = re.match(of_file["regexp"], line)


def test_the_report_can_be_read_in_80_columns(tmp_path: Path) -> None:
    """Where the words of an input do not make a line longer, none is."""
    name = "2025-11-18-velia-ostia-close-in-on-a-trade-deal"
    seeds = {f"{name}.txt": "Rice and more. " * 40, "a.txt": f"---\ntitle: {'Long ' * 30}\n---\nR."}
    project = make_project(tmp_path / "p", seeds)
    for line in check(project).stdout.splitlines():
        assert len(line) <= 80 or "scripts/check --stub" in line or name in line, line
    result = check(project, "trade-deal")
    assert result.stderr == (
        "No article is called `trade-deal`; did you mean `velia-ostia-close-in-on-a-trade-deal`?\n"
    )


def test_twenty_findings_are_shown_and_what_is_settled_stays_away(tmp_path: Path) -> None:
    text = "\n\n".join(f"Fish number {n} swims well here, and so does the other." for n in range(5))
    seeds = {f"{name}.txt": text for name in "abcdefghijkl"}
    project = make_project(tmp_path / "p", seeds)
    report = check(project).stdout
    whole = check(project, "--all").stdout
    assert len(re.findall(r" \[[0-9a-f]{6}\]$", report, re.MULTILINE)) == 20
    assert re.search(r"^The 20 of [\d,]+ that most need a look: --all", report, re.MULTILINE)
    assert "that most need a look" not in whole
    ids = re.findall(r"^    \d+ p1: Fish number 0 .* \[(\w+)\]$", whole, re.MULTILINE)
    assert len(ids) == len({*ids}) == 12
    result = check(project, "--settle", ids[0], "--settle", ids[1])
    assert result.stdout.startswith(f"settled.txt: {ids[0]} no theme: seeds/a.txt p1\n")
    lines = (project / "settled.txt").read_text("utf-8").splitlines()
    assert [line.split()[0] for line in lines] == ids[:2]
    assert not {*ids[:2]} & {*re.findall(r"\[(\w+)\]$", check(project, "--all").stdout, re.M)}
    again = check(project, "--settle", ids[0])
    assert again.returncode == 1 and "No finding has the id" in again.stderr
    (project / "seeds/a.txt").write_text(text.replace("number 0", "number ten"), "utf-8")
    assert "Fish number ten" in check(project, "--all").stdout


def test_a_name_is_told_once_whatever_its_forms(tmp_path: Path) -> None:
    text = (
        "The United Kingdom and Mr. Larsen spoke to the U.K. and to Anna Larsen.\n\n"
        "Q Mr. Minister, the UK spoke to President Larsen and to Larsen, said the Minister."
    )
    project = make_project(tmp_path / "p", {"a.txt": text})
    report = json.loads(check(project, "--format", "json").stdout)
    names = [d["subject"] for d in report["doubts"] if d["kind"] == "name without a page"]
    assert sorted(names) == ["Larsen", "United Kingdom"]
