"""The street along the harbour: houses, quay, lamps and church, and the surfaces of each."""

from __future__ import annotations

import numpy as np

from export.artwork.noise import Field, Labels, Lattice, smoothstep
from export.artwork.scenes.facade import Style, front, masonry, tiles
from export.artwork.scenes.prisms import Prism, Town, roofed, solid
from export.artwork.scenes.solids import normalise

QUAY = 1.5
"""Height of the quay above the water, metres."""
FRONT = 42.0
"""How far ahead the house fronts stand."""
PAINTS = (
    "c9603f", "e3b04f", "7f9aa3", "d9cdb2", "a8483a", "5f8a7a", "e0a070",
    "c7b9a0", "b5713f", "4f7391", "d8b8a0", "a3a57a", "e6d3a0", "94483f",
)  # fmt: skip
ROOFS = ("8f4a30", "6f3f30", "9a5a3a", "55504c", "7f4a3a")
SHUTTERS = ("", "", "3f5f4a", "", "4a5f7a", "")


def _street(rng: np.random.Generator) -> tuple[list[Prism], list[Style]]:
    """The houses from left to right, each with its style, then the quay and the church."""
    prisms: list[Prism] = []
    styles: list[Style] = []
    x = -38.0
    order = rng.permutation(len(PAINTS))
    while x < 46:
        number = len(styles)
        width = float(rng.uniform(5.2, 8.4))
        storeys = int(rng.integers(3, 5))
        eaves = 3.4 + (storeys - 1) * float(rng.uniform(2.75, 3.05)) + 0.5
        paint = PAINTS[order[number % len(PAINTS)]]
        style = Style(
            left=x,
            width=width,
            eaves=eaves,
            storeys=storeys,
            bays=2 if width < 6 else 3 if width < 7.8 else 4,
            paint=paint,
            trim="ece4d2" if paint != "e6d3a0" else "d8cbb0",
            roof=ROOFS[rng.integers(0, len(ROOFS))],
            brick=bool(rng.random() < 0.35),
            shutters=SHUTTERS[rng.integers(0, 6)],
            seed=float(rng.random()),
        )
        styles.append(style)
        z = FRONT + float(rng.uniform(0, 0.5))
        right, top = x + width, QUAY + eaves
        if rng.random() < 0.55:
            slope = float(rng.uniform(1.0, 1.35))
            prisms.append(roofed("front", number, (x, QUAY, z), (right, top + slope * width / 2, z + 0.4), slope, 0))
            prisms.append(
                roofed(
                    "roof",
                    number,
                    (x - 0.1, QUAY, z + 0.4),
                    (right + 0.1, top + slope * width / 2 - 0.25, z + 11),
                    slope,
                    0,
                )
            )
        else:
            prisms.append(solid("front", number, (x, QUAY, z), (right, top, z + 10)))
            rise = 4.2
            prisms.append(
                roofed(
                    "roof",
                    number,
                    (x - 0.05, top - 0.1, z - 0.45),
                    (right + 0.05, top + rise, z + 10),
                    0,
                    0.78,
                )
            )
            for bay in range(2 if width > 6 else 1):
                at = x + width * ((bay + 0.5) / (2 if width > 6 else 1))
                prisms.append(
                    roofed(
                        "dormer",
                        number,
                        (at - 0.75, top + 0.2, z + 0.5),
                        (at + 0.75, top + 2.35, z + 5),
                        0.9,
                        0,
                    )
                )
        chimney = x + width * float(rng.uniform(0.2, 0.8))
        tall = top + float(rng.uniform(3.9, 5.2))
        prisms.append(solid("chimney", number, (chimney - 0.45, top, z + 4.2), (chimney + 0.45, tall, z + 5.0)))
        prisms.append(solid("pots", number, (chimney - 0.3, tall, z + 4.4), (chimney + 0.3, tall + 0.4, z + 4.8)))
        x = right + float(rng.choice([0.0, 0.0, 0.06]))
    prisms.append(solid("quay", 0, (-90, -2, FRONT - 5.5), (90, QUAY, FRONT + 12)))
    prisms.append(solid("tower", 0, (13.5, 0, FRONT + 34), (19.5, 27, FRONT + 40)))
    spire = roofed("spire", 0, (13.2, 26.8, FRONT + 33.7), (19.8, 44.5, FRONT + 40.3), 5.4, 5.4)
    prisms.append(spire)
    for post in np.arange(-40, 46, 6.5):
        prisms.append(
            solid("post", 0, (float(post), QUAY, FRONT - 5.2), (float(post) + 0.28, QUAY + 0.55, FRONT - 4.92))
        )
        lamp = float(post) + 3.2
        if int(post) % 2 == 0:
            prisms.append(solid("lamp", 0, (lamp, QUAY, FRONT - 3.6), (lamp + 0.12, QUAY + 3.6, FRONT - 3.48)))
            prisms.append(
                solid(
                    "lantern",
                    0,
                    (lamp - 0.14, QUAY + 3.6, FRONT - 3.74),
                    (lamp + 0.26, QUAY + 4.15, FRONT - 3.34),
                )
            )
    return prisms, styles


