"""What stops a build → a page that says so, for the browser of the one who has to mend it."""

import traceback
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from dossier.bodies import TEMPLATES
from dossier.problems import Problem


def as_page(problems: Sequence[Problem]) -> str:
    """A whole page of HTML that asks for itself again each second, and so goes when all is well."""
    source = (TEMPLATES / "problems.html").read_text("utf-8")
    return Environment(autoescape=True).from_string(source).render(problems=problems)


def explain(error: BaseException, root: Path) -> Problem:
    """Say where an error comes from: the template or page it was met in, else the code."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        message = f"{(error.message or '').rstrip('.')}; mend the template"
        return Problem(_relative(Path(error.filename), root), error.lineno, message)
    frames = traceback.extract_tb(error.__traceback__)
    templates = [frame for frame in frames if frame.filename.endswith((".html", ".xml"))]
    text = " ".join(str(error).split()) or type(error).__name__
    if templates:
        path, line = Path(templates[-1].filename), templates[-1].lineno or 1
        return Problem(_relative(path, root), line, f"{text}; mend the template")
    return Problem("mkdocs.yml", 1, f"the site cannot be built ({text}); see the terminal")


def _relative(path: Path, root: Path) -> str:
    path = path.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
