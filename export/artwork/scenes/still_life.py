"""A still life: fruit, a painted bowl, a jug and a glass of water on a wooden table beside a window."""

from __future__ import annotations

import numpy as np

from export.artwork.colour import film, rgb, to_linear
from export.artwork.noise import Field, Labels, Shape, grid
from export.artwork.raster import blur, resize
from export.artwork.scenes.daylight import Ball, Shade, gather, surroundings
from export.artwork.scenes.refraction import BOTH, cast, through_glass
from export.artwork.scenes.skins import TONES, Skins
from export.artwork.scenes.solids import (
    Solid,
    apple,
    ball,
    bowl,
    capsule,
    dot,
    jug,
    lemon,
    normalise,
    pear,
    union,
)

EYE = np.array([0.4, 3.15, -8.6], np.float32)
AIM = np.array([0.12, 0.98, 0.2], np.float32)
ZOOM = 3.05
WALL_Z = 3.4
TABLE, WALL = -1, -2


def _stem(p: Field) -> Field:
    """The stalk of the grapes, with a short side twig."""
    twig = capsule(p, (-0.5, -0.14, 0.05), (0.12, 0.03, 0.0), 0.026)
    end = capsule(p, (0.12, 0.03, 0.0), (0.50, 0.24, 0.18), 0.034)
    return union(twig, union(end, capsule(p, (0.08, 0.02, 0.0), (0.30, -0.10, -0.10), 0.022), 0.02), 0.02)


