"""Solids as signed distances, and rays marched to them; points and directions are [N, 3], distances [N]."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from export.artwork.noise import Field

Distance: TypeAlias = Callable[[Field], Field]
"""Distances [N] of points [N, 3] given from the solid's own origin, negative inside."""


def dot(a: Field, b: Field) -> Field:
    """Dot products [...] of vectors [..., 3] (or one [3])."""
    # Three products added up: several times faster than a sum over an axis of three.
    product: Field = a[..., 0] * b[..., 0] + a[..., 1] * b[..., 1] + a[..., 2] * b[..., 2]
    return product


def normalise(a: Field) -> Field:
    """Vectors [..., 3] brought to length 1."""
    return a / np.maximum(np.sqrt(dot(a, a)), 1e-9)[..., None]


def union(a: Field, b: Field, soft: float = 0.0) -> Field:
    """The union of two distances, the seam rounded over `soft`."""
    if soft <= 0:
        return np.minimum(a, b)
    h = np.clip(0.5 + 0.5 * (b - a) / soft, 0, 1)
    joined: Field = b + (a - b) * h - soft * h * (1 - h)
    return joined


def capsule(p: Field, a: tuple[float, float, float], b: tuple[float, float, float], radius: float) -> Field:
    """A rod with round ends from a to b."""
    start, along = np.array(a, np.float32), np.subtract(b, a).astype(np.float32)
    t = np.clip(dot(p - start, along) / float(along @ along), 0, 1)
    off = p - start - t[:, None] * along
    return np.sqrt(dot(off, off)) - radius


@dataclass(frozen=True)
class Solid:
    """A solid in the scene: where it stands, the sphere that holds it, its distance, its material's name."""

    name: str
    centre: tuple[float, float, float]
    bound: float
    """Radius around `middle` that holds the solid."""
    distance: Distance
    middle: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Centre of the bounding sphere, from the solid's own origin."""

    def meet(self, origin: Field, way: Field, limit: Field, steps: int = 110) -> Field:
        """How far rays [N, 3] go until they meet the solid; `limit` [N] where they meet it no sooner."""
        place = np.array(self.centre, np.float32)
        off = origin - place - np.array(self.middle, np.float32)
        b, c = dot(off, way), dot(off, off) - self.bound**2
        under = b * b - c
        root = np.sqrt(np.maximum(under, 0))
        near, far = np.maximum(-b - root, 1e-3), np.minimum(-b + root, limit)
        result = limit.copy()
        alive = np.flatnonzero((under > 0) & (near < far))
        t = near[alive]
        for _ in range(steps):
            if not len(alive):
                break
            gap = self.distance(origin[alive] + t[:, None] * way[alive] - place)
            hit = gap < 6e-4
            result[alive[hit]] = t[hit]
            t = t + np.maximum(gap, 4e-4)
            going = ~hit & (t < far[alive])
            alive, t = alive[going], t[going]
        return result

    def normal(self, point: Field) -> Field:
        """Outward unit normals [N, 3] at points of the surface."""
        p = point - np.array(self.centre, np.float32)
        e = np.float32(8e-4)
        corners = np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], np.float32)
        total = sum((c * self.distance(p + c * e)[:, None] for c in corners), np.zeros_like(p))
        return normalise(total)


@dataclass(frozen=True)
class Rod:
    """A thin straight rod from a to b, met by rays at their closest approach."""

    name: str
    a: tuple[float, float, float]
    b: tuple[float, float, float]
    radius: float

    def _gap(self, origin: Field, way: Field) -> tuple[Field, Field, Field]:
        """How far along each ray and along the rod they come closest, and how close."""
        along = np.subtract(self.b, self.a).astype(np.float32)
        long = float(along @ along)
        off = origin - np.array(self.a, np.float32)
        slant, near, out = way @ along, off @ along, dot(off, way)
        under = np.maximum(long - slant * slant, 1e-6)
        part = np.clip((near - slant * out) / under, 0, 1)
        t = part * slant - out
        gap = off + t[:, None] * way - part[:, None] * along
        return t, part, np.sqrt(dot(gap, gap))

    def meet(self, origin: Field, way: Field, limit: Field, steps: int = 0) -> Field:
        """How far rays [N, 3] go until they meet the rod; `limit` [N] where they meet it no sooner."""
        t, _, gap = self._gap(origin, way)
        return np.where((gap < self.radius) & (t > 0.02) & (t < limit), t, limit)

    def normal(self, point: Field) -> Field:
        """Outward unit normals [N, 3] at points near the rod."""
        along = np.subtract(self.b, self.a).astype(np.float32)
        off = point - np.array(self.a, np.float32)
        part = np.clip(off @ along / float(along @ along), 0, 1)
        away = off - part[:, None] * along
        # The closest approach lies inside the rod: the side towards the camera is what is seen.
        return normalise(away + np.array([-0.3, 0.2, -0.6], np.float32) * self.radius)


