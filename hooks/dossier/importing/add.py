"""Files and addresses as they come → seeds: `scripts/add`."""

import fcntl
import json
import os
import sys
import tempfile
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import chain, count
from pathlib import Path
from urllib.parse import urlsplit

import regex
import yaml
from slugify import slugify

from dossier.core.model import Article
from dossier.core.problems import Problems, collect
from dossier.core.progress import Progress, track
from dossier.importing.draft import Draft, Unreadable
from dossier.importing.worker import Worker
from dossier.language.near_duplicates import find_near_duplicates
from dossier.reading.articles import SUFFIXES, read_article, undated
from dossier.reading.files import CONTROL, list_files
from dossier.reading.front_matter import SeedKeys, parse
from dossier.reading.schedule import build_day

WISHED = ("title", "date", "authors", "source")
LONGEST_NAME = 70


@dataclass(frozen=True, slots=True)
class Wish:
    """How files are added. `draft` marks them as drafts, `anyway` adds what is there already, too,
    `private` fetches from this machine and its network, `dry` only says what would be done, `json`
    says it for programs. `folder` is where the seeds go, if not into seeds/."""

    draft: bool = False
    anyway: bool = False
    private: bool = False
    dry: bool = False
    json: bool = False
    folder: Path | None = None


@dataclass(slots=True)
class Outcome:
    """What became of one file: its seed if there is one, what is known of it, what is to be said.

    `seed` is a path from the project’s folder.
    """

    file: str
    seed: str | None = None
    article: Article | None = None
    said: str = ""
    warnings: list[str] = field(default_factory=list)

    def for_programs(self) -> dict[str, object]:
        """The values that JSON has for it."""
        known = self.article
        source = known.source if known else None
        told = {key: value for key, value in asdict(source).items() if value} if source else None
        return {
            "file": self.file,
            "seed": self.seed,
            "title": known.title if known else None,
            "date": known.date.isoformat() if known and known.date else None,
            "authors": list(known.authors) if known else [],
            "source": told,
            "language": known.language if known else None,
            "warnings": self.warnings,
        }


def add_files(sources: Mapping[str, str | Path], wish: Wish) -> int:
    """Write a seed for each file or address; exit status 1 if one could not be added.

    `sources` has, under what whoever gave the command calls it, the file or the address.
    """
    adding = Adding(Path.cwd(), wish)
    outcomes: list[Outcome] = []
    refused = 0
    progress = Progress("Adding", len(sources))
    with Worker() as worker:
        for name, source in sources.items():
            outcome = Outcome(name)
            outcomes.append(outcome)
            try:
                adding.add(source, worker, outcome)
            except (Unreadable, Problems) as error:
                refused += 1
                wrong = "" if isinstance(error, Unreadable) else "cannot be added:\n"
                outcome.seed = None
                outcome.warnings.append(f"{wrong}{error}")
                if not wish.json:
                    print(f"{name}: {wrong}{error}", file=sys.stderr, flush=True)
            else:
                if not wish.json:
                    print("\n  ".join([outcome.said, *outcome.warnings]), flush=True)
            progress.step()
    if wish.json:
        files = [outcome.for_programs() for outcome in outcomes]
        print(json.dumps({"files": files}, ensure_ascii=False, indent=2))
    elif len(sources) > 1:
        doubtful = sum(bool(o.warnings and o.said) for o in outcomes)
        what = "would be added" if wish.dry else "added"
        print(f"{len(sources) - refused} {what}, {refused} refused, {doubtful} to look at")
    return int(refused > 0)


