"""What goes wrong with cameras and graphics is said plainly, leaves a way on, and loses nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from tests.e2e.conftest import CHROMIUM_ARGUMENTS, launched, profile
from tests.e2e.live import LiveStudio
from tests.e2e.watch import Watch
from tests.serving import Site

# Lets a test decide what opening a camera ends with.
FAIL_WITH = """
window.cameraFailures = %s;
const open = MediaDevices.prototype.getUserMedia;
MediaDevices.prototype.getUserMedia = async function (constraints) {
  const name = window.cameraFailures.shift();
  if (name) throw new DOMException('for the test', name);
  const stream = await open.call(this, constraints);
  window.cameraTrack = stream.getVideoTracks()[0];
  return stream;
};
"""


def failing(*names: str) -> str:
    """A script after which as many cameras fail to open, each with an error of that name."""
    return FAIL_WITH % json.dumps(names)


def expect_failure(live: LiveStudio, code: str, text: str) -> None:
    """A message with this text, and all ways on."""
    expect(live.notice).to_contain_text(text)
    expect(live.camera_button).to_be_enabled()
    expect(live.page.get_by_role("button", name="Open a video")).to_be_enabled()
    live.expect_error(code)


@pytest.mark.parametrize(
    ("name", "code", "text"),
    [
        ("NotReadableError", "camera-busy", "other programs"),
        ("OverconstrainedError", "camera-size", "no picture that Easel can use"),
    ],
)
def test_camera_that_does_not_open(live: LiveStudio, name: str, code: str, text: str) -> None:
    live.page.add_init_script(failing(*[name] * 5))
    live.expect_error(code)
    live.open_live()
    live.styles.nth(3).click()
    live.camera_button.click()
    expect_failure(live, code, text)
    # The way on works, and the style is the one that was chosen.
    live.page.evaluate("window.cameraFailures.length = 0")
    live.page.get_by_role("button", name="Dismiss this message").click()
    live.use_camera()
    expect(live.styles.nth(3)).to_have_attribute("aria-pressed", "true")


def test_size_that_is_refused_is_asked_for_smaller(live: LiveStudio) -> None:
    live.page.add_init_script(failing("OverconstrainedError", "NotReadableError"))
    live.open_live()
    live.use_camera()


def test_no_camera(context: BrowserContext, site: Site, watch: Watch) -> None:
    studio = LiveStudio(context.new_page(), site.address)
    studio.open_live()
    studio.camera_button.click()
    expect_failure(studio, "camera-none", "No camera was found")
    assert studio.unexpected(watch.errors) == []
    assert watch.strays() == []


def test_camera_that_is_denied(playwright: Playwright, site: Site) -> None:
    arguments = [*CHROMIUM_ARGUMENTS, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream=deny"]
    with launched(playwright, arguments) as browser, profile(browser) as context:
        studio = LiveStudio(context.new_page(), site.address)
        studio.open_live()
        studio.camera_button.click()
        expect_failure(studio, "camera-denied", "keeps the camera from this page")


def test_camera_that_is_unplugged(live: LiveStudio) -> None:
    live.page.add_init_script(failing())
    live.expect_error("camera-unplugged")
    live.open_live()
    live.use_camera()
    live.tool("Colours").click()
    live.page.evaluate("window.cameraTrack.stop(); window.cameraTrack.dispatchEvent(new Event('ended'))")
    expect_failure(live, "camera-unplugged", "disconnected")
    live.page.get_by_role("button", name="Dismiss this message").click()
    live.use_camera()
    expect(live.tool("Colours")).to_have_attribute("aria-pressed", "true")


def test_video_that_cannot_be_decoded(live: LiveStudio, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"this is no video" * 100)
    live.expect_error("film-unreadable")
    live.open_live()
    with live.page.expect_file_chooser() as chooser:
        live.page.get_by_role("button", name="Open a video").click()
    chooser.value.set_files(broken)
    expect_failure(live, "film-unreadable", "cannot play that video")


def test_lost_graphics_come_back_by_themselves(live: LiveStudio) -> None:
    live.expect_error("gpu-lost")
    live.keep_contexts()
    live.open_live("webgl")
    live.use_camera()
    live.next_frames(1)
    live.lose_contexts()
    expect(live.notice).to_contain_text("graphics processor was lost")
    live.next_frames(2)
    expect(live.picture).to_be_visible()
    live.expect_backend("webgl")


def test_graphics_that_are_lost_again_leave_a_way_on(live: LiveStudio, film: Path) -> None:
    live.expect_error("gpu-lost")
    live.keep_contexts()
    live.open_live("webgl")
    live.use_film(film)
    live.page.get_by_label("Detail").select_option("160 px")
    live.tool("Save painted video").click()
    live.next_frames(1)
    live.lose_contexts()
    # The first time it begins anew by itself.
    expect(live.notice).to_contain_text("graphics processor was lost")
    live.next_frames(1)
    live.lose_contexts()
    expect(live.notice).to_contain_text("gave up more than once")
    expect(live.page.get_by_role("progressbar", name="Painting the video")).to_have_count(0)
    # The film, its size and its style are as they were, and it can be saved after all.
    live.page.get_by_role("button", name="Start painting again").click()
    live.next_frames(1)
    expect(live.page.get_by_label("Detail")).to_have_value("160")
    expect(live.tool("Save painted video")).to_be_enabled()
