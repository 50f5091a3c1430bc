"""`Page` → the facts that its template is given, and nothing else of the dossier.

So a body is a function of the page and its facts, and their digest says whether one
that was made before still holds. Pages that show a bit of everything have the dossier for a fact.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from slugify import slugify

from dossier.core.model import Article, Dossier, Figure, Moment, Passage, Topic
from dossier.gathering.brief import in_brief
from dossier.gathering.facts import changed, corrected
from dossier.gathering.figures import series
from dossier.gathering.related import Related
from dossier.pages.contents import LONG, contents, headings
from dossier.pages.helpers import MOST_LOOKED_AT, by_subtopic, key_figures, most_telling, tells
from dossier.pages.page import Facts, Page

MOST_TOGETHER = 24
MOST_LATEST = 6
MOST_OF_ARTICLE = 2
MOST_COMING = MOST_KEY_FIGURES = 3
LEAST_OF_NAME = 6
"""Statements that name something, for it to have a timeline, or figures, of its own."""

Places = Mapping[str, Mapping[str, str]]
"""By the source path of a topic, then the key of a passage: that of the page where it stands."""


UNDER_NONE = "Under no theme"
"""The title of the part of a name’s passages that no theme gathers."""

Told = Mapping[str, Sequence[Moment | Figure]]
"""By a topic's source path: the statements that are about it, in order."""

Subtopics = Sequence[tuple[str, int, str]]
"""Title, number of passages (0: untold) and source path of each subtopic that has any."""


PartsOfTopic = Sequence[tuple[str, list[Passage], str]]
"""Title, passages and source path of each part."""


@dataclass(frozen=True, slots=True)
class FactSource:
    """What the facts of all pages are taken from.

    `places` is of the topics that are cut into parts. `statements` is what whole pages are given
    besides the dossier. `told` has what there is of each topic on the timeline and among the
    figures. `subtopics` are the parts of each topic, by its source path: counted once, not
    for each of their pages. `figures` are those of the whole dossier, each once.
    """

    dossier: Dossier
    related: Related
    places: Places
    statements: Facts
    told: Mapping[str, Told]
    subtopics: Mapping[str, Subtopics]
    figures: Sequence[Figure]

    def themes(self, article: Article) -> list[tuple[Topic, int]]:
        """The themes of an article and how many of its passages each has, in the themes' order."""
        passages = self.dossier.passages_of_article[article.slug]
        found = Counter(theme.slug for passage in passages for theme in passage.themes)
        return [(t, found[t.slug]) for t in self.dossier.themes if found[t.slug]]

    def own(self, topic: Topic) -> dict[str, tuple[str, int]]:
        """The addresses of a topic's own timeline and figures, if it has them, and their number."""
        return {
            list_: (own_address(list_, topic), len(told[topic.src_uri]))
            for list_, told in self.told.items()
            if has_own(topic, told[topic.src_uri])
        }

    def stated(self, topic: Topic) -> tuple[list[Moment], list[Figure]]:
        """What there is of a topic on the timeline and among the figures."""
        moments = [m for m in self.told["timeline"][topic.src_uri] if isinstance(m, Moment)]
        return moments, [f for f in self.told["figures"][topic.src_uri] if isinstance(f, Figure)]

    def topics_of(self, list_: str) -> list[tuple[Topic, str, int]]:
        """The topics with a timeline, or figures, of their own: themes, then names with most."""
        rows = [
            (topic, own_address(list_, topic), len(self.told[list_][topic.src_uri]))
            for topic in self.dossier.topics
            if has_own(topic, self.told[list_][topic.src_uri])
        ]
        themes = [row for row in rows if row[0].is_theme]
        names = sorted(
            (row for row in rows if not row[0].is_theme), key=lambda row: (-row[2], row[1])
        )
        return themes + names

    def places_of(self, passages: Iterable[Passage]) -> Places:
        """The places of these passages alone."""
        found: dict[str, dict[str, str]] = {}
        for passage in passages:
            for theme in passage.themes:
                if place := self.places.get(theme.src_uri, {}).get(passage.key):
                    found.setdefault(theme.src_uri, {})[passage.key] = place
        return found


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
    """For a topic's page."""
    topic = page.subject
    assert isinstance(topic, Topic)
    dossier = source.dossier
    gathered = dossier.passages_of_topic[topic.src_uri]
    return {
        "count": len(gathered),
        "gathered": gathered,
        "names": dossier.related_names[topic.src_uri][:MOST_TOGETHER],
        "themes": dossier.related_themes[topic.src_uri],
        "next": source.related.themes(topic) if topic.is_theme else (),
        "places": source.places_of(item for item in page.items if isinstance(item, Passage)),
    }


