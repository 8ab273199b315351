"""Grain in flat parts of a photo: known numbers, which the browser's tests know too; where it is, and what it does."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from export.grain import AMPLITUDE, TILE, grain, grained
from export.pictures import to_float
from export.stylize import stylize
from export.trained import read_networks


def sky_and_leaves(width: int, height: int, sky: int) -> np.ndarray:
    """Slow slopes of colour up to the column ``sky``, and every pixel another from there on."""
    y, x = np.indices((height, width))
    slopes = np.stack([128 + x // 16, 100 + y // 8, 60 + x // 32], -1)
    leaves = np.stack([x * 37 + y * 101, x * x * 13 + y * 7, (x * 5) ^ (y * 11)], -1)
    photo: np.ndarray = np.where((x < sky)[..., None], slopes, leaves % 256).astype("uint8")
    return photo


def test_known_numbers(repository: Path) -> None:
    known = json.loads((repository / "tests/web/fakes/grain.json").read_text())
    found = grain(sky_and_leaves(known["width"], known["height"], known["sky"]))
    for row, values in known["rows"].items():
        np.testing.assert_array_equal(found[int(row)], values)


def test_it_is_where_the_photo_is_flat_and_nowhere_else() -> None:
    photo = sky_and_leaves(400, 300, 200)
    found = grain(photo)
    assert abs(found[:, :190].std() / AMPLITUDE - 1) < 0.15
    assert abs(found[:, :190].mean()) < 0.2
    assert not found[:, 210:].any()
    np.testing.assert_array_equal(grained(photo)[:, :190], photo[:, :190] + found[:, :190, None])


def test_it_is_repeated_without_a_seam_and_is_no_finer_than_strokes() -> None:
    found = grain(np.full((40, 2 * TILE, 3), 90, "uint8")).astype(float)
    np.testing.assert_array_equal(found[:, :TILE], found[:, TILE:])
    across = np.abs(np.diff(found, axis=1)).mean(0)
    assert across[TILE - 1] < 2 * across.mean()
    assert across.mean() < AMPLITUDE / 2


def test_black_and_white_stay_in_range() -> None:
    for value in (0, 255):
        found = grained(np.full((64, 64, 3), value, "uint8")).astype(int)
        assert 3 < np.abs(found - value).max() < 20


def test_a_sky_gets_strokes() -> None:
    _, transformer, _ = read_networks()
    photo = to_float(sky_and_leaves(192, 128, 128))
    vector = 0.4 * np.sin(np.arange(1, 193, dtype="float32"))[None]

    def texture(painting: np.ndarray) -> float:
        return float(np.diff(painting[8:-8, 8:112], axis=1).std())

    without = np.asarray(transformer((photo[None], vector)))[0]
    assert texture(stylize(transformer, photo, vector)) > 2 * texture(without)
