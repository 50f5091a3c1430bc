"""What the desk shows of proposals: in turn, each with words that settle it."""

from dossier.core.kinds import NameKind
from dossier.core.model import Topic
from dossier.desk.proposals import in_turn
from dossier.editing.proposed_names import NameProposal
from dossier.editing.proposed_terms import MisleadingTerm, SubtopicProposal, TermProposal
from dossier.editing.suggest import Suggestions, settling
from support.values import article, dossier, theme

FLOODS, SHIPPING = theme("Floods", {"Floods": ["flood"]}), theme("Shipping", {"Shipping": ["ship"]})
PASSAGES = dossier([article("water", "The levee held.\n\nA lock was shut.")]).passages


def term(topic: Topic, words: str, adds: int) -> TermProposal:
    return TermProposal(topic, words, False, topic.title, adds, 0, PASSAGES)


FOUND = Suggestions(
    {
        "floods": [term(FLOODS, "levee", 0), term(FLOODS, "pump", 2)],
        "shipping": [term(SHIPPING, "lock", 1)],
    },
    (SubtopicProposal(FLOODS, "dyke", PASSAGES),),
    (MisleadingTerm(FLOODS, "tide", 7, PASSAGES[:1]),),
    (NameProposal("Anna Lund", NameKind.PERSON, ("Lund",), PASSAGES, ("Anna Lund spoke.",)),),
)


def test_what_misleads_comes_first_and_what_adds_nothing_last_of_its_theme() -> None:
    rows = [(row["kind"], row["words"]) for row in in_turn(FOUND)]
    assert rows == [
        ("misleading term", "tide"),
        ("subtopic", "dyke"),
        ("term", "pump"),
        ("term", "lock"),
        ("term", "levee"),
        ("name", "Anna Lund"),
    ]


def test_each_can_be_settled() -> None:
    ids = [row["id"] for row in in_turn(FOUND)]
    lines = settling(FOUND)
    assert len({*ids}) == len(ids) and {*ids} == {*lines}
    assert all(line.startswith(f"{id} no ") for id, line in lines.items())


def test_each_says_why_and_shows_a_sentence() -> None:
    told = {row["words"]: row for row in in_turn(FOUND)}
    assert told["pump"]["why"] == "As a strong term, it adds 2 passages."
    assert told["tide"]["why"] == "It places 1 passage, which was taken out again."
    assert told["Anna Lund"]["said"] == ("Anna Lund spoke.",)
    assert [read["text"] for read in told["lock"]["read"]] == [
        "The levee held.",
        "A lock was shut.",
    ]
