"""Builds the site once for all tests, serves it, and opens pages of it in a real browser that is being watched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests.site.serving import Server, build, once, serve
from tests.site.watching import Watch

CHROMIUM_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}

LONGEST_WAIT = 20_000
"""Milliseconds after which something that a page should do counts as not done; a busy machine takes its time."""
expect.set_options(timeout=LONGEST_WAIT)

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that all workers of this test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def built(shared: Path) -> Path:
    """Build the site with MkDocs from this project's plans; nobody changes it. Its folder is named like its path."""
    return once(shared / "served" / "guide", build)


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[Server]:
    """Serve the built site."""
    with serve(built) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests of a worker."""
    path = Path(os.environ.get("DAYWISE_CHROMIUM") or "/usr/bin/chromium")
    if not path.exists():
        message = f"no Chromium at {path}: set DAYWISE_CHROMIUM to the path of one (`make test` finds or installs it)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def watch() -> Watch:
    """Collect what the pages of a test complain about, and what they ask for."""
    return Watch()


@pytest.fixture
def reader(browser: Browser, server: Server, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """Give what makes readers: each has storage of their own, a phone or a desk, and preferences.

    Whatever test it is, no page may raise an error, ask another site for anything, or fail to load a part of itself.
    Pages that stay open would fetch the whole guide in the background: only tests that are about it let them.
    """
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(
            **{"base_url": server.url, "viewport": DESKTOP, "service_workers": "block", **options}
        )
        context.set_default_timeout(LONGEST_WAIT)
        watch.follow(context)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert watch.complaints == []


@pytest.fixture
def open_page(reader: Callable[..., BrowserContext]) -> Open:
    """Give what opens a page for a new reader; the options are those of a Playwright context."""

    def open_for_new_reader(address: str = "", **options: Any) -> Page:
        page = reader(**options).new_page()
        page.goto(address)
        return page

    return open_for_new_reader
