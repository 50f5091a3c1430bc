"""Tells the set forms of law and courtesy, which say little by themselves, from what is said."""

import regex

_FORMULA = regex.compile(
    r"""
    ^(?:by\s(?:the\s)?(?:authority|power|virtue)\s(?:vested|of) | pursuant\sto\s | now,?\stherefore
      | whereas\b | in\switness\swhereof | done\s(?:at|in)\s | adopted\s(?:at|in|on)\s
      | (?:section|sec\.|article|art\.|annex|chapter)\s+[0-9IVX]+\b | §
      | \([a-z0-9]{1,4}\)\s | [a-z]\)\s | thank\s(?:you|God) | good\s(?:morning|afternoon|evening)
      | (?:many\s)?thanks\b | welcome(?:,|\s(?:to|all|everyone))\b
      | it(?:\sis|[’']s)\s(?:an?|my)\s(?:great\s)?(?:pleasure|honou?r|privilege)\b
      | (?:ladies|dear|excellenc(?:y|ies))\b )
    | \b(?:hereby|herein|hereof|thereof|notwithstanding|redelegate)\b | \bapplicable\slaw\b
    | \bU\.S\.C\. | \bHTSUS\b | \bset\sforth\b | \bsubsections?\s\( | \benforceable\sat\slaw\b
    | \bthis\s(?:order|section|act|article)\s(?:shall|is)\b
    | \b(?:of|under)\sthis\s(?:order|act|regulation|decree|proclamation)\b
    | \bshall\s(?:be|become)\seffective\b | \bheld\s(?:to\sbe\s)?invalid\b
    | \beastern\s(?:standard|daylight)\stime\b | \bannex(?:es)?\s[IVX]+\b
    | \bshall\s(?:not\s)?be\s(?:construed|deemed|severable|null|borne)\b
    | \bto\sthe\s(?:(?:maximum|fullest)\s)?extent\spermitted\sby\b
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


def is_formula(text: str) -> bool:
    """Whether a text is, or holds, a form of words of law or courtesy; of English ones."""
    return bool(_FORMULA.search(text.strip()))
