"""`Dossier` → how like the words of a passage are to those of the passages of a theme.

It is naive Bayes on the passages at hand: a word speaks for a theme as far as it stands there more
often than elsewhere. So a passage without a term of its theme is still known by its company.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import chain

from dossier.language.words import Memo

CAUTION = 2
"""Passages with a word that are thought up besides, and which belong to a theme as often as all."""
_WORD = re.compile(r"[^\W\d_]{4,}")


class Likeness:
    """Compares passages with the themes of all."""

    def __init__(self, rows: Iterable[tuple[str, Iterable[str]]]) -> None:
        """`rows` are of each passage the words, as `words_of` gives them, and its themes' slugs."""
        of_all: list[str] = []
        of_theme: defaultdict[str, list[str]] = defaultdict(list)
        for words, themes in rows:
            of_all.append(words)
            for slug in themes:
                of_theme[slug].append(words)
        self._all = len(of_all)
        self._of_all = _counted(of_all)
        self._counts = Counter({slug: len(within) for slug, within in of_theme.items()})
        self._of_theme: Mapping[str, Counter[str]] = defaultdict(
            Counter, {slug: _counted(within) for slug, within in of_theme.items()}
        )
        self._spoken = Memo(lambda theme: Memo(partial(self._speaks, theme)))

    def __call__(self, words: str, theme: str) -> float:
        """Above 0 as far as a passage of these words, none of a theme, is like those of it."""
        return math.fsum(map(self._spoken[theme].__getitem__, words.split()))

    def _speaks(self, theme: str, word: str) -> float:
        """How much a word says for a theme to a passage that has it and is none of the theme."""
        overall = self._of_all[word] - 1
        if overall <= 0:
            return 0.0
        share = (self._counts[theme] + 1) / (self._all + 2)
        within = self._of_theme[theme][word]
        return math.log((within + CAUTION * share) / ((overall + CAUTION) * share))


def _counted(rows: Iterable[str]) -> Counter[str]:
    """In how many rows each word stands."""
    return Counter(chain.from_iterable(map(str.split, rows)))  # in one go, which is much faster


def words_of(text: str) -> str:
    """The words of a passage by which it is compared, each once, with spaces between."""
    return " ".join(dict.fromkeys(_WORD.findall(text.lower())))
