"""Up to four styles are mixed by a pad or by weights, in Photo and in Live, and the mix travels; styles are scaled."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.live import LiveStudio
from tests.e2e.photographs import pixels, save_photograph
from tests.e2e.studio import Studio
from tests.e2e.test_full_size import STRIP, save_full
from tests.e2e.test_gallery import OVERFLOW, WIDE_LETTERS, asked_by_page, tile
from tests.e2e.test_painting import greatest_difference
from tests.e2e.test_settings_travel import settings_in
from tests.e2e.watch import Watch

PIXELS = "canvas => canvas.toDataURL()"

GALLERY = Path(__file__).parents[2] / "web" / "public" / "gallery"


def mix(studio: Studio, *titles: str) -> None:
    """Begin to mix, and press these styles one after the other."""
    studio.page.get_by_role("button", name="Mix styles").click()
    # It comes above the tiles, and moves them.
    expect(studio.page.get_by_role("region", name="Mix of styles")).to_be_visible()
    for title in titles:
        tile(studio, title).click()
        expect(weight(studio.page, title)).to_be_visible()


def weight(page: Page, title: str) -> Locator:
    return page.get_by_role("slider", name=f"How much of {title}")


def pad(page: Page) -> Locator:
    return page.get_by_role("slider", name="Mix", exact=True)


def label(*parts: str) -> str:
    """The name of a mix, from parts such as "Mosaic 40"."""
    return " · ".join(f"{part}\u00a0%" for part in parts)


def test_a_mix_by_keyboard_is_painted_undone_and_travels(studio: Studio, photo: Path, tmp_path: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    tile(studio, "The Scream").click()
    studio.wait_until_painted("astronaut", "The Scream")
    mix(studio, "Mosaic")
    half = label("The Scream 50", "Mosaic 50")
    studio.wait_until_painted("astronaut", half)
    expect(tile(studio, "The Scream")).to_have_attribute("aria-pressed", "true")

    page = studio.page
    pad(page).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    moved = label("The Scream 62", "Mosaic 38")
    expect(pad(page)).to_have_attribute("aria-valuetext", moved)
    studio.wait_until_painted("astronaut", moved)
    saved = studio.download(tmp_path)
    assert settings_in(saved)["style"] == "scream:62,mosaic:38"

    page.get_by_role("button", name="Undo: style").click()
    studio.wait_until_painted("astronaut", half)
    page.reload()
    expect(page.get_by_role("region", name="Style", exact=True)).to_contain_text(half)
    # A painting that is dropped gives its mix back.
    studio.drop("main", saved)
    expect(page.get_by_role("region", name="Style", exact=True)).to_contain_text(moved)


def test_weights_make_a_hundred_and_styles_come_and_go(studio: Studio, photo: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    tile(studio, "The Scream").click()
    mix(studio, "Mosaic", "Irises", "Etching")
    page = studio.page
    expect(page.get_by_text("Four styles. Take one out to add another.")).to_be_visible()
    tile(studio, "Water Lilies").click()
    expect(tile(studio, "Water Lilies")).to_have_attribute("aria-pressed", "false")
    weight(page, "Irises").fill("70")
    weight(page, "Irises").blur()
    studio.wait_until_painted("astronaut", label("The Scream 10", "Mosaic 10", "Irises 70", "Etching 10"))
    page.get_by_role("button", name="Take Irises out of the mix").click()
    studio.wait_until_painted("astronaut", label("The Scream 34", "Mosaic 33", "Etching 33"))
    tile(studio, "Mosaic").click()
    tile(studio, "Etching").click()
    studio.wait_until_painted("astronaut", "The Scream")


LONG = "Fishing Boats on the Beach at Saintes-Maries"


def test_names_can_be_read_on_a_desktop(studio: Studio, photo: Path) -> None:
    page = studio.page
    page.set_viewport_size({"width": 1280, "height": 800})
    studio.open()
    page.evaluate(WIDE_LETTERS)
    studio.choose_photo(photo)
    tile(studio, "The Scream").click()
    mix(studio, "Mosaic", LONG, "First Cuckoo of the Year at Tsukudajima")
    panel = page.get_by_role("region", name="Mix of styles")
    for title in ("The Scream", "Mosaic", LONG, "First Cuckoo of the Year at Tsukudajima"):
        name = panel.get_by_text(title, exact=True)
        assert name.evaluate("element => element.clientWidth") >= 120
        if len(title) < 12:
            # All of it is seen.
            assert name.evaluate("element => element.scrollHeight <= element.clientHeight")
    assert page.evaluate(OVERFLOW) <= 0
    # The pictures in the corners are part of the pad: all of a style is upon its own.
    box = panel.locator(".mix-pad").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 8, box["y"] + 8)
    expect(pad(page)).to_have_attribute("aria-valuetext", label("Mosaic 100"))
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(weight(page, "Mosaic")).to_have_attribute("aria-valuetext", "25%")


def mixed_in_python(photo: Path, out: Path, weights: dict[str, float]) -> Path:
    """The photo at its full size in a mix of styles of the gallery, by their ids."""
    from export.pictures import read_picture, to_bytes, to_float, write_picture
    from export.stylize import stylize
    from export.trained import read_networks

    index = json.loads((GALLERY / "gallery.json").read_text(encoding="utf-8"))
    vectors = np.fromfile(GALLERY / "vectors.bin", "<f4").reshape(-1, index["styleLength"])
    ids = [style["id"] for style in index["styles"]]
    vector = np.sum([weight * vectors[ids.index(id)] for id, weight in weights.items()], axis=0)
    _, transformer, _ = read_networks()
    painted = stylize(transformer, to_float(read_picture(photo)), vector[None].astype("float32"))
    write_picture(out, to_bytes(painted))
    return out


def test_a_mix_at_full_size_is_the_one_of_python(studio: Studio, tmp_path: Path) -> None:
    photo = save_photograph(tmp_path / "astronaut.png", "astronaut", *STRIP)
    studio.open()
    studio.choose_photo(photo)
    tile(studio, "The Scream").click()
    mix(studio, "Mosaic")
    studio.wait_until_painted("astronaut", label("The Scream 50", "Mosaic 50"))
    large = save_full(studio, tmp_path)
    wanted = mixed_in_python(photo, tmp_path / "wanted.png", {"scream": 0.5, "mosaic": 0.5})
    assert pixels(large).shape == (STRIP[1], STRIP[0], 3)
    assert greatest_difference(large, wanted) <= 2


def test_live_follows_the_pad(live: LiveStudio) -> None:
    live.open_live()
    live.use_camera()
    tile(live, "The Scream").click()
    mix(live, "Mosaic")
    pad(live.page).focus()
    live.page.keyboard.press("ArrowRight")
    moved = label("The Scream 40", "Mosaic 60")
    expect(live.page.get_by_role("img", name=f"Live painting in the style of {moved}")).to_be_visible()


def scale_by(studio: Studio, name: str) -> None:
    """Choose a scale of the style, and wait until another painting hangs there: its name does not tell."""
    canvas = studio.page.locator("canvas[role=img][aria-label^='Painting: ']")
    before = canvas.evaluate(PIXELS)
    studio.page.get_by_role("radio", name=name).check()
    for _ in range(600):
        if canvas.evaluate(PIXELS) != before:
            break
        studio.page.wait_for_timeout(100)
    expect(studio.cancel_button).to_have_count(0)
    expect(studio.page.get_by_role("radio", name=name)).to_be_checked()


@pytest.mark.parametrize("factor", [0.5, 2])
def test_a_scaled_style_is_the_one_of_python(
    studio: Studio, photo: Path, style: Path, tmp_path: Path, factor: float
) -> None:
    from export.stylize import stylize_files

    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    usual = studio.download(tmp_path)
    studio.page.get_by_role("button", name="Scale of the style").click()
    scale_by(studio, {0.5: "½ ×", 2: "2 ×"}[factor])
    (tmp_path / "scaled").mkdir()
    scaled = studio.download(tmp_path / "scaled")
    wanted = tmp_path / "wanted.png"
    stylize_files(photo, style, wanted, style_scale=factor)
    assert greatest_difference(scaled, wanted) <= 2
    assert greatest_difference(scaled, usual) > 20


def test_the_gallery_has_vectors_for_other_scales(studio: Studio, watch: Watch, photo: Path, tmp_path: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    tile(studio, "Mosaic").click()
    studio.wait_until_painted("astronaut", "Mosaic")
    usual = pixels(studio.download(tmp_path))
    assert asked_by_page(watch, "vectors-2.bin") == []
    studio.page.get_by_role("button", name="Scale of the style").click()
    scale_by(studio, "2 ×")
    saved = studio.download(tmp_path)
    assert len(asked_by_page(watch, "vectors-2.bin")) == 1
    assert asked_by_page(watch, "style-encoder/") == []
    assert np.abs(pixels(saved) - usual).mean() > 4
    assert settings_in(saved)["style"] == "mosaic@2"
    studio.page.reload()
    expect(studio.page.get_by_role("radio", name="2 ×")).to_be_checked()


def test_mixing_on_a_phone(phone: Studio, photo: Path) -> None:
    phone.open()
    phone.page.evaluate(WIDE_LETTERS)
    phone.choose_photo(photo)
    tile(phone, "Composition VII").tap()
    phone.wait_until_painted("astronaut", "Composition VII")
    mix(phone, "The Scream", "Mosaic", "First Cuckoo of the Year at Tsukudajima")
    expect(phone.cancel_button).to_have_count(0)
    assert phone.page.evaluate(OVERFLOW) <= 0
    box = phone.page.get_by_role("button", name="Take Mosaic out of the mix").bounding_box()
    assert box and min(box["width"], box["height"]) >= 32
