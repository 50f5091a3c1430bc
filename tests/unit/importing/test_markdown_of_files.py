"""Elements of HTML as the Markdown of seeds: whatever is written is read as the same."""

import re
from itertools import pairwise

import pytest
from dossier.importing.markdown import (
    cells,
    escape,
    leads,
    left_out,
    lower_text,
    name_places,
    raise_text,
    to_markdown,
    write_number,
)
from dossier.reading.markdown_blocks import read_markdown
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree, html


def tree(markup: str) -> html.HtmlElement:
    return html.fromstring(f"<div>{markup}</div>")


def write(markup: str) -> str:
    return to_markdown(tree(markup))


def read(markup: str) -> list[tuple[str, str]]:
    """The kinds of blocks that readers of the seed get, and their text."""
    return [(b.kind, " ".join(b.text.split())) for b in read_markdown(write(markup), 1)]


def read_as(markup: str) -> str:
    """The elements that readers of the seed get."""
    return "".join(re.sub(r">\s+<", "><", b.html) for b in read_markdown(write(markup), 1))


@pytest.mark.parametrize(
    ("text", "raised", "lowered"),
    [
        ("6", "⁶", "₆"),
        ("-12", "⁻¹²", "₋₁₂"),
        ("n", "ⁿ", "ₙ"),
        ("2x", "²ˣ", "₂ₓ"),
        ("th", "th", "ₜₕ"),
        ("a/b", "^(a/b)", "_(a/b)"),
        ("[3]", "[3]", "[3]"),
        (" 2 ", " ² ", " ₂ "),
        ("", "", ""),
    ],
)
def test_raised_and_lowered_letters(text: str, raised: str, lowered: str) -> None:
    assert raise_text(text) == raised
    assert lower_text(text) == lowered


