"""By fingers on a narrow phone: changed and undone, kept and sent on, and the list of keys."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from playwright.sync_api import Locator, expect

from tests.e2e.studio import Studio
from tests.e2e.test_colours import shown
from tests.e2e.test_gallery import OVERFLOW
from tests.e2e.test_settings_travel import copied_link
from tests.e2e.test_shortcuts import listing
from tests.e2e.test_undo import redo_button, undo_button


def tap_at(slider: Locator, share: float) -> None:
    """Touch a slider at this share of its length."""
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    slider.page.touchscreen.tap(box["x"] + share * box["width"], box["y"] + box["height"] / 2)


def choice(studio: Studio, group: str, name: str) -> Locator:
    return studio.page.get_by_role("group", name=group).get_by_role("radio", name=name, exact=True)


def paint_by_touch(studio: Studio) -> str:
    """Touch a style. Returns the label of the painting."""
    studio.styles.nth(1).tap()
    expect(studio.divider).to_be_visible()
    expect(studio.cancel_button).to_have_count(0)
    return studio.page.get_by_role("img", name="Painting: ").get_attribute("aria-label") or ""


def set_by_touch(studio: Studio) -> str:
    """Other colours, another strength and another detail. Returns the strength."""
    choice(studio, "Colours", "Photo").tap()
    choice(studio, "Detail", "Coarse").tap()
    expect(studio.cancel_button).to_have_count(0)
    tap_at(studio.strength, 0.5)
    value = studio.strength.input_value()
    assert 35 <= int(value) <= 65
    return value


def expect_set(studio: Studio, strength: str) -> None:
    expect(studio.strength).to_have_value(strength)
    expect(choice(studio, "Colours", "Photo")).to_be_checked()
    expect(choice(studio, "Detail", "Coarse")).to_be_checked()


def reset(studio: Studio) -> None:
    """Press what lies behind "More", and fold that up again."""
    more = studio.page.get_by_role("button", name="More", exact=True)
    more.tap()
    studio.page.get_by_role("button", name="Reset settings").tap()
    more.tap()
    expect(studio.strength).to_have_value("100")
    expect(choice(studio, "Colours", "Style")).to_be_checked()
    expect(choice(studio, "Detail", "Fine")).to_be_checked()


def test_changes_are_seen_undone_and_redone(phone: Studio, photo: Path) -> None:
    phone.open()
    phone.choose_photo(photo)
    expect(phone.photo_picture("astronaut")).to_be_visible()
    paint_by_touch(phone)
    pictures = [shown(phone)]
    choice(phone, "Colours", "Photo").tap()
    pictures.append(shown(phone))
    tap_at(phone.strength, 0.5)
    pictures.append(shown(phone))
    choice(phone, "Detail", "Coarse").tap()
    for _ in range(600):
        if not np.array_equal(shown(phone), pictures[-1]):
            break
        phone.page.wait_for_timeout(100)
    expect(phone.cancel_button).to_have_count(0)
    pictures.append(shown(phone))
    for before, after in zip(pictures, pictures[1:], strict=False):
        assert np.abs(after - before).mean() > 1

    for step, picture in zip(("detail", "strength", "colours"), pictures[-2::-1], strict=True):
        undo_button(phone).tap()
        expect(phone.status).to_contain_text(f"Undone: {step}.")
        np.testing.assert_array_equal(shown(phone), picture)
    for picture in pictures[1:]:
        redo_button(phone).tap()
        np.testing.assert_array_equal(shown(phone), picture)
    expect(redo_button(phone)).to_be_disabled()
    reset(phone)
    np.testing.assert_array_equal(shown(phone), pictures[0])
    undo_button(phone).tap()
    np.testing.assert_array_equal(shown(phone), pictures[-1])
    assert phone.page.evaluate(OVERFLOW) <= 0


def test_settings_are_kept_and_travel_in_files_and_links(phone: Studio, photo: Path, tmp_path: Path) -> None:
    page = phone.page
    phone.open()
    kept = paint_by_touch(phone)
    strength = set_by_touch(phone)
    page.reload()
    expect(page.get_by_role("img", name=kept, exact=True)).to_be_visible()
    expect_set(phone, strength)

    phone.choose_photo(photo)
    style = kept.rpartition(" in the style of ")[2]
    phone.wait_until_painted("astronaut", style)

    with page.expect_download() as download:
        phone.download_button.tap()
    saved = tmp_path / "saved.png"
    download.value.save_as(saved)
    link = copied_link(phone, page.context)
    # A touch beside it folds up what "More" has opened.
    phone.styles.nth(3).tap()
    expect(page.get_by_role("group", name="More", exact=True)).to_have_count(0)
    reset(phone)
    expect(phone.painting_picture("astronaut", style)).to_have_count(0)

    # Nothing is dropped on a phone: the file comes by the button.
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a photo", exact=True).tap()
    chooser.value.set_files(saved)
    expect(phone.notice).to_contain_text("This painting holds its settings")
    assert page.evaluate(OVERFLOW) <= 0
    expect_set(phone, strength)
    expect(phone.painting_picture("astronaut", style)).to_be_visible()
    phone.notice.get_by_role("button", name="Dismiss this message").tap()
    expect(phone.notice).to_have_count(0)
    reset(phone)

    page.goto("about:blank")
    page.goto(link)
    expect_set(phone, strength)
    expect(page.get_by_role("img", name=kept, exact=True)).to_be_visible()


def test_list_of_keys(phone: Studio) -> None:
    page = phone.page
    phone.open()
    opener = page.get_by_role("button", name="Keyboard shortcuts")
    opener.tap()
    expect(listing(phone)).to_be_in_viewport(ratio=1)
    assert page.evaluate(OVERFLOW) <= 0
    switch = listing(phone).get_by_role("checkbox", name="Use single-key shortcuts")
    switch.tap()
    expect(switch).not_to_be_checked()
    listing(phone).get_by_role("button", name="Close").tap()
    expect(listing(phone)).to_have_count(0)
    expect(opener).to_be_focused()
    # A keyboard may be beside the phone.
    page.keyboard.press("2")
    assert page.evaluate("location.hash") == ""
