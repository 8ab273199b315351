"""The style pictures of the optimisation studio: what is offered there, and what stays chosen elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.optimise import OptimiseStudio
from tests.e2e.photographs import save_photograph
from tests.e2e.test_gallery import region, tile
from tests.e2e.test_my_styles import keep


def go_to(page: Page, mode: str) -> None:
    """Change the mode, as a person does."""
    page.get_by_role("link", name=mode, exact=True).click()


def test_kept_styles_are_offered(optimising: OptimiseStudio, photo: Path, style: Path) -> None:
    studio = optimising
    studio.open()
    studio.choose_photo(photo)
    keep(studio, style)
    studio.wait_until_painted("astronaut", "coffee")

    studio.page.goto(f"{studio.address}/?backend=wasm#optimise")
    studio.page.reload()
    studio.wait_until_open()
    studio.styles.last.click()
    kept = studio.style("coffee")
    expect(kept).to_have_attribute("aria-pressed", "false")
    kept.click()
    expect(kept).to_have_attribute("aria-pressed", "true")
    expect(studio.page.get_by_role("heading", name="Style coffee")).to_be_visible()
    studio.set_small(steps=2)
    studio.start_button.click()
    studio.wait_until_done()
    expect(studio.result).to_have_attribute("aria-label", re.compile("in the style of coffee$"))


def test_what_is_chosen_for_photos_stays(optimising: OptimiseStudio, photo: Path, tmp_path: Path) -> None:
    studio = optimising
    studio.open()
    studio.choose_photo(photo)
    tile(studio, "Mosaic").click()
    studio.wait_until_painted("astronaut", "Mosaic")

    go_to(studio.page, "Optimise")
    expect(studio.style("Mosaic")).to_have_attribute("aria-pressed", "true")
    studio.choose_style(save_photograph(tmp_path / "cat.png", "cat", 80, 64))
    expect(studio.style("Your style: cat")).to_have_attribute("aria-pressed", "true")
    expect(studio.style("Mosaic")).to_have_attribute("aria-pressed", "false")

    go_to(studio.page, "Photo")
    expect(studio.painting_picture("astronaut", "Mosaic")).to_be_visible()
    expect(studio.cancel_button).to_have_count(0)
    expect(tile(studio, "Mosaic")).to_have_attribute("aria-pressed", "true")
    expect(region(studio).get_by_role("button", name="Your style: cat")).to_have_count(0)

    go_to(studio.page, "Optimise")
    expect(studio.style("Your style: cat")).to_have_attribute("aria-pressed", "true")


def test_whoever_has_chosen_no_style_has_none_in_photo_either(optimising: OptimiseStudio) -> None:
    studio = optimising
    studio.open_optimise()
    go_to(studio.page, "Photo")
    expect(region(studio).locator("button[data-style][aria-pressed=false]").first).to_be_visible()
    expect(region(studio).locator("button[data-style][aria-pressed=true]")).to_have_count(0)
    expect(studio.page.get_by_role("img", name="Painting: ")).to_have_count(0)
