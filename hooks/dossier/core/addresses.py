"""What a browser makes of an address that stands in a page, by the URL Standard of WHATWG."""

from enum import Enum
from functools import lru_cache

import can_ada


class Way(Enum):
    """Where an address leads from a page of the site, on whatever host that is."""

    HERE = "to this host"
    ELSEWHERE = "away from it"
    SCRIPT = "to a script that runs at once"
    NOWHERE = "nowhere: a browser cannot read it"


_PAGES = ("https://dossier.invalid/", "http://dossier.invalid/")
"""One page, by either scheme: `https:example.org` leads away only from a page that is on http."""
_SCRIPTS = ("javascript:", "vbscript:")


@lru_cache(maxsize=100_000)
def way(address: str) -> Way:
    """Where an address leads; of one that leads away from one scheme alone, away."""
    try:
        found = [can_ada.parse(page) + address for page in _PAGES]
    except ValueError:
        return Way.NOWHERE
    if found[0].protocol in _SCRIPTS:
        return Way.SCRIPT
    ours = all(page.startswith(f"{url.origin}/") for url, page in zip(found, _PAGES, strict=True))
    return Way.HERE if ours else Way.ELSEWHERE


def is_web_address(address: str) -> bool:
    """Whether it is the whole address of a page: `http` or `https`, and a host."""
    try:
        url = can_ada.parse(address)
    except ValueError:
        return False
    return url.protocol in ("http:", "https:") and "//" in address and bool(url.hostname)


def is_site_address(address: str) -> bool:
    """Whether a site can be published at an address: nothing follows its path, no password."""
    if not is_web_address(address):
        return False
    url = can_ada.parse(address)
    return not (url.has_credentials() or "?" in address or "#" in address or "\\" in address)
