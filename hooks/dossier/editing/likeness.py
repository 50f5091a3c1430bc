"""`Dossier` → how like the words of a passage are to those of the passages of a theme.

It is naive Bayes on the passages at hand: a word speaks for a theme as far as it stands there more
often than elsewhere. So a passage without a term of its theme is still known by its company.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from itertools import chain
from sys import intern

from dossier.core.model import Passage
from dossier.language.words import Memo

CAUTION = 2
"""Passages with a word that are thought up besides, and which belong to a theme as often as all."""
REMEMBERED = 200_000
"""Texts that are not cut again: while a site is served most stay the same from edit to edit."""
_WORD = re.compile(r"[^\W\d_]{4,}")


class Likeness:
    """Compares passages with the themes of all."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        rows: list[frozenset[str]] = []
        of_theme: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        for passage in passages:
            words = _words(passage.block.text)
            rows.append(words)
            for theme in passage.themes:
                of_theme[theme.slug].append(words)
        self._all = len(rows)
        self._of_all = _counted(rows)
        self._counts = Counter({slug: len(within) for slug, within in of_theme.items()})
        self._of_theme: Mapping[str, Counter[str]] = defaultdict(
            Counter, {slug: _counted(within) for slug, within in of_theme.items()}
        )
        self._spoken = Memo(lambda theme: Memo(partial(self._speaks, theme)))

    def __call__(self, passage: Passage, theme: str) -> float:
        """Above 0 as far as a passage, which is none of a theme, is like those of it."""
        return math.fsum(map(self._spoken[theme].__getitem__, _words(passage.block.text)))

    def _speaks(self, theme: str, word: str) -> float:
        """How much a word says for a theme to a passage that has it and is none of the theme."""
        overall = self._of_all[word] - 1
        if overall <= 0:
            return 0.0
        share = (self._counts[theme] + 1) / (self._all + 2)
        within = self._of_theme[theme][word]
        return math.log((within + CAUTION * share) / ((overall + CAUTION) * share))


def _counted(rows: Iterable[Iterable[str]]) -> Counter[str]:
    """In how many rows each word stands."""
    return Counter(chain.from_iterable(rows))  # in one go, which is much faster


@lru_cache(REMEMBERED)
def _words(text: str) -> frozenset[str]:
    return frozenset(map(intern, _WORD.findall(text.lower())))  # most stand in many
