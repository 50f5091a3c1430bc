"""A web page → its article: no menus, advertising, scripts.

trafilatura says what the article is, readability-lxml is asked as well; `selection.py` finds their
words in the page. What neither takes is taken out of the page, and the rest is written as Markdown.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import islice
from urllib.parse import urljoin

import trafilatura
from lxml import etree, html
from readability import Document as Readability
from trafilatura.metadata import extract_metadata
from trafilatura.settings import Document

from dossier.importing.draft import Draft, Unreadable, known
from dossier.importing.facts import day, people
from dossier.importing.markdown import NAMES, leads, left_out, shorten, to_markdown
from dossier.importing.selection import Run, agreement, choose, find_runs, locate
from dossier.language.words import is_known

FEWEST_WORDS = 20
"""What is left of a web page that is no article has fewer."""
LONG = 120
"""Letters of which a text in a script without spaces has more."""
ALL = 0.8
"""Which share of its page something shorter must be to be taken for an article."""
ALIKE = 0.6
"""How much of what two extractors find must be the same for neither to be doubted."""
MOST = 0.5
"""Which share of a page's running text an article has that leaves nothing to be doubted."""
RUNNING = 10
"""Words of a run that is text, and no label or menu."""
LONGEST_NOTE = 400
"""Words."""
GAP = 25
"""Words of text within an article that are not left out without being named."""
WHOLE = 0.3
"""Of a table, a code block or a list of terms all is kept if this share of it is."""
LAYOUT = "table h1 h2 h3 h4 h5 h6 ul ol blockquote p".split()

SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)(https?://[^\s>]+) -->")
"""What browsers write above a page that they save."""

_HIDDEN = re.compile(r"display:none|visibility:hidden")


def read_page(data: bytes, url: str | None = None) -> Draft:
    """Take the article out of a web page that came from `url`; raises `Unreadable`."""
    tree = trafilatura.load_html(data)
    if tree is None:
        raise Unreadable("is not a web page that can be read; save the page again")
    saved = SAVED_FROM.search(data[:5000])
    url = url or (saved[1].decode("ascii", "ignore") if saved else None)
    facts = _facts(tree, url)
    language = (tree.get("lang") or "").replace("_", "-")
    linked = _linked_data(tree)
    body, unread = find_article(tree, facts.url, linked.get("articleBody", ""))
    text = to_markdown(body)
    if not text.strip():
        raise Unreadable("holds no article that could be told from the page around it")
    site = facts.sitename or facts.hostname or ""
    families = dict(_families(linked.get("author")))
    keys = known(
        title=facts.title,
        date=day(facts.date),
        authors=people([facts.author or ""], site, language or "en", families),
        source=known(name=site, url=facts.url),  # type: ignore[arg-type]
        language=language,
        description=facts.description,
    )
    return Draft(text, keys=keys, unread=tuple(unread))


def _is_article(runs: Sequence[Run], kept: Sequence[bool]) -> bool:
    """Whether what is kept is more than the remains of a page that holds no article."""
    taken = [run for run, is_kept in zip(runs, kept, strict=True) if is_kept]
    words = sum(len(run.words) for run in taken)
    if words >= FEWEST_WORDS or sum(len(word) for run in taken for word in run.words) >= LONG:
        return True
    texts = any(not (_is_heading(run) or run.aside or run.leads_away) for run in taken)
    return texts and words >= ALL * sum(len(run.words) for run in runs)


def _is_heading(run: Run) -> bool:
    return bool(re.fullmatch("h[1-6]", str(run.block.tag)))


def _facts(tree: html.HtmlElement, url: str | None) -> Document:
    try:
        return extract_metadata(
            deepcopy(tree),
            default_url=url,
            date_config={"original_date": True, "extensive_search": False},
        )
    except (ValueError, TypeError, AttributeError, KeyError):  # an address that is none, and such
        found = Document()
        found.title = (tree.findtext(".//title") or "").strip() or None
        found.url = url
        return found


def _linked_data(tree: html.HtmlElement) -> dict[str, object]:
    """What the page says of its article as JSON-LD."""
    for script in islice(tree.iterfind(".//script[@type='application/ld+json']"), 20):
        try:
            queue = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while queue:
            value = queue.pop()
            if isinstance(value, list):
                queue += value[:100]
            elif isinstance(value, dict):
                if re.search("Article|Posting|Report", str(value.get("@type", ""))):
                    return value
                queue += [value["@graph"]] if "@graph" in value else []
    return {}


def _families(authors: object) -> Iterator[tuple[str, str]]:
    for author in authors if isinstance(authors, list) else [authors]:
        if isinstance(author, dict):
            family, given, name = (author.get(k) for k in ("familyName", "givenName", "name"))
            if isinstance(family, str) and isinstance(given, str) and family and given:
                yield str(name or f"{given} {family}"), f"{family}, {given}"


def find_article(
    tree: html.HtmlElement, url: str | None = None, said: object = ""
) -> tuple[html.HtmlElement, list[str]]:
    """The page without what is not its article; and what is to be said of that.

    The tree is changed. `said` is what the page gives as the text of its article elsewhere.
    """
    _write_formulas(tree)
    _take_out_hidden(tree)
    _settle_links(tree, url)
    _join_letters(tree)
    markup = etree.tostring(tree, encoding="unicode", method="html")
    runs = find_runs(tree)
    first = locate(runs, _by_trafilatura(markup))
    second = locate(runs, _by_readability(markup))
    _set_beside(runs, first)
    kept = choose(runs, first, second)
    _leave_out_leads(runs, kept)
    _complete(runs, kept)
    _leave_out_advertising(runs, kept)
    _keep_notes(tree, runs, kept)
    if not _is_article(runs, kept):
        raise Unreadable("holds no article that could be told from the page around it")
    unread = list(_doubts(runs, kept, agreement(runs, first, second), said))
    unread += _gaps(runs, kept)
    _join_initials(runs, kept)
    left = _erase(tree, runs, kept)
    return tree, [*unread, *left]


_BESIDE = re.compile(
    r"comment|disqus|respond|repl(y|ies)\b|discussion|related|recirc|recommend|popular|trending|share"
    r"|social|sidebar|footer|newsletter|subscri|promo|sponsor|advert|cookie|gdpr|caption|credit"
    r"|author-?(bio|box|info)|about-?author|breadcrumb|pagination|copyright|signup|login",
    re.IGNORECASE,
)
"""In the names of what stands beside a text. Such names are also those of tags, themes and sections
within articles, so they count only for what one extractor alone takes."""


def _set_beside(runs: Sequence[Run], first: Sequence[bool]) -> None:
    """Say which runs stand in a part of the page with a name of what is beside the text, and with
    nothing in it that the first extractor takes."""
    taken: set[etree._Element] = set()
    for run, is_taken in zip(runs, first, strict=True):
        if is_taken:
            taken.update((run.block, *run.block.iterancestors()))
    beside: dict[etree._Element, bool] = {}
    for run in runs:
        for element in (run.block, *run.block.iterancestors()):
            if run.beside or element in taken:
                break
            if element not in beside:
                names = f"{element.get('class', '')} {element.get('id', '')}"
                beside[element] = bool(_BESIDE.search(names))
            run.beside |= beside[element]


def _by_trafilatura(markup: str) -> list[Run]:
    try:
        found = trafilatura.bare_extraction(markup, include_comments=False)
    except MemoryError:
        raise
    except Exception:  # whatever it stumbles over, the other may read the page
        return []
    return find_runs(found.body) if isinstance(found, Document) else []


def _by_readability(markup: str) -> list[Run]:
    try:
        return find_runs(html.fromstring(Readability(markup).summary(html_partial=True)))
    except MemoryError:
        raise
    except Exception:  # as above
        return []


def _take_out_hidden(tree: html.HtmlElement) -> None:
    """Take out what no reader of the page sees, unless nothing is left without: a script may have
    been meant to show it, or a dialogue stood before it when the page was saved."""
    size = _count(tree)
    for element in [e for e in tree.iter() if isinstance(e.tag, str) and _hides(e)]:
        if element.getparent() is None or element.tag in ("body", "html"):
            continue
        inside = _count(element)
        aria = not _HIDDEN.search(_style(element)) and element.get("hidden") is None
        left = size - inside
        initial = inside == 1 and re.match("[^\\W\\d_]", element.tail or "")
        if not (initial or left < FEWEST_WORDS < inside or (aria and inside > left)):
            element.drop_tree()
            size = left


def _count(element: etree._Element) -> int:
    return sum(len(run.words) for run in find_runs(element))


def _style(element: html.HtmlElement) -> str:
    return re.sub(r"\s", "", element.get("style", "")).lower()


def _hides(element: html.HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(_style(element)))
    )


