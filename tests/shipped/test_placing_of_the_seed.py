"""The seed, decided paragraph by paragraph by reading: seed-themes.yml."""

from pathlib import Path

import yaml
from dossier.gathering.pipeline import read_edition
from support.project import ROOT


def test_the_seed_goes_where_a_reader_would_want_it() -> None:
    golden = yaml.safe_load((Path(__file__).parent / "seed-themes.yml").read_text("utf-8"))
    passages = read_edition(ROOT).dossier.passages_of_article["foreign-office-consultations-2025"]
    assert [
        {
            "number": passage.block.number,
            "themes": [theme.slug for theme in passage.themes],
            "begins": passage.block.text[: len(expected["begins"])],
        }
        for passage, expected in zip(passages, golden["paragraphs"], strict=True)
    ] == golden["paragraphs"]
