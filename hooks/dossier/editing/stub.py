"""Writes the beginning of a name page, for an editor to fill in."""

import json
import sys
from pathlib import Path

from slugify import slugify

from dossier.core.kinds import NameKind
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
    slug = slugify(title)
    path = root / "docs/names" / f"{slug}.md"
    known = {
        spelling: topic
        for topic in edition.dossier.names
        for term in topic.terms
        for spelling in spellings(split_words(term.text))
    }
    named = next((known[s] for s in spellings(split_words(title)) if s in known), None)
    taken = next((t for t in edition.dossier.topics if t.slug == slug), None)
    if not slug:
        return _refuse(f"`{title}` has no letters or digits; write a name")
    if slug == "index":
        return _refuse("A name page cannot have the address `index`; choose another name")
    other = taken or named
    if path.exists() or other:
        there = other.path if other else path.relative_to(root)
        return _refuse(f"{there} is there already; write there, or choose another name")
    proposal = propose_name(edition.dossier, title)
    kind, forms, said = (
        (proposal.kind, (proposal.title, *proposal.aliases), proposal.said)
        if proposal
        else (DEFAULT, (), ())
    )
    stub = STUB.format(
        title=_quoted(title),
        kind=kind,
        others=", ".join(other for other in NameKind if other is not kind),
        aliases=json.dumps([form for form in forms if form != title], ensure_ascii=False),
        said="".join(f"# An article says: {sentence}\n" for sentence in said),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(stub)
    print(f"{path.relative_to(root)}:1: written; fill it in")
    return 0


def _quoted(title: str) -> str:
    """The title as a YAML value that is surely text."""
    plain = title.replace(" ", "").replace("-", "")
    return title if plain.isalpha() and len(plain) > 5 else json.dumps(title, ensure_ascii=False)


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
