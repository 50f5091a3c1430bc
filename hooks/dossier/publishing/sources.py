"""What is wrong with a file of the site → the line in the project on which it was written."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from dossier.core.problems import Problem
from dossier.publishing.blocked import Blocked


class Sources:
    """Finds in a project where a built file comes from.

    That is a file of the same name in docs/, or the page there that it was made of; else a template
    or the configuration, which are on all pages.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def trace(self, name: str, blocked: Blocked) -> Problem:
        """The problem at its place in the project; `name` is the path of the file in the site.

        It is told of the built file where nothing in the project has its words.
        """
        if (self._root / "docs" / name).is_file():
            return Problem(f"docs/{name}", blocked.line, blocked.message)
        for path, lines in [*self._written(name), *self._shared]:
            for number, line in enumerate(lines, 1):
                if blocked.words and all(word.lower() in line for word in blocked.words):
                    return Problem(path, number, blocked.message)
        return Problem(f"site/{name}", blocked.line, blocked.message)

    def _written(self, name: str) -> Iterator[tuple[str, list[str]]]:
        page = name.removesuffix("index.html").rstrip("/")
        for source in (f"docs/{page}.md", f"docs/{page}/index.md", "docs/index.md"):
            if (self._root / source).is_file():
                yield source.replace("//", "/"), _lines(self._root / source)

    @cached_property
    def _shared(self) -> list[tuple[str, list[str]]]:
        paths = [
            self._root / "mkdocs.yml",
            *sorted((self._root / "docs/.overrides").rglob("*.html")),
            *sorted((self._root / "hooks").rglob("*.html")),
        ]
        files = [path for path in paths if path.is_file()]
        return [(path.relative_to(self._root).as_posix(), _lines(path)) for path in files]


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8", "replace").lower().split("\n")
