"""Every change can be undone and redone; paintings that were made before are there at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from playwright.sync_api import Locator, expect

from tests.e2e.photographs import pixels, save_photograph
from tests.e2e.studio import Studio
from tests.e2e.test_full_size import choose, paint


def undo_button(studio: Studio) -> Locator:
    return studio.page.get_by_role("button", name="Undo")


def redo_button(studio: Studio) -> Locator:
    return studio.page.get_by_role("button", name="Redo")


def more(studio: Studio, name: str) -> Locator:
    """What lies behind "More", which is opened where it is not."""
    button = studio.page.get_by_role("button", name="More", exact=True)
    if button.get_attribute("aria-expanded") == "false":
        button.click()
    return studio.page.get_by_role("group", name="More", exact=True).get_by_text(name)


def test_every_change_goes_back_and_forth(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    other = save_photograph(tmp_path / "cat.png", "cat", 120, 90)
    paint(studio, photo, style)
    first = pixels(studio.download(tmp_path))
    studio.choose_style(other)
    studio.wait_until_painted("astronaut", "cat")
    studio.choose_photo(save_photograph(tmp_path / "rocket.png", "coffee", 90, 120))
    studio.wait_until_painted("rocket", "cat")
    studio.choose_colours("Photo")
    studio.strength.fill("40")
    expect(redo_button(studio)).to_be_disabled()

    # Nothing is painted anew from here on: the paintings are held.
    studio.page.evaluate("() => { Worker.prototype.postMessage = () => { throw new Error('a worker was asked'); }; }")
    undo_button(studio).click()
    expect(studio.strength).to_have_value("100")
    expect(studio.status).to_contain_text("Undone: strength.")
    undo_button(studio).click()
    expect(studio.page.get_by_role("radio", name="Style", exact=True)).to_be_checked()
    undo_button(studio).click()
    expect(studio.painting_picture("astronaut", "cat")).to_be_visible()
    undo_button(studio).click()
    expect(studio.painting_picture("astronaut", "coffee")).to_be_visible()
    shown = studio.page.evaluate(
        """() => {
          const canvas = document.querySelector('.compare-painting canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          return Array.from(data);
        }"""
    )
    np.testing.assert_array_equal(np.reshape(shown, (*first.shape[:2], 4))[..., :3], first)
    for _ in range(4):
        redo_button(studio).click()
    expect(studio.painting_picture("rocket", "cat")).to_be_visible()
    expect(studio.strength).to_have_value("40")
    expect(studio.page.get_by_role("radio", name="Photo", exact=True)).to_be_checked()
    expect(redo_button(studio)).to_be_disabled()


def test_a_drag_is_one_step_and_keys_undo_it(studio: Studio, photo: Path, style: Path) -> None:
    paint(studio, photo, style)
    slider = studio.strength.bounding_box()
    assert slider is not None
    middle = slider["y"] + slider["height"] / 2
    mouse = studio.page.mouse
    mouse.move(slider["x"] + slider["width"] * 0.9, middle)
    mouse.down()
    mouse.move(slider["x"] + slider["width"] * 0.3, middle, steps=12)
    mouse.up()
    dragged = studio.strength.input_value()
    assert int(dragged) < 40
    # Held down, a key goes on; pressed again it is another step.
    keyboard = studio.page.keyboard
    for _ in range(5):
        keyboard.down("ArrowRight")
    keyboard.up("ArrowRight")
    keyboard.press("ArrowRight")
    expect(studio.strength).to_have_value(str(int(dragged) + 6))
    keyboard.press("Control+z")
    expect(studio.strength).to_have_value(str(int(dragged) + 5))
    keyboard.press("Control+z")
    expect(studio.strength).to_have_value(dragged)
    keyboard.press("Meta+z")
    expect(studio.strength).to_have_value("100")
    keyboard.press("Control+y")
    expect(studio.strength).to_have_value(dragged)
    keyboard.press("Control+Shift+z")
    expect(studio.strength).to_have_value(str(int(dragged) + 5))


def test_reset_gives_the_settings_of_the_first_visit_and_can_be_undone(
    studio: Studio, photo: Path, style: Path
) -> None:
    paint(studio, photo, style)
    studio.choose_colours("Matched")
    studio.strength.fill("20")
    studio.page.get_by_role("button", name="Scale of the style").click()
    studio.page.get_by_role("radio", name="2 ×").check()
    expect(studio.page.get_by_role("button", name="Undo: style")).to_be_enabled()
    choose(studio.open_output(), "JPEG")
    studio.page.keyboard.press("Escape")
    expect(studio.page.get_by_role("button", name="Download JPEG")).to_be_enabled()
    studio.compare("Side by side")
    more(studio, "Reset settings").click()
    expect(studio.strength).to_have_value("100")
    expect(studio.page.get_by_role("radio", name="Style", exact=True)).to_be_checked()
    expect(studio.page.get_by_role("radio", name="1 ×")).to_be_checked()
    expect(studio.page.get_by_role("button", name="Download PNG")).to_be_enabled()
    # How it is looked at is no setting of the painting.
    expect(studio.page.get_by_role("radio", name="Side by side")).to_be_checked()
    expect(studio.painting_picture("astronaut", "coffee")).to_be_visible()
    studio.page.keyboard.press("Escape")
    expect(studio.page.get_by_role("group", name="More", exact=True)).to_have_count(0)
    expect(studio.page.get_by_role("button", name="More", exact=True)).to_be_focused()
    # Reset was one step, whatever it has set.
    undo_button(studio).click()
    expect(studio.strength).to_have_value("20")
    expect(studio.page.get_by_role("radio", name="Matched", exact=True)).to_be_checked()
    expect(studio.page.get_by_role("radio", name="2 ×")).to_be_checked()
    expect(studio.page.get_by_role("button", name="Download JPEG")).to_be_enabled()
    undo_button(studio).click()
    expect(studio.status).to_contain_text("Undone: file settings.")
    expect(studio.page.get_by_role("button", name="Download PNG")).to_be_enabled()


def test_undo_before_the_first_style_shows_the_photo(studio: Studio) -> None:
    studio.open()
    expect(undo_button(studio)).to_be_disabled()
    studio.styles.first.click()
    expect(studio.divider).to_be_visible()
    undo_button(studio).click()
    expect(studio.divider).to_have_count(0)
    expect(studio.page.get_by_text("Pick a style to paint this photo.")).to_be_visible()
    redo_button(studio).click()
    expect(studio.divider).to_be_visible()
