"""The index that the search reads: what it holds, and that it is the same for the same input."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
from dossier.core.cache import Cache
from dossier.core.model import Dossier, Source
from dossier.gathering.pipeline import read_edition
from dossier.search.abbreviations import read_abbreviations
from dossier.search.index import build_of, index_files, read_text
from dossier.search.lexicon import BYTES_A_FILE, BYTES_A_WORD, SAME_BEGINNING, ranges_of
from dossier.search.postings import INLINE
from hypothesis import given
from hypothesis import strategies as st
from support.project import make_project
from support.values import article, name, theme
from support.values import dossier as made

SEEDS = {
    "one.md": "---\ntitle: Jets\ndate: 2025-01-02\n---\nThe defence ministry wants F-62 jets.\n",
    "two.md": "---\ntitle: Trade\ndate: 2024-01-02\n---\nIt flew to $500bn.\n\n😀 Viktor Mirel.\n",
}


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    return read_edition(make_project(tmp_path / "project", SEEDS)).dossier


def build(dossier: Dossier) -> dict[str, bytes]:
    return index_files(dossier, Cache())


def read(files: dict[str, bytes], name: str) -> object:
    path = name if name in files else f"{build_of(files['entry.bin'])}/{name}"
    return json.loads(zlib.decompress(files[path]))


def ranges(files: dict[str, bytes]) -> list[dict[str, list[Any]]]:
    """The parts of the lexicon, without the lists that follow them."""
    parts = (zlib.decompress(data) for name, data in files.items() if "/w/" in name)
    return [json.loads(part.split(b"\n", 1)[0]) for part in parts]


def keys_of(files: dict[str, bytes]) -> list[list[Any]]:
    return [key for part in ranges(files) for key in part["keys"]]


def lexicon(files: dict[str, bytes]) -> dict[str, str]:
    words: dict[str, str] = {}
    for part in ranges(files):
        rows = part["words"]
        words |= {rows[at]: part["keys"][rows[at + 1]][0] for at in range(0, len(rows), 3)}
    return words


def test_the_same_input_gives_the_same_bytes(dossier: Dossier) -> None:
    assert build(dossier) == build(dossier)


def test_spellings_and_inflections_lead_to_one_key(dossier: Dossier) -> None:
    words = lexicon(build(dossier))
    assert words["defence"] == words["defense"] == words["defences"]
    assert words["fly"] == words["flew"] == words["flying"]
    assert "f62" in words and "5e11" in words


def test_offsets_count_as_javascript_does(dossier: Dossier) -> None:
    article = read(build(dossier), "a/1.bin")
    assert isinstance(article, dict)
    _, text, _, mentions = article["passages"][1]
    start, end = mentions[1:3]
    assert text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "Viktor Mirel"


def test_what_people_wrote_reads_as_it_is_shown() -> None:
    body = "The [Ministry](#); in _June **2023**_).\n\n- One\n- Two<br>three\n"
    assert read_text(body) == "The Ministry; in June 2023). One Two three"


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        (
            "the Generalised System of Preferences (GSP) of",
            "GSP",
            "Generalised System of Preferences",
        ),
        ("a Memorandum of Understanding (MoU)", "MoU", "Memorandum of Understanding"),
        ("by the Velian Air Force (VAF) and", "VAF", "Velian Air Force"),
        (
            "the Common Radios and Vessels Agreement (COMRAVA)",
            "COMRAVA",
            "Common Radios and Vessels Agreement",
        ),
    ],
)
def test_abbreviations_are_read_from_their_brackets(text: str, short: str, long: str) -> None:
    assert (short, long) in read_abbreviations([text])


@pytest.mark.parametrize("text", ["He left (BBC).", "a plan (Delva)", "Ends here. New one (GSP)"])
def test_other_brackets_explain_nothing(text: str) -> None:
    assert read_abbreviations([text]) == read_abbreviations([])


def test_abbreviations_stand_with_the_words_that_they_are_for(tmp_path: Path) -> None:
    seeds = {"one.md": "---\ntitle: One\n---\nThe Velian Air Force (VAF) flies.\n"}
    files = build(read_edition(make_project(tmp_path / "project", seeds)).dossier)
    rows = {key[0]: key[6] for key in keys_of(files) if len(key) > 6}
    assert ["vaf", "velian air force"] in rows["vaf"]
    assert ["vaf", "velian air force"] in rows["velian"]


def test_an_abbreviation_that_no_text_has_stands_for_words_that_some_have(tmp_path: Path) -> None:
    seeds = {"one.md": "---\ntitle: One\n---\nThe European Union grows.\n"}
    files = build(read_edition(make_project(tmp_path / "project", seeds)).dossier)
    (row,) = (key for key in keys_of(files) if key[0] == "eu")
    key, places, _, file, _, surfaces, names = row
    assert (key, places, file, surfaces) == ("eu", 0, INLINE, [])
    assert names == [["eu", "european union"]]
    assert lexicon(files)["eu"] == "eu"


def test_words_of_other_languages_have_their_own_lemmas(tmp_path: Path) -> None:
    seeds = {
        "one.md": "---\ntitle: हिन्दी\nlanguage: hi\n---\nसमझौते हुए।\n\nसमझौता हुआ।\n",
        "two.md": "---\ntitle: Deutsch\nlanguage: de\n---\nDie Verhandlungen.\n",
        "three.md": "---\ntitle: English\n---\nThey die.\n",
    }
    words = lexicon(build(read_edition(make_project(tmp_path / "project", seeds)).dossier))
    assert words["समझौते"] == words["समझौता"]
    assert words["verhandlungen"] == "verhandlung"
    assert words["die"] == "die" and words["died"] == "die"


def test_core_tells_of_each_article_its_length_and_headings(tmp_path: Path) -> None:
    seeds = {
        "a.md": "---\ntitle: A title\ndate: 2025-01-02\n---\nTwo words.\n\n## Heading\n\nThree.\n",
        "b.md": "---\ntitle: B\ndate: 2024-01-02\n---\nOne.\n",
    }
    core = read(build(read_edition(make_project(tmp_path / "project", seeds)).dossier), "entry.bin")
    assert isinstance(core, dict)
    assert core["headings"] == [[2], []]
    assert core["lengths"] == [41, 16]  # sixteenths of the binary logarithm of 6 and 2


def test_a_misspelling_is_compared_with_words_of_four_letters_and_more(tmp_path: Path) -> None:
    seeds = {"one.md": "---\ntitle: One\n---\nOld quay, new boats: a quay, F62 and 1500 boats.\n"}
    files = build(read_edition(make_project(tmp_path / "project", seeds)).dossier)
    rows = read(files, "spelling.bin")
    assert isinstance(rows, list)
    counts = dict(zip(rows[::2], rows[1::2], strict=True))
    assert (counts["boats"], counts["quay"]) == (2, 2)
    assert min(map(len, counts)) == 4 and all(word.isalpha() for word in counts)


@given(st.sets(st.text("abcdef", min_size=4, max_size=8)), st.integers(0, 3000), st.data())
def test_words_are_cut_into_files_that_are_full(
    words: set[str], size: int, data: st.DataObject
) -> None:
    """Words that begin alike stand in one file; no two files could have been one."""
    lexicon = {word: word[: data.draw(st.integers(1, 8))] for word in sorted(words)}
    sizes = {key: data.draw(st.integers(0, size)) for key in sorted({*lexicon.values()})}
    parts = [*ranges_of(lexicon, sizes)]
    assert [word for part in parts for word in part] == sorted(words)

    def groups(part: Sequence[str]) -> list[list[str]]:
        return [[*group] for _, group in groupby(part, key=lambda word: word[:SAME_BEGINNING])]

    def bytes_of(part: Sequence[str]) -> int:
        """What a file takes; a key of several groups is counted in each."""
        keys = (key for group in groups(part) for key in {lexicon[word] for word in group})
        return BYTES_A_WORD * len(part) + sum(sizes[key] for key in keys)

    for part in parts:
        assert bytes_of(part) <= BYTES_A_FILE or len(groups(part)) == 1
    for one, other in pairwise(parts):
        assert one[-1][:SAME_BEGINNING] != other[0][:SAME_BEGINNING]
        assert bytes_of([*one, *groups(other)[0]]) > BYTES_A_FILE


def test_a_file_of_words_is_filled_to_the_last_byte() -> None:
    half = BYTES_A_FILE // 2 - BYTES_A_WORD
    words = {word: word for word in ("anchor", "boats", "quays", "ships")}
    sizes = dict.fromkeys(words, half)
    assert [*ranges_of(words, sizes)] == [["anchor", "boats"], ["quays", "ships"]]
    sizes["boats"] += 1
    assert [*ranges_of(words, sizes)] == [["anchor"], ["boats"], ["quays", "ships"]]


def test_the_slugs_are_those_of_the_articles_newest_first(dossier: Dossier) -> None:
    assert read(build(dossier), "slugs.bin") == ["one", "two"]


@pytest.fixture
def small() -> Dossier:
    """Three articles, one with a title of its own, under two themes and a name."""
    boats: dict[str, Sequence[str]] = {"Boats": ["ferry"], "Fish": ["herring"]}
    sea = theme("Sea", boats, description="On the sea.")
    acts = theme("Acts", {"Law": ["act"]}, order=1, body=f"Of **law**,{' and more' * 30}")
    kingdom = name("United Kingdom", aliases=["UK", "US"], keywords=["Britain"])
    talks = (
        "# Talks\n\nA ferry of the UK.\n\n## More\n\nA herring, an act 😀 of the United Kingdom."
    )
    paper, wire = Source("The Paper", "https://example.org/"), Source("A Wire")
    seeds = [
        article("talks", talks, "Talks", date=date(2025, 5, 9), source=paper),
        article("old", "An act.", "Old", date=date(2023, 1, 1)),
        article("bare", "Rain fell.", "Bare", source=wire, unpublished="draft"),
    ]
    return made(seeds, [sea, acts, kingdom])


def test_what_is_known_of_all_articles_and_topics_at_once(small: Dossier) -> None:
    core = read(build(small), "entry.bin")
    assert isinstance(core, dict)
    topics = core.pop("topics")
    assert {key: core[key] for key in core if key not in ("build", "words")} == {
        "places": [5, 2, 2],
        "headings": [[1, 3], [], []],
        "years": ["2025", "2023", ""],
        "sources": ["", "A Wire", "The Paper"],
        "year": [0, 1, 2],
        "source": [2, 0, 1],
        "lengths": [63, 25, 25],
    }
    assert topics[0] == {
        "title": "Sea",
        "kind": "theme",
        "slug": "sea",
        "url": "themes/sea/",
        "aliases": [],
        "terms": ["sea"],
        "words": [],
        "keywords": ["ferry", "herring"],
        "places": 2,
        "list": [0, 0],
        "hue": 1,
        "subtopics": [
            {"title": "Boats", "slug": "boats", "places": 1, "list": [0, 5]},
            {"title": "Fish", "slug": "fish", "places": 1, "list": [0, 8]},
        ],
    }
    assert (topics[1]["hue"], topics[1]["list"], topics[1]["places"]) == (2, [0, 11], 2)
    assert topics[2] == {
        "title": "United Kingdom",
        "kind": "person",
        "slug": "united-kingdom",
        "url": "names/united-kingdom/",
        "aliases": ["UK", "US"],
        "terms": ["unitekingdom", "uk", "us"],
        "words": ["us"],  # which is a word otherwise, too
        "keywords": ["britain"],
        "places": 2,
        "list": [0, 21],
    }


def test_what_was_kept_of_another_edition_changes_no_byte(small: Dossier, tmp_path: Path) -> None:
    """A name that comes first gives all others new numbers; an article has one more passage."""
    talks, *rest = small.articles
    more = article(
        "talks", "# Talks\n\nA ferry.\n\nAn act of the UK.", talks.title, date=talks.date
    )
    other = made([more, *rest], [*small.themes, name("Ferry"), *small.names])
    for edition in (small, other, small):
        cache = Cache(tmp_path / "kept.db")
        assert index_files(edition, cache) == build(edition)
        cache.close()


def test_the_passages_of_a_topic_are_listed_by_their_places(small: Dossier) -> None:
    files = build(small)
    (lists,) = (zlib.decompress(data) for path, data in files.items() if "/t/" in path)
    # how many, and of each its distance from the one before; places 0 to 4 are those of the first
    assert [*lists[0:5]] == [2, 2, 1, 2, 1]
    assert [*lists[5:8]] == [1, 2, 1] and [*lists[8:11]] == [1, 4, 1]
    assert [*lists[11:16]] == [2, 4, 1, 2, 1]


def test_what_is_shown_of_an_article(small: Dossier) -> None:
    files = build(small)
    assert read(files, "a/0.bin") == {
        "url": "articles/talks/",
        "title": "Talks",
        "date": "9 May 2025",
        "source": "The Paper",
        "language": "en",
        "passages": [
            ["p1", "Talks", [], []],
            ["p2", "A ferry of the UK.", [0], [2, 15, 17]],
            ["p3", "More", [], []],
            ["p4", "A herring, an act 😀 of the United Kingdom.", [0, 1], [2, 28, 42]],
        ],
    }
    bare = read(files, "a/2.bin")
    assert isinstance(bare, dict)
    assert (bare["title"], bare["date"], bare["source"]) == ("Bare (draft)", "", "A Wire")


def test_what_a_topic_is_about_is_said_in_180_letters(small: Dossier) -> None:
    law = f"Of law,{' and more' * 30}"
    about = ["On the sea.", f"{law[:180].rpartition(' ')[0]} …", ""]
    assert read(build(small), "about.bin") == about
    exact = replace(small.themes[1], body="x" * 179 + ".")
    longer = replace(small.themes[1], body="x" * 90 + " " + "x" * 90)
    for topic, said in ((exact, exact.body), (longer, "x" * 90 + " …")):
        assert read(build(made([], [topic])), "about.bin") == [said]
