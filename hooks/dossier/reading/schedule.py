"""When an article is due, and of which year it is; the day of a build, which decides both."""

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime

from dossier.core.model import Article

UNDATED = "undated"


def build_day() -> date:
    """The day of the build: that of SOURCE_DATE_EPOCH, so that it can be repeated, or today."""
    return _day("SOURCE_DATE_EPOCH") or date.today()


def stated_day() -> date | None:
    """The day of the build where whoever builds has set it, so that pages may state it."""
    return _day("DOSSIER_BUILT")


def _day(variable: str) -> date | None:
    """The day of an epoch; of 0, which some build systems set for archives, none."""
    epoch = os.environ.get(variable, "")
    seconds = int(epoch) if epoch.isdigit() else 0
    return datetime.fromtimestamp(seconds, UTC).date() if seconds else None


def unpublished(article: Article, today: date) -> str:
    """Why an article is held back; empty if it is not."""
    if article.draft:
        return "Draft"
    if article.date and article.date > today:
        return "Not due yet"
    return ""


def newest_year_first(years: Iterable[str]) -> list[str]:
    """Sorted as the articles are: those without a date come last."""
    return sorted(years, key=lambda year: (year.isdigit(), year), reverse=True)
