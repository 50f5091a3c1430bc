"""What people wrote on a page, as MkDocs made it: what is wrong there, at its place in the file."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from html import unescape
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote, urlsplit

from lxml import html

from dossier.core.addresses import Way, way
from dossier.core.problems import Problem
from dossier.publishing.blocked import find_blocked, unreadable

_MARKUP = re.compile(r"<(?!https?:)[^\s<=]")
"""What may begin markup; an address in brackets does not."""

Leads = Callable[[str, str], bool]
"""Whether there is something in the site at a path, and in that a place with a fragment's name."""


@dataclass(frozen=True, slots=True)
class Written:
    """A page that people wrote: its file and all that is in it, its address, its markup."""

    path: str
    source: str
    url: str
    markup: str

    def problems(self, leads: Leads, pages: Callable[[], Iterable[str]]) -> list[Problem]:
        """All that is wrong, in order of place; `pages` gives the source paths of all pages.

        It is asked for where a link leads to nothing, and so hardly ever.
        """
        found = [*self._flaws(), *self._blocked(), *self._links(leads, pages)]
        return sorted(set(found))

    def _flaws(self) -> Iterator[Problem]:
        if _MARKUP.search(self.source):
            from dossier.markup.fragments import flaws  # its parser takes its time to load

            for flaw in flaws(self.markup):
                yield Problem(self.path, self._line(flaw.words, flaw.line), flaw.message)

    def _blocked(self) -> Iterator[Problem]:
        for blocked in find_blocked(self.markup):
            words = max(blocked.words, key=len, default="")
            yield Problem(self.path, self._line(words, blocked.line), blocked.message)

    def _links(self, leads: Leads, pages: Callable[[], Iterable[str]]) -> Iterator[Problem]:
        if not self.markup.strip():
            return
        for element, attribute, link, _ in html.fragment_fromstring(
            self.markup, create_parent=True
        ).iterlinks():
            if attribute in ("href", "src") and (wrong := self._wrong(link, leads, pages)):
                at = next(self._ways_to_write(link), link)
                yield Problem(self.path, self._line(at, element.sourceline or 1), wrong)

    def _ways_to_write(self, link: str) -> Iterator[str]:
        """How the source may have a link: as it is, or with another path to the same fragment."""
        mark, fragment = link.partition("#")[1:]
        last = PurePosixPath(link.partition("#")[0]).stem
        return (text for text in (link, mark + fragment, last) if text and text in self.source)

    def _wrong(self, link: str, leads: Leads, pages: Callable[[], Iterable[str]]) -> str:
        """What is wrong with a link; empty if it leads to something, or to another host."""
        kind = way(link)
        if kind is Way.NOWHERE:
            return unreadable(link)
        if kind is not Way.HERE:
            return ""
        parts = urlsplit(link.strip())
        if parts.path.startswith("/") or parts.scheme:
            return (
                f"links to `{link}`, on whatever host; write the way from this file to the page's"
            )
        path = normpath(join(self.url, unquote(parts.path))) if parts.path else self.url
        if path.startswith(".."):
            return f"links to `{link}`, out of the site; correct the link"
        if leads(path.removeprefix("."), ""):
            if not parts.fragment or leads(path.removeprefix("."), unquote(parts.fragment)):
                return ""
            return f"links to `#{parts.fragment}`, which is not on that page; correct the link"
        start = dirname(self.path.removeprefix("docs/")) or "."
        paths = [relpath(page, start) for page in sorted(pages())]
        meant = get_close_matches(unquote(parts.path), paths, 1)
        mend = f"; did you mean `{meant[0]}`?" if meant else "; correct the link"
        return f"links to `{link}`, which is not there{mend}"

    def _line(self, words: str, line: int = 1) -> int:
        """The line of the source with words that stand on a line of the markup, or below it.

        Where the source has them more than once, it is the one with as many before it, also those
        that Markdown shows as code. Characters may stand there by their numbers.
        """
        before = self.markup.split("\n")[: line - 1]
        count = sum(unescape(unescape(text)).count(words) for text in before)
        lines = self.source.split("\n")
        places = [n for n, text in enumerate(lines, 1) if words in unescape(text)]
        return places[min(count, len(places) - 1)] if places else 1
