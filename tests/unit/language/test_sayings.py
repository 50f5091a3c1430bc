"""What one sentence says is found in another; what differs in what counts is not."""

import pytest
from dossier.language.sayings import all_within, saying, says_within
from hypothesis import given
from hypothesis import strategies as st

SAID = (
    "The harbour board of Lund has leased three ferries to the council for 40 million kronor, and"
    " will keep the old quay open."
)
FORMULA = "Nothing in this by-law shall be construed to limit any right or remedy at law."


def is_same(one: str, other: str) -> bool:
    return says_within(saying(one), saying(other))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The harbour", "- The harbour"),
        ("The harbour", "(b) The harbour"),
        ("The harbour", "Sec. 4. The harbour"),
        ("three ferries", "3 ferries"),
        ("has leased", "leased"),
        ("kronor,", "kronor"),
        ("ferries", "ferry"),
    ],
)
def test_numbering_and_small_words_make_no_difference(old: str, new: str) -> None:
    assert is_same(SAID, SAID.replace(old, new))
    assert is_same(SAID.replace(old, new), SAID)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("three", "four"),
        ("40", "45"),
        ("40", "40.5"),
        ("Lund", "Malmö"),
        ("Lund", "Lund and Malmö"),
        ("will keep", "will not keep"),
        ("will keep", "may keep"),
        ("old quay open", "old quay closed"),
        ("million", "billion"),
        ("harbour board", "town council"),
        ("leased", "sold"),
        ("40 million", "40 million and 5"),
    ],
)
def test_what_counts_must_be_the_same(old: str, new: str) -> None:
    assert not is_same(SAID, SAID.replace(old, new))
    assert not is_same(SAID.replace(old, new), SAID)


def test_a_word_may_not_stand_for_another_beside_it() -> None:
    said = "Turn off coloured lamps along the quay, even when the harbour opens later than planned."
    assert not is_same(said, said.replace("coloured lamps", "lamps shades"))
    assert is_same(said, said.replace("coloured lamps", "coloured lamps shades"))


def test_a_text_may_hold_what_another_says_if_it_says_little_else() -> None:
    more = SAID[:-1] + ", with the red cranes and sheds."
    assert is_same(SAID, more) and not is_same(more, SAID)
    much = f"{more[:-1]}, {'so that boats may come and go by night and fishermen sell, ' * 3}too."
    assert not is_same(SAID, much)


def test_a_formula_may_be_put_to_more_than_prose() -> None:
    more = FORMULA[:-1] + " of a keeper, owner, tenant, agent, guest, pilot or heir."
    assert is_same(FORMULA, more)
    prose, longer = (text.replace("shall be construed", "ought") for text in (FORMULA, more))
    assert not is_same(prose, longer)


def test_all_sentences_of_a_text_must_be_said() -> None:
    one, other = saying(SAID), saying("The keeper of the light has painted it white.")
    assert all_within([one], [one]) and all_within([one, other], [other, one])
    assert not all_within([one, other], [one])
    assert not all_within([saying("Sec. 4.")], [one])
    assert not all_within([other], [other, one]), "that says much else"


@given(st.text(max_size=80))
def test_every_text_says_itself(text: str) -> None:
    said = saying(text)
    assert says_within(said, said)
