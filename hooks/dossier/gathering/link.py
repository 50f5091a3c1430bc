"""`AnnotatedArticle`s → `Dossier`: what belongs together, known before a page is written."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import permutations
from math import log

from dossier.core.model import Dossier, Passage, Topic
from dossier.placing.annotate import AnnotatedArticle


def link(annotated: Sequence[AnnotatedArticle], topics: Sequence[Topic]) -> Dossier:
    """Gather passages by article and by topic, and count which topics they share.

    `annotated` are sorted newest article first. Of two topics that share as many passages with a
    third, the rarer is the more closely related.
    """
    of_article = {each.article.slug: each.passages for each in annotated}
    of_topic: dict[str, list[Passage]] = {topic.src_uri: [] for topic in topics}
    together = Counter[tuple[str, ...]]()
    for row in of_article.values():
        for passage in row:
            found = tuple(topic.src_uri for topic in (*passage.themes, *passage.names))
            for uri in found:
                of_topic[uri].append(passage)
            if len(found) > 1:
                together[found] += 1
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for found, count in together.items():
        for uri, other in permutations(found, 2):
            shared[uri][other] += count
    by_uri = {topic.src_uri: topic for topic in topics}
    passages = sum(map(len, of_article.values()))
    rarity = {uri: log(1 + passages / max(1, len(row))) for uri, row in of_topic.items()}

    def closest(row: dict[str, int]) -> list[tuple[str, int]]:
        return sorted(row.items(), key=lambda i: (-i[1] * rarity[i[0]], i[0]))

    def related(themes: bool) -> dict[str, tuple[tuple[Topic, int], ...]]:
        return {
            uri: tuple(
                (by_uri[other], count)
                for other, count in closest(shared[uri])
                if by_uri[other].is_theme is themes
            )
            for uri in by_uri
        }

    return Dossier(
        articles=tuple(each.article for each in annotated),
        themes=tuple(topic for topic in topics if topic.is_theme),
        names=tuple(topic for topic in topics if not topic.is_theme),
        passages_of_article=of_article,
        passages_of_topic={uri: tuple(row) for uri, row in of_topic.items()},
        related_themes=related(themes=True),
        related_names=related(themes=False),
        moments=tuple(moment for each in annotated for moment in each.moments),
        figures=tuple(figure for each in annotated for figure in each.figures),
        versions={each.article.slug: each.key for each in annotated},
    )
