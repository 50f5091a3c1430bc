"""What is run and installed is pinned: actions, Python packages and JavaScript packages."""

import json
import re

import pytest
import yaml
from support.project import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").iterdir())
LOCKS = sorted(ROOT.glob("scripts/locks/*.txt"))


def actions(workflow: str) -> list[str]:
    """The lines that name an action, but for those of steps that are of this repository."""
    lines = re.findall(r"^.*\buses:\s*(.+)$", workflow, re.MULTILINE)
    return [line for line in lines if not line.startswith("./")]


def is_pinned(action: str) -> bool:
    return bool(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action))


def test_actions_are_pinned_by_commit() -> None:
    assert not is_pinned("actions/checkout@v5") and not is_pinned("actions/checkout@" + "0" * 40)
    used = {action for path in WORKFLOWS for action in actions(path.read_text("utf-8"))}
    assert used and all(map(is_pinned, used))
    assert len({action.split("@")[0] for action in used}) == len(used)  # one version of each


def test_the_workflow_sees_the_actions_that_yaml_sees() -> None:
    for path in WORKFLOWS:
        text = path.read_text("utf-8")
        steps = [s for job in yaml.safe_load(text)["jobs"].values() for s in job["steps"]]
        named = [step["uses"] for step in steps if "uses" in step]
        assert [action.split(" ")[0] for action in actions(text)] == named


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_each_python_package_has_a_version_and_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) > 10
    for line in lines:
        assert re.match(r"[\w.-]+(\[\w,]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line


def test_each_javascript_package_has_a_hash() -> None:
    packages = json.loads((ROOT / "tests/package-lock.json").read_text("utf-8"))["packages"]
    assert all(len(packages[name]["integrity"]) > 60 for name in packages if name)


def test_nothing_is_installed_but_by_lock_file() -> None:
    scripts = "".join(p.read_text("utf-8") for p in (ROOT / "scripts").iterdir() if p.is_file())
    installs = re.findall(
        r"^.*\b(?:pip install|npm (?:ci|i|install)|uv (?:add|sync)).*$", scripts, re.M
    )
    assert len(installs) == 2
    assert "--no-deps --require-hashes" in installs[0] + installs[1]
    assert any(line.strip().startswith("npm ci ") for line in installs)
