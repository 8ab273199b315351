"""A mountain lake at evening: ray-cast terrain with rock, snow and firs, haze, clouds, a mirror of water."""

from __future__ import annotations

import math

import numpy as np

from export.artwork.colour import film, mix, ramp
from export.artwork.noise import Field, Lattice, Mask, Shape, grid, smoothstep
from export.artwork.raster import blur, resize

EYE = 7.0
"""Height of the camera above the water, metres."""
SUN = np.array([-0.90, 0.27, -0.20], np.float32) / np.float32(math.sqrt(0.90**2 + 0.27**2 + 0.20**2))
"""Towards the sun: x right, y up, z into the picture."""
SUNLIGHT = np.array([3.6, 2.15, 1.15], np.float32)
SKYLIGHT = np.array([0.32, 0.46, 0.74], np.float32)
FAR = 14_000.0
TANGENT, HORIZON = 0.60, 0.57


class Terrain:
    """Heights in metres over the plane (x right, z forward), the lake at 0."""

    def __init__(self, rng: np.random.Generator) -> None:
        """Draws the noise that shapes the land."""
        self.noise = Lattice(rng)
        self.fine = Lattice(rng)

    def ground(self, x: Field, z: Field, octaves: int = 9) -> Field:
        """Bare ground: a basin for the lake, hills around it, the main range behind."""
        n = self.noise
        range_ = n.ridges(x / 2600 + 3.1, z / 2600 + 1.7, octaves, 0.48)
        broad = n.fbm(x / 3600 + 9.0, z / 3600, 3)
        basin = smoothstep(0.0, 1.0, (np.hypot((x - 70) / 430, (z - 900) / 1250) - 0.92) / 2.6)
        back = np.exp(-(((z - 6800) / 2600) ** 2)) * (0.62 + 0.55 * np.exp(-(((x - 500) / 1700) ** 2)))
        sides = smoothstep(500, 2600, np.abs(x - 0.05 * z)) * 0.55 * smoothstep(200, 3000, z)
        shore = 26 * n.fbm(x / 160, z / 160, 5) * smoothstep(0.0, 0.08, basin)
        spit = 13 * np.exp(-(((x + 105 - 0.1 * z) / 62) ** 2) - ((z - 330) / 46) ** 2)
        height: Field = (
            -9
            + spit
            + 60 * basin
            + shore
            + basin**0.8 * (1500 * back + 900 * sides) * (0.16 + 1.18 * range_ + 0.25 * broad)
        )
        return height

    def trees(self, x: Field, z: Field, ground: Field) -> tuple[Field, Field, Field]:
        """Firs as ragged cones on a jittered lattice.

        Metres above ground; a number 0..1 that tells the trees apart; how each side faces the sun, -1..1.
        """
        size = 7.6
        best: Field = np.zeros(x.shape, np.float32)
        tint: Field = np.full(x.shape, 0.5, np.float32)
        side: Field = np.zeros(x.shape, np.float32)
        table = self.fine.table
        i0, j0 = np.floor(x / size), np.floor(z / size)
        wood = self.noise.fbm(x / 420 + 5, z / 420, 4) + 0.32
        room = smoothstep(-0.10, 0.05, wood) * smoothstep(1.0, 3.2, ground) * smoothstep(560, 260, ground - 260 * wood)
        twigs = 0.30 * self.fine.at(x * 1.9, z * 1.9) + 0.26 * self.fine.at(x * 4.7, z * 4.7)
        for di in (0, 1):
            for dj in (0, 1):
                i, j = i0 + di, j0 + dj
                a, b = i.astype(np.int32) & 255, j.astype(np.int32) & 255
                jitter = table[b, a]
                px, pz = (i + 0.4 * jitter) * size, (j + 0.4 * table[a, b]) * size
                tall = (14 + 9 * jitter) * room
                wide = 3.1 + 0.9 * table[(b + 7) & 255, a]
                dx, dz = (x - px) / wide, (z - pz) / wide
                gap = np.hypot(dx, dz)
                # Tiers of branches with air between them, and a ragged outline.
                tiers = 0.16 * np.abs(((1 - gap) * 5.5 + jitter) % 1.0 - 0.5)
                cone = np.maximum(1 - gap * (1.0 + twigs) - tiers, 0) ** 0.85 * tall
                higher = cone > best
                best = np.where(higher, cone, best)
                tint = np.where(higher, 0.5 + 0.5 * table[(a + 31) & 255, b], tint)
                side = np.where(higher, (dx * SUN[0] + dz * SUN[2]) / np.maximum(gap, 0.2), side)
        return best, tint, side


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The photograph [H, W, 3] in 0..1."""
    terrain, clouds, ripples = Terrain(rng), Lattice(rng), Lattice(rng)
    # Rendered larger by half, so that ridges and tree tops come out smooth.
    height, width = round(shape[0] * 1.5), round(shape[1] * 1.5)
    slope_x = ((np.arange(width, dtype=np.float32) + 0.5) / width * 2 - 1) * np.float32(TANGENT)
    rows = (np.arange(height, dtype=np.float32) + 0.5) / height
    slope_y = (HORIZON - rows) * np.float32(2 * TANGENT * height / width)

    view = View(terrain, slope_x, 1150 if width > 600 else 400)
    sky = Sky(slope_x, clouds)
    first = int(np.argmax(slope_y < 0))
    below = slope_y[first:]
    away = EYE / np.maximum(-below, 1e-5)[:, None] * np.ones_like(slope_x)[None, :]

    colour = sky.light(slope_y)
    z, hit = view.look(slope_y, EYE)
    hit[first:] &= z[first:] < away
    _lay_land(colour, terrain, slope_x, z, hit)

    # What is not land below the horizon is water: the view mirrored, and broken up by ripples.
    mirror = sky.light(-below)
    z, met = view.look(-below, -EYE)
    _lay_land(mirror, terrain, slope_x, z, met)
    lake = _water(mirror, sky, ripples, slope_x, below, away)
    colour[first:] = np.where(hit[first:, :, None], colour[first:], lake)
    return _develop(colour, shape, rng)


class View:
    """The surface sampled along the rays of every column, ready to be looked at from any height."""

    def __init__(self, terrain: Terrain, slope_x: Field, steps: int) -> None:
        """Samples at distances that grow geometrically: near steps short, far steps long."""
        far = (12.0 * (FAR / 12.0) ** (np.arange(steps, dtype=np.float32) / (steps - 1)))[:, None]
        parts = []
        for columns in np.array_split(slope_x, 8):
            x, z = far * columns[None, :], np.broadcast_to(far, (steps, len(columns)))
            ground = terrain.ground(x, z)
            parts.append(np.where(ground > 0.4, ground + terrain.trees(x, z, ground)[0], ground))
        self.surface: Field = np.concatenate(parts, axis=1)
        self.far: Field = far.astype(np.float32)

    def look(self, up: Field, eye: float) -> tuple[Field, Mask]:
        """How far forward [H, W] rays of slope `up` [H] from height `eye` meet land, and whether."""
        rise = np.where(self.surface > 0.0, (self.surface - eye) / self.far, -9.0)
        crest = np.maximum.accumulate(rise, axis=0)
        steps = len(crest)
        met = np.stack([np.searchsorted(crest[:, c], up) for c in range(crest.shape[1])], axis=1)
        after = np.clip(met, 1, steps - 1)
        if eye < 0:
            # A mirrored ray exists only from the water on: an island before that is passed, not met.
            start = -eye / np.maximum(up, 1e-6)
            early = (self.far[after, 0] < start[:, None]) & (met < steps)
            for c in np.flatnonzero(early.any(axis=0)):
                rows = np.flatnonzero(early[:, c])
                shore = int(after[rows, c].max())
                shore += int(np.argmax(self.surface[shore:, c] <= 0))
                crest[shore:, c] = np.maximum.accumulate(rise[shore:, c])
                met[rows, c] = shore + np.searchsorted(crest[shore:, c], up[rows])
            after = np.clip(met, 1, steps - 1)
        low, top = np.take_along_axis(crest, after - 1, 0), np.take_along_axis(crest, after, 0)
        # Between water and land there is nothing to meet half-way.
        part = np.where(low < -5, 1.0, np.clip((up[:, None] - low) / np.maximum(top - low, 1e-7), 0, 1))
        far = self.far[:, 0]
        z = far[after - 1] + (far[after] - far[after - 1]) * part
        return z.astype(np.float32), met < steps


def _lay_land(colour: Field, terrain: Terrain, slope_x: Field, z: Field, hit: Mask) -> None:
    """Puts the light of the land into `colour` [H, W, 3], in place, where rays hit it."""
    rows, columns = np.nonzero(hit)
    depth = z[rows, columns]
    spots = np.array_split(np.arange(len(depth)), max(len(depth) // 200_000, 1))
    for part in spots:
        far = depth[part]
        colour[rows[part], columns[part]] = _shade(terrain, far * slope_x[columns[part]], far)


def _water(mirror: Field, sky: Sky, ripples: Lattice, slope_x: Field, below: Field, away: Field) -> Field:
    """The lake's light [H, W, 3] where rays of slope `below` [H] meet it, `away` metres [H, W] ahead."""
    height, width = away.shape
    k = width / 1920
    x, z = away * slope_x[None, :], away
    swell = ripples.fbm(x / 1.5, z / 0.6, 4) + 0.5 * ripples.fbm(x / 7, z / 3.0, 3)
    gust = smoothstep(0.06, 0.34, ripples.fbm(x / 70 + 7, z / 240, 4))
    # A tilted facet mirrors a point higher or lower; far off, rows of facets lie between two pixels.
    push = swell * k * (3.0 + 16.0 * gust + 60.0 * np.clip(-below, 0, 0.4)[:, None])
    j = np.clip(np.arange(height)[:, None] + push, 0, height - 1).astype(int)
    i = np.clip(np.arange(width)[None, :] + 3 * k * ripples.fbm(x / 2 + 40, z / 0.8, 2), 0, width - 1).astype(int)
    seen = mirror[j, i]
    seen = mix(seen, sky.light(np.full(height, 0.24, np.float32)), 0.30 * gust)
    glance = (-below / np.sqrt(1 + below**2))[:, None]
    fresnel = 0.04 + 0.96 * (1 - np.clip(glance * 1.25, 0, 1)) ** 3.6
    deep = np.array([0.010, 0.034, 0.042], np.float32)
    lake = deep + seen * (0.93 * fresnel)[..., None]
    return mix(lake, np.array([0.62, 0.58, 0.62], np.float32), 0.35 * (1 - np.exp(-away / 3000))).astype(np.float32)


