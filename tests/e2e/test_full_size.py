"""The result is as large as the photo: painted in tiles, without a seam, in bounded memory, in several formats."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Route, expect

from tests.e2e.photographs import pixels, save_photograph
from tests.e2e.studio import Studio
from tests.e2e.test_painting import paint_in_python

# Painting millions of pixels on a busy machine; ends a test that hangs, it does not measure.
LONG_MS = 1_200_000

# Longer than what the page shows, so that the full size is another one; flat, so that there is little to do.
# Letters are wider on some machines than on others, and for some readers (WCAG 1.4.12).
SPACE_LETTERS = """
(spacing) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { letter-spacing: ${spacing} !important; }`);
  document.adoptedStyleSheets.push(sheet);
}
"""
STRIP = (2200, 48)

FAKE_SHARE_SHEET = """
navigator.canShare = ({ files }) => files.every((file) => file instanceof File);
navigator.share = async ({ files: [file] }) => {
  const bitmap = await createImageBitmap(file);
  document.body.dataset.shared = [file.name, file.type, bitmap.width, bitmap.height].join(' ');
};
"""

# Headless browsers cannot read pictures back from the clipboard.
FAKE_CLIPBOARD = """
navigator.clipboard.write = async ([item]) => {
  const bitmap = await createImageBitmap(await item.getType('image/png'));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const row = Array.from(context.getImageData(0, 0, bitmap.width, 1).data);
  document.body.dataset.copied = JSON.stringify([bitmap.width, bitmap.height, row]);
};
"""


def paint(studio: Studio, photo: Path, style: Path, backend: str = "wasm") -> None:
    """Open the studio and paint the photo at the size that is shown."""
    studio.open(backend)
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted(photo.stem, style.stem)


def choose(output: Locator, *names: str) -> None:
    """Pick these radio buttons of the dialogue."""
    for name in names:
        output.get_by_role("radio", name=name).check()


def save(studio: Studio, button: str, folder: Path) -> Path:
    """Press a button of the open dialogue and wait for the file that comes of it."""
    with studio.page.expect_download(timeout=LONG_MS) as download:
        studio.output.get_by_role("button", name=button).click()
    saved = folder / download.value.suggested_filename
    download.value.save_as(saved)
    return saved


def save_full(studio: Studio, folder: Path, kind: str = "PNG") -> Path:
    """Paint at the size of the photo and save it."""
    choose(studio.open_output(), "As large as the photo", kind)
    return save(studio, "Paint and download", folder)


def assert_same(one: Path, other: Path) -> None:
    """Two paintings agree, on average and in each row and column: a seam would be one that stands out."""
    difference = np.abs(pixels(one) - pixels(other)).astype(float)
    rmse = float(np.sqrt((difference**2).mean()))
    rows, columns = difference.mean((1, 2)).max(), difference.mean((0, 2)).max()
    print(f"{one.name}: RMSE {rmse:.3f}, greatest {difference.max():.0f}, row {rows:.3f}, column {columns:.3f} of 255")
    assert rmse <= 0.5
    assert max(rows, columns) <= 0.5
    assert difference.max() <= 4


def test_tiles_give_what_the_whole_picture_gives(studio: Studio, style: Path, tmp_path: Path) -> None:
    # No multiples of 8, and three by two tiles.
    photo = save_photograph(tmp_path / "cat.png", "cat", 2101, 701)
    paint(studio, photo, style)
    saved = save_full(studio, tmp_path)
    assert_same(saved, paint_in_python(photo, style, tmp_path / "python.png", size="full"))
    expect(studio.status).to_contain_text("Painted at full size.")


@pytest.mark.parametrize("backend", ["webgl", "webgpu", "cpu"])
def test_tiles_on_other_back_ends(studio: Studio, style: Path, tmp_path: Path, backend: str) -> None:
    photo = save_photograph(tmp_path / "cat.png", "cat", *STRIP)
    paint(studio, photo, style, backend)
    studio.expect_backend(backend)
    saved = save_full(studio, tmp_path)
    assert_same(saved, paint_in_python(photo, style, tmp_path / "python.png", size="full"))


def test_formats_have_the_size_and_no_metadata(studio: Studio, style: Path, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    photo = tmp_path / "cat.jpg"
    Image.open(save_photograph(tmp_path / "cat.png", "cat", *STRIP)).save(photo, quality=95, exif=exif)
    paint(studio, photo, style)
    exact = pixels(save_full(studio, tmp_path))
    sizes = {}
    for name, kind, suffix in [("JPEG", "JPEG", ".jpg"), ("WebP", "WEBP", ".webp")]:
        for quality in (95, 40):
            output = studio.open_output()
            choose(output, name)
            output.get_by_role("slider", name="Quality").fill(str(quality))
            # It is there by now, and is not painted again.
            saved = save(studio, f"Download {name}", tmp_path)
            assert saved.suffix == suffix
            assert b"Secret" not in saved.read_bytes()
            with Image.open(saved) as image:
                assert (image.format, image.size) == (kind, STRIP)
                assert not image.getexif()
            if quality == 95:
                assert np.abs(pixels(saved) - exact).mean() < 15
            sizes[name, quality] = saved.stat().st_size
    assert sizes["JPEG", 40] < sizes["JPEG", 95]
    assert sizes["WebP", 40] < sizes["WebP", 95]


def test_strength_applies_at_full_size(studio: Studio, style: Path, tmp_path: Path) -> None:
    photo = save_photograph(tmp_path / "cat.png", "cat", *STRIP)
    paint(studio, photo, style)
    studio.strength.fill("0")
    np.testing.assert_array_equal(pixels(save_full(studio, tmp_path)), pixels(photo))


def test_cancel_keeps_everything(studio: Studio, style: Path, tmp_path: Path) -> None:
    photo = save_photograph(tmp_path / "cat.png", "cat", 3000, 2000)
    paint(studio, photo, style)
    choose(studio.open_output(), "As large as the photo")
    studio.output.get_by_role("button", name="Paint and download").click()
    expect(studio.status).to_contain_text("Painting at full size")
    expect(studio.page.get_by_role("progressbar", name="Painting at full size")).to_be_visible()
    expect(studio.download_button).to_be_disabled()
    studio.cancel_full_size_button.click()
    expect(studio.cancel_full_size_button).to_have_count(0)
    expect(studio.notice).to_have_count(0)
    expect(studio.painting_picture("cat", "coffee")).to_be_visible()
    choose(studio.open_output(), "As shown")
    assert pixels(save(studio, "Download PNG", tmp_path)).shape == (1365, 2048, 3)


@pytest.mark.parametrize("mode", ["Live", "Optimise", "Series"])
def test_seen_and_cancelled_in_every_mode(studio: Studio, style: Path, tmp_path: Path, mode: str) -> None:
    photo = save_photograph(tmp_path / "cat.png", "cat", 3000, 2000)
    paint(studio, photo, style)
    choose(studio.open_output(), "As large as the photo")
    studio.output.get_by_role("button", name="Paint and download").click()
    bar = studio.page.get_by_role("progressbar", name="Painting at full size")
    expect(bar).to_be_visible()
    studio.page.get_by_role("link", name=mode).click()
    expect(studio.page.get_by_role("link", name=mode)).to_have_attribute("aria-current", "page")
    expect(bar).to_be_in_viewport()
    expect(studio.cancel_full_size_button).to_be_visible()
    expect(studio.page.get_by_role("status").filter(has_text="Painting at full size")).to_have_count(1)
    studio.page.keyboard.press("Escape")
    expect(studio.cancel_full_size_button).to_have_count(0)
    studio.page.get_by_role("link", name="Photo").click()
    expect(studio.painting_picture("cat", "coffee")).to_be_visible()
    expect(studio.cancel_full_size_button).to_have_count(0)


def test_escape_cancels_it_where_it_was_begun(studio: Studio, style: Path, tmp_path: Path) -> None:
    paint(studio, save_photograph(tmp_path / "cat.png", "cat", 3000, 2000), style)
    choose(studio.open_output(), "As large as the photo")
    studio.output.get_by_role("button", name="Paint and download").click()
    expect(studio.cancel_full_size_button).to_be_visible()
    expect(studio.page.get_by_role("dialog")).to_have_count(0)
    studio.page.keyboard.press("Escape")
    expect(studio.cancel_full_size_button).to_have_count(0)


def test_other_pictures_are_painted_meanwhile(studio: Studio, style: Path, tmp_path: Path) -> None:
    photo = save_photograph(tmp_path / "cat.png", "cat", 2600, 400)
    other = save_photograph(tmp_path / "space.png", "astronaut", 64, 64)
    paint(studio, photo, style)
    choose(studio.open_output(), "As large as the photo")
    with studio.page.expect_download(timeout=LONG_MS) as download:
        studio.output.get_by_role("button", name="Paint and download").click()
        studio.choose_photo(other)
        studio.wait_until_painted("space", "coffee")
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name == "cat_coffee.png"
    assert pixels(saved).shape == (400, 2600, 3)


def test_failure_is_explained_and_loses_nothing(studio: Studio, style: Path, tmp_path: Path) -> None:
    photo = save_photograph(tmp_path / "cat.png", "cat", *STRIP)
    paint(studio, photo, style)
    photo.unlink()
    studio.expect_error("picture-unreachable")
    choose(studio.open_output(), "As large as the photo")
    studio.output.get_by_role("button", name="Paint and download").click()
    expect(studio.notice).to_contain_text("could not be read")
    expect(studio.painting_picture("cat", "coffee")).to_be_visible()
    choose(studio.open_output(), "As shown")
    assert pixels(save(studio, "Download PNG", tmp_path)).shape == (45, 2048, 3)


def test_photo_that_is_shown_in_full_offers_no_other_size(studio: Studio, photo: Path, style: Path) -> None:
    paint(studio, photo, style)
    output = studio.open_output()
    expect(output).to_contain_text("125 × 93 px")
    expect(output.get_by_role("radio", name="As large as the photo")).to_have_count(0)
    expect(output).to_contain_text("no place, no date, no camera")


def test_copy_puts_the_picture_on_the_clipboard(
    studio: Studio, context: BrowserContext, photo: Path, style: Path, tmp_path: Path
) -> None:
    context.add_init_script(FAKE_CLIPBOARD)
    paint(studio, photo, style)
    output = studio.open_output()
    choose(output, "JPEG")
    output.get_by_role("button", name="Copy").click()
    expect(output.get_by_role("button", name="Copied")).to_be_visible()
    expect(output.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    width, height, row = json.loads(studio.page.locator("body").get_attribute("data-copied") or "")
    choose(output, "PNG")
    saved = pixels(save(studio, "Download PNG", tmp_path))
    assert (height, width, 3) == saved.shape
    np.testing.assert_array_equal(np.reshape(row, (-1, 4))[:, :3], saved[0])


def test_share_hands_over_the_file(studio: Studio, context: BrowserContext, photo: Path, style: Path) -> None:
    context.add_init_script(FAKE_SHARE_SHEET)
    paint(studio, photo, style)
    output = studio.open_output()
    choose(output, "JPEG")
    output.get_by_role("button", name="Share").click()
    shared = "astronaut_coffee.jpg image/jpeg 125 93"
    expect(studio.page.locator("body")).to_have_attribute("data-shared", shared)
    expect(studio.notice).to_have_count(0)


@pytest.mark.parametrize("gigabytes, is_said", [(0.25, True), (8, False)])
def test_a_device_with_little_memory_is_told_before(
    studio: Studio, context: BrowserContext, style: Path, tmp_path: Path, gigabytes: float, is_said: bool
) -> None:
    context.add_init_script(f"Object.defineProperty(navigator, 'deviceMemory', {{ value: {gigabytes} }})")
    paint(studio, save_photograph(tmp_path / "cat.png", "cat", *STRIP), style)
    output = studio.open_output()
    hint = output.get_by_text("which this device may not have to give")
    expect(hint).to_have_count(0)
    choose(output, "As large as the photo")
    expect(output.get_by_role("radio", name="As large as the photo")).to_be_checked()
    expect(hint).to_have_count(1 if is_said else 0)
    assert pixels(save(studio, "Paint and download", tmp_path)).shape == (48, 2200, 3)


def test_a_device_with_little_memory_shows_less_and_says_so(
    studio: Studio, context: BrowserContext, style: Path, tmp_path: Path
) -> None:
    context.add_init_script("Object.defineProperty(navigator, 'deviceMemory', { value: 4 })")
    paint(studio, save_photograph(tmp_path / "cat.png", "cat", 1500, 1000), style)
    expect(studio.page.get_by_text("1280 × 853 px", exact=True)).to_be_visible()
    expect(studio.page.get_by_text("scaled from 1500 × 1000")).to_be_visible()
    assert pixels(studio.download(tmp_path)).shape == (853, 1280, 3)
    studio.page.get_by_role("link", name="Series").click()
    size = studio.page.get_by_role("group", name="Size")
    expect(size.get_by_role("radio", name="Up to 1280 px")).to_be_checked()
    warning = studio.page.get_by_text("may not have the memory for photos of more than about 32 megapixels")
    expect(warning).to_have_count(0)
    size.get_by_role("radio", name="Full size").check()
    expect(warning).to_be_visible()


@pytest.mark.parametrize("spacing", ["normal", "0.12em"])
def test_dialogue_works_by_keyboard_on_a_phone(studio: Studio, style: Path, tmp_path: Path, spacing: str) -> None:
    photo = save_photograph(tmp_path / "cat.png", "cat", *STRIP)
    studio.page.set_viewport_size({"width": 360, "height": 740})
    paint(studio, photo, style)
    studio.page.evaluate(SPACE_LETTERS, spacing)
    studio.page.get_by_role("button", name="Size and format").focus()
    studio.page.keyboard.press("Enter")
    expect(studio.output).to_be_visible()
    assert studio.page.evaluate("document.documentElement.scrollWidth") <= 360
    for button in studio.output.get_by_role("button").all():
        # Where letters are larger, the dialogue scrolls.
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["y"] + box["height"] <= 740
    studio.output.get_by_role("radio", name="As shown").focus()
    studio.page.keyboard.press("ArrowDown")
    expect(studio.output.get_by_role("radio", name="As large as the photo")).to_be_checked()
    studio.output.get_by_role("radio", name="PNG").focus()
    studio.page.keyboard.press("ArrowRight")
    expect(studio.output.get_by_role("slider", name="Quality")).to_be_visible()
    studio.page.keyboard.press("Escape")
    expect(studio.output).to_have_count(0)
    expect(studio.page.get_by_role("button", name="Size and format")).to_be_focused()
    expect(studio.page.get_by_test_id("facts")).to_contain_text("saved at 2200 × 48 px")
    expect(studio.page.get_by_role("button", name="Download JPEG")).to_be_enabled()
    assert studio.page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(("cores", "holding"), [(2, 1), (8, 4)])
def test_the_threads_of_wasm_hold_the_lock_of_their_worker(
    studio: Studio, photo: Path, style: Path, cores: int, holding: int
) -> None:
    """The worker and its threads: wasm computes on half of the processor's, 4 at most, and starts no others."""
    of_cores = f"Object.defineProperty(navigator, 'hardwareConcurrency', {{ get: () => {cores} }});"

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=of_cores + response.text())

    studio.page.route(re.compile(r"/worker-[^/]*\.js$"), answer)
    paint(studio, photo, style)
    holders = studio.page.evaluate("async () => (await navigator.locks.query()).held.map(({ name }) => name)")
    assert max(holders.count(name) for name in holders) == holding, holders


def renderer_memory(browser: Browser) -> int:
    """The most bytes that any process of a page has held so far."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    peaks = [peak_memory(process["id"]) for process in processes if process["type"] == "renderer"]
    assert peaks, json.dumps(processes)
    return max(peaks)


def peak_memory(process: int) -> int:
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        pytest.skip("needs /proc")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


@pytest.mark.alone
def test_24_megapixels_in_bounded_memory(studio: Studio, browser: Browser, style: Path, tmp_path: Path) -> None:
    photo = save_photograph(tmp_path / "cat.jpg", "cat", 6000, 4000)
    paint(studio, photo, style)
    saved = save_full(studio, tmp_path, "JPEG")
    memory = renderer_memory(browser)
    print(f"24 megapixels: at most {memory / 2**20:.0f} MiB")
    with Image.open(saved) as image:
        assert image.size == (6000, 4000)
        image.draft("RGB", (750, 500))
        assert np.asarray(image).std() > 10
    assert memory <= 1.5e9
