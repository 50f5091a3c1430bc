"""The state of the desk: what is shown of an edition, what was done to its files, and its undoing.

All that it gives and takes is what stands in JSON; `web` says how it is asked.
"""

import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Lock, RLock
from typing import Any

from pydantic import ValidationError

from dossier.core.kinds import FIGURE_HEADINGS, NameKind
from dossier.core.memory import for_good
from dossier.core.model import Figure, Moment, Passage
from dossier.core.problems import Problem
from dossier.desk.changes import CHANGES, CannotChange, Files, apply_all
from dossier.desk.effects import Effects, Move, differences, effects
from dossier.desk.proposals import PROPOSED, in_turn
from dossier.editing.findings import TITLES, Finding, Reviewer, excerpt, read_settled
from dossier.editing.suggest import Proposer, Suggestions, settling
from dossier.gathering.pipeline import Edition

AT_ONCE = 50
"""Findings that are sent together."""
MOST_TOLD = 50
"""Moves of passages that are told one by one; of more only the number."""
PATIENCE = 25.0
"""Seconds that an answer waits for the next edition."""

Json = dict[str, Any]


class Stale(Exception):
    """A file is no longer what the desk showed; `files` has by path what it shows of both."""

    def __init__(self, files: Mapping[str, Sequence[str]]) -> None:
        super().__init__("the files have changed meanwhile")
        self.files = files


@dataclass(frozen=True, slots=True)
class Step:
    """What was done at once: of each file what it held before, if there was one, and holds now."""

    before: Mapping[str, bytes | None]
    after: Mapping[str, bytes]


