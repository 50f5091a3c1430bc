"""Web pages of the kinds on which extractors, or filters of ours, went wrong."""

import pytest
from dossier.importing.draft import Draft, Unreadable
from dossier.importing.page import read_page
from dossier.reading.markdown_blocks import read_markdown

LINES = [
    "The harbour board of the northern coast said on Monday that it will build two new quays, and "
    "that the first of them is to be ready before the storms of the next winter.",
    "Its engineers have measured the currents for a year, with buoys that were set out by the "
    "fishermen of three villages, who were paid for each week that they looked after them.",
    "The money comes from a levy on the ships that call at the port, which rises by a tenth, and "
    "from a loan that has to be paid back within the next twenty years.",
    "Not all are content with it: the owners of the smaller boats say that they will pay for quays "
    "at which there is no room for them, and ask for a basin of their own.",
]
TEXT = "".join(f"<p>{line}</p>" for line in LINES)


def page(body: str, head: str = "", article: str = "<article>") -> bytes:
    return (
        "<!DOCTYPE html><html lang='en'><head><title>New quays - Coast Daily</title>"
        f"<meta property='og:site_name' content='Coast Daily'>{head}</head><body>"
        "<header><nav><ul><li><a href='/'>Home</a></li><li><a href='/s'>Ships</a></li></ul></nav>"
        f"</header><main>{article}<h1>New quays</h1>{body}</article></main>"
        "<footer><p>© Coast Daily. All rights reserved.</p></footer></body></html>"
    ).encode()


def read(body: str, **more: str) -> Draft:
    return read_page(page(body, **more))


def blocks(draft: Draft) -> list[tuple[str, str]]:
    return [(b.kind, " ".join(b.text.split())) for b in read_markdown(draft.text, 1)]


def paragraphs(draft: Draft) -> list[str]:
    return [text for kind, text in blocks(draft) if kind == "paragraph"]


def with_middle(middle: str) -> str:
    """The article with something after its second paragraph."""
    return (
        "".join(f"<p>{line}</p>" for line in LINES[:2])
        + middle
        + f"<p>{LINES[2]}</p><p>{LINES[3]}</p>"
    )


@pytest.mark.parametrize(
    "name",
    [
        "post tag-port-promotion category-sponsors",
        "node node--promoted",
        "no-ads related-wrap",
        "advert-free newsletter",
    ],
)
def test_names_that_only_sound_like_advertising_cost_nothing(name: str) -> None:
    assert paragraphs(read(TEXT, article=f"<article class='{name}'>")) == LINES


def test_a_section_is_kept_or_named() -> None:
    words = (
        "The villages have to agree before any stone is laid, and each of them has one vote in it."
    )
    section = f"<section class='{{}}'><h2>Consent</h2><p>{words} {words}</p></section>"
    kept = read(with_middle(section.format("informed-consent")))
    assert ("heading", "Consent") in blocks(kept) and kept.unread == ()
    named = read(with_middle(section.format("newsletter")))
    assert "The villages have" in named.text + " ".join(named.unread)


def test_what_is_called_advertising_and_nothing_else_goes() -> None:
    draft = read(with_middle("<div class='advertisement'><p>Buy a boat now!</p></div>"))
    assert paragraphs(draft) == LINES


def test_a_line_that_leads_to_another_article_goes() -> None:
    assert (
        paragraphs(read(with_middle("<p>Also read: <a href='/x'>Ferry delayed</a></p>"))) == LINES
    )
    kept = "<p>Read more: the <a href='/x'>report</a> of the board has all of the figures.</p>"
    assert len(paragraphs(read(with_middle(kept)))) == 5


def test_a_link_that_is_no_address_is_its_text() -> None:
    draft = read(
        with_middle("<p>See the <a href='https://[quays]'>plan of the quays</a> there.</p>")
    )
    assert "See the plan of the quays there." in draft.text


def test_terms_are_told_from_their_meanings() -> None:
    terms = (
        "<dl><dt>Levy</dt><dd>What each ship pays when it calls at the port.</dd>"
        "<dt>Quay</dt><dd>A wall of stone at which ships are made fast.</dd></dl>"
    )
    assert (
        "- **Levy**  \n    What each ship pays when it calls at the port.\n"
        "- **Quay**  \n    A wall of stone at which ships are made fast.\n"
    ) in read(with_middle(terms)).text


