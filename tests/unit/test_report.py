"""scripts/check, as an editor runs it."""

import json
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, make_project


def check(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dossier.report", *options],
        cwd=project,
        env={"PYTHONPATH": str(ROOT / "hooks"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_json_report(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p", {"a.txt": "The F-35 and TRUST.\n\nHooker left."})
    result = check(project, "--format", "json")
    report = json.loads(result.stdout)
    assert result.returncode == 0
    assert report["problems"] == []
    (article,) = report["articles"]
    assert (article["path"], article["slug"]) == ("seeds/a.txt", "a")
    assert article["title"] == "The F-35 and TRUST."
    first, second = article["passages"]
    assert (first["number"], first["anchor"]) == (1, "p1")
    assert first["text"] == "The F-35 and TRUST."
    assert [(t["theme"], t["because"]) for t in first["themes"]] == [
        ("defence", ["F-35"]),
        ("technology", ["TRUST"]),
    ]
    assert all(theme["subtopic"] for theme in first["themes"])
    assert first["names"] == ["f-35", "trust-initiative"]
    assert second["themes"] == []


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
