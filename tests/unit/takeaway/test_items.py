"""What stands in the rows of the data, and what does not where words may not be taken away."""

from dataclasses import replace
from datetime import date

import pytest
from dossier.core.kinds import NameKind
from dossier.core.model import Change, DatedFact, Dossier, Source, Term
from dossier.core.urls import Site
from dossier.takeaway import items
from dossier.takeaway.contents import (
    ARTICLES,
    FACTS,
    FIGURES,
    NAMES,
    PASSAGES,
    STATEMENTS,
    TABLES,
    TERMS,
    THEMES,
    TWINS,
)
from dossier.takeaway.items import Known, parts
from dossier.takeaway.tables import Table, Value
from hypothesis import given
from hypothesis import strategies as st
from support.values import article, dossier, name, theme

HERE = Site("The Dossier", "About it.", "https://example.org/")
NOWHERE = Site("The Dossier", "About it.")
FACT = DatedFact("2024-05", "A pact was signed.", "https://fact.example/")
TRADE = replace(
    theme("Trade", {"Tariffs": ["tariff"], "Deals": ["deal"]}, dates=(FACT,)),
    description="About trade.",
)
ANNA = name("Anna Rao", NameKind.PERSON, ["Rao"], dates=(FACT,), opening="She spoke.")
TEXT = (
    "# Talks\n\nAnna Rao spoke of a tariff on 3 March 2025.\n\n"
    "Trade reached $1.5 billion. Trade reached $1.5 billion. It was 12% more in 2024."
)
TALKS = article(
    "talks",
    TEXT,
    date=date(2025, 3, 4),
    authors=("Doe, Jo",),
    source=Source("A Paper", "https://paper.example/a", "2025-03", "CC BY 4.0"),
)
KEPT = replace(TALKS, slug="kept", source=Source("A Paper", licence="All rights reserved"))


def known(*articles: object, site: Site = HERE) -> items.Source:
    made = dossier(articles or [TALKS], [TRADE, ANNA])  # type: ignore[arg-type]
    return items.Source(Known(made, site), made.articles)


def rows(table: Table, source: items.Source) -> list[dict[str, Value]]:
    return [dict(zip(table.names, row, strict=True)) for row in table.rows(source)]


def test_an_article_with_all_that_is_known_of_it() -> None:
    (row,) = rows(ARTICLES, known())
    assert {key: value for key, value in row.items() if value is not None} == {
        "article": "talks",
        "title": "Talks",
        "date": "2025-03-04",
        "published": "2025-03",
        "authors": ("Doe, Jo",),
        "source": "A Paper",
        "source_url": "https://paper.example/a",
        "licence": "CC BY 4.0",
        "language": "en",
        "words": TALKS.words,
        "passages": 3,
        "words_included": True,
        "url": "https://example.org/articles/talks/",
    }


def test_a_passage_with_its_themes_and_names() -> None:
    heading, spoken, _ = rows(PASSAGES, known(site=NOWHERE))
    assert heading["kind"] == "heading" and heading["themes"] == []
    assert (spoken["passage"], spoken["article"], spoken["anchor"]) == ("talks#p2", "talks", "p2")
    assert spoken["url"] == "articles/talks/#p2"
    assert spoken["text"] == "Anna Rao spoke of a tariff on 3 March 2025."
    assert spoken["heading"] == "Talks"
    assert spoken["themes"] == [
        {"theme": "trade", "subtopic": "Tariffs", "because": ("tariff",), "by_editors": False}
    ]
    assert spoken["names"] == [{"name": "anna-rao", "start": 0, "end": 8}]


def test_what_is_stated_lies_where_it_is_said_to() -> None:
    source = known()
    texts = {row["passage"]: row["text"] for row in rows(PASSAGES, source)}
    dated, counted = rows(STATEMENTS, source), rows(FIGURES, source)
    assert [(row["statement"], row["date"], row["words"]) for row in dated] == [
        ("talks#p2@30", "2025-03-03", "3 March 2025"),
        ("talks#p3@75", "2024", "2024"),
    ]
    assert [(row["figure"], row["words"]) for row in counted] == [
        ("talks#p3@14", "$1.5 billion"),
        ("talks#p3@42", "$1.5 billion"),
        ("talks#p3@63", "12%"),
    ]
    for row in (*dated, *counted):
        text, start, end = str(texts[row["passage"]]), row["start"], row["end"]
        assert isinstance(start, int) and isinstance(end, int)
        assert text[start:end] == row["words"] and str(row["sentence"]) in text


@given(
    st.lists(
        st.sampled_from(
            [
                "Trade reached $5 billion.",
                "In Lund, as in all other towns, rates fell by 7%.",
                "A boat costs $9 million, or 12% more, since 2024.",
                "On 3 March 2025 it was 12%.",
                "No figure stands here.",
            ]
        ),
        max_size=6,
    )
)
def test_in_sentences_of_any_order_each_figure_has_a_place_of_its_own(said: list[str]) -> None:
    source = known(article("a", " ".join(said)))
    text = " ".join(said)
    starts = [sum(map(len, said[:number])) + number for number in range(len(said))]
    for table, words in ((FIGURES, ("$5 billion", "7%", "$9 million", "12%")), (STATEMENTS, ())):
        found = [(row["start"], row["end"], row["words"]) for row in rows(table, source)]
        for start, end, word in found:
            assert isinstance(start, int) and isinstance(end, int)
            assert text[start:end] == word
        if words:
            assert [(start, word) for start, _, word in found] == [
                (start + place, word)
                for start, sentence in zip(starts, said, strict=True)
                for place, word in sorted((sentence.find(word), word) for word in words)
                if place >= 0
            ]


