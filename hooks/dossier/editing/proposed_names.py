"""`Dossier` → names that might have a page: their kind, their other forms, what is said of them.

A name is proposed where the texts tell of what kind it is: by the office before a person, by the
word that it ends with (Ministry, Agreement, Strait), by the words around a place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import regex

from dossier.core.kinds import NameKind
from dossier.core.model import Dossier, Passage
from dossier.language.general_words import FUNCTION_WORDS, GENERAL_WORDS
from dossier.language.name_candidates import NameCandidate, find_name_candidates, read_name_words
from dossier.language.offices import OFFICES
from dossier.language.sentences import split_sentences
from dossier.search.abbreviations import read_abbreviations

LEAST_ARTICLES = 2
MANY = 3
"""Passages; a name of fewer, all in one article, is not proposed."""
MOST_SAID = 3
MOST_READ = 60
"""Passages, the oldest, that are read for what they say of a name."""
REACH = 40
"""Characters before and after a name that are looked at."""
TITLED = 0.2
LONGEST_NAME = 4
LEAST_SAME = 3
"""Words that two names must both end with, to be taken for one."""
CLEARLY = 0.5
"""The share of a name's places that must tell of its kind, where a single one does not suffice."""
LONGEST_SENTENCE = 300

_HEADS: Mapping[NameKind, frozenset[str]] = {
    NameKind.ORGANISATION: frozenset(
        "academy administration agency alliance assembly association authority bank board bureau "
        "cabinet center centre chamber college commission committee company congress consortium "
        "corporation council court department force forum foundation fund group inc "
        "institute institution laboratory league ltd ministry nations navy office organisation "
        "organization parliament party police senate service society trust union university".split()
    ),
    NameKind.PROGRAMME: frozenset(
        "accord accords act agenda agreement charter compact convention declaration dialogue "
        "exercise fellowship framework initiative law mission outlook pact partnership plan "
        "programme program project protocol strategy summit treaty".split()
    ),
    NameKind.PLACE: frozenset(
        "bay canal city gulf harbour hills island islands lake mountain mountains ocean peninsula "
        "port province river sea strait valley".split()
    ),
    NameKind.EQUIPMENT: frozenset("aircraft helicopter missile satellite telescope".split()),
}
"""The words that names of a kind end with."""
HEADS = frozenset[str]().union(*_HEADS.values())
_BEGINNINGS = {
    "ministry of": NameKind.ORGANISATION,
    "department of": NameKind.ORGANISATION,
    "bank of": NameKind.ORGANISATION,
    "university of": NameKind.ORGANISATION,
    "institute of": NameKind.ORGANISATION,
    "council of": NameKind.ORGANISATION,
    "office of": NameKind.ORGANISATION,
    "gulf of": NameKind.PLACE,
    "bay of": NameKind.PLACE,
    "lake ": NameKind.PLACE,
    "mount ": NameKind.PLACE,
    "river ": NameKind.PLACE,
    "treaty of": NameKind.PROGRAMME,
}
_MODEL = regex.compile(r"\p{Lu}{1,3}[-‑]\p{N}{1,3}\p{Lu}?")
TITLES = frozenset(
    "president minister secretary ambassador senator governor mayor chancellor premier chairman "
    "chairwoman general admiral colonel captain commissioner spokesperson spokesman spokeswoman "
    "adviser advisor mr mrs ms dr prof professor judge justice sir lord lady shri smt".split()
)
"""What stands right before the name of a person."""
_TITLE_BEFORE = regex.compile(
    r"(?:^|[\s“(])(?P<title>\p{L}[\p{L}-]*\.?)\s+(?:\p{Lu}\.?\s+)?$", regex.MULTILINE
)
_PLACE_BEFORE = regex.compile(r"\b(?:in|at|near|to|from|across|throughout)\s+$", regex.IGNORECASE)
_ADJECTIVE_AFTER = regex.compile(r"\s+(?P<next>\p{Ll}[\p{L}-]*)")
_JOINED_BEFORE = regex.compile(r"\p{Lu}[\p{L}’'-]*,? (?:and|&) $")
_JOINED_AFTER = regex.compile(r",? (?:and|&) \p{Lu}")
_ROMAN = regex.compile(r"[ivx]+|annex")
_ABOUT = regex.compile(r" (?:on|against|relating to) (?:the )?\p{Lu}")
_NATIONAL = regex.compile(r"\p{Lu}\p{Ll}+(?:an|ese|ish|ans|ic)$")


@dataclass(frozen=True, slots=True)
class NameProposal:
    """A name that may deserve a page, and sentences that say something of it, to fill it in by."""

    title: str
    kind: NameKind
    aliases: tuple[str, ...]
    passages: tuple[Passage, ...]
    said: tuple[str, ...] = ()


