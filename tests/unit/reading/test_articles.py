"""Markdown that is nothing but paragraphs is read the short way, with the same outcome."""

from dossier.reading.files import CONTROL
from dossier.reading.markdown_blocks import is_plain, read_markdown, read_plain
from hypothesis import assume, example, given
from hypothesis import strategies as st

PARTS = st.sampled_from(
    ["\n", "\n\n", "\n\n\n", " ", "1", "1.", "-", "+", "A:", "http://x.y", "\t"]
)
READABLE = st.characters(exclude_categories=["Cc", "Cs"])
TEXTS = st.lists(PARTS | st.text(READABLE, max_size=4)).map("".join)


@given(TEXTS)
@example("A paragraph.\n\nAnother, of\ntwo lines: “so”.\n")
def test_the_short_way_gives_the_same(text: str) -> None:
    assume(text.strip() and not CONTROL.search(text) and is_plain(text))
    assert [*read_plain(text, 3)] == [*read_markdown(text, 3)]
