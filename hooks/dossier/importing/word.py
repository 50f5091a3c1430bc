"""A Word file → its text with headings, lists, quotations, tables and notes.

mammoth reads the file. What it passes over is written into the file's own text before: the numbers
of lists, formulas, a large first letter, and headings and quotations that only look like such.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

import mammoth
from lxml import etree, html

from dossier.importing.archives import DAMAGED, open_archive, parse
from dossier.importing.draft import Draft, Unreadable, known
from dossier.importing.facts import byline, day, people, said
from dossier.importing.markdown import lower_text, name_places, raise_text, shorten, to_markdown
from dossier.importing.numbering import SPACE, Numbering, W, read_numbering, value

DOCUMENT = "word/document.xml"
CORE = "docProps/core.xml"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
BEGIN, END = "\ue000", "\ue001"
"""Stand around a number that is written into the text."""
INDENTED = 500
"""Twentieths of a point by which a quotation is set in."""
HEADING_WORDS = 14
LARGER = 1.15

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p.DossierQuotation => blockquote > p:fresh
p.DossierHeading => h{level}:fresh
"""


def read_word(data: bytes) -> Draft:
    """Convert a Word file; raises `Unreadable`."""
    try:
        with open_archive(data) as archive:
            names = set(archive.namelist())
            document = parse(archive.read(DOCUMENT))
            core = parse(archive.read(CORE)) if CORE in names else etree.Element("core")
            numbering, styles = (
                parse(archive.read(f"word/{name}.xml")) if f"word/{name}.xml" in names else None
                for name in ("numbering", "styles")
            )
            unread = list(_prepare(document, read_numbering(numbering, styles), styles))
            file = _with_document(archive, etree.tostring(document))
        level = 3 if _has_headings(document, styles) else 2
        result = mammoth.convert_to_html(
            file,
            style_map=STYLES.format(level=level),
            convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
        )
    except DAMAGED:
        raise Unreadable("is not a Word file that can be read; save it again as .docx") from None
    except (IndexError, TypeError, AttributeError, RecursionError):  # mammoth’s own, on odd files
        raise Unreadable("is not a Word file that can be read; save it again as .docx") from None
    markup: str = result.value
    body = html.fromstring(f"<div>{markup}</div>")
    _set_numbers(body)
    _set_notes(body)
    unread = [*name_places(body), *unread]
    about = {
        etree.QName(element).localname: (element.text or "").strip()
        for element in core.iter()
        if isinstance(element.tag, str)
    }
    heading = body.find("h1")
    language = about.get("language", "")
    keys = known(
        title=said(about.get("title")) or (_text(heading) if heading is not None else ""),
        date=day(about.get("created")) or day(about.get("modified")),
        authors=people([about.get("creator", "")], language=language or "en")
        or byline(_text(element) for element in islice(body, 4)),
        language=language,
        description=said(about.get("description")),
    )
    if "date" in keys:
        unread.insert(0, dated(keys["date"]))
    return Draft(to_markdown(body), keys=keys, unread=tuple(unread))


def dated(day: object) -> str:
    """What is to be said of a day that a file only has as that on which it was made."""
    return f"dated {day}, the day when the file was made; correct it if need be"


def _text(element: etree._Element) -> str:
    return re.sub(f"{BEGIN}.*?{END}", "", " ".join("".join(map(str, element.itertext())).split()))


