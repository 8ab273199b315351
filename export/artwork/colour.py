"""Colours: sRGB triples 0..1 from hex text, palettes, ramps, small shifts, linear light and back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from export.artwork.noise import Field


def rgb(text: str) -> Field:
    """The sRGB colour [3] in 0..1 of six hex digits, such as "1f3a5f"."""
    return np.array([int(text[i : i + 2], 16) / 255.0 for i in (0, 2, 4)], np.float32)


def palette(text: str) -> Field:
    """Colours [N, 3] in 0..1 from hex words parted by spaces."""
    return np.stack([rgb(word) for word in text.split()])


def ramp(colours: Field, t: Field, stops: Sequence[float] | None = None) -> Field:
    """Colours along a palette [N, 3] at t in 0..1 (any shape): [..., 3]; `stops`: where each sits."""
    places = np.linspace(0.0, 1.0, len(colours)) if stops is None else np.asarray(stops)
    channels = [np.interp(t, places, colours[:, c]) for c in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)


def mix(a: Field, b: Field, t: Field | float) -> Field:
    """The blend of a and b ([..., 3]) by t in 0..1: a number, or a field [...] without the colour axis."""
    weight = np.asarray(t, np.float32)
    if weight.ndim:
        weight = weight[..., None]
    blended: Field = a + (b - a) * weight
    return blended


def vary(colour: Field, rng: np.random.Generator, light: float, hue: float) -> Field:
    """A colour [3] made a little lighter or darker (relative, `light`) and shifted in hue (by `hue`)."""
    shift = rng.normal(0.0, 1.0, 3) * hue
    return np.clip(colour * (1.0 + rng.normal(0.0, light)) + shift - shift.mean(), 0.0, 1.0).astype(np.float32)


def to_linear(colour: Field) -> Field:
    """Linear light from sRGB, both 0..1."""
    colour = np.clip(colour, 0.0, 1.0)
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4).astype(np.float32)


def to_srgb(light: Field) -> Field:
    """SRGB from linear light, both 0..1; light beyond is clipped."""
    light = np.clip(light, 0.0, 1.0)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055).astype(np.float32)


def film(light: Field, exposure: float = 1.0) -> Field:
    """SRGB 0..1 from scene light 0..any, through a film-like curve with a soft toe and shoulder."""
    x = np.maximum(light * np.float32(exposure * 0.6), 0.0)
    return to_srgb((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14))
