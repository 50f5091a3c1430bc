"""The whole way through in one call: a project's folder → what it publishes, or its problems."""

from dataclasses import dataclass
from pathlib import Path

from dossier.links import link
from dossier.match import Matcher, place
from dossier.model import Dossier
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
    """Read the seeds and topics of a project; what has problems is left out of the dossier."""
    topics, problems = read_topics(root / "docs", root)
    seeds = seeds or root / "seeds"
    articles, mistakes = read_articles(seeds, root if seeds.is_relative_to(root) else seeds.parent)
    matcher = Matcher(topics)
    unique = {a.slug: a for a in articles if drafts or not a.draft}.values()
    mistakes += check_themes(articles, topics)
    passages = (passage for article in unique for passage in place(article, matcher))
    dossier = link(tuple(unique), topics, passages)
    return Edition(dossier, matcher, tuple(sorted({*problems, *mistakes})))
