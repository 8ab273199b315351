"""The settings travel inside a PNG, and in a link that holds no picture; broken ones change nothing and say so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngImageFile, PngInfo
from playwright.sync_api import BrowserContext, expect

from tests.e2e.photographs import pixels
from tests.e2e.studio import Studio
from tests.e2e.test_full_size import choose, paint, save
from tests.e2e.test_undo import more

# Chunks without which a picture is not the same picture.
NEEDED = {b"IHDR", b"IDAT", b"IEND"}


def chunks(file: Path) -> set[bytes]:
    """The types of the chunks of a PNG."""
    data, at, found = file.read_bytes(), 8, set()
    while at < len(data):
        found.add(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return found


def settings_in(file: Path) -> dict[str, object]:
    """What a saved painting says of itself."""
    with Image.open(file) as image:
        assert isinstance(image, PngImageFile)
        found = json.loads(image.text["easel"])
        assert isinstance(found, dict)
        return found


def paint_with_settings(studio: Studio, photo: Path) -> str:
    """Paint the photo in a style of the site, in other colours and not at full strength. Returns the label."""
    studio.open()
    studio.choose_photo(photo)
    expect(studio.photo_picture("astronaut")).to_be_visible()
    studio.styles.nth(1).click()
    expect(studio.divider).to_be_visible()
    studio.choose_colours("Photo")
    studio.strength.fill("60")
    return studio.page.get_by_role("img", name="Painting: ").get_attribute("aria-label") or ""


def test_a_saved_painting_gives_its_settings_back(studio: Studio, photo: Path, tmp_path: Path) -> None:
    label = paint_with_settings(studio, photo)
    saved = studio.download(tmp_path)
    found = settings_in(saved)
    assert set(found) == {"format", "version", "style", "strength", "colours", "detail", "rest", "crop"}
    assert (found["strength"], found["colours"]) == (0.6, "photo")
    assert chunks(saved) == NEEDED | {b"iTXt"}
    more(studio, "Reset settings").click()
    studio.page.keyboard.press("Escape")
    studio.styles.nth(3).click()
    expect(studio.page.get_by_role("img", name=label, exact=True)).to_have_count(0)

    studio.drop("[data-drop=photo]", saved)
    expect(studio.notice).to_contain_text("This painting holds its settings: they are set now. Your photo stays.")
    expect(studio.page.get_by_role("img", name=label, exact=True)).to_be_visible()
    expect(studio.strength).to_have_value("60")
    expect(studio.page.get_by_role("radio", name="Photo", exact=True)).to_be_checked()
    # All of it is one step.
    studio.page.keyboard.press("Control+z")
    expect(studio.strength).to_have_value("100")
    expect(studio.page.get_by_role("radio", name="Style", exact=True)).to_be_checked()

    # Whoever wants to paint over it can.
    studio.notice.get_by_role("button", name="Use it as the photo").click()
    expect(studio.photo_picture(saved.stem)).to_be_visible()
    expect(studio.notice).to_have_count(0)


def test_settings_are_left_out_if_that_is_wished(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    paint(studio, photo, style)
    with_settings = studio.download(tmp_path).rename(tmp_path / "with.png")
    # Of a picture of one's own its name and its numbers travel; of the photo nothing.
    assert settings_in(with_settings)["style"] == "own.1"
    assert b"coffee" in with_settings.read_bytes() and b"astronaut" not in with_settings.read_bytes()
    output = studio.open_output()
    box = output.get_by_role("checkbox", name="Put the settings into the file")
    expect(output).to_contain_text("the picture, these settings and nothing else: no place, no date, no camera")
    box.uncheck()
    expect(output).to_contain_text("the picture and nothing else: no place, no date, no camera")
    without = save(studio, "Download PNG", tmp_path)
    assert chunks(without) == NEEDED and b"coffee" not in without.read_bytes()
    assert (pixels(without) == pixels(with_settings)).all()
    choose(studio.open_output(), "JPEG")
    expect(studio.output.get_by_role("checkbox")).to_have_count(0)


@pytest.mark.parametrize("text", ["{", '{"format": "easel", "strength": 7}'])
def test_garbled_settings_make_it_a_photo(studio: Studio, photo: Path, tmp_path: Path, text: str) -> None:
    garbled = tmp_path / "garbled.png"
    info = PngInfo()
    info.add_itxt("easel", text)
    Image.open(photo).save(garbled, pnginfo=info)
    studio.open()
    studio.drop("[data-drop=photo]", garbled)
    expect(studio.photo_picture("garbled")).to_be_visible()
    expect(studio.notice).to_contain_text("cannot be read, so it is used as a photo")


def copied_link(studio: Studio, context: BrowserContext) -> str:
    """Copy the link to the settings, and what the clipboard then holds."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    more(studio, "Copy a link to these settings").click()
    expect(more(studio, "Link copied")).to_be_visible()
    text = studio.page.evaluate("navigator.clipboard.readText()")
    assert isinstance(text, str)
    return text


def test_a_link_sets_what_was_copied(studio: Studio, context: BrowserContext, photo: Path) -> None:
    label = paint_with_settings(studio, photo)
    link = copied_link(studio, context)
    assert link.startswith(studio.address) and "#photo?style=" in link and "strength=60&colours=photo" in link
    assert len(link) < 200 and "astronaut" not in link

    # In the page that is open: only what follows the # changes.
    more(studio, "Reset settings").click()
    studio.styles.nth(3).click()
    expect(studio.page.get_by_role("img", name=label, exact=True)).to_have_count(0)
    studio.page.evaluate("(link) => { location.href = link; }", link)
    expect(studio.notice).to_contain_text("The settings of the link are set now.")
    expect(studio.page.get_by_role("img", name=label, exact=True)).to_be_visible()
    expect(studio.strength).to_have_value("60")
    assert "#" not in studio.page.url

    # In a page that is opened with it, after other settings were kept.
    more(studio, "Reset settings").click()
    studio.page.goto("about:blank")
    studio.page.goto(link)
    expect(studio.strength).to_have_value("60")
    expect(studio.page.get_by_role("radio", name="Photo", exact=True)).to_be_checked()
    expect(studio.divider).to_be_visible()
    studio.page.get_by_role("button", name="Undo").click()
    expect(studio.strength).to_have_value("100")


@pytest.mark.parametrize("broken", ["#photo?", "#photo?strength=lots&colours=photo", "#photo?strength=50&colours=%ff"])
def test_a_broken_link_changes_nothing(studio: Studio, photo: Path, style: Path, broken: str) -> None:
    paint(studio, photo, style)
    studio.strength.fill("70")
    studio.page.evaluate("(hash) => { location.hash = hash; }", broken)
    expect(studio.notice).to_contain_text("The settings in this link cannot be read. Nothing was changed")
    expect(studio.strength).to_have_value("70")
    expect(studio.painting_picture("astronaut", "coffee")).to_be_visible()


def test_a_link_to_an_unknown_style_gives_the_rest(studio: Studio) -> None:
    studio.page.goto(studio.address + "/?backend=wasm#photo?style=gone&strength=20&colours=matched")
    expect(studio.notice).to_contain_text("but for the style, which this Easel does not have")
    expect(studio.page.get_by_role("radio", name="Matched", exact=True)).to_be_checked()
    expect(studio.strength).to_have_value("20")
