"""An article at a limit is read; one beyond it is a problem on the line where it goes too far."""

from collections.abc import Callable

import pytest
from dossier.core.model import Block
from dossier.core.problems import Problems
from dossier.reading import limits
from dossier.reading.limits import check_blocks, check_markdown, check_size

FIRST = 11
"""The line of the file on which the text begins."""


def told(check: Callable[..., None], text: object) -> str:
    """The problem that a check has with a text; empty if it has none."""
    try:
        check("a.md", text, FIRST)
    except Problems as error:
        return str(error)
    return ""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that short texts reach."""
    for limit, most in (
        ("LONGEST_TEXT", 100),
        ("LONGEST_BLOCK", 20),
        ("MOST_BLOCKS", 3),
        ("MOST_MARKS", 3),
        ("LONGEST_HEADING", 5),
    ):
        monkeypatch.setattr(limits, limit, most)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("\n" * 100, ""),
        ("\n" * 101, "a.md:11: is longer than 100 characters; divide the article"),
        ("a" * 20 + "\n \n" + "b" * 20, ""),
        (
            "a\n\n" + "b" * 20 + "\nc",
            "a.md:14: this block has over 20 characters; divide it by blank lines",
        ),
        ("a\nb\n\n\nb\n\nc\nd\n", ""),
        ("a\nb\n\n\nb\n\nc\n\nd", "a.md:19: has more than 3 passages; divide the article"),
    ],
)
def test_the_size_of_a_text(text: str, problem: str) -> None:
    assert told(check_size, text) == problem


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("mark", "most"),
    [
        *((mark, 3) for mark in ("# A", "> # A", "~~~", "---", "=", "* * *", "[^1]", "[a]: b")),
        ("``a``", 1),
    ],
)
def test_what_is_slow_to_read_may_stand_there_only_so_often(mark: str, most: int) -> None:
    assert told(check_markdown, "Words\n\n" + f"{mark}\n" * most) == ""
    assert told(check_markdown, "Words\n\n" + f"{mark}\n" * (most + 1)) == (
        f"a.md:{13 + most}: has more than 3 headings, rules, footnotes and the like;"
        " divide the article"
    )


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("line", ["a - b\n", "a # b\n", "`a`\n", "[a](b)\n", "- a\n", "a_b\n"])
def test_what_is_read_in_no_time_may_stand_there_as_often_as_it_likes(line: str) -> None:
    assert told(check_markdown, line * 10) == ""


BRACKETS = "has too many brackets that are not closed; close them, or write `\\[`"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[" * 20, 0),
        ("[" * 21, 11),
        ("[" * 20 + "]" * 20 + "[" * 20, 0),
        ("[" * 20 + "\n[", 12),
        ("[" * 20 + "\n \n[", 0),
        ("\\[" * 30, 0),
        ("](" * 21, 11),
        ("[a](b) " * 30, 0),
        ("](" * 20 + ")" * 20 + "](" * 20, 0),
        ("](" * 20 + "\n](", 12),
        ("]" * 5 + "[" * 21, 11),
        (")" * 5 + "](" * 21, 11),
        ("(" * 50, 0),
    ],
)
def test_brackets_may_be_open_only_so_deep(text: str, line: int) -> None:
    assert told(check_markdown, text) == (f"a.md:{line}: {BRACKETS}" if line else "")


NESTED = "is nested more than 20 deep; take some of the `>` or `-` away"


@pytest.mark.parametrize("sign", [">", "> ", "- ", "* ", "+ ", "1. ", "23) ", " > "])
def test_quotations_and_lists_may_be_only_so_deep(sign: str) -> None:
    assert told(check_markdown, f"{sign * 20}a") == ""
    assert told(check_markdown, f"a\n\n{sign * 21}a") == f"a.md:13: {NESTED}"
    assert told(check_markdown, f"a {sign * 21}") == ""


def block(number: int, text: str, kind: str = "paragraph") -> Block:
    return Block(number, kind, "", text, 100 + number)  # type: ignore[arg-type]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        (["a", "b", "c"], ""),
        ([" ", "b"], ""),
        ([], "a.md:11: has no text; write the article or delete the file"),
        ([" ", "\n"], "a.md:11: has no text; write the article or delete the file"),
        (["a"] * 5, "a.md:104: has more than 3 passages; divide the article"),
    ],
)
def test_the_number_of_blocks(texts: list[str], problem: str) -> None:
    blocks = [block(number, text) for number, text in enumerate(texts, 1)]
    assert told(check_blocks, blocks) == problem


@pytest.mark.usefixtures("small")
def test_every_heading_that_is_too_long_is_said() -> None:
    message = "is a heading of more than 5 characters; make it a paragraph"
    assert told(check_blocks, [block(1, "a" * 5, "heading"), block(2, "a" * 6)]) == ""
    assert told(check_blocks, [block(n, "a" * 6, "heading") for n in (1, 2)]) == (
        f"a.md:101: {message}\na.md:102: {message}"
    )
