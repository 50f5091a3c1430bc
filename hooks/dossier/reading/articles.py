"""seeds/*.txt and *.md → `Article`: front matter, and the text cut into blocks.

A .txt file is plain text: its paragraphs stand between blank lines and are shown literally. A .md
file is Markdown, except that HTML in it is shown as text.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

from slugify import slugify

from dossier.core.format import shortened
from dossier.core.model import PROSE, Article, Block, Change, Event, Note, Source
from dossier.core.problems import Problem, Problems
from dossier.language.identification import identify_language
from dossier.language.sentences import split_sentences
from dossier.reading.files import read_text
from dossier.reading.front_matter import (
    HeadingKeys,
    Lines,
    Location,
    NoteKeys,
    SeedKeys,
    parse,
    split,
)
from dossier.reading.headings import mark_headings
from dossier.reading.limits import check_blocks, check_markdown, check_size
from dossier.reading.markdown_blocks import is_plain, read_markdown, read_plain
from dossier.reading.mastheads import Masthead, mark_imprint, read_masthead
from dossier.reading.overrides import read_overrides
from dossier.reading.quotations import locate_once

SUFFIXES = {".txt", ".md"}
LONGEST_TITLE = 90
LONGEST_SLUG = 100
LONGEST_SENTENCE = 10_000


def check_slugs(articles: Iterable[Article]) -> list[Problem]:
    """Articles that would be at the same address, or where another was."""
    problems: list[Problem] = []
    first: dict[str, Article] = {}
    for article in articles:
        other = first.setdefault(article.slug, article)
        if other is not article:
            mend = "rename one of the files, or give it a `slug` of its own"
            message = f"has the same slug, `{article.slug}`, as {other.path}; {mend}"
            problems.append(Problem(article.path, 1, message))
    for article in articles:
        for slug in article.formerly:
            other = first.setdefault(slug, article)
            if other is not article or slug == article.slug:
                message = (
                    f"`{slug}` is or was the address of {other.path}; take it out of `formerly`"
                )
                problems.append(Problem(article.path, 1, message))
    return problems


def newest_first(article: Article) -> tuple[tuple[int, ...], str]:
    """The key by which articles are sorted."""
    return _descending(article.when), article.slug


def _descending(when: str) -> tuple[int, ...]:
    return tuple(-int(part) for part in when.split("-")) if when else (0,)


def read_dates(path: Path, root: Path) -> Article:
    """What decides when an article is published and of which year it is, and nothing else of it.

    Raises `Problems`.
    """
    name = path.relative_to(root).as_posix()
    front, body, _ = split(name, read_text(path, root))
    keys, lines = parse(name, front, SeedKeys)
    masthead = _masthead(body, keys.title) if path.suffix.lower() == ".txt" else None
    return Article(
        path=name,
        slug="",
        title="",
        blocks=(),
        date=keys.date or _day(path.stem, lines) or (masthead.day if masthead else None),
        source=Source(**dict(keys.source)) if keys.source else _source(masthead),
        event=Event(**dict(keys.event)) if keys.event else None,
        draft=keys.draft,
    )


def read_article(path: Path, root: Path) -> Article:
    """Read one article; raises `Problems`."""
    name = path.relative_to(root).as_posix()
    source, body, body_line = split(name, read_text(path, root))
    keys, lines = parse(name, source, SeedKeys)
    if not body.strip():
        message = "has no text; write the article or delete the file"
        raise Problems.one(name, body_line, message)
    check_size(name, body, body_line)
    is_text = path.suffix.lower() == ".txt"
    masthead = None
    if is_text or is_plain(body):
        blocks = tuple(read_plain(body, body_line))
        if is_text:
            blocks, masthead = read_masthead(blocks, keys.title or "")
            decided = _headings(keys.headings, blocks, lines)
            title = keys.title or (masthead.title if masthead else "")
            blocks = mark_headings(blocks, title, decided)
            if masthead and masthead.imprint not in decided:
                blocks = mark_imprint(blocks, masthead)
    else:
        check_markdown(name, body, body_line)
        try:
            blocks = tuple(read_markdown(body, body_line))
        except (RecursionError, etree.ParseError):
            message = "is Markdown that cannot be read; simplify it, or save it as .txt"
            raise Problems.one(name, body_line, message) from None
    check_blocks(name, blocks, body_line)
    day = _day(path.stem, lines)
    language = keys.language or _language(blocks)
    overrides = read_overrides(keys, blocks, lines, language)
    return Article(
        path=name,
        slug=_slug(keys.slug or slugify(undated(path.stem)), lines),
        title=keys.title or (masthead and masthead.title) or _title(blocks, language, is_text),
        blocks=blocks,
        date=keys.date or day or (masthead.day if masthead else None),
        added=keys.added,
        updated=max(
            (d for d in (keys.updated, *(c.on for c in keys.corrections)) if d), default=None
        ),
        authors=tuple(keys.authors),
        source=Source(**dict(keys.source)) if keys.source else _source(masthead),
        event=Event(**dict(keys.event)) if keys.event else None,
        language=language,
        description=keys.description,
        draft=keys.draft,
        notes=_notes(keys.notes, blocks, lines),
        lead=overrides.lead,
        verdicts=overrides.verdicts,
        not_names=overrides.not_names,
        barred_names=overrides.barred_names,
        date_verdicts=overrides.dates,
        figure_verdicts=overrides.figures,
        formerly=tuple(keys.formerly),
        corrections=tuple(Change(c.on, c.what) for c in keys.corrections),
        withdrawn=Change(keys.withdrawn.on, keys.withdrawn.why) if keys.withdrawn else None,
        takeaway=keys.takeaway,
    )


def _masthead(body: str, title: str | None) -> Masthead | None:
    """What stands above a plain text."""
    beginning = list(islice(read_plain(body, 1), 3))
    return read_masthead(beginning, title or "")[1] if beginning else None


def _source(masthead: Masthead | None) -> Source | None:
    """The source that a plain text names itself."""
    if not masthead or not masthead.outlet:
        return None
    return Source(masthead.outlet, published=masthead.published)


def _language(blocks: Iterable[Block]) -> str:
    """The language of an article that does not state it: that of its prose."""
    return identify_language(" ".join(block.text for block in blocks if block.kind in PROSE))


def _headings(keys: HeadingKeys | None, blocks: Sequence[Block], lines: Lines) -> dict[int, bool]:
    """By the numbers of blocks, which the editors say are headings, and which are none.

    Raises `Problems` with every line that does not stand in the text exactly once.
    """
    decided: dict[int, bool] = {}
    problems: list[Problem] = []
    said = [("also", keys.also), ("not", keys.not_)] if keys else []
    for key, row in said:
        for index, words in enumerate(row):
            try:
                found = locate_once(words, blocks, ("headings", key, index), lines)
            except Problems as error:
                problems += error.problems
            else:
                decided[found.block] = key == "also"
    if problems:
        raise Problems(problems)
    return decided


def _notes(keys: Sequence[NoteKeys], blocks: Sequence[Block], lines: Lines) -> tuple[Note, ...]:
    """Find the words of each note, and number the notes in the order of the text.

    Raises `Problems` with every note whose words do not stand in the text exactly once.
    """
    notes: list[Note] = []
    problems: list[Problem] = []
    for index, key in enumerate(keys):
        location: Location = ("notes", index, "at")
        try:
            about = locate_once(key.at, blocks, location, lines)
        except Problems as error:
            problems += error.problems
            continue
        if blocks[about.block - 1].kind == "heading":
            message = f"`{key.at}` stands in a heading; attach the note to a passage below it"
            problems.append(lines.problem(location, message))
        notes.append(Note(0, about, " ".join(key.note.split()), tuple(key.source)))
    if problems:
        raise Problems(problems)
    notes.sort(key=lambda note: (note.about.block, note.about.start, note.about.end))
    return tuple(replace(note, number=number) for number, note in enumerate(notes, 1))


_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_ ]+|$)(.*)")


def undated(stem: str) -> str:
    """A file's name without the day that it begins with: `talks` of `2025-12-09-talks`."""
    found = _DATED.match(stem)
    return (found and found[2]) or stem


