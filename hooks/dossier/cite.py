"""`Article` → how to cite it, in the styles that people ask for, from what is known of it.

What is not known is left out or said to be unknown; names stand as the article gives them, since
a machine cannot tell which part of a name is the family's. A library (citeproc-py) would bring
lxml and thousands of style files for these few lines.
"""

import re
from collections.abc import Mapping

from markupsafe import Markup

from dossier.model import Article

MONTHS = (
    "January February March April May June July August September October November December"
).split()
_TEX = str.maketrans({c: f"\\{c}" for c in "&%$#_{}"} | {"\\": r"\textbackslash{}"})


def cite(article: Article) -> Mapping[str, Markup]:
    """The citation by style, as HTML."""
    return {"APA": _apa(article), "Chicago": _chicago(article), "MLA": _mla(article)}


def published(article: Article) -> str:
    """The day, month or year of publication as YYYY[-MM[-DD]]; empty if it is not known."""
    if article.date:
        return article.date.isoformat()
    return (article.source and article.source.published) or ""


def as_bibtex(article: Article) -> str:
    """The article as an entry for BibTeX; ends with a line's end."""
    year, month, day = _parts(published(article))
    source = article.source
    fields = {
        "title": f"{{{article.title.translate(_TEX)}}}",
        "author": " and ".join(f"{{{name.translate(_TEX)}}}" for name in article.authors),
        "howpublished": source.name.translate(_TEX) if source else "",
        "year": year,
        "month": month and f"{int(month):02}",
        "day": day and f"{int(day):02}",
        "url": (source and source.url) or "",
        "langid": article.language,
        "note": "" if year else "n.d.",
    }
    rows = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items() if value)
    return f"@misc{{{article.slug},\n{rows}}}\n"


def as_ris(article: Article) -> str:
    """The article as a record for reference managers; its lines end as RIS asks, with CR and LF."""
    year, month, day = _parts(published(article))
    source = article.source
    rows = [
        ("TY", "NEWS"),
        ("TI", article.title),
        *(("AU", name) for name in article.authors),
        ("T2", source.name if source else ""),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if month else ""),
        ("UR", (source and source.url) or ""),
        ("LA", article.language),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _apa(article: Article) -> Markup:
    year, month, day = _parts(published(article))
    when = ", ".join(filter(None, [year, f"{_month(month)} {day.lstrip('0')}".strip()])) or "n.d."
    title = Markup("<em>{}</em>").format(article.title)
    if article.authors:
        return _line(f"{_people(article)} ({when})", title, *_container(article))
    return _line(Markup("{} ({})").format(title, when), *_container(article))


def _chicago(article: Article) -> Markup:
    year, month, day = _parts(published(article))
    when = f"{_month(month)} {day.lstrip('0')}".strip()
    when = (f"{when}, {year}" if day else f"{when} {year}".strip()) or "n.d."
    return _quoted(article, when, ". ")


def _mla(article: Article) -> Markup:
    year, month, day = _parts(published(article))
    name = _month(month)
    short = name if len(name) < 5 else f"{name[:4] if name == 'September' else name[:3]}."
    when = " ".join(filter(None, [day.lstrip("0"), short, year])) or "n.d."
    return _quoted(article, when, ", ")


def _quoted(article: Article, when: str, before_url: str) -> Markup:
    """Author. “Title.” Container, date, address."""
    title = re.sub(r"\.$", "", article.title)
    end = "" if title[-1:] in "?!…" else "."
    source = article.source
    where = Markup("<em>{}</em>, {}").format(source.name, when) if source else Markup(when)
    if source and source.url:
        where += before_url + Markup('<a href="{0}">{0}</a>').format(source.url)
    return _line(*([_people(article)] if article.authors else []), f"“{title}{end}”", where)


def _container(article: Article) -> list[str | Markup]:
    source = article.source
    if not source:
        return []
    address = [Markup('<a href="{0}">{0}</a>').format(source.url)] if source.url else []
    return [source.name, *address]


def _line(*parts: str | Markup) -> Markup:
    """The parts as sentences; an address or a quotation ends without a stop of ours."""
    line = Markup("")
    for part in parts:
        line += (" " if line else "") + Markup("{}").format(part)
        line += "" if str(part).endswith(("</a>", "”", ".")) else "."
    return line


def _people(article: Article) -> str:
    *others, last = article.authors
    return f"{', '.join(others)}, and {last}" if others else last


def _parts(when: str) -> tuple[str, str, str]:
    year, month, day, *_ = [*when.split("-"), "", "", ""]
    return year, month, day


def _month(number: str) -> str:
    return MONTHS[int(number) - 1] if number else ""
