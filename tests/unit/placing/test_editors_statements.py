"""What the editors say of dates and figures comes before what is found in the same words."""

from datetime import date

from dossier.core.model import Article, DateVerdict, FigureVerdict, Passage, Stretch
from dossier.placing.statements import find_figures, find_moments
from support.values import article

FIRST = "They met on 9 May 2025."
SECOND = "They paid $5 million in June 2025, and 12 ships came."
TEXT = f"{FIRST} {SECOND}"


def stretch(words: str, text: str = TEXT, block: int = 1) -> Stretch:
    start = text.index(words)
    return Stretch(block, start, start + len(words))


def passage(text: str = TEXT, number: int = 1, **more: object) -> Passage:
    seed: Article = article("a", text, "", date=date(2025, 7, 1), **more)
    return Passage(seed, seed.blocks[number - 1])


def dated(of: Passage, by_editors: bool = True) -> list[tuple[str, str, bool]]:
    return [(m.date, m.text[m.start : m.end], m.planned) for m in find_moments(of, by_editors)]


def counted(of: Passage, by_editors: bool = True) -> list[tuple[str, str]]:
    rows = [*find_figures(of, by_editors)]
    assert all(f.sentence in (FIRST, SECOND) for f in rows)
    return [(f.kind, f.sentence[f.start : f.end]) for f in rows]


def test_what_is_found_without_a_word_of_the_editors() -> None:
    assert dated(passage()) == [
        ("2025-05-09", "9 May 2025", False),
        ("2025-06", "June 2025", False),
    ]
    assert counted(passage()) == [("amount", "$5 million"), ("quantity", "12 ships")]


def test_a_date_is_the_editors_in_its_place() -> None:
    for words, day, planned in (("9 May 2025", "2025-05-10", False), ("June 2025", "2030", True)):
        one = passage(date_verdicts=(DateVerdict(stretch(words), day, 3),))
        assert (day, words, planned) in dated(one) and len(dated(one)) == 2
        assert dated(one, by_editors=False) == dated(passage())


def test_words_that_say_no_date_for_the_editors() -> None:
    one = passage(date_verdicts=(DateVerdict(stretch("9 May 2025"), None, 3),))
    assert dated(one) == [("2025-06", "June 2025", False)]
    part = passage(date_verdicts=(DateVerdict(stretch("2025, and"), None, 3),))
    assert dated(part) == [("2025-05-09", "9 May 2025", False)]
    beside = passage(date_verdicts=(DateVerdict(stretch("on "), None, 3),))
    assert len(dated(beside)) == 2
    behind = passage(date_verdicts=(DateVerdict(stretch(", and"), None, 3),))
    assert len(dated(behind)) == 2


def test_a_date_is_said_where_none_is_found() -> None:
    one = passage(
        "Then they left, all of them.", date_verdicts=(DateVerdict(Stretch(1, 0, 4), "2025-05", 3),)
    )
    assert dated(one) == [("2025-05", "Then", False)]


def test_words_of_two_sentences_count_in_the_one_they_begin_in() -> None:
    both = stretch("2025. They")
    one = passage(date_verdicts=(DateVerdict(both, "2024", 3),))
    assert dated(one) == [("2024", "2025.", False), ("2025-06", "June 2025", False)]


def test_of_another_paragraph_nothing_is_said() -> None:
    verdicts = (DateVerdict(Stretch(2, 12, 22), None, 3),)
    assert len(dated(passage(f"{TEXT}\n\nRain.", date_verdicts=verdicts))) == 2


def test_a_sentence_counts_once_for_each_date() -> None:
    one = passage("In 2025-05 they met, and on 9 May 2025 too; on 9 May 2025 it rained.")
    assert [day for day, _, _ in dated(one)].count("2025-05-09") == 1


def test_kinds_of_figures_are_the_editors() -> None:
    one = passage(figure_verdicts=(FigureVerdict(stretch("12 ships"), "target", 3),))
    assert counted(one) == [("amount", "$5 million"), ("target", "12 ships")]
    none = passage(figure_verdicts=(FigureVerdict(stretch("$5 million"), None, 3),))
    assert counted(none) == [("quantity", "12 ships")]
    assert counted(none, by_editors=False) == counted(passage())
    new = passage(figure_verdicts=(FigureVerdict(stretch("They paid"), "quantity", 3),))
    assert counted(new) == [
        ("quantity", "They paid"),
        ("amount", "$5 million"),
        ("quantity", "12 ships"),
    ]


def test_only_english_prose_is_read() -> None:
    assert dated(passage(language="hi")) == [] and counted(passage(language="hi")) == []
    assert len(dated(passage(language="en-GB"))) == 2
    heading = passage(f"## {TEXT}\n\nRain.")
    assert dated(heading) == [] and counted(heading) == []
    verdict = (DateVerdict(stretch("9 May 2025"), "2024", 3),)
    assert dated(passage(language="hi", date_verdicts=verdict)) == []


def test_a_month_alone_is_of_the_date_spoken_of_before() -> None:
    assert dated(passage("They met on 30 March 2019. On 2 April they left.")) == [
        ("2019-03-30", "30 March 2019", False),
        ("2019-04-02", "2 April", False),
    ]


def test_a_day_of_nearly_a_year_before_is_of_no_year() -> None:
    assert dated(passage("They met on 20 August.")) == [("2024-08-20", "20 August", False)]
    assert dated(passage("They met on 15 July.")) == []