def test_a_number_keeps_its_power_and_a_formula_its_index() -> None:
    assert read("<p>10<sup>6</sup> t of CO<sub>2</sub>, the 4<sup>th</sup></p>") == [
        ("paragraph", "10⁶ t of CO₂, the 4th")
    ]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol start=4><li>a</li><li>b</li></ol>", "4. a\n5. b\n"),
        ("<ol><li>a</li></ol><p>m</p><ol start=2><li>b</li></ol>", "1. a\n\nm\n\n2. b\n"),
        ("<ol><li value=3>a</li><li>b</li></ol>", "3. a\n4. b\n"),
        ("<ol><li value=3>a</li><li value=7>b</li></ol>", "- 3\\. a\n- 7\\. b\n"),
        ("<ol reversed><li>a</li><li>b</li></ol>", "- 2\\. a\n- 1\\. b\n"),
        ("<ol type=a><li>x</li><li>y</li></ol>", "- a. x\n- b. y\n"),
        ("<ol type=I start=4><li>x</li></ol>", "- IV. x\n"),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "1. a\n\n- 1\\. b\n"),
        ("<ul><li data-label='2.1'>a</li></ul>", "- 2.1. a\n"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n    - b\n"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n    b\n"),
        ("<ul>a<li>b</li>c<p>d</p></ul>", "- a\n\n- b c\n\n    d\n"),
        ("<ul><p>a</p></ul>", "a\n"),
        (
            "<dl><dt>A</dt><dd>b</dd><dt>C</dt><dd>d</dd></dl>",
            "- **A**  \n    b\n- **C**  \n    d\n",
        ),
        (
            "<dl><dt>A<dd>a<dt>B<dt>C<dd>c</dl>",
            "- **A**  \n    a\n- **B**  \n    **C**  \n    c\n",
        ),
        ("<dl><dt>A<dt>B<dd>c<dd>d</dl>", "- **A**  \n    **B**  \n    c\n\n    d\n"),
        ("<dl>a</dl>", "a\n"),
        ("<pre><code>a,b\n\n  c &lt; d\n</code></pre>", "```\na,b\n\n  c < d\n```\n"),
        ("<pre>```\na</pre>", "````\n```\na\n````\n"),
        ("<blockquote><p>a</p><pre>b\nc</pre></blockquote>", "> a\n>\n>     b\n>     c\n"),
        ("<ul><li><pre>a\nb</pre></li></ul>", "- `a`  \n    `b`\n"),
        ("<p>a<br>b<br><br>c</p>", "a  \nb\n\nc\n"),
        ("<p><b>a</b><i>b</i> <b>c <i>d</i></b></p>", "**a**b **c d**\n"),
        ("<p>a<del>b</del> <q>c</q> <code>d`e</code></p>", "a~~b~~ “c” `` d`e ``\n"),
        ("<h2>a<br>b #</h2>", "## a b \\#\n"),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb\n"),
        ("<p>soft\u00adware&#8203;</p>", "software\n"),
        ("<a href='https://e.org'><div>a</div></a>", "a\n"),
        ("<p><ruby>a<rt>b</rt></ruby></p>", "a(b)\n"),
        ("<figcaption>Crates wait.</figcaption>", "*Crates wait.*\n"),
        ("<table><caption>T</caption><tr><td>a<td>b</table>", "*T*\n\n| a | b |\n| --- | --- |\n"),
        ("<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>", "a(b)\n"),
        ("<ruby>a<rt>b</rt>c<rt>d</rt></ruby>", "a(b)c(d)\n"),
        # numbers of lists
        ("<ol start=0><li>a<li>b</ol>", "0. a\n1. b\n"),
        ("<ol start=-2><li>a<li>b</ol>", "- -2. a\n- -1. b\n"),
        ("<ol reversed start=5><li>a<li>b</ol>", "- 5\\. a\n- 4\\. b\n"),
        ("<ol start=' 3 '><li>a<li value=x>b</ol>", "3. a\n4. b\n"),
        ("<ol start=123456789><li>a</ol>", "123456789. a\n"),
        ("<ol start=1234567890><li>a</ol>", "1. a\n"),
        ("<ul><li data-label='a)'>x<li data-label='b'>y<li>z</ul>", "- a) x\n- b. y\n- z\n"),
        # lists and terms within one another, and what stands between them
        ("<ul><li>a<ul><li>b<ul><li>c</ul></ul><li>d</ul>", "- a\n    - b\n        - c\n- d\n"),
        ("<ul><li>a<p>b</p><ul><li>c</ul></ul>", "- a\n\n    b\n\n    - c\n"),
        ("<ul><li>a</li><b>c</b> d<li>e</ul>", "- a**c** d\n- e\n"),
        ("<ul>x<li>a</ul>", "- x\n- a\n"),
        ("<ul><b>x</b><li>a</ul>", "- **x**\n- a\n"),
        ("<ul><li></ul><p>a</p>", "a\n"),
        (
            "<dl><dd>a</dd><dt>B</dt><dd><p>c</p><p>d</p></dd></dl>",
            "- a\n\n- **B**\n\n    c\n\n    d\n",
        ),
        ("<dl><dt>A</dt><dd><ul><li>b</ul></dd></dl>", "- **A**\n\n    - b\n"),
        ("<dl><dt>A<dd><dl><dt>B<dd>c</dl></dl>", "- **A**\n\n    - **B**  \n        c\n"),
        ("<dl><div><dt>A</dt><dd>b</dd></div></dl>", "- **A**  \n    b\n"),
        # code and lines
        ("<pre>\n\na\r\nb\tc\r\n\r\n</pre>", "```\na\nb   c\n```\n"),
        ("<pre>````\na\n```</pre>", "`````\n````\na\n```\n`````\n"),
        ("<pre> </pre><p>a</p>", "a\n"),
        ("<p><code>``a`</code><code> </code>b</p>", "``` ``a` ``` b\n"),
        ("<p><code>a</code><code>b</code> <code>c</code></p>", "`a`b `c`\n"),
        ("<p>a<br><br><br>b</p><p>a <br> b</p>", "a\n\nb\n\na  \nb\n"),
        ("<p> <i> </i>a<i> b </i>c</p>", "a *b* c\n"),
        ("<div>a<p>b</p>c<span>d<p>e</p></span>f</div>", "a\n\nb\n\nc\n\nd\n\ne\n\nf\n"),
        ("<p>a<!-- x -->b<script>c</script></p>", "ab\n"),
        ("<blockquote></blockquote><h6>b</h6>", "###### b\n"),
        ("<p>a<sup>2</sup>b<sub>i,j</sub></p>", "a²b\\_(i,j)\n"),
        (
            "<a href='https://e.org/a b'> c </a><a href='javascript:x'>d</a>",
            "[c](https://e.org/a%20b) d\n",
        ),
        ("<p data-note='1'>n</p><p>a<sup data-noted='1'>1</sup></p>", "a[^1]\n\n[^1]: n\n"),
        # tables
        (
            "<table><tr><td>a<td rowspan=2 colspan=2>b<tr><td>c<tr><td>d<td>e<td>f</table>",
            "| a | b |  |\n| --- | --- | --- |\n| c |  |  |\n| d | e | f |\n",
        ),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "| a | b |\n| --- | --- |\n| c |  |\n"),
        (
            "<table><tr><td><table><tr><td>x<td>y</table><td>z</table>",
            "| x y | z |\n| --- | --- |\n",
        ),
        ("<table><tr><td></table><p>a</p>", "a\n"),
        (
            "<table><tr><td rowspan=3>a<td>b<tr><td>c</table>",
            "| a | b |\n| --- | --- |\n|  | c |\n",
        ),
        ("<p>=====<br>~~~<br>a|b<br>:--|:--</p>", "&#61;====  \n&#126;~~  \na|b  \n&#58;--|:--\n"),
    ],
)
def test_elements(markup: str, expected: str) -> None:
    assert write(markup) == expected


