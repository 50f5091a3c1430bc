"""What stops a build → a page that says so, for the browser of the one who has to mend it."""

import logging
import re
import traceback
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError
from yaml import MarkedYAMLError

from dossier.core.problems import Problem
from dossier.reading.front_matter import explain_yaml

TEMPLATE = Path(__file__).parent / "templates" / "problems.html"
CONFIGURATION = "mkdocs.yml"
CONFIG_VALUE = re.compile(r"Config value '(\w+)': (.+)", re.DOTALL)


def error_page(problems: Sequence[Problem]) -> str:
    """A whole page of HTML that asks for itself again each second, and so goes when all is well."""
    source = TEMPLATE.read_text("utf-8")
    return Environment(autoescape=True).from_string(source).render(problems=problems)


class CapturedErrors(logging.Handler):
    """Keeps what MkDocs says of the configuration; the error that it then raises says nothing."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def explain(error: BaseException, root: Path, told: Sequence[str] = ()) -> Problem:
    """Say where an error comes from: the template, page or configuration, else the code.

    `told` is what was said before it of the configuration.
    """
    cause = error.__context__
    if isinstance(cause, MarkedYAMLError) and cause.problem_mark:
        mark, message = explain_yaml(cause)
        message = f"the configuration is not valid YAML ({message}"
        return Problem(CONFIGURATION, mark.line + 1 if mark else 1, message)
    for found in filter(None, map(CONFIG_VALUE.match, told)):
        lines = (root / CONFIGURATION).read_text("utf-8").splitlines()
        numbers = [n for n, line in enumerate(lines, 1) if line.startswith(f"{found[1]}:")]
        return Problem(CONFIGURATION, [*numbers, 1][0], f"`{found[1]}` is not right: {found[2]}")
    if isinstance(error, TemplateSyntaxError) and error.filename:
        message = f"{(error.message or '').rstrip('.')}; mend the template"
        return Problem(_relative(Path(error.filename), root), error.lineno, message)
    frames = traceback.extract_tb(error.__traceback__)
    templates = [frame for frame in frames if frame.filename.endswith((".html", ".xml"))]
    text = " ".join(str(error).split()) or type(error).__name__
    if templates:
        path, line = Path(templates[-1].filename), templates[-1].lineno or 1
        return Problem(_relative(path, root), line, f"{text}; mend the template")
    return Problem(CONFIGURATION, 1, f"the site cannot be built ({text}); see the terminal")


def _relative(path: Path, root: Path) -> str:
    path = path.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
