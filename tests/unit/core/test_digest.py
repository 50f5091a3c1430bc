"""Two values have the same digest if and only if they are the same."""

import json
from dataclasses import dataclass
from pathlib import Path

from dossier.core.digest import code, digest
from hypothesis import given
from hypothesis import strategies as st


@dataclass(frozen=True)
class Pair:
    """Something that is no plain value."""

    one: object
    other: object


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)
ANY = st.recursive(
    PLAIN,
    lambda inner: st.builds(Pair, inner, inner) | st.lists(inner, max_size=3).map(tuple),
    max_leaves=8,
)


@given(ANY, ANY)
def test_what_differs_has_another_digest(one: object, other: object) -> None:
    assert (digest(one) == digest(other)) == (repr(one) == repr(other))


@given(PLAIN)
def test_it_does_not_matter_which_values_are_the_same_object(value: object) -> None:
    assert digest(value, [value, value]) == digest(value, json.loads(json.dumps([value, value])))


def test_what_is_no_plain_value_counts_wherever_it_stands() -> None:
    one, other = Pair(1, 2), Pair(1, 3)
    values = [
        *([one], [other], [one, one], (one,), [[one]], {"a": one}, {"a": other}, {"b": one}),
        *({"a": one, "b": one}, {}, [], [{"a": other}], Pair([one], {}), Pair([other], {})),
    ]
    assert len({digest(value) for value in values}) == len(values) - 1  # a row is a row
    assert digest([one]) == digest((one,)) == digest([Pair(1, 2)])


def test_a_module_in_a_folder_counts_as_code(tmp_path: Path) -> None:
    (tmp_path / "stage").mkdir()
    module = tmp_path / "stage" / "module.py"
    module.write_text("ONE = 1\n")
    before = code(tmp_path)
    code.cache_clear()
    module.write_text("ONE = 2\n")
    assert code(tmp_path) != before
