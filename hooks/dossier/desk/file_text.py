"""Changes a key in front matter as a person would: all else in the file stays, byte for byte."""

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from io import StringIO

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

from dossier.reading.front_matter import split

LONG = 100
"""Columns; a longer text is folded over several lines."""
_ENDS = "\r\n"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ITEM = re.compile(r"^( *)[^\s#-][^\n]*:[^\S\n]*\n( *)- ", re.MULTILINE)


def edit(path: str, text: str, change: Callable[[CommentedMap], None]) -> str:
    """The text of a file with its front matter changed; the file at `path` had this text.

    Where there is no front matter, one is begun. Raises `Problems` if it is not closed, and
    ValueError if it is no YAML.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = _LINE.findall(text.removeprefix(mark))
    plain = "".join(f"{line.rstrip(_ENDS)}\n" for line in lines)
    source, body, first = split(path, plain)
    style = _style(source)
    try:
        data = style.load(source) if source.strip() else CommentedMap()
        if not isinstance(data, CommentedMap):
            raise ValueError("the front matter is no list of keys")
        before = _dump(style, data) if data else source
        change(data)
    except YAMLError as error:
        raise ValueError(str(error).partition("\n")[0]) from None
    after = _carry_over(source, before, _dump(style, data) if data else "")
    has_none = body == plain
    head = [] if has_none else lines[: first - 1]
    fence = ["---", "---"] if has_none else [head[0].rstrip(_ENDS), head[-1].rstrip(_ENDS)]
    written = _with_endings([fence[0], *after.splitlines(), fence[1]], head, lines)
    return mark + written + "".join(lines[len(head) :])


def quoted(words: str) -> str:
    """A text as a value that every reader of YAML takes for this text."""
    try:
        is_plain = yaml.safe_load(words) == words
    except (yaml.YAMLError, ValueError):  # also of what looks like a day and is none
        is_plain = False
    if len(words) > LONG and words == " ".join(words.split()):
        return _folded(words)
    return words if is_plain else DoubleQuotedScalarString(words)


def _folded(words: str) -> FoldedScalarString:
    folded: FoldedScalarString = FoldedScalarString(words)
    places: list[int] = []
    begun = 0
    for space in (found.start() for found in re.finditer(" ", words)):
        end = words.find(" ", space + 1)
        if (len(words) if end < 0 else end) - begun > LONG - 4:
            places.append(space)
            begun = space + 1
    folded.fold_pos = places  # type: ignore[attr-defined]
    return folded


def _style(source: str) -> YAML:
    """Reads and writes YAML in the way of this front matter."""
    style = YAML()
    style.preserve_quotes = True
    style.width = 1_000_000
    style.allow_unicode = True
    found = _ITEM.search(source)
    offset = len(found[2]) - len(found[1]) if found else 2
    style.indent(mapping=2, sequence=offset + 2, offset=offset)
    return style


def _dump(style: YAML, data: CommentedMap) -> str:
    stream = StringIO()
    style.dump(data, stream)
    return stream.getvalue()


def _carry_over(source: str, before: str, after: str) -> str:
    """The source with what differs between two ways in which it was written anew.

    What was written anew need not look like the source where people write in another way; the
    source's lines stay, but for those that changed.
    """
    if before == source:
        return after
    kept, old, new = (text.splitlines(keepends=True) for text in (source, before, after))
    places = _alignment(kept, old)
    lines: list[str] = []
    done = 0
    for tag, first, last, start, end in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            continue
        while first and places[first] is None:
            first, start = first - 1, start - 1
        while last < len(old) and places[last] is None:
            last, end = last + 1, end + 1
        begin = places[first]
        stop = places[last]
        if begin is None or stop is None or begin < done:
            return after
        lines += [*kept[done:begin], *new[start:end]]
        done = stop
    result = "".join([*lines, *kept[done:]])
    return result if yaml.safe_load(result) == yaml.safe_load(after) else after


def _alignment(kept: Sequence[str], old: Sequence[str]) -> list[int | None]:
    """Of each line that was written anew, and of the end, the line of the source it is.

    Lines that differ only by white space are the same.
    """
    places: list[int | None] = [None] * (len(old) + 1)
    words, words_anew = ([" ".join(line.split()) for line in text] for text in (kept, old))
    for _, first, last, start, end in SequenceMatcher(None, words, words_anew, False).get_opcodes():
        if last - first == end - start:
            places[start:end] = range(first, last)
    places[0] = 0
    places[len(old)] = len(kept)
    return places


def _with_endings(lines: Sequence[str], head: Sequence[str], every: Sequence[str]) -> str:
    """Lines of front matter, each ended as it was in the head of the file, or as others are."""
    bare = [line.rstrip(_ENDS) for line in head]
    usual = every[0][len(every[0].rstrip(_ENDS)) :] if every else "\n"
    written: list[str] = []
    for tag, first, last, start, end in SequenceMatcher(None, bare, lines, False).get_opcodes():
        if tag == "equal":
            written += head[first:last]
        else:
            written += [line + (usual or "\n") for line in lines[start:end]]
    return "".join(written)
