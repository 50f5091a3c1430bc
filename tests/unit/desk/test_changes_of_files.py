"""What a change asked for at the desk makes of the texts of files, and why it cannot be made."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from dossier.desk.changes import CHANGES, CannotChange, Files, apply_all
from support.values import article, dossier, name, theme

SEA = theme("Sea", {"Boats": ["ferry"], "Fish": ["herring"]})
ANNA = name("Anna Rao")
WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen".split()
SEED, SEA_PAGE, ANNA_PAGE = "seeds/talks.md", SEA.path, ANNA.path
SEA_TEXT = "---\ntitle: Sea\nterms:\n  Boats: [ferry]\n  Fish:\n    - herring\n---\n"


def front(lines: str = "") -> str:
    return f"---\ntitle: Talks\n{lines}---\n"


def change(text: str, lines: str = "", file: str = SEED, /, **asked: Any) -> str | None:
    """The front matter that a change makes of an article’s; None if nothing changes."""
    seed = article("talks", text)
    texts = {
        SEED: front(lines) + text,
        SEA_PAGE: SEA_TEXT,
        ANNA_PAGE: "---\ntitle: Anna Rao\nkind: person\n---\n",
        "settled.txt": "aaaaaa in passing: a",
    }
    with TemporaryDirectory() as folder:
        for path, content in texts.items():
            (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / path).write_text(content, "utf-8")
        known = dossier([seed], [SEA, ANNA])
        files = Files(Path(folder), known, {"bbbbbb": "bbbbbb no date"}, {})
        made = apply_all(CHANGES.validate_python([asked]), files)
    assert made.keys() <= {file}
    return made[file].removesuffix(text) if made else None


def place(text: str, anchor: str = "p1", lines: str = "", **more: Any) -> str | None:
    asked = {"do": "place", "path": SEED, "anchor": anchor, "theme": "sea", "belongs": True}
    return change(text, lines, **{**asked, **more})


@pytest.mark.parametrize(
    ("alike", "at"),
    [
        (0, "one two three four"),
        (3, "one two three four"),
        (4, "one two three four five"),
        (11, "one two three four five six seven eight nine ten eleven twelve"),
        (12, "p1"),
        (13, "p1"),
    ],
)
def test_a_passage_is_named_by_the_words_that_it_alone_begins_with(alike: int, at: str) -> None:
    """Of two that have so many words in common the first is placed; they have thirteen."""
    one, other = " ".join(WORDS), " ".join([*WORDS[:alike], *["more"] * (13 - alike)])
    made = place(f"{one}\n\n{other}")
    assert made == front(f"place:\n  - at: {at}\n    in: [sea]\n")


@pytest.mark.parametrize(("count", "at"), [(3, "p1"), (4, "one two three four")])
def test_a_short_passage_is_named_by_its_anchor(count: int, at: str) -> None:
    assert place(" ".join(WORDS[:count])) == front(f"place:\n  - at: {at}\n    in: [sea]\n")


def test_a_verdict_takes_the_place_of_another_on_the_same_theme() -> None:
    here = "place:\n  - at: p1\n    in: [sea/Boats, trade]\n"
    assert place("Rain.", lines=here, subtopic="Fish") == front(
        "place:\n  - at: p1\n    in: [trade, sea/Fish]\n"
    )
    assert place("Rain.", lines=here, belongs=False) == front(
        "place:\n  - at: p1\n    in: [trade]\n"
    )
    alone = "place:\n  - at: p1\n    in: sea\n"
    assert place("Rain.", lines=alone, belongs=False) == front()
    assert place("A ferry.", lines=alone) == front()  # its words say so
    assert place("A ferry.", belongs=False) == front("place:\n  - at: p1\n    not: [sea]\n")
    assert place("A ferry.", subtopic="Fish") == front("place:\n  - at: p1\n    in: [sea/Fish]\n")
    other = "place:\n  - at: p2\n    in: [sea]\n"
    assert place("Rain.\n\nFog.", lines=other) == front(f"{other}  - at: p1\n    in: [sea]\n")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"path": "seeds/none.md"}, "seeds/none.md is no article that is shown; reload the page"),
        ({"anchor": "p9"}, "seeds/talks.md has no passage p9; reload the page"),
        ({"theme": "ships"}, "there is no theme `ships`"),
        ({"theme": "anna-rao"}, "there is no theme `anna-rao`"),
        ({"anchor": "p1"}, "a heading or footnote belongs to no theme"),
        ({"subtopic": "Ships"}, "Sea has no subtopic “Ships”"),
        ({"do": "alias", "name": "sea", "words": ["x"]}, "there is no name `sea`"),
        ({"do": "settle", "ids": ["aaaaaa"]}, "that was settled already"),
        (
            {"do": "term", "theme": "sea", "words": "wave", "strength": "weak"},
            "say under which subtopic of Sea “wave” belongs",
        ),
        ({"do": "describe", "path": SEED, "keys": {"slug": "x"}}, "`slug` is not to be set here"),
        (
            {"do": "lead", "path": SEED, "anchor": "p2", "words": "rain"},
            "“rain” stands 2 times in the passage; select other words",
        ),
        (
            {"do": "lead", "path": SEED, "anchor": "p2", "words": "snow"},
            "“snow” stands nowhere in the passage; select other words",
        ),
    ],
)
def test_why_a_change_cannot_be_made(asked: dict[str, Any], message: str) -> None:
    place = {"do": "place", "path": SEED, "anchor": "p2", "theme": "sea", "belongs": True}
    with pytest.raises(CannotChange) as error:
        change("# Weather\n\nIt is rain, rain.", **(asked if "do" in asked else {**place, **asked}))
    assert str(error.value) == message


def test_front_matter_that_cannot_be_read_is_to_be_mended_first() -> None:
    with pytest.raises(CannotChange) as error:
        place("Rain.", lines="a: b: c\n")
    said = "seeds/talks.md: mapping values are not allowed here; mend it by hand first"
    assert str(error.value) == said


def term(words: str, strength: str, subtopic: str | None = None) -> str | None:
    asked = {"do": "term", "theme": "sea", "words": words, "strength": strength}
    return change("Rain.", "", SEA_PAGE, **asked, subtopic=subtopic)


def test_a_term_stands_under_its_subtopic() -> None:
    head, boats, fish = "---\ntitle: Sea\n", "  Boats: [ferry]\n", "  Fish:\n    - herring\n"
    assert term("cod", "strong", "Fish") == f"{head}terms:\n{boats}{fish}    - cod\n---\n"
    assert term("cod", "strong", "Birds") == (
        f"{head}terms:\n{boats}{fish}  Birds:\n    - cod\n---\n"
    )
    assert term("cod", "weak", "Fish") == (
        f"{head}terms:\n{boats}{fish}weak:\n  Fish:\n    - cod\n---\n"
    )
    assert term("herring", "weak") == f"{head}terms:\n{boats}weak:\n  Fish:\n    - herring\n---\n"
    assert term("ferry", "none") == f"{head}terms:\n{fish}---\n"
    assert term("ferry", "except") == f"{head}terms:\n{fish}except:\n  - ferry\n---\n"
    assert term("herring", "strong") is None
    assert term("cod", "none") is None


def test_other_forms_stand_below_the_kind_and_each_once() -> None:
    asked = {"do": "alias", "name": "anna-rao", "words": ["Rao", "Ms Rao", "Rao"]}
    made = change("Rain.", "", ANNA_PAGE, **asked)
    assert made is not None
    assert made.startswith("---\ntitle: Anna Rao\nkind: person\naliases:\n  - Rao\n  - Ms Rao\n")


def test_what_is_settled_stands_on_a_line_of_its_own() -> None:
    made = change("Rain.", "", "settled.txt", do="settle", ids=["bbbbbb", "cccccc"])
    assert made == "aaaaaa in passing: a\nbbbbbb no date\n"


def said(do: str, words: str, lines: str = "", **more: Any) -> str | None:
    return change(
        "It cost $5 million on 9 May.", lines, do=do, path=SEED, anchor="p1", words=words, **more
    )


def test_dates_and_figures_are_what_an_editor_says() -> None:
    at = "  - at: 9 May\n"
    assert said("date", "9 May", date="2025-05-09") == front(f"dates:\n{at}    date: 2025-05-09\n")
    assert said("date", "9 May", date="2025-05") == front(f"dates:\n{at}    date: 2025-05\n")
    assert said("date", "9 May") == front("dates:\n  - not: 9 May\n")
    five = "  - at: $5 million\n"
    assert said("figure", "$5 million", kind="target") == front(
        f"figures:\n{five}    kind: target\n"
    )
    assert said("figure", "$5 million") == front("figures:\n  - not: $5 million\n")
    other = "dates:\n  - at: It cost\n    date: 2024-01-01\n"
    assert said("date", "9 May", other) == front(f"{other}  - not: 9 May\n")
    shared = "dates:\n  - not: on 9\n"
    assert said("date", "9 May", shared, date="2025") == front(f'dates:\n{at}    date: "2025"\n')


def test_a_note_has_one_source_or_more() -> None:
    note = {"words": "9 May", "note": "Why?"}
    one, two = "https://example.org/a", "https://example.org/b"
    begin = "notes:\n  - at: 9 May\n    note: Why?\n"
    assert said("note", **note, source=one) == front(f"{begin}    source: {one}\n")
    assert said("note", **note, source=[one, two]) == front(
        f"{begin}    source:\n      - {one}\n      - {two}\n"
    )


def described(lines: str, **keys: Any) -> str | None:
    return change("Rain.", lines, do="describe", path=SEED, keys=keys)


def test_keys_stand_in_the_order_in_which_people_write_them() -> None:
    made = described("language: en\n", draft=True, date="2025-05-09", authors=["Rao, Anna"])
    assert made == front("date: 2025-05-09\nauthors:\n  - Rao, Anna\nlanguage: en\ndraft: true\n")
    assert described("lead: Rain.\n", description="In short") == front(
        "description: In short\nlead: Rain.\n"
    )


@pytest.mark.parametrize("length", [95, 96, 97, 98, 99, 100, 101, 120, 250])
def test_a_text_of_more_than_a_hundred_letters_is_folded(length: int) -> None:
    """Lines are filled up to 96 letters; words are of four."""
    text = ("abcd " * 60)[:length].rstrip().ljust(length, "x")
    made = described("", description=text)
    assert made is not None
    _, *rows = made.removesuffix("---\n").splitlines()[1:]
    if length <= 100:
        assert rows == [f"description: {text}"]
        return
    assert rows[0] == "description: >-"
    lines = [row.removeprefix("  ") for row in rows[1:]]
    assert " ".join(lines) == text
    assert all(len(line) <= 96 for line in lines)
    for line, following in pairwise(lines):
        assert len(f"{line} {following.split()[0]}") > 96


def test_what_is_empty_is_taken_out_and_what_is_the_same_stays_as_it_is() -> None:
    lines = "date: 2025-05-09  # by the stamp\nsource: {name: A Paper, url: https://example.org/}\n"
    assert described(lines, date="2025-05-09") is None
    assert described(lines, source={"name": "A Paper"}) is None
    assert described(lines, source={"url": ""}) == front(
        lines.replace(", url: https://example.org/", "")
    )
    assert described(lines, source={"name": "Ours"}) == front(lines.replace("A Paper", "Ours"))
    assert described(lines, source=None, date="") == front()
    assert described("", source={"name": "A Paper", "url": None}) == front(
        "source:\n  name: A Paper\n"
    )
    assert described("", title="2025-02-31", language="on") == (
        '---\ntitle: "2025-02-31"\nlanguage: "on"\n---\n'
    )
