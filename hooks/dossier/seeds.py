"""seeds/*.txt and *.md → `Article`: front matter, and the text cut into blocks.

A .txt file is plain text: its paragraphs stand between blank lines and are shown literally. A .md
file is Markdown, except that HTML in it is shown as text.
"""

import html
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import markdown
from slugify import slugify

from dossier.frontmatter import Lines, Location, NoteKeys, SeedKeys, parse, split
from dossier.model import Article, Block, BlockKind, Event, Note, Source
from dossier.problems import Problem, Problems, collect
from dossier.quotes import locate_once
from dossier.sources import CONTROL, list_files, read_text
from dossier.words import split_sentences

LONGEST_TITLE = 90
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


def read_articles(seeds: Path, root: Path) -> tuple[list[Article], list[Problem]]:
    """Read all articles, newest first; paths in problems are relative to `root`."""
    files, problems = list_files(seeds, root, {".txt", ".md"})
    articles, mistakes = collect(read_article, files, root)
    problems += mistakes
    first: dict[str, Article] = {}
    for article in articles:
        other = first.setdefault(article.slug, article)
        if other is not article:
            mend = "rename one of the files, or give it a `slug` of its own"
            message = f"has the same slug, `{article.slug}`, as {other.path}; {mend}"
            problems.append(Problem(article.path, 1, message))
    return sorted(articles, key=lambda a: (_descending(a.when), a.slug)), problems


def _descending(when: str) -> tuple[int, ...]:
    return tuple(-int(part) for part in when.split("-")) if when else (0,)


def read_article(path: Path, root: Path) -> Article:
    """Read one article; raises `Problems`."""
    name = path.relative_to(root).as_posix()
    source, body, body_line = split(name, read_text(path, root))
    keys, lines = parse(name, source, SeedKeys)
    if not body.strip():
        message = "has no text; write the article or delete the file"
        raise Problems.one(name, body_line, message)
    read_blocks = read_plain if path.suffix.lower() == ".txt" else read_markdown
    blocks = tuple(read_blocks(body, body_line))
    day, stem = _dated_name(path.stem, lines)
    return Article(
        path=name,
        slug=_slug(keys.slug or slugify(stem), lines),
        title=keys.title or _title(blocks, keys.language),
        blocks=blocks,
        date=keys.date or day,
        updated=keys.updated,
        authors=tuple(keys.authors),
        source=Source(**dict(keys.source)) if keys.source else None,
        event=Event(**dict(keys.event)) if keys.event else None,
        language=keys.language,
        description=keys.description,
        draft=keys.draft,
        notes=_notes(keys.notes, blocks, lines),
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


def _dated_name(stem: str, lines: Lines) -> tuple[date | None, str]:
    """Divide `2025-12-09-talks` into its day and `talks`."""
    found = re.match(r"(\d{4}-\d{2}-\d{2})(?:[-_ ]+|$)(.*)", stem)
    if not found:
        return None, stem
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        message = f"the file's name begins with {found[1]}, which is no date; rename the file"
        raise Problems([lines.problem((), message)]) from None
    return day, found[2] or stem


def _slug(slug: str, lines: Lines) -> str:
    if slug in ("", "index"):
        message = f"the file's name gives the slug `{slug}`, which cannot be used; add a `slug`"
        raise Problems([lines.problem(("slug",), message)])
    return slug


def _title(blocks: tuple[Block, ...], language: str) -> str:
    """The first heading, else the first sentence, shortened to whole words."""
    heading = next((block for block in blocks if block.kind == "heading"), None)
    text = " ".join((heading or blocks[0]).text.split())
    if heading:
        return text
    start, end = split_sentences(text, language)[0]
    sentence = text[start:end]
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    return sentence[: LONGEST_TITLE + 1].rsplit(" ", 1)[0][:LONGEST_TITLE].rstrip(",;:–—- ") + "…"


def read_plain(body: str, first_line: int) -> Iterator[Block]:
    """Cut plain text into paragraphs; `first_line` is the line of the file that it begins on."""
    paragraphs = re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", body)
    line, counted = first_line, 0
    for number, found in enumerate(paragraphs, 1):
        line += body.count("\n", counted, found.start())
        counted = found.start()
        text = found[0]
        yield Block(number, "paragraph", f"<p>{html.escape(text, quote=False)}</p>", text, line)


def read_markdown(body: str, first_line: int) -> Iterator[Block]:
    """Cut Markdown into its top-level blocks."""
    heading: str | None = None
    place = 0
    elements = _parse_markdown(body)
    _level_headings(elements)
    for number, element in enumerate(elements, 1):
        text = "".join(element.itertext())
        kind = KINDS.get(element.tag, "paragraph")
        if kind == "heading":
            heading = text
        place = _find_words(body, text, place)
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


def _find_words(body: str, text: str, place: int) -> int:
    """Where, from `place` on, a block's first words stand in the source."""
    words = re.findall(r"\w+", text)[:4]
    found = re.compile(r"\W+".join(map(re.escape, words))).search(body, place) if words else None
    return found.start() if found else place


def _parse_markdown(body: str) -> list[etree.Element]:
    converter = markdown.Markdown(
        extensions=["tables", "fenced_code", "footnotes", "sane_lists"], output_format="xhtml"
    )
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    root = etree.fromstring(f"<div>{_resolve_entities(converter.convert(body))}</div>")
    for element in root:
        element.tail = None
    _make_inert(root)
    return list(root)


def _resolve_entities(markup: str) -> str:
    """Replace the entities that XML does not know by their characters, as a browser would."""

    def resolve(found: re.Match[str]) -> str:
        characters = html.unescape(found[0])
        if CONTROL.search(characters):
            return "\ufffd"
        return html.escape(characters, quote=False)

    return re.sub(r"&(?!(?:amp|lt|gt|quot);)(?:#\w+|\w+);?", resolve, markup)


def _make_inert(root: etree.Element) -> None:
    """Let nothing be loaded and no script run: an image becomes a link to it, a link that is
    neither on the web nor within the article becomes plain text."""
    for element in root.iter():
        if element.tag == "img":
            element.tag = "a"
            element.set("href", element.attrib.pop("src", ""))
            element.text = element.attrib.pop("alt", "") or element.get("href")
        if element.tag == "a":
            href = element.get("href", "")
            if not (href.startswith("#") or _scheme(href) in SAFE_SCHEMES):
                element.tag = "span"
                element.attrib.clear()


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""
