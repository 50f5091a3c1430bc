"""`Dossier` → terms that a theme might gather by, and terms that mislead it; a person chooses.

What a theme is about is learnt from the passages that editors placed by hand, and from those that
its terms place already: a naive Bayes classifier gives each other passage a likelihood, also by
what its article is about, and learns from these once more (K. Nigam and others, "Text
classification from labeled and unlabeled documents using EM", 2000). A phrase is telling if the
passages that have it are likely ones, beside those that have it in the whole dossier; of two that
are, the one comes first that reaches more passages which no phrase before it reached.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from operator import itemgetter

from dossier.core.model import Dossier, Passage, Topic
from dossier.language.general_words import FUNCTION_WORDS, GENERAL_WORDS
from dossier.language.offices import OFFICES
from dossier.language.words import split_words

Phrase = tuple[str, ...]
"""The words of a phrase as they are compared."""

MOST_WORDS = 3
LEAST_PASSAGES = 2
_NEVER_INNER = FUNCTION_WORDS - {"of", "and"}
SUBJECTS = frozenset("to will would can could should may might must we they i you he she".split())
"""Words before a verb: what mostly follows them names nothing."""
MOSTLY = 0.35
WHOLLY = 0.8
"""Of the passages with a part of a phrase, the share from which on the part is not told alone."""
LONGEST_CAPITALS = 6
"""Letters; what is longer in capitals is the name of a speaker or a headline."""
TITLES = OFFICES - {
    "affairs",
    "state",
    "security",
    "council",
    "trade",
    "finance",
    "commerce",
    "defence",
}
VERBAL = ("ed", "ing", "ly")

ROUNDS = 3
SURE = 0.9
"""How likely a passage belongs to a theme whose terms place it."""
WEIGHT_SURE, WEIGHT_LIKELY = 0.4, 0.1
"""What a passage that terms place, and any other, teaches beside one placed by hand."""
SMOOTHING = 2.0
MOST_EVIDENCE = 2.5
"""No passage is held for more likely, or less, than these log-odds say, but by hand."""

BY_HAND, LEFT_OUT = 3.0, 1.2
"""How a passage placed by hand counts for a phrase, and one placed by hand in other themes only."""
LEAST_PRECISION = 0.3
STRONG = 0.7
"""The share of likely passages from which on a term places a passage alone."""
PLACED_ALREADY = 0.5
REACHED_ALREADY = 0.9
PENALTY = 0.3
MOST_EXAMPLES = 3
MANY = 5
"""Passages under no subtopic that fits, from which on one is proposed."""


@dataclass(frozen=True, slots=True)
class TermProposal:
    """A term for a theme: in which passages that are not there it stands, and some to read.

    `wrong` of the passages that it would `add` do not belong there, by all that is known.
    """

    theme: Topic
    term: str
    weak: bool
    subtopic: str
    adds: int
    wrong: int
    examples: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class SubtopicProposal:
    """A subtopic for passages of a theme that none of its terms places, by what they share."""

    theme: Topic
    term: str
    passages: tuple[Passage, ...]

    @property
    def title(self) -> str:
        return self.term[:1].upper() + self.term[1:]


@dataclass(frozen=True, slots=True)
class MisleadingTerm:
    """A term of a theme that places no passage but those which the editors took out again."""

    theme: Topic
    term: str
    line: int
    passages: tuple[Passage, ...]


class Phrases:
    """The phrases of all passages that themes may gather, and the passages that have each."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = _gathering(passages)
        found: dict[Phrase, tuple[list[int], Counter[str], list[int]]] = {}
        common = _common(self.passages)
        for number, passage in enumerate(self.passages):
            text = passage.block.text
            for phrase, start, end, before in _phrases(text):
                if hash(phrase) not in common:
                    continue
                if not (known := found.get(phrase)):
                    known = found[phrase] = [], Counter(), []
                row, forms, after_subject = known
                forms[text[start:end]] += 1
                if before in SUBJECTS:
                    after_subject.append(number)
                if not row or row[-1] != number:
                    row.append(number)
        found = {phrase: each for phrase, each in found.items() if len(each[0]) >= LEAST_PASSAGES}
        self.rows = {phrase: row for phrase, (row, _, _) in found.items()}
        self.written = {phrase: forms for phrase, (_, forms, _) in found.items()}
        self._verbs = {
            phrase
            for phrase, (_, forms, after_subject) in found.items()
            if len(phrase) == 1 and len(after_subject) > MOSTLY * forms.total()
        }
        held: list[list[int]] = [[] for _ in self.passages]
        for place, row in enumerate(self.rows.values()):
            for number in row:
                held[number].append(place)
        self.sums = {phrase: _sum_at(row) for phrase, row in self.rows.items()}
        """For each phrase, sums of values of all passages those of the passages that have it."""
        self.of_passage = [(len(places), _sum_at(places)) for places in held]
        """For each passage the number of its phrases, and what sums their values."""

    def of_others(self, passages: Sequence[Passage]) -> "Phrases":
        """Those of another edition’s passages: nothing is read again if their texts are these."""
        others = _gathering(passages)
        if [p.block.text for p in others] != [p.block.text for p in self.passages]:
            return Phrases(passages)
        same = copy(self)
        same.passages = others
        return same

    @cached_property
    def articles(self) -> Sequence[Sequence[int]]:
        """The numbers of the passages of each article."""
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for number, passage in enumerate(self.passages):
            rows[passage.article.slug].append(number)
        return [*rows.values()]

    @cached_property
    def candidates(self) -> Collection[Phrase]:
        """Those that may name a subject: no parts of longer ones, no verbs, no general words."""
        parts = {
            part
            for phrase, row in self.rows.items()
            if len(phrase) > 1
            for part in (phrase[:-1], phrase[1:])
            if part in self.rows and len(row) >= WHOLLY * len(self.rows[part])
        }
        return [
            phrase
            for phrase in self.rows
            if phrase not in parts
            and phrase not in self._verbs
            and not all(word in GENERAL_WORDS for word in phrase)
            and not any(word in TITLES for word in phrase)
            and (len(phrase) > 1 or self._names_something(self.spelling(phrase)))
        ]

    def spelling(self, phrase: Phrase) -> str:
        """The form in which a phrase is written most, if it can be one that is no verb's."""
        forms = self.written[phrase]
        return max(forms, key=lambda form: (not form.endswith(VERBAL), forms[form], form))

    @staticmethod
    def _names_something(word: str) -> bool:
        if word.isupper() and len(word) > LONGEST_CAPITALS:
            return False
        return not (word.islower() and word.endswith(("ly", "ed")))


