"""What templates put under headings, and what they choose of what is too much."""

from dataclasses import replace
from datetime import date

import pytest
from dossier.core.kinds import FigureKind, NameKind
from dossier.core.model import Article, Figure, Moment, Passage
from dossier.gathering.figures import figures
from dossier.pages.helpers import (
    anchor,
    by_date,
    by_kind,
    by_measure,
    by_subtopic,
    by_year,
    emphasised,
    in_order,
    key_figures,
    key_moments,
    most_named,
    most_telling,
    opening,
    picture,
    telling,
    tells,
)
from support.values import article, dossier, name, theme

TALKS = article("talks", "Words.\n\nMore words.", date=date(2025, 3, 1))
FIRST, SECOND = (Passage(TALKS, block) for block in TALKS.blocks)


def test_passages_of_several_articles_have_anchors_of_their_own() -> None:
    assert [anchor(FIRST), anchor(SECOND)] == ["talks-p1", "talks-p2"]


def test_a_theme_shows_its_subtopics_in_its_own_order() -> None:
    trade = theme("Trade", {"Tariffs": ["tariff"], "Ports": ["port"], "Deals": ["deal"]})
    known = dossier([article("talks", "A deal.\n\nA tariff.\n\nA tariff again.")], [trade])
    groups = by_subtopic(trade, known.passages_of_topic[trade.src_uri])
    assert [(group, [p.block.text for p in row]) for group, row in groups] == [
        ("Tariffs", ["A tariff.", "A tariff again."]),
        ("Deals", ["A deal."]),
    ]


def moment(when: str, said: bool = True, ahead: bool = False) -> Moment:
    text = f"The boats left the harbour at noon in {when}."
    return Moment(when, text, passage=FIRST if said else None, ahead=ahead)


def test_moments_stand_under_years_and_dates() -> None:
    rows = [moment(when) for when in ("2025-03-01", "2025-03-01", "2025-02", "2024")]
    assert [(year, len(row)) for year, row in by_year(rows)] == [("2025", 3), ("2024", 1)]
    assert [(day, len(row)) for day, row in by_date(rows)] == [
        ("2025-03-01", 2),
        ("2025-02", 1),
        ("2024", 1),
    ]


def chosen(moments: list[Moment], count: int = 2, *articles: Article) -> list[str]:
    """The dates of the moments that the front page shows, with articles or that of 1 March."""
    known = dossier(articles or [TALKS])
    return [moment.date for moment in key_moments(known, moments, count)]


def test_the_front_page_shows_what_happened_around_the_newest_article() -> None:
    rows = [moment(d) for d in ("2025-05-01", "2025-02-25", "2025-02-01", "2024-01-01")]
    assert chosen(rows) == ["2025-02-25", "2025-02-01"]
    assert chosen(rows, 3) == ["2025-05-01", "2025-02-25", "2025-02-01"]


def test_the_front_page_tells_the_next_thing_that_an_article_sees_ahead() -> None:
    rows = [
        moment("2030-01-01", said=False, ahead=True),
        moment("2031", ahead=True),
        moment("2032-01-01", ahead=True),
        moment("2025-02-25"),
    ]
    assert chosen(rows) == ["2031", "2025-02-25"]


def test_the_front_page_leaves_out_what_has_a_year_alone() -> None:
    assert chosen([moment("2025"), moment("2025-02")]) == ["2025-02"]


def test_the_front_page_leaves_out_what_says_little_and_formulas() -> None:
    said = moment("2025-02-25")
    bare = replace(said, date="2025-02-26", text="26 February 2025, New Delva.")
    formula = replace(
        said, date="2025-02-27", text="This order is effective from noon of that day."
    )
    endless = replace(said, date="2025-02-28", text=f"{'They went on and on. ' * 20}")
    fact = replace(bare, date="2025-03-01", passage=None)
    assert chosen([fact, endless, formula, bare, said], 5) == ["2025-03-01", "2025-02-25"]


def test_the_front_page_lets_other_articles_have_their_say() -> None:
    days = ["2025-02-28", "2025-02-27", "2025-02-26"]
    other = Passage(article("other", "Words.", date=date(2025, 1, 1)), FIRST.block)
    rows = [*map(moment, days), replace(moment("2025-02-20"), passage=other)]
    assert chosen(rows, 3) == ["2025-02-28", "2025-02-27", "2025-02-20"]
    assert chosen(rows[:3], 3) == days


