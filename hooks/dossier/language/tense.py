"""Tells whether what a stretch of English speaks of was still to come, by the verbs about it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from dossier.language.words import dictionary_form, is_known

Tense = Literal["past", "present", "future", "open", ""]
"""`open` where the verb leaves it so, as `would` does; empty where no verb is found."""

NEAR = 240
"""Characters that are looked at before and after."""

_PAST_FORMS = (
    "ate|beat|became|began|bore|bought|broke|brought|built|came|caught|chose|cost|cut|dealt|drew"
    "|drove|fell|felt|fought|found|flew|gave|got|grew|had|heard|held|hit|kept|knew|laid|led|left"
    "|lent|let|lost|made|meant|met|paid|put|quit|ran|rose|said|sank|sat|saw|sent|set|shook|shot"
    "|shut|sold|sought|spent|split|spoke|spread|stood|struck|swore|taught|threw|told|took|went"
    "|withdrew|won|wore|wrote|overtook|oversaw|underwent|undertook|did|was|were"
)
_PARTICIPLES = (
    "been|begun|bought|broken|brought|built|caught|chosen|cut|dealt|done|drawn|driven|fallen|felt"
    "|found|flown|given|gone|grown|heard|held|hit|kept|known|laid|led|left|lost|made|met|paid|put"
    "|risen|run|said|seen|sent|set|shown|sold|spent|spoken|struck|sworn|taken|taught|thrown|told"
    "|undertaken|withdrawn|won|written|come|become"
)
_ED = r"[a-z]{2,}(?<!ne)(?<!se)(?<!proce)(?<!excee)(?<!spee)ed"
_ADVERBS = r"(?:\s(?:not|also|now|then|again|still|only|first|both|all|never|\w+ly))*"
_DONE = rf"(?:\s(?:{_PARTICIPLES}|{_ED})\b)?"
_AIMS = (
    r"plan(?:s|ning)?|intend(?:s|ing)?|hop(?:es?|ing)|aim(?:s|ing)?|expect(?:s|ing)?|want(?:s|ing)?"
    r"|seek(?:s|ing)?|propos(?:es?|ing)|prepar(?:es?|ing)|set|due|scheduled|slated|likely|poised"
    r"|expected|ready|going|about|planned|agree(?:s|d)?|vow(?:s|ed)?|pledge[sd]?|promise[sd]?"
)
_SCHEDULED = (
    r"(?<![’']s\s)(?<!\bthe\s)(?<!\ba\s)(?<!\bof\s)(?<!\bto\s)(?<!\bhis\s)(?<!\bher\s)(?<!\bits\s)"
    r"(?:resumes?|begins?|starts|opens|ends|expires?|meets?|takes?|comes?|goes|enters?|kicks|reaches|hands|sails|flies|docks|sets|reopens|retires"
    r"|convenes?|votes|arrives?|visits|travels|holds?|hosts|reconvenes?|commences?|applies|assumes|releases|celebrates?|looms?|attends?|returns|falls|becomes?"
    r"|concludes?|closes|lapses|runs|joins?|hears?|lands|leaves|faces)"
)
"""What happens on a day to come is told in the present: `the House resumes on March 9`."""
_SCHEDULED_MANY = (
    r"(?:(?<=s\s)(?<!\b[Tt]his\s)(?<![’']s\s)|(?<=\b[Tt]wo\s)|(?<=\b[Bb]oth\s)|(?<=\b[Tt]hey\s))"
    r"(?:sign|meet|end|begin|start|open|resume|hold|go|vote|arrive|travel|leave|return|come|take"
    r"|convene|gather|expire|lapse|close|apply|reconvene|commence|train|celebrate)"
)
"""The same of many: `the talks end on Tuesday`."""
_PLAIN = (
    r"(?:[a-z]{3,}(?<!s)s(?=\s(?:the|an?|its|their|his|her|all)\s)"
    r"|(?<=[a-z]s\s)[a-z]{3,}(?<!s)(?=\s(?:the|an?|its|their|his|her|all|up|down|in|off|into)\s))"
)
"""What may be a verb in the present, with its object or adverb: `publishes its`, `kick in`."""
_VERBS = re.compile(
    rf"""\b(?:
      (?P<future>
        (?: will | shall | won’t | won't | (?:is|are)\sto(?=\s[a-z])
          | (?:is|are|remains?)\s(?:\w+ly\s)?(?:set|due|scheduled|slated|expected|likely|poised
            |planned|going|about)
        ){_ADVERBS}(?:\sto)?(?:\sbe|\shave)?(?:\sbeen)?{_ADVERBS}(?:\s[a-z]+)?
      | (?i:looks?|looking|looked)\sforward | (?i:ahead\sof|upcoming|forthcoming)
      | (?i:no\slater\sthan) | deadline
      | (?:{_AIMS})\s(?:on\s\w+ing|to(?!\s(?:an?|the|its|their|his|her|this|that)\b)(?:\sbe)?)
        {_ADVERBS}(?:\s[a-z]+)?
      | (?:scheduled|slated|due|planned|expected)\s(?:for|on|in|by)
      | to\sbe{_DONE} | (?:(?:has|have|had)\s)?(?:promis|pledg|vow)(?:es?|ed|ing|s)?
      )
    | (?P<perfect> (?:has|have|had|having|’ve){_ADVERBS}(?:\sbeen)?{_DONE} )
    | (?P<open> (?:possible|potential|prospective|tentative)(?=\s[a-z])
      | (?:would|could|may|might|can|should|must){_ADVERBS}
        (?:\shave)?(?:\sbe(?:en)?)?(?:\s[a-z]+)?
      | (?:was|were)\s(?:\w+ly\s)?(?:set|due|scheduled|slated|expected|likely|poised|planned|to)\b
        (?:\sto)?(?:\sbe)?{_DONE}
      | (?i:if|unless) )
    | (?P<present> (?:is|are|am|isn’t|aren’t|does|do){_ADVERBS}(?:\sbeing)?{_DONE}
      | {_SCHEDULED}\b | {_SCHEDULED_MANY}\b )
    | (?P<past> (?:was|were){_ADVERBS}(?:\sbeing)?{_DONE}
      | (?:did|didn’t|didn't){_ADVERBS}(?:\s[a-z]+)?
      | {_PAST_FORMS} | {_ED} | (?i:prior\sto) | ago )
    | (?P<plain> {_PLAIN} )
    )\b | (?P<soon>[’']ll{_ADVERBS}(?:\s[a-z]+)?)\b
    """,
    re.VERBOSE,
)
_BEFORE_NOUN = re.compile(
    r"(?:^|[’']s?|\b(?:the|an?|its|their|his|her|our|your|my|this|these|those|some|all|any|no|of|in|on"
    r"|for|with|from|at|by|and|two|three|four|new|more|most|many|several|recent|military|joint))\s*$"
)
"""What stands before a noun, and before no verb of a sentence."""
_SAYING = re.compile(
    r"(?:(?:has|have|had)\s)?(?:said|told|announced|added|noted|confirmed|stated|reported|warned"
    r"|reiterated)|says?|tells?|announces?|adds?|notes?|confirms?|states?|reports?|warns?"
)
_OPENS = re.compile(r"\W*(?:(?:earlier|late|early|on|in|since)\s){0,2}", re.IGNORECASE)
"""What may stand before the time of all that a sentence says: `On Monday, he said`."""
_SAID_WHEN = re.compile(
    r"(?:\s(?:reporters|journalists|lawmakers|parliament|[A-Z]\w+|(?:a|the)\s\w+))?"
    r"\s(?:in|at|on|to|during|from|after|via|late|early)\b(?!.*\bthat\b)"
)
"""What follows a verb of saying whose time is told: `said in Geneva on`."""
_BREAK = re.compile(
    r"[;()\[\]“”\"]|:(?!\d)|\s[–—-]\s|[–—](?=\s)|,\s"
    r"|\b(?:and|but|while|which|that|who|whom|where|when|because|although|as)(?=\s)"
)


def tense_about(text: str, start: int, end: int) -> tuple[Tense, bool]:
    """The tense of what is said to have its time at `start` to `end` of a sentence.

    The verb nearest before the words in their own part of the sentence decides, else the nearest
    after them, else those of the parts beside it. A verb of saying decides only where the words
    stand right beside it or open the sentence, or where there is no other. Also given is whether
    the verb is the words' own, and not one of a part before theirs.
    """
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    own_before, own_after = _after_last_break(before), _before_first_break(after)
    opens = after.startswith(",") and bool(_OPENS.fullmatch(text, 0, start))
    said: tuple[Tense, bool] = "", False
    rest = before[: len(before) - len(own_before)]
    for part, backwards in (
        (own_before, True),
        (own_after, False),
        (rest, True),
        (after[len(own_after) :], False),
    ):
        verbs = [*_find_verbs(part)]
        for verb in reversed(verbs) if backwards else verbs:
            found = _tense(verb)
            rest_of_it = part[verb.end() :]
            beside = part is own_before and (
                len(rest_of_it.split()) < 3 or _SAID_WHEN.match(rest_of_it)
            )
            beside = beside or opens or (part is own_after and not part[: verb.start()].strip())
            if beside or not _SAYING.fullmatch(verb[0]):
                return found, part is not rest
            if not said[0]:
                said = found, part is not rest
    return said


def _find_verbs(text: str) -> Iterator[re.Match[str]]:
    place = 0
    while verb := _VERBS.search(text, place):
        if verb.lastgroup != "plain":
            yield verb
        elif _is_verb(verb[0]) and not _BEFORE_NOUN.search(text, 0, verb.start()):
            yield verb
        place = max(verb.end(), place + 1)


@lru_cache(10_000)
def _is_verb(word: str) -> bool:
    """Whether a word that may stand in the present also has the form that ends in `ing`."""
    base = dictionary_form(word)
    forms = (f"{base}ing", f"{base[:-1]}ing", f"{base}{base[-1]}ing")
    return any(is_known(form) for form in forms)


def _tense(verb: re.Match[str]) -> Tense:
    match verb.lastgroup:
        case "future" | "soon":
            return "future"
        case "past" | "perfect":
            return "past"
        case "present" | "plain":
            return "present"
    return "open"


def _after_last_break(text: str) -> str:
    place = 0
    for found in _BREAK.finditer(text):
        if text[found.end() :].strip():
            place = found.end()
    return text[place:]


def _before_first_break(text: str) -> str:
    found = _BREAK.search(text)
    return text[: found.start()] if found else text


def is_past_after(text: str, end: int) -> bool:
    """Whether a verb in the simple past stands right behind `end`."""
    verb = _VERBS.match(text, end + 1) if text[end : end + 1] == " " else None
    return verb is not None and verb.lastgroup == "past"


def is_verb_after(text: str, end: int) -> bool:
    """Whether a verb, of any tense, stands right behind `end`."""
    verb = _VERBS.match(text, end + 1) if text[end : end + 1] == " " else None
    return verb is not None and verb.lastgroup != "plain"


def verb_before(text: str, start: int) -> Tense | Literal["perfect"]:
    """The tense of the verb nearest before `start` in its own part of the sentence."""
    verbs = [*_find_verbs(_after_last_break(text[max(0, start - NEAR) : start]))]
    if not verbs:
        return ""
    return "perfect" if verbs[-1].lastgroup == "perfect" else _tense(verbs[-1])
