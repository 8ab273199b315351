"""The noise of the optimisation: known numbers, which the browser's tests know too, and its distribution."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from export.noise import noise, start_image


def test_known_numbers(repository: Path) -> None:
    vectors = json.loads((repository / "tests/web/fakes/noise.json").read_text())
    for one in vectors["noise"]:
        np.testing.assert_array_equal(noise(one["kind"], len(one["values"]), one["seed"]), one["values"])
    for one in vectors["start"]:
        photo = np.array(one["photo"], "uint8")
        found = start_image(photo, one["start"], one["noiseRatio"], one["noise"], one["noiseRange"], one["seed"])
        np.testing.assert_array_equal(found.view(np.uint32), one["bits"])


@pytest.mark.parametrize("kind, deviation, reach", [("uniform", 1 / np.sqrt(3), 1), ("gaussian", 1, 6)])
def test_distribution(kind: str, deviation: float, reach: float) -> None:
    values = noise(kind, 300_000, 5)
    assert abs(values.mean()) < 0.01
    assert abs(values.std() - deviation) < 0.01
    assert np.abs(values).max() <= reach
    # Neighbours, and the same places under the next seed, have nothing in common.
    assert abs(np.corrcoef(values[:-1], values[1:])[0, 1]) < 0.01
    assert abs(np.corrcoef(values, noise(kind, 300_000, 6))[0, 1]) < 0.01
