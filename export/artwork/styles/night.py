"""Swirling night: a lighthouse coast under whirling stars, in thick short strokes of oil."""

from __future__ import annotations

import math

import numpy as np

from export.artwork.brush import Brush, Canvas
from export.artwork.colour import mix, palette, ramp, rgb
from export.artwork.noise import Field, Shape, fbm, grid, smoothstep

SKY = palette("0b1440 14276b 1f4a9a 2f74b5 62a6c9 a9d3cf")
STARS = (
    (0.13, 0.16, 0.034), (0.30, 0.09, 0.022), (0.44, 0.27, 0.028), (0.61, 0.10, 0.030), (0.70, 0.33, 0.018),
    (0.08, 0.40, 0.022), (0.26, 0.44, 0.017), (0.93, 0.44, 0.024), (0.53, 0.46, 0.014),
)  # fmt: skip
"""Centre x, y and radius, in units of the width (y in units of the height)."""
VORTICES = (
    (0.36, 0.24, 0.17, 1.0),
    (0.60, 0.30, 0.12, -1.0),
    (0.12, 0.30, 0.10, -0.8),
    (0.83, 0.20, 0.13, 1.2),
)


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The picture [H, W, 3] in 0..1."""
    height, width = shape
    scale = width / 768
    x, y = grid(shape)
    x, y = x / width, y / width
    tall = height / width

    flow_x, flow_y = np.full(shape, 1.0, np.float32), 0.35 * np.sin(9 * x + 2.0).astype(np.float32)
    spiral: Field = np.zeros(shape, np.float32)
    for vx, vy, size, turn in VORTICES:
        dx, dy = x - vx, y - vy * tall
        r = np.sqrt(dx * dx + dy * dy) + 1e-4
        pull = 3.2 * np.exp(-((r / size) ** 2))
        flow_x += pull * turn * (-dy / r) - 0.35 * pull * dx / r
        flow_y += pull * turn * (dx / r) - 0.35 * pull * dy / r
        arms = np.cos(2 * np.arctan2(dy, dx) * np.sign(turn) - 46 * r / (size / 0.15))
        spiral += np.exp(-((r / (1.15 * size)) ** 2)) * (0.5 + 0.5 * arms)
    tone = 0.30 + 0.28 * fbm(shape, (30 * scale, 130 * scale), rng, 4) + 0.55 * spiral + 0.20 * (y / tall - 0.3)
    colour = ramp(SKY, np.clip(tone, 0, 1))
    moon = ((0.83, 0.20, 0.062),)
    for sx, sy, size in STARS + moon:
        dx, dy = x - sx, y - sy * tall
        r = np.sqrt(dx * dx + dy * dy)
        halo = np.exp(-((r / (2.0 * size)) ** 2)) * (0.72 + 0.28 * np.cos(r / size * 8.5))
        colour = mix(colour, ramp(palette("5c9fbe cfd98a f7d14a fff3bd"), np.clip(1.5 * halo, 0, 1)), halo**0.6)
        ring = np.exp(-((r / (2.6 * size)) ** 2))
        flow_x += 9 * ring * (-dy / (r + 1e-4))
        flow_y += 9 * ring * (dx / (r + 1e-4))
    dx, dy = x - 0.83, y - 0.20 * tall
    crescent = (np.hypot(dx, dy) < 0.05) & (np.hypot(dx - 0.022, dy + 0.012) > 0.043)
    colour[crescent] = rgb("ffe27a")
    angle = np.arctan2(flow_y, flow_x)

    sea = smoothstep(0.655 * tall, 0.66 * tall, y)
    glitter = np.exp(-(((x - 0.80) / (0.04 + 0.10 * (y / tall - 0.6))) ** 2))
    ripple = fbm(shape, (7 * scale, 60 * scale), rng, 3)
    water = ramp(palette("0d2350 17487a 2b7c9a 79b7b4"), np.clip(0.42 + 0.5 * ripple, 0, 1))
    water = mix(water, rgb("f6d667"), np.clip(glitter * (0.55 + 0.9 * ripple), 0, 0.95))
    colour = mix(colour, water, sea)
    angle = np.where(sea > 0.5, 0.10 * np.sin(16 * x + 40 * y), angle)

    for base, rise, freq, shift, tones in (
        (0.67, 0.085, 4.0, 0.4, "244a80 3a74a0 7fa9ba"),
        (0.80, 0.10, 3.1, 2.1, "12304a 24606a 5f9a6a"),
        (0.93, 0.13, 2.4, 4.2, "0f2233 1d4a45 4f7f45 a9a554"),
    ):
        slope = 1.0 - smoothstep(0.35, 0.62, x)
        edge = (
            base - rise * slope * (0.7 + 0.4 * np.sin(freq * 3 * x + shift)) + 0.22 * (x - 0.2) * (base - 0.6)
        ) * tall
        land = (
            smoothstep(edge - 0.002, edge + 0.002, y) * (slope > 0.01)
            if base < 0.9
            else smoothstep(edge, edge + 3e-3, y)
        )
        contour = np.cos((y - edge) * 120 + 3 * np.sin(7 * x))
        earth = ramp(palette(tones), np.clip(0.45 + 0.3 * contour + 0.25 * fbm(shape, 26 * scale, rng, 3), 0, 1))
        colour = mix(colour, earth, land)
        bank = np.arctan(np.gradient(edge, axis=1) * width)
        angle = np.where(land > 0.5, bank + 0.25 * np.sin(y * 60), angle)

    canvas = Canvas(mix(colour * 0.55, rgb("2a2118"), 0.25), scale, rng)
    canvas.cover(colour, angle, 9, (26, 46), (9, 13), Brush(dry=0.1), light=0.10, hue=0.035, pair=0.08)
    canvas.cover(colour, angle, 7, (20, 44), (5, 8), Brush(dry=0.35, thickness=1.3), light=0.16, hue=0.05, pair=0.12)
    light = smoothstep(0.45, 0.8, colour.mean(axis=-1))
    accents = Brush(dry=0.3, thickness=1.7, streak=0.14)
    for _ in range(260):
        # The moon's path on the water, unbroken from the horizon to the shore.
        t = rng.random()
        spot_x, spot_y = 0.80 + rng.normal(0, 0.018 + 0.05 * t), 0.672 + 0.32 * t
        tone = mix(rgb("fff0a8"), rgb("e9a94a"), rng.random())
        glint = Brush(dry=0.45, thickness=1.5)
        long = (12 + 26 * t) * scale * rng.uniform(0.6, 1.3)
        canvas.stroke(spot_x * width, spot_y * height, rng.normal(0, 0.1), long, (3.5 + 4 * t) * scale, tone, glint)
    canvas.cover(colour * 1.08, angle, 9, (12, 26), (5, 7), accents, light=0.10, hue=0.05, where=light)
    _coast(canvas, width, height)
    return canvas.lit(0.34, 0.16)


def _coast(canvas: Canvas, width: int, height: int) -> None:
    """The lighthouse with its beam and the lit windows of a village, on top of the landscape."""
    k, rng = canvas.scale, canvas.rng
    thick = Brush(dry=0.15, thickness=1.6, ridge=0.7)
    foot_x, foot_y = 0.285 * width, 0.745 * height
    for step in range(9):
        t = step / 8
        tone = rgb("d9d2c0") if step % 3 else rgb("b2452f")
        for side, shade in ((-1, 1.05), (0, 0.9), (1, 0.6)):
            spread = (9 - 4 * t) * k
            canvas.stroke(foot_x + side * spread * 0.6, foot_y - t * 120 * k, 1.57, 19 * k, spread, tone * shade, thick)
    for angle in (-0.42, -0.36, -0.30, 2.70, 2.78):
        for step in range(1, 7):
            reach = (14 + 20 * step) * k
            spot = (foot_x + math.cos(angle) * reach, foot_y - 132 * k + math.sin(angle) * reach)
            glow = mix(rgb("fff0a8"), rgb("7fb2c0"), step / 7)
            canvas.stroke(*spot, angle, 28 * k, (4 + step) * k, glow, Brush(dry=0.6, opacity=0.85))
    for _ in range(3):
        canvas.stroke(foot_x, foot_y - 132 * k, rng.uniform(0, 3), 15 * k, 10 * k, rgb("fff3b0"), thick)
    canvas.stroke(foot_x, foot_y - 143 * k, 0.1, 20 * k, 6 * k, rgb("3a1a1c"), thick)
    for _ in range(30):
        t = rng.random()
        x, y = (0.02 + 0.54 * t) * width, (0.79 + 0.10 * t + rng.uniform(-0.02, 0.07)) * height
        size = (0.7 + 0.5 * (y / height - 0.78) / 0.2) * k
        wall = mix(rgb("2f5070"), rgb("c9b99a"), rng.random() ** 1.5)
        for side, shade in ((-1, 1.1), (0, 1.0), (1, 0.65)):
            canvas.stroke(
                x + 7 * side * size, y, 1.57 + rng.normal(0, 0.08), 18 * size, 8.5 * size, wall * shade, thick
            )
        roof = mix(rgb("6a2f2f"), rgb("c9662f"), rng.random())
        for row in (0, 1):
            left, right = x - (6 - row) * size, x + (6 - row) * size
            canvas.stroke(left, y - (10 + 4 * row) * size, -0.62, 21 * size, 6 * size, roof * (1 + 0.2 * row), thick)
            canvas.stroke(right, y - (10 + 4 * row) * size, 0.62, 21 * size, 6 * size, roof * 0.72, thick)
        if rng.random() < 0.85:
            lamp = rgb("ffd75e") * rng.uniform(0.85, 1.0)
            canvas.stroke(x + rng.uniform(-4, 4) * size, y + 2 * size, 1.57, 8 * size, 5.5 * size, lamp, thick)
