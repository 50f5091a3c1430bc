"""How like the words of a passage are to those of the passages of a theme."""

from dossier.editing.likeness import Likeness, words_of
from hypothesis import given
from hypothesis import strategies as st
from support.values import article, dossier, theme

SEA = theme("Sea", {"Fish": ["herring"]})


def rows(*texts: str) -> list[tuple[str, list[str]]]:
    """Of each passage of an article the words, and the themes."""
    known = dossier([article("a", "\n\n".join(texts))], [SEA])
    gathering = [passage for passage in known.passages if passage.gathers]
    return [(words_of(p.block.text), [theme.slug for theme in p.themes]) for p in gathering]


def test_a_passage_is_like_those_whose_words_it_has() -> None:
    sea = [f"A herring, boats and lanterns before sunrise, {n}." for n in range(4)]
    town = [f"The mayor opened a library for children, {n}." for n in range(4)]
    *known, boats, mayor, news = rows(
        *sea, *town, "Boats with lanterns.", "The mayor’s children.", "Unheard tidings."
    )
    likeness = Likeness([*known, boats, mayor, news])
    assert likeness(boats[0], "sea") > 0 > likeness(mayor[0], "sea")
    assert likeness(news[0], "sea") == 0  # its words stand nowhere else
    assert Likeness([news])(news[0], "sea") == 0


@given(st.lists(st.text("abcdelmnoräßΩ5 ’.", min_size=1), min_size=1))
def test_it_does_not_depend_on_the_order_of_the_passages(texts: list[str]) -> None:
    known = rows(*texts)
    for words, _ in known:
        there, back = Likeness(known)(words, "sea"), Likeness(known[::-1])(words, "sea")
        assert there == back and abs(there) < 1e9
