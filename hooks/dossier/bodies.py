"""`Page` → its body: a template, and all that the template is given.

A template sees its page and the facts about it, and of the dossier nothing else; the functions it
may call know the topics alone. So a body is a function of the topics, the page and its facts, and
their digest says whether one that was made before still holds. Pages that show a bit of everything
(WHOLE) have the dossier for a fact.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from html import escape
from itertools import groupby, islice
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as etree

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup
from slugify import slugify

from dossier import __version__, citation
from dossier.clock import stated_day
from dossier.doubts import Doubt, find_doubts
from dossier.markup import detach, first_mentions, link_names, mark, wrap
from dossier.model import Article, Dossier, Figure, Match, Moment, Note, Page, Passage, Topic
from dossier.picture import Picture, draw
from dossier.related import Related
from dossier.words import split_sentences

KINDS = {
    "person": "People",
    "organisation": "Bodies",
    "programme": "Programmes and agreements",
    "place": "Places",
    "equipment": "Equipment",
    "term": "Terms",
}

MEASURES = {
    "target": "Targets",
    "amount": "Amounts",
    "share": "Shares and rates",
    "quantity": "Quantities",
}

HUES = 8
TEMPLATES = Path(__file__).parent / "templates"
WHOLE = ("home.html", "search.html", "names.html", "about.html", "corrections.html")
MOST_TOGETHER = 24
MOST_NEIGHBOURS = 20

DAYS_OF_YEAR = 365

FLOW = 880
"""The width of the column of a reading page, in CSS pixels, where it is widest."""
LONGEST_SUMMARY = 1000
"""Characters."""

Facts = Mapping[str, object]
Places = Mapping[tuple[str, str], str]
"""By a topic's source path and a passage's key: the source path of the page where it stands."""
Link = Callable[[str, str], str]
"""From a page's source path to another's, or to a file's beside it: what stands in the link."""


class Bodies:
    """Makes the bodies of a dossier's pages.

    `places` is of the topics that are cut into volumes. `more` is what whole pages are given
    besides the dossier. `link` writes the links between pages. `root` is the project's folder, for
    the editors.
    """

    def __init__(
        self, dossier: Dossier, places: Places, more: Facts, link: Link, root: Path | None
    ) -> None:
        self._dossier = dossier
        self._places = places
        self._more = more
        self._root = root
        self._related = Related(dossier)
        self._templates = _environment(dossier.themes, link)

    def facts(self, page: Page) -> Facts:
        """All that the template of a page is given besides the page itself."""
        if page.template in WHOLE:
            return {"dossier": self._dossier, "places": self._places, **self._more}
        if isinstance(page.subject, Article):
            return self._facts_of_article(page.subject)
        if isinstance(page.subject, Topic):
            return self._facts_of_topic(page, page.subject)
        if page.template == "editors.html":
            return self._facts_for_editors(page)
        shown = (item for item in page.items if isinstance(item, Article))
        articles = [article for article in shown if not article.withdrawn]
        return {
            "themes_of": {article.slug: self._themes(article) for article in articles},
            "ahead": self._more["ahead"] if page.template == "timeline.html" else 0,
        }

    def render(self, page: Page, facts: Facts, introduction: str = "") -> str:
        """The body of a page, well-formed; `introduction` is the markup of what people wrote."""
        template = self._templates.get_template(page.template)
        return template.render(
            facts, page=page, subject=page.subject, introduction=Markup(introduction)
        )

    def _facts_of_article(self, article: Article) -> Facts:
        passages = self._dossier.passages_of_article[article.slug]
        order = self._dossier.reading_order
        return {
            "passages": passages,
            "themes": self._themes(article),
            "steps": {
                (theme.slug, passage.key): order[theme.slug][passage.key]
                for passage in passages
                for theme in passage.themes
            },
            "places": self._places_of(passages),
            "next": self._related.articles(article),
        }

    def _facts_of_topic(self, page: Page, topic: Topic) -> Facts:
        """On the page of a volume nothing is said of the topic as a whole but its size."""
        dossier = self._dossier
        gathered = dossier.passages_of_topic[topic.src_uri]
        first = not page.volume
        return {
            "count": len(gathered),
            "gathered": gathered if first else (),
            "names": dossier.related_names[topic.src_uri][:MOST_TOGETHER] if first else (),
            "themes": dossier.related_themes[topic.src_uri] if first or not topic.is_theme else (),
            "next": self._related.themes(topic) if first and topic.is_theme else (),
            "places": self._places_of(item for item in page.items if isinstance(item, Passage)),
        }

    def _facts_for_editors(self, page: Page) -> Facts:
        keys = [item.key for item in page.items if isinstance(item, Passage)]
        return {
            "root": str(self._root),
            "doubts": {key: self._doubts[key] for key in keys if key in self._doubts},
        }

    @cached_property
    def _doubts(self) -> Mapping[str, Sequence[Doubt]]:
        """By the keys of the passages that they are about."""
        found: defaultdict[str, list[Doubt]] = defaultdict(list)
        for doubt in find_doubts(self._dossier):
            found[f"{doubt.article}#{doubt.anchor}"].append(doubt)
        return found

    def _places_of(self, passages: Iterable[Passage]) -> Places:
        keys = ((theme.src_uri, passage.key) for passage in passages for theme in passage.themes)
        return {key: self._places[key] for key in keys if key in self._places}

    def _themes(self, article: Article) -> list[tuple[Topic, int]]:
        """The themes of an article and how many of its passages each has, in the themes' order."""
        passages = self._dossier.passages_of_article[article.slug]
        found = Counter(theme.slug for passage in passages for theme in passage.themes)
        return [(t, found[t.slug]) for t in self._dossier.themes if found[t.slug]]


def counted(count: int, noun: str) -> str:
    """A number with the noun that it counts: `1 passage`, `1,200 passages`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def corrected(dossier: Dossier) -> list[tuple[date, str, Article]]:
    """Every correction and withdrawal: its day, what it says, and the article; newest first."""
    articles = (*dossier.articles, *dossier.withdrawn)
    rows = [(c.on, c.what, article) for article in articles for c in article.corrections]
    for article in dossier.withdrawn:
        if article.withdrawn:
            rows.append((article.withdrawn.on, f"Withdrawn: {article.withdrawn.what}", article))
    return sorted(rows, key=lambda row: (row[0], row[2].slug), reverse=True)


def newest(dossier: Dossier) -> str:
    """The day of the newest article, correction or withdrawal: as much of it as is known."""
    days = [str(article.updated or article.when) for article in dossier.articles]
    return max([*days, *(str(on) for on, _, _ in corrected(dossier))], default="")


def summary(article: Article) -> str:
    """The article's description, else the sentence the editors chose, else its first."""
    if article.description or article.lead:
        return article.description or article.lead or ""
    text = next(block.text for block in article.blocks if block.text.strip())[:LONGEST_SUMMARY]
    start, end = split_sentences(text, article.language)[0]
    return " ".join(text[start:end].split())


def day(value: str | date) -> str:
    """A date as people write it: 9 December 2025; as much of it as is known."""
    parts = str(value).split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, date(2000, int(parts[1]), 1).strftime("%B"))
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def host(url: str) -> str:
    """The site that an address leads to, as whitehouse.gov."""
    return (urlsplit(url).hostname or url).removeprefix("www.").removesuffix(".")


def anchor(passage: Passage) -> str:
    """A passage's anchor on pages other than its article's."""
    return f"{passage.article.slug}-{passage.block.anchor}"


@pass_context
def href(context: Context, target: Topic | Article | Passage | str, fragment: str = "") -> str:
    """The link from the page at hand to a topic, an article, a passage or a source path."""
    page: Page = context["page"]
    if isinstance(target, Passage):
        fragment = fragment or target.block.anchor
        target = target.article
    uri = target if isinstance(target, str) else target.src_uri
    path = "" if fragment and uri == page.src_uri else context["link"](page.src_uri, uri)
    return f"{path}#{fragment}" if fragment else path


@pass_context
def within(context: Context, topic: Topic, passage: Passage) -> str:
    """The link to a passage where it stands on a topic's page, or in a volume of it."""
    uri = context["places"].get((topic.src_uri, passage.key), topic.src_uri)
    return href(context, uri, anchor(passage))


@pass_context
def words(context: Context, passage: Passage) -> Markup:
    """A passage's words: each name linked at its first mention, marked what a note is about."""
    page: Page = context["page"]
    mentions = [m for m in passage.mentions if m.topic is not page.subject]
    block = passage.block
    if block.kind == "paragraph" and block.html.count("<") == 2 and not passage.notes:
        return _plain_words(context, block.text, mentions)
    element = etree.fromstring(block.html)
    if page.subject is not passage.article:
        detach(element, href(context, passage.article))
    link_names(element, mentions, lambda topic: href(context, topic))
    for note in passage.notes:
        _mark_noted(context, element, passage, note, note.about.start)
    return Markup(etree.tostring(element, encoding="unicode", method="html"))