def test_raised_letters_numbers_of_lists_and_code_stay() -> None:
    middle = (
        "<p>It needs 10<sup>5</sup> m<sup>3</sup> of stone, and saves CO<sub>2</sub> too.</p>"
        "<ol><li>The first quay is built in the spring.</li></ol><p>The second one is not sure.</p>"
        "<ol start='2'><li>The second quay is built a year later.</li></ol>"
        "<pre><code>ship,levy\nferry,12\n\nbarge,6\n</code></pre>"
    )
    text = read(with_middle(middle)).text
    assert "10⁵ m³ of stone, and saves CO₂" in text
    assert "\n\n1. The first quay" in text and "\n\n2. The second quay" in text
    assert "```\nship,levy\nferry,12\n\nbarge,6\n```" in text


def test_merged_cells_and_notes_stay_what_they_are() -> None:
    middle = (
        "<table><tr><th>Ship</th><th>Year</th><th>Levy</th></tr>"
        "<tr><td rowspan='2'>Ferry</td><td>2025</td><td>10</td></tr>"
        "<tr><td>2026</td><td>11</td></tr></table>"
        "<p>The levy was raised twice before<sup id='r1'><a href='#n1'>1</a></sup> this year.</p>"
    )
    note = "<ol><li id='n1'>In 2019 and in 2022, by a twentieth. <a href='#r1'>↩</a></li></ol>"
    text = read(with_middle(middle) + note).text
    assert "| Ferry | 2025 | 10 |\n|  | 2026 | 11 |\n" in text
    assert "raised twice before[^n1] this year." in text
    assert text.endswith("[^n1]: In 2019 and in 2022, by a twentieth.\n")


def test_notes_beside_the_article_come_with_it() -> None:
    mark = (
        "<p>The levy was raised twice before<sup id='r1'><a href='#n1'>[1]</a></sup> this year.</p>"
    )
    note = (
        "<div class='footnotes sidebar'><hr><p id='n1'><a href='#r1'>^</a> In 2019, as the board"
        " says in its yearly report of that time.</p></div>"
    )
    data = page(with_middle(mark)).replace(b"<footer>", note.encode() + b"<footer>")
    text = read_page(data).text
    assert "twice before[^n1] this year." in text
    assert text.endswith("[^n1]: In 2019, as the board says in its yearly report of that time.\n")


def test_headings_of_a_live_blog_stay() -> None:
    entries = "".join(
        f"<div class='entry'><time>0{n}:10</time><h3>Update {n}</h3><p>{line}</p></div>"
        for n, line in enumerate(LINES, 1)
    )
    found = blocks(read(entries))
    assert [text for kind, text in found if kind == "heading"][-4:] == [
        *("Update 1", "Update 2", "Update 3", "Update 4")
    ]
    assert [text for _, text in found if text in LINES] == LINES


@pytest.mark.parametrize(
    "first",
    [
        "<p><span class='dropcap'>T</span>{}</p>",
        "<div class='initial'>T</div><p>{}</p>",
        "<p><img alt='T' src='t.png'>{}</p>",
        "<p><span aria-hidden='true'>T</span>{}</p>",
    ],
)
def test_a_large_first_letter_is_that_of_its_word(first: str) -> None:
    rest = "".join(f"<p>{line}</p>" for line in LINES[1:])
    assert paragraphs(read(first.format(LINES[0][1:]) + rest)) == LINES


def test_a_letter_that_is_a_word_stays_one() -> None:
    line = f"A {LINES[0][4:]}"
    rest = "".join(f"<p>{line}</p>" for line in LINES[1:])
    assert paragraphs(read(f"<div>A</div><p>{line[2:]}</p>{rest}"))[0] == line


def test_a_caption_stays_or_is_said() -> None:
    figure = "<figure><img src='a.jpg'><figcaption>A buoy off the coast.</figcaption></figure>"
    draft = read(with_middle(figure))
    assert draft.unread == (
        "a picture is left out after “… week that they looked after them.”: A buoy off the coast.",
    )


