"""The strength slider mixes the painting with the photo at once, without running a network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from playwright.sync_api import expect

from export.pictures import to_bytes, to_float
from export.strength import mixed as strength_between
from tests.e2e.photographs import pixels
from tests.e2e.studio import Studio


def test_strength_mixes_without_painting(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    expect(studio.strength).to_have_value("100")
    workers = len(studio.page.workers)
    original, painting = pixels(photo), pixels(studio.download(tmp_path))

    # The engine worker is the only place where a network can run: from here on it must hear nothing.
    asked = studio.page.evaluate(
        """() => {
          window.messagesToWorkers = 0;
          const post = Worker.prototype.postMessage;
          Worker.prototype.postMessage = function (...message) {
            // What is saved is encoded in a worker; that runs no network.
            if (message[0]?.type !== 'encode-file') window.messagesToWorkers += 1;
            return post.apply(this, message);
          };
        }"""
    )
    assert asked is None
    for strength in (0, 50, 100):
        studio.strength.fill(str(strength))
        mixed = pixels(studio.download(tmp_path))
        expected = to_bytes(strength_between(to_float(original), to_float(painting), strength / 100))
        assert np.abs(mixed - expected.astype(np.int16)).max() <= 1
    assert studio.page.evaluate("window.messagesToWorkers") == 0
    # Those that encoded what was saved end by and by.
    for _ in range(100):
        if len(studio.page.workers) <= workers:
            break
        studio.page.wait_for_timeout(100)
    assert len(studio.page.workers) == workers


def test_no_strength_is_the_photo_itself(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    studio.strength.focus()
    studio.page.keyboard.press("Home")
    expect(studio.strength).to_have_value("0")
    assert np.array_equal(pixels(studio.download(tmp_path)), pixels(photo))
