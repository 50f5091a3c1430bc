"""Passages → `Dossier`: what belongs together, known before a page is written."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from dossier.model import Article, Dossier, Passage, Topic


def link(
    articles: Sequence[Article], topics: Sequence[Topic], passages: Iterable[Passage]
) -> Dossier:
    """Gather passages by article and by topic, and count which topics they share.

    `articles` are sorted newest first; `passages` come in any order, those of an article in the
    order of its text.
    """
    of_article: dict[str, list[Passage]] = {article.slug: [] for article in articles}
    for passage in passages:
        of_article[passage.article.slug].append(passage)
    of_topic: dict[str, list[Passage]] = {topic.src_uri: [] for topic in topics}
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for row in of_article.values():
        for passage in row:
            found = [topic.src_uri for topic in (*passage.themes, *passage.names)]
            for uri in found:
                of_topic[uri].append(passage)
                shared[uri].update(other for other in found if other != uri)
    by_uri = {topic.src_uri: topic for topic in topics}

    def related(themes: bool) -> dict[str, tuple[tuple[Topic, int], ...]]:
        return {
            uri: tuple(
                (by_uri[other], count)
                for other, count in sorted(shared[uri].items(), key=lambda i: (-i[1], i[0]))
                if by_uri[other].is_theme is themes
            )
            for uri in by_uri
        }

    return Dossier(
        articles=tuple(articles),
        themes=tuple(topic for topic in topics if topic.is_theme),
        names=tuple(topic for topic in topics if not topic.is_theme),
        passages_of_article={slug: tuple(row) for slug, row in of_article.items()},
        passages_of_topic={uri: tuple(row) for uri, row in of_topic.items()},
        related_themes=related(themes=True),
        related_names=related(themes=False),
    )
