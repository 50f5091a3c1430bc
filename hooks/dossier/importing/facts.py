"""What files say of their author, day and title → what is true of the article.

Programs write names and days of their own into a file, and pages put more than names where the
author stands.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

EARLIEST = 1990
"""No program that is still in use made a file before."""
MADE_UP_DAYS = frozenset((date(2013, 12, 23),))
"""When the template was made from which python-docx makes its files."""

_MADE_UP = re.compile(
    r"untitled\b.*|document\d*|anonymous|\(?unspecified\)?|unknown( author)?|none|null|n/?a"
    r"|microsoft \w+ - .*|.*\.(docx?|indd|pdf|qxp|rtf|odt|tex|html?)"
    r"|(generated|created|made|produced|converted) (by|with|using) .*"
    r"|python-docx|apache poi|docx4j|openpyxl|aspose.*|un-?named|administrator|admin|root"
    r"|(the )?user|(microsoft )?office user|windows user|owner|author|title|powerpoint presentation"
    r"|word document|title of (the )?document|normal(\.dotm?)?",
    re.IGNORECASE,
)


def said(text: str | None) -> str:
    """What a file says, if it is not what a program wrote there in want of something better."""
    line = " ".join((text or "").split())
    return "" if _MADE_UP.fullmatch(line) else line


def day(text: str | None) -> date | None:
    """The day of a timestamp, if it can be that of a text."""
    try:
        found = datetime.fromisoformat(text.strip()).date() if text else None
    except ValueError:
        return None
    return found if found and found.year >= EARLIEST and found not in MADE_UP_DAYS else None


_MONTH = (
    r"jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?"
    r"|nov(ember)?|dec(ember)?|mon(day)?|tues?(day)?|wed(nesday)?|thu(rs(day)?)?|fri(day)?"
    r"|sat(urday)?|sun(day)?"
)
_NO_NAME = re.compile(
    rf".*[\d@©|/<>{{}}].*|({_MONTH})\.?|"
    r"(e-?mail|share|tweet|follow|print|comments?|subscribe|save|listen|read|reply|updated?|bookmark"
    r"|published|posted|last|first|written|photo|image|video|copyright|sign|log|view|more|about"
    r"|by|and|with|for|in|on|at|of|from|the author|facebook|twitter|linkedin|whatsapp|link|close"
    r"|minutes?|min|hours?|ago|today|yesterday|contact|home|news|menu)\b\s*[:.…]?"
    r"(\s+(us|this|me|more|the|on|by|article|story|page|in|out|to|all|now|read|author|time|ago)\b.*)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:(?:(?:written|posted|published|reported|words|text|story|edited)\s+)?by|author|von|par|por|di)"
    r"\b\s*:?\s+",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(correspondents?|editors?|reporters?|writers?|staff|desk|bureau|professor|fellow|director"
    r"|minister|analyst|columnist|contributors?|chief|head|senior|ph\.?d|m\.?d|phd|jr|sr|agency)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(the|desk|staff|news|agency|ministry|bureau|team|times|press|institute|university|council"
    r"|department|editorial|board|group|centre|center|office|correspondents|reporters|editors"
    r"|company|ltd|inc|gmbh|corp|service|services|union|association|foundation|committee|network"
    r"|post|herald|journal|daily|tribune|gazette|magazine|review|media|tv|radio|reuters|pti|ani|afp"
    r"|ap|bloomberg|commission|government|embassy|bank|society|party|college|school|research|lab"
    r"|of|for|and|&|online|web|admin|guest|today|world|global|international|our|special|national"
    r"|studies|policy|project|programme|program|fund|trust|house|library|museum)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "al bin ibn ben da dal de degli dei del della den der des di dos du el la le ten ter van von zu"
    " zur".split()
)
_FAMILY_FIRST = frozenset("hu ja ko vi zh".split())
_FAMILIES = frozenset(
    "cai cao chen cheng choi cho chung deng ding dong du fang feng fu gao gu guo han he hong "
    "hu huang jang jiang jung kang kim kwon le lee li liang lim lin liu lu luo lv ma meng "
    "nguyen pan park peng pham qian qin ren shen shi song sun tang tian tran vo wang wei wu "
    "xi xia xiao xie xu yan yang ye yi yoo yoon yu yuan zeng zhang zhao zheng zhou zhu".split()
)
"""Names of families that stand first in English, too, as often as not."""
_NAME_PART = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]*)*")
_TITLES = re.compile(r"(?:dr|prof|mr|mrs|ms|sir|professor)\.?\s+(?=\S+\s+\S)", re.IGNORECASE)


def people(
    names: Iterable[str],
    site: str = "",
    language: str = "en",
    families: dict[str, str] | None = None,
) -> list[str]:
    """Who wrote a text, people as `Family, Given` where that can be told.

    `names` are one or several each, `site` is no author, `families` has names as they are known.
    """
    found: dict[str, None] = {}
    for name in (part for text in names for part in _parts(text)):
        if not _NO_NAME.fullmatch(name) and name.casefold() != site.casefold() and said(name):
            found[(families or {}).get(name) or family_first(name, language)] = None
    return list(found)


_BYLINE = re.compile(
    r"(?i:(?:(?:written|words|text|story|report(?:ed)?)\s+)?by\s*:?\s+)(?=[^\W\d_a-z])"
)


def byline(texts: Iterable[str], language: str = "en") -> list[str]:
    """Who wrote a text, by the first of its paragraphs that says nothing else: `By Anna Rao`."""
    for text in texts:
        if _BYLINE.match(text) and len(text.split()) <= 12 and not re.search(r"[.!?]$", text):
            return people([text], language=language)
    return []


def _parts(text: str) -> Iterator[str]:
    """The names in a byline: `Anna Rao and Tom Hart`, `Rao, Anna; Hart, Tom`, `Rao, Anna`."""
    for part in re.split(r"\s*[;|·•\n]\s*|\s+(?:and|&|und|et|y)\s+(?=\S+\s+\S|\S+,)", text):
        part = _BEFORE.sub("", " ".join(part.split()), count=1).strip(" .,:–—-")
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        pieces[1:] = [piece for piece in pieces[1:] if not _ROLE.search(piece)]
        if len(pieces) == 2 and _is_reversed(*pieces):
            yield f"{pieces[0]}, {pieces[1]}"
        else:
            for piece in pieces:
                yield from re.split(r"^(?:and|&)\s+", piece)[-1:]


def _is_reversed(family: str, given: str) -> bool:
    """Whether two parts with a comma between them are one name, the family's first."""
    short = len(given.split()) <= 2 and len(_core(family)) == 1
    return short and not _BODY.search(family) and not _NO_NAME.fullmatch(given)


def _core(name: str) -> list[str]:
    return [word for word in name.split() if word.casefold() not in _PARTICLES]


def family_first(name: str, language: str = "en") -> str:
    """A person's name as `Family, Given`; as it is if it may be a body's, or cannot be told.

    Of three names that are written out the second may be either.
    """
    if "," in name or _BODY.search(name) or language[:2] in _FAMILY_FIRST:
        return name
    words = _TITLES.sub("", name).split()
    if len(words) < 2 or not all(_NAME_PART.fullmatch(word) for word in words):
        return name
    if (
        words[0].casefold() in _FAMILIES
        or not words[0][0].isupper()
        or not words[-1][0].isupper()
        or name.isupper()
    ):
        return name
    middle = words[1:-1]
    at = len(words) - 1
    while middle and middle[-1].casefold() in _PARTICLES:
        middle.pop()
        at -= 1
    initials = all(
        len(word.rstrip(".")) == 1 or re.fullmatch(r"([A-Z]\.)+", word) for word in middle
    )
    return f"{' '.join(words[at:])}, {' '.join(words[:at])}" if initials else name
