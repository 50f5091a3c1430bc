"""What a licence says of copies in bulk, as the front matter of an article states it."""

import regex

_RESERVED = regex.compile(
    r"""\ball\s+rights\s+(?:are\s+)?reserved\b | \breserv(?:es?|ing)\s+all\s+rights\b
      | \balle\s+rechte\s+vorbehalten\b | \balle\s+rechten\s+voorbehouden\b
      | \btous\s+(?:les\s+)?droits\s+(?:sont\s+)?réservés\b | \btutti\s+i\s+diritti\s+riservati\b
      | \btodos\s+(?:los\s+derechos|os\s+direitos)\s+reservados\b
      | \bвсе\s+права\s+(?:защищены|сохранены)\b | सर्वाधिकार\s+सुरक्षित | 版[权權]所有
    """,
    regex.IGNORECASE | regex.VERBOSE,
)
_NOTICE = regex.compile(
    r"(?:copyright(?!\w)|©|\(c\))(?:\s*(?:copyright|©|\(c\)))?(?P<owner>.*)", regex.IGNORECASE
)
_GRANT = regex.compile(
    r"""\b(?:CC|GPL|MIT|OGL|BSD|ODbL|GODL)\b | creative\s+commons | licen[cs]e | public\s+domain
      | \b(?:free|may|permi\w+|permitted|allowed|reus\w*|attribution|some\s+rights)\b | https?:""",
    regex.IGNORECASE | regex.VERBOSE,
)


def reserves_all_rights(licence: str) -> bool:
    """Whether a licence says that all rights are reserved, or says whose they are and no more."""
    text = " ".join(licence.split())
    notice = _NOTICE.match(text)
    return bool(_RESERVED.search(text)) or bool(notice and not _GRANT.search(notice["owner"]))
