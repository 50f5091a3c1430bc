"""`Page` → the facts that its template is given, and nothing else of the dossier.

So a body is a function of the topics, the page and its facts, and their digest says whether one
that was made before still holds. Pages that show a bit of everything have the dossier for a fact.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from slugify import slugify

from dossier.core.model import Article, Dossier, Moment, Passage, Topic
from dossier.gathering.brief import in_brief
from dossier.gathering.facts import changed, corrected
from dossier.gathering.related import Related
from dossier.pages.contents import LONG, contents, headings
from dossier.pages.helpers import MOST_LOOKED_AT, by_subtopic, tells
from dossier.pages.page import Facts, Page

MOST_TOGETHER = 24
MOST_LATEST = 6
MOST_OF_ARTICLE = 2
MOST_COMING = 3

Places = Mapping[tuple[str, str], str]
"""By a topic's source path and a passage's key: the source path of the page where it stands."""


Subtopics = Sequence[tuple[str, int, str]]
"""Title, number of passages and source path of each subtopic that has any."""


@dataclass(frozen=True, slots=True)
class FactSource:
    """What the facts of all pages are taken from.

    `places` is of the topics that are cut into parts. `statements` is what whole pages are given
    besides the dossier. `subtopics` are those of each theme, by its source path: counted once, not
    for each of their pages.
    """

    dossier: Dossier
    related: Related
    places: Places
    statements: Facts
    moments: Sequence[Moment]
    subtopics: Mapping[str, Subtopics]

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
    found = headings(article)
    return {
        "passages": passages,
        "contents": contents(article, found),
        "ids": {heading.number: heading.id for heading in found},
        "is_long": article.words >= LONG,
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


def of_briefing(source: FactSource, page: Page) -> Facts:
    """For the page of a theme with many passages: what it comes to, what is new, what there is."""
    theme = page.subject
    assert isinstance(theme, Topic)
    gathered = source.dossier.passages_of_topic[theme.src_uri]
    keys = {passage.key for passage in gathered}
    in_articles = Counter(passage.article.slug for passage in gathered)
    brief = in_brief(theme, gathered)
    newest = [item for item in page.items if isinstance(item, Passage)]
    shown = {passage.key for passage in (*newest, *(excerpt.passage for excerpt in brief))}
    moments = [m for m in source.moments if m.passage and m.passage.key in keys]
    return {
        **of_topic(source, page),
        "brief": brief,
        "in_articles": in_articles,
        "subtopics": [
            (group, len(row), _telling(theme, row, shown), subtopic_address(theme, group))
            for group, row in by_subtopic(theme, gathered)
        ],
        "coming": [moment for moment in moments if moment.ahead][:MOST_COMING],
        "figures": [figure for figure in source.dossier.figures if figure.passage.key in keys],
        "places": source.places_of([*newest, *(e.passage for e in brief)]),
    }


def of_subtopic(source: FactSource, page: Page) -> Facts:
    """For a page of the passages of one subtopic: those that say the same are folded into one."""
    theme = page.subject
    assert isinstance(theme, Topic)
    passages = [item for item in page.items if isinstance(item, Passage)]
    here = {passage.key for passage in passages}
    twins = source.dossier.twins
    folded = {
        passage.key: [twin for twin in twins.get(passage.key, ()) if twin.key in here]
        for passage in passages
    }
    hidden = {twin.key for row in folded.values() for twin in row}
    subtopics = source.subtopics[theme.src_uri]
    return {
        "count": next(count for title, count, _ in subtopics if title == page.subtopic),
        "passages": [passage for passage in passages if passage.key not in hidden],
        "twins": {key: twins for key, twins in folded.items() if twins},
        "subtopics": subtopics,
        "places": source.places_of(passages),
    }


def subtopics_of(theme: Topic, passages: Sequence[Passage]) -> Subtopics:
    """The subtopics among the passages of a theme."""
    return [
        (group, len(row), subtopic_address(theme, group))
        for group, row in by_subtopic(theme, tuple(passages))
    ]


def latest(theme: Topic, passages: Sequence[Passage]) -> list[Passage]:
    """What the newest articles say on a theme: of each the passages that tell most, two at most."""
    found: list[Passage] = []
    for _, row in groupby(passages, key=lambda passage: passage.article.slug):
        of_article = list(row)
        best = sorted(of_article, key=lambda p: tells(theme, p), reverse=True)[:MOST_OF_ARTICLE]
        found += [passage for passage in of_article if passage in best]
        if len(found) >= MOST_LATEST:
            break
    return found


def subtopic_address(theme: Topic, subtopic: str) -> str:
    """The source path of the page of a subtopic."""
    return f"themes/{theme.slug}/{slugify(subtopic)}.md"


def _telling(theme: Topic, passages: Sequence[Passage], shown: Container[str]) -> Passage:
    """The passage that stands for a subtopic: of the newest, one that has much to say in little."""
    fresh = [p for p in passages[:MOST_LOOKED_AT] if p.key not in shown] or passages[:1]
    return max(fresh, key=lambda passage: tells(theme, passage))


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
