"""What scripts/suggest proposes: terms and names that the articles tell, and no others."""

import json
from collections.abc import Sequence
from contextlib import chdir
from dataclasses import replace
from math import log
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from dossier.cli import program
from dossier.core.kinds import NameKind
from dossier.core.model import Article, Dossier, Verdict
from dossier.editing.proposed_names import propose_name, propose_names
from dossier.editing.proposed_terms import (
    Likelihoods,
    Phrases,
    TermProposal,
    Terms,
    find_misleading_terms,
    propose_subtopic,
)
from dossier.editing.stub import write_stub
from dossier.editing.suggest import (
    Proposer,
    as_json,
    as_text,
    misleading_id,
    name_id,
    settling,
    subtopic_id,
    term_id,
)
from dossier.gathering.pipeline import Edition
from dossier.placing.matcher import Matcher
from dossier.reading.topics import read_name
from hypothesis import given
from hypothesis import strategies as st
from support.values import article, dossier, theme

FLOODS = theme("Floods", {"Floods": ["flood"]})
SHIPPING = theme("Shipping", {"Shipping": ["shipping"]})
WATER = [
    "The levee at the old mill held, and the pumps ran all night.",
    "A second levee was breached, so the pumps could not keep up.",
    "Engineers raised the levee by a metre after the storm surge.",
    "The storm surge came in the night and the gauges failed.",
    "Villages below the levee were warned of the storm surge by radio.",
]
BOATS = [
    "Barges wait for a berth below the lock until the crane is free.",
    "The lock was shut, and forty barges lay idle in the harbour.",
    "A crane lifts containers from the barges to the quay.",
    "Freight rates rose as barges could carry only half a load.",
    "The quay was lengthened, and a crane was added for containers.",
]


def placed(article: Article, theme: str, numbers: Sequence[int], belongs: bool = True) -> Article:
    """The article with an editor's word on some of its passages."""
    verdicts = tuple(Verdict(number, theme, belongs, 1) for number in numbers)
    return replace(article, verdicts=(*article.verdicts, *verdicts))


def river() -> Dossier:
    """Two articles, half of whose passages are placed by hand, and two nobody has looked at."""
    one = placed(article("water", "\n\n".join(WATER)), "floods", (1, 2, 3))
    two = placed(article("boats", "\n\n".join(BOATS)), "shipping", (1, 2, 3))
    more = article("more", "The levee broke again, and the pumps stood still.")
    other = article("other", "Two barges met below the lock near the quay.")
    return dossier([one, two, more, other], [FLOODS, SHIPPING])


def terms(found: Sequence[TermProposal]) -> list[str]:
    return [each.term for each in found]


def test_terms_come_from_what_was_placed_by_hand() -> None:
    found = Terms(Phrases(river().passages), [FLOODS, SHIPPING]).propose()
    assert terms(found["floods"])[0] == "levee"
    assert "pumps" in terms(found["floods"])
    assert "barges" in terms(found["shipping"])[:2]
    assert not {"levee", "pumps"} & set(terms(found["shipping"]))
    assert not {"barges", "crane"} & set(terms(found["floods"]))


def test_a_term_says_what_it_would_add_and_shows_it() -> None:
    found = Terms(Phrases(river().passages), [FLOODS, SHIPPING]).propose()["floods"]
    levee = next(each for each in found if each.term == "levee")
    assert (levee.subtopic, levee.adds, levee.wrong) == ("Floods", 2, 0)  # `water` p5 and `more`
    assert {p.key for p in levee.examples} == {"water#p5", "more#p1"}


@given(st.integers(1, 12), st.floats(-0.3, 0.3))
def test_phrases_count_less_the_more_of_them_a_passage_has(count: int, ratio: float) -> None:
    """Their sum is divided by the root of their number and one; the passage’s article, here the
    passage alone, adds a sixth of it."""
    words = " ".join(f"{letter}eel." for letter in "bcdfghjklmnp"[:count])
    made = dossier([article(slug, words) for slug in "ab"], [FLOODS])
    phrases = Phrases(made.passages)
    assert {number for number, _ in phrases.of_passage} == {count}
    known = Likelihoods(phrases, FLOODS)
    odds = log(known.base / (1 - known.base))
    for value in known._guess(phrases, [ratio] * count):
        evidence = log(value / (1 - value)) - odds
        assert evidence == pytest.approx(7 / 6 * ratio * count / (count + 1) ** 0.5)