def test_a_figure_is_read() -> None:
    amount, _, share = rows(FIGURES, known())
    assert (amount["kind"], amount["value"], amount["currency"]) == ("amount", 1_500_000_000, "USD")
    assert (amount["unit"], amount["thing"], amount["year"]) == (None, "Trade", 2025)
    assert (share["value"], share["unit"], share["currency"]) == (12, "%", None)
    assert share["year"] == 2024


@pytest.mark.parametrize(
    ("said", "value"),
    [("2.5 tons", 2.5), ("3 tons", 3), ("7" * 40 + " tons", None)],
)
def test_a_number_is_whole_where_it_can_be(said: str, value: float | None) -> None:
    (row,) = rows(FIGURES, known(article("a", f"They sold {said} of rice.")))
    assert row["value"] == value and type(row["value"]) is type(value)


def test_topics_and_terms() -> None:
    trade = replace(TRADE, terms=(*TRADE.terms, Term("tariff war", strength="void")))
    made = dossier([TALKS], [trade, ANNA])
    source = items.Source(Known(made, HERE), made.articles)
    (row,) = rows(THEMES, source)
    assert (row["theme"], row["description"], row["passages"]) == ("trade", "About trade.", 1)
    assert row["subtopics"] == ("Tariffs", "Deals")
    (row,) = rows(NAMES, source)
    assert (row["name"], row["kind"], row["aliases"]) == ("anna-rao", "person", ["Rao"])
    assert row["description"] == "She spoke."
    assert [tuple(row.values()) for row in rows(TERMS, source)] == [
        ("trade", "Tariffs", "tariff", "strong"),
        ("trade", "Deals", "deal", "strong"),
        ("trade", None, "tariff war", "void"),
    ]
    (row,) = rows(FACTS, source)
    assert (row["date"], row["source_url"]) == ("2024-05", "https://fact.example/")
    assert (row["themes"], row["names"]) == (["trade"], ["anna-rao"])


def test_a_fact_keeps_its_id_whatever_comes_before_it() -> None:
    more = DatedFact("2024-05", "Another was not.", "https://fact.example/")
    made = dossier([], [replace(TRADE, dates=(more, FACT))])
    ids = [row["fact"] for row in rows(FACTS, items.Source(Known(made, HERE), ()))]
    assert ids[1] == rows(FACTS, known())[0]["fact"] != ids[0]


def test_twins_are_told_once() -> None:
    made = dossier([TALKS, KEPT], [TRADE, ANNA])
    one, other = (made.passages_of_article[slug][1] for slug in ("kept", "talks"))
    made = replace(made, twins={one.key: (other,)})
    assert rows(TWINS, items.Source(Known(made, HERE), made.articles)) == [
        {"passage": "kept#p2", "twin": "talks#p2"}
    ]


@pytest.mark.parametrize("kept", [KEPT, replace(TALKS, takeaway=False)])
def test_words_that_may_not_be_taken_are_nowhere_and_all_else_is_there(kept: object) -> None:
    """Each cell is that of the article whose words may be taken, or empty."""
    hidden: set[str] = set()
    for table in TABLES:
        theirs, ours = (list(table.rows(known(each))) for each in (kept, TALKS))
        for mine, other in zip(theirs, ours, strict=True):
            for column, cell, full in zip(table.columns, mine, other, strict=True):
                if cell is None and full is not None:
                    hidden.add(f"{table.name}.{column.name}")
    assert hidden - {"articles.source_url", "articles.published"} == {
        *("passages.text", "passages.heading", "statements.sentence", "statements.words"),
        *("figures.sentence", "figures.words", "figures.thing"),
    }
    said = b"".join(table.csv(known(kept)) for table in (PASSAGES, STATEMENTS, FIGURES))
    assert b"spoke" not in said and b"billion" not in said and b"Talks" not in said
    assert b"false" in ARTICLES.csv(known(kept))


def test_drafts_and_withdrawn_articles_are_no_articles_here() -> None:
    """A dossier has no drafts; what is withdrawn stands apart in it."""
    gone = replace(KEPT, withdrawn=Change(date(2025, 5, 1), "Invented."))
    source = known(TALKS, gone)
    assert source.dossier.withdrawn and [row["article"] for row in rows(ARTICLES, source)] == [
        "talks"
    ]


def test_a_large_archive_is_divided_by_year(monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = [article(f"a{year}", "Words.", date=date(year, 1, 1)) for year in (2023, 2024)]
    made: Dossier = dossier([*seeds, article("undated", "Words.")])
    assert [(part.suffix, len(part.articles)) for part in parts(made.articles)] == [("", 3)]
    monkeypatch.setattr(items, "MOST_TOGETHER", 2)
    assert [(part.suffix, len(part.articles)) for part in parts(made.articles)] == [
        *(("-2024", 1), ("-2023", 1), ("-undated", 1))
    ]
