"""The colours of the style, of the photo, or matched: shown at once, and the same in the file and in Python."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.e2e.photographs import pixels, save_photograph
from tests.e2e.studio import Studio
from tests.e2e.test_full_size import STRIP, paint, save_full
from tests.e2e.test_painting import greatest_difference, paint_in_python

COLOURS = {"Photo": "photo", "Matched": "matched"}

# What lies on the stage, as the compositor mixes it: each canvas over those before it, by its opacity.
SHOWN = """
() => {
  const layers = [...document.querySelectorAll('.compare canvas')];
  const { width, height } = layers[0];
  const mixed = new Float64Array(width * height * 4);
  for (const layer of layers) {
    const { data } = layer.getContext('2d').getImageData(0, 0, width, height);
    const opacity = Number(getComputedStyle(layer).opacity);
    for (let i = 0; i < data.length; i++) mixed[i] += opacity * (data[i] - mixed[i]);
  }
  return { width, height, values: Array.from(mixed) };
}
"""


def shown(studio: Studio) -> np.ndarray:
    """The painted picture on the stage, 0..255."""
    found = studio.page.evaluate(SHOWN)
    return np.reshape(found["values"], (found["height"], found["width"], 4))[..., :3]


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("strength", [1.0, 0.6])
def test_colours_are_the_ones_of_python(
    studio: Studio, photo: Path, style: Path, tmp_path: Path, name: str, strength: float
) -> None:
    paint(studio, photo, style)
    studio.choose_colours(name)
    studio.strength.fill(str(round(100 * strength)))
    in_browser = studio.download(tmp_path)
    in_python = paint_in_python(photo, style, tmp_path / "python.png", strength, colours=COLOURS[name])
    assert greatest_difference(in_browser, in_python) <= 2
    np.testing.assert_allclose(shown(studio), pixels(in_browser), atol=1.01)
    plain = paint_in_python(photo, style, tmp_path / "plain.png", strength)
    assert np.abs(pixels(in_browser) - pixels(plain)).mean() > 4


def test_colours_run_no_network_and_no_strength_is_the_photo(
    studio: Studio, photo: Path, style: Path, tmp_path: Path
) -> None:
    paint(studio, photo, style)
    before = pixels(studio.download(tmp_path))
    workers = len(studio.page.workers)
    studio.page.evaluate("() => { Worker.prototype.postMessage = () => { throw new Error('a worker was asked'); }; }")
    pictures = []
    for name in ("Photo", "Matched", "Style"):
        studio.choose_colours(name)
        pictures.append(shown(studio))
    # The one that encoded what was saved may have ended meanwhile.
    assert len(studio.page.workers) <= workers
    np.testing.assert_array_equal(pictures[2], before)
    assert min(np.abs(one - before).mean() for one in pictures[:2]) > 4
    studio.choose_colours("Matched")
    studio.strength.fill("0")
    np.testing.assert_array_equal(shown(studio), pixels(photo))


def test_colours_apply_at_full_size(studio: Studio, style: Path, tmp_path: Path) -> None:
    photo = save_photograph(tmp_path / "cat.png", "cat", *STRIP)
    paint(studio, photo, style)
    for name, colours in COLOURS.items():
        studio.choose_colours(name)
        if name == "Photo":
            saved = save_full(studio, tmp_path)
        else:
            # It is there by now; other colours paint nothing anew.
            expect(studio.status).to_contain_text("Painted at full size.")
            saved = studio.download(tmp_path)
        in_python = paint_in_python(photo, style, tmp_path / "python.png", size="full", colours=colours)
        assert pixels(saved).shape == (STRIP[1], STRIP[0], 3)
        assert greatest_difference(saved, in_python) <= 4


def test_colours_are_chosen_by_keyboard(studio: Studio, photo: Path, style: Path) -> None:
    paint(studio, photo, style)
    studio.page.get_by_role("radio", name="Style", exact=True).focus()
    studio.page.keyboard.press("ArrowRight")
    expect(studio.page.get_by_role("radio", name="Photo", exact=True)).to_be_checked()
