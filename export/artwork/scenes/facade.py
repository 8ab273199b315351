"""The fronts and roofs of the houses: plaster and brick, windows with frames and panes, doors, tiles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from export.artwork.colour import mix, palette, rgb, to_linear
from export.artwork.noise import Field, Lattice, smoothstep


@dataclass(frozen=True)
class Style:
    """How a house is built; lengths in metres."""

    left: float
    width: float
    eaves: float
    """Height of the wall."""
    storeys: int
    bays: int
    paint: str
    trim: str
    roof: str
    brick: bool
    shutters: str
    """A colour, or nothing."""
    seed: float


SHADOW = np.array([0.05, -0.09], np.float32)
"""How far a sill's or lintel's shadow falls, metres right and up for each metre of depth, times ten."""


def front(style: Style, u: Field, y: Field, noise: Lattice, fine: Lattice) -> tuple[Field, Field, Field]:
    """Colour [N, 3], sunlit and glass share of a front at `u` metres from its left, `y` from its foot."""
    grain = fine.fbm(u * 9 + style.seed, y * 9, 4)
    cloud = noise.fbm(u * 0.5 + style.seed, y * 0.35, 5, 0.6)
    streak = noise.fbm(u * 2.6 + style.seed, y * 0.22 + 5, 4)
    base = np.broadcast_to(to_linear(rgb(style.paint)), (*u.shape, 3))
    colour = base * (1 + 0.20 * cloud + 0.14 * grain + 0.30 * np.minimum(streak, 0))[..., None]
    bare = smoothstep(0.42, 0.62, cloud + 0.35 * grain + 0.25 * smoothstep(2.0, 0.0, y))
    colour = mix(colour, to_linear(rgb("9a8d7c")) * (1 + 0.2 * grain)[..., None], 0.55 * bare)
    if style.brick:
        row = np.floor(y / 0.085)
        joint = np.maximum(
            smoothstep(0.38, 0.46, np.abs((y / 0.085) % 1 - 0.5)),
            smoothstep(0.44, 0.48, np.abs((u / 0.24 + 0.5 * (row % 2)) % 1 - 0.5)),
        )
        each = fine.at(np.floor(u / 0.24 + 0.5 * (row % 2)) * 3.3 + style.seed, row * 2.7)
        colour = colour * (1 + 0.22 * each)[..., None]
        colour = mix(colour, to_linear(rgb("a89a88")), 0.45 * joint)
    damp = smoothstep(1.1, 0.0, y + 0.5 * cloud)
    colour = colour * (1 - 0.35 * damp)[..., None]
    sun: Field = np.ones(u.shape, np.float32)
    glass: Field = np.zeros(u.shape, np.float32)
    trim = to_linear(rgb(style.trim))

    ground = 3.4
    high = (style.eaves - ground - 0.5) / max(style.storeys - 1, 1)
    storey = np.where(y < ground, 0, 1 + np.floor((y - ground) / high)).astype(int)
    storey = np.clip(storey, 0, style.storeys - 1)
    foot = np.where(storey == 0, 0.0, ground + (storey - 1) * high)
    bay_wide = style.width / style.bays
    bay = np.clip(np.floor(u / bay_wide), 0, style.bays - 1)
    x = u - (bay + 0.5) * bay_wide
    v = y - foot
    half = np.where(storey == 0, 0.58, 0.50) * min(bay_wide / 1.75, 1.15)
    sill = np.where(storey == 0, 0.95, 0.28 * high)
    lintel = np.where(storey == 0, 2.65, 0.86 * high)
    door = (storey == 0) & (bay == int(style.seed * 7) % style.bays)
    sill = np.where(door, 0.05, sill)
    arched = style.seed % 0.5 > 0.3
    rise = lintel - (0.35 * half * (x / half) ** 2 if arched else 0.0)
    open_ = (np.abs(x) < half) & (v > sill) & (v < rise) & (y < style.eaves - 0.25)

    surround = (np.abs(x) < half + 0.14) & (v > sill - 0.12) & (v < rise + 0.16) & ~open_ & (y < style.eaves - 0.1)
    colour = np.where(surround[..., None], trim * (0.95 + 0.12 * grain)[..., None], colour)
    ledge = (np.abs(x) < half + 0.22) & (np.abs(v - sill + 0.09) < 0.06) & ~door & (y < style.eaves - 0.3)
    colour = np.where(ledge[..., None], trim * 1.05, colour)
    under = (np.abs(x - 0.05) < half + 0.22) & (v < sill - 0.15) & (v > sill - 0.30) & ~door & (y < style.eaves - 0.3)
    sun = np.where(under, 0.35, sun)
    if style.shutters:
        blade = (np.abs(np.abs(x) - half - 0.37) < 0.23) & (v > sill) & (v < lintel) & (storey > 0)
        slats = 0.72 + 0.28 * smoothstep(0.2, 0.5, (v * 14) % 1.0)
        rim = np.maximum(np.abs(np.abs(x) - half - 0.37) / 0.23, 0)
        colour = np.where(
            blade[..., None],
            to_linear(rgb(style.shutters)) * np.where(rim > 0.8, 1.0, slats)[..., None],
            colour,
        )
        sun = np.where(
            (np.abs(np.abs(x - 0.06) - half - 0.37) < 0.25) & ~blade & (v > sill - 0.08) & (v < lintel) & (storey > 0),
            0.55,
            sun,
        )

    frame_x = np.minimum(np.abs(np.abs(x) - half + 0.04) - 0.045, np.abs(x) - 0.035)
    pane_h = (lintel - sill) / 3
    cross = np.abs((v - sill) / pane_h - np.round((v - sill) / pane_h)) * pane_h - 0.028
    middle = np.abs(np.abs(x) - half * 0.5) - 0.016
    frame = open_ & (np.minimum(np.minimum(frame_x, cross), np.where(storey == 0, 1.0, middle)) < 0) & ~door
    pane = open_ & ~frame & ~door
    # Each room is as dark as its own curtains leave it.
    room = fine.at(bay * 5.1 + style.seed * 3, storey * 7.3 + 0.0 * x)
    curtain = smoothstep(0.30, 0.42, np.abs(x) / half + 0.25 * room) * (room > -0.25)
    inside = mix(
        np.broadcast_to(np.array([0.022, 0.024, 0.028], np.float32), colour.shape),
        np.array([0.34, 0.31, 0.27], np.float32),
        0.5 * curtain * (0.8 + 0.2 * np.sin(x * 70)),
    )
    colour = np.where(pane[..., None], inside, colour)
    colour = np.where(frame[..., None], np.clip(trim * 1.1, 0, 0.85), colour)
    leaf = open_ & door
    panel = (np.abs(np.abs(x) - half * 0.48) < half * 0.30) & (np.abs((v % 0.85) - 0.45) < 0.28)
    wood = to_linear(rgb(("2f4a3a", "5a2420", "27405f", "3a2a20")[int(style.seed * 13) % 4]))
    colour = np.where(
        leaf[..., None], wood * np.where(panel, 0.75, 1.05)[..., None] * (1 + 0.1 * grain)[..., None], colour
    )
    glass = np.where(pane, 1.0, np.where(leaf & (v > 2.15), 0.6, glass))
    # The wall is thicker than the window: its left side and lintel throw shade on frame and panes.
    recess = open_ & ((x < -half + 0.17) | (v > rise - 0.20))
    sun = np.where(recess, 0.15, sun)

    cornice = smoothstep(0.30, 0.27, np.abs(y - style.eaves + 0.05))
    colour = mix(colour, trim, 0.92 * cornice * (y < style.eaves + 0.3))
    sun = np.where((y < style.eaves - 0.36) & (y > style.eaves - 0.85), 0.30, sun)
    band = smoothstep(0.10, 0.08, np.abs(y - ground + 0.05))
    colour = mix(colour, trim * 0.92, 0.9 * band)
    sun = np.where((y < ground - 0.15) & (y > ground - 0.34), 0.45, sun)
    gable = y > style.eaves + 0.3
    eye = np.hypot(u - style.width / 2, y - style.eaves - 1.5)
    colour = np.where((gable & (eye < 0.62))[..., None], trim, colour)
    hole = gable & (eye < 0.47) & (np.abs(u - style.width / 2) > 0.035) & (np.abs(y - style.eaves - 1.5) > 0.035)
    colour = np.where(hole[..., None], np.array([0.025, 0.027, 0.03], np.float32), colour)
    pipe = np.abs(u - 0.16) < 0.055
    colour = np.where(pipe[..., None], to_linear(rgb("4a4d4a")), colour)
    sun = np.where((u > 0.215) & (u < 0.36) & ~open_, np.minimum(sun, 0.5), sun)
    return np.clip(colour, 0.004, 0.9).astype(np.float32), sun, np.where(hole, 0.8, glass)


def tiles(tone: str, across: Field, along: Field, seed: float, noise: Lattice, fine: Lattice) -> Field:
    """A tiled roof: colour [N, 3] at metres across the courses and along the ridge."""
    row = np.floor(across / 0.30)
    part = across / 0.30 - row
    column = along / 0.22 + 0.5 * (row % 2)
    each = fine.at(np.floor(column) * 3.1 + seed, row * 2.3)
    curved = 0.72 + 0.34 * np.sin(np.pi * (column % 1.0)) + 0.0 * part
    lip = 1 - 0.55 * smoothstep(0.80, 1.0, part)
    moss = smoothstep(0.15, 0.6, noise.fbm(along * 0.5 + seed, across * 0.5, 5))
    colour = to_linear(rgb(tone)) * (1 + 0.25 * each + 0.2 * noise.fbm(along + seed, across, 4))[..., None]
    colour = mix(colour, to_linear(rgb("5f5f4a")), 0.5 * moss)
    return np.clip(colour * (curved * lip)[..., None], 0.01, 0.8).astype(np.float32)


def masonry(across: Field, y: Field, noise: Lattice, fine: Lattice) -> Field:
    """The blocks of the quay wall, weedy towards the water: colour [N, 3]."""
    row = np.floor(y / 0.42)
    column = across / 0.95 + 0.5 * (row % 2)
    joint = np.maximum(
        smoothstep(0.43, 0.48, np.abs((y / 0.42) % 1 - 0.5)), smoothstep(0.46, 0.49, np.abs(column % 1 - 0.5))
    )
    each = fine.at(np.floor(column) * 3.7, row * 5.1)
    rough = fine.fbm(across * 6, y * 6, 5)
    colour = np.stack([0.26 + 0 * y, 0.235 + 0 * y, 0.20 + 0 * y], -1) * (1 + 0.22 * each + 0.3 * rough)[..., None]
    colour = mix(colour, np.array([0.07, 0.065, 0.055], np.float32), 0.7 * joint)
    weed = smoothstep(0.75, 0.25, y + 0.25 * noise.fbm(across * 1.2, y, 4))
    colour = mix(colour, palette("2a3320")[0] ** 2.2 * (1 + 0.5 * rough)[..., None], 0.92 * weed)
    return np.clip(colour, 0.004, 0.8).astype(np.float32)
