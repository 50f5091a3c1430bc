"""E-mails, saved archives, OpenDocument, RTF and EPUB files, as programs write them."""

import zipfile
from collections.abc import Mapping
from datetime import date
from email.message import EmailMessage
from io import BytesIO

import pytest
from dossier.importing.books import read_book
from dossier.importing.draft import Unreadable
from dossier.importing.mail import read_archive, read_mail
from dossier.importing.open_document import read_open_document
from dossier.importing.rich_text import read_rich_text

LINE = "The board of the port has built two quays, and the second of them is the longer one."


def archive(parts: Mapping[str, str]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


SPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0"'
        for name, rest in (
            *(("office", "office"), ("style", "style"), ("text", "text"), ("table", "table")),
            *(("fo", "xsl-fo-compatible"), ("draw", "drawing"), ("meta", "meta")),
        )
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


META = (
    "<office:meta><dc:title>Quays</dc:title><meta:initial-creator>Anna Rao"
    "</meta:initial-creator><meta:creation-date>2025-11-04T08:00:00.5</meta:creation-date>"
    "<dc:language>en-IN</dc:language></office:meta>"
)


def open_document(text: str, meta: str = META, more_styles: str = "") -> bytes:
    styles = (
        '<style:style style:name="Up"><style:text-properties style:text-position="super 58%"/>'
        '</style:style><style:style style:name="Down"><style:text-properties'
        ' style:text-position="sub 58%"/></style:style><style:style style:name="Bold">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<text:list-style style:name="Numbers"><text:list-level-style-number/></text:list-style>'
        '<text:list-style style:name="Bullets"><text:list-level-style-bullet/></text:list-style>'
    ) + more_styles
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{text}</office:text>"
            "</office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {SPACES}>{meta}</office:document-meta>",
        }
    )


def test_an_open_document() -> None:
    draft = read_open_document(
        open_document(
            f'<text:h text:outline-level="1">Quays</text:h><text:p>{LINE}'
            "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>So the board.</text:p></text:note-body></text:note></text:p>"
            '<text:p>10<text:span text:style-name="Up">5</text:span><text:s/>t, CO'
            '<text:span text:style-name="Down">2</text:span>,<text:line-break/>'
            '<text:span text:style-name="Bold">bold</text:span> '
            '<text:a xlink:href="https://coast.example/">here</text:a></text:p>'
            '<text:list text:style-name="Numbers"><text:list-item><text:p>One.</text:p>'
            '</text:list-item></text:list><text:p text:style-name="Quotations">Said.</text:p>'
            '<text:list text:style-name="Numbers" text:continue-numbering="true"><text:list-item>'
            "<text:p>Two.</text:p></text:list-item></text:list>"
            "<table:table><table:table-row><table:table-cell><text:p>Ship</text:p>"
            "</table:table-cell><table:table-cell><text:p>Year</text:p></table:table-cell>"
            '</table:table-row><table:table-row><table:table-cell table:number-rows-spanned="2">'
            "<text:p>Ferry</text:p></table:table-cell><table:table-cell><text:p>2025</text:p>"
            "</table:table-cell></table:table-row><table:table-row><table:covered-table-cell/>"
            "<table:table-cell><text:p>2026</text:p></table:table-cell></table:table-row>"
            "</table:table><text:p><draw:frame><draw:image/></draw:frame></text:p>"
        )
    )
    assert draft.text.strip().split("\n\n") == [
        *("# Quays", f"{LINE}[^note-1]"),
        "10⁵ t, CO₂,  \n**bold** [here](https://coast.example/)",
        *("1. One.", "> Said.", "2. Two."),
        "| Ship | Year |\n| --- | --- |\n| Ferry | 2025 |\n|  | 2026 |",
        "[^note-1]: So the board.",
    ]
    assert draft.keys == {
        "title": "Quays",
        "date": date(2025, 11, 4),
        "authors": ["Rao, Anna"],
        "language": "en-IN",
    }
    assert draft.unread[1:] == ("a picture is left out after “2026”",)


def odt(text: str, meta: str = META, more_styles: str = "") -> str:
    return read_open_document(open_document(text, meta, more_styles)).text


@pytest.mark.parametrize(
    ("level", "marks"),
    [("1", "#"), ("2", "##"), ("6", "######"), ("7", "######"), ("0", "#"), ("x", "#")],
)
def test_headings_of_an_open_document(level: str, marks: str) -> None:
    heading = f'<text:h text:outline-level="{level}">Quays</text:h><text:p>{LINE}</text:p>'
    assert odt(heading) == f"{marks} Quays\n\n{LINE}\n"
    assert odt(f"<text:h>Quays</text:h><text:p>{LINE}</text:p>") == f"# Quays\n\n{LINE}\n"


