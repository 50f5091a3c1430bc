"""Web pages of the kinds on which extractors, or filters of ours, went wrong."""

import re

import pytest
from dossier.importing.draft import Draft, Unreadable
from dossier.importing.page import (
    _complete,
    _doubts,
    _drop_rules,
    _gaps,
    _is_article,
    _leave_out_advertising,
    _leave_out_leads,
    _number_items,
    is_layout,
    read_page,
    set_notes,
)
from dossier.importing.selection import find_runs
from dossier.reading.markdown_blocks import read_markdown
from lxml.html import fromstring

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


def test_a_letter_at_the_end_is_no_first_letter() -> None:
    assert paragraphs(read(f"{TEXT}<p>Z</p>"))[:4] == LINES
    assert paragraphs(bare(f"{TEXT}<p>Z</p>"))[:4] == LINES


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


def bare(body: str) -> Draft:
    """What is read of a page with nothing around its text."""
    return read_page(f"<html><body>{body}</body></html>".encode())


@pytest.mark.parametrize(("count", "doubts"), [(19, True), (20, False)])
def test_a_text_of_twenty_words_is_not_doubted(count: int, doubts: bool) -> None:
    draft = bare(f"<p>{' '.join(f'word{n}' for n in range(count))}.</p>")
    said = f"only {count} words were found; compare it with the page"
    assert draft.unread == ((said,) if doubts else ())


@pytest.mark.parametrize(
    ("body", "is_article"),
    [
        ("<p>{4}</p>", True),  # all of its page
        ("<p>{4}</p><nav>{1}</nav>", True),  # four words of five
        ("<p>{7}</p><nav>{2}</nav>", False),
        ("<h1>{9}</h1>", False),
        ("<h1>{20}</h1><p><a>x</a></p>", True),
        ("<p><a href='/'>{19}</a></p>", False),
    ],
)
def test_what_is_shorter_must_be_most_of_its_page(body: str, is_article: bool) -> None:
    runs = find_runs(fromstring(f"<div>{filled(body)}</div>"))
    kept = [not run.aside for run in runs]
    assert _is_article(runs, kept) is is_article


def filled(body: str) -> str:
    """Each number in braces as so many words."""
    return re.sub(r"\{(\d+)\}", lambda found: " ".join(["word"] * int(found[1])), body)


@pytest.mark.parametrize(("letters", "is_article"), [(120, True), (119, False)])
def test_a_text_without_spaces_is_as_long_as_its_letters(letters: int, is_article: bool) -> None:
    (run,) = find_runs(fromstring(f"<div><h1>{'語' * letters}</h1></div>"))
    assert _is_article([run], [True]) is is_article


def doubted(body: str, first: str, alike: float = 1.0, said: object = "") -> list[str]:
    """What is doubted of a page of which the runs with an `x` are kept."""
    runs = find_runs(fromstring(f"<div>{filled(body)}</div>"))
    return list(_doubts(runs, [c == "x" for c in first], alike, said))


def test_why_a_page_is_doubted() -> None:
    text = "<p>{20}</p><p>{20}</p>"
    unsure = "it is not sure what of the page is the article; compare it with the page: "
    assert doubted(text, "xx", 0.6) == []
    assert doubted(text, "xx", 0.59) == [f"{unsure}40 words are kept"]
    assert doubted(text, "xx", said="word " * 80) == []
    assert doubted(text, "xx", said="word " * 81) == [f"{unsure}40 words are kept"]
    assert doubted(text, "xx", said=["word"] * 81) == []
    assert doubted(text, "x.") == []
    much = "20 of the page’s 41 words of running text are kept; compare it with the page"
    assert doubted("<p>{20}</p><p>{21}</p>", "x.") == [much]
    assert doubted("<p>{20}</p><p>{20}</p><p>{9}</p>", "x..") == []  # no running text
    assert doubted("<p>{20}</p><p>{20}</p><p>{10}</p>", "x..") != []
    assert doubted("<p>{20}</p><p>{20}</p><p><a>{10}</a></p>", "x..") == []


def gaps(body: str, kept: str) -> list[str]:
    runs = find_runs(fromstring(f"<div>{filled(body)}</div>"))
    return list(_gaps(runs, [c == "x" for c in kept]))


