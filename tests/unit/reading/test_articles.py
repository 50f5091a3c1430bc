"""A seed → an article: what its name, its front matter and its text say of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from dossier.core.model import Article, Change, Event, Source
from dossier.core.problems import Problems
from dossier.reading import articles
from dossier.reading.articles import check_slugs, newest_first, read_article, read_dates, undated
from hypothesis import given
from hypothesis import strategies as st
from support.values import article


def read(root: Path, name: str, text: str) -> Article:
    path = root / "seeds" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return read_article(path, root)


def told(root: Path, name: str, text: str) -> list[str]:
    """The problems of a seed."""
    with pytest.raises(Problems) as error:
        read(root, name, text)
    return [str(problem) for problem in error.value.problems]


FULL = """---
title: Talks
date: 2025-12-09
updated: 2025-12-10
authors: [Rao, A body]
source: {name: A Paper, url: 'https://example.org/', published: 2025-12, licence: CC BY}
event: {date: 2025-12-08, place: New Delva}
language: en-IN
description: In short.
draft: true
slug: the-talks
formerly: [old-talks]
corrections: [{on: 2025-12-12, what: A number.}, {on: 2025-12-11, what: A name.}]
withdrawn: {on: 2025-12-13, why: Invented.}
---
Words.
"""


def test_front_matter_says_what_is_known(tmp_path: Path) -> None:
    found = read(tmp_path, "a.txt", FULL)
    assert replace(found, blocks=()) == Article(
        path="seeds/a.txt",
        slug="the-talks",
        title="Talks",
        blocks=(),
        date=date(2025, 12, 9),
        updated=date(2025, 12, 12),
        authors=("Rao", "A body"),
        source=Source("A Paper", "https://example.org/", "2025-12", "CC BY"),
        event=Event(date(2025, 12, 8), "New Delva"),
        language="en-IN",
        description="In short.",
        draft=True,
        formerly=("old-talks",),
        corrections=(
            Change(date(2025, 12, 12), "A number."),
            Change(date(2025, 12, 11), "A name."),
        ),
        withdrawn=Change(date(2025, 12, 13), "Invented."),
    )


def test_without_front_matter_the_name_of_the_file_says_it(tmp_path: Path) -> None:
    found = read(tmp_path, "2025-12-09 The Talks.txt", "Words. More.\n")
    assert (found.slug, found.date, found.title) == ("the-talks", date(2025, 12, 9), "Words.")
    assert (found.updated, found.source, found.event, found.withdrawn) == (None,) * 4
    assert not found.draft and not found.corrections
    own = read(tmp_path, "2025-12-09-talks.txt", "---\ndate: 2024-01-02\n---\nWords.\n")
    assert (own.slug, own.date) == ("talks", date(2024, 1, 2))


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("2025-12-09-talks", "talks"),
        ("2025-12-09 talks", "talks"),
        ("2025-12-09__talks", "talks"),
        ("2025-12-09", "2025-12-09"),
        ("2025-12-09talks", "2025-12-09talks"),
        ("talks-2025-12-09", "talks-2025-12-09"),
    ],
)
def test_the_day_before_a_name_is_no_part_of_it(stem: str, name: str) -> None:
    assert undated(stem) == name


def test_a_name_that_is_a_day_alone_is_one(tmp_path: Path) -> None:
    found = read(tmp_path, "2025-12-09.txt", "Words.")
    assert (found.slug, found.date) == ("2025-12-09", date(2025, 12, 9))


def test_text_is_cut_into_blocks_by_the_kind_of_the_file(tmp_path: Path) -> None:
    text = "# One *two*\n\nThree\n"
    plain = read(tmp_path, "a.txt", text)
    assert [(b.kind, b.text, b.line) for b in plain.blocks] == [
        ("paragraph", "# One *two*", 1),
        ("paragraph", "Three", 3),
    ]
    markdown = read(tmp_path, "b.md", f"---\nlanguage: en\n---\n{text}")
    assert [(b.kind, b.text, b.line) for b in markdown.blocks] == [
        ("heading", "One two", 4),
        ("paragraph", "Three", 6),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A first sentence. A second.", "A first sentence."),
        ("Words.\n\n## A  *title*\n\nMore.", "A title"),
        ("A\nfirst sentence.", "A first sentence."),
        ("a" * 89 + ".", "a" * 89 + "."),
        ("Word " * 17 + "so, and on.", "Word " * 17 + "so…"),
        ("Word " * 17 + "ends and on.", "Word " * 17 + "ends…"),
        ("Word " * 18 + "ends.", ("Word " * 18).strip() + "…"),
        ("a" * 200, "a" * 90 + "…"),
    ],
)
def test_a_title_is_found_in_the_text(tmp_path: Path, text: str, title: str) -> None:
    assert read(tmp_path, "a.md", text).title == title


def test_the_title_of_a_long_text_is_found_in_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "LONGEST_SENTENCE", 7)
    assert read(tmp_path, "a.txt", "One two three.").title == "One two"


@given(st.text("ab ,;–.", max_size=200))
def test_a_title_is_short(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Words of the text, and no longer than a line."""
    title = read(tmp_path_factory.getbasetemp(), "a.txt", f"a{text}").title
    assert len(title) <= articles.LONGEST_TITLE + 1
    assert " ".join(f"a{text}".split()).startswith(title.removesuffix("…"))


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.txt", " \n", "seeds/a.txt:1: has no text; write the article or delete the file"),
        (
            "a.txt",
            "---\ntitle: A\n---\n\n",
            "seeds/a.txt:4: has no text; write the article or delete the file",
        ),
        (
            "2025-02-30-a.txt",
            "Words.",
            "seeds/2025-02-30-a.txt:1: the file's name begins with 2025-02-30, which is no date;"
            " rename the file",
        ),
        (
            "index.txt",
            "Words.",
            "seeds/index.txt:1: the file's name gives the slug `index`, which cannot be used;"
            " add a `slug`",
        ),
        (
            "!.txt",
            "Words.",
            "seeds/!.txt:1: the file's name gives the slug ``, which cannot be used; add a `slug`",
        ),
        (
            f"{'a' * 101}.txt",
            "Words.",
            f"seeds/{'a' * 101}.txt:1: the file's name gives a slug of over 100 characters;"
            " add a `slug`",
        ),
        ("a.md", "[^1]: ", "seeds/a.md:1: has no text; write the article or delete the file"),
    ],
)
def test_what_is_no_article_is_said(tmp_path: Path, name: str, text: str, problem: str) -> None:
    assert told(tmp_path, name, text) == [problem]


