"""Makes archives of any size: articles of generated text with the vocabulary of real prose.

Words are drawn by Zipf's law from an English word list, small words first, with the dossier's own
subjects among the frequent ones; the same size gives the same articles.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

VOCABULARY = 60_000
FREQUENT = (
    "the of and to in a that for on with as by is was at from it has have had be an will its are "
    "were said this which their but not or more than also new been they would between over after "
    "India Indian United States American trade government minister Washington Delhi officials "
    "defence technology talks agreement security president Modi Trump exports companies energy "
    "strategic partnership tariffs visit leaders billion market oil nuclear foreign Indo-Pacific "
    "semiconductor jets missile policy investment military cooperation minerals supply regional"
).split()
RARE = ("F-35", "MQ-9B", "COMCASA", "TRUST", "Jaishankar", "Misri", "H-1B", "26/11", "Citroën")
SOURCES = ("Morning Gazette", "Evening Courier", "Weekly Review", "Harbour Observer")
PARAGRAPHS = (6, 14)
WORDS = (25, 80)
NEWEST = date(2025, 12, 31)


def articles(count: int) -> Iterator[tuple[str, str]]:
    """Name and content of each article file, newest first."""
    chance = random.Random(count)
    words = _vocabulary()
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    for number in range(count):
        day = NEWEST - timedelta(days=number * 3650 // count)
        title = " ".join(chance.choices(words[40:3000], k=6)).capitalize()
        paragraphs = [
            _paragraph(chance, words, weights) for _ in range(chance.randint(*PARAGRAPHS))
        ]
        source = chance.choice(SOURCES)
        front = f"title: {title} {number}\ndate: {day}\nsource: {{name: {source}}}"
        yield f"article-{number:05}.md", f"---\n{front}\n---\n" + "\n\n".join(paragraphs) + "\n"


def write(folder: Path, count: int) -> None:
    """Write an archive's article files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in articles(count):
        (folder / name).write_text(text, encoding="utf-8")


def _paragraph(chance: random.Random, words: list[str], weights: list[float]) -> str:
    row = chance.choices(words, cum_weights=weights, k=chance.randint(*WORDS))
    if chance.random() < 0.05:
        row.insert(len(row) // 2, chance.choice(RARE))
    return " ".join(row).capitalize() + "."


def _vocabulary() -> list[str]:
    known = DefaultDictionaryFactory().get_dictionary("en")
    plain = sorted(
        w for w in known if w.isascii() and w.isalpha() and w.islower() and 3 < len(w) < 14
    )
    rest = random.Random(1).sample(plain, VOCABULARY - len(FREQUENT))
    return [*FREQUENT, *rest]
