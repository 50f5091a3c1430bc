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


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ("painted", "painter", True),  # five letters in common are a form of one word
        ("neighbour", "neighbourhood", True),
        ("wooden", "woods", False),
        ("river", "rivers", True),
        ("lake", "lakes", True),  # as both are brought to one form
    ],
)
def test_forms_of_a_word_say_the_same(mine: str, theirs: str, same: bool) -> None:
    more = "The keeper of the old lantern by the harbour has told the sailors of a {} house there."
    assert is_same(more.format(mine), more.format(theirs)) is same


@pytest.mark.parametrize(
    ("added", "same"),
    [
        ("built of stone, in Oslo", False),  # three words, but for the small ones
        ("newly built of stone, in Oslo", True),
        ("newly built of grey stone by able masons in Oslo town", True),
        ("newly built of grey stone by able masons in the old Oslo town", False),
        ("newly built of stone in Oslo and in Bergen", False),  # too many of them are names
        ("newly built of stone by masons in Oslo and in Bergen", True),
    ],
)
def test_what_is_put_in_may_hold_a_name_if_it_is_a_clause(added: str, same: bool) -> None:
    said = (
        "The harbour board of Lund has leased wooden ferries to the council, will keep a quay, "
        "and has asked the sailors, masons and keepers of lanterns to paint the sheds and cranes, "
        "to mend the nets and ropes, and to clean all lamps, windows, stairs and floors of it."
    )
    assert is_same(said, said.replace("ferries", f"ferries {added}")) is same


@pytest.mark.parametrize(("missing", "same"), [(0, True), (1, True), (2, True), (3, False)])
def test_nearly_all_words_of_a_sentence_must_be_found(missing: int, same: bool) -> None:
    """Of twenty words 86 in a hundred: eighteen are enough."""
    words = [f"{letter}{letter}ombat" for letter in "abcdefghijklmnopqrst"]
    one, other = " ".join(words), " ".join(words[missing:])
    assert is_same(f"{one}.", f"{other}.") is same


@pytest.mark.parametrize(("added", "same"), [(0, True), (5, True), (6, True), (7, False)])
def test_a_sentence_makes_up_three_quarters_of_what_holds_it(added: int, same: bool) -> None:
    words = [f"{letter}{letter}ombat" for letter in "abcdefghijklmnopqrst"]
    more = [f"{letter}{letter}umble" for letter in "abcdefg"][:added]
    assert is_same(f"{' '.join(words)}.", f"{' '.join([*words, *more])}.") is same


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