LETTERS = "bcdfghjklmnpqr"
HARBOUR = theme("Harbour", {"Quays": ["beel"], "Boats": ["ceel deel"]})
STREETS = theme("Streets", {"Streets": ["keel"]}, order=1)


def made_up() -> Dossier:
    """Six articles of five passages, in which made-up words stand in a pattern; some are placed."""
    seeds = []
    for number in range(6):
        texts = [
            " ".join(
                f"{letter}eel" + "." * (place % 3 == 2)
                for place, letter in enumerate(LETTERS)
                if (5 * number + row + 2) * (place + 3) % 11 < 3
            )
            or "Nothing."
            for row in range(5)
        ]
        seeds.append(article(f"a{number}", "\n\n".join(texts)))
    seeds[0] = placed(seeds[0], "harbour", (1, 4))
    seeds[1] = placed(placed(seeds[1], "harbour", (2,), belongs=False), "streets", (3,))
    seeds[2] = placed(seeds[2], "streets", (1, 5))
    return dossier(seeds, [HARBOUR, STREETS])


BASES = {"harbour": 2.5 / 7, "streets": 3.5 / 6}
VALUES = {
    "harbour": (
        "1.000 0.924 0.924 1.000 0.914 0.122 0.000 0.000 0.193 0.900 "
        "0.000 0.479 0.328 0.900 0.000 0.506 0.334 0.900 0.239 0.463 "
        "0.924 0.474 0.808 0.690 0.914 0.374 0.499 0.329 0.900 0.234"
    ),
    "streets": (
        "0.000 0.116 0.076 0.000 0.140 0.924 0.843 1.000 0.924 0.924 "
        "1.000 0.622 0.825 0.559 1.000 0.627 0.841 0.602 0.920 0.909 "
        "0.924 0.780 0.343 0.598 0.287 0.472 0.589 0.818 0.563 0.908"
    ),
}
PROPOSED = {
    "harbour": [
        ("feel leel", False, "Quays", 2, 1, 2),
        ("peel", False, "Quays", 1, 1, 1),
        ("meel", True, "Quays", 0, 0, 3),
        ("ceel", True, "Quays", 0, 0, 3),
        ("qeel", True, "Quays", 0, 0, 3),
        ("geel", True, "Quays", 0, 0, 3),
        ("jeel", True, "Quays", 0, 0, 3),
        ("neel", True, "Quays", 0, 0, 3),
    ],
    "streets": [
        ("deel", False, "Streets", 3, 0, 3),
        ("reel", False, "Streets", 3, 0, 3),
        ("meel neel", False, "Streets", 1, 0, 1),
        ("neel", False, "Streets", 4, 1, 3),
        ("jeel", False, "Streets", 2, 2, 2),
        ("heel", False, "Streets", 6, 1, 3),
        ("geel", False, "Streets", 5, 2, 3),
        ("meel", False, "Streets", 4, 2, 3),
    ],
}


def test_how_likely_passages_belong_to_a_theme() -> None:
    """By those placed by hand and by terms, by their words, articles and neighbours.

    These were reckoned once, and looked at: a change of how it is done changes them.
    """
    phrases = Phrases(made_up().passages)
    known = {each.slug: Likelihoods(phrases, each) for each in (HARBOUR, STREETS)}
    assert {slug: each.base for slug, each in known.items()} == pytest.approx(BASES)
    for slug, values in VALUES.items():
        assert " ".join(f"{value:.3f}" for value in known[slug].values) == values, slug
        assert known[slug].weights == [
            1.0 if said is None else 3.0 if said else 1.2 for said in known[slug].said
        ]


