"""Front matter of other systems, in YAML, TOML or JSON → that of seeds.

What an article has a key for is taken over; the rest is set aside, and that is said.
"""

import difflib
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from urllib.parse import urlsplit

import yaml
from pydantic import ValidationError
from slugify import slugify

from dossier.importing.facts import people
from dossier.reading.front_matter import LONGEST, SeedKeys, parse, split

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "date": ("date", "pubdate", "publishdate", "published", "published_at", "created", "issued"),
    "updated": ("updated", "lastmod", "last_modified_at", "modified", "updated_at", "last_updated"),
    "authors": ("authors", "author", "byline", "creator"),
    "description": ("description", "excerpt", "summary", "abstract", "dek", "standfirst"),
    "slug": ("slug", "permalink"),
    "formerly": ("formerly", "aliases", "redirect_from"),
    "language": ("language", "lang", "locale"),
    "draft": ("draft",),
}
"""The keys of an article, and what other systems call them; the first that can be used counts."""
PUBLISHER = ("source", "publisher", "publication", "site")
ADDRESS = (
    "canonical_url",
    "canonicalurl",
    "canonical",
    "source_url",
    "original_url",
    "link",
    "url",
)
LICENCE = ("licence", "license", "rights")
COMMON = """
tags categories category layout type weight image images cover thumbnail featured toc comments
comment math mathjax permalink series menu keywords id post_id guid status template parent nav_order
hero video audio banner pin pinned sitemap robots outputs cascade resources markup
""".split()
"""What other systems have and an article has not; it is no misspelling of what it has."""


def take_over(text: str) -> tuple[str, str, list[str]]:
    """Divide a text into front matter as seeds have it and body; give both, and what is to be said.

    Front matter that has only the keys of seeds stays as it stands. Raises `Problems`.
    """
    found = _load(text)
    if found is None:
        front_matter, body, _ = split("front matter", text)
        parse("front matter", front_matter, SeedKeys)
        return front_matter, body, []
    keys, body = found
    values, aside = _translate(keys)
    said = [f"set aside, as an article has no key for it: {', '.join(aside)}"] if aside else []
    written = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=100)
    return written if values else "", body, said


def _load(text: str) -> tuple[Mapping[str, object], str] | None:
    """The front matter of another system, and the body; None if there is none, or our own."""
    if toml := re.match(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", text, re.DOTALL | re.M):
        try:
            return tomllib.loads(toml[1][:LONGEST]), text[toml.end() :]
        except (tomllib.TOMLDecodeError, RecursionError):
            return None
    if re.match(r"\{\s*\"", text):
        try:
            values, end = json.JSONDecoder().raw_decode(text[:LONGEST])
        except (ValueError, RecursionError):
            return None
        named = {name for names in NAMES.values() for name in names}
        if isinstance(values, dict) and named & {str(key).lower() for key in values}:
            return values, text[end:]
        return None
    if not re.match(r"---[ \t]*\n", text):
        return None
    source, body, _ = split("front matter", text)
    if len(source) > LONGEST or (any(sign in source for sign in "&*!") and _has_tags(source)):
        return None
    try:
        values = yaml.load(source, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, ArithmeticError, RecursionError):
        return None
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        return None
    unknown = [key for key in values if key not in SeedKeys.model_fields]
    ours = [key for key in unknown if _is_misspelt(key)]
    wrong = not unknown or ours  # the checks of seeds say what
    return None if wrong else (values, body)


def _has_tags(source: str) -> bool:
    """Whether there are anchors or tags, which are followed nowhere."""
    events = yaml.parse(source, Loader=yaml.CSafeLoader)
    try:
        return any(getattr(e, "anchor", None) or getattr(e, "tag", None) for e in events)
    except yaml.YAMLError:
        return True


def _is_misspelt(key: str) -> bool:
    lower = key.lower()
    if lower in COMMON or lower in (*PUBLISHER, *ADDRESS, *LICENCE):
        return False
    if any(lower in names for names in NAMES.values()):
        return False
    return bool(difflib.get_close_matches(lower[:80], list(SeedKeys.model_fields), 1, 0.75))


def _translate(keys: Mapping[str, object]) -> tuple[dict[str, object], list[str]]:
    """The values that an article has keys for; and the names of those that it has none for."""
    left = {key.lower(): (key, value) for key, value in keys.items() if value not in (None, "", [])}
    found: dict[str, object] = {}
    for name, others in NAMES.items():
        for other in others:
            if other not in left or name in found:
                continue
            value = _READ.get(name, _as_text)(left[other][1])
            if _fits(name, value):
                found[name] = value
                del left[other]
    if left.get("published", ("", True))[1] is False:  # Jekyll’s word for a draft
        found["draft"] = True
        del left["published"]
    _add_source(found, left)
    for name in [name for name in SeedKeys.model_fields if name in left]:
        if _fits(name, left[name][1]):
            found[name] = left.pop(name)[1]
    return found, [f"`{key}`" for key, _ in left.values()]


def _add_source(found: dict[str, object], left: dict[str, tuple[str, object]]) -> None:
    own = left.get("source", ("", None))[1]
    source: dict[str, object] = dict(own) if isinstance(own, dict) else {}
    used = ["source"] if source else []
    for key, names in (("name", PUBLISHER), ("url", ADDRESS), ("licence", LICENCE)):
        for name in names:
            value = left.get(name, ("", None))[1]
            if key not in source and isinstance(value, str) and value.strip():
                if key == "url" and not re.match("https?://", value):
                    continue
                source[key] = value.strip()
                used.append(name)
    if "name" not in source and isinstance(source.get("url"), str):
        source["name"] = (urlsplit(str(source["url"])).hostname or "").removeprefix("www.")
    if _fits("source", source):
        found["source"] = source
        for name in used:
            left.pop(name, None)


def _fits(key: str, value: object) -> bool:
    if value is None:
        return False
    try:
        SeedKeys.model_validate({key: value})
    except ValidationError:
        return False
    return True


def _as_text(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _as_day(value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        start = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", value.strip())
        try:
            return date.fromisoformat(start[0]) if start else None
        except ValueError:
            return None
    return value


def _as_people(value: object) -> object:
    row = value if isinstance(value, list) else [value]
    names = [each.get("name") if isinstance(each, dict) else each for each in row]
    return people([name for name in names if isinstance(name, str)]) or None


def _as_slug(value: object) -> object:
    """The last part of an address, which is what an article is called by."""
    if not isinstance(value, str) or ":" in value.partition("//")[0].removesuffix(":"):
        return None
    last = value.rstrip("/").rsplit("/", 1)[-1]
    return slugify(last.removesuffix(".html").removesuffix(".htm")) or None


def _as_slugs(value: object) -> object:
    row = value if isinstance(value, list) else [value]
    return [slug for slug in map(_as_slug, row) if slug] or None


def _as_language(value: object) -> object:
    return value.replace("_", "-") if isinstance(value, str) else value


_READ: dict[str, Callable[[object], object]] = {
    "date": _as_day,
    "updated": _as_day,
    "authors": _as_people,
    "slug": _as_slug,
    "formerly": _as_slugs,
    "language": _as_language,
    "draft": lambda value: value,
}
