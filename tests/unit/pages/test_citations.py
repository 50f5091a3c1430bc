"""Golden cases: what is known of an article, and how it is cited."""

import json
import re
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