def _gathering(passages: Sequence[Passage]) -> list[Passage]:
    return [passage for passage in passages if passage.gathers]


def _common(passages: Sequence[Passage]) -> set[int]:
    """The hashes of phrases that more than one passage has: the others would fill the memory."""
    once: set[int] = set()
    again: set[int] = set()
    for passage in passages:
        for key in {hash(phrase) for phrase, *_ in _phrases(passage.block.text)}:
            (again if key in once else once).add(key)
    return again


def _phrases(text: str) -> Iterator[tuple[Phrase, int, int, str]]:
    """The phrases of a text, where each begins and ends, and the word before it."""
    words = split_words(text)
    forms = tuple(word.form for word in words)
    may_end = [f not in FUNCTION_WORDS and (len(f) > 1 or f.isdigit()) for f in forms]
    for start, first in enumerate(words):
        if not may_end[start] or forms[start].isdigit():
            continue
        before = forms[start - 1] if start else ""
        for last in range(start, min(start + MOST_WORDS, len(words))):
            if last > start and not words[last - 1].joins:
                break
            if last > start + 1 and forms[last - 1] in _NEVER_INNER:
                break
            if not first.capital and forms[last].isdigit():
                break
            if may_end[last]:
                yield forms[start : last + 1], first.start, words[last].end, before


