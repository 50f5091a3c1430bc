"""`Dossier` → the items that stand in the rows of the data.

Of an article whose words may not be taken away, nothing is given that it says: all that is known of
it, and where its passages stand, is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TypeVar

from dossier.core.model import Article, Dossier, Figure, Moment, Passage, Topic
from dossier.core.urls import Site, published
from dossier.gathering.figures import measure_of, when_of
from dossier.language.measures import CURRENCIES, Measure
from dossier.reading.schedule import UNDATED

MOST_TOGETHER = 2000
"""Articles whose passages are in one file; of more, each year has its own."""
MOST = 10**30
"""A value above is no figure that anything measures, and not every program reads it."""

Statement = TypeVar("Statement", Moment, Figure)


@dataclass(frozen=True)
class Known:
    """All that is known, and what the articles state by their slugs."""

    dossier: Dossier
    site: Site

    @cached_property
    def moments(self) -> Mapping[str, Sequence[Moment]]:
        return _by_article(self.dossier.moments)

    @cached_property
    def figures(self) -> Mapping[str, Sequence[Figure]]:
        return _by_article(self.dossier.figures)


@dataclass(frozen=True, slots=True)
class Source:
    """What a table is made from: all that is known, and the articles of which rows are wanted."""

    known: Known
    articles: Sequence[Article]

    @property
    def dossier(self) -> Dossier:
        return self.known.dossier

    @property
    def passages(self) -> Iterator[Passage]:
        for article in self.articles:
            yield from self.dossier.passages_of_article[article.slug]

    def url(self, src_uri: str, fragment: str = "") -> str:
        """Where something is; from the root of the site where its address is not known."""
        path = published(src_uri)
        return self.known.site.absolute(path, fragment) or (
            f"{path}#{fragment}" if fragment else path
        )


@dataclass(frozen=True, slots=True)
class Part:
    """The articles of one year, or all of a small archive; `suffix` ends the names of its files."""

    year: str
    suffix: str
    articles: Sequence[Article]


def parts(articles: Sequence[Article]) -> list[Part]:
    """The parts in which the tables that grow are written."""
    if len(articles) <= MOST_TOGETHER:
        return [Part("", "", articles)]
    years: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        years[article.when[:4] or UNDATED].append(article)
    return [Part(year, f"-{year}", row) for year, row in years.items()]


@dataclass(frozen=True, slots=True)
class Listed:
    """An article, a theme or a name, in a table with its address and what it gathers."""

    source: Source
    subject: Article | Topic

    @property
    def article(self) -> Article:
        assert isinstance(self.subject, Article)
        return self.subject

    @property
    def topic(self) -> Topic:
        assert isinstance(self.subject, Topic)
        return self.subject

    @property
    def url(self) -> str:
        return self.source.url(self.subject.src_uri)

    @property
    def passages(self) -> int:
        dossier = self.source.dossier
        if isinstance(self.subject, Article):
            return len(dossier.passages_of_article[self.subject.slug])
        return len(dossier.passages_of_topic[self.subject.src_uri])


@dataclass(frozen=True, slots=True)
class Told:
    """A passage with its address."""

    source: Source
    passage: Passage

    @property
    def words(self) -> str | None:
        return self.passage.block.text if self.passage.article.gives_words else None

    @property
    def heading(self) -> str | None:
        return self.passage.block.heading if self.passage.article.gives_words else None

    @property
    def url(self) -> str:
        return self.source.url(self.passage.article.src_uri, self.passage.block.anchor)


@dataclass(frozen=True, slots=True)
class Stated:
    """A dated statement or a figure of a passage: its words are at `start` to `end` of its text."""

    passage: Passage
    sentence: str
    start: int
    end: int
    item: Moment | Figure

    @property
    def key(self) -> str:
        return f"{self.passage.key}@{self.start}"

    @property
    def said(self) -> str | None:
        return self.sentence if self.passage.article.gives_words else None

    @property
    def words(self) -> str | None:
        return self.passage.block.text[self.start : self.end] if self.said else None

    @property
    def moment(self) -> Moment:
        assert isinstance(self.item, Moment)
        return self.item

    @property
    def figure(self) -> Figure:
        assert isinstance(self.item, Figure)
        return self.item

    @property
    def measure(self) -> Measure | None:
        return measure_of(self.figure)

    @property
    def value(self) -> int | float | None:
        """The number of a figure; a whole one wherever it is."""
        value = self.measure.value if self.measure else None
        if value is None or abs(value) > MOST:
            return None
        return int(value) if value == value.to_integral_value() else float(value)

    @property
    def unit(self) -> str | None:
        unit = self.measure.unit if self.measure else ""
        return unit if unit not in CURRENCIES and unit else None

    @property
    def currency(self) -> str | None:
        unit = self.measure.unit if self.measure else ""
        return unit if unit in CURRENCIES else None

    @property
    def thing(self) -> str | None:
        thing = self.measure.thing if self.measure and self.said else ""
        return thing or None

    @property
    def year(self) -> int | None:
        when, _, _ = when_of(self.figure)
        return int(when[:4]) if when else None


def stated(
    of_article: Mapping[str, Sequence[Statement]], articles: Iterable[Article]
) -> Iterator[Stated]:
    """The statements of some articles, each with its place in the text of its passage.

    They come in the order of the text, so that a sentence that stands there twice is told apart.
    """
    last: tuple[str, str] = "", ""
    place = within = 0
    for item in (item for article in articles for item in of_article.get(article.slug, ())):
        passage = item.passage
        if passage is None:
            continue
        sentence = item.text if isinstance(item, Moment) else item.sentence
        text = passage.block.text
        if passage.key != last[0]:
            place = text.find(sentence)
        elif sentence != last[1] or item.start <= within:
            place = text.find(sentence, place + len(last[1]))
        place = place if place >= 0 else text.find(sentence)
        last, within = (passage.key, sentence), item.start
        yield Stated(passage, sentence, place + item.start, place + item.end, item)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase by which a theme gathers passages."""

    theme: Topic
    subtopic: str
    text: str
    strength: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated statement of pages on themes and names."""

    moment: Moment

    @property
    def key(self) -> str:
        """Its date, and a digest of its words: no other has both, and no other moves it."""
        return f"{self.moment.date}-{sha256(self.moment.text.encode()).hexdigest()[:12]}"

    def slugs(self, themes: bool) -> list[str]:
        return [topic.slug for topic in self.moment.topics if topic.is_theme is themes]


def _by_article(statements: Iterable[Statement]) -> Mapping[str, Sequence[Statement]]:
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for item in statements:
        if item.passage:
            found[item.passage.article.slug].append(item)
    return found


def terms(source: Source) -> Iterator[Term]:
    for theme in source.dossier.themes:
        for term in dict.fromkeys((t.group, t.text, t.strength) for t in theme.terms):
            yield Term(theme, *term)


def twins(source: Source) -> Iterator[tuple[str, str]]:
    for passage in source.passages:
        for twin in source.dossier.twins.get(passage.key, ()):
            yield passage.key, twin.key
