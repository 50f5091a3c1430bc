"""What speaks for a theme, and when it is enough."""

from collections.abc import Sequence

import pytest
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


@pytest.mark.parametrize(
    ("passages", "of_fish", "subject", "mostly"),
    [
        # at least two, and a fifth of all; at least three, and four in five of the others
        (2, 2, True, False),
        (3, 2, True, True),
        (3, 1, False, False),
        (10, 2, True, False),
        (11, 2, False, False),
        (15, 3, True, False),
        (16, 3, False, False),
        (6, 4, True, True),
        (7, 4, True, False),
        (6, 5, True, True),
        (11, 8, True, True),
        (12, 8, True, False),
    ],
)
def test_how_much_of_an_article_is_of_its_subject(
    passages: int, of_fish: int, subject: bool, mostly: bool
) -> None:
    context = Context([{"fish"}] * of_fish + [set()] * (passages - of_fish))
    assert context.speaks_of("fish") is subject
    assert context.speaks_mostly_of("fish") is mostly


def test_themes_beside_a_passage_are_counted_and_named() -> None:
    context = Context([{"fish"}, set(), {"fish", "boats"}])
    assert [context.beside("fish", n) for n in range(3)] == [0, 2, 0]
    assert [context.beside("boats", n) for n in range(3)] == [0, 1, 0]
    assert [context.around(n) for n in range(3)] == [[], ["boats", "fish"], []]


@pytest.mark.parametrize(("count", "in_passing"), [(11, False), (12, True)])
def test_a_passage_of_twelve_words_is_long(count: int, in_passing: bool) -> None:
    text = " ".join(["A", "herring", *["rain"] * (count - 2)])
    (passage,) = place(article("a", text), MATCHER)
    assert is_one_word(passage.weighings[0], text) is in_passing


def much(other: int, herring: int = 1) -> list[str]:
    """Whether a word of fish counts beside so many of another theme, in a long passage."""
    letters = "bcdfghjk"
    terms: dict[str, Sequence[str]] = {"Sea": [f"{letter}eelo" for letter in letters]}
    rain = theme("Rain", terms, order=1)
    words = [f"{letter}eelo" for letter in letters[:other]]
    text = " ".join([*["herring"] * herring, *words, *["far"] * 12])
    (passage,) = place(article("a", text), Matcher([FISH, rain]))
    return [placement.theme.slug for placement in passage.placements]


def test_a_common_word_is_nothing_beside_three_times_as_much() -> None:
    assert much(2) == ["fish", "rain"]
    assert much(3) == ["rain"]
    assert much(3, herring=2) == ["fish", "rain"]


def test_in_an_article_of_its_theme_beside_five_times_as_much() -> None:
    letters = "bcdfghjk"
    rain = theme("Rain", {"Sea": [f"{letter}eelo" for letter in letters]}, order=1)
    for other, counts in ((4, True), (5, False)):
        words = [f"{letter}eelo" for letter in letters[:other]]
        text = " ".join(["herring", *words, *["far"] * 12])
        seed = article("a", f"{text}\n\nThe pike.\n\nThe pike.\n\nRain.")
        first = place(seed, Matcher([FISH, rain]))[0]
        assert ("fish" in [p.theme.slug for p in first.placements]) is counts


def test_three_of_a_theme_are_few_and_four_are_not() -> None:
    terms: dict[str, Sequence[str]] = {"Sea": [f"{letter}eelo" for letter in "bcdfghjklmnp"]}
    rain = theme("Rain", terms, order=1)
    for weak, counts in ((1, False), (2, True)):
        boats = "ferry " + " ".join(["oar", "sail"][:weak])
        text = f"{boats} {' '.join(terms['Sea'])} " + "far " * 12
        (passage,) = place(article("a", text), Matcher([BOATS, rain]))
        assert ("boats" in [p.theme.slug for p in passage.placements]) is counts


def test_weak_words_in_a_short_article_are_enough() -> None:
    weak = f"An oar and a sail were told of {'far ' * 10}."
    assert themes(f"{weak}\n\n{OTHER}")[0] == ["boats"]
    assert themes(f"{weak}\n\n{OTHER}\n\n{OTHER}")[0] == []


def test_a_weak_word_is_enough_where_the_article_speaks_of_little_else() -> None:
    ferries = ["The ferry."] * 3
    assert themes("\n\n".join([*ferries[:2], "An oar."])) == [["boats"]] * 3
    assert themes("\n\n".join(["The ferry.", "An oar."]))[1] == []
    assert themes("\n\n".join([*ferries, OTHER, "An oar."]))[4] == []  # none is beside it
    assert themes("\n\n".join([OTHER, *ferries, "An oar."]))[4] == []
    assert themes("\n\n".join([OTHER, *ferries, "The ferry.", "An oar."]))[5] == ["boats"]


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


def test_a_name_before_or_after_words_that_are_none_is_not_barred() -> None:
    text = "Menon and the Larsen effect and Menon."
    (passage,) = place(article("a", text, "", not_names=(Stretch(1, 14, 27),)), MATCHER)
    assert passage.barred == () and len(passage.mentions) == 2
