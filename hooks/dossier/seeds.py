"""seeds/*.txt and *.md → `Article`: front matter, and the text cut into blocks.

A .txt file is plain text: its paragraphs stand between blank lines and are shown literally. A .md
file is Markdown, except that HTML in it is shown as text.
"""

import html
import re
import xml.etree.ElementTree as etree
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from itertools import accumulate, islice
from pathlib import Path
from urllib.parse import urlsplit

import markdown
from slugify import slugify

from dossier.frontmatter import Lines, Location, NoteKeys, SeedKeys, parse, split
from dossier.markup import align_by_class
from dossier.model import Article, Block, BlockKind, Change, Event, Note, Source
from dossier.overrides import read_overrides
from dossier.problems import Problem, Problems
from dossier.quotes import locate_once
from dossier.sources import CONTROL, read_text
from dossier.words import split_sentences

SUFFIXES = {".txt", ".md"}
LONGEST_TITLE = 90
LONGEST_HEADING = 300
LONGEST_SLUG = 100
LONGEST_SENTENCE = 10_000
MOST_MARKS = 1000
LONGEST_TEXT = 1_000_000
LONGEST_BLOCK = 50_000
MOST_BLOCKS = 5000
DEEPEST = 20
"""What an article is held to, in characters, blocks or levels of Markdown: far more than articles
have, and little enough that one that is made to be slow is not, and that every page can be read."""
KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "ul": "list",
    "ol": "list",
    "dl": "list",
    "blockquote": "quote",
    "table": "table",
    "pre": "code",
    "div": "footnotes",
    "hr": "rule",
}
SAFE_SCHEMES = ("http", "https", "mailto")
LONGEST_ENTITY = 40
_WORD = re.compile(r"[^\W_]+")
SLACK = 4000
"""Characters by which the place of a block in its file may be off before it is only guessed."""


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
    keys, lines = parse(name, split(name, read_text(path, root))[0], SeedKeys)
    return Article(
        path=name,
        slug="",
        title="",
        blocks=(),
        date=keys.date or _day(path.stem, lines),
        source=Source(**dict(keys.source)) if keys.source else None,
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
    _check_size(name, body, body_line)
    if path.suffix.lower() == ".txt" or _is_plain(body):
        blocks = tuple(read_plain(body, body_line))
    else:
        _check_markdown(name, body, body_line)
        try:
            blocks = tuple(read_markdown(body, body_line))
        except (RecursionError, etree.ParseError):
            message = "is Markdown that cannot be read; simplify it, or save it as .txt"
            raise Problems.one(name, body_line, message) from None
    _check_blocks(name, blocks, body_line)
    day = _day(path.stem, lines)
    overrides = read_overrides(keys, blocks, lines)
    return Article(
        path=name,
        slug=_slug(keys.slug or slugify(undated(path.stem)), lines),
        title=keys.title or _title(blocks, keys.language),
        blocks=blocks,
        date=keys.date or day,
        updated=max(
            (d for d in (keys.updated, *(c.on for c in keys.corrections)) if d), default=None
        ),
        authors=tuple(keys.authors),
        source=Source(**dict(keys.source)) if keys.source else None,
        event=Event(**dict(keys.event)) if keys.event else None,
        language=keys.language,
        description=keys.description,
        draft=keys.draft,
        notes=_notes(keys.notes, blocks, lines),
        lead=overrides.lead,
        verdicts=overrides.verdicts,
        not_names=overrides.not_names,
        formerly=tuple(keys.formerly),
        corrections=tuple(Change(c.on, c.what) for c in keys.corrections),
        withdrawn=Change(keys.withdrawn.on, keys.withdrawn.why) if keys.withdrawn else None,
    )


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


def _check_size(name: str, body: str, first_line: int) -> None:
    """Raise `Problems` for a text that is longer, or in more or longer blocks, than articles."""
    if len(body) > LONGEST_TEXT:
        message = f"is longer than {LONGEST_TEXT:,} characters; divide the article"
        raise Problems.one(name, first_line, message)
    blocks = size = 0
    for number, line in enumerate(body.split("\n"), first_line):
        if not line.strip():
            size = 0
            continue
        blocks += not size
        size += len(line)
        if size > LONGEST_BLOCK:
            message = f"this block has over {LONGEST_BLOCK:,} characters; divide it by blank lines"
            raise Problems.one(name, number, message)
        if blocks > MOST_BLOCKS:
            message = f"has more than {MOST_BLOCKS:,} passages; divide the article"
            raise Problems.one(name, number, message)


def _check_markdown(name: str, body: str, first_line: int) -> None:
    """Raise `Problems` for a text on which reading Markdown takes too long."""
    squares = rounds = marks = 0
    for number, line in enumerate(body.split("\n"), first_line):
        if not line.strip():
            squares = rounds = 0
        marks += len(_MARKS.findall(line))
        deepest = 0
        for sign in re.findall(r"\]\(|\[|\]|\)", re.sub(r"\\.", "", line)):
            squares = max(0, squares + {"[": 1, "]": -1, "](": -1, ")": 0}[sign])
            rounds = max(0, rounds + {"[": 0, "]": 0, "](": 1, ")": -1}[sign])
            deepest = max(deepest, squares, rounds)
        if marks > MOST_MARKS:
            kinds = "headings, rules, footnotes and the like"
            message = f"has more than {MOST_MARKS:,} {kinds}; divide the article"
            raise Problems.one(name, number, message)
        if deepest > DEEPEST:
            message = "has too many brackets that are not closed; close them, or write `\\[`"
            raise Problems.one(name, number, message)
        if _NESTED.match(line):
            message = f"is nested more than {DEEPEST} deep; take some of the `>` or `-` away"
            raise Problems.one(name, number, message)


_MARKS = re.compile(r"^[> \t]*(?:#|~~~|[-=*_][-=*_ \t]*$)|``+|\[\^|\]:")
_NESTED = re.compile(rf"(?:[ \t]*(?:>|[-*+][ \t]|\d{{1,9}}[.)][ \t])){{{DEEPEST + 1}}}")


def _check_blocks(name: str, blocks: Sequence[Block], first_line: int) -> None:
    """Raise `Problems` for an article without a word, with too many blocks, or a long heading."""
    if not any(block.text.strip() for block in blocks):
        message = "has no text; write the article or delete the file"
        raise Problems.one(name, first_line, message)
    if len(blocks) > MOST_BLOCKS:  # Markdown may have several without a blank line
        message = f"has more than {MOST_BLOCKS:,} passages; divide the article"
        raise Problems.one(name, blocks[MOST_BLOCKS].line, message)
    headings = [block for block in blocks if block.kind == "heading"]
    message = f"is a heading of more than {LONGEST_HEADING} characters; make it a paragraph"
    problems = [Problem(name, h.line, message) for h in headings if len(h.text) > LONGEST_HEADING]
    if problems:
        raise Problems(problems)


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


def _title(blocks: tuple[Block, ...], language: str) -> str:
    """The first heading, else the first sentence, shortened to whole words."""
    heading = next((b for b in blocks if b.kind == "heading" and b.text.strip()), None)
    first = heading or next(block for block in blocks if block.text.strip())
    text = " ".join(first.text[:LONGEST_SENTENCE].split())
    if heading:
        return text
    start, end = split_sentences(text, language)[0]
    sentence = text[start:end]
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    return sentence[: LONGEST_TITLE + 1].rsplit(" ", 1)[0][:LONGEST_TITLE].rstrip(",;:–—- ") + "…"


def read_plain(body: str, first_line: int) -> Iterator[Block]:
    """Cut plain text into paragraphs; `first_line` is the line of the file that it begins on."""
    paragraphs = re.finditer(r"^[^\S\n]*\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", body, re.MULTILINE)
    line, counted = first_line, 0
    for number, found in enumerate(paragraphs, 1):
        line += body.count("\n", counted, found.start())
        counted = found.start()
        text = found[0]
        yield Block(number, "paragraph", f"<p>{html.escape(text, quote=False)}</p>", text, line)


def _is_plain(markdown: str) -> bool:
    """Whether Markdown holds nothing but paragraphs: then it is read as plain text, in no time."""
    if _SIGNS.search("".join(set(markdown))):
        return False
    return not any(line[-1:] == " " or _OPENING.match(line) for line in markdown.split("\n"))


_SIGNS = re.compile(r"[\\`*_\[\]<>&#|~=]|[^\S \n]")
_OPENING = re.compile(r"[ +-]|\d+\.")


def read_markdown(body: str, first_line: int) -> Iterator[Block]:
    """Cut Markdown into its top-level blocks."""
    heading: str | None = None
    place = after = expected = 0  # where a block begins, the next may begin, and is likely to
    places = _Places(body)
    elements = _parse_markdown(body)
    _level_headings(elements)
    for number, element in enumerate(elements, 1):
        text = "".join(element.itertext())
        kind = KINDS.get(element.tag, "paragraph")
        if kind == "heading":
            heading = text
        place, after = places.find(text, after, expected + len(text) + SLACK) or (place, after)
        expected = max(expected, place) + len(text)
        place = max(place, expected - len(text) - SLACK)
        after = max(place, after)
        yield Block(
            number=number,
            kind=kind,
            html=etree.tostring(element, encoding="unicode"),
            text=text,
            line=first_line + body.count("\n", 0, place),
            heading=None if kind == "heading" else heading,
        )


def _level_headings(elements: list[etree.Element]) -> None:
    """Let the highest heading be an h2, under the page's own h1; one at the top is the title."""
    headings = [element for element in elements if KINDS.get(element.tag) == "heading"]
    below = [int(h.tag[1]) for h in headings if h is not elements[0]]
    highest = min(below, default=2)
    for heading in headings:
        level = max(int(heading.tag[1]), highest) - highest + 2
        heading.tag = f"h{min(level, 6)}"
        heading.attrib.clear()


class _Places:
    """Tells where in a source the text of a block stands, also with marks between its words."""

    def __init__(self, source: str) -> None:
        self._source = source

    def find(self, text: str, place: int, stop: int) -> tuple[int, int] | None:
        """Where, from `place` to `stop`, a block with this text begins, and at least ends."""
        at = self._source.find(text, place, stop + len(text)) if text else -1
        if at >= 0 and self._source[at - 1 : at] in ("", "\n"):
            return at, at + len(text)
        phrase = [word[0] for word in islice(_WORD.finditer(text), 4)]
        starts, offsets, words = self._words
        first, last = bisect_left(starts, place), bisect_left(starts, stop)
        at = words.find(f" {' '.join(phrase)} ", offsets[first], offsets[last] + 1)
        if not phrase or at < 0:
            return None
        number = bisect_left(offsets, at)
        return starts[number], starts[number + len(phrase) - 1] + len(phrase[-1])

    @cached_property
    def _words(self) -> tuple[list[int], list[int], str]:
        """The places of all words, in the source and in the row of words; and that row."""
        found = list(_WORD.finditer(self._source))
        offsets = list(accumulate((len(word[0]) + 1 for word in found), initial=0))
        row = "".join(f" {word[0]}" for word in found) + " "
        return [word.start() for word in found], offsets, row


@cache
def _converter() -> markdown.Markdown:
    converter = markdown.Markdown(
        extensions=["tables", "fenced_code", "footnotes", "sane_lists"], output_format="xhtml"
    )
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter


def _parse_markdown(body: str) -> list[etree.Element]:
    converted = _converter().reset().convert(body)
    root = etree.fromstring(f"<div>{_resolve_entities(converted)}</div>")
    for element in root:
        element.tail = None
    _make_inert(root)
    align_by_class(root)
    return list(root)


def _resolve_entities(markup: str) -> str:
    """Replace the entities that XML does not know by their characters, as a browser would."""

    def resolve(found: re.Match[str]) -> str:
        if len(found[0]) > LONGEST_ENTITY:
            return html.escape(found[0])
        characters = html.unescape(found[0])
        if CONTROL.search(characters):
            return "\ufffd"
        return html.escape(characters, quote=False)

    return re.sub(r"&(?!(?:amp|lt|gt|quot);)(?:#\w+|\w+);?", resolve, markup)


def _make_inert(root: etree.Element) -> None:
    """Let nothing be loaded and no script run: an image becomes a link to it, a link that is
    neither on the web nor leads to a place in the article becomes plain text, as does what would
    be a link within a link."""
    ids = {element.get("id") for element in root.iter()}
    for element in root.iter():
        if element.tag == "img":
            element.tag = "a"
            element.set("href", element.attrib.pop("src", ""))
            element.text = element.attrib.pop("alt", "") or element.get("href")
        if element.tag == "a":
            href = element.get("href", "")
            leads = _scheme(href) in SAFE_SCHEMES or (href[:1] == "#" and href[1:] in ids)
            if not leads:
                _make_plain(element)
    for link in [*root.iter("a")]:
        for inner in [*link.iter("a")] if link.tag == "a" else ():
            if inner is not link:
                _make_plain(inner)


def _make_plain(element: etree.Element) -> None:
    element.tag = "span"
    element.attrib.clear()


def _scheme(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.scheme if parts.netloc or parts.scheme == "mailto" else ""
