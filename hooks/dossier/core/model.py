"""The values that pass from stage to stage. All are frozen; none knows how it is shown."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from functools import cached_property
from html import escape
from typing import Literal

from dossier.core.kinds import FigureKind, NameKind
from dossier.core.rights import reserves_all_rights

BlockKind = Literal[
    "paragraph", "heading", "imprint", "list", "quote", "table", "code", "footnotes", "rule"
]
THEMELESS = ("heading", "imprint", "footnotes", "rule")
"""The kinds of blocks that no theme gathers: a heading is the context of the passages under it, an
imprint the line of a plain text that says where and when it appeared."""
PROSE = ("paragraph", "list", "quote")
"""The kinds of blocks in which dates and figures are looked for."""
TopicKind = Literal["theme"] | NameKind


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article was published. `published` is YYYY, YYYY-MM or YYYY-MM-DD."""

    name: str
    url: str | None = None
    published: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What an article is about, where that is known better than the day it was published."""

    date: Day
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block of an article, in the article's own words.

    `markup` is well-formed XML holding these words and nothing else, `text` its text content; of
    text without markup, as most is, there is the text alone. `line` is the line of the file
    on which the block begins, `heading` the text of the heading that it stands under.
    """

    number: int
    kind: BlockKind
    markup: str
    text: str
    line: int
    heading: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is a paragraph without markup."""
        return self.kind == "paragraph" and not self.markup

    @property
    def html(self) -> str:
        """Its markup, whichever way it is known."""
        return self.markup or plain(self.text)

    @property
    def anchor(self) -> str:
        return f"p{self.number}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a block's text; `start` and `end` are character offsets into it."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """What the editors remark on a stretch of an article, and the addresses of their sources.

    `number` counts the notes of the article in the order of its text, from 1.
    """

    number: int
    about: Stretch
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The editors' word on a passage and a theme (by slug): that it belongs there, or does not.

    `line` is the line of the seed that says so.
    """

    block: int
    theme: str
    belongs: bool
    line: int
    subtopic: str | None = None


@dataclass(frozen=True, slots=True)
class DateVerdict:
    """The editors' word on the date that words of an article say; none if they say no date.

    `line` is the line of the seed that says so.
    """

    about: Stretch
    date: str | None
    line: int


@dataclass(frozen=True, slots=True)
class FigureVerdict:
    """The editors' word on the kind of figure that words of an article are; none if of no kind.

    `line` is the line of the seed that says so.
    """

    about: Stretch
    kind: FigureKind | None
    line: int


@dataclass(frozen=True, slots=True)
class Change:
    """What was corrected in an article, or why it was withdrawn; and the day of it."""

    on: Day
    what: str