def test_merged_cells_stand_where_they_belong() -> None:
    rows = (
        "<tr><th>Good</th><th>Year</th><th>Rate</th></tr>"
        "<tr><td rowspan=2>Salt</td><td>2025</td><td>1 %</td></tr>"
        "<tr><td>2026</td><td>2 %</td></tr><tr><td colspan=2>All</td><td>3|4</td></tr>"
    )
    assert write(f"<table>{rows}</table>") == (
        "| Good | Year | Rate |\n| --- | --- | --- |\n| Salt | 2025 | 1 % |\n|  | 2026 | 2 % |\n"
        "| All |  | 3\\|4 |\n"
    )


def test_a_cell_that_claims_too_much_is_cut() -> None:
    (table,) = tree("<table><tr><td colspan=9999>a</td></tr></table>").iter("table")
    assert [len(row) for row in cells(table)] == [200]
    (table,) = tree("<table><tr><td colspan='x'>a</td><td rowspan='-1'>b</td></tr></table>").iter(
        "table"
    )
    assert [len(row) for row in cells(table)] == [2]


def test_what_is_nested_deep_is_written_flat() -> None:
    for count, levels in ((7, 7), (8, 8), (9, 8), (12, 8)):
        assert write("<ul><li>" * count + "a" + "</ul>" * count) == "- " * levels + "a\n"
        assert (
            write("<blockquote>" * count + "a" + "</blockquote>" * count) == "> " * levels + "a\n"
        )
        terms = write("<dl><dd>" * count + "a" + "</dl>" * count)
        assert terms == "- " * levels + "a\n"
    assert read("<blockquote>" * 30 + "<p>a</p>" + "</blockquote>" * 30) == [("quote", "a")]


@pytest.mark.parametrize(
    ("number", "kind", "written"),
    [
        *((4, "1", "4"), (4, "a", "d"), (4, "I", "IV"), (1999, "i", "mcmxcix"), (27, "a", "27")),
        *((1, "a", "a"), (26, "A", "Z"), (0, "a", "0"), (1, "I", "I"), (0, "i", "0")),
        *((3999, "I", "MMMCMXCIX"), (4000, "I", "4000"), (444, "I", "CDXLIV"), (-1, "A", "-1")),
    ],
)
def test_numbers_as_lists_write_them(number: int, kind: str, written: str) -> None:
    assert write_number(number, kind) == written


