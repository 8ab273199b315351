"""Brush masks: the style where it is painted, the photo or a second style elsewhere; on the stage and in the file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.conftest import profile
from tests.e2e.photographs import pixels, save_photograph
from tests.e2e.studio import Studio
from tests.e2e.test_full_size import LONG_MS, STRIP, choose, paint, renderer_memory, save, save_full
from tests.e2e.test_painting import greatest_difference, paint_in_python
from tests.e2e.test_undo import undo_button
from tests.serving import Site

# What lies on the stage, as the compositor mixes it: each canvas over those before it, by its opacity and its alpha.
SHOWN = """
() => {
  const layers = [...document.querySelectorAll('.compare canvas:not(.mask-veil)')];
  const { width, height } = layers[0];
  const mixed = new Float64Array(width * height * 3);
  for (const layer of layers) {
    const { data } = layer.getContext('2d').getImageData(0, 0, width, height);
    const opacity = Number(getComputedStyle(layer).opacity);
    for (let i = 0, j = 0; i < data.length; i += 4) {
      for (let k = 0; k < 3; k++, j++) mixed[j] += (opacity * data[i + 3] / 255) * (data[i + k] - mixed[j]);
    }
  }
  return { width, height, values: Array.from(mixed) };
}
"""


def shown(studio: Studio) -> np.ndarray:
    """The picture on the stage, 0..255."""
    found = studio.page.evaluate(SHOWN)
    return np.reshape(found["values"], (found["height"], found["width"], 3))


def brush_button(studio: Studio) -> Locator:
    return studio.page.get_by_role("button", name="Brush: choose where the style goes")


def panel(studio: Studio) -> Locator:
    """The tools for masks, while they are open."""
    return studio.page.get_by_role("region", name="Where the style goes")


def surface(studio: Studio) -> Locator:
    """What is painted on."""
    return studio.page.get_by_role("application", name="Picture to paint on")


# Effects run after a frame, or 35 ms where none comes.
AFTER_EFFECTS = """
() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(resolve), 50)))
"""


def open_masks(studio: Studio) -> None:
    brush_button(studio).click()
    expect(panel(studio)).to_be_visible()
    expect(surface(studio)).to_be_focused()
    # On a phone the panel then scrolls into view, in an effect of its own.
    studio.page.evaluate(AFTER_EFFECTS)


def end_masks(studio: Studio) -> None:
    panel(studio).get_by_role("button", name="Done").click()
    expect(surface(studio)).to_have_count(0)


def draw(studio: Studio, *places: tuple[float, float]) -> None:
    """Draw with the mouse through these places, shares of width and height."""
    box = surface(studio).bounding_box()
    assert box is not None
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]
    mouse = studio.page.mouse
    mouse.move(*points[0])
    mouse.down()
    for point in points[1:]:
        mouse.move(*point, steps=6)
    mouse.up()


def at(picture: np.ndarray, x: float, y: float) -> np.ndarray:
    """A small part around a place."""
    row, column = int(y * picture.shape[0]), int(x * picture.shape[1])
    return picture[row - 2 : row + 3, column - 2 : column + 3]


def test_the_mouse_paints_where_the_style_goes(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    paint(studio, photo, style)
    whole, original = pixels(studio.download(tmp_path)), pixels(photo)
    open_masks(studio)
    draw(studio, (0.25, 0.3), (0.6, 0.3))
    saved = pixels(studio.download(tmp_path))
    for place in ((0.3, 0.3), (0.45, 0.3), (0.58, 0.3)):
        np.testing.assert_array_equal(at(saved, *place), at(whole, *place))
    for place in ((0.1, 0.9), (0.9, 0.1), (0.5, 0.7)):
        np.testing.assert_array_equal(at(saved, *place), at(original, *place))
    # The edge is soft.
    column = saved[:, 56].astype(float)
    mixed = (np.abs(column - whole[:, 56]).max(1) > 3) & (np.abs(column - original[:, 56]).max(1) > 3)
    assert mixed.sum() >= 2
    # What is seen is what is saved, at half strength and in other colours too, with the divider as well.
    assert np.abs(shown(studio) - saved).max() <= 2.5
    end_masks(studio)
    expect(brush_button(studio)).to_be_focused()
    assert np.abs(shown(studio) - saved).max() <= 2.5
    studio.strength.fill("50")
    studio.choose_colours("Photo")
    assert np.abs(shown(studio) - pixels(studio.download(tmp_path))).max() <= 3.5


def test_erasing_and_the_veil(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    paint(studio, photo, style)
    whole, original = pixels(studio.download(tmp_path)), pixels(photo)
    open_masks(studio)
    panel(studio).get_by_role("radio", name="Erase").check()
    panel(studio).get_by_role("slider", name="Softness").fill("0")
    veil = studio.page.locator(".mask-veil")
    expect(veil).to_have_count(0)
    box = surface(studio).bounding_box()
    assert box is not None
    studio.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    studio.page.mouse.down()
    # It shows where the style goes while something is drawn, and then no more.
    expect(veil).to_have_css("opacity", "0.45")
    studio.page.mouse.up()
    expect(veil).to_have_css("opacity", "0")
    saved = pixels(studio.download(tmp_path))
    np.testing.assert_array_equal(at(saved, 0.5, 0.5), at(original, 0.5, 0.5))
    np.testing.assert_array_equal(at(saved, 0.1, 0.1), at(whole, 0.1, 0.1))


def test_everything_by_keyboard(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    paint(studio, photo, style)
    whole, original = pixels(studio.download(tmp_path)), pixels(photo)
    keyboard = studio.page.keyboard
    brush_button(studio).focus()
    keyboard.press("Enter")
    expect(surface(studio)).to_be_focused()
    # From the centre three leaps to the left, and a dab; the strength's keys still work beside it.
    for _ in range(3):
        keyboard.press("Shift+ArrowLeft")
    status = studio.page.get_by_role("status").filter(has_text="from the left")
    expect(status).to_have_text("20 % from the left, 50 % from the top")
    keyboard.press("Space")
    expect(studio.page.get_by_text("The style covers")).to_have_count(1)
    saved = pixels(studio.download(tmp_path))
    np.testing.assert_array_equal(at(saved, 0.2, 0.5), at(whole, 0.2, 0.5))
    np.testing.assert_array_equal(at(saved, 0.5, 0.5), at(original, 0.5, 0.5))
    # The brush is put down, moved and lifted: a line, one step.
    surface(studio).focus()
    keyboard.press("Enter")
    for _ in range(4):
        keyboard.press("Shift+ArrowRight")
    keyboard.press("Enter")
    saved = pixels(studio.download(tmp_path))
    for x in (0.2, 0.4, 0.6):
        np.testing.assert_array_equal(at(saved, x, 0.5), at(whole, x, 0.5))
    # A larger brush erases it.
    surface(studio).focus()
    size = panel(studio).get_by_role("slider", name="Size")
    before = int(size.input_value())
    keyboard.press("+")
    assert int(size.input_value()) > before
    keyboard.press("e")
    expect(panel(studio).get_by_role("radio", name="Erase")).to_be_checked()
    keyboard.press("Space")
    saved = pixels(studio.download(tmp_path))
    np.testing.assert_array_equal(at(saved, 0.6, 0.5), at(original, 0.6, 0.5))
    np.testing.assert_array_equal(at(saved, 0.2, 0.5), at(whole, 0.2, 0.5))
    surface(studio).focus()
    keyboard.press("Control+z")
    keyboard.press("Control+z")
    saved = pixels(studio.download(tmp_path))
    np.testing.assert_array_equal(at(saved, 0.4, 0.5), at(original, 0.4, 0.5))
    surface(studio).focus()
    keyboard.press("Escape")
    expect(surface(studio)).to_have_count(0)
    expect(brush_button(studio)).to_be_focused()


def test_strokes_are_undone_and_a_mask_goes_with_its_photo(
    studio: Studio, photo: Path, style: Path, tmp_path: Path
) -> None:
    paint(studio, photo, style)
    whole = pixels(studio.download(tmp_path))
    open_masks(studio)
    draw(studio, (0.2, 0.2), (0.3, 0.2))
    one = pixels(studio.download(tmp_path))
    draw(studio, (0.7, 0.7), (0.8, 0.7))
    two = pixels(studio.download(tmp_path))
    assert (one != two).any()
    undo = panel(studio).get_by_role("button", name="Undo: mask")
    undo.click()
    np.testing.assert_array_equal(pixels(studio.download(tmp_path)), one)
    undo.click()
    np.testing.assert_array_equal(pixels(studio.download(tmp_path)), whole)
    panel(studio).get_by_role("button", name="Redo: mask").click()
    end_masks(studio)

    studio.choose_photo(save_photograph(tmp_path / "cat.png", "cat", 96, 72))
    studio.wait_until_painted("cat", "coffee")
    without = paint_in_python(tmp_path / "cat.png", style, tmp_path / "python.png")
    assert greatest_difference(studio.download(tmp_path), without) <= 2
    undo_button(studio).click()
    expect(studio.status).to_contain_text("Undone: photo.")
    np.testing.assert_array_equal(pixels(studio.download(tmp_path)), one)


def test_a_quick_mask_is_that_of_python(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    paint(studio, photo, style)
    whole = pixels(studio.download(tmp_path))
    open_masks(studio)
    panel(studio).get_by_role("button", name="At the top").click()
    saved = studio.download(tmp_path)
    height, width = 93, 125
    along = np.clip(((np.arange(height) + 0.5) / height - 0.25) / 0.5, 0, 1)
    share = 1 - along**2 * (3 - 2 * along)
    mask = np.repeat(np.round(255 * share).astype("uint8")[:, None], width, 1)
    Image.fromarray(mask).save(tmp_path / "mask.png")
    expected = paint_in_python(photo, style, tmp_path / "python.png", mask=tmp_path / "mask.png")
    assert greatest_difference(saved, expected) <= 2
    panel(studio).get_by_role("button", name="Invert").click()
    inverted = pixels(studio.download(tmp_path))
    np.testing.assert_array_equal(inverted[-8:], whole[-8:])
    np.testing.assert_array_equal(inverted[:8], pixels(photo)[:8])
    panel(studio).get_by_role("button", name="Remove mask").click()
    expect(panel(studio).get_by_role("button", name="Remove mask")).to_be_disabled()


def test_the_edges_of_a_mask_are_feathered_by_keyboard(
    studio: Studio, photo: Path, style: Path, tmp_path: Path
) -> None:
    paint(studio, photo, style)
    whole, original = pixels(studio.download(tmp_path)), pixels(photo)
    open_masks(studio)
    feather = panel(studio).get_by_role("slider", name="Feather")
    expect(feather).to_be_disabled()
    panel(studio).get_by_role("slider", name="Softness").fill("0")
    draw(studio, (0.3, 0.5), (0.7, 0.5))
    hard = pixels(studio.download(tmp_path))
    feather.focus()
    studio.page.keyboard.press("End")
    expect(feather).to_have_attribute("aria-valuetext", "100 %")
    soft = pixels(studio.download(tmp_path))

    def mixed(picture: np.ndarray) -> int:
        return int(((np.abs(picture - whole).max(2) > 3) & (np.abs(picture - original).max(2) > 3)).sum())

    assert mixed(soft) > 3 * mixed(hard)
    assert np.abs(shown(studio) - soft).max() <= 2.5
    panel(studio).get_by_role("button", name="Undo: mask").click()
    np.testing.assert_array_equal(pixels(studio.download(tmp_path)), hard)
    expect(feather).to_have_value("0")


def choose_rest(studio: Studio, number: int) -> str:
    """Give the rest this style of the gallery, and wait until it is painted. Returns its name."""
    tile = panel(studio).locator("button[data-style]").nth(number)
    tile.click()
    expect(tile).to_have_attribute("aria-pressed", "true")
    expect(studio.page.get_by_role("img", name="Painting: ")).to_be_visible()
    expect(studio.cancel_button).to_have_count(0)
    name = tile.get_attribute("aria-label")
    assert name
    return name


def painted_alone(studio: Studio, name: str, folder: Path) -> np.ndarray:
    """The photo in this style of the gallery, as it is saved now without a mask."""
    gallery = studio.page.get_by_role("region", name="Style", exact=True)
    gallery.get_by_role("button", name=name, exact=True).click()
    expect(studio.page.get_by_role("img", name=f"in the style of {name}")).to_be_visible()
    expect(studio.cancel_button).to_have_count(0)
    return pixels(studio.download(folder))


def test_the_rest_gets_a_second_style(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    paint(studio, photo, style)
    whole = pixels(studio.download(tmp_path))
    open_masks(studio)
    # Chosen first, it is painted as soon as there is a mask.
    name = choose_rest(studio, 4)
    expect(panel(studio).get_by_text("It is seen as soon as there is a mask.")).to_be_visible()
    panel(studio).get_by_role("button", name="On the left").click()
    expect(studio.cancel_button).to_have_count(0)
    studio.page.wait_for_timeout(300)
    expect(studio.cancel_button).to_have_count(0)
    saved = pixels(studio.download(tmp_path))
    assert np.abs(shown(studio) - saved).max() <= 3
    np.testing.assert_array_equal(saved[:, :30], whole[:, :30])
    panel(studio).get_by_role("button", name="The photo", exact=True).click()
    photo_right = pixels(studio.download(tmp_path))
    np.testing.assert_array_equal(photo_right[:, -30:], pixels(photo)[:, -30:])
    # Undone, the second style is there again without being painted.
    panel(studio).get_by_role("button", name="Undo: style of the rest").click()
    np.testing.assert_array_equal(pixels(studio.download(tmp_path)), saved)
    panel(studio).get_by_role("button", name="Remove mask").click()
    end_masks(studio)
    second = painted_alone(studio, name, tmp_path)
    np.testing.assert_array_equal(saved[:, -30:], second[:, -30:])


def test_the_rest_gets_a_style_of_the_readers_and_keeps_it(studio: Studio, photo: Path, style: Path) -> None:
    paint(studio, photo, style)
    page = studio.page
    page.get_by_role("button", name="Keep this style").click()
    gallery = page.get_by_role("region", name="Style", exact=True)
    expect(gallery.get_by_role("button", name="coffee", exact=True)).to_be_visible()
    gallery.get_by_role("button", name="Etching").click()
    studio.wait_until_painted("astronaut", "Etching")
    open_masks(studio)
    panel(studio).get_by_role("searchbox", name="Search styles").fill("COFF")
    expect(panel(studio).locator("button[data-style]")).to_have_count(1)
    choose_rest(studio, 0)
    panel(studio).get_by_role("button", name="On the left").click()
    expect(panel(studio).get_by_role("heading", name="The rest gets coffee")).to_be_visible()
    # The letters of the gallery behind it are its own.
    expect(panel(studio).get_by_role("radio", name="All", exact=True)).to_be_checked()
    panel(studio).get_by_role("radio", name="Mine").check()
    end_masks(studio)
    expect(gallery.get_by_role("radio", name="All", exact=True)).to_be_checked()
    page.reload()
    expect(page.get_by_role("img", name="Painting: ").first).to_be_visible()
    brush_button(studio).click()
    expect(panel(studio).get_by_role("heading", name="The rest gets coffee")).to_be_visible()


def test_full_size_has_mask_and_second_style(studio: Studio, style: Path, tmp_path: Path) -> None:
    photo = save_photograph(tmp_path / "cat.png", "cat", *STRIP)
    paint(studio, photo, style)
    whole = pixels(save_full(studio, tmp_path))
    open_masks(studio)
    panel(studio).get_by_role("button", name="On the left").click()
    # The painting is there already; only the mask is new.
    masked = pixels(studio.download(tmp_path))
    np.testing.assert_array_equal(masked[:, :500], whole[:, :500])
    np.testing.assert_array_equal(masked[:, -500:], pixels(photo)[:, -500:])
    # Saving waits for the painting at the size of the screen.
    name = choose_rest(studio, 4)
    with studio.page.expect_download(timeout=LONG_MS) as download:
        studio.download_button.click()
    download.value.save_as(tmp_path / "both.png")
    both = pixels(tmp_path / "both.png")
    np.testing.assert_array_equal(both[:, :500], whole[:, :500])
    # The photo in its place is in the next file, though the second style is still there at full size.
    panel(studio).get_by_role("button", name="The photo", exact=True).click()
    np.testing.assert_array_equal(pixels(studio.download(tmp_path)), masked)
    panel(studio).get_by_role("button", name="Remove mask").click()
    end_masks(studio)
    gallery = studio.page.get_by_role("region", name="Style", exact=True)
    gallery.get_by_role("button", name=name, exact=True).click()
    expect(studio.page.get_by_role("img", name=f"in the style of {name}")).to_be_visible()
    studio.open_output()
    second = pixels(save(studio, "Paint and download", tmp_path))
    np.testing.assert_array_equal(both[:, -500:], second[:, -500:])
    # Between them the one goes over into the other.
    middle = (whole[:, 1100].astype(float) + second[:, 1100]) / 2
    assert np.abs(both[:, 1100] - middle).max() <= 3


@pytest.mark.alone
def test_24_megapixels_in_two_styles_in_bounded_memory(
    studio: Studio, browser: Browser, style: Path, tmp_path: Path
) -> None:
    photo = save_photograph(tmp_path / "cat.jpg", "cat", 6000, 4000)
    paint(studio, photo, style)
    open_masks(studio)
    panel(studio).get_by_role("button", name="In the centre").click()
    choose_rest(studio, 4)
    # Asked for before the second style is painted on the screen, it waits for that.
    choose(studio.open_output(), "As large as the photo", "JPEG")
    saved = save(studio, "Paint and download", tmp_path)
    memory = renderer_memory(browser)
    print(f"24 megapixels in two styles: at most {memory / 2**20:.0f} MiB")
    with Image.open(saved) as image:
        assert image.size == (6000, 4000)
    # The most is needed before, where both are painted at the size of the screen; one style takes less.
    assert memory <= 1.7e9


def test_a_finger_draws_and_two_scroll(browser: Browser, site: Site, photo: Path, style: Path) -> None:
    with profile(browser, width=390, height=844, has_touch=True) as context:
        studio = Studio(context.new_page(), site.address)
        paint(studio, photo, style)
        open_masks(studio)
        assert studio.page.evaluate("document.documentElement.scrollWidth") <= 390
        session = context.new_cdp_session(studio.page)
        box = surface(studio).bounding_box()
        assert box is not None

        def touch(kind: str, *places: tuple[float, float]) -> None:
            points = [
                {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"], "id": i}
                for i, (x, y) in enumerate(places)
            ]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        scrolled = studio.page.evaluate("scrollY")
        touch("touchStart", (0.5, 0.9))
        for y in (0.8, 0.6, 0.4, 0.2):
            touch("touchMove", (0.5, y))
        touch("touchEnd")
        undo = panel(studio).get_by_role("button", name="Undo: mask")
        expect(undo).to_be_enabled()
        assert studio.page.evaluate("scrollY") == scrolled
        drawn = shown(studio)

        # A second finger ends what the first one began, and leaves nothing of it.
        touch("touchStart", (0.2, 0.9))
        touch("touchStart", (0.2, 0.9), (0.8, 0.9))
        for y in (0.7, 0.5, 0.3, 0.1):
            touch("touchMove", (0.2, y), (0.8, y))
        touch("touchEnd")
        np.testing.assert_array_equal(shown(studio), drawn)
        undo.click()
        expect(studio.page.get_by_role("button", name="Undo: mask")).to_have_count(0)
