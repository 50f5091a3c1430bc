"""Tells the sentences that can be read alone, and those that say nothing but a date, of English."""

import regex

from dossier.language.formulas import is_formula
from dossier.language.tense import tense_about

_OPENS = regex.compile(r"[\p{Lu}\p{N}“\"]")
_MARK = regex.compile(r"\s*[-–—*•·▪◦]\s*")
_LEANS_ON_OTHERS = regex.compile(
    r"(?:he|she|it|its|his|her|they|their|them|we|our|i|my|you|your|this|that|these|those|such|both"
    r"|but|and|or|nor|so|yet|also|however|moreover|furthermore|therefore|thus|meanwhile|instead"
    r"|there|here|then|as|so|if|when|while|after|since|again|first|second|third|finally|next|through"
    r"|specifically|similarly|likewise|additionally|accordingly|consequently|otherwise|hence"
    r"|nevertheless|nonetheless|subsequently|separately|indeed|in particular|in fact"
    r"|for example|for instance|in addition|as a result|in this|in that|in turn"
    r"|to this|to that|at the same|on this|by doing|(?:an )?additional|another|the (?:former|latter"
    r"|same|two|order|move|agreement|statement|meeting|visit|leaders)|the (?:partnership|initiative"
    r"|mou|memorandum|programme|program|plan|project|framework|deal|pact)"
    r"(?! (?:of|for|on|to|between|with))|[^,]{1,80}, (?:he|she|it|they|his|her|its|their|both))\b"
    r"|[0-9]{1,2}[.)]\s|at its core\b",
    regex.IGNORECASE,
)
_SPEAKS = regex.compile(
    r"\b(?:I|we|you|your|my|me|us|our|today|tomorrow|yesterday|above|below)\b|[?!…:;]|\("
    r"|’(?:ve|re|m|ll)\b"
)
_POINTS_BACK = regex.compile(
    r"\b(?:also|this|these|such(?! as)|those(?! (?:who|whose|which|that|of|in|with|from))|therefore"
    r"|thereby|thereof|therein|the (?:former|latter|said|same))\b"
)
"""Words by which a sentence adds to one before it, or tells of what that named."""
_SPOKEN = regex.compile(
    r"\b(?:I|we|you|your|my|me|us|our|We|Our|You|My)\b|[?!…]|’(?:ve|re|m|ll)\b"
    r"|\p{Lu}{4,}[\p{Lu}. ]*:"
)
_BYLINE = regex.compile(
    r"(?:by|posted|published|updated|written|reported|filed|issued|released|modified|reporting"
    r"|last\s(?:updated|modified)|first\spublished|date)\b[\s:]",
    regex.IGNORECASE,
)
_CAPTION = regex.compile(
    r"""^\W*(?:file\s)?(?:photo|photograph|picture|image|caption|pic)\b
      | \b(?:photo|image|picture|photograph|file)\s?(?:credit|courtesy|by|photo|:)
      | ^\(?(?:L-R|from\sleft|left\sto\sright)\b | \bGetty\sImages\b | \|\s?(?:photo|image|pic)\b
      | \((?:photo|image|pic|AP|AFP|Reuters|PTI|ANI|Getty|EPA|X/|@)[^)]*\)\W*$""",
    regex.VERBOSE | regex.IGNORECASE,
)
_MARKUP = regex.compile(r"</?[a-z][^<>]*>")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}’'-]*")
_CITED = regex.compile(
    r"\b(?:Orders?|Acts?|Proclamation|Resolution|Regulations?|Directive|Decree|Law|Notification"
    r"|Memorandum|Circular|Rules?|No\.?)(?:\s[\w./()-]*\d[\w./()-]*)?,?\s(?:of|dated)\s$"
)
_DASH = regex.compile(r"\s?[–—-]\s|\)\s?[–—-]|:\s")
LEAST_WORDS = 4
"""Words besides a date, without which nothing is said, unless one is a verb."""
LONGEST_BYLINE = 12
LONGEST_DATELINE = 8


def stands_alone(sentence: str) -> bool:
    """Whether a sentence can be understood without those around it, and nobody speaks in it."""
    return (
        bool(_OPENS.match(sentence))
        and not _LEANS_ON_OTHERS.match(sentence)
        and not _SPEAKS.search(sentence)
        and not _POINTS_BACK.search(sentence)
        and not is_formula(sentence)
    )


def is_statement(sentence: str, start: int = 0, end: int = 0) -> bool:
    """Whether a sentence says something besides the words from `start` to `end`.

    Datelines, bylines, captions, formulas and text that is markup say nothing that is read alone.
    """
    rest = _MARK.sub("", sentence[:start], count=1) + " " + sentence[end:]
    words = len(_WORD.findall(rest))
    if is_formula(_MARK.sub("", sentence, count=1)):
        return False
    if words < LEAST_WORDS and not (words > 1 and _is_clause(sentence, start, end)):
        return False
    if _CAPTION.search(sentence) or _MARKUP.search(sentence):
        return False
    if _BYLINE.match(sentence) and words < LONGEST_BYLINE and not _is_clause(sentence, start, end):
        return False
    return not (end and _is_dateline(sentence, start, end))


def _is_dateline(sentence: str, start: int, end: int) -> bool:
    """Whether a date stands before a dash, with nothing but names: `OSLO, 3 May (AP) —`."""
    dash = _DASH.search(sentence, end)
    if not dash or len(sentence[: dash.start()].split()) > LONGEST_DATELINE:
        return False
    names = _WORD.findall(f"{sentence[:start]} {sentence[end : dash.start()]}")
    return bool(names) and all(name[0].isupper() for name in names)


def tells(sentence: str, start: int, end: int) -> bool:
    """Whether a statement is more than dated by the words from `start` to `end`.

    So it is where a verb goes with them, nobody speaks, and no decree is merely named by its day.
    """
    said = _MARK.sub("", sentence, count=1)
    return (
        _is_clause(sentence, start, end)
        and not _LEANS_ON_OTHERS.match(said)
        and not _SPOKEN.search(said)
        and not _CITED.search(sentence, max(0, start - 60), start)
    )


def _is_clause(sentence: str, start: int, end: int) -> bool:
    return tense_about(sentence, start, end)[0] != ""
