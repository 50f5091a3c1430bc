"""What is said of a date is told by the verbs about it."""

import pytest
from dossier.language.tense import tense_about, verb_before

CASES = {
    # the verb before, in its own part of the sentence
    "They met on [9 May].": "past",
    "They will meet on [9 May].": "future",
    "They’ll meet on [9 May].": "future",
    "They won’t meet in [May].": "future",
    "They didn’t meet in [May].": "past",
    "They are to meet on [9 May].": "future",
    "The talks are set for [9 May].": "future",
    "They plan to meet in [May].": "future",
    "They would meet in [May].": "open",
    "They must not meet in [May].": "open",
    "They have met since [May].": "past",
    "It is being built in [May].": "present",
    "The House resumes on [9 May].": "present",
    "He was to leave in [May].": "open",
    "a possible deal in [May]": "open",
    "She promised a bridge by [2030].": "future",
    "The ship is due in [May].": "future",
    # the verb after, where none stands before
    "The talks of [9 May] failed.": "past",
    "The talks of [9 May] will fail.": "future",
    "its votes of [9 May]": "",
    # other parts of the sentence, if its own has no verb
    "On [9 May], they will meet.": "future",
    "It fell in 2020; on [9 May] it will rise.": "future",
    "It will rise in 2020; on [9 May] it fell.": "past",
    "It rose and, on [9 May], will fall.": "past",
    "The port that opened in [May] will grow.": "past",
    "It fell – in [May] – and will rise.": "past",
    "It fell, they hear, and rose, which in [May] counts.": "past",
    # a verb of saying decides only right before, or alone
    "He said on [9 May] that they will meet.": "past",
    "He announced the plan for a bridge in [May] that will close.": "future",
    "He announced the bridge of [May].": "past",
    "He announced the old bridge of [May] closes.": "present",
    "He said the bridge of stone of [May] will close.": "future",
    "They will meet on [9 May], he said.": "future",
    "[9 May], he said.": "past",
    "He says it, and told of the bridge of stone of [May].": "past",
    "He told of the small bridge of stone of [May], says she.": "past",
    "[May]": "",
    "need of [May]": "",
}


@pytest.mark.parametrize(("text", "tense"), CASES.items(), ids=CASES)
def test_tense_about_a_date(text: str, tense: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    assert tense_about(text.replace("[", "").replace("]", ""), start, end)[0] == tense


def test_only_what_is_near_decides() -> None:
    far = "It fell " + "of stone " * 40
    assert tense_about(f"{far}in May.", len(far) + 3, len(far) + 6)[0] == ""
    assert tense_about(f"In May {'of stone ' * 40}it fell.", 3, 6)[0] == ""
    near = "It fell " + "of stone " * 20
    assert tense_about(f"{near}in May.", len(near) + 3, len(near) + 6)[0] == "past"
    assert tense_about(f"In May {'of stone ' * 20}it fell.", 3, 6)[0] == "past"


@pytest.mark.parametrize(("gap", "tense"), [(240, "past"), (241, "")])
def test_a_verb_decides_within_240_characters(gap: int, tense: str) -> None:
    """From its first one to the date, or from the date to its last one."""
    before = "It fell ".ljust(3 + gap - 1, "x") + " May."
    assert tense_about(before, 3 + gap, 6 + gap)[0] == tense
    assert verb_before(before, 3 + gap) == tense
    after = "The boat of the 9 May" + " ".ljust(gap - 5, "x") + " fell."
    assert tense_about(after, 16, 21)[0] == tense


def test_the_verb_before_a_word_is_that_of_its_part() -> None:
    for text, tense in {
        "They met in ": "past",
        "They have met in ": "perfect",
        "They will have met in ": "future",
        "They met, and in ": "",
        "They met and left in ": "past",
        "They will meet those who left in ": "past",
        "They left those who will meet in ": "future",
        "In ": "",
        f"They met {'of stone ' * 40}in ": "",
        f"They met {'of stone ' * 20}in ": "past",
    }.items():
        assert verb_before(text, len(text)) == tense, text
        assert verb_before(f"{text}May, they will go.", len(text)) == tense, text