def _settle_links(tree: html.HtmlElement, url: str | None) -> None:
    """Let each link lead where it led from the page; one that leads nowhere becomes its text."""
    base = tree.find(".//base[@href]")
    for link in tree.iter("a"):
        href = link.get("href", "").strip()
        if not href or href.startswith("#"):
            continue
        try:
            start = urljoin(url or "", base.get("href", "") if base is not None else "")
            target = urljoin(start, href)
        except ValueError:
            target = ""
        if leads(target):
            link.set("href", target)
        else:
            link.attrib.pop("href")


def _write_formulas(tree: html.HtmlElement) -> None:
    """Write a formula as its TeX, where a page has that, in place of its drawing."""
    for formula in list(tree.iter("math")):
        note = formula.find(".//annotation[@encoding='application/x-tex']")
        tex = formula.get("alttext") or (note.text if note is not None else "") or ""
        holder = formula.getparent()
        picture = holder.getnext() if holder is not None and _hides(holder) else None
        if not tex.strip():
            continue
        if picture is not None and picture.tag == "img":  # what is shown where there is no MathML
            _remove(picture)
        if holder is not None and _hides(holder):
            holder.attrib.pop("style", None)
            holder.attrib.pop("aria-hidden", None)
        _as_code(formula, tex)
    for script in list(tree.iter("script")):
        if script.get("type", "").startswith("math/tex") and script.text:
            _as_code(script, script.text)
    for image in list(tree.iter("img")):
        if (
            re.search(r"\bmath\b|\btex\b|latex", image.get("class", ""))
            and image.get("alt", "").strip()
        ):
            _as_code(image, image.get("alt", ""))


def _as_code(element: html.HtmlElement, text: str) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "code", " ".join(text.split()), tail


def _join_letters(tree: html.HtmlElement) -> None:
    """Put a letter that is a picture where its word goes on."""
    for image in list(tree.iter("img")):
        letter = image.get("alt", "").strip()
        if len(letter) == 1 and letter.isupper() and re.match("[^\\W\\d_]", image.tail or ""):
            image.tail = letter + (image.tail or "")
            image.drop_tree()


def _join_initials(runs: Sequence[Run], kept: list[bool]) -> None:
    """Put a large first letter that stands in a block of its own to the word that it begins."""
    for index in range(len(runs) - 1):
        letter = runs[index].text.strip()
        if len(letter) != 1 or not letter.isupper() or not kept[index + 1]:
            continue
        if (
            next(runs[index].block.iterancestors("li", "td", "th", "dt", "ul", "ol"), None)
            is not None
        ):
            continue
        if re.fullmatch("li|td|th|dt|h[1-6]", str(runs[index].block.tag)):
            continue
        element, place = next(
            slot for slot in runs[index + 1].slots if getattr(slot[0], slot[1]).strip()
        )
        text = getattr(element, place).lstrip()
        word = re.match(r"[^\W\d_]+", text)
        if not word or not (text[0].islower() or word[0].isupper()):
            continue
        alone = letter in "AIO" and is_known(word[0].lower()) and len(word[0]) > 1
        setattr(element, place, f"{letter}{' ' if alone else ''}{text}")
        kept[index] = False


def _complete(runs: Sequence[Run], kept: list[bool]) -> None:
    """Keep tables, code and lists whole or not at all, and what stands between what is kept."""
    inside: dict[etree._Element, list[int]] = {}
    for index, run in enumerate(runs):
        block = run.block
        for element in (block, *block.iterancestors("pre", "table", "dl", "ul", "ol")):
            if element.tag in ("pre", "table", "dl", "ul", "ol"):
                inside.setdefault(element, []).append(index)
    for element, indices in inside.items():
        if element.tag == "table" and is_layout(element):
            continue
        size = sum(len(runs[index].words) for index in indices)
        share = sum(len(runs[index].words) for index in indices if kept[index]) / size
        listed = element.tag in ("ul", "ol")
        if share >= (MOST if listed else WHOLE):
            for index in indices:
                kept[index] |= not (listed and runs[index].leads_away)
        elif element.tag == "table":
            for index in indices:
                kept[index] = False
    _fill_between(runs, kept)


