"""Series as a person uses it: many photos, and posters."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, expect

from tests.e2e.studio import Studio


class SeriesStudio(Studio):
    """A page with Easel in it, for many photos and posters."""

    def open_series(self, tab: str = "Many photos", backend: str = "wasm") -> None:
        """Go straight to Series, and to one of its two parts."""
        self.page.goto(f"{self.address}/?backend={backend}#series")
        self.show(tab)
        expect(self.series_styles.nth(9)).to_be_visible()

    def show(self, tab: str) -> None:
        """Change to the other part."""
        self.page.get_by_role("group", name="Series").get_by_role("radio", name=tab).check()

    # Choosing

    def add_photos(self, *files: Path | FilePayload) -> None:
        """Use the button and the file dialogue for many files."""
        button = self.page.get_by_role("button", name=re.compile("^(Choose|Add) photos$"))
        with self.page.expect_file_chooser() as chooser:
            button.click()
        assert chooser.value.is_multiple()
        chooser.value.set_files([_payload(file) for file in files])

    def add_folder(self, folder: Path) -> None:
        """Use the button and the dialogue for a folder."""
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="Choose a folder").click()
        chooser.value.set_files(folder)

    def drop_from_disk(self, selector: str, *paths: Path) -> None:
        """Drag files or folders over an element and let go, as the desktop does: the browser itself opens them."""
        box = self.page.locator(selector).bounding_box()
        assert box is not None
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        browser = self.page.context.new_cdp_session(self.page)
        for step in ("dragEnter", "dragOver", "drop"):
            browser.send("Input.dispatchDragEvent", {"type": step, **place, "data": data})
        browser.detach()

    @property
    def series_styles(self) -> Locator:
        """The styles of the gallery, of which several can be chosen."""
        return self.page.get_by_role("region", name="Styles", exact=True).locator("button[data-style]")

    def pick(self, *titles: str) -> None:
        """Choose these styles, and no others."""
        clear = self.page.get_by_role("button", name="Clear", exact=True)
        if clear.is_visible():
            clear.click()
        for title in titles:
            style = self.page.get_by_role("region", name="Styles", exact=True).get_by_role(
                "button", name=title, exact=True
            )
            style.click()
            expect(style).to_have_attribute("aria-pressed", "true")

    # Seeing

    def card(self, name: str) -> Locator:
        """The tile of the photo with this file name."""
        return self.page.get_by_role("list", name="Photos").get_by_role("listitem").filter(has_text=name)

    @property
    def progress(self) -> Locator:
        """How far it is."""
        return self.page.get_by_role("region", name="Progress")

    @property
    def poster(self) -> Locator:
        """The poster as it will be."""
        return self.page.get_by_role("img", name="Poster: ")

    # Doing

    def press(self, name: str) -> None:
        """Press the button with exactly this name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def save_from(self, button: str, folder: Path) -> Path:
        """Press a button that saves a file, and keep that in a folder. Returns the file."""
        with self.page.expect_download() as download:
            self.press(button)
        saved = folder / download.value.suggested_filename
        download.value.save_as(saved)
        return saved


def _payload(file: Path | FilePayload) -> FilePayload:
    """Files and their contents cannot be chosen together, unless all are contents."""
    if not isinstance(file, Path):
        return file
    kind, _ = mimetypes.guess_type(file)
    return {"name": file.name, "mimeType": kind or "", "buffer": file.read_bytes()}
