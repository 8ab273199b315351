"""Every screen of Easel, one after the other: for checks of all of them, and for pictures of them.

Each function walks through one mode and hands out the name of each screen while it is to be seen.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import FilePayload, expect

from tests.e2e.holding import held
from tests.e2e.live import LiveStudio
from tests.e2e.optimise import OptimiseStudio
from tests.e2e.photographs import photograph
from tests.e2e.series import SeriesStudio
from tests.e2e.studio import Studio

NO_PICTURE: FilePayload = {"name": "letter.jpg", "mimeType": "image/jpeg", "buffer": b"Dear reader"}
NO_FILM: FilePayload = {"name": "letter.webm", "mimeType": "video/webm", "buffer": b"Dear reader"}


# A browser in which a newer version of Easel waits to be taken; the real one takes a second site.
NEWER_WAITS = """
const registration = Object.assign(new EventTarget(), { installing: null, waiting: {}, active: {} });
navigator.serviceWorker.register = () => Promise.resolve(registration);
"""


def photo_screens(studio: Studio) -> Iterator[str]:
    """A first visit, a painting, its dialogues, and messages."""
    page = studio.page
    page.add_init_script(NEWER_WAITS)
    studio.open()
    expect(page.get_by_text("A new version is ready.")).to_be_visible()
    yield "update"
    page.get_by_role("button", name="Later").click()
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
    with page.expect_download() as saved:
        studio.download_button.click()
    painting = Path(saved.value.path()).read_bytes()
    page.get_by_role("button", name="More", exact=True).click()
    expect(page.get_by_role("group", name="More", exact=True)).to_be_visible()
    yield "photo-more"
    page.keyboard.press("Escape")
    yield from _style_screens(studio)
    yield from _output_screens(studio)
    yield from _full_size_screens(studio)

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    yield "shortcuts"
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    studio.choose_photo({"name": "painting.png", "mimeType": "image/png", "buffer": painting})
    expect(studio.notice).to_contain_text("This painting holds its settings")
    expect(studio.cancel_button).to_have_count(0)
    yield "photo-settings-restored"
    studio.expect_error("picture-")
    studio.choose_photo(NO_PICTURE)
    expect(studio.notice).to_contain_text("picture")
    yield "photo-message"


def _style_screens(studio: Studio) -> Iterator[str]:
    """What can be done with a style, and where it goes."""
    page = studio.page
    scale = page.get_by_role("button", name="Scale of the style")
    scale.click()
    expect(page.get_by_role("group", name="Scale", exact=True)).to_be_visible()
    yield "photo-style-scale"
    scale.click()
    page.get_by_role("button", name="Mix styles").click()
    page.get_by_role("button", name="Mosaic", exact=True).click()
    expect(page.get_by_role("slider", name="How much of Mosaic")).to_be_visible()
    expect(studio.cancel_button).to_have_count(0)
    yield "photo-mix"
    page.get_by_role("region", name="Mix of styles").get_by_role("button", name="Done").click()
    studio.choose_style(_photo("coffee", 300, 200))
    page.get_by_role("button", name="Keep this style").click()
    page.get_by_role("button", name="My styles: rename").click()
    expect(page.get_by_role("textbox", name="Name of coffee")).to_be_visible()
    yield "photo-my-styles"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Use a part of the style picture").click()
    expect(page.get_by_role("slider", name="Part that becomes the style")).to_be_visible()
    yield "photo-style-crop"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Brush: choose where the style goes").click()
    masks = page.get_by_role("region", name="Where the style goes")
    masks.get_by_role("button", name="In the centre").click()
    yield "photo-mask"
    masks.get_by_role("button", name="Done").click()
    expect(masks).to_have_count(0)


def _output_screens(studio: Studio) -> Iterator[str]:
    """What becomes of a painting."""
    page = studio.page
    studio.open_output()
    yield "photo-output"
    studio.output.get_by_role("radio", name="Width", exact=True).check()
    yield "photo-output-print"
    studio.output.get_by_role("button", name="Change the crop").click()
    crop = page.get_by_role("dialog", name="Crop", exact=True)
    crop.get_by_role("radio", name="Square").check()
    expect(crop.locator("figure img")).to_be_visible()
    yield "photo-crop"
    page.keyboard.press("Escape")
    expect(crop).to_have_count(0)
    page.keyboard.press("Escape")
    expect(studio.output).to_have_count(0)


def _full_size_screens(studio: Studio) -> Iterator[str]:
    """A painting at full size, seen where it was begun and elsewhere."""
    page = studio.page
    # Longer than what is shown, and no larger than it must be.
    studio.choose_photo(_photo("cat", 2200, 300))
    studio.wait_until_painted("cat", "coffee")
    studio.open_output().get_by_role("radio", name="As large as the photo").check()
    with held(page, "tiles-step", passing=1):
        studio.output.get_by_role("button", name="Paint and download").click()
        expect(page.get_by_role("progressbar", name="Painting at full size")).to_be_visible()
        yield "photo-full-size"
        page.get_by_role("link", name="Live").click()
        expect(page.get_by_role("button", name="Use the camera")).to_be_visible()
        expect(page.get_by_role("progressbar", name="Painting at full size")).to_be_visible()
        yield "live-full-size"
        studio.cancel_full_size_button.click()
    page.get_by_role("link", name="Photo").click()
    expect(studio.painting_picture("cat", "coffee")).to_be_visible()


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
    studio.pause_button.click()
    expect(studio.continue_button).to_be_visible()
    yield "optimise-paused"
    studio.continue_button.click()
    # Last, for what looks at it may take longer than the run.
    yield "optimise-running"
    studio.wait_until_done()
    yield "optimise-done"


def series_screens(studio: SeriesStudio) -> Iterator[str]:
    """Many photos from the invitation to the download, and a poster."""
    page = studio.page
    studio.open_series()
    yield "series-invitation"
    sizes = {"astronaut": (240, 240), "cat": (300, 200), "coffee": (200, 300)}
    studio.add_photos(*[_photo(name, *size) for name, size in sizes.items()], {**NO_PICTURE, "name": "letter.txt"})
    studio.pick("The Starry Night", "The Scream")
    yield "series-chosen"
    with held(page, "paint", passing=3):
        studio.press("Paint 4 photos in 2 styles")
        expect(studio.card("cat.png")).to_contain_text("2 of 2")
        yield "series-running"
        studio.press("Pause")
        expect(studio.progress).to_contain_text("Paused: 1 of 4 photos done")
        yield "series-paused"
    studio.press("Continue")
    expect(page.get_by_role("button", name="Download 6 paintings")).to_be_enabled()
    yield "series-done"
    studio.show("Poster")
    yield "poster-invitation"
    studio.choose_photo(_photo("cat", 300, 200))
    studio.press("Surprise me with 9")
    expect(studio.poster).to_be_visible()
    unfold = page.get_by_role("button", name="Strength, colours, format")
    if unfold.is_visible():
        unfold.click()
        yield "poster-settings"
        unfold.click()
    studio.press("Paint the poster")
    expect(page.get_by_role("button", name="Download PNG")).to_be_enabled()
    yield "poster-done"


def _photo(name: str, width: int, height: int) -> FilePayload:
    file = io.BytesIO()
    photograph(name, width, height).save(file, "PNG")
    return {"name": f"{name}.png", "mimeType": "image/png", "buffer": file.getvalue()}
