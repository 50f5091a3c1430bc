"""`Article` → how to cite it: in a line, in the styles of APA, Chicago and MLA, as BibTeX and RIS.

What is cited is the article where it was published. What is not known of it is left out, or said
to be unknown in the style's own way (n.d.); the day of the event is never taken for that of the
article. An author written `Family, Given` is a person; any other is kept as it is written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from markupsafe import Markup

from dossier.core.model import Article

MONTHS = tuple(date(2000, month, 1).strftime("%B") for month in range(1, 13))
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


def line(article: Article) -> str:
    """Title, source and date in one line, as much of it as is known."""
    source = article.source.name if article.source else ""
    return ", ".join(part for part in (article.title, source, _british(published(article))) if part)


def citations(article: Article) -> dict[str, Markup]:
    """The citation in each style, as markup in which the title of the work is a `<cite>`."""
    return {"APA": apa(article), "Chicago": chicago(article), "MLA": mla(article)}


def records(article: Article) -> dict[str, str]:
    """The citation in each format that programs read."""
    return {"BibTeX": bibtex(article), "RIS": ris(article)}


def files(articles: Iterable[Article]) -> Iterator[tuple[str, str]]:
    """The records as files to download: path and content; the lines of RIS end with CR and LF."""
    for article in articles:
        directory = article.src_uri.removesuffix(".md")
        yield f"{directory}/cite.bib", f"{bibtex(article)}\n"
        yield f"{directory}/cite.ris", ris(article).replace("\n", "\r\n") + "\r\n"


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
    family, comma, given = author.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else author


def apa(article: Article) -> Markup:
    """APA, 7th edition: a page on a website."""
    year, month, day = _parts(published(article))
    when = ", ".join(filter(None, [year, f"{month} {day}".strip()])) or "n.d."
    title = Markup("<cite>{}</cite>{}").format(article.title, _stop(article.title))
    names = _listed([_initials(author) for author in article.authors], "& ")
    dated = Markup("({}).").format(when)
    head = [names + _stop(names), dated, title] if names else [title, dated]
    source = f"{article.source.name}." if article.source else ""
    return _sentence([*head, source, _url(article)])


def chicago(article: Article) -> Markup:
    """The Chicago Manual of Style, 17th edition: an entry of a bibliography."""
    year, month, day = _parts(published(article))
    when = ", ".join(filter(None, [f"{month} {day}".strip(), year])) if day else f"{month} {year}"
    authors = article.authors
    if len(authors) > MOST_AUTHORS_CHICAGO:
        names = ", ".join([authors[0], *map(given_first, authors[1:7])]) + ", et al."
    else:
        names = _listed([*authors[:1], *map(given_first, authors[1:])], "and ")
    return _quoted(article, names, [when.strip() or "n.d."], _url(article), address_after=". ")


def mla(article: Article) -> Markup:
    """MLA, 9th edition: an entry of the works cited, which leaves out a date that is not known."""
    year, month, day = _parts(published(article))
    short = month if len(month) <= len("July") else month[: 4 if month == "September" else 3] + "."
    authors = article.authors
    if len(authors) > MOST_AUTHORS_MLA:
        names = f"{authors[0]}, et al."
    else:
        names = _listed([*authors[:1], *map(given_first, authors[1:])], "and ")
    when = " ".join(filter(None, [day, short, year]))
    address = re.sub(r"^https?://", "", _url(article))
    return _quoted(article, names, [when] if when else [], address, address_after=", ")


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
        *(("AU", author) for author in article.authors),
        ("TI", article.title),
        ("T2", article.source.name if article.source else ""),
        ("PY", year),
        ("DA", "/".join([*when.split("-"), "", ""][:3]) + "/" if when else ""),
        ("UR", _url(article)),
        ("LA", article.language),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\n".join([*lines, "ER  - "])


def _url(article: Article) -> str:
    return (article.source and article.source.url) or ""


def _parts(when: str) -> tuple[str, str, str]:
    """Year, month in words and day of a date; empty what is not known."""
    year, month, day = [*when.split("-"), "", ""][:3]
    return year, MONTHS[int(month) - 1] if month else "", day.lstrip("0")


def _british(when: str) -> str:
    year, month, day = _parts(when)
    return " ".join(filter(None, [day, month, year]))


def _initials(author: str) -> str:
    """`Reporter, Anna-Maria B.` as `Reporter, A.-M. B.`, `Reporter, A.B.` as `Reporter, A. B.`"""
    family, comma, given = author.partition(",")
    if not comma:
        return author
    apart = re.sub(r"\.(?=\w)", ". ", given.strip())
    return f"{family}, " + re.sub(r"(\w)[\w'’.]*", r"\1.", apart)


def _listed(names: Sequence[str], last: str) -> str:
    """Names in a row with `last` before the last; a comma goes before that in any case if one of
    them holds a comma, or if there are more than two."""
    if len(names) < 2:
        return "".join(names)
    comma = "," if len(names) > 2 or "," in "".join(names) else ""
    return f"{', '.join(names[:-1])}{comma} {last}{names[-1]}"


def _stop(text: str) -> str:
    """The full stop after a text that does not bring its own."""
    return "" if not text or re.search(r"[.?!…][”’\"]?$", text) else "."


def _quoted(
    article: Article, names: str, when: Sequence[str], address: str, address_after: str
) -> Markup:
    """Author. “Title.” *Source*, date, and the address, as Chicago and MLA have them."""
    title = Markup("“{}{}”").format(article.title, _stop(article.title))
    name = article.source.name if article.source else ""
    source = [Markup("<cite>{}</cite>").format(name)] if name else []
    tail = Markup(", ").join([*source, *when])
    if address:
        tail = Markup(address_after).join([tail, address] if tail else [address])
    ending = "" if not tail or tail.endswith(".") else "."
    return _sentence([names + _stop(names), title, tail + ending])


def _sentence(parts: Sequence[str | Markup]) -> Markup:
    return Markup(" ").join(part for part in parts if part)


def _latex(text: str) -> str:
    return " ".join(text.split()).translate(LATEX)


def _bibtex_name(author: str) -> str:
    """A person as `Family, Given`; any other name in braces, so that it is not taken apart."""
    person = "," in author and " and " not in author
    return _latex(author) if person else f"{{{_latex(author)}}}"
