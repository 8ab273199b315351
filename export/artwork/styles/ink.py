"""Ink on rice paper: bamboo before misty mountains, a few birds, a red seal."""

from __future__ import annotations

import math

import numpy as np

from export.artwork.colour import mix, rgb
from export.artwork.noise import Field, Shape, fbm, grid, smooth_noise, smoothstep
from export.artwork.raster import blur, curve


class Scroll:
    """Rice paper that drinks ink: `ink` [H, W] is what it holds, 0 and up."""

    def __init__(self, shape: Shape, rng: np.random.Generator) -> None:
        """Empty paper, its fibres drawn."""
        self.shape, self.rng, self.scale = shape, rng, shape[0] / 768
        k = self.scale
        self.fibre = fbm(shape, 6 * k, rng, 4, 0.7)
        self.ink: Field = np.zeros(shape, np.float32)
        self._hair = smooth_noise((512, 1024), (2.0, 90.0), rng) + 0.5 * smooth_noise((512, 1024), (1.1, 30.0), rng)

    def stroke(self, points: Field, widths: Field, dark: float, dry: float, bleed: float = 0.8) -> None:
        """A stroke along points [N, 2] of widths [N], in pixels; `dry` 0..1 lets paper show at its end."""
        k, rng = self.scale, self.rng
        pad = float(widths.max()) + 6 * k + 2
        low = np.maximum(np.floor(points.min(axis=0) - pad).astype(int), 0)
        top = np.minimum(np.ceil(points.max(axis=0) + pad).astype(int), [self.shape[1], self.shape[0]])
        if (top - low).min() < 1:
            return
        y, x = np.mgrid[low[1] : top[1], low[0] : top[0]].astype(np.float32) + np.float32(0.5)
        near = np.full(x.shape, 1e9, np.float32)
        along, side, span = np.zeros_like(near), np.zeros_like(near), np.ones_like(near)
        run = 0.0
        for (ax, ay), (bx, by), wa, wb in zip(points[:-1], points[1:], widths[:-1], widths[1:], strict=True):
            dx, dy = float(bx - ax), float(by - ay)
            reach = math.hypot(dx, dy)
            if reach < 1e-6:
                continue
            t = np.clip(((x - ax) * dx + (y - ay) * dy) / (reach * reach), 0, 1)
            gap_x, gap_y = x - ax - t * dx, y - ay - t * dy
            half = 0.5 * (wa + (wb - wa) * t)
            gap = np.hypot(gap_x, gap_y) / np.maximum(half, 0.3)
            closer = gap < near
            near = np.where(closer, gap, near)
            along = np.where(closer, run + t * reach, along)
            side = np.where(closer, (dx * gap_y - dy * gap_x) / reach, side)
            span = np.where(closer, half, span)
            run += reach
        row, first = rng.integers(0, 512), rng.integers(0, 1024)
        hair = self._hair[(side / k * 1.3 + row + 2048).astype(int) & 511, (along / k + first).astype(int) & 1023]
        rough = self.fibre[low[1] : top[1], low[0] : top[0]]
        form = np.clip((1.0 - near) * span / (bleed * k) + 0.5 + 0.8 * rough, 0, 1)
        worn = dry * (0.15 + 1.1 * along / max(run, 1e-6)) * 1.5 - 0.55
        bare = smoothstep(-0.15, 0.25, hair + 0.35 * rough - worn)
        tone = dark * (
            0.80 + 0.22 * hair + 0.30 * smoothstep(0.5, 1.0, near) - 0.16 * np.clip(side / np.maximum(span, 1), -1, 1)
        )
        self.ink[low[1] : top[1], low[0] : top[0]] += form * bare * tone

    def wash(self, form: Field, dark: float, soft: float) -> None:
        """Adds pale ink where form [H, W] is, 0..1, its rim `soft` pixels wide, feathered by the fibres."""
        level = blur(form, soft * self.scale)
        self.ink += dark * np.clip(level * (1 + 0.25 * self.fibre), 0, None)


