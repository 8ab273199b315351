"""Expressionist face: a woman in a red hat in raw colour, broad brush and heavy blue outlines."""

from __future__ import annotations

import numpy as np

from export.artwork.brush import Brush, Canvas
from export.artwork.colour import mix, palette, ramp, rgb
from export.artwork.noise import Field, Shape, fbm, grid, smooth_noise, smoothstep
from export.artwork.raster import blur, curve, distance, polygon

FORMS: dict[str, tuple[tuple[float, float], ...]] = {
    "coat": (
        (-0.1, 1.4),
        (0.02, 1.10),
        (0.22, 0.99),
        (0.42, 0.94),
        (0.62, 0.94),
        (0.84, 1.02),
        (1.02, 1.14),
        (1.1, 1.4),
    ),
    "collar": (
        (0.26, 0.98),
        (0.40, 0.93),
        (0.50, 1.10),
        (0.62, 0.93),
        (0.76, 0.99),
        (0.66, 1.13),
        (0.50, 1.20),
        (0.34, 1.12),
    ),
    "neck": (
        (0.41, 0.76),
        (0.40, 0.90),
        (0.39, 0.97),
        (0.50, 1.08),
        (0.63, 0.97),
        (0.615, 0.88),
        (0.62, 0.74),
    ),
    "hair": (
        (0.26, 0.40),
        (0.21, 0.58),
        (0.24, 0.76),
        (0.33, 0.86),
        (0.41, 0.80),
        (0.60, 0.80),
        (0.70, 0.86),
        (0.78, 0.72),
        (0.79, 0.54),
        (0.75, 0.38),
        (0.50, 0.28),
    ),
    "face": (
        (0.50, 0.34),
        (0.37, 0.36),
        (0.305, 0.46),
        (0.305, 0.58),
        (0.335, 0.70),
        (0.40, 0.80),
        (0.485, 0.858),
        (0.57, 0.81),
        (0.645, 0.71),
        (0.685, 0.58),
        (0.69, 0.46),
        (0.63, 0.36),
    ),
    "hat": (
        (0.13, 0.455),
        (0.20, 0.36),
        (0.28, 0.31),
        (0.28, 0.20),
        (0.36, 0.105),
        (0.50, 0.075),
        (0.64, 0.10),
        (0.72, 0.19),
        (0.735, 0.29),
        (0.82, 0.33),
        (0.90, 0.42),
        (0.72, 0.375),
        (0.50, 0.36),
        (0.30, 0.40),
    ),
    "band": (
        (0.275, 0.315),
        (0.272, 0.25),
        (0.40, 0.222),
        (0.52, 0.215),
        (0.64, 0.225),
        (0.735, 0.25),
        (0.735, 0.305),
        (0.60, 0.285),
        (0.45, 0.285),
    ),
}
LINES: tuple[tuple[tuple[float, float], ...], ...] = (
    ((0.335, 0.505), (0.375, 0.478), (0.42, 0.476), (0.462, 0.498)),
    ((0.535, 0.496), (0.575, 0.472), (0.62, 0.474), (0.66, 0.500)),
    ((0.350, 0.548), (0.385, 0.526), (0.42, 0.528), (0.455, 0.556)),
    ((0.545, 0.555), (0.58, 0.526), (0.617, 0.525), (0.652, 0.546)),
    ((0.360, 0.562), (0.40, 0.578), (0.445, 0.566)),
    ((0.555, 0.565), (0.60, 0.577), (0.642, 0.560)),
    (
        (0.462, 0.498),
        (0.478, 0.56),
        (0.472, 0.62),
        (0.458, 0.662),
        (0.478, 0.684),
        (0.51, 0.686),
        (0.532, 0.672),
    ),
    ((0.425, 0.755), (0.46, 0.741), (0.492, 0.746), (0.53, 0.740), (0.578, 0.750)),
)
"""Brows, upper and lower lids, nose, the parting of the lips."""


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The picture [H, W, 3] in 0..1."""
    width = shape[1]
    k = shape[0] / 768
    x, y = grid(shape)
    x, y = x / width, y / width
    colour = ramp(
        palette("f2b32e e8d24a 7fb04a 2f8a6a"),
        np.clip(0.5 + 0.55 * fbm(shape, 150 * k, rng, 3) + 0.8 * (x - 0.5), 0, 1),
    )
    colour = mix(colour, rgb("e2562f"), smoothstep(0.25, 0.5, smooth_noise(shape, 190 * k, rng)) * (x < 0.45))
    angle = (0.9 + 0.8 * smooth_noise(shape, 220 * k, rng)).astype(np.float32)
    contours: list[tuple[Field, Field]] = []
    inks = {
        "coat": "14304f 1f5a86 2f86a5 123a5a",
        "collar": "f0e6c8 cfe0d0 8fb5c4",
        "neck": "3f7a4f a8b04a e8a04a",
        "hair": "2a1430 5a1f3f 8a3a2a",
        "face": "2f6f5f 7fa84a f0c85a f7a85a f5dcae",
        "hat": "7a1020 c41f2a ee4a2a f58a3a",
        "band": "1a1f4a 2f3f8a 4f6fc0",
    }
    for name, knots in FORMS.items():
        outline = curve((*knots, knots[0]), 160)
        inside = polygon(shape, outline * width, 2)
        near = distance(inside < 0.5) / k
        tone = _shade(name, x, y, near, shape, k, rng)
        colour = mix(colour, ramp(palette(inks[name]), tone), inside)
        down, across = np.gradient(blur(near, 7 * k))
        form = np.arctan2(down, across) + np.pi / 2
        angle = np.where(inside > 0.5, form + 0.3 * smooth_noise(shape, 120 * k, rng), angle)
        contours = [(points, seen * (1 - inside)) for points, seen in contours]
        contours.append((outline[::3], np.ones(shape, np.float32)))
    colour = _features(colour, x, y)
    canvas = Canvas(mix(colour * 0.5, rgb("5a2a1a"), 0.35), k, rng)
    canvas.cover(
        colour,
        angle,
        13,
        (38, 66),
        (14, 20),
        Brush(dry=0.2, thickness=0.9, streak=0.13),
        light=0.08,
        hue=0.04,
        pair=0.10,
    )
    canvas.cover(
        colour,
        angle,
        11,
        (24, 46),
        (8, 13),
        Brush(dry=0.4, thickness=1.2, streak=0.15),
        light=0.14,
        hue=0.05,
        pair=0.12,
    )
    fine = smoothstep(0.26, 0.30, x) * smoothstep(0.74, 0.70, x) * smoothstep(0.40, 0.46, y) * smoothstep(0.86, 0.80, y)
    canvas.cover(colour, angle, 7, (12, 22), (5, 8), Brush(dry=0.25, thickness=1.1), light=0.07, hue=0.03, where=fine)
    _outlines(canvas, contours)
    return canvas.lit(0.36, 0.14)


def _shade(name: str, x: Field, y: Field, near: Field, shape: Shape, k: float, rng: np.random.Generator) -> Field:
    """Light and dark 0..1 of a form lit from the left, in a few hard steps as a bold painter puts them."""
    rough = 0.16 * fbm(shape, 46 * k, rng, 3)
    if name == "face":
        side = smoothstep(0.50, 0.56, x - 0.02 * np.sin(30 * y) + 0.05 * rough)
        cheek = np.exp(-((np.hypot(x - 0.385, (y - 0.655) * 1.2) / 0.05) ** 2))
        tone = 0.86 - 0.62 * side + rough - 0.15 * cheek + 0.22 * np.exp(-((np.hypot(x - 0.60, y - 0.655) / 0.05) ** 2))
        return np.clip(tone - 0.25 * smoothstep(0.43, 0.38, y), 0, 1)
    if name == "neck":
        return np.clip(0.85 - 0.9 * smoothstep(0.46, 0.54, x) + rough - 0.4 * smoothstep(0.90, 0.82, y), 0, 1)
    if name == "hair":
        return np.clip(0.45 + 0.45 * np.sin(58 * x + 8 * np.sin(7 * y)) + rough, 0, 1)
    if name == "hat":
        return np.clip(0.72 - 0.9 * (x - 0.36) + rough + 0.2 * np.sin(34 * y + 6 * x), 0, 1)
    return np.clip(0.5 + 0.3 * np.sin(22 * x + 13 * y) + 1.6 * rough, 0, 1)


def _features(colour: Field, x: Field, y: Field) -> Field:
    """Adds eyes, lips and the shadow of the nose to the flat colours."""
    for eye_x, eye_y, white in ((0.405, 0.551, "f2ead2"), (0.600, 0.549, "b9d6c0")):
        r = np.hypot((x - eye_x) / 0.050, (y - eye_y) / 0.0225)
        colour = mix(colour, rgb(white), smoothstep(1.05, 0.9, r))
        iris = np.hypot(x - eye_x - 0.004, y - eye_y + 0.001)
        colour = mix(colour, rgb("1f6f8a"), smoothstep(0.0235, 0.0205, iris))
        colour = mix(colour, rgb("0d1024"), smoothstep(0.0125, 0.0105, iris))
        lid = np.hypot((x - eye_x) / 0.062, (y - eye_y + 0.030) / 0.020)
        colour = mix(colour, rgb("3a5fa5"), 0.8 * smoothstep(1.0, 0.7, lid))
    lip = 0.030 * np.cos(np.clip((x - 0.502) / 0.086, -1, 1) * np.pi / 2)
    upper = (y < 0.748) & (y > 0.748 - lip * (1 - 0.35 * np.exp(-(((x - 0.496) / 0.014) ** 2))))
    lower = (y >= 0.748) & (y < 0.748 + 1.15 * lip)
    colour = np.where(upper[..., None], rgb("a8142f"), colour)
    colour = np.where(lower[..., None], mix(rgb("e2303a"), rgb("7a1f4f"), smoothstep(0.49, 0.58, x)), colour)
    nose = (
        smoothstep(0.03, 0.0, np.abs(x - 0.497 - 0.02 * (y - 0.5)))
        * smoothstep(0.50, 0.55, y)
        * smoothstep(0.69, 0.66, y)
    )
    colour = mix(colour, rgb("2f8a7a"), 0.75 * nose * (x > 0.478))
    return mix(
        colour,
        rgb("fbe9b8"),
        0.8 * smoothstep(0.013, 0.006, np.abs(x - 0.468)) * smoothstep(0.50, 0.54, y) * smoothstep(0.66, 0.63, y),
    )


def _outlines(canvas: Canvas, contours: list[tuple[Field, Field]]) -> None:
    """Draws contours (points, and where they show [H, W]) and features in overlapping dark strokes."""
    k, rng = canvas.scale, canvas.rng
    height, width = canvas.shape
    inky = Brush(dry=0.3, thickness=1.5, streak=0.2, square=6)
    everywhere = np.ones(canvas.shape, np.float32)
    runs = [(points, seen, 8.5) for points, seen in contours]
    sizes = (9.0, 9.0, 6.5, 6.5, 3.5, 3.5, 6.0, 5.5)
    runs += [(curve(knots, 16), everywhere, size) for knots, size in zip(LINES, sizes, strict=True)]
    for points, seen, size in runs:
        for start, stop in zip(points[:-1], points[1:], strict=True):
            x, y = (start + stop) / 2 * width
            if seen[min(max(int(y), 0), height - 1), min(max(int(x), 0), width - 1)] < 0.5:
                continue
            along = (stop - start) * width
            tone = mix(rgb("0f1633"), rgb("2a4f9a"), rng.random() ** 2)
            span = float(np.hypot(*along)) * 1.7 + 5 * k
            wide = size * k * rng.uniform(0.7, 1.2)
            canvas.stroke(float(x), float(y), float(np.arctan2(along[1], along[0])), span, wide, tone, inky)
    for eye_x, eye_y in ((0.413, 0.543), (0.608, 0.541)):
        glint = Brush(dry=0, thickness=2)
        canvas.stroke(eye_x * width, eye_y * width, 0.4, 6 * k, 4.5 * k, rgb("fdf6e0"), glint)
