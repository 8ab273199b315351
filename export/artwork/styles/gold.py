"""Gold pattern: flowing bands of spirals, eyes, checks and blossoms over leaf gold, in the taste of 1900."""

from __future__ import annotations

import numpy as np

from export.artwork.colour import mix, palette, ramp, rgb
from export.artwork.noise import Field, Mask, Shape, fbm, grid, smooth_noise, smoothstep
from export.artwork.paper import relief
from export.artwork.raster import blur

BANDS = 26


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The picture [H, W, 3] in 0..1."""
    height, width = shape
    k = height / 768
    x, y = grid(shape)
    x, y = x / k, y / k
    stream = (
        0.62 * x + 0.20 * y + 74 * np.sin(y / 118 + 0.7) + 40 * np.sin(x / 97 - y / 210) + 26 * np.sin(y / 55 + x / 140)
    )
    along = y - 0.25 * x + 50 * np.sin(x / 130)
    down, across = np.gradient(stream)
    steep = np.hypot(down, across) * k
    edges = np.cumsum(np.concatenate([[float(stream.min()) - 1], rng.choice([14, 22, 34, 48, 60], BANDS)]))
    band = np.clip(np.searchsorted(edges, stream.ravel()).reshape(shape) - 1, 0, BANDS - 1)
    low, top = edges[band], edges[np.minimum(band + 1, BANDS)]
    v = (stream - low) / (top - low)
    gap = np.minimum(stream - low, top - stream) / np.maximum(steep, 0.2)
    across_band = (top - low) / np.maximum(blur(steep, 40 * k), 0.3)
    leaf = _leaf(shape, k, rng)
    colour, raised = leaf, 0.6 * smooth_noise(shape, 30 * k, rng)
    for number in range(BANDS):
        inside = band == number
        if inside.any():
            size = float(np.median(across_band[inside]))
            kind = int(rng.integers(0, 6)) if size > 20 else int(rng.integers(6, 8))
            _fill(colour, raised, inside, kind, (along, v, size), rng)
    outline = smoothstep(2.3, 1.1, gap + 0.5 * smooth_noise(shape, 9 * k, rng))
    colour = mix(colour, rgb("2a1a10"), outline)
    rim = smoothstep(4.6, 3.8, gap) * (1 - outline)
    colour = mix(colour, rgb("f3cf6a"), 0.85 * rim)
    raised = raised + 1.6 * rim - 0.8 * outline
    _medallions(colour, raised, k, rng)
    worn = fbm(shape, 3.0 * k, rng, 3)
    colour = colour * (1 + 0.07 * worn + 0.06 * fbm(shape, 90 * k, rng, 3))[..., None]
    return relief(np.clip(colour, 0, 1), blur(k * (1.7 * raised + 0.35 * worn), 0.7 * k), 0.38, 0.42)


def _leaf(shape: Shape, k: float, rng: np.random.Generator) -> Field:
    """Leaf gold [H, W, 3]: overlapping squares, each with its own sheen, worn to the red clay under it."""
    x, y = grid(shape)
    size = 52 * k
    i = ((x + 5 * k * smooth_noise(shape, 40 * k, rng)) / size).astype(int) & 63
    j = ((y + 5 * k * smooth_noise(shape, 40 * k, rng)) / size).astype(int) & 63
    sheen = rng.uniform(-0.16, 0.16, (64, 64))[j, i] + 0.35 * fbm(shape, 60 * k, rng, 5)
    gold = ramp(palette("7a4a1c b07a2a d6a440 efcb6c fbe9a8"), np.clip(0.52 + 0.75 * sheen, 0, 1))
    bare = smoothstep(0.55, 0.85, fbm(shape, 24 * k, rng, 5, 0.7))
    return mix(gold, rgb("8a3a22"), 0.6 * bare)


def _fill(
    colour: Field,
    raised: Field,
    inside: Mask,
    kind: int,
    frame: tuple[Field, Field, float],
    rng: np.random.Generator,
) -> None:
    """Fills a band, in place, with one of eight patterns; frame: way along, across 0..1, width (units)."""
    along, v, size = frame
    s, t = along[inside] / size, v[inside]
    grounds = palette("1f2a44 7a1f24 1f5a5a 3a2350 0f0d12 e9dcb8 2f5a33 b5562a")
    ground, bright = (
        grounds[rng.integers(0, 8)],
        palette("f7e3a0 e9b440 c23b2a f3efe0 6fb0b5 d98fa0")[rng.integers(0, 6)],
    )
    base = colour[inside]
    i, u = np.floor(s), s - np.floor(s)
    r, turn = np.hypot(u - 0.5, t - 0.5), np.arctan2(t - 0.5, u - 0.5)
    strong = 0.9
    if kind == 0:
        mark = smoothstep(0.10, 0.25, np.cos(turn * np.where(i % 2 == 0, 1, -1) - 26 * r)) * smoothstep(0.50, 0.46, r)
        strong = 0.25
    elif kind == 1:
        mark = smoothstep(0.06, -0.06, np.abs(u - 0.5) * 2 - t) * smoothstep(0.1, 0.14, t)
    elif kind == 2:
        eye = np.abs(t - 0.5) - 0.36 * np.cos((u - 0.5) * np.pi) ** 1.3
        mark = smoothstep(0.02, -0.02, eye) * (1 - smoothstep(0.17, 0.14, r)) + smoothstep(0.08, 0.05, r)
    elif kind == 3:
        cells = 4.0
        a, b = np.floor(u * cells), np.floor(t * cells)
        mark = (((a + b) % 2) == 0) * 1.0
        strong = 0.85
    elif kind == 4:
        petals = 0.26 + 0.17 * np.cos(turn * 6)
        mark = smoothstep(0.02, -0.02, r - petals) - smoothstep(0.11, 0.09, r) + smoothstep(0.06, 0.04, r)
    elif kind == 5:
        mark = smoothstep(0.2, 0.4, np.cos(r * 40)) * smoothstep(0.5, 0.47, r)
        strong = 0.55
    elif kind == 6:
        mark = smoothstep(0.34, 0.28, np.hypot(u - 0.5, t - 0.5))
    else:
        mark = smoothstep(0.1, 0.2, np.abs(((s * 1.5 + t) % 1.0) - 0.5) * 2 - 0.5)
    tinted = mix(base, ground, strong)
    other = mix(np.broadcast_to(bright, base.shape), base, 0.35)
    mark = np.clip(mark, 0, 1)
    colour[inside] = mix(tinted, other, mark)
    raised[inside] += 1.3 * mark


def _medallions(colour: Field, raised: Field, k: float, rng: np.random.Generator) -> None:
    """Scatters round blossoms and spirals over the bands, in place."""
    shape: Shape = colour.shape[:2]
    x, y = grid(shape)
    taken: list[tuple[float, float, float]] = []
    for _ in range(400):
        size = float(rng.choice([16, 22, 30, 42, 60], p=[0.25, 0.25, 0.22, 0.18, 0.10])) * k
        cx, cy = rng.uniform(0, shape[1]), rng.uniform(0, shape[0])
        if any(np.hypot(cx - a, cy - b) < size + c + 5 * k for a, b, c in taken) or len(taken) > 34:
            continue
        taken.append((cx, cy, size))
        top, left = max(int(cy - size) - 3, 0), max(int(cx - size) - 3, 0)
        here = np.s_[top : int(cy + size) + 4, left : int(cx + size) + 4]
        dx, dy = x[here] - cx, y[here] - cy
        r, turn = np.hypot(dx, dy) / size, np.arctan2(dy, dx)
        tones = palette(
            rng.choice(
                [
                    "2a1a10 f3cf6a 8e1f2a f7ead0",
                    "0f2f3f f0c85a 2f8a8a f7f0dc",
                    "3a1030 f3cf6a c2506a ffe9c0",
                    "1a1a1a e9b440 d8702f f5e6c0",
                ]
            )
        )
        spiral = smoothstep(-0.05, 0.25, np.cos(turn - 5.6 * np.pi * r))
        rays = smoothstep(-0.1, 0.3, np.cos(turn * rng.integers(8, 15)) - 0.9 * (r - 0.6))
        mark = (
            spiral if rng.random() < 0.55 else rays * (r > 0.42) + smoothstep(-0.1, 0.2, np.cos(r * 28)) * (r <= 0.42)
        )
        face = mix(np.broadcast_to(tones[1], (*r.shape, 3)), tones[2] if rng.random() < 0.6 else tones[0], mark)
        face = np.where((r > 0.86)[..., None], tones[3], face)
        inside = np.clip((1 - r) * size + 0.5, 0, 1)
        ring = smoothstep(1.0, 0.96, r) * smoothstep(0.90, 0.94, r) + smoothstep(0.87, 0.85, r) * smoothstep(
            0.80, 0.83, r
        )
        face = mix(face, tones[0], np.clip(ring, 0, 1))
        colour[here] = mix(colour[here], face, inside)
        raised[here] = raised[here] * (1 - inside) + inside * (
            1.2 * (1 - mark) + 1.4 * np.sqrt(np.clip(1 - r * r, 0, 1))
        )
