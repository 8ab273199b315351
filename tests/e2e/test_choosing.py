"""Pictures are chosen by button, drop or paste, or from those of the site; painting starts by itself."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import profile
from tests.e2e.photographs import pixels, save_photograph
from tests.e2e.studio import Studio
from tests.serving import Site

PHOTO_AREA = '[data-drop="photo"]'
STYLE_AREA = '[data-drop="style"]'


def test_first_visit_paints_with_one_click(studio: Studio, tmp_path: Path) -> None:
    studio.open()
    expect(studio.samples).to_have_count(3)
    assert studio.styles.count() >= 8
    photo = studio.samples.first.get_attribute("aria-label")
    style = studio.styles.nth(1).get_attribute("aria-label")
    assert photo and style
    expect(studio.samples.first).to_have_attribute("aria-pressed", "true")
    studio.styles.nth(1).click()
    studio.wait_until_painted(photo, style)
    painting = pixels(studio.download(tmp_path))
    assert min(painting.shape[:2]) >= 600
    assert painting.std() > 10


def test_drop(studio: Studio, photo: Path, style: Path) -> None:
    studio.open()
    studio.drop(STYLE_AREA, style)
    studio.drop(PHOTO_AREA, photo)
    studio.wait_until_painted("astronaut", "coffee")


def test_drop_anywhere_else_is_a_photo(studio: Studio, photo: Path) -> None:
    studio.open()
    studio.drop("main", photo)
    expect(studio.photo_picture("astronaut")).to_be_visible()


def test_paste(studio: Studio, photo: Path, style: Path) -> None:
    studio.open()
    studio.paste(photo)
    expect(studio.photo_picture("astronaut")).to_be_visible()
    studio.styles.first.focus()
    studio.paste(style)
    studio.wait_until_painted("astronaut", "coffee")


def test_text_is_pasted_into_a_field_and_a_picture_is_taken_there(studio: Studio, style: Path) -> None:
    studio.open()
    keyboard = studio.page.keyboard
    search = studio.page.get_by_role("searchbox", name="Search styles")
    search.fill("Munch")
    search.focus()
    keyboard.press("Control+a")
    keyboard.press("Control+x")
    expect(search).to_have_value("")
    keyboard.press("Control+v")
    expect(search).to_have_value("Munch")
    expect(studio.notice).to_have_count(0)
    # What is copied in another program has no words with it.
    studio.paste(style)
    expect(studio.page.get_by_role("button", name="Your style: coffee")).to_have_attribute("aria-pressed", "true")
    expect(search).to_have_value("Munch")
    # Words that go nowhere are answered.
    keyboard.press("Control+a")
    keyboard.press("Control+c")
    studio.styles.first.focus()
    keyboard.press("Control+v")
    expect(studio.notice).to_contain_text("no picture file")


def test_drop_of_something_else_is_explained(studio: Studio) -> None:
    studio.open()
    studio.drop("main")
    expect(studio.notice).to_contain_text("no picture file")


def test_own_pictures_can_be_come_back_to(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    first = pixels(studio.download(tmp_path))
    studio.choose_photo(save_photograph(tmp_path / "cat.png", "cat", 70, 50))
    studio.wait_until_painted("cat", "coffee")
    assert pixels(studio.download(tmp_path)).shape == (50, 70, 3)
    studio.choose_photo(photo)
    studio.wait_until_painted("astronaut", "coffee")
    assert (pixels(studio.download(tmp_path)) == first).all()


def test_the_same_file_can_be_chosen_again(studio: Studio, photo: Path, style: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    save_photograph(photo, "cat", 80, 64)
    studio.choose_photo(photo)
    expect(studio.page.get_by_test_id("facts")).to_contain_text("80 × 64 px")


def test_a_phone_takes_the_photo_with_its_camera(browser: Browser, site: Site, photo: Path) -> None:
    with profile(browser, 360, 740, has_touch=True) as opened:
        studio = Studio(opened.new_page(), site.address)
        studio.open()
        page = studio.page
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Take a photo").tap()
        # Phones open the camera at their back for such an input, not their files.
        assert chooser.value.element.get_attribute("capture") == "environment"
        chooser.value.set_files(photo)
        expect(studio.photo_picture("astronaut")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_a_touch_screen_no_camera_is_offered_for_photos(studio: Studio) -> None:
    studio.open()
    expect(studio.page.get_by_role("button", name="Choose a photo")).to_be_visible()
    expect(studio.page.get_by_role("button", name="Take a photo")).to_have_count(0)
