"""The whole way through in one call: a project's folder → what it publishes, or its problems."""

import os
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from dossier.links import link
from dossier.match import Matcher, place
from dossier.model import Article, Dossier
from dossier.overrides import check_themes
from dossier.problems import Problem
from dossier.seeds import read_articles
from dossier.topics import read_topics


@dataclass(frozen=True, slots=True)
class Edition:
    """A dossier, the problems met on the way to it, and what finds its terms in any text."""

    dossier: Dossier
    matcher: Matcher
    problems: tuple[Problem, ...]


def read_edition(root: Path, seeds: Path | None = None, drafts: bool = False) -> Edition:
    """Read the seeds and topics of a project; what has problems is left out of the dossier.

    Drafts and articles with a date to come are left out too, unless `drafts` asks for them.
    """
    topics, problems = read_topics(root / "docs", root)
    seeds = seeds or root / "seeds"
    articles, mistakes = read_articles(seeds, root if seeds.is_relative_to(root) else seeds.parent)
    matcher = Matcher(topics)
    mistakes += check_themes(articles, topics)
    today = build_day()
    unique = {a.slug: replace(a, unpublished=_unpublished(a, today)) for a in articles}.values()
    due = [article for article in unique if drafts or not article.unpublished]
    shown = [article for article in due if not article.withdrawn]
    passages = (passage for article in shown for passage in place(article, matcher))
    withdrawn = tuple(article for article in due if article.withdrawn)
    dossier = replace(link(shown, topics, passages), withdrawn=withdrawn)
    return Edition(dossier, matcher, tuple(sorted({*problems, *mistakes})))


def build_day() -> date:
    """The day of the build: that of SOURCE_DATE_EPOCH, so that it can be repeated, or today.

    An epoch of 0, which some build systems set for archives, is no day to publish on.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdigit() else 0
    return datetime.fromtimestamp(seconds, UTC).date() if seconds else date.today()


def _unpublished(article: Article, today: date) -> str:
    if article.draft:
        return "Draft"
    if article.date and article.date > today:
        return "Not due yet"
    return ""
