"""The optimisation studio: from clicks to downloads, and whatever comes between."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence
from playwright.sync_api import Route, expect

from tests.e2e.live import DECODE_VIDEO
from tests.e2e.optimise import SIDE, OptimiseStudio, settings_in
from tests.e2e.photographs import pixels, save_photograph


@pytest.fixture
def studio(optimising: OptimiseStudio) -> OptimiseStudio:
    """The optimisation studio, not yet opened."""
    return optimising


def test_full_run_from_clicks_to_downloads(studio: OptimiseStudio, photo: Path, style: Path, tmp_path: Path) -> None:
    studio.open_optimise()
    studio.choose_photo(photo)
    studio.choose_style(style)
    expect(studio.photo_picture("astronaut")).to_be_visible()
    studio.set_small(steps=16)
    studio.start_button.click()
    studio.wait_until_done()
    expect(studio.result).to_have_attribute("aria-label", "Result: astronaut in the style of coffee")
    expect(studio.status).to_have_text("Done: astronaut in the style of coffee, after 16 steps.")
    studio.expect_backend("wasm")
    losses = studio.losses()
    assert {"Total", "Photo", "Style conv1_1", "Style conv5_1"} <= losses.keys()
    assert losses["Total"][1] < losses["Total"][0] / 2
    expect(studio.page.get_by_role("img", name="Loss over 16 steps")).to_be_visible()

    saved = studio.download(tmp_path)
    result = pixels(saved)
    assert result.shape == (48, SIDE, 3)
    small = pixels(save_photograph(tmp_path / "small.png", "astronaut", SIDE, 48))
    assert 4 < np.abs(result - small).mean() < 90
    settings = settings_in(saved)
    assert (settings["size"], settings["steps"], settings["encoder"]) == (SIDE, 16, "distilled")

    strip = studio.save("Strip (PNG)", tmp_path)
    assert settings_in(strip) == settings
    height, width = pixels(strip).shape[:2]
    assert width > 4 * height

    film = studio.save("Film (WebM)", tmp_path)
    content = base64.b64encode(film.read_bytes()).decode()
    decoded = studio.page.evaluate(DECODE_VIDEO, [content, "video/webm", [0.05, 0.9]])
    assert decoded["size"] == [SIDE, 48]
    assert decoded["duration"] > 2
    assert decoded["frames"][0] != decoded["frames"][1]

    with Image.open(studio.save("Film as GIF", tmp_path)) as loop:
        assert loop.size == (SIDE, 48)
        # The start, and every second of sixteen steps.
        frames = [np.asarray(frame.convert("RGB")).astype(np.int16) for frame in ImageSequence.Iterator(loop)]
    assert len(frames) == 9
    assert np.abs(frames[-1] - result).mean() < 12


def test_pause_continue_change_and_cancel(studio: OptimiseStudio) -> None:
    studio.open_optimise()
    studio.set_small(steps=5000)
    studio.start_button.click()
    studio.wait_for_step(3)
    studio.pause_button.click()
    expect(studio.status).to_contain_text("Paused after")
    expect(studio.continue_button).to_be_visible()
    done = studio.wait_until_still()

    studio.continue_button.click()
    studio.wait_for_step(done + 2)
    expect(studio.pause_button).to_be_visible()
    studio.unfold("Change it while it runs")
    studio.number("Steps").fill("0")
    expect(studio.page.get_by_text("Steps must be a whole number")).to_be_visible()
    studio.number("Style").fill("300")
    studio.wait_for_step(studio.steps_done() + 2)

    studio.cancel_button.click()
    expect(studio.start_button).to_be_visible()
    expect(studio.number("Size")).to_have_value(str(SIDE))
    # What was kept of it is still there.
    expect(studio.continue_button).to_be_visible()


def test_reload_in_the_middle_and_continue(studio: OptimiseStudio, photo: Path, style: Path, tmp_path: Path) -> None:
    studio.open_optimise()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.set_small(steps=5000)
    studio.start_button.click()
    studio.wait_for_step(3)
    # A run that is paused is kept as it is.
    studio.pause_button.click()
    expect(studio.status).to_contain_text("Paused after")
    done = studio.steps_done()

    studio.page.reload()
    studio.wait_until_open()
    expect(
        studio.page.get_by_text(f"Not finished: astronaut in the style of coffee, after {done} steps")
    ).to_be_visible()
    studio.continue_button.click()
    expect(studio.result).to_have_attribute("aria-label", "Result: astronaut in the style of coffee")
    last = studio.wait_for_step(done + 2)
    assert studio.page.get_by_role("button", name="Moment after 0 steps").count() == 1
    studio.unfold("Change it while it runs")
    studio.number("Steps").fill(str(last))
    studio.wait_until_done()
    assert pixels(studio.download(tmp_path)).shape == (48, SIDE, 3)

    # The result is kept as well, until it is discarded.
    studio.wait_until_end_is_kept()
    studio.page.reload()
    studio.wait_until_open()
    studio.page.get_by_role("button", name="Show", exact=True).click()
    studio.wait_until_done()
    studio.page.get_by_role("button", name="Back to settings").click()
    studio.page.get_by_role("button", name="Discard", exact=True).click()
    expect(studio.page.get_by_role("button", name="Discard", exact=True)).to_have_count(0)
    studio.page.reload()
    studio.wait_until_open()
    expect(studio.page.get_by_role("button", name="Discard", exact=True)).to_have_count(0)


def test_reload_without_a_pause(studio: OptimiseStudio) -> None:
    studio.open_optimise()
    studio.set_small(steps=5000)
    studio.start_button.click()
    # The first state is kept before the second portion of steps.
    studio.wait_for_step(studio.wait_for_step(1) + 1)
    studio.page.reload()
    expect(studio.page.get_by_text("Not finished:")).to_be_visible()
    studio.continue_button.click()
    studio.wait_for_step(1)


def test_wrong_settings_are_told_and_nothing_is_lost(studio: OptimiseStudio) -> None:
    studio.open_optimise()
    studio.set_small(steps=0)
    studio.start_button.click()
    expect(studio.notice).to_contain_text("Steps must be a whole number from 1 to 10000")
    expect(studio.number("Steps")).to_have_attribute("aria-invalid", "true")
    studio.number("Steps").fill("4")
    expect(studio.notice).to_have_count(0)

    studio.number("Size").fill("5000")
    studio.start_button.click()
    expect(studio.notice).to_contain_text("from 64 to 2048 pixels")
    studio.number("Size").fill(str(SIDE))

    layers = studio.unfold("Layers").get_by_role("group", name="Layers for the style")
    for layer in layers.get_by_role("checkbox").all():
        layer.uncheck()
    studio.start_button.click()
    expect(studio.notice).to_contain_text("Choose at least one layer for the style")
    layers.get_by_label("conv2_1", exact=True).check()
    expect(studio.number("Size")).to_have_value(str(SIDE))

    studio.start_button.click()
    studio.wait_until_done()
    assert set(studio.losses()) == {"Total", "Photo", "Smoothness", "Style conv2_1"}


def test_size_beyond_the_memory_is_refused_with_one_that_fits(studio: OptimiseStudio) -> None:
    studio.open_optimise()
    studio.number("Size").fill("2048")
    studio.start_button.click()
    expect(studio.notice).to_contain_text("of memory")
    button = studio.notice.get_by_role("button", name="Use ")
    possible = button.inner_text().split()[1]
    assert 64 <= int(possible) < 2048
    button.click()
    expect(studio.number("Size")).to_have_value(possible)
    expect(studio.notice).to_have_count(0)


def test_a_thousand_pixels_are_possible(studio: OptimiseStudio, photo: Path, style: Path, tmp_path: Path) -> None:
    studio.open_optimise()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.number("Size").fill("1024")
    studio.number("Steps").fill("1")
    studio.start_button.click()
    studio.wait_until_done()
    assert pixels(studio.download(tmp_path)).shape == (762, 1024, 3)


def test_several_styles_are_mixed(studio: OptimiseStudio, tmp_path: Path) -> None:
    studio.open_optimise()
    studio.set_small(steps=2)
    mix = studio.unfold("Mix of styles")
    mix.get_by_role("button", name="Add another style").click()
    studio.styles.nth(3).click()
    weights = mix.get_by_role("spinbutton")
    expect(weights).to_have_count(2)
    weights.nth(1).fill("3")
    studio.start_button.click()
    studio.wait_until_done()
    assert settings_in(studio.download(tmp_path))["styleWeights"] == [1, 3]


def test_keyboard_leads_through_a_run(studio: OptimiseStudio) -> None:
    studio.open_optimise()
    studio.set_small(steps=5000)
    studio.start_button.focus()
    studio.page.keyboard.press("Enter")
    studio.wait_for_step(1)
    expect(studio.pause_button).to_be_focused()
    studio.page.keyboard.press("Enter")
    expect(studio.continue_button).to_be_focused()


def test_missing_encoder_is_named_with_the_way_to_get_it(studio: OptimiseStudio) -> None:
    def without_encoders(route: Route) -> None:
        response = route.fetch()
        manifest = response.json()
        for name in ("encoder-distilled", "vgg19"):
            manifest["networks"].pop(name, None)
        route.fulfill(response=response, json=manifest)

    studio.page.route("**/models/manifest.json", without_encoders)
    studio.open_optimise()
    expect(studio.notice).to_contain_text("python -m export tfjs vgg19 --weights")
    studio.start_button.click()
    expect(studio.notice).to_contain_text("encoder-distilled")
    expect(studio.start_button).to_be_enabled()


def test_vgg19_is_asked_for_where_the_server_lacks_it(studio: OptimiseStudio) -> None:
    studio.open_optimise()
    studio.set_small(steps=1)
    layers = studio.unfold("Layers")
    encoder = layers.get_by_role("combobox", name="Encoder")
    encoder.select_option("VGG-19 (the original)")
    expect(layers).to_contain_text("python -m export tfjs vgg19 --weights")
    studio.start_button.click()
    expect(studio.notice).to_contain_text("python -m export tfjs vgg19 --weights")
    encoder.select_option("Distilled (fast)")
    expect(studio.notice).to_have_count(0)
    studio.start_button.click()
    studio.wait_until_done()


def test_storage_that_is_refused_is_told_and_the_run_goes_on(studio: OptimiseStudio) -> None:
    studio.page.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }")
    studio.open_optimise()
    studio.set_small(steps=4)
    studio.start_button.click()
    expect(studio.notice).to_contain_text("would not survive a reload")
    expect(studio.progress).to_contain_text("Done after 4 steps")


def test_fits_a_narrow_phone(studio: OptimiseStudio) -> None:
    studio.page.set_viewport_size({"width": 360, "height": 740})
    studio.open_optimise()
    for name in ("Mix of styles", "Balance", "Layers", "Start", "Method", "Settings file"):
        studio.unfold(name)
    wide = "document.documentElement.scrollWidth"
    assert studio.page.evaluate(wide) <= 360
    studio.number("Size").fill(str(SIDE))
    studio.number("Steps").fill("2")
    studio.start_button.click()
    studio.wait_until_done()
    assert studio.page.evaluate(wide) <= 360
