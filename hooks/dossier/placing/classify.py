"""The terms found in a passage → its themes: what speaks for each is weighed.

A strong term is enough, or two others, or one in an article that speaks of little else. But common
words said in passing are not: a single one in a long article that does not otherwise speak of its
theme, or few beside much of another theme. Most such words mean something else there.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from dossier.core.model import (
    Article,
    Block,
    Match,
    Passage,
    Placement,
    Reason,
    Stretch,
    Topic,
    Verdict,
    Weighing,
)
from dossier.language.runs import sample_runs
from dossier.language.words import is_known, split_words
from dossier.placing.matcher import Matcher, by_place, topic_order
from dossier.placing.naming import find_mentions

ENOUGH = 2
WEIGHT = {"strong": 2, "actor": 1, "weak": 1, "void": 0}
SHORT_ARTICLE, LONG_ARTICLE = 3, 8
"""Passages, from which on an article says by its themes what it speaks of: weak words, others."""
LONG_PASSAGE = 12
"""Words, from which on one of them alone does not say what a passage is about."""
FEW = 3
"""The weight up to which what speaks for a theme may be little beside another theme."""
MORE, FAR_MORE = 3, 5
"""How many times as much another theme must weigh: in general, and in an article of the first."""
SUBJECT = 0.2
"""The share of its passages, and at least two, that belong to a theme that is its subject."""
MOST = 0.8
"""The share of its other passages that belong to a theme of which an article mostly speaks."""
_CAPITALS_BEFORE = re.compile(r"[A-Z]{2,}\W*$")
_CAPITALS_AFTER = re.compile(r"\W*[A-Z]{2,}\b")


def place(article: Article, matcher: Matcher) -> tuple[Passage, ...]:
    """Say of each block of an article which themes it belongs to and which names it mentions.

    Headings and footnotes gather nothing: a heading is the context of the passages under it. The
    others are given the sample of their runs of words, by which those alike are found.
    """
    headings = {b.text: _each_term(matcher, b) for b in article.blocks if b.kind == "heading"}
    verdicts: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in article.verdicts:
        verdicts[verdict.block].append(verdict)
    barred_names = {slug for slug, _ in article.barred_names}
    passages = [Passage(article, block) for block in article.blocks]
    found = {
        p.block.number: [
            match for match in matcher.find(p.block.text) if not _is_shouted(match, p.block.text)
        ]
        for p in passages
        if p.gathers
    }
    mentions = find_mentions(
        [(block, found[block.number]) for block in article.blocks if block.number in found],
        matcher.name_words,
    )
    weighed = {
        block.number: weigh(found[block.number], headings.get(block.heading or "", ()), block.text)
        for block in article.blocks
        if block.number in found
    }
    weighed = _with_context(article, weighed)
    for index, passage in enumerate(passages):
        if passage.gathers:
            block = passage.block
            weighings = weighed[block.number]
            named = mentions[block.number]
            barred = tuple(
                m
                for m in named
                if m.topic.slug in barred_names or _barred(m, block, article.not_names)
            )
            passages[index] = Passage(
                article=article,
                block=block,
                placements=_placements(weighings, verdicts[block.number], matcher.themes),
                mentions=tuple(match for match in named if match not in barred),
                weighings=weighings,
                barred=barred,
                runs=sample_runs(block.text),
            )
    return tuple(passages)


def suffices(weighing: Weighing) -> bool:
    """Whether what speaks for a theme is enough to place a passage there."""
    return weighing.carried or (weighing.weight >= ENOUGH and not weighing.faint)


def _with_context(
    article: Article, weighed: Mapping[int, tuple[Weighing, ...]]
) -> dict[int, tuple[Weighing, ...]]:
    """The weighings of each block, in order; those of words said in passing are marked."""
    texts = {block.number: block.text for block in article.blocks}
    context = Context(
        [
            {
                w.theme.slug
                for w in row
                if w.weight >= ENOUGH
                and not is_outweighed(w, row, texts[number])
                and not _are_weak_words(w, texts[number])
            }
            for number, row in weighed.items()
        ]
    )

    def is_faint(weighing: Weighing, place: int, number: int) -> bool:
        theme, text = weighing.theme.slug, texts[number]
        if weighing.weight < ENOUGH:
            return False
        if context.speaks_of(theme):
            return is_outweighed(weighing, weighed[number], text, FAR_MORE)
        if is_outweighed(weighing, weighed[number], text):
            return True
        if context.is_near(theme, place):
            return False
        if _are_weak_words(weighing, text):
            return len(context) >= SHORT_ARTICLE
        return len(context) >= LONG_ARTICLE and is_one_word(weighing, text)

    marked = {
        number: tuple(replace(w, faint=True) if is_faint(w, place, number) else w for w in row)
        for place, (number, row) in enumerate(weighed.items())
    }
    context = Context([{w.theme.slug for w in row if suffices(w)} for row in marked.values()])
    return {
        number: tuple(
            replace(w, carried=True) if _is_carried(w, context, place) else w for w in row
        )
        for place, (number, row) in enumerate(marked.items())
    }


def _is_carried(weighing: Weighing, context: "Context", place: int) -> bool:
    """Whether a word that is not enough stands in an article that speaks of little else."""
    theme = weighing.theme.slug
    return (
        0 < weighing.weight < ENOUGH
        and any(reason.term.strength == "weak" for reason in weighing.reasons)
        and context.speaks_mostly_of(theme)
        and context.is_near(theme, place)
    )


class Context:
    """Of the passages of an article, in their order, to which themes each belongs."""

    def __init__(self, rows: Sequence[Collection[str]]) -> None:
        self._rows = rows
        self._counts = Counter(slug for row in rows for slug in row)

    def __len__(self) -> int:
        return len(self._rows)

    def speaks_of(self, theme: str) -> bool:
        """Whether a theme is one of the article's subjects."""
        return self._counts[theme] >= max(2.0, SUBJECT * len(self._rows))

    def speaks_mostly_of(self, theme: str) -> bool:
        """Whether most passages belong to a theme, whatever one of them does."""
        others = len(self._rows) - 1
        return others >= SHORT_ARTICLE - 1 and self._counts[theme] >= MOST * others

    def is_near(self, theme: str, place: int) -> bool:
        """Whether the passage before or after belongs to a theme."""
        return any(theme in row for row in self._beside(place))

    def beside(self, theme: str, place: int) -> int:
        """How many of the passages before and after belong to a theme."""
        return sum(theme in row for row in self._beside(place))

    def around(self, place: int) -> list[str]:
        """The themes of the passages before and after, in alphabetical order."""
        return sorted({theme for row in self._beside(place) for theme in row})

    def is_empty(self) -> bool:
        """Whether no passage belongs to a theme."""
        return not self._counts

    def _beside(self, place: int) -> tuple[Collection[str], ...]:
        return (*self._rows[max(0, place - 1) : place], *self._rows[place + 1 : place + 2])


