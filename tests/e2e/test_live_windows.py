"""The live picture over the whole screen, and in a small window of its own."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.live import LiveStudio, distance, small_pictures
from tests.e2e.test_live import camera_picture

# Chromium without a screen has no small windows; what the page gives to one, and is told of it, is the same.
SMALL_WINDOW = """
window.smallWindow = null;
Object.defineProperty(Document.prototype, 'pictureInPictureEnabled', { get: () => true });
HTMLVideoElement.prototype.requestPictureInPicture = async function () {
  if (this.disablePictureInPicture || this.readyState === 0) throw new DOMException('', 'InvalidStateError');
  window.smallWindow = this;
  this.dispatchEvent(new Event('enterpictureinpicture', { bubbles: true }));
};
Document.prototype.exitPictureInPicture = async function () {
  const video = window.smallWindow;
  window.smallWindow = null;
  video.dispatchEvent(new Event('leavepictureinpicture', { bubbles: true }));
};
"""

# What the small window shows, in 8 by 8 pixels.
SHOWN_SMALL = """
() => {
  const small = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
  small.imageSmoothingQuality = 'high';
  small.drawImage(window.smallWindow, 0, 0, 8, 8);
  return Array.from(small.getImageData(0, 0, 8, 8).data);
}
"""


def test_full_screen(live: LiveStudio) -> None:
    live.open_live()
    live.use_camera()
    live.next_frames(1)
    live.tool("Full screen").click()
    filled = live.page.locator(":fullscreen")
    expect(filled).to_have_attribute("aria-label", "Live picture")
    expect(live.picture).to_be_visible()
    live.next_frames(2)
    stage = live.page.get_by_role("region", name="Live picture").bounding_box()
    assert stage
    screen = live.page.evaluate("[innerWidth, innerHeight]")
    assert [stage["width"], stage["height"]] == screen
    picture = live.picture.bounding_box()
    assert picture and picture["height"] > 0.7 * screen[1], "the picture does not fill the screen"
    live.page.keyboard.press("Escape")
    live.page.evaluate("document.fullscreenElement && document.exitFullscreen()")
    expect(filled).to_have_count(0)
    live.next_frames(1)


def test_small_window_shows_painted_frames_and_goes_on_while_the_page_is_hidden(live: LiveStudio) -> None:
    live.page.add_init_script(SMALL_WINDOW)
    live.open_live()
    live.use_camera()
    painted = live.next_frames(2)[-1]
    live.tool("Pop out").click()
    live.page.wait_for_function("() => window.smallWindow")
    live.next_frames(2)
    shown = small_pictures([live.page.evaluate(SHOWN_SMALL)])[0]
    assert distance(shown, painted) < distance(shown, camera_picture()) / 2

    live.set_hidden(True)
    live.next_frames(2)
    window = live.page.evaluate_handle("window.smallWindow.srcObject.getVideoTracks()[0]")
    # The reader closes it: nobody sees the frames any more.
    live.page.evaluate("document.exitPictureInPicture()")
    live.wait_until_still()
    assert window.evaluate("track => track.readyState") == "ended"
    live.set_hidden(False)
    live.next_frames(2)
