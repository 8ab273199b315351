"""After one visit everything works without a network; new versions are announced, and a full disk is no failure."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import profile
from tests.e2e.live import LiveStudio
from tests.e2e.optimise import OptimiseStudio
from tests.e2e.studio import Studio
from tests.e2e.watch import Watch
from tests.serving import Site, serving

# How many entries the cache holds, and how many of them are the page itself.
COUNT_KEPT = """
async () => {
  const cache = await caches.open('easel');
  const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  return [paths.length, paths.filter((path) => path === '/').length];
}
"""


@pytest.fixture
def own_site(repository: Path) -> Iterator[Site]:
    """A server that the test may stop."""
    with serving(repository / "web" / "dist") as running:
        yield running


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh profile with service workers; its parameter is what `profile` takes of a device."""
    with profile(browser, **getattr(request, "param", {}), service_workers="allow") as opened:
        yield opened


@pytest.fixture
def camera_context(camera_browser: Browser) -> Iterator[BrowserContext]:
    with profile(camera_browser, service_workers="allow") as opened:
        yield opened


def go_offline(context: BrowserContext, site: Site) -> Watch:
    """Stop the server and cut the network. Returns what the pages complain about from then on."""
    site.stop()
    context.set_offline(True)
    watch = Watch(site.address)
    watch.attach(context)
    return watch


@pytest.mark.parametrize(
    "context", [{}, {"width": 360, "height": 740, "has_touch": True}], ids=["desktop", "phone"], indirect=True
)
def test_paints_a_photo_offline_after_the_first_visit(
    context: BrowserContext, own_site: Site, photo: Path, style: Path, tmp_path: Path
) -> None:
    studio = Studio(context.new_page(), own_site.address)
    studio.open()
    studio.wait_until_kept()
    watch = go_offline(context, own_site)

    later = Studio(context.new_page(), own_site.address)
    later.open()
    assert later.page.evaluate("crossOriginIsolated"), "the headers are kept with the files"
    later.choose_photo(photo)
    later.styles.nth(3).click()
    expect(later.page.get_by_role("img", name="Painting: astronaut")).to_be_visible()
    # A picture as the style needs the encoder, which the styles that come with Easel do without.
    later.choose_style(style)
    later.wait_until_painted("astronaut", "coffee")
    assert later.download(tmp_path).stat().st_size > 1000
    assert later.samples.count() >= 3
    later.page.locator(".tile img").last.scroll_into_view_if_needed()
    broken = "[...document.images].filter((image) => image.complete && image.naturalWidth === 0).length"
    assert later.page.evaluate(broken) == 0
    assert watch.errors == []


def test_optimises_offline(context: BrowserContext, own_site: Site, photo: Path) -> None:
    studio = Studio(context.new_page(), own_site.address)
    studio.open()
    studio.wait_until_kept()
    watch = go_offline(context, own_site)

    later = OptimiseStudio(context.new_page(), own_site.address)
    later.open_optimise()
    later.set_small(steps=4)
    later.start_button.click()
    later.wait_until_done()
    assert watch.errors == []


def test_paints_live_offline(camera_context: BrowserContext, own_site: Site) -> None:
    studio = Studio(camera_context.new_page(), own_site.address)
    studio.open()
    studio.wait_until_kept()
    watch = go_offline(camera_context, own_site)

    later = LiveStudio(camera_context.new_page(), own_site.address)
    later.open_live()
    later.use_camera()
    later.next_frames(3)
    assert watch.errors == []


def make_newer(folder: Path) -> None:
    """Change the page of a built site, as a new build does: its text, its hash, no compressed copies of both."""
    page = folder / "index.html"
    worker = folder / "sw.js"
    before = page.read_text()
    after = before.replace("Paint your photos in the style of any picture", "A newer Easel")
    assert after != before
    page.write_text(after)
    old, new = (hashlib.sha256(text.encode()).hexdigest() for text in (before, after))
    script = worker.read_text()
    assert script.count(old) == 1
    worker.write_text(script.replace(old, new))
    for name in ("index.html", "sw.js"):
        for ending in (".br", ".gz"):
            (folder / (name + ending)).unlink()


def description_of(page: Page) -> str:
    return page.locator("meta[name=description]").get_attribute("content") or ""


def test_new_version_is_announced_and_waits_for_the_reader(
    context: BrowserContext, repository: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(repository / "web" / "dist", folder)
    with serving(folder) as site:
        studio = Studio(context.new_page(), site.address)
        studio.open()
        studio.wait_until_kept()
    kept = studio.page.evaluate(COUNT_KEPT)
    assert kept[1] == 1
    make_newer(folder)

    with serving(folder, site.port):
        page = studio.page
        page.reload()
        update = page.get_by_text("A new version is ready.")
        expect(update).to_be_visible()
        assert "newer" not in description_of(page), "what was kept is used until the reader asks for more"
        page.get_by_role("button", name="Later").click()
        expect(update).to_have_count(0)

        # Said again at the next visit; a page that is not asked stays as it is.
        page.evaluate("window.stays = true")
        other = context.new_page()
        other.goto(site.address)
        other.get_by_role("button", name="Reload").click()
        expect(other.locator("meta[name=description][content*='A newer Easel']")).to_have_count(1)
        expect(update).to_be_visible()
        assert page.evaluate("window.stays") is True
        assert "newer" not in description_of(page)

        Studio(other, site.address).wait_until_kept()
        assert page.evaluate(COUNT_KEPT) == kept, "what is no longer of the site is dropped"
        page.get_by_role("button", name="Reload").click()
        expect(page.locator("meta[name=description][content*='A newer Easel']")).to_have_count(1)


@pytest.mark.parametrize("quota", [1, 3_000_000], ids=["for nothing", "for the page alone"])
def test_paints_where_the_browser_keeps_nothing(
    context: BrowserContext, site: Site, photo: Path, style: Path, quota: int
) -> None:
    watch = Watch(site.address)
    watch.attach(context)
    studio = Studio(context.new_page(), site.address)
    session = context.new_cdp_session(studio.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": site.address, "quotaSize": quota})
    studio.open()
    expect(studio.page.get_by_text("No room here to work offline")).to_be_visible()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    assert watch.errors == []


def test_a_connection_that_fails_before_the_first_painting_is_named_and_may_come_back(
    browser: Browser, own_site: Site
) -> None:
    with profile(browser) as context:
        context.route(lambda url: "/assets/worker" in url, lambda route: route.abort())
        studio = Studio(context.new_page(), own_site.address)
        studio.page.goto(f"{own_site.address}/?backend=wasm")
        studio.styles.nth(3).click()
        expect(studio.notice).to_contain_text("Check your connection")
        context.unroute_all()
        studio.samples.first.click()
        studio.styles.nth(4).click()
        expect(studio.page.get_by_role("img", name="Painting: ")).to_be_visible()
