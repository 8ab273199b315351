"""Files hold the part of the painting that was chosen: to the pixel, in every size and on every way out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests.e2e.conftest import profile
from tests.e2e.photographs import pixels, save_photograph
from tests.e2e.studio import Studio
from tests.e2e.test_full_size import FAKE_CLIPBOARD, FAKE_SHARE_SHEET, SPACE_LETTERS, choose, paint, save
from tests.serving import Site

PLACE = re.compile(r"(\d+) × (\d+) px, (\d+) px from the left, (\d+) px from the top")
KINDS = {"Square": 1, "4:5": 4 / 5, "9:16": 9 / 16, "1.91:1": 1.91}


def open_crop(studio: Studio) -> Locator:
    """Open the dialogue about files, and from there the one about the crop."""
    studio.open_output().get_by_role("button", name="Change the crop").click()
    dialogue = studio.page.get_by_role("dialog", name="Crop", exact=True)
    expect(dialogue).to_be_visible()
    return dialogue


def frame(crop: Locator) -> Locator:
    """What lies around the part that goes into the file."""
    return crop.get_by_role("slider", name="Part that goes into the file")


def place(crop: Locator) -> tuple[int, int, int, int]:
    """Left, top, width and height of the part, in pixels of the photo, as it is told to screen readers."""
    found = PLACE.fullmatch(frame(crop).get_attribute("aria-valuetext") or "")
    assert found
    width, height, left, top = (int(number) for number in found.groups())
    return left, top, width, height


def cut(file: Path, box: tuple[int, int, int, int]) -> np.ndarray:
    """The pixels of this part of a picture file."""
    left, top, width, height = box
    return pixels(file)[top : top + height, left : left + width]


def close(studio: Studio) -> None:
    """Close the crop by its button, then the other dialogue."""
    studio.page.get_by_role("button", name="Done").click()
    expect(studio.page.get_by_role("dialog", name="Crop", exact=True)).to_have_count(0)
    studio.page.keyboard.press("Escape")
    expect(studio.output).to_have_count(0)


def test_every_shape_is_cut_from_the_whole(studio: Studio, tmp_path: Path, style: Path) -> None:
    paint(studio, save_photograph(tmp_path / "cat.png", "cat", 301, 203), style)
    whole = studio.download(tmp_path)
    for name, ratio in KINDS.items():
        crop = open_crop(studio)
        choose(crop, name)
        box = place(crop)
        assert abs(box[2] - box[3] * ratio) <= 1 + ratio
        assert box[2] == 301 or box[3] == 203, "as large as it can be"
        expect(crop).to_contain_text(f"{box[2]} × {box[3]} px in the file")
        expect(crop.get_by_text("As a profile picture")).to_have_count(1 if name == "Square" else 0)
        close(studio)
        expect(studio.page.get_by_test_id("facts")).to_contain_text(f"saved at {box[2]} × {box[3]} px")
        saved = studio.download(tmp_path)
        assert saved.name != whole.name
        np.testing.assert_array_equal(pixels(saved), cut(whole, box))
    choose(open_crop(studio), "Whole")
    close(studio)
    np.testing.assert_array_equal(pixels(studio.download(tmp_path)), pixels(whole))


def test_the_crop_is_dragged_and_resized_by_a_pointer(studio: Studio, tmp_path: Path, style: Path) -> None:
    paint(studio, save_photograph(tmp_path / "cat.png", "cat", 400, 300), style)
    whole = studio.download(tmp_path)
    crop = open_crop(studio)
    choose(crop, "Free")
    assert place(crop) == (40, 30, 320, 240)
    mouse = studio.page.mouse
    drawn = frame(crop).bounding_box()
    assert drawn is not None
    scale = drawn["width"] / 320
    # From its lower right corner to the left and up, then all of it to the left and up.
    mouse.move(drawn["x"] + drawn["width"], drawn["y"] + drawn["height"])
    mouse.down()
    mouse.move(drawn["x"] + 100 * scale, drawn["y"] + 80 * scale, steps=7)
    mouse.up()
    assert np.allclose(place(crop), (40, 30, 100, 80), atol=1)
    mouse.move(drawn["x"] + 50 * scale, drawn["y"] + 40 * scale)
    mouse.down()
    mouse.move(drawn["x"] + 30 * scale, drawn["y"] - 500, steps=7)
    mouse.up()
    box = place(crop)
    assert np.allclose(box, (20, 0, 100, 80), atol=1)
    close(studio)
    np.testing.assert_array_equal(pixels(studio.download(tmp_path)), cut(whole, box))

    # Each drag is a step, and the painting is whole all the time.
    undo = studio.page.get_by_role("button", name="Undo: crop")
    undo.click()
    np.testing.assert_array_equal(pixels(studio.download(tmp_path)), cut(whole, (40, 30, box[2], box[3])))
    undo.click()
    undo.click()
    np.testing.assert_array_equal(pixels(studio.download(tmp_path)), pixels(whole))
    expect(undo).to_have_count(0)


def test_the_crop_is_moved_and_resized_by_keys(studio: Studio, tmp_path: Path, style: Path) -> None:
    paint(studio, save_photograph(tmp_path / "cat.png", "cat", 400, 300), style)
    whole = studio.download(tmp_path)
    studio.page.get_by_role("button", name="Size and format").focus()
    keyboard = studio.page.keyboard
    keyboard.press("Enter")
    studio.output.get_by_role("button", name="Change the crop").focus()
    keyboard.press("Enter")
    crop = studio.page.get_by_role("dialog", name="Crop", exact=True)
    crop.get_by_role("radio", name="Whole").focus()
    keyboard.press("ArrowDown")
    assert place(crop) == (50, 0, 300, 300)
    frame(crop).focus()
    for _ in range(5):
        keyboard.press("Shift+ArrowLeft")
    # A step is a hundredth of the longer side.
    assert place(crop) == (60, 10, 280, 280)
    keyboard.press("ArrowLeft")
    keyboard.press("ArrowDown")
    assert place(crop) == (56, 14, 280, 280)
    for _ in range(20):
        keyboard.press("ArrowUp")
    box = place(crop)
    assert box == (56, 0, 280, 280)
    # Escape closes what lies on top, and the focus goes back to where it came from.
    keyboard.press("Escape")
    expect(crop).to_have_count(0)
    expect(studio.output.get_by_role("button", name="Change the crop")).to_be_focused()
    keyboard.press("Escape")
    np.testing.assert_array_equal(pixels(studio.download(tmp_path)), cut(whole, box))


def test_full_size_is_painted_whole_and_then_cut(studio: Studio, tmp_path: Path, style: Path) -> None:
    paint(studio, save_photograph(tmp_path / "cat.png", "cat", 2300, 120), style)
    choose(studio.open_output(), "As large as the photo")
    whole = save(studio, "Paint and download", tmp_path)
    crop = open_crop(studio)
    choose(crop, "Square")
    frame(crop).focus()
    for _ in range(3):
        studio.page.keyboard.press("ArrowLeft")
    left, top, width, height = place(crop)
    assert (left, top, width, height) == ((2300 - 120) // 2 - 3 * 23, 0, 120, 120)
    studio.page.get_by_role("button", name="Done").click()
    expect(studio.output.get_by_role("radio", name="As large as the photo")).to_be_checked()
    expect(studio.output).to_contain_text("120 × 120 px")
    # It is there by now, and is not painted again.
    saved = save(studio, "Download PNG", tmp_path)
    np.testing.assert_array_equal(pixels(saved), cut(whole, (left, top, width, height)))

    # What is shown is smaller, so the same part has fewer pixels.
    choose(studio.open_output(), "As shown")
    shown = save(studio, "Download PNG", tmp_path)
    with Image.open(shown) as image:
        assert image.size == (107, 107)


@pytest.mark.parametrize("kind", ["JPEG", "WebP"])
def test_other_formats_are_cut_as_well(studio: Studio, tmp_path: Path, style: Path, kind: str) -> None:
    paint(studio, save_photograph(tmp_path / "cat.png", "cat", 301, 203), style)
    whole = studio.download(tmp_path)
    crop = open_crop(studio)
    choose(crop, "4:5")
    box = place(crop)
    studio.page.get_by_role("button", name="Done").click()
    choose(studio.output, kind)
    saved = pixels(save(studio, f"Download {kind}", tmp_path))
    assert saved.shape == (box[3], box[2], 3)
    assert np.abs(saved - cut(whole, box)).mean() < 15


def test_clipboard_and_share_sheet_get_the_part(
    studio: Studio, context: BrowserContext, photo: Path, style: Path, tmp_path: Path
) -> None:
    context.add_init_script(FAKE_CLIPBOARD)
    context.add_init_script(FAKE_SHARE_SHEET)
    paint(studio, photo, style)
    whole = studio.download(tmp_path)
    crop = open_crop(studio)
    choose(crop, "Square")
    box = place(crop)
    studio.page.get_by_role("button", name="Done").click()
    studio.output.get_by_role("button", name="Copy").click()
    expect(studio.output.get_by_role("button", name="Copied")).to_be_visible()
    width, height, row = json.loads(studio.page.locator("body").get_attribute("data-copied") or "")
    assert (width, height) == box[2:]
    np.testing.assert_array_equal(np.reshape(row, (-1, 4))[:, :3], cut(whole, box)[0])
    studio.output.get_by_role("button", name="Share").click()
    shared = f"astronaut_coffee-square.png image/png {box[2]} {box[3]}"
    expect(studio.page.locator("body")).to_have_attribute("data-shared", shared)


def test_the_kind_is_a_setting_and_the_place_belongs_to_the_photo(
    studio: Studio, photo: Path, style: Path, tmp_path: Path
) -> None:
    paint(studio, photo, style)
    crop = open_crop(studio)
    choose(crop, "Square")
    frame(crop).focus()
    studio.page.keyboard.press("ArrowLeft")
    moved = place(crop)
    close(studio)
    studio.choose_photo(save_photograph(tmp_path / "cat.png", "cat", 64, 96))
    studio.wait_until_painted("cat", "coffee")
    crop = open_crop(studio)
    assert place(crop) == (0, 16, 64, 64)
    close(studio)
    studio.page.get_by_role("button", name="Undo: photo").click()
    studio.wait_until_painted("astronaut", "coffee")
    assert place(open_crop(studio)) == moved
    close(studio)

    # A PNG and a link carry the kind; so does the next visit.
    saved = studio.download(tmp_path)
    with Image.open(saved) as image:
        assert json.loads(image.info["easel"])["crop"] == "square"
    studio.open()
    studio.samples.nth(1).click()
    studio.styles.nth(1).click()
    expect(studio.divider).to_be_visible()
    expect(studio.open_output()).to_contain_text("Square")
    studio.page.keyboard.press("Escape")
    studio.page.get_by_role("button", name="More").click()
    studio.page.get_by_role("button", name="Reset settings").click()
    studio.page.keyboard.press("Escape")
    expect(studio.open_output()).to_contain_text("All of the painting")
    studio.page.keyboard.press("Escape")
    studio.drop("[data-drop=photo]", saved)
    expect(studio.notice).to_contain_text("This painting holds its settings")
    expect(studio.open_output()).to_contain_text("Square")


@pytest.mark.parametrize("spacing", ["normal", "0.12em"])
def test_touch_on_a_phone(browser: Browser, site: Site, tmp_path: Path, style: Path, spacing: str) -> None:
    with profile(browser, width=360, height=740, has_touch=True) as context:
        studio = Studio(context.new_page(), site.address)
        page = studio.page
        page.set_default_timeout(120_000)
        paint(studio, save_photograph(tmp_path / "cat.png", "cat", 400, 300), style)
        page.evaluate(SPACE_LETTERS, spacing)
        crop = open_crop(studio)
        choose(crop, "Square")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        # In reach, however long the rest is.
        expect(crop.get_by_role("button", name="Done")).to_be_in_viewport(ratio=1)
        for element in [*crop.get_by_role("radio").all(), *crop.get_by_role("button").all()]:
            element.scroll_into_view_if_needed()
            box = element.bounding_box()
            assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360
            assert box["height"] >= 36
        frame(crop).scroll_into_view_if_needed()
        drawn = frame(crop).bounding_box()
        assert drawn is not None
        for corner in crop.locator(".crop-handle").all():
            box = corner.bounding_box()
            assert box is not None and box["width"] == box["height"] == 44
            assert box["x"] >= 0 and box["x"] + box["width"] <= 360
        scale = drawn["width"] / 300
        touch = context.new_cdp_session(page)

        def point(kind: str, x: float, y: float) -> None:
            points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        # A finger takes the upper left corner a little beside it.
        start = (drawn["x"] - 8, drawn["y"] - 8)
        point("touchStart", *start)
        for step in range(1, 6):
            point("touchMove", start[0] + step * 20 * scale, start[1] + step * 20 * scale)
        point("touchEnd", 0, 0)
        assert np.allclose(place(crop), (150, 100, 200, 200), atol=1)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_photo_file_may_be_turned(studio: Studio, tmp_path: Path, style: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = tmp_path / "turned.jpg"
    Image.open(save_photograph(tmp_path / "cat.png", "cat", 96, 160)).save(turned, quality=95, exif=exif)
    paint(studio, turned, style)
    crop = open_crop(studio)
    choose(crop, "9:16")
    # Upright it is 160 by 96.
    assert place(crop) == (53, 0, 54, 96)
