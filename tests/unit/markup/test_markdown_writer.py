"""Markdown of ours reads as the words that it was made of."""

import pytest
from dossier.markup.markdown_writer import address, convert, escape, line
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from markdown import markdown

SIGNS = st.sampled_from([*"ab1 2.)#*_`[]{}%<>-+=~^\\!?|(:;&/'\"", "&amp;", "&#60;", "{{<"])
WORDS = st.lists(SIGNS, min_size=1, max_size=40).map("".join).filter(str.strip)
EXTENSIONS = ["attr_list", "tables", "sane_lists", "footnotes", "def_list", "admonition", "abbr"]


def read(text: str) -> html.HtmlElement:
    return html.fragment_fromstring(markdown(text, extensions=EXTENSIONS), create_parent="div")


def squeeze(text: str) -> str:
    return "".join(text.split())


@given(WORDS)
def test_a_line_reads_as_its_words(text: str) -> None:
    page = read(line(text))
    assert squeeze(page.text_content()) == squeeze(text)
    assert [child.tag for child in page.iterdescendants()] == ["p"]


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_no_words_are_read_by_what_works_on_templates_first(texts: list[str]) -> None:
    text = line(" ".join(texts))
    assert not any(sign in text for sign in ("{{", "{%", "{#", "{<", "<%", "${"))


@given(WORDS, WORDS, WORDS)
def test_every_form_keeps_its_words(one: str, two: str, three: str) -> None:
    root = etree.fromstring("<div/>")
    for tag, text in zip(
        ("h2", "p", "blockquote", "li", "td", "pre"), (one, two, three) * 2, strict=True
    ):
        parent = root
        for outer in {"li": ("ol",), "td": ("table", "tr")}.get(tag, ()):
            parent = etree.SubElement(parent, outer)
        element = etree.SubElement(parent, tag)
        element.text = text
        etree.SubElement(element, "em").text = two
        element[0].tail = three
        etree.SubElement(element, "code").text = "`a`{{ b }}"
    page = read(convert(root))
    assert squeeze(page.text_content()) == squeeze("".join(map(str, root.itertext())))


def test_only_what_could_be_markup_is_escaped() -> None:
    assert escape("AT&T &lt; a - b (c) $5 'd' \"e\"") == "AT&T &#38;lt; a - b (c) $5 'd' \"e\""
    assert line("1. One - two") == "1&#46; One - two"
    assert line("1.5 per cent\nof a_b") == "1.5 per cent of a\\_b"


