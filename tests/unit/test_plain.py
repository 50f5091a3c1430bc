"""Markdown for machines reads as the words of the article."""

from dossier.model import Block
from dossier.plain import block_markdown, escape
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown import markdown

WORDS = st.text(st.sampled_from("ab1 2.)#*_`[]<>-+\\!|(:/;"), min_size=1).filter(str.strip)


@settings(deadline=None)
@given(WORDS)
def test_escaped_words_read_as_they_are(text: str) -> None:
    read = html.fromstring(f"<div>{markdown(escape(text.strip()))}</div>")
    assert "".join(read.text_content().split()) == "".join(text.split())
    assert [child.tag for child in read] == ["p"]


def test_only_what_would_be_markup_is_escaped() -> None:
    assert escape("AT&T &lt; 1 < 2 <i> a_b") == "AT&T &amp;lt; 1 < 2 &lt;i> a\\_b"
    assert escape("1. One - two") == "1\\. One - two"


def test_a_block_with_markup_keeps_it() -> None:
    markup = "<p>One <em>two</em> <a href='https://e.org/'>three</a>.</p>"
    block = Block(1, "paragraph", markup, "One two three.", 1)
    assert block_markdown(block) == "One *two* [three](https://e.org/)."
    heading = Block(2, "heading", "<h2>Four</h2>", "Four", 1)
    assert block_markdown(heading) == "## Four"
