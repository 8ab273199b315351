"""Live painting as a person uses it, and what a person sees of its frames."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.studio import Studio

# Notes, of each painted frame that comes onto a canvas, how it looks in 8 by 8 pixels.
NOTE_FRAMES = """
window.paintedFrames = [];
const show = ImageBitmapRenderingContext.prototype.transferFromImageBitmap;
const small = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
small.imageSmoothingQuality = 'high';
ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
  if (bitmap) {
    small.drawImage(bitmap, 0, 0, 8, 8);
    window.paintedFrames.push(Array.from(small.getImageData(0, 0, 8, 8).data));
  }
  show.call(this, bitmap);
};
"""

# Answers frames once there are as many; the content security policy forbids Playwright's own way of waiting.
FRAMES_FROM = """
async ([first, count, patience]) => {
  const end = performance.now() + patience;
  while (window.paintedFrames.length < first + count) {
    if (performance.now() > end) throw new Error(`only ${window.paintedFrames.length - first} frames came`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return window.paintedFrames.slice(first, first + count);
}
"""
FRAMES_PATIENCE_MS = 60_000

# Plays a video file through and answers its duration, its size, the loudest of its sound, and some of its pictures.
DECODE_VIDEO = """
async ([content, type, at]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const video = document.createElement('video');
  video.muted = true;
  const ready = new Promise((resolve, reject) => {
    video.onloadeddata = resolve;
    video.onerror = () => reject(new Error(video.error.message));
  });
  video.src = URL.createObjectURL(new Blob([bytes], { type }));
  await ready;
  const small = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
  small.imageSmoothingQuality = 'high';
  // A busy machine tells that it has arrived before there is a picture; drawing then leaves the canvas clear.
  const drawn = async () => {
    for (let tries = 0; tries < 500; tries++) {
      small.clearRect(0, 0, 8, 8);
      small.drawImage(video, 0, 0, 8, 8);
      const { data } = small.getImageData(0, 0, 8, 8);
      if (data[3] === 255) return Array.from(data);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('the film shows no picture');
  };
  const frames = [];
  for (const share of at) {
    const seeked = new Promise((resolve) => { video.onseeked = resolve; });
    video.currentTime = share * video.duration;
    await seeked;
    frames.push(await drawn());
  }
  let loudest = 0;
  try {
    const sound = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(bytes.buffer);
    for (const sample of sound.getChannelData(0)) loudest = Math.max(loudest, Math.abs(sample));
  } catch {}
  return { duration: video.duration, size: [video.videoWidth, video.videoHeight], loudest, frames };
}
"""

# Chromium's headless shell never hides a page; this is what a page is told when it happens.
SET_HIDDEN = """
(hidden) => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}
"""

# In a worker: keeps its contexts, so that a test can take them away.
KEEP_CONTEXTS = """
{
  const make = OffscreenCanvas.prototype.getContext;
  self.keptContexts = [];
  OffscreenCanvas.prototype.getContext = function (...wanted) {
    const context = make.apply(this, wanted);
    if (context && wanted[0].startsWith('webgl')) self.keptContexts.push(context);
    return context;
  };
}
"""
# Answers how many were there to be lost.
LOSE_CONTEXTS = """
() => {
  const contexts = (self.keptContexts ?? []).filter((context) => !context.isContextLost());
  for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext();
  return contexts.length;
}
"""


class LiveStudio(Studio):
    """A page with Easel in it, for live painting."""

    def __init__(self, page: Page, address: str) -> None:
        super().__init__(page, address)
        page.add_init_script(NOTE_FRAMES)

    def open_live(self, backend: str = "wasm") -> None:
        """Go straight to live painting."""
        self.page.goto(f"{self.address}/?backend={backend}#live")
        expect(self.camera_button).to_be_visible()
        # The first style is chosen by itself.
        expect(self.styles.first).to_have_attribute("aria-pressed", "true")

    def use_camera(self) -> None:
        """Switch the camera on and wait for its first painted frame; a message ends that."""
        self.camera_button.click()
        self.wait_until_live()

    def use_film(self, film: Path) -> None:
        """Open a video file by its button and wait for its first painted frame."""
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="Open a video").click()
        chooser.value.set_files(film)
        self.wait_until_live()

    def wait_until_live(self) -> None:
        """Wait until frames are painted."""
        expect(self.picture.or_(self.notice).first).to_be_visible()
        if self.notice.is_visible():
            raise AssertionError(f"instead of frames: {self.notice.inner_text()}")

    def wait_until_still(self) -> None:
        """Wait until no more frames are painted; those that are under way may still arrive."""
        for _ in range(20):
            count = self.frame_count
            self.page.wait_for_timeout(1500)
            if self.frame_count == count:
                return
        raise AssertionError("frames are still being painted")

    def set_hidden(self, hidden: bool) -> None:
        """Tell the page that its tab was hidden, or is shown again."""
        self.page.evaluate(SET_HIDDEN, hidden)

    def keep_contexts(self) -> None:
        """Make it possible to take WebGL contexts away; to be called before the page is opened."""

        def add(route: Route) -> None:
            answer = route.fetch()
            route.fulfill(response=answer, body=KEEP_CONTEXTS + answer.text())

        # As a part of the script: what is evaluated in a worker later may be too late.
        self.page.route(re.compile(r"/worker-[^/]*\.js$"), add)

    def lose_contexts(self) -> None:
        """Take all WebGL contexts away from the workers, as a driver that fails does; wait until there are any."""
        for _ in range(600):
            if sum(int(worker.evaluate(LOSE_CONTEXTS)) for worker in self.page.workers) > 0:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("no worker holds a WebGL context")

    # Seeing

    @property
    def picture(self) -> Locator:
        """The painted frames."""
        return self.page.get_by_role("img", name="Live painting in the style of")

    @property
    def facts(self) -> Locator:
        """Frames a second, size and back end."""
        return self.page.get_by_test_id("facts")

    @property
    def frame_count(self) -> int:
        """Painted frames so far."""
        return int(self.page.evaluate("window.paintedFrames.length"))

    def frames_from(self, first: int, count: int) -> np.ndarray:
        """Painted frames in 8 by 8 pixels, as floats [count, 8, 8, 3], 0..255; waits until there are as many."""
        return small_pictures(self.page.evaluate(FRAMES_FROM, [first, count, FRAMES_PATIENCE_MS]))

    def next_frames(self, count: int) -> np.ndarray:
        """The next `count` painted frames, as `frames_from` gives them."""
        return self.frames_from(self.frame_count, count)

    def wait_for_change(self, from_picture: np.ndarray) -> np.ndarray:
        """Wait until frames look unlike this one. Returns one of them."""
        for _ in range(200):
            frame: np.ndarray = self.next_frames(1)[0]
            if distance(frame, from_picture) > 12:
                return frame
        raise AssertionError("the frames look as before")

    def decode(self, file: Path, at: list[float]) -> dict[str, Any]:
        """What a browser sees and hears of a video file; `at` are the pictures wanted, 0..1 of its duration."""
        kind = "video/mp4" if file.suffix == ".mp4" else "video/webm"
        content = base64.b64encode(file.read_bytes()).decode()
        decoded: dict[str, Any] = self.page.evaluate(DECODE_VIDEO, [content, kind, at])
        return {**decoded, "frames": small_pictures(decoded["frames"])}

    # Doing

    @property
    def camera_button(self) -> Locator:
        """Switches the camera on."""
        return self.page.get_by_role("button", name="Use the camera")

    def tool(self, name: str) -> Locator:
        """A button by its name, whatever stands behind that."""
        return self.page.get_by_role("button", name=re.compile(rf"^{name}"))

    def save(self, button: Locator, folder: Path) -> Path:
        """Press a button that saves a file, and keep that in a folder. Returns the file."""
        with self.page.expect_download() as download:
            button.click()
        saved = folder / download.value.suggested_filename
        download.value.save_as(saved)
        return saved


def small_pictures(values: list[list[int]]) -> np.ndarray:
    """RGBA bytes of 8 by 8 pixels each as floats [n, 8, 8, 3]."""
    return np.asarray(values, dtype=np.float64).reshape(-1, 8, 8, 4)[..., :3]


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """Root of the mean squared difference of two pictures, or stacks of them, of 255."""
    return float(np.sqrt(np.mean((one - other) ** 2)))
