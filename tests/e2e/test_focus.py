"""Whoever works by keyboard goes on beside what a press has taken away."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.photographs import save_photograph
from tests.e2e.series import SeriesStudio
from tests.e2e.studio import Studio
from tests.e2e.test_gallery import region
from tests.e2e.test_mixing import mix, weight
from tests.e2e.test_my_styles import my_styles
from tests.e2e.test_series import series

__all__ = ["series"]


def press(button: Locator) -> None:
    # Until what was pressed before is done, a press does nothing.
    expect(button).to_be_enabled()
    button.focus()
    button.press("Enter")


def test_after_a_style_is_kept_and_after_others_are_deleted(studio: Studio, style: Path, tmp_path: Path) -> None:
    studio.open()
    files = [style, *(save_photograph(tmp_path / f"{name}.png", name, 120, 90) for name in ("cat", "astronaut"))]
    for file in files:
        studio.choose_style(file)
        press(region(studio).get_by_role("button", name="Keep this style"))
        expect(studio.page.get_by_role("button", name="My styles: rename, delete, save and import")).to_be_focused()
    press(region(studio).get_by_role("button", name="Dismiss"))
    expect(studio.page.get_by_role("button", name="My styles: rename, delete, save and import")).to_be_focused()

    # The newest stands first.
    dialog = my_styles(studio)
    press(dialog.get_by_role("button", name="Delete cat"))
    expect(dialog.get_by_role("button", name="Delete coffee")).to_be_focused()
    press(dialog.get_by_role("button", name="Undo"))
    expect(dialog.get_by_role("button", name="Delete cat")).to_be_focused()
    press(dialog.get_by_role("button", name="Delete coffee"))
    expect(dialog.get_by_role("button", name="Delete cat")).to_be_focused()
    press(dialog.get_by_role("button", name="Delete cat"))
    expect(dialog.get_by_role("button", name="Delete astronaut")).to_be_focused()
    press(dialog.get_by_role("button", name="Delete astronaut"))
    expect(dialog.get_by_role("button", name="Undo")).to_be_focused()


def test_after_a_style_is_taken_out_of_a_mix(studio: Studio) -> None:
    studio.open()
    studio.styles.first.click()
    first = studio.styles.first.get_attribute("aria-label")
    mix(studio, "Mosaic", "Etching")
    page = studio.page
    press(page.get_by_role("button", name="Take Mosaic out of the mix"))
    expect(weight(page, "Mosaic")).to_have_count(0)
    expect(page.get_by_role("button", name="Take Etching out of the mix")).to_be_focused()
    press(page.get_by_role("button", name="Take Etching out of the mix"))
    expect(page.get_by_role("button", name=f"Take {first} out of the mix")).to_be_disabled()
    panel = page.get_by_role("region", name="Mix of styles")
    expect(panel.get_by_role("button", name="Done")).to_be_focused()


def test_after_one_of_several_photos_is_removed(series: SeriesStudio, tmp_path: Path) -> None:
    series.open_series()
    series.add_photos(*(save_photograph(tmp_path / f"{name}.png", name, 40, 40) for name in ("cat", "coffee")))
    series.add_photos(save_photograph(tmp_path / "astronaut.png", "astronaut", 40, 40))
    page = series.page
    press(page.get_by_role("button", name="Remove coffee.png"))
    expect(page.get_by_role("button", name="Remove astronaut.png")).to_be_focused()
    press(page.get_by_role("button", name="Remove astronaut.png"))
    expect(page.get_by_role("button", name="Remove cat.png")).to_be_focused()
    press(page.get_by_role("button", name="Remove cat.png"))
    expect(page.get_by_role("button", name="Choose photos")).to_be_focused()
