"""`Article` → how to cite it: in a line, in the styles of APA, Chicago and MLA, and for programs as
BibTeX, RIS, CSL JSON and COinS.

What is cited is the article where it was published. What is not known of it is left out, or said
to be unknown in the style's own way (n.d.); the day of the event is never taken for that of the
article. An author written `Family, Given` is a person, also with a suffix, `Family, Given, Jr.` or
`Family, Jr., Given`; any other is kept as it is written. A title keeps its own capitals.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from dossier.core.model import Article

MONTHS = tuple(date(2000, month, 1).strftime("%B") for month in range(1, 13))
SUFFIX = re.compile(r"[JS]r\.?|II|III|IV")
MOST_AUTHORS_APA = 20
MOST_AUTHORS_CHICAGO = 10
MOST_AUTHORS_MLA = 2
LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # BibTeX counts braces even after a backslash
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "#$%&_"},
    }
)


class _Person(NamedTuple):
    family: str
    given: str
    suffix: str

    @property
    def inverted(self) -> str:
        return ", ".join(filter(None, self))

    @property
    def direct(self) -> str:
        return " ".join(filter(None, [self.given, self.family, self.suffix]))


def line(article: Article) -> str:
    """Title, source and date in one line, as much of it as is known."""
    source = article.source.name if article.source else ""
    return ", ".join(part for part in (article.title, source, _british(published(article))) if part)


def citations(article: Article) -> dict[str, Markup]:
    """The citation in each style, as markup in which the title of the work is a `<cite>`."""
    return {"APA": apa(article), "Chicago": chicago(article), "MLA": mla(article)}


def records(article: Article) -> dict[str, str]:
    """The citation in each format that programs read."""
    return {"BibTeX": bibtex(article), "RIS": ris(article), "CSL JSON": csl_json(article)}


def files(articles: Iterable[Article]) -> Iterator[tuple[str, str]]:
    """The records as files to download: path and content; the lines of RIS end with CR and LF."""
    for article in articles:
        directory = article.src_uri.removesuffix(".md")
        yield f"{directory}/cite.bib", f"{bibtex(article)}\n"
        yield f"{directory}/cite.ris", ris(article).replace("\n", "\r\n") + "\r\n"
        yield f"{directory}/cite.json", f"{csl_json(article)}\n"


def unknown(article: Article) -> tuple[str, ...]:
    """What a citation should have and the article's metadata do not."""
    when = published(article)
    missing = {
        "author": not article.authors,
        "source": not article.source,
        "date of publication": not when,
        "day of publication": bool(when) and len(when) < len("2025-12-09"),
        "address": not _url(article),
    }
    return tuple(name for name, is_missing in missing.items() if is_missing)


def published(article: Article) -> str:
    """When the article was published: YYYY, YYYY-MM or YYYY-MM-DD; empty if that is not known."""
    there = (article.source and article.source.published) or ""
    day = article.date.isoformat() if article.date else ""
    return day if day.startswith(there) else there


def given_first(author: str) -> str:
    """`Family, Given` as people say it: Given Family."""
    person = _person(author)
    return person.direct if person else author


def apa(article: Article) -> Markup:
    """APA, 7th edition: a page on a website."""
    year, month, day = _parts(published(article))
    when = ", ".join(filter(None, [year, f"{month} {day}".strip()])) or "n.d."
    names = [_initials(author) for author in article.authors]
    if len(names) > MOST_AUTHORS_APA:
        listed = f"{', '.join(names[: MOST_AUTHORS_APA - 1])}, … {names[-1]}"
    else:
        listed = _listed(names, "& ")
    title, dated = _cited(article.title), Markup("({}).").format(when)
    head = [listed + _stop(listed), dated, title] if listed else [title, dated]
    source = article.source.name if article.source else ""
    return _sentence([*head, source + _stop(source), _url(article)])


