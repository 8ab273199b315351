"""A tumbler of water: rays bent at every face of glass and water until they leave."""

from __future__ import annotations

import numpy as np

from export.artwork.noise import Field, Labels
from export.artwork.scenes.daylight import surroundings
from export.artwork.scenes.solids import Solid, dot, normalise, tumbler, water

GLASS = (2.12, 0.0, 0.05)
"""Where the tumbler stands."""
INDEX = np.array([1.0, 1.5, 1.333], np.float32)
"""How air, glass and water bend light."""
BOTH = Solid("glass", GLASS, 1.12, lambda p: np.minimum(tumbler(p), water(p)), (0, 0.8, 0))


def _medium(p: Field) -> Labels:
    """What is at points from the tumbler's origin: 0 air, 1 glass, 2 water."""
    return np.where(tumbler(p) < 0, 1, np.where(water(p) < 0, 2, 0))


def _march(p: Field, d: Field, inside: Labels, alive: Labels) -> None:
    """Moves the rays `alive`, in place, to just behind the next face, or out of the tumbler's bounds."""
    for _ in range(60):
        if not len(alive):
            return
        step = np.minimum(np.abs(tumbler(p[alive])), np.abs(water(p[alive]))) + np.float32(0.0015)
        p[alive] += d[alive] * step[:, None]
        gone = dot(p[alive] - np.array([0, 0.8, 0], np.float32), d[alive]) > 1.05
        alive = alive[~gone & (_medium(p[alive]) == inside[alive])]


def through_glass(origin: Field, way: Field) -> tuple[Field, Field, Field]:
    """Follows rays [N, 3] that are about to enter the tumbler until they leave it.

    Returns where and whither they leave, and [N, 4]: the light they bring along, the share that passes.
    """
    place = np.array(GLASS, np.float32)
    p, d = (origin - place).astype(np.float32), way.astype(np.float32).copy()
    brought, passing = np.zeros_like(p), np.ones((len(p), 1), np.float32)
    inside = _medium(p)
    alive = np.arange(len(p))
    for _ in range(9):
        _march(p, d, inside, alive)
        now = _medium(p)
        turned = np.flatnonzero(now != inside)
        if not len(turned):
            break
        glassy = (now[turned] == 1) | (inside[turned] == 1)
        slope = np.zeros((len(turned), 3), np.float32)
        for corner in np.array([[1, -1, -1], [-1, -1, 1], [-1, 1, -1], [1, 1, 1]], np.float32):
            q = p[turned] + corner * np.float32(1e-3)
            slope += corner * np.where(glassy, tumbler(q), water(q))[:, None]
        normal, v = normalise(slope), d[turned]
        normal = np.where((dot(v, normal) > 0)[:, None], -normal, normal)
        before, after = INDEX[inside[turned]], INDEX[now[turned]]
        ratio = before / after
        cos = -dot(v, normal)
        under = 1 - ratio**2 * (1 - cos**2)
        bent = normalise(ratio[:, None] * v + (ratio * cos - np.sqrt(np.maximum(under, 0)))[:, None] * normal)
        mirror = v + 2 * cos[:, None] * normal
        base = ((before - after) / (before + after)) ** 2
        back = np.where(under > 0, base + (1 - base) * (1 - cos) ** 5, 0.0)
        brought[turned] += passing[turned] * back[:, None] * surroundings(p[turned] + place, mirror, 0.02)
        passing[turned] *= (1 - back)[:, None] * np.float32(0.985)
        d[turned] = np.where((under > 0)[:, None], bent, mirror)
        p[turned] += d[turned] * np.float32(0.004)
        inside[turned] = _medium(p[turned])
        alive = turned
    return p + place, d, np.concatenate([brought, passing], axis=1)


def cast(p: Field) -> Field:
    """How much of the window's light gets past the tumbler to points [N, 3] of the table, 0.5..1.5."""
    x, z = p[:, 0] - GLASS[0], p[:, 2] - GLASS[2]
    ring = np.hypot(x, z)
    along, side = x * 0.97 + z * 0.24, z * 0.97 - x * 0.24
    reach = np.clip((along - 0.2) / 2.2, 0, 1)
    band = np.exp(-((side / (0.50 + 0.10 * reach)) ** 6)) * (along > 0) * (1 - reach)
    gleam = np.exp(-((side / (0.10 + 0.10 * reach)) ** 2)) * np.exp(-(((along - 0.95) / 0.42) ** 2))
    contact = np.exp(-(((ring - 0.49) / 0.07) ** 2))
    through: Field = 1 - 0.38 * band - 0.45 * contact + 0.75 * gleam
    return through
