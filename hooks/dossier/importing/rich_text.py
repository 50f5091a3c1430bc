"""An RTF file → its text. striprtf reads it; raised and lowered letters are marked before."""

import re

from striprtf.striprtf import rtf_to_text

from dossier.importing.draft import Draft, Unreadable, known
from dossier.importing.facts import day, people, said
from dossier.importing.markdown import escape, lower_text, raise_text
from dossier.importing.word import dated

RAISED, LOWERED, END = "\ue000", "\ue001", "\ue002"
_SET_OFF = re.compile(r"\\(super|sub)(?:\s|(?=\\))((?:[^{}\\]|\\'[0-9a-f]{2}|\\u-?\d+\s?\??)+)")
_BULLET = re.compile(r"^[•‣▪●◦·]\s+")


def read_rich_text(data: bytes) -> Draft:
    """Read the paragraphs of an RTF file; raises `Unreadable`."""
    source = data.decode("latin-1")
    marked = _SET_OFF.sub(
        lambda f: f" {_code(RAISED if f[1] == 'super' else LOWERED)}{f[2]}{_code(END)} ", source
    )
    try:
        text: str = rtf_to_text(marked, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, TypeError, LookupError):
        raise Unreadable("is not an RTF file that can be read; save it again") from None
    text = re.sub(rf" ?{RAISED}(.*?){END} ?", lambda f: raise_text(f[1]), text)
    text = re.sub(rf" ?{LOWERED}(.*?){END} ?", lambda f: lower_text(f[1]), text)
    blocks = [" ".join(line.split()) for line in text.split("\n")]
    written = [_block(block) for block in blocks if block]
    about = {key: _plain(value) for key, value in _INFO.findall(source[:20_000])}
    made = re.search(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})", source[:20_000])
    found = day("-".join(f"{int(part):02}" for part in made.groups())) if made else None
    keys = known(
        title=said(about.get("title")), date=found, authors=people([about.get("author", "")])
    )
    unread = ["its headings, emphasis and pictures are left out: save it as .docx to keep them"]
    unread += [dated(found)] if found else []
    return Draft(
        re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", "\n\n".join(written)),
        keys=keys,
        unread=tuple(unread),
    )


_INFO = re.compile(r"\{\\(title|author)\s([^{}]*)\}")


def _code(sign: str) -> str:
    return f"\\u{ord(sign) - 65536}?"


def _block(text: str) -> str:
    bullet = _BULLET.match(text)
    return f"- {escape(text[bullet.end() :])}" if bullet else escape(text)


def _plain(text: str) -> str:
    return re.sub(
        r"\\'([0-9a-f]{2})", lambda f: bytes.fromhex(f[1]).decode("cp1252", "replace"), text
    )
