"""Text → the dates it speaks of, as exactly as it says them.

A missed date is better than a wrong one. A month alone counts only after a word such as `in`, or
before the name of an event (`the February meeting`); a year alone only after `in`, `since`, `by`
and the like, and where no thing counted follows. What a text leaves out is inferred: the year of a
month, the day that `on Friday` or `yesterday` is. It is the nearest to the date just spoken of,
else to the day of the article, in the direction in which the verbs of the clause look; where these
leave it open there is no date.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import regex

from dossier.language.tense import Tense, is_past_after, is_verb_after, tense_about, verb_before

MONTHS = {date(2000, month, 1).strftime("%B"): month for month in range(1, 13)}
SHORT = {name[:3]: month for name, month in MONTHS.items() if name != "May"} | {"Sept": 9}
DAYS = {date(2001, 1, day).strftime("%A"): day - 1 for day in range(1, 8)}
"""The days of the week, from Monday as 0."""
VERBS = ("May", "March")
"""Months that are also other words; they need a word before them that makes them a month."""
PEOPLE = ("April", "May", "June", "August")
"""Months that are also names of people, where a name follows."""
FISCAL = 4
"""The month in which fiscal years begin that are written `2024–25`, as Britain’s and Canada’s."""
SOON = 120
"""Days from the article within which a date is the nearest one where no verb says which."""
WITHIN = 300
"""Days beyond which a verb and the nearest such date do not go together."""
SHORTLY = 62
"""Days after the date just spoken of within which a day is surely one after it."""
A_YEAR = 366
FOLLOWING = 190
"""Days after the date just spoken of within which a month is one after it."""

_ANY = "|".join([*MONTHS, *(rf"{name}\b\.?" for name in sorted(SHORT, key=len, reverse=True))])
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_AND = r"(?:,\s|,?\s(?:and|to|&)\s|\s?[–-]\s?)"
_SPAN = rf"(?P<day>{_DAY})(?:{_AND}{_DAY}(?!\d))*"
_YEAR = r"(?:1[6-9]|20)\d\d"
_END = r"(?![\w'/]|’(?!s)|[–-](?!(?:\d{4}\b|" + "|".join(MONTHS) + r"))|[.,]\d)"
_AMOUNT = r"\s?%|[\s-](?:per\s?cent|pct|thousand|lakh|crore|[mb]illion|trillion)"
_WEEKDAY = "|".join(DAYS)
_A_YEAR = regex.compile(r"\d{4}")
_A_MONTH = regex.compile("|".join(name[:3] for name in MONTHS))
_A_DAY = regex.compile(r"[MTWFS][a-z]{2,5}day")
_TODAY = regex.compile(r"(?<=ester|[Tt]o)day")
_TOMORROW = regex.compile("omorrow")
_PATTERNS = tuple(
    (hint, re.compile(pattern))
    for hint, pattern in (
        (_A_YEAR, rf"\b(?P<year>{_YEAR})-(?P<number>0[1-9]|1[0-2])-(?P<day>\d\d){_END}"),
        (
            _A_YEAR,
            rf"(?<![\w.,/–-])(?P<day>{_DAY})\.(?P<number>0?[1-9]|1[0-2])\.(?P<year>{_YEAR}){_END}",
        ),
        (
            _A_YEAR,
            rf"(?<![\w.,/–-])(?P<day>1[3-9]|2\d|3[01])/(?P<number>0?[1-9]|1[0-2])/"
            rf"(?P<year>{_YEAR}){_END}",
        ),
        (
            _A_YEAR,
            rf"(?<![\w.,/–-])(?P<number>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/"
            rf"(?P<year>{_YEAR}){_END}",
        ),
        (
            _A_MONTH,
            rf"\b{_SPAN}\s(?:of\s)?(?P<month>{_ANY}),?\s(?:of\s)?(?P<year>{_YEAR}){_END}",
        ),
        (_A_MONTH, rf"\b(?P<month>{_ANY})\s{_SPAN},?\s(?:of\s)?(?P<year>{_YEAR}){_END}"),
        (_A_MONTH, rf"\b(?P<month>{_ANY})\)?,?\s(?:of\s)?(?P<year>{_YEAR}){_END}"),
        (_A_MONTH, rf"\b{_SPAN}\s(?:of\s)?(?P<month>{_ANY})(?![\w–-])"),
        (_A_MONTH, rf"\b(?P<month>{_ANY})\s{_SPAN}{_END}(?!{_AMOUNT})"),
        (
            _A_YEAR,
            rf"\b(?P<month>{'|'.join(MONTHS)})\s?[–-]\s?(?P<until>{'|'.join(MONTHS)})"
            rf"(?:\sof)?,?\s(?P<year>{_YEAR})[–/-](?P<next>\d\d)(?![\w–/-]|[.,]\d)",
        ),
        (
            _A_MONTH,
            rf"\b(?P<month>{'|'.join(MONTHS)})"
            rf"(?!\w|[–-](?!(?:{'|'.join(MONTHS)}),?\s(?:{_YEAR}|(?:this|last|next)\syear)))",
        ),
        (
            _A_YEAR,
            rf"(?<![\w.,/–-])(?:FY\s?)?(?P<year>{_YEAR})[–/-](?P<next>\d\d)(?![\w–/-]|[.,]\d)",
        ),
        (_A_YEAR, rf"\b(?P<year>{_YEAR}){_END}"),
        (_A_DAY, rf"\b(?P<weekday>{_WEEKDAY})(?![\w–-])"),
        (_TODAY, r"\b(?P<near>[Yy]esterday|[Tt]oday)\b"),
        (_TOMORROW, r"\b(?P<near>[Tt]omorrow)\b"),
        *(
            (
                regex.compile(rf"(?<=(?:ast|ext|his)\s){unit}"),
                r"\b(?P<which>[Ll]ast|[Nn]ext|(?:[Ee]arlier\s|[Ll]ater\s)?[Tt]his)"
                rf"\s(?P<unit>{unit})\b",
            )
            for unit in ("month", "year")
        ),
    )
)
"""Each with what stands in all that it finds, and is looked for in no time: by `regex`, which goes
from one fixed word to the next."""
_HINTS = tuple(dict.fromkeys(hint for hint, _ in _PATTERNS))
_ON = re.compile(
    r"\b(?:on|by|since|until|till|from|of|between|before|after|dated|through|to|and|in|during"
    r"|early|late|mid|last|this|next|starting|beginning|ending|effective|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?)[\s-]$"
    r"|^\W*$|[\]\w],\s$|\b(?:the|an?)\s$",
    re.IGNORECASE,
)
_WHOLE = r"(?:early|late|mid|the\s(?:end|start|beginning|middle)\sof|at\sleast|about|around)"
_SEASON = r"(?:spring|summer|autumn|fall|winter|monsoon)"
_IN = re.compile(
    r"\b(?P<word>in|since|by|until|till|during|last|this|next|from|between|before|after|through"
    r"|beyond|into|early|late|mid|end|FY|for|years?|no\slater\sthan|this\spast|as\sof|starting"
    r"|beginning|throughout|prior\sto|as\s(?:early|late|soon)\sas|come|Q[1-4](?:\sof)?"
    rf"|(?:the\s)?{_SEASON}"
    r"|(?:end|half|start|beginning|middle|weeks?|part|months?|quarters?|course|spring|summer|autumn|fall"
    rf"|winter|days)\sof)(?:\s{_WHOLE})?[\s-]$",
    re.IGNORECASE,
)
_OF_PERIODS = re.compile(r"\b(?:for|from|before|after|between|beyond|into|through)\s$", re.I)
_YEAR_BEHIND = re.compile(rf",?\s(?:of\s|in\s)?\(?{_YEAR}(?!\d)")
_RELATIVE_BEHIND = re.compile(
    rf"(?:[–-](?:{'|'.join(MONTHS)}))?,?\s(?:of\s)?(?P<which>this|last|next|the\ssame|that|the\sprevious|the\sfollowing)\syear\b"
)
_WEEK_BEHIND = re.compile(r",?\s(?:of\s)?(?P<which>this|last|next)\sweek\b")
_CHAIN = re.compile(
    rf"\s?(?:,|and|or|to|through|until|–|-|—)\s?(?:(?:{_DAY}(?:{_AND}{_DAY})*\s)?(?P<month>{_ANY})"
    rf"(?:\s{_DAY}(?:{_AND}{_DAY})*)?,?\s)(?P<year>{_YEAR})(?!\d)"
)
_BY = re.compile(
    r"\b(?:by|until|till|next|no\slater\sthan)"
    r"(?:\s(?:early|late|mid|(?:the\s)?(?:end|middle|start)\sof"
    rf"|(?:the\s)?{_SEASON}(?:\sof)?))?[\s-]$",
    re.IGNORECASE,
)
_BEFORE_IT = re.compile(
    r"\b(?:before|until|till|for(?:\s\w+)?\sin|for)"
    r"(?:\s(?:early|late|mid|(?:the\s)?(?:end|middle|start|beginning)\sof))?[\s-]$",
    re.IGNORECASE,
)
"""What is before a date that was mostly to come when something was done."""
_FROM = re.compile(r"\b(?:from|starting|beginning)(?:\s(?:early|late|mid))?[\s-]$", re.IGNORECASE)
_SET_FOR = re.compile(r"\b(?:set|scheduled|slated|due|planned|expected|likely)\sfor\s$")
_LAST = re.compile(r"\b(?:last|this\spast)\s$", re.IGNORECASE)
_NEXT = re.compile(r"\bnext\s$", re.IGNORECASE)
_THIS = re.compile(r"\bthis\s$", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:next|upcoming|forthcoming)\b[^.;]*$", re.IGNORECASE)
_EFFECT = re.compile(r"\b(?:with\seffect\sfrom|effective(?:\sfrom|\son)?)\s$", re.IGNORECASE)
_SPEECH = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Oo]ur|[Mm]y)\b")
"""In what people say, `tomorrow` need not be the day after the article."""
_RECORDS = (
    r"(?:statement|order|notice|notification|letter|report|speech|attack|ruling|judgment|agreement"
    r"|declaration|announcement|proclamation|memorandum|memo|interview|post|call|framework"
    r"|ceasefire|clash|coup|crash|earthquake|killing|raid|strike|bombing)(?:e?s)?"
)
_RECORD = re.compile(rf"\s(?:[a-z-]+\s)?{_RECORDS}\b")
_OF_RECORD = re.compile(rf"\b{_RECORDS}\s(?:of|on|from|dated)\s$")
_SINCE = re.compile(r"\bsince(?:\s(?:early|late|mid))?[\s-]$", re.IGNORECASE)
_BY_HOW_MUCH = re.compile(
    r"\b(?:rise|rises|rising|rose|risen|grow\w*|grew|increas\w+|f[ae]ll\w*|cut|reduc\w+|drop\w*|up"
    r"|down|gain\w*|exceed\w*|outnumber\w*|climb\w*|jump\w*|expand\w*)\s(?:by|from|to)\s$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s[a-z]+(?<![iu]s)(?<!ss)s\b(?!\s(?:a|an|the)\b)"
    r"|\s(?:people|per|hours?|crore|lakh|million|billion|km|kg|kW|MW|GW|nm|ft)\b"
)
_VERB_S = re.compile(r"\s(?:was|is|has|does|as|its|his|this|us|versus|thus|perhaps|always)\b")
_DAYS_ON = re.compile(r"\d(?:\sto\s|\s?[–-]\s?)\d")
_NO_MONTH = re.compile(r"\s?[’']s\b")
_NAMED = re.compile(r"\s[A-Z](?![A-Z])")
_EVENT = re.compile(
    r"\s(?!(?:of|and|to|or|in|on|at|by|for|with|from|the|a|an|that|which|is|was|will|has|had|to)\b)"
    r"(?:[A-Z][\w’-]+\s){0,3}[a-z][a-z-]+\b|\s?[’']s\s[a-z]"
)
_HABIT = re.compile(
    r"\b(?:typically|usually|normally|generally|always|often|annually|traditionally)\b"
)
_DEADLINE = re.compile(r"\s(?:deadline|cut-?off)\b")
_THE = re.compile(r"\b(?:the|its|their|his|her|our|this)\s$|(?:’|')s\s$", re.IGNORECASE)
_AGENCY = re.compile(r"\s?(?:\([A-Z]\w*\)|:|\s[—–-]\s)")
_LONE_DAY = re.compile(r"(?:^|\b(?P<word>[a-z]+)|[,(“\"])\s?$", re.IGNORECASE)
_NO_DAY = frozenset("a an any black each every good holy one per some the these those".split())
_DATE_BEHIND = re.compile(rf",?\s(?:the\s)?(?:{_ANY}|{_DAY}(?:\sof)?\s(?:{_ANY}))")
_DATE_IN_BRACKETS = re.compile(rf"\s\((?:{_ANY}|{_DAY}\s(?:of\s)?(?:{_ANY}))(?!\w)")
_PERFORMED = re.compile(
    r",?\s(?:\S+\s){1,7}?(?:announce|launch|sign|issue|reaffirm|release|welcome|convene|unveil|host"
    r"|meet|publish|adopt|endorse)(?:s|es|d|ed)?\b"
)
"""What is said to happen as it is said: `Today, we announce`."""
_EVENTS = (
    r"(?:summit|meeting|election|war|earthquake|tsunami|visit|crisis|pandemic|olympics|dialogue"
    r"|conference|session|talks|census|budget|declaration|coup|attack|ceasefire|standoff|clash"
    r"|edition|announcement|statement|call|vote|ruling|briefing|hearing|decision|deal|agreement"
    r"|accord|pact|treaty|law|lease|contract|order|invasion|referendum|memorandum|protocol"
    r"|recession|merger)(?:e?s)?"
)
_OCCASION = re.compile(rf"\s(?:[\w’'-]+\s){{0,4}}?{_EVENTS}\b", re.IGNORECASE)
_OF_OCCASION = re.compile(rf"\b{_EVENTS}\sof\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: its place (character offsets), and itself as YYYY, YYYY-MM or YYYY-MM-DD.

    `inferred` says that the text leaves some of it out; `ahead`, that it was still to come when
    the article appeared.
    """

    start: int
    end: int
    date: str
    inferred: bool = False
    ahead: bool = False


