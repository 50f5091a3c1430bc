"""What templates call: links, marked words, and rows put under headings."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from itertools import chain, groupby, islice
from xml.etree import ElementTree as etree

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from slugify import slugify

from dossier.core.kinds import FIGURE_HEADINGS, FigureKind, NameKind
from dossier.core.model import Article, Dossier, Figure, Match, Moment, Note, Passage, Topic
from dossier.gathering.figures import measure_of
from dossier.language.formulas import is_formula
from dossier.language.sentences import split_sentences
from dossier.markup.html import detach, first_mentions, link_names, mark, wrap
from dossier.pages.graph import Picture, draw
from dossier.pages.page import Page
from dossier.reading.headings import is_dateline, is_item

_LIST_MARK = re.compile(r"\s*(?:[-–—*•·▪◦]|\d{1,3}\.)\s+")
MOST_NEIGHBOURS = 20

DAYS_OF_YEAR = 365

MOST_LOOKED_AT = 40
"""Passages, the newest of a theme, among which that is found which stands for it."""
ENOUGH_REASONS = 3
"""Words of a topic in a passage: with more it is only longer."""
LEAST_TELLING, MOST_TELLING = 20, 75
"""Words of a passage that can be read in one go."""
LEAST_SAID, MOST_SAID = 6, 60
"""Words of a dated sentence that says more than its date, and can be read in one go."""
MOST_OF_ARTICLE = 2
"""Dated sentences of an article on the front page, where others have some too."""

FLOW = 880
"""The width of the column of a reading page, in CSS pixels, where it is widest."""


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
    """The link to a passage where it stands on a topic's page, or in a part of it."""
    uri = context["places"].get(topic.src_uri, {}).get(passage.key, topic.src_uri)
    return href(context, uri, anchor(passage))


@pass_context
def words(context: Context, passage: Passage, identity: str = "") -> Markup:
    """A passage's words: each name linked at its first mention, marked what a note is about.

    `identity` is the id of its element, if it is to have one.
    """
    page: Page = context["page"]
    mentions = [m for m in passage.mentions if m.topic is not page.subject]
    block = passage.block
    if block.is_plain and not passage.notes:
        return _plain_words(context, block.text, mentions)
    element = etree.fromstring(block.html)
    if identity:
        element.set("id", identity)
    if page.subject is not passage.article:
        detach(element, href(context, passage.article))
    link_names(element, mentions, lambda topic: href(context, topic))
    for note in passage.notes:
        _mark_noted(context, element, passage, note, note.about.start)
    return Markup(etree.tostring(element, encoding="unicode", method="html"))


def _plain_words(context: Context, text: str, mentions: Iterable[Match]) -> Markup:
    """The words of a paragraph without markup, as most are: there is no tree to work on."""
    links = [
        (mention, f'<a class="name" href="{escape(href(context, mention.topic), quote=True)}">')
        for mention in sorted(first_mentions(mentions), key=lambda mention: mention.start)
    ]
    return Markup(f"<p>{_put_around(text, 0, len(text), links, '</a>')}</p>")


def _put_around(
    text: str, start: int, end: int, matches: Iterable[tuple[Match, str]], closing: str
) -> str:
    """A stretch of plain text as markup: each match within it between its tag and the `closing`."""
    parts: list[str] = []
    for match, opening in matches:
        if start <= match.start and match.end <= end:
            named = escape(text[match.start : match.end], quote=False)
            parts += [escape(text[start : match.start], quote=False), opening, named, closing]
            start = match.end
    parts.append(escape(text[start:end], quote=False))
    return "".join(parts)


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
        parts += ["…"] if text[last:start].strip() else []
        if passage.notes:
            parts.append(_noted_sentence(context, passage, start, end, within))
        else:
            marks = ((mention, "<mark>") for mention in within)
            parts.append(f"<span>{_put_around(text, start, end, marks, '</mark>')}</span>")
        last = end
    return Markup(" ".join(parts) + (" …" if text[last:].strip() else ""))