@given(st.integers(1, 3999))
def test_roman_numbers_count_as_they_say(number: int) -> None:
    values = [
        dict(I=1, V=5, X=10, L=50, C=100, D=500, M=1000)[c] for c in write_number(number, "I")
    ]
    assert number == sum(
        -value if value < following else value for value, following in pairwise([*values, 0])
    )
    assert not re.search("IIII|XXXX|CCCC|VV|LL|DD", write_number(number, "I"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *(
            ("1. a", "1\\. a"),
            ("12. b", "12\\. b"),
            ("1.a", "1.a"),
            ("# a", "\\# a"),
            ("#a", "\\#a"),
        ),
        *(("> a", "\\> a"), ("+ a", "\\+ a"), ("- a", "\\- a"), ("-- a", "\\-- a"), ("-a", "-a")),
        *(("+", "\\+"), ("a\n# b", "a\n\\# b"), ("===", "&#61;=="), ("= a", "= a"), ("~", "~")),
        *(("~~~", "&#126;~~"), ("|--|", "&#124;--|"), ("|a|", "|a|"), (":-:", "&#58;-:")),
        *(("a_b", "a_b"), ("_a_", "\\_a\\_"), ("&amp; &x &#1;", "&amp;amp; &x &amp;#1;")),
        *(("<b>", "&lt;b>"), ("  - a", "  \\- a"), ("[a]*b`", "\\[a\\]\\*b\\`"), ("\\", "\\\\")),
    ],
)
def test_no_character_is_taken_for_markup(text: str, written: str) -> None:
    assert escape(text) == written


@pytest.mark.parametrize(
    ("href", "is_followed"),
    [
        *(("https://e.org/a", True), ("http://e.org", True), ("mailto:a@e.org", True)),
        *(("/a", False), ("https:", False), ("ftp://e.org/", False), ("javascript:a", False)),
        *(("//e.org/", False), ("https://[e.org", False), ("", False)),
    ],
)
def test_which_addresses_can_be_followed(href: str, is_followed: bool) -> None:
    assert leads(href) is is_followed


def test_what_is_left_out_is_told_in_few_words() -> None:
    assert left_out("img", "", "") == "a picture is left out at the beginning"
    assert left_out("svg", "a b c d e f") == "a drawing is left out after “a b c d e f”"
    assert left_out("math", "a b c d e f g") == "a formula is left out after “… b c d e f g”"
    assert left_out("video", "a", " b\n c ") == "a video is left out after “a”: b c"
    assert left_out("audio", "a", "b" * 201) == f"a recording is left out after “a”: {'b' * 200}"


def test_places_of_what_is_left_out() -> None:
    markup = (
        "<img alt='Map'><p>One two three four five six seven.</p><p>x <img></p><iframe></iframe>"
    )
    assert list(name_places(tree(markup))) == [
        "a picture is left out at the beginning: Map",
        "a picture is left out after “x”",
        "a frame with another page is left out after “x”",
    ]


words = st.text("ab1.)*_`[]<>&#+-=!|\\~:^ \n", min_size=1, max_size=12).filter(str.strip)


def element(tag: str, *children: etree._Element | str) -> etree._Element:
    made = etree.Element(tag)
    for child in children:
        if not isinstance(child, str):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made


def inline() -> st.SearchStrategy[list[etree._Element | str]]:
    marked = st.builds(element, st.sampled_from(["em", "strong", "i", "code", "span"]), words)
    return st.lists(st.one_of(words, marked), min_size=1, max_size=4)


paragraphs = inline().map(lambda row: element("p", *row))
items = st.lists(inline().map(lambda row: element("li", *row)), min_size=1, max_size=4)
blocks = st.one_of(
    paragraphs,
    items.map(lambda row: element("ul", *row)),
    items.map(lambda row: element("ol", *row)),
    st.lists(paragraphs, min_size=1, max_size=3).map(lambda row: element("blockquote", *row)),
    words.map(lambda text: element("h2", text)),
)
KINDS = {"p": "paragraph", "ul": "list", "ol": "list", "blockquote": "quote", "h2": "heading"}


@settings(deadline=None, max_examples=200)
@example(element("p", "__1__"))
@example(element("ul", element("li", "|"), element("li", "|")))
@given(blocks)
def test_any_block_is_read_as_it_was_written(block: etree._Element) -> None:
    root = element("div", block)
    said = "".join("".join(map(str, root.itertext())).split())
    found = list(read_markdown(to_markdown(root), 1))
    assert [b.kind for b in found] == [KINDS[str(block.tag)]]
    assert "".join(found[0].text.split()) == said
