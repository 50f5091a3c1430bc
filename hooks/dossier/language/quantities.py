"""Finds the amounts, shares and quantities that an English text states: text → `Quantity`.

A small grammar instead of a library: on prose quantulum3 also takes `a key`, `two` and years for
quantities. An amount has a currency, a share a percentage; what is counted is any noun in the
plural, but for spans of time. What is found is whole: a number whose scale or range is not
understood is left out. Nothing counts whose number may be a year, a model's or a paragraph's.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import regex

from dossier.language.spelt_numbers import SPELT, SPELT_OPENING, may_be_spelt
from dossier.language.words import is_known, normalise

Kind = Literal["amount", "share", "quantity"]

_NUMBER = r"(?:\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\+|-plus)?"
_SCALE = (
    r"(?:(?i:hundred(?:\s+thousand)?|thousand|trillion|billion|million|lakh[\s-]+crore|crore|lakh"
    r"|bn|mn|cr|tn|trn)s?(?:\splus)?|[mMbBkKLT])(?![\p{L}\p{N}])"
)
_CURRENCY = (
    r"(?:US|AU|NZ|HK)\s?\$|\$US|[ACS]\$|USD(?:\s?\$)?|\$|EUR|€|GBP|£|INR|Rs\.?|₹|AUD|CAD|SGD|AED|CHF"
    r"|CNY|RMB|JPY|¥"
)
_COIN = (
    r"(?:(?:U\.?S\.?|American|Australian|Canadian|Singapore|Hong\s+Kong)\s+)?dollars?|rupees?"
    r"|euros?"
    r"|pounds\s+sterling|pounds|yen|yuan|renminbi|dirhams?|roubles?|rubles?|riyals?|shekels?|baht"
    r"|USD|INR|EUR|AED"
)
_NEXT = rf"(?:{_CURRENCY})?\s?{_NUMBER}"
_RANGE = rf"(?:(?<=\b[Bb]etween\s){_NUMBER}\sand\s|{_NUMBER}(?:\s?[–-]\s?|\s(?:to|or)\s))"
_PER_CENT = (
    r"(?:\s?%"
    r"|[\s-]?(?:per\s?cent(?:age[\s-]points?)?|pct|pc|p\.c\.|basis\spoints)(?!\p{L}))"
)
_MEASURED = (
    r"(?i:(?:kilo|mega|giga|tera)?watts?(?:[\s-]hours?)?)|[kMGT][Ww]h?|MWp|bpd|m?b/d|kg|kilos?"
    r"|tonn?es?|nm"
    r"|(?i:mm?tpa|mmt|mmbtu|mmscmd)|lbs?|ft"
    r"|(?:square|sq\.?)\s?(?:km|nm|m|ft|feet|foot|yards|metres|meters|kilometres|kilometers|miles)"
    r"|km|kmph|mph|knots|mm|cm|litres|liters|degrees|(?:kilo)?met(?:re|er)s?|hectares|acres|barrels"
    r"|cubic\s(?:metres|meters|feet|kilometres|kilometers)"
)
_ATTACHED = r"(?:[kMGT][Ww]h?|k[mg]|nm)"
"""Units that may stand right behind their number."""
_WORD = r"(?:(?:\p{Lu}\.){2,}|\p{L}[\p{L}\p{N}]*(?:[’'&/-][\p{L}\p{N}]+)*)"
_GRAMMAR = rf"""
    (?<![\p{{L}}\p{{N}}.,$€£₹+/–-])
    (?:
        (?P<amount>
            (?<=\b[Bb]etween\s)(?:{_CURRENCY})\s?{_NUMBER}(?:[\s-]?{_SCALE})?\sand\s{_NEXT}
              (?:[\s-]?{_SCALE})?+
          | (?:{_CURRENCY})\s?{_NUMBER}(?:-\s(?:to|and|or)\s|\s(?:to|or)\s){_NEXT}
              (?:[\s-]?{_SCALE})?+
          | (?:{_CURRENCY})\s?{_NUMBER}(?:[\s-]?{_SCALE})?\s?[–-]\s?{_NEXT}(?:[\s-]?{_SCALE})?+
          | (?:{_CURRENCY})\s?{_NUMBER}
              (?:[\s-]?{_SCALE}|(?!-?\s?(?:to|and|or|[–-])\s?{_NEXT}[\s-]?{_SCALE}))
          | {_RANGE}?{_NUMBER}[\s-](?:{_SCALE}[\s-])?(?:{_COIN})(?!\p{{L}})
        )
        (?![\p{{L}}\p{{N}}]|[.,]\d|\s?[–-]\s?\d)
      | (?P<share> (?:{_RANGE}|{_NUMBER}\s?%\s?[–-]\s?)?{_NUMBER}{_PER_CENT} )
      | (?P<quantity>
            (?P<number>{_RANGE}?{_NUMBER})(?P<scale>[\s-]?{_SCALE})?
            (?:\s|-(?={_MEASURED}(?!\p{{L}}))|(?={_ATTACHED}(?![\p{{L}}\p{{N}}])))
            (?: (?P<unit>(?:(?:metric|nautical|square|short|long)\s)?(?:{_MEASURED}|miles))
                (?![\p{{L}}\p{{N}}])
              | (?P<nouns>{_WORD}(?:,?\s{_WORD}){{0,5}}) ) )
    )