def _sum_at(places: Sequence[int]) -> Callable[[Sequence[float]], float]:
    """What sums the values at some places of a row; of many it takes all at once, much faster."""
    if len(places) < 2:
        return lambda values: sum(values[place] for place in places)
    values_at = itemgetter(*places)
    return lambda values: sum(values_at(values))


def verdict(passage: Passage, theme: Topic) -> bool | None:
    """What the editors say of a passage and a theme; of one that they put elsewhere only, no."""
    said = {v.theme: v.belongs for v in passage.article.verdicts if v.block == passage.block.number}
    if theme.slug in said:
        return said[theme.slug]
    return False if any(said.values()) else None


class Likelihoods:
    """How likely each passage belongs to a theme, from 0 to 1, and how much it counts."""

    def __init__(self, phrases: Phrases, theme: Topic) -> None:
        self.said = [verdict(passage, theme) for passage in phrases.passages]
        self.placed = [
            any(p.theme.slug == theme.slug and p.because for p in passage.placements)
            for passage in phrases.passages
        ]
        decided = [said for said in self.said if said is not None]
        self.base = (sum(decided) + 0.5) / (len(decided) + 1)
        if not decided:
            self.base = min(0.5, (sum(self.placed) + 1) / (len(self.placed) + 2))
        self.values = self._learnt(phrases)
        self.weights = [
            1.0 if said is None else BY_HAND if said else LEFT_OUT for said in self.said
        ]

    def _learnt(self, phrases: Phrases) -> list[float]:
        others = None if False in self.said else self.base / 2  # somewhere there must be a no
        values = [
            float(said) if said is not None else SURE if placed else others
            for said, placed in zip(self.said, self.placed, strict=True)
        ]
        for _ in range(ROUNDS + 1):
            known = self._guess(phrases, self._ratios(phrases, values))
            values = [*known]
        return known

    def _ratios(self, phrases: Phrases, values: Sequence[float | None]) -> list[float]:
        """By how much each phrase speaks for the theme, as a logarithm of odds.

        0 where nothing is known of any passage that has it.
        """
        weights = [
            0.0
            if value is None
            else 1.0
            if said is not None
            else WEIGHT_SURE
            if placed
            else WEIGHT_LIKELY
            for value, said, placed in zip(values, self.said, self.placed, strict=True)
        ]
        for_it = [weight * (value or 0) for weight, value in zip(weights, values, strict=True)]
        against = [
            weight * (1 - (value or 0)) for weight, value in zip(weights, values, strict=True)
        ]
        all_yes, all_no, total = sum(for_it), sum(against), max(1, len(values))
        ratios: list[float] = []
        for phrase, sum_of in phrases.sums.items():
            yes, no = sum_of(for_it), sum_of(against)
            prior = SMOOTHING * len(phrases.rows[phrase]) / total + 0.01
            has = (yes + prior) / (all_yes + SMOOTHING)
            lacks = (no + prior) / (all_no + SMOOTHING)
            ratios.append(log(has / lacks) if yes or no else 0.0)
        return ratios

    def _guess(self, phrases: Phrases, ratios: Sequence[float]) -> list[float]:
        """The likelihood of each passage by its phrases, its article and the passages beside it."""
        odds = log(self.base / (1 - self.base))
        own = [sum_of(ratios) / (1 + count) ** 0.5 for count, sum_of in phrases.of_passage]
        values = [0.0] * len(own)
        for row in phrases.articles:
            decided = [said for n in row if (said := self.said[n]) is not None]
            rate = (sum(decided) + 2 * self.base) / (len(decided) + 2)
            of_article = log(rate / (1 - rate)) - odds
            of_article += sum(own[n] for n in row) / (2 * (len(row) + 2))
            for place, number in enumerate(row):
                if (said := self.said[number]) is not None:
                    values[number] = float(said)
                    continue
                evidence = odds + own[number] + of_article + self._beside(row, place)
                evidence = max(-MOST_EVIDENCE, min(MOST_EVIDENCE, evidence))
                guess = 1 / (1 + exp(-evidence))
                values[number] = max(SURE, guess) if self.placed[number] else guess
        return values

    def _beside(self, row: Sequence[int], place: int) -> float:
        """What is known by hand of the passages a step or two before and after."""
        return sum(
            (said - self.base) / abs(step)
            for step in (-2, -1, 1, 2)
            if 0 <= place + step < len(row) and (said := self.said[row[place + step]]) is not None
        )