def _plain_words(context: Context, text: str, mentions: Iterable[Match]) -> Markup:
    """The words of a paragraph without markup, as most are: there is no tree to work on."""
    parts: list[str] = []
    end = 0
    for mention in sorted(first_mentions(mentions), key=lambda mention: mention.start):
        link = escape(href(context, mention.topic), quote=True)
        named = escape(text[mention.start : mention.end], quote=False)
        before = escape(text[end : mention.start], quote=False)
        parts.append(f'{before}<a class="name" href="{link}">{named}</a>')
        end = mention.end
    parts.append(escape(text[end:], quote=False))
    return Markup(f"<p>{''.join(parts)}</p>")


def _mark_noted(
    context: Context, element: etree.Element, passage: Passage, note: Note, start: int
) -> None:
    """Mark the words of a note, which begin at `start` in the element, and tie them to it."""
    attributes = {
        "class": "noted",
        "aria-describedby": note_id(context, passage, note),
        "data-note": str(note.number),
    }
    mark(element, start, start + note.about.end - note.about.start, attributes)


@pass_context
def note_id(context: Context, passage: Passage, note: Note) -> str:
    """The id of an editor's note on the page at hand, where other articles may have theirs."""
    page: Page = context["page"]
    own = page.subject is passage.article
    return f"note-{note.number}" if own else f"{passage.article.slug}-note-{note.number}"


@pass_context
def excerpt(context: Context, passage: Passage, name: Topic) -> Markup:
    """The sentences of a passage that mention a name, the mentions marked."""
    text = passage.block.text
    parts: list[str] = []
    last = 0
    for start, end, within in _sentences_on(passage, name):
        element = etree.Element("span")
        element.text = text[start:end]
        wrap(element, ((m.start - start, m.end - start, etree.Element("mark")) for m in within))
        for note in passage.notes:
            if start <= note.about.start and note.about.end <= end:
                _mark_noted(context, element, passage, note, note.about.start - start)
        parts += ["… "] if text[last:start].strip() else []
        parts.append(etree.tostring(element, encoding="unicode", method="html"))
        last = end
    return Markup(" ".join(parts) + (" …" if text[last:].strip() else ""))


def notes_on(passage: Passage, name: Topic) -> list[Note]:
    """The editor's notes on the sentences of a passage that mention a name."""
    if not passage.notes:
        return []
    shown = [(start, end) for start, end, _ in _sentences_on(passage, name)]
    return [
        note
        for note in passage.notes
        if any(start <= note.about.start and note.about.end <= end for start, end in shown)
    ]


def _sentences_on(passage: Passage, name: Topic) -> Iterator[tuple[int, int, list[Match]]]:
    """The sentences of a passage that mention a name: their start and end, and the mentions."""
    mentions = deque(m for m in passage.mentions if m.topic is name)
    for start, end in split_sentences(passage.block.text, passage.article.language):
        within: list[Match] = []
        while mentions and mentions[0].start < end:
            within.append(mentions.popleft())
        if within:
            yield start, end, within


def by_subtopic(theme: Topic, passages: tuple[Passage, ...]) -> list[tuple[str, list[Passage]]]:
    """A theme's passages under their subtopics, in the page's order; empty ones left out."""
    groups = {group: list[Passage]() for group in theme.groups}
    for passage in passages:
        groups[passage.placement(theme).subtopic].append(passage)
    return [(group, row) for group, row in groups.items() if row]


def by_year(moments: Iterable[Moment]) -> list[tuple[str, list[Moment]]]:
    """Moments, sorted by date, under their years."""
    return [(year, list(rows)) for year, rows in groupby(moments, key=lambda m: m.date[:4])]


def by_date(moments: Iterable[Moment]) -> list[tuple[str, list[Moment]]]:
    """Moments, sorted by date, under their dates."""
    return [(day, list(rows)) for day, rows in groupby(moments, key=lambda m: m.date)]


def by_measure(figures: Iterable[Figure]) -> list[tuple[str, list[Figure]]]:
    """Figures under what they measure, in their order; empty groups left out."""
    rows = list(figures)
    groups = [(title, [f for f in rows if f.kind == kind]) for kind, title in MEASURES.items()]
    return [(title, group) for title, group in groups if group]


def key_figures(figures: Sequence[Figure], count: int) -> list[Figure]:
    """Targets before amounts before the rest, newest article first, each figure once."""
    order = list(MEASURES)
    first = {figure.words: figure for figure in reversed(figures)}
    newest = (figure for figure in figures if first[figure.words] is figure)
    return sorted(newest, key=lambda figure: order.index(figure.kind))[:count]


