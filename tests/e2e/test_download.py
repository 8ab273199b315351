"""The saved picture: a PNG of the photo's size, upright, and without what the photo's file knew besides."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.e2e.photographs import photograph, pixels, save_photograph, save_rotated
from tests.e2e.studio import Studio

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("size", [(301, 203), (33, 32), (64, 120)])
def test_png_has_the_size_of_the_photo(studio: Studio, tmp_path: Path, style: Path, size: tuple[int, int]) -> None:
    studio.open()
    studio.choose_photo(save_photograph(tmp_path / "my cat.png", "cat", *size))
    studio.choose_style(style)
    studio.wait_until_painted("my cat", "coffee")
    saved = studio.download(tmp_path)
    assert saved.suffix == ".png"
    assert "cat" in saved.name and "coffee" in saved.name
    assert saved.read_bytes().startswith(PNG_SIGNATURE)
    with Image.open(saved) as image:
        image.verify()
    with Image.open(saved) as image:
        assert (image.format, image.size) == ("PNG", size)


def test_large_photo_is_painted_at_2048_pixels(studio: Studio, tmp_path: Path, style: Path) -> None:
    studio.open()
    # Long and flat, so that the networks have little to do.
    studio.choose_photo(save_photograph(tmp_path / "wide.jpg", "coffee", 4000, 150))
    studio.choose_style(style)
    studio.wait_until_painted("wide", "coffee")
    with Image.open(studio.download(tmp_path)) as image:
        assert image.size == (2048, 77)


@pytest.mark.parametrize("orientation", [3, 6, 7])
def test_turned_photo_comes_out_upright(studio: Studio, tmp_path: Path, style: Path, orientation: int) -> None:
    upright = photograph("astronaut", 96, 144)
    studio.open()
    studio.choose_photo(save_rotated(tmp_path / "turned.jpg", upright, orientation))
    studio.choose_style(style)
    studio.wait_until_painted("turned", "coffee")
    studio.strength.fill("0")
    saved = studio.download(tmp_path)
    # At strength 0 it is the photo itself; JPEG costs a few steps.
    difference = np.abs(pixels(saved) - np.asarray(upright).astype(np.int16))
    assert difference.mean() < 6


def test_saved_picture_tells_nothing_of_the_camera(studio: Studio, tmp_path: Path, style: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[1] = "N"
    photo = tmp_path / "holiday.jpg"
    photograph("cat", 64, 64).save(photo, exif=exif, comment="Secret Comment")
    assert b"Secret Camera" in photo.read_bytes()
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("holiday", "coffee")
    saved = studio.download(tmp_path)
    assert b"Secret" not in saved.read_bytes()
    with Image.open(saved) as image:
        assert not image.getexif() and not image.info.get("comment")


def test_transparent_photo_lies_on_white(studio: Studio, tmp_path: Path, style: Path) -> None:
    picture = photograph("cat", 64, 64).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize((64, 64)))
    photo = tmp_path / "clear.png"
    picture.save(photo)
    on_white = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("clear", "coffee")
    studio.strength.fill("0")
    difference = np.abs(pixels(studio.download(tmp_path)) - np.asarray(on_white).astype(np.int16))
    # The browser multiplies by alpha in eight bits.
    assert difference.max() <= 2