class Desk:
    """What editors see and do in the browser, on the project at `root`.

    Each round of a preview gives it an edition. It may be asked by several threads.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = RLock()
        self._next = Condition(self._lock)
        self._edition: Edition | None = None
        self._number = 0
        self._problems: Sequence[Problem] = ()
        self._reviewer = Reviewer()
        self._found: Sequence[Finding] | None = None
        self._is_watched = False
        self._stated: Mapping[str, Sequence[Moment | Figure]] | None = None
        self._shown: dict[str, str] = {}
        self._proposing = Lock()
        self._proposer: tuple[int, Proposer | None] = 0, None
        self._proposed: Suggestions | None = None
        self._looked: tuple[int, object, dict[str, str]] = 0, None, {}
        self._steps: list[Step] = []

    def renew(self, edition: Edition) -> None:
        """The files have been read anew; one that has problems is not worked on.

        Whoever has the list before them gets the next before any page is made.
        """
        with self._lock:
            self._problems = edition.problems
            if not edition.problems:
                self._edition, self._number = edition, self._number + 1
                self._found = self._stated = None
                if self._is_watched:
                    self._left()
                self._is_watched = False
            self._next.notify_all()

    def prepare(self) -> None:
        """Find what deserves a look before somebody asks for it; later rounds have less to do."""
        with self._lock:
            if self._number == 1:
                self._left()

    def wait(self, number: int) -> Json:
        """Which edition there is, once it is another than this, or after a while."""
        with self._lock:
            self._next.wait_for(lambda: self._number != number or self._problems, PATIENCE)
            return {"edition": self._number, "problems": [str(p) for p in self._problems]}

    def listed(self, kind: str, theme: str, article: str, start: int) -> Json:
        """What deserves a look, the riskiest first, of a kind, theme and article (all: empty)."""
        with self._lock:
            self._is_watched = True
            dossier = self._read.dossier
            left = self._left()
            themes = {topic.slug for topic in dossier.themes}
            passages = {passage.key: passage for passage in dossier.passages}
            kinds = Counter(finding.kind for finding in left)
            by_article = Counter(f.article for f in left if f.article)
            wanted = [
                finding
                for finding in left
                if kind in ("", finding.kind)
                and article in ("", finding.article)
                and theme in ("", finding.subject, self._theme_of(finding, passages))
            ]
            return self._frame() | {
                "total": len(left),
                "wanted": len(wanted),
                "kinds": [
                    {"kind": name, "title": TITLES[name][0], "count": kinds[name]}
                    for name in TITLES
                    if kinds[name]
                ],
                "figureKinds": [
                    {"kind": kind, "title": title} for kind, title in FIGURE_HEADINGS.items()
                ],
                "articles": [
                    {"slug": a.slug, "title": a.title, "count": by_article[a.slug]}
                    for a in dossier.articles
                    if by_article[a.slug]
                ],
                "findings": [
                    self._finding(f, passages.get(f"{f.article}#{f.anchor}"), themes)
                    for f in wanted[start : start + AT_ONCE]
                ],
            }

    def proposed(self, kind: str, theme: str, start: int) -> Json:
        """What the machine proposes, of a kind and for a theme (all: empty), in rounds.

        Whatever is chosen or set aside makes room for the next. It is learnt of each edition once,
        while others may ask for the list.
        """
        with self._proposing:
            with self._lock:
                number, edition = self._number, self._read
            known, proposer = self._proposer
            with for_good():
                if known != number or not proposer:
                    proposer = Proposer(edition.dossier, proposer)
                found = proposer.suggest(edition.dossier.themes, read_settled(self._root))
            self._proposer = number, proposer
        rows = in_turn(found)
        wanted = [
            row for row in rows if kind in ("", row["kind"]) and theme in ("", row.get("theme"))
        ]
        kinds = Counter(row["kind"] for row in rows)
        with self._lock:
            self._proposed = found
            return self._frame() | {
                "total": len(rows),
                "wanted": len(wanted),
                "kinds": [
                    {"kind": name, "title": title, "count": kinds[name]}
                    for name, title in PROPOSED.items()
                    if kinds[name]
                ],
                "articles": [],
                "findings": wanted[start : start + AT_ONCE],
            }

    def _frame(self) -> Json:
        """What is told beside each list."""
        return {
            "edition": self._number,
            "undo": len(self._steps),
            "problems": [str(problem) for problem in self._problems],
            "themes": self._themes(),
            "names": [{"slug": n.slug, "title": n.title} for n in self._read.dossier.names],
            "nameKinds": [*NameKind],
        }

    def about(self, path: str) -> Json:
        """What is known of an article, for the form on its page, and its passages."""
        with self._lock:
            dossier = self._read.dossier
            article = Files(self._root, dossier, {}, {}).article(path)
            source = article.source
            return {
                "edition": self._number,
                "path": path,
                "undo": len(self._steps),
                "keys": {
                    "title": article.title,
                    "date": article.date and article.date.isoformat(),
                    "updated": article.updated and article.updated.isoformat(),
                    "authors": article.authors,
                    "source": {
                        "name": source.name,
                        "url": source.url,
                        "published": source.published,
                        "licence": source.licence,
                    }
                    if source
                    else None,
                    "language": article.language,
                    "description": article.description,
                    "draft": article.draft,
                },
                "themes": self._themes(),
                "names": [{"slug": n.slug, "title": n.title} for n in dossier.names],
                "nameKinds": [*NameKind],
                "passages": {
                    passage.block.anchor: self._passage(passage)
                    for passage in dossier.passages_of_article.get(article.slug, ())
                },
            }

    def look(self, asked: object) -> Json:
        """What changes would do, and to which files; nothing is written."""
        with self._lock:
            texts = self._texts(asked)
            found = self._effects(texts)
            self._looked = self._number, asked, texts
            files: Json = {}
            for path, text in texts.items():
                had = self._data(path)
                before = (had or b"").decode("utf-8")
                files[path] = {"seen": _digest(had), "diff": differences(before, text, path)}
                self._shown[_digest(had)] = before
            for digest in [*self._shown][:-100]:
                del self._shown[digest]
            return {
                "files": files,
                "gained": [_move(m) for m in found.moves if m.gained][:MOST_TOLD],
                "lost": [_move(m) for m in found.moves if not m.gained][:MOST_TOLD],
                "gains": sum(move.gained for move in found.moves),
                "losses": sum(not move.gained for move in found.moves),
            }

    def make(self, asked: object, seen: Mapping[str, str]) -> Json:
        """Write changes into the files, if these are still as they were seen; raises `Stale`."""
        with self._lock:
            number, looked, texts = self._looked
            is_known = number == self._number and looked == asked  # or the files are others, too
            if not is_known:
                texts = self._texts(asked)
            before = {path: self._data(path) for path in texts}
            stale = {
                path: differences(self._shown.get(seen.get(path, ""), ""), _text(had), path)
                for path, had in before.items()
                if _digest(had) != seen.get(path)
            }
            if stale:
                raise Stale(stale)
            if not is_known:
                self._effects(texts)
            after = {path: text.encode("utf-8") for path, text in texts.items()}
            for path, data in after.items():
                _write(self._root / path, data)
            self._steps.append(Step(before, after))
            return {"edition": self._number, "files": [*texts], "undo": len(self._steps)}

    def undo(self) -> Json:
        """Give the files back what they held before the last step; raises `Stale`."""
        with self._lock:
            if not self._steps:
                raise CannotChange("nothing is left to undo")
            step = self._steps[-1]
            now = {path: self._data(path) for path in step.after}
            stale = {
                path: differences(_text(step.after[path]), _text(data), path)
                for path, data in now.items()
                if data != step.after[path]
            }
            if stale:
                raise Stale(stale)
            for path, data in step.before.items():
                if data is None:
                    (self._root / path).unlink()
                else:
                    _write(self._root / path, data)
            self._steps.pop()
            return {"edition": self._number, "files": [*step.after], "undo": len(self._steps)}

    @property
    def _read(self) -> Edition:
        if not self._edition:
            raise CannotChange("the articles are not read yet; wait a moment")
        return self._edition

    def _left(self) -> list[Finding]:
        """All findings that are not settled, the riskiest first."""
        if self._found is None:
            with for_good():
                found = self._reviewer.review(self._read.dossier)
            self._found = sorted(found, key=lambda finding: -finding.risk)
        settled = read_settled(self._root)
        return [finding for finding in self._found if finding.id not in settled]

    def _texts(self, asked: object) -> dict[str, str]:
        """The new text of each file that changes; raises `CannotChange`."""
        try:
            changes = CHANGES.validate_python(asked)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"] if isinstance(part, str))
            raise CannotChange(f"{place}: {first['msg']}") from None
        lines = {finding.id: finding.settled for finding in self._left()}
        lines |= settling(self._proposed) if self._proposed else {}
        texts = apply_all(changes, Files(self._root, self._read.dossier, lines, {}))
        if not texts:
            raise CannotChange("that is so already; nothing changes")
        return texts

    def _effects(self, texts: Mapping[str, str]) -> Effects:
        found = effects(texts, self._read)
        if found.problems:
            raise CannotChange("; ".join(map(str, found.problems)))
        return found

    def _data(self, path: str) -> bytes | None:
        """What a file of the project holds; None if there is none. Raises `CannotChange`."""
        file = self._root / path
        if file.is_symlink() or not file.resolve().is_relative_to(self._root.resolve()):
            raise CannotChange(f"{path} is a link; change the file that it leads to by hand")
        return file.read_bytes() if file.exists() else None

    def _themes(self) -> list[Json]:
        return [
            {"slug": theme.slug, "title": theme.title, "subtopics": theme.groups}
            for theme in self._read.dossier.themes
        ]

    def _theme_of(self, finding: Finding, passages: Mapping[str, Passage]) -> str:
        """The first theme of the passage that a finding is about."""
        passage = passages.get(f"{finding.article}#{finding.anchor}")
        return passage.themes[0].slug if passage and passage.themes else ""

    def _finding(self, finding: Finding, passage: Passage | None, themes: set[str]) -> Json:
        told = {
            "id": finding.id,
            "kind": finding.kind,
            "title": TITLES[finding.kind][0],
            "risk": finding.risk,
            "message": finding.message,
            "mend": finding.mend,
            "path": finding.path,
            "line": finding.line,
            "subject": finding.subject,
            "theme": finding.subject if finding.subject in themes else "",
        }
        return told | {"passage": self._passage(passage) if passage else None}

    def _passage(self, passage: Passage) -> Json:
        statements = self._statements.get(passage.key, ())
        terms = {
            (weighing.theme.slug, reason.term.text): {
                "theme": weighing.theme.slug,
                "words": reason.term.text,
                "subtopic": reason.term.group,
                "strength": reason.term.strength,
            }
            for weighing in passage.weighings
            for reason in weighing.reasons
        }
        return {
            "path": passage.article.path,
            "anchor": passage.block.anchor,
            "article": passage.article.title,
            "slug": passage.article.slug,
            "heading": passage.block.heading,
            "text": passage.block.text,
            "language": passage.article.language,
            "gathers": passage.gathers,
            "placements": [
                {
                    "theme": placement.theme.slug,
                    "title": placement.theme.title,
                    "subtopic": placement.subtopic,
                    "because": placement.because,
                    "byEditors": placement.by_editors,
                }
                for placement in passage.placements
            ],
            "terms": [*terms.values()],
            "mentions": [
                {
                    "slug": mention.topic.slug,
                    "title": mention.topic.title,
                    "words": passage.block.text[mention.start : mention.end],
                }
                for mention in passage.mentions
            ],
            "statements": [_statement(statement) for statement in statements],
        }

    @property
    def _statements(self) -> Mapping[str, Sequence[Moment | Figure]]:
        dossier = self._read.dossier
        rows: dict[str, list[Moment | Figure]] = {}
        every: list[Moment | Figure] = [*dossier.moments, *dossier.figures]
        for statement in every if self._stated is None else ():
            if statement.passage:
                rows.setdefault(statement.passage.key, []).append(statement)
        self._stated = self._stated or rows
        return self._stated


def _statement(statement: Moment | Figure) -> Json:
    if isinstance(statement, Moment):
        words = statement.text[statement.start : statement.end]
        return {"do": "date", "words": words, "says": statement.date}
    return {"do": "figure", "words": statement.words, "says": statement.kind}


def _move(move: Move) -> Json:
    passage = move.passage
    return {
        "article": passage.article.title,
        "slug": passage.article.slug,
        "anchor": passage.block.anchor,
        "text": excerpt(passage.block.text, 160),
        "topic": move.topic.title,
        "subtopic": move.subtopic,
    }


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace")


def _digest(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Put a whole file in the place of another, which keeps its permissions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
