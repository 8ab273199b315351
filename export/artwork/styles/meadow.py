"""Pointillist meadow: poppies under a summer sky, built of dots of pure, neighbouring and opposite hues."""

from __future__ import annotations

import numpy as np

from export.artwork.colour import mix, palette, ramp, rgb
from export.artwork.noise import Field, Shape, fbm, grid, smooth_noise, smoothstep
from export.artwork.paper import relief, weave
from export.artwork.raster import blur


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The picture [H, W, 3] in 0..1."""
    scale = shape[1] / 768
    target = _scene(shape, scale, rng)
    canvas = mix(np.broadcast_to(rgb("e9dcc0"), (*shape, 3)), target, 0.35)
    heights = 0.35 * weave(shape, scale, rng)
    for radius, spacing, hue in ((5.2, 6.0, 0.10), (4.2, 5.0, 0.16), (3.2, 5.2, 0.20)):
        _dots(canvas, heights, target, radius * scale, max(spacing * scale, 2.0), hue, rng)
    return relief(canvas, blur(heights, 0.6 * scale), 0.30, 0.05)


def _scene(shape: Shape, scale: float, rng: np.random.Generator) -> Field:
    """What the dots show [H, W, 3]: sky and clouds, far hills, trees, a path, grass and poppies."""
    x, y = grid(shape)
    x, y = x / shape[1], y / shape[0]
    clouds = fbm(shape, (70 * scale, 190 * scale), rng, 5) - 0.25 + 0.9 * (0.22 - np.abs(y - 0.2))
    colour = ramp(palette("4f8fd0 7db4e2 b9d8e8 f6e3c0"), np.clip(y / 0.45, 0, 1))
    colour = mix(
        colour,
        ramp(palette("c9b4d8 fff3dc fffdf2"), smoothstep(0.0, 0.7, clouds)),
        smoothstep(-0.1, 0.25, clouds),
    )
    for base, rise, cell, tones in (
        (0.43, 0.10, 0.33, "8f9fce b7b4d6"),
        (0.46, 0.07, 0.2, "6a8fb0 8fb59a"),
    ):
        edge = base - rise * (0.5 + 0.5 * smooth_noise((1, shape[1]), (1, cell * shape[1]), rng))
        tone = ramp(palette(tones), np.clip((y - edge) * 9, 0, 1))
        colour = mix(colour, tone, smoothstep(edge - 0.004, edge + 0.004, y))
    grass_edge = 0.47 + 0.02 * np.sin(5 * x)
    depth = np.clip((y - grass_edge) / 0.53, 0, 1)
    bands = fbm(shape, (16 * scale, 120 * scale), rng, 4)
    grass = ramp(palette("c8cf6a 9fbf4a 6fa53f 3f8a45 2c6a4c"), np.clip(depth + 0.25 * bands, 0, 1))
    colour = mix(colour, grass, smoothstep(grass_edge, grass_edge + 0.01, y))
    middle = 0.63 - 0.16 * np.sin(depth * 3.2) * (1 - depth) + 0.1 * depth
    path = smoothstep(1.0, 0.8, np.abs(x - middle) / (0.012 + 0.12 * depth**1.3))
    shade = smoothstep(-0.2, 0.5, fbm(shape, (30 * scale, 90 * scale), rng, 3))
    colour = mix(colour, ramp(palette("e9c79a f7e3bd a98bb5"), shade), path * smoothstep(0.0, 0.02, depth))
    for tx, ty, size in ((0.13, 0.36, 0.15), (0.27, 0.41, 0.085), (0.90, 0.37, 0.12), (0.80, 0.42, 0.06)):
        ragged = 0.25 * fbm(shape, 40 * scale, rng, 4)
        crown = np.hypot((x - tx) / size, (y - ty) / (1.15 * size)) + ragged
        lit = np.clip(0.5 + 0.9 * ((tx - x) + (ty - y)) / size + 0.5 * fbm(shape, 22 * scale, rng, 3), 0, 1)
        leaves = ramp(palette("1d3f5f 22624a 4b9440 a8c34b f1dd6a"), lit)
        trunk = smoothstep(0.018, 0.012, np.abs(x - tx) / (size * 6) * 1.0 + 0 * y) * (y > ty) * (y < ty + 1.35 * size)
        cast = np.hypot((x - tx - 0.5 * size) / (1.3 * size), (y - ty - 1.35 * size) / (0.16 * size))
        colour = mix(colour, rgb("2f4f7a"), 0.75 * smoothstep(1.1, 0.7, cast))
        colour = mix(colour, rgb("4a2f55"), np.clip(trunk, 0, 1))
        colour = mix(colour, leaves, smoothstep(1.05, 0.95, crown))
    patches = smooth_noise(shape, (36 * scale, 110 * scale), rng) + 0.5 * depth
    count = 950
    for _ in range(count):
        px, t = rng.random(), rng.random() ** 0.7
        j, i = min(int((0.49 + 0.51 * t) * shape[0]), shape[0] - 1), min(int(px * shape[1]), shape[1] - 1)
        if patches[j, i] < 0.15 or path[j, i] > 0.3:
            continue
        size = (1.5 + 7.5 * t) * scale * rng.uniform(0.7, 1.2)
        hue = rgb(rng.choice(["e8321f", "f0482c", "d81e3a", "f5f0e0", "5a63c8"], p=[0.35, 0.25, 0.2, 0.1, 0.1]))
        reach = int(size) + 1
        here = np.s_[max(j - reach, 0) : j + reach + 1, max(i - reach, 0) : i + reach + 1]
        inside = np.hypot((x[here] * shape[1] - i) / 1.15, y[here] * shape[0] - j) < size
        upper = np.clip(1.1 - (y[here] * shape[0] - j) / (3 * size), 0.7, 1.2)[..., None]
        colour[here] = np.where(inside[..., None], hue * upper, colour[here])
    return np.clip(colour, 0, 1)


def _dots(
    canvas: Field,
    heights: Field,
    target: Field,
    radius: float,
    spacing: float,
    hue: float,
    rng: np.random.Generator,
) -> None:
    """Sets dots of about `radius` pixels, every `spacing` pixels, onto the canvas, in place."""
    rows, columns = int(canvas.shape[0] / spacing) + 1, int(canvas.shape[1] / spacing) + 1
    spots = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), -1).reshape(-1, 2).astype(np.float64)
    spots = (spots + rng.uniform(0, 1, spots.shape)) * spacing
    for x, y in rng.permutation(spots):
        j, i = min(int(y), canvas.shape[0] - 1), min(int(x), canvas.shape[1] - 1)
        colour = target[j, i]
        draw = rng.random()
        grey = float(colour.mean())
        if draw < 0.14:
            # The opposite hue at the same lightness: what makes the colours of a pointillist picture vibrate.
            colour = np.clip(2 * grey - colour * 0.9, 0, 1)
        colour = np.clip(grey + (colour - grey) * rng.uniform(1.1, 1.7) + rng.normal(0, hue, 3) * 0.6, 0, 1)
        size = radius * rng.uniform(0.7, 1.15)
        reach = int(size * 1.3) + 2
        here = np.s_[max(j - reach, 0) : j + reach + 1, max(i - reach, 0) : i + reach + 1]
        high, wide = canvas[here].shape[:2]
        dy = np.arange(high, dtype=np.float32)[:, None] + np.float32(max(j - reach, 0) + 0.5 - y)
        dx = np.arange(wide, dtype=np.float32)[None, :] + np.float32(max(i - reach, 0) + 0.5 - x)
        turn = rng.uniform(0, 3.14)
        u, v = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
        r = np.sqrt(u * u + (1.35 * v) ** 2)
        alpha = np.clip((size - r) * 1.2 + 0.5, 0, 1) * 0.96
        swirl = 1.0 + 0.08 * np.sin(3 * v)
        canvas[here] += (colour * swirl[..., None] - canvas[here]) * alpha[..., None]
        dome = radius * 0.35 * (0.6 + 0.6 * np.clip(r / size, 0, 1) ** 2)
        heights[here] += (0.4 * heights[here] + dome - heights[here]) * alpha
