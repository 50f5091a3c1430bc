"""What stands above a plain text: its headline, and the line with outlet and day."""

from datetime import date
from pathlib import Path

import pytest
from dossier.core.model import Article
from dossier.reading.articles import read_article, read_dates
from hypothesis import given
from hypothesis import strategies as st

LONG = (
    "The harbour has been dredged for the third time since the spring, and the ferries can put in"
    " at low water again, as they could in Oslo."
)


def read(tmp_path: Path, text: str) -> Article:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    article = read_article(path, tmp_path)
    assert read_dates(path, tmp_path).when == article.when
    return article


def kinds(article: Article) -> list[str]:
    return [block.kind for block in article.blocks]


@pytest.mark.parametrize(
    ("line", "outlet", "published"),
    [
        ("The Lund Gazette, 14 March 2025", "The Lund Gazette", "2025-03-14"),
        ("Lund Post | March 14, 2025", "Lund Post", "2025-03-14"),
        ("14 March 2025, Lund Post", "Lund Post", "2025-03-14"),
        ("Source: Lund Post, Friday, 14 March 2025", "Lund Post", "2025-03-14"),
        ("Lund Post (14 March 2025)", "Lund Post", "2025-03-14"),
        ("Lund Post – 2025-03-14", "Lund Post", "2025-03-14"),
        ("NWA, Oslo, 14 Mar. 2025, 10:30 IST", "NWA", "2025-03-14"),
        ("By Anna Berg, Lund Post, 14 March 2025", "Lund Post", "2025-03-14"),
        ("Lund Post, March 2025", "Lund Post", "2025-03"),
    ],
)
@pytest.mark.parametrize("form", ["{}\n{}\n\n{}", "{}\n\n{}\n\n{}", "{} / {}\n\n{}", "{}\n{}\n{}"])
def test_title_outlet_and_day_are_taken(
    tmp_path: Path, form: str, line: str, outlet: str, published: str
) -> None:
    article = read(tmp_path, form.format("The harbour at last", line, LONG))
    assert article.title == "The harbour at last"
    assert article.source and (article.source.name, article.source.published) == (outlet, published)
    assert article.when == published and (article.date is None) == (len(published) < 8)
    assert kinds(article)[-2:] == ["imprint", "paragraph"]
    assert " ".join(" ".join(block.text for block in article.blocks).split()) == " ".join(
        form.format("The harbour at last", line, LONG).split()
    )


@pytest.mark.parametrize(
    "line", ["Oslo, 14 March 2025", "NEW TOWN, 14 March 2025", "14 March 2025"]
)
def test_a_town_is_no_outlet(tmp_path: Path, line: str) -> None:
    article = read(tmp_path, f"The harbour at last\n\n{line}\n\n{LONG}")
    assert article.source is None and article.when[5:] in ("03-14", "05-14")
    assert kinds(article) == ["heading", "imprint", "paragraph"]


@pytest.mark.parametrize("count", range(1, 13))
def test_the_name_of_an_outlet_has_eight_words_at_most(tmp_path: Path, count: int) -> None:
    outlet = " ".join(["Lund", *["Post"] * (count - 1)])
    article = read(tmp_path, f"The harbour at last\n\n{outlet}, 14 March 2025\n\n{LONG}")
    assert (article.source and article.source.name) == (outlet if count <= 8 else None)
    assert [block.kind == "imprint" for block in article.blocks] == [False, count <= 8, False]


