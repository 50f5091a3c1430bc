"""Files as they come → seeds: `scripts/add`."""

import sys
from collections.abc import Container, Iterator, Sequence
from contextlib import nullcontext
from datetime import date
from itertools import chain, count
from pathlib import Path

import regex
import yaml
from slugify import slugify

from dossier.core.model import Article
from dossier.core.problems import Problems, collect
from dossier.core.progress import track
from dossier.importing.extract import Draft, Unreadable, extract
from dossier.importing.fetch import fetched
from dossier.language.near_duplicates import find_near_duplicates
from dossier.reading.articles import SUFFIXES, read_article, undated
from dossier.reading.files import CONTROL, list_files
from dossier.reading.front_matter import SeedKeys, parse

WISHED = ("title", "date", "authors", "source")
LONGEST_NAME = 70


def add_files(root: Path, places: Sequence[str | Path], draft: bool, anyway: bool) -> int:
    """Write a seed for each file or address; exit status 1 if one could not be added.

    `draft` marks them as drafts; `anyway` adds what is there already, too.
    """
    (root / "seeds").mkdir(exist_ok=True)
    files, _ = list_files(root / "seeds", root, SUFFIXES)
    articles, _ = collect(read_article, track(files, len(files), "Reading seeds"), root)
    taken = {slugify(undated(path.stem)) for path in files}
    taken.update(slug for each in articles for slug in (each.slug, *each.formerly))
    failed = False
    for place in places:
        try:
            others = [] if anyway else articles
            with fetched(place) if isinstance(place, str) else nullcontext(place) as file:
                article, told = add(file, root, others, taken, draft)
            articles.append(article)
            taken.update((article.slug, *article.formerly))
            print("\n".join(told))
        except Unreadable as error:
            failed = True
            print(f"{place}: {error}", file=sys.stderr)
        except Problems as error:
            failed = True
            print(f"{place}: cannot be added:\n{error}", file=sys.stderr)
    return int(failed)


def add(
    file: Path, root: Path, articles: Sequence[Article], taken: Container[str], draft: bool
) -> tuple[Article, list[str]]:
    """Write the seed of one file; give the article, and what is to be said of it.

    It must be none of the articles, and its slug will be none that is taken.
    """
    found = extract(file)
    text = regex.sub(CONTROL, "", found.text)
    front_matter = _front_matter(found, draft)
    keys, _ = parse(file.name, front_matter, SeedKeys)
    path = propose(root / "seeds", file, keys, found.suffix, taken)
    with path.open("x", encoding="utf-8") as seed:
        seed.write(f"---\n{front_matter}---\n\n{text.strip()}\n")
    try:
        article = read_article(path, root)
        if article.slug in taken:
            raise Unreadable(f"says `slug: {article.slug}`, which another article has; change it")
        for new, other, why in find_near_duplicates([*articles, article]):
            if new is article:
                raise Unreadable(f"is {other.path} already ({why}); --anyway adds it nonetheless")
    except (Problems, Unreadable):
        path.unlink()
        raise
    return article, list(_told(file, article, keys, found))


def propose(seeds: Path, file: Path, keys: SeedKeys, suffix: str, taken: Container[str]) -> Path:
    """A name for the seed, by date and title, that gives a slug which no other seed has."""
    title = slugify(keys.title or file.stem, max_length=LONGEST_NAME, word_boundary=True)
    title = title if title not in ("", "index") else "article"
    day = f"{keys.date}-" if keys.date and not title.startswith(str(keys.date)) else ""
    stems = chain([f"{day}{title}"], (f"{day}{title}-{number}" for number in count(2)))
    return seeds / f"{next(stem for stem in stems if undated(stem) not in taken)}{suffix}"


def _front_matter(found: Draft, draft: bool) -> str:
    keys = dict(found.keys) | ({"draft": True} if draft else {})
    language = str(keys.get("language", ""))
    if not regex.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        keys.pop("language", None)
    written = yaml.safe_dump(
        {k: _clean(v) for k, v in keys.items()}, allow_unicode=True, sort_keys=False, width=100
    )
    own = regex.sub(r"(?m)^draft:.*\n", "", found.front_matter) if draft else found.front_matter
    return own + (written if keys else "")


def _clean(value: object) -> object:
    match value:
        case str():
            return " ".join(regex.sub(CONTROL, "", value).split())
        case dict():
            return {key: _clean(inner) for key, inner in value.items()}
        case list():
            return [_clean(inner) for inner in value]
    return value


def _told(file: Path, article: Article, keys: SeedKeys, found: Draft) -> Iterator[str]:
    blocks, words = len(article.blocks), article.words
    yield f"{article.path}: written from {file.name} ({blocks} passages, {words} words)"
    missing = [key for key in WISHED if key not in keys.model_fields_set]
    if missing:
        yield f"  not found: {', '.join(missing)}; add what you know to the front matter"
    if any("," not in author for author in keys.authors):
        yield "  authors: write people as `Family, Given`; what has no comma is cited as a body"
    if keys.date and keys.date > date.today():
        yield f"  dated {keys.date}: it will not be published before"
    for what in found.unread:
        yield f"  {what}"
