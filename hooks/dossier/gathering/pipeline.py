"""The whole way through in one call: a project's folder → what it publishes, or its problems."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from dossier.core.cache import Cache
from dossier.core.digest import digest
from dossier.core.model import Dossier
from dossier.core.problems import Problem, Problems
from dossier.gathering.link import link
from dossier.gathering.twins import find_twins
from dossier.placing.annotate import AnnotatedArticle, Annotator, annotate
from dossier.placing.matcher import Matcher
from dossier.reading.articles import SUFFIXES, check_slugs, newest_first, read_dates
from dossier.reading.files import list_files
from dossier.reading.overrides import check_themes
from dossier.reading.schedule import UNDATED, build_day, newest_year_first, unpublished
from dossier.reading.topics import read_topics


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
    cache: Cache | None = None,
    year: str = "",
    annotator: Annotator | None = None,
) -> Edition:
    """Read the seeds and topics of a project; what has problems is left out of the dossier.

    Drafts and articles with a date to come are left out too, unless `drafts` asks for them. What
    was read before is taken from the cache, or is remembered by the annotator. With a `year` (or
    "undated") the articles of others are not read beyond their dates.
    """
    annotator = annotator or Annotator()
    topics, problems = read_topics(root / "docs", root)
    matcher = annotator.matcher(topics)
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
    annotated, misread = annotator.annotate_files(files, base, matcher, cache or Cache())
    articles = [each.article for each in annotated]
    mistakes += [*misread, *check_slugs(articles), *check_themes(articles, matcher.topics)]
    today = build_day()
    unique = {each.article.slug: each for each in annotated}.values()
    due = [
        _withheld(each, why, matcher) if why else each
        for each in unique
        if not (why := unpublished(each.article, today)) or drafts
    ]
    due.sort(key=lambda each: newest_first(each.article))
    shown = [each for each in due if not each.article.withdrawn]
    withdrawn = tuple(each.article for each in due if each.article.withdrawn)
    dossier = replace(link(shown, matcher.topics), withdrawn=withdrawn)
    dossier = replace(dossier, twins=find_twins(dossier.passages))
    return Edition(dossier, matcher, tuple(sorted({*problems, *mistakes})), years)


def _withheld(annotated: AnnotatedArticle, why: str, matcher: Matcher) -> AnnotatedArticle:
    """An article that says itself, in each of its passages, why it is not published yet."""
    anew = annotate(replace(annotated.article, unpublished=why), matcher)
    return replace(anew, key=annotated.key and digest(annotated.key, why))


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
