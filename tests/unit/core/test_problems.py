"""A problem says where it is and can do nothing to the terminal it is shown on."""

from pathlib import Path

import pytest
from dossier.core.problems import Problem, Problems, collect
from hypothesis import given
from hypothesis import strategies as st


def test_a_problem_begins_with_its_place() -> None:
    assert str(Problem("seeds/a.md", 7, "is wrong; mend it")) == "seeds/a.md:7: is wrong; mend it"


@given(st.text())
def test_nothing_in_a_problem_controls_a_terminal(message: str) -> None:
    shown = str(Problem("a\x1b[2J.md", 1, message))
    assert shown.isprintable() or not any(
        ord(c) < 32 or c in "\x7f\u200e\u202e\u2028\u2066" or 0x80 <= ord(c) < 0xA0 for c in shown
    )


@pytest.mark.parametrize(
    ("sign", "shown"),
    [
        ("\x1b", r"\x1b"),
        ("\n", r"\n"),
        ("\u200f", r"\u200f"),
        ("\u2028", r"\u2028"),
        ("\u202e", r"\u202e"),
        ("\u2069", r"\u2069"),
        ("\ud800", r"\ud800"),
        ("é", "é"),
        ("—", "—"),
    ],
)
def test_controls_are_shown_as_their_numbers(sign: str, shown: str) -> None:
    assert str(Problem("a", 1, f"<{sign}>")) == f"a:1: <{shown}>"


def test_problems_are_sorted_by_place_and_each_is_said_once() -> None:
    rows = [Problem("b", 1, "x"), Problem("a", 10, "x"), Problem("a", 9, "x"), Problem("b", 1, "x")]
    error = Problems(rows)
    assert error.problems == (rows[2], rows[1], rows[0])
    assert str(error) == "a:9: x\na:10: x\nb:1: x"
    assert Problems.one("a", 9, "x").problems == (rows[2],)


def test_what_can_be_read_is_read_and_all_problems_are_told() -> None:
    def read(path: Path, root: Path) -> str:
        if path.suffix == ".bad":
            raise Problems([Problem(path.name, line, "is wrong") for line in (2, 1)])
        return f"{root.name}/{path.name}"

    outputs, problems = collect(read, map(Path, ("a", "b.bad", "c", "d.bad")), Path("root"))
    assert outputs == ["root/a", "root/c"]
    assert [(problem.path, problem.line) for problem in problems] == [
        ("b.bad", 1),
        ("b.bad", 2),
        ("d.bad", 1),
        ("d.bad", 2),
    ]
