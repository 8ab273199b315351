"""A style of one's own travels as its numbers in a PNG and in a link, a mask in a PNG: the same painting elsewhere."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngImageFile, PngInfo
from playwright.sync_api import Browser, BrowserContext, Locator, Route, expect

from tests.e2e.conftest import profile
from tests.e2e.photographs import pixels, save_photograph
from tests.e2e.studio import Studio
from tests.e2e.test_full_size import paint
from tests.e2e.test_gallery import region, tile
from tests.e2e.test_masks import draw, end_masks, open_masks, panel
from tests.e2e.test_mixing import label, mix
from tests.e2e.test_my_styles import import_file, my_styles
from tests.e2e.test_settings_travel import copied_link
from tests.e2e.test_undo import more
from tests.e2e.watch import Watch
from tests.serving import Site


@contextmanager
def elsewhere(browser: Browser, site: Site) -> Iterator[tuple[Studio, Watch]]:
    """Easel in a fresh profile that knows nothing; it asks for nothing but files of the site."""
    with profile(browser) as context:
        watch = Watch(site.address)
        watch.attach(context)
        studio = Studio(context.new_page(), site.address)
        yield studio, watch
        assert watch.strays() == []
        assert watch.violations(studio.page) == []
        assert studio.unexpected(watch.errors) == []


def texts(file: Path) -> dict[str, Any]:
    """What a saved painting says of itself: settings and mask."""
    with Image.open(file) as image:
        assert isinstance(image, PngImageFile)
        return {key: json.loads(text) for key, text in image.text.items()}


def rewritten(file: Path, path: Path, **found: dict[str, Any]) -> Path:
    """The painting with other texts; `_` stands for a dash in their keywords."""
    info = PngInfo()
    for key, value in found.items():
        info.add_itxt(key.replace("_", "-"), json.dumps(value))
    with Image.open(file) as image:
        image.save(path, pnginfo=info)
    return path


def sent_tile(studio: Studio) -> Locator:
    return studio.page.get_by_role("button", name="coffee, a style that came without its picture")


def expect_painted(studio: Studio, photo: str, style: str) -> None:
    """Wait for the painting beside what is told of the settings."""
    expect(studio.painting_picture(photo, style)).to_be_visible()
    expect(studio.cancel_button).to_have_count(0)


def test_a_painting_is_made_again_where_its_style_never_was(
    studio: Studio, browser: Browser, site: Site, photo: Path, style: Path, tmp_path: Path
) -> None:
    paint(studio, photo, style)
    open_masks(studio)
    draw(studio, (0.25, 0.3), (0.6, 0.6))
    panel(studio).get_by_role("button", name="Invert").click()
    end_masks(studio)
    studio.strength.fill("80")
    saved = studio.download(tmp_path)
    found = texts(saved)
    (own,) = found["easel"]["own"]["styles"]
    assert (found["easel"]["style"], own["name"]) == ("own.1", "coffee")
    assert len(base64.b64decode(own["vector"])) == 192 * 4
    assert set(found["easel-mask"]) == {"width", "height", "data"}

    with elsewhere(browser, site) as (other, watch):
        other.open()
        other.choose_photo(photo)
        expect(other.photo_picture("astronaut")).to_be_visible()
        other.drop("[data-drop=photo]", saved)
        expect(other.notice).to_contain_text("This painting holds its settings: they are set now. Your photo stays.")
        expect_painted(other, "astronaut", "coffee")
        (tmp_path / "other").mkdir()
        again = other.download(tmp_path / "other")
        np.testing.assert_array_equal(pixels(again), pixels(saved))
        assert texts(again) == found
        # Nothing but its numbers was needed.
        assert not any("style-encoder" in request.url for request in watch.requests)

        expect(sent_tile(other)).to_have_attribute("aria-pressed", "true")
        other.page.keyboard.press("Control+z")
        expect(other.strength).to_have_value("100")
        expect(other.painting_picture("astronaut", "coffee")).to_have_count(0)
        sent_tile(other).click()
        expect_painted(other, "astronaut", "coffee")
        # It is a style of the app, and there in the next visit.
        other.page.reload()
        expect(other.page.get_by_role("img", name="in the style of coffee")).to_be_visible()

        # The photo of another shape.
        other.choose_photo(save_photograph(tmp_path / "cat.png", "cat", 64, 96))
        expect_painted(other, "cat", "coffee")
        other.drop("[data-drop=photo]", saved)
        expect(other.notice).to_contain_text(
            "The mask was made for a photo of another shape, and is stretched to yours."
        )


def test_a_link_brings_a_style_of_ones_own(
    studio: Studio, context: BrowserContext, browser: Browser, site: Site, photo: Path, style: Path, tmp_path: Path
) -> None:
    paint(studio, photo, style)
    saved = studio.download(tmp_path)
    link = copied_link(studio, context)
    expect(studio.page.get_by_text("Of a style of your own 192 numbers and the name; never a picture.")).to_be_visible()
    assert "#photo?" in link and len(link) < 700 and "astronaut" not in link

    with elsewhere(browser, site) as (other, watch):
        other.page.goto(link)
        expect(other.notice).to_contain_text("The settings of the link are set now.")
        assert "#" not in other.page.url
        other.choose_photo(photo)
        expect_painted(other, "astronaut", "coffee")
        (tmp_path / "other").mkdir()
        # The numbers were rounded.
        assert np.abs(pixels(other.download(tmp_path / "other")) - pixels(saved)).max() <= 1
        assert not any(
            "style-encoder" in url or "own=" in url.split("#")[0] for url in (one.url for one in watch.requests)
        )


def test_a_link_says_when_the_second_style_stays_behind(studio: Studio, photo: Path, style: Path) -> None:
    held: list[Route] = []
    studio.page.route("**/style-encoder/*.bin", lambda route: held.append(route))
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    expect(tile(studio, "Your style: coffee")).to_have_attribute("aria-pressed", "true")
    tile(studio, "The Scream").click()
    expect_painted(studio, "astronaut", "The Scream")
    open_masks(studio)
    panel(studio).get_by_role("button", name="Your style: coffee").click()
    end_masks(studio)
    expect(more(studio, "your own second style comes with it once it has been painted in")).to_be_visible()


def newer_networks(route: Route) -> None:
    """The gallery of an Easel whose style encoder is another."""
    response = route.fetch()
    route.fulfill(response=response, json={**response.json(), "encoder": ["another"]})


def test_what_was_sent_is_kept_without_its_picture(
    studio: Studio, browser: Browser, site: Site, photo: Path, style: Path, tmp_path: Path
) -> None:
    paint(studio, photo, style)
    saved = studio.download(tmp_path)
    with elsewhere(browser, site) as (other, watch):
        page = other.page
        other.open()
        other.choose_photo(photo)
        other.drop("[data-drop=photo]", saved)
        expect_painted(other, "astronaut", "coffee")
        expect(sent_tile(other).locator("canvas")).to_have_js_property("width", 192)
        expect(region(other).get_by_text("Its numbers and its name are kept in this browser")).to_be_visible()
        region(other).get_by_role("button", name="Keep this style").click()
        expect(region(other).get_by_text("“coffee” is kept, on this device only.")).to_be_visible()
        expect(sent_tile(other)).to_have_count(0)

        page.reload()
        other.choose_photo(photo)
        expect(tile(other, "coffee")).to_have_attribute("aria-pressed", "true")
        other.wait_until_painted("astronaut", "coffee")
        (tmp_path / "other").mkdir()
        np.testing.assert_array_equal(pixels(other.download(tmp_path / "other")), pixels(saved))
        # What needs a picture says so.
        page.get_by_role("button", name="Scale of the style").click()
        expect(region(other).get_by_text("This style came without its picture")).to_be_visible()
        expect(page.get_by_role("button", name="Crop: Easel has no picture of this style")).to_be_disabled()

        dialog = my_styles(other)
        expect(dialog.get_by_text("it can be painted and mixed, not scaled or cropped")).to_be_visible()
        name = dialog.get_by_role("textbox", name="Name of coffee")
        name.fill("Morning")
        name.press("Enter")
        with page.expect_download() as download:
            dialog.get_by_role("button", name="Save Morning as a file").click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        dialog.get_by_role("button", name="Delete Morning").click()
        expect(dialog.get_by_role("textbox")).to_have_count(0)
        import_file(other, dialog, file)
        expect(dialog.get_by_text("1 style imported.")).to_be_visible()
        page.keyboard.press("Escape")
        tile(other, "Mosaic").click()
        mix(other, "Morning")
        other.wait_until_painted("astronaut", label("Mosaic 50", "Morning 50"))
        page.get_by_role("region", name="Mix of styles").get_by_role("button", name="Done").click()
        page.get_by_role("link", name="Series").click()
        expect(page.get_by_role("button", name="Morning", exact=True)).to_be_visible()
        assert not any("style-encoder" in request.url for request in watch.requests)

        # Numbers are for the networks that made them: with others they stay kept, and of no use.
        page.route("**/gallery/gallery.json", newer_networks)
        page.goto(other.address + "/?backend=wasm#photo")
        page.reload()
        tile(other, "Morning, which these networks cannot paint").click()
        expect(region(other).get_by_text("came as numbers for other networks than Easel has now")).to_be_visible()
        dialog = my_styles(other)
        expect(dialog.get_by_text("it cannot be painted, and stays kept")).to_be_visible()
        expect(dialog.get_by_role("button", name="Save Morning as a file")).to_be_enabled()


@pytest.mark.parametrize("fault", ["networks", "numbers"])
def test_what_cannot_be_used_is_left_out_and_told(studio: Studio, photo: Path, tmp_path: Path, fault: str) -> None:
    encoder = "00000000" if fault == "networks" else 7
    zeros = base64.b64encode(bytes(192 * 4)).decode()
    own = {"encoder": encoder, "styles": [{"name": "coffee", "vector": zeros}]}
    settings = {"format": "easel", "style": "own.1", "strength": 0.4, "colours": "photo", "own": own}
    mask = {"width": 9, "height": 9, "data": "AAAA"}
    painting = rewritten(photo, tmp_path / "painting.png", easel=settings, easel_mask=mask)
    studio.open()
    studio.choose_photo(photo)
    studio.styles.nth(1).click()
    label = studio.page.get_by_role("img", name="Painting: ").get_attribute("aria-label")
    studio.drop("[data-drop=photo]", painting)
    expect(studio.notice).to_contain_text(
        "Choose its picture again. Your photo stays. Its mask is damaged and was left out."
    )
    expect(studio.strength).to_have_value("40")
    expect(studio.page.get_by_role("radio", name="Photo", exact=True)).to_be_checked()
    assert studio.page.get_by_role("img", name="Painting: ").get_attribute("aria-label") == label
    expect(sent_tile(studio)).to_have_count(0)