def of_briefing(source: FactSource, page: Page) -> Facts:
    """For the page of a theme with many passages: what it comes to, what is new, what there is."""
    theme = page.subject
    assert isinstance(theme, Topic)
    brief = in_brief(theme, source.dossier.passages_of_topic[theme.src_uri])
    overview = _overview(source, page, [excerpt.passage for excerpt in brief])
    newest = [item for item in page.items if isinstance(item, Passage)]
    coming, key = dates_and_figures(*source.stated(theme))
    return {
        **overview,
        "brief": brief,
        "coming": coming,
        "figures": key,
        "places": source.places_of([*newest, *(excerpt.passage for excerpt in brief)]),
    }


def dates_and_figures(
    moments: Iterable[Moment], figures: Iterable[Figure]
) -> tuple[list[Moment], list[Figure]]:
    """What a briefing has of the statements of its theme: what is next ahead, and key figures.

    What is said among the dates is not said again.
    """
    coming = [moment for moment in moments if moment.ahead and moment.passage]
    coming = sorted(coming, key=lambda moment: not moment.telling)[:MOST_COMING]
    said = {moment.text for moment in coming}
    return coming, key_figures([f for f in figures if f.sentence not in said], MOST_KEY_FIGURES)


def of_much_named(source: FactSource, page: Page) -> Facts:
    """For the page of a name with many passages: what is new, what there is under each theme."""
    return _overview(source, page, [])


def _overview(source: FactSource, page: Page, told: Iterable[Passage]) -> Facts:
    """What the pages of topics with many passages have in common; `told` passages are shown too."""
    topic = page.subject
    assert isinstance(topic, Topic)
    dossier = source.dossier
    gathered = dossier.passages_of_topic[topic.src_uri]
    newest = [item for item in page.items if isinstance(item, Passage)]
    shown = {passage.key for passage in (*newest, *told)}
    return {
        **of_topic(source, page),
        "in_articles": Counter(passage.article.slug for passage in gathered),
        "subtopics": [
            (title, len(row), _telling(topic, row, shown), uri)
            for title, row, uri in parts_of(topic, gathered, dossier.themes)
        ],
        "own": source.own(topic),
    }


def of_subtopic(source: FactSource, page: Page) -> Facts:
    """For a page of a part of a topic's passages: those that say the same are folded into one.

    The page of a year tells no numbers but its own: another passage elsewhere leaves it as it is.
    """
    topic = page.subject
    assert isinstance(topic, Topic)
    passages = [item for item in page.items if isinstance(item, Passage)]
    here = {passage.key for passage in passages}
    twins = source.dossier.twins
    folded = {
        passage.key: [twin for twin in twins.get(passage.key, ()) if twin.key in here]
        for passage in passages
    }
    hidden = {twin.key for row in folded.values() for twin in row}
    subtopics = source.subtopics[topic.src_uri]
    count = next((n for title, n, _ in subtopics if title == page.subtopic), len(passages))
    if page.part:
        subtopics, count = [(title, 0, uri) for title, _, uri in subtopics], len(passages)
    return {
        "count": count,
        "passages": [passage for passage in passages if passage.key not in hidden],
        "twins": {key: twins for key, twins in folded.items() if twins},
        "subtopics": subtopics,
        "places": source.places_of(passages),
    }


