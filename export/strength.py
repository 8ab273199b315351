"""Strength: the way from a photo to its painting.

A mix of the two alone keeps the photo's colours under the strokes until late, and has faint strokes. So the way bends
towards a picture halfway: strokes and lines are those of the painting there, while broad forms are still those of the
photo, most of the way to the painting's colours. ``web/src/saving/blend.ts`` and ``halfway.ts`` compute the same.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

CELLS = 64  # parts of the long side: forms that are broader count as broad
PHOTO_SHARE = 0.3  # how far the broad forms are from having the painting's colours
# Deviation below which colours count as one: of a photo without colours no direction can be told from noise.
LEAST_DEVIATION = 1 / 255
# Halves the distance of even 10^6 and 10^-6 until nothing is left of it.
ROUNDS = 60


def mixed(photo: np.ndarray, painting: np.ndarray, strength: float) -> np.ndarray:
    """``(1 - s)² photo + s (1 - s) halfway + s painting``; float32 [H, W, 3] in 0..1.

    Strength 0 is the photo, 1 the painting.
    """
    if strength in (0, 1):
        return painting if strength else photo
    rest = 1 - strength
    found: np.ndarray = rest * rest * photo + strength * rest * halfway(photo, painting) + strength * painting
    return found.astype("float32")


def halfway(photo: np.ndarray, painting: np.ndarray) -> np.ndarray:
    """The painting moved by the difference, in the means of cells and smoothly between these, to the photo in colours
    between its own and the painting's; float64 [H, W, 3] in 0..1.
    """
    side = -(-max(photo.shape[:2]) // CELLS)
    means = cell_means(photo, side)
    wanted = PHOTO_SHARE * means + (1 - PHOTO_SHARE) * matching(photo, painting)(means)
    moves = wanted - cell_means(painting, side)
    for axis, length in enumerate(photo.shape[:2]):
        place = np.clip((np.arange(length) + 0.5) / side - 0.5, 0, moves.shape[axis] - 1)
        first = place.astype(int)
        share = (place - first).reshape((-1, 1, 1) if axis == 0 else (1, -1, 1))
        one = np.take(moves, first, axis)
        moves = one + share * (np.take(moves, np.minimum(first + 1, moves.shape[axis] - 1), axis) - one)
    return np.clip(painting + moves, 0, 1)


def cell_means(picture: np.ndarray, side: int) -> np.ndarray:
    """Mean colours of squares, of what there is of the last ones; float64 [ceil(H / side), ceil(W / side), 3]."""
    rows, columns = (np.arange(0, length, side) for length in picture.shape[:2])
    sums = np.add.reduceat(np.add.reduceat(picture.astype(np.float64), rows, 0), columns, 1)
    counts = np.diff(rows, append=picture.shape[0])[:, None, None] * np.diff(columns, append=picture.shape[1])[:, None]
    return sums / counts


def matched(photo: np.ndarray, painting: np.ndarray, least: float = LEAST_DEVIATION) -> np.ndarray:
    """The photo in the colours of the painting; 0..1."""
    return np.clip(matching(photo, painting, least)(photo), 0, 1)


def matching(
    photo: np.ndarray, painting: np.ndarray, least: float = LEAST_DEVIATION
) -> Callable[[np.ndarray], np.ndarray]:
    """The linear map that gives the photo the mean and the covariance of the painting's colours, and moves them least
    (Pitié and Kokaram, "The linear Monge-Kantorovitch linear colour mapping for example-based colour transfer", 2007).
    """
    mean, covariance = colours(photo, least)
    wanted, wanted_covariance = colours(painting, least)
    spread = between(np.linalg.inv(covariance), wanted_covariance)
    return lambda found: (found - mean) @ spread + wanted


def colours(picture: np.ndarray, least: float = LEAST_DEVIATION) -> tuple[np.ndarray, np.ndarray]:
    """Mean [3] and covariance [3, 3] of a picture's colours, the latter with deviations of at least ``least``."""
    flat = picture.reshape(-1, 3).astype(np.float64)
    mean = flat.mean(axis=0)
    return mean, flat.T @ flat / len(flat) - np.outer(mean, mean) + np.eye(3) * least**2


def between(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The geometric mean of two symmetric positive matrices, between their arithmetic and their harmonic mean."""
    for _ in range(ROUNDS):
        one, other = (one + other) / 2, 2 * np.linalg.inv(np.linalg.inv(one) + np.linalg.inv(other))
    return one
