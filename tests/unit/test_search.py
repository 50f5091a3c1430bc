"""The index that the search reads: what it holds, and that it is the same for the same input."""

import json
import zlib
from pathlib import Path

import pytest
from conftest import make_project
from dossier.edition import read_edition
from dossier.model import Dossier
from dossier.search import check_pages, index_files
from dossier.tokens import tokenise

SEEDS = {
    "one.md": "---\ntitle: Jets\ndate: 2025-01-02\n---\nThe defence ministry wants F-35 jets.\n",
    "two.md": "---\ntitle: Trade\ndate: 2024-01-02\n---\nIt flew to $500bn.\n\n😀 Vikram Misri.\n",
}


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    return read_edition(make_project(tmp_path / "project", SEEDS)).dossier


def build(dossier: Dossier) -> dict[str, bytes]:
    return index_files(dossier, {topic.src_uri: topic.title for topic in dossier.topics})


def read(files: dict[str, bytes], name: str) -> object:
    folder = json.loads(files["entry.json"])["build"]
    return json.loads(zlib.decompress(files[f"{folder}/{name}"]))


def lexicon(files: dict[str, bytes]) -> dict[str, str]:
    words: dict[str, str] = {}
    for name, data in files.items():
        if "/w/" in name:
            part = json.loads(zlib.decompress(data))
            rows = part["words"]
            words |= {rows[at]: part["keys"][rows[at + 1]][0] for at in range(0, len(rows), 3)}
    return words


def test_the_same_input_gives_the_same_bytes(dossier: Dossier) -> None:
    assert build(dossier) == build(dossier)


def test_spellings_and_inflections_lead_to_one_key(dossier: Dossier) -> None:
    words = lexicon(build(dossier))
    assert words["defence"] == words["defense"] == words["defences"]
    assert words["fly"] == words["flew"] == words["flying"]
    assert "f35" in words and "5e11" in words


def test_offsets_count_as_javascript_does(dossier: Dossier) -> None:
    article = read(build(dossier), "a/1.bin")
    assert isinstance(article, dict)
    _, text, _, mentions, _ = article["passages"][1]
    start, end = mentions[1:3]
    assert text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "Vikram Misri"


def test_pages_that_are_missing_are_problems(dossier: Dossier, tmp_path: Path) -> None:
    page = tmp_path / "articles" / "one" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<section id="p2"></section>', "utf-8")
    problems = {problem.path: problem.message for problem in check_pages(dossier, tmp_path)}
    assert "#p1" in problems["seeds/one.md"]
    assert "no page" in problems["seeds/two.md"]
    assert len(problems) == 2 + len(dossier.topics)


@pytest.mark.parametrize(
    ("text", "words", "further"),
    [
        ("F-35, F35 and F 35", "f 35 f 35 and f 35", "f35 f35 f35"),
        ("MQ-9B", "mq 9 b", "mq9 mq9b 9b"),
        ("Indo‑Pacific’s", "indo pacific", "indopacific"),
        ("$500bn, USD 500 billion", "500 bn usd 500 billion", "500bn 5e11 usd500 5e11"),
        ("18 per cent, 18%, 18 percent", "18 per cent 18 18 percent", "18% 18% 18%"),
        ("26/11 and 2+2", "26 11 and 2 2", "26/11 2+2"),
        ("43,000 crore", "43000 crore", "43e10"),
        ("the U.S. and R&D", "the us and r d", "r&d"),
        ("Électricité, ﬁrm", "electricite firm", ""),
        ("विक्रम मिस्री", "विक्रम मिस्री", ""),
    ],
)
def test_tokens(text: str, words: str, further: str) -> None:
    forms, others = tokenise(text)
    assert (forms, [form for _, form in others]) == (words.split(), further.split())