def chicago(article: Article) -> Markup:
    """The Chicago Manual of Style, 17th edition: an entry of a bibliography, as for a newspaper,
    whose name stands first where no author is known."""
    year, month, day = _parts(published(article))
    when = ", ".join(filter(None, [f"{month} {day}".strip(), year])) if day else f"{month} {year}"
    when = when.strip() or "n.d."
    names = _row(article.authors, MOST_AUTHORS_CHICAGO, 7)
    title, source = _titled(article), article.source.name if article.source else ""
    if source and not names:
        parts = [_cited(source), title, when + _stop(when)]
    else:
        dated = Markup("<cite>{}</cite>, {}").format(source, when) if source else Markup(when)
        parts = [names + _stop(names), title, dated + _stop(dated)]
    url = _url(article)
    return _sentence([*parts, url + _stop(url)])


def mla(article: Article) -> Markup:
    """MLA, 9th edition: an entry of the works cited, which leaves out a date that is not known."""
    year, month, day = _parts(published(article))
    short = month if len(month) <= len("July") else month[: 4 if month == "September" else 3] + "."
    source = [Markup("<cite>{}</cite>").format(article.source.name)] if article.source else []
    when = " ".join(filter(None, [day, short, year]))
    tail = Markup(", ").join([*source, *filter(None, [when, _url(article)])])
    names = _row(article.authors, MOST_AUTHORS_MLA, 1)
    stop = _stop(tail.striptags())
    return _sentence([names + _stop(names), _titled(article), tail + stop])


def bibtex(article: Article) -> str:
    """A BibTeX entry; braces keep titles and names from being changed or taken apart."""
    year, month, day = _parts(published(article))
    fields = {
        "author": " and ".join(map(_bibtex_name, article.authors)),
        "title": f"{{{_latex(article.title)}}}",
        "howpublished": _latex(article.source.name) if article.source else "",
        "year": year,
        "month": month[:3].lower(),
        "day": day,
        "url": re.sub(r"[{}\\]", lambda found: f"%{ord(found[0]):02X}", _url(article)),
        "langid": article.language,
    }
    rows = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@misc{{{article.slug},", *rows, "}"])


def ris(article: Article) -> str:
    """An RIS record, its lines as HTML has them."""
    when = published(article)
    year = _parts(when)[0]
    rows = [
        ("TY", "ELEC"),
        *(("AU", _inverted(author)) for author in article.authors),
        ("TI", article.title),
        ("T2", article.source.name if article.source else ""),
        ("PY", year),
        ("DA", "/".join([*when.split("-"), "", ""][:3]) + "/" if when else ""),
        ("UR", _url(article)),
        ("LA", article.language),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\n".join([*lines, "ER  - "])


def csl(article: Article) -> dict[str, object]:
    """An item of the Citation Style Language, as its processors take it."""
    when = published(article)
    item: dict[str, object] = {
        "id": article.slug,
        "type": "webpage",
        "title": article.title,
        "author": list(map(_csl_name, article.authors)),
        "container-title": article.source.name if article.source else "",
        "issued": {"date-parts": [list(map(int, when.split("-")))]} if when else None,
        "URL": _url(article),
        "language": article.language,
    }
    return {key: value for key, value in item.items() if value}


def csl_json(article: Article) -> str:
    """The item in an array of its own, as programs that keep references read it."""
    return json.dumps([csl(article)], ensure_ascii=False, indent=1)


def coins(article: Article, part: str = "", address: str = "") -> str:
    """The title of a span by which programs that keep references save what a page shows (COinS).

    That is the article; with `part`, such as ¶ 4, the part of it that has this `address`.
    """
    source = article.source
    rows = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "webpage"),
        ("rft.title", ", ".join(filter(None, [article.title, part]))),
        ("rft.source", source.name if source else ""),
        ("rft.date", published(article)),
        *(("rft.au" if _person(a) else "rft.aucorp", _inverted(a)) for a in article.authors),
        ("rft.identifier", address or _url(article)),
        ("rft.language", article.language),
        ("rft.rights", (source and source.licence) or ""),
    ]
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in rows if value)


def _url(article: Article) -> str:
    return (article.source and article.source.url) or ""


def _parts(when: str) -> tuple[str, str, str]:
    """Year, month in words and day of a date; empty what is not known."""
    year, month, day = [*when.split("-"), "", ""][:3]
    return year, MONTHS[int(month) - 1] if month else "", day.lstrip("0")


