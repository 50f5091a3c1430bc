"""What stops a build → a page that says so, for the browser of the one who has to mend it."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment

from dossier.core.problems import Problem

TEMPLATE = Path(__file__).parent / "templates" / "problems.html"


def error_page(problems: Sequence[Problem]) -> str:
    """A whole page of HTML that asks for itself again each second, and so goes when all is well."""
    source = TEMPLATE.read_text("utf-8")
    return Environment(autoescape=True).from_string(source).render(problems=problems)
