"""A site that is published anew while a page of it is open."""

import json
import zlib
from collections.abc import Callable

from playwright.sync_api import Page, Route


def under_another_name(page: Page, site: str) -> Callable[[], None]:
    """Let a site's index go by another name for a page, until what this gives is called.

    Then the one that is open has gone, and there is one by its true name.
    """
    data = f"{site}search/data/"
    core = json.loads(zlib.decompress(page.request.get(f"{data}entry.bin").body()))
    build = core["build"]
    older = zlib.compress(json.dumps(core | {"build": "old"}).encode())
    published = False

    def entry(route: Route) -> None:
        route.continue_() if published else route.fulfill(body=older)

    def of_old(route: Route) -> None:
        url = route.request.url.replace("/old/", f"/{build}/")
        route.fulfill(status=404) if published else route.continue_(url=url)

    def publish() -> None:
        nonlocal published
        published = True

    page.route(f"{data}entry.bin", entry)
    page.route(f"{data}old/**", of_old)
    return publish
