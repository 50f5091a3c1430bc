"""Reads what an English figure measures: `$191 billion` in its sentence → a value, a unit, a thing.

So that figures can be sorted, put together where they are the same, and set in a row where one
thing was measured again. What is not understood has no thing, and stands alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

import regex

from dossier.language.spelt_numbers import SPELT, spelt_value
from dossier.language.words import normalise

_FIGURE = regex.compile(
    rf"""(?P<currency>(?:US|AU|NZ|HK)\s?\$|\$US|[ACS]\$|USD(?:\s?\$)?|\$|EUR|€|GBP|£|INR|Rs\.?|₹|AUD|CAD|SGD|AED|CHF
          |CNY|RMB|JPY|¥)?\s?
        (?:(?P<number>\d[\d,]*(?:\.\d+)?)(?:\+|-plus)?|(?P<spelt>{SPELT}))
        (?:(?:\s?[–-]\s?|\s(?:to|or|and)\s)(?:\p{{Sc}})?(?P<upto>\d[\d,]*(?:\.\d+)?))?
        (?:[\s-]?(?P<scale>(?i:hundred(?:\s+thousand)?|thousand|trillion|billion|million|lakh[\s-]+crore
          |crore|lakh|bn|mn|cr|tn|trn)s?|[mMbBkKLT](?![\p{{L}}\p{{N}}])))?(?:\splus)?
        (?:\s?(?P<share>%)|[\s-]?(?P<cent>per\s?cent(?:age[\s-]points?)?|pct|pc|p\.c\.|basis\spoints))?
        (?:[\s-](?P<coin>(?:(?:U\.?S\.?|American|Australian|Canadian|Singapore|Hong\s+Kong)\s+)?
          (?:dollars?|rupees?|euros?|pounds\s+sterling|pounds|yen|yuan|renminbi|dirhams?|USD|INR|EUR
          |AED)(?!\p{{L}})))?""",
    regex.VERBOSE,
)
_AND_MORE = regex.compile(r"\p{L}\s(?:and|or)\s\d")
"""What stands in `240 Indian and 350 American soldiers`."""
_SCALES = {
    "hundred": 2,
    "hundred thousand": 5,
    "thousand": 3,
    "k": 3,
    "lakh": 5,
    "l": 5,
    "million": 6,
    "mn": 6,
    "m": 6,
    "crore": 7,
    "cr": 7,
    "billion": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
    "trn": 12,
    "t": 12,
    "lakh crore": 12,
}
_CURRENCIES = {
    "$": "USD",
    "US$": "USD",
    "$US": "USD",
    "USD$": "USD",
    "AU$": "AUD",
    "A$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "C$": "CAD",
    "S$": "SGD",
    "€": "EUR",
    "£": "GBP",
    "Rs": "INR",
    "Rs.": "INR",
    "₹": "INR",
    "¥": "JPY",
    "RMB": "CNY",
}
_COINS = {
    "dollar": "USD",
    "us dollar": "USD",
    "american dollar": "USD",
    "australian dollar": "AUD",
    "canadian dollar": "CAD",
    "singapore dollar": "SGD",
    "hong kong dollar": "HKD",
    "rupee": "INR",
    "euro": "EUR",
    "pounds sterling": "GBP",
    "pound": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "dirham": "AED",
}
CURRENCIES = frozenset(
    {*_CURRENCIES.values(), *_COINS.values(), "USD", "CAD", "SGD", "CHF", "CNY", "AED", "INR"}
)
"""The codes of those that are known, as ISO 4217 has them."""
_PREFIXES = {"k": 3, "M": 6, "G": 9, "T": 12}
_BASE = regex.compile(r"(?P<prefix>[kMGT])(?P<base>[Ww]h?|Wp)\b")
_LONG_BASE = regex.compile(
    r"(?i:(?P<prefix>kilo|mega|giga|tera)(?P<base>watts?(?:[\s-]hours?)?))\b"
)
_LONG_PREFIXES = {"kilo": 3, "mega": 6, "giga": 9, "tera": 12}
_TOKEN = regex.compile(r"(?:\p{Lu}\.){2,}|\p{L}[\p{L}\p{M}\p{N}]*(?:[’'&-][\p{L}\p{N}]+)*|\S")
_STATES = regex.compile(
    r"(?:reach|total|amount|ris|rose|grow|grew|climb|jump|increas|expand|fall|fell|drop|declin"
    r"|shr[iau]nk|exceed|hit|cross|touch|surpass|surg|doubl|tripl|quadrupl|averag)(?:e|en|n|s|es|ed"
    r"|led|ped)?$|(?:stood|stands?|was|were|is|are|be|been|came|comes?)$"
)
"""What says how much there is of something: `trade reached`, `it stands at`."""
_CHANGES = regex.compile(
    r"(?:doubl|tripl|increas|rais|expand|grow|boost|tak|bring|lift|cut|reduc|lower|push|scal)"
    r"(?:e|es|ed|ing)?$"
)
_STOPS = frozenset(
    "of in for to from by with at on as and or but while which that who than per into between "
    "among over under through across during since until after before is are was were be been has "
    "have had will would can could may might should must not it its they their he she we you this "
    "these those a an the each every both when where if so also more less up including our toward "
    "towards within annually globally alone here there pursuant related each worth".split()
)
_PASSED = frozenset(
    "has have had will would could may might should must can also now already almost nearly about "
    "around approximately roughly some only just currently further more less than over under up by "
    "to at from for the a an in and worth past last next this year years decade decades month "
    "months quarter since as high much record usd hundred thousand million billion trillion crore "
    "lakh january february march april may june july august september october november "
    "december".split()
)
"""What may stand between a figure and the verb that states it."""
_BROAD = frozenset(
    "value volume number amount total level share size target goal aim rate figure sum worth "
    "quantity objective ambition "
    "annual record overall combine estimate project new additional global two-way way bilateral "
    "mutual world worldwide current average baseline least most half".split()
)
"""Words that say little of what is measured."""
_LEVELS = frozenset(
    "trade commerce gdp economy export import capacity power reserve population budget "
    "spending expenditure debt revenue turnover output production emission deficit surplus sale "
    "income remittance turnover generation consumption".split()
)
"""What there is more or less of from year to year."""
_APART = frozenset(
    "good service import export deficit surplus capita here there region regional world".split()
)
_SAME = {"global": "world", "worldwide": "world", "overseas": "world"}
_CLAUSES = frozenset("which that who while but as when where because although so".split())
_BESIDE = frozenset("with between of in among from to here there".split())
_BEHIND_VERBS = frozenset("from in over within since during by to further again".split())
_MEASURES = frozenset(
    "ton tonne kg km mile metre meter hectare acre barrel litre liter degree".split()
)
"""Units that measure something, which is named beside them."""
MOST_BEFORE = 16
"""Words before a figure, or behind it, in which what it measures is looked for."""
MOST_OF_THING = 5


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure says: `value` in units of `unit`, a currency's code, `%` or what is counted.

    `end` is the offset in the sentence at which the number and its unit end. `thing` is what is
    measured, as the text names it (`annual bilateral trade`), `words` its words in the form in
    which they are compared and `head` the last that says much; all are empty where it is not
    understood. `traits` tell it from others with this head, as names do. `is_level` says that it is
    stated how much there is of it, so that the same may be stated again of another day; `is_count`
    that things are counted.
    """

    value: Decimal
    unit: str
    end: int
    thing: str = ""
    head: str = ""
    words: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()
    is_level: bool = False
    is_count: bool = False

    def may_be(self, other: "Measure") -> bool:
        """Whether nothing says that two of the same head and unit measure different things."""
        mine, theirs = self.traits - _APART, other.traits - _APART
        same = self.traits & _APART == other.traits & _APART
        return same and not (mine and theirs and mine.isdisjoint(theirs))


