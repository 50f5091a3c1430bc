"""Which runs of a page's text are its article, by what extractors find."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from dossier.importing.selection import Run, _ordered, agreement, choose, find_runs, locate
from hypothesis import given
from hypothesis import strategies as st
from lxml import html


def runs(markup: str) -> list[Run]:
    return find_runs(html.fromstring(f"<div>{markup}</div>"))


def texts(markup: str) -> list[str]:
    return [" ".join(run.text.split()) for run in runs(markup)]


def paragraphs(*lines: str) -> list[Run]:
    return runs("".join(f"<p>{line}</p>" for line in lines))


def test_a_run_ends_where_a_block_does() -> None:
    assert texts("a<p>b <b>c</b> d<br>e</p>f<ul><li>g<li>h</ul><table><tr><td>i<td>j</table>") == (
        "a|b c d|e|f|g|h|i|j".split("|")
    )
    assert texts("<script>a</script><p>b<style>c</style></p><svg><text>d</text></svg>–") == ["b"]


def test_a_run_knows_its_links_and_whether_it_is_beside_the_text() -> None:
    menu, text, caption = runs(
        "<nav><a>Two words</a></nav><p>a <a>b</a> c</p><figure><figcaption>d</figcaption></figure>"
    )
    assert (menu.linked, menu.leads_away, menu.aside) == (2, True, True)
    assert (text.linked, text.leads_away, text.aside) == (1, False, False)
    assert (caption.linked, caption.aside) == (0, True)


def test_texts_are_found_where_they_stand() -> None:
    page = paragraphs("Share", "One long line.", "Share", "Another line, of words.", "Share")
    assert locate(page, paragraphs("One long line.", "Share", "Another line, of words.")) == [
        *(False, True, True, True, False)
    ]


def test_a_text_that_is_not_the_same_throughout_is_found() -> None:
    line = "The ministers of both countries met on Tuesday in the capital."
    page = paragraphs("Menu", f"{line} <span>Share this</span>", "Last line here.")
    assert locate(page, paragraphs(line, "Last line here.")) == [False, True, True]
    assert locate(page, paragraphs("Something else.", "Last line here.")) == [False, False, True]


def test_a_long_text_is_found_though_it_comes_in_another_order() -> None:
    one = "The ministers of both countries met on Tuesday in the capital."
    two = "A joint panel is to look at the forms of the customs."
    assert locate(paragraphs(one, two), paragraphs(two, one)) == [True, True]


@given(st.lists(st.sampled_from(["a", "b c", "d e f", "g"]), max_size=12), st.data())
def test_any_part_of_a_page_is_found_in_it(lines: list[str], data: st.DataObject) -> None:
    page = paragraphs(*lines)
    kept = data.draw(st.lists(st.booleans(), min_size=len(page), max_size=len(page)))
    wanted = [run for run, is_kept in zip(page, kept, strict=True) if is_kept]
    found = locate(page, wanted)
    assert [r.words for r, f in zip(page, found, strict=True) if f] >= [] and sum(found) >= len(
        wanted
    )
    for words in {run.words for run in wanted}:
        assert any(r.words == words for r, f in zip(page, found, strict=True) if f)


LONG = "a line of the article that has rather more words than a label has"


def chosen(page: list[Run], first: str, second: str) -> str:
    kept = choose(page, [c == "x" for c in first], [c == "x" for c in second])
    return "".join("x" if is_kept else "." for is_kept in kept)


def test_what_one_left_out_between_its_ends_is_put_in() -> None:
    page = runs(f"<p>{LONG}</p><p>{LONG}</p><aside>{LONG}</aside><p><a>{LONG}</a></p><p>{LONG}</p>")
    assert chosen(page, "x...x", "xxxxx") == "xx..x"


def test_what_the_second_has_beyond_the_ends_is_put_in_if_it_is_much() -> None:
    page = paragraphs(LONG, LONG, LONG, LONG, "Short end")
    assert chosen(page, "xxx..", "xxxx.") == "xxxx."
    assert chosen(page, "xxxx.", "xxxxx") == "xxxx."


def test_links_after_all_that_both_have_are_left_out() -> None:
    page = runs(
        f"<p>{LONG}</p><p>{LONG}</p><p>{LONG}</p><p><a>More news of today</a></p><p>End</p>"
    )
    assert chosen(page, "xxxxx", "xxx..") == "xxx.x"


def test_of_two_that_share_nothing_the_first_has_the_say_unless_it_is_short() -> None:
    page = paragraphs(LONG, LONG, LONG, LONG, "Few words")
    assert chosen(page, "xx...", "..xx.") == "xx..."
    assert chosen(page, "....x", "xxxx.") == "xxxx."
    assert chosen(page, ".....", "xx...") == "xx..."
    assert chosen(page, "x....", ".....") == "x...."


def of(*counts: int) -> list[Run]:
    """Paragraphs of so many words; of a negative number all are a link."""
    words = iter(range(1000))
    return runs(
        "".join(
            "<p>{}</p>".format(
                ("<a>{}</a>" if count < 0 else "{}").format(
                    " ".join(f"w{next(words)}" for _ in range(abs(count)))
                )
            )
            for count in counts
        )
    )


@pytest.mark.parametrize(
    ("counts", "first", "second", "expected"),
    [
        # half of the shorter one must be in the other
        ((10, 10, 10), "xx.", ".xx", "xxx"),
        ((11, 9, 11), "xx.", ".xx", "xx."),
        ((10, 30), "x.", ".x", "x."),
        ((10, 31), "x.", ".x", ".x"),
        # what is beyond the first is a quarter of it, on one side
        ((20, 5), "x.", "xx", "xx"),
        ((20, 4), "x.", "xx", "x."),
        ((4, 20, 4), ".x.", "xxx", ".x."),
        ((20, 2, 3), "x..", "xxx", "xxx"),
        ((5, 20), ".x", "xx", "xx"),
        ((20, -5), "x.", "xx", "x."),
        # what is within is no link, or a short one
        ((9, -4, 9), "x.x", "xxx", "xxx"),
        ((9, -5, 9), "x.x", "xxx", "x.x"),
        ((9, 2, 9), "x.x", "x.x", "x.x"),
        # a link at an end goes if the two agree in seven words of ten
        ((14, -6), "xx", "x.", "x."),
        ((13, -7), "xx", "x.", "xx"),
        ((-6, 14), "xx", ".x", ".x"),
        ((14, -6), "xx", "xx", "xx"),
        ((-3, 14, -3), "xxx", "xx.", "xx."),
    ],
)
def test_how_much_the_two_must_have_in_common(
    counts: tuple[int, ...], first: str, second: str, expected: str
) -> None:
    assert chosen(of(*counts), first, second) == expected


def test_a_run_leads_away_if_half_of_its_words_are_links() -> None:
    half, less = runs("<p>a b <a>c d</a></p><p>a b c <a>d e</a></p>")
    assert (half.leads_away, less.leads_away) == (True, False)


@pytest.mark.parametrize(
    ("run", "text", "is_found"),
    [
        ("a b c d e f g h", "a b c d e f", True),  # three of its five rows of four words
        ("a b c d e f g h", "a b c d e", False),
        ("a b c d e f g h", "a b c d x e f g h", False),
        ("a b c", "x a b c y", True),
        ("a b c", "a b x c", False),
        ("a", "x a", True),
        ("a b c d", "c d a b", False),
    ],
)
def test_most_of_a_run_must_be_in_a_text(run: str, text: str, is_found: bool) -> None:
    assert locate(paragraphs(run), paragraphs(text)) == [is_found]
    assert locate(paragraphs(run, "End."), paragraphs(text, "End.")) == [is_found, True]
    parted = [text[: len(text) // 2], text[len(text) // 2 :]]
    assert locate(paragraphs(run), paragraphs(*parted)) == [False] or len(run) < 3


@pytest.mark.parametrize(("count", "is_found"), [(8, True), (7, False)])
def test_what_comes_elsewhere_in_another_order_is_found_if_it_is_long(
    count: int, is_found: bool
) -> None:
    one, two = (" ".join(f"{letter}{n}" for n in range(count)) for letter in "ab")
    assert locate(paragraphs(one, two), paragraphs(two, one)) == [is_found, True]


def test_agreement() -> None:
    page = paragraphs("a b", "c d")
    assert agreement(page, [True, True], [True, False]) == 0.5
    assert agreement(page, [False, False], [False, False]) == 1.0


def is_rising(row: Sequence[tuple[int, int]]) -> bool:
    return all(a < c and b < d for (a, b), (c, d) in pairwise(row))


@given(st.lists(st.integers(0, 9), max_size=9))
def test_the_longest_row_of_what_stands_in_the_same_order_is_found(places: list[int]) -> None:
    pairs = [*enumerate(places)]
    found = _ordered(pairs)
    assert is_rising(found) and set(found) <= set(pairs)
    longer = combinations(pairs, len(found) + 1)
    assert not any(is_rising(row) for row in longer)


def test_one_text_that_was_moved_puts_no_other_out_of_its_place() -> None:
    """`By us` stands twice; that in its order is found, whatever moved to the top."""
    top, *others = "Top of it", "First here", "By us", "Second here", "By us", "Third here"
    page = paragraphs(top, *others)
    assert locate(page, paragraphs(*others, top)) == [False, *[True] * 5]