def _british(when: str) -> str:
    year, month, day = _parts(when)
    return " ".join(filter(None, [day, month, year]))


def _person(author: str) -> _Person | None:
    """The parts of a person's name; None for a name that is no person's."""
    family, *rest = (part.strip() for part in author.split(","))
    if not rest:
        return None
    if SUFFIX.fullmatch(rest[0]):
        return _Person(family, ", ".join(rest[1:]), rest[0])
    if len(rest) == 2:
        return _Person(family, *rest)
    return _Person(family, ", ".join(rest), "")


def _inverted(author: str) -> str:
    person = _person(author)
    return person.inverted if person else author


def _spaced(person: _Person) -> _Person:
    """With a space between initials: `K.V.` as `K. V.`"""
    return person._replace(given=re.sub(r"\.(?=\w)", ". ", person.given))


def _initials(author: str) -> str:
    """`Reporter, Anna-Maria B.` as `Reporter, A.-M. B.`, `Reporter, A.B.` as `Reporter, A. B.`"""
    person = _person(author)
    if not person:
        return author
    given = re.sub(r"(\w)[\w'’.]*", r"\1.", _spaced(person).given)
    return person._replace(given=given).inverted


def _row(authors: Sequence[str], most: int, shown: int) -> str:
    """Authors as Chicago and MLA list them: the first inverted; of more than `most`, so many."""
    persons = [person and _spaced(person) for person in map(_person, authors)]
    names = [
        author if person is None else person.direct if number else person.inverted
        for number, (author, person) in enumerate(zip(authors, persons, strict=True))
    ]
    return ", ".join([*names[:shown], "et al."]) if len(names) > most else _listed(names, "and ")


def _listed(names: Sequence[str], last: str) -> str:
    """Names in a row with `last` before the last; a comma goes before that in any case if one of
    them holds a comma, or if there are more than two."""
    if len(names) < 2:
        return "".join(names)
    comma = "," if len(names) > 2 or "," in "".join(names) else ""
    return f"{', '.join(names[:-1])}{comma} {last}{names[-1]}"


def _stop(text: str) -> str:
    """The full stop after a text that does not bring its own."""
    return "" if not text or re.search(r"[.?!…][”’\"']*$", text) else "."


def _ended(text: str) -> str:
    """A text with its full stop, which stands before the quotation marks at its end."""
    body = text.rstrip("”’\"'")
    return f"{body}{_stop(text)}{text[len(body) :]}"


def _cited(title: str) -> Markup:
    """The title of what stands by itself, with its full stop."""
    if title.endswith(("”", '"')):
        return Markup("<cite>{}</cite>").format(_ended(title))
    return Markup("<cite>{}</cite>{}").format(title, _stop(title))


def _titled(article: Article) -> Markup:
    """The title within quotation marks, where those in it become single ones; where no source is
    known it stands by itself."""
    if not article.source:
        return _cited(article.title)
    turned = re.sub(r"“([^“”]*)”|\"([^\"]*)\"", _turned, article.title)
    return Markup("“{}”").format(_ended(turned))


def _turned(quoted: re.Match[str]) -> str:
    """Single quotation marks around what had double ones, and double ones within them."""
    words = quoted[1] or quoted[2] or ""
    return "‘" + re.sub(r"‘([^‘]*?)’(?!\w)", r"“\1”", words) + "’"


def _sentence(parts: Sequence[str | Markup]) -> Markup:
    return Markup(" ").join(part for part in parts if part)


def _latex(text: str) -> str:
    return " ".join(text.split()).translate(LATEX)


def _csl_name(author: str) -> dict[str, str]:
    person = _person(author)
    if not person:
        return {"literal": author}
    return {key: value for key, value in person._asdict().items() if value}


def _bibtex_name(author: str) -> str:
    """A person as `Family, Given`; any other name in braces, so that it is not taken apart."""
    person = _person(author)
    if not person or not person.given or " and " in author:
        return f"{{{_latex(author)}}}"
    return _latex(", ".join(filter(None, [person.family, person.suffix, person.given])))