def propose_names(dossier: Dossier) -> list[NameProposal]:
    """Names without a page, those of most passages first."""
    abbreviations = read_abbreviations(passage.block.text for passage in dossier.passages)
    explained = {long: short for short, long in abbreviations}
    themes = {theme.title.casefold() for theme in dossier.themes}
    articles = ((row, read_name_words(row)) for row in dossier.passages_of_article.values())
    candidates = [
        candidate
        for candidate in find_name_candidates(articles)
        if candidate.name.casefold() not in themes
    ]
    proposals = [
        proposal
        for candidate in _joined(candidates, explained)
        if (proposal := _proposal(candidate.forms, candidate.passages))
    ]
    return sorted(proposals, key=lambda each: (-len(each.passages), each.title))


def _proposal(forms: Sequence[str], passages: Sequence[Passage]) -> NameProposal | None:
    """What is proposed for a candidate, if the texts tell of what kind it is."""
    spots = [*_spots(forms, passages)]
    kind = _kind(forms, spots)
    if kind is None:
        return None
    if kind is not NameKind.PERSON:  # what it ends with is another name: University of Oslo, Oslo
        forms = [f for f in forms if len(f.split()) > 1 or f.isupper() or len(forms) == 1]
        spots = [spot for spot in spots if spot.form in forms]
    held = {spot.passage.key: spot.passage for spot in spots}
    if len(held) < MANY and len({p.article.slug for p in held.values()}) < LEAST_ARTICLES:
        return None
    title, aliases = _titled(forms, kind)
    return NameProposal(title, kind, aliases, (*held.values(),), _said(forms, [*held.values()]))


def propose_name(dossier: Dossier, title: str) -> NameProposal | None:
    """What is proposed for one name, in any of its forms."""
    same = (p for p in propose_names(dossier) if title in (p.title, *p.aliases))
    return next(same, None)


def _joined(
    candidates: Iterable[NameCandidate], explained: Mapping[str, str]
) -> list[NameCandidate]:
    """The candidates, abbreviations put together with what the texts say that they stand for."""
    by_form = {form: candidate for candidate in candidates for form in candidate.forms}
    taken: set[str] = set()
    rows: list[NameCandidate] = []
    for long, short in explained.items():
        one, other = by_form.get(long), by_form.get(short)
        if {long, short} & taken or not other or one is other or not _is_name(long):
            continue
        forms = (*(one.forms if one else (long,)), *other.forms)
        taken.update(forms)
        passages = {p.key: p for p in (*(one.passages if one else ()), *other.passages)}
        rows.append(NameCandidate(tuple(dict.fromkeys(forms)), tuple(passages.values())))
    unique = {id(candidate): candidate for candidate in by_form.values()}
    return _in_full(
        rows + [c for c in unique.values() if not taken.intersection(c.forms)],
        {short: long for long, short in explained.items()},
    )


def _in_full(candidates: Sequence[NameCandidate], long: Mapping[str, str]) -> list[NameCandidate]:
    """The candidates, those put together that are one but for how fully it is written.

    So it is with an abbreviation that a longer name begins with (UN Charter), and with what
    stands before the last words of a name, three or more: the Lund City Harbour Board. An institute
    of a subject is not that of all.
    """
    rows = {number: candidate for number, candidate in enumerate(candidates)}
    by_form = {form: number for number, each in rows.items() for form in each.forms}
    for number in sorted(rows, key=lambda n: (-len(rows[n].name), n)):
        words = rows[number].name.split()
        if len(words) == 1:
            continue
        is_plain = FUNCTION_WORDS.isdisjoint(word.casefold() for word in words)
        starts = range(1, len(words) - LEAST_SAME + 1) if is_plain else ()
        first = long.get(words[0].replace(".", ""), "")
        forms = [" ".join([first, *words[1:]]), *(" ".join(words[start:]) for start in starts)]
        others = (by_form.get(form, number) for form in forms)
        whole = next((other for other in others if other != number and other in rows), None)
        if whole is not None:
            one, other = rows[whole], rows.pop(number)
            passages = {p.key: p for p in (*one.passages, *other.passages)}
            same = tuple(dict.fromkeys((*one.forms, *other.forms)))
            rows[whole] = NameCandidate(same, tuple(passages.values()))
    return [*rows.values()]


def _is_name(long: str) -> bool:
    """Whether what an abbreviation stands for is written with capitals, as a name is."""
    words = [word for word in long.split() if word.casefold() not in FUNCTION_WORDS]
    return all(word[0].isupper() for word in words)