def read_measure(sentence: str, start: int, end: int) -> Measure | None:
    """What the figure at `start` to `end` of a sentence measures; nothing if it is no number."""
    found = _FIGURE.match(sentence, start)
    if not found or _AND_MORE.search(sentence, found.end(), end):
        return None
    try:
        digits = found["number"] or str(spelt_value(found["spelt"]))
        value = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        return None
    scale = " ".join((found["scale"] or "").lower().replace("-", " ").split())
    scale = scale if scale in _SCALES else scale.removesuffix("s")
    value = (value * 10 ** _SCALES.get(scale, 0)).normalize()
    unit = _unit(found)
    place = found.end()
    if not unit:
        unit, place, power, counted = _counted(sentence, place, max(end, place))
        value = (value * 10**power).normalize()
        if counted:
            return replace(_measure(value, unit, place, counted, False), is_count=True)
    after = _words(sentence, place, min(len(sentence), place + 160))[:MOST_BEFORE]
    before = _words(sentence, max(0, start - 200), start)[-MOST_BEFORE:]
    opening = next(iter(_words(sentence, 0, min(len(sentence), 40))), "")
    thing, beside = _stated(before)
    if thing:
        return _measure(value, unit, place, thing, True, beside, opening)
    thing, beside, joined = _behind(after)
    if _head(thing):
        is_level = _head(thing) in _LEVELS or unit in ("W", "Wh")
        is_level = is_level or (joined == "of" and (_is_share(found) or unit in _MEASURES))
        return _measure(value, unit, place, thing, is_level, beside, opening)
    thing = _of_which(before)
    return _measure(value, unit, place, thing, _head(thing) in _LEVELS, [], opening)