def _sunshadow(terrain: Terrain, x: Field, z: Field, surface: Field) -> Field:
    """How much sun reaches each point, 0..1, by walking towards the sun over the bare ground."""
    flat = float(np.hypot(SUN[0], SUN[2]))
    clear: Field = np.ones(x.shape, np.float32)
    for reach in (30.0, 80.0, 180.0, 380.0, 800.0, 1600.0):
        sx, sz = x + reach * float(SUN[0]) / flat, z + reach * float(SUN[2]) / flat
        over = surface + reach * float(SUN[1]) / flat - terrain.ground(sx, sz, 5)
        clear = np.minimum(clear, smoothstep(-0.10 * reach, 0.06 * reach, over))
    return clear


def _shade(terrain: Terrain, x: Field, z: Field) -> Field:
    """Scene light [N, 3] of the land at points x, z [N], haze included."""
    far = z
    ground = terrain.ground(x, z)
    cones, tints, sides = terrain.trees(x, z, ground)
    lit = _sunshadow(terrain, x, z, ground + cones)
    reach = np.maximum(0.0011 * far, 0.15)
    slope_x = (terrain.ground(x + reach, z) - ground) / reach
    slope_z = (terrain.ground(x, z + reach) - ground) / reach
    rough = terrain.fine.fbm(x / 9, z / 9, 5)
    slope_x = slope_x + 0.35 * rough
    slope_z = slope_z + 0.35 * terrain.fine.fbm(x / 9 + 50, z / 9, 4)
    size = np.sqrt(slope_x**2 + slope_z**2 + 1)
    sun = np.clip((-slope_x * SUN[0] + SUN[1] - slope_z * SUN[2]) / size, 0, 1)
    up = 1 / size
    patch = terrain.fine.fbm(x / 60, z / 60, 4)
    rock = mix(
        np.array([0.16, 0.135, 0.12], np.float32),
        np.array([0.36, 0.30, 0.26], np.float32),
        np.clip(0.5 + 0.8 * rough + 0.4 * patch, 0, 1),
    )
    grass = mix(
        np.array([0.075, 0.095, 0.028], np.float32),
        np.array([0.21, 0.18, 0.06], np.float32),
        np.clip(0.45 + 0.9 * patch + 0.5 * rough, 0, 1),
    )
    albedo = mix(rock, grass, smoothstep(0.62, 0.80, up + 0.15 * patch) * smoothstep(760, 420, ground))
    beach = smoothstep(4.0, 0.8, ground + 1.2 * rough)
    albedo = mix(albedo, np.array([0.20, 0.17, 0.14], np.float32) * (0.8 + 0.5 * rough)[..., None], beach)
    line = 640 + 260 * patch
    snow = smoothstep(line, line + 160, ground) * smoothstep(0.42, 0.62, up + 0.12 * rough)
    albedo = mix(albedo, np.array([0.82, 0.84, 0.88], np.float32), snow)
    # Under the firs lies shade and brown litter.
    wooded = smoothstep(-0.05, 0.2, terrain.noise.fbm(x / 420 + 5, z / 420, 4) + 0.32) * smoothstep(560, 380, ground)
    albedo = albedo * (1 - 0.55 * wooded * (1 - beach))[..., None]
    tree = cones > 0.35
    needles = mix(np.array([0.008, 0.018, 0.010], np.float32), np.array([0.050, 0.058, 0.020], np.float32), tints**1.5)
    tuft = terrain.fine.fbm(x * 1.3 + ground, z * 1.3 + cones * 1.7, 3)
    albedo = np.where(tree[..., None], needles * np.clip(0.9 + 0.9 * tuft, 0.3, 2)[..., None], albedo)
    # A fir is lit on the sun's side and higher up.
    sun = np.where(tree, np.clip(0.22 + 0.55 * sides + 0.03 * cones + 0.35 * tuft, 0.03, 1.0), sun)
    sky = np.where(tree, 0.22 + 0.03 * cones, 0.5 + 0.5 * up)
    light = SUNLIGHT * (sun * lit)[..., None] + SKYLIGHT * (sky * 0.85)[..., None]
    bounce = np.array([0.10, 0.07, 0.05], np.float32)
    colour = albedo * (light + bounce)
    thick = 1 - np.exp(-far / 9500 * np.exp(-np.clip(ground, 0, 2000) / 1500))
    low = 0.30 * (1 - np.exp(-far / 3000)) * np.exp(-np.clip(ground, 0, 900) / 55)
    toward = np.clip((x * SUN[0] + z * SUN[2]) / np.hypot(x, z), 0, 1)
    air = mix(np.array([0.36, 0.46, 0.66], np.float32), np.array([1.25, 0.80, 0.52], np.float32), toward**3)
    return mix(colour, air * 0.95, np.clip(thick + low, 0, 1)).astype(np.float32)


