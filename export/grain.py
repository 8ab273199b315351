"""Grain in the flat parts of a photo, from which the network makes strokes; ``web/src/engine/grain.ts`` has the same.

A network that is steady paints nothing where there is nothing: skies and walls stay empty, and what the style asks for
gathers at edges, as haloes. A few bytes of noise as broad as a stroke, where the photo is flat and nowhere else, are
seen by the network as texture, and painted as the painting's own. All numbers are whole, or are rounded alike by NumPy
and JavaScript, so both add the same bytes.
"""

from functools import cache

import numpy as np

from export.noise import noise

TILE = 512  # pixels after which the grain is repeated
SEED = 1
# Sides of the boxes that are averaged over twice: between them lies how broad the grain is.
FINE, COARSE = 5, 11
# What grain has with these, before it is brought to AMPLITUDE.
DEVIATION = 67_700_000.0
AMPLITUDE = 3.0  # its deviation in bytes, where a photo is quite flat
WINDOW = 17  # side of the square of pixels that is flat or is not
# Half as much of the grain where brightness there has this variance, in bytes squared; almost none above twice that.
VARIANCE = 16.0


def grained(photo: np.ndarray) -> np.ndarray:
    """The photo, uint8 [H, W, 3], with grain where it is flat."""
    values = photo.astype("int16") + grain(photo)[..., None]
    return np.clip(values, 0, 255).astype("uint8")


def grain(photo: np.ndarray) -> np.ndarray:
    """What is added to each colour of a photo, uint8 [H, W, 3]: int16 [H, W]."""
    height, width = photo.shape[:2]
    rows, columns = (np.arange(side) % TILE for side in (height, width))
    amount = AMPLITUDE * _flatness(photo) * (_pattern()[rows][:, columns] / DEVIATION)
    rounded: np.ndarray = np.floor(amount + 0.5).astype("int16")
    return rounded


def _flatness(photo: np.ndarray) -> np.ndarray:
    """1 where the brightness around a pixel does not vary, towards 0 the more it does, float64 [H, W]."""
    bright = (photo.astype("int64") @ np.array([77, 150, 29])) >> 8
    count = _window_sums(np.ones_like(bright))
    total, squares = _window_sums(bright), _window_sums(bright * bright)
    ratio = (count * squares - total * total) / (count * count) / VARIANCE
    flatness: np.ndarray = 1 / (1 + ratio * ratio)
    return flatness


def _window_sums(values: np.ndarray) -> np.ndarray:
    """Sums over the window about each pixel, as far as it lies in the picture, int64 [H, W]."""
    for axis, side in enumerate(values.shape):
        sums = np.insert(np.cumsum(values, axis), 0, 0, axis)
        place = np.arange(side)
        last = np.minimum(place + WINDOW // 2 + 1, side)
        first = np.maximum(place - WINDOW // 2, 0)
        values = np.take(sums, last, axis) - np.take(sums, first, axis)
    return values


@cache
def _pattern() -> np.ndarray:
    """White noise without what is finer than FINE and broader than COARSE, int64 [TILE, TILE], repeatable."""
    white = np.floor(noise("uniform", TILE * TILE, SEED) * 128).astype("int64").reshape(TILE, TILE)
    return COARSE**4 * _boxed(white, FINE) - FINE**4 * _boxed(white, COARSE)


def _boxed(values: np.ndarray, side: int) -> np.ndarray:
    """Sums over squares of sums over squares, across the borders."""
    for axis in (0, 0, 1, 1):
        values = np.sum([np.roll(values, by, axis) for by in range(-(side // 2), side // 2 + 1)], axis=0)
    return values
