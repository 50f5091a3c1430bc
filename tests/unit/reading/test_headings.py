"""Headings of plain text are found by what they look like and by what they stand over."""

from html import escape

import pytest
from dossier.core.model import Block
from dossier.reading.headings import mark_headings
from hypothesis import given
from hypothesis import strategies as st

LONG = (
    "The harbour has been dredged for the third time since the spring, and the ferries can put in"
    " at low water again."
)


def blocks(*texts: str) -> list[Block]:
    return [
        Block(n, "paragraph", f"<p>{escape(text, quote=False)}</p>", text, n)
        for n, text in enumerate(texts, 1)
    ]


def headings(*texts: str, title: str = "") -> list[str]:
    return [block.text for block in mark_headings(blocks(*texts), title) if block.kind == "heading"]


@pytest.mark.parametrize(
    "line",
    [
        "Dredging the harbour",
        "DREDGING AND PORTS",
        "2. Dredging the Harbour",
        "2. Dredging the Harbour:",
        "IV. THE HARBOUR",
        "“Deep water” at last",
        "What does it cost",
        "The Harbour: Three Decades On",
        "Ferries and Trams of the North:",
    ],
)
def test_a_short_line_over_a_long_one_is_a_heading(line: str) -> None:
    assert headings(LONG, line, LONG) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "They thanked the crew.",
        "They thanked the crew:",
        "Did they thank the crew?",
        "and thanked the crew",
        "- the ferries of the north",
        "(a) the ferries of the north",
        "1. the ferries of the north",
        "10:44 a.m.",
        "7 May 2024",
        "Oslo, 7 May 2024",
        "MAYOR BERG: Thank you so much",
        "Q Why now",
        "Yes —",
        "12 / 2024",
        "One line\nand another",
        "This line goes on for so many words that nobody would take it for one above a long text",
    ],
)
def test_a_short_line_of_another_kind_is_none(line: str) -> None:
    assert headings(LONG, line, LONG) == []


@pytest.mark.parametrize("below", ["So be it", "7 May 2024", "MAYOR BERG: Thank you", "It is."])
def test_what_stands_over_no_text_is_no_heading(below: str) -> None:
    assert headings(LONG, "The town hall", below, LONG) != ["The town hall"]
    assert headings(LONG, "The town hall") == []


def test_a_heading_may_stand_over_a_list_or_one_more_heading() -> None:
    assert headings(LONG, "Ferries", "- the first of them", LONG) == ["Ferries"]
    assert headings(LONG, "PORTS", "Ferries", LONG) == ["PORTS", "Ferries"]
    assert headings(LONG, "Anna Berg", "Mayor", "Oslo", LONG) == ["Mayor", "Oslo"]


def test_what_follows_a_dateline_is_none() -> None:
    assert headings("Oslo, 7 May 2024", "Led by the mayor of the town", LONG) == []


def test_the_title_at_the_top_is_one_whatever_its_capitals() -> None:
    assert headings("THE HARBOUR, AT LAST", "7 May 2024", LONG, title="The harbour at last") == [
        "THE HARBOUR, AT LAST"
    ]
    assert headings("The harbour", "7 May 2024", LONG) == ["The harbour"]
    assert headings("Town Hall", "7 May 2024", LONG, title="The harbour") == []


def test_headings_are_told_to_what_stands_below_and_nest_by_capitals() -> None:
    marked = mark_headings(blocks(LONG, "PORTS", "Ferries", LONG, LONG))
    assert [block.heading for block in marked] == [None, None, None, "Ferries", "Ferries"]
    assert [block.html[:4] for block in marked] == ["<p>T", "<h2>", "<h3>", "<p>T", "<p>T"]


def test_editors_have_the_last_word() -> None:
    texts = (LONG, "Ferries", LONG, "Support for all.", LONG)
    marked = mark_headings(blocks(*texts), decided={2: False, 4: True})
    assert [block.text for block in marked if block.kind == "heading"] == ["Support for all."]


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=8), st.text())
def test_no_word_and_no_block_is_lost(texts: list[str], title: str) -> None:
    before = blocks(*texts)
    after = mark_headings(before, title)
    assert [(b.number, b.text, b.line) for b in after] == [
        (b.number, b.text, b.line) for b in before
    ]
    for one, other in zip(before, after, strict=True):
        inner = other.html[other.html.index(">") + 1 : other.html.rindex("<")]
        assert f"<p>{inner}</p>" == one.html


def test_a_heading_before_all_in_capitals_stands_below_none() -> None:
    marked = mark_headings(blocks("Ferries", LONG, "WHAT IT COSTS", LONG, "Ferries", LONG))
    assert [block.html[:4] for block in marked[::2]] == ["<h2>", "<h2>", "<h3>"]