def is_one_word(weighing: Weighing, text: str) -> bool:
    """Whether a single common word, said once in a long passage, is all that speaks for a theme."""
    reasons = [reason for reason in weighing.reasons if reason.weight]
    return len(reasons) == 1 and weighing.weight >= ENOUGH and in_passing(weighing, text)


@lru_cache(1000)
def _title(group: str) -> str:
    """The title of a subtopic, as terms are compared with it."""
    return "".join(word.form for word in split_words(group))


def _are_weak_words(weighing: Weighing, text: str) -> bool:
    """Whether nothing but weak words, each said once in a long passage, speaks for a theme."""
    weak = all(reason.weight < ENOUGH for reason in weighing.reasons)
    return weak and in_passing(weighing, text)


def is_outweighed(
    weighing: Weighing, row: Iterable[Weighing], text: str, times: float = MORE
) -> bool:
    """Whether few common words speak for a theme, beside another that weighs some times as much."""
    return (
        ENOUGH <= weighing.weight <= FEW
        and any(other.weight >= times * weighing.weight for other in row)
        and in_passing(weighing, text, trust_titles=False)
    )


def in_passing(weighing: Weighing, text: str, trust_titles: bool = True) -> bool:
    """Whether all that speaks for a theme is common words, each said once in a long passage.

    A strong word that is a proper name is none of these, nor, with `trust_titles`, one that is the
    subtopic's own title.
    """
    if len(text.split()) < LONG_PASSAGE:
        return False
    for reason in weighing.reasons:
        words = split_words(reason.term.text)
        proper = any(word.capital or word.capitals or word.form.isdigit() for word in words)
        title = "".join(word.form for word in words) == _title(reason.term.group)
        sure = proper or (title and trust_titles)
        if reason.weight and (reason.times > 1 or (sure and reason.weight >= ENOUGH)):
            return False
    return True