def _noted_sentence(
    context: Context, passage: Passage, start: int, end: int, within: Iterable[Match]
) -> str:
    """A sentence with mentions marked, and the words of the notes on it."""
    element = etree.Element("span")
    element.text = passage.block.text[start:end]
    wrap(element, ((m.start - start, m.end - start, etree.Element("mark")) for m in within))
    for note in passage.notes:
        if start <= note.about.start and note.about.end <= end:
            _mark_noted(context, element, passage, note, note.about.start - start)
    return etree.tostring(element, encoding="unicode", method="html")


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
    groups: dict[FigureKind, list[Figure]] = {kind: [] for kind in FIGURE_HEADINGS}
    for figure in figures:
        groups[figure.kind].append(figure)
    return [(FIGURE_HEADINGS[kind], row) for kind, row in groups.items() if row]


def in_order(figures: Sequence[Figure]) -> list[tuple[Figure, dict[str, int]]]:
    """Figures, and the place that each has by amount, date and article; by date as they stand.

    Those of one currency or unit stand together, the largest first: what has most comes first.
    """
    measures = [measure_of(figure) for figure in figures]
    units = Counter(measure.unit for measure in measures if measure)
    amounts = [
        (-units[m.unit], m.unit, -m.value, place) if m else (1, "", 0, place)
        for place, m in enumerate(measures)
    ]
    titles = [
        (figure.passage.article.title.casefold(), figure.passage.article.slug, place)
        for place, figure in enumerate(figures)
    ]
    by_amount, by_title = (
        {key: n for n, key in enumerate(sorted(row))} for row in (amounts, titles)
    )
    return [
        (figure, {"amount": by_amount[amount], "date": place, "article": by_title[title]})
        for place, (figure, amount, title) in enumerate(zip(figures, amounts, titles, strict=True))
    ]


def key_figures(figures: Sequence[Figure], count: int) -> list[Figure]:
    """Targets before amounts before the rest, what most articles state first, each figure once."""
    order = list(FIGURE_HEADINGS)
    first = {figure.words: figure for figure in reversed(figures)}
    newest = (figure for figure in figures if first[figure.words] is figure)
    return sorted(newest, key=lambda f: (order.index(f.kind), -len(f.also)))[:count]


def key_moments(dossier: Dossier, moments: Sequence[Moment], count: int) -> list[Moment]:
    """For the front page: what is next ahead, and what happened around the newest article.

    Statements of articles come before facts that are not half a year nearer, and telling ones
    before others. Of a date there is one, and of what is only dated by its year, none but what is
    ahead. What says little but its date, and what is a form of words of law, is left out.
    """
    saying = [moment for moment in moments if not moment.passage or _says_much(moment.text)]
    ahead = [moment for moment in saying if moment.ahead and moment.passage]
    ahead = sorted(ahead, key=lambda moment: not moment.telling)[:1]
    past = [moment for moment in saying if not moment.ahead and len(moment.date) > len("2025")]
    newest = max((a.when for a in dossier.articles), default="")
    if newest:
        now = _ordinal(newest)
        half = 0.5 * DAYS_OF_YEAR
        past.sort(
            key=lambda m: (
                abs(now - _ordinal(m.date))
                + (0 if m.passage else half)
                + (0 if m.telling else half / 2)
            )
        )
    nearest: dict[str, Moment] = {}
    for moment in past:
        nearest.setdefault(moment.date, moment)
    told = Counter[str]()
    first: list[Moment] = []
    rest: list[Moment] = []
    for moment in nearest.values():
        slug = moment.passage.article.slug if moment.passage else ""
        (rest if slug and told[slug] >= MOST_OF_ARTICLE else first).append(moment)
        told[slug] += 1
    chosen = islice(chain(first, rest), count)
    return [*ahead, *sorted(chosen, key=lambda moment: moment.date, reverse=True)]


def _says_much(sentence: str) -> bool:
    """Whether a dated sentence says something, and in a few words."""
    return LEAST_SAID <= len(sentence.split()) <= MOST_SAID and not is_formula(sentence)


def _ordinal(when: str) -> int:
    """The day of a date, the first of those that it may be, as a number."""
    year, month, day = [*map(int, when.split("-")), 1, 1][:3]
    return date(year, month, day).toordinal()


def without_mark(sentence: str) -> str:
    """A sentence without the mark of a list that it begins with."""
    found = _LIST_MARK.match(sentence)
    return sentence[found.end() :] if found else sentence