def test_running_text_that_is_left_out_within_an_article_is_named() -> None:
    assert gaps("<p>Begin.</p><p>One two three four five six seven {18}</p><p>End.</p>", "x.x") == [
        "25 words are left out after “Begin.”: One two three four five six …"
    ]
    assert gaps("<p>Begin.</p><p>One two three {21}</p><p>End.</p>", "x.x") == []
    assert gaps("<p>{1}</p><p>{15}</p><p>{10}</p><p>{1}</p>", "x..x") == [
        f"25 words are left out after “word”: {' '.join(['word'] * 6)} …"
    ]
    assert gaps("<p>{1}</p><p>{16}</p><p>{9}</p><p>{1}</p>", "x..x") == []  # no running text
    assert gaps("<p>{30}</p><p>{1}</p><p>{30}</p>", ".x.") == []
    assert gaps("<p>{1}</p><aside>{30}</aside><p>{1}</p>", "x.x") == []
    assert gaps("<p>{1}</p><p><a>{30}</a></p><p>{1}</p>", "x.x") == []
    assert len(gaps("<p>{1}</p><p>{30}</p><p>{1}</p><p>{30}</p><p>{1}</p>", "x.x.x")) == 2


@pytest.mark.parametrize(
    ("table", "is_one"),
    [
        ("<table role=presentation><tr><td>a<td>b</table>", True),
        ("<table role=none><tr><td>a<td>b</table>", True),
        ("<table role=table><tr><td>a<td>b</table>", False),
        ("<table><tr><td>a<td>b</table>", False),
        ("<table><tr><td>a<tr><td>b</table>", True),
        ("<table><tr><td>a<tr><td>b<td>c</table>", False),
        ("<table><tr><td><p>a<p>b<td>c</table>", False),
        ("<table><tr><td><p>a<p>b<p>c<td>d</table>", True),
        ("<table><tr><td><ul><li>a</ul><td>b</table>", False),
        ("<table><tr><td><h2>a</h2><td>b</table>", True),
        ("<table><tr><th><h2>a</h2><td>b</table>", False),
        ("<table><tr><td><blockquote>a</blockquote><td>b</table>", True),
        ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", True),
    ],
)
def test_which_tables_only_set_a_page(table: str, is_one: bool) -> None:
    assert is_layout(fromstring(table)) is is_one


@pytest.mark.parametrize(
    ("attributes", "numbers"),
    [
        ("", (1, 2, 3)),
        ("start=4", (4, 5, 6)),
        ("start=-1", (-1, 0, 1)),
        ("start=x", (1, 2, 3)),
        ("start=1234567890", (1, 2, 3)),
    ],
)
def test_each_item_of_a_list_has_its_number(attributes: str, numbers: tuple[int, ...]) -> None:
    row = fromstring(f"<ol {attributes}><li>a<li>b<li>c</ol>")
    _number_items(row)
    assert [item.get("value") for item in row] == [*map(str, numbers)]


def test_an_item_may_say_its_number() -> None:
    row = fromstring("<ol><li>a<li value=7>b<li>c<li value=x>d</ol>")
    _number_items(row)
    assert [item.get("value") for item in row] == ["1", "7", "8", "9"]
    back = fromstring("<ol reversed><li>a<li>b</ol>")
    _number_items(back)
    assert [item.get("value") for item in back] == [None, None]


def told(middle: str) -> tuple[str, ...]:
    return read(with_middle(middle)).unread


def test_pictures_that_nobody_sees_are_not_told() -> None:
    after = "a picture is left out after “… week that they looked after them.”"
    for size in ("0", "1", "2", "2px", " 1px "):
        assert told(f"<p><img src=a width='{size}'></p>") == ()
        assert told(f"<p><img src=a height='{size}' width=80></p>") == ()
    assert told("<p><img src=a width=3 height=3></p>") == (after,)
    assert told("<p><img src=a></p>") == (after,)
    assert told("<p><img src=a alt='A buoy'></p>") == (f"{after}: A buoy",)
    assert told("<p><img src=a title='A buoy'></p>") == (f"{after}: A buoy",)
    assert told("<p><svg><path/></svg></p>") == ()


