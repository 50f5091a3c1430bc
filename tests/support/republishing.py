"""A site that is published anew while a page of it is open."""

from collections.abc import Callable

from playwright.sync_api import Page, Route


def under_another_name(page: Page, site: str) -> Callable[[], None]:
    """Let a site's index go by another name for a page, until what this gives is called.

    Then the one that is open has gone, and there is one by its true name.
    """
    data = f"{site}search/data/"
    build = page.request.get(f"{data}entry.json").json()["build"]
    published = False

    def entry(route: Route) -> None:
        route.continue_() if published else route.fulfill(json={"build": "old"})

    def of_old(route: Route) -> None:
        url = route.request.url.replace("/old/", f"/{build}/")
        route.fulfill(status=404) if published else route.continue_(url=url)

    def publish() -> None:
        nonlocal published
        published = True

    page.route(f"{data}entry.json", entry)
    page.route(f"{data}old/**", of_old)
    return publish
