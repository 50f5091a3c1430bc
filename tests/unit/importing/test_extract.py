"""Files as they come → text as seeds hold it, and what the files say of themselves."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from dossier.core.problems import Problems
from dossier.importing.draft import Draft, Unreadable
from dossier.importing.extract import extract, without_html
from dossier.importing.markdown import escape
from dossier.importing.markdown import to_markdown as write
from lxml import html


def to_markdown(markup: str) -> str:
    return write(html.fromstring(f"<div>{markup}</div>"))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h1>A</h1><h2>b</h2><p>c</p>", "# A\n\n## b\n\nc\n"),
        (
            "<p>a <a href='https://e.org/x y(z)'> b </a> c</p>",
            "a [b](https://e.org/x%20y%28z%29) c\n",
        ),
        (
            "<p><a href='http://e.org/'>a</a>, <a href='mailto:a@e.org'>b</a></p>",
            "[a](http://e.org/), [b](mailto:a@e.org)\n",
        ),
        ("<p><a href='a.html'>a</a> <a href='#b'>b</a> <a>c</a></p>", "a b c\n"),
        (
            "<p>a<a href='https://e.org/'></a> <a href='https://e.org/'><img src='x.png'></a></p>",
            "a\n",
        ),
        ("<p>a <img src='https://e.org/x.png' alt='b'> c</p>", "a c\n"),
        ("<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>", "- a\n- b\n\n1. c\n"),
        ("<p>a<sup data-noted='n-2'><a href='#n-2'>[1]</a></sup></p>", "a[^n-2]\n"),
        (
            "<ol><li data-note='n-2'><p>b</p><p>c</p></li></ol><p>d</p>",
            "d\n\n[^n-2]: b\n\n    c\n",
        ),
        (
            "<table><tr><td>a|b</td><td>c</td></tr><tr><td>1</td><td>2</td></tr></table>",
            "| a\\|b | c |\n| --- | --- |\n| 1 | 2 |\n",
        ),
        ("<p>a|b</p>", "a|b\n"),
        (
            "<p>*a* _b_ c_d `e` [f] &lt;g&gt; &amp;amp; # h</p>",
            "\\*a\\* \\_b\\_ c_d \\`e\\` \\[f\\] &lt;g> &amp;amp; # h\n",
        ),
        ("<p>a </p><p></p><p></p><p></p><p>b</p>", "a\n\nb\n"),
    ],
)
def test_elements_as_seeds_write_them(markup: str, expected: str) -> None:
    assert to_markdown(markup) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. a", "1\\. a"),
        ("1.5 a", "1.5 a"),
        ("2024.", "2024\\."),
        ("# a\n> b", "\\# a\n\\> b"),
        ("- a\n+ b\n-c", "\\- a\n\\+ b\n-c"),
        ("a - b + c", "a - b + c"),
        ("---", "\\---"),
        ("AT&T &lt; &#60;", "AT&T &amp;lt; &amp;#60;"),
    ],
)
def test_no_text_is_taken_for_markup(text: str, expected: str) -> None:
    assert escape(text) == expected


@pytest.mark.parametrize(
    ("text", "left", "taken"),
    [
        ("a <b>c</b>", "a c", ["b"]),
        ("a<!-- b -->c", "ac", ["a comment"]),
        ("a<SCRIPT>b</SCRIPT >c<style>d</style>", "ac", ["script", "style"]),
        ("`<b>` <b>", "`<b>` ", ["b"]),
        ("~~~\n<b>\n~~~\n<i>", "~~~\n<b>\n~~~\n", ["i"]),
        ("a < b <y and z>", "a < b <y and z>", []),
        ("<https://e.org/> <a@e.org>", "<https://e.org/> <a@e.org>", []),
    ],
)
def test_html_is_taken_out_of_markdown(text: str, left: str, taken: list[str]) -> None:
    assert without_html(text) == (left, taken)


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, bytes], Draft]:
    def read(name: str, data: bytes) -> Draft:
        (tmp_path / name).write_bytes(data)
        return extract(tmp_path / name)

    return read


Read = Callable[[str, bytes], Draft]
SENTENCE = "The talks of the two governments went on for the whole of the day in the capital."
LAST = "At its end nobody would say what had been settled, and the ministers left for home."


def page(head: str = "", body: str = "", language: str = "en") -> bytes:
    return (
        f"<!DOCTYPE html>\n<html lang='{language}'><head>{head}</head><body><article>"
        f"<h1>The talks</h1><p>{SENTENCE}</p>{body}<p>{LAST}</p></article></body></html>"
    ).encode()


def test_a_page_is_read_as_one_whatever_its_name_says(read: Read) -> None:
    for name in ("a.html", "a.HTM", "a.txt", "a.md", "a.pdf", "a.docx"):
        draft = read(name, page())
        assert draft.suffix == ".md"
        assert draft.text == f"# The talks\n\n{SENTENCE}\n\n{LAST}\n", name
    assert read("b.html", b"\xef\xbb\xbf\n " + page()).text.startswith("# The talks")


def test_a_page_says_language_site_and_day(read: Read) -> None:
    head = (
        "<meta property='og:site_name' content='A Paper'>"
        "<meta property='article:published_time' content='2025-03-01T10:00:00Z'>"
        "<meta name='author' content='Anna Rao; A Paper'>"
        "<meta name='description' content='In short.'>"
        "<link rel='canonical' href='https://example.org/talks'>"
    )
    keys = read("a.html", page(head, language="en_IN")).keys
    assert keys == {
        "title": "The talks",
        "date": date(2025, 3, 1),
        "authors": ["Rao, Anna"],
        "source": {"name": "A Paper", "url": "https://example.org/talks"},
        "language": "en-IN",
        "description": "In short.",
    }


def test_links_of_a_page_lead_to_where_it_was(read: Read) -> None:
    link = "<p>As <a href='/b'>was said before</a> by all of those who had been there.</p>"
    head = "<link rel='canonical' href='https://example.org/talks'>"
    assert "[was said before](https://example.org/b)" in read("a.html", page(head, link)).text
    saved = page(body=link).replace(
        b"<html", b"<!-- saved from url=(0024)https://example.org/talks -->\n<html"
    )
    assert "[was said before](https://example.org/b)" in read("a.html", saved).text


def test_pictures_are_named_with_their_place(read: Read) -> None:
    image = "<p><img src='https://example.org/a.jpg' alt='A port'></p>"
    after = "a picture is left out after “… of the day in the capital.”"
    assert read("a.html", page(body=image)).unread == (f"{after}: A port",)
    figure = "<figure><img src='b.jpg'><figcaption>Crates wait.</figcaption></figure>"
    short = read("a.html", page(body=figure))
    assert short.unread == (after,) and "\n\n*Crates wait.*\n\n" in short.text


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_text_is_taken_as_it_is(read: Read, name: str) -> None:
    data = b"\xef\xbb\xbf---\r\ntitle: A # so\r\n---\r\nOne\r\rtwo\n"
    assert read(name, data) == Draft("One\n\ntwo\n", name[1:], {}, (), "title: A # so\n")  # type: ignore[arg-type]


def test_html_is_taken_out_of_markdown_alone(read: Read) -> None:
    assert read("a.txt", b"a <b>").text == "a <b>"
    assert read("a.md", b"a <b>").unread == ("HTML was taken out: b",)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Tariffs – “again”: the café, €5…", "cp1252"),
        ("Переговоры продолжались весь день в столице, сообщили министры.", "koi8_r"),
        ("Une seule ligne à part.", "utf-16"),
    ],
)
def test_text_of_another_encoding_is_read_and_said(read: Read, text: str, encoding: str) -> None:
    draft = read("a.txt", text.encode(encoding))
    assert draft.text == text
    (said,) = draft.unread
    assert said.startswith("it is not UTF-8 and was read as ") and said.endswith(
        "; check its letters"
    )


def test_front_matter_that_is_wrong_is_said(read: Read) -> None:
    with pytest.raises(Problems) as error:
        read("a.md", b"---\ntitel: A\n---\nWords.\n")
    assert str(error.value).startswith("a.md:2: `titel` is not a known key")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "is empty"),
        ("a.html", b" \n\t", "is empty"),
        ("a.txt", b"---\ntitle: A\n---\n \n", "has no text that can be read"),
        ("a.png", b"picture", "is not one of .html, .htm, .xhtml"),
        ("a.html", page()[:80], "holds no article that could be told from the page around it"),
        ("a.docx", b"PK\x03\x04", "is not a Word file that can be read"),
        ("a.pdf", b"%PDF-1.4", "is not a PDF that can be read"),
    ],
)
def test_what_cannot_be_read_is_said(read: Read, name: str, data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as error:
        read(name, data)
    assert str(error.value).startswith(said)


def test_what_stands_above_a_text_is_known_of_it(read: Read) -> None:
    head = "New quays for the port\n\nThe Coast Daily, 4 November 2025\n\n"
    draft = read("a.md", f"{head}{SENTENCE}\n\n{LAST}\n".encode())
    assert draft.keys == {
        "title": "New quays for the port",
        "source": {"name": "The Coast Daily", "published": "2025-11-04"},
        "date": date(2025, 11, 4),
    }
    assert draft.text.startswith("New quays for the port\n\nThe Coast Daily, 4 November 2025\n")
    assert read("b.md", f"{SENTENCE}\n\n{LAST}\n".encode()).keys == {}
    mail = f"Subject: Quays\n\n{head}{SENTENCE}\n\n{LAST}\n".encode()
    assert read("c.eml", mail).keys["source"] == draft.keys["source"]
