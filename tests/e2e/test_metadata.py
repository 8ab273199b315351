"""What files say besides their pixels: nothing; if it is wished when and with what, and how large they print."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational
from playwright.sync_api import expect

from tests.e2e.photographs import photograph, pixels
from tests.e2e.studio import Studio
from tests.e2e.test_crops import close, open_crop, place
from tests.e2e.test_full_size import choose, paint, save

TAKEN = "2024:05:14 15:32:10"
FORMATS = {"PNG": "png", "JPEG": "jpg", "WebP": "webp"}

# All that may ever be in a file of ours; the version is that of EXIF.
ALLOWED_IMAGE = {"Make", "Model", "XResolution", "YResolution", "ResolutionUnit", "ExifOffset"}
ALLOWED_SHOT = {
    "ExifVersion",
    "ExposureTime",
    "FNumber",
    "ISOSpeedRatings",
    "DateTimeOriginal",
    "FocalLength",
    "FocalLengthIn35mmFilm",
    "LensMake",
    "LensModel",
}


def camera_exif() -> Image.Exif:
    """What a telephone writes: the shot, and much that is nobody's business."""
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "Secret description"
    exif[ExifTags.Base.Make] = "Easel"
    exif[ExifTags.Base.Model] = "Box 1"
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Artist] = "Secret artist"
    exif[ExifTags.Base.HostComputer] = "Secret computer"
    exif[ExifTags.Base.Copyright] = "Secret copyright"
    shot = exif.get_ifd(ExifTags.IFD.Exif)
    shot[ExifTags.Base.ExposureTime] = IFDRational(1, 250)
    shot[ExifTags.Base.FNumber] = IFDRational(28, 10)
    shot[ExifTags.Base.ISOSpeedRatings] = 400
    shot[ExifTags.Base.DateTimeOriginal] = TAKEN
    shot[ExifTags.Base.OffsetTimeOriginal] = "+09:59"
    shot[ExifTags.Base.FocalLength] = IFDRational(50, 1)
    shot[ExifTags.Base.MakerNote] = b"Secret maker note"
    shot[ExifTags.Base.UserComment] = b"Secret comment"
    shot[ExifTags.Base.ImageUniqueID] = "Secret id"
    shot[ExifTags.Base.CameraOwnerName] = "Secret owner"
    shot[ExifTags.Base.BodySerialNumber] = "Secret serial"
    shot[ExifTags.Base.LensModel] = "Glass 50 mm"
    shot[ExifTags.Base.LensSerialNumber] = "Secret lens serial"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (37.0, 34.0, 5.25)
    place[ExifTags.GPS.GPSAreaInformation] = b"Secret place"
    return exif


def taken_photo(folder: Path, kind: str) -> Path:
    """A photo of a camera as a file of this kind."""
    path = folder / f"holiday.{FORMATS[kind]}"
    # What has no quality ignores it.
    photograph("cat", 96, 64).save(path, exif=camera_exif(), quality=95)
    assert b"Secret place" in path.read_bytes()
    return path


def tags(exif: Image.Exif) -> tuple[dict[str, object], dict[str, object]]:
    """The names and values of a picture's EXIF: with the picture, and with the shot."""
    image = {ExifTags.TAGS.get(tag, str(tag)): value for tag, value in exif.items()}
    shot = {ExifTags.TAGS.get(tag, str(tag)): value for tag, value in exif.get_ifd(ExifTags.IFD.Exif).items()}
    return image, shot


@pytest.mark.parametrize("source", FORMATS)
def test_date_and_camera_are_kept_only_if_that_is_wished(
    studio: Studio, tmp_path: Path, style: Path, source: str
) -> None:
    paint(studio, taken_photo(tmp_path, source), style)
    for name in FORMATS:
        output = studio.open_output()
        choose(output, name)
        expect(output.get_by_role("checkbox", name="Keep date and camera")).not_to_be_checked()
        expect(output).to_contain_text("nothing else: no place, no date, no camera")
        bare = save(studio, f"Download {name}", tmp_path)
        assert b"Secret" not in bare.read_bytes() and b"2024" not in bare.read_bytes()
        with Image.open(bare) as image:
            assert not image.getexif() and "dpi" not in image.info

    output = studio.open_output()
    box = output.get_by_role("checkbox", name="Keep date and camera")
    expect(output).to_contain_text("14 May 2024, 15:32 · Easel Box 1 · Glass 50 mm · 50 mm · 1/250 s · f/2.8 · ISO 400")
    box.check()
    expect(output).to_contain_text("date and camera and nothing else: no place.")
    studio.page.keyboard.press("Escape")
    expect(studio.page.get_by_test_id("facts")).to_contain_text("keeps date and camera")
    for name in FORMATS:
        choose(studio.open_output(), name)
        saved = save(studio, f"Download {name}", tmp_path)
        assert b"Secret" not in saved.read_bytes() and b"+09:59" not in saved.read_bytes()
        with Image.open(saved) as picture:
            # Turned upright by now where the browser does that, so nothing says that it has to be.
            assert picture.size == ((96, 64) if source == "WebP" else (64, 96))
            picture.load()
            main, shot = tags(picture.getexif())
            assert set(main) <= ALLOWED_IMAGE and set(shot) <= ALLOWED_SHOT
            assert not picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
            assert (main["Make"], main["Model"]) == ("Easel", "Box 1")
            assert (shot["DateTimeOriginal"], shot["LensModel"], shot["ISOSpeedRatings"]) == (TAKEN, "Glass 50 mm", 400)
            assert shot["FNumber"] == Fraction(28, 10) and shot["ExposureTime"] == Fraction(1, 250)


