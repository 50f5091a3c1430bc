"""The whole way through in one call: a project's folder → what it publishes, or its problems."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from dossier.clock import build_day
from dossier.kept import Kept
from dossier.links import link
from dossier.match import Matcher
from dossier.model import Article, Dossier, Topic
from dossier.overrides import check_themes
from dossier.problems import Problem, Problems
from dossier.readings import read, read_files
from dossier.seeds import SUFFIXES, check_slugs, newest_first, read_dates
from dossier.sources import list_files
from dossier.topics import read_topics
from dossier.years import UNDATED, newest_year_first


@dataclass(frozen=True, slots=True)
class Edition:
    """A dossier, the problems met on the way to it, and what finds its terms in any text.

    `years` are those beside which it stands, if it is of one year.
    """

    dossier: Dossier
    matcher: Matcher
    problems: tuple[Problem, ...]
    years: tuple[str, ...] = ()


def read_edition(
    root: Path,
    seeds: Path | None = None,
    drafts: bool = False,
    kept: Kept | None = None,
    year: str = "",
) -> Edition:
    """Read the seeds and topics of a project; what has problems is left out of the dossier.

    Drafts and articles with a date to come are left out too, unless `drafts` asks for them. What
    was read before is taken from what is `kept`. With a `year` (or "undated") the articles of
    others are not read beyond their dates.
    """
    topics, problems = read_topics(root / "docs", root)
    matcher = _matcher(tuple(topics))
    seeds = seeds or root / "seeds"
    base = root if seeds.is_relative_to(root) else seeds.parent
    files, mistakes = list_files(seeds, base, SUFFIXES)
    of_year = by_year(files, base) if year else {}
    years = tuple(filter(None, of_year))
    if year:
        files = [*of_year.get(year, ()), *of_year.get("", ())]
        if year not in years:
            message = f"holds nothing of {year} to publish, only of {', '.join(years) or 'no year'}"
            mistakes.append(Problem(seeds.name, 1, f"{message}; build one of these"))
    readings, misread = read_files(files, base, matcher, kept or Kept())
    articles = [reading.article for reading in readings]
    mistakes += [*misread, *check_slugs(articles), *check_themes(articles, matcher.topics)]
    today = build_day()
    unique = {reading.article.slug: reading for reading in readings}.values()
    due = [
        read(replace(reading.article, unpublished=why), matcher) if why else reading
        for reading in unique
        if not (why := unpublished(reading.article, today)) or drafts
    ]
    due.sort(key=lambda reading: newest_first(reading.article))
    shown = [reading for reading in due if not reading.article.withdrawn]
    withdrawn = tuple(reading.article for reading in due if reading.article.withdrawn)
    dossier = replace(link(shown, matcher.topics), withdrawn=withdrawn)
    return Edition(dossier, matcher, tuple(sorted({*problems, *mistakes})), years)


@lru_cache(1)
def _matcher(topics: tuple[Topic, ...]) -> Matcher:
    """The last one, if the topics are as they were: then all that it found still holds."""
    return Matcher(topics)


def list_years(root: Path) -> list[str]:
    """The years of which a project has something to publish, newest first."""
    return [*filter(None, by_year(list_files(root / "seeds", root, SUFFIXES)[0], root))]


def by_year(files: Iterable[Path], root: Path) -> dict[str, list[Path]]:
    """The files to be published of each year, newest first, and of none as "undated".

    Those that cannot be read stand under an empty name: whoever reads them says what is wrong.
    """
    found: defaultdict[str, list[Path]] = defaultdict(list)
    today = build_day()
    for path in files:
        try:
            article = read_dates(path, root)
        except Problems:
            found[""].append(path)
        else:
            if not unpublished(article, today):
                found[article.when[:4] or UNDATED].append(path)
    return {year: found[year] for year in newest_year_first(found)}


def unpublished(article: Article, today: date) -> str:
    """Why an article is held back; empty if it is not."""
    if article.draft:
        return "Draft"
    if article.date and article.date > today:
        return "Not due yet"
    return ""
