"""What pages load: style sheets and scripts, few and without comments, named by their contents.

A browser keeps such a file for good, as the name never stands for anything else. The files as they
were written are published beside them, for whatever else leads there.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path, PurePosixPath

import rcssmin
import rjsmin

PREFIX = "site-"
"""How the names of these files begin, and of no others."""
DIGITS = 12
PRINT = "print.css"
"""How the name of a style sheet ends that is for print alone."""
_RELATIVE = re.compile(r"url\(|@import|@charset", re.I)
"""What a style sheet cannot have that is moved into another, in another folder perhaps."""


class Assets:
    """What many pages load, and lies in `docs`.

    `styles` are the paths there of style sheets, in order, and `others` those of scripts and
    pictures. One that is not there, and a style sheet that leads to other files, stays as it is.
    """

    def __init__(self, docs: Path, styles: Sequence[str], others: Iterable[str]) -> None:
        self._docs = docs
        self._styles = styles
        self._others = others

    @cached_property
    def sheets(self) -> Mapping[str, bytes | None]:
        """Path of each style sheet, in order, and its contents if it is one of ours."""
        return dict(self._join())

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """What is to be published: path → content."""
        ours = {path: content for path, content in self.sheets.items() if content is not None}
        return ours | dict(self._named.values())

    def address(self, path: str) -> str:
        """The path under which a script or a picture is loaded."""
        return self._named[path][0] if path in self._named else path

    @cached_property
    def _named(self) -> Mapping[str, tuple[str, bytes]]:
        found = {path: self._read(path) for path in self._others}
        return {
            path: _named(path, rjsmin.jsmin(text) if path.endswith(".js") else text)
            for path, text in found.items()
            if text is not None
        }

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
                yield _named(f"assets/{PRINT if is_for_print else 'all.css'}", rcssmin.cssmin(text))

    def _read(self, path: str) -> str | None:
        file = self._docs / path
        return file.read_text("utf-8", "surrogateescape") if file.is_file() else None


def _named(path: str, text: str) -> tuple[str, bytes]:
    """Where a file is published instead of at a path, and its content."""
    place = PurePosixPath(path)
    content = text.encode("utf-8", "surrogateescape")
    digest = hashlib.sha256(content).hexdigest()[:DIGITS]
    return str(place.with_name(f"{PREFIX}{digest}-{place.name}")), content
