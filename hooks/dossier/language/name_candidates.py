"""Finds what looks like a name and has no page: runs of words with capitals.

Titles are no part of a name, and its forms are one name: `UK`, `U.K.` and `United Kingdom`, `Mr
Larsen` and `Anna Larsen`.
"""

import calendar
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile

from dossier.core.model import Passage
from dossier.language.offices import OFFICES
from dossier.language.words import Word, split_words

INNER = frozenset({"of", "for", "the"})
"""Small words that may stand within a name; `the` only after another of them."""

DATES = frozenset(name.casefold() for name in (*calendar.month_name, *calendar.day_name) if name)
TITLES = frozenset(word.form for title in OFFICES for word in split_words(title)) - INNER - {"us"}
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


def find_name_candidates(passages: Iterable[Passage]) -> list[NameCandidate]:
    """Each likely name, and the passages that have it, in their order.

    What a sentence begins with counts only where it stands within a sentence too, or where it is
    more than one word; a word that is also written small is no name there.
    """
    cut = [(passage, _cut(passage.block.text)) for passage in passages if passage.gathers]
    small = {form for _, (_, forms) in cut for form in forms}
    found: dict[str, dict[str, Passage]] = {}
    certain: set[str] = set()
    for passage, (runs, _) in cut:
        text = passage.block.text
        for run, first in runs:
            if first and (run[0].form in small or run[0].form in INNER):
                run, first = _skip_small(run[1:]), False
            run = _without_titles(run)
            if not run or _is_known(passage, run[0], run[-1]) or _is_common(run, small):
                continue
            name = " ".join(text[run[0].start : run[-1].end].split())
            if len(name) < 2 or all(_is_date(part) for part in name.split()):
                continue
            found.setdefault(name, {})[passage.key] = passage
            if not first or len(run) > 1:
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
    while run and (run[0].form in TITLES or run[0].form in ("q", "a")):
        run = _skip_small(run[1:])
    return run


def _is_common(run: Words, small: Container[str]) -> bool:
    """Whether a run is a single word that is also written small, or is shouted."""
    if len(run) == 1 and not run[0].capitals and run[0].form in small:
        return True
    return all(word.capitals and word.end - word.start > SHOUTED for word in run)


@lru_cache(REMEMBERED)
def _cut(text: str) -> tuple[Sequence[tuple[Words, bool]], Sequence[str]]:
    """The runs of a text, whether a sentence begins with each, and the words that it has small."""
    words = split_words(text)
    runs = [
        (words[start:stop], _begins_sentence(text, words, start)) for start, stop in _runs(words)
    ]
    return runs, tuple({word.form for word in words if not word.capital})


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


def _is_known(passage: Passage, first: Word, last: Word) -> bool:
    known = [(mention.start, mention.end) for mention in passage.mentions]
    known += [
        (n.start, n.end) for n in passage.article.not_names if n.block == passage.block.number
    ]
    return any(first.start < end and start < last.end for start, end in known)
