"""A theme in brief: sentences that can be understood alone, of several subtopics and articles."""

from datetime import date
from math import log, sqrt

import numpy as np
import pytest
from dossier.gathering.brief import (
    DAMPING,
    MOST_OF_ARTICLE,
    MOST_SENTENCES,
    Excerpt,
    _cosine,
    _rank,
    _vectors,
    in_brief,
)
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


def test_the_sentence_that_says_what_others_say_too_comes_first() -> None:
    """Of a subtopic one sentence is heard first: the most central, of equals the newest."""
    odd = "The mayor of Lund once bought a yellow boat and lowered the tariff on lamps."
    common = [
        f"The council of the northern town lowered the tariff on {what} in the spring."
        for what in ("steel", "iron", "copper")
    ]
    found = told(odd, *common)
    assert common[0] in found and common[1] not in found
    assert odd in found


def test_an_older_sentence_must_be_much_more_central() -> None:
    row = [f"Town {n} lowered the tariff on {n} kinds of {n} stones again." for n in NUMBERS]
    found = told(*row)
    assert len(found) == MOST_SENTENCES
    assert found == row[:MOST_SENTENCES]


def test_sentences_are_short_and_not_too_short() -> None:
    for words, is_told in ((8, False), (9, True), (38, True), (39, False)):
        text = " ".join(["Ships", "pay", "the", "tariff", *["far"] * (words - 5), "away."])
        assert bool(told(text)) is is_told, words


def test_only_paragraphs_are_told_and_only_what_names_the_theme() -> None:
    alone = "The council of the northern town lowered the tariff on steel in the spring."
    assert told(f"- {alone}") == []
    assert told(f"> {alone}") == []
    other = "The council of the northern town opened a bridge for ships in the spring."
    assert told(f"{other} {alone}") == [alone]


def test_the_largest_subtopics_are_heard_largest_first() -> None:
    deal = "The mayors of both towns signed a deal on the ferries of the northern harbour."
    tariffs = [
        f"The council of town {n} lowered the tariff on {n} kinds of steel." for n in NUMBERS
    ]
    assert told(deal, *tariffs[:3])[-1] == deal
    deals = [f"Ferries of harbour {n} sail by deal {n} of the {n} mayors." for n in NUMBERS]
    tariff = "The council of the northern town lowered the tariff on steel in the spring."
    assert told(tariff, *deals[:3])[-1] == tariff


def test_a_sentence_counts_by_those_like_it_that_count() -> None:
    like, alone = {"tariff": 0.6, "steel": 0.8}, {"visa": 1.0}
    slightly = {"tariff": 0.05, "fee": sqrt(1 - 0.05**2)}
    scores = _rank([like, alone, like, slightly, like])
    assert scores[0] == scores[2] == scores[4] > scores[1]
    assert scores[1] == scores[3] == 1 - DAMPING  # what is hardly alike does not count
    nearer = _rank([like, {"steel": 0.6, "visa": 0.8}, alone, like])
    assert nearer[1] > nearer[2] > 1 - DAMPING
    assert _rank([]) == []


def test_sentences_count_as_a_walk_from_each_to_those_like_it_finds_them() -> None:
    """Twenty steps; with 85 in a hundred it goes on to one that is like, by how much it is so."""
    vectors = [
        {"tariff": 0.6, "steel": 0.8},
        {"steel": 0.6, "visa": 0.8},
        {"visa": 0.6, "fee": 0.8},
        {"tariff": 0.8, "fee": 0.6},
        {"visa": 1.0},
    ]
    forms = ("tariff", "steel", "visa", "fee")
    rows = np.array([[vector.get(form, 0.0) for form in forms] for vector in vectors])
    alike = (rows @ rows.T) * (1 - np.eye(len(rows)))
    scores = np.ones(len(rows))
    for _ in range(20):
        scores = 0.15 + 0.85 * (alike / alike.sum(axis=0)) @ scores
    assert _rank(vectors) == pytest.approx(scores.tolist())


@pytest.mark.parametrize(("likeness", "counts"), [(0.1001, True), (0.1, False)])
def test_what_is_hardly_alike_does_not_count(likeness: float, counts: bool) -> None:
    one, other = {"tariff": 1.0}, {"tariff": likeness, "fee": sqrt(1 - likeness**2)}
    assert (_rank([one, other])[0] == pytest.approx(1.0)) is counts


def test_a_word_weighs_as_it_is_rare() -> None:
    """By a logarithm, as often as it stands in the sentence; all are of length 1."""
    texts = ("Lamps lamps fish.", "Lamps shine.", "The fish and the.")
    seeds = [article(f"a{n}", text) for n, text in enumerate(texts)]
    passages = dossier(seeds).passages
    made = _vectors([Excerpt(p, 0, len(p.block.text)) for p in reversed(passages)])
    lamp, fish, shine = 2 * log(1 + 3 / 2), log(1 + 3 / 2), log(1 + 3 / 1)
    by_text = {frozenset(vector): vector for vector in made}
    length = sqrt(lamp**2 + fish**2)
    assert by_text[frozenset({"lamp", "fish"})] == pytest.approx(
        {"lamp": lamp / length, "fish": fish / length}
    )
    both = by_text[frozenset({"lamp", "shine"})]
    assert both["shine"] / both["lamp"] == pytest.approx(shine / (lamp / 2))
    assert by_text[frozenset({"fish"})] == pytest.approx({"fish": 1.0})
    assert _cosine(both, by_text[frozenset({"fish"})]) == 0.0
    assert _cosine(both, both) == pytest.approx(1.0)
