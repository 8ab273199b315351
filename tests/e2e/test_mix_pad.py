"""Dragging on the pad of a mix: small paintings at once, little change for little moves, and the last one stays."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e.photographs import save_photograph
from tests.e2e.studio import Studio
from tests.e2e.test_gallery import tile
from tests.e2e.test_mixing import label, mix, mixed_in_python, pad
from tests.e2e.test_painting import greatest_difference

# The long side of what is painted while the pad is dragged.
SMALL = 288

# How long the pad must be still before its place is painted at its size.
REST_MS = 350

# How opaque the painting is at its left and at its right edge.
OPACITIES = """
canvas => {
  const { width, height } = canvas;
  const alpha = (x) => canvas.getContext('2d').getImageData(x, height >> 1, 1, 1).data[3];
  return [width, alpha(0), alpha(width - 1)];
}
"""


@pytest.mark.parametrize("masked", [False, True], ids=["whole", "masked"])
def test_dragging_shows_small_paintings_first(studio: Studio, tmp_path: Path, masked: bool) -> None:
    studio.open()
    studio.choose_photo(save_photograph(tmp_path / "astronaut.png", "astronaut", 700, 500))
    tile(studio, "The Scream").click()
    studio.wait_until_painted("astronaut", "The Scream")
    page = studio.page
    if masked:
        page.get_by_role("button", name="Brush: choose where the style goes").click()
        panel = page.get_by_role("region", name="Where the style goes")
        panel.get_by_role("button", name="On the left").click()
        panel.get_by_role("button", name="Done").click()
    mix(studio, "Mosaic")
    studio.wait_until_painted("astronaut", label("The Scream 50", "Mosaic 50"))
    pad(page).scroll_into_view_if_needed()
    knob = pad(page).bounding_box()
    assert knob
    x, y = knob["x"] + knob["width"] / 2, knob["y"] + knob["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    # The canvas with the label is the painting; while the pointer is held it moves on before it rests.
    canvas = page.locator("canvas[role=img][aria-label^='Painting: ']")
    seen: list[list[int]] = []
    for step in range(600):
        page.mouse.move(x + 10 + step % 20, y)
        seen.append(canvas.evaluate(OPACITIES))
        if seen[-1][0] == 288:
            break
        page.wait_for_timeout(100)
    # What the mask leaves is left in the small ones as well.
    assert seen[-1] == [288, 255, 0 if masked else 255]
    page.mouse.up()
    expect(studio.cancel_button).to_have_count(0)
    expect(canvas).to_have_js_property("width", 700)


# Counts the small paintings that were asked for and those that came, and keeps the large ones until they are let go.
# The pad counts as at rest only after three seconds, so that a slow machine does not rest between two moves.
SMALL_ALONE = """
([most, rest]) => {
  const later = window.setTimeout;
  window.setTimeout = (act, wait, ...more) => later(act, wait === rest ? 3000 : wait, ...more);
  const post = Worker.prototype.postMessage;
  const held = [];
  window.small = { asked: 0, answered: 0, held: 0 };
  Worker.prototype.postMessage = function (message, ...more) {
    if (message?.type === 'paint' && message.photo.width > most) {
      small.held = held.push(() => post.call(this, message, ...more));
      return;
    }
    if (message?.type === 'paint') {
      small.asked++;
      this.addEventListener('message', ({ data }) => {
        if (data.id === message.id) small.answered++;
      });
    }
    post.call(this, message, ...more);
  };
  window.letGo = () => {
    Worker.prototype.postMessage = post;
    held.forEach((send) => send());
  };
}
"""

# Until more small paintings than these were asked for, the newest is there, and the page has shown it.
UNTIL_SHOWN = """
async (before) => {
  for (let still = 0; still < 3; ) {
    const { asked, answered } = window.small;
    await new Promise(requestAnimationFrame);
    still = asked > before && asked === answered && window.small.asked === asked ? still + 1 : 0;
  }
}
"""


def painting(page: Page) -> Locator:
    """The canvas with the label is the painting."""
    return page.locator("canvas[role=img][aria-label^='Painting: ']")


def shown(page: Page) -> np.ndarray:
    """What hangs on the stage, as floats [H, W, 3], 0..255."""
    data = painting(page).evaluate("canvas => canvas.toDataURL().split(',')[1]")
    with Image.open(io.BytesIO(base64.b64decode(data))) as image:
        return np.asarray(image.convert("RGB")).astype(float)


def test_little_moves_change_little_and_the_last_one_stays(studio: Studio, tmp_path: Path) -> None:
    photo = save_photograph(tmp_path / "astronaut.png", "astronaut", 600, 420)
    studio.open()
    studio.choose_photo(photo)
    tile(studio, "The Scream").click()
    mix(studio, "Mosaic", "Irises", "Etching")
    studio.wait_until_painted("astronaut", label("The Scream 25", "Mosaic 25", "Irises 25", "Etching 25"))
    page = studio.page
    pad(page).scroll_into_view_if_needed()
    box = page.locator(".mix-field").bounding_box()
    assert box

    def move_to(x: float, y: float) -> None:
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])

    def shown_at(x: float, y: float) -> np.ndarray:
        before = page.evaluate("window.small.asked")
        move_to(x, y)
        page.evaluate(UNTIL_SHOWN, before)
        return shown(page)

    page.evaluate(SMALL_ALONE, [SMALL, REST_MS])
    move_to(0.5, 0.5)
    page.mouse.down()
    shown_at(0.1, 0.2)
    # Across the pad, a twelfth of the way at a time, and past the middle: that mix is there at its size already.
    way = [(0.225 + 0.05 * i, 0.225 + 0.05 * i) for i in range(13)]
    pictures = [shown_at(*place) for place in way]
    assert pictures[0].shape[1] == SMALL
    steps = [np.abs(one - other).mean() for one, other in zip(pictures[1:], pictures, strict=False)]
    across = np.abs(pictures[-1] - pictures[0]).mean()
    print(f"across the pad {across:.1f} of 255, a step {min(steps):.2f} to {max(steps):.2f}")
    assert across > 10
    assert min(steps) > 0, "each of them is seen"
    assert max(steps) < across / 6

    # At rest it is painted at its size as well, and until that is there the small one stays.
    held = page.evaluate("small.held")
    move_to(0.9, 0.8)
    page.wait_for_function("held => small.held > held", arg=held)
    assert shown(page).shape[1] == SMALL

    # Faster than anything can be painted, and back to where it was: what hangs there at last is of that place.
    before = page.evaluate("window.small.asked")
    for i in range(40):
        move_to(*way[(7 * i) % len(way)])
    move_to(*way[3])
    page.evaluate(UNTIL_SHOWN, before)
    np.testing.assert_array_equal(shown(page), pictures[3])

    page.mouse.up()
    page.evaluate("window.letGo()")
    parts = str(pad(page).get_attribute("aria-valuetext"))
    studio.wait_until_painted("astronaut", parts)
    expect(painting(page)).to_have_js_property("width", 600)
    shares = [int(part.split("\u00a0")[0].split()[-1]) / 100 for part in parts.split(" · ")]
    weights = dict(zip(("scream", "mosaic", "irises", "etching"), shares, strict=True))
    wanted = mixed_in_python(photo, tmp_path / "wanted.png", weights)
    assert greatest_difference(studio.download(tmp_path), wanted) <= 2
