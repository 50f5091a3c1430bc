"""Articles that are there twice are found, and in time that grows with the words alone."""

import random

import pytest
from dossier.core.model import Article, Block, Source
from dossier.language.near_duplicates import address, find_near_duplicates

WORDS = [f"{syllable}{end}" for syllable in "ka lo mi nu pe ra so tu".split() for end in range(99)]


def article(name: str, text: str, url: str | None = None) -> Article:
    block = Block(1, "paragraph", "", text, 1)
    return Article(f"seeds/{name}", name, name, (block,), source=Source("Paper", url))


def prose(seed: int, count: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=count)


def twins(*articles: Article) -> list[tuple[str, str, str]]:
    return [(one.slug, other.slug, why) for one, other, why in find_near_duplicates(articles)]


def test_the_same_address_is_one_article() -> None:
    found = twins(
        article("a", "One.", "https://www.example.org/talks/?utm_source=x"),
        article("b", "Two.", "https://example.org/talks"),
        article("c", "Three.", "https://example.org/talks?page=2"),
        article("d", "Four."),
        article("e", "Five."),
        article("f", "Six.", "https://example.org/talks?reference=IP/25/1"),
        article("g", "Seven.", "https://example.org/talks?reference=IP/25/2&ref=home"),
    )
    assert found == [("b", "a", "the same address")]


def test_nearly_the_same_words_are_one_article() -> None:
    words = prose(1)
    edited = [*words[:100], "entirely", "new", *words[103:], *prose(2, 30)]
    other = [*words[:60], *prose(3, 240)]
    found = twins(
        article("a", " ".join(words)),
        article("b", " ".join(edited).upper()),
        article("c", " ".join(other)),
        article("d", "They met."),
        article("e", "They met."),
    )
    assert [(one, other) for one, other, _ in found] == [("b", "a"), ("e", "d")]
    assert found[0][2].endswith("% of the words in the same order")


@pytest.mark.parametrize(("same", "why"), [(12, "80%"), (11, ""), (14, "100%"), (13, "90%")])
def test_eight_in_ten_rows_of_five_words_must_be_the_same(same: int, why: str) -> None:
    words = [f"{letter}ombat" for letter in "bcdfghjklmnpqr"]
    other = [*words[:same], *(f"{letter}umble" for letter in "bcd"[: 14 - same])]
    found = twins(article("a", " ".join(words)), article("b", " ".join(other)))
    assert [why for *_, why in found] == ([f"{why} of the words in the same order"] if why else [])


def test_the_shorter_of_two_must_be_in_the_other() -> None:
    long, short = WORDS[:60], WORDS[10:30]
    for one, other in ((long, short), (short, long)):
        assert len(twins(article("a", " ".join(one)), article("b", " ".join(other)))) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://m.example.org/a", "http://EXAMPLE.org/a/", True),
        ("https://www.m.example.org/a", "https://example.org/a", True),
        ("https://example.org/a?fbclid=1&b=2", "https://example.org/a?b=2&gclid=3", True),
        ("https://example.org/a?b=2", "https://example.org/a?b=3", False),
        ("https://example.org/a#b", "https://example.org/a", True),
        ("https://example.org/a", "https://example.org/A", False),
        ("https://news.example.org/a", "https://example.org/a", False),
    ],
)
def test_which_addresses_are_the_same(one: str, other: str, same: bool) -> None:
    assert (address(one) == address(other)) is same


def test_a_notice_below_all_articles_makes_none_a_twin() -> None:
    notice = prose(0, 40)
    rows = [article(str(n), " ".join(prose(n + 10, 200) + notice)) for n in range(1000)]
    assert twins(*rows) == []
