"""Dates, numbers, addresses and colours as people read them."""

from datetime import date

import pytest
from dossier.core.format import counted, day, host, hue, shortened, sized
from hypothesis import given
from hypothesis import strategies as st
from support.values import theme


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 passages"), (1, "1 passage"), (2, "2 passages"), (1200, "1,200 passages")],
)
def test_numbers_have_their_noun(count: int, words: str) -> None:
    assert counted(count, "passage") == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        *((1, "1 byte"), (999, "999 bytes"), (1000, "1 KB"), (999_499, "999 KB")),
        *((999_500, "1.0 MB"), (1_234_567_890, "1,234.6 MB")),
    ],
)
def test_a_file_is_as_large_as_people_say(count: int, words: str) -> None:
    assert sized(count) == words


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("a word", "a word"),
        ("ten of them", "ten of…"),
        ("one, two – three", "one, two…"),
        ("unendingly", "unendingl…"),
    ],
)
def test_a_text_is_cut_between_words(text: str, beginning: str) -> None:
    assert shortened(text, 9 if " of" not in text else 8) == beginning


@pytest.mark.parametrize(
    ("when", "words"),
    [("2025", "2025"), ("2025-12", "December 2025"), ("2025-12-09", "9 December 2025"), ("", "")],
)
def test_a_date_is_said_as_far_as_it_is_known(when: str, words: str) -> None:
    assert day(when) == words


@given(st.dates())
def test_a_date_can_be_read_back(when: date) -> None:
    number, month, year = day(when).split()
    assert (int(number), month, int(year)) == (when.day, when.strftime("%B"), when.year)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example.org/a?b", "example.org"),
        ("https://news.example.org:8000/", "news.example.org"),
        ("https://example.org./", "example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_a_source_is_called_by_its_host(url: str, name: str) -> None:
    assert host(url) == name


def test_themes_take_the_colours_in_turn() -> None:
    themes = [theme(f"Theme {number}", {}) for number in range(10)]
    assert [hue(themes, each) for each in themes] == [1, 2, 3, 4, 5, 6, 7, 8, 1, 2]
