"""Writes the beginning of a name page, for an editor to fill in."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from slugify import slugify

from dossier.core.kinds import NameKind
from dossier.core.model import Dossier, Topic
from dossier.editing.proposed_names import propose_name
from dossier.gathering.pipeline import Edition
from dossier.language.words import spellings, split_words

DEFAULT = NameKind.TERM
STUB = """---
title: {title}
kind: {kind}  # or {others}
aliases: {aliases}  # other forms in which articles write the name: linked wherever they do
keywords: []  # words that readers search for; not linked
{said}# Below the next line: what it is, in a sentence or two, with a link to the source.
---
"""


def write_stub(title: str, edition: Edition, root: Path) -> int:
    """Write docs/names/SLUG.md unless the name has a page; the exit status."""
    try:
        name = address(title, edition.dossier.topics, root)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(_filled(title, edition.dossier))
    print(f"{name}:1: written; fill it in")
    return 0


def _filled(title: str, dossier: Dossier) -> str:
    """The text of a name page, filled from what the articles say."""
    found = propose_name(dossier, title)
    if not found:
        return stub(title)
    aliases = [form for form in (found.title, *found.aliases) if form != title]
    return stub(title, found.kind, aliases, found.said)


def stub(
    title: str,
    kind: NameKind = DEFAULT,
    aliases: Sequence[str] = (),
    said: Sequence[str] = (),
) -> str:
    """The text of a name page that is to be filled in; `said` are sentences on the name."""
    others = ", ".join(other for other in NameKind if other is not kind)
    row = f"[{', '.join(map(_quoted, aliases))}]"
    told = "".join(f"# An article says: {sentence}\n" for sentence in said)
    return STUB.format(title=_quoted(title), kind=kind, others=others, aliases=row, said=told)


def address(title: str, topics: Iterable[Topic], root: Path) -> str:
    """The path, below `root`, of a page for a name; raises ValueError where there can be none."""
    slug = slugify(title)
    path = f"docs/names/{slug}.md"
    topics = [*topics]
    known = {
        spelling: topic
        for topic in topics
        for term in topic.terms
        if not topic.is_theme
        for spelling in spellings(split_words(term.text))
    }
    named = next((known[s] for s in spellings(split_words(title)) if s in known), None)
    taken = next((topic for topic in topics if topic.slug == slug), None)
    if not slug:
        raise ValueError(f"`{title}` has no letters or digits; write a name")
    if slug == "index":
        raise ValueError("A name page cannot have the address `index`; choose another name")
    other = taken or named
    if other or (root / path).exists():
        there = other.path if other else path
        raise ValueError(f"{there} is there already; write there, or choose another name")
    return path


def _quoted(title: str) -> str:
    """The title as a YAML value that is surely text."""
    plain = title.replace(" ", "").replace("-", "")
    return title if plain.isalpha() and len(plain) > 5 else json.dumps(title, ensure_ascii=False)
