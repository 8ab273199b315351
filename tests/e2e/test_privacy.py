"""No picture leaves the device: all that the browser asks of a network is seen, and it can do without one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from tests.e2e.conftest import CHROMIUM_ARGUMENTS
from tests.e2e.photographs import pixels, save_photograph
from tests.e2e.studio import Studio
from tests.e2e.watch import Watch
from tests.serving import Site, serving

# What the service worker keeps: the site's own files, never a picture of the reader's.
KEPT_ADDRESSES = """
async () => {
  const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
  const requests = await Promise.all(caches.map((cache) => cache.keys()));
  return requests.flat().map(({ url }) => url);
}
"""


# What the page keeps for the next visit.
SETTINGS = {
    "strength",
    "colours",
    "comparison",
    "size",
    "format",
    "quality",
    "holdsSettings",
    "style",
    "sample",
    "keepsPhoto",
    "detail",
    "strokes",
    "rest",
    "crop",
    "print",
    "keepsShot",
}


def paint_and_save(studio: Studio, photo: Path, style: Path, folder: Path) -> Path:
    """All that a picture goes through, from its choice to the saved painting."""
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted(photo.stem, style.stem)
    studio.strength.fill("70")
    return studio.download(folder)


@pytest.mark.parametrize("context", ["block", "allow"], indirect=True, ids=["alone", "service worker"])
def test_page_only_gets_files_of_the_site(
    studio: Studio,
    context: BrowserContext,
    watch: Watch,
    photo: Path,
    style: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    studio.open(backend=None)
    paint_and_save(studio, photo, style, tmp_path)
    if request.node.callspec.params["context"] == "allow":
        studio.wait_until_kept()
        assert any(asked.service_worker for asked in watch.requests), "the watch sees the service worker"
        kept: list[str] = studio.page.evaluate(KEPT_ADDRESSES)
        assert [address for address in kept if not address.startswith(f"{studio.address}/")] == []
    asked = watch.network_requests()
    assert any(request.url.endswith(".bin") for request in asked), "the watch sees the networks' files"
    assert any("worker" in request.url for request in asked), "the watch sees the workers"
    assert watch.strays() == []
    assert all(request.post_data is None for request in asked)
    assert watch.violations(studio.page) == []
    assert context.cookies() == []
    # What is kept for the next visit are settings: nothing of the pictures, nor their names.
    kept_texts = studio.page.evaluate("({ ...localStorage })")
    assert set(kept_texts) == {"easel.settings"}
    assert set(json.loads(kept_texts["easel.settings"])) == SETTINGS
    assert photo.stem not in str(kept_texts) and style.stem not in str(kept_texts)
    stores = "[sessionStorage.length, indexedDB.databases().then((all) => all.length)]"
    assert studio.page.evaluate(f"Promise.all({stores})") == [0, 0]


def test_whole_browser_talks_to_the_site_only(
    playwright: Playwright, site: Site, photo: Path, style: Path, tmp_path: Path
) -> None:
    """The browser's own log of its network stack, which workers cannot get around."""
    log = tmp_path / "network.json"
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("EASEL_CHROMIUM") or None,
        args=[*CHROMIUM_ARGUMENTS, f"--log-net-log={log}"],
    )
    context = browser.new_context()
    context.set_default_timeout(120_000)
    studio = Studio(context.new_page(), site.address)
    studio.open(backend=None)
    paint_and_save(studio, photo, style, tmp_path)
    browser.close()

    asked = list(logged_requests(json.loads(log.read_text())))
    assert any(url.endswith(".bin") for _, url in asked), "the log holds the networks' files"
    assert [(method, url) for method, url in asked if method != "GET" or not is_of(site, url)] == []


def is_of(site: Site, url: str) -> bool:
    return url.startswith(f"{site.address}/")


def logged_requests(log: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Method and address of each request in a Chromium network log, except the browser's own errands."""
    start = log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    for event in log["events"]:
        parameters = event.get("params", {})
        if event["type"] != start or "url" not in parameters:
            continue
        # A full Chrome looks for updates of its own; what a page asks for carries the page's origin.
        if parameters.get("initiator") != "not an origin" or parameters["url"].startswith("http://127."):
            yield parameters["method"], parameters["url"]


@pytest.fixture
def own_site(repository: Path) -> Iterator[Site]:
    """A server that the test may stop."""
    with serving(repository / "web" / "dist") as running:
        yield running


def test_paints_without_a_network_once_loaded(
    context: BrowserContext, own_site: Site, photo: Path, style: Path, tmp_path: Path
) -> None:
    studio = Studio(context.new_page(), own_site.address)
    studio.open()
    paint_and_save(studio, photo, style, tmp_path)

    own_site.stop()
    context.set_offline(True)
    watch = Watch(own_site.address)
    watch.attach(context)
    cat = save_photograph(tmp_path / "cat.png", "cat", 90, 130)
    other = save_photograph(tmp_path / "space.png", "astronaut", 120, 120)
    saved = paint_and_save(studio, cat, other, tmp_path)
    assert pixels(saved).shape == (130, 90, 3)
    assert watch.errors == []
    expect(studio.notice).to_have_count(0)


def test_server_refuses_a_picture(context: BrowserContext, site: Site) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = context.request.fetch(f"{site.address}/", method=method, data=b"\x89PNG")
        assert answer.status == 405
