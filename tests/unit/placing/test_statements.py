"""What the articles and topic pages say happened when, in order and each once."""

from collections.abc import Mapping
from pathlib import Path

from dossier.gathering.chronology import moments
from dossier.gathering.figures import figures
from dossier.gathering.pipeline import read_edition
from dossier.pages.helpers import key_moments
from dossier.pages.plan import Pages

FACT = "dates: [{date: 2025-02, text: They meet, source: 'https://example.org/'}]"
TOPICS = {
    "docs/themes/defence.md": f"---\ntitle: Defence\nterms: {{Hardware: [jet]}}\n{FACT}\n---\n",
    "docs/names/viktor-mirel.md": f"---\ntitle: Viktor Mirel\nkind: person\n{FACT}\n---\n",
}
TRADE = "The next round is on 10 December 2025; they hope for trade by 2030."
SPOKE = "In February they spoke, and in February they left."


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def test_moments_are_merged_and_ordered(tmp_path: Path) -> None:
    files = {
        **TOPICS,
        "seeds/2025-12-09-talks.md": (
            "# In May 2025\n\nThey met in February. In February they spoke, and in February they "
            "left.\n\nIt began in 1992. The next round is on 10 December 2025; they hope for trade"
            " by 2030.\n\n    In March 2025 nobody met.\n"
        ),
        "seeds/2025-12-20-hindi.txt": "---\nlanguage: hi\n---\nin March 2025, 2025-01-02.",
    }
    write(tmp_path, files)
    found = moments(read_edition(tmp_path).dossier)
    assert [
        (m.date, m.text, m.ahead, m.planned, m.inferred, [topic.slug for topic in m.topics])
        for m in found
    ] == [
        ("2030", TRADE, True, True, False, []),
        ("2025-12-10", TRADE, False, True, False, []),
        ("2025-02", "They meet", False, False, False, ["defence", "viktor-mirel"]),
        ("2025-02", "They met in February.", False, False, True, []),
        ("2025-02", SPOKE, False, False, True, []),
        ("1992", "It began in 1992.", False, False, False, []),
    ]
    assert [m.text[m.start : m.end] for m in found if m.passage] == [
        "2030",
        "10 December 2025",
        "February",
        "February",
        "1992",
    ]


def test_a_long_timeline_is_cut_and_loses_nothing(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            **TOPICS,
            **{
                f"seeds/2025-01-{day:02}-a{n}-{day}.txt": (
                    f"On {day} January 2025 they met in room {n * 40 + day}, and by 2030 they"
                    f" meet again."
                )
                for day in range(1, 29)
                for n in range(9)
            },
        },
    )
    pages = Pages(read_edition(tmp_path).dossier)
    shown = {
        page.src_uri: len(page.items) for page in pages if page.src_uri.startswith("timeline/")
    }
    whole = {uri: count for uri, count in shown.items() if "years" in uri or "ahead/" in uri}
    # 252 sentences of two dates each, and a fact
    assert sum(whole.values()) == 2 * 28 * 9 + 1
    assert max(shown.values()) <= 200 + 20
    timeline = next(page for page in pages if page.src_uri == "timeline/index.md")
    assert "All 252 that lie ahead" in pages.body(timeline)


def test_the_front_page_keeps_near_the_newest_article(tmp_path: Path) -> None:
    fact = "{date: %s, text: Fact of %s, source: 'https://example.org/'}"
    days = ("2026-11-02", "2025-12-05", "2024-01-01", "2025")
    dates = ", ".join(fact % (day, day) for day in days)
    theme = f"---\ntitle: Defence\nterms: {{Hardware: [jet]}}\ndates: [{dates}]\n---\n"
    text = (
        "They met in the town hall in October. It began on 26 January 1992."
        " Trade is to double by 2030."
    )
    write(tmp_path, {"docs/themes/defence.md": theme, "seeds/2025-12-09-talks.txt": text})
    dossier = read_edition(tmp_path).dossier
    shown = key_moments(dossier, moments(dossier), 3)
    assert [m.date for m in shown] == ["2030", "2026-11-02", "2025-12-05", "2025-10"]


def test_of_a_date_the_front_page_has_the_statement_before_the_fact(tmp_path: Path) -> None:
    fact = "{date: 2025-12-09, text: A fact, source: 'https://example.org/'}"
    theme = f"---\ntitle: Defence\nterms: {{Hardware: [jet]}}\ndates: [{fact}]\n---\n"
    text = "They met on 9 December 2025. They had spoken on 1 December 2025."
    write(tmp_path, {"docs/themes/defence.md": theme, "seeds/2025-12-09-talks.txt": text})
    dossier = read_edition(tmp_path).dossier
    (shown,) = key_moments(dossier, moments(dossier), 1)
    assert shown.text == "They met on 9 December 2025."


def test_what_was_spoken_of_is_remembered_over_a_sentence_whose_date_is_not_sure(
    tmp_path: Path,
) -> None:
    text = (
        "It was signed on 3 March 2011. In April they ratified it. It began in December.\n\n"
        "It was agreed on 4 March 2011. They left. It opened in December."
    )
    write(tmp_path, {**TOPICS, "seeds/2024-05-20-talks.md": text})
    dossier = read_edition(tmp_path).dossier
    dated = [(m.passage.block.anchor, m.date) for m in moments(dossier) if m.passage]
    assert sorted(dated) == [("p1", "2011-03-03"), ("p2", "2011-03-04"), ("p2", "2023-12")]


def test_a_transcript_counts_from_the_day_on_which_it_was_spoken(tmp_path: Path) -> None:
    said = "They met yesterday, and it will end on Friday."
    heads = {
        "title": "title: Remarks by the Minister of Tides (January 22, 2025)",
        "event": "title: Transcript of a briefing\nevent: {date: 2025-01-22}",
        "report": "title: Minister of Tides speaks on January 22, 2025",
        "old": "title: Remarks of January 22, 2015",
        "two": "title: Remarks of January 22, 2025 and January 21, 2025",
    }
    seeds = {
        f"seeds/{n}.txt": f"---\n{head}\ndate: 2025-01-24\n---\n{said}\n"
        for n, head in heads.items()
    }
    write(tmp_path, {**TOPICS, **seeds})
    found: dict[str, list[str]] = {name: [] for name in heads}
    for moment in read_edition(tmp_path).dossier.moments:
        if moment.passage and moment.text == said:
            found[moment.passage.article.slug].append(moment.date)
    spoken, published = ["2025-01-21", "2025-01-24"], ["2025-01-23", "2025-01-24"]
    assert found == {"title": spoken, "event": spoken} | dict.fromkeys(
        ("report", "old", "two"), published
    )


def test_what_says_nothing_by_itself_is_found_and_is_no_statement(tmp_path: Path) -> None:
    seed = (
        "The two sides met on 3 May 2024 and signed 12 contracts.\n\n"
        "(Photo: 5 ministers on 3 May 2024)\n\nNow, therefore, 20 members met on 3 May 2024.\n"
    )
    write(tmp_path, {**TOPICS, "seeds/a.txt": seed})
    known = read_edition(tmp_path).dossier
    assert [moment.is_statement for moment in known.moments] == [True, False, False]
    assert [figure.is_statement for figure in known.figures] == [True, False, False]
    assert [m.text for m in moments(known) if m.passage] == [known.moments[0].text]
    assert [figure.words for figure in figures(known)] == ["12 contracts"]