def test_a_photo_that_says_nothing_offers_nothing(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    paint(studio, photo, style)
    output = studio.open_output()
    expect(output).to_contain_text("no place, no date, no camera")
    # Until the file has been read for it.
    studio.page.wait_for_timeout(500)
    expect(output.get_by_role("checkbox", name="Keep date and camera")).to_have_count(0)

    # Nor does one whose EXIF is damaged, and it is painted all the same.
    studio.page.keyboard.press("Escape")
    broken = tmp_path / "broken.jpg"
    photograph("cat", 64, 64).save(broken, exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + b"Secret" * 20)
    studio.choose_photo(broken)
    studio.wait_until_painted("broken", "coffee")
    expect(studio.open_output()).to_contain_text("no place, no date, no camera")
    studio.page.wait_for_timeout(500)
    expect(studio.output.get_by_role("checkbox", name="Keep date and camera")).to_have_count(0)
    assert b"Secret" not in save(studio, "Download PNG", tmp_path).read_bytes()


def test_the_wish_is_kept_and_reset(studio: Studio, tmp_path: Path, style: Path) -> None:
    paint(studio, taken_photo(tmp_path, "JPEG"), style)
    studio.open_output().get_by_role("checkbox", name="Keep date and camera").check()
    choose(studio.output, "200")
    paint(studio, taken_photo(tmp_path, "JPEG"), style)
    expect(studio.open_output().get_by_role("checkbox", name="Keep date and camera")).to_be_checked()
    expect(studio.output.get_by_role("radio", name="200")).to_be_checked()
    studio.page.keyboard.press("Escape")
    studio.page.get_by_role("button", name="More").click()
    studio.page.get_by_role("button", name="Reset settings").click()
    studio.page.keyboard.press("Escape")
    expect(studio.open_output().get_by_role("checkbox", name="Keep date and camera")).not_to_be_checked()
    expect(studio.output.get_by_role("radio", name="None")).to_be_checked()


def test_files_say_how_large_they_print(studio: Studio, tmp_path: Path, style: Path) -> None:
    photo = tmp_path / "cat.png"
    photograph("cat", 400, 300).save(photo)
    paint(studio, photo, style)
    whole = studio.download(tmp_path)
    output = studio.open_output()
    expect(output).to_contain_text("Prints well up to 3.4 × 2.5 cm (300 pixels per inch).")
    choose(output, "200")
    expect(output).to_contain_text("5.1 × 3.8 cm at 200 pixels per inch: sharp at arm’s length.")
    expect(output).to_contain_text("its print size")
    saved = save(studio, "Download PNG", tmp_path)
    with Image.open(saved) as image:
        assert image.info["dpi"] == pytest.approx((200, 200), abs=0.02)
    np.testing.assert_array_equal(pixels(saved), pixels(whole))

    output = studio.open_output()
    choose(output, "JPEG", "300")
    with Image.open(save(studio, "Download JPEG", tmp_path)) as image:
        assert image.info["dpi"] == (300, 300)
        assert not image.getexif()

    # By the width on paper, in inches, of a part of the painting.
    crop = open_crop(studio)
    choose(crop, "Square")
    assert place(crop)[2:] == (300, 300)
    studio.page.get_by_role("button", name="Done").click()
    choose(studio.output, "PNG", "Width", "in")
    width = studio.output.get_by_role("textbox", name="Width on paper")
    width.fill("2,5")
    expect(studio.output).to_contain_text("2.5 × 2.5 in at 120 pixels per inch: a little soft")
    width.fill("wide")
    expect(studio.output.get_by_role("alert")).to_contain_text("Write a width")
    width.fill("30")
    expect(studio.output).to_contain_text("at 10 pixels per inch: too few pixels")
    width.fill("2.5")
    saved = save(studio, "Download PNG", tmp_path)
    with Image.open(saved) as image:
        assert image.size == (300, 300)
        assert image.info["dpi"] == pytest.approx((120, 120), abs=0.02)

    # WebP has no place for it, and the page says so.
    output = studio.open_output()
    choose(output, "WebP")
    expect(output).to_contain_text("WebP files cannot say how large they print.")
    expect(output).not_to_contain_text("its print size")
    with Image.open(save(studio, "Download WebP", tmp_path)) as image:
        assert "dpi" not in image.info and not image.getexif()


def test_resolution_and_camera_agree(studio: Studio, tmp_path: Path, style: Path) -> None:
    paint(studio, taken_photo(tmp_path, "JPEG"), style)
    output = studio.open_output()
    output.get_by_role("checkbox", name="Keep date and camera").check()
    choose(output, "JPEG", "150")
    with Image.open(save(studio, "Download JPEG", tmp_path)) as image:
        assert image.info["dpi"] == (150, 150)
        assert float(image.getexif()[ExifTags.Base.XResolution]) == 150
        assert re.fullmatch(r"2024:05:14 .*", str(tags(image.getexif())[1]["DateTimeOriginal"]))


def test_the_crop_dialogue_leaves_the_settings(studio: Studio, photo: Path, style: Path) -> None:
    paint(studio, photo, style)
    choose(studio.open_output(), "JPEG", "150")
    studio.page.keyboard.press("Escape")
    choose(open_crop(studio), "Square")
    close(studio)
    expect(studio.open_output().get_by_role("radio", name="JPEG")).to_be_checked()
    expect(studio.output.get_by_role("radio", name="150")).to_be_checked()
