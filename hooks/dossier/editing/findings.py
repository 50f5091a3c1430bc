"""`Dossier` → `Finding`s: what the machine was unsure of, or what looks like an oversight."""

import hashlib
import json
import shlex
import sys
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from pathlib import Path
from typing import Literal, NamedTuple, Self

from dossier.core.cache import Cache
from dossier.core.digest import code, digest
from dossier.core.model import Article, Dossier, Passage, Term, Topic, Weighing
from dossier.editing.likeness import Likeness, words_of
from dossier.language.name_candidates import NameWords, find_name_candidates, read_name_words
from dossier.language.near_duplicates import find_near_duplicates, sketch_of
from dossier.language.words import split_words
from dossier.placing.classify import (
    ENOUGH,
    FAR_MORE,
    LONG_PASSAGE,
    SHORT_ARTICLE,
    Context,
    is_outweighed,
    suffices,
)
from dossier.placing.statements import find_figures, find_moments

FindingKind = Literal[
    "article twice",
    "no date",
    "in passing",
    "weak words only",
    "nearly",
    "no theme",
    "needless override",
    "word of two themes",
    "name without a page",
    "name never mentioned",
    "term never found",
]

TITLES: dict[FindingKind, tuple[str, str]] = {
    "article twice": ("Articles that another one repeats", "delete one of the two files"),
    "no date": (
        "Articles without a date",
        "add `date: 2025-12-09`, or begin the file’s name with the day",
    ),
    "in passing": (
        "Passages placed by few words, in an article of other things or beside more of them",
        "if it is wrong, add `place: [{at: p1, not: [theme]}]`, or move the word to `weak`",
    ),
    "weak words only": (
        "Passages placed by weak words only",
        "if it is wrong, add `place: [{at: p1, not: [theme]}]`",
    ),
    "nearly": (
        "Themes that nearly gathered a passage",
        "if it belongs there, add `place: [{at: p1, in: [theme]}]`",
    ),
    "no theme": (
        "Passages that no theme gathered",
        "if one should have, add `place: [{at: p1, in: [theme]}]`",
    ),
    "needless override": ("Overrides that change nothing", "take the line out"),
    "word of two themes": (
        "Words that two themes gather",
        "if it says only one of them, take it out of the other",
    ),
    "name without a page": (
        "Names in two or more passages that have no page",
        "if readers would look for it, begin a page by the command",
    ),
    "name never mentioned": (
        "Name pages that no passage mentions",
        "add the form in which articles write it to `aliases`",
    ),
    "term never found": ("Terms that no passage has", "look for a misspelling, or leave it"),
}
"""Of each kind its title and what to do about it; by risk, that is by how often it is a mistake
and what the mistake does to readers."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should look at, and where. `subject` is the theme, name or word.

    `article` (a slug) and `anchor` are given where it is about a passage. `id` stays the same until
    the words that it is about change. `risk` goes from 0 to 100, `mend` says what to do.
    """

    kind: FindingKind
    path: str
    line: int
    subject: str
    message: str
    article: str | None = None
    anchor: str | None = None
    id: str = ""
    risk: int = 0
    mend: str = ""

    @property
    def settled(self) -> str:
        """The line that settles it: its id, and for people what it is about."""
        place = f"{self.path} {self.anchor}" if self.anchor else self.path
        return " ".join(f"{self.id} {self.kind}: {place} {self.subject}".split())


_values = attrgetter(*(field.name for field in fields(Finding)))
"""Those of a finding, of which `Finding` makes it again."""
SHORT = 6
"""Words; what is shorter, as a dateline or thanks, is not missed in a theme."""
LITTLE = 3
"""The weight up to which words may say nothing beside much more of another theme."""
FEW = 5
"""Passages of an article, of which one does not tell what belongs to another."""
SETTLED = "settled.txt"
"""The file in a project's folder that lists the findings which an editor has looked at."""


