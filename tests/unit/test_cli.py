"""The command line: each command takes what it says, refuses what it does not, and tells why."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from dossier.cli import from_here, main, program
from dossier.publishing.manifest import write_manifest

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project of one article and one name, in which commands are given."""
    (tmp_path / "docs/names").mkdir(parents=True)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "docs/names/anna.md").write_text("---\ntitle: Anna\nkind: person\n---\nShe.\n")
    (tmp_path / "seeds/2025-03-01-talks.txt").write_text("Anna spoke.\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DOSSIER_FROM", raising=False)
    before = dict(os.environ)
    yield tmp_path
    os.environ.clear()
    os.environ.update(before)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments)


COMMANDS = ("add", "build", "check", "export", "new", "schemas", "serve", "suggest", "verify")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_a_script_and_tells_what_it_takes(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: scripts/{command} ")
    for parameter in program.commands[command].params:
        assert (parameter.metavar or parameter.opts[-1].upper()).upper() in result.output.upper()
    assert f"dossier {command}" in (SCRIPTS / command).read_text()


def test_all_commands_are_listed() -> None:
    result = run("--help")
    assert sorted(program.commands) == sorted(COMMANDS)
    assert all(f"\n  {command} " in result.output for command in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "--year", "25"), "25 is no year; write four digits, or undated"),
        (("build", "--year", ""), " is no year; write four digits, or undated"),
        (
            ("build", "--year", "2025", "--join"),
            "choose one of --year, --join and --list-years",
        ),
        (("build", "--list-years", "--join"), "choose one of --year, --join and --list-years"),
        (
            ("build", "--year", "2025", "--list-years"),
            "choose one of --year, --join and --list-years",
        ),
        (("serve", "-a", "8000"), "8000 is no address; write 127.0.0.1:8000"),
        (("serve", "-a", ":8000"), ":8000 is no address; write 127.0.0.1:8000"),
        (("serve", "-a", "localhost:http"), "localhost:http is no address"),
        (("check", "--format", "xml"), "'xml' is not one of"),
        (("add",), "Missing argument 'FILE|ADDRESS...'"),
        (("verify",), "Missing argument 'DIR|URL'"),
        (("export",), "Missing argument 'DIR'"),
        (("nothing",), "No such command 'nothing'"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_the_years_that_can_be_built() -> None:
    result = run("build", "--list-years")
    assert (result.exit_code, json.loads(result.output)) == (0, ["2025"])


def test_a_stub_is_written_and_not_twice(project: Path) -> None:
    assert run("check", "--stub", "Ben Rao").exit_code == 0
    assert (project / "docs/names/ben-rao.md").is_file()
    assert run("check", "--stub", "Anna").exit_code == 1


def test_the_report_is_text_or_json() -> None:
    assert "  seeds/2025-03-01-talks.txt\n" in run("check").output
    report = json.loads(run("check", "--format", "json").output)
    assert [article["slug"] for article in report["articles"]] == ["talks"]


def test_one_article_is_explained_and_another_folder_checked(project: Path) -> None:
    assert "Anna spoke." in run("check", "talks").output
    (project / "other").mkdir()
    (project / "other/visit.txt").write_text("Anna left.")
    report = json.loads(run("check", "--seeds", "other", "--format", "json").output)
    assert [article["slug"] for article in report["articles"]] == ["visit"]


def test_paths_are_meant_from_where_the_command_was_given(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert from_here("a") == project / "a"
    (project / "copy").mkdir()
    write_manifest(project / "copy", "", {})
    assert run("verify", "copy").exit_code == 0
    monkeypatch.setenv("DOSSIER_FROM", str(project / "copy"))
    assert run("verify", ".").exit_code == 0
    assert run("verify", "..").exit_code == 1
    assert from_here("a") == project / "copy/a"
    assert from_here("/a") == Path("/a")


def test_an_address_is_verified_as_one() -> None:
    result = run("verify", "http://127.0.0.1:9/")
    assert result.exit_code == 1
    assert result.stderr.startswith("http://127.0.0.1:9/: manifest.json cannot be fetched")


def test_files_are_added(project: Path) -> None:
    (project / "new.txt").write_text("Anna left.")
    assert run("add", "--draft", "new.txt").exit_code == 0
    assert (project / "seeds/new.txt").read_text().startswith("---\ndraft: true\nadded: ")
    assert run("add", "new.txt").exit_code == 1
    assert run("add", "--anyway", "new.txt").exit_code == 0


def test_schemas_are_written(project: Path) -> None:
    assert run("schemas").exit_code == 0
    assert (project / ".vscode/schemas/seed.json").is_file()


def test_nothing_is_exported_over_other_files(project: Path) -> None:
    result = run("export", ".")
    assert result.exit_code == 1
    assert result.stderr == (
        f"{project}: holds files that are no export; choose a new or empty folder\n"
    )


def test_the_program_ends_with_the_status_of_its_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["dossier", "verify", "nowhere"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 1
    assert os.environ["NO_MKDOCS_2_WARNING"] == "1"
    monkeypatch.setattr("sys.argv", ["dossier", "verify", "--nothing"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert "Usage: scripts/verify " in capsys.readouterr().err
