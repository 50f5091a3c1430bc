"""The theme's templates as MkDocs loads them, but for what no page of ours uses."""

from collections.abc import Callable
from functools import partial

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme


def slim(theme: Theme) -> None:
    """Let a theme list only our templates.

    MkDocs would look through Material's 14,000 icons, and publish scripts and styles that no page
    of ours loads. It asks for the list before any event that could change it.
    """
    theme.get_env = partial(_environment, theme)  # type: ignore[method-assign]


def _environment(theme: Theme) -> Environment:
    """As MkDocs makes it, with `_OurTemplates`."""
    env = Theme.get_env(theme)
    env.loader = _OurTemplates(theme.dirs)
    return env


class _OurTemplates(FileSystemLoader):
    """Finds all templates, but lists only ours."""

    def list_templates(self) -> list[str]:
        return FileSystemLoader(self.searchpath[0]).list_templates()


class Once:
    """For templates: what is the same on many pages, rendered for the first of them alone.

    The key must hold all that the block depends on. A link is relative to its page, unless it leads
    over `base_url`: then it is the same for all pages with the same `base_url`.
    """

    def __init__(self) -> None:
        self._rendered: dict[tuple[object, ...], str] = {}

    def __call__(self, *key: object, caller: Callable[[], str]) -> str:
        """What a block came to when it had this key first."""
        if key not in self._rendered:
            lines = map(str.strip, caller().splitlines())
            self._rendered[key] = "\n".join(filter(None, lines))
        return self._rendered[key]
