"""Dossier → `Page`: which pages there are, and the body of each from its template."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from xml.etree import ElementTree as etree

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from slugify import slugify

from dossier import citation
from dossier.chronicle import figures, moments
from dossier.doubts import Doubt
from dossier.markdown import relative
from dossier.markup import detach, link_names, mark, wrap
from dossier.model import Article, Dossier, Figure, Match, Moment, Note, Page, Passage, Topic
from dossier.picture import Picture, draw
from dossier.related import Related
from dossier.volumes import Volume, bind
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


Shown = TypeVar("Shown", Article, Passage, Moment, Figure)

MOST_PASSAGES = 80
MOST_ARTICLES = 200
MOST_STATEMENTS = 200
MOST_AHEAD = 20
MOST_NEIGHBOURS = 20

DAYS_OF_YEAR = 365

FLOW = 880
"""The width of the column of a reading page, in CSS pixels, where it is widest."""
LONGEST_SUMMARY = 1000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the editors' page shows beside the dossier: the project's folder, and the doubts."""

    root: Path
    doubts: tuple[Doubt, ...]


class Pages:
    """The pages of a dossier. Iterating gives each; `body` renders one when it is needed.

    A preview has a page for editors too.
    """

    def __init__(self, dossier: Dossier, preview: Preview | None = None) -> None:
        self._dossier = dossier
        self._moments = moments(dossier)
        self._figures = figures(dossier)
        pages = (*_plan(dossier, bool(preview)), *_statements(self._moments, self._figures))
        self._pages = {page.src_uri: page for page in pages}
        self._templates = _environment(dossier, _shelve(self._pages.values()))
        if preview:
            doubts = _by_passage(preview.doubts)
            self._templates.globals.update(root=preview.root, doubts_of=partial(_doubts_of, doubts))

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages.values())

    def body(self, src_uri: str) -> str | None:
        """The body of the page with this source path, as XML; None if it is not ours."""
        page = self._pages.get(src_uri)
        if not page:
            return None
        template = self._templates.get_template(page.template)
        return template.render(
            page=page,
            subject=page.subject,
            dossier=self._dossier,
            moments=self._moments,
            figures=self._figures,
        )

    def files(self) -> Iterator[tuple[str, str]]:
        """What is published beside the pages: source path and content of each file."""
        for article in self._dossier.articles:
            directory = article.src_uri.removesuffix(".md")
            for name, content in citation.files(article).items():
                yield f"{directory}/{name}", content

    def navigation(self) -> list[object]:
        """The site's navigation; articles and names are found through their lists."""
        themes = [{theme.title: theme.src_uri} for theme in self._dossier.themes]
        return [
            {"Home": "index.md"},
            *themes,
            {"Names": "names/index.md"},
            {"Articles": "articles/index.md"},
            {"Timeline": "timeline/index.md"},
            {"Figures": "figures/index.md"},
            {"About": "about/index.md"},
        ]


def _plan(dossier: Dossier, preview: bool) -> Iterator[Page]:
    if preview:
        yield Page("editors/index.md", "editors.html", "For editors", "Where each passage went.")
    yield Page("about/corrections.md", "corrections.html", "Corrections", "What was put right.")
    for article in dossier.withdrawn:
        yield Page(article.src_uri, "withdrawn.html", article.title, "Withdrawn", items=(article,))
    for article in (*dossier.articles, *dossier.withdrawn):
        for slug in article.formerly:
            path = f"articles/{slug}.md"
            yield Page(
                path,
                "moved.html",
                article.title,
                "",
                items=(article,),
                moved_to=article.src_uri,
            )
    yield Page("index.md", "home.html", "Home", "")
    yield Page("search.md", "search.html", "Search", "Search the passages of all articles.")
    yield Page("names/index.md", "names.html", "Names", "The people, bodies and programmes named.")
    yield from _volumes(
        Page("articles/index.md", "articles.html", "All articles", "All articles, newest first."),
        bind(dossier.articles, lambda article: article.when, MOST_ARTICLES),
        dossier.articles,
    )
    for article in dossier.articles:
        yield Page(article.src_uri, "article.html", article.title, summary(article), article)
    for topic in dossier.topics:
        passages = dossier.passages_of_topic[topic.src_uri]
        template = "theme.html" if topic.is_theme else "name.html"
        yield from _volumes(
            Page(topic.src_uri, template, topic.title, topic.description or "", topic),
            bind(passages, lambda passage: passage.article.when, MOST_PASSAGES),
            passages,
        )