def may_hold_dates(text: str) -> bool:
    """Whether it is worth while to look for dates in a text."""
    return any(hint.search(text) for hint in _HINTS)


def find_dates(text: str, when: str, spoken: str = "") -> list[FoundDate]:
    """The dates in an English sentence that appeared on the day `when` (YYYY[-MM[-DD]], or empty).

    `spoken` is the date with a year that was spoken of last before the sentence, if one was.
    """
    hinted = {hint for hint in _HINTS if hint.search(text)}
    taken: list[tuple[int, int]] = []
    matches: list[re.Match[str]] = []
    for hint, pattern in _PATTERNS:
        for match in pattern.finditer(text) if hint in hinted else ():
            if all(end <= match.start() or match.end() <= start for start, end in taken):
                taken.append(match.span())
                matches.append(match)
    found: list[FoundDate] = []
    for match in sorted(matches, key=lambda match: match.start()):
        if dated := _Reading(match, when, spoken, found[-1] if found else None).read():
            found.append(dated)
            spoken = last_spoken([dated]) or spoken
    return found


def last_spoken(found: Iterable[FoundDate]) -> str:
    """The last of some dates that has a month, and its year in the text; empty if none has."""
    return next((d.date for d in reversed([*found]) if not d.inferred and len(d.date) > 4), "")


