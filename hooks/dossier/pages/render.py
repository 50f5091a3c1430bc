"""`Page` and its facts → its body, by a template."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
)
from markupsafe import Markup
from slugify import slugify

from dossier import __version__
from dossier.core.format import counted, day, host, hue, sized
from dossier.core.model import Topic
from dossier.core.urls import embed_path
from dossier.gathering.facts import corrected, newest
from dossier.pages import citations as citation
from dossier.pages.helpers import (
    anchor,
    by_date,
    by_kind,
    by_measure,
    by_subtopic,
    by_year,
    emphasised,
    excerpt,
    href,
    in_order,
    key_figures,
    key_moments,
    most_named,
    note_id,
    notes_on,
    older,
    opening,
    picture,
    telling,
    within,
    words,
)
from dossier.pages.page import Facts, Page
from dossier.pages.plot import in_words, plot
from dossier.reading.schedule import stated_day

TEMPLATES = Path(__file__).parent / "templates"

Link = Callable[[str, str], str]
"""From a page's source path to another's, or to a file's beside it: what stands in the link."""


class Renderer:
    """Renders the bodies of pages; `link` writes the links between them.

    A template sees its page and the facts about it, and of the dossier nothing else; the functions
    it may call know the themes alone. Templates are looked for in further folders too.
    """

    def __init__(self, themes: Sequence[Topic], link: Link, folders: Sequence[Path] = ()) -> None:
        self._templates = _environment(themes, link, [TEMPLATES, *folders])

    def render(self, page: Page, facts: Facts, introduction: str = "") -> str:
        """The body of a page, well-formed; `introduction` is the markup of what people wrote."""
        template = self._templates.get_template(page.type.template)
        return template.render(
            facts, page=page, subject=page.subject, introduction=Markup(introduction)
        )


def templates_in(folders: Sequence[Path]) -> Environment:
    """What renders the templates of some folders, with what each may ask for."""
    environment = Environment(
        loader=FileSystemLoader(folders),
        bytecode_cache=FileSystemBytecodeCache(),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day=day, host=host, counted=counted)
    environment.filters["given_first"] = citation.given_first
    environment.globals["coins"] = citation.coins
    return environment


def _environment(themes: Sequence[Topic], link: Link, folders: Sequence[Path]) -> Environment:
    environment = templates_in(folders)
    environment.filters.update(slugify=slugify, anchor=anchor, sized=sized)
    environment.filters.update(href=href, within=within, hue=partial(hue, themes))
    helpers: dict[str, object] = {
        "link": link,
        "words": words,
        "excerpt": excerpt,
        "note_id": note_id,
        "notes_on": notes_on,
        "by_subtopic": by_subtopic,
        "by_kind": by_kind,
        "by_year": by_year,
        "by_date": by_date,
        "by_measure": by_measure,
        "in_order": in_order,
        "plot": plot,
        "in_words": in_words,
        "key_figures": key_figures,
        "key_moments": key_moments,
        "emphasised": emphasised,
        "citation": citation.line,
        "citations": citation.citations,
        "records": citation.records,
        "embed_path": embed_path,
        "unknown": citation.unknown,
        "corrected": corrected,
        "newest": newest,
        "version": __version__,
        "built": stated_day(),
        "telling": telling,
        "most_named": most_named,
        "opening": opening,
        "older": older,
        "picture": partial(picture, themes),
    }
    environment.globals.update(helpers)
    return environment