def _titled(forms: Sequence[str], kind: NameKind) -> tuple[str, tuple[str, ...]]:
    """The form that is a page's title, and the others: a full name before a short one."""
    title = max(forms, key=lambda form: (len(form.split()) > 1, not form.isupper()))
    others = [form for form in forms if form != title]
    if kind is NameKind.PERSON:
        others = [form for form in others if not form.isupper()]
    return title, tuple(others)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place where a form of a name stands, with the text before and after it."""

    form: str
    passage: Passage
    before: str
    after: str

    @property
    def is_titled(self) -> bool:
        title = _TITLE_BEFORE.search(self.before)
        return bool(title and title["title"].casefold().rstrip(".") in TITLES)

    @property
    def is_placed(self) -> bool:
        return bool(_PLACE_BEFORE.search(self.before))

    @property
    def is_adjective(self) -> bool:
        following = _ADJECTIVE_AFTER.match(self.after)
        return bool(following and following["next"] not in FUNCTION_WORDS)

    @property
    def is_cut(self) -> bool:
        """Whether the name goes on, beyond an `and` or an `on`."""
        if self.form.rsplit(None, 1)[-1].casefold() in HEADS and _ABOUT.match(self.after):
            return True
        return bool(_JOINED_BEFORE.search(self.before) or _JOINED_AFTER.match(self.after))


def _spots(forms: Sequence[str], passages: Sequence[Passage]) -> Iterator[_Spot]:
    longest = sorted(forms, key=len, reverse=True)
    pattern = regex.compile("|".join(rf"(?<!\w){regex.escape(form)}(?!\w)" for form in longest))
    for passage in passages:
        text = " ".join(passage.block.text.split())
        for found in pattern.finditer(text):
            start, end = found.span()
            yield _Spot(found[0], passage, text[max(0, start - REACH) : start], text[end:][:REACH])


def _kind(forms: Sequence[str], spots: Sequence[_Spot]) -> NameKind | None:
    """Of what kind a name is, if the texts tell."""
    title = max(forms, key=len)
    words = [word.casefold().strip(".") for word in title.split()]
    if not spots or title.casefold().startswith(("government of", "act of")):
        return None
    if sum(spot.is_cut for spot in spots) > CLEARLY * len(spots):
        return None
    if all(word in GENERAL_WORDS or word in HEADS or word.endswith("ing") for word in words):
        return None
    for beginning, kind in _BEGINNINGS.items():
        if title.casefold().startswith(beginning):
            return kind
    plain = not any(word in FUNCTION_WORDS or word.isdigit() for word in words)
    if len(words) > 1:
        for kind, heads in _HEADS.items():
            if words[-1] in heads and (plain or kind is not NameKind.PLACE):
                return kind
    if _MODEL.fullmatch(title) and len(forms) == 1:
        return NameKind.EQUIPMENT
    return _kind_by_places(title, words, spots) if plain else None


def _kind_by_places(title: str, words: Sequence[str], spots: Sequence[_Spot]) -> NameKind | None:
    """A person by the titles before it, or a place by the prepositions."""
    if any(len(word) < 2 or word in OFFICES for word in words) or regex.search(r"[\d—.]", title):
        return None
    count = len(spots)
    adjective = sum(spot.is_adjective for spot in spots)
    if 1 < len(words) <= LONGEST_NAME and sum(spot.is_titled for spot in spots) >= TITLED * count:
        return NameKind.PERSON
    placed = sum(spot.is_placed for spot in spots)
    general = any(
        word in GENERAL_WORDS or _ROMAN.fullmatch(word) for word in words
    ) or _NATIONAL.fullmatch(title)
    if placed >= max(2, CLEARLY * count) and adjective < TITLED * count and not general:
        return NameKind.PLACE
    return None


def _said(forms: Sequence[str], passages: Sequence[Passage]) -> tuple[str, ...]:
    """Sentences that have the name near their beginning, the oldest first."""
    found: list[str] = []
    for passage in passages[: -MOST_READ - 1 : -1]:
        text = passage.block.text
        for start, end in split_sentences(text, passage.article.language):
            sentence = " ".join(text[start:end].split())
            if len(sentence) <= LONGEST_SENTENCE and any(form in sentence for form in forms):
                found.append(sentence)
                break
    longest = max(forms, key=len)
    return tuple(sorted(dict.fromkeys(found), key=partial(_is_late, longest))[:MOST_SAID])


def _is_late(form: str, sentence: str) -> tuple[bool, int]:
    """The order of sentences: those with the name in full first, and early in them."""
    place = sentence.find(form)
    return place < 0, max(place, 0)
