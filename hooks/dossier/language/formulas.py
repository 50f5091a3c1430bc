"""Tells the set forms of law and courtesy, which say little by themselves, from what is said."""

import regex

_BEGINS = regex.compile(
    r"""
    by\s(?:the\s)?(?:authority|power|virtue)\s(?:vested|of) | pursuant\sto\s | now,?\stherefore
    | whereas\b | in\switness\swhereof | done\s(?:at|in)\s | adopted\s(?:at|in|on)\s
    | (?:section|sec\.|article|art\.|annex|chapter)\s+[0-9IVX]+\b | §
    | \([a-z0-9]{1,4}\)\s | [a-z]\)\s | thank\s(?:you|God) | good\s(?:morning|afternoon|evening)
    | (?:many\s)?thanks\b | welcome(?:,|\s(?:to|all|everyone))\b
    | it(?:\sis|[’']s)\s(?:an?|my)\s(?:great\s)?(?:pleasure|honou?r|privilege)\b
    | (?:ladies|dear|excellenc(?:y|ies))\b
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_HOLDS = regex.compile(
    r"""\b(?:
    (?:hereby|herein|hereof|thereof|notwithstanding|redelegate)\b | applicable\slaw\b
    | U\.S\.C\. | HTSUS\b | set\sforth\b | subsections?\s\( | enforceable\sat\slaw\b
    | this\s(?:order|section|act|article)\s(?:shall|is)\b
    | (?:of|under)\sthis\s(?:order|act|regulation|decree|proclamation)\b
    | shall\s(?:be|become)\seffective\b | held\s(?:to\sbe\s)?invalid\b
    | eastern\s(?:standard|daylight)\stime\b | annex(?:es)?\s[IVX]+\b
    | shall\s(?:not\s)?be\s(?:construed|deemed|severable|null|borne)\b
    | to\sthe\s(?:(?:maximum|fullest)\s)?extent\spermitted\sby\b )""",
    regex.VERBOSE | regex.IGNORECASE,
)
"""All begin where a word does: to look for each by itself takes six times as long."""


def is_formula(text: str) -> bool:
    """Whether a text is, or holds, a form of words of law or courtesy; of English ones."""
    stripped = text.strip()
    return bool(_BEGINS.match(stripped) or _HOLDS.search(stripped))