class Street:
    """The built part of the harbour: what rays meet, and what it is made of there."""

    def __init__(self, rng: np.random.Generator) -> None:
        """Builds the houses."""
        prisms, self.styles = _street(rng)
        self.town = Town(prisms)
        self.noise, self.fine = Lattice(rng), Lattice(rng)

    def surface(self, point: Field, which: Labels, normal: Field) -> tuple[Field, Field, Field, Field]:
        """Colour [N, 3], sunlit share, glass share and fine normals of points on the prisms `which` [N]."""
        albedo = np.full(point.shape, 0.3, np.float32)
        sun, glass = np.ones(len(point), np.float32), np.zeros(len(point), np.float32)
        x, y, z = point[:, 0], point[:, 1], point[:, 2]
        for number in np.unique(which):
            part = np.flatnonzero(which == number)
            prism = self.town.prisms[number]
            style = self.styles[prism.house]
            px, py, pz = x[part], y[part], z[part]
            ahead = normal[part, 2] < -0.5
            if prism.name == "front":
                tone, lit, panes = front(style, px - style.left, py - QUAY, self.noise, self.fine)
                side = (
                    front(style, np.full_like(pz, 0.6), py - QUAY + 0.01, self.noise, self.fine)[0]
                    if not ahead.all()
                    else tone
                )
                slope = normal[part, 1] > 0.3
                tone = np.where(
                    ahead[:, None],
                    tone,
                    np.where(slope[:, None], np.array([0.62, 0.58, 0.5], np.float32), side * 0.9),
                )
                albedo[part], sun[part], glass[part] = (
                    tone,
                    np.where(ahead, lit, 1.0),
                    np.where(ahead, panes, 0.0),
                )
            elif prism.name in ("roof", "dormer") and (prism.name == "roof" or not ahead.all()):
                rise = np.hypot(py, np.where(np.abs(normal[part, 0]) > 0.3, px, pz))
                across = py * 1.35
                along = np.where(np.abs(normal[part, 0]) > 0.3, pz, px)
                albedo[part] = tiles(style.roof, across + 0 * rise, along, style.seed * 50, self.noise, self.fine)
                wall = normal[part, 1] < 0.2
                albedo[part] = np.where(
                    wall[:, None],
                    np.array([0.50, 0.45, 0.38], np.float32) * (1 + 0.2 * self.noise.fbm(pz, py, 4))[:, None],
                    albedo[part],
                )
            if prism.name == "dormer":
                u, v = px - prism.middle[0], py - float(prism.middle[1]) + 0.15
                pane = ahead & (np.abs(u) < 0.46) & (np.abs(v) < 0.58) & (np.abs(u) > 0.03) & (np.abs(v) > 0.03)
                frame = ahead & ~pane
                albedo[part] = np.where(frame[:, None], np.array([0.70, 0.66, 0.58], np.float32), albedo[part])
                albedo[part] = np.where(pane[:, None], np.array([0.02, 0.022, 0.026], np.float32), albedo[part])
                glass[part] = pane
            if prism.name == "quay":
                top = normal[part, 1] > 0.5
                cobble = self.fine.at(px * 7, pz * 7) * 0.3 + self.noise.fbm(px, pz, 4) * 0.4
                ground = np.array([0.24, 0.215, 0.19], np.float32) * (1 + cobble)[:, None]
                rim = top & (pz < FRONT - 4.9)
                ground = np.where(
                    rim[:, None],
                    np.array([0.42, 0.39, 0.34], np.float32) * (1 + 0.2 * cobble)[:, None],
                    ground,
                )
                albedo[part] = np.where(top[:, None], ground, masonry(px, py, self.noise, self.fine))
            elif prism.name in ("chimney", "pots", "tower"):
                row = np.floor(py / 0.10)
                joint = smoothstep(0.36, 0.46, np.abs((py / 0.10) % 1 - 0.5))
                base = np.array(
                    {"chimney": (0.30, 0.15, 0.10), "pots": (0.45, 0.22, 0.12), "tower": (0.40, 0.33, 0.26)}[
                        prism.name
                    ],
                    np.float32,
                )
                albedo[part] = (
                    base * (1 + 0.3 * self.noise.fbm(px * 2 + 0 * row, py * 2 + pz, 4) - 0.25 * joint)[:, None]
                )
                if prism.name == "tower":
                    u = np.where(np.abs(normal[part, 2]) > 0.5, px - 16.5, pz - FRONT - 37)
                    bell = (
                        (np.abs(u) < 0.75) & (py > 20.5) & (py < 24 + 0.7 * np.sqrt(np.clip(1 - (u / 0.75) ** 2, 0, 1)))
                    )
                    albedo[part] = np.where(bell[:, None], np.array([0.04, 0.04, 0.045], np.float32), albedo[part])
            elif prism.name == "spire":
                albedo[part] = (
                    np.array([0.20, 0.33, 0.27], np.float32)
                    * (1 + 0.35 * self.noise.fbm(px * 1.5 + pz, py * 0.4, 4))[:, None]
                )
            elif prism.name in ("post", "lamp"):
                albedo[part] = np.array([0.035, 0.04, 0.04], np.float32)
            elif prism.name == "lantern":
                albedo[part] = np.array([0.55, 0.52, 0.45], np.float32)
        rough = np.stack([self.fine.fbm(x * 5 + z, y * 5, 3), self.fine.fbm(x * 5 + 40, y * 5 + z, 3), 0 * x], -1)
        return albedo, sun, glass, normalise(normal + 0.06 * rough * (glass < 0.1)[:, None])
