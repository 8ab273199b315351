"""Etching: an old bridge and tower over a river, hatched and cross-hatched in brown-black ink."""

from __future__ import annotations

import math

import numpy as np

from export.artwork.colour import mix, rgb
from export.artwork.noise import Field, Shape, fbm, grid, smooth_noise, smoothstep
from export.artwork.paper import paper
from export.artwork.raster import blur, distance, polygon


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The picture [H, W, 3] in 0..1."""
    k = shape[1] / 768
    tone, angle, line = _plate(shape, k, rng)
    ink = np.zeros((shape[0] * 2, shape[1] * 2), np.float32)
    grain = 0.06 * fbm(shape, 20 * k, rng, 3)
    # Each set of lines goes only where the tone is dark enough for it: lines first, then crossings.
    for turn, threshold, spacing, weight in (
        (0.0, 0.06, 3.4, 1.15),
        (0.85, 0.30, 3.6, 1.1),
        (-0.75, 0.50, 3.6, 1.1),
        (1.57, 0.68, 3.4, 1.15),
        (0.4, 0.82, 3.0, 1.2),
    ):
        lines = np.zeros_like(ink)
        dark = np.clip((tone + grain - threshold) / 0.24, 0, 1)
        _hatch(lines, dark, angle + turn, max(spacing * k, 1.5), weight * k, rng)
        # The needle stops at the edge of a form.
        ink = np.maximum(ink, lines * np.repeat(np.repeat(smoothstep(0.0, 0.12, dark), 2, 0), 2, 1))
    printed = ink.reshape(shape[0], 2, shape[1], 2).mean(axis=(1, 3))
    contour = np.clip(line * (0.75 + 0.5 * smooth_noise(shape, 8 * k, rng)), 0, 1)
    printed = 1.0 - (1.0 - np.clip(printed, 0, 1)) * (1.0 - contour)
    sheet = paper(shape, k, rng)
    x, y = grid(shape)
    margin = np.minimum(np.minimum(x, shape[1] - x), np.minimum(y, shape[0] - y)) / k
    printed = printed * smoothstep(20, 21.5, margin + 0.8 * smooth_noise(shape, 9 * k, rng))
    ground = rgb("efe3c6") * (1 + 0.03 * sheet + 0.05 * fbm(shape, 240 * k, rng, 3))[..., None]
    film = 0.06 * smoothstep(20, 21, margin) * (1 + 0.8 * fbm(shape, 120 * k, rng, 3))
    edge = np.exp(-(((margin - 20) / 1.3) ** 2)) * 0.30
    ground = mix(ground, rgb("8a7350"), np.clip(film + edge, 0, 1))
    bite = printed * (0.93 - 0.10 * np.clip(sheet, -1, 1))
    return np.clip(mix(ground, rgb("2a1c14"), np.clip(bite, 0, 1)), 0, 1).astype(np.float32)


def _plate(shape: Shape, k: float, rng: np.random.Generator) -> tuple[Field, Field, Field]:
    """Darkness 0..1, direction of the first lines, and contours 0..1 of the view, each [H, W]."""
    height, width = shape
    x, y = grid(shape)
    u, v = x / width, y / height
    cloud = fbm(shape, (60 * k, 150 * k), rng, 5)
    light = np.exp(-((np.hypot(u - 0.70, (v - 0.20) * 0.8) / 0.28) ** 2))
    tone = np.clip(0.26 + 0.42 * cloud - 0.45 * light + 0.18 * (0.4 - v), 0, 0.75)
    angle = 0.15 + 0.9 * blur(cloud, 14 * k)
    line = np.zeros(shape, np.float32)

    def lay(form: Field, dark: Field, along: Field, outline: float = 1.0) -> None:
        nonlocal tone, angle, line
        inside = form > 0.5
        edge = np.zeros(shape, bool)
        edge[:, 1:] |= inside[:, 1:] != inside[:, :-1]
        edge[1:] |= inside[1:] != inside[:-1]
        line = np.maximum(
            np.where(inside, 0, line),
            outline * smoothstep(1.7 * k, 0.6 * k, distance(edge)) if edge.any() else 0,
        )
        tone, angle = np.where(inside, dark, tone), np.where(inside, along, angle)

    far = (
        0.50
        - 0.10 * np.exp(-(((u - 0.24) / 0.14) ** 2))
        - 0.05 * np.exp(-(((u - 0.85) / 0.2) ** 2))
        + 0.01 * smooth_noise((1, width), (1, 26 * k), rng)
    )
    lay((v > far) * 1.0, 0.22 + 0.25 * fbm(shape, 30 * k, rng, 3) + 0.25 * (u < 0.24), 0.9 + 0 * u, 0.7)
    shore = 0.575 + 0.012 * smooth_noise((1, width), (1, 60 * k), rng)
    lay(
        (v > shore) * 1.0,
        0.16
        + 0.24 * smooth_noise(shape, (4 * k, 70 * k), rng)
        + 0.5 * smoothstep(0.80, 0.56, v) * (np.abs(u - 0.42) < 0.42),
        0.03 * np.sin(9 * u),
        0.8,
    )
    wall = fbm(shape, 16 * k, rng, 3)
    courses = ((v * 46) % 1.0 < 0.16) | (((u * 34 + 0.5 * (np.floor(v * 46) % 2)) % 1.0) < 0.07)
    for left, right, top, foot in (
        (0.60, 0.725, 0.185, 0.60),
        (0.585, 0.74, 0.165, 0.215),
        (0.725, 0.93, 0.40, 0.60),
    ):
        box = ((u > left) & (u < right) & (v > top) & (v < foot)) * 1.0
        side = smoothstep(left, right, u)
        lay(box, np.clip(0.12 + 0.75 * side + 0.22 * wall + 0.25 * courses, 0, 1), 1.45 + 0.1 * wall)
    for left, right, base, tip in ((0.575, 0.75, 0.165, 0.035), (0.715, 0.94, 0.40, 0.32)):
        roof = polygon(
            shape,
            [
                (left * width, base * height),
                ((left + right) / 2 * width, tip * height),
                (right * width, base * height),
            ],
            2,
        )
        lay(
            roof,
            np.clip(0.30 + 0.75 * smoothstep(left + 0.04, right, u) + 0.2 * wall, 0, 1),
            np.where(u < (left + right) / 2, -0.9, 0.9),
        )
    for cx, cy, half in (
        (0.635, 0.30, 0.011),
        (0.685, 0.30, 0.011),
        (0.66, 0.42, 0.014),
        (0.78, 0.48, 0.012),
        (0.83, 0.48, 0.012),
        (0.88, 0.48, 0.012),
    ):
        hole = (np.abs(u - cx) < half) & (v > cy - 0.6 * half) & (v < cy + 2.6 * half) | (
            np.hypot(u - cx, (v - cy + 0.6 * half) * height / width) < half
        )
        lay(hole * 1.0, 0.95 + 0 * u, 0.2 + 0 * u)
    deck = 0.475 - 0.075 * np.cos((u - 0.33) * 4.2)
    stone = ((v > deck) & (v < 0.64) & (u < 0.61)) * 1.0
    for cx, half, spring in ((0.10, 0.075, 0.59), (0.29, 0.088, 0.585), (0.485, 0.075, 0.59)):
        arch = (np.abs(u - cx) < half) & (
            v > spring - np.sqrt(np.clip(1 - ((u - cx) / half) ** 2, 0, 1)) * half * width / height * 0.95
        )
        ring = np.hypot((u - cx) / half, (v - spring) * height / width / half / 0.95)
        lay(
            ((ring < 1.14) & (v < spring)) * stone,
            0.22 + 0.3 * (np.sin(np.arctan2(v - spring, u - cx) * 26) > 0.6) + 0 * u,
            np.arctan2(v - spring, u - cx),
        )
        stone = np.where(arch, 0, stone)
        inner = arch & (v < spring + 0.035) & (u < cx - half * 0.55)
        lay(inner * 1.0, 0.9 + 0 * u, 1.3 + 0 * u)
    lay(
        stone,
        np.clip(0.30 + 0.3 * wall + 0.3 * courses + 0.35 * smoothstep(0.50, 0.60, v), 0, 1),
        0.05 * np.sin(20 * u) + 0 * v,
    )
    lay(((v > deck - 0.022) & (v < deck + 0.004) & (u < 0.61)) * 1.0, 0.12 + 0.2 * wall, 1.5 + 0 * u)
    for tx, ty, size in ((0.05, 0.43, 0.12), (0.15, 0.47, 0.08), (0.965, 0.46, 0.09)):
        crown = np.hypot((u - tx) / size, (v - ty) * height / width / (1.1 * size)) + 0.32 * fbm(shape, 26 * k, rng, 4)
        leaves = np.clip(0.42 + 0.9 * ((u - tx) + (v - ty)) / size * 0.8 + 0.4 * fbm(shape, 12 * k, rng, 3), 0.1, 1)
        lay((crown < 1) * 1.0, leaves, np.arctan2(v - ty, u - tx) + 1.57 + fbm(shape, 20 * k, rng, 2))
    bank = 0.86 + 0.10 * u - 0.16 * np.exp(-((u / 0.30) ** 2)) + 0.018 * smooth_noise((1, width), (1, 30 * k), rng)
    blades = 1.2 + 0.9 * fbm(shape, 60 * k, rng, 3)
    lay(
        (v > bank) * 1.0,
        np.clip(0.62 + 0.45 * fbm(shape, (10 * k, 26 * k), rng, 3) + 0.5 * (v - 0.9), 0.2, 1),
        -blades,
    )
    hull = polygon(
        shape,
        [
            (0.62 * width, 0.735 * height),
            (0.66 * width, 0.785 * height),
            (0.83 * width, 0.785 * height),
            (0.89 * width, 0.72 * height),
            (0.80 * width, 0.742 * height),
        ],
        2,
    )
    lay(hull, np.clip(0.45 + 2.6 * (u - 0.70), 0.3, 1), 0.06 + 0 * u)
    sail = polygon(
        shape,
        [(0.745 * width, 0.56 * height), (0.745 * width, 0.73 * height), (0.835 * width, 0.725 * height)],
        2,
    )
    lay(sail, 0.10 + 1.6 * np.clip(u - 0.77, 0, 1), 1.1 + 3 * (u - 0.75))
    lay(((np.abs(u - 0.742) < 0.0022) & (v > 0.54) & (v < 0.745)) * 1.0, 0.95 + 0 * u, 1.5 + 0 * u)
    return np.clip(tone, 0, 1), angle, line


def _hatch(ink: Field, dark: Field, angle: Field, spacing: float, weight: float, rng: np.random.Generator) -> None:
    """Scratches tapered lines into `ink` [2H, 2W], in place, where `dark` [H, W] calls for them."""
    height, width = dark.shape
    k = weight
    rows, columns = int(height / spacing) + 1, int(width / (spacing * 4.5)) + 1
    spots = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), -1).reshape(-1, 2) + rng.uniform(
        0, 1, (rows * columns, 2)
    )
    spots = spots * [spacing * 4.5, spacing]
    j, i = np.clip(spots[:, 1].astype(int), 0, height - 1), np.clip(spots[:, 0].astype(int), 0, width - 1)
    level = dark[j, i]
    for (x, y), amount, theta in zip(spots[level > 0.02], level[level > 0.02], angle[j, i][level > 0.02], strict=True):
        if rng.random() > 0.35 + amount:
            continue
        theta = float(theta) + rng.normal(0, 0.035)
        half = spacing * rng.uniform(2.6, 5.4) * (0.6 + 0.5 * float(amount))
        thick = k * (0.55 + 0.75 * float(amount)) * rng.uniform(0.8, 1.2)
        reach = half + 3
        top, left = max(int(2 * (y - reach)), 0), max(int(2 * (x - reach)), 0)
        here = np.s_[top : max(int(2 * (y + reach)), 0), left : max(int(2 * (x + reach)), 0)]
        if 0 in ink[here].shape:
            continue
        high, wide = ink[here].shape
        cos, sin = math.cos(theta), math.sin(theta)
        dy = (np.arange(high, dtype=np.float32)[:, None] + np.float32(top + 0.5 - 2 * y)) / 2
        dx = (np.arange(wide, dtype=np.float32)[None, :] + np.float32(left + 0.5 - 2 * x)) / 2
        a = (dx * cos + dy * sin) / half
        b = dy * cos - dx * sin + 0.06 * half * a * a
        span = thick * np.clip(1.0 - a * a * (0.7 + 0.3 * a), 0, 1)
        np.maximum(ink[here], np.clip((0.5 * span - np.abs(b)) * 2 + 0.5, 0, 1) * (np.abs(a) < 1), out=ink[here])