def _measure(
    value: Decimal,
    unit: str,
    end: int,
    thing: list[str],
    is_level: bool,
    beside: Sequence[str] = (),
    opening: str = "",
) -> Measure:
    """A measure of a thing; `beside` are words that go with it, `opening` opens the sentence."""
    head = _head(thing)
    if not head:
        return Measure(value, unit, end)
    traits: set[str] = set()
    for word in (*thing, *beside):
        for part in word.split("-"):
            form = _SAME.get(_form(part), _form(part)) if part else ""
            is_name = part[:1].isupper() and word != opening and form not in _BROAD
            if form != head and (form in _APART or is_name):
                traits.add(form)
    words = frozenset(map(_form, thing)) - _BROAD
    while thing and _form(thing[-1]) != head:
        thing = thing[:-1]
    return Measure(value, unit, end, " ".join(thing), head, words, frozenset(traits), is_level)


def _head(thing: list[str]) -> str:
    return next((form for word in reversed(thing) if (form := _form(word)) not in _BROAD), "")


def _form(word: str) -> str:
    return normalise(regex.sub(r"[’']s$", "", word))


def _unit(found: "regex.Match[str]") -> str:
    if found["coin"]:
        coin = regex.sub(r"[.]", "", " ".join(found["coin"].lower().split())).removesuffix("s")
        return _COINS.get(coin, _COINS.get(f"{coin}s", coin.upper()))
    if found["currency"]:
        sign = found["currency"].replace(" ", "")
        return _CURRENCIES.get(sign, sign)
    if found["cent"] and found["cent"].startswith("basis"):
        return "basis points"
    return "%" if _is_share(found) else ""


def _is_share(found: "regex.Match[str]") -> bool:
    return bool(found["share"] or found["cent"])


def _counted(sentence: str, start: int, end: int) -> tuple[str, int, int, list[str]]:
    """What a number counts, where the words for it end, its power of ten, and what is counted.

    Of what is measured, as power is in watts, that is not said here.
    """
    rest = sentence[start:end]
    place = start + len(rest) - len(rest.lstrip(" -"))
    rest = rest.lstrip(" -")
    for pattern, prefixes in ((_BASE, _PREFIXES), (_LONG_BASE, _LONG_PREFIXES)):
        if found := pattern.match(rest):
            hours = "h" if regex.search("h$|hour", found["base"].lower()) else ""
            prefix = found["prefix"]
            power = prefixes.get(prefix) or prefixes[prefix.lower()]
            return f"W{hours}", place + found.end(), power, []
    nouns: list[str] = []
    for word in _words(rest, 0, len(rest)):
        if word == "and" and nouns:
            continue
        if word.casefold() in _STOPS or not word[0].isalpha():
            break
        nouns.append(word)
    unit = _form(nouns[-1]) if nouns else ""
    if unit in _MEASURES:
        return unit, rest.index(nouns[-1]) + place + len(nouns[-1]), 0, []
    return unit, place, 0, nouns[-MOST_OF_THING:]


