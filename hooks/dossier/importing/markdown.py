"""Elements of HTML → the Markdown of seeds, which has no HTML in it.

It is written for the reader in `reading/markdown_blocks.py`: what is in a list stands four spaces
in, code is fenced at the left edge alone, and any character that could be markup is escaped. What
Markdown has no sign for keeps what it says: raised and lowered letters as the characters that
Unicode has for them, terms and their meanings as bold words above a text, numbers that do not
follow one another as letters of their items.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from lxml import etree

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol"
    " p pre search section summary table tbody td tfoot th thead tr ul".split()
)
SILENT = frozenset(
    "audio base button canvas datalist embed frame frameset head iframe img input link map meta"
    " noscript object param picture progress rp script select source style svg template textarea"
    " title track video".split()
)
"""Elements without a text of their own."""
EMPHASIS = {"em": "*", "i": "*", "cite": "*", "dfn": "*", "var": "*", "strong": "**", "b": "**"}
STRUCK = frozenset(("del", "s", "strike"))
CODE = frozenset(("code", "kbd", "samp", "tt"))
DEEPEST = 8
"""Levels of lists and quotations; what is deeper stands at this one."""

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_ORDINAL = re.compile(r"st|nd|rd|th|er|re|e|o|a|º|ª|™|®|℠", re.IGNORECASE)
RAISED = dict(
    zip(
        "0123456789+−-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
        strict=True,
    )
)
LOWERED = dict(
    zip(
        "0123456789+−-=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)


def raise_text(text: str) -> str:
    """Text as it stands above the line: 10⁶, x^(a/b); `4th` and `Name™` say the same without."""
    return text if _ORDINAL.fullmatch(text.strip()) else _set_off(text, RAISED, "^")


def lower_text(text: str) -> str:
    """Text as it stands below the line: CO₂, K_(eq)."""
    return _set_off(text, LOWERED, "_")


def _set_off(text: str, signs: Mapping[str, str], mark: str) -> str:
    inner = text.strip()
    if not inner or inner.startswith("["):  # `[1]` says itself what it is
        return text
    if set(inner) <= signs.keys():
        return text.replace(inner, "".join(signs[character] for character in inner))
    return text.replace(inner, f"{mark}({inner})")


def escape(text: str) -> str:
    """Let no character of a text be taken for Markdown or an entity."""
    return "\n".join(map(_guard, _within(text).split("\n")))


def _within(text: str) -> str:
    """Escape what is markup within a line."""
    text = re.sub(r"([\\`*\[\]])|(?<![^\W_])_|_(?![^\W_])", r"\\\g<0>", text)
    return re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;")


def _guard(line: str) -> str:
    """Escape what is markup at the start of a line, whatever else is written in it."""
    if found := _NUMBER.match(line):
        return f"{found[0]}\\{line[found.end() :]}"
    if found := _SIGN.match(line):
        return f"{found[1]}\\{line[found.end(1) :]}"
    if found := _RULE.match(line):
        return f"{found[1]}&#{ord(found[2])};{line[found.end(2) :]}"
    return line


_NUMBER = re.compile(r"\s*\d+(?=\.(?:\s|$))")
_SIGN = re.compile(r"(\s*)(?:[#>]|[+-](?=[\s-]|$))")
_RULE = re.compile(r"(\s*)(=(?==*\s*$)|~(?=~~)|[|:](?=[-:|\s]*$))")


def to_markdown(root: etree._Element) -> str:
    """What is within an element, as the text of a seed."""
    _settle(root)
    notes: list[str] = []
    body = _join(_Writer(notes).blocks(root, 0))
    return "\n\n".join(filter(None, (body, *notes))).strip() + "\n"


def _settle(root: etree._Element) -> None:
    """Put what stands in a list or a table, and in none of its items or cells, where it is read."""
    for part in list(root.iter("dt", "dd")):
        above = part.getparent()
        if above is not None and above.tag in ("dt", "dd"):  # which was not closed
            _lift(part, above)
    for row in list(root.iter("ul", "ol", "dl")):
        parts = ("dt", "dd", "div") if row.tag == "dl" else ("li",)
        if not any(child.tag in parts for child in row):
            row.tag = "div"
            continue
        _gather(row, parts, "dd" if row.tag == "dl" else "li")
    for table in list(root.iter("table")):
        if next(table.iter("td", "th"), None) is None:
            for element in table.iter("table", "tbody", "thead", "tfoot", "tr", "caption"):
                element.tag = "div"


def _lift(part: etree._Element, above: etree._Element) -> None:
    """Move an element, and all that follows it, behind the one that it stands in."""
    moved = [part, *part.itersiblings()]
    for element in reversed(moved):
        tail = element.tail
        above.addnext(element)
        element.tail = tail


def _gather(row: etree._Element, parts: tuple[str, ...], tag: str) -> None:
    """Put text between the items of a list into the item before it, or into one of its own."""
    last: etree._Element | None = None
    if (row.text or "").strip():
        last = etree.Element(tag)
        last.text, row.text = row.text, None
        row.insert(0, last)
    for child in list(row):
        if child.tag in parts:
            last = child
        elif isinstance(child.tag, str):
            if last is None:
                last = etree.Element(tag)
                child.addprevious(last)
            last.append(child)  # with what stands behind it
            continue
        if last is not None and (text := (child.tail or "")).strip():
            child.tail = None
            if len(last):
                last[-1].tail = f"{last[-1].tail or ''} {text}"
            else:
                last.text = f"{last.text or ''} {text}"


def _join(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks)


class _Writer:
    """Writes blocks; `notes` takes the footnotes, which stand at the end."""

    def __init__(self, notes: list[str]) -> None:
        self._notes = notes

    def blocks(self, element: etree._Element, depth: int) -> list[str]:
        """The blocks within an element; what stands between them is a paragraph."""
        found: list[str] = []
        pieces: list[str] = [_text(element.text)]
        listed = ""
        for child in element:
            if child.tag in BLOCKS:
                before = len(found)
                found += _paragraphs(pieces)
                listed = "" if len(found) > before else listed
                pieces = []
                is_list = child.tag if child.tag in ("ol", "ul") else ""
                row = list(self._block(child, depth, follows=bool(is_list) and listed == "ol"))
                found += row
                listed = is_list if row else listed
            elif child.tag == "br":
                pieces.append("\n")
            else:
                pieces += self._mixed(child, depth, found, pieces)
            pieces.append(_text(child.tail))
        return [*found, *_paragraphs(pieces)]

    def _mixed(
        self, child: etree._Element, depth: int, found: list[str], pieces: list[str]
    ) -> list[str]:
        """An inline element; where there are blocks in it, these, as if it were one itself."""
        if not isinstance(child.tag, str) or child.tag in SILENT:
            return []
        if any(inner.tag in BLOCKS for inner in child.iterdescendants()):
            found += _paragraphs(pieces)
            pieces.clear()
            found += self.blocks(child, depth)
            return []
        return [self._span(child)]

    def _block(self, element: etree._Element, depth: int, follows: bool) -> Iterator[str]:
        tag = element.tag
        if re.fullmatch("h[1-6]", str(tag)):
            if text := _line(self._inline(element)):
                text = re.sub(r"#+$", lambda found: r"\#" * len(found[0]), text)
                yield f"{'#' * int(str(tag)[1])} {text}"
        elif tag in ("ul", "ol") and depth < DEEPEST:
            yield from filter(None, (self._list(element, depth, follows),))
        elif tag == "dl" and depth < DEEPEST:
            yield from filter(None, (self._terms(element, depth),))
        elif tag == "blockquote" and depth < DEEPEST:
            text = _join(self.blocks(element, depth + 1))
            if text:
                yield "\n".join(f"> {row}" if row else ">" for row in text.split("\n"))
        elif tag == "pre":
            yield from _code_block("".join(_raw(element)), depth)
        elif tag == "table":
            yield from self._table(element)
        elif tag == "hr":
            yield "---"
        elif note := element.get("data-note"):
            self._note(note, element)
        elif tag in ("figcaption", "caption"):
            yield from map(_as_caption, self.blocks(element, depth))
        else:
            yield from self.blocks(element, depth)

    def _note(self, name: str, element: etree._Element) -> None:
        text = _join(self.blocks(element, 0)).replace("\n", "\n    ")
        self._notes.append(re.sub(r"\n +\n", "\n\n", f"[^{name}]: {text}"))

    def _list(self, element: etree._Element, depth: int, follows: bool) -> str:
        items: list[tuple[str, list[str]]] = []
        labels = _labels(element)
        in_order = not follows and labels == [str(n) for n in _count_from(labels)]
        for item, label in zip(element.iterchildren("li"), labels, strict=True):
            if note := item.get("data-note"):
                self._note(note, item)
                continue
            blocks = self.blocks(item, depth + 1)
            if blocks and blocks[0].startswith("    "):  # would be no code behind the sign
                blocks[0] = "  \n".join(_code(r.strip()) for r in blocks[0].split("\n") if r)
            if label and in_order:
                items.append((f"{label}. ", blocks))
            elif label:
                name = escape(label if label[-1] in ".)" else f"{label}.")
                items.append(("- ", [f"{name} {blocks[0] if blocks else ''}", *blocks[1:]]))
            elif blocks:
                items.append(("- ", blocks))
        loose = any(sum(not _is_list(b) for b in blocks) > 1 for _, blocks in items)
        rows = (
            sign + ("\n\n" if loose else "\n").join(blocks).replace("\n", "\n    ")
            for sign, blocks in items
        )
        return re.sub(r"\n +\n", "\n\n", ("\n\n" if loose else "\n").join(rows))

    def _terms(self, element: etree._Element, depth: int) -> str:
        """Each term in bold, and what it means on the lines below it."""
        rows: list[list[str]] = []
        is_term = False
        for part in element.iter("dt", "dd"):
            if next(part.iterancestors("dl"), None) is not element:
                continue
            blocks = self.blocks(part, depth + 1)
            if not blocks:
                continue
            if part.tag == "dt":
                term = f"**{_line(_within(_clean(''.join(_raw(part)))))}**"
                if is_term:
                    rows[-1][0] += f"  \n{term}"
                else:
                    rows.append([term])
            elif is_term and len(blocks) == 1 and not _is_list(blocks[0]):
                rows[-1][0] += f"  \n{blocks[0]}"
            elif rows:
                rows[-1] += blocks
            else:
                rows.append(blocks)
            is_term = part.tag == "dt"
        loose = any(len(row) > 1 for row in rows)
        listed = ("- " + "\n\n".join(row).replace("\n", "\n    ") for row in rows)
        return re.sub(r"\n +\n", "\n\n", ("\n\n" if loose else "\n").join(listed))

    def _table(self, element: etree._Element) -> Iterator[str]:
        """A table, its cells where they belong: what is merged stands in the first of its cells."""
        for caption in element.iterchildren("caption"):
            yield from map(_as_caption, self.blocks(caption, 0))
        rows = [[self._cell(c) if c is not None else "" for c in row] for row in cells(element)]
        rows = [row for row in rows if any(row)]
        if rows:
            width = max(map(len, rows))
            lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
            yield "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])

    def _cell(self, cell: etree._Element) -> str:
        text = _line(self._inline(cell))
        return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", text)

    def _inline(self, element: etree._Element) -> str:
        """All that is within an element, as text of a line, blocks with a space between them."""
        pieces = [_text(element.text)]
        for child in element:
            if child.tag in BLOCKS or child.tag == "br":
                pieces.append(f" {self._inline(child)} ")
            else:
                pieces.append(self._span(child))
            pieces.append(_text(child.tail))
        return "".join(pieces)

    def _span(self, element: etree._Element) -> str:
        tag = element.tag
        if not isinstance(tag, str) or tag in SILENT:
            return ""
        if tag == "br":
            return "\n"
        if note := element.get("data-noted"):
            return f"[^{note}]"
        if tag in CODE and not _touches(element, CODE):
            return _code(_BLANKS.sub(" ", "".join(_raw(element))))
        if tag in ("sup", "sub"):
            set_off = raise_text if tag == "sup" else lower_text
            text = _clean("".join(_raw(element)))
            return _within(set_off(text))
        text = self._inline(element)
        inner = text.strip()
        if not inner:
            return text
        if tag == "a" and leads(element.get("href", "")):
            inner = f"[{_BLANKS.sub(' ', inner)}]({address(element.get('href', ''))})"
        elif tag in EMPHASIS and not _touches(element, EMPHASIS):
            inner = _emphasise(EMPHASIS[tag], inner)
        elif tag in STRUCK:
            inner = f"~~{inner}~~"
        elif tag == "q":
            inner = f"“{inner}”"
        elif tag == "rt":
            inner = f"({inner})"
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before}{inner}{after}"


def _as_caption(block: str) -> str:
    """A caption in letters that set it off, unless there are such, or blocks, in it."""
    return block if re.search(r"[*`\n]", block) or _is_list(block) else f"*{block}*"


def cells(table: etree._Element) -> list[list[etree._Element | None]]:
    """The cells of a table by row and column; None where one that is merged goes on."""
    grid: list[list[etree._Element | None]] = []
    open_rows: dict[int, int] = {}
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue
        line: list[etree._Element | None] = []

        def pass_over(line: list[etree._Element | None]) -> None:
            while open_rows.get(len(line), 0) > 0:
                open_rows[len(line)] -= 1
                line.append(None)

        for cell in row.iterchildren("td", "th"):
            pass_over(line)
            across, down = _number(cell, "colspan"), _number(cell, "rowspan")
            for column in range(len(line), len(line) + across):
                open_rows[column] = down - 1
            line += [cell, *[None] * (across - 1)]
        pass_over(line)
        grid.append(line)
    return grid


def _number(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), 200)) if value.isascii() and value.isdigit() else 1


def _labels(element: etree._Element) -> list[str]:
    """What marks each item of a list: a number, letters, or nothing."""
    items = list(element.iterchildren("li"))
    if element.tag == "ul":
        return [item.get("data-label", "") for item in items]
    step = -1 if element.get("reversed") is not None else 1
    first = _integer(element.get("start"))
    at = first if first is not None else len(items) if step < 0 else 1
    labels = []
    for item in items:
        value = _integer(item.get("value"))
        at = at if value is None else value
        labels.append(item.get("data-label") or write_number(at, element.get("type", "1")))
        at += step
    return labels


def _touches(element: etree._Element, tags: Container[str]) -> bool:
    """Whether signs at an element would meet those of another."""
    before = element.getprevious()
    touches = before is not None and before.tag in tags and not before.tail
    return touches or any(above.tag in tags for above in element.iterancestors())


def _integer(value: str | None) -> int | None:
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,9}\s*", value, re.ASCII) else None


def write_number(number: int, kind: str) -> str:
    """A number as lists of a kind write it: 4, d, D, iv, IV."""
    if kind in ("a", "A") and 1 <= number <= 26:
        return chr(ord(kind) + number - 1)
    if kind in ("i", "I") and 1 <= number < 4000:
        letters = ""
        for value, sign in _ROMAN.items():
            letters += sign * (number // value)
            number %= value
        return letters if kind == "I" else letters.lower()
    return str(number)


_ROMAN = {
    1000: "M",
    900: "CM",
    500: "D",
    400: "CD",
    100: "C",
    90: "XC",
    50: "L",
    40: "XL",
    10: "X",
    9: "IX",
    5: "V",
    4: "IV",
    1: "I",
}


def _count_from(labels: list[str]) -> Iterable[int]:
    first = int(labels[0]) if labels and re.fullmatch(r"\d{1,9}", labels[0], re.ASCII) else 1
    return range(first, first + len(labels))


def _is_list(block: str) -> bool:
    return bool(re.match(r"(- |\d+\. )", block))


def _raw(element: etree._Element) -> Iterator[str]:
    """The text within an element as it stands there, with the ends of lines."""
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif isinstance(child.tag, str) and child.tag not in SILENT:
            yield from _raw(child)
            if child.tag in BLOCKS:
                yield "\n"
        yield child.tail or ""


def _clean(text: str) -> str:
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text))


def _text(text: str | None) -> str:
    return _within(_clean(text)) if text else ""


def _line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _paragraphs(pieces: list[str]) -> list[str]:
    """Finished pieces of lines as paragraphs: two ends of lines part them, one stays."""
    text = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", "".join(pieces))).strip()
    found = re.split(r"\n{2,}", text) if text else []
    return ["  \n".join(map(_guard, paragraph.split("\n"))) for paragraph in found]


def _emphasise(sign: str, text: str) -> str:
    """The lines of a text, each between signs."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(f"{sign}{line}{sign}" if line else "" for line in lines)