def review(
    dossier: Dossier, settled: Container[str] = (), cache: Cache | None = None
) -> tuple[Finding, ...]:
    """All findings but those that are settled (by their ids), the riskiest first.

    Those of one kind stand together, in the order of `TITLES`; of equals the order is that of the
    dossier. With a cache they are kept for as long as nothing changes, and what is read in an
    article for as long as that one does not.
    """
    if not cache:
        return Reviewer().review(dossier, settled)
    versions = [dossier.versions.get(article.slug, "") for article in dossier.articles]
    topics = [topic.digest for topic in dossier.topics]
    key = digest("review", code(), topics, versions) if all(versions) else ""
    found = cache.result(
        lambda: json.dumps([*map(_values, Reviewer(cache).review(dossier))]).encode(),
        key,
        lambda data: [Finding(*values) for values in json.loads(data)],
    )
    return tuple(finding for finding in found if finding.id not in settled)


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A finding in an article, and when it is told: always, if nothing else is said.

    With a theme (by slug) in `like` it is told if the passage is like those of the theme, and with
    `otherwise` if no such one is told of the passage.
    """

    finding: Finding
    like: str = ""
    otherwise: bool = False


class _Read(NamedTuple):
    """What is read in an article, whatever the others say.

    `words` are those of its gathering passages, by their anchors; by them they are compared with
    others. `sketch` stands for the whole.
    """

    doubts: Sequence[_Doubt]
    words: Mapping[str, str]
    names: NameWords
    sketch: Sequence[int]

    def pack(self) -> bytes:
        """What is read, as JSON."""
        doubts = [(_values(doubt.finding), doubt.like, doubt.otherwise) for doubt in self.doubts]
        return json.dumps([doubts, *self[1:]]).encode()

    @classmethod
    def unpack(cls, data: bytes) -> Self:
        doubts, words, names, sketch = json.loads(data)
        rows = [_Doubt(Finding(*values), like, otherwise) for values, like, otherwise in doubts]
        return cls(rows, words, NameWords(*names), sketch)


class Reviewer:
    """Reviews edition after edition of a dossier; in most articles nothing changes meanwhile.

    What is read in an article is at hand from the last review, or kept in the cache.
    """

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache or Cache()
        self._known: dict[str, tuple[str, _Read]] = {}

    def review(self, dossier: Dossier, settled: Container[str] = ()) -> tuple[Finding, ...]:
        """As the function of this name."""
        read = self._read(dossier)
        told = [*_doubts(dossier, read)]
        told += map(_told, _unnamed(dossier, read))
        told += map(_told, _unmentioned(dossier))
        told += map(_told, _never_found(dossier))
        told += map(_told, _shared_words(dossier.themes))
        told += map(_told, _repeated(dossier, read))
        turns = {kind: turn for turn, kind in enumerate(TITLES)}
        told.sort(key=lambda finding: (turns[finding.kind], -finding.risk))
        return tuple(finding for finding in told if finding.id not in settled)

    def _read(self, dossier: Dossier) -> Mapping[str, _Read]:
        """What is read in each article, by its slug."""
        titles = {theme.slug: theme.title for theme in dossier.themes}
        keys = {
            slug: digest("read for review", version, titles) if version else ""
            for slug in dossier.passages_of_article
            for version in [dossier.versions.get(slug, "")]
        }
        known = {
            slug: (key, read)
            for slug, (key, read) in self._known.items()
            if key and keys.get(slug) == key
        }
        rest = [article for article in dossier.articles if article.slug not in known]

        def work(article: Article) -> bytes:
            return _read(article, dossier.passages_of_article[article.slug], titles).pack()

        self._cache.use(key for key, _ in known.values())
        rest_keys = [keys[article.slug] for article in rest]
        fresh = self._cache.results(work, rest, rest_keys, _Read.unpack)
        for article, made in zip(rest, fresh, strict=True):
            known[article.slug] = keys[article.slug], made
        self._known = known
        return {slug: read for slug, (_, read) in known.items()}


def _read(article: Article, passages: Sequence[Passage], titles: Mapping[str, str]) -> _Read:
    return _Read(
        [
            replace(doubt, finding=_told(doubt.finding, passages))
            for doubt in _of_article(article, passages, titles)
        ],
        {p.block.anchor: words_of(p.block.text) for p in passages if p.gathers},
        read_name_words(passages),
        sketch_of(article),
    )


def _doubts(dossier: Dossier, read: Mapping[str, _Read]) -> Iterator[Finding]:
    """The findings in articles that are to be told, given all passages."""
    likeness = Likeness(
        (read[passage.article.slug].words[passage.block.anchor], [t.slug for t in passage.themes])
        for passage in dossier.passages
        if passage.gathers
    )
    for article in dossier.articles:
        row, is_told = read[article.slug], set[str | None]()
        for doubt in row.doubts:
            anchor = doubt.finding.anchor
            if doubt.like and anchor:
                if likeness(row.words[anchor], doubt.like) <= 0:
                    continue
                is_told.add(anchor)
            elif doubt.otherwise and anchor in is_told:
                continue
            yield doubt.finding


def _told(finding: Finding, passages: Sequence[Passage] = ()) -> Finding:
    """A finding with its id, its risk and what to do about it; in an article, with its passages."""
    about = next((p.block.text for p in passages if p.block.anchor == finding.anchor), "")
    words = " ".join(about.split())
    known = "\n".join((finding.kind, finding.path, finding.subject, words))
    _, mend = TITLES[finding.kind]
    if finding.anchor:
        mend = mend.replace("at: p1", f"at: {finding.anchor}")
    if finding.subject:
        mend = mend.replace("[theme]", f"[{finding.subject}]")
    return replace(
        finding,
        id=hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:6],
        risk=RISKS[finding.kind] + finding.risk,
        mend=mend,
    )


RISKS: dict[FindingKind, int] = {kind: 90 - 9 * place for place, kind in enumerate(TITLES)}
"""Of each kind the least risk; a finding may have up to 9 more."""


def read_settled(root: Path) -> frozenset[str]:
    """The ids of the settled findings of a project: the first word of each line of the file."""
    try:
        text = (root / SETTLED).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(line.split()[0] for line in text.splitlines() if line.strip())


def settle(ids: Sequence[str], lines: Mapping[str, str], root: Path, unknown: str) -> int:
    """Add the lines of these ids to the settled ones of a project; the exit status.

    `unknown` begins what is said of an id without a line.
    """
    if wrong := [id for id in ids if id not in lines]:
        mend = "copy it from between the brackets; one that is settled is told no more"
        print(f"{unknown} the id `{wrong[0]}`; {mend}.", file=sys.stderr)
        return 1
    path = root / SETTLED
    text = path.read_text("utf-8") if path.exists() else ""
    added = [lines[id] for id in dict.fromkeys(ids)]
    path.write_text("\n".join([*text.splitlines(), *added]) + "\n", "utf-8")
    for line in added:
        print(f"{SETTLED}: {line}")
    return 0


def excerpt(text: str, length: int = 60) -> str:
    """The beginning of a text, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= length else words[:length].rstrip() + "…"


