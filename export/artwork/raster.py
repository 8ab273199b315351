"""Work on whole pictures: blur, distance, polygons, gradients, resampling at points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from export.artwork.noise import Field, Mask, Shape


def _box(field: Field, radius: int, axis: int) -> Field:
    """Mean over 2 radius + 1 pixels along an axis, the border repeated."""
    pad = [(0, 0)] * field.ndim
    pad[axis] = (radius + 1, radius)
    total = np.cumsum(np.pad(field, pad, mode="edge"), axis=axis, dtype=np.float64)
    span = 2 * radius + 1
    size = field.shape[axis]
    upper = np.take(total, range(span, span + size), axis=axis)
    lower = np.take(total, range(size), axis=axis)
    return ((upper - lower) / span).astype(np.float32)


def blur(field: Field, sigma: float | tuple[float, float]) -> Field:
    """The field [H, W] or [H, W, C] blurred by about a Gaussian of `sigma` pixels (or down, across)."""
    down, across = sigma if isinstance(sigma, tuple) else (sigma, sigma)
    for axis, amount in ((0, down), (1, across)):
        if amount < 0.3:
            continue
        # Three boxes have the variance of the Gaussian; unequal ones reach it in whole pixels.
        ideal = np.sqrt(4.0 * amount * amount + 1.0)
        small = (int(ideal) - 1) // 2
        count = round((12 * amount**2 - 3 * (2 * small + 1) ** 2 - 12 * (2 * small + 1) - 9) / (-8 * small - 8))
        for index in range(3):
            radius = small if index < count else small + 1
            if radius:
                field = _box(field, radius, axis)
    return field


def distance(mask: Mask) -> Field:
    """For each pixel [H, W] the distance in pixels to the nearest True one (jump flooding)."""
    height, width = mask.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.int32)
    far = 4 * (height + width)
    near_y = np.where(mask, rows, -far).astype(np.int32)
    near_x = np.where(mask, columns, -far).astype(np.int32)
    best = (near_y - rows) ** 2 + (near_x - columns) ** 2
    step = 1 << (max(height, width) - 1).bit_length()
    while step >= 1:
        for dy in (-step, 0, step):
            for dx in (-step, 0, step):
                if (dy == 0 and dx == 0) or abs(dy) >= height or abs(dx) >= width:
                    continue
                here = np.s_[max(dy, 0) : height + min(dy, 0), max(dx, 0) : width + min(dx, 0)]
                there = np.s_[max(-dy, 0) : height + min(-dy, 0), max(-dx, 0) : width + min(-dx, 0)]
                y, x = near_y[there], near_x[there]
                gap = (y - rows[here]) ** 2 + (x - columns[here]) ** 2
                closer = gap < best[here]
                best[here] = np.where(closer, gap, best[here])
                near_y[here] = np.where(closer, y, near_y[here])
                near_x[here] = np.where(closer, x, near_x[here])
        step //= 2
    return np.sqrt(best.astype(np.float32))


def polygon(shape: Shape, points: Field | Sequence[tuple[float, float]], fine: int = 4) -> Field:
    """Coverage [H, W] in 0..1 of the polygon with corners (x, y) in pixels, drawn `fine` times larger."""
    large = Image.new("L", (shape[1] * fine, shape[0] * fine))
    corners = [(float(x) * fine, float(y) * fine) for x, y in points]
    ImageDraw.Draw(large).polygon(corners, fill=255)
    return np.asarray(large.reduce(fine), np.float32) / np.float32(255)


def polyline(
    shape: Shape,
    points: Field | Sequence[tuple[float, float]],
    widths: float | Sequence[float] | Field,
    fine: int = 3,
) -> Field:
    """Coverage [H, W] in 0..1 of a line through (x, y) points with round joints; a width, or one a point."""
    large = Image.new("L", (shape[1] * fine, shape[0] * fine))
    draw = ImageDraw.Draw(large)
    spots = np.asarray(points, np.float64) * fine
    spans = np.broadcast_to(np.asarray(widths, np.float64) * fine, (len(spots),))
    for (x, y), span in zip(spots, spans, strict=True):
        draw.ellipse((x - span / 2, y - span / 2, x + span / 2, y + span / 2), fill=255)
    for start, stop, a, b in zip(spots[:-1], spots[1:], spans[:-1], spans[1:], strict=True):
        along = stop - start
        reach = float(np.hypot(*along))
        if reach < 1e-6:
            continue
        side = np.array([-along[1], along[0]]) / reach / 2
        corners = [start + side * a, stop + side * b, stop - side * b, start - side * a]
        draw.polygon([(float(x), float(y)) for x, y in corners], fill=255)
    return np.asarray(large.reduce(fine), np.float32) / np.float32(255)


def curve(points: Sequence[tuple[float, float] | Field] | Field, count: int = 60) -> Field:
    """`count` points [count, 2] of a smooth (Catmull-Rom) curve through the given (x, y) points."""
    knots = np.asarray(points, np.float64)
    knots = np.concatenate([2 * knots[:1] - knots[1:2], knots, 2 * knots[-1:] - knots[-2:-1]])
    t = np.linspace(0.0, len(knots) - 3 - 1e-9, count)
    i = t.astype(int)
    u = (t - i)[:, None]
    a, b, c, d = knots[i], knots[i + 1], knots[i + 2], knots[i + 3]
    bent = 2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u**2 + (3 * b - a - 3 * c + d) * u**3
    return (bent / 2).astype(np.float32)


def sample(picture: Field, x: Field, y: Field) -> Field:
    """The picture [H, W] or [H, W, C] at pixel positions (x, y), bilinear, borders repeated."""
    height, width = picture.shape[:2]
    x, y = np.clip(x - 0.5, 0, width - 1.001), np.clip(y - 0.5, 0, height - 1.001)
    i, j = x.astype(np.int32), y.astype(np.int32)
    k, m = np.minimum(i + 1, width - 1), np.minimum(j + 1, height - 1)
    u, v = x - i, y - j
    if picture.ndim == 3:
        u, v = u[..., None], v[..., None]
    upper = picture[j, i] * (1 - u) + picture[j, k] * u
    lower = picture[m, i] * (1 - u) + picture[m, k] * u
    return (upper * (1 - v) + lower * v).astype(np.float32)


def shrink(picture: Field, factor: int) -> Field:
    """The picture [H f, W f, ...] averaged over blocks of `factor` pixels: [H, W, ...]."""
    height, width = picture.shape[0] // factor, picture.shape[1] // factor
    blocks = picture[: height * factor, : width * factor]
    blocks = blocks.reshape(height, factor, width, factor, *picture.shape[2:])
    return blocks.mean(axis=(1, 3), dtype=np.float32)


def resize(picture: Field, shape: Shape) -> Field:
    """The picture [h, w, C] at another size, [H, W, C], by Lanczos weights."""
    channels = [Image.fromarray(np.ascontiguousarray(picture[..., c], np.float32)) for c in range(picture.shape[2])]
    sized = [np.asarray(c.resize((shape[1], shape[0]), Image.Resampling.LANCZOS)) for c in channels]
    return np.stack(sized, axis=-1)
