"""What is under way can be broken off at any time, and nothing that was chosen is lost."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Route, expect

from tests.e2e.photographs import save_photograph
from tests.e2e.studio import Studio


def test_cancel_while_painting(studio: Studio, style: Path, tmp_path: Path) -> None:
    # Plain JavaScript would take minutes for a photo of this size.
    studio.open("cpu")
    studio.choose_photo(save_photograph(tmp_path / "large.png", "astronaut", 1000, 1000))
    studio.choose_style(style)
    expect(studio.status).to_contain_text("Painting")
    studio.cancel_button.click()
    expect(studio.cancel_button).to_have_count(0)
    expect(studio.photo_picture("large")).to_be_visible()
    expect(studio.page.get_by_role("button", name="Paint", exact=True)).to_be_enabled()
    expect(studio.notice).to_have_count(0)

    studio.choose_photo(save_photograph(tmp_path / "small.png", "cat", 48, 40))
    studio.wait_until_painted("small", "coffee")


def test_cancel_while_downloading(studio: Studio, context: BrowserContext, photo: Path, style: Path) -> None:
    held: list[Route] = []
    context.route("**/models/**/*.bin", lambda route: held.append(route))
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    expect(studio.page.get_by_role("progressbar")).to_be_visible()
    expect(studio.page.get_by_text("Downloading the networks").first).to_be_visible()
    studio.cancel_button.click()
    expect(studio.cancel_button).to_have_count(0)
    expect(studio.notice).to_have_count(0)
    assert held, "the weights were never asked for"

    for route in held:
        route.abort()
    context.unroute("**/models/**/*.bin")
    studio.page.get_by_role("button", name="Paint", exact=True).click()
    studio.wait_until_painted("astronaut", "coffee")


def test_newer_choice_replaces_what_is_under_way(studio: Studio, style: Path, tmp_path: Path) -> None:
    studio.open("cpu")
    studio.choose_photo(save_photograph(tmp_path / "large.png", "astronaut", 1000, 1000))
    studio.choose_style(style)
    expect(studio.status).to_contain_text("Painting")
    studio.choose_photo(save_photograph(tmp_path / "small.png", "cat", 48, 40))
    studio.wait_until_painted("small", "coffee")


def test_damaged_network_is_explained(studio: Studio, context: BrowserContext, photo: Path, style: Path) -> None:
    held: list[Route] = []

    def damage(route: Route) -> None:
        response = route.fetch()
        body = bytearray(response.body())
        body[len(body) // 2] ^= 1
        route.fulfill(response=response, body=bytes(body))

    studio.expect_error("network-checksum")
    context.route("**/style-encoder/*.bin", lambda route: held.append(route))
    context.route("**/style-transformer/*.bin", damage)
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    paint = studio.page.get_by_role("button", name="Paint", exact=True)
    expect(paint).to_be_visible()
    expect(studio.notice).to_contain_text("damaged")
    expect(studio.photo_picture("astronaut")).to_be_visible()

    # What of the failed download arrives late must not look like a new one.
    for route in held:
        route.continue_()
    # Chromium never calls a page idle whose intercepted requests were broken off, so this waits by the clock.
    studio.page.wait_for_timeout(500)
    expect(paint).to_be_visible()
    expect(studio.cancel_button).to_have_count(0)

    context.unroute("**/style-encoder/*.bin")
    context.unroute("**/style-transformer/*.bin")
    paint.click()
    expect(studio.notice).to_have_count(0)
    studio.wait_until_painted("astronaut", "coffee")
