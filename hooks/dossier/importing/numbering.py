"""The numbers of lists and headings in a Word file, which stand nowhere in its text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from dossier.importing.markdown import write_number

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{SPACE}}}"
FORMS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


@dataclass(slots=True)
class Numbering:
    """Counts the paragraphs of a document as Word does, one after the other."""

    _levels: Mapping[str, Mapping[int, _Level]]
    _lists: Mapping[str, tuple[str, Mapping[int, int]]]
    _styles: Mapping[str, tuple[str, int]]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, paragraph: etree._Element) -> str:
        """What Word shows before a paragraph, such as `3.` or `2.1`; empty if that is no number."""
        number, level = self._place(paragraph)
        if number not in self._lists:
            return ""
        kind, overrides = self._lists[number]
        levels = self._levels.get(kind, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(kind, {})
        if level in overrides and (number, level) not in self._begun:
            self._begun.add((number, level))
            counts[level] = overrides[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if levels[level].form in ("bullet", "none"):
            return ""

        def count(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            which = levels.get(at, levels[level])
            return write_number(counts.get(at, which.start), FORMS.get(which.form, "1"))

        return re.sub(r"%(\d)", count, levels[level].text).strip()

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list that a paragraph belongs to, and its level in it."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        number, level = self._styles.get(
            style.get(f"{W}val", "") if style is not None else "", ("", 0)
        )
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None:
            number = value(own, "numId") or number
            level = _integer(value(own, "ilvl"), level)
        return number, level


def value(element: etree._Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _integer(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else otherwise


def read_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """What `numbering.xml` and `styles.xml` say of the lists of a document."""
    levels: dict[str, dict[int, _Level]] = {}
    lists: dict[str, tuple[str, dict[int, int]]] = {}
    for kind in numbering.iter(f"{W}abstractNum") if numbering is not None else ():
        levels[kind.get(f"{W}abstractNumId", "")] = {
            _integer(level.get(f"{W}ilvl", ""), 0): _Level(
                _integer(value(level, "start"), 1),
                value(level, "numFmt"),
                value(level, "lvlText"),
            )
            for level in kind.iter(f"{W}lvl")
        }
    for one in numbering.iter(f"{W}num") if numbering is not None else ():
        overrides = {
            _integer(change.get(f"{W}ilvl", ""), 0): _integer(value(change, "startOverride"), 1)
            for change in one.iter(f"{W}lvlOverride")
            if change.find(f"{W}startOverride") is not None
        }
        lists[one.get(f"{W}numId", "")] = (value(one, "abstractNumId"), overrides)
    numbered = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        place = style.find(f"{W}pPr/{W}numPr")
        if place is not None:
            name = style.get(f"{W}styleId", "")
            numbered[name] = value(place, "numId"), _integer(value(place, "ilvl"), 0)
    return Numbering(levels, lists, numbered)
