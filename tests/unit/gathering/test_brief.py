"""A theme in brief: sentences that can be understood alone, of several subtopics and articles."""

from datetime import date

from dossier.gathering.brief import MOST_OF_ARTICLE, MOST_SENTENCES, in_brief
from support.values import article, dossier, theme

TRADE = theme("Trade", {"Tariffs": ["tariff"], "Deals": ["deal"]})
NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()


def told(*texts: str) -> list[str]:
    """What is told in brief of an article for each text, each a year older than the one before."""
    seeds = [article(f"a{n}", text, date=date(2025 - n, 1, 1)) for n, text in enumerate(texts)]
    known = dossier(seeds, [TRADE])
    return [each.text for each in in_brief(TRADE, known.passages_of_topic[TRADE.src_uri])]


def test_only_what_can_be_understood_alone_is_told() -> None:
    alone = "The council of the northern town lowered the tariff on steel in the spring."
    assert told(alone) == [alone]
    for leaning in (
        "They lowered the tariff on steel in the northern town this very spring.",
        "But the council of the northern town lowered the tariff on steel again.",
        "Did the council of the northern town lower the tariff on steel at all?",
        "We think the council of the northern town lowered the tariff too late.",
        "The tariff fell.",
        "Pursuant to the act, the council of the town lowers the tariff on steel.",
    ):
        assert told(leaning) == [], leaning


def test_each_subtopic_is_heard_and_no_article_too_often() -> None:
    rows = [f"The council of town {n} lowered the tariff on {n} kinds of steel." for n in NUMBERS]
    deal = "The mayors of both towns signed a deal on the ferries of the northern harbour."
    found = told(" ".join(rows), deal)
    assert deal in found
    assert len(found) == 1 + MOST_OF_ARTICLE
    assert len(told(*rows, deal)) <= MOST_SENTENCES


def test_of_the_same_sentence_the_newest_is_told_once() -> None:
    same = "The council of the northern town lowered the tariff on steel in the spring."
    assert told(same, same, same) == [same]


def test_nothing_is_told_of_nothing() -> None:
    assert in_brief(TRADE, ()) == []