def parts_of(topic: Topic, passages: Sequence[Passage], themes: Sequence[Topic]) -> PartsOfTopic:
    """The parts that a topic of many passages has: a theme its subtopics, a name the themes.

    Each has its title, its passages and the source path of its page. A passage of several themes
    is in each of these, one of none in the last part.
    """
    if topic.is_theme:
        return [
            (group, row, subtopic_address(topic, group))
            for group, row in by_subtopic(topic, tuple(passages))
        ]
    home = topic.src_uri.removesuffix(".md")
    under: dict[str, list[Passage]] = {theme.src_uri: [] for theme in themes}
    elsewhere: list[Passage] = []
    for passage in passages:
        for theme in passage.themes:
            under[theme.src_uri].append(passage)
        if not passage.themes:
            elsewhere.append(passage)
    rows = [(t.title, under[t.src_uri], f"{home}/{t.src_uri}") for t in themes]
    rows.append((UNDER_NONE, elsewhere, f"{home}/elsewhere.md"))
    return [row for row in rows if row[1]]


def latest(topic: Topic, passages: Sequence[Passage]) -> list[Passage]:
    """What the newest articles say on a topic: of each the passages that tell most, two at most."""
    found: list[Passage] = []
    for _, row in groupby(passages, key=lambda passage: passage.article.slug):
        of_article = list(row)
        best = sorted(of_article, key=lambda p: tells(topic, p), reverse=True)[:MOST_OF_ARTICLE]
        found += [passage for passage in of_article if passage in best]
        if len(found) >= MOST_LATEST:
            break
    return found


def subtopic_address(theme: Topic, subtopic: str) -> str:
    """The source path of the page of a subtopic."""
    return f"themes/{theme.slug}/{slugify(subtopic)}.md"


def _telling(topic: Topic, passages: Sequence[Passage], shown: Container[str]) -> Passage:
    """The passage that stands for a part: of the newest, one that has much to say in little."""
    fresh = [p for p in passages[:MOST_LOOKED_AT] if p.key not in shown] or passages[:1]
    return most_telling(topic, fresh)


def of_articles(source: FactSource, page: Page) -> Facts:
    """For a list of articles: the themes of each."""
    shown = (item for item in page.items if isinstance(item, Article))
    return {"themes_of": {article.slug: source.themes(article) for article in shown}}


def of_timeline(source: FactSource, page: Page) -> Facts:
    """For the timeline: how much of it is still ahead, and whose timelines there are."""
    if page.part or page.subject:
        return {"ahead": 0, "topics": ()}
    return {"ahead": source.statements["ahead"], "topics": source.topics_of("timeline")}


def of_figures(source: FactSource, page: Page) -> Facts:
    """For the figures: what was measured several times, and whose figures there are."""
    if page.part:
        return {"series": (), "topics": ()}
    if isinstance(page.subject, Topic):
        _, told = source.stated(page.subject)
        return {"series": series(told), "topics": ()}
    return {"series": series(source.figures), "topics": source.topics_of("figures")}


def by_topic(dossier: Dossier, told: Iterable[Moment | Figure]) -> Told:
    """What of the statements is about each topic: a theme's passages, a name's sentences."""
    found: dict[str, list[Moment | Figure]] = {topic.src_uri: [] for topic in dossier.topics}
    for item in told:
        also = [same.passage if isinstance(same, Figure) else same for same in item.also]
        passages = [passage for passage in (item.passage, *also) if passage]
        topics = {topic.src_uri for passage in passages for topic in passage.themes}
        if isinstance(item, Moment):
            topics |= {topic.src_uri for topic in item.topics}
        if item.passage:
            sentence = item.text if isinstance(item, Moment) else item.sentence
            start = item.passage.block.text.find(sentence)
            end = start + len(sentence)
            topics |= {m.topic.src_uri for m in item.passage.mentions if start <= m.start < end}
        for uri in topics:
            found[uri].append(item)
    return found


def has_own(topic: Topic, told: Sequence[Moment | Figure]) -> bool:
    """Whether a topic has a timeline, or figures, of its own."""
    return len(told) >= (1 if topic.is_theme else LEAST_OF_NAME)


def own_address(list_: str, topic: Topic) -> str:
    """The source path of a topic's own timeline, or figures."""
    return f"{list_}/{topic.src_uri}"


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
