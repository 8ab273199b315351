"""Detail: the size at which the network sees the photo, on the stage, in the file, at full size and in Python."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.e2e.photographs import pixels, save_photograph
from tests.e2e.studio import Studio
from tests.e2e.test_full_size import STRIP, assert_same, choose, paint, save, save_full
from tests.e2e.test_painting import greatest_difference, paint_in_python
from tests.e2e.test_undo import more, undo_button

NOTE_REQUESTS = """
() => {
  const post = Worker.prototype.postMessage;
  window.asked = [];
  Worker.prototype.postMessage = function (message, ...more) {
    window.asked.push(message.type);
    return post.call(this, message, ...more);
  };
}
"""


def details(studio: Studio) -> Locator:
    return studio.page.get_by_role("group", name="Detail")


def choose_detail(studio: Studio, name: str) -> None:
    """Paint in this detail, and wait until that is done."""
    details(studio).get_by_role("radio", name=name, exact=True).check()
    expect(studio.cancel_button).to_have_count(0)
    studio.page.wait_for_timeout(100)
    expect(studio.cancel_button).to_have_count(0)


def test_coarse_and_finest_are_painted_as_in_python(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    paint(studio, photo, style)
    fine = pixels(studio.download(tmp_path))
    for name in ("Coarse", "Finest"):
        choose_detail(studio, name)
        saved = studio.download(tmp_path)
        assert np.abs(pixels(saved) - fine).mean() > 2
        expected = paint_in_python(photo, style, tmp_path / "python.png", detail=name.lower())
        assert greatest_difference(saved, expected) <= 2


def test_coarse_strokes_are_larger(studio: Studio, style: Path, tmp_path: Path) -> None:
    photo = save_photograph(tmp_path / "cat.png", "cat", 320, 240)
    paint(studio, photo, style)
    changes = {}
    for name in ("Coarse", "Medium", "Fine"):
        choose_detail(studio, name)
        found = pixels(studio.download(tmp_path)).astype(float)
        # How much of the picture lies in steps from one pixel to the next: less, the larger strokes are.
        changes[name] = np.abs(np.diff(found, axis=1)).mean() / found.std()
    print(changes)
    assert changes["Coarse"] < 0.9 * changes["Medium"] < 0.9 * changes["Fine"]


def test_only_what_the_photo_allows_is_offered(studio: Studio, style: Path, tmp_path: Path) -> None:
    paint(studio, save_photograph(tmp_path / "cat.png", "cat", 120, 50), style)
    choose_detail(studio, "Finest")
    studio.choose_photo(save_photograph(tmp_path / "wide.png", "cat", *STRIP))
    studio.wait_until_painted("wide", "coffee")
    expect(details(studio).get_by_role("radio")).to_have_count(2)
    expect(details(studio).get_by_role("radio", name="Fine", exact=True)).to_be_checked()
    # It comes back with a photo that allows it.
    undo_button(studio).click()
    expect(details(studio).get_by_role("radio", name="Finest")).to_be_checked()


def test_detail_is_undone_reset_and_kept(studio: Studio, photo: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    studio.styles.nth(2).click()
    expect(studio.divider).to_be_visible()
    choose_detail(studio, "Medium")
    undo_button(studio).click()
    expect(studio.status).to_contain_text("Undone: detail.")
    expect(details(studio).get_by_role("radio", name="Fine", exact=True)).to_be_checked()
    choose_detail(studio, "Medium")
    more(studio, "Reset settings").click()
    expect(details(studio).get_by_role("radio", name="Fine", exact=True)).to_be_checked()
    choose_detail(studio, "Finest")
    studio.page.reload()
    expect(details(studio).get_by_role("radio", name="Finest")).to_be_checked()
    # The explanation goes with it.
    expect(studio.page.get_by_text("The network sees the photo enlarged by half")).to_be_visible()


def test_full_size_in_another_detail(studio: Studio, style: Path, tmp_path: Path) -> None:
    photo = save_photograph(tmp_path / "cat.png", "cat", 2200, 96)
    paint(studio, photo, style)
    choose_detail(studio, "Medium")
    saved = save_full(studio, tmp_path)
    expected = paint_in_python(photo, style, tmp_path / "python.png", size="full", detail="medium")
    assert_same(saved, expected)


def test_full_size_with_strokes_like_the_preview_needs_no_network(studio: Studio, style: Path, tmp_path: Path) -> None:
    photo = save_photograph(tmp_path / "cat.png", "cat", *STRIP)
    paint(studio, photo, style)
    shown = Image.fromarray(pixels(studio.download(tmp_path)).astype("uint8"))
    studio.page.evaluate(NOTE_REQUESTS)
    choose(studio.open_output(), "As large as the photo", "Like the preview")
    saved = save(studio, "Paint and download", tmp_path)
    expected = shown.resize(STRIP, Image.Resampling.BICUBIC)
    enlarged = pixels(saved)
    assert enlarged.shape == (STRIP[1], STRIP[0], 3)
    assert np.abs(enlarged - np.asarray(expected).astype(int)).max() <= 1
    asked = studio.page.evaluate("asked")
    assert {"open", "encode-file"} <= set(asked)
    assert not {"paint", "tiles-begin"} & set(asked)
    # Finer strokes are another painting.
    choose(studio.open_output(), "Finer")
    finer = save(studio, "Paint and download", tmp_path)
    assert np.abs(pixels(finer) - enlarged).mean() > 2
