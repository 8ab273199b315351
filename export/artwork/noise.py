"""Random fields: smooth noise on a picture's grid, and lattice noise at any points of a plane."""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image

Field: TypeAlias = npt.NDArray[np.floating[Any]]
"""[H, W] numbers or [H, W, 3] colours, float32 unless said otherwise."""

Mask: TypeAlias = npt.NDArray[np.bool_]
Labels: TypeAlias = npt.NDArray[np.integer[Any]]
Shape: TypeAlias = tuple[int, int]
"""Height and width in pixels."""


def smooth_noise(shape: Shape, cell: float | tuple[float, float], rng: np.random.Generator) -> Field:
    """Noise [H, W] with one random value every `cell` pixels (or cell height, cell width), about -1..1."""
    high, wide = cell if isinstance(cell, tuple) else (cell, cell)
    rows, columns = shape[0] / max(high, 0.5), shape[1] / max(wide, 0.5)
    grid = rng.uniform(-1.0, 1.0, (math.ceil(rows) + 4, math.ceil(columns) + 4)).astype(np.float32)
    box = (1.5, 1.5, 1.5 + columns, 1.5 + rows)
    return np.asarray(Image.fromarray(grid).resize((shape[1], shape[0]), Image.Resampling.BICUBIC, box))


def fbm(
    shape: Shape,
    cell: float | tuple[float, float],
    rng: np.random.Generator,
    octaves: int = 5,
    gain: float = 0.5,
) -> Field:
    """Fractal noise [H, W], mean about 0, mostly within -1..1: `octaves` layers, each half as coarse."""
    high, wide = cell if isinstance(cell, tuple) else (cell, cell)
    total: Field = np.zeros(shape, np.float32)
    weight, weights = 1.0, 0.0
    for octave in range(octaves):
        total += weight * smooth_noise(shape, (high / 2**octave, wide / 2**octave), rng)
        weights += weight**2
        weight *= gain
    return total / np.float32(math.sqrt(weights))


def unit(field: Field) -> Field:
    """The field stretched linearly to 0..1."""
    low, top = float(field.min()), float(field.max())
    return (field - low) / np.float32(max(top - low, 1e-9))


def smoothstep(low: float | Field, top: float | Field, x: Field) -> Field:
    """0 below `low`, 1 above `top`, smooth between; `low` may exceed `top` to run the other way."""
    t: Field = np.clip((x - low) / (top - low), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def grid(shape: Shape) -> tuple[Field, Field]:
    """Pixel centres as (x, y), each [H, W], in pixels."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    return x + np.float32(0.5), y + np.float32(0.5)


class Lattice:
    """Smooth noise over the whole plane, read at arbitrary points; repeats every 256 units."""

    def __init__(self, rng: np.random.Generator) -> None:
        """Draws the 256 x 256 table of values in -1..1."""
        self.table = rng.uniform(-1.0, 1.0, (256, 256)).astype(np.float32)

    def at(self, x: Field, y: Field) -> Field:
        """Values in -1..1 at the points (x, y), of their common shape."""
        left, top = np.floor(x), np.floor(y)
        u, v = x - left, y - top
        u, v = u * u * (3.0 - 2.0 * u), v * v * (3.0 - 2.0 * v)
        i, j = left.astype(np.int32) & 255, top.astype(np.int32) & 255
        k, m = (i + 1) & 255, (j + 1) & 255
        table = self.table
        upper = table[j, i] + u * (table[j, k] - table[j, i])
        lower = table[m, i] + u * (table[m, k] - table[m, i])
        mixed: Field = upper + v * (lower - upper)
        return mixed

    def solid(self, x: Field, y: Field, z: Field) -> Field:
        """Values in -1..1 at points (x, y, z) of space: layers of the plane, blended along z."""
        layer = np.floor(z)
        w = z - layer
        w = w * w * (3.0 - 2.0 * w)
        lower = self.at(x + 37.0 * layer, y + 57.0 * layer)
        mixed: Field = lower + w * (self.at(x + 37.0 * layer + 37.0, y + 57.0 * layer + 57.0) - lower)
        return mixed

    def fbm(self, x: Field, y: Field, octaves: int, gain: float = 0.5) -> Field:
        """Fractal noise at the points, about -1..1; each octave is turned, so that no axis shows."""
        total: Field = np.zeros(np.broadcast(x, y).shape, np.float32)
        weight, weights = 1.0, 0.0
        for _ in range(octaves):
            total += np.float32(weight) * self.at(x, y)
            weights += weight
            weight *= gain
            x, y = 1.6 * x - 1.2 * y + 17.3, 1.2 * x + 1.6 * y - 9.1
        return total / np.float32(weights)

    def solid_fbm(self, p: Field, octaves: int, gain: float = 0.5) -> Field:
        """Fractal noise at points [N, 3] of space, about -1..1."""
        total: Field = np.zeros(p.shape[:-1], np.float32)
        weight, weights = 1.0, 0.0
        for octave in range(octaves):
            q = p * np.float32(2**octave) + np.float32(11.7 * octave)
            total += np.float32(weight) * self.solid(q[..., 0], q[..., 1], q[..., 2])
            weights += weight
            weight *= gain
        return total / np.float32(weights)

    def ridges(self, x: Field, y: Field, octaves: int, gain: float = 0.5) -> Field:
        """Ridged noise at the points, 0..1: sharp crests, broad valleys, detail gathered on the crests."""
        total: Field = np.zeros(np.broadcast(x, y).shape, np.float32)
        carry: Field = np.ones_like(total)
        weight, weights = 1.0, 0.0
        for _ in range(octaves):
            crest = 1.0 - np.abs(self.at(x, y))
            crest *= crest
            total += np.float32(weight) * crest * carry
            carry = np.clip(crest * 1.6, 0.0, 1.0)
            weights += weight
            weight *= gain
            x, y = 1.6 * x - 1.2 * y + 17.3, 1.2 * x + 1.6 * y - 9.1
        return total / np.float32(weights)
