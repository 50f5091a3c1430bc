"""A page and what extractors find in it → which runs of the page's own text are its article.

An extractor gives text, but loses part of what the text is: numbers of lists, merged cells, terms,
raised letters. So it only says which words are the article's, and these are looked up in the page,
where they still have everything around them.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from dossier.markup.markdown_writer import BLOCKS

PARTING = BLOCKS | frozenset(
    "body br caption center cell fieldset head hgroup html item lb legend list option quote row"
    " search tbody td tfoot th thead tr".split()
)
"""What a run of text ends at, in HTML and in what trafilatura makes of it."""
SILENT = frozenset(
    "audio base button canvas datalist embed frame frameset iframe input link map meta noscript"
    " object param progress script select source style svg template textarea title track"
    " video".split()
)
"""Elements whose text is no part of what a page says."""
ASIDE = frozenset("aside figcaption footer form nav".split())
"""Elements whose text is beside the article, if one extractor alone takes it."""
GRAM = 4
"""Words in a row by which texts are compared that are not the same throughout."""
ENOUGH = 0.6
"""Which share of a run's rows of words must be in a text for the run to be taken from it."""

_WORD = re.compile(r"\w+")


@dataclass(slots=True, eq=False)
class Run:
    """Text that nothing parts: of a paragraph, a cell, an item, a heading.

    `slots` are its pieces in the tree: an element, and whether the piece stands before or in it
    (`text`) or after it (`tail`). `linked` is how many of its words are within links, `aside` says
    whether it stands in an element that is beside the text, `beside` whether in one that is named
    so.
    """

    slots: list[tuple[etree._Element, str]] = field(default_factory=list)
    words: tuple[str, ...] = ()
    linked: int = 0
    aside: bool = False
    beside: bool = False

    @property
    def text(self) -> str:
        return "".join(getattr(element, place) for element, place in self.slots)

    @property
    def block(self) -> etree._Element:
        """The element in which it begins."""
        element, place = self.slots[0]
        found = element if place == "text" else element.getparent()
        return element if found is None else found

    @property
    def is_text(self) -> bool:
        """Whether it may be the article's though only one extractor takes it."""
        return not (self.aside or self.beside)

    @property
    def leads_away(self) -> bool:
        """Whether most of its words are links."""
        return self.linked * 2 >= len(self.words)


def find_runs(root: etree._Element) -> list[Run]:
    """The runs of text within an element, in their order; those without a word are left out."""
    runs = [Run()]
    silent = links = asides = 0  # how many elements of the kind are open

    def put(element: etree._Element, place: str) -> None:
        text = getattr(element, place)
        if text and not silent:
            run = runs[-1]
            run.slots.append((element, place))
            words = _WORD.findall(text.casefold())
            run.linked += len(words) if links else 0
            run.aside |= bool(asides and words)

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            silent += element.tag in SILENT
            links += element.tag == "a"
            asides += element.tag in ASIDE
            if element.tag in PARTING:
                runs.append(Run())
            put(element, "text")
            continue
        if event == "end":
            silent -= element.tag in SILENT
            links -= element.tag == "a"
            asides -= element.tag in ASIDE
            if element.tag in PARTING:
                runs.append(Run())
        if element is not root:
            put(element, "tail")
    for run in runs:
        run.words = tuple(_WORD.findall(run.text.casefold()))
    return [run for run in runs if run.words]


def locate(runs: Sequence[Run], texts: Sequence[Run]) -> list[bool]:
    """Which runs of a page are among the texts, which are mostly in the page's order.

    A run is there if the same words are, or, between such, most of its rows of words.
    """
    pairs = _ordered(_unique_pairs(runs, texts))
    pairs = list(_filled(runs, texts, pairs))
    found = [False] * len(runs)
    taken = [False] * len(texts)
    for here, there in pairs:
        found[here] = taken[there] = True
    starts = [(-1, -1), *pairs]
    for (here, there), (next_here, next_there) in zip(
        starts, [*pairs, (len(runs), len(texts))], strict=True
    ):
        grams = _grams(
            word for text in texts[there + 1 : next_there] for word in (*text.words, "\n")
        )
        if not grams:
            continue
        for index in range(here + 1, next_here):
            found[index] = _share(runs[index].words, grams) >= ENOUGH
    left = {text.words for text, is_taken in zip(texts, taken, strict=True) if not is_taken}
    for index, run in enumerate(runs):
        found[index] |= len(run.words) >= 2 * GRAM and run.words in left
    return found


