"""One small picture: where each bar, label and ribbon lies."""

from dossier.core.kinds import NameKind
from dossier.pages.graph import Drawing, Picture, draw
from support.values import article, dossier, name, theme

FISH = theme("Fish", {"Sea": ["herring"]})
SHIPS = theme("Ships and everything that sails on the old river", {"Sea": ["ferry"]}, order=1)
PACT = "Harbour Pact of the Old Towns by the River and the Sea of the North"
NAMES = [
    name("Ravi Menon"),
    name("Anna Larsen"),
    name(PACT, NameKind.PROGRAMME),
    name("Lund", NameKind.TERM),
    name("Nobody"),
]
TEXTS = (
    "Ravi Menon and Anna Larsen ate a herring in Lund.",
    "Ravi Menon ate a herring on a ferry.",
    "Ravi Menon, a herring.",
    f"{PACT}, a ferry of Lund.",
    "A ferry of Lund.",
    "Nobody came.",
)


def picture() -> Picture:
    seeds = [article(f"a{n}", text) for n, text in enumerate(TEXTS)]
    drawn = draw([FISH, SHIPS], dossier(seeds, [FISH, SHIPS, *NAMES]).passages)
    assert drawn
    return drawn


def bars(drawing: Drawing) -> list[object]:
    return [(bar.box, bar.x, bar.ys, bar.lines) for bar in drawing.bars]


def labels(drawing: Drawing) -> list[object]:
    return [(label.box, label.x, label.ys, label.lines, label.anchor) for label in drawing.labels]


def ribbons(drawing: Drawing) -> list[list[str]]:
    return [
        [f"{r.theme.title[:1]} {r.width} {r.path}" for r in label.ribbons]
        for label in drawing.labels
    ]


def test_the_strongest_come_first_and_who_is_tied_to_nothing_is_not_drawn() -> None:
    drawn = picture()
    assert [(each.topic.title, each.count) for each in drawn.names] == [
        ("Lund", 3),
        ("Ravi Menon", 3),
        ("Anna Larsen", 1),
        (PACT, 1),
    ]
    assert drawn.left_out == 0 and drawn.themes == (FISH, SHIPS)


def test_on_a_wide_page_themes_stand_between_people_and_other_names() -> None:
    wide = picture().wide
    assert (wide.width, wide.height) == (1120, 124.0)
    assert bars(wide) == [
        ((486.0, 5.0, 148.0, 52.0), 560.0, (36.1,), ("Fish",)),
        ((486.0, 67.0, 148.0, 52.0), 560.0, (89.1, 107.1), ("Ships and", "everything that s…")),
    ]
    assert labels(wide) == [
        ((0.0, 13.0, 246.4, 28.0), 246.4, (32.1,), ("Anna Larsen",), "end"),
        ((0.0, 67.0, 246.4, 44.0), 246.4, (94.1,), ("Ravi Menon",), "end"),
        ((873.6, 10.6, 246.4, 35.5), 873.6, (33.5,), ("Lund",), "start"),
        (
            (873.6, 67.4, 246.4, 46.0),
            873.6,
            (86.5, 104.5),
            ("Harbour Pact of the Old Towns", "by the River and the Sea of the…"),
            "start",
        ),
    ]
    assert ribbons(wide) == [
        ["F 8.5 M486.0 18.2C371.2 18.2 371.2 27.0 256.4 27.0"],
        [
            "F 25.5 M486.0 35.2C371.2 35.2 371.2 84.8 256.4 84.8",
            "S 8.5 M486.0 93.0C371.2 93.0 371.2 101.8 256.4 101.8",
        ],
        [
            "F 8.5 M634.0 31.0C748.8 31.0 748.8 19.9 863.6 19.9",
            "S 17.0 M634.0 88.8C748.8 88.8 748.8 32.6 863.6 32.6",
        ],
        ["S 8.5 M634.0 101.5C748.8 101.5 748.8 90.4 863.6 90.4"],
    ]


def test_on_a_phone_each_name_has_a_row_and_each_theme_a_column() -> None:
    narrow = picture().narrow
    assert (narrow.width, narrow.height) == (360, 236.5)
    assert bars(narrow) == [
        ((210.0, 48.0, 104.0, 26.0), 262.0, (66.1,), ("Fish",)),
        ((256.0, 0.0, 104.0, 44.0), 308.0, (18.1, 36.1), ("Ships and", "everything…")),
    ]
    assert [guide.path for guide in narrow.guides] == ["M291.0 74.0V236.5", "M337.0 44.0V236.5"]
    assert [(label.box, label.lines[0]) for label in narrow.labels] == [
        ((0.0, 88.0, 360.0, 34.5), "Lund"),
        ((0.0, 122.5, 360.0, 40.0), "Ravi Menon"),
        ((0.0, 162.5, 360.0, 28.0), "Anna Larsen"),
        ((0.0, 190.5, 360.0, 46.0), "Harbour Pact of the Old"),
    ]
    assert ribbons(narrow)[1] == ["F 30.0 M291.0 142.5h0", "S 17.3 M337.0 142.5h0"]
