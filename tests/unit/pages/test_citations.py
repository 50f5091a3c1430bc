"""Golden cases: what is known of an article, and how it is cited."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import yaml
from dossier.core.model import Article, Event, Source
from dossier.pages import citations as citation
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

CASES = yaml.safe_load((Path(__file__).parent / "citations.yml").read_text("utf-8"))


def make_article(
    title: str = "Talks",
    slug: str = "talks",
    date: date | None = None,
    authors: tuple[str, ...] = (),
    source: dict[str, str] | None = None,
    event: date | None = None,
) -> Article:
    return Article(
        path="seeds/talks.txt",
        slug=slug,
        title=title,
        blocks=(),
        date=date,
        authors=tuple(authors),
        source=Source(**source) if source else None,
        event=Event(event) if event else None,
    )


def plain(text: Markup) -> str:
    return (
        re.sub("</?cite>", "*", str(text))
        .replace("&amp;", "&")
        .replace("&#39;", "'")
        .replace("&#34;", '"')
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    article = make_article(**case["article"])
    made: dict[str, object] = {
        "line": citation.line(article),
        "apa": plain(citation.apa(article)),
        "chicago": plain(citation.chicago(article)),
        "mla": plain(citation.mla(article)),
        "bibtex": citation.bibtex(article),
        "ris": citation.ris(article),
        "csl": citation.csl(article),
        "coins": citation.coins(article),
        "unknown": list(citation.unknown(article)),
    }
    expected = {key: value for key, value in case.items() if key in made}
    assert {key: made[key] for key in expected} == expected


def people(count: int) -> tuple[str, ...]:
    return tuple(f"F{n}, A" for n in range(1, count + 1))


@pytest.mark.parametrize(
    ("style", "most", "shown"),
    [
        (citation.apa, 20, [f"F{n}, A." for n in range(1, 20)] + ["… F21, A. (n.d.)"]),
        (citation.chicago, 10, ["F1, A", *(f"A F{n}" for n in range(2, 8)), "et al. *Talks*."]),
        (citation.mla, 2, ["F1, A", "et al. *Talks*."]),
    ],
)
def test_of_many_authors_each_style_names_some(
    style: Callable[[Article], Markup], most: int, shown: list[str]
) -> None:
    whole = plain(style(make_article(authors=people(most))))
    assert f"F{most}" in whole and "…" not in whole and "et al" not in whole
    cut = plain(style(make_article(authors=people(most + 1))))
    assert cut.startswith(", ".join(shown))


def test_two_bodies_are_joined_without_a_comma() -> None:
    both = make_article(authors=("The Desk", "The Board"))
    assert plain(citation.chicago(both)).startswith("The Desk and The Board. ")
    assert plain(citation.apa(both)).startswith("The Desk & The Board. ")
    three = make_article(authors=("The Desk", "The Board", "The Port"))
    assert plain(citation.chicago(three)).startswith("The Desk, The Board, and The Port. ")


def test_each_month_is_written_as_a_style_has_it() -> None:
    short = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
    codes = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    for number, (abbreviated, code) in enumerate(zip(short, codes, strict=True), 1):
        found = make_article(date=date(2025, number, 9), source={"name": "Wire"})
        name = date(2025, number, 9).strftime("%B")
        assert plain(citation.mla(found)).endswith(f"*Wire*, 9 {abbreviated} 2025.")
        assert plain(citation.chicago(found)) == f"*Wire*. “Talks.” {name} 9, 2025."
        assert plain(citation.apa(found)) == f"*Talks*. (2025, {name} 9). Wire."
        assert f"month = {code}," in citation.bibtex(found)


@given(st.text(min_size=1), st.lists(st.text(min_size=1), max_size=3))
def test_records_hold_together_whatever_the_words(title: str, authors: list[str]) -> None:
    article = make_article(title=title, authors=tuple(authors))
    entry = citation.bibtex(article)
    assert entry.count("{") == entry.count("}")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", row) for row in citation.ris(article).split("\n"))


def test_files_end_their_lines_as_their_formats_ask() -> None:
    bibtex, ris, csl = (content for _, content in citation.files([make_article()]))
    assert bibtex.endswith("\n}\n")
    assert ris.endswith("LA  - en\r\nER  - \r\n")
    assert csl.endswith("\n]\n") and json.loads(csl) == [citation.csl(make_article())]


def test_what_is_saved_of_a_part_is_named_by_it_and_leads_there() -> None:
    article = make_article(source={"name": "The Paper", "url": "https://example.org/talks"})
    saved = parse_qs(citation.coins(article, "¶ 4", "https://example.org/articles/talks/#p4"))
    assert saved["rft.title"] == ["Talks, ¶ 4"]
    assert saved["rft.identifier"] == ["https://example.org/articles/talks/#p4"]
    assert parse_qs(citation.coins(article, "¶ 4"))["rft.identifier"] == [
        "https://example.org/talks"
    ]
