"""Finds what looks like a name and has no page: runs of words with capitals.

Titles are no part of a name, and its forms are one name: `UK`, `U.K.` and `United Kingdom`, `Mr
Larsen` and `Anna Larsen`.
"""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, dropwhile
from typing import NamedTuple

from dossier.core.model import Passage
from dossier.language.offices import OFFICES, SUBJECTS_OF_OFFICES
from dossier.language.words import Memo, Word, lone_word, normalise, split_words

INNER = frozenset({"of", "for", "the"})
"""Small words that may stand within a name; `the` only after another of them."""

DATES = frozenset(name.casefold() for name in (*calendar.month_name, *calendar.day_name) if name)
TITLES = frozenset(word.form for title in OFFICES for word in split_words(title)) - INNER - {"us"}
_SUBJECTS = frozenset(word.form for title in SUBJECTS_OF_OFFICES for word in split_words(title))
SHOUTED = 6
"""Letters; no acronym has more."""
REMEMBERED = 200_000
"""Texts that are not cut again: while a site is served most stay the same from edit to edit."""

_SENTENCE_END = re.compile(r"[.!?:…“\"\n]")
Words = Sequence[Word]


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """What looks like a name: its forms, the commonest first, and the passages that have one."""

    forms: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def name(self) -> str:
        return self.forms[0]


_Told = tuple[str, bool, str | None]
"""Of what may be a name: as it is told, whether it has more than one word, and the form that is no
name where it is written small somewhere."""


class NameWords(NamedTuple):
    """What may be names in an article, and the words that it has small; plain enough for JSON.

    Of what may be one: the number of its passage; the first word's form, if a sentence begins with
    it; the whole; and what is left of it if the first word has its capital from the sentence alone.
    """

    runs: Sequence[tuple[int, str | None, _Told | None, _Told | None]]
    small: Sequence[str]


def read_name_words(passages: Iterable[Passage]) -> NameWords:
    """Read the passages of an article; names that have a page are left out."""
    runs: list[tuple[int, str | None, _Told | None, _Told | None]] = []
    small: dict[str, None] = {}
    for passage in passages:
        if not passage.gathers:
            continue
        found, words = _cut(passage.block.text)
        small |= dict.fromkeys(words)
        known = _known(passage) if found else ()
        for begins, *parts in found:
            whole, rest = (
                None
                if run is None or any(run.start < end and start < run.end for start, end in known)
                else run.told
                for run in parts
            )
            runs.append((passage.block.number, begins, whole, rest))
    return NameWords(runs, [*small])


def find_name_candidates(
    articles: Iterable[tuple[Sequence[Passage], NameWords]],
) -> list[NameCandidate]:
    """Each likely name, and the passages that have it, in their order.

    Of each article all its passages are given, and what `read_name_words` reads in them. What a
    sentence begins with counts only where it stands within a sentence too, or where it is more than
    one word; a word that is also written small is no name there.
    """
    rows = [*articles]
    small = frozenset(chain.from_iterable(words.small for _, words in rows))
    found: dict[str, dict[str, Passage]] = {}
    certain: set[str] = set()
    for passages, words in rows:
        for number, begins, whole, rest in words.runs:
            first = begins is not None and begins not in small and begins not in INNER
            told = whole if first or begins is None else rest
            if not told:
                continue
            name, is_long, common = told
            if common in small:
                continue
            passage = passages[number - 1]
            found.setdefault(name, {})[passage.key] = passage
            if not first or is_long:
                certain.add(name)
    return _grouped({name: rows for name, rows in found.items() if name in certain})


def _grouped(found: Mapping[str, Mapping[str, Passage]]) -> list[NameCandidate]:
    """The names with those put together that are forms of one."""
    groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in found:
        groups[_forms(name)].append(name)
    longer: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for forms in groups:
        if len(forms) > 1:
            longer[forms[-1]].add(forms)
            longer["".join(form[0] for form in forms if form not in INNER)].add(forms)
    for forms in [forms for forms in groups if len(forms) == 1]:
        if len(whole := longer[forms[0]]) == 1:
            groups[next(iter(whole))] += groups.pop(forms)
    rows: list[NameCandidate] = []
    for names in groups.values():
        names.sort(key=lambda name: (len(found[name]), len(name), name), reverse=True)
        passages = {key: passage for name in names for key, passage in found[name].items()}
        rows.append(NameCandidate(tuple(names), tuple(passages.values())))
    return rows