def _statements(moments: Sequence[Moment], figures: Sequence[Figure]) -> Iterator[Page]:
    """The pages of what happened when, and of how much."""
    past = [moment for moment in moments if not moment.ahead]
    ahead = [moment for moment in moments if moment.ahead]
    description = "What happened when, latest first, and what lies ahead."
    first, *volumes = _volumes(
        Page("timeline/index.md", "timeline.html", "Timeline", description),
        bind(past, lambda moment: moment.date, MOST_STATEMENTS),
        past,
    )
    yield replace(first, items=(*ahead[:MOST_AHEAD], *first.items))
    yield from volumes
    if len(ahead) > MOST_AHEAD:
        farthest_first = ahead[::-1]
        yield from _volumes(
            Page("timeline/ahead.md", "timeline.html", "Ahead", "What was to come, by year."),
            bind(farthest_first, lambda moment: moment.date, MOST_STATEMENTS),
            farthest_first,
        )
    yield from _volumes(
        Page("figures/index.md", "figures.html", "Figures", "Targets, amounts and quantities."),
        bind(figures, lambda figure: figure.passage.article.when, MOST_STATEMENTS),
        figures,
    )


def _volumes(
    page: Page, volumes: Sequence[Volume[Shown]], items: Sequence[Shown]
) -> Iterator[Page]:
    """A page with its newest items, and beside it one for each volume, if there are any."""
    directory = page.src_uri.removesuffix(".md").replace("/index", "/years")
    most = max((len(volume.items) for volume in volumes), default=len(items))
    yield replace(page, items=tuple(items[:most]), volumes=_shelf(volumes, directory, ""))
    for volume in volumes:
        yield replace(
            page,
            src_uri=f"{directory}/{volume.slug}.md",
            title=f"{page.title}, {volume.title}",
            items=volume.items,
            volumes=_shelf(volumes, directory, volume.year),
            volume=volume.title,
        )


def _shelf(
    volumes: Sequence[Volume[Shown]], directory: str, open_year: str
) -> tuple[tuple[str, str, int], ...]:
    """Title, source path and size of every part of the open year, and of each other year."""
    rows: list[tuple[str, str, int]] = []
    for year, parts in groupby(volumes, key=lambda volume: volume.year):
        entries = [(v.title, f"{directory}/{v.slug}.md", len(v.items)) for v in parts]
        if year != open_year:
            size = sum(entry[2] for entry in entries)
            entries = [(year.capitalize(), entries[0][1], size)]
        rows += entries
    return tuple(rows)


def _shelve(pages: Iterable[Page]) -> dict[tuple[str, str], str]:
    """Where each passage of a topic that is cut into volumes stands: its page's source path."""
    return {
        (page.subject.src_uri, item.key): page.src_uri
        for page in pages
        if page.volume and isinstance(page.subject, Topic)
        for item in page.items
        if isinstance(item, Passage)
    }


def _by_passage(doubts: Iterable[Doubt]) -> dict[str, list[Doubt]]:
    found: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        if doubt.article:
            found.setdefault(f"{doubt.article}#{doubt.anchor}", []).append(doubt)
    return found


def _doubts_of(doubts: Mapping[str, list[Doubt]], passage: Passage) -> list[Doubt]:
    """What the machine was unsure of in a passage; known on the editors' page only."""
    return doubts.get(passage.key, [])


def corrected(dossier: Dossier) -> list[tuple[date, str, Article]]:
    """Every correction and withdrawal: its day, what it says, and the article; newest first."""
    rows = [(c.on, c.what, article) for article in dossier.articles for c in article.corrections]
    rows += [(a.withdrawn.on, a.withdrawn.what, a) for a in dossier.withdrawn if a.withdrawn]
    return sorted(rows, key=lambda row: (row[0], row[2].slug), reverse=True)


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
    path = "" if fragment and uri == page.src_uri else relative(page.src_uri, uri)
    return f"{path}#{fragment}" if fragment else path


