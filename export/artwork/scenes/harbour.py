"""A harbour town in low sun: gabled houses, a church, boats, and all of it again in the water."""

from __future__ import annotations

import numpy as np

from export.artwork.colour import film, mix, ramp
from export.artwork.noise import Field, Lattice, Shape, grid, smoothstep
from export.artwork.raster import blur, resize
from export.artwork.scenes.boats import Boat
from export.artwork.scenes.prisms import NEVER
from export.artwork.scenes.solids import dot, normalise
from export.artwork.scenes.street import Street

EYE = np.array([-9.0, 4.3, -3.0], np.float32)
AIM = np.array([0.5, 6.9, 42.0], np.float32)
ZOOM = 1.9
SUN = np.array([-0.62, 0.40, -0.60], np.float32) / np.float32(np.sqrt(0.62**2 + 0.40**2 + 0.60**2))
SUNLIGHT = np.array([3.9, 3.0, 2.05], np.float32)
SKYLIGHT = np.array([0.42, 0.54, 0.74], np.float32)


class Scene:
    """Town, boats, water and sky, ready to tell the light along rays."""

    def __init__(self, rng: np.random.Generator) -> None:
        """Builds the town and moors the boats."""
        self.street = Street(rng)
        self.town, self.fine = self.street.town, self.street.fine
        self.clouds = Lattice(rng)
        self.boats = [
            Boat((-7.4, 29.5), 0.12, 8.6, 2.7, ("e9e4d6", "2f5f8a"), cabin=True, mast=8.5),
            Boat((5.6, 33.2), 3.0, 10.2, 3.0, ("23415f", "d8b04a"), cabin=True, mast=12.5),
            Boat((1.6, 21.5), -0.42, 4.6, 1.6, ("a83a2c", "ece4d0"), cabin=False, mast=0.0),
            Boat((15.8, 32.4), 0.2, 8.0, 2.6, ("3f6f5a", "ece4d0"), cabin=True, mast=8.0),
            Boat((-19.0, 34.0), 3.2, 7.4, 2.5, ("b5452f", "f0e8d8"), cabin=True, mast=9.0),
        ]
        self.solids = [(boat, part) for boat in self.boats for part in boat.solids()]

    def light(self, origin: Field, way: Field, steps: int) -> tuple[Field, Field]:
        """The light [N, 3] along rays from land, boats and sky (no water), and how far [N] it comes."""
        far, which, normal = self.town.meet(origin, way)
        colour = np.zeros_like(way)
        open_ = np.flatnonzero((which < 0) & (way[:, 1] > -0.01))
        colour[open_] = self.sky(way[open_])
        limit = np.minimum(far, 300.0).astype(np.float32)
        owner = np.full(len(way), -1, np.int32)
        for number, (_, part) in enumerate(self.solids):
            nearer = part.meet(origin, way, limit, steps)
            owner = np.where(nearer < limit, number, owner)
            limit = nearer
        land = np.flatnonzero((which >= 0) & (owner < 0))
        if len(land):
            point = origin[land] + far[land, None] * way[land]
            albedo, sun, glass, normal[land] = self.street.surface(point, which[land], normal[land])
            colour[land] = self._lit(point, way[land], normal[land], albedo, sun, glass, far[land])
        for number in np.unique(owner[owner >= 0]):
            here = np.flatnonzero(owner == number)
            boat, body = self.solids[number]
            point = origin[here] + limit[here, None] * way[here]
            x, z = boat.place
            albedo, glass = boat.paint(
                body.name, point - np.array([x, 0, z], np.float32), self.street.noise, self.street.fine
            )
            colour[here] = self._lit(
                point,
                way[here],
                body.normal(point),
                albedo,
                np.ones(len(here), np.float32),
                glass,
                limit[here],
            )
        return colour, limit

    def _lit(
        self, point: Field, way: Field, normal: Field, albedo: Field, sun: Field, glass: Field, far: Field
    ) -> Field:
        """Light sent back by surfaces: of sun and sky, thrown back by quay and water, mirrored by panes."""
        facing = np.clip(dot(normal, SUN), 0, 1) * sun
        bright = np.flatnonzero(facing > 0.01)
        free = np.zeros(len(point), np.float32)
        if len(bright):
            start = point[bright] + normal[bright] * 0.02
            free[bright] = self.town.clear(start, np.broadcast_to(SUN, start.shape))
        open_sky = 0.42 + 0.38 * normal[:, 1] + 0.20 * np.clip(point[:, 1] / 12, 0, 1)
        bounce = (
            np.array([0.34, 0.27, 0.19], np.float32)
            * np.clip(0.75 - 0.045 * point[:, 1], 0.2, 1)[:, None]
            * np.clip(0.6 - 0.5 * normal[:, 1:2], 0, 1)
        )
        colour = albedo * (
            SUNLIGHT * (facing * free)[:, None] + SKYLIGHT * (open_sky * (0.55 + 0.45 * sun))[:, None] + bounce
        )
        mirror = way - 2 * dot(way, normal)[:, None] * normal
        wobble = self.fine.at(point[:, 0] * 2.1, point[:, 1] * 2.3)
        mirror = normalise(mirror + 0.05 * np.stack([wobble, -wobble, 0 * wobble], -1))
        face = np.clip(-dot(way, normal), 0, 1)
        fresnel = glass * (0.10 + 0.90 * (1 - face) ** 4)
        image = np.where(mirror[:, 1:2] > 0.02, self.sky(mirror), np.array([0.16, 0.17, 0.17], np.float32))
        colour = colour + image * fresnel[:, None]
        haze = 1 - np.exp(-far / 900)
        return mix(colour, np.array([0.86, 0.84, 0.84], np.float32), haze).astype(np.float32)

    def sky(self, way: Field) -> Field:
        """The light [N, 3] of the sky along directions."""
        rise = np.clip(way[:, 1], 0.0, 1)
        tones = np.array([[0.98, 0.88, 0.78], [0.66, 0.78, 0.92], [0.30, 0.50, 0.84], [0.16, 0.33, 0.70]], np.float32)
        colour = ramp(tones, rise, (0.0, 0.10, 0.36, 0.8))
        over = 1.0 / (rise + 0.12)
        x, z = way[:, 0] * over, way[:, 2] * over
        billow = self.clouds.fbm(x * 0.9 + 2, z * 1.2 + 5, 7, 0.55)
        toward = self.clouds.fbm(x * 0.9 + 2 - 0.16, z * 1.2 + 5 - 0.10, 5, 0.55)
        cover = smoothstep(-0.06, 0.26, billow) * smoothstep(0.02, 0.14, rise)
        shade = smoothstep(-0.12, 0.20, billow - toward + 0.02)
        cloud = mix(
            np.broadcast_to(np.array([0.66, 0.68, 0.76], np.float32), colour.shape),
            np.array([1.30, 1.20, 1.06], np.float32),
            shade,
        )
        return mix(colour, cloud, 0.85 * cover).astype(np.float32)


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The photograph [H, W, 3] in 0..1."""
    height, width = round(shape[0] * 1.5), round(shape[1] * 1.5)
    scene = Scene(rng)
    ahead = normalise(AIM - EYE)
    right = normalise(np.cross(np.array([0, 1, 0], np.float32), ahead))
    # The camera stands level, its lens shifted up, so that walls stay upright.
    level = normalise(ahead * np.array([1, 0, 1], np.float32))
    x, y = grid((height, width))
    u, v = (x / width - 0.5) * 2, (0.66 - y / height) * 2 * height / width
    way = (
        normalise(level * ZOOM + u[..., None] * right + v[..., None] * np.array([0, 1, 0], np.float32))
        .reshape(-1, 3)
        .astype(np.float32)
    )
    light = np.zeros_like(way)
    ripples = Lattice(rng)
    for part in np.array_split(np.arange(len(way)), max(len(way) // 60_000, 1)):
        d = way[part]
        o = np.broadcast_to(EYE, d.shape).astype(np.float32)
        light[part], far = scene.light(o, d, 90)
        water = np.where(d[:, 1] < -1e-4, -EYE[1] / np.minimum(d[:, 1], -1e-4), NEVER)
        wet = np.flatnonzero((water < far) & (water < 250))
        if len(wet):
            light[part[wet]] = _reflect(scene, ripples, d[wet], water[wet])
    light = light.reshape(height, width, 3)
    light = light + 0.12 * blur(np.clip(light - 1.0, 0, 3), 0.012 * width)
    corner = (x / width - 0.5) ** 2 + (y / height - 0.5) ** 2
    light = light * (1 - 0.4 * corner)[..., None]
    # Film holds strong paint back: a little of every colour goes grey.
    light = mix(light, light.mean(axis=-1, keepdims=True) * np.ones(3, np.float32), 0.20)
    picture = resize(film(light, 0.82), shape)
    return np.clip(picture + rng.normal(0, 0.006, (*shape, 1)), 0, 1).astype(np.float32)


def _reflect(scene: Scene, ripples: Lattice, d: Field, reach: Field) -> Field:
    """The light [N, 3] of the water that rays d [N, 3] from the camera meet `reach` metres on."""
    p = EYE + reach[:, None] * d
    p[:, 1] = 0.0
    x, z = p[:, 0], p[:, 2]
    soft = np.float32(1) / (1 + reach / 30)
    gust = 0.35 + 0.65 * smoothstep(-0.2, 0.4, ripples.fbm(x / 9, z / 14, 3))
    slope_x = ripples.fbm(x * 0.9, z * 1.5, 4, 0.55)
    slope_z = ripples.fbm(x * 0.9 + 31, z * 1.5 + 7, 4, 0.55)
    tilt = 0.055 * gust * (0.5 + soft)
    normal = normalise(np.stack([tilt * slope_x, np.ones_like(x), 1.25 * tilt * slope_z], -1))
    mirror = d - 2 * dot(d, normal)[:, None] * normal
    mirror[:, 1] = np.abs(mirror[:, 1]) + 1e-3
    mirror = normalise(mirror).astype(np.float32)
    image, _ = scene.light(p + normal.astype(np.float32) * 0.02, mirror, 60)
    face = np.clip(-dot(d, normal), 0, 1)
    fresnel = 0.03 + 0.97 * (1 - face) ** 4
    deep = np.array([0.020, 0.050, 0.052], np.float32) * (1 + 0.4 * slope_z)[:, None]
    return (deep + image * np.clip(fresnel * 1.12, 0, 0.96)[:, None]).astype(np.float32)
