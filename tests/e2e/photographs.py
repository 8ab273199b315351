"""Real photographs, which scikit-image carries, cut to the sizes that the tests need."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import skimage.data
from PIL import Image

PHOTOGRAPHS = {
    "astronaut": skimage.data.astronaut,
    "cat": skimage.data.chelsea,
    "coffee": skimage.data.coffee,
}

EXIF_ORIENTATION = 0x0112


def photograph(name: str, width: int, height: int) -> Image.Image:
    """The photograph `name` of PHOTOGRAPHS, scaled to this size (its proportions may change)."""
    return Image.fromarray(PHOTOGRAPHS[name]()).convert("RGB").resize((width, height), Image.Resampling.LANCZOS)


def save_photograph(path: Path, name: str, width: int, height: int) -> Path:
    """Write `photograph(...)` to `path`, in the format of its suffix. Returns the path."""
    photograph(name, width, height).save(path)
    return path


def save_rotated(path: Path, upright: Image.Image, orientation: int) -> Path:
    """Write a JPEG whose pixels are stored turned, and the EXIF orientation (2..8) that undoes it."""
    stored_by = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = orientation
    upright.transpose(stored_by[orientation]).save(path, quality=95, exif=exif)
    return path


def pixels(path: Path) -> np.ndarray:
    """A picture file as int16 [H, W, 3], 0..255, so that differences may be negative."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).astype(np.int16)
