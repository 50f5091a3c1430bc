"""What a value says of itself."""

from dataclasses import replace
from datetime import date

import pytest
from dossier.core.kinds import NameKind
from dossier.core.model import (
    Event,
    Moment,
    Note,
    Passage,
    Placement,
    Reason,
    Source,
    Stretch,
    Term,
    Weighing,
)
from support.values import article, dossier, name, theme

TALKS = article("talks", "# Talks\n\nA tariff.\n\nA deal on a tariff, says Anna.")
TRADE = theme("Trade", {"Tariffs": ["tariff"], "Deals": ["deal"]})
ENERGY = theme("Energy", {"Reactors": ["reactor"]}, order=1)
ANNA = name("Anna")


def test_a_value_knows_its_source_path() -> None:
    assert TALKS.src_uri == "articles/talks.md"
    assert (TRADE.src_uri, ANNA.src_uri) == ("themes/trade.md", "names/anna.md")
    assert TRADE.is_theme and not ANNA.is_theme


@pytest.mark.parametrize(
    ("known", "gives"),
    [
        ({}, True),
        ({"takeaway": False}, False),
        ({"source": Source("A Paper", licence="CC BY 4.0")}, True),
        ({"source": Source("A Paper", licence="All rights reserved")}, False),
        ({"source": Source("A Paper", licence="CC BY 4.0"), "takeaway": False}, False),
    ],
)
def test_editors_or_a_licence_keep_words_from_being_taken_away(
    known: dict[str, object], gives: bool
) -> None:
    assert article("talks", "A tariff.", **known).gives_words is gives


@pytest.mark.parametrize(
    ("known", "when"),
    [
        ({}, ""),
        ({"source": Source("A Paper")}, ""),
        ({"source": Source("A Paper", published="2025-02")}, "2025-02"),
        (
            {"source": Source("A Paper", published="2025"), "event": Event(date(2024, 5, 1))},
            "2024-05-01",
        ),
        ({"event": Event(date(2024, 5, 1)), "date": date(2025, 3, 1)}, "2025-03-01"),
    ],
)
def test_the_best_date_of_an_article(known: dict[str, object], when: str) -> None:
    assert article("talks", "Words.", **known).when == when


def test_a_fact_has_no_words_that_say_its_date() -> None:
    fact = Moment("2025", "It began.")
    assert fact.start == fact.end == 0


def test_a_title_may_stand_in_the_text() -> None:
    assert TALKS.has_own_title
    for other in ("Other", "Zebra"):
        assert not replace(TALKS, title=other).has_own_title
    assert not article("talks", "Talks", "Talks").has_own_title


def test_words_are_counted_in_all_blocks() -> None:
    assert TALKS.words == 1 + 2 + 7


def test_a_digest_tells_values_apart() -> None:
    assert (
        TALKS.digest
        == article("talks", "# Talks\n\nA tariff.\n\nA deal on a tariff, says Anna.").digest
    )
    assert TALKS.digest != replace(TALKS, lead="A tariff.").digest
    assert TRADE.digest != replace(TRADE, keywords=("port",)).digest
    assert TRADE.digest == replace(TRADE, body="Other.").digest
    passages = [Passage(TALKS, block) for block in TALKS.blocks]
    placed = replace(passages[1], placements=(Placement(TRADE, "Tariffs", ("tariff",)),))
    assert len({passage.digest for passage in (*passages, placed)}) == 4
    assert Passage(replace(TALKS, lead="A tariff."), TALKS.blocks[0]).digest != passages[0].digest


def test_the_subtopics_of_a_theme_are_those_of_its_terms() -> None:
    terms = (Term("a", "One"), Term("b", "Two"), Term("c", "One"), Term("d", strength="void"))
    assert replace(TRADE, terms=terms).groups == ("One", "Two")


def test_proper_names_and_actors() -> None:
    place, term = name("Quartet", NameKind.PLACE), name("mine", NameKind.TERM)
    assert (place.is_proper, place.is_actor) == (True, True)
    assert (term.is_proper, term.is_actor) == (False, False)
    assert (TRADE.is_proper, TRADE.is_actor) == (False, False)
    equipment = name("Drone", NameKind.EQUIPMENT)
    assert (equipment.is_proper, equipment.is_actor) == (True, False)


def weighing(*reasons: tuple[str, str, int]) -> Weighing:
    """What speaks for Trade: each term's subtopic, its words in the text and their weight."""
    return Weighing(TRADE, tuple(Reason(Term(t, g), t, weight) for g, t, weight in reasons))


