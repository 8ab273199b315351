"""Watercolour: irises and poppies run wet in wet on rough white paper, with blooms, edges and spatter."""

from __future__ import annotations

import math

import numpy as np

from export.artwork.colour import mix, rgb
from export.artwork.noise import Field, Shape, fbm, grid, smoothstep
from export.artwork.paper import paper, relief
from export.artwork.raster import blur, curve, polygon, polyline


class Sheet:
    """Paper that pigments stain: the light it sends back, [H, W, 3], falls with every wash."""

    def __init__(self, shape: Shape, rng: np.random.Generator) -> None:
        """White, rough and dry."""
        self.shape, self.rng = shape, rng
        self.scale = shape[0] / 768
        self.grain = paper(shape, 1.15 * self.scale, rng)
        self.light: Field = np.ones((*shape, 3), np.float32)
        self._warp = [fbm(shape, 46 * self.scale, rng, 5, 0.6) for _ in range(6)]
        self._blots = [fbm(shape, size * self.scale, rng, 5, 0.6) for size in (160, 90, 60, 40)]

    def wash(
        self, form: Field, colour: Field, strength: float, *, wet: float = 0.3, second: Field | None = None
    ) -> None:
        """Lays a wash where `form` [H, W] is 1: `wet` 0 dries with a hard dark edge, 1 runs out softly.

        The colour is that of the dry wash at strength 1 on white; with `second` it drifts over to that one.
        """
        k, rng = self.scale, self.rng
        spread = (1.6 + 16 * wet) * k
        rows, columns = np.flatnonzero(form.any(axis=1)), np.flatnonzero(form.any(axis=0))
        if not len(rows):
            return
        pad = int(5 * spread + 8 * k) + 2
        here = np.s_[max(rows[0] - pad, 0) : rows[-1] + pad, max(columns[0] - pad, 0) : columns[-1] + pad]
        shift = rng.integers(0, 40, 2)
        ragged = np.roll(self._warp[rng.integers(0, 6)], (int(shift[0]), int(shift[1])), (0, 1))[here]
        near = blur(form[here], spread)
        level = near + (0.10 + 0.16 * wet) * ragged * smoothstep(0.02, 0.3, blur(near, 1.7 * spread))
        body = smoothstep(0.40 - 0.30 * wet, 0.46 + 0.34 * wet, level)
        # Pigment is carried to the rim of a drying wash.
        rim = np.clip(body - blur(body, 3.2 * k), 0, 1) * (1.0 - 0.7 * wet)
        pools = self._blots[rng.integers(0, 4)][here]
        bloom = self._blots[rng.integers(0, 4)][here]
        grain = self.grain[here]
        back = np.exp(-((bloom / 0.07) ** 2)) * smoothstep(0.1, 0.5, pools)
        density = body * (0.62 + 0.42 * pools + 0.30 * back) + 1.5 * rim
        density = np.clip(density, 0, 2.4) * (1.0 - 0.26 * np.clip(grain, -1, 1))
        density = density * (0.55 + 0.45 * smoothstep(0.9, 0.2, grain - 0.25 * pools))
        tint = np.broadcast_to(colour, (*body.shape, 3))
        if second is not None:
            tint = mix(colour, second, smoothstep(-0.35, 0.35, pools + 0.4 * ragged))
        self.light[here] *= np.clip(tint, 0.02, 1.0) ** (strength * density)[..., None]


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The picture [H, W, 3] in 0..1."""
    sheet = Sheet(shape, rng)
    height, width = shape
    k = sheet.scale
    x, y = grid(shape)
    clouds = smoothstep(-0.1, 0.5, fbm(shape, 240 * k, rng, 3) + 0.3)
    sheet.wash(clouds * (y < 0.72 * height), rgb("8fc3d6"), 0.55, wet=1.0, second=rgb("f3c9b0"))
    sheet.wash(
        ((y > 0.55 * height) & (fbm(shape, 200 * k, rng, 3) > -0.1)).astype(np.float32),
        rgb("a9c97a"),
        0.55,
        wet=1.0,
        second=rgb("e7d98a"),
    )
    sheet.wash(
        (np.hypot(x - 0.7 * width, y - 0.42 * height) < 130 * k) * 1.0,
        rgb("e9b0c0"),
        0.5,
        wet=1.0,
        second=rgb("b9a5d6"),
    )
    _leaves(sheet)
    places = (
        (0.30, 0.27, 0.165, "5b4fc0", "c05fb5"),
        (0.68, 0.20, 0.135, "e2502f", "f5a03a"),
        (0.56, 0.46, 0.150, "c92f5f", "f0708a"),
        (0.17, 0.53, 0.105, "e8962a", "f4cf4f"),
        (0.83, 0.48, 0.115, "3f7fc4", "7a5fc4"),
        (0.40, 0.10, 0.07, "d8487a", "f59ab0"),
        (0.36, 0.66, 0.085, "e5562f", "f09a4f"),
    )
    for cx, cy, size, first, second in places:
        _flower(sheet, (cx * width, cy * height, size * height), rgb(first), rgb(second))
    _spatter(sheet)
    ground = rgb("fbf7ec")
    return relief(np.clip(ground * sheet.light, 0, 1), 1.0 * k * sheet.grain, 0.075)


def _flower(sheet: Sheet, place: tuple[float, float, float], first: Field, second: Field) -> None:
    """Petals one over the other around (x, y) with radius, in pixels, then a dark heart with stamens."""
    x, y, size = place
    rng, k = sheet.rng, sheet.scale
    halo = np.hypot(*(a - b for a, b in zip(grid(sheet.shape), (x, y), strict=True))) < 0.9 * size
    sheet.wash(halo * 1.0, second, 0.45, wet=0.9, second=first)
    count = int(rng.integers(5, 7))
    start = rng.uniform(0, 6.28)
    for index in rng.permutation(count):
        turn = start + index * 2 * math.pi / count + rng.normal(0, 0.12)
        long, wide = size * rng.uniform(0.92, 1.2), size * rng.uniform(0.42, 0.56)
        t = np.linspace(0, 2 * np.pi, 60)
        along = long * (0.5 - 0.5 * np.cos(t)) * (1 + 0.07 * np.sin(7 * t + index))
        side = wide * np.sin(t) * (0.35 + 0.65 * (0.5 - 0.5 * np.cos(t)))
        squash = 0.86
        points = np.stack(
            [
                x + along * math.cos(turn) - side * math.sin(turn),
                y + squash * (along * math.sin(turn) + side * math.cos(turn)),
            ],
            -1,
        )
        petal = polygon(sheet.shape, points, 2)
        sheet.wash(petal, first, rng.uniform(0.55, 0.95), wet=float(rng.choice([0.0, 0.12, 0.45])), second=second)
        inner = polygon(sheet.shape, np.array([x, y]) + (points - [x, y]) * 0.5, 2)
        sheet.wash(inner, first * 0.8, 0.7, wet=0.5)
        for vein in (-0.3, 0.0, 0.3):
            reach = long * rng.uniform(0.6, 0.8)
            end = (x + reach * math.cos(turn + vein), y + squash * reach * math.sin(turn + vein))
            bow = (
                x + 0.5 * reach * math.cos(turn + 0.4 * vein),
                y + 0.5 * squash * reach * math.sin(turn + 0.4 * vein),
            )
            line = polyline(sheet.shape, curve(((x, y), bow, end), 20), np.linspace(2.6, 0.8, 20) * k, 2)
            sheet.wash(line, first * 0.6, 0.5, wet=0.02)
    heart = np.hypot(*(a - b for a, b in zip(grid(sheet.shape), (x, y), strict=True))) < 0.17 * size
    sheet.wash(heart * 1.0, rgb("3a1f3f"), 1.1, wet=0.25, second=rgb("5a3a1f"))
    for _ in range(16):
        turn, far = rng.uniform(0, 6.28), rng.uniform(0.18, 0.36) * size
        px, py = x + far * math.cos(turn), y + far * math.sin(turn) * 0.86
        t = np.linspace(0, 2 * np.pi, 12)
        spot = np.stack([px + 2.2 * k * np.cos(t), py + 2.2 * k * np.sin(t)], -1)
        _stain(sheet, spot, rgb("3a2230"), 1.2)


def _stain(sheet: Sheet, points: Field, colour: Field, strength: float) -> None:
    """A small sharp drop inside the corner points (pixels), stained without the cost of a whole wash."""
    low = np.floor(points.min(axis=0)).astype(int) - 3
    top = np.ceil(points.max(axis=0)).astype(int) + 4
    low = np.maximum(low, 0)
    top = np.minimum(top, [sheet.shape[1], sheet.shape[0]])
    if (top - low).min() < 2:
        return
    form = polygon((int(top[1] - low[1]), int(top[0] - low[0])), points - low, 4)
    rim = np.clip(form - 0.6 * blur(form, 1.6 * sheet.scale), 0, 1)
    sheet.light[low[1] : top[1], low[0] : top[0]] *= colour ** ((form * 0.5 + rim) * strength)[..., None]


def _leaves(sheet: Sheet) -> None:
    """Stems that gather at the foot of the picture, and long leaves."""
    rng, k = sheet.rng, sheet.scale
    height, width = sheet.shape
    greens = [rgb(text) for text in ("3f7f4a", "6fa03f", "2f6f6a", "8fae3f", "4f6f2f")]
    tops = ((0.30, 0.38), (0.68, 0.28), (0.56, 0.56), (0.17, 0.58), (0.83, 0.57), (0.40, 0.13), (0.36, 0.71))
    for top_x, top_y in tops:
        foot = 0.5 + 0.25 * (top_x - 0.5) + rng.normal(0, 0.02)
        knots = (
            (top_x * width, top_y * height),
            ((0.6 * top_x + 0.4 * foot + 0.04) * width, (0.5 * top_y + 0.5) * height),
            (foot * width, 1.05 * height),
        )
        stem = polyline(sheet.shape, curve(knots, 50), np.linspace(4.5, 8.0, 50) * k, 2)
        sheet.wash(stem, greens[rng.integers(0, 5)], 0.95, wet=0.03, second=greens[rng.integers(0, 5)])
    for _ in range(13):
        foot_x, lean = rng.uniform(0.25, 0.75), rng.normal(0, 0.32)
        reach = rng.uniform(0.25, 0.58)
        knots = (
            (foot_x * width, 1.06 * height),
            ((foot_x + 0.25 * lean) * width, (1.03 - 0.5 * reach) * height),
            ((foot_x + lean) * width, (1.0 - reach) * height),
        )
        bulge = np.sin(np.linspace(0.25, 3.1, 50)) ** 0.8
        leaf = polyline(sheet.shape, curve(knots, 50), (2 + rng.uniform(16, 34) * bulge) * k, 2)
        sheet.wash(
            leaf,
            greens[rng.integers(0, 5)],
            rng.uniform(0.5, 0.95),
            wet=float(rng.choice([0.0, 0.1, 0.4])),
            second=greens[rng.integers(0, 5)],
        )
        spine = polyline(sheet.shape, curve(knots, 40), 1.6 * k, 2)
        sheet.wash(spine, greens[4], 0.6, wet=0.02)


def _spatter(sheet: Sheet) -> None:
    """Drops shaken from the brush."""
    rng, k = sheet.rng, sheet.scale
    tones = [rgb(text) for text in ("c92f5f", "5b4fc0", "e8962a", "3f7fc4", "3f7f4a")]
    for _ in range(150):
        x, y = rng.uniform(0, sheet.shape[1]), rng.uniform(0, sheet.shape[0])
        size = k * float(rng.choice([1.2, 2.0, 3.4, 5.5], p=[0.4, 0.35, 0.18, 0.07]))
        t = np.linspace(0, 2 * np.pi, 18)
        lobes = size * (1 + 0.18 * np.sin(3 * t + rng.uniform(0, 6)))
        _stain(
            sheet,
            np.stack([x + lobes * np.cos(t), y + lobes * np.sin(t)], -1),
            tones[rng.integers(0, 5)],
            rng.uniform(0.4, 1.0),
        )
