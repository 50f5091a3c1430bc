"""`Dossier` → how like the words of a passage are to those of the passages of a theme.

It is naive Bayes on the passages at hand: a word speaks for a theme as far as it stands there more
often than elsewhere. So a passage without a term of its theme is still known by its company.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from dossier.core.model import Passage

CAUTION = 2
"""Passages with a word that are thought up besides, and which belong to a theme as often as all."""
REMEMBERED = 200_000
"""Texts that are not cut again: while a site is served most stay the same from edit to edit."""
_WORD = re.compile(r"[^\W\d_]{4,}")


class Likeness:
    """Compares passages with the themes of all."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._of_all: Counter[str] = Counter()
        self._of_theme: Mapping[str, Counter[str]] = defaultdict(Counter)
        self._counts: Counter[str] = Counter()
        self._all = 0
        for passage in passages:
            words = _words(passage.block.text)
            self._all += 1
            self._of_all.update(words)
            for theme in passage.themes:
                self._counts[theme.slug] += 1
                self._of_theme[theme.slug].update(words)

    def __call__(self, passage: Passage, theme: str) -> float:
        """Above 0 as far as a passage, which is none of a theme, is like those of it."""
        share = (self._counts[theme] + 1) / (self._all + 2)
        known = [
            (self._of_theme[theme][word], self._of_all[word] - 1)
            for word in _words(passage.block.text)
        ]
        return math.fsum(
            math.log((within + CAUTION * share) / ((overall + CAUTION) * share))
            for within, overall in known
            if overall > 0
        )


@lru_cache(REMEMBERED)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
