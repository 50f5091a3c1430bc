"""What the policy would block, or what leaves this host, is found as a browser would find it."""

import pytest
from dossier.publishing.blocked import Blocked, find_blocked, find_in_css, find_in_file
from hypothesis import given
from hypothesis import strategies as st

PAGE = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>T</title></head>\n'

BLOCKED = {
    "<script>go()</script>": "inline script",
    "<script type=module>go()</script>": "inline script",
    '<script type="speculationrules">{}</script>': "inline script",
    "<svg><script>go()</script></svg>": "inline script",
    "<style>p {}</style>": "style element",
    "<p style='color: red'>x</p>": "style attribute",
    "<p STYLE=x>x</p>": "style attribute",
    "<img src=x.png onerror=go()>": "event attribute",
    "<p OnClick='go()'>x</p>": "event attribute",
    "<svg onload=go()></svg>": "event attribute",
    "<a href='javascript:go()'>x</a>": "`javascript:` link",
    "<a href='&#106;ava&Tab;script&colon;go()'>x</a>": "`javascript:` link",
    "<a href=' \tJaVaScRiPt:go()'>x</a>": "`javascript:` link",
    "<form action='javascript:go()'></form>": "`javascript:` link",
    "<iframe src='x.html'></iframe>": "frame",
    "<object data='x.svg'></object>": "frame",
    "<embed src='x.svg'>": "frame",
    "<script src='https://cdn.example/x.js'></script>": "from elsewhere",
    "<script src='//cdn.example/x.js'></script>": "from elsewhere",
    "<link rel=stylesheet href='https://cdn.example/x.css'>": "from elsewhere",
    "<link rel=preconnect href='https://cdn.example'>": "from elsewhere",
    "<img src='http://cdn.example/x.png'>": "from elsewhere",
    "<img src='data:image/svg+xml,x'>": "from elsewhere",
    "<form action='https://cdn.example/'></form>": "from elsewhere",
    "<base href='https://cdn.example/'>": "from elsewhere",
    "<meta http-equiv='Refresh' content='0; url=https://example.org/'>": "leads to another host",
    "<meta http-equiv=refresh content='0; URL=https://example.org/'>": "leads to another host",
    "<meta http-equiv=refresh content='0;\\\\evil.example'>": "leads to another host",
    "<meta http-equiv=refresh content='0,url=\"https:evil.example\"'>": "leads to another host",
    "<img src='https:evil.example'>": "from elsewhere",
    "<img src='\\\\evil.example'>": "from elsewhere",
    "<img src='/\t/evil.example'>": "from elsewhere",
    "<img src='h\nttps://evil.example'>": "from elsewhere",
    "<img src=' ///evil.example'>": "from elsewhere",
    "<img srcset='a.png 1x, //evil.example/b.png 2x'>": "from elsewhere",
    "<link rel=preload imagesrcset='a.png 1x,https://evil.example/b 2x' href=a>": "from elsewhere",
    "<table><tr><td background=//evil.example/a>x</table>": "from elsewhere",
    "<video poster=//evil.example/a></video>": "from elsewhere",
    "<svg><image href='//evil.example/a'/></svg>": "from elsewhere",
    "<svg><use xlink:href='https://evil.example/a#b'/></svg>": "from elsewhere",
    "<svg><script href='//evil.example/a'></script></svg>": "from elsewhere",
    "<a href='a.html' ping='b https://evil.example/'>x</a>": "each click",
    "<svg><a><set attributeName=href to='javascript:go()'/></a></svg>": "`javascript:` link",
    "<svg><animate values='a;javascript:go()'/></svg>": "`javascript:` link",
    "<img src='https://[::1'>": "no address that a browser can read",
    "<p><iframe srcdoc='<script>go()</script>'></iframe>": "",
}
ALLOWED = (
    '<script type="application/ld+json">{"a": "</p>"}</script>',
    '<script src="../assets/a.js" type="module"></script>',
    "<a href='https://example.org/'>x</a> <a href='mailto:a@example.org'>x</a>",
    "<p>onclick=go() javascript:go() &lt;script&gt;go()&lt;/script&gt; style='x'</p>",
    "<link rel=canonical href='https://example.org/'><link rel=stylesheet href='a.css'>",
    "<img src='a.png' srcset='a.png 1x, b.png 2x'><form action='../search/'></form>",
    "<a href='a:b'>x</a><a href='//example.org/'>x</a><a ping='/clicks' href='b'>x</a>",
    "<meta http-equiv=refresh content='0; url=../a/'>",
)


@pytest.mark.parametrize("markup", BLOCKED)
def test_what_the_policy_blocks_is_a_problem(markup: str) -> None:
    found = list(find_blocked(f"{PAGE}<body>\n{markup}</body>"))
    assert found and {blocked.line for blocked in found} <= {4, 5}
    assert all(BLOCKED[markup] in blocked.message for blocked in found)


@pytest.mark.parametrize("markup", ALLOWED)
def test_what_the_policy_lets_through_is_none(markup: str) -> None:
    assert list(find_blocked(f"{PAGE}<body>\n{markup}</body>")) == []


