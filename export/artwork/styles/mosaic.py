"""Mosaic: two fish among waves, in hand-cut stone and gold glass set along the forms in pale grout."""

from __future__ import annotations

import numpy as np

from export.artwork.colour import mix, palette, ramp, rgb, vary
from export.artwork.noise import Field, Labels, Shape, fbm, grid, smoothstep
from export.artwork.paper import relief
from export.artwork.raster import blur, curve, distance, polygon

FISH_BACK = (
    (0.0, 0.0),
    (0.10, -0.085),
    (0.28, -0.15),
    (0.50, -0.14),
    (0.70, -0.07),
    (0.80, -0.03),
    (0.93, -0.13),
    (1.0, -0.17),
)
FISH_BELLY = (
    (1.0, 0.15),
    (0.94, 0.10),
    (0.80, 0.03),
    (0.66, 0.08),
    (0.46, 0.13),
    (0.25, 0.12),
    (0.09, 0.06),
    (0.0, 0.0),
)


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The picture [H, W, 3] in 0..1."""
    k = shape[1] / 768
    target, angle, gold = _design(shape, k, rng)
    owner, rim, tiles = _tessellate(shape, angle, max(11.0 * k, 4.0), rng)
    # Stone and glass are purer in colour than the cartoon.
    grey = target.mean(axis=-1, keepdims=True)
    target = np.clip(grey + 1.3 * (target - grey), 0.0, 1.0)
    pigments = np.stack([vary(target[int(y), int(x)], rng, 0.12, 0.03) for x, y in tiles])
    shine = np.array([gold[int(y), int(x)] for x, y in tiles], np.float32)
    tilt = rng.normal(0, 1, (len(tiles), 2)).astype(np.float32)
    stone = pigments[owner] * (1 + 0.07 * fbm(shape, 5 * k, rng, 3) + 0.05 * fbm(shape, 1.6 * k, rng, 2))[..., None]
    x, y = grid(shape)
    local_x, local_y = x - tiles[owner, 0], y - tiles[owner, 1]
    face = smoothstep(0.9 * k, 1.9 * k, rim)
    slope = 0.05 * (tilt[owner, 0] * local_x + tilt[owner, 1] * local_y)
    heights = 3.2 * k * smoothstep(0.4 * k, 3.4 * k, rim) + slope * face + 0.25 * k * fbm(shape, 3 * k, rng, 3)
    glint = np.clip(0.5 - 0.35 * tilt[owner, 0] - 0.35 * tilt[owner, 1], 0, 1.4) * shine[owner]
    stone = stone * (1 + 0.35 * (glint - 0.45 * shine[owner]))[..., None] + (0.20 * glint**2)[..., None] * rgb("fff0b0")
    grout = rgb("a3957e") * (0.82 + 0.10 * fbm(shape, 3 * k, rng, 3) + 0.06 * fbm(shape, 60 * k, rng, 2))[..., None]
    shadow = blur((rim > 1.5 * k).astype(np.float32), 1.2 * k)
    colour = mix(grout * (0.62 + 0.5 * (1 - shadow))[..., None], stone, face)
    return relief(colour, blur(heights, 0.5 * k), 0.34, 0.10)


def _design(shape: Shape, k: float, rng: np.random.Generator) -> tuple[Field, Field, Field]:
    """Colours [H, W, 3], directions of the rows [H, W] and where gold is set [H, W], of the cartoon."""
    height, width = shape
    x, y = grid(shape)
    waves = y / k + 16 * np.sin(x / k / 62) + 9 * np.sin(x / k / 33 + y / k / 50)
    band = 0.5 + 0.5 * np.sin(waves / 17)
    colour = ramp(
        palette("12324f 1c5573 2f7f8f 6fb3a8 d8e0c4"),
        np.clip(band * 0.95 + 0.12 * fbm(shape, 60 * k, rng, 2), 0, 1),
    )
    down, across = np.gradient(waves)
    angle = np.arctan2(down, across) + np.pi / 2
    gold = np.zeros(shape, np.float32)
    sun = np.hypot(x - 0.80 * width, y - 0.17 * height) / k
    disc = sun < 118
    rays = np.cos(np.arctan2(y - 0.17 * height, x - 0.80 * width) * 14)
    gleam = np.where(
        sun < 58,
        ramp(palette("f3d27a d9a441"), sun / 58 % 1.0)[..., 0] * 0 + 1,
        (rays > 0).astype(np.float32),
    )
    sun_tone = np.where(
        (sun < 58)[..., None],
        ramp(palette("fff0b8 e9b84c"), np.clip(sun / 58, 0, 1)),
        mix(np.broadcast_to(rgb("b5432f"), (*shape, 3)), rgb("e3ab45"), gleam),
    )
    colour = np.where(disc[..., None], sun_tone, colour)
    around = np.arctan2(y - 0.17 * height, x - 0.80 * width) + np.pi / 2
    angle = np.where(sun < 130, around, angle)
    gold = np.where(disc & (gleam > 0.5), 1.0, gold)
    for place, tones in (
        ((0.06, 0.42, 0.74, 0.16), "8e2f22 d2602f f0a24a f6dfa6"),
        ((0.90, 0.78, -0.66, -0.10), "1d3a2f 4c7f4f a9b660 f0e6b8"),
    ):
        colour, angle, gold = _fish(colour, angle, gold, place, palette(tones), k)
    frame = np.minimum(np.minimum(x, width - x), np.minimum(y, height - y)) / k
    along = np.where(np.minimum(x, width - x) < np.minimum(y, height - y), y, x) / k
    key = np.where((frame > 13) & (frame < 26), ramp(palette("8a2f26 e8d9b0"), ((along % 52) > 26) * 1.0)[..., 0], 0.0)
    border = mix(np.broadcast_to(rgb("1b2233"), (*shape, 3)), rgb("e6d3a0"), (frame < 13) * 1.0)
    border = np.where((key > 0.7)[..., None], rgb("d9a441"), border)
    colour = np.where((frame < 39)[..., None], border, colour)
    straight = np.where(np.minimum(x, width - x) < np.minimum(y, height - y), np.pi / 2, 0.0)
    angle = np.where(frame < 40, straight, angle)
    gold = np.where((frame < 39), (key > 0.7) * 1.0, gold)
    return colour.astype(np.float32), angle.astype(np.float32), gold.astype(np.float32)


def _fish(
    colour: Field, angle: Field, gold: Field, place: tuple[float, float, float, float], tones: Field, k: float
) -> tuple[Field, Field, Field]:
    """Lays a fish over the cartoon: nose (x, y), length (signed) and slant, in units of the picture."""
    shape: Shape = colour.shape[:2]
    height, width = shape
    nose_x, nose_y, long, slant = place
    outline = np.concatenate([curve(FISH_BACK, 50), curve(FISH_BELLY, 50)])
    span = abs(long) * width
    turn = np.array([[np.cos(slant), np.sin(slant)], [-np.sin(slant), np.cos(slant)]])
    points = (outline * [np.sign(long) * span, span * 1.15]) @ turn + [nose_x * width, nose_y * height]
    body = polygon(shape, points, 2) > 0.5
    inner = distance(~body) / k
    x, y = grid(shape)
    back = np.stack([x - nose_x * width, y - nose_y * height], -1) @ turn.T
    u, v = np.sign(long) * back[..., 0] / span, back[..., 1] / span
    scales = np.hypot((u * 15) % 1.0 - 0.2, ((v * 17 + 0.5 * (np.floor(u * 15) % 2)) % 1.0) - 0.5)
    tone = ramp(tones, np.clip(0.35 + 3.0 * v + 0.55 * smoothstep(0.2, 0.55, scales), 0, 1))
    tail, head = u > 0.80, u < 0.20
    tone = np.where(tail[..., None], ramp(tones, np.clip(0.5 + 0.5 * np.sin(v * 90), 0, 1)), tone)
    tone = np.where(head[..., None], ramp(tones, np.clip(0.75 + 2.0 * v, 0, 1)), tone)
    gill = np.abs(u - 0.20 - 0.6 * v * v) < 0.012
    eye = np.hypot(u - 0.095, v + 0.028)
    tone = np.where((gill | (inner < 6))[..., None], rgb("23181a"), tone)
    tone = np.where((eye < 0.034)[..., None], rgb("f6edd2"), tone)
    tone = np.where((eye < 0.018)[..., None], rgb("14131c"), tone)
    down, across = np.gradient(blur(inner, 3 * k))
    along = np.where(head, np.arctan2(v + 0.028, u - 0.095), np.arctan2(down, across)) + np.pi / 2
    along = np.where(inner < 26, np.arctan2(down, across) + np.pi / 2, along)
    stripe = body & (np.abs(v + 0.01) < 0.016) & (u > 0.22) & (u < 0.8)
    tone = np.where(stripe[..., None], rgb("e3b04a"), tone)
    near = distance(body) / k < 13
    colour = np.where((near & ~body)[..., None], rgb("e2dcc0"), colour)
    down, across = np.gradient(blur(distance(body), 3 * k))
    angle = np.where(near & ~body, np.arctan2(down, across) + np.pi / 2, angle)
    colour = np.where(body[..., None], tone, colour)
    return colour, np.where(body, along, angle), np.where(body, stripe * 1.0, gold)


def _tessellate(shape: Shape, angle: Field, size: float, rng: np.random.Generator) -> tuple[Labels, Field, Field]:
    """Squarish tiles along `angle`: each pixel's tile [H, W], its distance to the rim, the centres [N, 2]."""
    height, width = shape
    rows, columns = int(height / size) + 1, int(width / size) + 1
    spots = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), -1).reshape(-1, 2) + rng.uniform(
        0.1, 0.9, (rows * columns, 2)
    )
    spots = np.clip(spots * size, 0, [width - 1, height - 1]).astype(np.float32)
    reach = int(size * 1.5) + 2
    owner = np.zeros(shape, np.int32)
    for turn in range(9):
        best = np.full(shape, 1e9, np.float32)
        second = np.full(shape, 1e9, np.float32)
        for index, (x, y) in enumerate(spots):
            top, left = max(int(y) - reach, 0), max(int(x) - reach, 0)
            here = np.s_[top : int(y) + reach, left : int(x) + reach]
            near = best[here]
            dy = np.arange(near.shape[0], dtype=np.float32)[:, None] + np.float32(top + 0.5 - y)
            dx = np.arange(near.shape[1], dtype=np.float32)[None, :] + np.float32(left + 0.5 - x)
            theta = angle[int(y), int(x)]
            cos, sin = np.float32(np.cos(theta)), np.float32(np.sin(theta))
            gap = np.maximum(np.abs(dx * cos + dy * sin), np.abs(dy * cos - dx * sin) * np.float32(1.06))
            closer = gap < near
            if turn == 8:
                second[here] = np.where(closer, near, np.minimum(second[here], gap))
            best[here] = np.where(closer, gap, near)
            owner[here] = np.where(closer, index, owner[here])
        if turn < 8:
            # Each centre moves to the middle of its tile, so that the tiles even out.
            flat = owner.ravel()
            count = np.maximum(np.bincount(flat, minlength=len(spots)), 1)
            ys, xs = np.divmod(np.arange(flat.size), width)
            spots[:, 0] = np.clip(np.bincount(flat, xs, len(spots)) / count, 0, width - 1)
            spots[:, 1] = np.clip(np.bincount(flat, ys, len(spots)) / count, 0, height - 1)
    return owner, (second - best) * np.float32(0.5), spots