def _day(stem: str, lines: Lines) -> date | None:
    """The day that a file's name begins with."""
    if not (found := _DATED.match(stem)):
        return None
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        message = f"the file's name begins with {found[1]}, which is no date; rename the file"
        raise Problems([lines.problem((), message)]) from None


def _slug(slug: str, lines: Lines) -> str:
    if len(slug) > LONGEST_SLUG:
        message = f"the file's name gives a slug of over {LONGEST_SLUG} characters; add a `slug`"
        raise Problems([lines.problem(("slug",), message)])
    if slug in ("", "index"):
        message = f"the file's name gives the slug `{slug}`, which cannot be used; add a `slug`"
        raise Problems([lines.problem(("slug",), message)])
    return slug


def _title(blocks: tuple[Block, ...], language: str, is_text: bool) -> str:
    """The first heading, else the first sentence, shortened to whole words.

    In plain text only what stands above everything else is the heading of all.
    """
    above = blocks[:1] if is_text else blocks
    heading = next((b for b in above if b.kind == "heading" and b.text.strip()), None)
    first = heading or next(block for block in blocks if block.text.strip())
    text = " ".join(first.text[:LONGEST_SENTENCE].split())
    if heading:
        return text
    start, end = split_sentences(text, language)[0]
    return shortened(text[start:end], LONGEST_TITLE)