def test_terms_of_a_theme_come_by_what_they_reach_and_tell() -> None:
    made = made_up()
    found = Terms(Phrases(made.passages), made.themes).propose()
    assert {
        slug: [(t.term, t.weak, t.subtopic, t.adds, t.wrong, len(t.examples)) for t in row]
        for slug, row in found.items()
    } == PROPOSED


def test_what_is_there_is_not_proposed_and_neither_is_what_holds_it() -> None:
    known = theme("Floods", {"Walls": ["levee"]})
    phrases = Phrases(river().passages)
    assert not any("levee" in term for term in terms(Terms(phrases, [known]).propose()["floods"]))


def test_what_an_editor_refused_is_not_proposed() -> None:
    phrases = Phrases(river().passages)
    found = Terms(phrases, [FLOODS]).propose(
        40, lambda slug, term: (slug, term) == ("floods", "levee")
    )
    assert "levee" not in terms(found["floods"])


def test_no_more_are_proposed_than_are_asked_for() -> None:
    assert len(Terms(Phrases(river().passages), [FLOODS]).propose(2)["floods"]) == 2


@given(st.lists(st.sampled_from([*WATER, *BOATS, "A.", "!", "The flood."]), max_size=6))
def test_any_articles_give_the_same_proposals_each_time(texts: list[str]) -> None:
    made = dossier([article(f"a{n}", text) for n, text in enumerate(texts)], [FLOODS, SHIPPING])
    one, other = (Terms(Phrases(made.passages), made.themes).propose() for _ in range(2))
    assert one == other and set(one) == {"floods", "shipping"}
    for each in (*one["floods"], *one["shipping"]):
        assert 0 <= each.wrong <= each.adds


def test_a_subtopic_is_proposed_where_none_fits() -> None:
    texts = [f"The eel ladder number {word} is new." for word in "one two three four five".split()]
    made = dossier(
        [placed(article("eels", "\n\n".join(texts)), "floods", range(1, 6))], [FLOODS, SHIPPING]
    )
    found = propose_subtopic(Phrases(made.passages), FLOODS)
    assert found and "ladder" in found.title.lower() and len(found.passages) == 5
    assert propose_subtopic(Phrases(made.passages), SHIPPING) is None


def test_a_term_that_only_misleads_is_told() -> None:
    topic = theme("Floods", {"Floods": ["flood", "tide"]})
    talk = article("talk", "A flood of letters came.\n\nThe tide was high.\n\nThe flood rose.")
    taken_out = placed(talk, "floods", (1, 2), belongs=False)
    (found,) = find_misleading_terms(dossier([taken_out], [topic]), topic)
    assert (found.term, [p.block.number for p in found.passages]) == ("tide", [2])


NAMES = """The Ministry of River Works (MRW) met on Monday. Minister Anna Lund spoke for the MRW.

In Oldport the Danube Water Agreement was signed, and Minister Anna Lund went to Oldport.

The MRW will pay, said Minister Anna Lund in Oldport of the Danube Water Agreement."""


def named() -> Dossier:
    return dossier([article("one", NAMES), article("two", NAMES.replace("Monday", "Friday"))])


def test_names_have_a_kind_and_their_other_forms() -> None:
    found = {each.title: each for each in propose_names(named())}
    assert found["Ministry of River Works"].kind is NameKind.ORGANISATION
    assert found["Ministry of River Works"].aliases == ("MRW",)
    assert found["Anna Lund"].kind is NameKind.PERSON
    assert found["Oldport"].kind is NameKind.PLACE
    assert found["Danube Water Agreement"].kind is NameKind.PROGRAMME
    assert not {"Monday", "Friday", "Minister"} & set(found)


