"""Every screen of Easel, one after the other: for checks of all of them, and for pictures of them.

Each function walks through one mode and hands out the name of each screen while it is to be seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import FilePayload, expect

from tests.e2e.live import LiveStudio
from tests.e2e.optimise import OptimiseStudio
from tests.e2e.studio import Studio

NO_PICTURE: FilePayload = {"name": "letter.jpg", "mimeType": "image/jpeg", "buffer": b"Dear reader"}
NO_FILM: FilePayload = {"name": "letter.webm", "mimeType": "video/webm", "buffer": b"Dear reader"}


def photo_screens(studio: Studio) -> Iterator[str]:
    """A first visit, a painting, its dialogues, and a message."""
    page = studio.page
    studio.open()
    yield "photo-first-visit"
    unfold = page.get_by_role("button", name="Why nothing is uploaded")
    if unfold.is_visible():
        unfold.click()
        yield "photo-explanation"
    page.get_by_role("button", name="Close the explanation").click()

    studio.styles.nth(2).click()
    expect(page.get_by_role("img", name="Painting: ").first).to_be_visible()
    expect(studio.cancel_button).to_have_count(0)
    studio.strength.fill("80")
    yield "photo-painted"
    studio.open_output()
    yield "photo-output"
    page.keyboard.press("Escape")
    expect(studio.output).to_have_count(0)

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    yield "shortcuts"
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    studio.expect_error("picture-")
    studio.choose_photo(NO_PICTURE)
    expect(studio.notice).to_be_visible()
    yield "photo-message"


def live_screens(studio: LiveStudio) -> Iterator[str]:
    """The invitation, a message, and frames that are painted."""
    page = studio.page
    studio.open_live()
    yield "live-invitation"
    studio.expect_error("film-unreadable")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a video").click()
    chooser.value.set_files(NO_FILM)
    expect(studio.notice).to_be_visible()
    yield "live-message"
    studio.notice.get_by_role("button").click()
    studio.use_camera()
    yield "live-running"
    studio.tool("Compare").click()
    expect(page.get_by_role("slider", name="Divider between photo and painting")).to_be_visible()
    yield "live-comparing"


def optimise_screens(studio: OptimiseStudio) -> Iterator[str]:
    """The settings, all of them, a run, and its end."""
    page = studio.page
    studio.open_optimise()
    yield "optimise-setup"
    studio.set_small(steps=60)
    for section in page.locator("details").all():
        if section.get_attribute("open") is None:
            section.locator("summary").click()
    yield "optimise-advanced"
    studio.start_button.click()
    studio.wait_for_step(4)
    yield "optimise-running"
    studio.pause_button.click()
    expect(studio.continue_button).to_be_visible()
    yield "optimise-paused"
    studio.continue_button.click()
    studio.wait_until_done()
    yield "optimise-done"