_LEAD = re.compile(
    r"\s*(also read|read (also|more|next)|related( (stor(y|ies)|articles?|news|coverage))?|see also"
    r"|more on this|recommended|must[- ]read|trending|watch|listen)\s*[:|–—-]\s",
    re.IGNORECASE,
)
ADVERTISING = frozenset(
    "ad ads advert adverts advertisement advertisements advertising sponsored".split()
)


def _leave_out_leads(runs: Sequence[Run], kept: list[bool]) -> None:
    """Leave out lines between paragraphs that only lead to another article: `Also read: …`."""
    for index, run in enumerate(runs):
        if found := _LEAD.match(run.text) if run.linked else None:
            rest = len(run.words) - len(re.findall(r"\w+", found[0]))
            kept[index] &= run.linked < rest or _is_heading(run)


def _leave_out_advertising(runs: Sequence[Run], kept: list[bool]) -> None:
    """Leave out what is short and has no other name than one of advertising."""
    inside: dict[etree._Element, list[int]] = {}
    for index, run in enumerate(runs):
        for element in (run.block, *run.block.iterancestors()):
            names = f"{element.get('class', '')} {element.get('id', '')}".lower().split()
            if names and set(names) <= ADVERTISING:
                inside.setdefault(element, []).append(index)
    for indices in inside.values():
        if sum(len(runs[index].words) for index in indices) <= FOREIGN:
            for index in indices:
                kept[index] = False


def _fill_between(runs: Sequence[Run], kept: list[bool]) -> None:
    """Keep what has no name of its own and stands between siblings that are kept."""
    held: Counter[etree._Element] = Counter()
    missing: dict[etree._Element, list[int]] = {}
    for index, run in enumerate(runs):
        for element in (run.block, *run.block.iterancestors()):
            if kept[index]:
                held[element] += 1
        block = next((e for e in (run.block, *run.block.iterancestors()) if e.tag in _FILLED), None)
        while (
            block is not None and (above := block.getparent()) is not None and above.tag in _FILLED
        ):
            block = above
        if block is not None and not kept[index]:
            missing.setdefault(block, []).append(index)
    begin = kept.index(True) if True in kept else 0
    for block, indices in missing.items():
        if held[block] or any(block.get(name) for name in ("class", "id", "role")):
            continue
        after = any(held[e] for e in islice(block.itersiblings(), 3))
        linked = sum(runs[i].linked for i in indices) * 2 >= sum(
            len(runs[i].words) for i in indices
        )
        if re.fullmatch("h[2-6]", str(block.tag)):  # of what stands below it
            before = indices[0] > begin
        else:
            before = any(held[e] for e in islice(block.itersiblings(preceding=True), 3))
        if before and after and not linked:
            for index in indices:
                kept[index] = True


_FILLED = frozenset("p ul ol dl h2 h3 h4 h5 h6 blockquote pre".split())


def is_layout(table: etree._Element) -> bool:
    """Whether a table only sets a page in columns: there are texts and headings in its cells."""
    if table.get("role") in ("presentation", "none"):
        return True
    for cell in table.iter("td"):
        found = Counter(element.tag for element in cell.iterdescendants(*LAYOUT))
        if found.keys() - {"p", "ul", "ol"} or found["p"] > 2:
            return True
    rows = list(table.iter("tr"))
    return all(len(row) < 2 for row in rows)


