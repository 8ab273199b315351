"""Single keys do what the list on `?` says, nowhere where one types, and not once they are turned off."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.optimise import OptimiseStudio
from tests.e2e.studio import Studio


def listing(studio: Studio) -> Locator:
    return studio.page.get_by_role("dialog", name="Keyboard shortcuts")


def painting(studio: Studio) -> Locator:
    return studio.page.get_by_role("img", name="Painting: ")


def test_keys_of_photo_mode(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    studio.open()
    page = studio.page
    for key, file in (("o", photo), ("s", style)):
        with page.expect_file_chooser() as chooser:
            page.keyboard.press(key)
        chooser.value.set_files(file)
    studio.wait_until_painted("astronaut", "coffee")

    page.keyboard.press("[")
    expect(studio.strength).to_have_value("95")
    page.keyboard.press("[")
    page.keyboard.press("]")
    expect(studio.strength).to_have_value("95")

    page.keyboard.down("c")
    expect(painting(studio)).not_to_be_visible()
    expect(studio.photo_picture("astronaut")).to_be_visible()
    page.keyboard.up("c")
    expect(painting(studio)).to_be_visible()

    with page.expect_download() as download:
        page.keyboard.press("d")
    download.value.save_as(tmp_path / "saved.png")
    assert (tmp_path / "saved.png").stat().st_size > 1000

    page.keyboard.press("r")
    expect(studio.painting_picture("astronaut", "coffee")).to_have_count(0)
    expect(painting(studio)).to_be_visible()


def test_escape_cancels_and_digits_change_the_mode(studio: Studio, style: Path, photo: Path) -> None:
    studio.open("cpu")
    page = studio.page
    page.keyboard.press("2")
    expect(page.get_by_role("button", name="Use the camera")).to_be_visible()
    page.keyboard.press("3")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    page.keyboard.press("1")
    expect(studio.download_button).to_be_visible()

    # Plain JavaScript takes long for a photo of this size.
    studio.choose_style(style)
    # Until it is open the style before may be painted, and to break that off is not to give up the new one.
    expect(page.locator(".tile-busy")).to_have_count(0)
    expect(page.get_by_role("button", name="Your style: coffee")).to_have_attribute("aria-pressed", "true")
    expect(studio.cancel_button).to_be_visible()
    page.keyboard.press("Escape")
    expect(studio.cancel_button).to_have_count(0)
    expect(page.get_by_role("button", name="Paint", exact=True)).to_be_visible()


def test_letters_of_other_scripts_count_by_their_place(studio: Studio) -> None:
    studio.open()
    press = "(keys) => window.dispatchEvent(new KeyboardEvent('keydown', { ...keys, cancelable: true }))"
    with studio.page.expect_file_chooser():
        # A click by a script opens no dialogue unless the reader has done something just before.
        studio.page.keyboard.press("Shift")
        studio.page.mouse.click(5, 5)
        assert studio.page.evaluate(press, {"key": "ㅐ", "code": "KeyO"}) is False


def test_nothing_happens_while_typing_or_with_modifiers(studio: Studio) -> None:
    optimise = OptimiseStudio(studio.page, studio.address)
    optimise.open_optimise()
    page = studio.page
    field = optimise.number("Steps")
    field.fill("")
    field.press_sequentially("12?")
    expect(field).to_have_value("12")
    expect(listing(studio)).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Control+1")
    page.keyboard.press("Alt+2")
    assert page.evaluate("location.hash") == "#optimise"
    page.keyboard.press("1")
    assert page.evaluate("location.hash") == "#photo"


def test_list_and_its_switch(studio: Studio) -> None:
    studio.open()
    page = studio.page
    page.keyboard.press("?")
    expect(listing(studio)).to_be_visible()
    expect(listing(studio).get_by_text("Random style")).to_be_visible()
    # Under the dialogue the keys rest.
    page.keyboard.press("2")
    assert page.evaluate("location.hash") == ""
    page.get_by_role("checkbox", name="Use single-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    expect(listing(studio)).to_have_count(0)

    for _ in range(2):
        page.keyboard.press("?")
        page.keyboard.press("2")
        expect(listing(studio)).to_have_count(0)
        assert page.evaluate("location.hash") == ""
        # Kept for later visits.
        studio.open()

    page.get_by_role("button", name="Keyboard shortcuts").first.click()
    page.get_by_role("checkbox", name="Use single-key shortcuts").check()
    page.keyboard.press("Escape")
    # The keys rest until the dialogue is gone.
    expect(listing(studio)).to_have_count(0)
    page.keyboard.press("2")
    expect(page.get_by_role("button", name="Use the camera")).to_be_visible()
