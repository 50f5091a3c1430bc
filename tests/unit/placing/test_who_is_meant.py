"""Which of the names found in a text are meant, and whom an office means."""

import pytest
from dossier.core.kinds import NameKind
from dossier.placing.classify import place
from dossier.placing.matcher import Matcher
from support.values import article, name

MATCHER = Matcher(
    [
        name("Ravi Menon", aliases=["Menon"]),
        name("K. Rao", aliases=["Rao"]),
        name("J. D. Vanek", aliases=["Vanek"]),
        name("Lund", NameKind.PLACE),
        name("Harbour Pact", NameKind.PROGRAMME),
        name("Quartet", NameKind.ORGANISATION),
    ]
)


def meant(text: str) -> list[list[str]]:
    """Of each paragraph the words that are a mention."""
    return [
        [passage.block.text[m.start : m.end] for m in passage.mentions]
        for passage in place(article("a", text), MATCHER)
    ]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        # a surname alone, with a first name, an initial, a title
        ("Menon left.", ["Menon"]),
        ("They met Ravi Kumar Menon.", ["Menon"]),
        ("They met R. Menon and R Rao.", ["Menon"]),
        ("They met Leela Menon.", []),
        ("Leela Menon of The Lund Post met Amar Rao.", []),
        ("Leela Menon Meets The Lund Post And Amar Rao", ["Lund"]),
        ("They met Kumar Menon.", []),
        ("They met Dr. Menon, Smt. Rao and PM Vanek.", ["Menon", "Rao", "Vanek"]),
        ("They met J.D. Vanek.", ["Vanek"]),
        ("They met JD Vanek.", ["Vanek"]),
        ("They met D. Vanek.", ["Vanek"]),
        ("They met R.D. Vanek.", []),
        ("They met Mary Vanek.", []),
        ("They met Anna-Menon.", []),
        ("Olsen and Menon met.", ["Menon"]),
        # a sentence's first word is no first name
        ("Yesterday Menon left.", ["Menon"]),
        ("Suddenly Menon left. Invited Menon came.", ["Menon", "Menon"]),
        ("They left, and Speaking Menon came.", []),
        ("They left. Speaking Menon came.", ["Menon"]),
        ("“Today Menon left", ["Menon"]),
        ("They saw Leela. Menon left.", ["Menon"]),
        ("They saw the Old Town Band. Anna Menon left.", []),
        ("They saw Old Oslo Town. Ravi Menon left.", ["Ravi Menon"]),
        ("They saw Leela Ravi. Menon left.", ["Menon"]),
        ("Leela Menon", []),
        # what goes on behind a name
        ("They went to Menon Street.", []),
        ("They met Menon MP on Monday.", ["Menon"]),
        ("They met Menon A there.", []),
        ("They met Menon Monday.", ["Menon"]),
        ("Lund Street and North Lund are far.", []),
        ("They went to Lund University.", []),
        ("New Lund and In Lund.", ["Lund", "Lund"]),
        ("The Lund Government of Mayor Lund fell in Lund Monday.", ["Lund"] * 3),
        # organisations and programmes
        ("They signed the Olsen Harbour Pact there today.", []),
        ("They signed the Harbour Pact there today.", ["Harbour Pact"]),
        ("They signed the Lund Harbour Pact there today.", ["Harbour Pact"]),
        ("They signed the Minister Harbour Pact there today.", ["Harbour Pact"]),
        ("They signed it. In Harbour Pact talks they left.", ["Harbour Pact"]),
        ("They saw the Old Quartet there today.", ["Quartet"]),
        # headlines have capitals anyway
        ("Old Menon Says Yes Today", ["Menon"]),
        ("Leela Menon Says Yes Today", []),
        ("Lund Street Says Yes Today", ["Lund"]),
        ("Olsen Harbour Pact Says Yes Today", ["Harbour Pact"]),
    ],
)
def test_which_names_are_meant(text: str, mentions: list[str]) -> None:
    assert meant(text) == [mentions]


def test_of_namesakes_the_surname_alone_is_whom_the_article_named() -> None:
    assert meant("Leela Menon came.\n\nMenon left.") == [[], []]
    named = "Leela Menon came.\n\nRavi Menon came.\n\nMenon left."
    assert meant(named) == [[], ["Ravi Menon"], ["Menon"]]
    by_office = "Leela Menon came.\n\nMinister Menon came.\n\nMenon left."
    assert meant(by_office) == [[], ["Menon"], ["Menon"]]
    after = "Menon left.\n\nLeela Menon came.\n\nRavi Menon came."
    assert meant(after) == [[], [], ["Ravi Menon"]]
    assert meant("Leela Menon came.\n\nRao left.") == [[], ["Rao"]]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        (
            "President Menon came. The President left; the President slept.",
            ["Menon", *["President"] * 2],
        ),
        ("Prime Minister Menon came. The Prime Minister left.", ["Menon", "Prime Minister"]),
        ("Prime Minister Menon came. The Minister left.", ["Menon"]),
        ("The Minister Menon came.", ["Menon"]),
        ("Former President Menon came. The President left.", ["Menon", "President"]),
        ("President Dr. Menon came. The President left.", ["Menon", "President"]),
        ("The President left. President Menon came.", ["Menon"]),
        ("President Menon came. A President left. The President-elect left.", ["Menon"]),
        ("President Menon came. The President’s car left.", ["Menon", "President"]),
        ("Minister of Trade Menon came. The Minister left.", ["Menon"]),
        # others who hold it
        ("President Menon came. President Rao came. The President left.", ["Menon", "Rao"]),
        ("President Menon came. President Olsen came. The President left.", ["Menon"]),
        ("President Menon came. President Ravi spoke. The President left.", ["Menon", "President"]),
        ("President Menon came. Norway’s President came. The President left.", ["Menon"]),
        ("President Menon came. The President of Norway came. The President left.", ["Menon"]),
        (
            "President Menon came. The President of Lund came. The President left.",
            ["Menon", "Lund", "President"],
        ),
        ("Lund President Menon came. The President left.", ["Menon", "President"]),
        # an office of no person
        ("The Mayor of Lund came. Mayor Lund left. The Mayor slept.", ["Lund", "Lund"]),
    ],
)
def test_whom_an_office_means(text: str, mentions: list[str]) -> None:
    assert meant(text) == [mentions]


def test_an_office_means_somebody_from_where_it_is_given_on() -> None:
    text = (
        "The President left.\n\nThe President spoke; President Menon came.\n\nThe President slept."
    )
    assert meant(text) == [[], ["Menon"], ["President"]]


def test_mentions_by_office_keep_the_order_of_the_text() -> None:
    text = "President Menon came.\n\nTo Lund the President went, and Rao to Lund."
    assert meant(text) == [["Menon"], ["Lund", "President", "Rao", "Lund"]]


def test_what_the_editors_bar_is_no_mention() -> None:
    seed = article("a", "Menon left Lund.", "", barred_names=(("lund", 3),))
    (passage,) = place(seed, MATCHER)
    assert [m.topic.slug for m in passage.mentions] == ["ravi-menon"]
    assert [m.topic.slug for m in passage.barred] == ["lund"]