def test_a_formula_stays_as_its_source() -> None:
    tex = "<p>The wave has <math alttext='h = 0.2^2'><mi>h</mi></math> as they had said.</p>"
    assert "has `h = 0.2^2` as they" in read(with_middle(tex)).text
    drawn = "<p>The wave has <math><mi>h</mi></math> as they had reckoned it long before.</p>"
    assert "a formula is left out after" in " ".join(read(with_middle(drawn)).unread)


def test_what_no_reader_sees_is_left_out() -> None:
    hidden = "".join(
        f"<p {how}>What nobody sees of it, at some length, but for those who look.</p>"
        for how in ("hidden", "style='display: none'", "style='visibility:hidden'")
    )
    assert paragraphs(read(with_middle(hidden))) == LINES
    shown_later = page(TEXT).replace(b"<main>", b"<main style='display:none'>")
    assert paragraphs(read_page(shown_later)) == LINES


def test_a_list_between_paragraphs_of_a_bare_page_stays() -> None:
    rows = "<ul><li>It was named in April.</li><li>It met twice before the rains.</li></ul>"
    body = f"<html><head><title>Quays</title></head><body>{with_middle(rows)}</body></html>"
    assert ("list", "It was named in April. It met twice before the rains.") in blocks(
        read_page(body.encode())
    )


def test_a_layout_of_tables_is_not_a_table() -> None:
    body = f"<table><tr><td><h1>New quays</h1>{TEXT}</td><td><a href='/'>Home</a></td></tr></table>"
    draft = read_page(f"<html><body>{body}</body></html>".encode())
    assert [text for kind, text in blocks(draft) if kind == "paragraph"][:4] == LINES


def test_a_page_of_which_much_is_left_out_is_doubted() -> None:
    other = "".join(f"<div><p>{line[::-1]}</p></div>" for line in LINES * 3)
    tail = f"<div id='comments' class='comments'>{other}</div>"
    draft = read_page(page(TEXT).replace(b"<footer>", tail.encode() + b"<footer>"))
    assert "compare it with the page" in draft.unread[0]
    known = f'{{"@type": "NewsArticle", "articleBody": "{"word " * 900}"}}'
    said = f'<script type="application/ld+json">{known}</script>'
    assert "it is not sure" in read(TEXT, head=said).unread[0]
    assert read(TEXT).unread == ()


def test_a_page_without_an_article_is_refused() -> None:
    for body in ("<nav>Menu</nav>", "<h1>Quays</h1>", "<a href='/'>All of our news</a>", ""):
        with pytest.raises(Unreadable, match="holds no article"):
            read_page(f"<html><body>{body}</body></html>".encode())


def test_a_short_page_is_taken_and_doubted() -> None:
    draft = read_page(b"<html><body><p>The port is shut today.</p></body></html>")
    assert draft.text == "The port is shut today.\n"
    assert draft.unread == ("only 5 words were found; compare it with the page",)


def test_facts_of_a_page() -> None:
    head = (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type":'
        ' "NewsArticle", "author": [{"@type": "Person", "name": "María del Mar Sol",'
        ' "familyName": "Sol", "givenName": "María del Mar"}, {"@type": "Person",'
        ' "name": "Tom Hart"}]}]}</script>'
        "<meta property='article:published_time' content='2025-11-04T08:00:00Z'>"
        "<link rel='canonical' href='https://coast.example/quays'>"
    )
    keys = read(TEXT, head=head).keys
    assert keys["authors"] == ["Sol, María del Mar", "Hart, Tom"]
    assert keys["source"] == {"name": "Coast Daily", "url": "https://coast.example/quays"}


def test_a_byline_gives_only_people() -> None:
    byline = (
        "<div class='byline'><b>By <a href='/author/hart' title='Posts by Tom Hart'>Tom Hart</a>"
        "</b> | November 4, 2025 | <a href='/mail'>Email</a></div>"
    )
    assert read(byline + TEXT).keys["authors"] == ["Hart, Tom"]
