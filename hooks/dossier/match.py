"""Finds the terms of all topics in a text in one pass, and from them the themes of a passage."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dossier.model import Article, Block, Match, Passage, Placement, Term, Topic
from dossier.words import Word, spellings, split_words

ENOUGH = 2
WEIGHT = {"strong": 2, "weak": 1, "void": 0}
MOST_JOINED = 4


@dataclass(slots=True)
class _Node:
    """A step in the tree of all terms: the words that may follow, and the terms that end here."""

    following: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[tuple[Topic, Term, tuple[Word, ...]]] = field(default_factory=list)


class Matcher:
    """All terms of all topics as one tree of words, so that their number costs nothing."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._root = _Node()
        for topic in topics:
            for term in topic.terms:
                words = tuple(split_words(term.text))
                for spelling in spellings(words):
                    node = self._root
                    for form in spelling:
                        node = node.following.setdefault(form, _Node())
                    node.ends.append((topic, term, words))

    def find(self, text: str) -> list[Match]:
        """All terms in a text, in its order; of those of one topic that overlap, the longest."""
        words = split_words(text)
        found: dict[str, list[Match]] = defaultdict(list)
        for start, first in enumerate(words):
            if first.joins != "hyphen" and first.form not in self._root.following:
                continue
            for stop, node in self._walk(words, start, self._root):
                for topic, term, pattern in node.ends:
                    if _capitals_fit(topic, pattern, words[start:stop]):
                        end = words[stop - 1].end
                        found[topic.src_uri].append(Match(topic, term, first.start, end))
        return sorted(
            (match for matches in found.values() for match in _longest(matches)),
            key=_by_place,
        )

    def _walk(
        self, words: Sequence[Word], position: int, node: _Node
    ) -> Iterator[tuple[int, _Node]]:
        """Follow the text from `position` through the tree; give each place where a term ends."""
        form = ""
        for stop in range(position + 1, min(position + MOST_JOINED, len(words)) + 1):
            form += words[stop - 1].form
            if following := node.following.get(form):
                if following.ends:
                    yield stop, following
                if following.following and words[stop - 1].joins:
                    yield from self._walk(words, stop, following)
            if words[stop - 1].joins != "hyphen":
                break


def place(article: Article, matcher: Matcher) -> tuple[Passage, ...]:
    """Say of each block of an article which themes it belongs to and which names it mentions.

    Headings and footnotes gather nothing: a heading is the context of the passages under it.
    """
    headings = {b.text: _each_term(matcher, b) for b in article.blocks if b.kind == "heading"}
    passages = []
    for block in article.blocks:
        if block.kind in ("heading", "footnotes", "rule"):
            passages.append(Passage(article, block))
            continue
        found = matcher.find(block.text)
        context = headings.get(block.heading or "", [])
        mentions = tuple(_longest(match for match in found if not match.topic.is_theme))
        passages.append(Passage(article, block, _placements(found, context, block.text), mentions))
    return tuple(passages)


def _each_term(matcher: Matcher, block: Block) -> list[Match]:
    """Of each term that a block holds, its first match."""
    matches = reversed(matcher.find(block.text))
    return sorted({(m.topic.src_uri, m.term.text): m for m in matches}.values(), key=_by_place)


def _by_place(match: Match) -> tuple[int, int]:
    return match.start, match.end


def _placements(
    matches: Iterable[Match], context: Iterable[Match], text: str
) -> tuple[Placement, ...]:
    """The themes whose terms weigh enough: a strong one, or two different weak ones.

    A term in the heading above (`context`) counts as weak.
    """
    themes: dict[str, Topic] = {}
    because: dict[str, dict[str, str]] = defaultdict(dict)
    weight: dict[str, Counter[str]] = defaultdict(Counter)
    for match, most in [(m, 2) for m in matches] + [(m, 1) for m in context]:
        slug, term = match.topic.slug, match.term
        if not match.topic.is_theme or term.strength == "void" or term.text in because[slug]:
            continue
        themes[slug] = match.topic
        because[slug][term.text] = text[match.start : match.end] if most == 2 else term.text
        weight[slug][term.group] += min(WEIGHT[term.strength], most)
    return tuple(
        Placement(
            theme=theme,
            subtopic=max(theme.groups, key=lambda group: weight[theme.slug][group]),
            because=tuple(dict.fromkeys(because[theme.slug].values())),
        )
        for theme in sorted(themes.values(), key=lambda theme: (theme.order, theme.slug))
        if weight[theme.slug].total() >= ENOUGH
    )


def _capitals_fit(topic: Topic, pattern: Sequence[Word], found: Sequence[Word]) -> bool:
    """Whether words are written with the capitals that their term asks for.

    A word in capitals asks for capitals; in a proper name (any kind but `term`) a word with a
    capital asks for one too.
    """
    proper = topic.kind not in ("theme", "term")
    return all(
        (have.capitals or not want.capitals) and (have.capital or not (proper and want.capital))
        for want, have in zip(pattern, found, strict=False)
    )


def _longest(matches: Iterable[Match]) -> list[Match]:
    """Of matches that overlap, the one that begins first, and of these the longest."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept
