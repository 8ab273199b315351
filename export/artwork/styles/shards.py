"""Cubist shards: guitar, bottle and glass broken into facets of ochre, slate and rose."""

from __future__ import annotations

import numpy as np

from export.artwork.brush import Brush, Canvas
from export.artwork.colour import mix, palette, ramp, rgb, vary
from export.artwork.noise import Field, Labels, Shape, fbm, grid, smoothstep
from export.artwork.paper import weave
from export.artwork.raster import blur, curve, distance, polygon, sample

GUITAR = (
    (0.0, -0.30),
    (0.14, -0.27),
    (0.17, -0.15),
    (0.11, -0.02),
    (0.21, 0.12),
    (0.18, 0.29),
    (0.0, 0.35),
    (-0.18, 0.29),
    (-0.21, 0.12),
    (-0.11, -0.02),
    (-0.17, -0.15),
    (-0.14, -0.27),
)
BOTTLE = (
    (-0.028, -0.34),
    (0.028, -0.34),
    (0.03, -0.16),
    (0.085, -0.06),
    (0.085, 0.32),
    (-0.085, 0.32),
    (-0.085, -0.06),
    (-0.03, -0.16),
)
GOBLET = (
    (-0.085, -0.16),
    (0.085, -0.16),
    (0.07, -0.02),
    (0.012, 0.05),
    (0.012, 0.15),
    (0.07, 0.18),
    (-0.07, 0.18),
    (-0.012, 0.15),
    (-0.012, 0.05),
    (-0.07, -0.02),
)


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The picture [H, W, 3] in 0..1."""
    height, width = shape
    k = height / 768
    x, y = grid(shape)
    shard, count = _split(shape, 46, rng)
    edge = np.zeros(shape, bool)
    edge[:, 1:] |= shard[:, 1:] != shard[:, :-1]
    edge[1:] |= shard[1:] != shard[:-1]
    gap = distance(edge) / k
    still, lines = _still_life(shape, k)
    size = np.bincount(shard.ravel(), minlength=count).clip(1)
    mid_x, mid_y = (np.bincount(shard.ravel(), f.ravel(), count) / size for f in (x, y))
    # Every facet sees the things from a place of its own.
    turn, shift, zoom = (
        rng.normal(0, 0.16, count),
        rng.normal(0, 20 * k, (count, 2)),
        rng.uniform(0.88, 1.12, count),
    )
    dx, dy = x - mid_x[shard], y - mid_y[shard]
    cos, sin = (np.cos(turn) * zoom)[shard], (np.sin(turn) * zoom)[shard]
    px = mid_x[shard] + dx * cos - dy * sin + shift[shard, 0]
    py = mid_y[shard] + dx * sin + dy * cos + shift[shard, 1]
    seen, drawn = sample(still, px, py), sample(lines, px, py)
    tints = palette("d9b26a b5874a 8f9aa0 4f5f6f c98f7a e6d3a8 6f7a5a 3a3f4f a56a45 b9b5a0")
    own = np.stack([vary(tints[rng.integers(0, len(tints))], rng, 0.08, 0.02) for _ in range(count)])[shard]
    colour = mix(seen, own, rng.choice([0.25, 0.45, 0.7], count, p=[0.45, 0.35, 0.2])[shard])
    lean = rng.uniform(0, 2 * np.pi, count)
    ramp_way = (dx * np.cos(lean)[shard] + dy * np.sin(lean)[shard]) / np.sqrt(size)[shard]
    light = 1.04 + 0.78 * ramp_way + 0.05 * fbm(shape, 60 * k, rng, 2)
    colour = np.clip(colour * np.clip(light, 0.45, 1.5)[..., None], 0, 1)
    # One edge of a facet catches light, the other sinks into shadow.
    rim = smoothstep(15, 0, gap)
    colour = mix(colour, rgb("f6e8c8"), 0.5 * rim * (ramp_way > 0.12))
    colour = mix(colour, rgb("1d1a20"), 0.55 * rim * (ramp_way < -0.05))
    pattern = rng.choice(6, count, p=[0.62, 0.10, 0.09, 0.07, 0.06, 0.06])[shard]
    across = dx * np.cos(lean)[shard] + dy * np.sin(lean)[shard]
    stripes = smoothstep(0.1, 0.4, np.sin(across / (3.0 * k)))
    colour = np.where((pattern == 1)[..., None], mix(colour, rgb("2a2020"), 0.42 * stripes), colour)
    checks = ((np.floor(dx / (13 * k)) + np.floor(dy / (13 * k))) % 2) == 0
    colour = np.where(((pattern == 2) & checks)[..., None], colour * 0.62, colour)
    dots = np.hypot((dx / (11 * k)) % 1.0 - 0.5, (dy / (11 * k)) % 1.0 - 0.5) < 0.24
    colour = np.where(((pattern == 3) & dots)[..., None], mix(colour, rgb("f0e3c0"), 0.75), colour)
    grained = smoothstep(0.1, 0.6, np.sin(dy / (3.4 * k) + 5 * fbm(shape, (160 * k, 40 * k), rng, 3)))
    colour = np.where((pattern == 4)[..., None], mix(colour, rgb("7a4a25"), 0.5 * grained), colour)

    canvas = Canvas(mix(colour * 0.8, rgb("6a5236"), 0.4), k, rng)
    way = (lean + rng.choice([0.0, 1.57], count))[shard].astype(np.float32)
    inner = np.clip(smoothstep(3, 9, gap) + 0.25, 0, 1)
    canvas.cover(
        colour,
        way,
        8,
        (18, 30),
        (8, 12),
        Brush(dry=0.2, square=14, thickness=0.7),
        light=0.04,
        hue=0.012,
        sway=0.05,
        where=inner,
    )
    thin = Brush(dry=0.5, square=12, thickness=0.8, opacity=0.8)
    canvas.cover(colour, way, 8, (10, 18), (4, 7), thin, light=0.07, hue=0.02, sway=0.06, where=inner, pair=0.05)
    # Scraped back, so that the facets keep their edges.
    canvas.colour = mix(canvas.colour, colour, 0.42)
    seam = smoothstep(2.5, 0.9, gap + 0.9 * fbm(shape, 12 * k, rng, 3)) * (
        0.55 + 0.45 * smoothstep(-0.2, 0.3, fbm(shape, 70 * k, rng, 2))
    )
    canvas.colour = mix(canvas.colour, rgb("1c181c"), 0.85 * seam)
    canvas.colour = mix(canvas.colour, rgb("17141a"), 0.95 * drawn * (0.8 + 0.3 * fbm(shape, 9 * k, rng, 2)))
    canvas.height = canvas.height + 0.45 * k * weave(shape, k, rng) - 0.7 * k * blur(seam, 0.7 * k)
    vignette = smoothstep(0.75, 0.42, np.hypot((x / width - 0.5), (y / height - 0.5) * 0.95))
    canvas.colour = mix(canvas.colour, canvas.colour * rgb("8a7a68"), 0.6 * (1 - vignette))
    canvas.colour = np.clip(
        canvas.colour.mean(-1, keepdims=True) + 1.3 * (canvas.colour - canvas.colour.mean(-1, keepdims=True)),
        0,
        1,
    )
    return canvas.lit(0.24, 0.05)


def _split(shape: Shape, cuts: int, rng: np.random.Generator) -> tuple[Labels, int]:
    """Breaks the picture by cuts, the largest piece each time: labels [H, W] and how many there are."""
    height, width = shape
    x, y = grid(shape)
    label = np.zeros(shape, np.int64)
    slants = np.array([0.35, 1.05, 1.9, 2.6])
    for number in range(1, cuts):
        weight = np.bincount(label.ravel(), minlength=number).astype(float)
        piece = int(weight.argmax())
        ys, xs = np.nonzero(label == piece)
        if len(xs) < 40:
            break
        spread = np.array([np.std(xs * np.cos(a) + ys * np.sin(a)) for a in slants])
        slant = slants[int((spread * rng.uniform(0.6, 1.4, 4)).argmax())] + rng.normal(0, 0.12)
        across = x * np.cos(slant) + y * np.sin(slant)
        place = float(np.quantile(across[label == piece], rng.uniform(0.36, 0.64)))
        bow = rng.choice([0.0, 0.0, 0.0, 1.0]) * rng.normal(0, 0.0016) * 768 / max(shape)
        along = y * np.cos(slant) - x * np.sin(slant) - float(np.mean(ys * np.cos(slant) - xs * np.sin(slant)))
        label = np.where((label == piece) & (across + bow * along * along > place), number, label)
    return label, int(label.max()) + 1


def _still_life(shape: Shape, k: float) -> tuple[Field, Field]:
    """The things on the table before they break: colours [H, W, 3] and drawn lines [H, W] in 0..1."""
    height, width = shape
    x, y = grid(shape)
    colour = ramp(palette("5f6f7a 8f979a c9b998 d9c59a"), np.clip(y / height * 1.1, 0, 1))
    lines = np.zeros(shape, np.float32)

    def place(
        knots: tuple[tuple[float, float], ...], cx: float, cy: float, slant: float, tones: str, smooth: bool
    ) -> tuple[Field, Field]:
        nonlocal colour, lines
        bent = curve((*knots, knots[0]), 120) if smooth else np.array([*knots, knots[0]], np.float32)
        turn = np.array([[np.cos(slant), np.sin(slant)], [-np.sin(slant), np.cos(slant)]])
        inside = polygon(shape, (bent * height) @ turn + [cx * width, cy * height], 2)
        back = np.stack([x - cx * width, y - cy * height], -1) @ turn.T / height
        tone = ramp(palette(tones), np.clip(0.5 + 2.2 * back[..., 0], 0, 1))
        colour = mix(colour, tone, inside)
        rim = (inside > 0.5) ^ (blur(inside, 1.3 * k) > 0.5)
        near = np.abs(distance(inside > 0.5) - distance(inside < 0.5)) if inside.any() else 1e3 + 0 * x
        lines = np.maximum(lines * (1 - 0.7 * inside), smoothstep(2.6 * k, 0.8 * k, near) * (1 - 0 * rim))
        return back[..., 0], back[..., 1]

    table = polygon(shape, [(0, 0.70 * height), (width, 0.60 * height), (width, height), (0, height)], 2)
    colour = mix(colour, ramp(palette("7a4f2f a5713f c9995a"), np.clip(x / width, 0, 1)), table)
    place(BOTTLE, 0.76, 0.38, 0.06, "1f3a30 3f6f55 9fb58a", False)
    u, v = place(GUITAR, 0.40, 0.58, 0.35, "e9b865 c98a3f 7a4520", True)
    hole = np.hypot(u, v + 0.03)
    colour = mix(colour, rgb("1d1518"), smoothstep(0.062, 0.058, hole))
    lines = np.maximum(lines, smoothstep(0.006, 0.003, np.abs(hole - 0.072)))
    neck = (np.abs(u) < 0.030) & (v < -0.05) & (v > -0.68)
    colour = np.where(neck[..., None], rgb("3a2420"), colour)
    for string in (-0.018, -0.009, 0.0, 0.009, 0.018):
        lines = np.maximum(lines, smoothstep(0.0026, 0.0012, np.abs(u - string)) * (v > -0.62) * (v < 0.2) * 0.9)
    colour = np.where(((np.abs(v - 0.2) < 0.012) & (np.abs(u) < 0.07))[..., None], rgb("2a1a16"), colour)
    place(GOBLET, 0.80, 0.70, -0.05, "dfe6e0 a9b9b8 6f858c", False)
    return np.clip(colour, 0, 1), np.clip(lines, 0, 1)
