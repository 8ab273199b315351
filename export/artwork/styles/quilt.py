"""Colour field: a quilt of warm and cool squares, scumbled chalk and oil on jute."""

from __future__ import annotations

import numpy as np

from export.artwork.brush import Brush, Canvas
from export.artwork.colour import mix, palette, ramp, rgb, vary
from export.artwork.noise import Field, Shape, fbm, grid, smooth_noise, smoothstep
from export.artwork.paper import weave

HUES = palette(
    "7c2d2a b4452f d9763a e9a84c f0cd72 d8c48a a9b07a 6f9a86 3f7f8c 2f5f86 3a3f6e 5d3f6f 94506a c97a7a e9b79a"
)


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The picture [H, W, 3] in 0..1."""
    height, width = shape
    k = max(shape) / 768
    x, y = grid(shape)
    columns = np.concatenate([[0.0], np.cumsum(rng.uniform(0.6, 1.5, 9))])
    rows = np.concatenate([[0.0], np.cumsum(rng.uniform(0.6, 1.5, int(9 * height / width + 0.5)))])
    columns, rows = columns / columns[-1] * width, rows / rows[-1] * height
    # The seams lean and wander as if drawn by hand.
    bent_x = x + k * (16 * smooth_noise(shape, (190 * k, 300 * k), rng) + 3 * smooth_noise(shape, 40 * k, rng))
    bent_y = y + k * (16 * smooth_noise(shape, (300 * k, 190 * k), rng) + 3 * smooth_noise(shape, 40 * k, rng))
    i = np.clip(np.searchsorted(columns, bent_x.ravel()).reshape(shape) - 1, 0, len(columns) - 2)
    j = np.clip(np.searchsorted(rows, bent_y.ravel()).reshape(shape) - 1, 0, len(rows) - 2)
    gap_x = np.minimum(bent_x - columns[i], columns[i + 1] - bent_x)
    gap_y = np.minimum(bent_y - rows[j], rows[j + 1] - bent_y)
    seam = np.minimum(gap_x, gap_y) / k
    u = (bent_x - columns[i]) / (columns[i + 1] - columns[i])
    v = (bent_y - rows[j]) / (rows[j + 1] - rows[j])
    count = (len(rows) - 1, len(columns) - 1)
    warm = smooth_noise(count, 3.2, rng) * 4.0 + 7 + rng.normal(0, 1.6, count)
    value = rng.normal(0.0, 0.16, count) + 0.25 * ((np.indices(count).sum(axis=0) % 2) - 0.5)
    tones = np.stack([vary(tone, rng, 0.03, 0.02) for tone in HUES[np.mod(warm, len(HUES)).astype(int).ravel()]])
    tones = np.clip(tones * (1 + value.ravel())[:, None], 0, 1)
    cell = j * count[1] + i
    colour = tones[cell]
    kind = rng.choice(5, len(tones), p=[0.52, 0.16, 0.12, 0.10, 0.10])[cell]
    other = tones[rng.permutation(len(tones))][cell]
    lift = smooth_noise(shape, 3 * k, rng) * 0.02
    split = smoothstep(-0.015, 0.015, u + v - 1 + lift)
    colour = np.where((kind == 1)[..., None], mix(colour, other, split), colour)
    inner = smoothstep(0.30, 0.28, np.maximum(np.abs(u - 0.5), np.abs(v - 0.5)) + lift)
    colour = np.where((kind == 2)[..., None], mix(colour, other, inner), colour)
    disc = smoothstep(0.33, 0.31, np.hypot(u - 0.5, v - 0.5) + lift)
    colour = np.where((kind == 3)[..., None], mix(colour, other, disc), colour)
    bars = smoothstep(0.0, 0.12, np.sin(v * 19) + lift * 8)
    colour = np.where((kind == 4)[..., None], mix(colour, other, 0.8 * bars), colour)
    seat = smoothstep(5.0, 0.8, seam + 1.6 * smooth_noise(shape, 5 * k, rng))
    colour = mix(colour, colour * rgb("5a4438") * 1.0, 0.75 * seat)

    jute = weave(shape, 1.35 * k, rng)
    canvas = Canvas(mix(np.broadcast_to(rgb("8d6f4c"), (*shape, 3)), colour, 0.45), k, rng)
    turn = (rng.choice([0.0, 1.57, 0.6, -0.6], len(tones))[cell] + 0.1 * fbm(shape, 60 * k, rng, 2)).astype(np.float32)
    canvas.cover(colour, turn, 7, (13, 22), (7, 11), Brush(dry=0.35, thickness=0.6, square=12), light=0.06, hue=0.025)
    canvas.cover(
        colour,
        turn + 0.5,
        11,
        (10, 20),
        (5, 9),
        Brush(dry=0.75, thickness=0.9, opacity=0.85),
        light=0.16,
        hue=0.045,
        pair=0.08,
    )
    canvas.colour = mix(canvas.colour, colour, 0.45)
    # Chalk catches on the high threads only.
    chalk = smoothstep(0.25, 0.9, jute + 0.9 * fbm(shape, 34 * k, rng, 4))
    canvas.colour = mix(canvas.colour, np.clip(colour * 0.55 + 0.5, 0, 1), 0.42 * chalk)
    lines = smoothstep(0.75, 1.0, np.sin((x * np.cos(turn) + y * np.sin(turn)) / (2.1 * k)))
    scratched = lines * smoothstep(0.1, 0.5, smooth_noise(shape, 90 * k, rng))
    canvas.colour = mix(canvas.colour, canvas.colour * 0.55, 0.5 * scratched)
    canvas.colour = mix(
        canvas.colour,
        ramp(palette("2f2320 5b4331"), fbm(shape, 30 * k, rng, 2) * 0.5 + 0.5),
        0.72 * smoothstep(2.6, 0.6, seam + smooth_noise(shape, 4 * k, rng)),
    )
    canvas.height = canvas.height + 0.75 * k * jute
    return canvas.lit(0.30, 0.03)
