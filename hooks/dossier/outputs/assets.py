"""What pages load: style sheets and scripts, few and without comments, named by their contents.

A browser keeps such a file for good, as the name never stands for anything else. All of them stand
under their own names, too, for whatever else leads there, and so do scripts that are loaded when
they are used; those have no comments there either.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path, PurePosixPath

import rcssmin
from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Comment, Whitespace

from dossier.core.cache import Cache
from dossier.core.digest import code, digest

PREFIX = "site-"
"""How the names of these files begin, and of no others."""
DIGITS = 12
PRINT = "print.css"
"""How the name of a style sheet ends that is for print alone."""
_LEXER = JavascriptLexer()
_RELATIVE = re.compile(r"url\(|@import|@charset", re.I)
"""What a style sheet cannot have that is moved into another, in another folder perhaps."""


class Assets:
    """What many pages load, and lies in `docs`.

    `styles` are the paths there of style sheets, in order, and `others` those of scripts and
    pictures. One that is not there, and a style sheet that leads to other files, stays as it is.
    """

    def __init__(
        self, docs: Path, styles: Sequence[str], others: Iterable[str], cache: Cache
    ) -> None:
        self._docs = docs
        self._cache = cache
        self._styles = styles
        self._others = others

    @cached_property
    def sheets(self) -> Mapping[str, bytes | None]:
        """Path of each style sheet, in order, and its contents if it is one of ours."""
        return dict(self._join())

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """What is to be published, some of it instead of files in `docs`: path → content."""
        ours = {path: content for path, content in self.sheets.items() if content is not None}
        scripts = sorted(path for path in self._docs.glob("assets/**/*.js") if path.is_file())
        names = [path.relative_to(self._docs).as_posix() for path in scripts]
        return ours | {name: self._content(name) for name in names} | dict(self._named.values())

    def address(self, path: str) -> str:
        """The path under which a script or a picture is loaded."""
        return self._named[path][0] if path in self._named else path

    @cached_property
    def _named(self) -> Mapping[str, tuple[str, bytes]]:
        there = [path for path in self._others if (self._docs / path).is_file()]
        return {path: _named(path, self._content(path)) for path in there}

    def _join(self) -> Iterator[tuple[str, bytes | None]]:
        """The style sheets, those that stand side by side joined; what is for print stays apart."""
        texts = {path: self._read(path) for path in self._styles}

        def kind(path: str) -> tuple[bool, str]:
            text = texts[path]
            return path.endswith(PRINT), path if text is None or _RELATIVE.search(text) else ""

        for (is_for_print, alone), row in groupby(self._styles, kind):
            if alone:
                yield from ((path, None) for path in row)
            else:
                text = "\n".join(texts[path] or "" for path in row)
                content = rcssmin.cssmin(text).encode("utf-8", "surrogateescape")
                yield _named(f"assets/{PRINT if is_for_print else 'all.css'}", content)

    def _content(self, path: str) -> bytes:
        """A file as it is published."""
        content = (self._docs / path).read_bytes()
        if not path.endswith(".js"):
            return content
        key = digest("script", code(), content)
        return self._cache.result(lambda: _without_comments(content), key, bytes)

    def _read(self, path: str) -> str | None:
        file = self._docs / path
        return file.read_text("utf-8", "surrogateescape") if file.is_file() else None


@cache
def _without_comments(script: bytes) -> bytes:
    """A script without comments and indents; each line stays one, so that it means the same."""
    parts = [b""]
    text = script.decode("utf-8", "surrogateescape")
    for _, kind, part in _LEXER.get_tokens_unprocessed(text):
        if kind in Comment or kind in Whitespace:
            part = "\n" if "\n" in part else " " * (kind in Whitespace)
            if parts[-1].endswith(b"\n"):
                continue
        parts.append(part.encode("utf-8", "surrogateescape"))
    return b"".join(parts).strip() + b"\n"


def _named(path: str, content: bytes) -> tuple[str, bytes]:
    """Where a file is published that would be at a path, and its content."""
    place = PurePosixPath(path)
    name = f"{PREFIX}{digest(content)[:DIGITS]}-{place.name}"
    return str(place.with_name(name)), content