def _things(rng: np.random.Generator) -> list[Solid]:
    """Everything opaque that stands on the table."""
    things = [
        Solid("jug", (-2.15, 0.0, 1.35), 1.75, jug(0.92), (0.25, 1.2, 0)),
        Solid("bowl", (0.05, 0.0, 0.55), 1.75, bowl(1.42, 0.035), (0, 0.75, 0)),
        Solid("orange", (-0.52, 1.12, 0.62), 0.60, ball(0.58)),
        Solid("apple", (0.42, 1.20, 0.20), 0.75, apple(0.56)),
        Solid("orange", (0.62, 1.10, 0.98), 0.60, ball(0.56)),
        Solid("green", (-0.06, 1.50, 0.92), 0.78, apple(0.58, -0.05)),
        Solid("lemon", (-0.35, 1.05, -0.12), 0.62, lemon(0.52, 0.5)),
        Solid("pear", (1.50, 0.60, 1.05), 1.05, pear(0.60), (0.05, 0.45, 0)),
        Solid("apple", (-1.55, 0.475, -0.55), 0.74, apple(0.58, 0.04)),
        Solid("lemon", (1.05, 0.36, -1.15), 0.58, lemon(0.49, -0.5)),
    ]
    spots: list[tuple[float, float, float, float]] = []
    for _ in range(4000):
        radius = rng.uniform(0.155, 0.185)
        t = rng.random()
        x, z = -0.62 + 0.95 * t + rng.normal(0, 0.16), -1.30 + 0.1 * t + rng.normal(0, 0.15)
        for y in (radius, radius + 0.27, radius + 0.50):
            clear = all((x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2 > (radius + d - 0.012) ** 2 for a, b, c, d in spots)
            held = y == radius or any(
                (x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2 < (radius + d + 0.03) ** 2 for a, b, c, d in spots
            )
            if clear and held:
                spots.append((x, y, z, radius))
                break
        if len(spots) >= 30:
            break
    things += [Solid("grape", (x, y, z), r + 0.01, ball(r)) for x, y, z, r in spots]
    things.append(Solid("stem", (-0.15, 0.72, -1.22), 0.75, _stem))
    return things


STANDINS: dict[str, tuple[tuple[float, float], ...]] = {
    "jug": ((0.95, 0.95), (2.0, 0.42)), "bowl": ((1.42, 1.42),), "orange": ((0.0, 0.57),),
    "apple": ((0.09, 0.55),), "green": ((0.06, 0.56),), "lemon": ((0.05, 0.40),),
    "pear": ((0.0, 0.58), (0.72, 0.30)), "grape": ((0.0, 0.17),), "stem": ((0.0, 0.04),),
}  # fmt: skip
"""For each thing the balls that stand for it when light is gathered: height above its origin, and radius."""


def _shade(things: list[Solid]) -> Shade:
    """The things as balls, for gathering light: the bowl's together, the grapes, each other thing."""
    groups: dict[str, list[Ball]] = {}
    for number, thing in enumerate(things):
        x, y, z = thing.centre
        tone = to_linear(rgb(TONES[thing.name]))
        group = "grapes" if thing.name == "grape" else "bowl" if 1 <= number <= 6 else str(number)
        for up, radius in STANDINS[thing.name]:
            centre = np.array([x, y + up, z], np.float32)
            groups.setdefault(group, []).append(Ball(centre, radius, tone, thing.name == "bowl"))
    return Shade(list(groups.values()))


class Room:
    """The scene, ready to tell the light along rays."""

    def __init__(self, rng: np.random.Generator, samples: int) -> None:
        """Sets the table; `samples` is how many rays gather the light at a point."""
        self.rng, self.samples = rng, samples
        self.things = _things(rng)
        self.shade = _shade(self.things)
        self.skins = Skins(rng)

    def meet(self, origin: Field, way: Field) -> tuple[Field, Labels]:
        """How far rays go, and which thing they meet: its number, TABLE or WALL."""
        down = np.where(way[:, 1] < -1e-4, -origin[:, 1] / np.minimum(way[:, 1], -1e-4), 1e3)
        back = np.where(way[:, 2] > 1e-4, (WALL_Z - origin[:, 2]) / np.maximum(way[:, 2], 1e-4), 1e3)
        far = np.minimum(np.minimum(down, back), 60.0).astype(np.float32)
        which = np.where(down < back, TABLE, WALL).astype(np.int32)
        for number, thing in enumerate(self.things):
            nearer = thing.meet(origin, way, far)
            which = np.where(nearer < far, number, which)
            far = nearer
        return far, which

    def look(self, origin: Field, way: Field) -> tuple[Field, Labels]:
        """What rays see, [N, 12], and which thing: see _surface for the columns."""
        far, which = self.meet(origin, way)
        point = origin + far[:, None] * way
        seen = np.zeros((len(point), 12), np.float32)
        for number in np.unique(which):
            part = np.flatnonzero(which == number)
            p = point[part]
            if number >= 0:
                thing = self.things[number]
                normal = thing.normal(p)
                skin = self.skins.of(thing.name, p - np.array(thing.centre, np.float32), normal, int(number))
            elif number == TABLE:
                skin, normal = self.skins.wood(p), np.broadcast_to(np.array([0, 1, 0], np.float32), p.shape)
            else:
                skin, normal = (
                    self.skins.plaster(p),
                    np.broadcast_to(np.array([0, 0, -1], np.float32), p.shape),
                )
            seen[part] = self._surface(p, way[part], normal, *skin)
            if number == TABLE:
                seen[part, 3:6] *= cast(p)[:, None]
        return seen, which

    def _surface(
        self, p: Field, way: Field, normal: Field, albedo: Field, fine: Field, gloss: float, rough: float
    ) -> Field:
        """Colour, gathered light, sheen and normal, three columns each [N, 12], at points of a surface."""
        fallen = gather(p + normal * 0.004, normal, self.shade, self.samples, self.rng)
        main = normalise(np.array([-7.5, 3.4, -1.2], np.float32) - p)
        # Fine relief brightens and darkens the window's light as the tilt of the skin asks.
        tilt = (0.25 + np.clip(dot(fine, main), 0, 1)) / (0.25 + np.clip(dot(normal, main), 0, 1))
        colour = albedo * np.clip(tilt, 0.5, 1.6)[:, None]
        mirror = way - 2 * dot(way, fine)[:, None] * fine
        face = np.clip(-dot(way, fine), 0, 1)
        fresnel = gloss * (0.04 + 0.96 * (1 - face) ** 5 * (1 - rough))
        start = p + normal * 0.01
        stopped, tone = self.shade.blocked(start, mirror, 20.0)
        below = (mirror[:, 1] < 0) & (stopped < 0.5)
        sheen = surroundings(start, mirror, rough)
        sheen = np.where(below[:, None], np.array([0.22, 0.13, 0.08], np.float32), sheen)
        sheen = np.where((stopped > 0.5)[:, None], tone * 0.55, sheen)
        return np.concatenate([colour, fallen, sheen * fresnel[:, None], normal], axis=1).astype(np.float32)


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The photograph [H, W, 3] in 0..1."""
    factor = 1.5
    height, width = round(shape[0] * factor), round(shape[1] * factor)
    room = Room(rng, 4)
    ahead = normalise(AIM - EYE)
    right = normalise(np.cross(np.array([0, 1, 0], np.float32), ahead))
    up = np.cross(ahead, right)
    x, y = grid((height, width))
    u, v = (x / width - 0.5) * 2, (0.5 - y / height) * 2 * height / width
    way = normalise(ahead * ZOOM + u[..., None] * right + v[..., None] * up).reshape(-1, 3).astype(np.float32)
    seen, which = np.zeros((len(way), 12), np.float32), np.zeros(len(way), np.int32)
    carried = np.zeros((len(way), 4), np.float32)
    carried[:, 3] = 1.0
    for part in np.array_split(np.arange(len(way)), max(len(way) // 40_000, 1)):
        d = way[part]
        o = np.broadcast_to(EYE, d.shape).astype(np.float32)
        far, _ = room.meet(o, d)
        glass = BOTH.meet(o, d, far)
        through = np.flatnonzero(glass < far)
        if len(through):
            o[through] += d[through] * (glass[through] - 0.003)[:, None]
            o[through], d[through], carried[part[through]] = through_glass(o[through], d[through])
        seen[part], which[part] = room.look(o, d)
        which[part[through]] += 100
    picture = seen.reshape(height, width, 12)
    fallen = _calm(picture[..., 3:6], picture[..., 9:12], which.reshape(height, width))
    light = picture[..., 0:3] * fallen + picture[..., 6:9]
    light = light * carried[:, 3:].reshape(height, width, 1) + carried[:, :3].reshape(height, width, 3)
    return _develop(light, shape, rng)


def _calm(fallen: Field, normal: Field, which: Labels) -> Field:
    """Gathered light [H, W, 3] without grain: averaged with neighbours on the same thing that face alike."""
    for spread in (1, 2, 4):
        total, weights = fallen.copy(), np.ones((*which.shape, 1), np.float32)
        height, width = which.shape
        for dy in (-spread, 0, spread):
            for dx in (-spread, 0, spread):
                if (dy == 0 and dx == 0) or height <= spread or width <= spread:
                    continue
                here = np.s_[max(dy, 0) : height + min(dy, 0), max(dx, 0) : width + min(dx, 0)]
                there = np.s_[max(-dy, 0) : height + min(-dy, 0), max(-dx, 0) : width + min(-dx, 0)]
                turn = normal[here] - normal[there]
                like = np.exp(-(turn * turn).sum(axis=-1) * 12) * (which[here] == which[there])
                total[here] += fallen[there] * like[..., None]
                weights[here] += like[..., None]
        fallen = total / weights
    return fallen


def _develop(light: Field, shape: Shape, rng: np.random.Generator) -> Field:
    """The photograph [H, W, 3] of scene light: lens glow, vignette, film curve, scaled to `shape`, grain."""
    light = light + 0.10 * blur(np.clip(light - 1.0, 0, 3), 0.012 * light.shape[1])
    x, y = grid((light.shape[0], light.shape[1]))
    corner = (x / light.shape[1] - 0.5) ** 2 + (y / light.shape[0] - 0.5) ** 2
    picture = resize(film(light * (1 - 0.7 * corner)[..., None], 1.05), shape)
    return np.clip(picture + rng.normal(0, 0.006, (*shape, 1)), 0, 1).astype(np.float32)
