"""A canvas that takes strokes of a bristle brush: colour and thickness of paint, one stroke after another."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from export.artwork.colour import vary
from export.artwork.noise import Field, Shape, smooth_noise, unit
from export.artwork.paper import relief


@dataclass(frozen=True)
class Brush:
    """How a brush lays its paint."""

    dry: float = 0.25
    """0: full coverage; 1: the paint runs out along the stroke and the ground shows between the bristles."""
    opacity: float = 1.0
    thickness: float = 1.0
    """Height of the paint in pixels at scale 1."""
    streak: float = 0.10
    """Relative light and dark between bristles."""
    ridge: float = 0.5
    """Paint pushed to the sides of the stroke, relative to the thickness."""
    square: float = 8.0
    """Exponent of the outline: 2 is an ellipse, large is a rectangle."""


class Canvas:
    """Colours [H, W, 3] in 0..1 and paint heights [H, W]; `scale`: pixels per 1/768 of the long side."""

    def __init__(self, ground: Field, scale: float, rng: np.random.Generator) -> None:
        """Starts from a ground [H, W, 3] without relief."""
        self.colour = ground.astype(np.float32).copy()
        self.shape: Shape = (ground.shape[0], ground.shape[1])
        self.height: Field = np.zeros(self.shape, np.float32)
        self.scale = scale
        self.rng = rng
        streaks = smooth_noise((256, 1024), (2.2, 130.0), rng) + 0.6 * smooth_noise((256, 1024), (1.2, 60.0), rng)
        self._bristles = unit(np.clip(streaks, -1.3, 1.3))

    def stroke(
        self,
        x: float,
        y: float,
        angle: float,
        length: float,
        width: float,
        colour: Field,
        brush: Brush,
        bend: float = 0.0,
        second: Field | None = None,
    ) -> None:
        """Lays one stroke centred on (x, y) pixels, towards `angle`, `length` by `width` pixels.

        `bend` is its curvature in 1/pixels; with `second`, the colour runs over to that one across the brush.
        """
        reach = 0.5 * math.hypot(length, width) + 0.25 * abs(bend) * length * length + 2
        left, right = max(int(x - reach), 0), min(int(x + reach) + 2, self.shape[1])
        top, bottom = max(int(y - reach), 0), min(int(y + reach) + 2, self.shape[0])
        if left >= right or top >= bottom:
            return
        cos, sin = math.cos(angle), math.sin(angle)
        dx = np.arange(left, right, dtype=np.float32)[None, :] + np.float32(0.5 - x)
        dy = np.arange(top, bottom, dtype=np.float32)[:, None] + np.float32(0.5 - y)
        u = dx * cos + dy * sin
        v = dy * cos - dx * sin - (0.5 * bend) * u * u
        along, side = u / length, v / (0.5 * width)
        end = np.abs(2.0 * along) ** brush.square
        outline = 1.0 - np.minimum(end, 1.0)
        if brush.square < 4:
            outline = np.sqrt(outline)
        inside = (outline - np.abs(side)) * (0.5 * width)
        alpha = np.clip(inside / max(0.9 * self.scale, 0.6) + 0.5, 0.0, 1.0) * (end < 1.0)
        first, row = self.rng.integers(0, 1024), self.rng.integers(0, 256)
        fine = 1.0 / self.scale
        hair = self._bristles[
            (v * fine + (row + 2048)).astype(np.int32) & 255,
            (u * fine + (first + 4096)).astype(np.int32) & 1023,
        ]
        if brush.dry > 0:
            worn = brush.dry * (along + 0.5 + 0.35 * side * side)
            alpha = alpha * np.clip((hair - worn) * 5.0 + 1.0, 0.0, 1.0)
        alpha = alpha * brush.opacity
        tint = colour if second is None else colour + (second - colour) * np.clip(0.5 + 0.6 * side, 0, 1)[..., None]
        paint = tint * (1.0 + brush.streak * 2.0 * (hair - 0.5))[..., None]
        here = np.s_[top:bottom, left:right]
        weight = alpha[..., None]
        self.colour[here] += (paint - self.colour[here]) * weight
        rise = brush.thickness * self.scale * (0.5 + 0.8 * hair + brush.ridge * np.minimum(side * side, 1.0))
        self.height[here] += (0.55 * self.height[here] + rise - self.height[here]) * alpha

    def cover(
        self,
        target: Field,
        angle: Field,
        spacing: float,
        length: float | tuple[float, float],
        width: float | tuple[float, float],
        brush: Brush,
        *,
        light: float = 0.08,
        hue: float = 0.03,
        sway: float = 0.12,
        where: Field | None = None,
        pair: float = 0.0,
    ) -> None:
        """Paints `target` [H, W, 3] in strokes along `angle` [H, W], one about every `spacing` units.

        Lengths and widths are units (a number, or lowest and highest); `light`, `hue` vary the colours,
        `sway` the angles; `where` [H, W] in 0..1 is the chance of a stroke; `pair` how far the second
        colour lies off.
        """
        k, rng = self.scale, self.rng
        # A small proof needs no more strokes than it has room for.
        step = max(spacing * k, 2.0)
        rows, columns = int(self.shape[0] / step) + 2, int(self.shape[1] / step) + 2
        spots = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), -1).reshape(-1, 2).astype(np.float64)
        spots = (spots + rng.uniform(-0.5, 0.5, spots.shape)) * step
        order = rng.permutation(len(spots))
        lengths = length if isinstance(length, tuple) else (length, length)
        widths = width if isinstance(width, tuple) else (width, width)
        for x, y in spots[order]:
            j, i = min(max(int(y), 0), self.shape[0] - 1), min(max(int(x), 0), self.shape[1] - 1)
            if where is not None and rng.random() > where[j, i]:
                continue
            long, wide = rng.uniform(*lengths) * k, max(rng.uniform(*widths) * k, 0.8)
            theta = float(angle[j, i])
            ahead = 0.35 * long
            cos, sin = math.cos(theta), math.sin(theta)
            m = min(max(int(y + sin * ahead), 0), self.shape[0] - 1)
            n = min(max(int(x + cos * ahead), 0), self.shape[1] - 1)
            turn = (float(angle[m, n]) - theta + math.pi / 2) % math.pi - math.pi / 2
            bend = max(-1.2, min(1.2, turn)) / ahead if abs(turn) < 1.0 else 0.0
            colour = vary(target[j, i], rng, light, hue)
            second = vary(colour, rng, pair, pair * 0.5) if pair else None
            self.stroke(x, y, theta + rng.normal(0, sway), long, wide, colour, brush, bend, second)

    def lit(self, strength: float = 0.35, gloss: float = 0.12) -> Field:
        """The painting [H, W, 3] in 0..1, its relief under light from the upper left."""
        return relief(self.colour, self.height, strength / max(self.scale, 0.5) ** 0.5, gloss)
