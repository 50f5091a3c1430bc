"""Finds the terms of all topics in a text in one pass, and from them the themes of a passage."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain, compress
from operator import attrgetter
from typing import NamedTuple

import regex

from dossier.core.digest import digest
from dossier.core.model import (
    Article,
    Match,
    Term,
    Topic,
    TopicKind,
)
from dossier.language.words import (
    RUNS,
    Memo,
    Word,
    Words,
    lone_word,
    normalise,
    spellings,
    split_words,
)

MOST_JOINED = 4
_NAME_WORD = regex.compile(r"(?:\p{L}\.)+|\p{L}+")


Capitals = tuple[tuple[bool, bool], ...]
"""Of each word of a term, whether it asks for a capital and for capitals; empty if none does."""


@dataclass(slots=True)
class _Node:
    """A step in the tree of all terms: the words that may follow, and the terms that end here."""

    following: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[tuple[Topic, Term, Capitals]] = field(default_factory=list)


Entry = tuple[TopicKind, int, str, str, str, str, bool]
"""Of a topic its kind, order and slug; of a term of it the text, group and strength, and whether it
is general."""


class Outline(NamedTuple):
    """All by which two matchers may differ in what they find, plain enough for JSON.

    `groups` are the subtopics of each topic, by its source path, in their order; `name_words` as in
    `Matcher`, sorted.
    """

    vocabulary: Sequence[Entry]
    groups: Mapping[str, Sequence[str]]
    name_words: Sequence[str]


class Matcher:
    """All terms of all topics as one tree of words, so that their number costs nothing."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.topics = tuple(topics)
        self._root = _Node()
        self._beginnings = Memo(self._begin)
        for topic in sorted(self.topics, key=topic_order):
            for term in (*topic.terms, *topic.exceptions):
                words = split_words(term.text)
                capitals = _capitals_asked(topic, words)
                for spelling in spellings(words):
                    node = self._root
                    for form in spelling:
                        node = node.following.setdefault(form, _Node())
                    node.ends.append((topic, term, capitals))

    @cached_property
    def themes(self) -> tuple[Topic, ...]:
        """The topics that are themes, in their order."""
        return tuple(topic for topic in self.topics if topic.is_theme)

    @cached_property
    def vocabulary(self) -> tuple[Entry, ...]:
        """All that says what is found."""
        return tuple(
            (
                topic.kind,
                topic.order,
                topic.slug,
                term.text,
                term.group,
                term.strength,
                term.text in topic.general_terms,
            )
            for topic in self.topics
            for term in (*topic.terms, *topic.exceptions)
        )

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The words of all names, in small letters and without points."""
        return frozenset(
            word.casefold().replace(".", "")
            for topic in self.topics
            if not topic.is_theme
            for term in topic.terms
            for word in _NAME_WORD.findall(term.text)
        )

    @cached_property
    def outline(self) -> Outline:
        """What others are compared with."""
        groups = {topic.src_uri: topic.groups for topic in self.topics}
        return Outline(self.vocabulary, groups, sorted(self.name_words))

    @cached_property
    def digest(self) -> str:
        """The digest of the vocabulary."""
        return digest(self.vocabulary)

    def find(self, text: str) -> list[Match]:
        """All terms in a text, in its order; of those of one topic that overlap, the longest."""
        found: dict[str, list[Match]] = defaultdict(list)
        for words, start in self._starts(text):
            for stop, node in self._walk(words, start, self._root):
                for topic, term, capitals in node.ends:
                    if not capitals or _have(capitals, words.found[start:stop]):
                        found[topic.src_uri].append(Match(topic, term, *words.span(start, stop)))
        return sorted(
            (match for matches in found.values() for match in longest_matches(matches)),
            key=by_place,
        )

    def _starts(self, text: str) -> Iterator[tuple[Words, int]]:
        """Where a term may begin: the words from a little before on, and the number of the first.

        Most runs hold no such word; of these not even the words are looked at.
        """
        runs = text.split(" ")
        beginnings = [*map(self._beginnings.__getitem__, runs)]
        places = [*accumulate(map(len, runs), initial=0)]  # but for the spaces
        for number, found in compress(enumerate(beginnings), beginnings):
            words = None  # of a run, however many of its words may begin a term
            for position, forms in found:
                if not forms or _goes_on(runs, number + 1, forms):
                    if words is None:
                        words = Words(runs, number, places[number] + number)
                        words.reach(1)
                    yield words, position

    def _begin(self, run: str) -> tuple[tuple[int, Container[str]], ...]:
        """With which words of a run, by their numbers in it, a term may begin.

        With each go the forms of which one must follow, where the run is but the first word of
        longer terms.
        """
        beginnings = self._root.following
        word = lone_word(run)
        if word and normalise(word) not in beginnings:
            return ()
        words = RUNS[run].words
        node = beginnings.get(words[0].form) if len(words) == 1 else None
        forms = node.following if node and not node.ends else ()
        return tuple((position, forms) for position in _hopeful(run, beginnings))

    def _walk(self, words: Words, position: int, node: _Node) -> Iterator[tuple[int, _Node]]:
        """Follow the text from `position` through the tree; give each place where a term ends."""
        for stop, form in _steps(words.found, position):
            if following := node.following.get(form):
                if following.ends:
                    yield stop, following
                if following.following and words.reach(stop + 1) and words.found[stop - 1].joins:
                    yield from self._walk(words, stop, following)


def _hopeful(run: str, forms: Container[str]) -> tuple[int, ...]:
    """The words of a run, by their numbers in it, of which a step may be one of these forms."""
    return tuple([n for n, word in enumerate(RUNS[run].words) if _may_be(word, forms)])


def _may_be(word: Word, forms: Container[str]) -> bool:
    """Whether a step that begins with this word may be one of these forms."""
    return word.form in forms or word.joins == "hyphen"


def _goes_on(runs: Sequence[str], number: int, forms: Container[str]) -> bool:
    """Whether there is a run that begins with one of these forms; without words it may be next."""
    if number == len(runs):
        return False
    words = RUNS[runs[number]].words
    return not words or _may_be(words[0], forms)


def _steps(words: Sequence[Word], position: int) -> Iterator[tuple[int, str]]:
    """What may be taken for one word of a term: a word, or it and those that hyphens join to it."""
    form = ""
    for stop, word in enumerate(words[position : position + MOST_JOINED], position + 1):
        form += word.form
        yield stop, form
        if word.joins != "hyphen":
            break


def holders(articles: Iterable[Article], before: Outline, after: Outline) -> Iterator[Article]:
    """The articles in which two matchers may find different terms; in the others they do not."""
    changed = {*before.vocabulary} ^ {*after.vocabulary}
    if not _in_one_order(before.groups, after.groups):
        changed = {*before.vocabulary} | {*after.vocabulary}
    wanted = [form for _, _, _, term, *_ in changed for form in spellings(split_words(term))]
    others = {*before.name_words} ^ {*after.name_words}  # they tell what a longer name is
    wanted += [spelling for word in others for spelling in spellings(split_words(word))]
    every = frozenset(chain.from_iterable(wanted))

    def steps(run: str) -> frozenset[str]:
        """Of what `Matcher.find` takes for a word of a term in a run, that which is wanted."""
        words = RUNS[run].words
        if len(words) == 1:  # as most are
            return every.intersection((words[0].form,))
        at = _hopeful(run, every)
        return every.intersection(form for n in at for _, form in _steps(words, n))

    held = Memo(steps)
    for article in articles if wanted else ():
        runs = set(" ".join(block.text for block in article.blocks).split(" "))
        found = frozenset[str]().union(*filter(None, map(held.__getitem__, runs)))
        if any(found.issuperset(spelling) for spelling in wanted):
            yield article


def _in_one_order(before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]) -> bool:
    """Whether the subtopics that each theme had and has stand in the same order."""
    return all(
        [group for group in before.get(uri, ()) if group in groups]
        == [group for group in groups if group in before.get(uri, ())]
        for uri, groups in after.items()
    )


by_place = attrgetter("start", "end")


def topic_order(topic: Topic) -> tuple[int, str]:
    return topic.order, topic.slug


def _capitals_asked(topic: Topic, words: Sequence[Word]) -> Capitals:
    """What a term asks for: of a word in capitals capitals, in a proper name of a capital one."""
    asked = tuple((topic.is_proper and word.capital, word.capitals) for word in words)
    return asked if any(map(any, asked)) else ()


def _have(asked: Capitals, words: Sequence[Word]) -> bool:
    """Whether words are written with the capitals that their term asks for."""
    for (capital, capitals), word in zip(asked, words, strict=False):
        if (capital and not word.capital) or (capitals and not word.capitals):
            return False
    return True


def longest_matches(matches: Sequence[Match]) -> Sequence[Match]:
    """Of matches that overlap, the one that begins first, and of these the longest."""
    if len(matches) < 2:  # as mostly
        return matches
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept
