"""Lists of places, as bytes, and the index that stands in the place of an older one."""

import json
from pathlib import Path

from dossier.core.cache import Cache
from dossier.search.index import write_index
from dossier.search.postings import encode_places, varints
from hypothesis import given
from hypothesis import strategies as st
from support.values import article, dossier


def decoded(data: bytes) -> list[int]:
    """The numbers of seven bits to a byte, as the standard of DWARF describes LEB128."""
    numbers, number, shift = list[int](), 0, 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(number)
            number = shift = 0
    assert not shift
    return numbers


@given(st.lists(st.integers(0, 2**40)))
def test_numbers_are_read_as_they_were_written(numbers: list[int]) -> None:
    assert decoded(varints(numbers)) == numbers


def test_small_numbers_take_a_byte() -> None:
    for number, length in ((0, 1), (127, 1), (128, 2), (16_383, 2), (16_384, 3)):
        assert len(varints([number])) == length


@given(st.sets(st.integers(0, 10_000)).map(sorted))
def test_places_are_told_by_their_distances(places: list[int]) -> None:
    count, *rows = decoded(encode_places(places))
    assert count == len(places) and len(rows) == 2 * count
    assert [sum(rows[: 2 * n + 1 : 2]) for n in range(count)] == places
    assert set(rows[1::2]) <= {1}


def test_an_older_index_goes_when_the_new_one_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "search/data"
    builds: list[str] = []
    for text in ("The ship came.", "The boat left.", "The boat left."):
        write_index(dossier([article("a", text)]), tmp_path, Cache())
        builds.append(json.loads((folder / "entry.json").read_bytes())["build"])
        assert [path.name for path in folder.glob("*/")] == [builds[-1]]
    assert builds[0] != builds[1] == builds[2]
    assert (folder / builds[2] / "core.bin").exists()
