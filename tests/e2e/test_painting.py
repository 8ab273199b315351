"""A photo becomes a painting, and it is the painting that the same networks make in Python."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from tests.e2e.photographs import pixels, save_photograph
from tests.e2e.studio import Studio


def paint_in_python(
    photo: Path,
    style: Path,
    out: Path,
    strength: float = 1.0,
    size: int | Literal["full"] | None = None,
    colours: str = "style",
    detail: str = "fine",
    mask: Path | None = None,
) -> Path:
    """What `python -m export stylize` does."""
    # Only here, because TensorFlow takes seconds to import, which other tests need not wait for.
    from export.stylize import stylize_files

    stylize_files(photo, style, out, strength=strength, size=size, colours=colours, detail=detail, mask=mask)
    return out


def greatest_difference(one: Path, other: Path) -> int:
    """Between two picture files, in steps of 1/255. They must have the same size."""
    first, second = pixels(one), pixels(other)
    assert first.shape == second.shape
    return int(np.abs(first - second).max())


def test_painting_differs_from_photo_and_style(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    painting = pixels(studio.download(tmp_path))
    assert painting.shape == pixels(photo).shape
    assert np.abs(painting - pixels(photo)).mean() > 8
    height, width = painting.shape[:2]
    scaled_style = pixels(save_photograph(tmp_path / "style.png", "coffee", width, height))
    assert np.abs(painting - scaled_style).mean() > 8
    assert painting.std() > 10, "a flat picture is no painting"


@pytest.mark.parametrize(
    ("backend", "photo_size", "style_size", "tolerance"),
    [
        ("wasm", (201, 157), (150, 100), 2),
        # A style of this size is scaled before it is looked at, here and there by code of our own.
        ("wasm", (96, 136), (620, 431), 2),
        # More than twice as long as wide: the middle of the style is used.
        ("wasm", (64, 64), (300, 90), 2),
        ("webgl", (64, 64), (64, 64), 4),
        # Large enough that what is added up no longer fits into one texture.
        ("webgl", (1100, 1000), (64, 64), 4),
        ("webgpu", (64, 64), (64, 64), 4),
        ("cpu", (64, 64), (64, 64), 2),
    ],
)
def test_painting_is_the_one_of_python(
    studio: Studio,
    tmp_path: Path,
    backend: str,
    photo_size: tuple[int, int],
    style_size: tuple[int, int],
    tolerance: int,
) -> None:
    photo = save_photograph(tmp_path / "astronaut.png", "astronaut", *photo_size)
    style = save_photograph(tmp_path / "cat.png", "cat", *style_size)
    studio.open(backend)
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "cat")
    studio.expect_backend(backend)
    in_browser = studio.download(tmp_path)

    in_python = paint_in_python(photo, style, tmp_path / "python.png")
    difference = greatest_difference(in_browser, in_python)
    print(f"{backend} {photo_size}: greatest difference {difference}/255")
    assert difference <= tolerance


def test_strength_is_the_one_of_python(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    studio.strength.fill("40")
    in_browser = studio.download(tmp_path)
    in_python = paint_in_python(photo, style, tmp_path / "python.png", strength=0.4)
    assert greatest_difference(in_browser, in_python) <= 2


def test_a_second_style_paints_the_same_photo_anew(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    other = save_photograph(tmp_path / "cat.png", "cat", 120, 90)
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    first = studio.download(tmp_path)
    studio.choose_style(other)
    studio.wait_until_painted("astronaut", "cat")
    second = studio.download(tmp_path)
    assert first.name != second.name
    assert greatest_difference(first, second) > 8