def kinds(*sentences: str) -> dict[str, NameKind]:
    """The names proposed of an article of these sentences and another with the first, by kind."""
    made = [article("one", "\n\n".join(sentences)), article("two", sentences[0])]
    return {each.title: each.kind for each in propose_names(dossier(made))}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((f"Lund {head}", NameKind.ORGANISATION) for head in ("Board", "Ltd", "University")),
        *((f"Lund {head}", NameKind.PROGRAMME) for head in ("Pact", "Accords", "Strategy")),
        *((f"Lund {head}", NameKind.PLACE) for head in ("Strait", "Islands", "Valley")),
        *((f"Lund {head}", NameKind.EQUIPMENT) for head in ("Missile", "Satellite")),
        *((f"{begin} of Lund", NameKind.ORGANISATION) for begin in ("Bank", "Ministry", "Council")),
        *((f"{begin} of Lund", NameKind.PLACE) for begin in ("Gulf", "Bay")),
        *((f"{begin} Lund", NameKind.PLACE) for begin in ("Lake", "Mount", "River")),
        *(("Treaty of Lund", NameKind.PROGRAMME), ("MX-9B", NameKind.EQUIPMENT)),
        *((name, None) for name in ("Government of Lund", "Act of Lund", "Old Lund Song", "Board")),
    ],
)
def test_a_name_says_by_its_words_of_what_kind_it_is(name: str, kind: NameKind | None) -> None:
    assert kinds(f"They saw the {name} there.", f"They left the {name} today.").get(name) is kind


IN, SAW, RED = "They met in Oldby.", "They saw Oldby.", "They have Oldby boats."


@pytest.mark.parametrize(
    ("sentences", "is_place"),
    [
        ((IN, SAW, SAW), True),  # two of four
        ((IN, SAW, SAW, SAW), False),
        ((SAW, IN, SAW), False),  # one
        ((IN, IN, IN, IN, RED), True),
        ((IN, IN, IN, RED), False),  # a fifth of them speaks of what is Oldby’s
    ],
)
def test_a_place_is_told_by_the_words_before_it(sentences: Sequence[str], is_place: bool) -> None:
    assert kinds(*sentences).get("Oldby") is (NameKind.PLACE if is_place else None)


@pytest.mark.parametrize(
    ("name", "before", "others", "is_person"),
    [
        ("Anna Lund", "Minister", 3, True),  # two of five
        ("Anna Lund", "Mr.", 8, True),  # two of ten
        ("Anna Lund", "Mr.", 9, False),
        ("Anna Maria Karin Lund", "Minister", 1, True),
        ("Anna Maria Karin Eva Lund", "Minister", 1, False),
        ("Anna Lund", "engineer", 1, False),
        ("Anna Lund", "Minister J.", 1, True),
    ],
)
def test_a_person_is_told_by_a_title(name: str, before: str, others: int, is_person: bool) -> None:
    found = kinds(f"They saw {before} {name}.", *[f"They saw {name}."] * others)
    assert any(kind is NameKind.PERSON for kind in found.values()) is is_person


@pytest.mark.parametrize(
    ("cut", "whole", "is_name"), [(1, 1, True), (1, 0, False), (3, 1, False), (2, 2, True)]
)
def test_what_mostly_goes_on_is_no_name(cut: int, whole: int, is_name: bool) -> None:
    """It stands in two articles, and half of its places may be parts of something longer."""
    texts = ["They saw the Lund Board on Rivers."] * cut + ["They saw the Lund Board."] * whole
    half = [article(f"a{n}", text) for n, text in enumerate([*texts, *texts])]
    assert any(each.title == "Lund Board" for each in propose_names(dossier(half))) is is_name


@pytest.mark.parametrize(("passages", "is_proposed"), [(1, False), (2, False), (3, True)])
def test_a_name_of_three_passages_is_proposed_though_they_are_of_one_article(
    passages: int, is_proposed: bool
) -> None:
    made = dossier([article("one", "\n\n".join(["They saw the Lund Board."] * passages))])
    assert bool(propose_names(made)) is is_proposed


def test_three_sentences_say_what_a_name_is() -> None:
    """The oldest first in which it stands early, and none that is long."""
    texts = [
        "They said at last that they saw the Lund Board.",
        "The Lund Board met.",
        f"The Lund Board {'x' * 284}.",
        f"The Lund Board {'x' * 285}.",
        "They saw the Lund Board. The Lund Board left.",
        "Then the Lund Board slept.",
    ]
    (found,) = propose_names(dossier([article("one", "\n\n".join(texts))]))
    assert found.said == (texts[2], texts[1], texts[5])
    assert [len(text) for text in texts[2:4]] == [300, 301]