@dataclass(frozen=True)
class Article:
    """One file of seeds/.

    `lead` is the sentence that stands for it, `not_names` are words that look like a name and are
    none, `barred_names` the slugs of names that it does not mention, whatever its words, each with
    the line of the seed that says so. `formerly`
    are slugs that it had, and `added` is the day on which its file came into the dossier.
    `unpublished` says why it is not published yet, `takeaway` whether the editors let its words be
    taken away in bulk.
    """

    path: str
    slug: str
    title: str
    blocks: tuple[Block, ...]
    date: Day | None = None
    added: Day | None = None
    updated: Day | None = None
    authors: tuple[str, ...] = ()
    source: Source | None = None
    event: Event | None = None
    language: str = "en"
    description: str | None = None
    draft: bool = False
    notes: tuple[Note, ...] = ()
    lead: str | None = None
    verdicts: tuple[Verdict, ...] = ()
    not_names: tuple[Stretch, ...] = ()
    barred_names: tuple[tuple[str, int], ...] = ()
    date_verdicts: tuple[DateVerdict, ...] = ()
    figure_verdicts: tuple[FigureVerdict, ...] = ()
    formerly: tuple[str, ...] = ()
    corrections: tuple[Change, ...] = ()
    withdrawn: Change | None = None
    unpublished: str = ""
    takeaway: bool = True

    @property
    def src_uri(self) -> str:
        return f"articles/{self.slug}.md"

    @cached_property
    def when(self) -> str:
        """The best date known, as YYYY, YYYY-MM or YYYY-MM-DD; empty if none is."""
        if self.date:
            return self.date.isoformat()
        if self.event:
            return self.event.date.isoformat()
        return (self.source and self.source.published) or ""

    @cached_property
    def arrived(self) -> str:
        """When it came into the dossier; its best date, as in `when`, where nobody recorded that.

        An article is not shown before its own day, whenever it was added.
        """
        return max(self.added, self.date or self.added).isoformat() if self.added else self.when

    @cached_property
    def gives_words(self) -> bool:
        """Whether its words may be taken away in bulk: neither editors nor licence are against it.

        Of an article whose words may not, its title, source and placements still may.
        """
        licence = (self.source and self.source.licence) or ""
        return self.takeaway and not reserves_all_rights(licence)

    @property
    def has_own_title(self) -> bool:
        """Whether the text begins with the title as a heading, with whatever capitals and marks."""
        first = self.blocks[0]
        return first.kind == "heading" and is_same_title(first.text, self.title)

    @property
    def headline(self) -> str:
        """The title as the text itself has it, if it does."""
        return self.blocks[0].text if self.has_own_title else self.title

    @cached_property
    def words(self) -> int:
        return sum(len(block.text.split()) for block in self.blocks)

    @cached_property
    def digest(self) -> str:
        """Of everything that is known of the article."""
        return _digest(self)


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase that a topic gathers, as its page spells it, and the line of the page.

    A weak term counts only in company; an actor, as a minister or a body, says nothing of a
    subtopic where anything else does; a void one hides the terms inside it and gathers nothing.
    """

    text: str
    group: str = ""
    strength: Literal["strong", "actor", "weak", "void"] = "strong"
    line: int = 1


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A dated statement of a topic page. `date` is YYYY, YYYY-MM or YYYY-MM-DD."""

    date: str
    text: str
    source: str


@dataclass(frozen=True)
class Topic:
    """A hand-written page that gathers passages: a theme, or a name of some kind.

    `exceptions` are void terms of a name (those of a theme stand among its `terms`). `body` is what
    is written there, as Markdown, and `opening` its first sentence as plain text. Topics that
    differ in their bodies alone are equal: only the search's index has these.
    """

    kind: TopicKind
    path: str
    slug: str
    title: str
    terms: tuple[Term, ...]
    exceptions: tuple[Term, ...] = ()
    description: str | None = None
    order: int = 0
    keywords: tuple[str, ...] = ()
    dates: tuple[DatedFact, ...] = ()
    opening: str = ""
    body: str = field(default="", repr=False, compare=False)

    @property
    def is_theme(self) -> bool:
        return self.kind == "theme"

    @property
    def is_proper(self) -> bool:
        """Whether its terms are proper names."""
        return isinstance(self.kind, NameKind) and self.kind.is_proper

    @property
    def is_actor(self) -> bool:
        """Whether it acts, as people, bodies and places do."""
        return isinstance(self.kind, NameKind) and self.kind.is_actor

    @cached_property
    def src_uri(self) -> str:
        return f"{'themes' if self.is_theme else 'names'}/{self.slug}.md"

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The subtopics, in the page's order."""
        return tuple(dict.fromkeys(term.group for term in self.terms if term.group))

    @cached_property
    def general_terms(self) -> frozenset[str]:
        """The terms of a theme that say little about a subtopic.

        These are the theme's own title, and words that stand in phrases of other subtopics too.
        """
        phrases = defaultdict[str, set[str]](set)
        for term in self.terms:
            words = term.text.casefold().split()
            for word in words if len(words) > 1 and term.strength != "void" else ():
                phrases[word].add(term.group)
        return frozenset(
            term.text
            for term in self.terms
            if (word := term.text.casefold()) == self.title.casefold()
            or phrases.get(word, set()) - {term.group}
        )

    @cached_property
    def digest(self) -> str:
        """Of everything that is known of the topic but its body, which is shown nowhere else."""
        return _digest(self)


