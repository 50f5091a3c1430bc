"""What speaks for a theme, and when it is enough."""

from dossier.core.model import Stretch, Term, Topic, Verdict
from dossier.placing.classify import Context, is_one_word, place, suffices
from dossier.placing.matcher import Matcher
from support.values import article, name, theme

FISH = theme("Fish", {"Sea": ["herring", "sea bass", "SALT"], "Rivers": ["pike"]})
BOATS = Topic(
    "theme",
    "docs/themes/boats.md",
    "boats",
    "Boats",
    (
        Term("ferry", "Sea"),
        Term("oar", "Sea", "weak"),
        Term("sail", "Sea", "weak"),
        Term("sail maker", "", "void"),
    ),
)
MATCHER = Matcher([FISH, BOATS, name("Ravi Menon", aliases=["Menon"])])
LONG = "It was told to everybody in the town that on this day a herring came."
OTHER = "Nothing else of any kind was ever told to anybody in the old town."


def themes(text: str, **more: object) -> list[list[str]]:
    return [
        [placement.theme.slug for placement in passage.placements]
        for passage in place(article("a", text, "", **more), MATCHER)
    ]


def test_a_strong_term_is_enough_or_two_weak_ones() -> None:
    assert themes("A ferry.\n\nAn oar.\n\nAn oar, an oar.\n\nAn oar and a sail.") == [
        ["boats"],
        [],
        [],
        ["boats"],
    ]
    assert themes("A sail maker and an oar.") == [[]]


def test_a_term_of_the_heading_counts_as_a_weak_one() -> None:
    assert themes("## A ferry\n\nRain.\n\nAn oar.") == [[], [], ["boats"]]
    (_, passage) = place(article("a", "## Herring\n\nThe pike."), MATCHER)
    (weighing,) = passage.weighings
    assert [(r.term.text, r.weight, r.in_heading, r.times) for r in weighing.reasons] == [
        ("pike", 2, False, 1),
        ("herring", 1, True, 1),
    ]
    (_, passage) = place(article("a", "## Herring\n\nA herring and a herring."), MATCHER)
    assert [(r.in_heading, r.times) for r in passage.weighings[0].reasons] == [(False, 2)]


def test_a_common_word_alone_in_a_long_article_of_other_things_is_not_enough() -> None:
    long = [LONG, *[OTHER] * 7]
    assert themes("\n\n".join(long))[0] == []
    assert themes("\n\n".join(long[:7]))[0] == ["fish"]
    assert themes("\n\n".join(["A herring came.", *long[1:]]))[0] == ["fish"]
    assert themes("\n\n".join([LONG.replace("herring", "herring of herring"), *long[1:]]))[0] == [
        "fish"
    ]
    assert themes("\n\n".join([LONG.replace("herring", "herring or pike"), *long[1:]]))[0] == [
        "fish"
    ]
    near = themes("\n\n".join([LONG, "The pike.", *long[2:]]))
    assert near[:2] == [["fish"], ["fish"]]
    subject = themes("\n\n".join([LONG, OTHER, "The pike.", "The pike.", *long[4:]]))
    assert subject[:4] == [["fish"], [], ["fish"], ["fish"]]
    apart = themes("\n\n".join([LONG, OTHER, "The pike.", *[OTHER] * 9]))
    assert apart[:3] == [[], [], ["fish"]]


def test_words_with_capitals_are_no_common_words() -> None:
    (passage, *_) = place(article("a", LONG.replace("herring", "SALT")), MATCHER)
    (weighing,) = passage.weighings
    assert not is_one_word(weighing, passage.block.text)
    (passage,) = place(article("a", LONG), MATCHER)
    assert is_one_word(passage.weighings[0], passage.block.text)
    assert suffices(passage.weighings[0])


def test_an_acronym_among_capitals_is_a_word() -> None:
    assert themes(
        "The SALT talks.\n\nALL SALT IS WHITE.\n\nALL SALT is white.\n\nthe SALT IS WHITE"
    ) == [
        ["fish"],
        [],
        ["fish"],
        ["fish"],
    ]


def test_the_editors_word_comes_before_the_words() -> None:
    verdicts = (
        Verdict(1, "fish", False, 3),
        Verdict(2, "boats", True, 4, "Sea"),
        Verdict(2, "fish", True, 4),
    )
    passages = place(
        article("a", "A herring.\n\nA pike.\n\nA pike.", "", verdicts=verdicts), MATCHER
    )
    assert [
        [(p.theme.slug, p.subtopic, p.by_editors) for p in passage.placements]
        for passage in passages
    ] == [
        [],
        [("fish", "Rivers", True), ("boats", "Sea", True)],
        [("fish", "Rivers", False)],
    ]


def test_what_an_article_speaks_of() -> None:
    rows: list[set[str]] = [{"fish"}, {"fish", "boats"}, set(), set(), {"boats"}, {"fish"}]
    context = Context([*rows, *[set[str]()] * 4])
    assert len(context) == 10
    assert context.speaks_of("fish") and context.speaks_of("boats")
    assert not Context([*rows, *[set[str]()] * 9]).speaks_of("boats")
    assert Context([*rows, *[set[str]()] * 9]).speaks_of("fish")
    assert not Context([{"fish"}, set()]).speaks_of("fish")
    assert not context.speaks_of("rain")


def test_what_stands_beside_a_passage() -> None:
    context = Context([{"fish"}, {"boats"}, {"fish", "boats"}, set(), {"boats"}])
    assert [context.is_near("fish", n) for n in range(5)] == [False, True, False, True, False]
    assert [context.is_near("boats", n) for n in range(5)] == [True, True, True, True, False]
    assert not Context([{"fish"}]).is_near("fish", 0)
    assert not context.is_empty() and Context([set(), set()]).is_empty()


def test_a_name_in_words_that_are_none_is_barred() -> None:
    text = "The Menon effect and Menon."
    seed = article("a", text, "", not_names=(Stretch(1, 4, 16), Stretch(2, 20, 26)))
    (passage,) = place(seed, MATCHER)
    assert [(m.start, m.end) for m in passage.barred] == [(4, 9)]
    assert [(m.start, m.end) for m in passage.mentions] == [(21, 26)]
