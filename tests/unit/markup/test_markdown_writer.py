"""Markdown of ours reads as the words that it was made of."""

from dossier.markup.markdown_writer import convert, escape, line
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
