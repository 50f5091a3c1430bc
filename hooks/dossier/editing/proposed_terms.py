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
from dataclasses import dataclass
from functools import cached_property
from math import exp, log

from dossier.core.model import Dossier, Passage, Topic
from dossier.language.general_words import FUNCTION_WORDS, GENERAL_WORDS
from dossier.language.offices import OFFICES
from dossier.language.words import Word, split_words

Phrase = tuple[str, ...]
"""The words of a phrase as they are compared."""

MOST_WORDS = 3
LEAST_PASSAGES = 2
INNER = frozenset({"of", "and"})
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
        self.passages = [passage for passage in passages if passage.gathers]
        self.of_passage: list[list[Phrase]] = []
        written: defaultdict[Phrase, Counter[str]] = defaultdict(Counter)
        rows: defaultdict[Phrase, list[int]] = defaultdict(list)
        after_subject = Counter[Phrase]()
        common = _common(self.passages)
        for number, passage in enumerate(self.passages):
            text = passage.block.text
            for phrase, words, before in _phrases(text):
                if hash(phrase) not in common:
                    continue
                written[phrase][text[words[0].start : words[-1].end]] += 1
                after_subject[phrase] += before in SUBJECTS
                if not rows[phrase] or rows[phrase][-1] != number:
                    rows[phrase].append(number)
        self.rows = {phrase: row for phrase, row in rows.items() if len(row) >= LEAST_PASSAGES}
        self.written = {phrase: written[phrase] for phrase in self.rows}
        self._verbs = {
            phrase
            for phrase in self.rows
            if len(phrase) == 1 and after_subject[phrase] > MOSTLY * written[phrase].total()
        }
        held: list[list[Phrase]] = [[] for _ in self.passages]
        for phrase, row in self.rows.items():
            for number in row:
                held[number].append(phrase)
        self.of_passage = held

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


def _common(passages: Sequence[Passage]) -> set[int]:
    """The hashes of phrases that more than one passage has: the others would fill the memory."""
    once: set[int] = set()
    again: set[int] = set()
    for passage in passages:
        for key in {hash(phrase) for phrase, _, _ in _phrases(passage.block.text)}:
            (again if key in once else once).add(key)
    return again


def _phrases(text: str) -> Iterator[tuple[Phrase, Sequence[Word], str]]:
    """The phrases of a text, their words, and the word before each."""
    words = split_words(text)
    for start, first in enumerate(words):
        if not _may_end(first) or first.form.isdigit():
            continue
        for stop in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
            if stop > start + 1 and not words[stop - 2].joins:
                break
            run = words[start:stop]
            if not _may_end(run[-1]):
                continue
            if any(w.form in FUNCTION_WORDS and w.form not in INNER for w in run[1:-1]):
                continue
            if not first.capital and any(word.form.isdigit() for word in run):
                continue
            yield tuple(w.form for w in run), run, words[start - 1].form if start else ""


def _may_end(word: Word) -> bool:
    return word.form not in FUNCTION_WORDS and (len(word.form) > 1 or word.form.isdigit())


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

    def _ratios(self, phrases: Phrases, values: Sequence[float | None]) -> Mapping[Phrase, float]:
        """By how much each phrase speaks for the theme, as a logarithm of odds."""
        yes: defaultdict[Phrase, float] = defaultdict(float)
        no: defaultdict[Phrase, float] = defaultdict(float)
        all_yes = all_no = 0.0
        for number, value in enumerate(values):
            if value is None:
                continue
            decided, placed = self.said[number] is not None, self.placed[number]
            weight = 1.0 if decided else WEIGHT_SURE if placed else WEIGHT_LIKELY
            for_it, against = weight * value, weight * (1 - value)
            all_yes += for_it
            all_no += against
            for phrase in phrases.of_passage[number]:
                yes[phrase] += for_it
                no[phrase] += against
        total = max(1, len(values))
        ratios: dict[Phrase, float] = {}
        for phrase in yes:
            prior = SMOOTHING * len(phrases.rows[phrase]) / total + 0.01
            has = (yes[phrase] + prior) / (all_yes + SMOOTHING)
            lacks = (no[phrase] + prior) / (all_no + SMOOTHING)
            ratios[phrase] = log(has / lacks)
        return ratios

    def _guess(self, phrases: Phrases, ratios: Mapping[Phrase, float]) -> list[float]:
        """The likelihood of each passage by its phrases, its article and the passages beside it."""
        odds = log(self.base / (1 - self.base))
        own = [
            sum(ratios.get(phrase, 0.0) for phrase in held) / (1 + len(held)) ** 0.5
            for held in phrases.of_passage
        ]
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
            row = phrases.rows[phrase]
            for_it = sum(weighed[n] for n in row)
            total = sum(weights[n] for n in row)
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
    there = [tuple(word.form for word in split_words(term.text)) for term in theme.terms]
    worth = [
        w * v * (PLACED_ALREADY if placed else 1)
        for w, v, placed in zip(known.weights, known.values, known.placed, strict=True)
    ]

    def gain(phrase: Phrase) -> float:
        precision = of.precisions[phrase]
        telling = (precision - of.base) / (1 - of.base) * (precision / best[phrase]) ** 2
        reached = sum(worth[n] for n in phrases.rows[phrase])
        return (reached - PENALTY * of.against[phrase]) * telling * telling

    heap = [
        (-gain(phrase), phrase)
        for phrase, precision in of.precisions.items()
        if precision >= LEAST_PRECISION and precision > of.base
        if not any(_holds(phrase, term) for term in there)
    ]
    heapq.heapify(heap)
    chosen: list[Phrase] = []
    while heap and len(chosen) < most:
        before, phrase = heapq.heappop(heap)
        now = gain(phrase)
        if now < -before - 1e-9:  # others have reached its passages since
            heapq.heappush(heap, (-now, phrase))
            continue
        if now <= 0:
            break
        if any(_holds(phrase, other) for other in chosen):
            continue
        if is_settled(theme.slug, phrases.spelling(phrase)):
            continue
        chosen.append(phrase)
        for number in phrases.rows[phrase]:
            worth[number] *= REACHED_ALREADY
    return [
        _proposal(phrases, theme, phrase, of.precisions[phrase] < STRONG, known)
        for phrase in chosen
    ]


def _holds(phrase: Phrase, other: Phrase) -> bool:
    """Whether a phrase has another within it, or is it."""
    places = range(len(phrase) - len(other) + 1)
    return any(phrase[place : place + len(other)] == other for place in places)


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
