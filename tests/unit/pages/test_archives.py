"""Rows are cut by year, and a volume keeps what it holds when newer items come."""

from dossier.pages.archives import Part, divide
from hypothesis import given
from hypothesis import strategies as st

DATES = st.lists(
    st.sampled_from(["2025-12-09", "2025-03", "2025", "2024-07-01", "2023-01-01", ""]), max_size=40
).map(lambda dates: sorted(dates, reverse=True))


def cut(dates: list[str], most: int) -> tuple[Part[str], ...]:
    return divide(dates, lambda item: item, most)


def test_a_short_row_is_not_cut() -> None:
    assert cut(["2025", "2024"], 2) == ()


def test_years_and_parts_newest_first() -> None:
    row = ["2025-09", "2025-08", "2025-07", "2024-01", ""]
    assert [(v.slug, v.title, v.items) for v in cut(row, 2)] == [
        ("2025-2", "2025, part 2", ("2025-09",)),
        ("2025", "2025, part 1", ("2025-08", "2025-07")),
        ("2024", "2024", ("2024-01",)),
        ("undated", "Undated", ("",)),
    ]


@given(DATES, st.integers(1, 9))
def test_nothing_is_lost_and_no_volume_is_too_long(dates: list[str], most: int) -> None:
    archive = cut(dates, most)
    assert [item for v in archive for item in v.items] == (dates if archive else [])
    assert all(len(v.items) <= most for v in archive)
    assert len({v.slug for v in archive}) == len(archive)


@given(DATES, st.integers(1, 9))
def test_volumes_stay_when_a_newer_item_comes(dates: list[str], most: int) -> None:
    before = {v.slug: v.items for v in cut(dates, most)}
    after = {v.slug: v.items for v in cut(["2025-12-31", *dates], most)}
    changed = [slug for slug in before if before[slug] != after[slug]]
    assert all(slug.startswith("2025") for slug in changed)
    assert len(changed) <= 1