def _is_shouted(match: Match, text: str) -> bool:
    """Whether an acronym that is a common word too stands where all words have capitals."""
    written = text[match.start : match.end]
    return (
        written.isupper()
        and _CAPITALS_BEFORE.search(text[max(0, match.start - 40) : match.start]) is not None
        and _CAPITALS_AFTER.match(text, match.end) is not None
        and is_known(written.lower())
    )


def _barred(match: Match, block: Block, not_names: Iterable[Stretch]) -> bool:
    """Whether a name stands in words that the editors call no name."""
    return any(
        no.block == block.number and match.start < no.end and no.start < match.end
        for no in not_names
    )


def weigh(matches: Iterable[Match], context: Iterable[Match], text: str) -> tuple[Weighing, ...]:
    """Weigh what speaks for each theme: each term once, one in the heading (`context`) as weak.

    A heading speaks only for a theme of which the passage has a word too.
    """
    themes: dict[str, Topic] = {}
    reasons: dict[str, dict[str, Reason]] = defaultdict(dict)
    matches = [*matches]
    times = Counter((match.topic.slug, match.term.text) for match in matches)
    for in_heading, found in ((False, matches), (True, context)):
        for match in found:
            slug, term = match.topic.slug, match.term
            if not match.topic.is_theme:
                continue
            if in_heading and not any(reason.weight for reason in reasons[slug].values()):
                continue
            themes[slug] = match.topic
            if term.text not in reasons[slug] and not (in_heading and term.strength == "void"):
                written = term.text if in_heading else text[match.start : match.end]
                weight = min(WEIGHT[term.strength], 1 if in_heading else ENOUGH)
                count = 1 if in_heading else times[slug, term.text]
                reasons[slug][term.text] = Reason(term, written, weight, in_heading, count)
    return tuple(
        Weighing(theme, tuple(reasons[theme.slug].values()))
        for theme in sorted(themes.values(), key=topic_order)
    )


def _each_term(matcher: Matcher, block: Block) -> list[Match]:
    """Of each term that a block holds, its first match."""
    matches = reversed(matcher.find(block.text))
    return sorted({(m.topic.src_uri, m.term.text): m for m in matches}.values(), key=by_place)


def _placements(
    weighings: Iterable[Weighing], verdicts: Sequence[Verdict], themes: Iterable[Topic]
) -> tuple[Placement, ...]:
    """The themes whose terms suffice; the editors' word comes before the words'."""
    by_slug = {weighing.theme.slug: weighing for weighing in weighings}
    said = {verdict.theme: verdict for verdict in verdicts}
    placements: list[Placement] = []
    for theme in themes if verdicts else [w.theme for w in by_slug.values()]:
        weighing = by_slug.get(theme.slug, Weighing(theme, ()))
        verdict = said.get(theme.slug)
        if verdict.belongs if verdict else suffices(weighing):
            subtopic = (verdict and verdict.subtopic) or weighing.subtopic
            placements.append(Placement(theme, subtopic, weighing.because, bool(verdict)))
    return tuple(placements)
