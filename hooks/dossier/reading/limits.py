"""What an article is held to, so that one that is made to be slow is not."""

import re
from collections.abc import Sequence

from dossier.core.model import Block
from dossier.core.problems import Problem, Problems

LONGEST_HEADING = 300
MOST_MARKS = 1000
LONGEST_TEXT = 1_000_000
LONGEST_BLOCK = 50_000
MOST_BLOCKS = 5000
DEEPEST = 20
"""In characters, blocks or levels of Markdown: far more than articles have, and little enough that
every page can be read."""


def check_size(name: str, body: str, first_line: int) -> None:
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


def check_markdown(name: str, body: str, first_line: int) -> None:
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


def check_blocks(name: str, blocks: Sequence[Block], first_line: int) -> None:
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