def test_a_slug_may_be_as_long_as_the_limit(tmp_path: Path) -> None:
    assert read(tmp_path, f"{'a' * 100}.txt", "Words.").slug == "a" * 100


def test_sizes_are_looked_at_before_the_text_is_read(tmp_path: Path) -> None:
    long = "word " * 11_000
    for name in ("a.txt", "a.md"):
        (problem,) = told(tmp_path, name, f"---\ntitle: A\n---\n{long}")
        assert problem.startswith(f"seeds/{name}:4: this block has over 50,000 characters")
    (deep,) = told(tmp_path, "a.md", f"---\ntitle: A\n---\n{'[' * 30}")
    assert deep.startswith("seeds/a.md:4: has too many brackets")


NOTED = """---
notes:
- {at: third words, note: "Not  so.", source: 'https://example.org/c'}
- {at: first, note: So., source: ['https://example.org/a', 'https://example.org/b']}
- {at: words here, note: So too., source: 'https://example.org/d'}
---
The first words here.

The third words.
"""


def test_notes_are_numbered_in_the_order_of_the_text(tmp_path: Path) -> None:
    found = read(tmp_path, "a.txt", NOTED)
    texts = {block.number: block.text for block in found.blocks}
    assert [
        (n.number, texts[n.about.block][n.about.start : n.about.end], n.text, n.sources)
        for n in found.notes
    ] == [
        (1, "first", "So.", ("https://example.org/a", "https://example.org/b")),
        (2, "words here", "So too.", ("https://example.org/d",)),
        (3, "third words", "Not so.", ("https://example.org/c",)),
    ]


def test_every_note_that_cannot_be_placed_is_said(tmp_path: Path) -> None:
    text = NOTED.replace("The third", "## The first").replace("at: first", "at: The first")
    first, second = told(tmp_path, "a.md", text)
    assert first.startswith("seeds/a.md:3: `third words`")
    assert second.startswith("seeds/a.md:4: `The first`")
    code = read(tmp_path, "a.md", NOTED.replace("The third", "    The third"))
    assert len(code.notes) == 3
    heading = NOTED.replace("The third", "## The third")
    assert told(tmp_path, "a.md", heading) == [
        "seeds/a.md:3: `third words` stands in a heading; attach the note to a passage below it"
    ]


def test_what_is_needed_to_publish_an_article_is_read_without_its_text(tmp_path: Path) -> None:
    read(tmp_path, "2025-12-09-a.txt", FULL)
    short = read_dates(tmp_path / "seeds/2025-12-09-a.txt", tmp_path)
    whole = read_article(tmp_path / "seeds/2025-12-09-a.txt", tmp_path)
    assert (short.path, short.when, short.draft) == (whole.path, whole.when, whole.draft)
    assert (short.source, short.event) == (whole.source, whole.event)
    read(tmp_path, "2025-12-09-b.txt", "Words.")
    assert read_dates(tmp_path / "seeds/2025-12-09-b.txt", tmp_path).date == date(2025, 12, 9)


def test_no_two_articles_have_one_address() -> None:
    seeds = [
        replace(article(slug, "Words.", formerly=formerly), path=f"seeds/{path}.md")
        for path, slug, formerly in (
            ("one", "talks", ()),
            ("two", "talks", ()),
            ("three", "visit", ("talks", "tour", "visit")),
            ("four", "trip", ("tour", "voyage")),
        )
    ]
    assert [str(problem) for problem in check_slugs(seeds)] == [
        "seeds/two.md:1: has the same slug, `talks`, as seeds/one.md;"
        " rename one of the files, or give it a `slug` of its own",
        "seeds/three.md:1: `talks` is or was the address of seeds/one.md;"
        " take it out of `formerly`",
        "seeds/three.md:1: `visit` is or was the address of seeds/three.md;"
        " take it out of `formerly`",
        "seeds/four.md:1: `tour` is or was the address of seeds/three.md;"
        " take it out of `formerly`",
    ]
    assert check_slugs(seeds[:1]) == []


def test_the_newest_article_is_first_and_that_without_a_date_last() -> None:
    seeds = [
        article("bare", "Words."),
        article("year", "Words.", source=Source("A Paper", published="2024")),
        article("b", "Words.", date=date(2025, 3, 1)),
        article("a", "Words.", date=date(2025, 3, 1)),
        article("next", "Words.", date=date(2025, 3, 2)),
        article("old", "Words.", date=date(2023, 12, 31)),
    ]
    slugs = [each.slug for each in sorted(seeds, key=newest_first)]
    assert slugs == ["next", "a", "b", "year", "old", "bare"]