def key_moments(dossier: Dossier, moments: Sequence[Moment], count: int) -> list[Moment]:
    """For the front page: what is next ahead, and what happened around the newest article.

    Statements of articles come before facts that are not half a year nearer. Of a date there is
    one, and of what is only dated by its year, none but what is ahead.
    """
    ahead = [moment for moment in moments if moment.ahead and moment.passage][:1]
    past = [moment for moment in moments if not moment.ahead and len(moment.date) > len("2025")]
    newest = max((a.when for a in dossier.articles), default="")
    if newest:
        now = _ordinal(newest)
        half = 0.5 * DAYS_OF_YEAR
        past.sort(key=lambda m: abs(now - _ordinal(m.date)) + (0 if m.passage else half))
    nearest: dict[str, Moment] = {}
    for moment in past:
        nearest.setdefault(moment.date, moment)
    chosen = islice(nearest.values(), count)
    return [*ahead, *sorted(chosen, key=lambda moment: moment.date, reverse=True)]


def _ordinal(when: str) -> int:
    """The day of a date, the first of those that it may be, as a number."""
    year, month, day = [*map(int, when.split("-")), 1, 1][:3]
    return date(year, month, day).toordinal()


def emphasised(sentence: str, start: int, end: int) -> Markup:
    """A sentence with some of its words marked."""
    marked = Markup("<mark>{}</mark>").format(sentence[start:end])
    return Markup.escape(sentence[:start]) + marked + sentence[end:]


def by_kind(names: tuple[Topic, ...]) -> list[tuple[str, list[tuple[str, list[Topic]]]]]:
    """Names under their kind, and there under their first letter."""

    def letter(name: Topic) -> str:
        return slugify(name.title)[:1].upper()

    rows = []
    for kind, title in KINDS.items():
        of_kind = sorted((n for n in names if n.kind == kind), key=lambda n: slugify(n.title))
        if of_kind:
            rows.append((title, [(key, list(row)) for key, row in groupby(of_kind, key=letter)]))
    return rows


def telling(dossier: Dossier) -> dict[str, Passage]:
    """By slug, the passage that stands for each theme: the one with most reasons to be there.

    A passage stands for one theme only, as long as the next has others; the newest comes first.
    """
    found: dict[str, Passage] = {}
    for theme in dossier.themes:
        passages = dossier.passages_of_topic[theme.src_uri]
        others = {passage.key for passage in found.values()}
        fresh = [passage for passage in passages if passage.key not in others]
        reasons = [len(passage.placement(theme).because) for passage in fresh or passages]
        if reasons:
            found[theme.slug] = (fresh or passages)[reasons.index(max(reasons))]
    return found


def hue(themes: Sequence[Topic], theme: Topic) -> int:
    """A theme's colour by its order, as one of the eight in docs/assets/dossier.css."""
    return themes.index(theme) % HUES + 1


def most_named(dossier: Dossier, count: int) -> list[tuple[Topic, int]]:
    """The names with most passages, and how many each has."""
    rows = [(name, len(dossier.passages_of_topic[name.src_uri])) for name in dossier.names]
    return sorted((row for row in rows if row[1]), key=lambda row: (-row[1], row[0].slug))[:count]


def picture(
    themes: Sequence[Topic], passages: Sequence[Passage], subject: Topic | None = None
) -> Picture | None:
    """How themes and names hang together in passages: in all, or in those of a topic."""
    if not subject:
        return draw(themes, passages)
    return draw(themes, passages, subject, MOST_NEIGHBOURS, FLOW)


def _environment(themes: Sequence[Topic], link: Link) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=FileSystemBytecodeCache(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day=day, slugify=slugify, anchor=anchor, host=host, counted=counted)
    environment.filters["given_first"] = citation.given_first
    helpers: dict[str, object] = {
        "link": link,
        "href": href,
        "within": within,
        "words": words,
        "excerpt": excerpt,
        "note_id": note_id,
        "notes_on": notes_on,
        "by_subtopic": by_subtopic,
        "by_kind": by_kind,
        "by_year": by_year,
        "by_date": by_date,
        "by_measure": by_measure,
        "key_figures": key_figures,
        "key_moments": key_moments,
        "emphasised": emphasised,
        "citation": citation.line,
        "citations": citation.citations,
        "records": citation.records,
        "unknown": citation.unknown,
        "corrected": corrected,
        "newest": newest,
        "version": __version__,
        "built": stated_day(),
        "kind_title": lambda name: KINDS[name.kind],
        "telling": telling,
        "hue": partial(hue, themes),
        "most_named": most_named,
        "picture": partial(picture, themes),
    }
    environment.globals.update(helpers)
    return environment