def paint(shape: Shape, rng: np.random.Generator) -> Field:
    """The picture [H, W, 3] in 0..1."""
    height, width = shape
    scroll = Scroll(shape, rng)
    k = scroll.scale
    x, y = grid(shape)
    u, v = x / width, y / height
    sun = np.hypot(x - 0.30 * width, y - 0.20 * height) / k
    for base, rise, cell, dark, seedline in (
        (0.50, 0.20, 150, 0.34, 0.0),
        (0.60, 0.16, 110, 0.50, 0.3),
        (0.72, 0.13, 90, 0.72, 0.15),
    ):
        crest = (
            base
            - rise
            * (0.5 + 0.55 * smooth_noise((1, width), (1, cell * k), rng) + 0.16 * fbm((1, width), (1, 34 * k), rng, 4))
            + seedline * 0.1 * (u - 0.5)
        )
        down = v - crest
        folds = fbm(shape, (90 * k, 26 * k), rng, 4)
        body = smoothstep(-0.002, 0.004, down) * np.exp(-np.clip(down, 0, 1) / 0.085) * (0.75 + 0.7 * folds)
        scroll.wash(np.clip(body, 0, 1.5), dark, 1.0)
        ridge = np.exp(-((down / 0.006) ** 2)) * smoothstep(-0.4, 0.4, folds)
        scroll.wash(ridge, 0.6 * dark, 0.9)
    _birds(scroll)
    for foot, lean, wide, dark in ((0.90, -0.05, 15, 0.42), (0.60, 0.10, 17, 0.9), (0.76, -0.03, 26, 1.35)):
        _bamboo(scroll, foot, lean, wide, dark)
    _rocks(scroll)
    sheet = rgb("efe5cf") * (1 + 0.035 * scroll.fibre + 0.05 * fbm(shape, 200 * k, rng, 3))[..., None]
    threads = np.clip(smooth_noise(shape, (1.3 * k, 26 * k), rng) - 0.72, 0, 1) + np.clip(
        smooth_noise(shape, (26 * k, 1.3 * k), rng) - 0.72, 0, 1
    )
    sheet = sheet * (1 - 0.35 * threads)[..., None]
    sheet = mix(
        sheet,
        rgb("c9472f"),
        0.62 * smoothstep(66, 63, sun + 2.5 * scroll.fibre) * (0.8 + 0.25 * fbm(shape, 40 * k, rng, 3)),
    )
    held = scroll.ink[..., None] * np.array([1.0, 0.97, 0.90], np.float32)
    colour = sheet * np.exp(-1.75 * held) + 0.06 * (1 - np.exp(-held))
    return np.clip(_seal(colour, k, rng), 0, 1).astype(np.float32)


def _bamboo(scroll: Scroll, foot: float, lean: float, wide: float, dark: float) -> None:
    """A stalk from below the picture to above it, its joints, twigs and leaves."""
    rng, k = scroll.rng, scroll.scale
    height, width = scroll.shape
    bottom = 1.06
    while bottom > -0.05:
        top = bottom - rng.uniform(0.13, 0.19)
        t = np.linspace(0, 1, 14)
        v = bottom + (top - bottom) * t
        u = foot + lean * (1.1 - v) ** 1.3
        points = np.stack([u * width, v * height], -1)
        swell = wide * k * (0.86 + 0.22 * (2 * t - 1) ** 4)
        scroll.stroke(points, swell, dark * rng.uniform(0.62, 0.85), rng.uniform(0.5, 0.95))
        joint = points[-1]
        nick = np.stack(
            [
                joint[0] + np.linspace(-0.62, 0.62, 6) * wide * k,
                joint[1] - 2 * k + 3.5 * k * np.cos(np.linspace(-1.6, 1.6, 6)),
            ],
            -1,
        )
        scroll.stroke(nick, np.array([2.0, 3.6, 4.2, 4.2, 3.6, 2.0]) * k, 1.2 * dark, 0.2)
        if bottom < 0.95 and rng.random() < 0.85:
            side = 1 if rng.random() < 0.5 else -1
            _twig(scroll, float(joint[0]), float(joint[1]), side, dark)
        bottom = top - 0.006


def _twig(scroll: Scroll, x: float, y: float, side: int, dark: float) -> None:
    """A twig that rises to the side, and the leaves that hang from it."""
    rng, k = scroll.rng, scroll.scale
    reach = rng.uniform(60, 120) * k
    bend = curve([(x, y), (x + side * 0.5 * reach, y - 0.35 * reach), (x + side * reach, y - 0.42 * reach)], 14)
    scroll.stroke(bend, np.linspace(3.4, 1.4, 14) * k, dark, 0.3)
    for spot in (6, 9, 11, 13, 13):
        for _ in range(int(rng.integers(2, 4))):
            turn = (1.05 if side > 0 else 2.09) + rng.normal(0, 0.42)
            long = rng.uniform(44, 88) * k
            start = bend[spot]
            t = np.linspace(0, 1, 12)
            bow = 0.12 * long * np.sin(np.pi * t) * side
            points = np.stack(
                [
                    start[0] + t * long * math.cos(turn) - bow * math.sin(turn),
                    start[1] + t * long * math.sin(turn) + bow * math.cos(turn),
                ],
                -1,
            )
            widths = (
                np.maximum(
                    rng.uniform(8, 13) * np.sin(np.pi * np.clip(0.10 + 0.9 * t, 0, 1)) ** 0.9 * (1.25 - 0.5 * t),
                    0.8,
                )
                * k
            )
            scroll.stroke(points, widths, dark * rng.uniform(0.7, 1.3), rng.uniform(0.1, 0.6))