def plain(text: str) -> str:
    """The markup of a paragraph that is nothing but text."""
    return f"<p>{escape(text, quote=False)}</p>"


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles have the same letters and digits, whatever their case and marks."""
    first, second = ("".join(filter(str.isalnum, text.casefold())) for text in (one, other))
    return first == second


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Match:
    """A term found in a text; `start` and `end` are character offsets into it."""

    topic: Topic
    term: Term
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A term that speaks for a theme, as the text writes it, and its weight: 0, 1 or 2.

    A term found only in the heading above counts as weak. `times` says how often it is found.
    """

    term: Term
    text: str
    weight: int
    in_heading: bool = False
    times: int = 1


@dataclass(frozen=True, slots=True)
class Weighing:
    """All that speaks for placing a passage in a theme; its weight says whether that suffices.

    `faint` says that it is too little all the same: common words of which the article or the
    passage makes nothing more. `carried` says that a weak word is enough: the article speaks of
    little else.
    """

    theme: Topic
    reasons: tuple[Reason, ...]
    faint: bool = False
    carried: bool = False

    @property
    def weight(self) -> int:
        return sum([reason.weight for reason in self.reasons])

    @property
    def subtopic(self) -> str:
        """The subtopic whose terms weigh most, as of none at all the first.

        A general term counts half, an actor only where there is nothing else. Of equals it is the
        one that the text has first.
        """
        weights = Counter[str]()
        said = [reason for reason in self.reasons if reason.weight]
        for reason in [r for r in said if r.term.strength != "actor"] or said:
            general = reason.term.text in self.theme.general_terms
            weights[reason.term.group] += reason.weight if general else 2 * reason.weight
        return max(weights or self.theme.groups, key=weights.__getitem__)

    @property
    def because(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reason.text for reason in self.reasons if reason.weight))


@dataclass(frozen=True, slots=True)
class Placement:
    """Why a passage belongs to a theme: the subtopic it falls under and the words that matched.

    `by_editors` where the seed's front matter says so, whatever the words.
    """

    theme: Topic
    subtopic: str
    because: tuple[str, ...]
    by_editors: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of an article, with the themes it belongs to and the names it mentions.

    `mentions` holds every mention of a name, in the order of the text; `weighings` every theme
    that has a word in it, also those that it does not belong to; `barred` the mentions that the
    editors call none; `runs` a sample of its runs of words, as `language/runs.py` writes it.

    What follows from these is made once; without a dictionary a passage takes a quarter of the
    room, and there are a dozen in an article. `key` identifies the passage in the dossier, by the
    article's slug and its anchor; `names` are those mentioned, each once, in the order of their
    first mention.
    """

    article: Article
    block: Block
    placements: tuple[Placement, ...] = ()
    mentions: tuple[Match, ...] = ()
    weighings: tuple[Weighing, ...] = field(default=(), repr=False)
    barred: tuple[Match, ...] = ()
    runs: bytes = field(default=b"", repr=False)
    key: str = field(init=False, repr=False, compare=False)
    themes: tuple[Topic, ...] = field(init=False, repr=False, compare=False)
    names: tuple[Topic, ...] = field(init=False, repr=False, compare=False)
    _digest: str = field(default="", init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {mention.topic.src_uri: mention.topic for mention in self.mentions}
        keep = object.__setattr__
        keep(self, "key", f"{self.article.slug}#{self.block.anchor}")
        keep(self, "themes", tuple([placement.theme for placement in self.placements]))
        keep(self, "names", tuple(names.values()))

    @property
    def gathers(self) -> bool:
        """Whether it may belong to themes."""
        return self.block.kind not in THEMELESS

    @property
    def notes(self) -> tuple[Note, ...]:
        """The editor's notes on words of this passage, in the order of its text."""
        return tuple(n for n in self.article.notes if n.about.block == self.block.number)

    @property
    def digest(self) -> str:
        """Of its article, its place in it, and the topics that it belongs to or mentions."""
        if not self._digest:
            placed = [
                (p.theme.digest, p.subtopic, p.because, p.by_editors) for p in self.placements
            ]
            named = [(match.topic.digest, match.start, match.end) for match in self.mentions]
            said = (self.article.digest, self.block.number, placed, named)
            object.__setattr__(self, "_digest", _digest(said))
        return self._digest

    def placement(self, theme: Topic) -> Placement:
        for placement in self.placements:
            if placement.theme.slug == theme.slug:
                return placement
        raise KeyError(theme.slug)