def _words(text: str, start: int, end: int) -> list[str]:
    return [found[0] for found in _TOKEN.finditer(text, start, end)]


def _stated(words: list[str]) -> tuple[list[str], list[str]]:
    """What is said to reach a figure, and the words with it: `trade with Fiji has grown to`."""
    for place in range(len(words) - 1, -1, -1):
        word = words[place].casefold()
        if word == "to" and (changed := _changed(words[:place]))[0]:
            return changed
        if _STATES.match(word):
            return _subject(words[:place])
        if word not in _PASSED and word not in "$€£₹%" and not word.endswith("ly"):
            if not word[0].isdigit():
                break
    return [], []


def _changed(words: list[str]) -> tuple[list[str], list[str]]:
    """The object of `to more than double our bilateral trade`, before `to $500 billion`."""
    for place in range(len(words) - 1, max(-1, len(words) - 9), -1):
        if not words[place][0].isalnum():
            break
        if _CHANGES.match(words[place].casefold()):
            changed = words[place + 1 :]
            if changed and changed[0].casefold() in _BEHIND_VERBS:  # `trade doubled in a year to`
                return _subject(words[:place])
            return _first(_nouns(changed)), changed
    return [], []


def _subject(words: list[str]) -> tuple[list[str], list[str]]:
    """The subject of a verb: the noun at the beginning of its clause that says much."""
    clause = words
    for place in range(len(words) - 1, -1, -1):
        joins = words[place] == "and" and not "".join(words[place + 1 :])[:1].isupper()
        if not words[place][0].isalnum() or words[place].casefold() in _CLAUSES or joins:
            clause = words[place + 1 :]
            break
    return _first(_nouns(clause)), clause


def _nouns(words: list[str]) -> list[list[str]]:
    """Words without those that say little, cut where such stand."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word.casefold() in _STOPS or not word[0].isalpha():
            parts.append([])
        else:
            parts[-1].append(word)
    return [part[-MOST_OF_THING:] for part in parts if part]


def _first(nouns: list[list[str]]) -> list[str]:
    """The first that says much: `the value of trade between the two` is trade."""
    return next((part for part in nouns if _head(part)), [])


def _of_which(words: list[str]) -> list[str]:
    """The noun before a figure: `grant aid of`, `supplies worth more than`."""
    for place in range(len(words) - 1, -1, -1):
        word = words[place].casefold()
        if word in ("of", "worth") and place:
            nouns = _nouns(words[max(0, place - MOST_OF_THING) : place])
            return nouns[-1][-2:] if nouns and words[place - 1] == nouns[-1][-1] else []
        if word not in _PASSED and not word.endswith("ly"):
            return []
    return []


def _behind(words: list[str]) -> tuple[list[str], list[str], str]:
    """The thing behind a figure, `of global GDP` or `loan`, the words with it, what joins it."""
    joined = ""
    if words and words[0].casefold() in ("of", "in", "for"):
        joined, words = words[0].casefold(), words[1:]
        while words and words[0].casefold() in ("the", "a", "an", "its", "their", "our", "all"):
            words = words[1:]
    noun: list[str] = []
    for word in words:
        is_participle = bool(noun) and word.endswith("ed") and word.islower()
        if word.casefold() in _STOPS or not word[0].isalpha() or is_participle:
            break
        noun.append(word)
    beside: list[str] = []
    if words[len(noun) :][:1] and words[len(noun)].casefold() in _BESIDE:
        for word in words[len(noun) : len(noun) + MOST_OF_THING]:
            if not word[0].isalpha():
                break
            beside.append(word)
    return noun[:MOST_OF_THING], beside, joined