def _rocks(scroll: Scroll) -> None:
    """Two rocks at the foot of the picture: wet body, dry side strokes for their facets, moss dots, grass."""
    rng, k = scroll.rng, scroll.scale
    height, width = scroll.shape
    x, y = grid(scroll.shape)
    u, v = x / width, y / height
    for middle, top, wide, dark in ((0.42, 0.93, 0.20, 0.55), (0.14, 0.88, 0.26, 0.8)):
        rough = 0.012 * fbm((1, width), (1, 40 * k), rng, 4)
        crest = top + 0.9 * np.abs((u - middle) / wide) ** 2.2 * 0.16 + rough
        down = v - crest
        facets = smoothstep(-0.3, 0.5, fbm(scroll.shape, (30 * k, 50 * k), rng, 4, 0.6))
        scroll.wash(
            smoothstep(0, 0.006, down) * (0.25 + 0.75 * facets) * np.exp(-np.clip(down, 0, 1) / 0.12),
            dark,
            0.8,
        )
        for _ in range(26):
            at = middle + rng.uniform(-1, 1) * wide
            low = top + 0.144 * abs((at - middle) / wide) ** 2.2 + rng.uniform(0, 0.09)
            turn = (0.5 if at > middle else 2.64) + rng.normal(0, 0.25)
            long = rng.uniform(30, 80) * k
            start = np.array([at * width, low * height])
            way = np.array([math.cos(turn), math.sin(turn)]) * long
            line = curve([start, start + 0.5 * way + [0, -5 * k], start + way], 14)
            scroll.stroke(
                line,
                rng.uniform(8, 24) * k * np.linspace(0.9, 0.4, 14),
                dark * rng.uniform(0.5, 1.2),
                rng.uniform(0.5, 0.9),
            )
        for _ in range(34):
            at = middle + rng.normal(0, 0.45) * wide
            low = top + 0.144 * abs((at - middle) / wide) ** 2.2 + rng.uniform(-0.006, 0.04)
            spot = np.array([[at * width, low * height], [at * width + 2.5 * k, low * height + 1.5 * k]])
            scroll.stroke(spot, np.full(2, rng.uniform(3, 8) * k), rng.uniform(0.6, 1.4), 0.1, 1.6)
    for _ in range(46):
        at, reach, lean = rng.uniform(0.0, 0.62), rng.uniform(20, 62) * k, rng.normal(0.2, 0.5)
        low = 0.93 + 0.06 * rng.random()
        foot = np.array([at * width, low * height])
        blade = curve([foot, foot + [0.3 * lean * reach, -0.6 * reach], foot + [lean * reach, -0.9 * reach]], 12)
        scroll.stroke(blade, np.linspace(3.4, 0.7, 12) * k, rng.uniform(0.5, 1.3), 0.25)


def _birds(scroll: Scroll) -> None:
    """Five birds far off, two strokes each."""
    k = scroll.scale
    height, width = scroll.shape
    for u, v, size in (
        (0.42, 0.27, 15),
        (0.47, 0.245, 13),
        (0.38, 0.30, 11),
        (0.50, 0.285, 10),
        (0.445, 0.315, 9),
    ):
        x, y = u * width, v * height
        for side in (-1, 1):
            wing = curve(
                [
                    (x, y),
                    (x + side * 0.5 * size * k, y - 0.5 * size * k),
                    (x + side * size * k, y - 0.25 * size * k),
                ],
                10,
            )
            scroll.stroke(wing, np.linspace(2.8, 0.9, 10) * k, 1.0, 0.1)


def _seal(colour: Field, k: float, rng: np.random.Generator) -> Field:
    """Stamps the red seal of a palette and brush, low on the left."""
    shape: Shape = colour.shape[:2]
    x, y = grid(shape)
    u, v = (x - 0.115 * shape[1]) / (23 * k), (y - 0.80 * shape[0]) / (23 * k)
    rough = 0.10 * fbm(shape, 7 * k, rng, 3)
    block = smoothstep(1.02, 0.97, np.maximum(np.abs(u), np.abs(v)) + rough)
    frame = smoothstep(0.05, 0.03, np.abs(np.maximum(np.abs(u), np.abs(v)) - 0.80))
    oval = smoothstep(0.09, 0.06, np.abs(np.hypot(u / 1.0, (v + 0.05) / 0.8) - 0.52))
    hair = smoothstep(0.10, 0.07, np.abs(u * 0.7 + v * 0.7)) * (np.abs(u - v) < 0.95)
    cut = np.clip(frame + oval + hair, 0, 1)
    return mix(colour, rgb("b3261e"), 0.9 * block * (1 - cut) * smoothstep(-0.9, -0.3, fbm(shape, 5 * k, rng, 3)))