def _undated(article: Article) -> Iterator[Finding]:
    """An article of which no date is known, and what it misses."""
    if not article.when:
        feed = "" if article.updated else "not in the Atom feeds, "
        missed = f"{feed}last in every list, and their “today” and “in March” on no timeline"
        yield Finding(
            "no date", article.path, 1, "", missed, article.slug, risk=0 if article.updated else 1
        )


def _of_article(
    article: Article, passages: Sequence[Passage], titles: Mapping[str, str]
) -> Iterator[_Doubt]:
    """What is found in an article, by itself."""
    yield from map(_Doubt, _undated(article))
    gathering = [passage for passage in passages if passage.gathers]
    context = Context([{theme.slug for theme in passage.themes} for passage in gathering])
    for place, passage in enumerate(gathering):
        yield from _of_passage(_Doubted(passage, place, context), titles)
    yield from map(_Doubt, _needless_names(article, passages))
    for passage in passages:
        yield from map(_Doubt, _needless_statements(passage))


_May = Literal["no", "if alike", "yes"]


class _Doubted:
    """A passage, and what beside its own words speaks for a theme: its article, and all others."""

    def __init__(self, passage: Passage, place: int, context: Context) -> None:
        self.passage = passage
        self.place = place
        self.context = context
        self.placed = {placement.theme.slug for placement in passage.placements}
        self.decided = {
            v.theme for v in passage.article.verdicts if v.block == passage.block.number
        }

    def beside(self, theme: str) -> int:
        """How many of the two passages beside it belong to a theme."""
        return self.context.beside(theme, self.place)

    def may_belong(self, theme: str, weight: int) -> _May:
        """Whether enough speaks for a theme in which its words, of this weight, do not place it.

        A weak word is enough where the article speaks of its theme; otherwise the passage must be
        like those of the theme, and without a theme, or beside one of this. Where it has no word,
        it must be without a theme, beside one of this, like those of it, and the article must speak
        of it.
        """
        subject, beside = self.context.speaks_of(theme), self.beside(theme) > 0
        if weight and subject:
            return "yes"
        enough = beside or not self.placed if weight else beside and subject and not self.placed
        return "if alike" if enough else "no"

    def is_less(self, weighing: Weighing) -> bool:
        """Whether another theme weighs a good deal more: twice as much, where this is at home."""
        theme = weighing.theme.slug
        times = 2 if self.context.speaks_of(theme) and self.beside(theme) else 1.5
        return any(other.weight >= times * weighing.weight for other in self.passage.weighings)


