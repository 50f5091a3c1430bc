"""`Dossier` → what to read after an article or a theme, and why.

What is shared counts the more, the rarer it is. The cost grows with the number of articles, not
with its square: of a name that many articles share, only the nearest in time are looked at.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from heapq import nlargest
from math import log

from dossier.core.model import Article, Dossier, Topic

MOST = 3
NEAREST = 20

Trait = tuple[Topic, str]
"""A name (with no subtopic), or a theme and one of its subtopics."""


class Related:
    """Finds what to read next; made once for a dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._traits = [_traits(dossier, article) for article in dossier.articles]
        self._places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, traits in enumerate(self._traits):
            for key in traits:
                self._places[key].append(place)
        self._weights = {
            key: log(1 + len(self._traits) / len(row)) for key, row in self._places.items()
        }
        self._index = {article.slug: place for place, article in enumerate(dossier.articles)}

    def articles(self, article: Article) -> list[tuple[Article, list[Trait]]]:
        """The articles that share most with one, and of what is shared the rarest three."""
        place = self._index[article.slug]
        scores: dict[int, float] = defaultdict(float)
        for key in self._traits[place]:
            weight = self._weights[key]
            for other in self._near(key, place):
                scores[other] += weight
        least = min(nlargest(MOST, scores.values()), default=0.0)
        good = (other for other, score in scores.items() if score >= least)
        best = sorted(good, key=lambda other: (-scores[other], abs(other - place), other))[:MOST]
        return [(self._dossier.articles[other], self._shared(place, other)) for other in best]

    def themes(self, theme: Topic) -> list[tuple[Topic, int, list[Topic]]]:
        """The themes that share passages with one: how many, and the rarest shared names."""
        names = {name.slug for name, _ in self._dossier.related_names[theme.src_uri]}
        rows = []
        for other, count in self._dossier.related_themes[theme.src_uri][:MOST]:
            shared = [n for n, _ in self._dossier.related_names[other.src_uri] if n.slug in names]
            shared.sort(key=lambda n: (len(self._dossier.passages_of_topic[n.src_uri]), n.slug))
            rows.append((other, count, shared[:MOST]))
        return rows

    def _near(self, key: tuple[str, str], place: int) -> list[int]:
        """The articles nearest in the row that share a trait with the one at `place`."""
        row = self._places[key]
        here = bisect_left(row, place)
        return row[max(0, here - NEAREST) : here] + row[here + 1 : here + 1 + NEAREST]

    def _shared(self, one: int, other: int) -> list[Trait]:
        keys = self._traits[one].keys() & self._traits[other].keys()
        rarest = sorted(keys, key=lambda key: (-self._weights[key], key))[:MOST]
        return [self._traits[one][key] for key in rarest]


def _traits(dossier: Dossier, article: Article) -> Mapping[tuple[str, str], Trait]:
    found: dict[tuple[str, str], Trait] = {}
    for passage in dossier.passages_of_article[article.slug]:
        for name in passage.names:
            found[name.src_uri, ""] = (name, "")
        for placement in passage.placements:
            found[placement.theme.src_uri, placement.subtopic] = (
                placement.theme,
                placement.subtopic,
            )
    return found