def test_a_name_is_proposed_once_however_fully_it_is_written() -> None:
    text = """The United Rivers (UR) met. They saw the UR Sluice Board and the United Rivers Sluice
Board; the Lund City Harbour Board met the City Harbour Board.

They met the Institute of Locks, the Lund Institute of Locks and the National Weir Board."""
    made = dossier([article("one", text), article("two", text.replace("met", "left"))])
    found = {each.title: each.aliases for each in propose_names(made)}
    assert found["United Rivers Sluice Board"] == ("UR Sluice Board",)
    assert found["City Harbour Board"] == ("Lund City Harbour Board",)
    assert {"Institute of Locks", "National Weir Board"} <= found.keys()
    assert "Lund Institute of Locks" not in found["Institute of Locks"]


def test_an_abbreviation_is_a_form_of_what_the_articles_say_that_it_stands_for() -> None:
    text = "The Lund Water Ministry (LUWA) met.\n\nThey saw LUWA, and LUWA slept."
    made = dossier([article("one", text), article("two", text)])
    assert [(each.title, each.aliases, len(each.passages)) for each in propose_names(made)] == [
        ("Lund Water Ministry", ("LUWA",), 4)
    ]


def test_a_name_of_one_article_alone_is_not_proposed() -> None:
    made = dossier([article("one", "The Harbour Company met. They left.\n\nIt was late.")])
    assert propose_names(made) == []


