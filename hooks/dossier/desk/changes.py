"""What an editor may change, and how a person would write it into the files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol

from pydantic import Field, TypeAdapter
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from dossier.core.kinds import FigureKind, NameKind
from dossier.core.model import Article, Dossier, Passage, Topic
from dossier.core.problems import Problems
from dossier.desk.file_text import edit, quoted
from dossier.editing.findings import SETTLED
from dossier.editing.stub import address, stub
from dossier.placing.classify import suffices
from dossier.reading.front_matter import (
    Day,
    FrontMatter,
    Lines,
    LongText,
    PartialDate,
    SeedKeys,
    Slug,
    Text,
    Texts,
    Urls,
)
from dossier.reading.quotations import locate, locate_once

FEWEST_WORDS, MOST_WORDS = 4, 12
"""Words by which a passage is quoted, if they stand nowhere else."""


class CannotChange(Exception):
    """Why a change cannot be made, in words for whoever asked for it."""


@dataclass(frozen=True)
class Files:
    """What the desk knows of a project: its dossier, and the texts of the files it may change.

    `settling` has by the id of each finding and proposal the line that settles it, `texts` what an
    earlier change of the same step made of a file.
    """

    root: Path
    dossier: Dossier
    settling: Mapping[str, str]
    texts: Mapping[str, str]

    def read(self, path: str) -> str:
        """The text of a file, empty if there is none, with the line ends that it has."""
        if path in self.texts:
            return self.texts[path]
        file = self.root / path
        if not file.exists():
            return ""
        return file.read_bytes().decode("utf-8")

    def article(self, path: str) -> Article:
        """The article in a file."""
        every = (*self.dossier.articles, *self.dossier.withdrawn)
        found = next((article for article in every if article.path == path), None)
        if not found:
            raise CannotChange(f"{path} is no article that is shown; reload the page")
        return found

    def passage(self, path: str, anchor: str) -> Passage:
        """The passage of an article with an anchor."""
        article = self.article(path)
        for passage in self.dossier.passages_of_article.get(article.slug, ()):
            if passage.block.anchor == anchor:
                return passage
        raise CannotChange(f"{path} has no passage {anchor}; reload the page")

    def topic(self, slug: str, is_theme: bool) -> Topic:
        """The theme or name with a slug."""
        topics = self.dossier.themes if is_theme else self.dossier.names
        for topic in topics:
            if topic.slug == slug:
                return topic
        raise CannotChange(f"there is no {'theme' if is_theme else 'name'} `{slug}`")


class Change(Protocol):
    """What is asked of the desk: gives the new text of each file that it changes."""

    def apply(self, files: Files) -> Mapping[str, str]: ...


class Asked(FrontMatter):
    """A change as it comes from a browser."""

    def in_file(
        self, files: Files, path: str, change: Callable[[CommentedMap], None]
    ) -> Mapping[str, str]:
        """Change the front matter of one file."""
        try:
            return {path: edit(path, files.read(path), change)}
        except (ValueError, Problems) as error:
            raise CannotChange(f"{path}: {error}; mend it by hand first") from None


class Settle(Asked):
    """What was found is right as it is, what is proposed is not wanted: it is told no more."""

    do: Literal["settle"]
    ids: list[str]

    def apply(self, files: Files) -> Mapping[str, str]:
        text = files.read(SETTLED)
        lines = [files.settling[id] for id in self.ids if id in files.settling]
        if not lines:
            raise CannotChange("that was settled already")
        ending = "" if not text or text.endswith("\n") else "\n"
        return {SETTLED: text + ending + "".join(f"{line}\n" for line in lines)}


class Place(Asked):
    """A passage belongs to a theme, under one of its subtopics, or it does not."""

    do: Literal["place"]
    path: str
    anchor: str
    theme: Slug
    belongs: bool
    subtopic: Text | None = None

    def apply(self, files: Files) -> Mapping[str, str]:
        passage = files.passage(self.path, self.anchor)
        theme = files.topic(self.theme, is_theme=True)
        if not passage.gathers:
            raise CannotChange("a heading or footnote belongs to no theme")
        if self.subtopic and self.subtopic not in theme.groups:
            raise CannotChange(f"{theme.title} has no subtopic “{self.subtopic}”")
        by_words = any(w.theme.slug == theme.slug and suffices(w) for w in passage.weighings)
        says = f"{self.theme}/{self.subtopic}" if self.subtopic else self.theme

        def change(data: CommentedMap) -> None:
            entries = _list(data, "place")
            of_passage = [e for e in entries if _is_about(e.get("at"), passage)]
            for entry in of_passage:
                for key in ("in", "not"):
                    _drop(entry, key, lambda text: text.partition("/")[0].strip() == self.theme)
            if self.belongs != by_words or (self.belongs and self.subtopic):
                key = "in" if self.belongs else "not"
                if not of_passage:
                    of_passage = [CommentedMap(at=quoted(quotation(passage)))]
                    entries.append(of_passage[0])
                _list(of_passage[0], key).append(quoted(says))
            for entry in [e for e in entries if not e.get("in") and not e.get("not")]:
                entries.remove(entry)
            _tidy(data, "place")

        return self.in_file(files, self.path, change)


class PlaceTerm(Asked):
    """A word or phrase speaks for a theme, strongly or weakly; is an exception; or does not."""

    do: Literal["term"]
    theme: Slug
    words: Text
    strength: Literal["strong", "weak", "except", "none"]
    subtopic: Text | None = None

    def apply(self, files: Files) -> Mapping[str, str]:
        theme = files.topic(self.theme, is_theme=True)
        there = [term for term in theme.terms if term.text == self.words]
        group = self.subtopic or next((term.group for term in there if term.group), "")
        if self.strength in ("strong", "weak") and not group:
            raise CannotChange(f"say under which subtopic of {theme.title} “{self.words}” belongs")

        def change(data: CommentedMap) -> None:
            for key in ("terms", "weak"):
                for name in [*data.get(key, {})]:
                    _drop(data[key], name, lambda text: text == self.words)
                    _tidy(data[key], name)
                _tidy(data, key)
            _drop(data, "except", lambda text: text == self.words)
            if self.strength == "except":
                _list(data, "except").append(quoted(self.words))
            elif self.strength != "none":
                key = "terms" if self.strength == "strong" else "weak"
                if key not in data:
                    data.insert([*data].index("terms") + 1 if "terms" in data else 1, key, {})
                    data[key] = CommentedMap()
                _list(data[key], group).append(quoted(self.words))
            _tidy(data, "except")

        return self.in_file(files, theme.path, change)


class NewName(Asked):
    """A name gets a page of its own, to be filled in; `said` is what articles say of it."""

    do: Literal["name"]
    title: Text
    kind: Annotated[NameKind, Field(strict=False)]
    aliases: Texts = Field(default=[])
    said: Texts = Field(default=[])

    def apply(self, files: Files) -> Mapping[str, str]:
        try:
            path = address(self.title, files.dossier.topics, files.root)
        except ValueError as error:
            raise CannotChange(str(error)) from None
        return {path: stub(self.title, self.kind, self.aliases, self.said)}


class NewAlias(Asked):
    """Words are another form of a name that has a page."""

    do: Literal["alias"]
    name: Slug
    words: Texts

    def apply(self, files: Files) -> Mapping[str, str]:
        name = files.topic(self.name, is_theme=False)

        def change(data: CommentedMap) -> None:
            aliases = _list(data, "aliases", after="kind")
            aliases.extend(quoted(words) for words in self.words if words not in aliases)

        return self.in_file(files, name.path, change)


class NoName(Asked):
    """Words of an article that look like a name are none."""

    do: Literal["not_name"]
    path: str
    anchor: str
    words: Text

    def apply(self, files: Files) -> Mapping[str, str]:
        words = quotation(files.passage(self.path, self.anchor), self.words)

        def change(data: CommentedMap) -> None:
            _list(data.setdefault("names", CommentedMap()), "not").append(quoted(words))

        return self.in_file(files, self.path, change)


class Statement(Asked):
    """Words of an article say a date, or a kind of figure; or, without one, they say none."""

    do: Literal["date", "figure"]
    path: str
    anchor: str
    words: Text
    date: PartialDate | None = None
    kind: FigureKind | None = None

    def apply(self, files: Files) -> Mapping[str, str]:
        words = quotation(files.passage(self.path, self.anchor), self.words)
        if self.do == "date":
            key, entry = "dates", CommentedMap({"date": _as_value(self.date)})
        else:
            key, entry = "figures", CommentedMap({"kind": self.kind and str(self.kind)})
        if any(entry.values()):
            entry.insert(0, "at", quoted(words))
        else:
            entry = CommentedMap({"not": quoted(words)})

        def change(data: CommentedMap) -> None:
            entries = _list(data, key)
            passage = files.passage(self.path, self.anchor)
            for old in [e for e in entries if _overlaps(e, words, passage)]:
                entries.remove(old)
            entries.append(entry)

        return self.in_file(files, self.path, change)


class NewNote(Asked):
    """A remark of the editors on words of an article, with its sources."""

    do: Literal["note"]
    path: str
    anchor: str
    words: Text
    note: LongText
    source: Urls

    def apply(self, files: Files) -> Mapping[str, str]:
        words = quotation(files.passage(self.path, self.anchor), self.words)
        source = self.source[0] if len(self.source) == 1 else self.source
        entry = CommentedMap(at=quoted(words), note=quoted(self.note), source=source)
        return self.in_file(files, self.path, lambda data: _list(data, "notes").append(entry))


class Lead(Asked):
    """The sentence with these words stands for the article."""

    do: Literal["lead"]
    path: str
    anchor: str
    words: Text

    def apply(self, files: Files) -> Mapping[str, str]:
        words = quotation(files.passage(self.path, self.anchor), self.words)
        return self.in_file(files, self.path, lambda data: data.update(lead=quoted(words)))


class Describe(Asked):
    """What is known of an article, key by key; nothing takes a key out."""

    do: Literal["describe"]
    path: str
    keys: dict[str, Any]

    def apply(self, files: Files) -> Mapping[str, str]:
        files.article(self.path)
        unknown = [key for key in self.keys if key not in DESCRIPTIVE]
        if unknown:
            raise CannotChange(f"`{unknown[0]}` is not to be set here")

        def change(data: CommentedMap) -> None:
            for key, value in self.keys.items():
                if value in (None, "", [], {}):
                    data.pop(key, None)
                else:
                    _set(data, key, value)

        return self.in_file(files, self.path, change)


class Withdraw(Asked):
    """An article is no longer shown."""

    do: Literal["withdraw"]
    path: str
    on: Annotated[Day, Field(strict=False)]
    why: Text

    def apply(self, files: Files) -> Mapping[str, str]:
        files.article(self.path)
        entry = CommentedMap(on=self.on, why=quoted(self.why))
        return self.in_file(files, self.path, lambda data: data.update(withdrawn=entry))


class Correct(Asked):
    """Something was put right in an article."""

    do: Literal["correct"]
    path: str
    on: Annotated[Day, Field(strict=False)]
    what: Text

    def apply(self, files: Files) -> Mapping[str, str]:
        files.article(self.path)
        entry = CommentedMap(on=self.on, what=quoted(self.what))
        return self.in_file(files, self.path, lambda data: _list(data, "corrections").append(entry))


DESCRIPTIVE = (
    "title",
    "date",
    "updated",
    "authors",
    "source",
    "language",
    "description",
    "draft",
)
"""The keys of a seed that the form on its page sets."""

AnyChange = Annotated[
    Settle
    | Place
    | PlaceTerm
    | NewName
    | NewAlias
    | NoName
    | Statement
    | NewNote
    | Lead
    | Describe
    | Withdraw
    | Correct,
    Field(discriminator="do"),
]
CHANGES: TypeAdapter[list[AnyChange]] = TypeAdapter(
    Annotated[list[AnyChange], Field(min_length=1, max_length=200)]
)
"""What a browser sends: changes that are made together, or not at all."""


def apply_all(changes: Iterable[Change], files: Files) -> dict[str, str]:
    """The new text of each file that changes; raises `CannotChange`."""
    texts: dict[str, str] = {}
    for change in changes:
        step = Files(files.root, files.dossier, files.settling, texts)
        texts |= change.apply(step)
    return {path: text for path, text in texts.items() if text != files.read(path)}


def quotation(passage: Passage, words: str = "") -> str:
    """Words by which front matter names a passage, or these of its words, and nothing else.

    A passage is named by its first words where they stand nowhere else, else by its anchor.
    """
    blocks, anchor = passage.article.blocks, passage.block.anchor
    if words:
        words = " ".join(words.split())
        here = [s for s in locate(words, blocks) if s.block == passage.block.number]
        if len(here) != 1:
            times = f"{len(here)} times" if here else "nowhere"
            raise CannotChange(f"“{words}” stands {times} in the passage; select other words")
        return words if len(locate(words, blocks)) == 1 else f"{anchor}: {words}"
    text = passage.block.text.split()
    for count in range(FEWEST_WORDS, min(len(text), MOST_WORDS) + 1):
        beginning = " ".join(text[:count])
        if len(locate(beginning, blocks)) == 1:
            return beginning
    return anchor


def _is_about(at: object, passage: Passage) -> bool:
    """Whether a quotation in front matter is of this passage."""
    try:
        found = locate_once(str(at), passage.article.blocks, (), Lines(passage.article.path, {}))
    except Problems:
        return False
    return found.block == passage.block.number


def _overlaps(entry: Mapping[str, object], words: str, passage: Passage) -> bool:
    """Whether an entry of dates or figures is about some of these words."""
    lines, blocks = Lines(passage.article.path, {}), passage.article.blocks
    try:
        had = locate_once(str(entry.get("at") or entry.get("not")), blocks, (), lines)
        new = locate_once(words, blocks, (), lines)
    except Problems:
        return False
    return had.block == new.block and had.start < new.end and new.start < had.end


def _list(data: CommentedMap, key: str, after: str = "") -> CommentedSeq:
    """The list under a key: begun if there is none, made of the one text that stands there.

    A list of words that is begun within an entry stands on its line, as people write it.
    """
    value = data.get(key)
    if isinstance(value, CommentedSeq):
        return value
    row = CommentedSeq([] if value is None else [value])
    if key in ("in", "not"):
        row.fa.set_flow_style()
    if key not in data and after in data:
        data.insert([*data].index(after) + 1, key, row)
    else:
        data[key] = row
    return row


def _drop(data: CommentedMap, key: str, is_meant: Callable[[str], bool]) -> None:
    """Take the texts that are meant out of a list."""
    if key in data:
        row = _list(data, key)
        for text in [text for text in row if is_meant(str(text))]:
            row.remove(text)
        _tidy(data, key)


def _tidy(data: CommentedMap, key: str) -> None:
    """Take a key out that holds nothing any more."""
    if key in data and not data[key]:
        del data[key]


_ORDER = list(SeedKeys.model_fields)


def _set(data: CommentedMap, key: str, value: object) -> None:
    """Set a key, where there is none at its place in the order in which people write them."""
    if isinstance(value, Mapping) and isinstance(data.get(key), Mapping):
        held = data[key]
        for name, inner in value.items():
            if inner in (None, ""):
                held.pop(name, None)
            elif held.get(name) != _as_value(inner):
                held[name] = _as_value(inner)
        return
    if isinstance(value, Mapping):
        value = CommentedMap({k: _as_value(v) for k, v in value.items() if v not in (None, "")})
    elif isinstance(value, Sequence) and not isinstance(value, str):
        value = [_as_value(inner) for inner in value]
    else:
        value = _as_value(value)
    if key in data:
        if data[key] != value:
            data[key] = value
        return
    later = _ORDER[_ORDER.index(key) + 1 :]
    place = next((n for n, name in enumerate(data) if name in later), len(data))
    data.insert(place, key, value)


def _as_value(value: object) -> object:
    """A text from a browser as YAML: a day as such, words so that they stay words."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value) if len(value) == 10 else quoted(value)
    except ValueError:
        return quoted(value)
