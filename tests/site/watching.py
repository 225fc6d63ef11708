"""Listens to what pages do in the browser: their requests, their failures, their errors."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, WebError

PATIENCE = 20
"""Seconds that a browser on a busy machine is given."""


def wait_until(page: Page, condition: Callable[[], bool], missing: str) -> None:
    """Let a browser go on until something becomes true that its pages do not show; ``missing`` says what did not."""
    give_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up, missing
        page.wait_for_timeout(50)


@dataclass
class Watch:
    """Complaints of all the pages of a test, and their requests; ``expected`` are parts of complaints to let pass."""

    requests: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    _complaints: list[str] = field(default_factory=list)

    @property
    def complaints(self) -> list[str]:
        """What went wrong, without what was expected to."""
        return [text for text in self._complaints if not any(part in text for part in self.expected)]

    def follow(self, context: BrowserContext) -> None:
        """Listen to all pages of a context."""
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("requestfailed", self._on_request_failed)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)

    def _on_request(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self._complaints.append(f"asked a third party: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self._complaints.append(f"status {response.status}: {response.url}")

    def _on_request_failed(self, request: Request) -> None:
        # A page that is left while it loads aborts what is under way. Playwright turns scripts off by a policy ("csp"),
        # which also refuses the modules that a page asks for ahead of time.
        if request.failure not in {"net::ERR_ABORTED", "csp"}:
            self._complaints.append(f"request failed: {request.url}: {request.failure}")

    def _on_console(self, message: ConsoleMessage) -> None:
        # A failed load is told with its address by the response.
        if "Service Worker registration blocked by Playwright" in message.text:
            return  # What only the tests of offline use let pages do.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self._complaints.append(f"console {message.type}: {message.text}")

    def _on_error(self, error: WebError) -> None:
        self._complaints.append(f"page error: {error.error}")
