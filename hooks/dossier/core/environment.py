"""What whoever builds says by variables of the environment, if it makes sense."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

from dossier.core.addresses import is_site_address


def check_environment() -> Iterator[str]:
    """What is wrong with a variable, and how to put it right."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not _is_moment(epoch):
        yield (
            f"SOURCE_DATE_EPOCH: `{epoch}` is no number of seconds since 1970; "
            "set it to what `date +%s` says, or unset it"
        )
    address = os.environ.get("SITE_URL", "")
    if address and not is_site_address(address):
        yield (
            f"SITE_URL: `{address}` is no address of a site; "
            "set it to a whole one, as https://dossier.example.org/, or unset it"
        )


def _is_moment(epoch: str) -> bool:
    try:
        datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        return False
    return epoch.isascii() and epoch.isdigit()