"""
_DIGIT = regex.compile(r"\d")
_YEAR = regex.compile(r"(?:1[89]|20)\d\d(?:\s?(?:to|and|or|[–-])\s?(?:1[89]|20)\d\d)?")
_REFERENCE = regex.compile(
    r"\b(?:act|annex|article|chapter|clause|figure|flight|no\.?|number|page|para|paragraph|part"
    r"|resolution|room|route|rule|schedule|section|sections|table|volume|group\sof|top|aged?|phase"
    r"|tier|day|level|grade|class|mark|type|category|version)\s$",
    regex.IGNORECASE,
)
_MODEL = regex.compile(r"(?<![\p{L}\p{N}’'-])\p{Lu}[\p{L}\p{N}&-]*\s$")
_OPENING = frozenset(
    "A About Additionally After All Almost Also An And Another Around As At Before Between But By "
    "Every For From Have Having He How I If In Into It Its Like More Nearly No Of On Only Or Other "
    "Our Over She Some That The Their These They This Those Through To Under Up We When While With "
    "Your".split()
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATED = regex.compile(rf"{_MONTH}(?:\s\d\d?(?:,|\s?[–-]))?\s$")
_MONTHS = regex.compile(rf"{_MONTH}")
_NAME_BEHIND = regex.compile(r"\s\p{Lu}")
_TIMES = frozenset(
    "second minute hour day night week fortnight month quarter year decade century time weekend "
    "o'clock GMT IST am pm percent point".casefold().split()
)
"""What is counted so is a span of time, or a rank."""
_SMALL = frozenset(
    "a about above after again against ago all also an and any are as at away be because been "
    "before being below between both but by can could did do does down during each either else "
    "even ever every few for from had has have he her here hers him his how i if in into is it its "
    "just less like many may me might more most much must my near nearly neither no nor not now of "
    "off on once one only onto or our out over own per quite rather same shall she should "
    "since so some strong such than that the their them then there these they this those though "
    "through "
    "thus till to today too toward towards under until up upon us versus very via vs was we were "
    "what when where whether which while who whom whose why will with within without would yes yet "
    "you your said says is was plus minus times including alone".split()
)
_MANY = frozenset(
    "people men women children personnel staff aircraft spacecraft rotorcraft police cattle crew "
    "infantry cavalry feet alumni youth".split()
)
"""Plurals that do not end in s."""
_NO_PLURAL = regex.compile(r"(?:[su]s|is|ous)$")
_TARGET = regex.compile(
    r"(?:(?!\b(?:and|but|while|which|that|as|from|compared|than)\b)[^,;:.()?!]){0,70}?"
    r"\bby\s+(?:the\s+end\s+of\s+|early\s+|late\s+|mid-?)?(?P<year>(?:19|20)\d\d)\b"
)
_REACHED = regex.compile(
    r"\b(?:reached|hit|was|were|stood|fell|rose|grew|had|totalled|totaled|exceeded"
    r"|crossed)\b[^,;]*$"
)
_AIMED = regex.compile(
    r"\b(?:to|target\w*|goal\w*|aim\w*|will|would|plan\w*|commit\w*|pledg\w*|want\w*|hop\w+"
    r"|expect\w*"
    r"|project\w*|set|ambition\w*|Mission)\b"
)


@cache
def _pattern(spelt: bool = False) -> regex.Pattern[str]:
    """The grammar, on request with numbers in words too, which takes longer.

    To compile it takes a while; so it is when it is asked for, and the numbers in words, which
    may stand in many places of it, but once.
    """
    if not spelt:
        return regex.compile(_GRAMMAR, regex.VERBOSE)
    number = f"(?:{_NUMBER}|(?={SPELT_OPENING})(?&spelt))"
    grammar = _GRAMMAR.replace(_NUMBER, number)
    return regex.compile(f"(?(DEFINE)(?P<spelt>{SPELT})){grammar}", regex.VERBOSE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text: characters `start` to `end`. A target's words reach to its year."""

    start: int
    end: int
    kind: Kind
    target: bool