class Sky:
    """Evening sky over every column: a gradient that glows towards the sun, and lit cloud."""

    def __init__(self, slope_x: Field, clouds: Lattice) -> None:
        """`slope_x` [W] are the slopes of the columns to the right."""
        self.slope_x, self.clouds = slope_x, clouds

    def light(self, up: Field) -> Field:
        """Scene light [H, W, 3] along slopes `up` [H]."""
        across = self.slope_x[None, :]
        rise = up[:, None] * np.ones_like(across)
        size = np.sqrt(across**2 + rise**2 + 1)
        toward = np.clip((across * SUN[0] + rise * SUN[1] + SUN[2]) / size, 0, 1)
        t = np.clip(rise / size / 0.55, 0, 1) ** 0.62
        tones = np.array([[1.22, 0.80, 0.58], [0.66, 0.68, 0.80], [0.13, 0.27, 0.60]], np.float32)
        colour = ramp(tones, t, (0.0, 0.42, 1.0))
        colour = colour + (toward**4)[..., None] * np.array([0.7, 0.36, 0.14], np.float32)
        over = 1.0 / np.maximum(rise + 0.055, 0.02)
        x, z = across * over, over
        billow = self.clouds.fbm(x * 0.55 + 3, z * 0.95, 7, 0.56) + 0.10 * self.clouds.fbm(x * 0.12, z * 0.12 + 8, 2)
        cover = smoothstep(0.03, 0.42, billow) * smoothstep(0.015, 0.10, rise)
        # Denser towards the sun means lit here.
        inside = smoothstep(0.05, 0.55, self.clouds.fbm((x - 0.16) * 0.55 + 3, (z - 0.04) * 0.95, 6, 0.56))
        bright = np.broadcast_to(np.array([1.60, 0.84, 0.60], np.float32), (*t.shape, 3))
        glow = mix(bright, np.array([0.46, 0.42, 0.55], np.float32), inside) * (0.72 + 0.65 * toward**2)[..., None]
        return mix(colour, glow, 0.88 * cover).astype(np.float32)


def _develop(light: Field, shape: Shape, rng: np.random.Generator) -> Field:
    """The photograph [H, W, 3] of scene light: glow, vignette, film curve, scaled to `shape`, grain."""
    light = light + 0.25 * blur(np.clip(light - 0.9, 0, 2), 0.02 * light.shape[1])
    x, y = grid((light.shape[0], light.shape[1]))
    corner = (x / light.shape[1] - 0.5) ** 2 + (y / light.shape[0] - 0.5) ** 2
    light = light * (1 - 0.55 * corner)[..., None]
    grey = light.mean(axis=-1, keepdims=True)
    picture = film(np.maximum(grey + (light - grey) * 1.25 - 0.012, 0), 1.0)
    return np.clip(resize(picture, shape) + rng.normal(0, 0.007, (*shape, 1)), 0, 1).astype(np.float32)
