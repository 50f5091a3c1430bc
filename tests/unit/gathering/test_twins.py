"""What several articles say in the same words is found; what differs in what counts is not."""

from dossier.core.model import Passage
from dossier.gathering.twins import find_twins
from hypothesis import given
from hypothesis import strategies as st
from support.values import article, dossier

SAID = "The council of Lund has lowered the duty on steel from 12 to 9 per cent, and will not stop."


def pairs(*texts: str) -> list[tuple[str, str]]:
    """The keys of passages that say the same, of one article for each text."""
    known = dossier([article(f"a{n}", text) for n, text in enumerate(texts)])
    found = find_twins(known.passages)
    return [(key, twin.key) for key, row in found.items() for twin in row]


def test_the_same_words_in_two_articles_are_one() -> None:
    assert pairs(SAID, SAID) == [("a0#p1", "a1#p1")]
    assert pairs(SAID, SAID, SAID) == [("a0#p1", "a1#p1"), ("a0#p1", "a2#p1")]
    assert pairs(SAID, SAID.replace("has lowered", "lowered")) == [("a0#p1", "a1#p1")]


def test_another_number_name_or_negation_is_another_thing() -> None:
    for old, new in (("12", "13"), ("Lund", "Malmö"), (" not ", " surely "), ("9 per", "9.5 per")):
        assert pairs(SAID, SAID.replace(old, new)) == [], new


def test_what_says_a_little_more_stands_for_what_it_holds() -> None:
    more = SAID[:-1] + ", says its clerk."
    assert pairs(SAID, more) == [("a1#p1", "a0#p1")]
    assert pairs(SAID, more, SAID) == [("a1#p1", "a0#p1"), ("a1#p1", "a2#p1")]
    assert pairs(more, SAID) == [("a0#p1", "a1#p1")]
    much = f"{SAID} {'The harbour is to be dredged in the spring, and its quay mended. ' * 3}"
    assert pairs(SAID, much) == []


def test_formulas_are_one_whatever_number_they_have() -> None:
    formula = "Sec. 4. (a) Nothing in this by-law shall be construed to limit any right or remedy."
    assert pairs(formula, formula.replace("Sec. 4", "Sec. 9")) == [("a0#p1", "a1#p1")]


def test_within_an_article_nothing_is_folded_and_nothing_short() -> None:
    assert pairs(f"{SAID}\n\n{SAID}") == []
    assert pairs("They met in Lund.", "They met in Lund.") == []


@given(st.lists(st.sampled_from([SAID, SAID.replace("12", "13"), "Rice.", SAID + " So it is."])))
def test_each_passage_leads_or_is_led_once(texts: list[str]) -> None:
    known = dossier([article(f"a{n}", text) for n, text in enumerate(texts)])
    found = find_twins(known.passages)
    led = [passage.key for row in found.values() for passage in row]
    assert len(led) == len(set(led))
    assert not set(led) & set(found)
    by_key: dict[str, Passage] = {passage.key: passage for passage in known.passages}
    assert set(led) | set(found) <= set(by_key)