def test_the_subtopic_is_that_with_the_most_weight() -> None:
    assert weighing(("Tariffs", "tariff", 1), ("Deals", "deal", 2)).subtopic == "Deals"
    assert weighing(("Deals", "a", 1), ("Deals", "b", 1), ("Tariffs", "c", 1)).subtopic == "Deals"
    assert weighing().subtopic == "Tariffs"


def test_of_equal_subtopics_the_text_decides() -> None:
    assert weighing(("Deals", "deal", 1), ("Tariffs", "tariff", 1)).subtopic == "Deals"
    assert weighing(("Tariffs", "tariff", 1), ("Deals", "deal", 1)).subtopic == "Tariffs"


def test_a_general_term_counts_half_for_its_subtopic() -> None:
    terms = (
        Term("Trade", "Deals"),
        Term("oil", "Energy"),
        Term("oil import", "Energy"),
        Term("import", "Goods"),
        Term("steel", "Goods"),
        Term("steel oil drum", strength="void"),
    )
    theme = replace(TRADE, terms=terms)
    assert theme.general_terms == {"Trade", "import"}

    def subtopic(*reasons: tuple[Term, int]) -> str:
        return Weighing(theme, tuple(Reason(t, t.text, weight) for t, weight in reasons)).subtopic

    trade, oil, _, goods, steel, _ = terms
    assert subtopic((trade, 2), (steel, 2)) == "Goods"
    assert subtopic((goods, 2), (oil, 2)) == "Energy"
    assert subtopic((trade, 2), (oil, 1)) == "Deals"
    assert subtopic((goods, 2)) == "Goods"


def test_what_weighs_nothing_is_no_reason() -> None:
    both = weighing(("Tariffs", "tariff", 2), ("", "void", 0), ("Deals", "deal", 1))
    assert (both.weight, both.because) == (3, ("tariff", "deal"))


def test_a_passage_knows_its_themes_names_and_notes() -> None:
    notes = tuple(Note(n, Stretch(n, 0, 1), "So.", ()) for n in (1, 2))
    known = dossier([replace(TALKS, notes=notes)], [TRADE, ENERGY, ANNA])
    heading, first, last = known.passages
    assert (heading.gathers, first.gathers) == (False, True)
    assert (heading.themes, first.themes) == ((), (TRADE,))
    assert [note.number for note in first.notes] == [2]
    assert (first.names, last.names) == ((), (ANNA,))
    assert (heading.key, last.key) == ("talks#p1", "talks#p3")


def test_a_placement_is_found_by_its_theme() -> None:
    placements = (Placement(ENERGY, "Reactors", ()), Placement(TRADE, "Tariffs", ()))
    passage = Passage(TALKS, TALKS.blocks[1], placements)
    assert passage.placement(TRADE) is placements[1]


def test_a_name_is_told_once_in_the_order_of_the_text() -> None:
    ben = name("Ben")
    known = dossier([article("talks", "Ben, Anna, Ben, Anna.")], [ANNA, ben])
    (passage,) = known.passages
    assert [match.topic.title for match in passage.mentions] == ["Ben", "Anna", "Ben", "Anna"]
    assert passage.names == (ben, ANNA)


def test_the_way_through_a_theme() -> None:
    known = dossier([TALKS], [TRADE, ENERGY, ANNA])
    _, first, last = known.passages
    assert known.topics == (TRADE, ENERGY, ANNA)
    assert known.reading_order == {
        "trade": {first.key: (None, last), last.key: (first, None)},
        "energy": {},
    }


def test_what_is_shown_of_a_value_in_an_error_is_short() -> None:
    known = dossier([TALKS], [replace(TRADE, body="Long.")])
    assert "Passage(" not in repr(known) and "Long." not in repr(known)
    assert "Weighing(" not in repr(known.passages[1])


@pytest.mark.parametrize(
    ("known", "day"),
    [
        ({}, ""),
        ({"source": Source("A Paper", published="2025-02")}, "2025-02"),
        ({"date": date(2025, 3, 1)}, "2025-03-01"),
        ({"added": date(2025, 3, 4)}, "2025-03-04"),
        ({"added": date(2025, 3, 4), "date": date(2021, 3, 1)}, "2025-03-04"),
        ({"added": date(2025, 3, 4), "date": date(2025, 3, 9)}, "2025-03-09"),
        ({"added": date(2025, 3, 4), "event": Event(date(2025, 3, 9))}, "2025-03-04"),
    ],
)
def test_an_article_arrives_when_it_was_added_but_not_before_its_own_day(
    known: dict[str, object], day: str
) -> None:
    assert article("talks", "Words.", **known).arrived == day
