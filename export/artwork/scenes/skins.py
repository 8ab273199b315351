"""The surfaces of a still life: skins of fruit, glazes, a wooden table, a plaster wall."""

from __future__ import annotations

import numpy as np

from export.artwork.colour import mix, rgb, to_linear
from export.artwork.noise import Field, Lattice, smoothstep
from export.artwork.scenes.solids import dot, normalise

TONES = {
    "jug": "39535e", "bowl": "e6e2d8", "orange": "e8801c", "apple": "a81f1c", "green": "9cae3c",
    "lemon": "edc62c", "pear": "bda43f", "grape": "3a2238", "stem": "5f5a30",
}  # fmt: skip
"""The main colour of each thing."""


class Skins:
    """Surfaces: each gives colours [N, 3], fine normals [N, 3], gloss 0..1 and roughness 0..1 at points."""

    def __init__(self, rng: np.random.Generator) -> None:
        """Draws the noise they share."""
        self.noise, self.fine = Lattice(rng), Lattice(rng)

    def of(self, name: str, q: Field, normal: Field, number: int) -> tuple[Field, Field, float, float]:
        """The surface of a thing at points from its origin; `number` makes each thing a different one."""
        shift = np.float32(13.7 * number)
        turn = np.arctan2(q[:, 2], q[:, 0]) + shift
        mottle = self.noise.solid_fbm(q * np.float32(3) + shift, 5)
        tone = np.broadcast_to(to_linear(rgb(TONES[name])), q.shape)
        if name == "orange":
            colour = tone * (1 + 0.18 * mottle)[:, None]
            return colour, self._bump(q, normal, 34.0, 0.13), 0.8, 0.10
        if name in ("apple", "green"):
            return self._apple(name, q, normal, turn, mottle)
        if name == "lemon":
            green = smoothstep(0.1, 0.7, mottle)
            colour = mix(tone * (1 + 0.08 * mottle)[:, None], to_linear(rgb("c9c23a")), 0.4 * green)
            return colour, self._bump(q, normal, 28.0, 0.08), 0.8, 0.10
        if name == "pear":
            blush = smoothstep(-0.2, 0.8, np.cos(turn + 0.4) + 0.6 * mottle) * smoothstep(1.0, -0.2, q[:, 1])
            colour = mix(tone, to_linear(rgb("b5622f")), 0.5 * blush)
            specks = smoothstep(0.38, 0.62, self.fine.solid_fbm(q * np.float32(26) + shift, 1))
            russet = smoothstep(0.0, 0.5, mottle + 0.8 * q[:, 1] - 0.45)
            colour = mix(colour, to_linear(rgb("7a5a2a")), np.clip(0.5 * specks + 0.5 * russet, 0, 1))
            colour = np.where((q[:, 1] > 1.02)[:, None], to_linear(rgb("4a3520")), colour)
            return colour, self._bump(q, normal, 12.0, 0.05), 0.7, 0.14
        if name == "grape":
            bloom = smoothstep(-0.35, 0.4, mottle + 0.3 * normal[:, 1])
            base = mix(tone, to_linear(rgb("6a2a3f")), float(number * 7 % 5) / 5)
            return (
                mix(base, to_linear(rgb("82809f")), 0.40 * bloom),
                self._bump(q, normal, 9, 0.02),
                0.7,
                0.07,
            )
        if name == "stem":
            return tone * (1 + 0.3 * mottle)[:, None], self._bump(q, normal, 20, 0.2), 0.3, 0.4
        return self._bowl(q, normal, turn, mottle) if name == "bowl" else self._jug(q, normal, turn, mottle)

    def _bump(self, p: Field, normal: Field, scale: float, depth: float) -> Field:
        """Normals tilted by noise of `scale` bumps a unit and relative `depth`."""
        q = p * np.float32(scale)
        tilts = [self.fine.solid(q[:, 0] + s, q[:, 1] - s, q[:, 2] + 0.5 + s) for s in (0.0, 19.3, 41.9)]
        return normalise(normal + np.float32(depth) * np.stack(tilts, -1))

    def _apple(
        self, name: str, q: Field, normal: Field, turn: Field, mottle: Field
    ) -> tuple[Field, Field, float, float]:
        """Red streaks over yellow, or green with a blush; specks, and russet around the stalk."""
        streak = self.noise.fbm(turn * 5, q[:, 1] * 1.0, 4)
        under, over, strong = ("d8a93a", "a8161a", 0.97) if name == "apple" else ("a3b53c", "b5803a", 0.35)
        blush = smoothstep(-1.0, 0.25, 1.0 * streak + 0.5 * mottle + 0.55 * np.cos(turn + 2.6))
        colour = mix(np.broadcast_to(to_linear(rgb(under)), q.shape), to_linear(rgb(over)), strong * blush)
        specks = smoothstep(0.50, 0.66, self.fine.solid_fbm(q * np.float32(19), 1))
        colour = mix(colour, to_linear(rgb("e3cf8a")), 0.45 * specks)
        ring = np.hypot(q[:, 0], q[:, 2])
        top = smoothstep(0.24, 0.05, ring + 0.05 * mottle) * (q[:, 1] > 0)
        colour = mix(colour, to_linear(rgb("94903f")), 0.85 * top)
        stalk = (q[:, 1] > 0.30) & (ring < 0.10) & (q[:, 1] > 0.34 + 1.2 * ring)
        colour = np.where(stalk[:, None], to_linear(rgb("4a3320")), colour)
        return colour, self._bump(q, normal, 8.0, 0.03), 0.9, 0.05

    def _bowl(self, q: Field, normal: Field, turn: Field, mottle: Field) -> tuple[Field, Field, float, float]:
        """White glaze with bands and a vine in blue outside."""
        high = q[:, 1]
        bands = sum(
            (smoothstep(w, 0.6 * w, np.abs(high - at)) for at, w in ((1.22, 0.016), (1.15, 0.009), (0.42, 0.012))),
            0 * high,
        )
        wave = 0.80 + 0.13 * np.sin(turn * 9)
        vine = smoothstep(0.022, 0.012, np.abs(high - wave))
        way = np.where(np.sin(turn * 9) > 0, -0.1, 0.1)
        leaf = np.hypot(((turn * 9 / np.pi) % 1.0 - 0.5) * 0.42, high - 0.80 - way)
        paint = np.clip(bands + vine + smoothstep(0.10, 0.07, leaf) - 0.6 * smoothstep(0.045, 0.03, leaf), 0, 1)
        outside = dot(q - np.array([0, 1.42, 0], np.float32), normal) > 0
        blue = mix(
            np.broadcast_to(to_linear(rgb("274a8c")), q.shape),
            to_linear(rgb("4a6fae")),
            np.clip(0.5 + mottle, 0, 1),
        )
        white = to_linear(rgb(TONES["bowl"])) * (1 + 0.03 * mottle)[:, None]
        return mix(white, blue, paint * outside * 0.92), self._bump(q, normal, 5.0, 0.012), 1.0, 0.03

    def _jug(self, q: Field, normal: Field, turn: Field, mottle: Field) -> tuple[Field, Field, float, float]:
        """Blue-green glaze that has run down over speckled stoneware."""
        drip = smoothstep(1.44, 1.50, q[:, 1] + 0.20 * self.noise.at(turn * 2.6, 0 * turn) + 0.05 * mottle)
        glaze = mix(
            np.broadcast_to(to_linear(rgb(TONES["jug"])), q.shape),
            to_linear(rgb("1f3a44")),
            np.clip(0.5 + 1.2 * mottle, 0, 1),
        )
        clay = to_linear(rgb("c4ae86")) * (1 + 0.22 * mottle)[:, None]
        speck = smoothstep(0.45, 0.62, self.fine.solid_fbm(q * np.float32(17), 2))
        clay = mix(clay, to_linear(rgb("5a4630")), 0.55 * speck)
        return mix(clay, glaze, drip), self._bump(q, normal, 5.0, 0.03), 0.9, 0.07

    def wood(self, p: Field) -> tuple[Field, Field, float, float]:
        """The planks of the table, at points of the scene."""
        x, z = p[:, 0], p[:, 2]
        plank = np.floor(z / 1.35 + 0.35)
        edge = np.abs((z / 1.35 + 0.35) % 1.0 - 0.5)
        shift = plank * 31.7
        bend = self.noise.fbm(x * 0.22 + shift, z * 0.9, 4)
        ring = np.sin((z * 7.5 + 5.5 * bend + shift) * 2.2) * 0.5 + 0.5 * self.noise.fbm(x * 0.6 + shift, z * 9, 3)
        pore = self.fine.fbm(x * 2.2 + shift, z * 60, 3)
        t = np.clip(0.45 + 0.28 * ring + 0.22 * pore + 0.25 * self.noise.at(shift, 0 * z) + 0.2 * bend, 0, 1)
        colour = mix(np.broadcast_to(to_linear(rgb("4a2f1c")), p.shape), to_linear(rgb("94683c")), t)
        dark = smoothstep(0.20, 0.55, pore) * 0.35
        seam = smoothstep(0.488, 0.497, edge)
        colour = colour * (1 - np.clip(dark + 0.85 * seam, 0, 0.9))[:, None]
        tilt = np.stack([0.012 * self.noise.at(x * 3, z * 3), np.ones_like(x), 0.05 * pore + 0.03 * ring], -1)
        return colour, normalise(tilt.astype(np.float32)), 0.55, 0.22

    def plaster(self, p: Field) -> tuple[Field, Field, float, float]:
        """The wall, at points of the scene."""
        x, y = p[:, 0], p[:, 1]
        cloud = self.noise.fbm(x * 0.5, y * 0.5 + 11, 6, 0.6)
        base = np.broadcast_to(to_linear(rgb("6f6d60")), p.shape)
        colour = mix(base, to_linear(rgb("a39c86")), np.clip(0.5 + 0.9 * cloud, 0, 1))
        rough = [0.12 * self.fine.fbm(x * 7 + s, y * 7, 4) for s in (0.0, 50.0)]
        return colour * 0.8, normalise(np.stack([*rough, -np.ones_like(x)], -1).astype(np.float32)), 0.12, 0.5
