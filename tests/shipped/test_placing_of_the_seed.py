"""The seed, decided paragraph by paragraph by reading: seed-themes.yml.

Themes that were added since are not judged.
"""

from pathlib import Path

import yaml
from support.shipped import Published

GOLDEN = yaml.safe_load((Path(__file__).parent / "seed-themes.yml").read_text("utf-8"))
JUDGED = {theme for paragraph in GOLDEN["paragraphs"] for theme in paragraph["themes"]}


def test_the_seed_goes_where_a_reader_would_want_it(shipped: Published) -> None:
    passages = shipped.dossier.passages_of_article.get(GOLDEN["article"])
    if passages is None:
        return  # editors may delete an article
    assert [
        {
            "number": passage.block.number,
            "themes": [theme.slug for theme in passage.themes if theme.slug in JUDGED],
            "begins": passage.block.text[: len(expected["begins"])],
        }
        for passage, expected in zip(passages, GOLDEN["paragraphs"], strict=True)
    ] == GOLDEN["paragraphs"]
