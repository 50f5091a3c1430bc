"""What stops a preview is said where it is, on a page that goes when it is mended."""

import logging
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from dossier.core.problems import Problem
from dossier.preview.error_page import CapturedErrors, error_page, explain
from jinja2 import Environment, FileSystemLoader
from lxml import html


def test_every_problem_is_shown_as_text() -> None:
    problems = [Problem("seeds/a.md", 3, "holds <b>; mend it"), Problem("seeds/b.md", 1, "is bad")]
    document = html.document_fromstring(error_page(problems))
    assert document.findtext(".//title") == "2 to mend"
    assert [" ".join(row.text_content().split()) for row in document.iter("li")] == [
        "seeds/a.md:3: holds <b>; mend it",
        "seeds/b.md:1: is bad",
    ]


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
            "`theme` is not right: Unrecognised\ntheme",
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


def test_errors_of_a_log_are_kept() -> None:
    errors = CapturedErrors()
    log = logging.getLogger("dossier.tests")
    log.addHandler(errors)
    log.propagate = False
    try:
        log.warning("not this")
        log.error("Config value %r: %s", "theme", "Bad")
    finally:
        log.removeHandler(errors)
        log.propagate = True
    assert errors.messages == ["Config value 'theme': Bad"]
