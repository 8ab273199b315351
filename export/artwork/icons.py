"""The app's icons for home screens: the mark of web/public/favicon.svg, half seen and half painted, as PNG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

GRID = 32
"""Side of the drawing that the coordinates are in."""
FINE = 8
"""How many times larger it is drawn, for smooth edges."""

PAPER, WHITE, INK, QUIET, BLUE = "#fbfaf8", "#ffffff", "#1d1c1a", "#65625d", "#2747c7"

Point = tuple[float, float]


@dataclass(frozen=True)
class Icon:
    """One file: its side in pixels, how much of it the drawing fills, and the radius of its corners on the grid."""

    name: str
    side: int
    share: float = 1.0
    radius: float = 0.0


ICONS = (
    Icon("icon-192.png", 192, radius=7),
    Icon("icon-512.png", 512, radius=7),
    # Systems cut these two into shapes of their own; what matters stays within the circle that they all keep.
    Icon("maskable-512.png", 512, share=0.8),
    Icon("apple-touch-icon.png", 180, share=0.9),
)


def bezier(start: Point, *bends: tuple[Point, Point, Point]) -> list[Point]:
    """Points of a path of cubic curves, each given as in SVG's `c`: relative to where the one before ended."""
    points = [start]
    for bend in bends:
        knots = np.array([(0.0, 0.0), *bend]) + points[-1]
        t = np.linspace(0.0, 1.0, 40)[1:, None]
        weights = np.hstack([(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3])
        points += [(float(x), float(y)) for x, y in weights @ knots]
    return points


LEGS = ([(16, 4), (16, 7)], [(10, 23), (7.5, 28)], [(22, 23), (24.5, 28)])
STROKES = (
    bezier((17.5, 19.5), ((2, -5), (3.2, -5), (4.5, -3)), ((1.3, 2), (2.3, 1.2), (3.5, -2))),
    bezier((18, 12.5), ((2.2, -2.2), (3.8, -2), (6.5, -1.5))),
)


def draw(icon: Icon) -> Image.Image:
    """The icon as RGBA; outside of its rounded corners it is clear."""
    full = icon.side * FINE
    scale = full / GRID * icon.share
    offset = full * (1 - icon.share) / 2
    image = Image.new("RGB", (full, full), PAPER)
    pen = ImageDraw.Draw(image)

    def placed(*points: Point) -> list[Point]:
        return [(x * scale + offset, y * scale + offset) for x, y in points]

    def line(points: Sequence[Point], colour: str) -> None:
        spots = placed(*points)
        pen.line(spots, colour, round(2 * scale))
        for x, y in spots:
            pen.ellipse((x - scale, y - scale, x + scale, y + scale), colour)

    def box(corner: Point, opposite: Point, radius: float, colour: str, left: bool = True) -> None:
        rounded = (left, True, True, left)
        pen.rounded_rectangle(placed(corner, opposite), radius * scale, colour, corners=rounded)

    for leg in LEGS:
        line(leg, QUIET)
    box((4, 6), (28, 24), 3, INK)
    box((6, 8), (26, 22), 1, WHITE)
    box((16, 7), (27, 23), 2, BLUE, left=False)
    for stroke in STROKES:
        line(stroke, WHITE)

    shape = Image.new("L", (full, full), 0)
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, full - 1, full - 1), icon.radius * full / GRID, 255)
    image.putalpha(shape)
    return image.reduce(FINE)


def write_icons(public: Path) -> None:
    """Writes all icons into `icons` under the public folder."""
    folder = public / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    for icon in ICONS:
        draw(icon).save(folder / icon.name, optimize=True)