def test_the_front_page_tells_sentences_of_six_to_sixty_words() -> None:
    for count, told in ((5, False), (6, True), (60, True), (61, False)):
        said = replace(moment("2025-02-25"), text=" ".join(["boats"] * count))
        assert chosen([said]) == (["2025-02-25"] if told else []), count


def test_a_fact_counts_as_half_a_year_further_away_and_what_tells_little_as_a_quarter() -> None:
    fact = moment("2025-03-01", said=False)
    assert chosen([moment("2024-08-31"), fact], 1) == ["2024-08-31"]  # 182 days before
    assert chosen([moment("2024-08-30"), fact], 1) == ["2025-03-01"]
    little = replace(moment("2025-03-01"), telling=False)
    for when, first in (("2024-11-30", True), ("2024-11-29", False)):  # 91 days, and 92
        told = replace(moment(when), telling=True)
        assert chosen([told, little], 1) == [when if first else "2025-03-01"]


def test_of_a_day_the_front_page_tells_one_thing() -> None:
    said, fact = moment("2025-02-25"), moment("2025-02-25", said=False)
    (kept,) = key_moments(dossier([TALKS]), [fact, said], 2)
    assert kept is said


def test_a_statement_comes_before_a_fact_unless_that_is_half_a_year_nearer() -> None:
    statement, near, nearer = moment("2024-08-01"), moment("2024-10-01", False), "2025-02-20"
    assert chosen([near, statement], 1) == ["2024-08-01"]
    assert chosen([statement, moment(nearer, False)], 1) == [nearer]


def test_without_a_dated_article_the_newest_moments_are_told() -> None:
    rows = [moment("2025-03-01"), moment("2025-02-01"), moment("2024-02-01")]
    assert chosen(rows, 2, article("bare", "Words.")) == ["2025-03-01", "2025-02-01"]


def test_a_month_counts_from_its_first_day() -> None:
    newest = article("newest", "Words.", source=None, date=date(2025, 3, 3))
    assert chosen([moment("2025-03-06"), moment("2025-03")], 1, newest) == ["2025-03"]


def figure(words: str, kind: FigureKind, passage: Passage = FIRST) -> Figure:
    return Figure(kind, words, f"It is {words}.", 6, 6 + len(words), passage)


def test_figures_stand_under_what_they_measure() -> None:
    rows = [figure("3 ships", "quantity"), figure("5%", "share"), figure("2 ships", "quantity")]
    assert [(title, [f.words for f in row]) for title, row in by_measure(rows)] == [
        ("Shares and rates", ["5%"]),
        ("Quantities", ["3 ships", "2 ships"]),
    ]


def test_targets_and_amounts_are_the_key_figures_each_once() -> None:
    rows = [
        figure("3 ships", "quantity"),
        figure("USD 2", "amount"),
        figure("USD 1", "amount"),
        figure("USD 2", "amount", SECOND),
        figure("40 GW", "target"),
    ]
    found = key_figures(rows, 3)
    assert [f.words for f in found] == ["40 GW", "USD 2", "USD 1"]
    assert found[1].passage is FIRST


def test_what_a_sentence_is_told_for_is_marked() -> None:
    assert emphasised("It <is> 5% so.", 8, 10) == "It &lt;is&gt; <mark>5%</mark> so."
    assert emphasised("A <b>", 2, 5) == "A <mark>&lt;b&gt;</mark>"


def test_other_figures_of_a_sentence_are_marked_with_it() -> None:
    words = "It is 5% or 7 t of 9 m."
    more = [figure("7 t", "quantity"), figure("9 m", "quantity")]
    marks = [replace(more[0], start=12, end=15), replace(more[1], start=19, end=22)]
    told = "It is <mark>5%</mark> or <mark>7 t</mark> of <mark>9 m</mark>."
    assert emphasised(words, 6, 8, marks) == told
    assert emphasised(words, 19, 22, [marks[0], replace(more[0], start=6, end=8)]) == told
    within = replace(more[0], start=13, end=15)
    assert emphasised(words, 12, 15, [within]) == "It is 5% or <mark>7 t</mark> of 9 m."


def test_names_stand_under_kind_and_letter() -> None:
    names = (
        name("Zoe"),
        name("Éric"),
        name("Emma"),
        name("Quartet", NameKind.ORGANISATION),
        name("mine", NameKind.TERM),
    )
    assert [
        (kind, [(letter, [n.title for n in row]) for letter, row in letters])
        for kind, letters in by_kind(names)
    ] == [
        ("People", [("E", ["Emma", "Éric"]), ("Z", ["Zoe"])]),
        ("Bodies", [("Q", ["Quartet"])]),
        ("Terms", [("M", ["mine"])]),
    ]


