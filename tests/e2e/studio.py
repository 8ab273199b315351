"""Easel as a person uses it: what can be seen, chosen, moved and saved, found by role and label."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

# The names that the page gives to the back ends.
BACKENDS = {
    "webgpu": "WebGPU",
    "webgl": "WebGL",
    "wasm": "WebAssembly",
    "cpu": "plain JavaScript",
}

# Hands files to the page the way a drop or a paste does; the real ones need a desktop around the browser.
# The page begins to listen a moment after it can be seen, and a hand takes longer than that.
GIVE_FILES = """
async ([event, selector, files]) => {
  const data = new DataTransfer();
  for (const { name, type, content } of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type }));
  }
  const target = selector === null ? document.activeElement : document.querySelector(selector);
  const options = { bubbles: true, cancelable: true, composed: true };
  if (event === 'paste') {
    target.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }));
  } else {
    const isTaken = () => !target.dispatchEvent(new DragEvent('dragenter', { ...options, dataTransfer: data }));
    for (let i = 0; i < 200 && !isTaken(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
    for (const step of ['dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(step, { ...options, dataTransfer: data }));
    }
  }
}
"""

File = Path | FilePayload


class Studio:
    """A page with Easel in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self._expected: list[str] = []
        # Intercepts file dialogues from now on; begun when one is awaited, that would race with a key press.
        page.on("filechooser", lambda _chooser: None)

    def open(self, backend: str | None = "wasm") -> None:
        """Go to Easel, asking for a back end; None leaves the choice to the page."""
        self.page.goto(self.address + ("/" if backend is None else f"/?backend={backend}"))
        # The first sample hangs there by itself.
        expect(self.page.get_by_role("img", name="Photo: ").first).to_be_visible()

    def wait_until_kept(self) -> None:
        """Wait until the page says that all of the site is kept on the device."""
        expect(self.page.get_by_text(re.compile(r"^Works offline \(\d+ MB kept\)$"))).to_be_visible()

    def expect_error(self, code: str) -> None:
        """Let the page write an error with this code to its console, which else fails the test."""
        self._expected.append(code)

    def unexpected(self, errors: list[str]) -> list[str]:
        """The errors that no `expect_error` announced."""
        return [error for error in errors if not any(code in error for code in self._expected)]

    # Choosing

    def choose_photo(self, file: File) -> None:
        """Use the button and the file dialogue, and wait for its tile, which moves what is below, or for a message."""
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="Choose a photo", exact=True).click()
        chooser.value.set_files(file)
        self._wait_for_tile("Your photo", file)

    def choose_style(self, file: File) -> None:
        """Use the button, by keys, and the file dialogue, and wait for its tile or a message."""
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="Choose a style picture", exact=True).press("Enter")
        chooser.value.set_files(file)
        self._wait_for_tile("Your style", file)

    def _wait_for_tile(self, whose: str, file: File) -> None:
        name = file.stem if isinstance(file, Path) else Path(file["name"]).stem
        tile = self.page.get_by_role("button", name=f"{whose}: {name}", exact=True)
        expect(tile.or_(self.notice).first).to_be_attached()

    def drop(self, selector: str, *files: Path) -> None:
        """Drag files over an element and let go."""
        self.page.evaluate(GIVE_FILES, ["drop", selector, [_payload(file) for file in files]])

    def paste(self, *files: Path) -> None:
        """Paste files where the focus is."""
        self.page.evaluate(GIVE_FILES, ["paste", None, [_payload(file) for file in files]])

    @property
    def samples(self) -> Locator:
        """The photos to choose from: one's own, if there is one, and the samples."""
        return self.page.get_by_role("region", name="Photo", exact=True).locator("button[aria-pressed]")

    @property
    def styles(self) -> Locator:
        """The styles to choose from: one's own, if there is one, and the built-in ones."""
        return self.page.get_by_role("region", name="Style", exact=True).locator("button[aria-pressed]")

    # Seeing

    @property
    def notice(self) -> Locator:
        """The message about something that went wrong."""
        return self.page.get_by_role("alert")

    @property
    def status(self) -> Locator:
        """What is announced to screen readers as it goes on."""
        return self.page.locator("p[role=status]")

    def photo_picture(self, name: str) -> Locator:
        """The photo of this name on the stage."""
        return self.page.get_by_role("img", name=f"Photo: {name}", exact=True)

    def painting_picture(self, photo: str, style: str) -> Locator:
        """The painting of this photo in this style on the stage."""
        return self.page.get_by_role("img", name=f"Painting: {photo} in the style of {style}", exact=True)

    def wait_until_painted(self, photo: str, style: str) -> None:
        """Wait until this photo is painted in this style and nothing else is under way; a message ends it."""
        painting = self.painting_picture(photo, style)
        expect(painting.or_(self.notice).first).to_be_visible()
        if self.notice.is_visible():
            raise AssertionError(f"instead of a painting: {self.notice.inner_text()}")
        expect(self.cancel_button).to_have_count(0)

    def expect_backend(self, backend: str) -> None:
        """Make sure that the page says that the painting ran on this back end."""
        expect(self.page.get_by_text(re.compile(rf"\b{BACKENDS[backend]}\b")).first).to_be_visible()

    # Doing

    @property
    def strength(self) -> Locator:
        """The slider from the photo (0) to the painting (100)."""
        return self.page.get_by_role("slider", name="Strength")

    def choose_colours(self, name: str) -> None:
        """Give the painting other colours: Style, Photo or Matched."""
        self.page.get_by_role("group", name="Colours").get_by_role("radio", name=name, exact=True).check()

    def compare(self, name: str) -> None:
        """See photo and painting in this way."""
        self.page.get_by_role("group", name="Compare").get_by_role("radio", name=name, exact=True).check()

    @property
    def divider(self) -> Locator:
        """The line between photo and painting; its value is the share of the photo in percent."""
        return self.page.get_by_role("slider", name="Divider between photo and painting")

    @property
    def cancel_button(self) -> Locator:
        """There while something is under way."""
        return self.page.get_by_role("button", name="Cancel", exact=True)

    @property
    def download_button(self) -> Locator:
        """Saves the picture as it is shown."""
        return self.page.get_by_role("button", name="Download PNG")

    @property
    def output(self) -> Locator:
        """What is to become of the painting: a dialogue, while it is open."""
        return self.page.get_by_role("dialog", name="Size and format")

    def open_output(self) -> Locator:
        """Open that dialogue."""
        self.page.get_by_role("button", name="Size and format").click()
        expect(self.output).to_be_visible()
        return self.output

    @property
    def cancel_full_size_button(self) -> Locator:
        """There while something is painted at the size of the photo."""
        return self.page.get_by_role("button", name="Cancel painting at full size")

    def download(self, folder: Path) -> Path:
        """Save the picture into a folder, under the name that the page gives it. Returns the file."""
        with self.page.expect_download() as download:
            self.download_button.click()
        saved = folder / download.value.suggested_filename
        download.value.save_as(saved)
        return saved


def _payload(file: Path) -> dict[str, str]:
    kinds = {".png": "image/png", ".jpg": "image/jpeg", ".svg": "image/svg+xml", ".webm": "video/webm"}
    return {
        "name": file.name,
        "type": kinds.get(file.suffix, ""),
        "content": base64.b64encode(file.read_bytes()).decode(),
    }
