"""How like the words of a passage are to those of the passages of a theme."""

from dossier.core.model import Passage
from dossier.editing.likeness import Likeness
from hypothesis import given
from hypothesis import strategies as st
from support.values import article, dossier, theme

SEA = theme("Sea", {"Fish": ["herring"]})


def passages(*texts: str) -> list[Passage]:
    return [*dossier([article("a", "\n\n".join(texts))], [SEA]).passages]


def test_a_passage_is_like_those_whose_words_it_has() -> None:
    sea = [f"A herring, boats and lanterns before sunrise, {n}." for n in range(4)]
    town = [f"The mayor opened a library for children, {n}." for n in range(4)]
    *known, boats, mayor, news = passages(
        *sea, *town, "Boats with lanterns.", "The mayor’s children.", "Unheard tidings."
    )
    likeness = Likeness([*known, boats, mayor, news])
    assert likeness(boats, "sea") > 0 > likeness(mayor, "sea")
    assert likeness(news, "sea") == 0  # its words stand nowhere else
    assert Likeness([news])(news, "sea") == 0


@given(st.lists(st.text("abcdelmnoräßΩ5 ’.", min_size=1), min_size=1))
def test_it_does_not_depend_on_the_order_of_the_passages(texts: list[str]) -> None:
    row = [passage for passage in passages(*texts) if passage.gathers]
    for passage in row:
        there, back = Likeness(row)(passage, "sea"), Likeness(row[::-1])(passage, "sea")
        assert there == back and abs(there) < 1e9
