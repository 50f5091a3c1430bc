"""Runs a workflow of GitHub Actions here: each `run` as it stands in the file, by bash.

Expressions are filled in as GitHub does it, and jobs wait for those that they need; each has a
machine of its own, which is a folder. Only what needs GitHub itself is done by other means: the
actions in `Runner.ACTIONS`. Whatever else a workflow asks for, and every value that is not there,
is an error.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, ClassVar

import yaml

from support.founding import install

EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
OF_A_WORKFLOW = {"name", True, "permissions", "concurrency", "jobs"}
"""The key `on` is the truth in YAML."""
OF_A_JOB = {"runs-on", "needs", "permissions", "outputs", "strategy", "environment", "steps"}
OF_A_STEP = {"uses", "with", "id", "run", "env"}
PAGES = "github-pages"
"""The artifact that is published."""

Values = Mapping[str, Any]
"""What YAML and JSON hold, by its names."""


@dataclass(frozen=True)
class Runner:
    """Runs workflows of a repository, whose pages have an address; makes its files in a folder."""

    repository: Path
    folder: Path
    address: str
    published: dict[str, Path] = field(default_factory=dict)
    """Artifacts, by name: those of the years, and the site."""

    def run(self, workflow: Path) -> Path:
        """Run all jobs; gives the site that was published."""
        whole = yaml.safe_load(workflow.read_text("utf-8"))
        assert whole.keys() <= OF_A_WORKFLOW, whole.keys() - OF_A_WORKFLOW
        jobs: Values = whole["jobs"]
        needs = {name: _listed(job.get("needs", [])) for name, job in jobs.items()}
        outputs: dict[str, Values] = {}
        for name in TopologicalSorter(needs).static_order():
            known = {"needs": {need: {"outputs": outputs[need]} for need in needs[name]}}
            for number, matrix in enumerate(_matrices(jobs[name], known)):
                machine = self.folder / f"{name}-{number}"
                outputs[name] = self._work(jobs[name], machine, known | {"matrix": matrix})
        return self.published[PAGES]

    def _work(self, job: Values, machine: Path, known: Values) -> Values:
        """Take the steps of a job in turn; gives its outputs."""
        assert job.keys() <= OF_A_JOB, job.keys() - OF_A_JOB
        machine.mkdir(parents=True)
        steps: dict[str, Values] = {}
        known = {**known, "steps": steps}
        for step in job["steps"]:
            assert step.keys() <= OF_A_STEP, step.keys() - OF_A_STEP
            if "run" in step:
                assert "uses" not in step
                told = _run(fill(step["run"], known), machine, fill(step.get("env", {}), known))
            else:
                action = self.ACTIONS[step["uses"].partition("@")[0]]
                told = action(self, machine / "work", fill(step.get("with", {}), known))
            if "id" in step:
                steps[step["id"]] = {"outputs": told}
        fill(job.get("environment", {}), known)
        outputs: Values = fill(job.get("outputs", {}), known)
        return outputs

    def _check_out(self, work: Path, _: Values) -> Values:
        """The repository is copied, and has what is installed here."""
        shutil.copytree(self.repository, work, symlinks=True)
        install(work)
        return {}

    def _leave(self, work: Path, _: Values) -> Values:
        """Python is there."""
        return {}

    def _configure_pages(self, work: Path, _: Values) -> Values:
        """The address is told, as GitHub does it, without a slash at its end."""
        return {"base_url": self.address.rstrip("/")}

    def _upload(self, work: Path, options: Values) -> Values:
        """An artifact is a copy of a folder, without files whose names begin with a dot."""
        name = options.get("name", PAGES)
        place = self.folder / "artifacts" / name
        shutil.copytree(work / options["path"], place, ignore=shutil.ignore_patterns(".*"))
        self.published[name] = place
        return {}

    def _download(self, work: Path, options: Values) -> Values:
        """Each artifact is copied into a folder of its name."""
        pattern = re.compile(options["pattern"].replace("*", ".*"))
        for name, place in self.published.items():
            if pattern.fullmatch(name):
                shutil.copytree(place, work / options["path"] / name)
        return {}

    def _deploy(self, work: Path, _: Values) -> Values:
        """The site is there."""
        assert self.published[PAGES].is_dir()
        return {"page_url": self.address}

    ACTIONS: ClassVar[Mapping[str, Callable[["Runner", Path, Values], Values]]] = {
        "actions/checkout": _check_out,
        "actions/setup-python": _leave,
        "actions/configure-pages": _configure_pages,
        "actions/upload-artifact": _upload,
        "actions/upload-pages-artifact": _upload,
        "actions/download-artifact": _download,
        "actions/deploy-pages": _deploy,
    }


def _listed(needs: str | list[str]) -> list[str]:
    return [needs] if isinstance(needs, str) else needs


def _matrices(job: Values, known: Values) -> Iterator[Values]:
    """What is different on each machine of a job that is done by some; nothing on that of another.

    A matrix has one name here.
    """
    strategy = job.get("strategy", {"matrix": {"": [""]}})
    ((name, values),) = fill(strategy["matrix"], known).items()
    assert strategy.keys() == {"matrix"} and values
    yield from ({name: value} for value in values)


def fill(value: Any, known: Values) -> Any:
    """Put what is known in the place of the expressions in a value and in all that it holds."""
    if isinstance(value, dict):
        return {key: fill(part, known) for key, part in value.items()}
    if not isinstance(value, str):
        return value
    if whole := EXPRESSION.fullmatch(value):
        return _evaluate(whole[1], known)
    return EXPRESSION.sub(lambda found: str(_evaluate(found[1], known)), value)


def _evaluate(expression: str, known: Values) -> Any:
    """The value of an expression; raises `KeyError` where nothing has a name in it."""
    if inner := re.fullmatch(r"fromJSON\((.+)\)", expression):
        return json.loads(_evaluate(inner[1], known))
    value: Any = known
    for name in expression.split("."):
        value = value[name]
    return value


def _run(script: str, machine: Path, environment: Mapping[str, str]) -> Values:
    """Run a script as GitHub does where no shell is chosen; gives the outputs that it sets."""
    file, outputs = machine / "script.sh", machine / "outputs"
    file.write_text(script, "utf-8")
    outputs.write_text("", "utf-8")
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(machine), "GITHUB_OUTPUT": str(outputs)}
    done = subprocess.run(
        ["bash", "-e", str(file)],
        cwd=machine / "work",
        env={**bare, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
    told = [line.partition("=") for line in outputs.read_text("utf-8").splitlines()]
    assert all(value for _, _, value in told), told
    return {name: value for name, _, value in told}
