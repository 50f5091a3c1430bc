"""The day of a build, which decides what is due, and whether pages state it."""

import os
from datetime import UTC, date, datetime


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
