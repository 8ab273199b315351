"""Woodblock waves: flat colours, carved outlines, scalloped foam, a red sun, on fibrous paper."""

from __future__ import annotations

import numpy as np

from export.artwork.colour import mix, palette, ramp, rgb
from export.artwork.noise import Field, Shape, fbm, grid, smooth_noise, smoothstep
from export.artwork.paper import paper, wood
from export.artwork.raster import blur, curve, polygon, polyline

INK = "16264a"


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The picture [H, W, 3] in 0..1."""
    height, width = shape
    k = width / 768
    x, y = grid(shape)
    x, y = x / width, y / height
    print_grain = wood(shape, k, rng)
    colour = _sky(shape, x, y, k, rng)
    layers = (
        (0.60, 0.030, 0.23, 0.1, "8fb7bf 5f97ab", 0.35),
        (0.67, 0.045, 0.31, 1.9, "5d9db3 2f6f96", 0.6),
        (0.77, 0.075, 0.42, 3.4, "3c7fa3 1f4f86", 0.9),
        (0.93, 0.085, 0.47, 5.2, "2a6596 173a6e", 1.2),
    )
    for index, (base, rise, span, shift, tones, fine) in enumerate(layers):
        _swell(colour, (base, rise, span, shift), palette(tones), fine * k, print_grain, rng)
        if index == 1:
            _breaker(colour, (0.02, 0.80, 0.62, 1.0), k, print_grain, rng)
        if index == 2:
            _breaker(colour, (1.00, 0.93, 0.36, -1.0), k, print_grain, rng)
    sheet = paper(shape, k, rng)
    faded = colour * (1 + 0.045 * print_grain + 0.05 * sheet + 0.05 * fbm(shape, 160 * k, rng, 3))[..., None]
    fibres = np.clip(smooth_noise(shape, (1.2 * k, 30 * k), rng) - 0.62, 0, 1)[..., None]
    return np.clip(mix(faded, rgb("f3e6c8"), 0.06) + 0.5 * fibres * 0.4, 0, 1).astype(np.float32)


def _sky(shape: Shape, x: Field, y: Field, k: float, rng: np.random.Generator) -> Field:
    """Sky in wiped gradations, with the sun, a mountain and flat bands of cloud."""
    wipe = y + 0.012 * smooth_noise(shape, (60 * k, 200 * k), rng)
    colour = ramp(palette("2d5a86 86aab0 e9d9b4 f2cf9d eea77c"), np.clip(wipe / 0.62, 0, 1), (0, 0.16, 0.42, 0.75, 1))
    sun = np.hypot(x * shape[1] - 0.66 * shape[1], y * shape[0] - 0.27 * shape[0])
    colour = mix(colour, ramp(palette("c5352b e2603c"), np.clip((y - 0.15) * 4, 0, 1)), np.clip(86 * k - sun, 0, 1))
    colour = mix(colour, rgb("7a2a2a"), np.clip(1.4 * k - np.abs(sun - 86 * k), 0, 1) * 0.6)
    for row, start, stop in (
        (0.115, 0.05, 0.40),
        (0.155, 0.20, 0.62),
        (0.30, 0.52, 0.98),
        (0.335, 0.70, 1.1),
        (0.40, 0.0, 0.3),
    ):
        edge = 0.011 + 0.004 * np.sin(26 * x + 60 * row)
        cloud = np.clip((edge - np.abs(y - row)) * shape[0], 0, 1) * smoothstep(start, start + 0.03, x)
        colour = mix(colour, rgb("f4e8cf"), cloud * smoothstep(stop, stop - 0.03, x))
    peak = 0.40 + 0.9 * np.abs(x - 0.36) ** 1.25 + 0.008 * smooth_noise((1, shape[1]), (1, 14 * k), rng)
    snow = peak + 0.055 + 0.022 * np.abs(((x * 19) % 1.0) * 2 - 1)
    body = ramp(palette("4a5f86 7f8fa3 c9b7a0"), np.clip((y - peak) * 5, 0, 1))
    colour = mix(colour, body, np.clip((y - peak) * shape[0], 0, 1))
    colour = mix(colour, rgb("f5edda"), np.clip((y - peak) * shape[0], 0, 1) * np.clip((snow - y) * shape[0], 0, 1))
    line = np.clip(1.3 * k - np.abs(y - peak) * shape[0] * 0.75, 0, 1)
    return mix(colour, rgb(INK), line * (peak < 0.62))


def _swell(
    colour: Field,
    form: tuple[float, float, float, float],
    tones: Field,
    line: float,
    grain: Field,
    rng: np.random.Generator,
) -> None:
    """One row of swell across the picture, in place: stripes that follow its back, foam along its crest."""
    base, rise, span, shift = form
    shape: Shape = colour.shape[:2]
    height, width = shape
    k = width / 768
    x, y = grid(shape)
    phase = x / (span * width) * 2 * np.pi + shift
    # Sharp crests, round troughs.
    crest = (base - rise * (1.0 - 2.0 * np.abs(np.sin(phase / 2 + 0.35 * np.cos(phase / 2))) ** 1.15)) * height
    depth = (y - crest) / k
    inside = np.clip((y - crest), 0, 1)
    bend = depth + 6 * np.sin(phase * 2 + depth / 30) + 2 * fbm(shape, 60 * k, rng, 2)
    stripe = np.sin(bend / (7 + 9 * line / k) * np.pi)
    tone = ramp(tones, np.clip(depth / (150 * rise / 0.06), 0, 1))
    tone = mix(tone, tones[1] * 0.72, smoothstep(0.25, 0.42, stripe) * 0.85)
    tone = mix(
        tone,
        rgb("cfe0d6"),
        smoothstep(0.80, 0.9, -stripe) * smoothstep(0.0, 0.35, fbm(shape, (24 * k, 90 * k), rng, 2)) * 0.8,
    )
    tone = tone * (1 + 0.05 * grain)[..., None]
    colour[:] = mix(colour, tone, inside)
    colour[:] = mix(colour, rgb(INK), np.clip(1.6 * line + 0.8 - np.abs(y - crest), 0, 1))
    # Foam sits where the crest is high.
    spots = np.arange(0, width, 3.6 * k + 2.4 * line)
    foam: list[tuple[float, float, float]] = []
    tops = crest[0] if crest.ndim == 2 else crest
    low = float(np.quantile(tops, 0.45))
    for spot in spots:
        top = float(tops[min(int(spot), width - 1)])
        if top < low:
            size = (2.6 + 4.6 * line / k) * k * rng.uniform(0.6, 1.45)
            foam.append((float(spot), top + rng.uniform(-0.3, 1.1) * size, size))
    _foam(colour, foam, 1.1 * line + 0.3)


def _foam(colour: Field, bubbles: list[tuple[float, float, float]], line: float) -> None:
    """A cloud of foam, in place: bubbles (x, y, radius) in pixels that run into one, outlined as a whole."""
    for outline in (True, False):
        for x, y, size in bubbles:
            reach = int(size + line) + 2
            top, left = max(int(y) - reach, 0), max(int(x) - reach, 0)
            here = np.s_[top : max(int(y) + reach, 0), left : max(int(x) + reach, 0)]
            rows, columns = colour[here].shape[:2]
            if not rows or not columns:
                continue
            dy = np.arange(rows, dtype=np.float32)[:, None] + np.float32(top + 0.5 - y)
            dx = np.arange(columns, dtype=np.float32)[None, :] + np.float32(left + 0.5 - x)
            r = np.sqrt(dx * dx + dy * dy)
            if outline:
                colour[here] = mix(colour[here], rgb(INK), np.clip(size + line - r, 0, 1))
                continue
            white = np.broadcast_to(rgb("f7f1e1"), (rows, columns, 3))
            shade = smoothstep(0.25, 0.75, (dx + dy) / (1.6 * size))
            colour[here] = mix(colour[here], mix(white, rgb("a9c9d2"), 0.75 * shade), np.clip(size - r, 0, 1))


def _breaker(
    colour: Field, place: tuple[float, float, float, float], k: float, grain: Field, rng: np.random.Generator
) -> None:
    """A curling wave, in place: foot (x, y) and size in units of the picture, side it rolls to (1, -1)."""
    foot_x, foot_y, size, side = place
    shape: Shape = colour.shape[:2]
    height, width = shape

    def at(points: list[tuple[float, float]], count: int = 90) -> Field:
        bent = curve(points, count)
        spots = np.stack(
            [foot_x * width + side * size * width * bent[:, 0], foot_y * height - size * width * bent[:, 1]],
            -1,
        )
        return spots.astype(np.float32)

    back = [
        (-0.25, 0.30),
        (-0.05, 0.46),
        (0.18, 0.72),
        (0.42, 0.86),
        (0.66, 0.84),
        (0.84, 0.70),
        (0.90, 0.54),
    ]
    belly = [
        (0.90, 0.54),
        (0.80, 0.62),
        (0.66, 0.66),
        (0.52, 0.60),
        (0.44, 0.44),
        (0.46, 0.24),
        (0.60, 0.06),
        (0.85, -0.05),
        (1.1, -0.08),
    ]
    outer, inner = at(back), at(belly)
    close = np.array(
        [
            [foot_x * width + side * size * width * 1.1, height + 9],
            [foot_x * width - side * 0.25 * size * width, height + 9],
        ]
    )
    body = polygon(shape, np.concatenate([outer, inner, close]), 3)
    x, y = grid(shape)
    tone = ramp(palette("3f87a8 2a6596 183f78"), np.clip((y / height - foot_y + 0.42) / 0.5, 0, 1))
    colour[:] = mix(colour, tone * (1 + 0.06 * grain)[..., None], body)
    for t in np.linspace(0.10, 0.94, 9):
        # Carved stripes run from the back over into the hollow.
        mixed = outer * (1 - t) + inner[::-1] * t
        mixed = mixed + np.stack([np.zeros(90), 5 * k * np.sin(np.linspace(0, 9, 90) + 7 * t)], -1)
        widths = (1.2 + 6.5 * np.sin(np.linspace(0.1, 3.0, 90)) * (0.6 + 0.4 * np.sin(9 * t))) * k * size / 0.6
        tint = rgb("dfe9dd") if int(t * 12) % 3 == 0 else rgb("143266")
        colour[:] = mix(colour, tint, polyline(shape, mixed, widths, 2) * body * 0.92)
    for edge in (outer, inner):
        colour[:] = mix(colour, rgb(INK), polyline(shape, edge, 3.4 * k, 3))
    lip = np.concatenate([outer[34:], inner[:34]])
    foam: list[tuple[float, float, float]] = []
    for ring, (count, big) in enumerate(((44, 13.0), (60, 9.0), (80, 6.0))):
        for t in np.sort(rng.uniform(0, 1, count)):
            spot = lip[int(t * (len(lip) - 1))]
            away = (15.0 - 6.0 * ring) * rng.uniform(-0.5, 1.0) * k
            fall = away * (0.4 + 1.5 * max(t - 0.35, 0))
            foam.append(
                (
                    float(spot[0]) + side * 0.6 * away,
                    float(spot[1]) + fall * 0.8 - 3 * k,
                    big * rng.uniform(0.5, 1.2) * k * size / 0.6,
                )
            )
    # Fingers of foam reach down from the lip.
    for t in np.linspace(0.30, 0.97, 17):
        spot = lip[int(t * (len(lip) - 1))]
        turn, reach = 1.15 + rng.normal(0, 0.3), rng.uniform(24, 58) * k * size / 0.6
        for step in np.linspace(0, 1, 8):
            bow = 0.5 * step * step
            end = (
                spot[0] + side * reach * step * np.cos(turn + bow),
                spot[1] + reach * step * np.sin(turn + bow),
            )
            foam.append((float(end[0]), float(end[1]), (7.5 - 5.2 * step) * rng.uniform(0.85, 1.15) * k * size / 0.6))
    _foam(colour, foam, 1.6 * k)
    spray = []
    for _ in range(70):
        spot = lip[rng.integers(20, len(lip))]
        off = rng.normal(0, 34, 2) * k + np.array([side * 30 * k, 14 * k])
        spray.append((float(spot[0] + off[0]), float(spot[1] + off[1]), rng.uniform(1.2, 3.6) * k))
    _foam(colour, spray, 0.9 * k)
    colour[:] = mix(colour, blur(colour, 0.5 * k), 0.5)
