"""Front matter: YAML between two lines of `---`, checked against a pydantic model.

The models here are the one place that says which keys a file may have and of which type.
"""

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
)

from dossier.core.kinds import FigureKind, NameKind
from dossier.core.problems import Problem, Problems
from dossier.reading.files import CONTROL, name_character

os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # it would look for some, for 20 ms

Location = tuple[int | str, ...]


def _as_day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def _as_partial_date(value: object) -> object:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if type(value) is int else value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _as_mapping(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


def _check_url(value: str) -> str:
    try:
        found = urlsplit(value).hostname
    except ValueError:
        found = None
    if not found:
        raise ValueError("must be the address of a page, such as https://example.org/talks")
    return value


def _check_day(value: str) -> str:
    """Refuse the 31st of February, which has the right form."""
    if len(value) == 10:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise ValueError("is no day of the calendar; correct it") from None
    return value


def _on_one_line(value: str) -> str:
    """A text is put into headings, lists and records that end with the line."""
    return re.sub(r"\s*[\n\u2028\u2029]\s*", " ", value.strip())


LONGEST = 100_000
"""Characters of front matter; more is a mistake, and slow to read."""

# A text is repeated on every page that leads to it, so its length is limited.
OneLine = AfterValidator(_on_one_line)
Text = Annotated[str, Field(min_length=1, max_length=300, pattern=r"\S"), OneLine]
LongText = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S"), OneLine]
Slug = Annotated[str, Field(max_length=100, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Day = Annotated[date, BeforeValidator(_as_day)]
_Date = Annotated[str, Field(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")]
_Year = Annotated[int, Field(ge=1000, le=9999)]
PartialDate = Annotated[
    _Date,
    BeforeValidator(_as_partial_date, json_schema_input_type=_Date | _Year),
    AfterValidator(_check_day),
]
Url = Annotated[
    str, Field(max_length=2000, pattern=r"^https?://[^\s<>\"]+$"), AfterValidator(_check_url)
]
# What stands alone may leave out the brackets of a list.
Texts = Annotated[list[Text], BeforeValidator(_as_list, json_schema_input_type=list[Text] | Text)]
Slugs = Annotated[list[Slug], BeforeValidator(_as_list, json_schema_input_type=list[Slug] | Slug)]
Urls = Annotated[
    list[Url],
    Field(min_length=1),
    BeforeValidator(
        _as_list, json_schema_input_type=Annotated[list[Url], Field(min_length=1)] | Url
    ),
]
Phrases = dict[Text, Annotated[list[Text], Field(min_length=1)]]


class FrontMatter(BaseModel):
    # What stands only within another is built with it alone.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class SourceKeys(FrontMatter):
    """Where the article was published."""

    name: Text
    url: Url | None = None
    published: PartialDate | None = None
    licence: Text | None = None


SourceOrName = Annotated[
    SourceKeys, BeforeValidator(_as_mapping, json_schema_input_type=SourceKeys | Text)
]


class EventKeys(FrontMatter):
    """What the article reports on."""

    date: Day
    place: Text | None = None


class NoteKeys(FrontMatter):
    """An editor's note on words of the text that stand there exactly once."""

    at: Text
    note: Text
    source: Urls


class PlaceKeys(FrontMatter):
    """Themes that the passage with these words belongs to (`theme` or `theme/Subtopic`), or not."""

    at: Text
    in_: Annotated[Texts, Field(alias="in")] = []
    not_: Annotated[Texts, Field(alias="not")] = []


class MentionKeys(FrontMatter):
    """Words of the text that look like a name and are none; names it does not mention, by slug."""

    not_: Annotated[Texts, Field(alias="not")] = []
    bar: Slugs = []


class HeadingKeys(FrontMatter):
    """Lines of a plain text that are headings (`also`), or that only look like one (`not`)."""

    also: Texts = []
    not_: Annotated[Texts, Field(alias="not")] = []


class DateKeys(FrontMatter):
    """The date that words of the text say (`at`), or words that say none (`not`)."""

    at: Text | None = None
    date: PartialDate | None = None
    not_: Annotated[Text | None, Field(alias="not")] = None


class FigureKeys(FrontMatter):
    """The kind of figure that words of the text are (`at`), or words that are none (`not`)."""

    at: Text | None = None
    kind: FigureKind | None = None
    not_: Annotated[Text | None, Field(alias="not")] = None


class CorrectionKeys(FrontMatter):
    """What was put right in an article, and when."""

    on: Day
    what: Text


class WithdrawnKeys(FrontMatter):
    """Since when, and why, an article is no longer shown."""

    on: Day
    why: Text


class SeedKeys(FrontMatter):
    """The front matter of an article in seeds/."""

    title: Text | None = None
    date: Day | None = None
    added: Day | None = None
    updated: Day | None = None
    authors: Texts = []
    source: SourceOrName | None = None
    event: EventKeys | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | None = None
    description: LongText | None = None
    slug: Slug | None = None
    draft: bool = False
    takeaway: bool = True
    notes: list[NoteKeys] = []
    lead: Text | None = None
    place: list[PlaceKeys] = []
    names: MentionKeys | None = None
    dates: list[DateKeys] = []
    figures: list[FigureKeys] = []
    headings: HeadingKeys | None = None
    formerly: Slugs = []
    corrections: list[CorrectionKeys] = []
    withdrawn: WithdrawnKeys | None = None


class DatedFactKeys(FrontMatter):
    """A dated fact of a topic page."""

    date: PartialDate
    text: LongText
    source: Url


class ThemeKeys(FrontMatter):
    """The front matter of a theme page in docs/themes/."""

    title: Text
    terms: Annotated[Phrases, Field(min_length=1)]
    actors: Phrases = {}
    weak: Phrases = {}
    except_: Annotated[list[Text], Field(alias="except")] = []
    description: LongText | None = None
    order: int = 0
    dates: list[DatedFactKeys] = []


class NameKeys(FrontMatter):
    """The front matter of a name page in docs/names/."""

    title: Text
    kind: Annotated[
        NameKind,
        Field(strict=False),
        WithJsonSchema({"enum": [*NameKind], "type": "string"}),
    ]
    aliases: list[Text] = []
    except_: Annotated[list[Text], Field(alias="except")] = []
    keywords: list[Text] = []
    description: LongText | None = None
    dates: list[DatedFactKeys] = []


class PageKeys(FrontMatter):
    """The front matter of any other hand-written page."""

    model_config = ConfigDict(extra="allow")

    title: Text | None = None
    description: LongText | None = None


Keys = TypeVar("Keys", bound=FrontMatter)


class Lines:
    """Tells on which line of the file a value of the front matter stands."""

    def __init__(self, path: str, lines: Mapping[Location, int]) -> None:
        self.path = path
        self._lines = lines

    def line(self, location: Location) -> int:
        """The line of a value, or of what holds it if it has none of its own."""
        while location and location not in self._lines:
            location = location[:-1]
        return self._lines.get(location, 1)

    def problem(self, location: Location, message: str) -> Problem:
        return Problem(self.path, self.line(location), message)


_NEARLY = re.compile(rf"\s*([-–—]{{2,}})[^\S\n]*\n\s*({'|'.join(SeedKeys.model_fields)}):")
"""What is meant as front matter, though it is none; it would be published as a text."""


def split(path: str, text: str) -> tuple[str, str, int]:
    """Divide a file into front matter and body; give both, and the line the body begins on."""
    if not re.match(r"---[ \t]*\n", text):
        if found := _NEARLY.match(text):
            message = "front matter begins with `---` on the first line; let it begin so"
            raise Problems.one(path, text.count("\n", 0, found.start(1)) + 1, message)
        return "", text, 1
    found = re.match(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if not found:
        message = "the front matter is not closed; add a line `---` below it"
        raise Problems.one(path, 1, message)
    return found[1], text[found.end() :], text.count("\n", 0, found.end()) + 1


def parse(path: str, source: str, keys: type[Keys]) -> tuple[Keys, Lines]:
    """Read front matter and check it; raises `Problems` with every mistake in it."""
    data, lines = _load(path, source)
    try:
        return keys.model_validate(data), lines
    except ValidationError as error:
        raise Problems(
            lines.problem(
                tuple(part for part in detail["loc"] if part != "[key]"), _explain(detail, keys)
            )
            for detail in error.errors()
        ) from None


def _load(path: str, source: str) -> tuple[object, Lines]:
    if len(source) > LONGEST:
        message = f"the front matter is longer than {LONGEST:,} characters; shorten it"
        raise Problems.one(path, 1, message)
    try:
        signs = any(sign in source for sign in "&*!")
        for event in yaml.parse(source, Loader=yaml.CSafeLoader) if signs else ():
            line = event.start_mark.line + 2 if event.start_mark else 1
            if isinstance(event, yaml.NodeEvent) and event.anchor:
                message = "anchors and aliases (`&`, `*`) are not allowed; write the value out"
                raise Problems.one(path, line, message)
            if getattr(event, "tag", None):
                message = "tags (`!`) are not allowed; write the value alone, or put it in quotes"
                raise Problems.one(path, line, message)
        loader = yaml.CSafeLoader(source)
        node = loader.get_single_node()
        if node is None:
            return {}, Lines(path, {})
        if not isinstance(node, yaml.MappingNode):
            message = "the front matter is not a list of `key: value` lines; write it as such"
            raise Problems.one(path, 2, message)
        lines: dict[Location, int] = {}
        if problems := [*_walk(path, loader, node, (), lines)]:
            raise Problems(problems)
        data = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark, message = explain_yaml(error)
        message = f"the front matter is not valid YAML ({message}"
        raise Problems.one(path, mark.line + 2 if mark else 1, message) from None
    except (yaml.YAMLError, ArithmeticError, ValueError, RecursionError) as error:
        reason = str(error).partition("\n")[0]
        message = f"the front matter is not valid YAML ({reason}); mend it"
        raise Problems.one(path, 1, message) from None
    return data, Lines(path, lines)


def _walk(
    path: str,
    loader: yaml.CSafeLoader,
    node: yaml.Node,
    location: Location,
    lines: dict[Location, int],
) -> Iterator[Problem]:
    """Note the line of each node, and give what is wrong with it.

    This is no function within `_load`: in a circle with that the loader, and all that its parser
    holds, would stay where no circles are looked for.
    """
    line = node.start_mark.line + 2
    lines.setdefault(location, line)
    if isinstance(node, yaml.ScalarNode) and (found := CONTROL.search(node.value)):
        yield Problem(path, line, f"escapes the character {name_character(found[0])}; take it out")
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:timestamp":
        try:
            loader.construct_yaml_timestamp(node)
        except (ValueError, ArithmeticError):
            yield Problem(path, line, f"`{node.value}` is no day of the calendar; correct it")
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _walk(path, loader, item, (*location, index), lines)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.tag == "tag:yaml.org,2002:bool":
                key.tag = "tag:yaml.org,2002:str"  # YAML takes the key `on` for true
            inner = (*location, key.value if isinstance(key, yaml.ScalarNode) else "?")
            line = key.start_mark.line + 2
            if inner in lines:
                yield Problem(path, line, f"`{key.value}` stands here twice; keep one of the two")
            yield from _walk(path, loader, key, inner, lines)
            lines[inner] = line
            yield from _walk(path, loader, value, inner, lines)


def explain_yaml(error: yaml.MarkedYAMLError) -> tuple[yaml.Mark | None, str]:
    """Where a mistake is; and what it is, a closing bracket, and the mend."""
    problem = error.problem or ""
    mark = error.problem_mark
    if "end of stream" in problem and error.context_mark:
        mark = error.context_mark  # where the quotes begin
    mends = [mend for words, mend in _YAML_MENDS.items() if words in problem]
    return mark or error.context_mark, f"{problem}); {[*mends, 'mend this line'][0]}"


_YAML_MENDS = {
    "mapping values": "put a value that has a colon in it in quotes, and each key on its own line",
    "tab character": "indent by spaces, not by a tab",
    "start any token": "put the value in quotes, or indent by spaces instead of a tab",
    "expected key": "close the quotes; within '…' write '' for each ' of the text",
    "end of stream": "close the quotes or brackets that begin here",
    "expected ','": "close the bracket, or put what has a bracket or comma in it in quotes",
    "document start": "let all keys begin at the left edge",
    "entries are not allowed": "begin each `- ` on a line of its own",
}


_EXPECTED: dict[str, str] = {
    "string_type": "must be text; put it in quotes",
    "string_too_short": "is empty; write something or take the line out",
    "bool_type": "must be `true` or `false`",
    "int_type": "must be a whole number",
    "list_type": "must be a list; write each item on a line of its own after `- `",
    "dict_type": "must be a group of `key: value` lines below it",
    "model_type": "must be a group of `key: value` lines below it",
    "date_type": "must be a date such as 2025-12-09, without quotes",
    "too_short": "is empty; add at least one entry",
    "string_too_long": "is too long; shorten it",
    "invalid_key": "is no name of a key; put it in quotes or take it out",
}
_PATTERNS: dict[str, str] = {
    "formerly": "must be lower-case words and numbers joined by hyphens, such as `trade-talks`",
    "slug": "must be lower-case words and numbers joined by hyphens, such as `trade-talks`",
    "url": "must be an address that begins with https:// or http://",
    "source": "must be an address that begins with https:// or http://",
    "published": "must be a date such as 2025, 2025-12 or 2025-12-09",
    "date": "must be a date such as 2025, 2025-12 or 2025-12-09",
    "language": "must be a language code such as en, en-GB or hi",
}


def _explain(detail: Mapping[str, Any], keys: type[FrontMatter]) -> str:
    location: Location = detail["loc"]
    name = ".".join(str(part)[:80] for part in location if part != "[key]") or "the front matter"
    kind: str = detail["type"]
    if kind == "extra_forbidden":
        known = _known_keys(keys, location)
        near = difflib.get_close_matches(str(location[-1])[:80].lower(), known, 1)
        mend = f"did you mean `{near[0]}`?" if near else f"the known keys are {', '.join(known)}"
        return f"`{name}` is not a known key; {mend}"
    if kind == "missing":
        return f"`{name}` is missing; add a line `{location[-1]}: …`"
    if kind in ("enum", "literal_error"):
        return f"`{name}` must be one of {detail['ctx']['expected']}"
    if kind == "value_error":
        return f"`{name}` {detail['ctx']['error']}"
    if kind == "string_pattern_mismatch":
        words = [part for part in location if isinstance(part, str)]
        return f"`{name}` {_PATTERNS.get(words[-1], 'is blank; write something')}"
    return f"`{name}` {_EXPECTED.get(kind, 'is not right: ' + detail['msg'])}"


def _known_keys(keys: type[FrontMatter], location: Location) -> list[str]:
    """The keys that may stand where the unknown one stands."""
    fields = keys.model_json_schema(by_alias=True)
    definitions: dict[str, Any] = fields.get("$defs", {})
    here: dict[str, Any] = fields
    for part in location[:-1]:
        here = here.get("items", {}) if isinstance(part, int) else here["properties"][part]
        for option in here.get("anyOf", [here]):
            if "$ref" in option:
                here = definitions[option["$ref"].rsplit("/", 1)[-1]]
    return list(here.get("properties", {}))