TRADE = theme("Trade", {"Tariffs": ["tariff", "duty"]})
ENERGY = theme("Energy", {"Reactors": ["reactor"]}, order=1)


def told(*texts: str) -> dict[str, str]:
    """The text that stands for each theme of an article of these passages."""
    found = telling(dossier([article("talks", "\n\n".join(texts))], [TRADE, ENERGY]))
    return {slug: passage.block.text for slug, passage in found.items()}


def test_what_stands_for_a_theme_has_most_reasons_to() -> None:
    assert told("A tariff.", "A tariff, a duty.", "A duty, a tariff.") == {
        "trade": "A tariff, a duty."
    }


def test_what_stands_for_a_theme_is_recent_and_can_be_read_alone() -> None:
    long = "A tariff on rice was lowered by the two governments in the spring, after talks that had"
    telling_one = f"{long} gone on for most of the year."
    item = f"• {long}, a duty too, gone on for a year."
    assert told(item, telling_one, "A tariff, a duty.")["trade"] == telling_one
    old = article("old", f"{telling_one} A duty.", date=date(2021, 1, 1))
    new = [article(f"new{n}", "A tariff.\n\n" * 20, date=date(2025, 1, n)) for n in range(1, 4)]
    found = telling(dossier([old, *new], [TRADE]))
    assert found["trade"].article.slug == "new3"