@pytest.mark.parametrize("form", ["{}\n{}\n\n{}", "{}\n\n{}\n\n{}", "{} / {}\n\n{}"])
@pytest.mark.parametrize("count", [1, 30, 31])
def test_a_headline_has_thirty_words_at_most(tmp_path: Path, form: str, count: int) -> None:
    title = " ".join(["Quays"] * count)
    article = read(tmp_path, form.format(title, "Lund Post, 14 March 2025", LONG))
    assert ("imprint" in kinds(article)) is (count <= 30)
    assert bool(article.source) is (count <= 30)


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("LUND, 14 March 2025", "LUND"),  # as an agency has it
        ("LUNDE, 14 March 2025", ""),
        ("NEW LU, 14 March 2025", ""),
        ("L.U.N.D., 14 March 2025", "L.U.N.D"),
        ("Oslo, Lund Post, 14 March 2025", "Lund Post"),
        ("Post of Lund, 14 March 2025", "Post of Lund"),
        ("Die Post gibt Rat, 14 March 2025", None),  # four small letters are a word
        ("post of Lund, 14 March 2025", None),
        ("Lund Post, Oslo, Bergen, 14 March 2025", None),
        ("What now?, 14 March 2025", None),
        ("Lund Post, Friday, 14 March 2025 at 10:30 am, updated Monday 9.05 p.m. IST", "Lund Post"),
        ("Lund Post, on Friday, 14 March 2025, " + "Monday " * 9, "Lund Post"),  # sixteen words
        ("Lund Post, on Friday, 14 March 2025, " + "Monday " * 10, None),
        ("Lund Post, 1 March 1799", None),
        ("Lund Post, 1 March 1800", "Lund Post"),
        ("Lund Post, 1st Sept. 2025", "Lund Post"),
    ],
)
def test_what_a_line_below_the_headline_says(tmp_path: Path, line: str, outlet: str | None) -> None:
    article = read(tmp_path, f"The harbour at last\n\n{line}\n\n{LONG}")
    assert ("imprint" in kinds(article)) is (outlet is not None)
    assert (article.source.name if article.source else "") == (outlet or "")


def test_each_month_is_known_by_its_name_and_short(tmp_path: Path) -> None:
    for number in range(1, 13):
        month = date(2025, number, 1).strftime("%B")
        for written in (month, month[:3], month.upper()):
            article = read(tmp_path, f"The harbour\n\nLund Post, {written} 2025\n\n{LONG}")
            assert article.when == f"2025-{number:02}", written


def test_passages_below_a_headline_that_is_cut_off_have_their_lines(tmp_path: Path) -> None:
    text = f"The harbour\nLund Post,\n14 March 2025\n{LONG}\n\n{LONG}\n\n\n{LONG}"
    article = read(tmp_path, text)
    assert [(block.number, block.line) for block in article.blocks] == [
        *((1, 1), (2, 2), (3, 4), (4, 6), (5, 9))
    ]
    assert [block.kind for block in article.blocks][1] == "imprint"
    assert article.blocks[1].text == "Lund Post,\n14 March 2025"


def test_what_the_front_matter_says_comes_first(tmp_path: Path) -> None:
    front = "---\ntitle: Ours\ndate: 2024-01-02\nsource: Our Paper\n---\n"
    article = read(tmp_path, f"{front}The harbour at last\nLund Post, 14 March 2025\n\n{LONG}")
    assert (article.title, article.when) == ("Ours", "2024-01-02")
    assert article.source and article.source.name == "Our Paper"
    assert [block.line for block in article.blocks] == [6, 7, 9]
    alone = read(tmp_path, f"---\ntitle: Ours\n---\nLund Post, 14 March 2025\n\n{LONG}")
    assert kinds(alone) == ["imprint", "paragraph"]
    assert alone.source and (alone.title, alone.source.name) == ("Ours", "Lund Post")


def test_the_day_in_the_name_of_a_file_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "2024-01-02-harbour.txt"
    path.write_text(f"The harbour\nLund Post, 14 March 2025\n\n{LONG}", "utf-8")
    article = read_article(path, tmp_path)
    assert article.when == "2024-01-02" and article.source
    assert article.source.published == "2025-03-14"


@pytest.mark.parametrize(
    "text",
    [
        f"They met in Lund on 14 March 2025.\n\n{LONG}\n\n{LONG}",
        f"The harbour\nfor the third time\n\n{LONG}",
        f"The harbour\n\nOn 14 March 2025 it was dredged by the town.\n\n{LONG}",
        f"The harbour\n\nLund Post, 31 February 2025\n\n{LONG}",
        LONG,
    ],
)
def test_other_beginnings_are_left_as_they_are(tmp_path: Path, text: str) -> None:
    article = read(tmp_path, text)
    assert "imprint" not in kinds(article) and article.source is None and article.date is None
    assert [block.text for block in article.blocks] == text.split("\n\n")


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_word_is_lost(tmp_path_factory: pytest.TempPathFactory, one: str, other: str) -> None:
    text = f"W{one}\nLund Post, 14 March 2025\n{other}w"
    clean = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    article = read(tmp_path_factory.mktemp("a"), clean)
    assert " ".join(block.text for block in article.blocks).split() == clean.split()