class Candidates:
    """The phrases that may be terms of a theme, and how telling each is."""

    def __init__(self, phrases: Phrases, theme: Topic) -> None:
        self.theme = theme
        self.known = Likelihoods(phrases, theme)
        weights, values = self.known.weights, self.known.values
        weighed = [w * v for w, v in zip(weights, values, strict=True)]
        self.base = sum(weighed) / max(1e-9, sum(weights))
        self.precisions: dict[Phrase, float] = {}
        self.against: dict[Phrase, float] = {}
        for phrase in phrases.candidates:
            sum_of = phrases.sums[phrase]
            for_it, total = sum_of(weighed), sum_of(weights)
            self.precisions[phrase] = (for_it + 2 * self.base) / (total + 2)
            self.against[phrase] = total - for_it


class Terms:
    """What is learnt of all themes of a dossier, to propose terms from."""

    def __init__(self, phrases: Phrases, themes: Sequence[Topic]) -> None:
        self._phrases = phrases
        self._each = [Candidates(phrases, theme) for theme in themes]
        self._best = {
            phrase: max(one.precisions[phrase] for one in self._each)
            for phrase in (phrases.candidates if themes else ())
        }

    def propose(
        self, most: int = 40, is_settled: Callable[[str, str], bool] = lambda theme, term: False
    ) -> dict[str, list[TermProposal]]:
        """Terms for each theme (by slug), the most telling first; none that are there or hold one.

        `is_settled` says of a slug and a term that an editor wants it no more.
        """
        return {
            one.theme.slug: _choose(self._phrases, one, self._best, most, is_settled)
            for one in self._each
        }


def _choose(
    phrases: Phrases,
    of: Candidates,
    best: Mapping[Phrase, float],
    most: int,
    is_settled: Callable[[str, str], bool],
) -> list[TermProposal]:
    """Terms for a theme. `best` is the precision of each phrase in the theme that it tells most."""
    known, theme = of.known, of.theme
    there = {tuple(word.form for word in split_words(term.text)) for term in theme.terms}
    worth = [
        w * v * (PLACED_ALREADY if placed else 1)
        for w, v, placed in zip(known.weights, known.values, known.placed, strict=True)
    ]

    def gain(phrase: Phrase) -> float:
        precision = of.precisions[phrase]
        telling = (precision - of.base) / (1 - of.base) * (precision / best[phrase]) ** 2
        reached = phrases.sums[phrase](worth)
        return (reached - PENALTY * of.against[phrase]) * telling * telling

    heap = [
        (-gain(phrase), phrase)
        for phrase, precision in of.precisions.items()
        if precision >= LEAST_PRECISION and precision > of.base
        if there.isdisjoint(_parts(phrase))
    ]
    heapq.heapify(heap)
    chosen: dict[Phrase, None] = {}
    while heap and len(chosen) < most:
        before, phrase = heapq.heappop(heap)
        now = gain(phrase)
        if now < -before - 1e-9:  # others have reached its passages since
            heapq.heappush(heap, (-now, phrase))
            continue
        if now <= 0:
            break
        if any(part in chosen for part in _parts(phrase)):
            continue
        if is_settled(theme.slug, phrases.spelling(phrase)):
            continue
        chosen[phrase] = None
        for number in phrases.rows[phrase]:
            worth[number] *= REACHED_ALREADY
    return [
        _proposal(phrases, theme, phrase, of.precisions[phrase] < STRONG, known)
        for phrase in chosen
    ]