def within(
    shelf: Mapping[tuple[str, str], str], context: Context, topic: Topic, passage: Passage
) -> str:
    """The link to a passage where it stands on a topic's page, or in a volume of it."""
    uri = shelf.get((topic.src_uri, passage.key), topic.src_uri)
    return href(context, uri, anchor(passage))


@pass_context
def words(context: Context, passage: Passage) -> Markup:
    """A passage's words: each name linked at its first mention, marked what a note is about."""
    page: Page = context["page"]
    element = etree.fromstring(passage.block.html)
    if page.subject is not passage.article:
        detach(element, href(context, passage.article))
    mentions = [m for m in passage.mentions if m.topic is not page.subject]
    link_names(element, mentions, lambda topic: href(context, topic))
    for note in passage.notes:
        _mark_noted(context, element, passage, note, note.about.start)
    return Markup(etree.tostring(element, encoding="unicode"))


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
        parts.append(etree.tostring(element, encoding="unicode"))
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
    nearest = list({moment.date: moment for moment in reversed(past)}.values())[::-1]
    return [*ahead, *sorted(nearest[:count], key=lambda moment: moment.date, reverse=True)]


def _ordinal(when: str) -> int:
    """The day of a date, the first of those that it may be, as a number."""
    year, month, day = [*map(int, when.split("-")), 1, 1][:3]
    return date(year, month, day).toordinal()


def emphasised(sentence: str, start: int, end: int) -> Markup:
    """A sentence with some of its words marked."""
    marked = Markup("<mark>{}</mark>").format(sentence[start:end])
    return escape(sentence[:start]) + marked + sentence[end:]


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


def hue(dossier: Dossier, theme: Topic) -> int:
    """A theme's colour by its order, as one of the eight in docs/assets/dossier.css."""
    return dossier.themes.index(theme) % HUES + 1


def most_named(dossier: Dossier, count: int) -> list[tuple[Topic, int]]:
    """The names with most passages, and how many each has."""
    rows = [(name, len(dossier.passages_of_topic[name.src_uri])) for name in dossier.names]
    return sorted((row for row in rows if row[1]), key=lambda row: (-row[1], row[0].slug))[:count]


def picture(dossier: Dossier, subject: Topic | None = None) -> Picture | None:
    """How themes and names hang together: in all passages, or in those of a topic."""
    if not subject:
        return draw(dossier.themes, dossier.passages)
    passages = dossier.passages_of_topic[subject.src_uri]
    return draw(dossier.themes, passages, subject, MOST_NEIGHBOURS, FLOW)


def themes_of(dossier: Dossier, article: Article) -> list[tuple[Topic, int]]:
    """The themes of an article and how many of its passages each has, in the themes' order."""
    found = Counter(
        theme.slug for p in dossier.passages_of_article[article.slug] for theme in p.themes
    )
    return [(theme, found[theme.slug]) for theme in dossier.themes if found[theme.slug]]


def _environment(dossier: Dossier, shelf: Mapping[tuple[str, str], str]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day=day, slugify=slugify, anchor=anchor, host=host)
    environment.filters["given_first"] = citation.given_first
    helpers: dict[str, object] = {
        "href": href,
        "within": pass_context(partial(within, shelf)),
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
        "key_moments": partial(key_moments, dossier),
        "emphasised": emphasised,
        "citation": citation.line,
        "citations": citation.citations,
        "records": citation.records,
        "unknown": citation.unknown,
        "related": Related(dossier),
        "corrected": corrected,
        "kind_title": lambda name: KINDS[name.kind],
        "telling": telling(dossier).get,
        "hue": partial(hue, dossier),
        "most_named": partial(most_named, dossier),
        "picture": partial(picture, dossier),
        "themes_of": partial(themes_of, dossier),
    }
    environment.globals.update(helpers)
    return environment
