"""What MkDocs raises and says → a problem, at its place in the configuration or a template."""

import logging
import re
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from jinja2 import TemplateSyntaxError
from yaml import MarkedYAMLError

from dossier.core.problems import Problem
from dossier.reading.front_matter import explain_yaml

CONFIGURATION = "mkdocs.yml"
SEE = "see the terminal"
"""What is said where no more is known."""
CONFIG_VALUE = re.compile(r"Config value '(\w+)': (.+)", re.DOTALL)


class CapturedErrors(logging.Handler):
    """Keeps what MkDocs says of the configuration; the error that it then raises says nothing."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    @classmethod
    @contextmanager
    def of_mkdocs(cls) -> Iterator[list[str]]:
        """The messages of errors that MkDocs logs meanwhile."""
        errors, log = cls(), logging.getLogger("mkdocs")
        log.addHandler(errors)
        try:
            yield errors.messages
        finally:
            log.removeHandler(errors)


def explain(error: BaseException, root: Path, told: Sequence[str] = ()) -> Problem:
    """Say where an error comes from: the template, page or configuration, else the code.

    `told` is what MkDocs said before it of the configuration.
    """
    cause = error.__context__
    if isinstance(cause, MarkedYAMLError) and cause.problem_mark:
        mark, message = explain_yaml(cause)
        message = f"the configuration is not valid YAML ({message}"
        return Problem(CONFIGURATION, mark.line + 1 if mark else 1, message)
    for found in filter(None, map(CONFIG_VALUE.match, told)):
        return of_value(found[1], " ".join(found[2].split()), root)
    if isinstance(error, TemplateSyntaxError) and error.filename:
        message = f"{(error.message or '').rstrip('.')}; mend the template"
        return Problem(_relative(Path(error.filename), root), error.lineno, message)
    if isinstance(error, OSError) and error.filename:
        return Problem.of_system(error, _relative(Path(error.filename), root))
    frames = traceback.extract_tb(error.__traceback__)
    templates = [frame for frame in frames if frame.filename.endswith((".html", ".xml"))]
    text = " ".join(str(error).split()) or type(error).__name__
    if templates:
        path, line = Path(templates[-1].filename), templates[-1].lineno or 1
        return Problem(_relative(path, root), line, f"{text}; mend the template")
    if key := _option(error.__traceback__):
        return of_value(key, text, root)
    return Problem(CONFIGURATION, 1, f"the site cannot be built ({text}); {SEE}")


def of_value(key: str, wrong: str, root: Path) -> Problem:
    """The problem with the value of a key of the configuration, on its line."""
    lines = (root / CONFIGURATION).read_text("utf-8", "replace").splitlines()
    numbers = [n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:")]
    return Problem(CONFIGURATION, [*numbers, 1][0], f"`{key}` is not right: {wrong}")


def _option(trace: TracebackType | None) -> str:
    """The key of the configuration that MkDocs looked at when an error was raised."""
    while trace:
        code = trace.tb_frame.f_code
        if code.co_filename.endswith("mkdocs/config/base.py") and code.co_name == "_validate":
            return str(trace.tb_frame.f_locals.get("key", ""))
        trace = trace.tb_next
    return ""


def _relative(path: Path, root: Path) -> str:
    path = path.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
