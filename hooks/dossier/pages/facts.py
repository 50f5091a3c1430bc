"""`Page` → the facts that its template is given, and nothing else of the dossier.

So a body is a function of the topics, the page and its facts, and their digest says whether one
that was made before still holds. Pages that show a bit of everything have the dossier for a fact.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dossier.core.model import Article, Dossier, Passage, Topic
from dossier.gathering.facts import changed, corrected
from dossier.gathering.related import Related
from dossier.pages.page import Facts, Page

MOST_TOGETHER = 24

Places = Mapping[tuple[str, str], str]
"""By a topic's source path and a passage's key: the source path of the page where it stands."""


@dataclass(frozen=True, slots=True)
class FactSource:
    """What the facts of all pages are taken from.

    `places` is of the topics that are cut into parts. `statements` is what whole pages are given
    besides the dossier.
    """

    dossier: Dossier
    related: Related
    places: Places
    statements: Facts

    def themes(self, article: Article) -> list[tuple[Topic, int]]:
        """The themes of an article and how many of its passages each has, in the themes' order."""
        passages = self.dossier.passages_of_article[article.slug]
        found = Counter(theme.slug for passage in passages for theme in passage.themes)
        return [(t, found[t.slug]) for t in self.dossier.themes if found[t.slug]]

    def places_of(self, passages: Iterable[Passage]) -> Places:
        """The places of these passages alone."""
        keys = ((theme.src_uri, passage.key) for passage in passages for theme in passage.themes)
        return {key: self.places[key] for key in keys if key in self.places}


def of_everything(source: FactSource, page: Page) -> Facts:
    """For a page that shows a bit of everything."""
    return {"dossier": source.dossier, "places": source.places, **source.statements}


def of_article(source: FactSource, page: Page) -> Facts:
    """For an article's page: its passages, and the way on from each within its themes."""
    article = page.subject
    assert isinstance(article, Article)
    passages = source.dossier.passages_of_article[article.slug]
    order = source.dossier.reading_order
    return {
        "passages": passages,
        "themes": source.themes(article),
        "steps": {
            (theme.slug, passage.key): order[theme.slug][passage.key]
            for passage in passages
            for theme in passage.themes
        },
        "places": source.places_of(passages),
        "next": source.related.articles(article),
    }


def of_topic(source: FactSource, page: Page) -> Facts:
    """For a topic's page; on that of a part only the size of the topic is told."""
    topic = page.subject
    assert isinstance(topic, Topic)
    dossier = source.dossier
    gathered = dossier.passages_of_topic[topic.src_uri]
    first = not page.part
    return {
        "count": len(gathered),
        "gathered": gathered if first else (),
        "names": dossier.related_names[topic.src_uri][:MOST_TOGETHER] if first else (),
        "themes": dossier.related_themes[topic.src_uri] if first or not topic.is_theme else (),
        "next": source.related.themes(topic) if first and topic.is_theme else (),
        "places": source.places_of(item for item in page.items if isinstance(item, Passage)),
    }


def of_articles(source: FactSource, page: Page) -> Facts:
    """For a list of articles: the themes of each."""
    shown = (item for item in page.items if isinstance(item, Article))
    return {"themes_of": {article.slug: source.themes(article) for article in shown}}


def of_timeline(source: FactSource, page: Page) -> Facts:
    """For the timeline: how much of it is still ahead."""
    return {"ahead": source.statements["ahead"]}


def of_nothing(source: FactSource, page: Page) -> Facts:
    """For a page that shows nothing but its items."""
    return {}


def days_of_articles(dossier: Dossier, page: Page) -> Iterator[str]:
    """When the articles of a page changed: its subject, those it shows, else all."""
    articles: Iterable[Article] = dossier.articles
    if isinstance(page.subject, Article):
        articles = [page.subject]
    elif page.subject or page.items:
        articles = page.articles
    return map(changed, articles)


def days_of_corrections(dossier: Dossier, page: Page) -> Iterator[str]:
    """When articles were corrected or withdrawn."""
    return (str(day) for day, _, _ in corrected(dossier))


def no_days(dossier: Dossier, page: Page) -> Iterator[str]:
    """For a page on which no article is shown."""
    return iter(())
