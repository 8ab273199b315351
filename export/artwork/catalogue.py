"""Every picture of the artwork: its name, its words, its size, and the function that paints it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from export.artwork.noise import Field, Shape
from export.artwork.scenes import harbour, lake, still_life
from export.artwork.styles import (
    constructivist,
    etching,
    face,
    glass,
    gold,
    ink,
    meadow,
    mosaic,
    night,
    quilt,
    shards,
    watercolour,
    wave,
)


@dataclass(frozen=True)
class Picture:
    """One picture: `words` is the alternative text of a sample, the description of a style."""

    id: str
    title: str
    words: str
    width: int
    height: int
    seed: int
    paint: Callable[[Shape, np.random.Generator], Field]

    def render(self, long_side: int | None = None) -> Field:
        """The picture [H, W, 3] in 0..1, at its own size or with its long side of so many pixels."""
        factor = 1.0 if long_side is None else long_side / max(self.width, self.height)
        shape = (max(round(self.height * factor), 8), max(round(self.width * factor), 8))
        return np.clip(self.paint(shape, np.random.default_rng(self.seed)), 0.0, 1.0).astype(np.float32)


SAMPLES = (
    Picture(
        "lake",
        "Mountain lake",
        "A mountain lake at evening, with firs, snow and reflections",
        1280,
        960,
        7,
        lake.paint,
    ),
    Picture(
        "still-life",
        "Fruit by the window",
        "Fruit, a bowl and a glass on a wooden table in window light",
        1280,
        960,
        5,
        still_life.paint,
    ),
    Picture(
        "harbour",
        "Harbour",
        "Painted gabled houses and boats along a harbour in low sun",
        1280,
        960,
        3,
        harbour.paint,
    ),
)
STYLES = (
    Picture(
        "night",
        "Swirling night",
        "Thick short strokes of oil that whirl around stars",
        768,
        608,
        7,
        night.paint,
    ),
    Picture(
        "wave",
        "Woodblock wave",
        "Flat blues, carved outlines and foam, printed on fibrous paper",
        768,
        560,
        7,
        wave.paint,
    ),
    Picture(
        "watercolour",
        "Watercolour flowers",
        "Wet washes with soft runs, hard edges and paper grain",
        620,
        768,
        7,
        watercolour.paint,
    ),
    Picture(
        "gold",
        "Gold pattern",
        "Leaf gold with spirals, eyes and checks in flowing bands",
        620,
        768,
        7,
        gold.paint,
    ),
    Picture("face", "Bold brush", "Raw colour, broad strokes and heavy blue outlines", 620, 768, 7, face.paint),
    Picture("meadow", "Dotted meadow", "Dots of pure colour that mix in the eye", 768, 608, 7, meadow.paint),
    Picture("glass", "Stained glass", "Glowing panes held by black lead", 600, 768, 7, glass.paint),
    Picture(
        "shards",
        "Broken planes",
        "A guitar and a bottle in facets of ochre and slate",
        620,
        768,
        7,
        shards.paint,
    ),
    Picture("mosaic", "Mosaic", "Hand-cut stone and gold glass set in pale grout", 768, 608, 7, mosaic.paint),
    Picture("ink", "Ink and bamboo", "Black ink, wet and dry, on rice paper", 560, 768, 7, ink.paint),
    Picture("quilt", "Colour squares", "Warm and cool squares in chalk and oil on jute", 640, 768, 7, quilt.paint),
    Picture("etching", "Etching", "Hatched and cross-hatched lines in brown-black ink", 768, 600, 7, etching.paint),
    Picture(
        "constructivist",
        "Red and black",
        "Discs, bars and dots printed in red, black and cream",
        600,
        768,
        7,
        constructivist.paint,
    ),
)
"""In the order in which the gallery shows them."""