def test_a_stub_is_filled_from_what_the_articles_say(tmp_path: Path) -> None:
    made = named()
    assert write_stub("Ministry of River Works", Edition(made, Matcher(()), ()), tmp_path) == 0
    page = tmp_path / "docs/names/ministry-of-river-works.md"
    assert "# An article says: The Ministry of River Works (MRW) met on " in page.read_text("utf-8")
    topic = read_name(page, tmp_path)
    assert (topic.kind, [t.text for t in topic.terms]) == (
        NameKind.ORGANISATION,
        ["Ministry of River Works", "MRW"],
    )
    proposal = propose_name(made, "MRW")
    assert proposal and proposal.title == "Ministry of River Works"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The river as files."""
    for folder in ("seeds", "docs/themes", "docs/names"):
        (tmp_path / folder).mkdir(parents=True)
    for name, place in (("water", "floods"), ("boats", "shipping")):
        text = "\n\n".join(WATER if name == "water" else BOATS)
        rows = "".join(f"  - {{at: p{n}, in: {place}}}\n" for n in (1, 2, 3))
        (tmp_path / f"seeds/{name}.txt").write_text(f"---\nplace:\n{rows}---\n{text}\n")
    (tmp_path / "seeds/one.txt").write_text(NAMES)
    (tmp_path / "seeds/two.txt").write_text(NAMES.replace("Monday", "Friday"))
    for title in ("Floods", "Shipping"):
        page = f"---\ntitle: {title}\nterms: {{{title}: [{title.lower()}]}}\n---\nAll of it.\n"
        (tmp_path / f"docs/themes/{title.lower()}.md").write_text(page)
    return tmp_path


def run(project: Path, *options: str) -> tuple[int, str, str]:
    with chdir(project):
        result = CliRunner().invoke(program, ["suggest", *options])
    return result.exit_code, result.stdout, result.stderr


def test_json_has_what_a_program_needs(project: Path) -> None:
    status, out, _ = run(project, "--format", "json")
    report = json.loads(out)
    assert status == 0
    assert set(report["themes"]) == {"floods", "shipping"}
    first = report["themes"]["floods"][0]
    assert set(first) == {"term", "weak", "subtopic", "adds", "wrong", "examples"}
    assert first["term"] == "levee" and len(first["examples"]) <= 3
    assert all(first["term"] in example for example in first["examples"])
    (ministry,) = [n for n in report["names"] if n["title"] == "Ministry of River Works"]
    assert ministry == {
        "title": "Ministry of River Works",
        "kind": "organisation",
        "aliases": ["MRW"],
        "passages": 4,
    }


def test_json_has_letters_as_they_are_written(project: Path) -> None:
    for path in (project / "seeds").glob("*.txt"):
        path.write_text(path.read_text("utf-8").replace("levee", "levée"), "utf-8")
    assert '"term": "levée"' in run(project, "--format", "json")[1]


def test_a_person_reads_lines_and_settles_what_is_wrong(project: Path) -> None:
    status, out, _ = run(project, "floods", "--most", "3")
    assert status == 0 and "Shipping" not in out and "Names" not in out
    line = next(line for line in out.splitlines() if line.startswith("  levee: "))
    id = line.rpartition("[")[2].rstrip("]")
    assert run(project, "--settle", id)[:2] == (0, f"settled.txt: {id} no term: floods levee\n")
    assert "  levee:" not in run(project, "floods")[1]
    assert "  levee:" not in run(project, "--format", "json")[1]


def test_the_whole_report_can_be_read(project: Path) -> None:
    assert run(project, "--most", "1")[1].splitlines() == [
        "Floods (docs/themes/floods.md)",
        f"  levee: terms, Floods; 1 more [{term_id('floods', 'levee')}]",
        "      seeds/water.txt:15: Villages below the levee were warned of the storm surge by"
        " radio.",
        "",
        "Shipping (docs/themes/shipping.md)",
        f"  barges: terms, Shipping; 1 more [{term_id('shipping', 'barges')}]",
        "      seeds/boats.txt:13: Freight rates rose as barges could carry only half a load.",
        "",
        "Names without a page",
        f"  Anna Lund: person, 6 passages [{name_id('Anna Lund')}]",
        "",
        "Write what is right into the pages of the themes; scripts/check --stub NAME begins the",
        "page of a name; --settle ID proposes one no more.",
    ]


def test_subtopics_misleading_terms_and_doubts_are_told_and_settled() -> None:
    topic = theme("Floods", {"Floods": ["flood", "tide"]})
    texts = [f"The eel ladder number {word} is new." for word in "one two three four five".split()]
    eels = placed(article("eels", "\n\n".join(texts)), "floods", range(1, 6))
    talk = article("talk", "A flood of letters came.\n\nThe tide was high.\n\nThe flood rose.")
    taken_out = placed(talk, "floods", (1, 2), belongs=False)
    found = Proposer(dossier([eels, taken_out], [topic])).suggest([topic])
    lines = [*as_text(found, [topic], 0)]
    (subtopic,) = found.subtopics
    assert [click.unstyle(line) for line in lines[1:3]] == [
        f"  A subtopic “{subtopic.title}”: 5 passages are under none that fits"
        f" [{subtopic_id('floods', subtopic.term)}]",
        "  docs/themes/floods.md:1: `tide` takes out: it places only what was taken out again"
        f" (1 passages) [{misleading_id('floods', 'tide')}]",
    ]
    known = settling(found)
    mislead = misleading_id("floods", "tide")
    assert known[mislead] == f"{mislead} no misleading term: floods tide"
    id = subtopic_id("floods", subtopic.term)
    assert known[id] == f"{id} no subtopic: floods {subtopic.term}"
    less = Proposer(dossier([eels, taken_out], [topic])).suggest([topic], {mislead, id})
    assert (less.misleading, id in settling(less)) == ((), False)
    report = json.loads(as_json(found))
    assert report["misleading"] == [{"theme": "floods", "term": "tide", "passages": 1}]
    assert report["subtopics"] == [{"theme": "floods", "title": subtopic.title, "passages": 5}]


def test_what_is_not_there_is_said(project: Path) -> None:
    assert run(project, "ships") == (
        1,
        "",
        "No theme is called `ships`; there are: floods, shipping\n",
    )
    status, _, told = run(project, "--settle", "zzzzzz")
    assert status == 1 and told.startswith("Nothing is proposed with the id `zzzzzz`; copy it")
