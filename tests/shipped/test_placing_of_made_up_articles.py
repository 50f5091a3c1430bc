"""The shipped themes on articles that nobody published: made-up.yml."""

from pathlib import Path

import pytest
import yaml
from dossier.placing.classify import place
from dossier.placing.matcher import Matcher
from dossier.reading.topics import read_topics
from support.shipped import SHIPPED
from support.values import article

ARTICLES = yaml.safe_load((Path(__file__).parent / "made-up.yml").read_text("utf-8"))
MATCHER = Matcher(read_topics(SHIPPED / "docs", SHIPPED)[0])
THEMES = {theme.slug for theme in MATCHER.themes}


@pytest.mark.parametrize("made_up", ARTICLES, ids=lambda made_up: str(made_up["title"]))
def test_it_goes_where_a_reader_would_want_it(made_up: dict[str, list[list[str]]]) -> None:
    text = "\n\n".join(words for words, _ in made_up["paragraphs"])
    passages = place(article("made-up", text), MATCHER)
    assert [
        (passage.block.text, sorted(theme.slug for theme in passage.themes)) for passage in passages
    ] == [
        (words, sorted(THEMES.intersection(themes.split())))
        for words, themes in made_up["paragraphs"]
    ]
