"""Constructivist: discs, half discs and bars in red, black and cream, printed a little out of register."""

from __future__ import annotations

import numpy as np

from export.artwork.colour import mix, rgb
from export.artwork.noise import Field, Shape, fbm, grid, smooth_noise, smoothstep
from export.artwork.paper import paper
from export.artwork.raster import polygon

RED, BLACK, CREAM, GREY, OCHRE, BLUE = "c8321f", "1b1a1c", "ecdfc3", "8f8a7c", "d99a2b", "2f4f66"


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The picture [H, W, 3] in 0..1."""
    k = shape[0] / 768
    x, y = grid(shape)
    x, y = (x / k).astype(np.float32), (y / k).astype(np.float32)
    sheet = paper(shape, k, rng)
    colour = (
        np.broadcast_to(rgb(CREAM), (*shape, 3)) * (1 + 0.04 * sheet + 0.05 * fbm(shape, 220 * k, rng, 3))[..., None]
    )
    wide = shape[1] / k
    tilt = -0.52
    u = (x - 0.5 * wide) * np.cos(tilt) + (y - 384) * np.sin(tilt)
    v = (y - 384) * np.cos(tilt) - (x - 0.5 * wide) * np.sin(tilt)

    def ink(coverage: Field, tone: str, solid: float = 1.0) -> None:
        """Prints a form: hungry patches, specks, an edge that squeezes out a little darker."""
        nonlocal colour
        left, top = (int(v) for v in rng.normal(0, 1.4, 2) * k)
        pad = ((max(top, 0), max(-top, 0)), (max(left, 0), max(-left, 0)))
        coverage = np.pad(coverage, pad, mode="edge")[max(-top, 0) :, max(-left, 0) :][: shape[0], : shape[1]]
        hungry = smoothstep(0.50, 1.0, 0.75 * fbm(shape, 7 * k, rng, 4, 0.7) + 0.35 * sheet + 0.2)
        amount = coverage * solid * (1 - 0.55 * hungry)
        squeeze = np.clip(4 * coverage * (1 - coverage), 0, 1) * 0.25
        mottle = (1 + 0.10 * fbm(shape, 18 * k, rng, 4) - squeeze)[..., None]
        pigment = rgb(tone) * mottle
        # Black lets what lies under it show a little.
        fresh = np.minimum(pigment, colour * 0.35) if tone == BLACK else pigment
        colour = mix(colour, fresh, np.clip(amount, 0, 1))

    def soft(signed: Field) -> Field:
        """Coverage 0..1 of where `signed` (units, positive inside) is positive, its edge a little rough."""
        return np.clip((signed + 0.7 * smooth_noise(shape, 3 * k, rng)) * k + 0.5, 0, 1)

    def box(left: float, right: float, top: float, bottom: float) -> Field:
        """A bar in the tilted frame."""
        return soft(np.minimum(np.minimum(u - left, right - u), np.minimum(v - top, bottom - v)))

    def dots(density: Field, pitch: float, angle: float) -> Field:
        """A halftone screen of `density` 0..1."""
        a, b = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
        wave = 0.5 + 0.25 * (np.cos(2 * np.pi * a / pitch) + np.cos(2 * np.pi * b / pitch))
        return smoothstep(-0.06, 0.06, density - wave)

    disc = np.hypot(x - 0.62 * wide, y - 270)
    ink(
        soft(204.0 - disc) * dots(np.clip(0.95 - (disc / 210) ** 1.5 * 0.6 + (x - 0.62 * wide) / 700, 0, 1), 9, 0.5),
        GREY,
    )
    ink(soft(150.0 - disc), BLACK)
    ink(soft(np.minimum(186.0 - disc, disc - 168)), BLACK)
    half = np.hypot(x - 0.27 * wide, y - 330)
    ink(soft(np.minimum(196.0 - half, -u - 96)), RED)
    ink(soft(np.minimum(np.minimum(236.0 - half, half - 214), -u - 96)), BLACK)
    ink(box(-88, -66, -330, 330), BLACK)
    ink(box(-700, 700, 118, 158), BLACK)
    ink(box(-120, 700, 170, 182), RED)
    ink(box(-700, 240, 196, 236), OCHRE)
    for step in range(11):
        ink(box(-330 + 34 * step, -314 + 34 * step, 252, 300 - 2 * step), BLACK if step % 3 else RED)
    ink(box(-600, 600, -262, -252) + box(-600, 600, -240, -236), BLACK)
    ink(box(60, 150, -420, -120) * dots(np.clip((u + 20) / 260, 0, 1), 8, 0.9), BLUE)
    ink(box(165, 190, -460, -60), BLUE)
    ink(box(210, 216, -480, 20) + box(226, 229, -480, 20), BLACK)
    small = np.hypot(x - 0.24 * wide, y - 610)
    ink(soft(92.0 - small), BLUE)
    ink(soft(np.minimum(92.0 - small, u + 0.0 * v + 150)), OCHRE, 0.92)
    ink(soft(np.minimum(112.0 - small, small - 104)), BLACK)
    ink(soft(34.0 - small), RED)
    ring = np.hypot(x - 0.80 * wide, y - 640)
    for outer in (104, 82, 60, 38):
        ink(soft(np.minimum(float(outer) - ring, ring - outer + 9)), RED if outer % 4 else BLACK)
    ink(soft(np.minimum(np.minimum(x - 0.05 * wide, 0.95 * wide - x), np.minimum(y - 742, 752 - y))), BLACK)
    ink(
        polygon(shape, np.array([[0.06 * wide, 40], [0.30 * wide, 40], [0.06 * wide, 190]]) * k)
        * dots(np.clip((190 - y) / 170, 0, 1), 8, 0.2),
        BLACK,
    )
    ink(soft(np.minimum(np.minimum(x - 0.36 * wide, 0.38 * wide - x), np.minimum(y - 20, 190 - y))), RED)
    creases = np.abs(smooth_noise(shape, 260 * k, rng)) < 0.006
    colour = mix(colour, rgb("fff8e6"), 0.35 * creases)
    worn = smoothstep(0.75, 1.05, fbm(shape, 5 * k, rng, 3, 0.8))
    colour = mix(colour, rgb(CREAM), 0.6 * worn)
    return np.clip(colour * (1 + 0.045 * sheet)[..., None], 0, 1).astype(np.float32)
