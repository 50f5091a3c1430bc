"""Counts what Chromium receives."""

from typing import Any, NamedTuple

from playwright.sync_api import Page

SETTLING = 50
"""Milliseconds until what was received before is told."""


class Taken(NamedTuple):
    """Bytes of answers as they travel, those of their bodies alone, and how many they were."""

    bytes: int
    bodies: int
    answers: int


class Traffic:
    """The answers that a page of Chromium receives, from now on or since it was last `taken`.

    What the browser has kept, and does not ask for again, is none.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._heads: dict[str, int] = {}
        self._answers: list[tuple[int, int]] = []
        network = page.context.new_cdp_session(page)
        network.on("Network.responseReceived", self._begin)
        network.on("Network.loadingFinished", self._end)
        network.send("Network.enable")

    def _begin(self, event: dict[str, Any]) -> None:
        """What was received until here are headers."""
        self._heads[event["requestId"]] = round(event["response"]["encodedDataLength"])

    def _end(self, event: dict[str, Any]) -> None:
        head = self._heads.pop(event["requestId"], 0)
        if size := round(event["encodedDataLength"]):
            self._answers.append((size, max(0, size - head)))

    def taken(self) -> Taken:
        """What has been received so far."""
        self._page.wait_for_timeout(SETTLING)
        answers, self._answers = self._answers, []
        sizes, bodies = ([answer[part] for answer in answers] for part in (0, 1))
        return Taken(sum(sizes), sum(bodies), len(answers))