def may_hold_quantities(text: str) -> bool:
    """Whether it is worth while to look for figures in a text."""
    return _DIGIT.search(text) is not None or may_be_spelt(text)


def find_quantities(sentence: str, when: str = "") -> list[Quantity]:
    """The figures in a sentence, in its order; of two with one target year, the nearer has it.

    What was to be by a year before that of `when`, the day of the article, is no target.
    """
    is_spelt = may_be_spelt(sentence)
    if not is_spelt and not _DIGIT.search(sentence):
        return []
    pattern = _pattern(is_spelt)
    found: list[tuple[int, int, Kind]] = []
    place = 0
    while match := pattern.search(sentence, place):
        span = _span(match)
        place = span[1] if span else match.end("number") if match["quantity"] else match.end()
        found += [span] if span else []
    quantities: list[Quantity] = []
    for index, (start, end, kind) in enumerate(found):
        following = found[index + 1][0] if index + 1 < len(found) else len(sentence)
        target = _TARGET.match(sentence, end, following)
        if target and not _is_target(sentence[max(0, start - 100) : start], target["year"], when):
            target = None
        quantities.append(Quantity(start, target.end() if target else end, kind, bool(target)))
    return quantities


def _is_target(before: str, year: str, when: str) -> bool:
    if when and year < when[:4]:
        return False
    before = regex.split(r"[;:]", before)[-1]
    return bool(_AIMED.search(before)) or not _REACHED.search(before)


def _span(match: "regex.Match[str]") -> tuple[int, int, Kind] | None:
    """Where the figure stands that a match may be; nothing if it does not measure."""
    if match["amount"]:
        return (*match.span(), "amount")
    before = match.string[max(0, match.start() - 30) : match.start()]
    if _REFERENCE.search(before):
        return None
    if match["share"]:
        return (*match.span(), "share")
    model = _MODEL.search(before)
    if (model and not _opens(model, match.start() > len(before))) or _DATED.search(before):
        return None
    scale = (match["scale"] or "").strip(" -")
    if len(scale) == 1 and match["nouns"] and match["nouns"][0].isupper():
        return None  # `24M Technologies`
    if _YEAR.fullmatch(match["number"]) and not match["scale"]:
        return None
    end = match.end("unit") if match["unit"] else _end_of_noun(match) or _end_of_both(match)
    return (match.start(), end, "quantity") if end else None


def _end_of_both(match: "regex.Match[str]") -> int:
    """Where `soldiers` ends in `240 Indian and 350 American soldiers`; 0 if it is nothing such."""
    both = regex.fullmatch(r"\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}*){0,3}\s(?:and|or)", match["nouns"])
    following = _pattern().match(match.string, match.end() + 1) if both else None
    return _end_of_noun(following) if following and following["nouns"] else 0


def _opens(model: "regex.Match[str]", is_cut: bool) -> bool:
    """Whether a word with a capital before a number is no model's name, but opens the sentence."""
    word = model[0].strip()
    if word in _OPENING:
        return True
    first = not is_cut and not model.string[: model.start()].strip("-–—•*“\"' ")
    verb = regex.search(r"(?:ed|ing)$", word) and is_known(word.lower())
    return bool(first and verb)


def _end_of_noun(match: "regex.Match[str]") -> int:
    """Where the noun in the plural ends that is counted; 0 if none is."""
    start = match.start("nouns")
    of_names = True  # `12 AH-64E Apaches`
    for number, found in enumerate(regex.finditer(_WORD, match["nouns"])):
        word = found[0]
        apart = match["nouns"][: found.start()].endswith(", ")  # `10 more, officials say`
        if number and word == "and":
            continue  # `79 million safe and effective doses`
        if _MONTHS.fullmatch(word) or (word.casefold() in _SMALL and word != "US"):
            return 0
        of_names = of_names and word[0].isupper()
        if of_names and number and _NAME_BEHIND.match(match.string, start + found.end()):
            continue
        if word[0].islower() or of_names or is_known(word.lower()):
            if _is_plural(word):
                if apart:
                    return 0
                singular = normalise(regex.sub(r"^.*-", "", word))
                return 0 if singular in _TIMES else start + found.end()
    return 0


@lru_cache(20_000)
def _is_plural(word: str) -> bool:
    last = regex.sub(r"^.*[-/]", "", word)
    plain = last.lower()
    if regex.fullmatch(r"\p{Lu}+-\d+\p{Lu}*s", word):  # `nine P-8s`
        return True
    if plain in _MANY or regex.fullmatch(r"\p{Lu}\p{Ll}?[\p{Lu}\p{N}]+s", last):
        return True
    if len(plain) < 2 or not plain.endswith("s") or _NO_PLURAL.search(plain):
        return False
    return normalise(plain) != plain or (last[0].isupper() and is_known(plain[:-1]))