@pytest.mark.parametrize(
    ("body", "kept", "completed"),
    [
        ("<ul><li>{5}<li>{5}</ul>", "x.", "xx"),  # half of it
        ("<ul><li>{4}<li>{5}</ul>", "x.", "x."),
        ("<ol><li>{5}<li><a>{5}</a></ol>", "x.", "x."),
        ("<ol><li>{5}<li>{3}<li><a>{2}</a></ol>", "x..", "xx."),
        ("<table><tr><td>{3}<td>{7}</table>", "x.", "xx"),  # three in ten
        ("<table><tr><td>{2}<td>{7}</table>", "x.", ".."),
        ("<table><tr><td>{3}<td><a>{7}</a></table>", "x.", "xx"),
        ("<table role=presentation><tr><td>{2}<td>{7}</table>", "x.", "x."),
        ("<dl><dt>{3}<dd>{7}</dl>", "x.", "xx"),
        ("<dl><dt>{2}<dd>{7}</dl>", "x.", "x."),
        # what stands between what is kept, and has no name of its own
        ("<p>{9}</p><p>{2}</p><p>{9}</p>", "x.x", "xxx"),
        ("<p>{9}</p><p class=a>{2}</p><p>{9}</p>", "x.x", "x.x"),
        ("<p>{9}</p><p id=a>{2}</p><p>{9}</p>", "x.x", "x.x"),
        ("<p>{9}</p><p role=a>{2}</p><p>{9}</p>", "x.x", "x.x"),
        ("<p>{9}</p><div>{2}</div><p>{9}</p>", "x.x", "x.x"),
        ("<p>{9}</p><p><a>{2}</a></p><p>{9}</p>", "x.x", "x.x"),
        ("<p>{9}</p><p>{1} <a>{1}</a></p><p>{9}</p>", "x.x", "x.x"),
        ("<p>{9}</p><p>{2} <a>{1}</a></p><p>{9}</p>", "x.x", "xxx"),
        ("<p>{2}</p><p>{9}</p>", ".x", ".x"),
        ("<p>{9}</p><p>{2}</p>", "x.", "x."),
        ("<h2>{2}</h2><p>{9}</p>", ".x", ".x"),
        ("<p>{9}</p><div><h2>{2}</h2><p>{9}</p></div>", "x.x", "xxx"),
        ("<p>{9}</p><p>{2}</p><p>{2}</p><p>{2}</p><p>{9}</p>", "x...x", "xxxxx"),
        (f"<p>{{9}}</p>{'<p>{2}</p>' * 6}<p>{{9}}</p>", "x......x", "x......x"),
    ],
)
def test_lists_and_tables_are_kept_whole_and_what_stands_between(
    body: str, kept: str, completed: str
) -> None:
    runs = find_runs(fromstring(f"<div>{filled(body)}</div>"))
    found = [c == "x" for c in kept]
    _complete(runs, found)
    assert "".join("x" if is_kept else "." for is_kept in found) == completed


def test_rules_stand_between_texts_alone() -> None:
    def rules(markup: str) -> int:
        tree = fromstring(f"<div>{markup}</div>")
        _drop_rules(tree)
        return len(tree.findall(".//hr"))

    assert rules("<p>a</p><hr><p>b</p>") == 1
    assert rules("<p>a</p><hr><hr><p>b</p>") == 1
    assert rules("<hr><p>b</p>") == rules("<p>a</p><hr>") == rules("<p>a</p><hr><h2>b</h2>") == 0


@pytest.mark.parametrize(("count", "stays"), [(60, False), (61, True)])
def test_only_what_is_short_is_advertising_by_its_name(count: int, stays: bool) -> None:
    runs = find_runs(fromstring(filled(f"<div><p>{{9}}</p><p class='Ad'>{{{count}}}</p></div>")))
    kept = [True, True]
    _leave_out_advertising(runs, kept)
    assert kept == [True, stays]


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Also read: <a>Ferry delayed</a>", False),
        ("Read more | <a>Ferry delayed</a> – <a>by fog</a>", False),
        ("Read more: <a>Ferry delayed</a> today", True),
        ("Related stories – <a>Ferry</a> delayed", True),
        ("Watch: <a>Ferry delayed</a>", False),
        ("Watch the <a>ferry</a>", True),
        ("See also: the ferry", True),
        ("<h3>See also: <a>Ferry delayed</a></h3>", True),
    ],
)
def test_which_lines_lead_to_another_article(line: str, stays: bool) -> None:
    (run,) = find_runs(fromstring(line if line.startswith("<h3>") else f"<p>{line}</p>"))
    kept = [True]
    _leave_out_leads([run], kept)
    assert kept == [stays]


@pytest.mark.parametrize(("count", "is_note"), [(398, True), (399, False)])
def test_a_note_has_four_hundred_words_at_most(count: int, is_note: bool) -> None:
    """With its own mark, and the link back."""
    mark = "<p>It was raised<sup id=r1><a href='#n1'>1</a></sup> twice.</p>"
    note = filled(f"<p id=n1>1 {{{count}}} <a href='#r1'>↩</a></p>")
    tree = fromstring(f"<div>{mark}{note}</div>")
    set_notes(tree)
    assert (tree.find(".//p[@data-note]") is not None) is is_note


@pytest.mark.parametrize(
    ("mark", "is_note"),
    [
        *((sign, True) for sign in ("1", "123", "[1]", "(1)", "*", "†", "a")),
        *((sign, False) for sign in ("1234", "ab", "1a", "see 1", "")),
    ],
)
def test_what_the_mark_of_a_note_is(mark: str, is_note: bool) -> None:
    tree = fromstring(
        f"<div><p>Raised<sup><a id=r1 href='#n1'>{mark}</a></sup>.</p>"
        "<ul><li id=n1>In May. <a href='#r1'>back</a></ul></div>"
    )
    set_notes(tree)
    notes = tree.findall(".//li[@data-note='n1']")
    assert len(notes) == len(tree.findall(".//sup[@data-noted='n1']")) == is_note
    assert (tree.find(".//li/a") is None) is is_note


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
