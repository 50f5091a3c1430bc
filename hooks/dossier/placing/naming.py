"""The names found in an article → its mentions: which of them are meant, and whom an office means.

What stands within a longer name with capitals is mostly somebody or something else: `Clara
Larsen`, `The Lisbon Post`. A surname alone is that of a person whom the article named in full or
by office before, or whose namesakes it does not speak of; an office alone (`the Prime Minister`) is
that of the one person to whom the article gave it before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from dossier.core.model import Block, Match, Topic
from dossier.language.offices import OFFICES
from dossier.language.words import is_known, split_words
from dossier.placing.matcher import longest_matches

REACH = 80
"""Characters before and after a name that are looked at."""
TITLED = 0.8
"""Of so many of its longer words a text has capitals if it is written as a headline."""

_RUN_BEFORE = regex.compile(
    r"(?:(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}’'&/.-]*(?:[ \u00A0\n]|(?<=\p{L})[–-]))+$"
)
_WORD = regex.compile(r"(?:\p{Lu}\.){2,}|\p{Lu}[\p{L}\p{N}’'&]*\.?")
_NEXT = regex.compile(r"[ \u00A0](\p{Lu}[\p{L}\p{N}.]*)")
_ELSEWHERE = regex.compile(r"[ \u00A0](?:in|at)[ \u00A0](\p{Lu}[\p{L}\p{N}.]*)")
_SENTENCE_END = regex.compile(r"(?:^|[.!?:;…]|[•–—-])[\s“‘\"'(\[•*–—-]*$")
_ABBREVIATED = regex.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Smt|Shri|Gen|Lt|Col|Capt|Adm|Sen|Rep|Gov|Amb|Hon|St|Jr|Sr|\p{Lu})\.$"
)
_SMALL = frozenset(
    "a about above across after against all although among an and another are around as at because "
    "before behind below between both but by could despite did do does during each earlier even "
    "every few following for from given had has have he her here his how however if in including "
    "indeed instead into is it its just last later like many may meanwhile more most much my near "
    "neither next no nor not now of off on once one only or other our out over per perhaps since "
    "so some still such than that the their then there these they this those though through thus "
    "to today together too toward towards two under unless unlike until up upon was we were what "
    "when where whether which while who why will with within without would yesterday yet you your "
    "first second third fourth fifth sixth seventh eighth ninth tenth new".split()
)
_AFTER = frozenset(
    "administration government cabinet and of the in on at to for with by from is was has will "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december".split()
)
"""Words with capitals that may follow the name of a person or place, who is meant all the same."""


@dataclass(slots=True)
class _Bearers:
    """Whether an article speaks of namesakes of a person, and whether it named the person yet."""

    others: bool = False
    introduced: bool = False


def find_mentions(
    found: Sequence[tuple[Block, Sequence[Match]]], home: frozenset[str]
) -> Mapping[int, list[Match]]:
    """The mentions of each block, by its number, given all that was found in the blocks in order.

    `home` are the words of all names that have pages.
    """
    readings = [
        (block, [_Reading(block.text, match, home) for match in longest_matches(names)])
        for block, names in ((block, [*filter(_is_name, matches)]) for block, matches in found)
    ]
    bearers: dict[str, _Bearers] = {}
    for _, row in readings:
        for reading in row:
            if reading.is_namesake:
                bearers.setdefault(reading.surname, _Bearers()).others = True
    mentions = {block.number: list[Match]() for block, _ in readings}
    for block, row in readings:
        for reading in row:
            if _is_meant(reading, bearers):
                mentions[block.number].append(reading.match)
    _add_offices(readings, mentions, home)
    return mentions


def _is_name(match: Match) -> bool:
    return not match.topic.is_theme and match.term.strength != "void"


class _Reading:
    """A name found in a text, with the words that have capitals right before and after it."""

    def __init__(self, text: str, match: Match, home: frozenset[str]) -> None:
        self.match = match
        self.text = text
        before = text[max(0, match.start - REACH) : match.start]
        run = _RUN_BEFORE.search(before)
        self.run_start = match.start - len(before) + run.start() if run else match.start
        words = [word[0] for word in _WORD.finditer(run[0])] if run else []
        # `Coalition. Norway` are two sentences
        for place in range(len(words) - 1, -1, -1):
            if words[place].endswith(".") and not _ABBREVIATED.search(words[place]):
                words = words[place + 1 :]
                break
        else:
            if words and _SENTENCE_END.search(text[max(0, self.run_start - 5) : self.run_start]):
                if words[0].lower() in _SMALL or regex.search(r"(?:ing|ed|ly)$", words[0]):
                    words = words[1:]
        self.before = words
        following = _NEXT.match(text, match.end)
        self.after = following[1] if following else ""
        self.surname = ""
        topic = match.topic
        own = split_words(text[match.start : match.end])
        title = split_words(topic.title)
        if topic.kind == "person" and len(own) == 1 and own[0].form == title[-1].form:
            self.surname = own[0].form
        self.is_other = self._is_other(topic, home)
        self.is_namesake = bool(self.surname) and self._longer_before(topic)

    def _is_other(self, topic: Topic, home: frozenset[str]) -> bool:
        """Whether the words around make it the name of somebody or something else."""
        if topic.kind in ("person", "place"):
            return self._longer_behind() or self._longer_before(topic)
        if " in " in topic.title and " in " not in self.match.term.text:
            place = _ELSEWHERE.match(self.text, self.match.end)
            word = place[1].casefold().replace(".", "") if place else ""
            if word and word not in home | _AFTER:
                return True  # `the UK Embassy in Kathmandu`
        if topic.kind in ("organisation", "programme"):
            words = split_words(self.text[self.match.start : self.match.end])
            if len(words) < 2 or _is_headline(self.text):
                return False
            return any(
                word.casefold().rstrip(".").replace(".", "") not in home
                and word.casefold() not in OFFICES | _SMALL
                for word in self.before
            )
        return False

    def _longer_behind(self) -> bool:
        if not self.after or self.after.lower().rstrip(".") in _AFTER or _is_headline(self.text):
            return False
        return not (
            self.match.topic.kind == "person" and self.after.isupper() and len(self.after) > 1
        )

    def _longer_before(self, topic: Topic) -> bool:
        if not self.before:
            return False
        last = self.before[-1]
        plain = last.casefold()
        if plain in OFFICES or plain in _SMALL:
            return False
        if _is_headline(self.text) and is_known(plain):
            return False
        if topic.kind == "place":
            return True
        if self.match.term.text == topic.title or not self.surname:
            return False  # named in full
        if last.isupper() and "." not in last and len(last) > 1:
            return _is_headline(self.text)  # `PM Menon`
        return not any(_is_first_name(word, topic) for word in self.before)

    @property
    def office(self) -> str:
        """The office that is given to a person, as the text writes it."""
        words = [*self.before]
        while words and (words[-1].endswith(".") or words[-1].casefold() not in _HELD):
            words.pop()  # `Dr. S.`
        start = len(words)
        while start and words[start - 1].casefold() in OFFICES:
            start -= 1
        while start < len(words) and words[start].casefold() not in _HELD:
            start += 1
        return " ".join(words[start:])


_HELD = OFFICES - frozenset(
    "us u.s. former then acting mr dr prof shri smt sri sir lord gen lt col amb sen gov hon of and "
    "the".split()
)
"""Words that an office begins and ends with."""


def _is_first_name(word: str, topic: Topic) -> bool:
    """Whether a word may be a first name of a person: itself, its initial, or what has this."""
    plain = word.casefold().rstrip(".")
    for part in topic.title.casefold().split()[:-1]:
        first = part.rstrip(".")
        if plain == first or (min(len(plain), len(first)) == 1 and plain[0] == first[0]):
            return True
        if len(first) == 2 and "." in word and plain.replace(".", "") == first:  # J.D. Berg
            return True
    return False


@lru_cache(20_000)
def _is_headline(text: str) -> bool:
    if text.rstrip("”’\"' ").endswith("."):
        return False  # a sentence, of many names
    words = regex.findall(r"\b(?!(?:the|and|for)\b)\p{L}{3,}", text[:400])
    return len(words) > 2 and sum(word[0].isupper() for word in words) > TITLED * len(words)


def _is_meant(reading: _Reading, bearers: dict[str, _Bearers]) -> bool:
    """Whether it is the name's own page that is meant; remembers who was named in full."""
    match = reading.match
    if match.topic.kind != "person":
        return not reading.is_other
    surname = split_words(match.topic.title)[-1].form
    row = bearers.setdefault(surname, _Bearers())
    if reading.is_other:
        return False
    row.introduced |= not reading.surname or bool(reading.before)
    return row.introduced or not row.others


