"""The tables of the data: what each holds, and where every column comes from."""

from operator import attrgetter
from typing import get_args

from dossier.core.kinds import FIGURE_HEADINGS, NameKind
from dossier.core.model import Article, BlockKind
from dossier.gathering.chronology import facts
from dossier.takeaway.items import Fact, Listed, Told, stated, terms, twins
from dossier.takeaway.tables import Column, Table

DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def _day(value: object) -> str | None:
    return str(value) if value else None


def _of_source(article: Article, key: str) -> str | None:
    return getattr(article.source, key) if article.source else None


URL = Column("url", "string", "Where it is on this site.", attrgetter("url"), True)
OF_ARTICLE = Column(
    "article",
    "string",
    "Its article.",
    lambda each: each.passage.article.slug,
    True,
    refers=("articles", "article"),
)
OF_PASSAGE = Column(
    "passage",
    "string",
    "Its passage.",
    lambda each: each.passage.key,
    True,
    refers=("passages", "passage"),
)
START = Column(
    "start",
    "integer",
    "Where the words begin in the text of the passage: characters (code points) before them.",
    attrgetter("start"),
    True,
)
END = Column("end", "integer", "Where they end.", attrgetter("end"), True)
SENTENCE = Column("sentence", "string", "The sentence that says it.", attrgetter("said"))


