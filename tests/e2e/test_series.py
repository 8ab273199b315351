"""Many photos are painted one after the other and come as one ZIP; a poster is one photo in many styles."""

from __future__ import annotations

import base64
import io
import re
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image
from playwright.sync_api import BrowserContext, FilePayload, Locator, Route, expect

from tests.e2e.photographs import photograph, pixels, save_photograph
from tests.e2e.series import SeriesStudio
from tests.e2e.test_gallery import tile
from tests.e2e.test_metadata import TAKEN, taken_photo
from tests.e2e.test_mixing import label, mix, mixed_in_python
from tests.e2e.test_wrong_files import broken_jpeg
from tests.e2e.watch import Watch
from tests.serving import Site

REPOSITORY = Path(__file__).parents[2]
FIRST, SECOND = "The Starry Night", "The Scream"
SPACE_LETTERS = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { letter-spacing: 0.06em !important; }');
  document.adoptedStyleSheets.push(sheet);
}
"""


@pytest.fixture
def series(context: BrowserContext, site: Site, watch: Watch) -> Iterator[SeriesStudio]:
    """Easel in a page of its own, not yet opened; checked at the end for strays, violations and errors."""
    opened = SeriesStudio(context.new_page(), site.address)
    yield opened
    assert watch.strays() == []
    assert all(request.post_data is None for request in watch.network_requests())
    assert watch.violations(opened.page) == []
    assert opened.unexpected(watch.errors) == []


def files_in(archive: Path) -> dict[str, np.ndarray]:
    """The pictures of a ZIP by their names, as int16 [H, W, 3]."""
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        pictures = {}
        for name in opened.namelist():
            with Image.open(io.BytesIO(opened.read(name))) as image:
                pictures[name] = np.asarray(image.convert("RGB")).astype(np.int16)
        return pictures


def notes() -> FilePayload:
    return {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"These are only words.\n" * 9}


def test_many_photos_become_one_archive_of_what_photo_mode_paints(series: SeriesStudio, tmp_path: Path) -> None:
    cat = save_photograph(tmp_path / "cat.png", "cat", 120, 90)
    (tmp_path / "more").mkdir()
    other = save_photograph(tmp_path / "more" / "cat.jpg", "astronaut", 70, 101)
    broken: FilePayload = {"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": broken_jpeg(tmp_path)}
    series.open_series()
    series.add_photos(cat, notes(), broken, other)
    series.pick(FIRST, SECOND)
    series.press("Paint 4 photos in 2 styles")
    expect(series.progress).to_contain_text("4 paintings ready, 2 photos failed")
    expect(series.card("notes.txt")).to_contain_text("Not a picture")
    expect(series.card("broken.jpg")).to_contain_text("Damaged")
    for name in ("cat.png", "cat.jpg"):
        expect(series.card(name)).to_contain_text("Painted")
        expect(series.card(name).locator("img")).not_to_have_js_property("naturalWidth", 0)
    expect(series.status).to_contain_text("Done: 4 paintings. 2 photos failed.")
    painted = files_in(series.save_from("Download 4 paintings", tmp_path))
    assert list(painted) == [
        "cat_the-starry-night.png",
        "cat_the-scream.png",
        "cat_the-starry-night-2.png",
        "cat_the-scream-2.png",
    ]
    assert painted["cat_the-scream-2.png"].shape == (101, 70, 3)
    original = pixels(cat)
    assert np.abs(painted["cat_the-starry-night.png"] - original).mean() > 10
    assert np.abs(painted["cat_the-starry-night.png"] - painted["cat_the-scream.png"]).mean() > 5

    # The same photo and style in Photo: the very same file.
    series.page.get_by_role("link", name="Photo").click()
    series.choose_photo(cat)
    series.page.get_by_role("region", name="Style", exact=True).get_by_role("button", name=SECOND, exact=True).click()
    series.wait_until_painted("cat", SECOND)
    np.testing.assert_array_equal(pixels(series.download(tmp_path)), painted["cat_the-scream.png"])

    # And what was painted is still there.
    series.page.get_by_role("link", name="Series").click()
    expect(series.card("notes.txt")).to_contain_text("Not a picture")
    assert len(files_in(series.save_from("Download 4 paintings", tmp_path))) == 4


def test_settings_of_the_app_hold_for_all(series: SeriesStudio, tmp_path: Path) -> None:
    photos = [save_photograph(tmp_path / f"{name}.png", name, 2100, 48) for name in ("cat", "coffee")]
    series.open_series()
    series.add_photos(*photos)
    series.pick(FIRST)
    series.strength.fill("0")
    for choice in ("JPEG", "Full size"):
        series.page.get_by_role("radio", name=choice).check()
    series.page.get_by_role("slider", name="Quality").fill("100")
    expect(series.page.get_by_text("Photos are painted with the detail set in Photo (Fine)")).to_be_visible()
    series.press("Paint 2 photos")
    expect(series.progress).to_contain_text("2 paintings ready")
    painted = files_in(series.save_from("Download 2 paintings", tmp_path))
    assert list(painted) == ["cat_the-starry-night.jpg", "coffee_the-starry-night.jpg"]
    for photo in photos:
        assert np.abs(painted[f"{photo.stem}_the-starry-night.jpg"] - pixels(photo)).mean() < 3


def test_squares_with_date_and_camera_and_no_place(series: SeriesStudio, tmp_path: Path) -> None:
    taken = taken_photo(tmp_path, "JPEG")
    other = save_photograph(tmp_path / "plain.png", "coffee", 60, 90)
    # Wished in Photo.
    series.open()
    series.choose_photo(taken)
    series.styles.first.click()
    series.open_output().get_by_role("checkbox", name="Keep date and camera").check()
    series.page.keyboard.press("Escape")
    series.page.get_by_role("link", name="Series").click()
    series.add_photos(taken, other)
    series.pick(FIRST)
    applies = series.page.get_by_text("Files keep date and camera, as chosen in Photo, and hold no place.")
    expect(applies).to_be_visible()
    series.page.get_by_role("radio", name="JPEG").check()
    series.page.get_by_role("group", name="Crop").get_by_role("radio", name="Square").check()
    series.press("Paint 2 photos")
    expect(series.progress).to_contain_text("2 paintings ready")
    # Upright, as the file says, it is taller than wide.
    archive = series.save_from("Download 2 paintings", tmp_path)
    shapes = {name: picture.shape for name, picture in files_in(archive).items()}
    names = ["holiday_the-starry-night-square.jpg", "plain_the-starry-night-square.jpg"]
    assert shapes == {names[0]: (64, 64, 3), names[1]: (60, 60, 3)}
    for card in ("holiday.jpg", "plain.png"):
        ratio = "image => image.naturalWidth / image.naturalHeight"
        expect(series.card(card).locator("img")).to_have_js_property("complete", True)
        assert series.card(card).locator("img").evaluate(ratio) == 1
    with zipfile.ZipFile(archive) as opened:
        written, plain = [opened.read(name) for name in names]
    assert b"Secret" not in written
    with Image.open(io.BytesIO(written)) as image:
        assert image.getexif()[ExifTags.Base.Model] == "Box 1"
        assert image.getexif().get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] == TAKEN
        assert dict(image.getexif().get_ifd(ExifTags.IFD.GPSInfo)) == {}
    with Image.open(io.BytesIO(plain)) as image:
        assert dict(image.getexif()) == {}


def test_a_folder_is_gone_through(series: SeriesStudio, tmp_path: Path) -> None:
    folder = tmp_path / "trip"
    (folder / "day 2").mkdir(parents=True)
    for name in ("b 10.jpg", "b 9.jpg", "day 2/a.png"):
        save_photograph(folder / name, "cat", 64, 48)
    (folder / "diary.txt").write_text("Dear diary")
    (folder / ".hidden.png").write_bytes(b"")
    series.open_series()
    series.add_folder(folder)
    expect(series.page.get_by_role("heading", name="3 photos")).to_be_visible()
    expect(series.page.get_by_text("1 other file in there was passed over.")).to_be_visible()
    cards = series.page.get_by_role("list", name="Photos").get_by_role("listitem")
    assert [text.split("\n")[0] for text in cards.all_inner_texts()] == ["b 9.jpg", "b 10.jpg", "a.png"]
    series.card("b 9.jpg").hover()
    series.press("Remove b 9.jpg")
    expect(cards).to_have_count(2)


def test_a_folder_dropped_in_photo_is_gone_through(series: SeriesStudio, tmp_path: Path) -> None:
    folder = tmp_path / "trip"
    (folder / "day 2").mkdir(parents=True)
    beside = save_photograph(tmp_path / "beside.png", "coffee", 64, 48)
    for name in ("b 10.jpg", "b 9.jpg", "day 2/a.png"):
        save_photograph(folder / name, "cat", 64, 48)
    (folder / "diary.txt").write_text("Dear diary")
    series.open()
    series.drop_from_disk(".stage", folder, beside)
    expect(series.page.get_by_role("heading", name="4 photos")).to_be_visible()
    expect(series.page.get_by_text("1 other file in there was passed over.")).to_be_visible()
    assert series.page.url.endswith("#series")
    cards = series.page.get_by_role("list", name="Photos").get_by_role("listitem")
    names = [text.split("\n")[0] for text in cards.all_inner_texts()]
    assert sorted(names) == ["a.png", "b 10.jpg", "b 9.jpg", "beside.png"]
    # They are the files themselves, not just their names.
    series.pick(FIRST)
    series.press("Paint 4 photos")
    expect(series.progress).to_contain_text("4 paintings ready")


def test_several_files_dropped_in_photo_open_the_series(series: SeriesStudio, tmp_path: Path) -> None:
    photos = [save_photograph(tmp_path / f"{name}.png", name, 64, 48) for name in ("cat", "coffee")]
    series.open()
    shown = series.page.get_by_role("img", name="Photo: ").first.get_attribute("aria-label")
    series.drop(".stage", *photos)
    expect(series.card("cat.png")).to_be_visible()
    expect(series.card("coffee.png")).to_be_visible()
    assert series.page.url.endswith("#series")
    # The photo of the app is what it was.
    series.page.get_by_role("link", name="Photo").click()
    expect(series.page.get_by_role("img", name=shown or "").first).to_be_visible()


def test_pause_resume_and_cancel(series: SeriesStudio, tmp_path: Path) -> None:
    photos = [save_photograph(tmp_path / f"{i}.png", "cat", 400 + i, 300) for i in range(4)]
    small = save_photograph(tmp_path / "small.png", "cat", 64, 48)
    large = save_photograph(tmp_path / "large.png", "cat", 2048, 2048)
    series.open_series()
    series.add_photos(small, *photos, large)
    series.pick(FIRST)
    series.press("Paint 6 photos")
    expect(series.card("small.png")).to_contain_text("Painted")
    series.press("Pause")
    expect(series.progress).to_contain_text("Paused: ")
    expect(series.status).to_contain_text("Paused.")
    waiting = series.page.get_by_role("listitem").filter(has_text="Waiting").count()
    assert waiting >= 1
    series.page.wait_for_timeout(500)
    assert series.page.get_by_role("listitem").filter(has_text="Waiting").count() == waiting

    # Elsewhere it waits; it goes on when the reader is back, had it been going on.
    series.press("Continue")
    series.page.get_by_role("link", name="Photo").click()
    expect(series.page.get_by_role("img", name="Photo: ").first).to_be_visible()
    series.page.get_by_role("link", name="Series").click()
    expect(series.page.get_by_role("button", name="Pause")).to_be_visible()
    expect(series.card("large.png")).to_contain_text("Painting")
    series.press("Cancel")
    expect(series.progress).to_contain_text("5 paintings ready")
    expect(series.card("large.png")).to_contain_text("Waiting")
    assert len(files_in(series.save_from("Download 5 paintings", tmp_path))) == 5
    series.press("Change and paint again")
    expect(series.page.get_by_role("button", name="Paint 6 photos")).to_be_enabled()


def test_poster_holds_the_paintings_that_photo_mode_makes(series: SeriesStudio, photo: Path, tmp_path: Path) -> None:
    titles = [FIRST, SECOND, "Composition VII"]
    series.open_series("Poster")
    series.choose_photo(photo)
    series.pick(*titles)
    series.page.get_by_role("slider", name="Gap").fill("10")
    series.page.get_by_role("slider", name="Border").fill("5")
    series.page.get_by_role("radio", name="Dark").check()
    expect(series.poster).to_have_attribute("aria-label", re.compile(f"astronaut.*{', '.join(titles)}"))
    series.press("Paint the poster")
    saved = series.save_from("Download PNG", tmp_path)
    assert saved.name == "astronaut_poster.png"
    poster = pixels(saved)
    # Two columns and two rows of 125 × 93; a gap of 9, a border of 5, captions of 29 pixels.
    assert poster.shape == (2 * (93 + 29) + 9 + 2 * 5, 2 * 125 + 9 + 2 * 5, 3)
    np.testing.assert_array_equal(poster[0, 0], [0x17, 0x16, 0x15])
    cells = [(5, 5), (5 + 125 + 9, 5), (5 + 67, 5 + 93 + 29 + 9)]

    series.page.get_by_role("link", name="Photo").click()
    for title, (left, top) in zip(titles, cells, strict=True):
        region = series.page.get_by_role("region", name="Style", exact=True)
        region.get_by_role("button", name=title, exact=True).click()
        series.wait_until_painted("astronaut", title)
        painted = pixels(series.download(tmp_path))
        np.testing.assert_array_equal(poster[top : top + 93, left : left + 125], painted)
        # The caption.
        assert poster[top + 93 : top + 93 + 29, left : left + 125].std() > 5


def test_one_button_alone_chooses_the_photo_of_a_poster(series: SeriesStudio, context: BrowserContext) -> None:
    held: list[Route] = []
    context.route("**/samples/*.jpg", lambda route: held.append(route))
    series.open_series("Poster")
    expect(series.page.get_by_role("button", name="Choose a photo first")).to_be_disabled()
    expect(series.page.get_by_role("button", name="Choose a photo", exact=True)).to_have_count(1)
    for route in held:
        route.continue_()
    context.unroute("**/samples/*.jpg")
    expect(series.page.get_by_role("button", name="Pick at least two styles")).to_be_visible()


def test_poster_by_chance_in_jpeg(series: SeriesStudio, tmp_path: Path) -> None:
    series.open_series("Poster")
    series.choose_photo(save_photograph(tmp_path / "cat.png", "cat", 96, 64))
    series.page.get_by_role("group", name="How many styles by chance").get_by_role(
        "radio", name="6", exact=True
    ).check()
    series.press("Surprise me with 6")
    expect(series.poster).to_be_visible()
    series.page.get_by_role("radio", name="JPEG").check()
    series.page.get_by_role("checkbox", name="Captions").uncheck()
    series.page.get_by_role("slider", name="Gap").fill("0")
    series.page.get_by_role("slider", name="Border").fill("0")
    series.press("Paint the poster")
    saved = series.save_from("Download JPEG", tmp_path)
    poster = pixels(saved)
    assert poster.shape == (3 * 64, 2 * 96, 3)
    cells = [poster[y : y + 64, x : x + 96] for y in (0, 64, 128) for x in (0, 96)]
    for i, cell in enumerate(cells):
        for other in cells[i + 1 :]:
            assert np.abs(cell - other).mean() > 3


def test_poster_can_be_cancelled_and_goes_on(series: SeriesStudio, tmp_path: Path) -> None:
    series.open_series("Poster")
    large = tmp_path / "large.jpg"
    photograph("cat", 1600, 1200).save(large)
    series.choose_photo(large)
    series.pick(FIRST, SECOND)
    expect(series.poster).to_have_attribute("aria-label", re.compile("large"))
    series.press("Paint the poster")
    expect(series.status).to_contain_text("1 of 2 styles painted.")
    series.cancel_button.click()
    expect(series.cancel_button).to_have_count(0)
    series.press("Paint 1 more")
    expect(series.page.get_by_role("button", name="Download PNG")).to_be_enabled()


def test_fits_a_phone_whose_letters_are_wide(series: SeriesStudio, tmp_path: Path) -> None:
    page = series.page
    page.set_viewport_size({"width": 360, "height": 740})
    name = f"{'a rather long name of a photo ' * 3}.png"
    series.open_series()
    page.evaluate(SPACE_LETTERS)
    series.add_photos(save_photograph(tmp_path / name, "cat", 64, 48), notes())
    series.pick(FIRST, SECOND)
    for screen in ("choosing", "over", "poster"):
        if screen == "over":
            series.press("Paint 2 photos in 2 styles")
            expect(series.progress).to_contain_text("2 paintings ready, 1 photo failed")
        elif screen == "poster":
            series.show("Poster")
            series.press("Surprise me with 9")
            page.get_by_role("button", name="Strength, colours, format").click()
            expect(page.get_by_role("slider", name="Gap")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, screen
        for button in page.locator(".series-ways button, .photos-add button, .series-tabs label, .modes a").all():
            box = button.bounding_box()
            assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360, screen
    last = page.locator(".surprise label").last.bounding_box()
    surprise = page.locator(".surprise button").bounding_box()
    assert last is not None and surprise is not None
    assert last["x"] + last["width"] <= surprise["x"] or last["y"] + last["height"] <= surprise["y"]


def test_works_by_keyboard(series: SeriesStudio, tmp_path: Path) -> None:
    page = series.page
    series.open()
    page.keyboard.press("4")
    expect(page.get_by_role("heading", name="Paint a whole folder")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("o")
    chooser.value.set_files(save_photograph(tmp_path / "cat.png", "cat", 64, 48))
    series.series_styles.first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Paint 1 photo in 2 styles").focus()
    page.keyboard.press("Enter")
    expect(series.progress).to_contain_text("2 paintings ready")
    with page.expect_download() as download:
        page.keyboard.press("d")
    assert download.value.suggested_filename == "easel-paintings.zip"


def shown(canvas: Locator) -> np.ndarray:
    """The pixels of a canvas, as int16 [H, W, 3]."""
    data = canvas.evaluate("canvas => canvas.toDataURL().split(',')[1]")
    with Image.open(io.BytesIO(base64.b64decode(data))) as image:
        return np.asarray(image.convert("RGB")).astype(np.int16)


def test_a_mix_is_shown_as_the_gallery_shows_styles(series: SeriesStudio, site: Site, tmp_path: Path) -> None:
    series.page.goto(f"{site.address}/?backend=wasm#photo")
    tile(series, FIRST).click()
    mix(series, SECOND)
    name = label(f"{FIRST} 50", f"{SECOND} 50")
    expect(series.page.get_by_role("img", name=f"in the style of {name}")).to_be_visible()
    series.page.get_by_role("link", name="Series").click()
    own = series.page.get_by_role("button", name=f"Your style: {name}")
    expect(own).to_have_attribute("aria-pressed", "true")
    canvas = own.locator("canvas")
    expect(canvas).to_have_js_property("width", 192)
    # What `python -m export gallery` shows of a style, here of one that it does not know.
    rules = tomllib.loads((REPOSITORY / "export" / "gallery.toml").read_text(encoding="utf-8"))["thumbnail"]
    left, top, side = rules["crop"]
    sample = REPOSITORY / "web" / "public" / "samples" / f"{rules['photo']}.jpg"
    with Image.open(sample) as image:
        part = image.convert("RGB").crop((left, top, left + side, top + side))
    part.resize((rules["painted"],) * 2, Image.Resampling.BILINEAR).save(tmp_path / "part.png")
    painted = mixed_in_python(tmp_path / "part.png", tmp_path / "painted.png", {"starry-night": 0.5, "scream": 0.5})
    with Image.open(painted) as image:
        small = image.convert("RGB").resize((rules["side"],) * 2, Image.Resampling.BILINEAR)
    difference = np.abs(shown(canvas) - np.asarray(small).astype(np.int16))
    # Decoders of JPEG differ a little.
    assert difference.mean() < 2
