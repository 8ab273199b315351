"""Settings survive a reload, whatever the browser's storage does; the photo only if the reader wishes it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.e2e.kept import wait_until_kept
from tests.e2e.photographs import pixels, save_photograph
from tests.e2e.studio import Studio
from tests.e2e.test_crops import close, frame, open_crop, place
from tests.e2e.test_full_size import choose, paint
from tests.e2e.test_masks import end_masks, open_masks, panel
from tests.e2e.test_undo import more

KEEP = "Keep my photo on this device"

REFUSING = """
for (const name of ['getItem', 'setItem']) {
  Storage.prototype[name] = () => { throw new DOMException('no', 'SecurityError'); };
}
Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });
"""

FULL = """
const full = () => { throw new DOMException('full', 'QuotaExceededError'); };
Storage.prototype.setItem = full;
IDBObjectStore.prototype.put = full;
"""


def keep_photo(studio: Studio) -> Locator:
    """The box that says whether the photo is kept."""
    more(studio, KEEP)
    return studio.page.get_by_role("checkbox", name=KEEP)


def wait_until_photo_is_kept(studio: Studio) -> None:
    """Wait until the photo is in the browser's database."""
    wait_until_kept(studio.page, "astronaut.png", "easel-photo", "photo", "own", "name")


def wait_until_nothing_is_kept(studio: Studio) -> None:
    """Wait until nothing of the photo is in the browser's database."""
    wait_until_kept(studio.page, 0, "easel-photo", "photo", None, "length")


COUNT_PERSIST = """
globalThis.persisted = 0;
navigator.storage.persist = async () => {
  globalThis.persisted++;
  return false;
};
"""


def test_settings_survive_a_reload(studio: Studio) -> None:
    studio.open()
    photo = studio.page.get_by_role("img", name="Photo: ").first
    first = photo.get_attribute("aria-label") or ""
    studio.samples.nth(1).click()
    expect(photo).not_to_have_attribute("aria-label", first)
    studio.styles.nth(2).click()
    expect(studio.divider).to_be_visible()
    name = studio.page.get_by_role("img", name="Painting: ").get_attribute("aria-label")
    studio.choose_colours("Matched")
    studio.strength.fill("30")
    studio.compare("Side by side")
    choose(studio.open_output(), "WebP")
    studio.page.keyboard.press("Escape")

    studio.page.reload()
    # It is painted again by itself.
    expect(studio.page.get_by_role("img", name=name, exact=True)).to_be_visible()
    expect(studio.strength).to_have_value("30")
    expect(studio.page.get_by_role("radio", name="Matched", exact=True)).to_be_checked()
    expect(studio.page.get_by_role("radio", name="Side by side")).to_be_checked()
    expect(studio.page.get_by_role("button", name="Download WebP")).to_be_enabled()
    # What was brought back is where undo begins.
    expect(studio.page.get_by_role("button", name="Undo")).to_be_disabled()


@pytest.mark.parametrize(
    "garbled",
    ["{", "null", "[3]", json.dumps({"strength": -2, "colours": [], "style": "gone", "sample": 7, "keepsPhoto": 1})],
)
def test_garbled_settings_are_as_at_the_first_visit(studio: Studio, context: BrowserContext, garbled: str) -> None:
    context.add_init_script(f"localStorage.setItem('easel.settings', {json.dumps(garbled)})")
    studio.open()
    expect(studio.page.get_by_role("radio", name="Style", exact=True)).to_be_checked()
    expect(studio.strength).to_have_value("100")
    expect(studio.notice).to_have_count(0)


@pytest.mark.parametrize(("storage", "message"), [(REFUSING, "does not let Easel keep"), (FULL, "There is no room")])
def test_storage_that_keeps_nothing_disturbs_nothing(
    studio: Studio, context: BrowserContext, photo: Path, style: Path, storage: str, message: str
) -> None:
    context.add_init_script(storage)
    paint(studio, photo, style)
    studio.strength.fill("40")
    keep_photo(studio).click()
    expect(studio.notice).to_contain_text(message)
    expect(keep_photo(studio)).not_to_be_checked()
    expect(studio.painting_picture("astronaut", "coffee")).to_be_visible()


def test_the_photo_is_kept_only_if_that_is_wished(studio: Studio, photo: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    expect(studio.photo_picture("astronaut")).to_be_visible()
    studio.page.reload()
    expect(studio.page.get_by_role("img", name="Photo: ").first).to_be_visible()
    expect(studio.photo_picture("astronaut")).to_have_count(0)

    studio.choose_photo(photo)
    keep_photo(studio).check()
    wait_until_photo_is_kept(studio)
    studio.page.reload()
    expect(studio.photo_picture("astronaut")).to_be_visible()
    expect(keep_photo(studio)).to_be_checked()

    # Forgotten, it does not come back.
    keep_photo(studio).uncheck()
    studio.page.reload()
    expect(studio.page.get_by_role("img", name="Photo: ").first).to_be_visible()
    expect(studio.photo_picture("astronaut")).to_have_count(0)
    expect(keep_photo(studio)).not_to_be_checked()


def test_where_a_newer_photo_finds_no_room_none_is_kept(
    studio: Studio, context: BrowserContext, photo: Path, tmp_path: Path
) -> None:
    context.add_init_script(COUNT_PERSIST)
    studio.open()
    studio.choose_photo(photo)
    keep_photo(studio).check()
    wait_until_photo_is_kept(studio)
    assert studio.page.evaluate("persisted") == 1
    studio.page.evaluate(f"() => {{ {FULL} }}")
    studio.choose_photo(save_photograph(tmp_path / "cat.png", "cat", 120, 90))
    expect(studio.notice).to_contain_text("There is no room")
    expect(keep_photo(studio)).not_to_be_checked()
    wait_until_nothing_is_kept(studio)


def test_mask_and_crop_come_back_with_the_kept_photo(studio: Studio, photo: Path, tmp_path: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    keep_photo(studio).check()
    wait_until_photo_is_kept(studio)
    studio.page.keyboard.press("Escape")
    studio.styles.nth(2).click()
    expect(studio.divider).to_be_visible()
    open_masks(studio)
    panel(studio).get_by_role("button", name="On the left").click()
    end_masks(studio)
    crop = open_crop(studio)
    choose(crop, "Free")
    for _ in range(3):
        frame(crop).press("ArrowRight")
    left = place(crop)[0]
    close(studio)
    before = pixels(studio.download(tmp_path))
    assert left > 0
    wait_until_kept(studio.page, left, "easel-photo", "photo", "crop", "box", "left")
    studio.page.reload()
    expect(studio.divider).to_be_visible()
    np.testing.assert_array_equal(pixels(studio.download(tmp_path)), before)

    # Nothing of it is left on the device.
    keep_photo(studio).uncheck()
    wait_until_nothing_is_kept(studio)