def _with_document(archive: zipfile.ZipFile, document: bytes) -> BytesIO:
    """The archive with another text in it, and without what mammoth does not need."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for part in archive.infolist():
            if part.filename == DOCUMENT:
                new.writestr(DOCUMENT, document)
            elif part.filename.endswith((".xml", ".rels")):
                new.writestr(part.filename, archive.read(part))
            else:
                new.writestr(part.filename, b"")
    file.seek(0)
    return file


def _prepare(
    document: etree._Element, numbering: Numbering, styles: etree._Element | None
) -> Iterator[str]:
    """Write into the text what mammoth would pass over; give what is to be said of it."""
    _join_initials(document)
    before = ""
    paragraphs = list(document.iter(f"{W}p"))
    for paragraph in paragraphs:
        if label := numbering.label(paragraph):
            _insert(paragraph, f"{BEGIN}{label}{END}")
        for formula in list(paragraph.iter(f"{M}oMath")):
            text = _linear(formula).strip()
            yield f"a formula is written on one line after “{shorten(before)}”: {text}"
            _replace(formula, text)
        for data in paragraph.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
        ):
            kind = re.search("(chart|diagram)$", data.get("uri", ""))
            if kind:
                yield f"a {kind[1]} is left out after “{shorten(before)}”"
        before = _plain(paragraph) or before
    _mark_looks(document, paragraphs, styles)
    comments = len(list(document.iter(f"{W}commentReference")))
    if comments:
        yield f"{comments} {'comment is' if comments == 1 else 'comments are'} left out"
    if next(document.iter(f"{W}del"), None) is not None:
        yield "it has tracked changes, and was read as if all were accepted"


def _plain(paragraph: etree._Element) -> str:
    return " ".join("".join(t.text or "" for t in paragraph.iter(f"{W}t")).split())


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    piece = etree.SubElement(run, f"{W}t")
    piece.text = text
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _insert(paragraph: etree._Element, text: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    at = 0 if properties is None else paragraph.index(properties) + 1
    paragraph.insert(at, _run(text))


def _replace(formula: etree._Element, text: str) -> None:
    above = formula.getparent()
    if above is None:
        return
    run = _run(text)
    run.tail = formula.tail
    above.replace(formula, run)
    if above.tag == f"{M}oMathPara" and (outer := above.getparent()) is not None:
        outer.insert(outer.index(above), run)
        if not len(above):
            outer.remove(above)


def _linear(element: etree._Element) -> str:
    """A formula on one line: (a+b)/2, x², √(2)."""
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if name == "t":
        return element.text or ""

    def part(which: str) -> str:
        found = element.find(f"{M}{which}")
        return _linear(found) if found is not None else ""

    def bound(text: str) -> str:
        return text if len(text) < 2 or re.fullmatch(r"\w+", text) else f"({text})"

    if name == "f":
        return f"{bound(part('num'))}/{bound(part('den'))}"
    if name in ("sSup", "sSub", "sSubSup"):
        low = lower_text(part("sub")) if name != "sSup" else ""
        high = raise_text(part("sup")) if name != "sSub" else ""
        return f"{part('e')}{low}{high}"
    if name == "rad":
        return f"{raise_text(part('deg'))}√{bound(part('e'))}"
    if name == "nary":
        sign = element.find(f"{M}naryPr/{M}chr")
        symbol = sign.get(f"{M}val", "∫") if sign is not None else "∫"
        return f"{symbol}{lower_text(part('sub'))}{raise_text(part('sup'))} {part('e')}"
    if name == "d":
        begin, end = (element.find(f"{M}dPr/{M}{which}") for which in ("begChr", "endChr"))
        left = begin.get(f"{M}val", "(") if begin is not None else "("
        right = end.get(f"{M}val", ")") if end is not None else ")"
        inner = ", ".join(_linear(child) for child in element.iterchildren(f"{M}e"))
        return f"{left}{inner}{right}"
    return "".join(map(_linear, element))


def _join_initials(document: etree._Element) -> None:
    """Put a large first letter, which Word keeps in a paragraph of its own, where it belongs."""
    for frame in list(document.iter(f"{W}framePr")):
        if frame.get(f"{W}dropCap") not in ("drop", "margin"):
            continue
        paragraph = next(frame.iterancestors(f"{W}p"), None)
        following = paragraph.getnext() if paragraph is not None else None
        if paragraph is None or following is None or following.tag != f"{W}p":
            continue
        properties = following.find(f"{W}pPr")
        at = 0 if properties is None else following.index(properties) + 1
        for run in reversed(list(paragraph.iterchildren(f"{W}r"))):
            following.insert(at, run)
        above = paragraph.getparent()
        if above is not None:
            above.remove(paragraph)


def _names(styles: etree._Element | None) -> dict[str, str]:
    found = styles.iter(f"{W}style") if styles is not None else ()
    return {style.get(f"{W}styleId", ""): value(style, "name").lower() for style in found}


def _style(paragraph: etree._Element) -> str:
    properties = paragraph.find(f"{W}pPr")
    return value(properties, "pStyle") if properties is not None else ""


def _has_headings(document: etree._Element, styles: etree._Element | None) -> bool:
    names = _names(styles)
    return any(
        names.get(_style(p), "").startswith("heading") and _plain(p) for p in document.iter(f"{W}p")
    )


def _mark_looks(
    document: etree._Element, paragraphs: list[etree._Element], styles: etree._Element | None
) -> None:
    """Name what looks like a heading or a quotation and is not called so."""
    names = _names(styles)
    body = document.find(f"{W}body")
    texts = [
        p for p in paragraphs if p.getparent() is body and _plain(p) and _is_ordinary(p, names)
    ]
    sizes = Counter[int]()
    default = _default_size(styles)
    for paragraph in texts:
        for run in paragraph.iter(f"{W}r"):
            sizes[_size(run) or default] += len("".join(t.text or "" for t in run.iter(f"{W}t")))
    usual = max(sizes, key=lambda size: sizes[size], default=default)
    headings = [p for p in texts if _is_heading(p, usual)]
    quotations = [p for p in texts if _is_set_in(p)]
    if len(headings) * 2 <= len(texts):
        for paragraph in headings:
            if _goes_on(paragraph):
                _name(paragraph, "DossierHeading")
    if len(quotations) * 2 <= len(texts):
        for paragraph in quotations:
            if _style(paragraph) != "DossierHeading":
                _name(paragraph, "DossierQuotation")


def _is_ordinary(paragraph: etree._Element, names: dict[str, str]) -> bool:
    properties = paragraph.find(f"{W}pPr")
    if properties is not None and properties.find(f"{W}numPr") is not None:
        return False
    name = names.get(_style(paragraph), "")
    return name in ("", "normal", "body text", "no spacing", "standard") or "normal" in name


def _is_on(run: etree._Element, name: str) -> bool:
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")


def _size(run: etree._Element) -> int:
    found = run.find(f"{W}rPr/{W}sz")
    text = found.get(f"{W}val", "") if found is not None else ""
    return int(text) if re.fullmatch(r"\d{1,3}", text, re.ASCII) else 0


def _default_size(styles: etree._Element | None) -> int:
    """The size of letters of which nothing else is said, in half points."""
    for path in (f"{W}docDefaults/{W}rPrDefault", f"{W}style[@{W}default='1']"):
        found = styles.find(path) if styles is not None else None
        if found is not None and (size := _size(found)):
            return size
    return 20


def _is_heading(paragraph: etree._Element, usual: int) -> bool:
    """Whether a paragraph is short, no sentence, and bold or large throughout."""
    text = _plain(paragraph)
    if (
        len(text.split()) > HEADING_WORDS
        or re.search(r"[.,;:!…]$", text)
        or not re.search(r"\w", text)
    ):
        return False
    runs = [
        r for r in paragraph.iter(f"{W}r") if "".join(t.text or "" for t in r.iter(f"{W}t")).strip()
    ]
    large = all(_size(run) > usual * LARGER for run in runs)
    return bool(runs) and (large or all(_is_on(run, "b") for run in runs))


def _goes_on(paragraph: etree._Element) -> bool:
    """Whether something stands below a paragraph."""
    return any(_plain(p) or p.tag == f"{W}tbl" for p in paragraph.itersiblings(f"{W}p", f"{W}tbl"))


def _is_set_in(paragraph: etree._Element) -> bool:
    place = paragraph.find(f"{W}pPr/{W}ind")
    if place is None or next(paragraph.iterancestors(f"{W}tbl"), None) is not None:
        return False

    def size(*names: str) -> int:
        found = next((place.get(f"{W}{n}") for n in names if place.get(f"{W}{n}")), "0")
        return int(found) if found and re.fullmatch(r"-?\d{1,6}", found, re.ASCII) else 0

    return (
        size("left", "start") >= INDENTED and not size("hanging") and size("firstLine") < INDENTED
    )


def _name(paragraph: etree._Element, style: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for found in properties.findall(f"{W}pStyle"):
        properties.remove(found)
    named = etree.Element(f"{W}pStyle", nsmap={"w": SPACE})
    named.set(f"{W}val", style)
    properties.insert(0, named)
    if style == "DossierHeading":  # it is set off by what it is
        for bold in list(paragraph.iter(f"{W}b", f"{W}bCs")):
            above = bold.getparent()
            if above is not None:
                above.remove(bold)


def _set_numbers(body: etree._Element) -> None:
    """Let the items of lists have the numbers that were written into the text."""
    for element in list(body.iter()):
        found = re.match(rf"\s*{BEGIN}(.*?){END}\s*", element.text or "")
        if not found:
            continue
        element.text = (element.text or "")[found.end() :]
        item = next((e for e in (element, *element.iterancestors()) if e.tag == "li"), None)
        number = re.fullmatch(r"(\d{1,9})[.)]?", found[1], re.ASCII)
        if item is None or re.fullmatch("h[1-6]", str(element.tag)):
            element.text = f"{found[1]} {element.text}"
        elif number and item.getparent() is not None and item.getparent().tag == "ol":  # type: ignore[union-attr]
            item.set("value", number[1])
        else:
            item.set("data-label", found[1])


def _set_notes(body: etree._Element) -> None:
    """Name the notes at the end, and the places in the text that lead to them."""
    for link in list(body.iter("a")):
        href = link.get("href", "")
        if re.match("#(foot|end)note-ref-", href):
            link.drop_tree()  # type: ignore[attr-defined]
        elif re.match("#(foot|end)note-", href):
            link.set("data-noted", href[1:])
            above = link.getparent()
            if above is not None and above.tag == "sup" and len(above) == 1:
                above.set("data-noted", href[1:])
    for item in body.iter("li"):
        if re.match("(foot|end)note-", item.get("id", "")):
            item.set("data-note", item.get("id", ""))