class Adding:
    """Adds one file after the other to the articles that are there."""

    def __init__(self, root: Path, wish: Wish) -> None:
        self._wish = wish
        self._folder = wish.folder or root / "seeds"
        inside = self._folder.is_relative_to(root)
        self._name = self._folder.relative_to(root) if inside else Path(self._folder.name)
        if not wish.dry:
            self._folder.mkdir(parents=True, exist_ok=True)
        self._articles: list[Article] = []
        self._taken: set[str] = set()
        for folder in {root / "seeds", self._folder}:
            base = root if folder.is_relative_to(root) else folder.parent
            files, _ = list_files(folder, base, SUFFIXES) if folder.is_dir() else ([], [])
            articles, _ = collect(read_article, track(files, len(files), "Reading seeds"), base)
            self._articles += articles
            self._taken.update(slugify(undated(path.stem)) for path in files)
            for article in articles:
                self._taken.update((article.slug, *article.formerly))

    def add(self, source: str | Path, worker: Worker, outcome: Outcome) -> None:
        """Write the seed of one file, and say so; raises `Unreadable` or `Problems`.

        It must be none of the articles that are there, and its slug will be none that is taken.
        """
        file, found = self._read(source, worker, outcome)
        text = regex.sub(CONTROL, "", found.text)
        front_matter = _front_matter(found, self._wish.draft)
        keys, _ = parse(file, front_matter, SeedKeys)
        written = f"---\n{front_matter}---\n\n{text.strip()}\n"
        try:
            article = self._write(file, keys, found.suffix, written)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise Unreadable(f"cannot be written to {self._name} ({reason}); make room") from None
        self._articles.append(article)
        self._taken.update((article.slug, *article.formerly))
        outcome.article = article
        outcome.seed = None if self._wish.dry else article.path
        done = "would be written" if self._wish.dry else "written"
        blocks, words = len(article.blocks), article.words
        outcome.said = f"{article.path}: {done} from {file} ({blocks} passages, {words} words)"
        outcome.warnings += _told(article, keys, found)

    def _read(self, source: str | Path, worker: Worker, outcome: Outcome) -> tuple[str, Draft]:
        """The name of a file, or of that at an address, and what is in it."""
        if isinstance(source, Path):
            return source.name, worker.extract(source)
        from dossier.importing.fetch import fetch

        fetched = fetch(source, self._wish.private)
        outcome.warnings.append(str(fetched))
        name = urlsplit(fetched.url).path.rstrip("/").rpartition("/")[2] or "page"
        with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
            path = Path(folder, f"page{fetched.suffix}")
            path.write_bytes(fetched.data)
            return name, worker.extract(path, fetched.url)

    def _write(self, file: str, keys: SeedKeys, suffix: str, text: str) -> Article:
        """Write a seed beside its place, look at it there, and put it in its place."""
        above = self._folder.parent if self._folder.parent.is_dir() else None
        with tempfile.TemporaryDirectory(prefix=".adding-", dir=above) as beside:
            root = Path(beside)
            (root / self._name).mkdir(parents=True)
            with _alone(self._folder):
                for path in propose(root / self._name, file, keys, suffix, self._known()):
                    with path.open("w", encoding="utf-8") as seed:
                        seed.write(text)
                        seed.flush()
                        os.fsync(seed.fileno())
                    article = read_article(path, root)
                    self._check(article)
                    if self._wish.dry or _put(path, self._folder / path.name):
                        return article
        raise AssertionError("there is always another name")

    def _known(self) -> set[str]:
        """Slugs that are taken, by what another call has written meanwhile, too."""
        files = self._folder.rglob("*") if self._folder.is_dir() else []
        return self._taken | {slugify(undated(f.stem)) for f in files if f.suffix in SUFFIXES}

    def _check(self, article: Article) -> None:
        if article.slug in self._taken:
            raise Unreadable(f"says `slug: {article.slug}`, which another article has; change it")
        others = [] if self._wish.anyway else self._articles
        for new, other, why in find_near_duplicates([*others, article]):
            if new is article:
                raise Unreadable(f"is {other.path} already ({why}); --anyway adds it nonetheless")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While no other call writes to a folder."""
    if not folder.is_dir():
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _put(path: Path, place: Path) -> bool:
    """Put a file in its place in one step, if nothing is there."""
    try:
        os.link(path, place)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        if place.exists():
            return False
        os.replace(path, place)
    return True


def is_address(source: str) -> bool:
    """Whether something to be added is to be fetched."""
    return bool(regex.match(r"https?://", source, regex.IGNORECASE))


def propose(
    seeds: Path, file: str, keys: SeedKeys, suffix: str, taken: Container[str]
) -> Iterator[Path]:
    """Names for a seed, by date and title, that give slugs which no other seed has."""
    title = slugify(keys.title or Path(file).stem, max_length=LONGEST_NAME, word_boundary=True)
    title = title if title not in ("", "index") else "article"
    day = f"{keys.date}-" if keys.date and not title.startswith(str(keys.date)) else ""
    stems = chain([f"{day}{title}"], (f"{day}{title}-{number}" for number in count(2)))
    yield from (seeds / f"{stem}{suffix}" for stem in stems if undated(stem) not in taken)


def _front_matter(found: Draft, draft: bool) -> str:
    keys = dict(found.keys) | ({"draft": True} if draft else {})
    if not regex.search(r"(?m)^added:", found.front_matter):
        keys["added"] = build_day()
    language = str(keys.get("language", ""))
    if not regex.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        keys.pop("language", None)
    written = yaml.safe_dump(
        {k: _clean(v) for k, v in keys.items()}, allow_unicode=True, sort_keys=False, width=100
    )
    own = regex.sub(r"(?m)^draft:.*\n", "", found.front_matter) if draft else found.front_matter
    return own + (written if keys else "")


LONGEST_VALUES = {"title": 300, "name": 300, "description": 2000}


def _clean(value: object) -> object:
    match value:
        case str():
            return " ".join(regex.sub(CONTROL, "", value).split())
        case dict():
            return {key: _clean(inner) for key, inner in value.items()}
        case list():
            return [_clean(inner) for inner in value]
    return value


def _told(article: Article, keys: SeedKeys, found: Draft) -> Iterator[str]:
    own = {"date": article.date, "source": article.source}  # which a plain text may say itself
    missing = [key for key in WISHED if key not in keys.model_fields_set and not own.get(key)]
    if missing:
        yield f"not found: {', '.join(missing)}; add what you know to the front matter"
    if any("," not in author for author in keys.authors):
        yield "authors: write people as `Family, Given`; what has no comma is cited as a body"
    if keys.date and keys.date > date.today():
        yield f"dated {keys.date}: it will not be published before"
    yield from found.unread