def _parts(phrase: Phrase) -> list[Phrase]:
    """A phrase and all that are within it."""
    places = range(len(phrase))
    return [phrase[start : stop + 1] for start in places for stop in places[start:]]


def _proposal(
    phrases: Phrases, theme: Topic, phrase: Phrase, weak: bool, known: Likelihoods
) -> TermProposal:
    row = phrases.rows[phrase]
    new = [n for n in row if not known.placed[n] and known.said[n] is not True]
    if weak:
        new = [n for n in new if _is_nearly_placed(phrases.passages[n], theme)]
    likeliest = sorted(new or row, key=lambda n: (-known.values[n], n))
    return TermProposal(
        theme=theme,
        term=phrases.spelling(phrase),
        weak=weak,
        subtopic=_subtopic(theme, [phrases.passages[n] for n in row]),
        adds=len(new),
        wrong=sum(known.values[n] < 0.5 for n in new),
        examples=tuple(phrases.passages[n] for n in likeliest[:MOST_EXAMPLES]),
    )


def _is_nearly_placed(passage: Passage, theme: Topic) -> bool:
    """Whether a weak term more would place a passage."""
    return any(w.theme.slug == theme.slug and w.weight == 1 for w in passage.weighings)


def _subtopic(theme: Topic, passages: Sequence[Passage]) -> str:
    """The subtopic of most of these passages, else the first."""
    groups = Counter(
        placement.subtopic
        for passage in passages
        for placement in passage.placements
        if placement.theme.slug == theme.slug
    )
    return max(theme.groups, key=lambda group: groups[group])


def propose_subtopic(
    phrases: Phrases,
    theme: Topic,
    is_settled: Callable[[str, str], bool] = lambda theme, term: False,
) -> SubtopicProposal | None:
    """A subtopic for passages that the editors put into a theme none of whose terms they have."""
    stray = {
        number
        for number, passage in enumerate(phrases.passages)
        for placement in passage.placements
        if placement.theme.slug == theme.slug and not placement.because
        if not any(
            v.subtopic
            for v in passage.article.verdicts
            if v.block == passage.block.number and v.theme == theme.slug
        )
    }
    if len(stray) < MANY:
        return None
    shared = {
        phrase: [n for n in phrases.rows[phrase] if n in stray] for phrase in phrases.candidates
    }
    enough = [
        phrase
        for phrase, row in shared.items()
        if len(row) >= MANY and not is_settled(theme.slug, phrases.spelling(phrase))
    ]
    if not enough:
        return None
    best = max(enough, key=lambda p: (len(shared[p]) ** 2 / len(phrases.rows[p]), p))
    passages = tuple(phrases.passages[n] for n in shared[best])
    return SubtopicProposal(theme, phrases.spelling(best), passages)


def find_misleading_terms(dossier: Dossier, theme: Topic) -> list[MisleadingTerm]:
    """The terms that speak for passages which the editors took out of a theme, and no others."""
    misled: defaultdict[str, list[Passage]] = defaultdict(list)
    useful: set[str] = set()
    for passage in dossier.passages:
        for weighing in passage.weighings:
            if weighing.theme.slug != theme.slug:
                continue
            for reason in weighing.reasons:
                if reason.weight and verdict(passage, theme) is False:
                    misled[reason.term.text].append(passage)
                elif reason.weight and any(t.slug == theme.slug for t in passage.themes):
                    useful.add(reason.term.text)
    return [
        MisleadingTerm(theme, term.text, term.line, tuple(misled[term.text]))
        for term in theme.terms
        if misled[term.text] and term.text not in useful
    ]
