"""What the page of a theme of many passages is given: the latest, and one of each subtopic."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

from dossier.core.model import Passage
from dossier.gathering.twins import find_twins
from dossier.pages.facts import (
    MOST_LATEST,
    FactSource,
    latest,
    of_briefing,
    of_subtopic,
    parts_of,
)
from dossier.pages.helpers import MOST_LOOKED_AT, most_telling, tells
from dossier.pages.page import Facts, Page
from dossier.pages.plan import Pages
from support.values import article, dossier, name, theme

FISH = theme("Fish", {"Sea": ["herring", "cod"], "Rivers": ["pike"]})
MENON = name("Ravi Menon", aliases=["Menon"])
WORDS = "that came to the old town by the river in the spring with the others of its kind again"
SHORT = "A herring came."


def passages(*texts: str) -> list[Passage]:
    """The passages of the theme, of one article for each text, each older than the one before."""
    seeds = [article(f"a{n}", text, date=date(2025 - n, 1, 1)) for n, text in enumerate(texts)]
    return [*dossier(seeds, [FISH, MENON]).passages_of_topic[FISH.src_uri]]


def facts_of(make: Callable[[FactSource, Page], Facts], pages: Pages, page: Page) -> dict[str, Any]:
    return {**make(pages._source, page)}


def keys(row: Iterable[Passage]) -> list[str]:
    return [passage.key for passage in row]


def test_how_much_a_passage_tells() -> None:
    bare, short, telling, long = passages(
        "Pursuant to the act, herring is meant.",
        SHORT,
        f"A herring and a cod {WORDS}.",
        f"A herring {' '.join([WORDS] * 6)}.",
    )
    assert tells(FISH, short) == (True, False, True, 1)
    assert tells(FISH, telling) == (True, True, True, 2)
    assert tells(FISH, long) == (True, False, True, 1)
    assert tells(FISH, bare)[0] is False
    assert max([short, telling, long], key=lambda p: tells(FISH, p)) is telling
    for row in permutations([bare, short, telling, long]):
        for some in (row[:1], row[:2], row[:3], row):
            assert most_telling(FISH, some) is max(some, key=lambda p: tells(FISH, p))


def test_how_long_a_passage_is_that_can_be_read_in_one_go() -> None:
    for words, is_short in ((19, False), (20, True), (75, True), (76, False)):
        (passage,) = passages(" ".join(["herring"] * words))
        assert tells(FISH, passage)[1] is is_short, words


def test_the_latest_are_of_the_newest_articles_two_of_each_in_their_order() -> None:
    text = f"{SHORT}\n\nA pike {WORDS}.\n\nA cod came.\n\nA herring and a cod {WORDS}."
    found = latest(FISH, passages(*[text] * 5))
    assert keys(found) == [f"a{n}#{anchor}" for n in range(3) for anchor in ("p2", "p4")]
    assert len(found) == MOST_LATEST
    assert keys(latest(FISH, passages(SHORT, text))) == ["a0#p1", "a1#p2", "a1#p4"]
    of_four = latest(FISH, passages(SHORT, text, text, text))
    assert keys(of_four)[-2:] == ["a3#p2", "a3#p4"] and len(of_four) == 7
    assert latest(FISH, ()) == []


def test_a_subtopic_is_told_by_what_tells_most_and_is_not_shown() -> None:
    best = f"A cod and a herring {WORDS}."
    texts = [f"A herring {WORDS} {n}." for n in range(12)]
    seeds = [*texts, best, *texts]
    known = dossier(
        [
            article(f"a{n}", f"{text}\n\nA pike {WORDS} {n}.", date=date(2025 - n, 1, 1))
            for n, text in enumerate(seeds)
        ],
        [FISH, MENON],
    )
    pages = Pages(known)
    page = pages.get(FISH.src_uri)
    assert page and page.type.facts is of_briefing
    facts = facts_of(of_briefing, pages, page)
    rows = facts["subtopics"]
    assert [(group, count, address) for group, count, _, address in rows] == [
        ("Sea", 25, "themes/fish/sea.md"),
        ("Rivers", 25, "themes/fish/rivers.md"),
    ]
    told = {group: passage.key for group, _, passage, _ in rows}
    assert told["Sea"] == "a12#p1"
    shown = keys([item for item in page.items if isinstance(item, Passage)])
    shown += [excerpt.passage.key for excerpt in facts["brief"]]
    assert told["Rivers"] not in shown and told["Rivers"].endswith("#p2")
    assert facts["count"] == 50
    assert len(facts["in_articles"]) == 25
    assert set(facts["in_articles"].values()) == {2}


def test_of_many_passages_only_the_newest_stand_for_a_subtopic() -> None:
    best = f"A cod and a herring {WORDS}."
    rest = [f"A herring {WORDS} {n}." for n in range(MOST_LOOKED_AT)]
    for place, is_told in ((MOST_LOOKED_AT - 1, True), (MOST_LOOKED_AT, False)):
        texts = [*rest[:place], best, *rest[place:]]
        pages = Pages(dossier([article(f"a{n:03}", t) for n, t in enumerate(texts)], [FISH]))
        page = pages.get(FISH.src_uri)
        assert page
        ((_, _, told, _),) = facts_of(of_briefing, pages, page)["subtopics"]
        assert (told.key == f"a{place:03}#p1") is is_told


def test_what_is_to_come_and_figures_are_those_of_the_theme() -> None:
    text = (
        "A herring will be sold in the old town on 5 May 2099 for $5 million."
        " Its boat costs $7 million.\n\n"
        "Rain will be sold in the old town on 6 May 2099 for $6 million."
    )
    seeds = [article(f"a{n}", text, date=date(2025, 1, 1 + n)) for n in range(30)]
    seeds += [article(f"b{n}", f"A pike came {n}.", date=date(2024, 1, 1)) for n in range(20)]
    pages = Pages(dossier(seeds, [FISH]))
    page = pages.get(FISH.src_uri)
    assert page
    facts = facts_of(of_briefing, pages, page)
    assert [moment.date for moment in facts["coming"]] == ["2099-05-05"]  # said by all of them
    assert [figure.words for figure in facts["figures"]] == ["$7 million"]  # not said above


def test_a_subtopic_has_its_passages_and_of_twins_one() -> None:
    twin = "The council of Lund has lowered the duty on herring from 12 to 9, and will not stop."
    seeds = [article(f"a{n}", twin) for n in range(3)]
    seeds += [article(f"b{n}", f"A cod came {n}.\n\nA pike came.") for n in range(40)]
    known = dossier(seeds, [FISH])
    pages = Pages(replace(known, twins=find_twins(known.passages)))
    page = pages.get("themes/fish/sea.md")
    assert page and page.type.facts is of_subtopic
    facts = facts_of(of_subtopic, pages, page)
    assert facts["count"] == 43
    shown = keys(facts["passages"])
    assert len(shown) == 41 and "a0#p1" in shown and "a1#p1" not in shown
    assert {key: keys(row) for key, row in facts["twins"].items()} == {"a0#p1": ["a1#p1", "a2#p1"]}
    assert facts["subtopics"] == [
        ("Sea", 43, "themes/fish/sea.md"),
        ("Rivers", 40, "themes/fish/rivers.md"),
    ]


def test_the_page_of_a_year_tells_no_numbers_but_its_own() -> None:
    seeds = [
        article(f"a{n:03}", f"Menon came {n}.", date=date(2020 + n % 3, 1, 1 + n % 28))
        for n in range(100)
    ]
    pages = Pages(dossier(seeds, [FISH, MENON]))
    whole = pages.get(MENON.src_uri)
    parts = [page for page in pages if page.subject is MENON and page.part]
    assert whole and parts
    of_whole, of_part = pages.facts(whole), pages.facts(parts[0])
    assert of_whole["count"] == 100 and of_part["count"] == len(parts[0].items) < 100
    assert [count for _, _, count in whole.archive] == [33, 33, 34]
    assert {count for _, _, count in parts[0].archive} == {0}
    assert {count for _, count, _ in of_part["subtopics"]} == {0}  # type: ignore[attr-defined]
    assert of_part["places"] == {}  # they are of themes, in which these passages are not


def test_subtopics_are_those_with_passages() -> None:
    row = passages("A pike came.", "A pike left.")
    assert parts_of(FISH, row, [FISH]) == [("Rivers", row, "themes/fish/rivers.md")]
    assert parts_of(FISH, (), [FISH]) == []
