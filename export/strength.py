"""Strength: the way from a photo to its painting.

A mix of the two alone keeps the photo's colours under the strokes until late. So the way bends towards the photo in the
painting's colours: first the palette comes, then the strokes. It is a quadratic Bézier curve with that picture as its
control point. ``web/src/saving/blend.ts`` computes the same.
"""

from __future__ import annotations

import numpy as np

# Deviation below which colours count as one: of a photo without colours no direction can be told from noise.
LEAST_DEVIATION = 1 / 255
# Halves the distance of even 10^6 and 10^-6 until nothing is left of it.
ROUNDS = 60


def mixed(photo: np.ndarray, painting: np.ndarray, strength: float) -> np.ndarray:
    """``(1 - s)² photo + s (1 - s) matched + s painting``; float32 [H, W, 3] in 0..1.

    Strength 0 is the photo, 1 the painting.
    """
    if strength in (0, 1):
        return painting if strength else photo
    rest = 1 - strength
    found: np.ndarray = rest * rest * photo + strength * rest * matched(photo, painting) + strength * painting
    return found.astype("float32")


def matched(photo: np.ndarray, painting: np.ndarray, least: float = LEAST_DEVIATION) -> np.ndarray:
    """The photo with the mean and the covariance of the painting's colours, by the linear map that moves them least
    (Pitié and Kokaram, "The linear Monge-Kantorovitch linear colour mapping for example-based colour transfer", 2007).
    """
    mean, covariance = colours(photo, least)
    wanted, wanted_covariance = colours(painting, least)
    spread = between(np.linalg.inv(covariance), wanted_covariance)
    return np.clip((photo - mean) @ spread + wanted, 0, 1)


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