def emphasised(sentence: str, start: int, end: int, more: Iterable[Figure] = ()) -> Markup:
    """A sentence with some words marked, and those of `more` figures of it.

    The mark of a list that it begins with is left out.
    """
    spans = [(start, end), *((figure.start, figure.end) for figure in more)]
    found = _LIST_MARK.match(sentence)
    place = found.end() if found and found.end() <= min(spans)[0] else 0
    said = Markup()
    for start, end in sorted(spans):
        if start >= place:
            said += Markup.escape(sentence[place:start])
            said += Markup("<mark>{}</mark>").format(sentence[start:end])
            place = end
    return said + sentence[place:]


def by_kind(names: tuple[Topic, ...]) -> list[tuple[str, list[tuple[str, list[Topic]]]]]:
    """Names under their kind, and there under their first letter."""

    def letter(name: Topic) -> str:
        return slugify(name.title)[:1].upper()

    rows = []
    for kind in NameKind:
        of_kind = sorted((n for n in names if n.kind == kind), key=lambda n: slugify(n.title))
        if of_kind:
            letters = [(key, list(row)) for key, row in groupby(of_kind, key=letter)]
            rows.append((kind.heading, letters))
    return rows


def telling(dossier: Dossier) -> dict[str, Passage]:
    """By slug, the passage that stands for each theme: of the newest, the one that tells most.

    One of the year of the newest article, or the year before, comes first. A passage stands for one
    theme only, as long as the next has others; so does an article, if another tells as much.
    """
    found: dict[str, Passage] = {}
    last = max((int(article.when[:4] or 0) for article in dossier.articles), default=0)
    for theme in dossier.themes:
        passages = dossier.passages_of_topic[theme.src_uri]
        keys = {passage.key for passage in found.values()}
        slugs = {passage.article.slug for passage in found.values()}
        fresh = [passage for passage in passages if passage.key not in keys]
        rows = [
            (
                tells(theme, passage)[:2],
                int(passage.article.when[:4] or 0) >= last - 1,
                passage.article.slug not in slugs,
                tells(theme, passage)[2:],
            )
            for passage in (fresh or passages)[:MOST_LOOKED_AT]
        ]
        if rows:
            found[theme.slug] = (fresh or passages)[rows.index(max(rows))]
    return found


def tells(topic: Topic, passage: Passage) -> tuple[bool, bool, bool, int]:
    """How much a passage tells by itself on a topic, to be compared with others."""
    return not is_formula(passage.block.text), *_tells_otherwise(topic, passage)


def most_telling(topic: Topic, passages: Sequence[Passage]) -> Passage:
    """The first of the passages that tell most by themselves on a topic.

    Whether one is a formula, which takes longest to say, is asked of as few as may be.
    """
    ranked = sorted(passages, key=lambda passage: _tells_otherwise(topic, passage), reverse=True)
    saying = (passage for passage in ranked if not is_formula(passage.block.text))
    return next(saying, ranked[0])


def _tells_otherwise(topic: Topic, passage: Passage) -> tuple[bool, bool, int]:
    text = passage.block.text
    is_short = LEAST_TELLING <= len(text.split()) <= MOST_TELLING
    times = sum(mention.topic is topic for mention in passage.mentions)
    reasons = len(passage.placement(topic).because) if topic.is_theme else times
    return is_short, not is_item(text), min(reasons, ENOUGH_REASONS)


def opening(passages: Sequence[Passage]) -> Passage | None:
    """The paragraph with which an article begins to say something, past datelines and formulas."""
    paragraphs = [passage for passage in passages if passage.block.kind == "paragraph"]
    texts = [passage.block.text for passage in paragraphs]
    saying = (n for n, text in enumerate(texts) if not (is_formula(text) or is_dateline(text)))
    return paragraphs[next(saying, 0)] if paragraphs else None


def older(page: Page) -> tuple[str, str] | None:
    """Title and source path of the part after the one at hand; on the first page after its items.

    None if there is no older part.
    """
    titles = [title for title, _, _ in page.archive]
    if page.part:
        rest = page.archive[titles.index(page.part) + 1 :]
        return rest[0][:2] if rest else None
    shown = sum(not (isinstance(item, Moment) and item.ahead) for item in page.items)
    for title, uri, count in page.archive:
        shown -= count
        if shown < 0:
            return title, uri
    return None


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