def _doubts(runs: Sequence[Run], kept: Sequence[bool], alike: float, said: object) -> Iterator[str]:
    """Why what was found may not be the whole article, or more than that."""
    words = [len(run.words) for run in runs]
    size = sum(n for n, is_kept in zip(words, kept, strict=True) if is_kept)
    running = [
        (len(run.words), is_kept)
        for run, is_kept in zip(runs, kept, strict=True)
        if len(run.words) >= RUNNING and not run.leads_away
    ]
    text = sum(count for count, _ in running)
    taken = sum(count for count, is_kept in running if is_kept)
    whole = len(re.findall(r"\w+", said)) if isinstance(said, str) else 0
    if size < FEWEST_WORDS:
        yield f"only {size} words were found; compare it with the page"
    elif alike < ALIKE or size < MOST * whole:
        yield (
            "it is not sure what of the page is the article; compare it with the page: "
            f"{size:,} words are kept"
        )
    elif taken < MOST * text:
        yield (
            f"{taken:,} of the page’s {text:,} words of running text are kept; "
            "compare it with the page"
        )


def _gaps(runs: Sequence[Run], kept: Sequence[bool]) -> Iterator[str]:
    """Name running text that is left out within the article, by its first words."""
    gap: list[Run] = []
    last: Run | None = None
    for run, is_kept in zip(runs, kept, strict=True):
        if not is_kept:
            gap += [run] if len(run.words) >= RUNNING and not (run.aside or run.leads_away) else []
            continue
        size = sum(len(each.words) for each in gap)
        if last and size >= GAP:
            begin = " ".join(gap[0].text.split()[:6])
            yield f"{size} words are left out after “{shorten(last.text)}”: {begin} …"
        gap, last = [], run


def _erase(tree: html.HtmlElement, runs: Sequence[Run], kept: Sequence[bool]) -> list[str]:
    """Take out of the page what is not kept; give what is to be said of pictures and the like."""
    _number_items(tree)
    held: Counter[etree._Element] = Counter()
    erased: Counter[etree._Element] = Counter()
    for run, is_kept in zip(runs, kept, strict=True):
        for element in (run.block, *run.block.iterancestors()):
            (held if is_kept else erased)[element] += len(run.words)
    told = list(_left_out(tree, held, erased))
    for run, is_kept in zip(runs, kept, strict=True):
        if not is_kept:
            for element, place in run.slots:
                setattr(element, place, " " if place == "tail" else None)
    tidy(tree)
    return told


def tidy(tree: html.HtmlElement) -> None:
    """Take out of a page what says nothing, and what only sets it in columns; name its notes."""
    set_notes(tree)
    for element in reversed(list(tree.iter())):
        above = element.getparent()
        if above is None or element.tag in ("td", "th", "br", *NAMES):
            continue
        if not isinstance(element.tag, str) or element.tag in ("head", "script", "style"):
            _remove(element)
        elif len(element) == 0 and not (element.text or "").strip() and element.tag != "hr":
            _remove(element)
    for table in list(tree.iter("table")):
        if is_layout(table):
            for part in [*table.iter("tbody", "thead", "tfoot", "tr", "td", "th")]:
                if next(part.iterancestors("table"), None) is table:
                    part.tag = "div"
            table.tag = "div"
    _drop_rules(tree)


def set_notes(tree: html.HtmlElement) -> None:
    """Name the notes below a text, and the marks in it that lead to them."""
    notes: dict[str, etree._Element] = {}
    for link, note, name in _pairs(tree):
        if not "".join(note.itertext()).strip():
            continue
        number = re.sub(r"[^\w-]", "-", name)
        link.set("data-noted", number)
        above = link.getparent()
        if above is not None and above.tag == "sup" and len(above) == 1:
            above.set("data-noted", number)
        notes[number] = note
    for number, note in notes.items():
        note.set("data-note", number)
        for back in list(note.iter("a")):
            sign = "".join(back.itertext()).strip()
            if "#" in back.get("href", "") and re.fullmatch(r"[\W\d_]*|back|[a-z]", sign):
                _remove(back)


def _pairs(tree: html.HtmlElement) -> Iterator[tuple[etree._Element, etree._Element, str]]:
    """Each mark in a text that leads to a note, that note, and the name by which it does."""
    places = {name: e for e in tree.iter() for name in (e.get("id"), e.get("name")) if name}
    for link in list(tree.iter("a")):
        name = link.get("href", "").partition("#")[2]
        mark = "".join(link.itertext()).strip()
        if name not in places or not re.fullmatch(r"[\[(]?(\d{1,3}|[*†‡§]+|[a-z])[\])]?", mark):
            continue
        around = (places[name], *places[name].iterancestors())
        note = next((e for e in around if e.tag in ("li", "p", "div", "dd", "aside")), None)
        if note is None or any(note is above for above in link.iterancestors()):
            continue
        if len("".join(note.itertext()).split()) <= LONGEST_NOTE and _leads_back(note, link):
            yield link, note, name


