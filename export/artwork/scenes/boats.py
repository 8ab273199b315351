"""Boats in the harbour: wooden hulls with cabins, masts and rigging; lengths in metres, the water at 0."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from export.artwork.colour import mix, rgb, to_linear
from export.artwork.noise import Field, Lattice, smoothstep
from export.artwork.scenes.solids import Rod, Solid

Point: TypeAlias = tuple[float, float, float]


class Boat:
    """A boat: hull `long` and `wide` in metres, painted in two colours, with or without cabin and mast."""

    def __init__(
        self,
        place: tuple[float, float],
        turn: float,
        long: float,
        wide: float,
        tones: tuple[str, str],
        *,
        cabin: bool,
        mast: float,
    ) -> None:
        """Floats at (x, z), its bow turned from the right by `turn`."""
        self.place, self.turn, self.long, self.wide, self.tones = place, turn, long, wide, tones
        self.cabin, self.mast = cabin, mast
        self.high = 0.13 * long
        foot, tip = 0.25 * mast, (0.02, mast, 0.0)
        stays = (
            (0.49 * long, self.high + 0.3, 0.0),
            (-0.48 * long, self.high + 0.1, 0.0),
            (0.0, self.high, 0.46 * wide),
            (0.0, self.high, -0.46 * wide),
        )
        self.rig: list[tuple[str, Point, Point, float]] = []
        if mast:
            boom = ((0.02, foot, 0.0), (-0.40 * long, foot + 0.2, 0.0))
            self.rig = [("spar", (0.02, 0.2, 0.0), tip, 0.065), ("spar", *boom, 0.05)]
            self.rig += [("rope", tip, stay, 0.016) for stay in stays]
        if mast > 8.2:
            self.rig.append(("sail", (-0.1, foot + 0.16, 0.0), (-0.38 * long, foot + 0.33, 0.0), 0.15))

    def solids(self) -> list[Solid | Rod]:
        """The hull, and the rods of the rig if there is one."""
        x, z = self.place
        parts: list[Solid | Rod] = [Solid("hull", (x, 0.0, z), 0.58 * self.long, self._hull, (0, 0.3, 0))]
        for name, start, stop, radius in self.rig:
            a, b = (self._outside(spot) for spot in (start, stop))
            parts.append(Rod(name, a, b, radius))
        return parts

    def _outside(self, q: tuple[float, float, float]) -> tuple[float, float, float]:
        """A point of the boat in the scene."""
        cos, sin = float(np.cos(self.turn)), float(np.sin(self.turn))
        return (self.place[0] + q[0] * cos - q[2] * sin, q[1], self.place[1] + q[0] * sin + q[2] * cos)

    def local(self, p: Field) -> Field:
        """Points from the boat's place, turned so that x runs to the bow."""
        cos, sin = np.float32(np.cos(self.turn)), np.float32(np.sin(self.turn))
        return np.stack([p[:, 0] * cos + p[:, 2] * sin, p[:, 1], p[:, 2] * cos - p[:, 0] * sin], -1)

    def _form(self, q: Field) -> tuple[Field, Field]:
        """Half the beam, and the height of the gunwale, at points."""
        s = q[:, 0] / (0.5 * self.long)
        sheer = self.high * (0.72 + 0.22 * s + 0.34 * s * s)
        full = np.clip(1 - np.where(s > 0, np.abs(s) ** 2.1, np.abs(s) ** 4.5 * 0.75), 0.0, 1)
        flare = np.clip((q[:, 1] + 0.45) / (sheer + 0.45), 0, 1) ** 0.42
        return 0.5 * self.wide * full * flare, sheer

    def _hull(self, p: Field) -> Field:
        q = self.local(p)
        beam, sheer = self._form(q)
        side = np.abs(q[:, 2])
        outer = np.maximum(
            np.maximum(side - beam, q[:, 1] - sheer),
            np.maximum(-0.5 - q[:, 1], np.abs(q[:, 0]) - 0.5 * self.long),
        )
        inner = np.maximum(
            side - beam + 0.09, np.maximum(sheer - 0.42 - q[:, 1], np.abs(q[:, 0]) - 0.5 * self.long + 0.25)
        )
        hull = np.maximum(outer, -inner)
        rail = np.sqrt((side - beam - 0.01) ** 2 + (q[:, 1] - sheer) ** 2) - 0.055
        rail = np.maximum(rail, np.abs(q[:, 0]) - 0.49 * self.long)
        hull = np.minimum(hull, rail)
        if self.cabin:
            long, wide, high = 0.15 * self.long, 0.30 * self.wide, 0.62 + 0.10 * self.long
            x, y = q[:, 0] + 0.08 * self.long, q[:, 1] - 0.5 * high - 0.25
            box = np.maximum(np.maximum(np.abs(x) - long, np.abs(y) - 0.5 * high), side - wide)
            roof = np.maximum(
                np.maximum(np.abs(x) - long - 0.14, np.abs(y - 0.5 * high - 0.05) - 0.06), side - wide - 0.14
            )
            hull = np.minimum(hull, np.minimum(box, roof))
        else:
            for seat in (-0.22, 0.05, 0.28):
                bench = np.maximum(
                    np.maximum(np.abs(q[:, 0] - seat * self.long) - 0.14, np.abs(q[:, 1] - sheer + 0.16) - 0.03),
                    side - beam + 0.05,
                )
                hull = np.minimum(hull, bench)
        return (hull * 0.62).astype(np.float32)

    def paint(self, name: str, p: Field, noise: Lattice, fine: Lattice) -> tuple[Field, Field]:
        """Colours [N, 3] and glass share [N] at points from the boat's place."""
        q = self.local(p)
        beam, sheer = self._form(q)
        weather = noise.fbm(q[:, 0] * 1.5 + self.turn * 9, q[:, 1] * 2 + q[:, 2], 5)
        run = fine.fbm(q[:, 0] * 9, q[:, 1] * 0.8, 3)
        if name != "hull":
            tone = to_linear(rgb({"spar": "a9814f", "rope": "6f6555", "sail": "ddd5c2"}[name]))
            return np.broadcast_to(tone, q.shape) * (1 + 0.2 * weather)[:, None], np.zeros(len(q), np.float32)
        first, second = (to_linear(rgb(tone)) for tone in self.tones)
        planks = smoothstep(0.42, 0.49, np.abs(((sheer - q[:, 1]) / 0.16) % 1 - 0.5))
        colour = (
            np.broadcast_to(first, q.shape) * (1 + 0.12 * weather - 0.18 * planks + 0.10 * np.minimum(run, 0))[:, None]
        )
        band = (q[:, 1] > sheer - 0.30) & (q[:, 1] < sheer - 0.12)
        colour = np.where(band[:, None], second * (1 + 0.1 * weather)[:, None], colour)
        foot = smoothstep(0.20, 0.10, q[:, 1] + 0.05 * weather)
        colour = mix(colour, to_linear(rgb("5a2a22")), 0.9 * foot)
        rail = q[:, 1] > sheer - 0.06
        inner = np.abs(q[:, 2]) < beam - 0.03
        wood = np.broadcast_to(to_linear(rgb("8a6238")), q.shape) * (1 + 0.25 * weather)[:, None]
        colour = np.where((rail | inner)[:, None], wood, colour)
        glass = np.zeros(len(q), np.float32)
        if self.cabin:
            above = q[:, 1] > sheer + 0.02
            high = 0.62 + 0.10 * self.long
            colour = np.where(
                (above & inner)[:, None], to_linear(rgb("e6e0d0")) * (1 + 0.06 * weather)[:, None], colour
            )
            x = q[:, 0] + 0.08 * self.long
            pane = (
                above
                & (np.abs(q[:, 1] - 0.25 - 0.72 * high) < 0.16 * high)
                & (np.abs(((x / 0.5) + 0.5) % 1 - 0.5) < 0.36)
            )
            colour = np.where(pane[:, None], np.array([0.02, 0.025, 0.03], np.float32), colour)
            glass = np.where(pane, 1.0, 0.0).astype(np.float32)
            roof = q[:, 1] > 0.25 + high - 0.02
            colour = np.where(roof[:, None], second * 0.9, colour)
        return np.clip(colour, 0.004, 0.85).astype(np.float32), glass