def test_an_open_document_that_says_nothing_of_itself_is_called_by_its_heading() -> None:
    heading = '<text:h text:outline-level="1">New quays</text:h>'
    draft = read_open_document(open_document(heading, "<office:meta/>"))
    assert draft.keys == {"title": "New quays"} and draft.unread == ()
    assert read_open_document(open_document(f"<text:p>{LINE}</text:p>", "<a/>")).keys == {}
    later = "<office:meta><dc:date>2025-12-05T08:00:00</dc:date></office:meta>"
    assert read_open_document(open_document(heading, later)).keys["date"] == date(2025, 12, 5)


@pytest.mark.parametrize(
    ("properties", "written"),
    [
        ('style:text-position="33% 58%"', "10⁵"),
        ('style:text-position="super"', "10⁵"),
        ('style:text-position="-33% 58%"', "10₅"),
        ('style:text-position="sub"', "10₅"),
        ('style:text-position="0% 100%"', "105"),
        ('fo:font-weight="bold"', "10**5**"),
        ('fo:font-style="italic"', "10*5*"),
        ('fo:font-weight="normal" fo:font-style="normal"', "105"),
    ],
)
def test_the_look_of_letters_in_an_open_document(properties: str, written: str) -> None:
    style = f'<style:style style:name="A"><style:text-properties {properties}/></style:style>'
    span = '<text:p>10<text:span text:style-name="A">5</text:span></text:p>'
    assert odt(span, more_styles=style) == f"{written}\n"
    assert odt(span) == "105\n"


def test_paragraphs_of_an_open_document_are_what_their_style_says() -> None:
    style = '<style:style style:name="P1" style:parent-style-name="{}"/>'
    said = '<text:p text:style-name="P1">Said.</text:p>'
    two = f'{said}<text:p text:style-name="P1">More.</text:p><text:p>{LINE}</text:p>{said}'
    assert odt(two, more_styles=style.format("Quotations")) == (
        f"> Said.\n>\n> More.\n\n{LINE}\n\n> Said.\n"
    )
    assert odt(said, more_styles=style.format("Title")) == "# Said.\n"
    assert odt(said, more_styles=style.format("Subtitle")) == "Said.\n"
    assert odt(said, more_styles=style.format("Preformatted_20_Text")) == "```\nSaid.\n```\n"
    assert odt(said, more_styles=style.format("Standard")) == "Said.\n"


def items(*items: str, attributes: str = 'text:style-name="Numbers"') -> str:
    rows = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f"<text:list {attributes}>{rows}</text:list>"


def test_lists_of_an_open_document_have_their_numbers() -> None:
    one, two = "<text:p>One.</text:p>", "<text:p>Two.</text:p>"
    assert odt(items(one, two)) == "1. One.\n2. Two.\n"
    started = items(one, two).replace("list-item>", 'list-item text:start-value="7">', 1)
    assert odt(started) == "7. One.\n8. Two.\n"
    assert odt(items(one, two, attributes='text:style-name="Bullets"')) == "- One.\n- Two.\n"
    assert odt(items(one, two, attributes="")) == "- One.\n- Two.\n"
    assert odt(items(one + items(two, attributes=""), two)) == ("1. One.\n    1. Two.\n2. Two.\n")
    apart = f"{items(one, two)}<text:p>{LINE}</text:p>"
    again = items(one, attributes='text:style-name="Numbers" text:continue-numbering="true"')
    assert odt(apart + again).endswith("\n\n3. One.\n")
    assert odt(apart + items(one)).endswith("\n\n1. One.\n")
    other = items(one, attributes='text:style-name="N" text:continue-numbering="true"')
    numbers = '<text:list-style style:name="N"><text:list-level-style-number/></text:list-style>'
    assert odt(apart + other, more_styles=numbers).endswith("\n\n1. One.\n")


def test_what_no_reader_of_an_open_document_sees_is_left_out() -> None:
    text = (
        "<text:tracked-changes><text:p>Old.</text:p></text:tracked-changes><text:sequence-decls>"
        "<text:p>Old.</text:p></text:sequence-decls><text:section><text:p>Said<office:annotation>"
        "<text:p>Why?</text:p></office:annotation><text:tab/>and<text:s/>done"
        "<text:change-start/>.<text:change-end/></text:p></text:section>"
    )
    assert odt(text) == "Said and done.\n"


def test_each_note_of_an_open_document_has_its_number() -> None:
    note = (
        "<text:note><text:note-citation>x</text:note-citation><text:note-body>{}</text:note-body>"
    )
    notes = [f"{note.format(f'<text:p>Note {n}.</text:p>')}</text:note>" for n in "ab"]
    cell = f"<table:table-row><table:table-cell><text:p>Cell{notes[1]}</text:p></table:table-cell>"
    table = f"<table:table>{cell}</table:table-row></table:table>"
    text = odt(f"<text:p>Said{notes[0]} so.</text:p>{table}")
    assert "Said[^note-1] so." in text and "Cell[^note-2]" in text
    assert text.endswith("[^note-1]: Note a.\n\n[^note-2]: Note b.\n")