def test_markup_and_places_are_kept() -> None:
    markup = (
        "<div><h1>Title</h1><section id='p1'><p>One <em>two</em> <a href='https://e.org/(a)?b=1'>"
        "three</a>, <em>“four”</em>.</p></section><h3 id='x'>Five</h3>"
        "<ol start='3'><li>Six<ul><li>seven</li></ul></li><li>Eight</li></ol>"
        "<ol><li id='note-7' value='7'>Nine</li></ol>"
        "<table><tr><th>A</th><th class='align-right'>B</th></tr><tr><td>1</td><td>2|3</td></tr>"
        "</table><form>No</form><pre>a\n\n*b*</pre></div>"
    )
    assert (
        convert(etree.fromstring(markup))
        == """<div id="p1"></div>

One *two* [three](https://e.org/%28a%29?b=1), <em>“four”</em>.

### Five {#x}

3. Six

    - seven

4. Eight

- <a id="note-7"></a>7: Nine

| A | B |
| --- | --: |
| 1 | 2&#124;3 |

<pre><code>a&#10;&#10;&#42;b&#42;</code></pre>"""
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a <strong>b</strong> <b>c</b> <i>d</i></p>", "a **b** **c** *d*"),
        ("<p>a<em>b</em>c</p>", "a*b*c"),
        ("<p><em>a</em><em>b</em></p>", "<em>a</em>*b*"),
        ("<p><em>a!</em> b</p>", "<em>a!</em> b"),
        ("<p><em> a </em>b</p>", "*a* b"),
        ("<p>a <em></em> b</p>", "a b"),
        (
            "<p>a <q>b</q> <cite>c</cite> <sup>1</sup> <span>d</span></p>",
            "a “b” <cite>c</cite> <sup>1</sup> d",
        ),
        ("<p>a <span class='noted'>b</span></p>", "a <u>b</u>"),
        ("<p>a<br/>b</p>", "a<br>b"),
        ("<p>a <!-- b --> c<script>d</script></p>", "a c"),
        (
            "<p>a <code>b c</code> <code>d`e</code> <code> </code></p>",
            "a `b c` <code>d&#96;e</code> <code> </code>",
        ),
        ("<p><img src='a b.png' alt='A *b*'/></p>", "![A \\*b\\*](a%20b.png)"),
        ("<p><img/></p>", "![]()"),
        (
            "<p><a href='a.md'>b</a><a class='step' href='c.md'>d</a> <a>e</a></p>",
            "[b](a.md) [d](c.md) e",
        ),
        (
            "<p><a id='x' href='a.md'>b</a> <em id='y'></em>c</p>",
            '<a id="x"></a>[b](a.md) <a id="y"></a>c',
        ),
        ("<p><code id='x'>a</code></p>", '<a id="x"></a>`a`'),
        ("<p class='byline'><span>a</span> <span></span> <span>b</span></p>", "a · b"),
        ("<p class='label'>a</p>", "**a**"),
        ("<p class='label'></p><p>a</p>", "a"),
        ("<details><summary>a</summary><p>b</p></details>", "**a**\n\nb"),
        ("a<p>b</p>c<p>d</p>e", "a\n\nb\n\nc\n\nd\n\ne"),
        ("<h1>a</h1><h2>b\n c</h2><h6>d</h6>", "## b c\n\n###### d"),
        ("<h2 id='x'>a</h2>", "## a {#x}"),
        ("<p id='x&quot;y'>a</p>", '<div id="x&quot;y"></div>\n\na'),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<ol start='9'><li><p>a</p></li><li><p>b</p></li></ol>", "9. a\n10. b"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n    b\n\n- c"),
        ("<ol start='100'><li><p>a</p><p>b</p></li></ol>", "100. a\n\n     b"),
        ("<ul><li id='x'>a</li><li id='y'></li></ul>", '- <a id="x"></a>a\n- <a id="y"></a>'),
        ("<ol><li value='7'>a</li><li value='8'></li></ol>", "- 7: a\n- 8: "),
        ("<dl><dt>a</dt><dd>b</dd><dd>c</dd><dt>d</dt><dd>e</dd></dl>", "- a: b c\n- d: e"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<table></table><p>a</p>", "a"),
        (
            "<table><tr><th class='align-left'>a</th><th class='align-center'>b</th></tr>"
            "<tr><td><p>c</p><p>d</p></td><td>e</td></tr></table>",
            "| a | b |\n| :-- | :-: |\n| c<br>d | e |",
        ),
        ("<pre>a_b 1</pre>", "<pre><code>a_b 1</code></pre>"),
        ("<hr/>", "---"),
        ("<figure><svg>a</svg><figcaption><details><p>b</p></details></figcaption></figure>", "b"),
        ("<figure><p>a</p></figure>", "a"),
        ("<form>a</form><section><p>b</p></section>", "b"),
        (
            "<p>1. a</p><p>- b</p><p>+ c</p><p>&gt; d</p><p>! e</p><p>![</p>",
            "1&#46; a\n\n&#45; b\n\n&#43; c\n\n&#62; d\n\n&#33; e\n\n&#33;\\[",
        ),
    ],
)
def test_each_element_as_markdown(markup: str, expected: str) -> None:
    assert convert(etree.fromstring(f"<div>{markup}</div>")) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://e.org/a?b=1&c=2#d", "https://e.org/a?b=1&c=2#d"),
        ("a b(c)<d>", "a%20b%28c%29%3Cd%3E"),
        ("é|\\^`{}", "é%7C%5C%5E%60%7B%7D"),
        ("a&copy;b", "a&amp;copy;b"),
        ("it's", "<it's>"),
        ('a"b', '<a"b>'),
    ],
)
def test_addresses_end_where_they_end(url: str, expected: str) -> None:
    assert address(url) == expected


def test_text_between_signs() -> None:
    assert escape("a... ++ -- == !! ~ ^ | { < & &; &a;") == (
        "a&#46;.. &#43;+ &#45;- &#61;= &#33;! &#126; &#94; &#124; &#123; &#60; & &; &#38;a;"
    )


def test_only_a_quotation_is_written_as_one() -> None:
    for tag in ("article", "aside", "address", "section", "div"):
        element = html.fragment_fromstring(f"<div><{tag}><p>One.</p><p>Two.</p></{tag}></div>")
        assert convert(element).strip() == "One.\n\nTwo.", tag
    quoted = html.fragment_fromstring("<div><blockquote><p>One.</p><p>Two.</p></blockquote></div>")
    assert convert(quoted).strip() == "> One.\n>\n> Two."


def test_of_a_drawing_what_its_details_say_is_written() -> None:
    inner = "<svg><title>Drawn</title></svg><p>Caption.</p><details><p>As words.</p></details>"
    drawn = html.fragment_fromstring(f"<div><figure>{inner}</figure></div>")
    assert convert(drawn).strip() == "As words."
    for tag in ("section", "div", "aside"):
        other = html.fragment_fromstring(f"<div><{tag}>{inner}</{tag}></div>")
        assert "Caption." in convert(other), tag
    plain = html.fragment_fromstring("<div><figure><p>Caption.</p></figure></div>")
    assert convert(plain).strip() == "Caption."
