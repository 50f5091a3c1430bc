"""The picture for a shared link: the title can be read, and the colours say the themes."""

from io import BytesIO

import pytest
from dossier.outputs.social_cards import HEIGHT, HUES, LINK, WIDTH, Card, draw_card
from PIL import Image

PAPER = (253, 251, 247)


def drawn(
    title: str, kicker: str = "", site: str = "", hues: tuple[str, ...] = (LINK,)
) -> Image.Image:
    with Image.open(BytesIO(draw_card(Card(title, kicker, site, hues)))) as image:
        return image.convert("RGB")


def rows_of_ink(image: Image.Image, top: int, bottom: int) -> list[int]:
    """The rows of pixels between two that hold anything, from the top."""
    row = image.crop((0, top, WIDTH, bottom))
    return [
        top + y for y in range(row.height) if row.crop((0, y, WIDTH, y + 1)).getextrema() != BLANK
    ]


BLANK = tuple((level, level) for level in PAPER)


def lines(image: Image.Image) -> list[tuple[int, int]]:
    """The first and last row of each line of the title."""
    found: list[tuple[int, int]] = []
    for y in rows_of_ink(image, 140, 530):
        if found and y <= found[-1][1] + 3:
            found[-1] = found[-1][0], y
        else:
            found.append((y, y))
    return found


def edge(image: Image.Image, top: int, bottom: int) -> tuple[int, int]:
    """The first and last column that holds anything between two rows."""
    row = image.crop((0, top, WIDTH, bottom))
    columns = [x for x in range(WIDTH) if row.crop((x, 0, x + 1, row.height)).getextrema() != BLANK]
    return columns[0], columns[-1]


def test_a_band_of_each_colour_stands_at_the_top() -> None:
    image = drawn("Title", hues=HUES[:3])
    assert image.size == (WIDTH, HEIGHT)
    for index in range(3):
        colour = tuple(bytes.fromhex(HUES[index][1:]))
        for x in (index * 400 + 1, index * 400 + 398):
            for y in (0, 23):
                assert image.getpixel((x, y)) == colour
    assert image.getpixel((600, 24)) == PAPER == image.getpixel((600, HEIGHT - 1))


def test_words_are_dark_on_paper_within_the_margins() -> None:
    image = drawn("Title of Words", "Theme", "The Dossier")
    assert min(image.crop((0, 140, WIDTH, 500)).convert("L").tobytes()) < 0x20
    for top, bottom in ((80, 140), (140, 500), (545, HEIGHT)):
        left, right = edge(image, top, bottom)
        assert 78 <= left <= 90 and right < WIDTH - 80


def test_a_line_stands_above_the_name_of_the_site() -> None:
    image = drawn("")
    assert edge(image, 500, HEIGHT) == (80, WIDTH - 80)
    first, second = rows_of_ink(image, 24, HEIGHT)
    assert second == first + 1 and 530 <= first <= 533


@pytest.mark.parametrize("words", [4, 8, 14, 20, 30, 60])
def test_a_title_has_room_in_at_most_four_lines(words: int) -> None:
    image = drawn("Agreement " * words)
    found = lines(image)
    assert 1 <= len(found) <= 4
    assert found[-1][1] < 525
    assert edge(image, 140, 530)[1] <= WIDTH - 80 + 20


def test_the_shorter_the_title_the_larger() -> None:
    heights = [
        lines(drawn("Title " * words))[0][1] - lines(drawn("Title " * words))[0][0]
        for words in (2, 16, 24, 36)
    ]
    assert heights == sorted(heights, reverse=True) and len(set(heights)) >= 3


def test_the_lines_of_a_title_are_about_as_long() -> None:
    image = drawn("Nine short words make up this title of ours")
    first, second = lines(image)[:2]
    (_, one), (_, other) = edge(image, *first), edge(image, *second)
    assert abs(one - other) < 200


def test_a_title_that_is_too_long_is_cut() -> None:
    cut, longer = drawn("Agreement " * 60), drawn("Agreement " * 61)
    assert cut.tobytes() == longer.tobytes()
    assert cut.tobytes() != drawn("Agreement " * 12).tobytes()


@pytest.mark.parametrize(
    ("title", "places"),
    [
        ("Hxg", [(182, 256, 83, 236)]),
        (
            "Nine short words make up this title of ours",
            [(176, 238, 82, 981), (272, 352, 81, 814)],
        ),
        (
            "Hxgly worders " * 4,
            [(176, 257, 83, 899), (272, 353, 80, 993), (368, 449, 83, 650)],
        ),
        (
            "Hxgly worders " * 8,
            [(172 + 82 * n, 241 + 82 * n, 82, 1082) for n in range(4)],
        ),
        (
            "Hxgly worders " * 20,
            [
                (165 + 57 * n, 213 + 57 * n, *edges)
                for n, edges in enumerate(((82, 925), (80, 979), (82, 925), (80, 1034)))
            ],
        ),
    ],
)
def test_the_lines_of_a_title_stand_below_one_another(
    title: str, places: list[tuple[int, int, int, int]]
) -> None:
    """Of each line the first and last row of pixels, and the first and last column."""
    image = drawn(title)
    assert [(*rows, *edge(image, rows[0], rows[1] + 1)) for rows in lines(image)] == places


def test_what_is_about_the_title_is_smaller_and_quieter() -> None:
    image = drawn("", "Hxg", "Hxg")
    for top, bottom, rows in ((24, 140, (97, 127)), (540, HEIGHT, (563, 593))):
        found = rows_of_ink(image, top, bottom)
        assert (found[0], found[-1], *edge(image, *rows)) == (*rows, 81, 143)
        assert min(image.crop((0, top, WIDTH, bottom)).convert("L").tobytes()) == 97


def test_all_between_ink_and_paper_is_of_their_colours() -> None:
    with Image.open(BytesIO(draw_card(Card("T", "k", "s", HUES)))) as image:
        colours = image.getpalette()
    assert colours
    rows = [tuple(colours[place : place + 3]) for place in range(0, len(colours), 3)]
    assert rows[:8] == [tuple(bytes.fromhex(hue[1:])) for hue in HUES]
    for level, row in enumerate(rows[16:]):
        exact = [a + (b - a) * level / 239 for a, b in zip((29, 28, 26), PAPER, strict=True)]
        assert all(abs(one - other) <= 0.5 for one, other in zip(row, exact, strict=True))


def test_what_the_font_cannot_write_is_left_out() -> None:
    assert drawn("व", "व", "व").tobytes() == drawn("").tobytes()
    assert drawn("Café – “so” 5%").tobytes() != drawn("").tobytes()