class _Reading:
    """What a match stands for, given the words around it and the dates before it."""

    def __init__(
        self, match: re.Match[str], when: str, spoken: str, before: FoundDate | None
    ) -> None:
        text = match.string
        self.match = match
        self.when = when
        self.spoken = spoken
        self.in_sentence = bool(before and spoken == before.date)
        self.last = before.date if before and len(before.date) > 4 else ""
        self.is_last_ahead = bool(before and before.ahead and before.inferred)
        between = text[before.end : match.start()] if before else ""
        self.joins_last = bool(re.fullmatch(r",?\s(?:and|or|to|through)\s", between))
        self.told = False  # whether the date follows from the one spoken of
        self.before = text[max(0, match.start() - 60) : match.start()]
        self.after = text[match.end() : match.end() + 60]
        opens = re.match(rf"\W*In\s({_YEAR}),\s", text)
        self.opening = int(opens[1]) if opens and opens.end() < match.start() else 0
        self.chained = bool(
            before
            and len(before.date) == 4
            and re.fullmatch(
                r"\s?(?:and|or|to|through|until|–|-|,)\s?", text[before.end : match.start()]
            )
        )

    def read(self) -> FoundDate | None:
        groups = {name: value for name, value in self.match.groupdict().items() if value}
        if "weekday" in groups:
            return self._weekday(DAYS[groups["weekday"]])
        if "near" in groups:
            return self._near(groups["near"].lower())
        if "which" in groups:
            return self._relative(groups["which"].lower(), groups["unit"])
        if "until" in groups:
            return self._fiscal_months(groups)
        if "next" in groups:
            return self._two_years(int(groups["year"]), int(groups["next"]))
        name = groups.get("month", "").rstrip(".")
        month = int(groups.get("number") or MONTHS.get(name) or SHORT.get(name) or 0)
        day = int(re.sub(r"\D", "", groups.get("day", "0")))
        year = int(groups.get("year", 0))
        if not self._is_date(name, day, year):
            return None
        if year:
            return self._stated(year, month, day)
        return self._inferred(month, day)

    def _is_date(self, name: str, day: int, year: int) -> bool:
        """Whether the words around leave no doubt that it is a date."""
        before, after = self.before, self.after
        if not name and not day:  # a year alone
            the = re.search(r"\b[Tt]he\s$", before)
            if _OF_OCCASION.search(before) or (the and _OCCASION.match(after)):
                return True
            if (counted := _COUNTED.match(after)) and not _VERB_S.match(after):
                if not is_verb_after(after, counted.end()):
                    return False  # but `in 2022 prices rose`
            return self.chained or bool(_IN.search(before) and not _BY_HOW_MUCH.search(before))
        if year and (day or name not in VERBS or before.strip()):
            return True
        if day and not year and re.search(r"\b[Ii]n\s$", before) and _COUNTED.match(after):
            return False  # `in June 20 ships left`
        if day and name not in VERBS:
            return not re.search(
                r"\b(?:[Ss]ection|[Aa]rticle|[Ff]light|[Nn]o\.)\s$", before
            ) or bool(_ON.search(before))
        if day and _COUNTED.match(after):
            return False
        if day or year or _CHAIN.match(self.match.string, self.match.end()):
            return bool(_ON.search(before)) or bool(_AGENCY.match(after))
        if _THE.search(before) and name != "May" and _EVENT.match(after):
            return True
        if _NO_MONTH.match(after) and (name in PEOPLE or not _EVENT.match(after)):
            return False
        if _NAMED.match(after) and name in PEOPLE:
            return False
        if _OF_PERIODS.search(before) and name in VERBS:
            return False
        if re.search(r"\bfor\s$", before):
            return bool(_SET_FOR.search(before))
        return bool(_IN.search(before))

    def _stated(self, year: int, month: int, day: int) -> FoundDate | None:
        if day and not _exists(year, month, day):
            return None
        return self._found(
            f"{year}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
        )

    def _found(self, stamp: str, inferred: bool = False, tense: Tense = "") -> FoundDate | None:
        written = self.when[: len(stamp)]
        ahead = bool(self.when) and stamp[: len(self.when)] > written
        if self.when and not ahead and not self.told:
            if _BY.search(self.before):
                if stamp < written and inferred:
                    return None  # `by January they had met` says little of that January
                ahead = stamp == written and len(stamp) < len(self.when)
                ahead = ahead and (tense or self._tense()) != "past"
            elif stamp == written and len(stamp) < len(self.when):
                ahead = (tense or self._tense()) == "future"
        return FoundDate(self.match.start(), self.match.end(), stamp, inferred, ahead)

    def _two_years(self, year: int, following: int) -> FoundDate | None:
        """`2024–25`: it has the date of the year it begins in."""
        return self._found(f"{year}") if following == (year + 1) % 100 else None

    def _fiscal_months(self, groups: dict[str, str]) -> FoundDate | None:
        """`April–January 2024–25`: it has the date of the month it begins in."""
        year, month = int(groups["year"]), MONTHS[groups["month"]]
        if int(groups["next"]) != (year + 1) % 100:
            return None
        return self._found(f"{year + (month < FISCAL)}-{month:02}")

    def _tense(self) -> Tense:
        return self._told()[0]

    def _told(self) -> tuple[Tense, bool]:
        return tense_about(self.match.string, self.match.start(), self.match.end())

    def _inferred(self, month: int, day: int) -> FoundDate | None:
        if _HABIT.search(self.before):
            return None
        year, tense = self._year(month, day)
        if not year or (day and not _exists(year, month, day)):
            return None
        stamp = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
        return self._found(stamp, True, tense)

    def _year(self, month: int, day: int) -> tuple[int, Tense]:
        """The year of a month that is given none, and the tense it was told by; 0 if it is open."""
        if found := _RELATIVE_BEHIND.match(self.after):
            return self._year_behind(found["which"]), ""
        text = self.match.string
        if found := _CHAIN.match(text, self.match.end()):
            name = found["month"].rstrip(".")
            later = int(MONTHS.get(name) or SHORT[name])
            return int(found["year"]) - (month > later), ""
        if _YEAR_BEHIND.match(self.after) or len(self.when) < len("2025-12"):
            return 0, ""  # it has a year, but not one that can be told for sure
        year, now = int(self.when[:4]), int(self.when[5:7])
        if _LAST.search(self.before):
            return year - (month >= now), "past"
        if _NEXT.search(self.before):
            return year + (month <= now), "future"
        tense, is_own = self._told()
        if not tense and _TO_COME.search(self.before):
            tense = "future"
        if _THIS.search(self.before):
            return year, tense
        if self.opening and tense in ("past", ""):
            return self.opening, "past"
        if _SINCE.search(self.before):
            tense, is_own = "past", True
        elif _BY.search(self.before) and tense != "past":
            is_later = tense != "future" or self.spoken > self.when
            if self.in_sentence and is_later and (near := self._after_spoken(month, day)):
                return near, "future"
            return year + (month < now), "future"
        elif _DEADLINE.match(self.after):
            tense = "open" if tense == "past" else "future"
        elif not day and tense != "future" and _THE.search(self.before):
            is_record = _RECORD.match(self.after)
            if tense != "past" and not is_record and 30 * ((now - month) % 12) > SOON:
                return 0, ""  # `the November election looms`
            tense, is_own = "past", True  # `our March announcement`
        elif _EFFECT.search(self.before):
            tense = "open" if tense == "past" else "future"
        elif tense in ("", "present") and (
            _OF_RECORD.search(self.before)
            or (_THE.search(self.before) and _RECORD.match(self.after))
        ):
            tense, is_own = "past", True  # `the statement of 13 February says`
        near = self._after_spoken(month, day) if self.spoken else 0
        if tense == "past" and near and self._is_ahead(near, month, day):
            near = 0  # `it will end by November, and since March they have met`
        if tense in ("past", "open", "") and near:
            guess = self._nearest(month, day, tense)
            days = (_date(near, month, day or 1) - _day_of(self.spoken)).days
            beside = bool(day) and days <= SHORTLY
            if near != guess and not (beside or self.in_sentence):
                return 0, ""  # it may follow on what was spoken of, or be of late
            self.told = near != guess
            return near, "past"
        if tense == "past" and is_own and self.spoken and month != now:
            guess = self._nearest(month, day, tense, is_own)
            if guess and (_date(guess, month, day or 1) - _day_of(self.spoken)).days > A_YEAR:
                return 0, ""  # what is told may be long ago, or of late
            return guess, tense
        if self.last:
            last = _day_of(self.last)
            following = last.year + ((month, day or 31) < (last.month, last.day))
            if tense in ("present", "future") and self.is_last_ahead:
                return following, tense  # `it ends in August, and the next begins in January`
            if tense == "past" and not is_own and not self._is_ahead(following, month, day):
                return following, tense  # `one was held in March, the second in May`
        return self._nearest(month, day, tense, is_own), tense

    def _is_ahead(self, year: int, month: int, day: int) -> bool:
        stamp = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
        return stamp[: len(self.when)] > self.when[: len(stamp)]

    def _year_behind(self, which: str) -> int:
        if which in ("this", "last", "next") and self.when:
            return int(self.when[:4]) + {"last": -1, "this": 0, "next": 1}[which]
        if which in ("the same", "that") and self.spoken:
            return int(self.spoken[:4])
        return 0

    def _after_spoken(self, month: int, day: int) -> int:
        """The year in which the month comes soon after the date just spoken of, 0 if not soon."""
        last = _day_of(self.spoken)
        for year in (last.year, last.year + 1):
            same = len(self.spoken) == 7 and (year, month) == (last.year, last.month)
            away = (_date(year, month, day or (28 if month == last.month else 1)) - last).days
            if same or 0 <= away <= FOLLOWING:
                return year
        return 0

    def _nearest(self, month: int, day: int, tense: Tense, is_own: bool = True) -> int:
        """The year of the month nearest to the article, in the direction of the tense."""
        year, now = int(self.when[:4]), int(self.when[5:7])
        if not day or len(self.when) < 10:
            if month == now:
                return year
            behind, ahead = 30 * ((now - month) % 12), 30 * ((month - now) % 12)
            years = year - (month > now), year + (month < now)
        else:
            today = _day_of(self.when)
            days = [_date(y, month, day) for y in (year - 1, year, year + 1)]
            last = max(d for d in days if d <= today)
            following = min(d for d in days if d >= today)
            behind, ahead = (today - last).days, (following - today).days
            years = last.year, following.year
        if tense == "past":
            if _FROM.search(self.before) and behind > WITHIN and ahead <= SHORTLY:
                return years[1]  # `in March they warned of duties from April`
            if _BEFORE_IT.search(self.before) and behind > SOON:
                return years[1] if ahead <= SHORTLY else 0
            return years[0] if behind <= (340 if is_own else SOON) else 0
        if tense in ("future", "present"):
            if day and behind <= 31 and ahead > WITHIN and _DAYS_ON.search(self.match[0]):
                return years[0]  # `it will run from 8 to 12 October`, on the 10th
            if ahead <= (WITHIN if tense == "future" else 200):
                return years[1]
            return years[0] if tense == "present" and behind <= SOON else 0
        if tense == "open" and min(behind, ahead) <= SOON:
            return years[behind > ahead]
        return years[0] if tense == "" and behind <= SOON else 0

    def _weekday(self, weekday: int) -> FoundDate | None:
        before = _LONE_DAY.search(self.before)
        if len(self.when) < 10 or not before:
            return None
        if (before["word"] or "").lower() in _NO_DAY and not (
            _THE.search(self.before) and _OCCASION.match(self.after)
        ):
            return None
        if _DATE_BEHIND.match(self.after) or re.match(r"\s[A-Z]\w+(?!\w*\s\d)", self.after):
            return None
        today = _day_of(self.when)
        back = timedelta((today.weekday() - weekday) % 7)
        ahead = timedelta((weekday - today.weekday()) % 7)
        word = (before["word"] or "").lower()
        tense = self._tense()
        if week := _WEEK_BEHIND.match(self.after):
            weeks = {"last": -1, "this": 0, "next": 1}[week["which"]]
            day = today + timedelta(weekday - today.weekday() + 7 * weeks)
        elif word == "last":
            day = today - (back or timedelta(7))
        elif word == "next":
            day = today + (ahead or timedelta(7))
        elif tense in ("past", "") or word == "since":
            day = today - back
        else:
            day = today + ahead
        if self.joins_last and len(self.last) == 10 and day.isoformat() < self.last:
            day += timedelta(7)  # `on Thursday and Friday`
        return self._found(day.isoformat(), True, tense)

    def _near(self, word: str) -> FoundDate | None:
        text, start = self.match.string, self.match.start()
        if len(self.when) < 10 or re.search(r"\b(?:of|for|[Tt]he)\s$", self.before):
            return None
        if _DATE_IN_BRACKETS.match(self.after):
            return None  # `today (May 3, 2026)`
        if self.match[0].istitle() and re.search(r"\w[,’']?\s$", self.before):
            return None  # `he told Europe Today`
        if word == "tomorrow":
            if _SPEECH.search(text) or "today" in text.lower():
                return None
            if self._tense() not in ("future", "present"):
                return None
            return self._found((_day_of(self.when) + timedelta(1)).isoformat(), True)
        if word == "today":
            opening = not self.before.strip(" -—–\n")
            tense = verb_before(text, start)
            told = tense == "past" or (tense == "future" and not _SPEECH.search(text))
            done = _PERFORMED.match(self.after) if opening else told
            done = done or is_past_after(text, self.match.end())
            if not done:
                return None
        day = _day_of(self.when) - timedelta(word == "yesterday")
        return self._found(day.isoformat(), True)

    def _relative(self, which: str, unit: str) -> FoundDate | None:
        if not self.when or re.search(
            rf"\b(?:the|over|past|every|each|(?:{_ANY})(?:\s{_DAY})?,?(?:\sof)?)\s$",
            self.before,
            re.I,
        ):
            return None
        year = int(self.when[:4])
        step = {"last": -1, "next": 1}.get(which, 0)
        tense: Tense = ""
        if which.startswith("later") or (which == "this" and _BY.search(self.before)):
            tense = "future"
        elif which.startswith("earlier"):
            tense = "past"
        elif which == "this":
            tense = self._tense()
        if unit == "year":
            return self._found(f"{year + step}", True, tense)
        if len(self.when) < 7:
            return None
        months = 12 * year + int(self.when[5:7]) - 1 + step
        return self._found(f"{months // 12}-{months % 12 + 1:02}", True, tense)


def _day_of(stamp: str) -> date:
    """The day of a date, or the first one of it."""
    return _date(*(int(part) for part in f"{stamp}-01-01".split("-")[:3]))


def _date(year: int, month: int, day: int) -> date:
    """That day, or the last before it that the calendar has."""
    while not _exists(year, month, day):
        day -= 1
    return date(year, month, day)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
