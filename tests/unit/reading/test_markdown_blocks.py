"""The text of a seed → blocks: the writer's words, at the line where they stand, and inert."""

from xml.etree import ElementTree as etree

import pytest
from dossier.reading.files import CONTROL
from dossier.reading.markdown_blocks import is_plain, read_markdown, read_plain
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st


def markup(text: str) -> list[str]:
    return [block.html for block in read_markdown(text, 1)]


def test_plain_text_is_cut_at_blank_lines() -> None:
    text = "\n  One\ntwo  \n \t\n\nThree & <four>\n"
    assert [(b.number, b.kind, b.text, b.html, b.line) for b in read_plain(text, 5)] == [
        (1, "paragraph", "  One\ntwo  ", "<p>  One\ntwo  </p>", 6),
        (
            2,
            "paragraph",
            "Three & <four>",
            "<p>Three &amp; &lt;four&gt;</p>",
            10,
        ),
    ]


@given(st.text("ab \n\t.", max_size=60))
def test_no_word_of_a_plain_text_is_lost(text: str) -> None:
    blocks = list(read_plain(text, 1))
    assert " ".join(block.text for block in blocks).split() == text.split()
    lines = text.split("\n")
    assert all(block.text.startswith(lines[block.line - 1].rstrip("\n")) for block in blocks)


@pytest.mark.parametrize(
    "text", ["A.\n\nB “so”: 5 (c) d!", "A\nb", "x - y + z", "5 a.", "A@b", "Say 1. so"]
)
def test_paragraphs_alone_are_plain(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize(
    "text",
    [
        *("*a*", "_a_", "`a`", "[a](b)", "a\n> b", "# A", "a &amp; b", "<b>", "a\n===", "~~~"),
        *("- a", "+ a", " a", "a\n1. b", "12. a", "a  \nb", "a\tb", "a\\b", "|a|", "a\u00a0b"),
    ],
)
def test_what_may_be_markup_is_not_plain(text: str) -> None:
    assert not is_plain(text)


def test_each_kind_of_block() -> None:
    text = """# One

Two

- three

1. four

> five

| six |
|-----|
| 6 |

```
seven
```

---

A note[^1]

[^1]: Eight
"""
    blocks = list(read_markdown(text, 11))
    assert [block.kind for block in blocks] == [
        *("heading", "paragraph", "list", "list", "quote", "table", "code", "rule"),
        *("paragraph", "footnotes"),
    ]
    with_words = [block.line for block in blocks if block.kind != "rule"]
    assert with_words == [11, 13, 15, 17, 19, 21, 26, 31, 33]
    assert [block.number for block in blocks] == list(range(1, 11))
    assert [block.heading for block in blocks] == [None, *["One"] * 9]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("# A\n\n## B\n\n### C", "h2 h2 h3"),
        ("## A\n\n## B", "h2 h2"),
        ("# A\n\ntext\n\n# B", "h2 p h2"),
        ("text\n\n### A\n\n# B\n\n###### C", "p h4 h2 h6"),
        ("### A\n\n#### B", "h2 h2"),
        ("# A", "h2"),
        ("#### A\n\ntext\n\n## B", "h4 p h2"),
    ],
)
def test_headings_keep_their_levels_below_that_of_the_page(text: str, tags: str) -> None:
    assert " ".join(etree.fromstring(html).tag for html in markup(text)) == tags


def test_a_heading_is_the_context_of_what_stands_below_it() -> None:
    blocks = list(read_markdown("a\n\n# B\n\nc\n\n## D *e*\n\nf", 1))
    assert [block.heading for block in blocks] == [None, None, "B", None, "D e"]


def test_blocks_of_the_same_words_have_lines_of_their_own() -> None:
    text = "The same.\n\n*The* same.\n\n- The same.\n\n> The **same**.\n\nThe same."
    assert [block.line for block in read_markdown(text, 1)] == [1, 3, 5, 7, 9]


def test_the_line_of_a_block_is_found_between_long_ones() -> None:
    rows = [f"Row {number} " + "*word* [link](https://example.org/) " * 30 for number in range(40)]
    blocks = list(read_markdown("\n\n".join(rows), 1))
    assert [block.line for block in blocks] == list(range(1, 80, 2))


def test_words_of_a_block_above_are_not_taken_for_those_of_the_next() -> None:
    text = "Of what follows this is the first.\n\nOne\nTwo three\n\nTwo three\n\n*Two* three"
    assert [block.line for block in read_markdown(text, 1)] == [1, 3, 6, 8]


def test_words_that_stand_far_below_are_not_taken_for_those_of_a_block() -> None:
    rows = [f"Row {number} of what stands between." for number in range(200)]
    text = "\n\n".join(["**Un**happy people say so.", *rows, "Unhappy people say so."])
    blocks = list(read_markdown(text, 1))
    assert [block.line for block in blocks] == list(range(1, 2 * len(blocks), 2))


