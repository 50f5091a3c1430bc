"""Runs of words with capitals that look like names: which count, and which are one."""

import pytest
from dossier.language.name_candidates import find_name_candidates, read_name_words
from support.values import article, dossier, name

MENON = name("Ravi Menon", aliases=["Menon"])


def found(*texts: str) -> dict[str, list[str]]:
    """The candidates in articles of these texts, with the articles that have each."""
    known = dossier([article(f"a{n}", text) for n, text in enumerate(texts)], [MENON])
    rows = find_name_candidates((r, read_name_words(r)) for r in known.passages_of_article.values())
    return {each.name: [passage.article.slug for passage in each.passages] for each in rows}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They met Anna Larsen and Bo Olsen in Oslo.", ["Anna Larsen", "Bo Olsen", "Oslo"]),
        ("The port of Oslo and the Bank of the North met.", ["Oslo", "Bank of the North"]),
        (
            "They saw the Bank for Works and the Guild the North.",
            ["Bank for Works", "Guild", "North"],
        ),
        ("They saw the Bank of Works, of Oslo.", ["Bank of Works", "Oslo"]),
        ("They met Anna\nLarsen on Lund 7.", ["Anna Larsen", "Lund 7"]),
        # the beginning of a sentence
        ("Larsen left.", []),
        ("Larsen left. They saw Larsen.", ["Larsen"]),
        ("Anna Larsen left.", ["Anna Larsen"]),
        ("“Larsen left”, they said: Olsen came.", []),
        ("Rain fell, and rain it was that fell on Rain.", []),
        ("Rain King fell, as rain does.", ["King"]),
        ("Of Oslo they spoke.", ["Oslo"]),
        # titles, initials of interviews, dates, shouts
        (
            "They met Mr Larsen, President Olsen and Minister of Trade Berg.",
            ["Larsen", "Olsen", "Berg"],
        ),
        ("They met Q Larsen.", ["Larsen"]),
        # what an office is about is no title by itself
        (
            "They saw the National Library, the Security Forum and National Security Adviser Berg.",
            ["National Library", "Security Forum", "Berg"],
        ),
        ("They spoke of National Security.", []),
        ("In May 2025 on Monday they met.", []),
        ("They met May Olsen.", ["May Olsen"]),
        ("They read SHOUTING GREETINGS beside an ACRONYM and NATO.", ["NATO"]),
        ("They saw X.", []),
        ("They saw Menon, X and Rain, in May, as rain fell on Anna Larsen.", ["Anna Larsen"]),
        ("They saw the Bank of of the Works.", ["Bank", "Works"]),
        # what has a page
        ("They saw Menon and Ravi Menon.", []),
        ("They saw Menon House.", ["Menon House"]),
    ],
)
def test_what_is_a_name(text: str, names: list[str]) -> None:
    assert [*found(text)] == names


def test_forms_of_one_name_are_told_once_by_the_commonest() -> None:
    uk = ("They saw the United Kingdom and the UK.", "They saw the UK.", "They saw the U.K. there.")
    assert found(*uk) == {"UK": ["a0", "a1", "a2"]}
    assert found("They met Larsen and Anna Larsen.") == {"Anna Larsen": ["a0"]}
    apart = found("They met Larsen, Anna Larsen and Bo Larsen.")
    assert [*apart] == ["Larsen", "Anna Larsen", "Bo Larsen"]
    assert [*found("They saw the Bank of Works, BW and Works.")] == ["Bank of Works"]


def test_a_passage_counts_once_and_only_if_it_gathers() -> None:
    text = "They met Larsen; Larsen left.\n\nThen they met Larsen.\n\n## They met Olsen\n\nRain."
    assert found(text) == {"Larsen": ["a0", "a0"]}
