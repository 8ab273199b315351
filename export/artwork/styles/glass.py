"""Stained glass: a river between hills under a great sun, in streaky glass held by black lead."""

from __future__ import annotations

import numpy as np

from export.artwork.colour import mix, palette, rgb, vary
from export.artwork.noise import Field, Labels, Shape, fbm, grid, smooth_noise, smoothstep
from export.artwork.paper import relief
from export.artwork.raster import blur, distance


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The picture [H, W, 3] in 0..1."""
    height, width = shape
    k = height / 768
    region, spread = _cartoon(shape, k)
    panes = _panes(shape, region, spread, k, rng)
    edge = np.zeros(shape, bool)
    edge[:, 1:] |= panes[:, 1:] != panes[:, :-1]
    edge[1:] |= panes[1:] != panes[:-1]
    gap = distance(edge)
    tones = _tones(panes, region, rng)
    swirl = fbm(shape, (34 * k, 12 * k), rng, 4)
    streak = smooth_noise(shape, (60 * k, 5 * k), rng)
    x, y = grid(shape)
    bubbles = np.clip(smooth_noise(shape, 4.5 * k, rng) - 0.80, 0, 1) * 3
    light = 1.02 + 0.22 * swirl + 0.10 * streak + 0.10 * fbm(shape, 200 * k, rng, 2)
    light += 0.16 * smoothstep(0.0, 22 * k, gap) + bubbles * 0.4
    light += 0.35 * np.exp(-((np.hypot(x - 0.5 * width, y - 0.24 * height) / (0.34 * width)) ** 2))
    glass = tones ** (1.0 / np.clip(light, 0.5, 1.7))[..., None]
    glass = np.clip(glass * (0.72 + 0.34 * light)[..., None], 0, 1)
    bloom = blur(glass**2, 9 * k)
    glass = np.clip(glass + 0.22 * bloom, 0, 1)
    glass = relief(glass, (3.0 * swirl + 1.2 * fbm(shape, 6 * k, rng, 3)) * k, 0.22, 0.25)
    wide = (2.5 + 0.5 * smooth_noise(shape, 26 * k, rng)) * k
    bar = np.sqrt(np.clip(1 - (gap / (wide + 0.7 * k)) ** 2, 0, 1))
    lead = rgb("1d1f24") * (1 + 0.4 * fbm(shape, 4 * k, rng, 3))[..., None]
    lead = relief(lead + 0.05, 5.5 * k * blur(bar.astype(np.float32), 0.6 * k), 0.45, 0.55)
    return mix(glass, lead + 0.05 * bloom, np.clip((wide - gap) / (0.9 * k) + 0.5, 0, 1))


def _cartoon(shape: Shape, k: float) -> tuple[Labels, Field]:
    """Which part of the picture each pixel belongs to (0..), and how long its panes are drawn along x."""
    height, width = shape
    x, y = grid(shape)
    x, y = x / width, y / height
    r = np.hypot((x - 0.5) * width, (y - 0.24) * height) / (768 * k)
    turn = np.arctan2(y - 0.24, (x - 0.5) * width / height)
    region = np.where(np.cos(turn * 11 + 0.9 * np.sin(9 * r)) > 0, 1, 0) + 2 * ((r * 6.5).astype(int) % 2)
    region = np.where(r < 0.115, 4, region)
    region = np.where((r > 0.115) & (r < 0.142), 5, region)
    for base, rise, wave, shift, name in (
        (0.47, 0.075, 7.0, 0.3, 6),
        (0.55, 0.070, 6.0, 2.6, 7),
        (0.63, 0.085, 5.2, 4.3, 8),
        (0.72, 0.06, 6.1, 1.0, 9),
    ):
        region = np.where(y > base - rise * np.sin(wave * x + shift), name, region)
    depth = np.clip((y - 0.50) / 0.5, 0, 1)
    middle = 0.50 + 0.16 * np.sin(depth * 6.5) * (1 - 0.55 * depth)
    river = (np.abs(x - middle) < 0.02 + 0.20 * depth**1.4) & (y > 0.51)
    region = np.where(river, 10 + ((depth * 11 + 1.2 * np.sin(9 * x)).astype(int) % 2), region)
    for side, bloom_x, bloom_y, size in (
        (-1, 0.17, 0.80, 0.105),
        (1, 0.86, 0.86, 0.12),
        (-1, 0.30, 0.92, 0.085),
        (1, 0.68, 0.955, 0.07),
    ):
        dx, dy = (x - bloom_x) * width / height, y - bloom_y
        stem = (np.abs(dx - side * 0.5 * dy * dy) < 0.008) & (dy > 0)
        region = np.where(stem, 15, region)
        leaf = np.hypot((dx + side * 0.5 * size) / 1.0, (dy - 0.9 * size) / 0.45) < 0.42 * size
        region = np.where(leaf, 15, region)
        bearing, far = np.arctan2(dy, dx), np.hypot(dx, dy)
        petal = far < size * (0.62 + 0.38 * np.abs(np.cos(2.5 * bearing)))
        which = ((bearing + np.pi) / (2 * np.pi) * 5 + 0.5 * side).astype(int) % 5
        region = np.where(petal, 20 + which, region)
        region = np.where(far < 0.30 * size, 13, region)
    inset = np.minimum(np.minimum(x, 1 - x) * width, np.minimum(y, 1 - y) * height) / k
    vertical = np.minimum(x, 1 - x) * width < np.minimum(y, 1 - y) * height
    along = np.where(vertical, y * height, x * width) / k
    region = np.where(inset < 34, 30 + (along / 54).astype(int) % 3, region)
    spread = np.where(region >= 6, 2.0, 1.0)
    return region.astype(np.int64), spread.astype(np.float32)


def _panes(shape: Shape, region: Labels, spread: Field, k: float, rng: np.random.Generator) -> Labels:
    """A number for each pane [H, W]: parts of the cartoon cut further by irregular cells."""
    x, y = grid(shape)
    x = (x + 9 * k * smooth_noise(shape, 70 * k, rng)) / (58 * k)
    y = (y + 9 * k * smooth_noise(shape, 70 * k, rng)) / (58 * k)
    jitter = rng.uniform(0.1, 0.9, (64, 64, 2))
    best = np.full(shape, 1e9)
    cell = np.zeros(shape, np.int64)
    wide = x / spread
    for dj in (-1, 0, 1):
        for di in (-1, 0, 1):
            i, j = np.floor(wide).astype(int) + di, np.floor(y).astype(int) + dj
            gap = (i + jitter[j & 63, i & 63, 0] - wide) ** 2 + (j + jitter[j & 63, i & 63, 1] - y) ** 2
            closer = gap < best
            best = np.where(closer, gap, best)
            cell = np.where(closer, (j & 63) * 64 + (i & 63), cell)
    whole = (region == 13) | (region == 5) | (region == 15) | ((region >= 20) & (region < 25)) | (region >= 30)
    panes: Labels = region * 4096 + np.where(whole, 0, cell)
    return panes


def _tones(panes: Labels, region: Labels, rng: np.random.Generator) -> Field:
    """The colour [H, W, 3] of each pane."""
    families = {
        0: "1d4fa8 2f6fc4 173c86",
        1: "4f9bd8 7fc0e0 2f7fc9",
        2: "3a2f92 5a4bb5 26307e",
        3: "6fb8d0 a6d8d6 5b8fd0",
        4: "ffd84a ffc02e fff0a0",
        5: "e8622a",
        6: "6a4fa0 8a5fb0 4f57a8",
        7: "2f8a6f 4fa57a 1f6f70",
        8: "5fa53a 8cbf3f 3f8f45",
        9: "1f6a3a 2f8040 15533a",
        10: "1fa3b5 4fc4c4 1580a8",
        11: "bfe8dc 8fd6d8 e8f5d8",
        13: "ffc52e",
        15: "2fa046",
        20: "c41f3a",
        21: "e8384a",
        22: "d81f5f",
        23: "b5183f",
        24: "f0584a",
        30: "7a1f2f",
        31: "d8912a",
        32: "1f3f7a",
    }
    numbers, first, where = np.unique(panes, return_index=True, return_inverse=True)
    names = region.ravel()[first]
    tones = [
        vary(palette(families[int(n)])[rng.integers(0, len(families[int(n)].split()))], rng, 0.12, 0.03) for n in names
    ]
    return np.clip(np.stack(tones)[where.reshape(panes.shape)], 0.02, 1).astype(np.float32)
