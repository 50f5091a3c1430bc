"""Whatever is wrong in front matter is told on its own line, with how to put it right."""

import pytest
from dossier.core.problems import Problems
from dossier.reading.front_matter import LONGEST, NameKeys, SeedKeys, ThemeKeys, parse, split

WRONG = {
    # what no YAML may hold
    'title: "a\\x07b"': "1: escapes the character",
    "title: A\nupdated: 2025-02-30": "2: `2025-02-30` is no day of the calendar; correct it",
    "authors:\n  - A\n  - 2025-02-30": "3: `2025-02-30` is no day",
    "title: A\ndate: 2025-01-01\ntitle: B": "3: `title` stands here twice; keep one of the two",
    "source:\n  name: A\n  url: B\n  name: C": "4: `name` stands here twice",
    "title: A\nauthors: &a [x]": "2: anchors and aliases (`&`, `*`) are not allowed",
    "title: A\nlead: !x y": "2: tags (`!`) are not allowed",
    "title: A\nlead: b: c": "2: the front matter is not valid YAML (mapping values",
    "title: A\nauthors: [B\nlead: C": "3: the front matter is not valid YAML",
    "title: A\nlead: 'B\nlanguage: en": "2: the front matter is not valid YAML (found unexpected",
    "title: A\nsource:\n\tname: B": "3: the front matter is not valid YAML (found character",
    # what no article has
    "title: A\nlanguag: en": "2: `languag` is not a known key; did you mean `language`?",
    "LEAD: A": "1: `LEAD` is not a known key; did you mean `lead`?",
    "source:\n  name: A\n  licens: B": "3: `source.licens` is not a known key; did you mean",
    "place:\n  - at: A\n    inn: [b]": "3: `place.0.inn` is not a known key; did you mean `in`?",
    "withdrawn:\n  on: 2025-01-01": "1: `withdrawn.why` is missing; add a line `why: …`",
    "title: A\ndraft: perhaps": "2: `draft` must be `true` or `false`",
    "title: ''": "1: `title` is empty; write something or take the line out",
    "title: '  '": "1: `title` is blank; write something",
    "title: A\nauthors: B": "",
    "title: A\nauthors: {b: c}": "2: `authors` must be a list; write each item on a line",
    "title: A\nevent: B": "2: `event` must be a group of `key: value` lines below it",
    "title: A\ndate: 2025": "2: `date` must be a date such as 2025-12-09, without quotes",
    "source: {name: A, published: May}": "1: `source.published` must be a date such as 2025, 2025",
    "title: A\nlanguage: English": "2: `language` must be a language code such as en, en-GB or hi",
    "formerly: [Old Talks]": "1: `formerly.0` must be lower-case words and numbers joined by",
}


def told(source: str, keys: type[SeedKeys | ThemeKeys | NameKeys] = SeedKeys) -> list[str]:
    """The problems of some front matter, with their lines in it."""
    try:
        parse("seeds/a.md", source, keys)
    except Problems as error:
        return [f"{problem.line - 1}: {problem.message}" for problem in error.problems]
    return []


@pytest.mark.parametrize("above", range(5))
@pytest.mark.parametrize("source", WRONG)
def test_a_mistake_is_told_on_its_line(source: str, above: int) -> None:
    """However many lines stand above it."""
    line, _, message = WRONG[source].partition(": ")
    problems = told("# a note\n" * above + source)
    if not message:
        assert problems == []
    else:
        (problem,) = problems
        assert problem.startswith(f"{int(line) + above}: {message}")


def test_all_mistakes_are_told_at_once() -> None:
    (mistake,) = told("- a\n- b")
    assert mistake == "1: the front matter is not a list of `key: value` lines; write it as such"
    assert [problem.partition(" ")[0] for problem in told("titel: A\ndraft: 3\nslug: B C")] == [
        *("1:", "2:", "3:")
    ]
    twice = "date: 2025-02-30\ntitle: A\nupdated: 2025-02-31\ntitle: B"
    assert [problem[:1] for problem in told(twice)] == ["1", "3", "4"]


def test_front_matter_may_be_as_long_as_the_limit() -> None:
    title = "title: A"
    assert told(f"{title}\n#".ljust(LONGEST, "x")) == []
    (problem,) = told(f"{title}\n#".ljust(LONGEST + 1, "x"))
    assert problem == f"0: the front matter is longer than {LONGEST:,} characters; shorten it"


@pytest.mark.parametrize(
    ("form", "most"),
    [
        ("title: {}", 300),
        ("description: {}", 2000),
        ("slug: {}", 100),
        ("source: {}", 300),
        ("source: {{name: A, url: {}}}", 2000),
    ],
)
def test_a_value_may_be_as_long_as_its_limit(form: str, most: int) -> None:
    begin = "https://example.org/" if "url" in form else ""
    assert told(form.format(begin.ljust(most, "a"))) == []
    (problem,) = told(form.format(begin.ljust(most + 1, "a")))
    assert problem.startswith("1: ") and "is too long; shorten it" in problem


def test_what_topics_lack_is_told() -> None:
    assert told("title: A", ThemeKeys) == ["1: `terms` is missing; add a line `terms: …`"]
    assert told("title: A\nterms: {}", ThemeKeys) == ["2: `terms` is empty; add at least one entry"]
    (kind,) = told("title: A\nkind: thing", NameKeys)
    assert kind.startswith("2: `kind` must be one of ") and "person" in kind
    assert told("title: A\nkind: person\nalias: [B]", NameKeys) == [
        "3: `alias` is not a known key; did you mean `aliases`?"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Words.", ("", "Words.", 1)),
        ("---\ntitle: A\n---\nWords.", ("title: A\n", "Words.", 4)),
        ("--- \ntitle: A\nlead: B\n---\t\n\nWords.", ("title: A\nlead: B\n", "\nWords.", 5)),
        ("---\n---\nWords.", ("", "Words.", 3)),
        ("---\ntitle: A\n---", ("title: A\n", "", 3)),
        ("\n---\nWords: more.", ("", "\n---\nWords: more.", 1)),
    ],
)
def test_the_text_begins_below_the_front_matter(text: str, expected: tuple[str, str, int]) -> None:
    assert split("a.md", text) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [("\n\n\n---\ntitle: A\n---\n", 4), ("-----\ndate: x\n", 1), ("\n––\n lead: x\n", 2)],
)
def test_front_matter_that_begins_elsewhere_is_told(text: str, line: int) -> None:
    with pytest.raises(Problems) as error:
        split("a.md", text)
    (problem,) = error.value.problems
    assert (problem.line, problem.message) == (
        line,
        "front matter begins with `---` on the first line; let it begin so",
    )


def test_front_matter_that_does_not_end_is_told() -> None:
    with pytest.raises(Problems) as error:
        split("a.md", "---\ntitle: A\n")
    assert str(error.value) == "a.md:1: the front matter is not closed; add a line `---` below it"
