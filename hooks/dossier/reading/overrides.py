"""The editors' word in a seed's front matter: where a passage belongs, what its words say."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dossier.core.model import (
    PROSE,
    THEMELESS,
    Article,
    Block,
    DateVerdict,
    FigureVerdict,
    Stretch,
    Topic,
    Verdict,
)
from dossier.core.problems import Problem, Problems
from dossier.language.sentences import split_sentences
from dossier.reading.front_matter import (
    DateKeys,
    FigureKeys,
    Lines,
    Location,
    PlaceKeys,
    SeedKeys,
)
from dossier.reading.quotations import locate_once

_OUTSIDE = {
    "heading": "a heading, which belongs",
    "imprint": "the line of outlet and day, which belongs",
}


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a seed's `lead`, `place`, `names`, `dates` and `figures` say, as an `Article` has it."""

    lead: str | None
    verdicts: tuple[Verdict, ...]
    not_names: tuple[Stretch, ...]
    barred_names: tuple[tuple[str, int], ...]
    dates: tuple[DateVerdict, ...]
    figures: tuple[FigureVerdict, ...]


def read_overrides(
    keys: SeedKeys, blocks: Sequence[Block], lines: Lines, language: str
) -> Overrides:
    """Find the words that the overrides quote; raises `Problems` with every mistake in them."""
    problems: list[Problem] = []

    def find(words: str, *location: int | str) -> Iterator[Stretch]:
        try:
            yield locate_once(words, blocks, location, lines)
        except Problems as error:
            problems.extend(error.problems)

    leads = [stretch for words in filter(None, [keys.lead]) for stretch in find(words, "lead")]
    not_names = [
        stretch
        for index, words in enumerate(keys.names.not_ if keys.names else ())
        for stretch in find(words, "names", "not", index)
    ]
    verdicts: list[Verdict] = []
    for index, entry in enumerate(keys.place):
        if not (entry.in_ or entry.not_):
            message = f"`place.{index}` says no theme; add `in: [theme]` or `not: [theme]`"
            problems.append(lines.problem(("place", index), message))
        for stretch in find(entry.at, "place", index, "at"):
            block = blocks[stretch.block - 1]
            if block.kind in THEMELESS:
                where = _OUTSIDE.get(block.kind, "the footnotes, which belong")
                message = f"`{entry.at}` stands in {where} to no theme; quote words of a passage"
                problems.append(lines.problem(("place", index, "at"), message))
                continue
            verdicts += _verdicts(entry, block, ("place", index), lines)
    problems += _contradictions(verdicts, lines.path)
    dates = [
        DateVerdict(stretch, entry.date, lines.line(("dates", index)))
        for index, entry in enumerate(keys.dates)
        for words, key in _quoted(entry, "date", entry.date, ("dates", index), lines, problems)
        for stretch in find(words, "dates", index, key)
    ]
    figures = [
        FigureVerdict(stretch, entry.kind, lines.line(("figures", index)))
        for index, entry in enumerate(keys.figures)
        for words, key in _quoted(entry, "kind", entry.kind, ("figures", index), lines, problems)
        for stretch in find(words, "figures", index, key)
    ]
    for key, row in (("dates", dates), ("figures", figures)):
        problems += _unread(key, row, blocks, lines.path)
    if problems:
        raise Problems(problems)
    lead = _sentence(leads[0], blocks, language) if leads else None
    barred = tuple(
        (slug, lines.line(("names", "bar", index)))
        for index, slug in enumerate(keys.names.bar if keys.names else ())
    )
    return Overrides(lead, tuple(verdicts), tuple(not_names), barred, tuple(dates), tuple(figures))


def _quoted(
    entry: DateKeys | FigureKeys,
    says: str,
    value: str | None,
    location: Location,
    lines: Lines,
    problems: list[Problem],
) -> Iterator[tuple[str, str]]:
    """The words that an entry is about, and the key they stand under."""
    if entry.at and value and not entry.not_:
        yield entry.at, "at"
    elif entry.not_ and not entry.at and not value:
        yield entry.not_, "not"
    else:
        name = ".".join(map(str, location))
        message = f"`{name}` must have either `at` and `{says}`, or `not`; add or take out a key"
        problems.append(lines.problem(location, message))


def _unread(
    key: str,
    verdicts: Iterable[DateVerdict | FigureVerdict],
    blocks: Sequence[Block],
    path: str,
) -> Iterator[Problem]:
    """The verdicts on words in which nothing is looked for, and on words with another verdict."""
    said: set[tuple[int, int]] = set()
    for verdict in verdicts:
        about = verdict.about
        if blocks[about.block - 1].kind not in PROSE:
            message = f"no {key} are read in headings, tables, code and footnotes; take it out"
            yield Problem(path, verdict.line, message)
        characters = {(about.block, place) for place in range(about.start, about.end)}
        if said & characters:
            message = f"its words stand in those of another of the `{key}`; keep one of the two"
            yield Problem(path, verdict.line, message)
        said |= characters


def _verdicts(
    entry: PlaceKeys, block: Block, location: Location, lines: Lines
) -> Iterator[Verdict]:
    for index, choice in enumerate(entry.in_):
        theme, _, subtopic = choice.partition("/")
        line = lines.line((*location, "in", index))
        yield Verdict(block.number, theme.strip(), True, line, subtopic.strip() or None)
    for index, theme in enumerate(entry.not_):
        line = lines.line((*location, "not", index))
        yield Verdict(block.number, theme.strip(), False, line)


def _contradictions(verdicts: Iterable[Verdict], path: str) -> Iterator[Problem]:
    said: dict[tuple[int, str], Verdict] = {}
    for verdict in verdicts:
        earlier = said.setdefault((verdict.block, verdict.theme), verdict)
        if earlier is not verdict:
            message = (
                f"the passage's place in `{verdict.theme}` is decided on line {earlier.line} too;"
                " keep one of the two"
            )
            yield Problem(path, verdict.line, message)


def _sentence(stretch: Stretch, blocks: Sequence[Block], language: str) -> str:
    """The words of the stretch, and the rest of the sentences they stand in."""
    text = blocks[stretch.block - 1].text
    spans = [
        (start, end)
        for start, end in split_sentences(text, language)
        if start < stretch.end and stretch.start < end
    ]
    return " ".join(text[spans[0][0] : spans[-1][1]].split())


def check_themes(articles: Iterable[Article], topics: Iterable[Topic]) -> Iterator[Problem]:
    """The overrides that name a theme, subtopic or name which is not there."""
    topics = [*topics]
    themes = {topic.slug: topic for topic in topics if topic.is_theme}
    names = [topic.slug for topic in topics if not topic.is_theme]
    for article in articles:
        for slug, line in article.barred_names:
            if slug not in names:
                near = difflib.get_close_matches(slug, names, 1)
                mend = f"did you mean `{near[0]}`?" if near else "it is that of a file there"
                yield Problem(article.path, line, f"`{slug}` is not in docs/names/; {mend}")
        for verdict in article.verdicts:
            theme = themes.get(verdict.theme)
            if not theme:
                message = f"`{verdict.theme}` is not a theme; {_mend(verdict.theme, list(themes))}"
                yield Problem(article.path, verdict.line, message)
            elif verdict.subtopic and verdict.subtopic not in theme.groups:
                mend = _mend(verdict.subtopic, theme.groups)
                message = f"`{verdict.subtopic}` is not a subtopic of {theme.path}; {mend}"
                yield Problem(article.path, verdict.line, message)


def _mend(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, 1)
    return f"did you mean `{near[0]}`?" if near else f"there are {', '.join(known)}"
