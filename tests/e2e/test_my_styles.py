"""Style pictures that the reader keeps: on this device only, named, deleted, carried in a file, and cropped."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.e2e.kept import wait_until_kept
from tests.e2e.photographs import pixels, save_photograph
from tests.e2e.studio import Studio
from tests.e2e.test_gallery import OVERFLOW, WIDE_LETTERS, asked_by_page, names, region, show, tile
from tests.e2e.test_painting import greatest_difference, paint_in_python
from tests.e2e.watch import Watch

FULL_STORAGE = """
IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
"""


def keep(studio: Studio, style: Path) -> None:
    """Bring a style picture and keep it."""
    studio.choose_style(style)
    region(studio).get_by_role("button", name="Keep this style").click()
    expect(region(studio).get_by_text(f"“{style.stem}” is kept, on this device only.")).to_be_visible()


def my_styles(studio: Studio) -> Locator:
    """Open the dialogue."""
    studio.page.get_by_role("button", name="My styles: rename, delete, save and import").click()
    dialog = studio.page.get_by_role("dialog", name="My styles")
    expect(dialog).to_be_visible()
    return dialog


def import_file(studio: Studio, dialog: Locator, file: Path) -> None:
    with studio.page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Import styles from a file").click()
    chooser.value.set_files(file)


def test_a_kept_style_paints_the_same_after_a_reload_without_the_encoder(
    studio: Studio, watch: Watch, photo: Path, style: Path, tmp_path: Path
) -> None:
    studio.open()
    studio.choose_photo(photo)
    keep(studio, style)
    studio.wait_until_painted("astronaut", "coffee")
    before = studio.download(tmp_path)
    # The style vector of the first style, beside its picture.
    wait_until_kept(studio.page, 192, "easel-styles", "styles", None, 0, "vectors", "1", "length")
    watch.requests.clear()
    studio.page.reload()
    expect(studio.styles.first).to_be_visible()
    studio.choose_photo(photo)
    show(studio, "Mine")
    assert names(studio) == ["coffee"]
    expect(tile(studio, "coffee")).to_have_attribute("aria-pressed", "true")
    studio.wait_until_painted("astronaut", "coffee")
    (tmp_path / "again").mkdir()
    assert greatest_difference(before, studio.download(tmp_path / "again")) <= 1
    assert asked_by_page(watch, "style-encoder/") == []
    expect(region(studio).get_by_text("Kept on this device only")).to_be_visible()


def test_renamed_deleted_and_brought_back(studio: Studio, style: Path) -> None:
    studio.open()
    keep(studio, style)
    dialog = my_styles(studio)
    name = dialog.get_by_role("textbox", name="Name of coffee")
    name.fill("Morning")
    name.press("Enter")
    expect(dialog.get_by_role("textbox", name="Name of Morning")).to_have_value("Morning")
    dialog.get_by_role("button", name="Delete Morning").click()
    expect(dialog.get_by_text("“Morning” is deleted.")).to_be_visible()
    dialog.get_by_role("button", name="Undo").click()
    expect(dialog.get_by_role("textbox", name="Name of Morning")).to_be_visible()
    studio.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(tile(studio, "Morning")).to_be_visible()
    studio.page.reload()
    expect(tile(studio, "Morning")).to_be_visible()
    my_styles(studio).get_by_role("button", name="Delete Morning").click()
    studio.page.keyboard.press("Escape")
    expect(tile(studio, "Morning")).to_have_count(0)


@pytest.mark.parametrize("way", ["dialogue", "drop"])
def test_carried_to_another_device_in_a_file(
    studio: Studio, context: BrowserContext, style: Path, tmp_path: Path, way: str
) -> None:
    studio.open()
    keep(studio, style)
    with studio.page.expect_download() as download:
        my_styles(studio).get_by_role("button", name="Save all").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "easel-coffee.json"
    dialog = studio.page.get_by_role("dialog", name="My styles")
    dialog.get_by_role("button", name="Delete coffee").click()
    expect(dialog.get_by_role("textbox")).to_have_count(0)
    # A file that is none loses nothing, and says what is wrong.
    wrong = tmp_path / "letter.json"
    wrong.write_text(json.dumps({"dear": "reader"}))
    import_file(studio, dialog, wrong)
    expect(dialog.get_by_text("This file holds no Easel styles.")).to_be_visible()
    if way == "dialogue":
        import_file(studio, dialog, file)
        expect(dialog.get_by_text("1 style imported.")).to_be_visible()
        studio.page.keyboard.press("Escape")
    else:
        studio.page.keyboard.press("Escape")
        studio.drop("[data-drop=style]", file)
        expect(region(studio).get_by_text("1 style imported.")).to_be_visible()
    show(studio, "Mine")
    expect(tile(studio, "coffee")).to_be_visible()
    # What was deleted while it was the style stays that until another is chosen.
    assert names(studio) == ["Your style: coffee", "coffee"]


def test_no_room_is_said_and_the_style_goes_on(studio: Studio, photo: Path, style: Path) -> None:
    studio.page.add_init_script(FULL_STORAGE)
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    region(studio).get_by_role("button", name="Keep this style").click()
    expect(region(studio).get_by_text("There is no room on this device for this.")).to_be_visible()
    studio.wait_until_painted("astronaut", "coffee")


def test_a_part_of_the_picture_is_the_style(studio: Studio, photo: Path, tmp_path: Path) -> None:
    style = save_photograph(tmp_path / "cat.png", "cat", 400, 300)
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "cat")
    studio.page.get_by_role("button", name="Use a part of the style picture").click()
    dialog = studio.page.get_by_role("dialog", name="Use a part as the style")
    frame = dialog.get_by_role("slider", name="Part that becomes the style")
    # It begins in the middle: 240 by 180 pixels.
    expect(dialog.get_by_text("240 × 180 px of the picture")).to_be_visible()
    frame.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Shift+ArrowLeft"):
        studio.page.keyboard.press(key)
    expect(dialog.get_by_text("236 × 180 px of the picture")).to_be_visible()
    dialog.get_by_role("button", name="Use this part").click()
    studio.wait_until_painted("astronaut", "cat, detail")
    painting = studio.download(tmp_path)
    cut = tmp_path / "cut.png"
    left, top = 80 + 2 * 4, 60 + 4
    picture = pixels(style)[top : top + 180, left : left + 236]
    save_pixels(cut, picture)
    wanted = paint_in_python(photo, cut, tmp_path / "wanted.png")
    assert greatest_difference(painting, wanted) <= 2


def save_pixels(path: Path, picture: np.ndarray) -> None:
    from PIL import Image

    Image.fromarray(picture.astype(np.uint8)).save(path)


def test_my_styles_on_a_phone(phone: Studio, tmp_path: Path) -> None:
    phone.open()
    phone.page.evaluate(WIDE_LETTERS)
    long = save_photograph(tmp_path / f"{'A-very-long-name-of-a-picture-' * 3}.png", "coffee", 150, 100)
    keep(phone, long)
    assert phone.page.evaluate(OVERFLOW) <= 0
    dialog = my_styles(phone)
    box = dialog.get_by_role("button", name="Delete A-very").bounding_box()
    assert box and box["x"] + box["width"] <= 360 and box["height"] >= 40
    assert phone.page.evaluate(OVERFLOW) <= 0