def _add_offices(
    readings: Sequence[tuple[Block, Sequence[_Reading]]],
    mentions: Mapping[int, list[Match]],
    home: frozenset[str],
) -> None:
    """Add the mentions by office, of those to whom alone the article gives it."""
    holders: dict[str, tuple[Topic, int]] = {}
    shared: set[str] = set()
    for block, row in readings:
        for reading in row:
            office, topic = reading.office, reading.match.topic
            if topic.kind != "person" or not office or reading.match not in mentions[block.number]:
                continue
            holder, _ = holders.setdefault(office, (topic, block.number))
            if holder is not topic:
                shared.add(office)
    for office, (topic, first) in holders.items():
        pattern = _held(office)
        named = {word.form for word in split_words(topic.title)}
        found: list[tuple[int, int, int]] = []
        for block, _ in readings:
            for match in pattern.finditer(block.text):
                if match["name"]:
                    forms = {word.form for word in split_words(match["name"])}
                    if not forms & named and match["name"].casefold() not in OFFICES:
                        shared.add(office)
                elif match["land"] and match["land"].casefold() not in home:
                    shared.add(office)
                elif match["the"] and block.number >= first and not match["land"]:
                    found.append((block.number, match.start("office"), match.end("office")))
        if office in shared:
            continue
        begun = _first_place(readings, office, topic)
        for number, start, end in found:
            if (number, start) > begun and not any(
                m.start < end and start < m.end for m in mentions[number]
            ):
                mentions[number].append(Match(topic, topic.terms[0], start, end))
                mentions[number].sort(key=lambda m: (m.start, m.end))


def _first_place(
    readings: Sequence[tuple[Block, Sequence[_Reading]]], office: str, topic: Topic
) -> tuple[int, int]:
    """Where the person is first given the office: the block's number, and the place in it."""
    return min(
        (block.number, reading.match.start)
        for block, row in readings
        for reading in row
        if reading.match.topic is topic and reading.office == office
    )


@lru_cache(1000)
def _held(office: str) -> "regex.Pattern[str]":
    words = r"\s".join(map(regex.escape, office.split()))
    return regex.compile(
        rf"(?:\b(?P<the>[Tt]he)\s|(?P<land>\p{{Lu}}[\p{{L}}.]*)(?:[’']s)?\s)?"
        rf"(?<![\p{{L}}\p{{N}}])(?P<office>{words})(?![\p{{L}}\p{{N}}-])"
        r"(?:\sof\s(?:the\s)?(?P<land>\p{Lu}\p{L}*)|\s(?P<name>\p{Lu}[\p{L}.]+))?"
    )
