"""What an editor is told to look at: each kind, where it is found and where not."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from dossier.core.kinds import NameKind
from dossier.core.model import DateVerdict, FigureVerdict, Stretch, Term, Topic, Verdict
from dossier.editing.findings import (
    RISKS,
    SETTLED,
    TITLES,
    Finding,
    FindingKind,
    excerpt,
    read_settled,
    review,
)
from support.values import article, dossier, name

FISH = Topic(
    "theme",
    "docs/themes/fish.md",
    "fish",
    "Fish",
    (
        Term("herring", "Sea", line=4),
        Term("pike", "Rivers", line=5),
        Term("net", "Sea", "weak", line=6),
        Term("rod", "Sea", "weak", line=7),
    ),
)
MENON = name("Ravi Menon", aliases=["Menon"])
RAIN = "Rain fell on the old town and on its yard for days, as it does in every autumn here."
SHORT = "Rain fell."


def found(
    kind: FindingKind, *texts: str, topics: tuple[Topic, ...] = (FISH, MENON)
) -> list[Finding]:
    """The findings of a kind in articles of these texts, called a, b, c …"""
    seeds = [article("abcdefgh"[n], text) for n, text in enumerate(texts)]
    return [finding for finding in review(dossier(seeds, topics)) if finding.kind == kind]


def told(kind: FindingKind, *texts: str, topics: tuple[Topic, ...] = (FISH, MENON)) -> list[str]:
    return [
        f"{f.article}#{f.anchor} {f.subject} +{f.risk - RISKS[kind]}: {f.message}"
        for f in found(kind, *texts, topics=topics)
    ]


def test_risks_fall_from_kind_to_kind() -> None:
    assert [*RISKS] == [*TITLES]
    steps = [higher - lower for higher, lower in pairwise(RISKS.values())]
    assert min(RISKS.values()) >= 0 and min(steps) >= 9  # so that up to 9 more change no order


def test_a_weak_word_is_told_where_its_theme_is_a_subject_of_the_article() -> None:
    assert told("nearly", "A net.") == []
    assert told("nearly", "A net.\n\nA pike.") == []
    near = f"A net.\n\nA pike.\n\nA pike.\n\n{RAIN}"
    assert told("nearly", near) == ["a#p1 fish +9: Fish, by “net”: 1 of 2 needed"]
    assert told("nearly", "A net.\n\nA pike.\n\nA pike.") == []  # it is placed by that
    others = [RAIN] * 5
    assert told("nearly", "\n\n".join(["A net.", "A pike.", *others])) == []
    subject = ["A net.", RAIN, "A pike.", "A pike.", *others]
    assert told("nearly", "\n\n".join(subject)) == ["a#p1 fish +6: Fish, by “net”: 1 of 2 needed"]
    assert told("nearly", "\n\n".join(["## A herring\n\nRain.", *subject[1:]])) == []


def test_what_is_in_another_theme_nearly_belongs_to_a_subject_of_the_article_by_a_word() -> None:
    boats = Topic("theme", "docs/themes/boats.md", "boats", "Boats", (Term("ferry", "Sea"),))
    topics = (FISH, boats)
    others = [RAIN] * 5
    net = "A ferry and a net."
    assert told("nearly", "\n\n".join([net, "A pike.", *others]), topics=topics) == []
    subject = [net, RAIN, "A pike.", "A pike.", *others]
    message = "Fish, by “net”: 1 of 2 needed"
    assert told("nearly", "\n\n".join(subject), topics=topics) == [f"a#p1 fish +2: {message}"]
    near = "\n\n".join([net, *subject[2:]])
    assert told("nearly", near, topics=topics) == [f"a#p1 fish +5: {message}"]
    wordless = "\n\n".join(["A pike.", "A ferry.", "A pike.", RAIN])
    assert told("nearly", wordless, topics=topics) == []


CAUGHT = "Boats with lanterns bring home a rich catch in the early morning, {}"
"""What is written so is like the passages of fish, whatever is put into it."""
HERRINGS = "\n\n".join(CAUGHT.format(f"and a herring costs {n} crowns.") for n in range(8))


def test_a_weak_word_is_told_anywhere_where_all_else_is_like_its_theme() -> None:
    net = CAUGHT.format("in a net.")
    assert told("nearly", HERRINGS, f"{RAIN}\n\n{net}\n\n{RAIN}") == [
        "b#p2 fish +4: Fish, by “net”: 1 of 2 needed"
    ]
    assert told("nearly", HERRINGS, f"{RAIN}\n\nHe has a net for his hair.\n\n{RAIN}") == []


def test_a_passage_without_a_word_is_told_beside_those_of_a_subject_that_it_is_like() -> None:
    wordless = CAUGHT.format("for all to see.")
    home = f"A pike and a herring.\n\n{{}}\n\nA pike and a herring.\n\n{RAIN}"
    assert told("no theme", HERRINGS, home.format(wordless)) == [
        f"b#p2 fish +9: Fish, as beside it: {excerpt(wordless)}"
    ]
    (finding,) = found("no theme", HERRINGS, home.format(wordless))
    assert finding.mend == "if one should have, add `place: [{at: p2, in: [fish]}]`"
    assert told("no theme", HERRINGS, home.format(RAIN)) == []
    apart = f"A pike.\n\nA pike.\n\n{RAIN}\n\n{wordless}\n\n{RAIN}"
    assert told("no theme", HERRINGS, apart) == []
    alone = f"{RAIN}\n\n{wordless}\n\nA pike.\n\n{RAIN}\n\n{RAIN}\n\n{RAIN}"
    assert told("no theme", HERRINGS, alone) == []


def test_a_common_word_that_places_nothing_is_told_whatever_the_article_speaks_of() -> None:
    long = "It was told to everybody in the town that on this day a herring came."
    assert told("nearly", "\n\n".join([long, *[RAIN] * 8])) == [
        "a#p1 fish +4: Fish, by “herring”: common words said once beside other things"
    ]


def test_passages_by_weak_words_only() -> None:
    tides = Topic("theme", "docs/themes/tides.md", "tides", "Tides", (Term("ebb", "Sea"),))
    much = replace(tides, terms=tuple(Term(word, "Sea") for word in ("ebb", "flood", "surge")))
    net = "A net and a rod in ebb and flood."
    assert told("weak words only", f"{net}\n\nA pike.", topics=(FISH, much)) == [
        "a#p1 fish +0: Fish, by “net”, “rod”"
    ]
    assert told("weak words only", f"{net}\n\nA pike.", topics=(FISH, tides)) == []
    home = f"A pike.\n\nA net and a rod.\n\nA pike.\n\n{RAIN}"
    assert told("weak words only", home) == []


def test_passages_by_few_words_where_the_article_does_not_speak_of_their_theme() -> None:
    long = "It was told to everybody in the town that on this day a herring came."
    assert told("in passing", f"{long}\n\n{RAIN}\n\n{RAIN}") == ["a#p1 fish +9: Fish, by “herring”"]
    assert told("in passing", long) == []  # it is the whole article
    assert told("in passing", f"{long}\n\n{RAIN}\n\nA pike.\n\nA pike.") == []
    assert told("in passing", f"A herring came.\n\n{RAIN}\n\n{RAIN}") == []


def test_a_single_word_beside_another_theme_is_told_beside_a_passage_of_its_own_too() -> None:
    ferry = Topic("theme", "docs/themes/boats.md", "boats", "Boats", (Term("ferry", "Sea"),))
    rains = [RAIN] * 9
    one = "It was told to everybody in the town that on this day a herring came."
    two = f"{one[:-1]} in a net."
    home = "A pike and a herring and a pike: all that the sea gives to the town in a year or so."

    def told_of(*texts: str) -> list[str]:
        return told("in passing", "\n\n".join([*texts, *rains]), topics=(FISH, ferry))

    assert "a#p1 fish +4: Fish, by “herring”" in told_of(f"{one} A ferry met a ferry.", home)
    assert told_of(one, home) == []
    assert told_of(two, home) == []
    assert told_of(two) == ["a#p1 fish +9: Fish, by “herring”, “net”"]


def test_passages_of_no_theme() -> None:
    assert told("no theme", RAIN) == [f"a#p1  +0: {excerpt(RAIN)}"]
    assert told("no theme", SHORT) == [f"a#p1  +0: {SHORT}"]
    others = [RAIN] * 6  # of an article of nothing else the first stands for all
    assert told("no theme", "\n\n".join(others)) == [f"a#p1  +0: {excerpt(RAIN)}"]
    assert told("no theme", "\n\n".join(["A pike.", RAIN, "A pike.", *others])) == []
    assert told("no theme", "\n\n".join(["A pike.", SHORT, "A pike.", *others])) == []
    pact = name("Harbour Pact", NameKind.PROGRAMME)
    named = [f"They signed the Harbour Pact. {RAIN}", *others]
    assert [row[:9] for row in told("no theme", "\n\n".join(named), topics=(FISH, pact))] == [
        "a#p1  +6:"
    ]
    person = ["A pike.", f"They met Menon. {RAIN}", *others]
    assert told("no theme", "\n\n".join(person)) == []
    nearly = ["A net.", "A pike.", "A pike.", *others]
    assert told("no theme", "\n\n".join(nearly)) == []  # it is told as nearly gathered


def needless(text: str, **more: object) -> list[tuple[str, str, int]]:
    known = dossier([article("a", text, "", **more)], (FISH, MENON))
    kind = "needless override"
    return [(f.subject, f.message, f.line) for f in review(known) if f.kind == kind]


def test_places_that_change_nothing() -> None:
    into = "its words alone put the passage into `fish`; take the line out"
    out = "its words alone leave the passage out of `fish`; take the line out"
    text = "A pike.\n\nRain."
    assert needless(text, verdicts=(Verdict(1, "fish", True, 3),)) == [("fish", into, 3)]
    assert needless(text, verdicts=(Verdict(2, "fish", False, 4),)) == [("fish", out, 4)]
    assert (
        needless(text, verdicts=(Verdict(1, "fish", False, 3), Verdict(2, "fish", True, 4))) == []
    )
    assert needless(text, verdicts=(Verdict(1, "fish", True, 3, "Sea"),)) == []


def test_words_called_no_name_that_hold_none() -> None:
    text = "The Menon effect."
    assert needless(text, not_names=(Stretch(1, 4, 16),)) == []
    message = "“effect” holds no name; take it out of `names`"
    assert needless(text, not_names=(Stretch(1, 10, 16),)) == [("effect", message, 1)]
    assert len(needless(text, not_names=(Stretch(1, 9, 16),))) == 1
    assert len(needless(text, not_names=(Stretch(1, 0, 4),))) == 1
    assert needless(text, not_names=(Stretch(1, 8, 16),)) == []


def test_dates_and_figures_that_are_found_without_the_editors() -> None:
    text = "They met on 9 May 2025 and paid $5 million."
    day, sum_ = Stretch(1, 12, 22), Stretch(1, 32, 42)
    date = "the same dates are found without it; take it out of `dates`"
    assert needless(text, date_verdicts=(DateVerdict(day, "2025-05-09", 7),)) == [
        ("dates", date, 7)
    ]
    assert needless(text, date_verdicts=(DateVerdict(day, "2025-05-10", 7),)) == []
    assert needless(text, date_verdicts=(DateVerdict(day, None, 7),)) == []
    kept = needless(text, figure_verdicts=(FigureVerdict(sum_, "amount", 8),))
    figure = "the same figures are found without it; take it out of `figures`"
    assert kept == [("figures", figure, 8)]
    assert needless(text, figure_verdicts=(FigureVerdict(sum_, "target", 8),)) == []
    assert needless(text, figure_verdicts=(FigureVerdict(sum_, None, 8),)) == []
    other = f"Rain.\n\n{text}"
    assert needless(other, date_verdicts=(DateVerdict(Stretch(2, 12, 22), None, 7),)) == []


def test_names_without_a_page() -> None:
    assert told("name without a page", "They met Anna Larsen.") == []
    twice = told("name without a page", "They met Anna Larsen.", "They saw Anna Larsen.\n\nA Fish.")
    assert len(twice) == 1
    assert twice[0].endswith(
        "p1 Anna Larsen +2: Anna Larsen: 2 passages; scripts/check --stub 'Anna Larsen'"
    )
    assert told("name without a page", "They eat Fish.", "They like Fish.") == []
    many = "\n\n".join(["They met Anna Larsen."] * 9)
    assert " +4: " in told("name without a page", many)[0]


def test_names_and_terms_that_are_nowhere() -> None:
    (never,) = found("name never mentioned", "A pike.")
    assert (never.path, never.line, never.subject, never.message) == (
        "docs/names/ravi-menon.md",
        1,
        "ravi-menon",
        "Ravi Menon",
    )
    assert found("name never mentioned", "They met Menon.") == []
    terms = found("term never found", "They met Menon and a pike, with a net.")
    assert [(f.path, f.line, f.subject) for f in terms] == [
        ("docs/themes/fish.md", 4, "herring"),
        ("docs/themes/fish.md", 7, "rod"),
        ("docs/names/ravi-menon.md", 1, "Ravi Menon"),
    ]
    # of a name that is never mentioned the terms are not told one by one
    terms = found("term never found", "A pike, with a net and a rod for herring.")
    assert terms == []


def test_an_article_that_repeats_another_is_told_of_the_later_file() -> None:
    (twice,) = found("article twice", RAIN * 9, RAIN * 9)
    assert (twice.path, twice.subject) == ("seeds/b.md", "a")
    assert twice.message.startswith("seeds/a.md again (") and twice.message.endswith(
        "keep one of the two"
    )


def test_articles_without_a_date() -> None:
    (bare,) = found("no date", RAIN)
    missed = "last in every list, and their “today” and “in March” on no timeline"
    assert (bare.path, bare.line, bare.subject, bare.anchor) == ("seeds/a.md", 1, "", None)
    assert (bare.message, bare.risk) == (f"not in the Atom feeds, {missed}", RISKS["no date"] + 1)
    day = date(2025, 5, 9)
    (renewed,) = (
        f for f in review(dossier([article("a", RAIN, updated=day)])) if f.kind == "no date"
    )
    assert (renewed.message, renewed.risk) == (missed, RISKS["no date"])
    assert not any(f.kind == "no date" for f in review(dossier([article("a", RAIN, date=day)])))


def test_words_that_two_themes_gather() -> None:
    def both(*terms: Term) -> list[tuple[str, int, str]]:
        other = Topic("theme", "docs/themes/boats.md", "boats", "Boats", terms)
        kind: FindingKind = "word of two themes"
        return [(f.path, f.line, f.message) for f in found(kind, "A net.", topics=(FISH, other))]

    row = [("docs/themes/boats.md", 9, "`Nets` is also in fish.md:6")]
    assert both(Term("Nets", "Sea", line=9)) == row
    assert both(Term("NET", "Sea", line=9)) == []
    assert both(Term("net", "Sea", "void", line=9)) == []
    assert both(Term("nets and rods", "Sea", line=9)) == []
    assert both(Term("boat", "Sea", line=8), Term("boat", "Land", line=9)) == []


def test_findings_are_in_the_order_of_their_kinds_and_of_their_risk() -> None:
    text = "\n\n".join(["A pike.", RAIN, "A pike.", "A net and a rod.", *[RAIN] * 6])
    known = dossier([article("a", text), article("b", "A net.")], (FISH, MENON))
    findings = review(known)
    kinds = [*TITLES]
    assert [*findings] == sorted(findings, key=lambda f: (kinds.index(f.kind), -f.risk))
    assert len({f.kind for f in findings}) >= 4
    ids = [f.id for f in findings]
    assert len({*ids}) == len(ids) and all(len(each) == 6 for each in ids)
    assert review(known, settled={ids[0], ids[2]}) == (findings[1], *findings[3:])


def test_an_id_stays_until_its_words_change() -> None:
    def of(text: str) -> str:
        (finding,) = found("no theme", text)
        return finding.id

    assert of(RAIN) == of(RAIN.replace(" and", "\nand"))
    assert of(RAIN) != of(RAIN.replace("days", "weeks"))
    texts = ["They met Anna Larsen.", "They saw Anna Larsen."]
    other = ["They met Anna Larsen there.", "They saw Anna Larsen."]
    ids = [found("name without a page", *each)[0].id for each in (texts, other)]
    assert ids[0] == ids[1]


def test_what_to_do_is_said_of_the_passage_and_theme() -> None:
    text = f"It was told to everybody in the town that on this day a herring came.\n\n{RAIN}"
    (finding,) = found("in passing", f"{RAIN}\n\n{text}")
    assert finding.mend.startswith("if it is wrong, add `place: [{at: p2, not: [fish]}]`")
    assert (finding.article, finding.anchor, finding.path) == ("a", "p2", "seeds/a.md")


def test_settled_findings_are_listed_in_a_file(tmp_path: Path) -> None:
    assert read_settled(tmp_path) == frozenset()
    (tmp_path / SETTLED).write_text("abc123 no theme: seeds/a.txt p1\n\n  \nabc124\n", "utf-8")
    assert read_settled(tmp_path) == {"abc123", "abc124"}
    (tmp_path / SETTLED).write_bytes(b"\xff")
    assert read_settled(tmp_path) == frozenset()


def test_an_excerpt_is_one_line_of_some_length() -> None:
    assert excerpt("a  b\nc") == "a b c"
    assert excerpt("x" * 60) == "x" * 60
    assert excerpt("x" * 61) == "x" * 60 + "…"
    assert excerpt("one two", 4) == "one…"
