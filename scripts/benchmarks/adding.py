"""`scripts/bench add DIR`: how much of the articles of web pages scripts/add takes over.

Each folder in DIR has a page, `source.html`, and the text that people expect of it,
`expected.html` or `expected.txt`. Measured are the words that are in both, however often each is:
precision is their share of what was found, recall their share of what is expected, F1 the harmonic
mean.
"""

import argparse
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import trafilatura
from dossier.cli import from_here
from dossier.importing.draft import Unreadable
from dossier.importing.page import read_page
from dossier.reading.markdown_blocks import read_markdown
from lxml import etree, html
from readability import Document
from readability.readability import Unparseable

HALF = 0.5
INLINE = frozenset("a abbr b bdi cite code em font i mark small span strong sub sup u".split())


@dataclass(frozen=True, slots=True)
class Score:
    """How well a text agrees with what is expected; each from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """A page: the score of each programme, and whether scripts/add warns of what it found."""

    name: str
    scores: tuple[Score, ...]
    warns: bool


def score(found: str, expected: str) -> Score:
    """Compare two texts by their words."""
    one, other = (Counter(re.findall(r"\w+", text.casefold())) for text in (found, expected))
    both = (one & other).total()
    return Score(both / one.total() if one else 0.0, both / other.total() if other else 0.0)


def text_of(markup: str) -> str:
    """The text of HTML, with white space between blocks."""
    return " ".join(_pieces(html.fromstring(f"<div>{markup}</div>")))


def _pieces(root: etree._Element) -> Iterator[str]:
    line = ""
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("start", "end") and element.tag not in INLINE:
            yield line
            line = ""
        line += (element.text if event == "start" else element.tail) or ""
    yield line


def by_add(data: bytes) -> tuple[str, bool]:
    """What scripts/add finds, and whether it warns that this may not be the article."""
    try:
        draft = read_page(data)
    except Unreadable:
        return "", True
    found = " ".join(text_of(block.html) for block in read_markdown(draft.text, 1))
    return found, any("compare it with the page" in said for said in draft.unread)


def by_trafilatura(data: bytes) -> tuple[str, bool]:
    return trafilatura.extract(data, include_comments=False) or "", False


def by_readability(data: bytes) -> tuple[str, bool]:
    try:
        return text_of(Document(data.decode("utf-8", "replace")).summary(html_partial=True)), False
    except (Unparseable, etree.LxmlError, ValueError):
        return "", False


PROGRAMMES: dict[str, Callable[[bytes], tuple[str, bool]]] = {
    "scripts/add": by_add,
    "trafilatura": by_trafilatura,
    "readability-lxml": by_readability,
}


def measure(folder: Path) -> Row:
    """Compare what each programme finds in a page with what is expected."""
    data = (folder / "source.html").read_bytes()
    plain = folder / "expected.txt"
    if plain.exists():
        expected = plain.read_text("utf-8")
    else:
        expected = text_of((folder / "expected.html").read_text("utf-8"))
    found = [programme(data) for programme in PROGRAMMES.values()]
    return Row(folder.name, tuple(score(text, expected) for text, _ in found), found[0][1])


def report(rows: Sequence[Row]) -> Iterator[str]:
    """A table of all pages, the means of the programmes, and pages that lack half unsaid."""
    width = max(len(row.name) for row in rows)
    yield f"{'F1':{width}}  " + "  ".join(f"{name:>16}" for name in PROGRAMMES)
    for row in rows:
        figures = "  ".join(f"{each.f1:16.3f}" for each in row.scores)
        yield f"{row.name:{width}}  {figures}{'  warns' if row.warns else ''}"
    for what in ("f1", "precision", "recall"):
        means = (mean(getattr(row.scores[n], what) for row in rows) for n in range(len(PROGRAMMES)))
        yield f"{'mean ' + what:{width}}  " + "  ".join(f"{value:16.4f}" for value in means)
    lacking = [row.name for row in rows if row.scores[0].recall < HALF and not row.warns]
    yield f"less than half is kept of {len(lacking)} without a warning: {', '.join(lacking) or '–'}"
    yield f"warned of: {sum(row.warns for row in rows)} of {len(rows)}"


def main(arguments: Sequence[str]) -> int:
    """Print the figures for a folder of pages."""
    parser = argparse.ArgumentParser(prog="scripts/bench add")
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder = from_here(parser.parse_args(arguments).folder)
    folders = sorted(path.parent for path in folder.glob("*/source.html"))
    if not folders:
        parser.error(f"{folder} has no folders with a source.html and what is expected of it")
    # Each extractor tells of each page what it could not do.
    with ProcessPoolExecutor(initializer=logging.disable, initargs=(logging.ERROR,)) as processes:
        print("\n".join(report(list(processes.map(measure, folders)))))
    return 0