def _of_passage(doubted: _Doubted, titles: Mapping[str, str]) -> Iterator[_Doubt]:
    passage, context = doubted.passage, doubted.context
    text = passage.block.text
    near = len(text.split()) < SHORT and len(context) > FEW
    for weighing in passage.weighings:
        slug = weighing.theme.slug
        if slug in doubted.decided or not weighing.weight or weighing.carried:
            continue
        message = f"{weighing.theme.title}, by {_words(weighing)}"
        beside, subject = bool(doubted.beside(slug)), context.speaks_of(slug)
        if slug in doubted.placed:
            if _may_be_elsewhere(weighing, doubted):
                kind: FindingKind = "weak words only" if _is_weak(weighing) else "in passing"
                risk = 5 * (not beside) + 4 * (not subject)
                yield _Doubt(_passage(kind, passage, slug, message, risk))
        elif (may := _may_belong(weighing, doubted)) != "no":
            near = near or may == "yes"
            lacks = f"{weighing.weight} of {ENOUGH} needed"
            if weighing.faint:
                lacks = "common words said once beside other things"
            risk = 4 * (not doubted.placed) + 3 * beside + 2 * subject
            finding = _passage("nearly", passage, slug, f"{message}: {lacks}", risk)
            yield _Doubt(finding, "" if may == "yes" else slug)
    yield from _wordless(doubted, titles, near)
    yield from map(_Doubt, _needless_places(passage))


def _wordless(doubted: _Doubted, titles: Mapping[str, str], near: bool) -> Iterator[_Doubt]:
    """Each theme of which a passage has no word and in which it may belong; or that it is in none.

    `near` says that enough is told of it, or that it is short.
    """
    passage, context = doubted.passage, doubted.context
    known = doubted.decided | doubted.placed | {w.theme.slug for w in passage.weighings if w.weight}
    text = excerpt(passage.block.text)
    for slug in context.around(doubted.place):
        if slug not in known and doubted.may_belong(slug, 0) == "if alike":
            message = f"{titles[slug]}, as beside it: {text}"
            risk = 7 + doubted.beside(slug)
            yield _Doubt(_passage("no theme", passage, slug, message, risk), slug)
    if not doubted.placed and not near:
        named = any(not name.is_actor for name in passage.names)
        if named or (doubted.place == 0 and context.is_empty()):
            yield _Doubt(_passage("no theme", passage, "", text, 6 * named), otherwise=True)


def _may_belong(weighing: Weighing, doubted: _Doubted) -> _May:
    """Whether a passage that its words do not place in a theme may belong there all the same."""
    if not weighing.faint:
        return doubted.may_belong(weighing.theme.slug, weighing.weight)
    row, text = doubted.passage.weighings, doubted.passage.block.text
    if doubted.placed and is_outweighed(weighing, row, text):
        beside = doubted.beside(weighing.theme.slug)
        return "yes" if beside and not is_outweighed(weighing, row, text, FAR_MORE) else "no"
    return "yes"


def _may_be_elsewhere(weighing: Weighing, doubted: _Doubted) -> bool:
    """Whether a passage that few words place in a theme may not belong there.

    So it is where the article does not speak of the theme, and beside a good deal more of another.
    """
    slug, context = weighing.theme.slug, doubted.context
    is_long = len(doubted.passage.block.text.split()) >= LONG_PASSAGE
    if weighing.weight > LITTLE or not (is_long or _is_weak(weighing)):
        return False
    once = sum(reason.times for reason in weighing.reasons if reason.weight) == 1
    alone = doubted.placed == {slug}
    home = context.speaks_of(slug) or (doubted.beside(slug) and (alone or not once))
    return doubted.is_less(weighing) or not (home or len(context) < SHORT_ARTICLE)


def _is_weak(weighing: Weighing) -> bool:
    """Whether nothing but weak words speaks for a theme."""
    return all(reason.weight < ENOUGH for reason in weighing.reasons)


def _needless_statements(passage: Passage) -> Iterator[Finding]:
    """What the editors say of dates and figures, where the machine says the same."""
    number = passage.block.number
    article = passage.article
    dates = [v for v in article.date_verdicts if v.about.block == number]
    figures = [v for v in article.figure_verdicts if v.about.block == number]
    if dates and [*find_moments(passage)] == [*find_moments(passage, by_editors=False)]:
        message = "the same dates are found without it; take it out of `dates`"
        yield replace(_passage("needless override", passage, "dates", message), line=dates[0].line)
    if figures and [*find_figures(passage)] == [*find_figures(passage, by_editors=False)]:
        message = "the same figures are found without it; take it out of `figures`"
        finding = _passage("needless override", passage, "figures", message)
        yield replace(finding, line=figures[0].line)