def _keep_notes(tree: html.HtmlElement, runs: Sequence[Run], kept: list[bool]) -> None:
    """Keep the notes to which what is kept leads."""
    held: dict[etree._Element, list[int]] = {}
    for index, run in enumerate(runs):
        for element in {element for element, _ in run.slots}:
            held.setdefault(element, []).append(index)
    for link, note, _ in _pairs(tree):
        if any(kept[index] for element in link.iter() for index in held.get(element, ())):
            for index in (index for element in note.iter() for index in held.get(element, ())):
                kept[index] = True


def _leads_back(note: etree._Element, link: etree._Element) -> bool:
    """Whether a note has a link to the mark that leads to it."""
    marks = {link.get("id"), link.get("name")}
    for element in (*link.iterancestors("sup", "span"), *link.iterchildren()):
        marks |= {element.get("id"), element.get("name")}
    marks.discard(None)
    backs = {a.get("href", "").partition("#")[2] for a in note.iter("a")}
    return bool(marks & backs)


def _remove(element: etree._Element) -> None:
    """Take an element out, and leave what stands behind it."""
    above = element.getparent()
    if above is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            above.text = (above.text or "") + element.tail
    above.remove(element)


def _drop_rules(tree: etree._Element) -> None:
    """Keep a rule only where it parts two texts."""
    for rule in list(tree.iter("hr")):
        before, after = rule.getprevious(), rule.getnext()
        parts = before is not None and after is not None
        if not parts or before.tag == "hr" or re.match("h[1-6r]", str(after.tag)):  # type: ignore[union-attr]
            _remove(rule)


def _number_items(tree: etree._Element) -> None:
    """Let each item of a numbered list have its number, whatever becomes of those before it."""
    for row in tree.iter("ol"):
        if row.get("reversed") is None:
            start = row.get("start", "1").strip()
            at = int(start) if re.fullmatch(r"-?\d{1,9}", start, re.ASCII) else 1
            for item in row.iterchildren("li"):
                value = item.get("value", "").strip()
                at = int(value) if re.fullmatch(r"-?\d{1,9}", value, re.ASCII) else at
                item.set("value", str(at))
                at += 1


FOREIGN = 60
"""Words around a picture that are more than its caption."""


def _left_out(
    tree: etree._Element, held: Counter[etree._Element], erased: Counter[etree._Element]
) -> Iterator[str]:
    """Name each picture and the like within the article, what it shows and where it stood."""
    place = ""
    done: set[etree._Element] = set()
    last = max((number for number, e in enumerate(tree.iter()) if held[e]), default=-1)
    for number, element in enumerate(tree.iter()):
        if number > last:
            return
        if held[element] and element.tag in _PLACES:
            text = " ".join("".join(map(str, element.itertext())).split())
            place = text or place
        if element.tag not in NAMES or held[element] or not place or element in done:
            continue
        top = element
        while (above := top.getparent()) is not None and not held[above]:
            top = above
        if top in done or erased[top] > FOREIGN or not _is_shown(element):
            continue
        if element.tag == "svg" and next(element.iterancestors("figure"), None) is None:
            continue
        if element.tag == "table" and erased[element] < 4:
            continue
        done |= {top, element}
        caption = " ".join(" ".join(map(str, top.itertext())).split())
        caption = caption if element.tag != "table" else ""
        shows = caption or element.get("alt", "") or element.get("title", "")
        yield left_out(str(element.tag), place, shows)


_PLACES = frozenset("p li h1 h2 h3 h4 h5 h6 td blockquote pre dd".split())


def _is_shown(element: etree._Element) -> bool:
    """Whether a picture is more than a dot that counts visits."""
    sizes = [element.get(side, "") for side in ("width", "height")]
    return not any(size.strip().removesuffix("px") in ("0", "1", "2") for size in sizes)