def test_what_is_found_is_a_value() -> None:
    assert list(find_blocked(f"{PAGE}<p style=x>")) == [
        Blocked(
            3,
            "holds a style attribute; give the element a class, and the class a style",
            ("style", "x"),
        )
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a { background: url(//evil.example/a) }", [1]),
        ("a {}\nb { background: URL( 'https://evil.example/a' ) }", [2]),
        ("@import 'https://evil.example/a.css';", [1]),
        ("@import url(\\\\\\\\evil.example);", [1]),
        ("a { background: u\\72l(https:evil.example) }", [1]),
        ("/* a\n */ a { mask: image-set('//evil.example/a' 1x) }", [2]),
        ("a { background: url(data:image/png;base64,x), url(a.png) }", []),
        ("/* url(//evil.example) */ a::after { content: ' (' attr(href) ')' }", []),
        ("@import 'a.css'; a { content: 'https://example.org' }", []),
    ],
)
def test_style_sheets_are_read_as_a_browser_reads_them(text: str, lines: list[int]) -> None:
    assert [blocked.line for blocked in find_in_css(text)] == lines


@pytest.mark.parametrize(
    ("suffix", "data", "line", "message"),
    [
        (".html", b"a\nb\nc\xff", 3, "byte 0xff is not UTF-8; save the file as UTF-8"),
        (".css", b"\xe9", 1, "byte 0xe9 is not UTF-8; save the file as UTF-8"),
        (".svg", b"words", 1, "is no XML; mend it, or move it out of docs/"),
    ],
)
def test_what_cannot_be_read_is_said(suffix: str, data: bytes, line: int, message: str) -> None:
    assert [*find_in_file(suffix, data)] == [Blocked(line, message, is_unreadable=True)]


def test_a_file_is_read_as_its_name_says() -> None:
    style, page = b"\xef\xbb\xbf\n@import '//evil.example/a'; <p style=x>", b"<p style='x'>"
    assert [blocked.line for blocked in find_in_file(".css", style)] == [2]
    assert [blocked.words for blocked in find_in_file(".htm", page)] == [("style", "x")]
    assert [*find_in_file(".html", b"  \n")] == []
    assert [*find_in_css("a { content: '\\ffffff' }")] == []


def test_a_long_address_is_told_by_its_beginning() -> None:
    long = "https://evil.example/".ljust(90, "x")
    (found,) = find_blocked(f"{PAGE}<img src='{long}'>")
    assert found.message == f"loads {long[:80]} from elsewhere; copy it into docs/assets/"
    (found,) = find_blocked(f"{PAGE}<img src='https://[{long}'>")
    assert found.message.startswith(f"`https://[{long[:71]}` is no address")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{SVG}<script>go()</script></svg>", "inline script"),
        (f"{SVG}<script xlink:href='//evil.example/a'/></svg>", "from elsewhere"),
        (f"{SVG}<g onclick='go()'/></svg>", "event attribute"),
        (f"{SVG}<a xlink:href='javascript:go()'/></svg>", "`javascript:` link"),
        (f"{SVG}<image href='//evil.example/a'/></svg>", "from elsewhere"),
        (f"{SVG}<style>a {{ mask: url(//evil.example/a) }}</style></svg>", "another host"),
        (f"{SVG}<g><script>go()</script>", "inline script"),  # it is not even well-formed
        ("<!DOCTYPE svg [<!ENTITY a '<script/>'>]><svg>&a;</svg>", "declares entities"),
        ("<?xml-stylesheet type='text/xsl' href='a.xsl'?><a/>", "by an instruction"),
        ("words", "is no XML"),
    ],
)
def test_scripts_in_pictures_and_other_xml_are_found(text: str, message: str) -> None:
    found = list(find_in_file(".svg", text.encode()))
    assert found and message in found[0].message
    assert message in next(find_in_file(".svg", text.encode("utf-16"))).message


def test_a_picture_may_have_styles_and_links() -> None:
    style = "<style>\na {}\nb { mask: url(//evil.example/a) }</style>"
    assert [blocked.line for blocked in find_in_file(".svg", f"{SVG}\n{style}</svg>".encode())] == [
        4
    ]
    text = f"{SVG}<style>a {{}}</style><a href='https://example.org/'><g style='x'/></a></svg>"
    assert list(find_in_file(".svg", text.encode())) == []


def test_a_feed_says_words_alone() -> None:
    text = "<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://example.org/'/></feed>"
    assert list(find_in_file(".xml", text.encode())) == []
    text = text.replace("<link", "<p xmlns='http://www.w3.org/1999/xhtml' onclick='go()'/><link")
    assert [blocked.line for blocked in find_in_file(".xml", text.encode())] == [1]


TAGS = ("a", "p", "svg", "form", "script", "link", "meta", "base", "img", "button", "textarea")
NAMES = ("href", "src", "action", "rel", "type", "http-equiv", "content", "onclick", "title", "to")
VALUES = (
    *("", "x.js", "../a/?b=c&amp;d#e", "https://example.org/", "//example.org/", "/\t/example.org"),
    *("javascript:go()", "javascript&colon;go()", "\njavascript:go()", "a:b", "x y", "é.html"),
    *("canonical", "stylesheet", "module", "application/ld+json", "refresh", "text/javascript"),
    *("Content-Security-Policy", "0; url=//example.org/", 'a" onclick="go()', "<script>", "-->"),
)
ATTRIBUTES = st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)).map(
    lambda pair: ' {}="{}"'.format(*pair)
)
ELEMENTS = st.tuples(st.sampled_from(TAGS), st.lists(ATTRIBUTES, max_size=3)).map(
    lambda pair: f"<{pair[0]}{''.join(pair[1])}>"
)
PIECES = ELEMENTS | st.sampled_from(("</script>", "</svg>", "</textarea>", "go()", "{}", "\n", "<"))


@given(st.lists(PIECES, max_size=6).map("".join))
def test_a_page_that_is_written_strictly_is_judged_as_any_other(page: str) -> None:
    """A comment is enough to have a page looked through in full."""
    found = sorted(blocked.message for blocked in find_blocked(page))
    assert found == sorted(blocked.message for blocked in find_blocked(f"<!-- -->{page}"))
