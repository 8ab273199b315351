"""What a picture lies on: paper grain, canvas weave, wood grain, and the light that shows relief."""

from __future__ import annotations

import numpy as np

from export.artwork.noise import Field, Shape, fbm, grid, smooth_noise


def paper(shape: Shape, scale: float, rng: np.random.Generator) -> Field:
    """Cold-pressed paper as heights [H, W], about -1..1; `scale` is pixels per unit of 1/768 of the width."""
    coarse = fbm(shape, 5.0 * scale, rng, octaves=3, gain=0.7)
    fibres = smooth_noise(shape, (1.5 * scale, 9.0 * scale), rng) + smooth_noise(shape, (9.0 * scale, 1.5 * scale), rng)
    heights: Field = 0.75 * coarse + 0.3 * fibres
    return heights


def weave(shape: Shape, scale: float, rng: np.random.Generator) -> Field:
    """Linen canvas as heights [H, W], about -1..1: threads that cross over and under, none quite straight."""
    x, y = grid(shape)
    period = 3.6 * scale
    x = x + 0.8 * scale * fbm(shape, 40 * scale, rng, 3)
    y = y + 0.8 * scale * fbm(shape, 40 * scale, rng, 3)
    across, down = np.sin(2 * np.pi * x / period), np.sin(2 * np.pi * y / period)
    over = np.sign(np.sin(np.pi * x / period) * np.sin(np.pi * y / period))
    threads: Field = np.where(over > 0, np.abs(across), np.abs(down)).astype(np.float32)
    threads = threads * (0.8 + 0.3 * smooth_noise(shape, (2 * scale, 60 * scale), rng))
    return (2 * threads - 1.2).astype(np.float32)


def wood(shape: Shape, scale: float, rng: np.random.Generator) -> Field:
    """Grain of a plank laid across, as heights [H, W], about -1..1."""
    x, y = grid(shape)
    bend = fbm(shape, (90 * scale, 420 * scale), rng, 3)
    rings = np.sin(2 * np.pi * (y / (13 * scale) + 3.0 * bend))
    pores = smooth_noise(shape, (1.3 * scale, 45 * scale), rng)
    return (0.6 * rings + 0.5 * pores + 0 * x).astype(np.float32)


def relief(
    colour: Field,
    heights: Field,
    strength: float,
    gloss: float = 0.0,
    light: tuple[float, float] = (-0.6, -0.8),
) -> Field:
    """The colours [H, W, 3] on a surface of `heights` [H, W] (pixels), lit from the side (x, y) of `light`.

    `strength` is how much a slope of 1 changes the brightness; `gloss` adds white glints on lit slopes.
    """
    down, across = np.gradient(heights.astype(np.float32))
    facing = across * -light[0] + down * -light[1]
    # A surface rising away from the light faces it.
    shade = np.clip(1.0 - strength * -facing, 0.45, 1.6)[..., None]
    glint = gloss * np.clip(facing - 0.25, 0.0, 1.0)[..., None] ** 1.5
    return np.clip(colour * shade + glint, 0.0, 1.0).astype(np.float32)
