"""Fixtures of the end-to-end tests: server, browser, and a studio (a page with Easel in it) for each test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tests.e2e.live import LiveStudio
from tests.e2e.moving import save_camera_picture, save_film
from tests.e2e.optimise import OptimiseStudio
from tests.e2e.photographs import save_photograph
from tests.e2e.studio import Studio
from tests.e2e.watch import Watch
from tests.serving import Site, serving

# WebGPU without a GPU, and no look-ups of other hosts by the browser itself.
CHROMIUM_ARGUMENTS = [
    "--enable-unsafe-webgpu",
    "--use-webgpu-adapter=swiftshader",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

# A camera that shows a file, asks nobody, and pages that may sound without a click.
CAMERA_ARGUMENTS = [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]

# Software GPUs on a busy machine are slow; this ends a test that hangs, it does not measure.
PATIENCE_MS = 120_000


@pytest.fixture(scope="session")
def site(repository: Path) -> Iterator[Site]:
    """The built site on the real server."""
    with serving(repository / "web" / "dist") as running:
        yield running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests: the one that EASEL_CHROMIUM names, else Playwright's own."""
    with launched(playwright, CHROMIUM_ARGUMENTS) as running:
        yield running


@pytest.fixture(scope="session")
def camera_browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The same with a camera, which shows a moving photograph."""
    shown = save_camera_picture(tmp_path_factory.mktemp("camera") / "camera.y4m")
    arguments = [*CHROMIUM_ARGUMENTS, *CAMERA_ARGUMENTS, f"--use-file-for-fake-video-capture={shown}"]
    with launched(playwright, arguments) as running:
        yield running


@contextmanager
def launched(playwright: Playwright, arguments: list[str]) -> Iterator[Browser]:
    """A Chromium with these arguments until the block ends."""
    running = playwright.chromium.launch(executable_path=os.environ.get("EASEL_CHROMIUM") or None, args=arguments)
    yield running
    running.close()


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh browser profile; its parameter is whether it has service workers, "allow" or "block"."""
    with profile(browser, service_workers=getattr(request, "param", "block")) as opened:
        yield opened


@contextmanager
def profile(
    browser: Browser,
    width: int = 1280,
    height: int = 900,
    has_touch: bool = False,
    service_workers: Literal["allow", "block"] = "block",
) -> Iterator[BrowserContext]:
    """A fresh profile of a browser until the block ends.

    Without service workers, so that tests can hold and change what a page fetches; those of offline use have them.
    """
    opened = browser.new_context(
        locale="en-GB",
        viewport={"width": width, "height": height},
        has_touch=has_touch,
        service_workers=service_workers,
    )
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


@pytest.fixture
def watch(context: BrowserContext, site: Site) -> Watch:
    """What the pages of this test ask of the network, and what they complain about."""
    watching = Watch(site.address)
    watching.attach(context)
    return watching


@pytest.fixture
def studio(context: BrowserContext, site: Site, watch: Watch) -> Iterator[Studio]:
    """Easel in a page of its own, not yet opened; checked at the end for strays, violations and errors."""
    opened = Studio(context.new_page(), site.address)
    yield opened
    assert watch.strays() == []
    assert watch.violations(opened.page) == []
    assert opened.unexpected(watch.errors) == []


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[Studio]:
    """Easel on a narrow phone, not yet opened; checked at the end as `studio` is."""
    with profile(browser, 360, 740, has_touch=True) as opened:
        watching = Watch(site.address)
        watching.attach(opened)
        studio = Studio(opened.new_page(), site.address)
        yield studio
        assert watching.strays() == []
        assert watching.violations(studio.page) == []
        assert studio.unexpected(watching.errors) == []


@pytest.fixture
def optimising(context: BrowserContext, site: Site, watch: Watch) -> Iterator[OptimiseStudio]:
    """Easel in a page of its own, for the optimisation studio, not yet opened; checked at the end as `studio` is."""
    opened = OptimiseStudio(context.new_page(), site.address)
    yield opened
    assert watch.strays() == []
    assert watch.violations(opened.page) == []
    assert opened.unexpected(watch.errors) == []
    assert context.cookies() == []


@pytest.fixture
def live(camera_browser: Browser, site: Site) -> Iterator[LiveStudio]:
    """Easel beside a camera, not yet opened; checked at the end as `studio` is."""
    with profile(camera_browser) as opened:
        watching = Watch(site.address)
        watching.attach(opened)
        studio = LiveStudio(opened.new_page(), site.address)
        yield studio
        assert watching.strays() == []
        assert watching.violations(studio.page) == []
        assert studio.unexpected(watching.errors) == []


@pytest.fixture(scope="session")
def axe(repository: Path) -> str:
    """The script of axe. Playwright evaluates it beside the page, whose policy would not let it in."""
    return (repository / "node_modules" / "axe-core" / "axe.min.js").read_text()


@pytest.fixture(scope="session")
def film(camera_browser: Browser, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short video with sound."""
    return save_film(tmp_path_factory.mktemp("film") / "square.webm", camera_browser, site.address)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photograph of a face, of a size that is no multiple of eight."""
    return save_photograph(tmp_path / "astronaut.png", "astronaut", 125, 93)


@pytest.fixture
def style(tmp_path: Path) -> Path:
    """A picture whose style can be used."""
    return save_photograph(tmp_path / "coffee.png", "coffee", 150, 100)