def _unique_pairs(runs: Sequence[Run], texts: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """Runs and texts of the same words, which stand in each only once."""
    count = Counter(run.words for run in runs)
    there = Counter(text.words for text in texts)
    places = {text.words: index for index, text in enumerate(texts) if there[text.words] == 1}
    for index, run in enumerate(runs):
        if count[run.words] == 1 and run.words in places:
            yield index, places[run.words]


def _ordered(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs in which both numbers rise; the first one rises as they come."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    rows = list(pairs)
    for index, (_, there) in enumerate(rows):
        place = bisect_left(tops, there)
        before.append(ends[place - 1] if place else -1)
        tops[place : place + 1] = [there]
        ends[place : place + 1] = [index]
    found: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(rows[at])
        at = before[at]
    return found[::-1]


def _filled(
    runs: Sequence[Run], texts: Sequence[Run], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The pairs, and between them those of the same words in the same order."""
    here, there = 0, 0
    for next_here, next_there in [*pairs, (len(runs), len(texts))]:
        places: dict[tuple[str, ...], list[int]] = {}
        for index in range(next_here - 1, here - 1, -1):
            places.setdefault(runs[index].words, []).append(index)
        at = here - 1
        for index in range(there, next_there):
            ways = places.get(texts[index].words, [])
            while ways and ways[-1] <= at:
                ways.pop()
            if ways:
                at = ways.pop()
                yield at, index
        if next_here < len(runs):
            yield next_here, next_there
        here, there = next_here + 1, next_there + 1


def _grams(words: Iterable[str]) -> set[tuple[str, ...]]:
    """All rows of up to `GRAM` words."""
    row = tuple(words)
    return {row[at : at + size] for size in range(1, GRAM + 1) for at in range(len(row) - size + 1)}


def _share(words: tuple[str, ...], grams: set[tuple[str, ...]]) -> float:
    size = min(GRAM, len(words))
    rows = [words[at : at + size] for at in range(len(words) - size + 1)]
    return sum(row in grams for row in rows) / len(rows)


DISAGREE = 0.5
"""Which share of the shorter of two texts is also in the other, at the least, if they are of one
article."""
MUCH = 0.25
"""A text beyond what an extractor found belongs to the article if it has this share of its words:
what is beside an article is shorter, or links."""
AGREE = 0.7


def choose(runs: Sequence[Run], first: Sequence[bool], second: Sequence[bool]) -> list[bool]:
    """Which runs are the article, by what two extractors take; the first one has the say.

    What the second one has between the ends of the first was left out by mistake, and so was what
    it has beyond them if it is much. What the first one alone has beyond all that both have, and is
    links, is what comes after an article.
    """
    words = [len(run.words) for run in runs]
    both = [one and other for one, other in zip(first, second, strict=True)]
    sizes = [_sum(words, taken) for taken in (first, second, both)]
    if not sizes[0] or not sizes[1]:
        return list(first if sizes[0] else second)
    if sizes[2] < DISAGREE * min(sizes[:2]):
        return list(first if 3 * sizes[0] >= sizes[1] else second)
    kept = list(first)
    start, end = _ends(first)
    for index in range(start, end):
        run = runs[index]
        kept[index] |= second[index] and run.is_text and (not run.leads_away or words[index] < 5)
    for beyond in (range(start), range(end, len(runs))):
        more = [i for i in beyond if second[i] and runs[i].is_text and not runs[i].leads_away]
        if sum(words[i] for i in more) >= MUCH * sizes[0]:
            for index in more:
                kept[index] = True
    if sizes[2] >= AGREE * sizes[0]:
        start, end = _ends(both)
        for index in (*range(start), *range(end, len(runs))):
            kept[index] &= second[index] or not runs[index].leads_away
    return kept


def agreement(runs: Sequence[Run], first: Sequence[bool], second: Sequence[bool]) -> float:
    """How much of the words that either of two has, both have; 1 if neither has any."""
    words = [len(run.words) for run in runs]
    both = sum(n for n, a, b in zip(words, first, second, strict=True) if a and b)
    either = sum(n for n, a, b in zip(words, first, second, strict=True) if a or b)
    return both / either if either else 1.0


def _sum(words: Sequence[int], taken: Sequence[bool]) -> int:
    return sum(count for count, is_taken in zip(words, taken, strict=True) if is_taken)


def _ends(taken: Sequence[bool]) -> tuple[int, int]:
    """From which to before which run a text reaches."""
    places = [index for index, is_taken in enumerate(taken) if is_taken]
    return places[0], places[-1] + 1