def _code(text: str) -> str:
    inner = text.strip()
    if not inner:
        return text
    longest = max(map(len, re.findall("`+", inner)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{fence}{space}{inner}{space}{fence}{after}"


def _code_block(text: str, depth: int) -> Iterator[str]:
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).expandtabs(4)
    text = re.sub(r"^(?:[ ]*\n)+", "", text).rstrip()
    if not text:
        return
    if depth:  # fences are read at the left edge alone
        yield "\n".join(f"    {row}".rstrip() for row in text.split("\n"))
        return
    longest = max((len(run) for run in re.findall("^`+", text, re.MULTILINE)), default=2)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}\n{text}\n{fence}"


def leads(href: str) -> bool:
    """Whether an address can be followed from anywhere."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return (parts.scheme in ("http", "https") and bool(parts.netloc)) or parts.scheme == "mailto"


def address(href: str) -> str:
    """An address as the target of a link."""
    return _UNSAFE.sub(lambda c: "".join(f"%{b:02X}" for b in c[0].encode()), href.strip())


_UNSAFE = re.compile(r"[\s()<>\"'\\`*\[\]{}|^]")


NAMES = {
    "img": "a picture",
    "svg": "a drawing",
    "video": "a video",
    "audio": "a recording",
    "iframe": "a frame with another page",
    "embed": "a frame with another page",
    "object": "a frame with another page",
    "table": "a table",
    "math": "a formula",
}
"""What an article cannot have, as editors call it."""


def name_places(root: etree._Element) -> Iterator[str]:
    """Name each picture and the like within an element, what it shows and after which words."""
    place = ""
    for element in root.iter():
        if element.tag in NAMES and element.tag != "table":
            yield left_out(
                str(element.tag), place, element.get("alt", "") or element.get("title", "")
            )
        elif element.tag in BLOCKS and not any(child.tag in BLOCKS for child in element):
            place = " ".join("".join(map(str, element.itertext())).split()) or place


def left_out(tag: str, place: str, shows: str = "") -> str:
    """Say that something could not be kept, after which words, and what it shows."""
    where = f"after “{shorten(place)}”" if place else "at the beginning"
    what = " ".join(shows.split())[:200]
    return f"{NAMES[tag]} is left out {where}{': ' if what else ''}{what}"


def shorten(text: str) -> str:
    """The last words of a text, by which its place is found."""
    words = text.split()
    return " ".join(words) if len(words) <= 6 else f"… {' '.join(words[-6:])}"
