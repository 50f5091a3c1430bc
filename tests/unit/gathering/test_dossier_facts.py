"""What a dossier says of itself."""

from datetime import date

import pytest
from dossier.core.model import Article, Change, Source
from dossier.gathering import facts
from dossier.gathering.facts import additions, changed, corrected, newest, summary
from support.values import article, dossier

GONE = article(
    "gone",
    "Words.",
    withdrawn=Change(date(2025, 5, 1), "Invented."),
    corrections=(Change(date(2025, 4, 3), "A name."),),
)
MENDED = article(
    "mended",
    "Words.",
    date=date(2025, 3, 1),
    corrections=(Change(date(2025, 4, 2), "A number."), Change(date(2025, 4, 3), "A place.")),
)


def test_corrections_are_told_newest_first() -> None:
    assert [(on, what, a.slug) for on, what, a in corrected(dossier([GONE, MENDED]))] == [
        (date(2025, 5, 1), "Withdrawn: Invented.", "gone"),
        (date(2025, 4, 3), "A place.", "mended"),
        (date(2025, 4, 3), "A name.", "gone"),
        (date(2025, 4, 2), "A number.", "mended"),
    ]
    assert corrected(dossier([article("plain", "Words.")])) == []


@pytest.mark.parametrize(
    ("articles", "day"),
    [
        ([], ""),
        ([article("bare", "Words.")], ""),
        ([article("a", "Words.", source=Source("A Paper", published="2025-02"))], "2025-02"),
        ([article("a", "Words.", date=date(2025, 3, 1)), article("b", "Words.")], "2025-03-01"),
        ([article("a", "W.", date=date(2025, 3, 1), updated=date(2025, 3, 9))], "2025-03-09"),
        ([MENDED], "2025-04-03"),
        ([MENDED, GONE], "2025-05-01"),
    ],
)
def test_the_newest_day(articles: list[Article], day: str) -> None:
    assert newest(dossier(articles)) == day


def test_an_article_in_a_sentence() -> None:
    text = "## \n\nA first\nsentence. A second.\n\nMore."
    assert summary(article("a", text)) == "A first sentence."
    assert summary(article("a", text, lead="A second.")) == "A second."
    assert summary(article("a", text, lead="A second.", description="In short.")) == "In short."


def test_of_a_sentence_without_an_end_the_beginning_is_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(facts, "LONGEST_SUMMARY", 9)
    assert summary(article("a", "One two three four.")) == "One two t"


def test_when_an_article_changed() -> None:
    assert changed(MENDED) == "2025-03-01"
    assert changed(article("a", "W.", date=date(2025, 3, 1), updated=date(2025, 3, 9))) == (
        "2025-03-09"
    )
    assert changed(article("bare", "Words.")) == ""


def test_what_was_added_last_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = [
        article("bare", "Words."),
        article("dated", "Words.", date=date(2025, 3, 1)),
        article("old", "Words.", date=date(2021, 3, 1), added=date(2025, 3, 2)),
        article("older", "Words.", date=date(2020, 3, 1), added=date(2025, 3, 2)),
    ]
    order = ["old", "older", "dated", "bare"]
    assert [each.slug for each in additions(dossier(seeds))] == order
    monkeypatch.setattr(facts, "MOST_ADDED", 2)
    assert [each.slug for each in additions(dossier(seeds))] == order[:2]