def test_pictures_in_an_open_document_are_told_by_what_they_show() -> None:
    frame = "<text:p>A quay.</text:p><text:p><draw:frame><draw:image/>{}</draw:frame></text:p>"
    spaces = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    told = [
        read_open_document(open_document(frame.format(each))).unread[-1]
        for each in (f"<svg:title {spaces}>Two boats</svg:title>", "")
    ]
    assert told == [
        "a picture is left out after “A quay.”: Two boats",
        "a picture is left out after “A quay.”",
    ]


def test_rich_text() -> None:
    source = (
        r"{\rtf1\ansi{\info{\title Quays}{\author Anna Rao}{\creatim\yr2025\mo11\dy4}}"
        r"It needs 10{\super 5} t of CO{\sub 2}.\par Caf\'e9 *a*.\par \bullet  One.\par}"
    )
    draft = read_rich_text(source.encode("latin-1"))
    assert draft.text == "It needs 10⁵ t of CO₂.\n\nCafé \\*a\\*.\n\n- One."
    assert draft.keys == {"title": "Quays", "date": date(2025, 11, 4), "authors": ["Rao, Anna"]}
    assert draft.unread[0].startswith("its headings, emphasis and pictures are left out")


def test_a_book() -> None:
    space = 'xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    chapter = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html>'
    data = archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
            'container"><rootfiles><rootfile full-path="b/all.opf"/></rootfiles></container>',
            "b/all.opf": f"<package {space}><metadata><dc:title>Quays</dc:title>"
            "<dc:creator>Anna Rao</dc:creator><dc:creator>Tom Hart</dc:creator>"
            "<dc:date>2025-11-04</dc:date><dc:language>en</dc:language></metadata><manifest>"
            '<item id="n" href="nav.xhtml" properties="nav"/><item id="two" href="c%202.xhtml"/>'
            '<item id="one" href="c1.xhtml"/></manifest><spine><itemref idref="n"/>'
            '<itemref idref="one"/><itemref idref="two"/></spine></package>',
            "b/nav.xhtml": chapter.format("<p>Contents</p>"),
            "b/c1.xhtml": chapter.format(f"<h1>One</h1><p>{LINE}</p>"),
            "b/c 2.xhtml": chapter.format("<h1>Two</h1><p>10<sup>5</sup></p>"),
        }
    )
    draft = read_book(data)
    assert draft.text == f"# One\n\n{LINE}\n\n# Two\n\n10⁵\n"
    assert draft.keys["authors"] == ["Rao, Anna", "Hart, Tom"]
    assert (draft.keys["title"], draft.keys["date"]) == ("Quays", date(2025, 11, 4))


def mail(html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Anna Rao <anna@coast.example>"
    message["Subject"] = "The quays – ready"
    message["Date"] = "Tue, 04 Nov 2025 08:00:00 +0530"
    message.set_content(f"# {LINE}\n\n1. One")
    if html:
        message.add_alternative(html, subtype="html")
    return message


def test_a_mail() -> None:
    message = mail()
    message.add_attachment(b"data", maintype="image", subtype="png", filename="quay.png")
    draft = read_mail(message.as_bytes())
    assert draft.text == f"\\# {LINE}\n\n1\\. One"
    assert draft.keys == {
        "title": "The quays – ready",
        "date": date(2025, 11, 4),
        "authors": ["Rao, Anna"],
    }
    assert draft.unread == ("an attachment is left out: quay.png",)
    html = f"<table><tr><td><h2>Quays</h2><p>{LINE}</p></td></tr></table>"
    assert read_mail(mail(html).as_bytes()).text == f"## Quays\n\n{LINE}\n"


def test_a_page_that_is_saved_as_one_file() -> None:
    lines = f"<p>{LINE} <a href=/x>Größe</a></p>" * 3
    body = f"<html><body><article><h1>Quays</h1>{lines}</article></body></html>"
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://coast.example/quays"
    message.set_content(body, subtype="html", charset="utf-8", cte="quoted-printable")
    message.make_related()
    draft = read_archive(message.as_bytes())
    assert f"{LINE} [Größe](https://coast.example/x)" in draft.text
    assert draft.keys["source"] == {"name": "coast.example", "url": "https://coast.example/quays"}


@pytest.mark.parametrize(
    ("read", "data", "said"),
    [
        (read_open_document, b"PK\x03\x04", "is not an OpenDocument text"),
        (read_open_document, archive({"content.xml": "<a/>"}), "is an OpenDocument file without"),
        (read_book, archive({"META-INF/container.xml": "<a/>"}), "is not an EPUB"),
        (read_book, b"", "is not an EPUB"),
        (read_archive, b"Subject: a\n\ntext", "holds no web page"),
        (read_mail, b"Content-Type: image/png\n\nx", "is not an e-mail with a text"),
    ],
)
def test_what_cannot_be_read_is_said(read: object, data: bytes, said: str) -> None:
    assert callable(read)
    with pytest.raises(Unreadable) as error:
        read(data)
    assert str(error.value).startswith(said)
