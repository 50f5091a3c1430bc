"""What stops MkDocs is said where it is."""

import errno
import logging
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from dossier.core.problems import Problem
from dossier.mkdocs_adapter.mistakes import CapturedErrors, explain
from jinja2 import Environment, FileSystemLoader
from mkdocs.config import load_config


def raised(root: Path, template: str) -> Exception:
    """What comes of rendering a template."""
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates/page.html").write_text(template)
    environment = Environment(loader=FileSystemLoader(root / "templates"))
    with pytest.raises(Exception) as error:
        environment.get_template("page.html").render()
    return error.value


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (
            "one\n{% if %}",
            "templates/page.html:2: Expected an expression, got 'end of statement block';"
            " mend the template",
        ),
        (
            "one\n\n{{ nothing.at }}",
            "templates/page.html:3: 'nothing' is undefined; mend the template",
        ),
        ("{{ 1 / 0 }}", "templates/page.html:1: division by zero; mend the template"),
    ],
)
def test_a_mistake_in_a_template_is_said_with_its_line(
    tmp_path: Path, template: str, said: str
) -> None:
    assert str(explain(raised(tmp_path, template), tmp_path.resolve())) == said


def test_a_template_of_a_package_is_called_by_its_name(tmp_path: Path) -> None:
    found = explain(raised(tmp_path, "{{ 1 / 0 }}"), tmp_path / "project")
    assert (found.path, found.line) == ("page.html", 1)
    found = explain(raised(tmp_path, "{% if %}"), tmp_path / "project")
    assert (found.path, found.line) == ("page.html", 1)


def loading(text: str) -> Exception:
    """What MkDocs raises where its configuration is no YAML."""
    try:
        try:
            yaml.safe_load(text)
        except yaml.YAMLError:
            raise RuntimeError("the configuration cannot be read") from None
    except RuntimeError as error:
        return error
    raise AssertionError


def test_a_configuration_that_is_no_yaml_is_said_with_its_line(tmp_path: Path) -> None:
    found = explain(loading("site_name: A\nnav: [a}\n"), tmp_path)
    assert (found.path, found.line) == ("mkdocs.yml", 2)
    assert found.message.startswith("the configuration is not valid YAML (")
    assert "); close the bracket" in found.message


CONFIGURATION = "site_name: A\n# theme: x\ntheme: y\nplugins: z\n"


@pytest.mark.parametrize(
    ("told", "line", "message"),
    [
        (
            ["Config value 'theme': Unrecognised\ntheme"],
            3,
            "`theme` is not right: Unrecognised theme",
        ),
        (
            ["Hm", "Config value 'plugins': Bad", "Config value 'theme': Bad"],
            4,
            "`plugins` is not right: Bad",
        ),
        (["Config value 'hooks': Bad"], 1, "`hooks` is not right: Bad"),
    ],
)
def test_a_wrong_value_is_said_with_its_line(
    tmp_path: Path, told: Sequence[str], line: int, message: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION)
    assert explain(SystemExit(1), tmp_path, told) == Problem("mkdocs.yml", line, message)


@pytest.mark.parametrize(
    ("error", "text"), [(ValueError("two\n words"), "two words"), (SystemExit(), "SystemExit")]
)
def test_what_else_stops_a_build_is_in_the_terminal(
    tmp_path: Path, error: BaseException, text: str
) -> None:
    assert explain(error, tmp_path, ["Nothing of a value"]) == Problem(
        "mkdocs.yml", 1, f"the site cannot be built ({text}); see the terminal"
    )


def test_what_the_system_refuses_is_said_with_its_file(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "docs/a.md"))
    assert explain(full, tmp_path.resolve()) == Problem(
        "docs/a.md", 1, "No space left on device; make room on the disk, and try again"
    )
    closed = PermissionError(errno.EACCES, "Permission denied", "/elsewhere/a.md")
    assert str(explain(closed, tmp_path)) == (
        "a.md:1: Permission denied; check the file and its permissions, and try again"
    )


def test_a_value_at_which_mkdocs_breaks_is_said_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: A\nsite_url: 'https://[::1'\n")
    with pytest.raises(ValueError) as error:
        load_config(str(tmp_path / "mkdocs.yml"))
    assert explain(error.value, tmp_path) == Problem(
        "mkdocs.yml", 2, "`site_url` is not right: Invalid IPv6 URL"
    )


def test_errors_of_a_log_are_kept() -> None:
    log = logging.getLogger("mkdocs.tests")
    log.propagate = True
    with CapturedErrors.of_mkdocs() as told:
        log.warning("not this")
        log.error("Config value %r: %s", "theme", "Bad")
    log.error("nor this")
    assert told == ["Config value 'theme': Bad"]