@pytest.mark.parametrize(
    ("count", "short"), [(19, False), (20, True), (50, True), (75, True), (76, False)]
)
def test_a_passage_of_twenty_to_seventy_five_words_stands_for_its_theme(
    count: int, short: bool
) -> None:
    text = " ".join(["A tariff"] + ["on rice"] * (count // 2 - 1) + ["now"] * (count % 2))
    stands = told(text, "A tariff, a duty.")["trade"]
    assert len(text.split()) == count and stands == (text if short else "A tariff, a duty.")


def test_with_more_than_three_reasons_a_passage_is_only_longer() -> None:
    many = theme("Trade", {"Tariffs": ["tariff", "duty", "levy", "toll"]})

    def stands(*texts: str) -> str:
        return telling(dossier([article("talks", "\n\n".join(texts))], [many]))["trade"].block.text

    three, four = "A tariff, a duty, a levy.", "A tariff, a duty, a levy, a toll."
    assert stands(three, four) == three
    assert stands("A tariff, a duty.", three) == three


def test_what_tells_most_of_a_name_mentions_it_most() -> None:
    anna, ben = name("Anna"), name("Ben")
    texts = ("Anna and Ben, and Ben, and Ben.", "Anna saw Ben, and Ben saw Anna.", "By Anna.")
    known = dossier([article("talks", "\n\n".join(texts))], [anna, ben])
    assert most_telling(anna, known.passages).block.text == texts[1]
    assert most_telling(ben, known.passages).block.text == texts[0]
    assert [tells(anna, passage)[3] for passage in known.passages] == [1, 2, 1]


def test_of_this_year_and_the_last_stands_what_tells_most() -> None:
    better, new = "A tariff, a duty.", article("new", "A tariff.", date=date(2025, 1, 1))
    for year, stands in ((2024, "old"), (2023, "new")):
        old = article("old", better, date=date(year, 1, 1))
        assert telling(dossier([old, new], [TRADE]))["trade"].article.slug == stands


def test_only_the_newest_forty_passages_are_looked_at() -> None:
    for place, stands in ((39, True), (40, False)):
        texts = ["A tariff."] * place + ["A tariff, a duty."] + ["A tariff."] * 3
        assert ("duty" in told(*texts)["trade"]) is stands


def test_an_article_stands_for_one_theme_where_another_tells_as_much() -> None:
    new = article("new", "A tariff, a duty.\n\nA reactor, and a reactor.", date=date(2025, 2, 1))
    old = article("old", "A reactor.", date=date(2025, 1, 1))
    found = telling(dossier([new, old], [TRADE, ENERGY]))
    assert {slug: p.article.slug for slug, p in found.items()} == {"trade": "new", "energy": "old"}


def test_a_passage_stands_for_one_theme_as_long_as_there_are_others() -> None:
    both = "A tariff, a duty and a reactor."
    assert told(both, "A reactor.") == {"trade": both, "energy": "A reactor."}
    assert told(both) == {"trade": both, "energy": both}
    assert told("Nothing.") == {}


def test_the_names_with_most_passages() -> None:
    anna, zoe, ben, none = (name(title) for title in ("Anna", "Zoe", "Ben", "Nobody"))
    text = "Zoe and Ben.\n\nZoe and Anna.\n\nZoe, Ben, Anna."
    known = dossier([article("talks", text)], [zoe, anna, ben, none])
    rows = [(topic.slug, count) for topic, count in most_named(known, 5)]
    assert rows == [("zoe", 3), ("anna", 2), ("ben", 2)]
    assert len(most_named(known, 1)) == 1


def test_the_picture_of_a_topic_fits_its_column() -> None:
    names = [name(title) for title in ("Anna", "Ben", "Cara", "Dan")]
    known = dossier([article("talks", "A tariff: Anna, Ben, Cara, Dan.")], [TRADE, *names])
    whole = picture(known.themes, known.passages)
    own = picture(known.themes, known.passages, names[0])
    assert whole and own
    assert (whole.wide.width, own.wide.width) == (1120, 880)
    assert own.names[0].topic is names[0]
    assert picture(known.themes, known.passages[:0]) is None


def test_the_picture_of_a_topic_shows_its_nearest_neighbours() -> None:
    names = [name(f"Leader{number}") for number in range(26)]
    text = f"A tariff: {', '.join(n.title for n in names)}."
    known = dossier([article("talks", text)], [TRADE, *names])
    own = picture(known.themes, known.passages, names[25])
    whole = picture(known.themes, known.passages)
    assert own and whole
    assert (len(own.names), own.left_out) == (20, 6)
    assert (len(whole.names), whole.left_out) == (26, 0)


def test_an_undated_article_is_older_than_all() -> None:
    assert chosen([moment("2025-02-01")], 1, replace(TALKS, date=None), TALKS) == ["2025-02-01"]


def opening_of(*texts: str) -> str:
    known = dossier([article("talks", "\n\n".join(texts))])
    found = opening(known.passages)
    return found.block.text if found else ""


def test_an_article_opens_where_it_says_something() -> None:
    said = "The council has lowered the duty on steel."
    assert opening_of("10:44 a.m.", "By the authority vested in me, I order:", said) == said
    assert opening_of("# Talks", said, "More.") == said
    assert opening_of("10:44 a.m.") == "10:44 a.m."
    assert opening_of("# Talks") == ""
    assert opening_of("## Talks", "- a point", said, "## More") == said


def test_figures_can_be_put_into_three_orders() -> None:
    seeds = [
        article("a", "A ferry cost $5 million.", "Zinc", date=date(2025, 3, 1)),
        article("b", "A mill cost $7 million and a quay €9 million.", "Ash", date=date(2025, 2, 1)),
        article("c", "A boat cost $1 billion.", "Moss", date=date(2025, 1, 1)),
    ]
    rows = in_order(figures(dossier(seeds)))

    def by(order: str) -> list[str]:
        return [f.words for f, _ in sorted(rows, key=lambda row: row[1][order])]

    assert by("date") == ["$5 million", "$7 million", "$1 billion"]
    assert by("amount") == ["$1 billion", "$7 million", "$5 million"]
    assert by("article") == ["$7 million", "$1 billion", "$5 million"]


def test_amounts_come_first_of_which_there_are_most_and_what_is_none_last() -> None:
    texts = "€900", "$5 million", "7 to 9 per cent", "5%", "$7 million", "240 Norse and 350 Danes"
    rows = in_order(figures(dossier([article("a", "\n\n".join(f"It is {t}." for t in texts))])))
    by_amount = sorted(rows, key=lambda row: row[1]["amount"])
    assert [figure.words for figure, _ in by_amount] == [
        *("7 to 9 per cent", "5%", "$7 million", "$5 million", "€900", "240 Norse and 350 Danes")
    ]


def test_the_mark_of_a_list_is_left_out_of_a_statement() -> None:
    assert emphasised("- It is 5% so.", 8, 10) == "It is <mark>5%</mark> so."
    assert emphasised("3. It is 5% so.", 9, 11) == "It is <mark>5%</mark> so."
    assert emphasised("3. March it is.", 0, 8) == "<mark>3. March</mark> it is."