def _words(weighing: Weighing) -> str:
    return ", ".join(
        f"“{reason.text}”{' in the heading' if reason.in_heading else ''}"
        for reason in weighing.reasons
        if reason.weight
    )


def _passage(
    kind: FindingKind, passage: Passage, subject: str, message: str, risk: int = 0
) -> Finding:
    article, block = passage.article, passage.block
    return Finding(
        kind, article.path, block.line, subject, message, article.slug, block.anchor, risk=risk
    )


def _needless_places(passage: Passage) -> Iterator[Finding]:
    sufficing = {w.theme.slug for w in passage.weighings if suffices(w)}
    for verdict in passage.article.verdicts:
        by_words = verdict.theme in sufficing
        if verdict.block != passage.block.number or verdict.belongs != by_words:
            continue
        if verdict.subtopic:
            continue  # it says under which subtopic
        does = "put the passage into" if by_words else "leave the passage out of"
        message = f"its words alone {does} `{verdict.theme}`; take the line out"
        finding = _passage("needless override", passage, verdict.theme, message)
        yield replace(finding, line=verdict.line)


def _needless_names(article: Article, passages: Sequence[Passage]) -> Iterator[Finding]:
    for no in article.not_names:
        passage = passages[no.block - 1]
        if not any(m.start < no.end and no.start < m.end for m in passage.barred):
            words = excerpt(passage.block.text[no.start : no.end])
            message = f"“{words}” holds no name; take it out of `names`"
            yield _passage("needless override", passage, words, message)


def _unnamed(dossier: Dossier, read: Mapping[str, _Read]) -> Iterator[Finding]:
    themes = {theme.title.casefold() for theme in dossier.themes}
    passages_of = dossier.passages_of_article
    articles = ((passages_of[a.slug], read[a.slug].names) for a in dossier.articles)
    for candidate in find_name_candidates(articles):
        name, passages = candidate.name, candidate.passages
        if len(passages) > 1 and name.casefold() not in themes:
            message = f"{name}: {len(passages)} passages; scripts/check --stub {shlex.quote(name)}"
            risk = min(9, len(passages).bit_length())
            yield _passage("name without a page", passages[0], name, message, risk)


def _unmentioned(dossier: Dossier) -> Iterator[Finding]:
    for name in dossier.names:
        if not dossier.passages_of_topic[name.src_uri]:
            yield Finding("name never mentioned", name.path, 1, name.slug, name.title)


def _never_found(dossier: Dossier) -> Iterator[Finding]:
    found = {
        (weighing.theme.src_uri, reason.term)
        for passage in dossier.passages
        for weighing in passage.weighings
        for reason in weighing.reasons
    }
    found |= {
        (match.topic.src_uri, match.term)
        for passage in dossier.passages
        for match in (*passage.mentions, *passage.barred)
    }
    for topic in dossier.topics:
        if not topic.is_theme and not dossier.passages_of_topic[topic.src_uri]:
            continue  # it is told as a name that is never mentioned
        for term in topic.terms:
            if (topic.src_uri, term) not in found:
                yield Finding("term never found", topic.path, term.line, term.text, term.text)


def _repeated(dossier: Dossier, read: Mapping[str, _Read]) -> Iterator[Finding]:
    """By path, so that of two the later file is the one to look at."""
    articles = sorted(dossier.articles, key=lambda article: article.path)
    for article, twin, why in find_near_duplicates(articles, lambda a: read[a.slug].sketch):
        message = f"{twin.path} again ({why}); keep one of the two"
        yield Finding("article twice", article.path, 1, twin.slug, message)


def _shared_words(themes: Sequence[Topic]) -> Iterator[Finding]:
    claimed: dict[tuple[str, ...], tuple[Topic, Term]] = {}
    for theme in themes:
        for term in theme.terms:
            if term.strength == "void":
                continue
            words = split_words(term.text)
            capitals = tuple(word.form.upper() for word in words if word.capitals)
            key = tuple(word.form for word in words) + capitals
            other, earlier = claimed.setdefault(key, (theme, term))
            if other is not theme:
                message = f"`{term.text}` is also in {Path(other.path).name}:{earlier.line}"
                yield Finding("word of two themes", theme.path, term.line, term.text, message)