def _listed(what: str, title: str, passages: str, more: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of what has a page of its own; `title` and `passages` say what these are."""
    return (
        Column(
            what,
            "string",
            f"The {what}’s id: the last part of its address.",
            attrgetter("subject.slug"),
            True,
        ),
        Column("title", "string", title, attrgetter("subject.title"), True),
        *more,
        Column("passages", "integer", passages, attrgetter("passages"), True),
        URL,
    )


def _of_topics(
    what: str, title: str, description: str, passages: str, more: tuple[Column, ...]
) -> tuple[Column, ...]:
    """The columns of themes or of names."""
    says = Column(
        "description",
        "string",
        description,
        lambda t: t.topic.description or t.topic.opening or None,
    )
    return _listed(what, title, passages, (*more, says))


ARTICLES = Table(
    "articles",
    "Articles",
    "What is known of each article, newest first: for a bibliography, or to choose among them.",
    _listed(
        "article",
        "Its title.",
        "How many it has.",
        (
            Column(
                "date",
                "string",
                "The best known: its own, else that of what it reports on, else its source’s.",
                lambda a: a.article.when or None,
                pattern=DATE,
            ),
            Column(
                "published",
                "string",
                "When its source published it.",
                lambda a: _of_source(a.article, "published"),
                pattern=DATE,
            ),
            Column(
                "added",
                "string",
                "The day on which it came into the dossier.",
                lambda a: _day(a.article.added),
                pattern=DATE,
            ),
            Column(
                "updated",
                "string",
                "The day of its last change or correction.",
                lambda a: _day(a.article.updated),
                pattern=DATE,
            ),
            Column(
                "event_date",
                "string",
                "The day of what it reports on.",
                lambda a: _day(a.article.event and a.article.event.date),
                pattern=DATE,
            ),
            Column(
                "event_place",
                "string",
                "The place of that.",
                lambda a: a.article.event and a.article.event.place,
            ),
            Column(
                "authors",
                "array",
                "Who wrote it: people with the family name first.",
                lambda a: a.article.authors,
            ),
            Column(
                "source", "string", "Who published it.", lambda a: _of_source(a.article, "name")
            ),
            Column(
                "source_url", "string", "Its address there.", lambda a: _of_source(a.article, "url")
            ),
            Column(
                "licence",
                "string",
                "The terms of its source, where they are known.",
                lambda a: _of_source(a.article, "licence"),
            ),
            Column("language", "string", "As a BCP 47 tag.", lambda a: a.article.language, True),
            Column(
                "description",
                "string",
                "A sentence on it, by the editors of this dossier.",
                lambda a: a.article.description,
            ),
            Column("words", "integer", "How many it has.", lambda a: a.article.words, True),
            Column(
                "words_included",
                "boolean",
                "Whether its words are in this data; where they are not, all else is.",
                lambda a: a.article.gives_words,
                True,
            ),
        ),
    ),
    ("article",),
    lambda source: (Listed(source, article) for article in source.articles),
)

PASSAGES = Table(
    "passages",
    "Passages",
    "Every passage in the articles’ own words, with the themes it belongs to and the names in it:"
    " for reading, counting and comparing.",
    (
        Column(
            "passage",
            "string",
            "The passage’s id: its article’s, and its anchor.",
            lambda p: p.passage.key,
            True,
        ),
        OF_ARTICLE,
        Column(
            "anchor",
            "string",
            "Its place on the article’s page, as links have it after the `#`.",
            lambda p: p.passage.block.anchor,
            True,
        ),
        Column(
            "number",
            "integer",
            "Its place in the article, counted from 1.",
            lambda p: p.passage.block.number,
            True,
        ),
        Column(
            "kind",
            "string",
            "What it is in the text.",
            lambda p: p.passage.block.kind,
            True,
            choices=get_args(BlockKind),
        ),
        Column("heading", "string", "The heading that it stands under.", attrgetter("heading")),
        Column(
            "language",
            "string",
            "That of its article, as a BCP 47 tag.",
            lambda p: p.passage.article.language,
            True,
        ),
        Column("text", "string", "Its words, exactly.", attrgetter("words")),
        Column(
            "themes",
            "array",
            "The themes that it belongs to.",
            lambda p: p.passage.placements,
            parts=(
                Column("theme", "string", "A `theme` of `themes`.", attrgetter("theme.slug"), True),
                Column(
                    "subtopic",
                    "string",
                    "The subtopic under which it stands there.",
                    attrgetter("subtopic"),
                    True,
                ),
                Column(
                    "because",
                    "array",
                    "The words of it, or of its heading, that decided this.",
                    attrgetter("because"),
                ),
                Column(
                    "by_editors",
                    "boolean",
                    "Whether the editors put it there, whatever its words.",
                    attrgetter("by_editors"),
                    True,
                ),
            ),
        ),
        Column(
            "names",
            "array",
            "Every mention of a name, in the order of the text.",
            lambda p: p.passage.mentions,
            parts=(
                Column("name", "string", "A `name` of `names`.", attrgetter("topic.slug"), True),
                START,
                END,
            ),
        ),
        URL,
    ),
    ("passage",),
    lambda source: (Told(source, passage) for passage in source.passages),
    divided=True,
    by_article=True,
    searched="text",
)

THEMES = Table(
    "themes",
    "Themes",
    "The themes, in their order, with what each has.",
    _of_topics(
        "theme",
        "Its title.",
        "What it is, by the editors of this dossier.",
        "How many belong to it.",
        (Column("subtopics", "array", "In their order.", lambda t: t.topic.groups),),
    ),
    ("theme",),
    lambda source: (Listed(source, theme) for theme in source.dossier.themes),
)

TERMS = Table(
    "terms",
    "Terms",
    "The words and phrases by which themes gather passages: to see, or to repeat, how it was done.",
    (
        Column(
            "theme",
            "string",
            "The theme.",
            attrgetter("theme.slug"),
            True,
            refers=("themes", "theme"),
        ),
        Column(
            "subtopic", "string", "The subtopic for which it speaks.", lambda t: t.subtopic or None
        ),
        Column("term", "string", "The word or phrase.", attrgetter("text"), True),
        Column(
            "strength",
            "string",
            "What it says: `strong` places a passage; so does `actor`, which says nothing of the"
            " subtopic where another word does; `weak` counts in company alone; `void` hides the"
            " terms within it.",
            attrgetter("strength"),
            True,
            choices=("strong", "actor", "weak", "void"),
        ),
    ),
    ("theme", "term", "strength", "subtopic"),
    terms,
)

NAMES = Table(
    "names",
    "Names",
    "The people, bodies, places and things named, with the forms in which they are found.",
    _of_topics(
        "name",
        "As its page has it.",
        "Who or what it is, by the editors of this dossier.",
        "How many mention it.",
        (
            Column(
                "kind",
                "string",
                "What it names.",
                lambda n: str(n.topic.kind),
                True,
                choices=tuple(kind.value for kind in NameKind),
            ),
            Column(
                "aliases",
                "array",
                "Other forms in which it is found.",
                lambda n: [term.text for term in n.topic.terms[1:]],
            ),
            Column(
                "exceptions",
                "array",
                "Phrases that hold it and do not mean it.",
                lambda n: [term.text for term in n.topic.exceptions],
            ),
        ),
    ),
    ("name",),
    lambda source: (Listed(source, name) for name in source.dossier.names),
)

STATEMENTS = Table(
    "statements",
    "Dated statements",
    "Sentences of the articles that say when something was, or is to be: for a chronology.",
    (
        Column(
            "statement",
            "string",
            "The statement’s id: its passage’s, and where the words of its date begin there.",
            attrgetter("key"),
            True,
        ),
        OF_PASSAGE,
        OF_ARTICLE,
        Column("date", "string", "What it says.", lambda s: s.moment.date, True, pattern=DATE),
        Column(
            "inferred",
            "boolean",
            "Whether the sentence leaves the year out, which then follows from the article’s date.",
            lambda s: s.moment.inferred,
            True,
        ),
        Column(
            "planned",
            "boolean",
            "Whether it was still to come when the article appeared.",
            lambda s: s.moment.planned,
            True,
        ),
        Column("words", "string", "The words of the date.", attrgetter("words")),
        SENTENCE,
        START,
        END,
    ),
    ("statement",),
    lambda source: stated(source.known.moments, source.articles),
    divided=True,
)

FACTS = Table(
    "facts",
    "Dated facts",
    "Dated statements of this dossier’s own pages on themes and names, each with its source.",
    (
        Column("fact", "string", "The fact’s id.", attrgetter("key"), True),
        Column("date", "string", "When it was.", lambda f: f.moment.date, True, pattern=DATE),
        Column("text", "string", "What it says.", lambda f: f.moment.text, True),
        Column("source_url", "string", "Where that is from.", lambda f: f.moment.url, True),
        Column("themes", "array", "The themes it is told of.", lambda f: f.slugs(themes=True)),
        Column("names", "array", "The names it is told of.", lambda f: f.slugs(themes=False)),
    ),
    ("fact",),
    lambda source: map(Fact, facts(source.dossier.topics)),
)

FIGURES = Table(
    "figures",
    "Figures",
    "Amounts, shares and quantities that the articles state, with what was read in them: to sort,"
    " sum and plot.",
    (
        Column(
            "figure",
            "string",
            "The figure’s id: its passage’s, and where its words begin there.",
            attrgetter("key"),
            True,
        ),
        OF_PASSAGE,
        OF_ARTICLE,
        Column(
            "kind",
            "string",
            "What it is.",
            lambda f: f.figure.kind,
            True,
            choices=tuple(FIGURE_HEADINGS),
        ),
        Column(
            "value",
            "number",
            "The number, written out: `$1.5 billion` is 1500000000. Of a range, the first.",
            attrgetter("value"),
        ),
        Column(
            "unit",
            "string",
            "What is counted, or in what is measured; `%` for a share.",
            attrgetter("unit"),
        ),
        Column("currency", "string", "Of an amount, as an ISO 4217 code.", attrgetter("currency")),
        Column(
            "thing",
            "string",
            "What it measures, as far as a programme can tell.",
            attrgetter("thing"),
        ),
        Column(
            "year",
            "integer",
            "Of which it holds: the year that its sentence says, else the article’s.",
            attrgetter("year"),
        ),
        Column("words", "string", "The words of the figure.", attrgetter("words")),
        SENTENCE,
        START,
        END,
    ),
    ("figure",),
    lambda source: stated(source.known.figures, source.articles),
    divided=True,
)

TWINS = Table(
    "twins",
    "Twins",
    "Passages of different articles that say the same: to count once what was printed often.",
    (
        Column(
            "passage",
            "string",
            "The passage that stands for the others.",
            lambda pair: pair[0],
            True,
            refers=("passages", "passage"),
        ),
        Column(
            "twin",
            "string",
            "One that says the same.",
            lambda pair: pair[1],
            True,
            refers=("passages", "passage"),
        ),
    ),
    ("passage", "twin"),
    twins,
    divided=True,
)

TABLES = (ARTICLES, PASSAGES, THEMES, TERMS, NAMES, STATEMENTS, FACTS, FIGURES, TWINS)
"""In the order in which each refers only to those before it."""