@dataclass(frozen=True)
class Dossier:
    """All that is known before a page is written.

    `articles` and `passages` are sorted newest article first, passages in the order of the text;
    in the order of the passages are the `moments` and `figures` that these state. `versions` has by
    the slug of an article what is another one whenever its passages belong elsewhere or say
    something else; empty if that is not known.
    `twins` has by the key of a passage those of other articles that say the same. The other
    mappings have a key for every topic (by `src_uri`) or article (by slug), even if empty.
    """

    articles: tuple[Article, ...]
    themes: tuple[Topic, ...]
    names: tuple[Topic, ...]
    passages_of_article: Mapping[str, tuple[Passage, ...]] = field(repr=False)
    passages_of_topic: Mapping[str, tuple[Passage, ...]] = field(repr=False)
    related_themes: Mapping[str, tuple[tuple[Topic, int], ...]] = field(repr=False)
    related_names: Mapping[str, tuple[tuple[Topic, int], ...]] = field(repr=False)
    moments: tuple["Moment", ...] = field(default=(), repr=False)
    figures: tuple["Figure", ...] = field(default=(), repr=False)
    versions: Mapping[str, str] = field(default_factory=dict, repr=False)
    withdrawn: tuple[Article, ...] = ()
    twins: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(
            passage
            for article in self.articles
            for passage in self.passages_of_article[article.slug]
        )

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Of each article with all its passages, by its slug."""
        rows = self.passages_of_article.items()
        return {slug: _digest([passage.digest for passage in row]) for slug, row in rows}

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        return self.themes + self.names

    @cached_property
    def reading_order(self) -> Mapping[str, Mapping[str, tuple[Passage | None, Passage | None]]]:
        """For each theme and each of its passages (by key): the one before and the one after."""
        order: dict[str, dict[str, tuple[Passage | None, Passage | None]]] = {}
        for theme in self.themes:
            row = self.passages_of_topic[theme.src_uri]
            order[theme.slug] = {
                passage.key: (row[i - 1] if i else None, row[i + 1] if i + 1 < len(row) else None)
                for i, passage in enumerate(row)
            }
        return order


@dataclass(frozen=True, slots=True)
class Moment:
    """Something with a date: a sentence of a passage, or a fact of topic pages with its source.

    `date` is YYYY, YYYY-MM or YYYY-MM-DD; `start` and `end` are the offsets into `text` of the
    words that say it, and equal if it is a fact. `inferred` says that the sentence leaves the year
    out, `planned` that it was still to come when the article appeared, `ahead` that it is later
    than all that the dossier knows to have happened. `is_statement` says that the sentence says
    something besides the date, `telling` that it can be read alone, and is more than dated. `also`
    are passages that say the same.
    """

    date: str
    text: str
    start: int = 0
    end: int = 0
    passage: Passage | None = None
    topics: tuple[Topic, ...] = ()
    url: str | None = None
    inferred: bool = False
    planned: bool = False
    ahead: bool = False
    is_statement: bool = True
    telling: bool = True
    also: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount, share or quantity, the sentence that states it, and that one's passage.

    `start` and `end` are the offsets of its words into the sentence. `is_statement` says that the
    sentence can be read alone. `also` are the same figure in other words, or in other passages;
    `beside` are others of the same sentence.
    """

    kind: FigureKind
    words: str
    sentence: str
    start: int
    end: int
    passage: Passage
    is_statement: bool = True
    also: tuple["Figure", ...] = ()
    beside: tuple["Figure", ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """What a quantity was, or was to be (`is_target`), at a date: YYYY[-MM[-DD]].

    `words` are the number and its unit, as the sentence of the figure has them.
    """

    date: str
    value: float
    words: str
    figure: Figure
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One quantity at three dates or more, oldest first; `unit` is as in `language/measures.py`."""

    title: str
    unit: str
    points: tuple[Point, ...]
