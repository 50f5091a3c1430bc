"""The editors' word in a seed's front matter: where a passage belongs, whatever its words."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dossier.core.model import THEMELESS, Article, Block, Stretch, Topic, Verdict
from dossier.core.problems import Problem, Problems
from dossier.language.sentences import split_sentences
from dossier.reading.front_matter import Lines, Location, PlaceKeys, SeedKeys
from dossier.reading.quotations import locate_once


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a seed's `lead`, `place` and `names` say, as an `Article` holds it."""

    lead: str | None
    verdicts: tuple[Verdict, ...]
    not_names: tuple[Stretch, ...]


def read_overrides(keys: SeedKeys, blocks: Sequence[Block], lines: Lines) -> Overrides:
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
                one = block.kind == "heading"
                where = "a heading, which belongs" if one else "the footnotes, which belong"
                message = f"`{entry.at}` stands in {where} to no theme; quote words of a passage"
                problems.append(lines.problem(("place", index, "at"), message))
                continue
            verdicts += _verdicts(entry, block, ("place", index), lines)
    problems += _contradictions(verdicts, lines.path)
    if problems:
        raise Problems(problems)
    lead = _sentence(leads[0], blocks, keys) if leads else None
    return Overrides(lead, tuple(verdicts), tuple(not_names))


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


def _sentence(stretch: Stretch, blocks: Sequence[Block], keys: SeedKeys) -> str:
    """The words of the stretch, and the rest of the sentences they stand in."""
    text = blocks[stretch.block - 1].text
    spans = [
        (start, end)
        for start, end in split_sentences(text, keys.language)
        if start < stretch.end and stretch.start < end
    ]
    return " ".join(text[spans[0][0] : spans[-1][1]].split())


def check_themes(articles: Iterable[Article], topics: Iterable[Topic]) -> Iterator[Problem]:
    """The overrides that name a theme or subtopic which is not there."""
    themes = {topic.slug: topic for topic in topics if topic.is_theme}
    for article in articles:
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
