"""The bench page, built once, and a page of it on any back end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.bench.browser import build, launch, open_page, serving

OpenPage = Callable[..., Page]


def pytest_sessionstart(session: pytest.Session) -> None:
    """Build the page once, before any worker of pytest-xdist starts."""
    if not hasattr(session.config, "workerinput") and not session.config.option.collectonly:
        build()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the bench page is served."""
    with serving() as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def open_on(playwright: Playwright, address: str) -> Iterator[OpenPage]:
    """Opens the bench page in a browser of its own that can run a back end, with more arguments for it if any."""
    browsers: list[Browser] = []

    def opened(backend: str, *more: str) -> Page:
        browsers.append(launch(playwright, backend, more))
        return open_page(browsers[-1], address)

    yield opened
    for browser in browsers:
        browser.close()