def test_words_within_a_line_do_not_begin_a_block() -> None:
    text = "*Say* so.\n\nThen say so.\n\n- Say so.\n\nSay [so](https://example.org/) again."
    assert [block.line for block in read_markdown(text, 1)] == [1, 3, 5, 7]


WORDS = st.lists(st.sampled_from(["a", "*b*", "c_d", "[e](https://e.org/)", "`f`", "&amp;"]))


@settings(max_examples=30)
@given(st.lists(WORDS.map(" ".join).filter(bool), max_size=6))
def test_a_block_begins_on_its_line(paragraphs: list[str]) -> None:
    numbered = [f"x{number} {text}" for number, text in enumerate(paragraphs)]
    blocks = list(read_markdown("\n\n".join(numbered), 1))
    assert [block.line for block in blocks] == list(range(1, 2 * len(paragraphs), 2))


def test_html_is_shown_as_text() -> None:
    assert markup("<div onclick='x'>a</div>\n\nb <b>c</b> <!-- d -->") == [
        "<p>&lt;div onclick='x'&gt;a&lt;/div&gt;</p>",
        "<p>b &lt;b&gt;c&lt;/b&gt; &lt;!-- d --&gt;</p>",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](https://e.org/)", '<a href="https://e.org/">a</a>'),
        ("[a](http://e.org/)", '<a href="http://e.org/">a</a>'),
        ("[a](mailto:x@e.org)", '<a href="mailto:x@e.org">a</a>'),
        ("[a](javascript:x)", "<span>a</span>"),
        ("[a](https:x)", "<span>a</span>"),
        ("[a](ftp://e.org/)", "<span>a</span>"),
        ("[a](b.html)", "<span>a</span>"),
        ("[a](#nowhere)", "<span>a</span>"),
        ("[a](https://[x)", "<span>a</span>"),
        ('[a](x "t")', "<span>a</span>"),
        ("![a](https://e.org/x.png)", '<a href="https://e.org/x.png">a</a>'),
        ("![](https://e.org/x.png)", '<a href="https://e.org/x.png">https://e.org/x.png</a>'),
        ("![a](x.png)", "<span>a</span>"),
        (
            "[![a](https://e.org/x.png)](https://e.org/)",
            '<a href="https://e.org/"><span>a</span></a>',
        ),
    ],
)
def test_links_lead_to_the_web_or_nowhere_and_nothing_is_loaded(text: str, expected: str) -> None:
    assert markup(text) == [f"<p>{expected}</p>"]


def test_footnotes_lead_to_each_other() -> None:
    text, notes = markup("a[^1]\n\n[^1]: b")
    assert 'href="#fn:1"' in text and 'id="fn:1"' in notes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("&copy; &amp; &#169; &#xa9; &lt;", "© & © © <"),
        ("&bogus; &", "&bogus; &"),
        ("&#0; &#x202e;", "\ufffd \ufffd"),
        ("&quot;a&quot;", '"a"'),
        (f"&#{'1' * 40};", f"&#{'1' * 40};"),
        ("&copy", "&copy"),
    ],
)
def test_entities_are_the_characters_that_browsers_show(text: str, expected: str) -> None:
    (block,) = read_markdown(f"A {text}", 1)
    assert block.text == f"A {expected}"


def test_cells_are_aligned_without_styles() -> None:
    (table,) = markup("| a | b |\n|--:|---|\n| 1 | 2 |")
    assert '<td class="align-right">1</td>\n<td>2</td>' in table and "style" not in table


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_whatever_is_written_is_read_as_blocks_that_can_be_shown(text: str) -> None:
    if CONTROL.search(text):
        return
    for block in read_markdown(text, 1):
        element = etree.fromstring(block.html)
        assert "".join(element.itertext()) == block.text
        assert not element.findall(".//script") and not element.findall(".//img")
        assert 1 <= block.line <= text.count("\n") + 1


PARTS = st.sampled_from(
    ["\n", "\n\n", "\n\n\n", " ", "1", "1.", "-", "+", "A:", "http://x.y", "\t"]
)
READABLE = st.characters(exclude_categories=["Cc", "Cs"])


@given(st.lists(PARTS | st.text(READABLE, max_size=4)).map("".join))
@example("A paragraph.\n\nAnother, of\ntwo lines: “so”.\n")
def test_markdown_of_paragraphs_alone_is_read_as_plain_text(
    text: str,
) -> None:
    assume(text.strip() and not CONTROL.search(text) and is_plain(text))
    assert [*read_plain(text, 3)] == [*read_markdown(text, 3)]
