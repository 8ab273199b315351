"""Convex solids bounded by planes, met by rays exactly; points and directions are [N, 3], distances [N]."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from export.artwork.noise import Field, Labels
from export.artwork.scenes.solids import dot

NEVER = np.float32(1e6)


@dataclass(frozen=True)
class Prism:
    """The points p with normals @ p <= offsets; `name` tells its material, `house` whose part it is."""

    name: str
    house: int
    normals: Field
    """[M, 3], outward."""
    offsets: Field
    """[M]."""
    middle: Field
    bound: float

    def meet(self, origin: Field, way: Field) -> tuple[Field, Labels]:
        """How far rays go until they enter, NEVER if they do not, and through which face."""
        enter, leave = np.full(len(origin), np.float32(1e-3)), np.full(len(origin), NEVER)
        face = np.full(len(origin), -1, np.int32)
        for number, (normal, offset) in enumerate(zip(self.normals, self.offsets, strict=True)):
            speed = way @ normal
            gap = offset - origin @ normal
            t = gap / np.where(np.abs(speed) < 1e-7, np.float32(1e-7), speed)
            inward = speed < 0
            later = inward & (t > enter)
            enter = np.where(later, t, enter)
            face = np.where(later, number, face)
            leave = np.where(inward, leave, np.minimum(leave, t))
        hit = (enter < leave) & (face >= 0)
        return np.where(hit, enter, NEVER), face


def solid(name: str, house: int, low: tuple[float, float, float], top: tuple[float, float, float]) -> Prism:
    """A box between two corners."""
    return roofed(name, house, low, top, 0.0, 0.0)


def roofed(
    name: str,
    house: int,
    low: tuple[float, float, float],
    top: tuple[float, float, float],
    across: float,
    along: float,
) -> Prism:
    """A box cut by roof slopes that fall `across` to the sides, or `along` to front and back (per metre).

    The slopes meet in a ridge at the height of the box's top.
    """
    rows: list[tuple[float, float, float, float]] = [
        (1, 0, 0, top[0]), (-1, 0, 0, -low[0]), (0, 1, 0, top[1]), (0, -1, 0, -low[1]),
        (0, 0, 1, top[2]), (0, 0, -1, -low[2]),
    ]  # fmt: skip
    mid_x, mid_z = (low[0] + top[0]) / 2, (low[2] + top[2]) / 2
    if across:
        rows += [(across, 1, 0, top[1] + across * mid_x), (-across, 1, 0, top[1] - across * mid_x)]
    if along:
        rows += [(0, 1, along, top[1] + along * mid_z), (0, 1, -along, top[1] - along * mid_z)]
    planes = np.array(rows, np.float32)
    size = np.sqrt((planes[:, :3] ** 2).sum(axis=1))
    corner_low, corner_top = np.array(low, np.float32), np.array(top, np.float32)
    middle = (corner_low + corner_top) / 2
    return Prism(
        name,
        house,
        planes[:, :3] / size[:, None],
        planes[:, 3] / size,
        middle,
        float(np.linalg.norm(corner_top - middle)),
    )


class Town:
    """Many prisms, met together."""

    def __init__(self, prisms: list[Prism]) -> None:
        """Keeps the prisms."""
        self.prisms = prisms

    def _may(self, prism: Prism, origin: Field, way: Field) -> Labels:
        """The rays that pass the prism's bounding sphere."""
        off = origin - prism.middle
        b, gap = dot(off, way), dot(off, off)
        bound = np.float32(prism.bound**2)
        return np.flatnonzero((gap < bound) | ((b < 0) & (gap - b * b < bound)))

    def meet(self, origin: Field, way: Field) -> tuple[Field, Labels, Field]:
        """How far rays go, which prism they meet (-1: none), and its outward normals [N, 3]."""
        far = np.full(len(origin), NEVER)
        which = np.full(len(origin), -1, np.int32)
        normal = np.zeros(origin.shape, np.float32)
        for number, prism in enumerate(self.prisms):
            may = self._may(prism, origin, way)
            if not len(may):
                continue
            t, face = prism.meet(origin[may], way[may])
            nearer = np.flatnonzero(t < far[may])
            hit = may[nearer]
            far[hit], which[hit], normal[hit] = t[nearer], number, prism.normals[face[nearer]]
        return far, which, normal

    def clear(self, origin: Field, way: Field) -> Field:
        """1 where rays leave the town freely, 0 where something stands in their way."""
        free = np.ones(len(origin), np.float32)
        for prism in self.prisms:
            may = self._may(prism, origin, way)
            may = may[free[may] > 0]
            if len(may):
                t, _ = prism.meet(origin[may], way[may])
                free[may[t < NEVER]] = 0
        return free
