"""Markup that does not stay in its place is told, and no other."""

import pytest
from dossier.markup.fragments import flaws
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import JustHTML

BOUNDED = settings(max_examples=300, derandomize=True, deadline=None)
PIECES = (
    *("<", "</", "<p>", "</p>", "<title>", "<!--", "-->", "<svg>", "a", "'", "<b>", "</i>", "\n"),
    *("<table>", "<tr>", "<template>", "</template>", "&#0;", "<?x", "<!doctype", "/>", "<style>"),
    *("</style>", "<form>", "</form>", "<button>", "</main>", "<li>", "<a>", "</a>", "</section>"),
)
FLAWS = {
    "<p>A</p>\n<title>B\n<p>C</p>": [(2, "<title")],
    "<p>A\n<textarea>B</p>": [(2, "<textarea")],
    "<p><template><b>B": [(1, "<template")],
    "A\n<section>\n<ul><li><div>B": [(2, "<section")],
    "<div>\n<p>A": [(1, "<div")],
    "<svg>\n<g>": [(1, "<svg")],
    "<table>\n<tr><td>A": [(1, "<table")],
    "<p>A\n<i>B</p>": [(2, "<i")],
    "<p>A</p>\n</main>": [(2, "</main")],
    "<h2>A</h3>": [(1, "</h3")],
    "A\n<BODY onload=x>": [(2, "<BODY")],
    "<p>A</p>\n<!-- B\n<p>": [(2, "<!-- B")],
    "<p>A\n<a href='b>": [(2, "<a href='b>")],
}


@pytest.mark.parametrize("markup", FLAWS)
def test_what_does_not_stay_in_its_place_is_told(markup: str) -> None:
    found = [(flaw.line, flaw.words) for flaw in flaws(markup)]
    assert [
        (line, words.rstrip("\n")[: len(w)])
        for (line, words), (_, w) in zip(found, FLAWS[markup], strict=True)
    ] == FLAWS[markup]


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "A & B &amp; C",
        "<p>A<p>B",
        "<ul><li>A<li>B</ul>",
        "<dl><dt>A<dd>B</dl>",
        "<table><tr><td>A</table>",
        "<p>A <br> B <br/> C</p>",
        "<p><b><i>A</i></b></p><!-- B --><hr>",
        "<p>A <div>B</div></p>",
        "<p>1 < 2 and <code>&lt;title&gt;</code></p>",
        "<details><summary>A</summary>B</details>",
        "<svg><path d=''/></svg>",
    ],
)
def test_what_stays_is_no_flaw(markup: str) -> None:
    assert list(flaws(markup)) == []


@BOUNDED
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_markup_is_told_or_stays_in_its_place(pieces: list[str]) -> None:
    """What is not told of ends where it stands: a part after it is a part of its own."""
    markup = "".join(pieces)
    found = list(flaws(markup))
    assert all(flaw.line <= markup.count("\n") + 1 for flaw in found)
    if not found:
        page = f"<main>{markup}<section>Z</section></main>"
        last = JustHTML(page, fragment=True, sanitize=False).query("main > :last-child")[0]
        assert (last.name, last.to_html()) == ("section", "<section>Z</section>")
