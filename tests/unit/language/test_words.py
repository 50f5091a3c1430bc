"""Words are found where they stand, and compared whatever their dress."""

import pytest
from dossier.language.words import LONGEST_WORD, Memo, _cut, normalise, spellings, split_words
from hypothesis import example, given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    "forms",
    [
        ("F-62", "F62", "F 62", "F‑62"),
        ("MX-9B", "MX9B"),
        ("defence", "Defense", "defences", "DEFENCE’s"),
        ("programme", "programs"),
        ("technology", "technologies"),
        ("U.K. Embassy", "UK embassies"),
        ("SMR", "SMRs"),
        ("Électricité", "electricite"),
        ("ﬁghter", "fighters"),
    ],
)
def test_spellings_of_one_word_compare_equal(forms: tuple[str, ...]) -> None:
    assert len({"".join(word.form for word in split_words(form)) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("order", "border"), ("Velia", "Veliana")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_a_phrase_ends_with_its_sentence() -> None:
    region, order = (word for word in split_words("the region. Order") if word.start)
    assert (region.joins, order.form) == ("", "order")


def test_terms_may_be_written_apart_or_joined() -> None:
    assert spellings(split_words("Inner-Basin")) == {("inner", "basin"), ("innerbasin",)}
    assert ("counterterrorism",) in spellings(split_words("counter terrorism"))


@given(st.text())
def test_words_stand_in_order_and_within_the_text(text: str) -> None:
    place = 0
    for word in split_words(text):
        assert place <= word.start < word.end <= len(text)
        assert word.form or not text[word.start : word.end].isascii()
        place = word.end


@example("11s ")
@given(st.text(st.sampled_from("aBé1F3 s.-–’(&/\u00ad\n")))
def test_words_cut_run_by_run_are_those_of_the_whole(text: str) -> None:
    assert split_words(f"{text} end") == _cut(f"{text} end").words


def test_what_comes_of_a_short_text_is_remembered_and_of_a_long_one_is_not() -> None:
    short, long = "c" * LONGEST_WORD, "d" * (LONGEST_WORD + 1)
    memo = Memo(len)
    assert [memo[short], memo[short], memo[long]] == [len(short), len(short), len(long)]
    assert [*memo] == [short]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # the words as they stand, their form, and A for an acronym, C for a capital
        ("Velia’s ministers’ jets", "Velia:velia:C ministers:minister: jets:jet:"),
        ("SMRs and P-4Is", "SMRs:smr:AC and:and: P:p:AC 4:4: Is:i:AC"),
        ("LeK, iCOT and US", "LeK:lek:AC iCOT:icot:A and:and: US:us:AC"),
        ("As is", "As:as:C is:is:"),
        ("the U.S. navy", "the:the: U.S:us:AC navy:navy:"),
        ("Ts ts", "Ts:ts:C ts:ts:"),
        ("the UKs us", "the:the: UKs:uk:AC us:us:"),
    ],
)
def test_what_is_told_of_a_word(text: str, words: str) -> None:
    assert (
        " ".join(
            f"{text[w.start : w.end]}:{w.form}:{'A' * w.capitals}{'C' * w.capital}"
            for w in split_words(text)
        )
        == words
    )


def test_what_joins_a_word_to_the_next() -> None:
    for gap, joins in {
        " ": "space",
        "\u00a0": "space",
        "-": "hyphen",
        "–": "hyphen",
        ". ": "",
        ", ": "",
        ": ": "",
        "’s ": "space",
        " (": "",
    }.items():
        word, *_ = split_words(f"Anna{gap}Larsen came")
        assert word.joins == joins, gap