def apple(size: float, lean: float = 0.0) -> Distance:
    """An apple, about `size` in radius and 0.82 of it in half its height, with a stalk.

    It is a torus whose hole has closed to the two dimples, narrower below.
    """

    def distance(p: Field) -> Field:
        q = p / np.float32(size)
        lobes = np.cos(5 * np.arctan2(q[:, 2], q[:, 0])) * np.clip(-q[:, 1], 0, 1)
        taper = 1.0 - 0.20 * np.clip(-q[:, 1] + 0.15, -0.4, 1.0) + 0.05 * lobes
        ring = np.sqrt(q[:, 0] ** 2 + q[:, 2] ** 2) / taper
        body = np.sqrt((ring - 0.30) ** 2 + (0.85 * q[:, 1]) ** 2) - 0.70
        stalk = capsule(q, (0.0, 0.45, 0.0), (0.09 + lean, 1.02, 0.05), 0.032)
        return np.minimum(body * 0.82, stalk) * np.float32(size)

    return distance


def pear(size: float) -> Distance:
    """A pear that stands, about `size` in radius at its belly, with a stalk."""

    def distance(p: Field) -> Field:
        q = p / size
        belly = np.sqrt(dot(q, q)) - 1.0
        top = q - np.array([0.08, 1.22, 0.0], np.float32)
        neck = np.sqrt(dot(top, top)) - 0.46
        stalk = capsule(q, (0.08, 1.55, 0.0), (0.26, 2.06, 0.05), 0.05)
        return np.minimum(union(belly, neck, 0.75) * 0.9, stalk) * size

    return distance


def lemon(size: float, turn: float) -> Distance:
    """A lemon lying along the direction `turn` on the table, about `size` in half its length."""
    cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))

    def distance(p: Field) -> Field:
        q = p / size
        along, side = q[:, 0] * cos + q[:, 2] * sin, q[:, 2] * cos - q[:, 0] * sin
        ring = np.sqrt(q[:, 1] ** 2 + side**2)
        body = np.sqrt((along / 0.94) ** 2 + (ring / 0.72) ** 2) - 1.0
        tip = np.sqrt((np.abs(along) - 0.93) ** 2 + ring**2) - 0.13
        return union(body * 0.62, tip, 0.16) * size

    return distance


def ball(radius: float) -> Distance:
    """A sphere."""
    return lambda p: np.sqrt(dot(p, p)) - np.float32(radius)


def turned(profile: Callable[[Field, Field], Field]) -> Distance:
    """A solid of revolution from a distance in (radius, height)."""
    return lambda p: profile(np.sqrt(p[:, 0] ** 2 + p[:, 2] ** 2), p[:, 1])


def bowl(radius: float, thick: float) -> Distance:
    """A round bowl on a foot, its origin on the table; the rim lies at 0.92 of the radius."""

    def profile(r: Field, y: Field) -> Field:
        rim = 0.92 * radius
        shell = np.abs(np.sqrt(r**2 + (y - radius) ** 2) - radius + thick) - thick
        # Above the rim the wall ends in a round lip.
        lip_r = np.sqrt(radius**2 - (radius - rim) ** 2) - thick
        lip = np.sqrt((r - lip_r) ** 2 + (y - rim) ** 2) - 1.25 * thick
        cut = np.maximum(shell, y - rim)
        foot = np.maximum(np.abs(r - 0.46 * radius) - 0.05, np.abs(y - 0.05) - 0.05) - 0.015
        return np.minimum(np.minimum(cut, lip), foot)

    return turned(profile)


def jug(size: float) -> Distance:
    """A round jug with neck, lip and handle, its origin on the table, `size` about its belly's radius."""

    def distance(p: Field) -> Field:
        q = p / size
        r = np.sqrt(q[:, 0] ** 2 + q[:, 2] ** 2)
        y = q[:, 1]
        belly = np.sqrt(r**2 + ((y - 1.0) / 1.08) ** 2) - 1.0
        flare = 0.36 + 0.16 * np.clip((y - 2.25) / 0.4, 0, 1) ** 2 + 0.14 * np.clip((2.2 - y) / 0.4, 0, 1) ** 2
        neck = np.maximum(r - flare, np.abs(y - 2.12) - 0.53)
        body = union(belly, neck, 0.28)
        hollow = np.maximum(r - flare + 0.07, 1.9 - y)
        body = np.maximum(body, -hollow)
        base = np.maximum(body, -y)
        hx, hy = q[:, 0] - 0.60, q[:, 1] - 1.86
        ring = np.sqrt((np.sqrt((hx / 0.95) ** 2 + (hy / 1.15) ** 2) - 0.52) ** 2 + q[:, 2] ** 2) - 0.085
        handle = np.maximum(ring, 0.30 - q[:, 0])
        return union(base, handle, 0.10) * (0.72 * size)

    return distance


def tumbler(p: Field) -> Field:
    """The glass of a tumbler, its origin on the table: 0.62 in radius at the rim, 1.55 high."""
    r, y = np.sqrt(p[:, 0] ** 2 + p[:, 2] ** 2), p[:, 1]
    outer = 0.50 + 0.08 * y
    wall = np.maximum(np.abs(r - outer + 0.03) - 0.03, np.abs(y - 0.775) - 0.775)
    base = np.maximum(r - outer, np.abs(y - 0.09) - 0.09)
    return (np.minimum(wall, base) * 0.96 - 0.008).astype(np.float32)


def water(p: Field) -> Field:
    """The water in the tumbler, lapping a little into the glass so that no air lies between."""
    r, y = np.sqrt(p[:, 0] ** 2 + p[:, 2] ** 2), p[:, 1]
    inner = 0.50 + 0.08 * y - 0.045
    return (np.maximum(r - inner, np.abs(y - 0.60) - 0.46) * 0.96).astype(np.float32)
