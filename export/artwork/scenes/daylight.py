"""The light of a room: a window to the left, dim walls all round, and what stands in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from export.artwork.noise import Field, smoothstep
from export.artwork.scenes.solids import dot, normalise

WINDOW_X = -7.5
WINDOW_Y = (0.9, 6.2)
WINDOW_Z = (-4.2, 1.6)
SKY = np.array([16.5, 16.4, 16.2], np.float32)
ROOM = np.array([0.33, 0.32, 0.31], np.float32)


@dataclass(frozen=True)
class Ball:
    """A sphere that stands for a thing when light is gathered."""

    centre: Field
    radius: float
    colour: Field
    """What it reflects, linear [3]."""
    shell: bool = False
    """Only the lower half exists, and it is hollow (a bowl)."""

    def meet(self, origin: Field, way: Field) -> Field:
        """How far rays [N, 3] go until they meet it, 1e9 where they do not."""
        off = origin - self.centre
        b = dot(off, way)
        under = b * b - dot(off, off) + np.float32(self.radius**2)
        root = np.sqrt(np.maximum(under, 0))
        near = np.where((under > 0) & (-b - root > 0.02), -b - root, np.float32(1e9))
        if not self.shell:
            return near
        rim = np.float32(-0.08 * self.radius)
        near = np.where(off[:, 1] + near * way[:, 1] < rim, near, np.float32(1e9))
        far = -b + root
        inner = (under > 0) & (far > 0.02) & (off[:, 1] + far * way[:, 1] < rim)
        return np.minimum(near, np.where(inner, far, np.float32(1e9)))


class Shade:
    """The balls of a scene, in groups that rays can miss all at once."""

    def __init__(self, groups: Sequence[Sequence[Ball]]) -> None:
        """Finds the sphere round each group."""
        self.groups = []
        for balls in groups:
            middle = np.mean([ball.centre for ball in balls], axis=0).astype(np.float32)
            bound = max(float(np.linalg.norm(ball.centre - middle)) + ball.radius for ball in balls)
            self.groups.append((middle, bound, tuple(balls)))

    def blocked(self, origin: Field, way: Field, reach: float) -> tuple[Field, Field]:
        """For rays [N, 3]: 1 where something stands within `reach`, and the colour [N, 3] of the nearest."""
        nearest = np.full(len(origin), reach, np.float32)
        colour = np.zeros(origin.shape, np.float32)
        for middle, bound, balls in self.groups:
            off = origin - middle
            b, gap = dot(off, way), dot(off, off)
            may = np.flatnonzero((gap < bound * bound) | ((b < 0) & (gap - b * b < bound * bound)))
            if not len(may):
                continue
            o, d = origin[may], way[may]
            for ball in balls:
                far = ball.meet(o, d)
                hit = np.flatnonzero(far < nearest[may])
                nearest[may[hit]] = far[hit]
                colour[may[hit]] = ball.colour
        return (nearest < reach).astype(np.float32), colour


def panes(y: Field, z: Field, soft: Field | float) -> Field:
    """How much of the window shows at (y, z) of its plane, 0..1, its bars and rim blurred by `soft`."""
    low = smoothstep(WINDOW_Y[0] - soft, WINDOW_Y[0] + soft, y) * smoothstep(WINDOW_Y[1] + soft, WINDOW_Y[1] - soft, y)
    wide = smoothstep(WINDOW_Z[0] - soft, WINDOW_Z[0] + soft, z) * smoothstep(WINDOW_Z[1] + soft, WINDOW_Z[1] - soft, z)
    middle_y, middle_z = sum(WINDOW_Y) / 2 + 0.5, sum(WINDOW_Z) / 2
    bar = 0.16
    bars = smoothstep(bar - soft, bar + soft, np.abs(y - middle_y)) * smoothstep(
        bar - soft, bar + soft, np.abs(z - middle_z)
    )
    return low * wide * (0.12 + 0.88 * bars)


def surroundings(origin: Field, way: Field, rough: float) -> Field:
    """The light [N, 3] of window, walls and ceiling along rays that meet no thing; `rough` blurs it."""
    up = 0.5 + 0.5 * way[:, 1:2]
    dim = ROOM * (0.55 + 0.75 * up) * (1.0 - 0.35 * way[:, 0:1])
    t = (WINDOW_X - origin[:, 0]) / np.where(np.abs(way[:, 0]) < 1e-4, -1e-4, way[:, 0])
    y, z = origin[:, 1] + t * way[:, 1], origin[:, 2] + t * way[:, 2]
    seen = panes(y, z, 0.05 + rough * 6.0) * (t > 0)
    lively = SKY * (0.75 + 0.12 * np.clip(y - 2, -1.5, 3.0))[:, None]
    return (dim + seen[:, None] * lively).astype(np.float32)


def gather(point: Field, normal: Field, shade: Shade, count: int, rng: np.random.Generator) -> Field:
    """The light [N, 3] that falls on points from the window and, once reflected, from all round."""
    total = np.zeros_like(point)
    area = (WINDOW_Y[1] - WINDOW_Y[0]) * (WINDOW_Z[1] - WINDOW_Z[0])
    # Golden-ratio sequences, started anew at random for each point, spread the samples evenly.
    start = rng.random((len(point), 4), dtype=np.float32)
    for index in range(count):
        a = (start[:, 0] + index * 0.7548777) % 1.0
        b = (start[:, 1] + index * 0.5698403) % 1.0
        y = WINDOW_Y[0] + a * (WINDOW_Y[1] - WINDOW_Y[0])
        z = WINDOW_Z[0] + b * (WINDOW_Z[1] - WINDOW_Z[0])
        to = np.stack([np.full_like(y, WINDOW_X) - point[:, 0], y - point[:, 1], z - point[:, 2]], -1)
        far = np.sqrt(dot(to, to))
        way = to / far[:, None]
        facing = np.clip(dot(way, normal), 0, 1) * np.clip(-way[:, 0], 0, 1) / (far * far)
        lit = np.flatnonzero(facing > 1e-5)
        stopped, _ = shade.blocked(point[lit], way[lit], 30.0)
        strength = facing[lit] * (1 - stopped) * panes(y[lit], z[lit], 0.02)
        total[lit] += SKY * (strength * area / np.pi)[:, None] * np.float32(1.25)
        c, d = (start[:, 2] + index * 0.7548777) % 1.0, (start[:, 3] + index * 0.5698403) % 1.0
        turn, high = 2 * np.pi * c, 2 * d - 1
        flat = np.sqrt(np.maximum(1 - high * high, 0))
        way = normalise(
            normal + 0.999 * np.stack([flat * np.cos(turn), high, flat * np.sin(turn)], -1).astype(np.float32)
        )
        stopped, tone = shade.blocked(point, way, 4.0)
        floor = (way[:, 1] < -0.02)[:, None]
        bounce = tone * np.float32(0.62) * (0.7 - 0.9 * way[:, 0:1]).clip(0.15, 1.2)
        room = np.where(floor, np.array([0.30, 0.19, 0.12], np.float32), ROOM * (0.75 + 0.5 * way[:, 1:2]))
        total += stopped[:, None] * bounce + (1 - stopped)[:, None] * room
    return total / np.float32(count)