def _forms(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared."""
    return tuple(word.form for word in split_words(f"{name}." if "." in name else name))


def _without_titles(run: Words) -> Words:
    """A run without the titles and offices, and the mark of a question, that it begins with."""
    rest, is_title = run, False
    while rest and (rest[0].form in TITLES or rest[0].form in ("q", "a")):
        is_title = is_title or rest[0].form not in _SUBJECTS
        rest = _skip_small(rest[1:])
    return rest if is_title or not rest else run


class _Run(NamedTuple):
    """A run of words with capitals, without the titles before it: where it is, and as told."""

    start: int
    end: int
    told: _Told


@lru_cache(REMEMBERED)
def _cut(
    text: str,
) -> tuple[Sequence[tuple[str | None, _Run | None, _Run | None]], Sequence[str]]:
    """The runs of a text, and the words that it has small.

    Of a run the first word's form, if a sentence begins with it; what may be a name; and what may
    be one if the first word has its capital from the sentence alone.
    """
    runs: list[tuple[str | None, _Run | None, _Run | None]] = []
    pieces = text.split(" ")
    plain = [*map(_PLAIN.__getitem__, pieces)]
    small = {*plain}
    begins = [0, *accumulate(len(piece) + 1 for piece in pieces)]
    for first, last in _stretches(plain):
        begin, stretch = begins[first], " ".join(pieces[first:last])
        words = split_words(stretch)
        small.update([word.form for word in words if not word.capital])
        for start, stop in _runs(words):
            run = words[start:stop]
            opens = run[0].form if _begins_sentence(stretch, words, start) else None
            rest = _run(stretch, _skip_small(run[1:]), begin) if opens is not None else None
            whole = _run(stretch, run, begin)
            if whole or rest:
                runs.append((opens, whole, rest))
    return runs, tuple(small - {""})


def _plain(piece: str) -> str:
    """The form of what stands between spaces, if it is a small word over which no name goes on."""
    word = lone_word(piece)
    form = normalise(word) if word.islower() else ""
    return "" if form in INNER else form


_PLAIN = Memo(_plain)


def _stretches(plain: Sequence[str]) -> Iterator[tuple[int, int]]:
    """What stands between plain words, each with the one before it."""
    start = 0
    for number, form in enumerate((*plain, " ")):
        if form:
            if number > start:
                yield max(0, start - 1), number
            start = number + 1


def _run(text: str, words: Words, begin: int) -> _Run | None:
    """What of a run may be a name: none if it is shouted, a date, or but titles or a letter."""
    words = _without_titles(words)
    if all(word.capitals and word.end - word.start > SHOUTED for word in words):
        return None
    start, end = words[0].start, words[-1].end
    name = " ".join(text[start:end].split())
    if len(name) < 2 or all(_is_date(part) for part in name.split()):
        return None
    is_long = len(words) > 1
    common = None if is_long or words[0].capitals else words[0].form
    return _Run(begin + start, begin + end, (name, is_long, common))


def _runs(words: Words) -> Iterator[tuple[int, int]]:
    """The stretches of words that have capitals, small words of a name within them included."""
    start = 0
    while start < len(words):
        if not words[start].capital:
            start += 1
            continue
        stop = start + 1
        while following := _next_capital(words, stop):
            stop = following
        yield start, stop
        start = stop


def _next_capital(words: Words, stop: int) -> int:
    """One past the word with a capital that carries the run on; 0 if none does."""
    for place in range(stop, min(stop + 3, len(words))):
        if not words[place - 1].joins:
            return 0
        if words[place].capital or words[place].form.isdigit():
            return place + 1
        if words[place].form not in INNER or (words[place].form == "the" and place == stop):
            return 0
    return 0


def _is_date(word: str) -> bool:
    return word.isdigit() or word.casefold() in DATES


def _skip_small(words: Words) -> Words:
    return tuple(dropwhile(lambda word: not word.capital, words))


def _begins_sentence(text: str, words: Words, place: int) -> bool:
    return not place or bool(_SENTENCE_END.search(text, words[place - 1].end, words[place].start))


def _known(passage: Passage) -> list[tuple[int, int]]:
    """Where a passage has a name with a page, or words that the editors call no name."""
    known = [(mention.start, mention.end) for mention in passage.mentions]
    return known + [
        (n.start, n.end) for n in passage.article.not_names if n.block == passage.block.number
    ]
