"""The divider uncovers the photo under the painting, by pointer and by keyboard."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.photographs import save_photograph
from tests.e2e.studio import Studio


def value(studio: Studio) -> int:
    """The share of the photo, in percent."""
    return int(studio.divider.get_attribute("aria-valuenow") or "-1")


def test_divider_by_keyboard(studio: Studio, photo: Path, style: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    studio.divider.focus()
    expect(studio.divider).to_be_focused()
    press = studio.page.keyboard.press
    start = value(studio)
    press("ArrowRight")
    assert value(studio) > start
    press("ArrowLeft")
    assert value(studio) == start
    press("Home")
    assert value(studio) == 0
    press("ArrowLeft")
    assert value(studio) == 0
    press("End")
    assert value(studio) == 100
    press("PageDown")
    assert 0 < value(studio) < 100


def test_handle_at_the_edge_does_not_widen_a_phones_page(studio: Studio, tmp_path: Path, style: Path) -> None:
    studio.page.set_viewport_size({"width": 360, "height": 740})
    studio.open()
    studio.choose_photo(save_photograph(tmp_path / "cat.png", "cat", 700, 80))
    studio.choose_style(style)
    studio.wait_until_painted("cat", "coffee")
    studio.divider.focus()
    studio.page.keyboard.press("End")
    assert value(studio) == 100
    assert studio.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_divider_by_pointer(studio: Studio, photo: Path, style: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    box = studio.painting_picture("astronaut", "coffee").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    mouse = studio.page.mouse
    mouse.move(box["x"] + box["width"] * 0.3, middle)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.6, middle, steps=4)
    assert abs(value(studio) - 60) <= 1
    mouse.move(box["x"] + box["width"] * 3, middle, steps=2)
    assert value(studio) == 100
    mouse.up()
    mouse.move(box["x"] + box["width"] * 0.2, middle)
    assert value(studio) == 100
